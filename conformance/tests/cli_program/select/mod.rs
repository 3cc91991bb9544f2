//! `vsscheck select`.

mod names;
mod restores;
mod shown;
mod volumes;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use tempfile::TempDir;

use crate::support::{fixture, vsscheck, vsscheck_with};

/// A document of a writer with these components: logical path, name, selectable, selectable for restore, what is in it.
fn document(name: &str, number: u8, components: &[(&str, &str, bool, bool, &str)]) -> String {
    let yes = |value: bool| if value { "yes" } else { "no" };
    let mut groups = String::new();
    for (path, name, selectable, for_restore, inside) in components {
        let path = if path.is_empty() { String::new() } else { format!("logicalPath=\"{path}\" ") };
        let _ = write!(
            groups,
            "<FILE_GROUP {path}componentName=\"{name}\" restoreMetadata=\"no\" notifyOnBackupComplete=\"no\" \
             selectable=\"{}\" selectableForRestore=\"{}\" componentFlags=\"0\">{inside}</FILE_GROUP>",
            yes(*selectable),
            yes(*for_restore),
        );
    }
    format!(
        "<WRITER_METADATA xmlns=\"x-schema:#VssWriterMetadataInfo\" version=\"1.2\"><IDENTIFICATION \
         writerId=\"5e1ec700-0000-4000-8000-0000000000{number:02x}\" \
         instanceId=\"5e1ec701-0000-4000-8000-0000000000{number:02x}\" friendlyName=\"{name}\" \
         usage=\"USER_DATA\" dataSource=\"OTHER\" majorVersion=\"0\" minorVersion=\"0\"/>\
         <BACKUP_LOCATIONS>{groups}</BACKUP_LOCATIONS></WRITER_METADATA>"
    )
}

const FILES: &str =
    r#"<FILE_LIST path="%SystemRoot%\Ledgers" filespec="*.led" recursive="yes" filespecBackupType="3855"/>"#;
const ELSEWHERE: &str = r#"<FILE_LIST path="E:\Ledgers" filespec="*.led" filespecBackupType="3855"/>"#;

/// A folder with two documents: `ledger.xml` and `mail.xml`.
fn folder() -> (TempDir, PathBuf, PathBuf) {
    let folder = TempDir::new().unwrap();
    let ledger = folder.path().join("ledger.xml");
    let components = [
        ("", "program", false, false, ""),
        ("", "accounts", true, true, FILES),
        ("accounts", "open", false, true, FILES),
        ("accounts", "closed", true, false, ELSEWHERE),
        ("", "reports", true, false, ""),
    ];
    fs::write(&ledger, document("Ledger Writer", 1, &components)).unwrap();
    let mail = folder.path().join("mail.xml");
    let on = "<DEPENDENCY writerId=\"5e1ec700-0000-4000-8000-000000000001\" logicalPath=\"\" componentName=\"reports\"/>";
    fs::write(&mail, document("Mail Writer", 2, &[("Stores", "inbox", true, true, on)])).unwrap();
    (folder, ledger, mail)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn the_json_has_the_published_shape() {
    let (_folder, ledger, _) = folder();
    let ran =
        vsscheck(["select", text(&ledger), "--add", "accounts", "--add", "program", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let json = ran.json();
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["explicit"], json!(["program", "accounts"]));
    assert_eq!(json["implicit"], json!(["accounts\\open", "accounts\\closed"]));
    assert_eq!(json["required"], json!(["program"]));
    assert_eq!(json["missing"], json!([]));
    assert_eq!(json["refused"], json!([]));
    assert_eq!(json["restore"]["possible"]["by_subcomponent"], json!(["accounts\\open"]));
    let files: Vec<_> =
        json["files"].as_array().unwrap().iter().map(|file| file["component"].clone()).collect();
    assert_eq!(files, ["accounts", "accounts\\open", "accounts\\closed"]);
    assert_eq!(json["files"][0]["path"], "%SystemRoot%\\Ledgers");
    assert_eq!(json["files"][0]["filespec"], "*.led");
    assert_eq!(json["files"][0]["recursive"], true);
    assert_eq!(json["files"][2]["recursive"], false);
}

#[test]
fn what_is_missing_or_refused_is_told_by_its_rule() {
    let (_folder, ledger, _) = folder();
    let add = [
        "--add=accounts",
        "--add=accounts\\closed",
        "--add=accounts\\open",
        "--add=accounts",
        "--add=acounts",
    ];
    let args = ["select", text(&ledger)].into_iter().chain(add);
    let ran = vsscheck(args.clone().chain(["--format", "json"]));
    assert_eq!(ran.code, 1);
    let json = ran.json();
    assert_eq!(json["missing"], json!(["program"]));
    let refused: Vec<(&str, &str)> = json["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|refused| (refused["component"].as_str().unwrap(), refused["rule"].as_str().unwrap()))
        .collect();
    assert_eq!(refused.len(), 4, "{refused:?}");
    for expected in [
        ("accounts\\closed", "SEL-012"),
        ("accounts\\open", "SEL-009"),
        ("accounts", "NAM-001"),
        ("acounts", "MET-034"),
    ] {
        assert!(refused.contains(&expected), "{expected:?} of {refused:?}");
    }
    let shown = vsscheck(args);
    assert_eq!(shown.code, 1);
    assert!(shown.out.contains("missing program: ") && shown.out.contains("(SEL-005)"), "{}", shown.out);
    assert!(shown.out.contains("did you mean accounts?"), "{}", shown.out);
    assert!(
        shown.out.ends_with("1 explicit, 2 implicit, 1 missing, 4 refused, 0 open, 3 file sets\n"),
        "{}",
        shown.out
    );
}

#[test]
fn why_tells_the_rule_and_the_ancestor() {
    let (_folder, ledger, _) = folder();
    let why = |component: &str| {
        let ran = vsscheck(["select", text(&ledger), "--add=accounts", "--why", component, "--format=json"]);
        ran.json()["why"].clone()
    };
    let open = why("accounts\\open");
    assert_eq!((&open["state"], &open["rule"]), (&json!("implicit"), &json!("SEL-013")));
    assert_eq!(open["through"], "accounts");
    assert_eq!(open["ancestors"], json!([{ "component": "accounts", "selectable": true }]));
    assert_eq!(
        (&why("accounts")["state"], &why("program")["state"]),
        (&json!("explicit"), &json!("missing"))
    );
    assert_eq!(why("reports")["state"], "out");
    let ran = vsscheck(["select", text(&ledger), "--add=accounts", "--why=accounts\\open"]);
    assert!(
        ran.out.starts_with("accounts\\open is implicit: it belongs to the set of accounts"),
        "{}",
        ran.out
    );
    let ran = vsscheck(["select", text(&ledger), "--why=nothing"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}

#[test]
fn inputs_that_cannot_be_used_are_told() {
    let (_folder, ledger, _) = folder();
    let bytes = fs::read(&ledger).unwrap();
    assert_eq!(vsscheck_with(["select", "-", "--add=reports", "--add=program"], &bytes).code, 0);
    assert_eq!(vsscheck_with(["select", "-"], b"").code, 2);
    assert_eq!(vsscheck_with(["select", "-"], b"<WRITER_METADATA").code, 2);
    assert_eq!(vsscheck(["select", "no-such-file.xml"]).code, 2);
    assert_eq!(vsscheck(["select"]).code, 2);
    let components = fixture("backup-components/ledger-and-mail.xml");
    let ran = vsscheck(["select", components.to_str().unwrap()]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("Writer Metadata Document"), "{}", ran.err);
}
