//! The Backup Components Document: what requesters and writers write into it, and read from it.

use std::sync::Arc;

use vss_sim::documents::{BackupComponents, Component, ComponentKey};
use vss_sim::vocabulary::{
    BackupSchema, BackupType, ComponentType, FileRestoreStatus, Guid, Hresult, RestoreTarget, RestoreType,
    RollForwardType,
};

use crate::support::{backup, fixture};

const INSTANCE: Guid = Guid(10);
const KEY: ComponentKey<'static> = ComponentKey {
    instance: Some(INSTANCE),
    writer: Guid(20),
    component_type: ComponentType::VSS_CT_FILEGROUP,
    logical_path: Some("P"),
    name: Some("C"),
};
const BAD: Result<(), Hresult> = Err(Hresult::E_INVALIDARG);
const GONE: Result<(), Hresult> = Err(Hresult::VSS_E_OBJECT_NOT_FOUND);

fn document() -> BackupComponents {
    let mut document = BackupComponents::new();
    document.add_component(&KEY, None, BackupSchema(0)).unwrap();
    document
}

fn component(document: &mut BackupComponents) -> &mut Component {
    document.writer_mut(INSTANCE).unwrap().component_mut(0).unwrap()
}

#[test]
fn nothing_said_yet() {
    let wanted = r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2"/>"#;
    assert_eq!(BackupComponents::new().write(), wanted);
    assert_eq!(backup(wanted).value, BackupComponents::default());
}

#[test]
fn states_are_checked() {
    let mut document = BackupComponents::new();
    for backup_type in [BackupType::VSS_BT_UNDEFINED, BackupType(99)] {
        assert_eq!(document.set_backup_state(true, true, backup_type, false), BAD);
    }
    document.set_backup_state(true, false, BackupType::VSS_BT_COPY, true).unwrap();
    document.set_snapshot_set_id(Some(Guid(5)));
    assert_eq!(document.set_restore_state(RestoreType(9)), BAD);
    document.set_restore_state(RestoreType::VSS_RTYPE_IMPORT).unwrap();
    let wanted = concat!(
        r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" "#,
        r#"bootableSystemStateBackup="no" selectComponents="yes" backupType="copy" partialFileSupport="yes" "#,
        r#"snapshotSetId="00000000-0000-0000-0000-000000000005" restoreType="import"/>"#
    );
    assert_eq!(document.write(), wanted);
    document.set_snapshot_set_id(None);
    assert!(!document.write().contains("snapshotSetId"));
}

#[test]
fn components_are_checked() {
    let mut document = document();
    let mut add = |key: ComponentKey<'_>| document.add_component(&key, Some("I"), BackupSchema(881));
    assert_eq!(add(KEY), Err(Hresult::VSS_E_OBJECT_ALREADY_EXISTS));
    assert_eq!(add(ComponentKey { name: None, ..KEY }), BAD);
    assert_eq!(add(ComponentKey { name: Some(""), ..KEY }), BAD);
    assert_eq!(add(ComponentKey { name: Some("\0"), ..KEY }), BAD);
    assert_eq!(add(ComponentKey { instance: None, ..KEY }), BAD);
    assert_eq!(add(ComponentKey { component_type: ComponentType::VSS_CT_UNDEFINED, ..KEY }), BAD);
    add(ComponentKey { name: Some(r"any\name"), ..KEY }).unwrap();
    add(ComponentKey { instance: Some(Guid(11)), ..KEY }).unwrap();
    let wanted = concat!(
        r#"<WRITER_COMPONENTS instanceId="00000000-0000-0000-0000-00000000000a" "#,
        r#"writerId="00000000-0000-0000-0000-000000000014" backupSchema="0">"#,
        r#"<COMPONENT logicalPath="P" componentName="C" componentType="filegroup"/>"#,
        r#"<COMPONENT logicalPath="P" componentName="any\name" componentType="filegroup"/></WRITER_COMPONENTS>"#,
        r#"<WRITER_COMPONENTS instanceId="00000000-0000-0000-0000-00000000000b" "#,
        r#"writerId="00000000-0000-0000-0000-000000000014" instanceName="I" backupSchema="881">"#,
        r#"<COMPONENT logicalPath="P" componentName="C" componentType="filegroup"/></WRITER_COMPONENTS>"#,
    );
    assert!(document.write().contains(wanted), "{}", document.write());
    let wrong = ComponentKey { component_type: ComponentType::VSS_CT_DATABASE, ..KEY };
    assert_eq!(document.set_backup_succeeded(&wrong, true), GONE);
    assert_eq!(document.set_backup_succeeded(&ComponentKey { instance: Some(Guid(9)), ..KEY }, true), GONE);
    assert_eq!(document.set_backup_succeeded(&ComponentKey { name: None, ..KEY }, true), BAD);
    assert_eq!(document.find(&wrong).map(|_| ()), GONE);
}

