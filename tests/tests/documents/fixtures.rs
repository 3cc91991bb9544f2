//! Our own documents show through the accessors what they say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use vss_sim::documents::{Document, WmFiledesc, WriterMetadata};
use vss_sim::vocabulary::{
    ComponentFlags, ComponentType, FileSpecBackupType, Guid, Hresult, RestoreMethod, SourceType, UsageType,
    WriterRestore,
};

use crate::support::{fixture, fixtures, writer};

pub fn read(name: &str) -> WriterMetadata {
    let read = writer(fixture(name).text());
    assert_eq!(read.warnings, []);
    read.value
}

/// The rows of the README's tables: the file, and its numbers.
fn listed(columns: usize) -> Vec<(String, Vec<usize>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/README.md");
    let text = std::fs::read_to_string(path).expect("the fixtures have a README");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let numbers = |rest: &str| -> Vec<usize> {
        let cells = rest.trim_end_matches(" |").split(" | ").skip(2);
        cells.map(|cell| cell.parse().unwrap_or_else(|_| panic!("{cell} is no number"))).collect()
    };
    rows.map(|(name, rest)| (name.to_owned(), numbers(rest))).filter(|(_, n)| n.len() == columns).collect()
}

#[test]
fn the_readme_lists_every_document_with_its_numbers() {
    let (mut writers, mut backups) = (Vec::new(), Vec::new());
    for sample in fixtures() {
        let read = sample.read();
        assert_eq!(read.warnings, [], "{}", sample.name);
        match read.value {
            Document::WriterMetadata(document) => {
                let components = document.components();
                let numbers = vec![
                    components.len(),
                    components.iter().map(|c| c.file_sets().count()).sum(),
                    components.iter().map(|c| c.dependencies().len()).sum(),
                    document.excludes().len() + document.excludes_from_snapshot().len(),
                ];
                writers.push((sample.name, numbers));
            }
            Document::BackupComponents(document) => {
                let components = document.writers().iter().map(|w| w.components().len()).sum();
                backups.push((sample.name, vec![document.writers().len(), components]));
            }
        }
    }
    assert!(writers.len() >= 16 && backups.len() >= 3);
    assert_eq!(listed(4), writers);
    assert_eq!(listed(2), backups);
}

/// No two writers have one instance id, and only the two instances of a class share their class.
#[test]
fn identities_are_told_apart() {
    let (mut instances, mut classes) = (BTreeSet::new(), BTreeMap::<Guid, usize>::new());
    for sample in fixtures() {
        if let Document::WriterMetadata(document) = sample.read().value {
            assert!(instances.insert(document.instance_id()), "{}", sample.name);
            *classes.entry(document.writer_id()).or_default() += 1;
        }
    }
    let tenants = read("tenants-east.xml").writer_id();
    let shared: Vec<Guid> = classes.iter().filter(|(_, n)| **n > 1).map(|(class, _)| *class).collect();
    assert_eq!((shared, classes[&tenants]), (vec![tenants], 2));
}

