//! Snapshots of documents: which files a scenario may name, and so what `--bless` may write.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{Ran, fixture, names_in, vsscheck};

/// A folder `home` with a scenario whose last step compares the document of `of` with a file, and one beside it.
struct Homes {
    root: TempDir,
}

const SCENARIO: &str = "home/it.scenario.json";

impl Homes {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        for folder in ["home/below", "away"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        fs::copy(fixture("writer-metadata/my-writer.xml"), root.path().join("home/writer.xml")).unwrap();
        Self { root }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.root.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the scenario with a snapshot of the backup in this file.
    fn run(&self, file: &str, more: &[&str]) -> Ran {
        self.run_of("backup", "writer.xml", file, more)
    }

    fn run_of(&self, of: &str, document: &str, file: &str, more: &[&str]) -> Ran {
        let [document, file] = [document, file].map(|text| serde_json::to_string(text).unwrap());
        let text = format!(
            r#"{{ "name": "it", "writers": [{{ "name": "writer", "document": {document} }}], "steps": [
{{ "call": "CreateVssBackupComponents", "as": "backup" }},
{{ "call": "InitializeForBackup" }},
{{ "call": "SetBackupState", "args": {{ "bSelectComponents": false, "bBackupBootableSystemState": false,
   "backupType": "VSS_BT_FULL", "bPartialFileSupport": false }} }},
{{ "call": "GatherWriterMetadata" }},
{{ "snapshot": {{ "of": "{of}",
                  "file": {file}, "redact": ["snapshotSetId"] }} }} ] }}"#
        );
        self.write(SCENARIO, &text);
        let scenario = self.path(SCENARIO);
        let args = ["run", scenario.to_str().unwrap()];
        vsscheck(args.iter().chain(more))
    }

    /// Asserts that a file is refused at its place with these words, blessing or not, and that nothing changes.
    fn refuses(&self, file: &str, words: &str) {
        self.refuses_of("backup", file, words);
    }

    fn refuses_of(&self, of: &str, file: &str, words: &str) {
        for more in [&["--bless"][..], &[]] {
            let before = everything(self.root.path(), &[SCENARIO]);
            let ran = self.run_of(of, "writer.xml", file, more);
            assert_eq!(ran.code, 2, "{file}: {}{}", ran.out, ran.err);
            assert!(ran.err.contains(words), "{file}: {}", ran.err);
            assert!(ran.err.contains("it.scenario.json:8:27"), "{file}: {}", ran.err);
            assert!(everything(self.root.path(), &[SCENARIO]) == before, "{file} changed something");
        }
    }
}

/// Every file below a folder with its content, without those named.
fn everything(root: &Path, without: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for folder in ["home", "home/below", "away"] {
        for name in names_in(&root.join(folder)) {
            let path = format!("{folder}/{name}");
            let file = root.join(&path);
            if file.is_file() && !without.contains(&path.as_str()) {
                all.push((path, fs::read(file).unwrap()));
            }
        }
    }
    all
}

#[test]
fn blessing_writes_a_snapshot_that_then_compares() {
    let homes = Homes::new();
    for file in ["new.xml", "below/new.xml", "below/../other.xml"] {
        let missing = homes.run(file, &[]);
        assert_eq!(missing.code, 1, "{}", missing.err);
        assert!(missing.out.contains("--bless writes it"), "{}", missing.out);
        assert_eq!(homes.run(file, &["--bless"]).code, 0);
        assert_eq!(homes.run(file, &[]).code, 0);
        let path = format!("home/{file}");
        assert!(homes.read(&path).contains("<BACKUP_COMPONENTS"));
        // Another snapshot of such a document, and an empty file, give way.
        homes.write(&path, &homes.read(&path).replace("BACKUP_COMPONENTS ", "BACKUP_COMPONENTS  "));
        assert_eq!(homes.run(file, &[]).code, 1);
        assert_eq!(homes.run(file, &["--bless"]).code, 0);
        homes.write(&path, "");
        assert_eq!(homes.run(file, &[]).code, 1);
        assert_eq!(homes.run(file, &["--bless"]).code, 0);
        assert_eq!(homes.run(file, &[]).code, 0);
    }
    assert_eq!(homes.run_of("writer", "writer.xml", "gathered.xml", &["--bless"]).code, 0);
    assert_eq!(homes.read("home/gathered.xml"), homes.read("home/writer.xml"));
}

