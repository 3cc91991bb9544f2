//! Printing a Backup Components Document.

use super::super::filesets;
use super::super::names::{
    AttributeRow, BACKUP_COMPONENTS_NAMESPACE, ElementRow, backup_components, backup_metadata,
    differenced_files, directed_target, partial_file, restore_metadata, restore_subcomponent,
    writer_components,
};
use super::super::outline::{Node, OutlineSink};
use super::super::xml::{Redacted, Sink, XmlSink};
use super::component::{ChildKind, Metadata};
use super::writer::Kind;
use super::{
    BackupComponents, Component, DifferencedFile, DirectedTarget, Part, PartialFile, RestoreSubcomponent,
    WriterComponents,
};

impl BackupComponents {
    /// The document as VSS writes it: one line, no XML declaration
    /// (`nf-vsbackup-ivssbackupcomponents-saveasxml`).
    #[must_use]
    pub fn write(&self) -> String {
        let mut sink = XmlSink::new();
        self.print(&mut sink);
        sink.finish()
    }

    /// The same with the values of the named attributes replaced by `[name]`; it need not read back.
    #[must_use]
    pub fn write_redacted(&self, names: &[&str]) -> String {
        let mut sink = Redacted::new(names);
        self.print(&mut sink);
        sink.finish()
    }

    /// The document as a tree of names and values.
    #[must_use]
    pub fn outline(&self) -> Node {
        let mut sink = OutlineSink::default();
        self.print(&mut sink);
        sink.finish()
    }

    fn print(&self, sink: &mut impl Sink) {
        use backup_components as row;
        sink.start(&row::ROW);
        sink.text(&row::XMLNS, BACKUP_COMPONENTS_NAMESPACE);
        sink.text(&row::VERSION, &self.version);
        sink.opt_flag(&row::BOOTABLE_SYSTEM_STATE_BACKUP, self.bootable_system_state);
        sink.opt_flag(&row::SELECT_COMPONENTS, self.select_components);
        sink.opt_spelled(&row::BACKUP_TYPE, self.backup_type.as_ref());
        sink.opt_flag(&row::PARTIAL_FILE_SUPPORT, self.partial_file_support);
        sink.opt_guid(&row::SNAPSHOT_SET_ID, self.snapshot_set_id.as_ref());
        sink.opt_spelled(&row::RESTORE_TYPE, self.restore_type.as_ref());
        sink.extra_attributes(&self.extra);
        for (part, index) in self.order.positions() {
            match part {
                Part::Writer => self.writers.get(index).iter().for_each(|w| print_writer(w, sink)),
                Part::Unknown => self.extra.children().get(index).iter().for_each(|u| sink.unknown(u)),
            }
        }
        sink.end(&row::ROW);
    }
}

fn print_writer(writer: &WriterComponents, sink: &mut impl Sink) {
    use writer_components as row;
    sink.start(&row::ROW);
    sink.opt_text(&row::XMLNS, writer.xmlns.as_ref());
    sink.guid(&row::INSTANCE_ID, &writer.instance_id);
    sink.guid(&row::WRITER_ID, &writer.writer_id);
    sink.opt_text(&row::INSTANCE_NAME, writer.instance_name.as_ref());
    sink.opt_number(&row::BACKUP_SCHEMA, writer.backup_schema.map(|schema| schema.0));
    sink.extra_attributes(&writer.extra);
    for (kind, index) in writer.order.positions() {
        match kind {
            Kind::Component => writer.components.get(index).iter().for_each(|c| print_component(c, sink)),
            Kind::Unknown => writer.extra.children().get(index).iter().for_each(|u| sink.unknown(u)),
        }
    }
    sink.end(&row::ROW);
}

fn print_component(component: &Component, sink: &mut impl Sink) {
    use super::super::names::component as row;
    sink.start(&row::ROW);
    sink.opt_text(&row::LOGICAL_PATH, component.logical_path.as_ref());
    sink.text(&row::COMPONENT_NAME, &component.name);
    sink.spelled(&row::COMPONENT_TYPE, &component.component_type);
    sink.opt_text(&row::BACKUP_STAMP, component.backup_stamp.as_ref());
    sink.opt_text(&row::PREVIOUS_BACKUP_STAMP, component.previous_backup_stamp.as_ref());
    sink.opt_text(&row::BACKUP_OPTIONS, component.backup_options.as_ref());
    sink.opt_flag(&row::BACKUP_SUCCEEDED, component.backup_succeeded);
    sink.opt_text(&row::PREPARE_FOR_BACKUP_FAILURE, component.prepare_for_backup_failure.as_ref());
    sink.opt_text(&row::POST_SNAPSHOT_FAILURE, component.post_snapshot_failure.as_ref());
    sink.opt_flag(&row::SELECTED_FOR_RESTORE, component.selected_for_restore);
    sink.opt_guid(&row::SELECTED_INSTANCE, component.selected_instance.as_ref());
    sink.opt_text(&row::RESTORE_OPTIONS, component.restore_options.as_ref());
    sink.opt_flag(&row::ADDITIONAL_RESTORES, component.additional_restores);
    sink.opt_spelled(&row::RESTORE_TARGET, component.restore_target.as_ref());
    sink.opt_spelled(&row::FILE_RESTORE_STATUS, component.file_restore_status.as_ref());
    sink.opt_text(&row::PRE_RESTORE_FAILURE, component.pre_restore_failure.as_ref());
    sink.opt_text(&row::POST_RESTORE_FAILURE, component.post_restore_failure.as_ref());
    sink.opt_flag(&row::AUTHORITATIVE_RESTORE, component.authoritative_restore);
    sink.opt_spelled(&row::ROLL_FORWARD_TYPE, component.roll_forward_type.as_ref());
    sink.opt_text(&row::ROLL_FORWARD_POINT, component.roll_forward_point.as_ref());
    sink.opt_text(&row::RESTORE_NAME, component.restore_name.as_ref());
    sink.opt_number(&row::FAILURE, component.failure.map(|hr| hr.0));
    sink.opt_number(&row::APPLICATION_FAILURE, component.application_failure.map(|hr| hr.0));
    sink.opt_text(&row::APPLICATION_MESSAGE, component.application_message.as_ref());
    sink.extra_attributes(&component.extra);
    for (kind, index) in component.order.positions() {
        print_child(component, kind, index, sink);
    }
    sink.end(&row::ROW);
}

