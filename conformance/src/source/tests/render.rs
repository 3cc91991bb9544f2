//! What people see.

use unicode_width::UnicodeWidthStr;

use crate::source::{Diagnostic, Place, Position, RenderOptions, Source, Span, render};

const NARROW: RenderOptions = RenderOptions { width: 80, color: false };

fn sample() -> (Source, Diagnostic) {
    let text = "{\n  \"steps\": [\n    { \"call\": \"AddToSnapshotset\", \"on\": \"backup\" }\n  ]\n}\n";
    let start = text.find("\"AddTo").expect("the name");
    let span = Span::new(start, start + 18);
    let calls = ["AddToSnapshotSet", "StartSnapshotSet"];
    let diagnostic = Diagnostic::unknown_name(span, "call", "AddToSnapshotset", &calls);
    (Source::new("a/b.json", text), diagnostic)
}

#[test]
fn an_error_with_all_its_parts() {
    let (source, diagnostic) = sample();
    insta::assert_snapshot!(render(&diagnostic, Some(&source), NARROW));
}

#[test]
fn a_rule_stands_behind_the_severity_and_its_page_at_the_end() {
    let (source, mut diagnostic) = sample();
    diagnostic.rule = Some("MET-022".to_owned());
    diagnostic.page = Some("vssgloss-f".to_owned());
    let shown = render(&diagnostic, Some(&source), RenderOptions::default());
    assert!(shown.starts_with(&format!("error[MET-022]: {}\n", diagnostic.message)), "{shown}");
    assert!(shown.ends_with("= note: see the page vssgloss-f\n"), "{shown}");
    assert!(diagnostic.to_string().contains(&format!("error[MET-022]: {}", diagnostic.message)));
}

#[test]
fn a_short_contrast_stands_behind_the_mark() {
    let source = Source::new("a.json", "\t{ \"depth\": \"é\" }");
    let diagnostic =
        Diagnostic::warning(Span::new(12, 16), "the depth is odd").expected("a number").found("é");
    insta::assert_snapshot!(render(&diagnostic, Some(&source), NARROW));
}

#[test]
fn colour_is_the_callers_choice() {
    let (source, diagnostic) = sample();
    let options = RenderOptions { width: 80, color: true };
    assert!(render(&diagnostic, Some(&source), options).contains('\u{1B}'));
    assert!(!render(&diagnostic, Some(&source), NARROW).contains('\u{1B}'));
}

#[test]
fn without_a_source_or_a_place_the_message_remains() {
    let (source, diagnostic) = sample();
    let located = diagnostic.clone().in_source(&source);
    insta::assert_snapshot!(render(&located, None, NARROW));
    insta::assert_snapshot!(render(&diagnostic, None, NARROW));
    let whole = Diagnostic::file_error("x.json", "the file is too large").expected("at most 5 bytes");
    insta::assert_snapshot!(render(&whole, None, NARROW));
}

#[test]
fn a_place_of_the_callers_own_is_kept() {
    let (source, diagnostic) = sample();
    let place = Place { path: "doc.xml".to_owned(), position: Some(Position { line: 7, column: 9 }) };
    let text = render(&diagnostic.at_place(place), Some(&source), NARROW);
    assert!(text.contains("--> doc.xml:7:9"), "{text}");
    assert!(text.contains("\n7 | "), "{text}");
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let text = format!("<a>{}<wrong x=\"1\"/>{}</a>", "é".repeat(1_000_000), "é".repeat(1_000_000));
    let at = text.find("<wrong").expect("the element");
    let source = Source::new("doc.xml", text);
    let diagnostic = Diagnostic::error(Span::new(at, at + 14), "unknown element").found("wrong");
    for width in [0, 20, 40, 80, 200] {
        let shown = render(&diagnostic, Some(&source), RenderOptions { width, color: false });
        assert!(shown.len() < 2_000, "{width}: {}", shown.len());
        assert!(shown.contains("doc.xml:1:1000004"), "{shown}");
        assert!(shown.contains("<wrong x"), "{shown}");
        let widest = shown.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(widest <= width.max(45), "{width}: {widest}\n{shown}");
    }
    insta::assert_snapshot!(render(&diagnostic, Some(&source), NARROW));
}

#[test]
fn every_place_of_a_long_line_can_be_shown() {
    let mut text = "abc def ghi \u{1F600} ".repeat(40);
    text.push('\n');
    let source = Source::new("t", text.clone());
    for start in 0..=text.len() + 2 {
        for length in [0, 1, 5, 300, 5000] {
            let diagnostic = Diagnostic::error(Span::new(start, start + length), "m").expected("e");
            let shown = render(&diagnostic, Some(&source), NARROW);
            assert!(shown.contains('^'), "{start} {length}\n{shown}");
            assert!(shown.lines().all(|line| line.width() <= 80), "{start} {length}\n{shown}");
        }
    }
}

#[test]
fn escape_sequences_of_the_input_do_not_reach_the_terminal() {
    let source = Source::new("t\u{1B}[31m", "a \u{1B}[31m red");
    let diagnostic = Diagnostic::error(Span::new(2, 3), "bad \u{1B}[0m").expected("\u{1B}").help("\u{1B}");
    let shown = render(&diagnostic, Some(&source), NARROW);
    assert!(!shown.contains('\u{1B}'), "{shown:?}");
}
