//! WE-006, WE-007, WE-021, WE-022 and WE-023: which files file sets, exclusions and backup types make.

use vss_sim::components::{
    BackupKind, BackupSelection, ComponentFile, ComponentForest, Covered, Exclusions, FileKind,
    FilesNotToBackup, RegistryExclusion, backup_files, backup_required, covered, file_set, files_of,
    mask_bits, snapshot_required, source_path,
};
use vss_sim::documents::{CreateWriterMetadata, WmFiledesc};
use vss_sim::vocabulary::{
    BackupType, Environment, FileSet, FileSpec, FileSpecBackupType, HeaderEnum, WinPath,
};

use crate::data::{Examples, Part};
use crate::writer::{Files, Row, document, forest};

fn path(text: &str) -> WinPath {
    WinPath::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A file group with this file set, the only component of its writer.
fn group(files: Files) -> Row {
    Row { files: vec![files], ..Row::new(None, "Files", false) }
}

/// The file set as matching has it, at the place it is read from.
fn named_set(file: &ComponentFile<'_>) -> FileSet {
    FileSet {
        path: path(source_path(file.filedesc)),
        filespec: FileSpec::parse(file.filedesc.filespec()).expect("it is a specification"),
        recursive: file.filedesc.recursive(),
    }
}

/// Everything of a writer in which every component is added.
fn everything(forest: &ComponentForest) -> BackupSelection {
    let all: Vec<_> = (0..forest.len()).filter_map(|place| forest.name(place).cloned()).collect();
    let selection = BackupSelection::new(forest, &all);
    assert_eq!(selection.explicit().len(), forest.len());
    selection
}

/// WE-006.
pub fn directory_tree(_: &Examples, example: &Part<'_>) {
    example.sourced();
    let tree = example.at("tree");
    let (files, empty) = (tree.at("files").texts(), tree.at("emptyDirectories").texts());
    for case in example.at("cases").items() {
        case.sourced();
        let recursive = case.at("recursive").flag();
        let named = Files::new(case.text_at("path"), case.text_at("filespec"), recursive);
        let forest = forest(1, &[group(named)]);
        let [file] = &backup_files(&forest, &everything(&forest), BackupType::VSS_BT_FULL)[..] else {
            panic!("{}: one file set", case.place())
        };
        assert_eq!((file.component, file.kind), (0, FileKind::FileGroup));
        let set = named_set(file);
        assert_eq!(file_set(file.filedesc, &Environment::new()), Ok(set.clone()));
        let parsed = [&files, &empty].map(|texts| texts.iter().map(|text| path(text)).collect::<Vec<_>>());
        let Covered { files: found, directories } = covered(&set, &parsed[0], &parsed[1]);
        let named = files.iter().zip(&parsed[0]).filter(|(_, file)| found.contains(file));
        let named: Vec<&str> = named.map(|(text, _)| *text).collect();
        assert_eq!((named.len(), &named), (found.len(), &case.at("files").texts()), "{}", case.place());
        assert!(parsed[0].iter().all(|file| found.contains(&file) == set.matches(file)), "{}", case.place());
        // A recursive set stands for the whole tree, with directories in which nothing matches (BSET-012).
        let recreated = empty.iter().zip(&parsed[1]).filter(|(_, directory)| directories.contains(directory));
        let recreated: Vec<&str> = recreated.map(|(text, _)| *text).collect();
        assert_eq!(recreated, case.at("emptyDirectoriesRecreated").texts(), "{}", case.place());
        assert_eq!(recreated.len(), directories.len(), "{}", case.place());
        let elsewhere = [path(r"C:\Directory10\x"), path(r"C:\"), path(r"D:\Directory1\x")];
        let none = covered(&set, &elsewhere, &elsewhere);
        assert!(none.files.is_empty() && none.directories.is_empty(), "{}", case.place());
    }
}

/// WE-007.
pub fn exclusion_list(_: &Examples, example: &Part<'_>) {
    example.sourced();
    let (component, exclude) = (example.at("component"), example.at("exclude"));
    let directory = component.text_at("path");
    let rows = [group(Files::new(directory, component.text_at("filespec"), true))];
    assert_eq!(exclude.text_at("recursive"), "optional");
    let excluded = exclude.text_at("filespec");
    let cases = example.at("cases").items();
    for recursive in [false, true] {
        let mut builder = CreateWriterMetadata::new(document(1, &rows).identification).expect("it is plain");
        builder.add_exclude_files(Some(directory), Some(excluded), recursive).expect("it is plain");
        let exclusions = Exclusions::of(builder.document(), &Environment::new());
        let forest = forest(1, &rows);
        let set = named_set(&files_of(&forest, 0)[0]);
        for case in &cases {
            let file = path(case.sourced().text_at("file"));
            assert!(set.matches(&file), "{}: the file set names it", case.place());
            assert_eq!(!exclusions.excludes(&file), case.at("backedUp").flag(), "{}", case.place());
        }
        let deep = path(&format!(r"{directory}below\x.tmp"));
        assert_eq!((set.matches(&deep), exclusions.excludes(&deep)), (true, recursive));
        assert!(!exclusions.excludes(&path(r"d:\Database\x.tmp")));
    }
}

/// WE-021.
pub fn files_not_to_backup(_: &Examples, example: &Part<'_>) {
    example.sourced();
    assert_eq!(example.text_at("key").rsplit('\\').next(), Some("FilesNotToBackup"));
    let value = example.text_at("value");
    let (name, file) = value.split_once('\\').expect("a variable comes first");
    let variable = name.trim_matches('%');
    let environment: Environment = [(variable, r"C:\Scratch")].into_iter().collect();
    let entry = RegistryExclusion { name: "MyWriter".into(), files: vec![value.into()] };
    let excludes = |text: &str| entry.excludes(&path(text), &environment);
    assert_eq!(example.text_at("excludes"), format!("all files in %{variable}% and in its subdirectories"));
    assert_eq!(file, "* /s");
    assert!(excludes(r"C:\Scratch\a.txt") && excludes(r"c:\SCRATCH\b"));
    assert!(!excludes(r"C:\Scratched\a.txt") && !excludes(r"C:\a.txt") && !excludes(r"D:\Scratch\a.txt"));
    let deep = [r"C:\Scratch\x\a.txt", r"C:\Scratch\x\y\z\b"];
    let recursive = example.at("recursive").flag();
    assert!(deep.iter().all(|file| excludes(file) == recursive));
    let flat =
        RegistryExclusion { name: "Flat".into(), files: vec![value.replace(" /s", "").as_str().into()] };
    assert!(flat.excludes(&path(r"C:\Scratch\a.txt"), &environment));
    assert!(deep.iter().all(|file| !flat.excludes(&path(file), &environment)));
    let all = FilesNotToBackup { entries: vec![entry.clone()] };
    for case in example.at("cases").items() {
        case.sourced();
        let matching = case.at("entryMatchesWriter").flag();
        // Absent where the entry is that of no writer at all.
        let present = case.find("writerPresent").is_some_and(|flag| flag.flag());
        let formerly = case.find("writerFormerlyPresent").is_none_or(|flag| flag.flag());
        let (effect, applied) = match (matching, present) {
            (true, true) => ("ignored", 0),
            (true, false) => ("files removed from the backup set", 1),
            // C-064: what is the entry of no writer is applied.
            (false, false) => ("not stated", 1),
            (false, true) => panic!("{}: no check knows this", case.place()),
        };
        assert_eq!((case.text_at("effect"), true), (effect, formerly), "{}", case.place());
        for spelled in ["MyWriter", "MYWRITER", "mywriter"] {
            let writers: &[&str] = if present { &["Other Writer", spelled] } else { &["Other Writer"] };
            let effective: Vec<&RegistryExclusion> = all.effective(writers).collect();
            assert_eq!(effective.len(), applied, "{}: {spelled}", case.place());
            assert!(effective.iter().all(|entry| entry.name == "MyWriter"));
        }
    }
}

/// The value of an enumeration by its name.
fn value<E: HeaderEnum>(text: &str) -> E {
    let value = E::parse(text).unwrap_or_else(|| panic!("{text} is no {}", E::NAME));
    assert_eq!(value.name(), Some(text));
    value
}

/// WE-022.
pub fn mask_against_selectability(_: &Examples, example: &Part<'_>) {
    example.sourced();
    let component = example.at("component");
    let sets: Vec<Files> = component
        .at("fileSets")
        .items()
        .iter()
        .enumerate()
        .map(|(number, set)| {
            let bits = set.at("mask").texts().into_iter().map(value::<FileSpecBackupType>);
            let mask = bits.reduce(|all, bit| all | bit).expect("the mask has bits");
            Files { mask, ..Files::new(&format!(r"C:\Logs{number}"), "*.log", false) }
        })
        .collect();
    let selectable = component.at("selectableForBackup").flag();
    let below = component.at("ancestorsSelectableForBackup").flag();
    let parent = Row::new(None, "Above", below);
    let path = Some("Above");
    let as_group = Row { files: sets.clone(), ..Row::new(path, "Logs", selectable) };
    let logs = sets.iter().map(|set| Files { log: true, ..set.clone() }).collect();
    let as_database = Row { database: true, files: logs, ..Row::new(path, "Database", selectable) };
    let forest = forest(1, &[parent, as_group, as_database]);
    assert_eq!(forest.required(), [0, 1, 2], "the components must be included");
    assert_eq!(forest.backup_kind(1), Some(BackupKind::Required));
    let selection = everything(&forest);
    for case in example.at("cases").items() {
        case.sourced();
        assert!(case.find("componentExplicit").is_none_or(|flag| flag.flag()), "{}", case.place());
        let backup_type = value::<BackupType>(case.text_at("backupType"));
        let copied = backup_files(&forest, &selection, backup_type);
        let expected = match case.text_at("filesBackedUp") {
            "all" => 2 * sets.len(),
            "none" => 0,
            other => panic!("{}: no check knows {other}", case.place()),
        };
        assert_eq!(copied.len(), expected, "{}", case.place());
        for file in (1..=2).flat_map(|place| files_of(&forest, place)) {
            assert_eq!(backup_required(&file, backup_type), expected > 0, "{}", case.place());
            assert!(!snapshot_required(&file, backup_type), "{}: the mask has no such bit", case.place());
        }
    }
}

/// WE-023.
pub fn mask_bits_by_type(_: &Examples, example: &Part<'_>) {
    example.sourced();
    let all = example.at("defaults").texts();
    let default = all.into_iter().map(value::<FileSpecBackupType>).reduce(|all, bit| all | bit);
    assert_eq!(default, Some(WmFiledesc::DEFAULT_BACKUP_TYPE));
    let log = Row {
        database: true,
        files: vec![Files { log: true, ..Files::new(r"C:\Log", "*", false) }],
        ..Row::new(None, "Database", false)
    };
    let forest = forest(1, &[group(Files::new(r"C:\Files", "*", false)), log]);
    let files: Vec<ComponentFile<'_>> = (0..2).flat_map(|place| files_of(&forest, place)).collect();
    let [plain, log] = &files[..] else { panic!("each has one file set") };
    assert_eq!((plain.kind, log.kind), (FileKind::FileGroup, FileKind::DatabaseLog));
    let mut types = Vec::new();
    for row in example.at("bits").items() {
        let backup_type = value::<BackupType>(row.text_at("backupType"));
        let bits = (value(row.text_at("backupRequired")), value(row.text_at("snapshotRequired")));
        assert_eq!(mask_bits(backup_type), Some(bits), "{backup_type}");
        // By default every bit is set; C-044: of a log backup that makes only what is a log.
        let is_log = backup_type == BackupType::VSS_BT_LOG;
        assert_eq!(backup_required(plain, backup_type), !is_log, "{backup_type}");
        assert!(backup_required(log, backup_type) && snapshot_required(log, backup_type), "{backup_type}");
        assert!(is_log || snapshot_required(plain, backup_type), "{backup_type}");
        types.push(backup_type);
    }
    for text in example.at("noBitsFor").texts() {
        let backup_type = value::<BackupType>(text);
        assert!(!types.contains(&backup_type));
        let own = text.replace("VSS_BT_", "_");
        assert!(FileSpecBackupType::VALUES.iter().all(|bit| !bit.name.contains(&own)), "{text}");
        // C-045: those of a full backup.
        assert_eq!(mask_bits(backup_type), mask_bits(BackupType::VSS_BT_FULL));
        assert!(backup_required(plain, backup_type) && backup_required(log, backup_type));
        types.push(backup_type);
    }
    let known = BackupType::VALUES.iter().map(|value| BackupType(value.value));
    let bare: Vec<BackupType> = known.filter(|known| !types.contains(known)).collect();
    assert_eq!(bare, [BackupType::VSS_BT_UNDEFINED, BackupType::VSS_BT_OTHER]);
    assert!(bare.into_iter().all(|bare| mask_bits(bare).is_none()));
}
