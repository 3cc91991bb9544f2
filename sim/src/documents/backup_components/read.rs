//! Reading a Backup Components Document.

use std::sync::Arc;

use crate::vocabulary::{BackupSchema, Hresult, Text};

use super::super::decode;
use super::super::diagnosis::{DocumentError, Fail, Read};
use super::super::filesets;
use super::super::keyed::KeyedList;
use super::super::limits::ReadOptions;
use super::super::names::{
    AttributeRow, BACKUP_COMPONENTS_NAMESPACE, ElementRow, alternative_location_mapping, backup_components,
    backup_metadata, component, differenced_files, directed_target, new_target, partial_file,
    restore_metadata, restore_subcomponent, writer_components,
};
use super::super::values::{Extra, Order};
use super::super::xml::Source;
use super::component::{ChildKind, Metadata};
use super::writer::Kind;
use super::{
    BackupComponents, Component, DifferencedFile, DirectedTarget, Part, PartialFile, RestoreSubcomponent,
    WriterComponents,
};

impl BackupComponents {
    /// Reads a document from the bytes of a file: UTF-8 or UTF-16, with or without a byte order mark
    /// (`nf-vsbackup-ivssbackupcomponents-initializeforrestore`).
    ///
    /// # Errors
    /// Where the bytes are not such a document, or exceed the limits.
    pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Read<Self>, DocumentError> {
        let (text, encoding) = decode::decode(bytes, &options.limits)?;
        Self::read_source(Source::new(&text, Some(encoding), options)).map_err(|e| *e)
    }

    /// The same for a text, such as InitializeForRestore is given.
    ///
    /// # Errors
    /// Where the text is not such a document, or exceeds the limits.
    pub fn read_str(text: &str, options: &ReadOptions) -> Result<Read<Self>, DocumentError> {
        decode::check_size(text, &options.limits)?;
        Self::read_source(Source::new(text, None, options)).map_err(|e| *e)
    }

    fn read_source(mut source: Source<'_>) -> Result<Read<Self>, Fail> {
        let empty = source.root()?;
        if !source.is(&backup_components::ROW) {
            return Err(source.wrong_root(&[&backup_components::ROW]));
        }
        Self::read_root(source, empty)
    }

    /// Reads on from the root's start tag.
    pub(in crate::documents) fn read_root(mut source: Source<'_>, empty: bool) -> Result<Read<Self>, Fail> {
        use backup_components as row;
        let extra = source.attributes(&row::ROW)?;
        let namespace = source.namespace(&row::XMLNS)?;
        let namespace = namespace.as_ref().map(|(at, text)| (*at, text.as_str()));
        source.check_namespace(namespace, &[BACKUP_COMPONENTS_NAMESPACE])?;
        let mut document = Self {
            version: source.text(&row::VERSION)?,
            bootable_system_state: source.opt_flag(&row::BOOTABLE_SYSTEM_STATE_BACKUP)?,
            select_components: source.opt_flag(&row::SELECT_COMPONENTS)?,
            backup_type: source.opt_spelled(&row::ROW, &row::BACKUP_TYPE)?,
            partial_file_support: source.opt_flag(&row::PARTIAL_FILE_SUPPORT)?,
            snapshot_set_id: source.opt_guid(&row::SNAPSHOT_SET_ID)?,
            restore_type: source.opt_spelled(&row::ROW, &row::RESTORE_TYPE)?,
            writers: KeyedList::new(),
            order: Order::default(),
            extra,
        };
        source.children(empty, |source, empty| {
            if source.is(&writer_components::ROW) {
                document.writers.push(Arc::new(read_writer(source, empty)?));
                document.order.push(Part::Writer);
            } else {
                document.extra.push(source.unknown(&row::ROW, empty)?);
                document.order.push(Part::Unknown);
            }
            Ok(())
        })?;
        source.epilogue()?;
        Ok(source.finish(document))
    }
}

