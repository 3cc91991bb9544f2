//! What each of our own documents is there for is in it: components, file sets and exclusions.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::documents::{WmComponent, WmFiledesc, WriterMetadata};
use vss_sim::vocabulary::{
    BackupSchema, ComponentFlags, ComponentType, FileSpecBackupType, Hresult, RestoreMethod, SourceType,
    UsageType, WriterRestore,
};

use crate::fixtures::read;
use crate::relations::{dependencies, satisfies};
use crate::support::fixture;

pub fn path(component: &WmComponent) -> &str {
    component.logical_path.as_deref().unwrap_or_default()
}

/// Logical path and name, as the pages write a component.
pub fn full(component: &WmComponent) -> String {
    match path(component) {
        "" => component.name.to_string(),
        path => format!(r"{path}\{}", component.name),
    }
}

pub fn find<'a>(document: &'a WriterMetadata, wanted: &str) -> &'a WmComponent {
    document.components().iter().find(|c| full(c) == wanted).unwrap_or_else(|| panic!("no {wanted}"))
}

fn all_files(document: &WriterMetadata) -> Vec<&WmFiledesc> {
    document.components().iter().flat_map(WmComponent::file_sets).collect()
}

/// `FULL` and its siblings as bits of the mask, each for the backup and for the shadow copy.
fn masks(component: &WmComponent) -> Vec<u32> {
    component.file_sets().map(|set| set.backup_type_mask().0).collect()
}

#[test]
fn a_database_server_has_masks_for_each_backup_type() {
    let document = read("orders-database.xml");
    let schema = BackupSchema::VSS_BS_DIFFERENTIAL.0
        | BackupSchema::VSS_BS_INCREMENTAL.0
        | BackupSchema::VSS_BS_LOG.0
        | BackupSchema::VSS_BS_COPY.0
        | BackupSchema::VSS_BS_TIMESTAMPED.0
        | BackupSchema::VSS_BS_LAST_MODIFY.0
        | BackupSchema::VSS_BS_WRITER_SUPPORTS_NEW_TARGET.0
        | BackupSchema::VSS_BS_WRITER_SUPPORTS_RESTORE_WITH_MOVE.0;
    assert_eq!(document.backup_schema().0, schema);
    let identity = document.identity_ex().unwrap();
    assert_eq!(identity.source, SourceType::VSS_ST_TRANSACTEDDB);
    assert_eq!(identity.instance_name.unwrap(), &"Parcel Orders 3:Main");
    let databases = ComponentType::VSS_CT_DATABASE;
    assert!(document.components().iter().all(|c| c.component_type() == databases));

    // Data in full and differential backups, history in full ones, logs in incremental and log backups, and the
    // checkpoint in all, but never from a shadow copy.
    let orders = find(&document, r"PARCEL-SRV\Main\orders");
    assert_eq!(masks(orders), [0x303, 0x101, 0xC0C, 0x00F]);
    let info = orders.component_info();
    assert_eq!((info.databases, info.log_files, info.file_count), (2, 2, 0));
    assert_eq!(masks(find(&document, r"PARCEL-SRV\Main\price list")), [0x101]);
    let every: u32 = FileSpecBackupType::VSS_FSBT_ALL_BACKUP_REQUIRED.0
        | FileSpecBackupType::VSS_FSBT_ALL_SNAPSHOT_REQUIRED.0;
    assert_eq!(masks(find(&document, r"PARCEL-SRV\Main\system")), [every, every]);
    let different: BTreeSet<u32> = document.components().iter().flat_map(masks).collect();
    assert_eq!(different.len(), 5);
    let volumes: BTreeSet<&str> = orders.file_sets().map(|set| &set.path().as_str()[..3]).collect();
    assert_eq!(volumes.len(), 3);
}

#[test]
fn the_example_of_the_pages() {
    let document = read("my-writer.xml");
    // The table of the pages: whether it is selectable for backup, and for restore.
    let wanted = [
        ("Executables", false, false),
        (r"Executables\ConfigFiles", false, false),
        ("LicenseInfo", true, false),
        ("Security", true, false),
        (r"Security\UserInfo", false, false),
        (r"Security\Certificates", false, false),
        ("writerData", true, true),
        (r"writerData\Set1", false, true),
        (r"writerData\Set1\Jan", false, false),
        (r"writerData\Set1\Dec", false, false),
        (r"writerData\Set2", false, true),
        (r"writerData\Set2\Jan", false, false),
        (r"writerData\Set2\Dec", false, false),
        (r"writerData\QueryLogs\Query", false, false),
        (r"writerData\Usage", true, true),
        (r"writerData\Usage\Jan", false, false),
        (r"writerData\Usage\Dec", false, false),
    ];
    let restorable = |c: &WmComponent| c.component_info().selectable_for_restore;
    let rows = document.components().iter().map(|c| (full(c), c.selectable, restorable(c)));
    assert!(rows.eq(wanted.map(|(name, backup, restore)| (name.to_owned(), backup, restore))));
    // A component may define a set and have no files of its own.
    assert_eq!(find(&document, r"writerData\Usage").file_sets().count(), 0);
    let fred = find(&document, r"writerData\Set2\Jan").file(0).unwrap();
    assert_eq!(
        (fred.path().as_str(), fred.filespec().as_str(), fred.recursive()),
        (r"c:\fred", "*.dat", true)
    );
}

