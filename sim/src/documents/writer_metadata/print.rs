//! Printing a Writer Metadata Document.

use super::super::filesets;
use super::super::names::{
    WRITER_METADATA_NAMESPACE, backup_locations, database, file_group, restore_method, writer_metadata,
};
use super::super::outline::{Node, OutlineSink};
use super::super::xml::{Redacted, Sink, XmlSink};
use super::component::ItemKind;
use super::{
    Identification, LocationKind, Locations, MappingKind, RestoreElement, Section, WmComponent, WmDependency,
    WriterMetadata,
};

impl WriterMetadata {
    /// The document as VSS writes it: one line, no XML declaration
    /// (`nf-vsbackup-ivssexaminewritermetadata-saveasxml`).
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
        use writer_metadata as row;
        sink.start(&row::ROW);
        sink.text(&row::XMLNS, WRITER_METADATA_NAMESPACE);
        sink.text(&row::VERSION, &self.version);
        sink.opt_number(&row::BACKUP_SCHEMA, self.backup_schema.map(|schema| schema.0));
        sink.extra_attributes(&self.extra);
        for (section, index) in self.order.positions() {
            match section {
                Section::Identification => print_identification(&self.identification, sink),
                Section::RestoreMethod => self.restore.iter().for_each(|r| print_restore(r, sink)),
                Section::Locations => self.locations.iter().for_each(|l| print_locations(l, sink)),
                Section::Unknown => self.extra.children().get(index).iter().for_each(|u| sink.unknown(u)),
            }
        }
        sink.end(&row::ROW);
    }
}

fn print_identification(identification: &Identification, sink: &mut impl Sink) {
    use super::super::names::identification as row;
    sink.start(&row::ROW);
    sink.guid(&row::WRITER_ID, &identification.writer_id);
    sink.guid(&row::INSTANCE_ID, &identification.instance_id);
    sink.opt_text(&row::INSTANCE_NAME, identification.instance_name.as_ref());
    sink.text(&row::FRIENDLY_NAME, &identification.friendly_name);
    sink.spelled(&row::USAGE, &identification.usage);
    sink.spelled(&row::DATA_SOURCE, &identification.data_source);
    sink.opt_number(&row::MAJOR_VERSION, identification.major_version);
    sink.opt_number(&row::MINOR_VERSION, identification.minor_version);
    sink.extra(&identification.extra);
    sink.end(&row::ROW);
}

fn print_restore(restore: &RestoreElement, sink: &mut impl Sink) {
    use restore_method as row;
    sink.start(&row::ROW);
    sink.spelled(&row::METHOD, &restore.method);
    sink.opt_text(&row::SERVICE, restore.service.as_ref());
    sink.opt_text(&row::USER_PROCEDURE, restore.user_procedure.as_ref());
    sink.spelled(&row::WRITER_RESTORE, &restore.writer_restore);
    sink.flag(&row::REBOOT_REQUIRED, restore.reboot_required);
    sink.extra_attributes(&restore.extra);
    for (kind, index) in restore.order.positions() {
        match kind {
            MappingKind::Mapping => {
                let mapping = restore.mappings.get(index);
                mapping.iter().for_each(|m| filesets::print(m, &filesets::METADATA_MAPPING, sink));
            }
            MappingKind::Unknown => restore.extra.children().get(index).iter().for_each(|u| sink.unknown(u)),
        }
    }
    sink.end(&row::ROW);
}

fn print_locations(locations: &Locations, sink: &mut impl Sink) {
    sink.start(&backup_locations::ROW);
    sink.extra_attributes(&locations.extra);
    for (kind, index) in locations.order.positions() {
        match kind {
            LocationKind::Component => {
                locations.components.get(index).iter().for_each(|c| print_component(c, sink));
            }
            LocationKind::Exclude => {
                let set = locations.excludes.get(index);
                set.iter().for_each(|s| filesets::print(s, &filesets::EXCLUDE_FILES, sink));
            }
            LocationKind::SnapshotExclude => {
                let set = locations.snapshot_excludes.get(index);
                set.iter().for_each(|s| filesets::print(s, &filesets::EXCLUDE_FILES_FROM_SNAPSHOT, sink));
            }
            LocationKind::Unknown => {
                locations.extra.children().get(index).iter().for_each(|u| sink.unknown(u));
            }
        }
    }
    sink.end(&backup_locations::ROW);
}

fn print_component(component: &WmComponent, sink: &mut impl Sink) {
    use file_group as row;
    let element = if component.database { &database::ROW } else { &row::ROW };
    sink.start(element);
    sink.opt_text(&row::LOGICAL_PATH, component.logical_path.as_ref());
    sink.text(&row::COMPONENT_NAME, &component.name);
    sink.opt_text(&row::CAPTION, component.caption.as_ref());
    sink.opt_text(&row::ICON, component.icon.as_ref());
    sink.flag(&row::RESTORE_METADATA, component.restore_metadata);
    sink.flag(&row::NOTIFY_ON_BACKUP_COMPLETE, component.notify_on_backup_complete);
    sink.flag(&row::SELECTABLE, component.selectable);
    sink.opt_flag(&row::SELECTABLE_FOR_RESTORE, component.selectable_for_restore);
    sink.opt_number(&row::COMPONENT_FLAGS, component.flags.map(|flags| flags.0));
    sink.extra_attributes(&component.extra);
    for (kind, index) in component.order.positions() {
        let (set, rows) = match kind {
            ItemKind::File => (component.files.get(index), &filesets::FILE_LIST),
            ItemKind::DatabaseFile => (component.database_files.get(index), &filesets::DATABASE_FILES),
            ItemKind::LogFile => (component.log_files.get(index), &filesets::DATABASE_LOGFILES),
            ItemKind::Dependency => {
                component.dependencies.get(index).iter().for_each(|d| print_dependency(d, sink));
                continue;
            }
            ItemKind::Unknown => {
                component.extra.children().get(index).iter().for_each(|u| sink.unknown(u));
                continue;
            }
        };
        set.iter().for_each(|s| filesets::print(s, rows, sink));
    }
    sink.end(element);
}

fn print_dependency(dependency: &WmDependency, sink: &mut impl Sink) {
    use super::super::names::dependency as row;
    sink.start(&row::ROW);
    sink.guid(&row::WRITER_ID, &dependency.writer_id);
    sink.opt_text(&row::LOGICAL_PATH, dependency.logical_path.as_ref());
    sink.text(&row::COMPONENT_NAME, &dependency.component_name);
    sink.extra(&dependency.extra);
    sink.end(&row::ROW);
}