fn read_writer(source: &mut Source<'_>, empty: bool) -> Result<WriterComponents, Fail> {
    use writer_components as row;
    let extra = source.attributes(&row::ROW)?;
    let mut writer = WriterComponents {
        xmlns: read_namespace(source, &row::XMLNS)?,
        instance_id: source.guid(&row::INSTANCE_ID)?,
        writer_id: source.guid(&row::WRITER_ID)?,
        instance_name: source.opt_text(&row::INSTANCE_NAME)?,
        backup_schema: source.opt_number(&row::BACKUP_SCHEMA)?.map(BackupSchema),
        components: KeyedList::new(),
        order: Order::default(),
        extra,
    };
    source.children(empty, |source, empty| {
        if source.is(&component::ROW) {
            writer.components.push(read_component(source, empty)?);
            writer.order.push(Kind::Component);
        } else {
            writer.extra.push(source.unknown(&row::ROW, empty)?);
            writer.order.push(Kind::Unknown);
        }
        Ok(())
    })?;
    Ok(writer)
}

/// A namespace that an element repeats, or leaves as `BACKUP_METADATA` does.
fn read_namespace(source: &Source<'_>, row: &AttributeRow) -> Result<Option<Text>, Fail> {
    let Some((at, text)) = source.namespace(row)? else { return Ok(None) };
    source.check_namespace(Some((at, &text)), &[BACKUP_COMPONENTS_NAMESPACE, ""])?;
    Ok(Some(text))
}

fn read_component(source: &mut Source<'_>, empty: bool) -> Result<Component, Fail> {
    use component as row;
    let extra = source.attributes(&row::ROW)?;
    let mut component = Component::new(
        source.opt_text(&row::LOGICAL_PATH)?,
        source.text(&row::COMPONENT_NAME)?,
        source.spelled(&row::ROW, &row::COMPONENT_TYPE)?,
    );
    component.extra = extra;
    component.backup_stamp = source.opt_text(&row::BACKUP_STAMP)?;
    component.previous_backup_stamp = source.opt_text(&row::PREVIOUS_BACKUP_STAMP)?;
    component.backup_options = source.opt_text(&row::BACKUP_OPTIONS)?;
    component.backup_succeeded = source.opt_flag(&row::BACKUP_SUCCEEDED)?;
    component.prepare_for_backup_failure = source.opt_text(&row::PREPARE_FOR_BACKUP_FAILURE)?;
    component.post_snapshot_failure = source.opt_text(&row::POST_SNAPSHOT_FAILURE)?;
    component.selected_for_restore = source.opt_flag(&row::SELECTED_FOR_RESTORE)?;
    component.selected_instance = source.opt_guid(&row::SELECTED_INSTANCE)?;
    component.restore_options = source.opt_text(&row::RESTORE_OPTIONS)?;
    component.additional_restores = source.opt_flag(&row::ADDITIONAL_RESTORES)?;
    component.restore_target = source.opt_spelled(&row::ROW, &row::RESTORE_TARGET)?;
    component.file_restore_status = source.opt_spelled(&row::ROW, &row::FILE_RESTORE_STATUS)?;
    component.pre_restore_failure = source.opt_text(&row::PRE_RESTORE_FAILURE)?;
    component.post_restore_failure = source.opt_text(&row::POST_RESTORE_FAILURE)?;
    component.authoritative_restore = source.opt_flag(&row::AUTHORITATIVE_RESTORE)?;
    component.roll_forward_type = source.opt_spelled(&row::ROW, &row::ROLL_FORWARD_TYPE)?;
    component.roll_forward_point = source.opt_text(&row::ROLL_FORWARD_POINT)?;
    component.restore_name = source.opt_text(&row::RESTORE_NAME)?;
    component.failure = source.opt_number(&row::FAILURE)?.map(Hresult);
    component.application_failure = source.opt_number(&row::APPLICATION_FAILURE)?.map(Hresult);
    component.application_message = source.opt_text(&row::APPLICATION_MESSAGE)?;
    source.children(empty, |source, empty| {
        let kind = read_child(source, &mut component, empty)?;
        component.order.push(kind);
        Ok(())
    })?;
    Ok(component)
}

