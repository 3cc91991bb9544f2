//! `vsscheck meta`.

use std::fs;
use std::path::Path;

use crate::support::{BadInputs, command, finish, fixture, names_in, vsscheck, vsscheck_with};

const WRITER: &str = "writer-metadata/ledger-database.xml";
const OTHER: &str = "writer-metadata/mail-file-groups.xml";
const COMPONENTS: &str = "backup-components/ledger-and-mail.xml";

fn path(name: &str) -> String {
    fixture(name).to_str().unwrap().to_owned()
}

#[test]
fn documents_of_both_kinds_are_shown() {
    for (name, title, word) in [
        (WRITER, "Writer Metadata Document\n", "writer_metadata"),
        (COMPONENTS, "Backup Components Document\n", "backup_components"),
    ] {
        let ran = vsscheck(["meta", "show", &path(name)]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        assert!(ran.out.starts_with(title), "{}", ran.out);
        let json = vsscheck(["meta", "show", &path(name), "--format", "json"]).json();
        assert_eq!(json["schema_version"], 1);
        assert_eq!(json["document"], word);
        assert_eq!(json["root"]["attributes"][0]["name"], "xmlns");
        assert!(!json["root"]["children"].as_array().unwrap().is_empty());
    }
}

#[test]
fn standard_input_is_read_as_well() {
    let bytes = fs::read(fixture(WRITER)).unwrap();
    let ran = vsscheck_with(["meta", "show", "-"], &bytes);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let ran = vsscheck_with(["meta", "diff", &path(WRITER), "-"], &bytes);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let ran = vsscheck_with(["meta", "show", "-"], b"<A/>");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("<stdin>:1:"), "{}", ran.err);
}

#[test]
fn a_printed_document_prints_as_itself_and_has_no_line_end() {
    let printed = vsscheck(["meta", "print", &path(WRITER)]);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    assert!(printed.out.ends_with("</WRITER_METADATA>"));
    let again = vsscheck_with(["meta", "print", "-"], printed.out.as_bytes());
    assert_eq!(again.out, printed.out);
}

#[test]
fn redacted_values_are_their_names() {
    let ran = vsscheck(["meta", "print", &path(WRITER), "--redact", "instanceId,usage"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("instanceId=\"[instanceId]\"") && ran.out.contains("usage=\"[usage]\""));
    for args in [vec!["print"], vec!["diff", &path(WRITER)]] {
        let ran =
            vsscheck(["meta"].iter().chain(&args).chain(&[path(WRITER).as_str(), "--redact=instanceID"]));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("did you mean \"instanceId\"?"), "{}", ran.err);
    }
    // A name that only the document knows can be redacted, too.
    let own = b"<WRITER_METADATA xmlns=\"x-schema:#VssWriterMetadataInfo\" version=\"1.2\" own=\"1\"><IDENTIFICATION writerId=\"3f0a6c51-8f7e-4f0e-9b1d-6a2c0d9e1101\" instanceId=\"3f0a6c51-8f7e-4f0e-9b1d-6a2c0d9e1101\" friendlyName=\"a\" usage=\"OTHER\" dataSource=\"OTHER\"/></WRITER_METADATA>";
    let ran = vsscheck_with(["meta", "print", "-", "--redact=own"], own);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("own=\"[own]\""), "{}", ran.out);
}

#[test]
fn an_output_file_is_whole_or_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out.xml");
    let output = target.to_str().unwrap();
    let ran = vsscheck(["meta", "print", &path(WRITER), "-o", output]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let written = fs::read(&target).unwrap();
    assert_eq!(written, vsscheck(["meta", "print", &path(WRITER)]).out.as_bytes());

    for (what, bad) in BadInputs::new().paths {
        let ran = vsscheck(["meta", "print", bad.to_str().unwrap(), "-o", output]);
        assert_eq!(ran.code, 2, "{what}");
        assert_eq!(fs::read(&target).unwrap(), written, "{what}");
    }
    let missing = folder.path().join("missing/out.xml");
    for bad in [folder.path(), &missing] {
        let ran = vsscheck(["meta", "print", &path(WRITER), "-o", bad.to_str().unwrap()]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("cannot be written"), "{}", ran.err);
    }
    assert_eq!(names_in(folder.path()), ["out.xml"]);
}

#[test]
fn a_document_can_be_printed_over_itself() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.xml");
    fs::copy(fixture(WRITER), &file).unwrap();
    let name = file.to_str().unwrap();
    assert_eq!(vsscheck(["meta", "print", name, "-o", name]).code, 0);
    assert_eq!(vsscheck(["meta", "diff", name, &path(WRITER)]).code, 0);
}

