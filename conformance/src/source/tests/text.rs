//! Lines, columns, encodings and limits.

use crate::source::{Diagnostic, Position, Source, SourceOptions, Span};

#[test]
fn positions_count_lines_and_characters_from_one() {
    let text = "ab\ncd\r\neé𝄞f\rg\n";
    let table = [
        (0, 1, 1),
        (2, 1, 3),
        (3, 2, 1),
        (5, 2, 3),
        (6, 2, 4),
        (7, 3, 1),
        (8, 3, 2),
        // The second byte of `é` counts as its start.
        (9, 3, 2),
        (10, 3, 3),
        (14, 3, 4),
        (16, 4, 1),
        (18, 5, 1),
        (9999, 5, 1),
    ];
    let source = Source::new("t", text);
    for (offset, line, column) in table {
        assert_eq!(source.position(offset), Position { line, column }, "offset {offset}");
    }
    let lines: Vec<&str> = (1..=source.line_count())
        .filter_map(|line| source.line_span(line))
        .map(|s| source.slice(s))
        .collect();
    assert_eq!(lines, ["ab", "cd", "eé𝄞f", "g", ""]);
    assert_eq!(source.line_span(0), None);
    assert_eq!(source.line_span(6), None);
}

#[test]
fn an_empty_text_has_one_line() {
    let source = Source::new("t", "");
    assert_eq!(source.line_count(), 1);
    assert_eq!(source.position(0), Position { line: 1, column: 1 });
    assert_eq!(source.line_span(1), Some(Span::at(0)));
}

fn refusal(bytes: &[u8], options: &SourceOptions) -> String {
    match Source::from_bytes("f.json", bytes, options) {
        Ok(source) => format!("accepted: {}", source.text()),
        Err(errors) => errors.iter().map(Diagnostic::to_string).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn encodings_and_sizes_are_checked() {
    let options = SourceOptions { max_bytes: 12 };
    let utf16 = "f.json: error: the file is UTF-16: expected UTF-8 text (save the file as UTF-8)";
    let table: &[(&[u8], &str)] = &[
        (b"{}", "accepted: {}"),
        (b"\xEF\xBB\xBF{}", "accepted: {}"),
        (b"\xFF\xFE{\0}\0", utf16),
        (b"\xFE\xFF\0{\0}", utf16),
        (b"{\0}\0", utf16),
        (b"\0{\0}", utf16),
        (
            b"{\n\"\xC3\xA9\xFF\"}",
            "f.json:2:3: error: the file is not valid UTF-8: expected UTF-8 text, found the byte 0xFF",
        ),
        (
            b"{\"\xC3",
            "f.json:1:3: error: the file is not valid UTF-8: expected UTF-8 text, found the byte 0xC3",
        ),
        (b"[0,1,2,3,4,5]", "f.json: error: the file is too large: expected at most 12 bytes"),
    ];
    for (bytes, expected) in table {
        assert_eq!(refusal(bytes, &options), *expected, "{bytes:?}");
    }
}

#[test]
fn a_file_of_100_megabytes_is_refused_by_default() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("big.json");
    let file = std::fs::File::create(&path).expect("a new file");
    file.set_len(100_000_000).expect("a sparse file");
    let errors = Source::read(&path, &SourceOptions::default()).expect_err("too large");
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    assert_eq!(error.message, "the file is too large");
    assert_eq!(error.expected.as_deref(), Some("at most 16777216 bytes"));
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("none.json");
    let errors = Source::read(&path, &SourceOptions::default()).expect_err("missing");
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    assert!(error.message.starts_with("the file cannot be read: "), "{error}");
    assert_eq!(error.place.as_ref().map(|place| place.path.clone()), Some(path.display().to_string()));
    assert_eq!(error.place.as_ref().and_then(|place| place.position), None);
}

#[test]
fn the_wire_form_leaves_out_what_is_not_known() {
    let source = Source::new("a.json", "x\nyz");
    let full = Diagnostic::unknown_name(Span::new(3, 4), "event", "Freez", &["Freeze", "Thaw"]);
    let json = serde_json::to_string(&full.in_source(&source)).expect("JSON");
    assert_eq!(
        json,
        concat!(
            r#"{"severity":"error","message":"unknown event \"Freez\"","path":"a.json","line":2,"column":2,"#,
            r#""expected":"\"Freeze\" or \"Thaw\"","found":"\"Freez\"","help":"did you mean \"Freeze\"?"}"#
        )
    );
    let bare = Diagnostic::warning(Span::at(0), "odd");
    assert_eq!(serde_json::to_string(&bare).expect("JSON"), r#"{"severity":"warning","message":"odd"}"#);
}