fn read_child(source: &mut Source<'_>, component: &mut Component, empty: bool) -> Result<ChildKind, Fail> {
    if source.is(&backup_metadata::ROW) {
        source.once(component.backup_metadata.is_some())?;
        let rows = (&backup_metadata::ROW, &backup_metadata::XMLNS, &backup_metadata::METADATA);
        component.backup_metadata = Some(read_metadata(source, rows, empty)?);
        Ok(ChildKind::BackupMetadata)
    } else if source.is(&restore_metadata::ROW) {
        source.once(component.restore_metadata.is_some())?;
        let rows = (&restore_metadata::ROW, &restore_metadata::XMLNS, &restore_metadata::METADATA);
        component.restore_metadata = Some(read_metadata(source, rows, empty)?);
        Ok(ChildKind::RestoreMetadata)
    } else if source.is(&alternative_location_mapping::ROW) {
        filesets::read(source, &filesets::COMPONENT_MAPPING, empty, &mut component.mappings)?;
        Ok(ChildKind::Mapping)
    } else if source.is(&new_target::ROW) {
        filesets::read(source, &filesets::NEW_TARGET, empty, &mut component.new_targets)?;
        Ok(ChildKind::NewTarget)
    } else if source.is(&restore_subcomponent::ROW) {
        component.subcomponents.push(read_subcomponent(source, empty)?);
        Ok(ChildKind::Subcomponent)
    } else if source.is(&partial_file::ROW) {
        component.partial_files.push(read_partial_file(source, empty)?);
        Ok(ChildKind::PartialFile)
    } else if source.is(&directed_target::ROW) {
        component.directed_targets.push(read_directed_target(source, empty)?);
        Ok(ChildKind::DirectedTarget)
    } else if source.is(&differenced_files::ROW) {
        component.differenced_files.push(read_differenced_file(source, empty)?);
        Ok(ChildKind::DifferencedFile)
    } else {
        component.extra.push(source.unknown(&component::ROW, empty)?);
        Ok(ChildKind::Unknown)
    }
}

fn read_metadata(
    source: &mut Source<'_>,
    (element, xmlns, metadata): (&ElementRow, &AttributeRow, &AttributeRow),
    empty: bool,
) -> Result<Metadata, Fail> {
    let extra = source.attributes(element)?;
    let mut read =
        Metadata { xmlns: read_namespace(source, xmlns)?, metadata: source.text(metadata)?, extra };
    source.leaf(element, empty, &mut read.extra)?;
    Ok(read)
}

fn read_subcomponent(source: &mut Source<'_>, empty: bool) -> Result<RestoreSubcomponent, Fail> {
    use restore_subcomponent as row;
    let extra: Extra = source.attributes(&row::ROW)?;
    let mut read = RestoreSubcomponent {
        logical_path: source.text(&row::LOGICAL_PATH)?,
        component_name: source.text(&row::COMPONENT_NAME)?,
        repair: source.flag(&row::REPAIR)?,
        extra,
    };
    source.leaf(&row::ROW, empty, &mut read.extra)?;
    Ok(read)
}

fn read_partial_file(source: &mut Source<'_>, empty: bool) -> Result<PartialFile, Fail> {
    use partial_file as row;
    let extra = source.attributes(&row::ROW)?;
    let mut read = PartialFile {
        path: source.text(&row::PATH)?,
        filename: source.text(&row::FILENAME)?,
        ranges: source.text(&row::RANGES)?,
        metadata: source.opt_text(&row::METADATA)?,
        extra,
    };
    source.leaf(&row::ROW, empty, &mut read.extra)?;
    Ok(read)
}

fn read_directed_target(source: &mut Source<'_>, empty: bool) -> Result<DirectedTarget, Fail> {
    use directed_target as row;
    let extra = source.attributes(&row::ROW)?;
    let mut read = DirectedTarget {
        source_path: source.text(&row::SOURCE_PATH)?,
        source_filename: source.text(&row::SOURCE_FILENAME)?,
        source_range_list: source.opt_text(&row::SOURCE_RANGES)?,
        destination_path: source.text(&row::DESTINATION_PATH)?,
        destination_filename: source.text(&row::DESTINATION_FILENAME)?,
        destination_range_list: source.opt_text(&row::DESTINATION_RANGES)?,
        extra,
    };
    source.leaf(&row::ROW, empty, &mut read.extra)?;
    Ok(read)
}

fn read_differenced_file(source: &mut Source<'_>, empty: bool) -> Result<DifferencedFile, Fail> {
    use differenced_files as row;
    let extra = source.attributes(&row::ROW)?;
    let mut read = DifferencedFile {
        path: source.text(&row::PATH)?,
        filespec: source.text(&row::FILESPEC)?,
        recursive: source.flag(&row::RECURSIVE)?,
        last_modify_time: source.long(&row::LAST_MODIFY_TIME)?,
        extra,
    };
    source.leaf(&row::ROW, empty, &mut read.extra)?;
    Ok(read)
}