#[test]
fn differences_are_findings() {
    let ran = vsscheck(["meta", "diff", &path(WRITER), &path(OTHER)]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(ran.out.starts_with("--- ") && ran.out.contains("\n@@ -1,"), "{}", ran.out);
    let json = vsscheck(["meta", "diff", &path(WRITER), &path(OTHER), "--format=json"]).json();
    assert_eq!(json["schema_version"], 1);
    assert!(!json["differences"].as_array().unwrap().is_empty());

    let json = vsscheck(["meta", "diff", &path(WRITER), &path(WRITER), "--format=json"]);
    assert_eq!((json.code, json.json()["differences"].as_array().unwrap().len()), (0, 0));
}

#[test]
fn redacted_values_do_not_differ() {
    let text = fs::read_to_string(fixture(WRITER)).unwrap();
    let other = text.replace("b7c1e2d4", "aaaaaaaa");
    assert_ne!(text, other);
    let diff = |args: &[&str]| {
        vsscheck_with(["meta", "diff", &path(WRITER), "-"].iter().chain(args), other.as_bytes()).code
    };
    assert_eq!(diff(&[]), 1);
    assert_eq!(diff(&["--redact", "instanceId"]), 0);
    assert_eq!(diff(&["--redact", "usage"]), 1);
}

#[test]
fn unknown_things_are_warnings_and_errors_when_strict() {
    let text = fs::read_to_string(fixture(WRITER)).unwrap();
    let odd = text.replace("<BACKUP_LOCATIONS>", "<NEWS a=\"1\"/><BACKUP_LOCATIONS>");
    let ran = vsscheck_with(["meta", "show", "-"], odd.as_bytes());
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("warning: unknown element \"NEWS\""), "{}", ran.err);
    assert!(ran.out.contains("NEWS a=\"1\""));
    let ran = vsscheck_with(["meta", "show", "-", "-q"], odd.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let ran = vsscheck_with(["meta", "show", "-", "--format=json"], odd.as_bytes());
    assert_eq!(ran.json()["warnings"][0]["severity"], "warning");
    let ran = vsscheck_with(["meta", "show", "-", "--strict"], odd.as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("error: unknown element \"NEWS\""), "{}", ran.err);
}

#[test]
fn bad_documents_are_told_with_their_place() {
    let good = path(WRITER);
    for (what, bad) in BadInputs::new().paths {
        let bad = bad.to_str().unwrap();
        for args in
            [vec!["show", bad], vec!["print", bad], vec!["diff", bad, &good], vec!["diff", &good, bad]]
        {
            let ran = vsscheck(["meta"].iter().chain(&args));
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{what} {args:?}");
            assert!(ran.err.contains(bad), "{what}: {}", ran.err);
            assert!(ran.err.len() < 2_000, "{what}: {} bytes", ran.err.len());
        }
        let ran = vsscheck(["meta", "show", bad, "--format=json"]);
        assert_eq!(ran.code, 2, "{what}");
        assert_eq!(ran.json()["errors"][0]["path"], bad, "{what}");
        assert!(ran.json()["errors"][0]["diagnostics"][0]["message"].is_string(), "{what}");
    }
    let folder = fixture("writer-metadata");
    assert_eq!(vsscheck(["meta", "show", folder.to_str().unwrap()]).code, 2);
}

#[test]
fn an_error_shows_its_line_what_is_expected_and_what_is_found() {
    let text = fs::read_to_string(fixture(WRITER)).unwrap();
    let broken = format!("\u{FEFF}<?xml version=\"1.0\"?>\n{}", text.replace("</BACKUP_LOCATIONS>", ""));
    let folder = tempfile::tempdir().unwrap();
    let utf8 = folder.path().join("utf8.xml");
    let utf16 = folder.path().join("utf16.xml");
    fs::write(&utf8, &broken).unwrap();
    let units: Vec<u8> = broken.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(&utf16, units).unwrap();
    let shown = |file: &Path| vsscheck(["meta", "show", file.to_str().unwrap()]).err;
    let message = shown(&utf8);
    assert!(message.contains("utf8.xml:2:"), "{message}");
    assert!(message.contains("expected") && message.contains("found"), "{message}");
    assert!(message.contains("\n2 | "), "{message}");
    assert_eq!(message.replace("utf8.xml", "utf16.xml"), shown(&utf16));
}

#[test]
fn limits_can_be_set() {
    let file = path(WRITER);
    let enough =
        ["--limit-bytes=100000", "--limit-depth=10", "--limit-attributes=20", "--limit-elements=100"];
    let few = ["--limit-bytes=100", "--limit-depth=2", "--limit-attributes=3", "--limit-elements=4"];
    assert_eq!(vsscheck(["meta", "show", &file].iter().chain(&enough)).code, 0);
    for limit in few {
        let ran = vsscheck(["meta", "show", &file, limit]);
        assert_eq!(ran.code, 2, "{limit}");
        assert!(ran.err.contains("at most") || ran.err.contains("too large"), "{limit}: {}", ran.err);
    }
}

#[test]
fn a_dash_is_standard_output_and_errors_name_the_file_that_was_asked_for() {
    let document = fixture("writer-metadata/my-writer.xml");
    let document = document.to_str().unwrap();
    let folder = tempfile::tempdir().unwrap();
    for verb in [&["meta", "print", document][..], &["init", document]] {
        let dash = finish(command().args(verb).args(["-o", "-"]).current_dir(folder.path()), b"");
        let plain = finish(command().args(verb).current_dir(folder.path()), b"");
        assert_eq!((dash.code, &dash.out), (0, &plain.out), "{}", dash.err);
        assert!(names_in(folder.path()).is_empty());
        let missing = folder.path().join("missing/out");
        let ran = vsscheck(verb.iter().chain(&["-o", missing.to_str().unwrap()]));
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("cannot be written") && ran.err.contains("missing"), "{}", ran.err);
        assert!(!ran.err.contains(".vsscheck-"), "{}", ran.err);
    }
}
