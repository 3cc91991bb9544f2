//! What the accessors show of a document, told to the builder again, gives the same bytes.

use vss_sim::documents::backup_components::ComponentKey;
use vss_sim::documents::writer_metadata::{
    AddComponent, ComponentEntry, Entry, Identification, SetRestoreMethod,
};
use vss_sim::documents::{BackupComponents, CreateWriterMetadata, Document, WmComponent, WriterMetadata};
use vss_sim::vocabulary::{BackupSchema, Hresult};

use crate::support::{Sample, corpus, fixture};

fn replay_component(builder: &mut CreateWriterMetadata, component: &WmComponent) -> Result<(), Hresult> {
    let info = component.component_info();
    let (path, name) = (info.logical_path.map(AsRef::as_ref), Some(info.component_name.as_str()));
    let icon = component.icon().ok();
    builder.add_component(&AddComponent {
        component_type: info.component_type,
        logical_path: path,
        component_name: name,
        caption: info.caption.map(AsRef::as_ref),
        icon: icon.as_deref(),
        restore_metadata: info.restore_metadata,
        notify_on_backup_complete: info.notify_on_backup_complete,
        selectable: info.selectable,
        selectable_for_restore: info.selectable_for_restore,
        component_flags: info.component_flags,
        beside_other_type: false,
    })?;
    for entry in component.entries() {
        match entry {
            ComponentEntry::File(index) => {
                let set = component.file(index)?;
                let alternate = set.alternate_location().ok().map(AsRef::as_ref);
                builder.add_files_to_file_group(
                    path,
                    name,
                    Some(set.path()),
                    Some(set.filespec()),
                    set.recursive(),
                    alternate,
                    set.backup_type_mask(),
                )?;
            }
            ComponentEntry::DatabaseFile(index) => {
                let set = component.database_file(index)?;
                let (root, files) = (Some(set.path().as_str()), Some(set.filespec().as_str()));
                builder.add_database_files(path, name, root, files, set.backup_type_mask())?;
            }
            ComponentEntry::DatabaseLogFile(index) => {
                let set = component.database_log_file(index)?;
                let (root, files) = (Some(set.path().as_str()), Some(set.filespec().as_str()));
                builder.add_database_log_files(path, name, root, files, set.backup_type_mask())?;
            }
            ComponentEntry::Dependency(index) => {
                let on = component.dependency(index)?;
                let on_path = on.logical_path.as_deref();
                builder.add_component_dependency(
                    path,
                    name,
                    on.writer_id.value(),
                    on_path,
                    Some(&on.component_name),
                )?;
            }
        }
    }
    Ok(())
}

fn replay_writer(document: &WriterMetadata) -> Result<String, Hresult> {
    let identity = document.identity_ex()?;
    let (major, minor) = document.version();
    let mut identification = Identification::new(
        identity.writer,
        identity.instance,
        identity.writer_name,
        identity.usage,
        identity.source,
    );
    identification.instance_name = identity.instance_name.cloned();
    identification.major_version = Some(major);
    identification.minor_version = Some(minor);
    let mut builder = CreateWriterMetadata::new(identification)?;
    if document.backup_schema() != BackupSchema::VSS_BS_UNDEFINED {
        builder.set_backup_schema(document.backup_schema())?;
    }
    for entry in document.entries() {
        match entry {
            Entry::RestoreMethod => {
                let method = document.restore_method()?;
                builder.set_restore_method(&SetRestoreMethod {
                    method: method.method,
                    service: method.service.map(AsRef::as_ref),
                    user_procedure: method.user_procedure.map(AsRef::as_ref),
                    writer_restore: method.writer_restore,
                    reboot_required: method.reboot_required,
                })?;
                for index in 0..method.mappings {
                    let set = document.alternate_location_mapping(index)?;
                    let to = Some(set.alternate_location()?.as_str());
                    let (root, files) = (Some(set.path().as_str()), Some(set.filespec().as_str()));
                    builder.add_alternate_location_mapping(root, files, set.recursive(), to)?;
                }
            }
            Entry::Component(index) => replay_component(&mut builder, document.component(index)?)?,
            Entry::ExcludeFile(index) => {
                let set = document.exclude_file(index)?;
                builder.add_exclude_files(Some(set.path()), Some(set.filespec()), set.recursive())?;
            }
            Entry::ExcludeFileFromSnapshot(index) => {
                let set = document.exclude_from_snapshot_file(index)?;
                let (root, files) = (Some(set.path().as_str()), Some(set.filespec().as_str()));
                builder.add_exclude_files_from_snapshot(root, files, set.recursive())?;
            }
        }
    }
    assert_eq!(builder.document(), document);
    Ok(builder.finish().write())
}

fn replay_backup(document: &BackupComponents) -> Result<String, Hresult> {
    let mut again = BackupComponents::new();
    again.set_backup_state(
        document.select_components.expect("it is set"),
        document.bootable_system_state.expect("it is set"),
        document.backup_type.as_ref().and_then(|t| t.known()).expect("it is set"),
        document.partial_file_support.expect("it is set"),
    )?;
    again.set_snapshot_set_id(document.snapshot_set_id.as_ref().map(|id| id.value()));
    for writer in document.writers() {
        let (instance, class) = writer.writer_info();
        for index in 0..writer.component_count() {
            let component = writer.component(index)?;
            let key = ComponentKey {
                instance: Some(instance),
                writer: class,
                component_type: component.component_type()?,
                logical_path: component.logical_path().ok().map(AsRef::as_ref),
                name: Some(component.component_name()),
            };
            again.add_component(
                &key,
                writer.instance_name.as_deref(),
                writer.backup_schema.unwrap_or_default(),
            )?;
            assert!(component.backup_stamp().is_err() && component.backup_metadata().is_err());
        }
    }
    assert_eq!(&again, document);
    Ok(again.write())
}

fn replays(sample: &Sample) {
    let printed = match sample.read().value {
        Document::WriterMetadata(document) => replay_writer(&document),
        Document::BackupComponents(document) => replay_backup(&document),
    };
    let printed = printed.unwrap_or_else(|hr| panic!("{}: {hr}", sample.name));
    assert!(printed.as_bytes() == sample.bytes, "{}", sample.name);
}

#[test]
fn what_vss_wrote_can_be_built() {
    let Some(corpus) = corpus() else { return };
    corpus.written_by_vss.iter().for_each(replays);
}

#[test]
fn our_own_can_be_built() {
    for name in ["ledger-database.xml", "operating-files.xml", "mail-file-groups.xml"] {
        replays(&fixture(name));
    }
}