#[test]
fn a_database() {
    let document = read("ledger-database.xml");
    let identity = document.identity_ex().unwrap();
    assert_eq!(identity.writer.to_string(), "3f0a6c51-8f7e-4f0e-9b1d-6a2c0d9e1101");
    assert_eq!(identity.instance, document.instance_id());
    assert_eq!(identity.instance_name.unwrap(), &"Ledger:Primary");
    assert_eq!(
        (identity.usage, identity.source),
        (UsageType::VSS_UT_USERDATA, SourceType::VSS_ST_TRANSACTEDDB)
    );
    assert_eq!(document.identity().unwrap().instance_name, None);
    assert_eq!((document.version(), document.backup_schema().0), ((4, 2), 59));
    let counts = document.file_counts();
    assert_eq!((counts.include_files, counts.exclude_files, counts.components), (0, 1, 2));
    assert_eq!(document.component(2).unwrap_err(), Hresult::VSS_E_OBJECT_NOT_FOUND);

    let component = document.component(0).unwrap();
    let info = component.component_info();
    assert_eq!(info.component_type, ComponentType::VSS_CT_DATABASE);
    assert_eq!(info.caption.unwrap(), &"Accounts & \"open\" items <2025>");
    assert_eq!(info.component_flags, ComponentFlags::VSS_CF_BACKUP_RECOVERY);
    assert_eq!((info.file_count, info.databases, info.log_files, info.dependencies), (0, 1, 2, 1));
    assert_eq!(component.icon().unwrap(), [0, 0, 1, 0, 1, 0, 16, 16]);
    assert_eq!(component.database_file(0).unwrap().backup_type_mask(), FileSpecBackupType(257));
    assert_eq!(component.database_log_file(1).unwrap().filespec(), &"ledger.chk");
    assert_eq!(component.dependency(0).unwrap().component_name, "vault");
    assert_eq!(component.file_sets().count(), 3);
    for missing in [
        component.file(0).map(|_| ()),
        component.database_file(1).map(|_| ()),
        component.database_log_file(2).map(|_| ()),
        component.dependency(1).map(|_| ()),
        document.exclude_file(1).map(|_| ()),
        document.alternate_location_mapping(1).map(|_| ()),
    ] {
        assert_eq!(missing, Err(Hresult::VSS_E_OBJECT_NOT_FOUND));
    }
    assert_eq!(document.exclude_from_snapshot_file(0).unwrap_err(), Hresult::E_INVALIDARG);

    let method = document.restore_method().unwrap();
    assert_eq!(method.method, RestoreMethod::VSS_RME_STOP_RESTORE_START);
    assert_eq!((method.service.unwrap().as_str(), method.mappings), ("LedgerSvc", 1));
    assert_eq!(method.writer_restore, WriterRestore::VSS_WRE_ALWAYS);
    let mapping = document.alternate_location_mapping(0).unwrap();
    assert_eq!(mapping.alternate_location().unwrap(), &r"E:\LedgerRestore");
    assert_eq!(document.component(1).unwrap().icon(), Err(Hresult::S_FALSE));
}

#[test]
fn an_express_writer() {
    let document = read("label-express.xml");
    assert!(document.write().contains(r#"instanceId="0C9D8E7F-1122-4a33-B455-66778899AABB""#));
    let component = document.component(0).unwrap();
    let recursive: Vec<Option<bool>> = component.file_sets().map(|s| s.recursive).collect();
    assert_eq!(recursive, [Some(true), Some(false)]);
    assert!(!component.file(1).unwrap().recursive());
}

#[test]
fn a_system_writer() {
    let document = read("operating-files.xml");
    let component = document.component(0).unwrap();
    assert_eq!(component.component_info().file_count, 42);
    let alternates: Vec<&WmFiledesc> = component.file_sets().filter(|s| s.alternate_path.is_some()).collect();
    assert_eq!((alternates.len(), alternates[0].path()), (1, &r"%SystemDrive%\Übersicht\日本".into()));
    assert_eq!(component.file(0).unwrap().alternate_location(), Err(Hresult::S_FALSE));
    assert_eq!(component.file(0).unwrap().recursive, None);
}

#[test]
fn file_groups() {
    let document = read("mail-file-groups.xml");
    let captions: Vec<Option<&str>> = document.components().iter().map(|c| c.caption.as_deref()).collect();
    let first = "All folders of the inbox.\r\nRestore it before the index.\r\n";
    assert_eq!(captions, [Some(first), Some(""), Some("It's\tbig.")]);
    assert_eq!(document.exclude_from_snapshot_count(), 1);
    assert_eq!(document.exclude_from_snapshot_file(0).unwrap().path(), &r"\Mail\Scratch");
    assert_eq!(document.exclude_file(1).unwrap().path(), &r"F:\Mail\Inbox\Cache\");
    assert_eq!(document.components()[0].selectable_for_restore, Some(true));
}

#[test]
fn a_writer_without_restore_method() {
    let text = fixture("label-express.xml");
    let text = text.text().lines().filter(|l| !l.contains("RESTORE_METHOD")).collect::<String>();
    assert_eq!(writer(&text).value.restore_method().unwrap_err(), Hresult::S_FALSE);
}
