//! What the pages say beyond their examples about exclusions and about several instances of a writer.

use std::sync::Arc;

use vss_sim::components::{
    At, BackupSelection, ComponentForest, ComponentName, DependencyGraph, Exclusions, FilesNotToBackup,
    RegistryExclusion, WhyUnsatisfied, files_of, source_path,
};
use vss_sim::documents::CreateWriterMetadata;
use vss_sim::vocabulary::{Environment, Guid, WinPath};

use crate::writer::{Files, On, Row, document, forest, ids};

fn path(text: &str) -> WinPath {
    WinPath::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// BSET-005, MET-024: each entry of the list excludes for itself, and whoever reads a path expands it.
#[test]
fn every_entry_of_an_exclusion_list_counts() {
    let environment: Environment = [("SCRATCH", r"C:\Scratch")].into_iter().collect();
    let mut builder = CreateWriterMetadata::new(document(1, &[]).identification).expect("it is plain");
    for (directory, files, recursive) in [
        (r"%NOWHERE%\x", "*", true),
        (r"C:\db", "*.tmp", false),
        (r"%scratch%", "*", true),
        (r"C:\db", "a?.log", true),
    ] {
        builder.add_exclude_files(Some(directory), Some(files), recursive).expect("it is plain");
    }
    let exclusions = Exclusions::of(builder.document(), &environment);
    for excluded in
        [r"C:\db\x.TMP", r"c:\scratch\a", r"C:\Scratch\b\c", r"C:\DB\a1.log", r"C:\db\deep\ab.log"]
    {
        assert!(exclusions.excludes(&path(excluded)), "{excluded}");
    }
    for kept in
        [r"C:\db\x.dat", r"C:\db\deep\x.tmp", r"C:\db2\x.tmp", r"C:\x\a", r"D:\db\x.tmp", r"C:\db\abc.log"]
    {
        assert!(!exclusions.excludes(&path(kept)), "{kept}");
    }
    let none = Exclusions::of(&document(1, &[]), &environment);
    assert!(!none.excludes(&path(r"C:\db\x.tmp")));
}

/// BSET-006 and BSET-009: a file is read from the alternate path, and tested for exclusion by the default one.
#[test]
fn a_file_is_read_from_its_alternate_path() {
    let mut builder = CreateWriterMetadata::new(document(1, &[]).identification).expect("it is plain");
    let group = vss_sim::documents::writer_metadata::AddComponent {
        component_type: vss_sim::vocabulary::ComponentType::VSS_CT_FILEGROUP,
        component_name: Some("Files"),
        ..Default::default()
    };
    builder.add_component(&group).expect("it is new");
    for alternate in [Some(r"d:\spool"), None] {
        let mask = vss_sim::documents::WmFiledesc::DEFAULT_BACKUP_TYPE;
        let (name, directory) = (Some("Files"), Some(r"c:\db"));
        builder
            .add_files_to_file_group(None, name, directory, Some("*"), false, alternate, mask)
            .expect("it is plain");
    }
    builder.add_exclude_files(Some(r"c:\db"), Some("*.tmp"), false).expect("it is plain");
    let forest = ComponentForest::new(Arc::new(builder.finish()));
    let [moved, here] = &files_of(&forest, 0)[..] else { panic!("two file sets") };
    assert_eq!((source_path(moved.filedesc), source_path(here.filedesc)), (r"d:\spool", r"c:\db"));
    let exclusions = Exclusions::of(forest.document(), &Environment::new());
    assert!(exclusions.excludes(&path(r"c:\db\a.tmp")) && !exclusions.excludes(&path(r"d:\spool\a.tmp")));
}

/// BSET-018: each string of a registry entry is a specification of its own.
#[test]
fn every_string_of_a_registry_entry_counts() {
    let environment = Environment::new();
    let files = [r"C:\pagefile.sys", r"C:\logs\a?.log", r"%NOWHERE%\* /s", r"C:\temp\*.* /s"];
    let entry = RegistryExclusion { name: "Memory".into(), files: files.map(Into::into).to_vec() };
    for file in [r"c:\PAGEFILE.SYS", r"C:\logs\a1.log", r"C:\temp\x", r"C:\temp\deep\x.y"] {
        assert!(entry.excludes(&path(file), &environment), "{file}");
    }
    for file in [r"C:\x\pagefile.sys", r"C:\logs\deep\a1.log", r"C:\logs\b1.log", r"C:\temp2\x"] {
        assert!(!entry.excludes(&path(file), &environment), "{file}");
    }
    let other = RegistryExclusion { name: "Other".into(), files: vec![] };
    let all = FilesNotToBackup { entries: vec![entry, other] };
    let names = |present: &[&str]| -> Vec<String> {
        all.effective(present).map(|entry| entry.name.to_string()).collect()
    };
    assert_eq!(names(&[]), ["Memory", "Other"]);
    assert_eq!(names(&["memory", "Third"]), ["Other"]);
    assert_eq!(names(&["Memory Writer"]), ["Memory", "Other"], "a name is matched whole");
}

/// Several writers of one class may run, and path and name then tell which of them has the target (the page on
/// dependencies says that the pair is unique; C-004).
#[test]
fn a_target_is_found_in_whichever_instance_has_it() {
    let on = |name: &str| On {
        writer: ids(1).0,
        logical_path: Some("Databases".to_owned()),
        name: name.to_owned(),
    };
    let dependent =
        Row { dependencies: vec![on("first"), on("second"), on("third")], ..Row::new(None, "data", true) };
    let instance = |name: &str, instance: u128| {
        let mut document = document(1, &[Row::new(Some("Databases"), name, true)]);
        document.identification.instance_id = Guid(instance).into();
        ComponentForest::new(Arc::new(document))
    };
    let forests = [instance("first", 7), forest(0, &[dependent]), instance("second", 8)];
    let graph = DependencyGraph::new(&forests);
    let at = |writer| At { writer, component: 0 };
    assert_eq!(graph.must_also_take_part(at(1)), [at(0), at(2)]);
    let select = |chosen: [&[ComponentName]; 3]| {
        let selections: Vec<BackupSelection> =
            forests.iter().zip(chosen).map(|(forest, added)| BackupSelection::new(forest, added)).collect();
        let mut found: Vec<String> =
            graph.unsatisfied(&forests, &selections).iter().map(|found| format!("{:?}", found.why)).collect();
        found.sort_unstable();
        found
    };
    let name = |name: &str| [ComponentName::new((name != "data").then_some("Databases"), name)];
    let (first, data, second) = (name("first"), name("data"), name("second"));
    let missing = |why: &[WhyUnsatisfied]| why.iter().map(|why| format!("{why:?}")).collect::<Vec<_>>();
    let nowhere = WhyUnsatisfied::NoSuchComponent;
    assert_eq!(select([&first, &data, &second]), missing(&[nowhere]));
    assert_eq!(select([&first, &data, &[]]), missing(&[nowhere, WhyUnsatisfied::NotSelected(at(2))]));
    assert_eq!(select([&first, &[], &second]), missing(&[]));
}

/// Files of a component in a backup: a wildcard set and a file of another component are each told with their owner.
#[test]
fn the_same_file_set_may_belong_to_several_components() {
    let shared = || vec![Files::new(r"C:\data", "*", true)];
    let rows = [
        Row { files: shared(), ..Row::new(None, "a", true) },
        Row { files: shared(), ..Row::new(Some("a"), "b", false) },
    ];
    let forest = forest(1, &rows);
    let owners: Vec<usize> = files_of(&forest, 0).iter().map(|file| file.component).collect();
    assert_eq!(owners, [0, 1]);
}
