//! `vsscheck meta check`.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::{BadInputs, Ran, fixture, vsscheck, vsscheck_with};

const WRITER: &str = "writer-metadata/mail-file-groups.xml";

/// Copies of the mail writer's document, each with one change.
struct Documents {
    folder: TempDir,
}

impl Documents {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A document in which one text is another.
    fn changed(&self, name: &str, from: &str, to: &str) -> String {
        let text = good();
        assert_eq!(text.matches(from).count(), 1, "{from}");
        self.write(name, text.replace(from, to).as_bytes())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// What must not be so.
    fn broken(&self) -> String {
        self.changed(
            "broken.xml",
            r#"path="F:\Mail\Inbox" filespec="*.eml""#,
            r#"path="F:\Mail\*" filespec="*.eml""#,
        )
    }

    /// What is advice.
    fn remote(&self) -> String {
        self.changed("remote.xml", r"F:\Mail\Inbox\Cache\", r"\\server\share\")
    }

    /// What the pages leave open.
    fn open(&self) -> String {
        self.changed("open.xml", r#"componentName="Index""#, r#"componentName="inbox store""#)
    }
}

fn good() -> String {
    fs::read_to_string(fixture(WRITER)).unwrap()
}

fn check<'a>(args: impl IntoIterator<Item = &'a str>) -> Ran {
    vsscheck(["meta", "check"].into_iter().chain(args))
}

fn last_line(ran: &Ran) -> &str {
    ran.out.lines().last().unwrap_or_default()
}

#[test]
fn a_sound_document_is_clean() {
    let ran = check([fixture(WRITER).to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, "1 document: 0 must, 0 must-not, 0 should, 0 undefined\n");
    let ran = check([fixture(WRITER).to_str().unwrap(), "-q"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
}

#[test]
fn what_breaks_a_rule_is_shown_with_rule_place_line_and_page() {
    let documents = Documents::new();
    let file = documents.broken();
    let ran = check([file.as_str()]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let (line, column) = position(&fs::read_to_string(&file).unwrap(), r"F:\Mail\*");
    for part in [
        "error[MET-022]: the wildcard '*' cannot stand in a path\n",
        &format!("--> {file}:{line}:{column}\n"),
        r#"path="F:\Mail\*" filespec="#,
        "^^^^^^^^^",
        r#"expected a Windows path, found "F:\Mail\*""#,
        "help: wildcards stand in the file specification",
        "note: see the page vssgloss-f",
    ] {
        assert!(ran.out.contains(part), "{part} is not in:\n{}", ran.out);
    }
    assert_eq!(last_line(&ran), "1 document: 1 must, 0 must-not, 0 should, 0 undefined");
    let quiet = check([file.as_str(), "--quiet"]);
    assert_eq!(quiet.code, 1);
    assert!(quiet.out.contains("MET-022") && !quiet.out.contains("1 document"), "{}", quiet.out);
}

/// Line and column of a text, in characters from 1.
fn position(text: &str, wanted: &str) -> (usize, usize) {
    let before = &text[..text.find(wanted).unwrap()];
    let line = before.matches('\n').count() + 1;
    (line, before.rsplit('\n').next().unwrap().chars().count() + 1)
}

#[test]
fn the_fail_level_decides_what_fails() {
    let documents = Documents::new();
    let (broken, remote, open) = (documents.broken(), documents.remote(), documents.open());
    for (file, word, codes) in [
        (&broken, "error[MET-022]", [1, 1, 1, 0]),
        (&remote, "warning[NAM-011]", [0, 1, 1, 0]),
        (&open, "warning[NAM-005]", [0, 0, 1, 0]),
    ] {
        for (level, code) in ["must", "should", "undefined", "never"].into_iter().zip(codes) {
            let ran = check([file, "--fail-level", level]);
            assert_eq!(ran.code, code, "{file} {level}");
            assert!(ran.out.contains(word), "{word} is not in:\n{}", ran.out);
        }
        assert_eq!(check([file.as_str()]).code, codes[0], "the default is must");
    }
    assert_eq!(
        last_line(&check([broken.as_str(), &remote, &open])),
        "3 documents: 1 must, 0 must-not, 1 should, 1 undefined"
    );
    let ran = check([broken.as_str(), "--fail-level", "may"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}

#[test]
fn the_findings_for_programs_have_every_field() {
    let documents = Documents::new();
    let (broken, remote) = (documents.broken(), documents.remote());
    let ran = check([broken.as_str(), &remote, "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let json = ran.json();
    assert_eq!(json["schema_version"], 1);
    let summary = serde_json::json!({
        "documents": 2, "unreadable": 0, "must": 1, "must_not": 0, "should": 1, "undefined": 0
    });
    assert_eq!(json["summary"], summary);
    let fields = ["rule", "level", "message", "expected", "found", "file", "line", "column", "page", "help"];
    let findings = json["findings"].as_array().unwrap();
    for finding in findings {
        let mut names: Vec<&String> = finding.as_object().unwrap().keys().collect();
        names.sort();
        let mut fields = fields;
        fields.sort_unstable();
        assert_eq!(names, fields);
    }
    assert_eq!(findings.len(), 2);
    let (line, column) = position(&fs::read_to_string(&broken).unwrap(), r"F:\Mail\*");
    assert_eq!(findings[0]["rule"], "MET-022");
    assert_eq!(findings[0]["level"], "must");
    assert_eq!(findings[0]["file"], broken);
    assert_eq!((&findings[0]["line"], &findings[0]["column"]), (&line.into(), &column.into()));
    assert_eq!(findings[0]["found"], r#""F:\Mail\*""#);
    assert_eq!(findings[0]["page"], "vssgloss-f");
    assert_eq!((&findings[1]["rule"], &findings[1]["level"]), (&"NAM-011".into(), &"should".into()));
    assert_eq!(findings[1]["help"], serde_json::Value::Null);
    assert_eq!(json["warnings"], serde_json::json!([]));
    assert_eq!(json["errors"], serde_json::json!([]));
}

#[test]
fn standard_input_is_checked_once() {
    let bytes = good().replace(r#"filespec="*.eml""#, r#"filespec="a\*.eml""#);
    let ran = vsscheck_with(["meta", "check", "-"], bytes.as_bytes());
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("error[MET-023]") && ran.out.contains("--> <stdin>:"), "{}", ran.out);
    let ran = vsscheck_with(["meta", "check", "-", "-"], bytes.as_bytes());
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("standard input can be checked once"), "{}", ran.err);
    assert_eq!(check([]).code, 2);
}

#[test]
fn documents_are_checked_together() {
    let documents = Documents::new();
    let backup = fixture("backup-components/ledger-and-mail.xml");
    let writer = fixture("writer-metadata/ledger-database.xml");
    let alone = check([backup.to_str().unwrap()]);
    assert!(!alone.out.contains("SEL-005"), "{}", alone.out);
    let together = check([backup.to_str().unwrap(), writer.to_str().unwrap()]);
    assert!(together.out.contains("error[SEL-005]"), "{}", together.out);
    // A second instance of a class with equal components is advice, which is told in the later document.
    let other = documents.changed("other.xml", "12345678-9abc", "22345678-9abc");
    let ran = check([fixture(WRITER).to_str().unwrap(), other.as_str()]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.out.contains("warning[NAM-001]") && ran.out.contains(&format!("--> {other}:")),
        "{}",
        ran.out
    );
}

#[test]
fn what_cannot_be_read_is_told_and_the_others_are_checked() {
    let documents = Documents::new();
    let broken = documents.broken();
    for (what, bad) in BadInputs::new().paths {
        let bad = bad.to_str().unwrap();
        let ran = check([bad, broken.as_str()]);
        assert_eq!(ran.code, 2, "{what}");
        assert!(ran.err.contains(bad), "{what}: {}", ran.err);
        assert!(ran.out.contains("error[MET-022]"), "{what}: {}", ran.out);
        assert_eq!(last_line(&ran), "1 document: 1 must, 0 must-not, 0 should, 0 undefined, 1 unreadable");
        let json = check([bad, &broken, "--format=json"]).json();
        assert_eq!(json["errors"][0]["path"], bad, "{what}");
        assert_eq!(
            (&json["summary"]["unreadable"], &json["findings"][0]["file"]),
            (&1.into(), &broken.as_str().into())
        );
    }
}

#[test]
fn unknown_things_are_warnings_and_errors_when_strict() {
    let documents = Documents::new();
    let odd = documents.changed("odd.xml", "<BACKUP_LOCATIONS>", "<BACKUP_LOCATIONS><NEWS/>");
    let ran = check([odd.as_str()]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("warning: unknown element \"NEWS\""), "{}", ran.err);
    assert_eq!(check([odd.as_str(), "--format=json"]).json()["warnings"][0]["severity"], "warning");
    let ran = check([odd.as_str(), "--strict"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("error: unknown element \"NEWS\""), "{}", ran.err);
}

#[test]
fn many_findings_of_a_rule_are_shown_when_asked_for() {
    let documents = Documents::new();
    let set =
        r#"<FILE_LIST path="F:\Mail\Inbox" filespec="*.eml" recursive="yes" filespecBackupType="3855"/>"#;
    let bad = r#"<FILE_LIST path="F:\M*" filespec="*.eml"/>"#;
    let file = documents.changed("many.xml", set, &bad.repeat(25));
    let count = |ran: &Ran| ran.out.matches("error[MET-022]").count();
    let few = check([file.as_str()]);
    assert_eq!(count(&few), 10, "{}", few.out);
    assert!(few.out.contains("warning[MET-022]: 15 more findings are not shown"), "{}", few.out);
    assert!(last_line(&few).contains("25 must,"));
    let all = check([file.as_str(), "-v"]);
    assert_eq!(count(&all), 25);
    assert!(!all.out.contains("more findings"));
    assert_eq!(check([file.as_str(), "--format=json"]).json()["findings"].as_array().unwrap().len(), 25);
}

#[test]
fn the_encoding_makes_no_difference() {
    let documents = Documents::new();
    let text = format!("\u{FEFF}{}", good().replace(r#"filespec="*.eml""#, r#"filespec="ü\*.eml""#));
    let narrow = documents.write("narrow.xml", text.as_bytes());
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = documents.write("wide.xml", &units);
    let shown = |file: &str| {
        check([file]).out.replace(Path::new(file).file_name().unwrap().to_str().unwrap(), "file")
    };
    assert!(shown(&narrow).contains(r"ü\*.eml"));
    assert_eq!(shown(&narrow), shown(&wide));
}

#[test]
fn colours_are_written_where_they_are_asked_for() {
    let documents = Documents::new();
    let file = documents.broken();
    let ran = check([file.as_str(), "--color", "always"]);
    assert!(ran.out.contains("\u{1B}["), "{}", ran.out);
    assert!(!check([file.as_str()]).out.contains('\u{1B}'));
}

#[test]
fn what_a_backup_alone_cannot_be_checked_by_is_counted() {
    let backup = fixture("backup-components/my-writer-full.xml");
    let backup = backup.to_str().unwrap();
    let alone = vsscheck(["meta", "check", backup]);
    let last = alone.out.lines().last().unwrap();
    assert!(
        last.contains("rules not checked for want of the Writer Metadata Document of 1 writer"),
        "{last}"
    );
    assert!(last.ends_with(&format!("vsscheck meta check {backup} WRITER.xml…")), "{last}");
    let all = vsscheck(["meta", "check", backup, "-v"]);
    assert!(all.out.lines().last().unwrap().contains("SEL-005, "), "{}", all.out);
    assert!(!vsscheck(["meta", "check", backup, "-q"]).out.contains("not checked"));
    let json = vsscheck(["meta", "check", backup, "--format=json"]).json();
    assert_eq!(json["unchecked"][0]["file"], backup);
    assert_eq!(json["unchecked"][0]["writers"].as_array().unwrap().len(), 1);
    let rules = json["unchecked"][0]["rules"].as_array().unwrap();
    assert!(rules.contains(&"SEL-005".into()) && !rules.contains(&"ALT-021".into()), "{rules:?}");

    let writer = fixture("writer-metadata/my-writer.xml");
    let both = vsscheck(["meta", "check", backup, writer.to_str().unwrap(), "--format=json"]).json();
    assert_eq!(both["unchecked"].as_array().unwrap().len(), 0);
}
