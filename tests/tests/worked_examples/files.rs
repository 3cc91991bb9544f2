//! Ranges, ranges files, option strings, chains of backups and backup types.

use std::sync::Arc;

use serde_json::Value;
use vss_sim::components::{
    BackupSelection, ChainBase, CommonOption, ComponentForest, ComponentName, IncrementalBase, Truncation,
    additional_restores, backup_files, images_needed, ranges_file, ranges_file_of, read_ranges,
    read_ranges_file, read_restore_options, snapshot_required, type_of_backup,
};
use vss_sim::documents::CreateWriterMetadata;
use vss_sim::documents::writer_metadata::{AddComponent, Identification};
use vss_sim::vocabulary::{
    BackupType, ComponentFlags, ComponentType, FileSpecBackupType, Guid, HeaderEnum, SourceType, Text,
    UsageType,
};
use vss_tests::model::spec::{list, text};

use super::example;

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// The ranges of a list of objects.
fn ranges(rows: &[Value]) -> Vec<(u64, u64)> {
    rows.iter().map(|row| (number(&row["offset"]), number(&row["length"]))).collect()
}

#[test]
fn the_range_list_of_header_and_tail_is_read() {
    let example = example("WE-015");
    let printed = text(&example, "asPrinted");
    // The final dot is of the sentence.
    assert_eq!(printed.strip_suffix('.'), Some(text(&example, "value")));
    assert!(read_ranges(printed).is_err());
    assert_eq!(read_ranges(text(&example, "value")), Ok(ranges(list(&example, "parsed"))));
    let corrected = read_ranges(text(&example, "corrected")).unwrap();
    assert_eq!(corrected[0], (64, 512 - 64), "the header");
    assert_eq!(corrected[1].0 + corrected[1].1, 0x12_39E8_577A, "the last bytes end where the file does");
}

#[test]
fn the_ranges_of_a_whole_file_are_its_length() {
    let example = example("WE-016");
    let size = text(&example["file"], "size");
    let size = size.strip_suffix('K').unwrap().parse::<u64>().unwrap() * 1024;
    for list in ["sourceRanges", "destinationRanges"] {
        assert_eq!(read_ranges(text(&example, list)), Ok(vec![(0, size)]), "{list}");
    }
    let printed = text(&example, "rangesAsPrinted").trim_end_matches('.');
    assert_ne!(read_ranges(printed), Ok(vec![(0, size)]), "its digits are exchanged");
}

#[test]
fn the_ranges_that_compact_a_file_agree_pair_by_pair() {
    let example = example("WE-017");
    let read = |key| read_ranges(text(&example, key).trim_end_matches('.')).unwrap();
    assert_eq!(read("destinationAsPrinted"), ranges(list(&example, "parsedDestination")));
    let lengths = |ranges: Vec<(u64, u64)>| ranges.into_iter().map(|(_, length)| length).collect::<Vec<_>>();
    assert_eq!(lengths(read("source")), lengths(read("destination")));
    assert_ne!(lengths(read("sourceAsPrinted")), lengths(read("destinationAsPrinted")));
    let destination = read("destination");
    assert!(destination.windows(2).all(|pair| pair[0].0 + pair[0].1 == pair[1].0), "without a gap");
}

#[test]
fn ranges_files_have_the_printed_layout() {
    let example = example("WE-018");
    for case in list(&example, "cases") {
        let ranges: Vec<(u64, u64)> =
            list(case, "ranges").iter().map(|pair| (number(&pair[0]), number(&pair[1]))).collect();
        let bytes = ranges_file(&ranges);
        assert_eq!(u64::try_from(bytes.len()).unwrap(), number(&case["bytes"]), "{case}");
        let integers: Vec<u64> =
            bytes.chunks(8).map(|word| u64::from_le_bytes(word.try_into().unwrap())).collect();
        assert_eq!(integers, list(case, "integers").iter().map(number).collect::<Vec<_>>(), "{case}");
        assert_eq!(read_ranges_file(&bytes), Some(ranges));
    }
    for form in ["complexStores", "partialFiles"] {
        let reference = text(&example["reference"], form).replace("<full path>", r"C:\r.bin");
        assert_eq!(ranges_file_of(&reference), Some(r"C:\r.bin"), "{form}");
    }
}

#[test]
fn the_restore_options_reach_the_components_of_the_example() {
    let example = example("WE-019");
    let options = read_restore_options(text(&example, "value")).unwrap();
    let parsed = list(&example, "parsed");
    assert_eq!(options.len(), parsed.len());
    for (option, row) in options.iter().zip(parsed) {
        assert_eq!(option.component.as_ref().map(Text::as_str), row["component"].as_str());
        assert_eq!((option.name.as_str(), option.value.as_str()), (text(row, "name"), text(row, "value")));
    }
    for case in list(&example, "cases") {
        let component = text(case, "component");
        let found: Vec<&str> = options
            .iter()
            .filter(|option| option.is_for(component))
            .map(|option| option.name.as_str())
            .collect();
        let expected: Vec<&str> = list(case, "options").iter().filter_map(Value::as_str).collect();
        assert_eq!(found, expected, "{component}");
    }
}