#[test]
fn what_was_not_set_reads_as_the_pages_say() {
    let mut document = document();
    let c = component(&mut document).clone();
    for text in [
        c.backup_stamp(),
        c.previous_backup_stamp(),
        c.backup_options(),
        c.restore_options(),
        c.backup_metadata(),
        c.restore_metadata(),
        c.pre_restore_failure_msg(),
        c.post_restore_failure_msg(),
        c.prepare_for_backup_failure_msg(),
        c.post_snapshot_failure_msg(),
        c.restore_name(),
    ] {
        assert_eq!(text, Err(Hresult::S_FALSE));
    }
    assert_eq!(c.backup_succeeded(), Err(Hresult::S_FALSE));
    assert_eq!(c.additional_restores(), Err(Hresult::S_FALSE));
    assert!(!c.is_selected_for_restore() && !c.authoritative_restore());
    assert_eq!(c.restore_target(), Ok(RestoreTarget::VSS_RT_ORIGINAL));
    assert_eq!(c.file_restore_status(), Ok(FileRestoreStatus::VSS_RS_UNDEFINED));
    assert_eq!(c.roll_forward(), Ok((RollForwardType::VSS_RF_UNDEFINED, None)));
    assert_eq!((c.failure().hr, c.failure().message), (Hresult::S_OK, None));
    for missing in [
        c.alternate_location_mapping(0).map(|_| ()),
        c.new_target(0).map(|_| ()),
        c.restore_subcomponent(0).map(|_| ()),
        c.partial_file(0).map(|_| ()),
        c.directed_target(0).map(|_| ()),
        c.differenced_file(0).map(|_| ()),
    ] {
        assert_eq!(missing, GONE);
    }
    let counts = [
        c.alternate_location_mapping_count(),
        c.new_target_count(),
        c.restore_subcomponent_count(),
        c.partial_file_count(),
        c.directed_target_count(),
        c.differenced_files_count(),
    ];
    assert_eq!(counts, [0; 6]);
    assert_eq!(ComponentKey { logical_path: None, ..KEY }.logical_path, None);
    assert_eq!((c.logical_path().unwrap().as_str(), c.component_name().as_str()), ("P", "C"));
    assert_eq!(c.component_type(), Ok(ComponentType::VSS_CT_FILEGROUP));
}

#[test]
fn a_writer_writes_its_part() {
    let mut document = document();
    let c = component(&mut document);
    assert_eq!(c.set_backup_metadata(None), BAD);
    assert_eq!(c.set_backup_metadata(Some("\0")), BAD);
    assert_eq!(c.set_backup_metadata(Some("")), Ok(()));
    assert_eq!(c.set_backup_metadata(Some("x")), Err(Hresult::VSS_E_OBJECT_ALREADY_EXISTS));
    assert_eq!(c.set_restore_metadata(Some("r")), Ok(()));
    assert_eq!(c.set_restore_metadata(Some("r")), Err(Hresult::VSS_E_OBJECT_ALREADY_EXISTS));
    assert_eq!(c.set_backup_stamp(Some("1")), Ok(()));
    assert_eq!(c.set_backup_stamp(Some("2")), Ok(()));
    assert_eq!(c.set_backup_stamp(None), BAD);
    assert_eq!(c.add_partial_file(Some("C:"), Some("a*"), Some("0:1"), None), BAD);
    assert_eq!(c.add_partial_file(Some("C:"), Some("a"), None, None), BAD);
    assert_eq!(c.add_partial_file(Some("C:"), Some("a"), Some("0:1"), None), Ok(()));
    let (from, to) = ((Some("C:"), Some("a"), Some("0:1")), (Some("D:"), Some("b"), None));
    assert_eq!(c.add_directed_target(from, (Some("D:"), Some("b?"), None)), BAD);
    assert_eq!(c.add_directed_target(from, to), Ok(()));
    assert_eq!(c.add_differenced_files_by_last_modify_time(Some("*"), Some("*"), true, 0), BAD);
    assert_eq!(c.add_differenced_files_by_last_modify_time(Some("C:"), Some("*"), true, u64::MAX), Ok(()));
    assert_eq!(c.set_restore_target(RestoreTarget::VSS_RT_UNDEFINED), BAD);
    assert_eq!(c.set_restore_target(RestoreTarget(9)), BAD);
    assert_eq!(c.set_restore_target(RestoreTarget::VSS_RT_DIRECTED), Ok(()));
    assert_eq!(c.set_failure(Hresult::VSS_E_WRITERERROR_PARTIAL_FAILURE, Hresult::S_OK, None), BAD);
    assert_eq!(c.set_failure(Hresult::VSS_E_WRITERERROR_TIMEOUT, Hresult(5), Some("m")), Ok(()));
    assert_eq!(c.set_pre_restore_failure_msg(Some("a")), Ok(()));
    assert_eq!(c.set_post_restore_failure_msg(Some("b")), Ok(()));
    assert_eq!(c.set_prepare_for_backup_failure_msg(Some("c")), Ok(()));
    assert_eq!(c.set_post_snapshot_failure_msg(Some("d")), Ok(()));
    let c = c.clone();
    assert_eq!((c.backup_stamp().unwrap().as_str(), c.backup_metadata().unwrap().as_str()), ("2", ""));
    assert_eq!((c.failure().hr, c.failure().application.0), (Hresult::VSS_E_WRITERERROR_TIMEOUT, 5));
    assert_eq!(c.differenced_file(0).unwrap().last_modify_time, u64::MAX);
    assert_eq!(backup(&document.write()).value, document);
}