#[test]
fn sets_four_levels_deep() {
    let document = read("photo-library.xml");
    let depth = |c: &WmComponent| full(c).split('\\').count();
    assert_eq!(document.components().iter().map(depth).max(), Some(4));
    let selectable = document.components().iter().filter(|c| c.selectable);
    let selectable: BTreeMap<usize, usize> = selectable.fold(BTreeMap::new(), |mut levels, c| {
        *levels.entry(depth(c)).or_default() += 1;
        levels
    });
    assert_eq!(selectable, BTreeMap::from([(1, 1), (2, 1), (3, 1), (4, 1)]));
    assert_eq!(path(find(&document, r"Library\Trash\Expired")), r"Library\Trash");
    assert!(!document.components().iter().any(|c| full(c) == r"Library\Trash"));
}

#[test]
fn a_system_writer_of_thousands_of_file_sets() {
    let document = read("platform-files.xml");
    assert_eq!(document.identity().unwrap().usage, UsageType::VSS_UT_BOOTABLESYSTEMSTATE);
    let sets = all_files(&document);
    let whole = sets.iter().filter(|set| set.recursive()).count();
    assert_eq!((sets.len(), whole), (3_000, 12));
    let places: BTreeSet<(&str, &str)> =
        sets.iter().map(|s| (s.path().as_str(), s.filespec().as_str())).collect();
    assert_eq!(places.len(), 3_000);
    let folders: BTreeSet<&str> = places.iter().map(|(path, _)| *path).collect();
    let depth = |folder: &&str| folder.split('\\').count();
    assert!(folders.len() > 150 && folders.iter().map(depth).max() > Some(8));
    let flags: Vec<u32> =
        document.components().iter().map(|c| c.component_info().component_flags.0).collect();
    assert_eq!(flags, [0, ComponentFlags::VSS_CF_NOT_SYSTEM_STATE.0]);
}

#[test]
fn express_writers_keep_to_what_they_can_write() {
    let reserved = FileSpecBackupType::VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED.0
        | FileSpecBackupType::VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED.0
        | FileSpecBackupType::VSS_FSBT_LOG_BACKUP_REQUIRED.0;
    for name in ["label-express.xml", "signage-express.xml"] {
        let document = read(name);
        assert_ne!(document.write(), fixture(name).text());
        let not_system_state = ComponentFlags::VSS_CF_NOT_SYSTEM_STATE.0;
        for component in document.components() {
            let info = component.component_info();
            assert_eq!(info.component_type, ComponentType::VSS_CT_FILEGROUP);
            assert!(info.component_flags.0 & !not_system_state == 0 && !info.notify_on_backup_complete);
        }
        for set in all_files(&document) {
            assert!(set.alternate_path.is_none() && set.backup_type_mask().0 & reserved == 0);
        }
        let method = document.restore_method().unwrap();
        assert_eq!((method.writer_restore, method.mappings), (WriterRestore::VSS_WRE_NEVER, 0));
        assert!(document.excludes_from_snapshot().is_empty());
    }
    let document = read("signage-express.xml");
    let schema = BackupSchema::VSS_BS_COPY.0 | BackupSchema::VSS_BS_INDEPENDENT_SYSTEM_STATE.0;
    assert_eq!(document.backup_schema().0, schema);
    assert_eq!(document.restore_method().unwrap().service.unwrap(), &"SignagePlayer");
    assert!(satisfies(&read("label-express.xml"), dependencies(&document)[0]));
}

#[test]
fn exclusions() {
    let document = read("search-index.xml");
    assert_eq!((document.excludes().len(), document.excludes_from_snapshot().len()), (3, 3));
    let document = read("thumbnail-sweeper.xml");
    assert_eq!((document.components().len(), document.excludes_from_snapshot().len()), (0, 4));
    assert_eq!(document.restore_method().unwrap_err(), Hresult::S_FALSE);
    assert!(document.excludes_from_snapshot().iter().any(|set| set.path().starts_with(r"\Sweeper")));
}

#[test]
fn alternate_paths_and_mappings() {
    let document = read("print-queue.xml");
    let method = document.restore_method().unwrap();
    assert_eq!(method.method, RestoreMethod::VSS_RME_RESTORE_STOP_START);
    assert_eq!((method.service.unwrap().as_str(), method.mappings), ("PaperTray", 2));
    let sets = all_files(&document);
    assert_eq!(sets.iter().filter(|set| set.alternate_path.is_some()).count(), 3);
    // A mapping repeats the path, the specification and the recursion of a file set.
    for name in ["print-queue.xml", "photo-library.xml"] {
        let document = read(name);
        let sets = all_files(&document);
        for index in 0..document.restore_method().unwrap().mappings {
            let mapping = document.alternate_location_mapping(index).unwrap();
            let of = |set: &WmFiledesc| (set.path().clone(), set.filespec().clone(), set.recursive());
            assert!(sets.iter().any(|set| of(set) == of(mapping)), "{name}: mapping {index}");
        }
    }
}

#[test]
fn paths_of_every_kind() {
    let document = read("cad-projects.xml");
    let paths: Vec<&str> = all_files(&document).into_iter().map(|set| set.path().as_str()).collect();
    assert_eq!(paths.iter().filter(|path| path.starts_with('%')).count(), 6);
    assert_eq!(paths.iter().filter(|path| path.contains(r"\Mount\")).count(), 3);
    assert_eq!(paths.iter().filter(|path| path.ends_with('\\')).count(), 3);

    let document = read("disk-layout.xml");
    let empty = document.components().iter().filter(|c| c.file_sets().count() == 0);
    assert_eq!((empty.count(), document.components().len()), (6, 7));
    let start = find(&document, r"Start\Start").file(0).unwrap();
    assert!(start.path().starts_with(r"\\?\Volume{"));
    assert!(document.components().iter().any(|c| c.caption.as_deref().is_some_and(|t| t.ends_with("\r\n"))));
}
