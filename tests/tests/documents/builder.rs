//! What the builder of Writer Metadata Documents refuses, and where elements come to stand.

use vss_sim::documents::writer_metadata::{AddComponent, Identification, SetRestoreMethod};
use vss_sim::documents::{CreateWriterMetadata, WmFiledesc};
use vss_sim::vocabulary::{
    BackupSchema, ComponentFlags, ComponentType, FileSpecBackupType, Guid, Hresult, RestoreMethod,
    SourceType, UsageType, WriterRestore,
};

use crate::support::writer;

const ALL: FileSpecBackupType = WmFiledesc::DEFAULT_BACKUP_TYPE;

fn identification() -> Identification {
    Identification::new(Guid(1), Guid(2), "Writer", UsageType::VSS_UT_USERDATA, SourceType::VSS_ST_OTHER)
}

fn builder() -> CreateWriterMetadata {
    CreateWriterMetadata::new(identification()).unwrap()
}

fn group<'a>(name: &'a str) -> AddComponent<'a> {
    AddComponent {
        component_type: ComponentType::VSS_CT_FILEGROUP,
        component_name: Some(name),
        ..AddComponent::default()
    }
}

fn database<'a>(name: &'a str) -> AddComponent<'a> {
    AddComponent { component_type: ComponentType::VSS_CT_DATABASE, ..group(name) }
}

#[test]
fn elements_stand_in_the_order_of_first_calls() {
    let mut b = builder();
    b.add_exclude_files(Some(r"C:\x"), Some("*"), false).unwrap();
    b.set_restore_method(&SetRestoreMethod {
        method: RestoreMethod::VSS_RME_CUSTOM,
        writer_restore: WriterRestore::VSS_WRE_IF_REPLACE_FAILS,
        ..SetRestoreMethod::default()
    })
    .unwrap();
    b.add_component(&group("C")).unwrap();
    b.set_backup_schema(BackupSchema::VSS_BS_UNDEFINED).unwrap();
    b.add_exclude_files_from_snapshot(Some(r"C:\y"), Some("?"), true).unwrap();
    let wanted = concat!(
        r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2" backupSchema="0">"#,
        r#"<IDENTIFICATION writerId="00000000-0000-0000-0000-000000000001" "#,
        r#"instanceId="00000000-0000-0000-0000-000000000002" friendlyName="Writer" usage="USER_DATA" "#,
        r#"dataSource="OTHER" majorVersion="0" minorVersion="0"/><BACKUP_LOCATIONS>"#,
        r#"<EXCLUDE_FILES path="C:\x" filespec="*" recursive="no"/>"#,
        r#"<FILE_GROUP componentName="C" restoreMetadata="no" notifyOnBackupComplete="no" selectable="no" "#,
        r#"selectableForRestore="no" componentFlags="0"/>"#,
        r#"<EXCLUDE_FILES_FROM_SNAPSHOT path="C:\y" filespec="?" recursive="yes"/></BACKUP_LOCATIONS>"#,
        r#"<RESTORE_METHOD method="CUSTOM" writerRestore="ifReplaceFails" rebootRequired="no"/></WRITER_METADATA>"#,
    );
    assert_eq!(b.document().write(), wanted);
    assert_eq!(writer(wanted).value, b.finish());
}

#[test]
fn a_writer_that_says_nothing_has_only_its_identity() {
    let document = builder().finish();
    assert!(document.write().ends_with("minorVersion=\"0\"/></WRITER_METADATA>"));
    assert_eq!(document.file_counts().components, 0);
}

#[test]
fn components_are_checked() {
    let mut b = builder();
    let bad = Err(Hresult::E_INVALIDARG);
    assert_eq!(b.add_component(&AddComponent::default()), bad);
    assert_eq!(b.add_component(&AddComponent { component_type: ComponentType(9), ..group("C") }), bad);
    assert_eq!(b.add_component(&AddComponent { component_name: None, ..group("") }), bad);
    for name in ["", r"a\b", "nul\0", "\u{FFFE}", "\u{1B}"] {
        assert_eq!(b.add_component(&group(name)), bad, "{name:?}");
    }
    assert_eq!(b.add_component(&AddComponent { component_flags: ComponentFlags(8), ..group("C") }), bad);
    assert_eq!(b.add_component(&AddComponent { caption: Some("\u{8}"), ..group("C") }), bad);
    assert_eq!(b.add_component(&AddComponent { logical_path: Some("\0"), ..group("C") }), bad);
    assert_eq!(b.document().components().len(), 0);

    b.add_component(&group("C")).unwrap();
    let taken = Err(Hresult::VSS_E_OBJECT_ALREADY_EXISTS);
    assert_eq!(b.add_component(&database("C")), taken);
    assert_eq!(b.add_component(&AddComponent { logical_path: Some(""), ..group("C") }), taken);
    b.add_component(&AddComponent { logical_path: Some("P"), ..group("C") }).unwrap();
    assert_eq!(b.document().components().len(), 2);
}