#[test]
fn a_requester_writes_the_restore() {
    let mut d = document();
    component(&mut d).add_partial_file(Some("C:"), Some("a"), Some("0:1"), None).unwrap();
    // Most calls of a restore name no instance.
    let key = ComponentKey { instance: None, ..KEY };
    let none = ComponentKey { name: Some("other"), ..key };
    assert_eq!(d.set_selected_for_restore(&none, true, Guid::NULL), GONE);
    assert_eq!(d.set_selected_for_restore(&key, true, Guid::NULL), Ok(()));
    assert_eq!(d.find(&key).unwrap().selected_instance(), None);
    assert_eq!(d.set_selected_for_restore(&key, true, Guid(99)), Ok(()));
    assert_eq!(d.set_backup_options(&key, None), BAD);
    assert_eq!(d.set_backup_options(&key, Some("o")), Ok(()));
    assert_eq!(d.set_restore_options(&key, Some("r")), Ok(()));
    assert_eq!(d.set_previous_backup_stamp(&key, Some("s")), Ok(()));
    assert_eq!(d.set_additional_restores(&key, true), Ok(()));
    assert_eq!(d.set_backup_succeeded(&key, false), Ok(()));
    assert_eq!(d.set_file_restore_status(&key, FileRestoreStatus::VSS_RS_UNDEFINED), BAD);
    assert_eq!(d.set_file_restore_status(&key, FileRestoreStatus::VSS_RS_FAILED), Ok(()));
    assert_eq!(d.add_alternative_location_mapping(&key, Some("C:"), Some("*"), true, None), BAD);
    assert_eq!(d.add_alternative_location_mapping(&key, Some("C:"), Some("*"), true, Some("D:")), Ok(()));
    assert_eq!(d.add_new_target(&key, Some("C:"), Some(r"\"), true, Some("D:")), BAD);
    assert_eq!(d.add_new_target(&key, Some("C:"), Some("*"), false, Some("D:")), Ok(()));
    assert_eq!(d.add_restore_subcomponent(&key, None, Some("s"), false), BAD);
    assert_eq!(d.add_restore_subcomponent(&key, Some(r"P\C"), Some("s"), false), Ok(()));
    assert_eq!(d.set_ranges_file_path(&key, 1, "File=", Some(r"C:\r")), GONE);
    assert_eq!(d.set_ranges_file_path(&key, 0, "File=", None), BAD);
    assert_eq!(d.set_ranges_file_path(&key, 0, "File=", Some(r"C:\r")), Ok(()));
    assert_eq!(d.set_authoritative_restore(&key, true), Ok(()));
    assert_eq!(d.set_roll_forward(&key, RollForwardType::VSS_RF_UNDEFINED, None), BAD);
    assert_eq!(d.set_roll_forward(&key, RollForwardType::VSS_RF_PARTIAL, None), BAD);
    assert_eq!(d.set_roll_forward(&key, RollForwardType::VSS_RF_PARTIAL, Some("p")), Ok(()));
    assert_eq!(d.set_restore_name(&key, Some("")), BAD);
    assert_eq!(d.set_restore_name(&key, Some("n")), Ok(()));
    let c = d.find(&key).unwrap();
    assert_eq!(c.selected_instance(), Some(Guid(99)));
    assert_eq!(c.partial_file(0).unwrap().ranges, r"File=C:\r");
    assert_eq!(c.backup_succeeded(), Ok(false));
    assert_eq!(c.roll_forward().unwrap().1.unwrap(), &"p");
    assert_eq!(backup(&d.write()).value, d);
}

#[test]
fn a_part_is_copied_on_write_and_put_back() {
    let sample = fixture("ledger-and-mail.xml");
    let mut document = backup(sample.text()).value;
    let mail = document.writers()[1].writer_info().0;
    let held = Arc::clone(document.writer(mail).unwrap());
    assert!(document.replace_writer(Arc::clone(&held)));
    assert!(Arc::ptr_eq(&held, document.writer(mail).unwrap()));
    assert_eq!(document.write(), sample.text());

    let mut own = Arc::clone(&held);
    Arc::make_mut(&mut own).component_mut(1).unwrap().set_backup_stamp(Some("s")).unwrap();
    assert_eq!(document.write(), sample.text());
    assert!(document.replace_writer(own));
    let wanted = sample
        .text()
        .replace(
            r#"<WRITER_COMPONENTS instanceId"#,
            concat!(r#"<WRITER_COMPONENTS xmlns="x-schema:#VssComponentMetadata" "#, "instanceId"),
        )
        .replace(
            r#"componentName="Index" componentType="filegroup""#,
            r#"componentName="Index" componentType="filegroup" backupStamp="s""#,
        );
    assert_eq!(document.write(), wanted);

    let mut stranger = (*held).clone();
    stranger.instance_id = Guid(1).into();
    assert!(!document.replace_writer(Arc::new(stranger)));
    assert_eq!(document.write(), wanted);
}