#[test]
fn the_common_options_have_their_meanings() {
    let example = example("WE-020");
    let item = Text::from("XXX");
    let expected = [
        CommonOption::AuthoritativeAll,
        CommonOption::AuthoritativeItem(item.clone()),
        CommonOption::RollForwardNone,
        CommonOption::RollForwardAll,
        CommonOption::RollForwardPartial(item),
        CommonOption::NewComponentName {
            logical_path: Some("Logical Path".into()),
            name: "Component Name".into(),
        },
    ];
    let rows = list(&example, "options");
    assert_eq!(rows.len(), expected.len());
    for (row, expected) in rows.iter().zip(expected) {
        let options = read_restore_options(text(row, "value")).unwrap();
        let [option] = options.as_slice() else { panic!("{row}") };
        assert_eq!(option.common(), Some(expected), "{row}");
    }
}

/// The type that a name of the series stands for: `F`, `I1`, `D2` or `C`.
fn type_of(name: &str) -> BackupType {
    match &name[..1] {
        "F" => BackupType::VSS_BT_FULL,
        "I" => BackupType::VSS_BT_INCREMENTAL,
        "D" => BackupType::VSS_BT_DIFFERENTIAL,
        "C" => BackupType::VSS_BT_COPY,
        other => panic!("what is {other}?"),
    }
}

#[test]
fn the_images_of_the_series_bring_back_their_points() {
    let example = example("WE-024");
    for case in list(&example, "cases") {
        let taken: Vec<&str> = list(case, "taken").iter().filter_map(Value::as_str).collect();
        let types: Vec<BackupType> = taken.iter().map(|name| type_of(name)).collect();
        let point = taken.iter().position(|name| *name == text(case, "restoreTo")).unwrap();
        let images = images_needed(&types, point, IncrementalBase::default()).unwrap();
        let names: Vec<&str> = images.iter().map(|image| taken[*image]).collect();
        assert_eq!(
            names,
            list(case, "images").iter().filter_map(Value::as_str).collect::<Vec<_>>(),
            "{case}"
        );
        let more: Vec<bool> = additional_restores(images.len()).collect();
        let expected: Vec<bool> =
            list(case, "additionalRestores").iter().filter_map(Value::as_bool).collect();
        assert_eq!(more, expected, "{case}");
    }
}

#[test]
fn the_types_of_backups_are_those_of_the_example() {
    let example = example("WE-025");
    let rows = list(&example, "types");
    assert_eq!(rows.len(), 5);
    for row in rows {
        let found = type_of_backup(BackupType::parse(text(row, "type")).unwrap()).unwrap();
        for (key, own) in [("updatesHistory", found.updates_history), ("canBeBase", found.can_be_base)] {
            assert_eq!(row.get(key).and_then(Value::as_bool), own, "{key}: {row}");
        }
        let truncation = match text(row, "truncation") {
            "may" => Truncation::May,
            "usually not" => Truncation::UsuallyNot,
            "typically" => Truncation::Typically,
            "never" => Truncation::Never,
            other => panic!("what is {other}?"),
        };
        assert_eq!(found.truncation, truncation, "{row}");
        let base = match row.get("base").and_then(Value::as_str) {
            Some("last full") => ChainBase::Full,
            Some("last full or incremental") => ChainBase::FullOrIncremental,
            // The example says nothing of the bases of others.
            None => found.base,
            Some(other) => panic!("what is {other}?"),
        };
        assert_eq!(found.base, base, "{row}");
        assert_eq!(found.logs_alone, row.get("files").is_some(), "{row}");
    }
}

/// A database with logs on L:, whose masks ask for no shadow copy in a log backup.
fn logs_elsewhere() -> ComponentForest {
    let all = FileSpecBackupType::VSS_FSBT_ALL_BACKUP_REQUIRED.0;
    let full = FileSpecBackupType::VSS_FSBT_FULL_SNAPSHOT_REQUIRED.0;
    let identity = Identification::new(
        Guid(1),
        Guid(2),
        "Ledger",
        UsageType::VSS_UT_USERDATA,
        SourceType::VSS_ST_TRANSACTEDDB,
    );
    let mut builder = CreateWriterMetadata::new(identity).unwrap();
    builder
        .add_component(&AddComponent {
            component_type: ComponentType::VSS_CT_DATABASE,
            logical_path: None,
            component_name: Some("ledger"),
            caption: None,
            icon: None,
            restore_metadata: false,
            notify_on_backup_complete: false,
            selectable: true,
            selectable_for_restore: false,
            component_flags: ComponentFlags(0),
            beside_other_type: false,
        })
        .unwrap();
    let mask = FileSpecBackupType(all | full);
    builder.add_database_log_files(None, Some("ledger"), Some(r"L:\Logs"), Some("*.log"), mask).unwrap();
    ComponentForest::new(Arc::new(builder.finish()))
}

#[test]
fn a_log_volume_can_be_left_out_of_a_log_backup() {
    let example = example("WE-035");
    let forest = logs_elsewhere();
    let selection = BackupSelection::new(&forest, &[ComponentName::new(None, "ledger")]);
    for case in list(&example, "cases") {
        let backup_type = BackupType::parse(text(case, "backupType")).unwrap();
        let files = backup_files(&forest, &selection, backup_type);
        assert_eq!(files.len(), 1, "{case}");
        let needed = files.iter().any(|file| snapshot_required(file, backup_type));
        assert_eq!(Some(!needed), case["volumeMayBeLeftOutOfSet"].as_bool(), "{case}");
        match case.get("readFrom").and_then(Value::as_str) {
            Some("original volume") => assert!(!needed),
            Some(other) => panic!("what is {other}?"),
            None => assert_eq!(case["fileSetsNeedSnapshot"], true),
        }
    }
}
