//! `vsscheck init`.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::{BadInputs, Ran, command, finish, fixture, names_in, vsscheck, vsscheck_with};

/// A folder with captured documents below `captured`, and other XML as diskshadow leaves it there.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let captured = folder.path().join("captured/deep");
        fs::create_dir_all(&captured).unwrap();
        for name in ["ledger-database.xml", "mail-file-groups.xml"] {
            fs::copy(fixture(&format!("writer-metadata/{name}")), captured.join(name)).unwrap();
        }
        fs::write(captured.join("Manifest.xml"), "<Manifest><Anything/></Manifest>").unwrap();
        fs::write(captured.join("notes.txt"), "no XML").unwrap();
        Self { folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the program there.
    fn run(&self, args: &[&str]) -> Ran {
        finish(command().args(args).current_dir(self.folder.path()), b"")
    }
}

fn passes(file: &Path) {
    let ran = vsscheck(["run", file.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert_eq!(vsscheck(["fmt", "--check", file.to_str().unwrap()]).code, 0);
}

#[test]
fn a_scenario_that_is_made_passes_as_it_is() {
    let place = Place::new();
    let ran = place.run(&["init", "captured", "-o", "made.scenario.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.contains("Manifest.xml") && ran.err.contains("is left out"), "{}", ran.err);
    assert!(ran.err.contains("made.scenario.json: 2 writers, 4 volumes, "), "{}", ran.err);
    passes(&place.at("made.scenario.json"));
    let text = fs::read_to_string(place.at("made.scenario.json")).unwrap();
    assert!(text.contains("\"document\": \"captured/deep/ledger-database.xml\""), "{text}");
    assert_eq!(names_in(place.folder.path()), ["captured", "made.scenario.json"]);
}

#[test]
fn documents_are_named_from_where_the_scenario_goes() {
    let place = Place::new();
    fs::create_dir_all(place.at("scenarios/new")).unwrap();
    let document = place.at("captured/deep/mail-file-groups.xml");
    let target = place.at("scenarios/new/mail.scenario.json");
    let ran = place.run(&["init", document.to_str().unwrap(), "-q", "-o", target.to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let text = fs::read_to_string(&target).unwrap();
    assert!(text.contains("\"document\": \"../../captured/deep/mail-file-groups.xml\""), "{text}");
    passes(&target);
    // On standard output they are named from the current folder, and the text is the same each time.
    let [one, other] = [(); 2].map(|()| place.run(&["init", "captured/deep/mail-file-groups.xml"]));
    assert_eq!((one.code, one.err.as_str()), (0, ""));
    assert!(one.out.contains("\"document\": \"captured/deep/mail-file-groups.xml\""), "{}", one.out);
    assert_eq!(one.out, other.out);
    fs::write(place.at("piped.scenario.json"), &one.out).unwrap();
    passes(&place.at("piped.scenario.json"));
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_force() {
    let place = Place::new();
    let target = place.at("x.scenario.json");
    fs::write(&target, "precious").unwrap();
    let refused = place.run(&["init", "captured", "-o", "x.scenario.json"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("is there already") && refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(fs::read_to_string(&target).unwrap(), "precious");
    assert_eq!(place.run(&["init", "captured", "-o", "x.scenario.json", "--force"]).code, 0);
    passes(&target);
    assert_eq!(names_in(place.folder.path()), ["captured", "x.scenario.json"]);
    assert_eq!(place.run(&["init", "captured", "-o", "missing/x.scenario.json"]).code, 2);
    assert_eq!(place.run(&["init", "captured", "-o", "captured", "--force"]).code, 2);
    // What the scenario is made from is never replaced.
    let document = place.at("captured/deep/mail-file-groups.xml");
    let before = fs::read(&document).unwrap();
    for output in ["captured/deep/mail-file-groups.xml", "captured/../captured/deep/mail-file-groups.xml"] {
        let refused = place.run(&["init", "captured", "-o", output, "--force"]);
        assert_eq!(refused.code, 2, "{}", refused.out);
        assert!(refused.err.contains("which it would replace"), "{}", refused.err);
    }
    assert_eq!(fs::read(&document).unwrap(), before);
    // Without a file there is nothing to replace.
    assert_eq!(place.run(&["init", "captured", "--force"]).code, 2);
}

#[test]
fn a_backup_brings_its_components_and_needs_its_writers() {
    let place = Place::new();
    let backup = fixture("backup-components/ledger-and-mail.xml");
    let (backup, ledger) = (backup.to_str().unwrap(), "captured/deep/ledger-database.xml");
    let ran = place.run(&["init", "captured", backup, "-o", "whole.scenario.json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    passes(&place.at("whole.scenario.json"));
    let text = fs::read_to_string(place.at("whole.scenario.json")).unwrap();
    assert!(text.contains("\"backupType\": \"VSS_BT_INCREMENTAL\""), "{text}");
    assert_eq!(text.matches("\"call\": \"AddComponent\"").count(), 3, "{text}");
    assert_eq!(text.matches("\"call\": \"SetPreviousBackupStamp\"").count(), 1, "{text}");

    let missing = place.run(&["init", ledger, backup, "-o", "part.scenario.json"]);
    assert_eq!(missing.code, 2);
    for words in ["ledger-and-mail.xml", "a writer that no given document describes", "12345678-9abc"] {
        assert!(missing.err.contains(words), "{words}: {}", missing.err);
    }
    assert!(!place.at("part.scenario.json").exists());
    let twice = place.run(&["init", "captured", backup, ledger, backup]);
    assert_eq!(twice.code, 0, "the same file is taken once: {}", twice.err);
    fs::copy(backup, place.at("copy.xml")).unwrap();
    let two = place.run(&["init", "captured", backup, "copy.xml"]);
    assert!(two.code == 2 && two.err.contains("at most one of them"), "{}", two.err);
}

#[test]
fn without_a_writer_there_is_nothing_to_make() {
    let place = Place::new();
    fs::create_dir(place.at("empty")).unwrap();
    let ran = place.run(&["init", "empty"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(
        ran.err.contains("no Writer Metadata Document") && ran.err.contains("no XML file"),
        "{}",
        ran.err
    );
    assert_eq!(place.run(&["init"]).code, 2);
    let copied = place.at("captured/copy.xml");
    fs::copy(place.at("captured/deep/mail-file-groups.xml"), copied).unwrap();
    let twice = place.run(&["init", "captured"]);
    assert!(twice.code == 2 && twice.err.contains("describes already"), "{}", twice.err);
    // What is named is meant to be a document.
    let other = place.run(&["init", "captured/deep/Manifest.xml"]);
    assert!(other.code == 2 && other.err.contains("<WRITER_METADATA>"), "{}", other.err);
    assert_eq!(vsscheck_with(["init", "-"], b"<WRITER_METADATA/>").code, 2);
}

#[test]
fn bad_documents_are_told_and_make_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("x.scenario.json");
    let good = fixture("writer-metadata/mail-file-groups.xml");
    for (what, bad) in BadInputs::new().paths {
        let ran =
            vsscheck(["init".as_ref(), good.as_os_str(), bad.as_os_str(), "-o".as_ref(), target.as_os_str()]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{what}");
        assert!(ran.err.contains(bad.to_str().unwrap()), "{what}: {}", ran.err);
        assert_eq!(names_in(folder.path()), [] as [&str; 0], "{what}");
    }
}