fn print_child(component: &Component, kind: ChildKind, index: usize, sink: &mut impl Sink) {
    match kind {
        ChildKind::BackupMetadata => {
            let rows = (&backup_metadata::ROW, &backup_metadata::XMLNS, &backup_metadata::METADATA);
            component.backup_metadata.iter().for_each(|m| print_metadata(m, rows, sink));
        }
        ChildKind::RestoreMetadata => {
            let rows = (&restore_metadata::ROW, &restore_metadata::XMLNS, &restore_metadata::METADATA);
            component.restore_metadata.iter().for_each(|m| print_metadata(m, rows, sink));
        }
        ChildKind::Mapping => {
            let mapping = component.mappings.get(index);
            mapping.iter().for_each(|m| filesets::print(m, &filesets::COMPONENT_MAPPING, sink));
        }
        ChildKind::NewTarget => {
            let target = component.new_targets.get(index);
            target.iter().for_each(|t| filesets::print(t, &filesets::NEW_TARGET, sink));
        }
        ChildKind::Subcomponent => {
            component.subcomponents.get(index).iter().for_each(|s| print_subcomponent(s, sink));
        }
        ChildKind::PartialFile => {
            component.partial_files.get(index).iter().for_each(|f| print_partial_file(f, sink));
        }
        ChildKind::DirectedTarget => {
            component.directed_targets.get(index).iter().for_each(|t| print_directed_target(t, sink));
        }
        ChildKind::DifferencedFile => {
            component.differenced_files.get(index).iter().for_each(|f| print_differenced_file(f, sink));
        }
        ChildKind::Unknown => component.extra.children().get(index).iter().for_each(|u| sink.unknown(u)),
    }
}

fn print_metadata(
    metadata: &Metadata,
    (element, xmlns, value): (&ElementRow, &AttributeRow, &AttributeRow),
    sink: &mut impl Sink,
) {
    sink.start(element);
    sink.opt_text(xmlns, metadata.xmlns.as_ref());
    sink.text(value, &metadata.metadata);
    sink.extra(&metadata.extra);
    sink.end(element);
}

fn print_subcomponent(subcomponent: &RestoreSubcomponent, sink: &mut impl Sink) {
    use restore_subcomponent as row;
    sink.start(&row::ROW);
    sink.text(&row::LOGICAL_PATH, &subcomponent.logical_path);
    sink.text(&row::COMPONENT_NAME, &subcomponent.component_name);
    sink.flag(&row::REPAIR, subcomponent.repair);
    sink.extra(&subcomponent.extra);
    sink.end(&row::ROW);
}

fn print_partial_file(file: &PartialFile, sink: &mut impl Sink) {
    use partial_file as row;
    sink.start(&row::ROW);
    sink.text(&row::PATH, &file.path);
    sink.text(&row::FILENAME, &file.filename);
    sink.text(&row::RANGES, &file.ranges);
    sink.opt_text(&row::METADATA, file.metadata.as_ref());
    sink.extra(&file.extra);
    sink.end(&row::ROW);
}

fn print_directed_target(target: &DirectedTarget, sink: &mut impl Sink) {
    use directed_target as row;
    sink.start(&row::ROW);
    sink.text(&row::SOURCE_PATH, &target.source_path);
    sink.text(&row::SOURCE_FILENAME, &target.source_filename);
    sink.opt_text(&row::SOURCE_RANGES, target.source_range_list.as_ref());
    sink.text(&row::DESTINATION_PATH, &target.destination_path);
    sink.text(&row::DESTINATION_FILENAME, &target.destination_filename);
    sink.opt_text(&row::DESTINATION_RANGES, target.destination_range_list.as_ref());
    sink.extra(&target.extra);
    sink.end(&row::ROW);
}

fn print_differenced_file(file: &DifferencedFile, sink: &mut impl Sink) {
    use differenced_files as row;
    sink.start(&row::ROW);
    sink.text(&row::PATH, &file.path);
    sink.text(&row::FILESPEC, &file.filespec);
    sink.flag(&row::RECURSIVE, file.recursive);
    sink.number(&row::LAST_MODIFY_TIME, file.last_modify_time);
    sink.extra(&file.extra);
    sink.end(&row::ROW);
}