#[test]
fn file_sets_are_checked() {
    let mut b = builder();
    b.add_component(&group("G")).unwrap();
    b.add_component(&database("D")).unwrap();
    let bad = Err(Hresult::E_INVALIDARG);
    let gone = Err(Hresult::VSS_E_OBJECT_NOT_FOUND);
    let mut file =
        |group, path, spec, mask| b.add_files_to_file_group(None, group, path, spec, true, None, mask);
    assert_eq!(file(Some("X"), Some("C:"), Some("*"), ALL), gone);
    assert_eq!(file(None, Some("C:"), Some("*"), ALL), bad);
    assert_eq!(file(Some("D"), Some("C:"), Some("*"), ALL), bad);
    assert_eq!(file(Some("G"), None, Some("*"), ALL), bad);
    assert_eq!(file(Some("G"), Some(r"C:\*"), Some("*"), ALL), bad);
    assert_eq!(file(Some("G"), Some("C:"), None, ALL), bad);
    assert_eq!(file(Some("G"), Some("C:"), Some(r"a\*"), ALL), bad);
    assert_eq!(file(Some("G"), Some("C:"), Some("*"), FileSpecBackupType(1 << 30)), bad);
    // What names no component is found out after what is no parameter.
    assert_eq!(file(Some("X"), Some("?"), Some("*"), ALL), bad);
    assert_eq!(file(Some("G"), Some(r"\\?\Volume{1}\x"), Some("*"), ALL), Ok(()));
    assert_eq!(b.add_database_files(None, Some("G"), Some("C:"), Some("*"), ALL), bad);
    assert_eq!(b.add_database_log_files(None, Some("G"), Some("C:"), Some("*"), ALL), bad);
    assert_eq!(b.add_database_files(Some("P"), Some("D"), Some("C:"), Some("*"), ALL), gone);
    assert_eq!(b.add_database_files(None, Some("D"), Some("C:"), Some("*"), ALL), Ok(()));
    assert_eq!(b.add_database_log_files(None, Some("D"), Some("C:"), Some("*"), ALL), Ok(()));
    assert_eq!(b.add_exclude_files(None, Some("*"), true), bad);
    assert_eq!(b.add_exclude_files_from_snapshot(Some("C:"), Some(""), true), bad);
    let counts: Vec<usize> = b.document().components().iter().map(|c| c.file_sets().count()).collect();
    assert_eq!(counts, [1, 2]);
}

#[test]
fn restore_methods_are_checked() {
    let mut b = builder();
    let bad = Err(Hresult::E_INVALIDARG);
    let good = SetRestoreMethod {
        method: RestoreMethod::VSS_RME_RESTORE_IF_CAN_REPLACE,
        writer_restore: WriterRestore::VSS_WRE_NEVER,
        ..SetRestoreMethod::default()
    };
    let map =
        |b: &mut CreateWriterMetadata, to| b.add_alternate_location_mapping(Some("C:"), Some("*"), false, to);
    assert_eq!(map(&mut b, Some("D:")), Err(Hresult::VSS_E_OBJECT_NOT_FOUND));
    for method in [RestoreMethod::VSS_RME_UNDEFINED, RestoreMethod(9)] {
        assert_eq!(b.set_restore_method(&SetRestoreMethod { method, ..good }), bad);
    }
    for writer_restore in [WriterRestore::VSS_WRE_UNDEFINED, WriterRestore(4)] {
        assert_eq!(b.set_restore_method(&SetRestoreMethod { writer_restore, ..good }), bad);
    }
    let stop = SetRestoreMethod { method: RestoreMethod::VSS_RME_STOP_RESTORE_START, ..good };
    assert_eq!(b.set_restore_method(&stop), bad);
    assert_eq!(b.set_restore_method(&SetRestoreMethod { service: Some("\0"), ..stop }), bad);
    assert_eq!(b.set_restore_method(&SetRestoreMethod { service: Some("s"), ..stop }), Ok(()));
    assert_eq!(map(&mut b, None), bad);
    assert_eq!(map(&mut b, Some("D:")), Ok(()));
    assert_eq!(b.set_restore_method(&good), Ok(()));
    let document = b.finish();
    let method = document.restore_method().unwrap();
    assert_eq!((method.method, method.mappings), (good.method, 1));
    assert_eq!(document.write().matches("<RESTORE_METHOD").count(), 1);
}

#[test]
fn dependencies_and_schemas_are_checked() {
    let mut b = builder();
    b.add_component(&group("G")).unwrap();
    let bad = Err(Hresult::E_INVALIDARG);
    let mut depend = |name, writer, on| b.add_component_dependency(None, name, writer, None, on);
    assert_eq!(depend(Some("G"), Guid(1), Some("O")), bad);
    assert_eq!(depend(Some("G"), Guid(3), None), bad);
    assert_eq!(depend(None, Guid(3), Some("O")), bad);
    assert_eq!(depend(Some("X"), Guid(3), Some("O")), Err(Hresult::VSS_E_OBJECT_NOT_FOUND));
    assert_eq!(depend(Some("G"), Guid(3), Some("O")), Ok(()));
    assert_eq!(b.set_backup_schema(BackupSchema(1 << 31)), bad);
    assert_eq!(b.set_backup_schema(BackupSchema(881)), Ok(()));
    assert_eq!(b.document().component(0).unwrap().dependencies().len(), 1);
}

#[test]
fn identities_are_checked() {
    let with = |edit: &dyn Fn(&mut Identification)| {
        let mut identification = identification();
        edit(&mut identification);
        CreateWriterMetadata::new(identification).map(|_| ())
    };
    assert_eq!(with(&|_| ()), Ok(()));
    assert_eq!(with(&|i| i.friendly_name = "\0".into()), Err(Hresult::E_INVALIDARG));
    assert_eq!(with(&|i| i.instance_name = Some("\u{FFFF}".into())), Err(Hresult::E_INVALIDARG));
    assert_eq!(with(&|i| i.usage = UsageType(77).into()), Err(Hresult::E_INVALIDARG));
}