#[test]
fn a_snapshot_outside_the_folder_is_refused() {
    let homes = Homes::new();
    homes.write("away/victim.xml", "<BACKUP_COMPONENTS/>");
    let absolute = homes.path("away/victim.xml");
    let names = [
        absolute.to_str().unwrap(),
        "../away/victim.xml",
        "below/../../away/victim.xml",
        "C:\\victim.xml",
        "C:victim.xml",
        "\\\\server\\share\\victim.xml",
        "..\\away\\victim.xml",
        "../home/new.xml",
    ];
    for name in names {
        homes.refuses(name, "lies in the scenario's folder or below it");
    }
    homes.refuses("nowhere/new.xml", "folder is not there");
}

#[test]
fn what_is_there_and_no_such_snapshot_is_refused() {
    let homes = Homes::new();
    homes.write("home/prose.xml", "Once upon a time");
    homes.write("home/other.xml", "<WRITER_METADATA/>");
    homes.write("home/notes.txt", "notes");
    homes.write("home/captured.xml", "<?xml version=\"1.0\"?>\n<BACKUP_COMPONENTS/>");
    homes.refuses("captured.xml", "that vsscheck has not printed");
    homes.refuses("prose.xml", "expected a Backup Components Document, an empty file or none");
    homes.refuses("other.xml", "found a Writer Metadata Document");
    homes.refuses("notes.txt", "ending in .xml");
    homes.refuses("it.scenario.json", "ending in .xml");
    homes.refuses("below", "ending in .xml");
    fs::create_dir(homes.path("home/folder.xml")).unwrap();
    homes.refuses("folder.xml", "this is no file");
    homes.refuses_of("writer", "writer.xml", "one that the scenario reads");
    homes.refuses_of("writer", "below/../writer.xml", "one that the scenario reads");
    // The scenario itself, under a name that a snapshot may have.
    homes.run("new.xml", &[]);
    let text = homes.read(SCENARIO).replace("new.xml", "self.xml");
    homes.write("home/self.xml", &text);
    let ran = vsscheck(["run", homes.path("home/self.xml").to_str().unwrap(), "--bless"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(homes.read("home/self.xml"), text);
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_out_is_refused() {
    use std::os::unix::fs::symlink;

    let homes = Homes::new();
    homes.write("away/victim.xml", "<BACKUP_COMPONENTS/>");
    symlink(homes.path("away/victim.xml"), homes.path("home/link.xml")).unwrap();
    symlink(homes.path("away/none.xml"), homes.path("home/dead.xml")).unwrap();
    symlink("self.xml", homes.path("home/self.xml")).unwrap();
    symlink(homes.path("away"), homes.path("home/way")).unwrap();
    homes.refuses("link.xml", "leads the snapshot out");
    homes.refuses("way/victim.xml", "leads the snapshot out");
    homes.refuses("way/new.xml", "leads the snapshot out");
    homes.refuses("below/../way/../away/victim.xml", "");
    homes.refuses("dead.xml", "leads to no file");
    homes.refuses("self.xml", "leads to no file");
    // One that stays inside stays one.
    symlink("below/there.xml", homes.path("home/inside.xml")).unwrap();
    homes.write("home/below/there.xml", "");
    assert_eq!(homes.run("inside.xml", &["--bless"]).code, 0);
    assert!(homes.read("home/below/there.xml").contains("<BACKUP_COMPONENTS"));
    assert!(fs::symlink_metadata(homes.path("home/inside.xml")).unwrap().is_symlink());
}

#[test]
fn writers_documents_may_lie_elsewhere() {
    let homes = Homes::new();
    fs::rename(homes.path("home/writer.xml"), homes.path("away/writer.xml")).unwrap();
    assert_eq!(homes.run_of("backup", "../away/writer.xml", "new.xml", &["--bless"]).code, 0);
    let whole = homes.path("away/writer.xml");
    assert_eq!(homes.run_of("backup", whole.to_str().unwrap(), "new.xml", &[]).code, 0);
}
