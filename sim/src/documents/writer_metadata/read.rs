//! Reading a Writer Metadata Document.

use crate::vocabulary::{BackupSchema, ComponentFlags};

use super::super::decode;
use super::super::diagnosis::{DocumentError, Fail, Read};
use super::super::filesets;
use super::super::limits::ReadOptions;
use super::super::names::{
    ElementRow, WRITER_METADATA_NAMESPACE, alternate_location_mapping, backup_locations, database,
    database_files, database_logfiles, dependency, exclude_files, exclude_files_from_snapshot, file_group,
    file_list, identification, restore_method, writer_metadata,
};
use super::super::values::{Extra, Order};
use super::super::xml::Source;
use super::component::ItemKind;
use super::{
    Identification, LocationKind, Locations, MappingKind, RestoreElement, Section, WmComponent, WmDependency,
    WriterMetadata,
};

impl WriterMetadata {
    /// Reads a document from the bytes of a file: UTF-8 or UTF-16, with or without a byte order mark
    /// (`nf-vsbackup-ivssexaminewritermetadata-loadfromxml`).
    ///
    /// # Errors
    /// Where the bytes are not such a document, or exceed the limits.
    pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Read<Self>, DocumentError> {
        let (text, encoding) = decode::decode(bytes, &options.limits)?;
        Self::read_source(Source::new(&text, Some(encoding), options)).map_err(|e| *e)
    }

    /// The same for a text, such as LoadFromXML is given.
    ///
    /// # Errors
    /// Where the text is not such a document, or exceeds the limits.
    pub fn read_str(text: &str, options: &ReadOptions) -> Result<Read<Self>, DocumentError> {
        decode::check_size(text, &options.limits)?;
        Self::read_source(Source::new(text, None, options)).map_err(|e| *e)
    }

    fn read_source(mut source: Source<'_>) -> Result<Read<Self>, Fail> {
        let empty = source.root()?;
        if !source.is(&writer_metadata::ROW) {
            return Err(source.wrong_root(&[&writer_metadata::ROW]));
        }
        Self::read_root(source, empty)
    }

    /// Reads on from the root's start tag.
    pub(in crate::documents) fn read_root(mut source: Source<'_>, empty: bool) -> Result<Read<Self>, Fail> {
        let extra = source.attributes(&writer_metadata::ROW)?;
        let namespace = source.namespace(&writer_metadata::XMLNS)?;
        let namespace = namespace.as_ref().map(|(at, text)| (*at, text.as_str()));
        source.check_namespace(namespace, &[WRITER_METADATA_NAMESPACE])?;
        let version = source.text(&writer_metadata::VERSION)?;
        let backup_schema = source.opt_number(&writer_metadata::BACKUP_SCHEMA)?.map(BackupSchema);
        let mut parts = Parts { extra, ..Parts::default() };
        source.children(empty, |source, empty| parts.child(source, empty))?;
        let Some(identification) = parts.identification else {
            return Err(source.missing_child(&identification::ROW, empty));
        };
        source.epilogue()?;
        Ok(source.finish(Self {
            version,
            backup_schema,
            identification,
            restore: parts.restore,
            locations: parts.locations,
            order: parts.order,
            extra: parts.extra,
        }))
    }
}

/// What was found in the root so far.
#[derive(Default)]
struct Parts {
    identification: Option<Identification>,
    restore: Option<RestoreElement>,
    locations: Option<Locations>,
    order: Order<Section>,
    extra: Extra,
}

impl Parts {
    fn child(&mut self, source: &mut Source<'_>, empty: bool) -> Result<(), Fail> {
        let section = if source.is(&identification::ROW) {
            source.once(self.identification.is_some())?;
            self.identification = Some(read_identification(source, empty)?);
            Section::Identification
        } else if source.is(&restore_method::ROW) {
            source.once(self.restore.is_some())?;
            self.restore = Some(read_restore_method(source, empty)?);
            Section::RestoreMethod
        } else if source.is(&backup_locations::ROW) {
            source.once(self.locations.is_some())?;
            self.locations = Some(read_locations(source, empty)?);
            Section::Locations
        } else {
            self.extra.push(source.unknown(&writer_metadata::ROW, empty)?);
            Section::Unknown
        };
        self.order.push(section);
        Ok(())
    }
}

fn read_identification(source: &mut Source<'_>, empty: bool) -> Result<Identification, Fail> {
    use identification as row;
    let extra = source.attributes(&row::ROW)?;
    let mut identification = Identification {
        writer_id: source.guid(&row::WRITER_ID)?,
        instance_id: source.guid(&row::INSTANCE_ID)?,
        instance_name: source.opt_text(&row::INSTANCE_NAME)?,
        friendly_name: source.text(&row::FRIENDLY_NAME)?,
        usage: source.spelled(&row::ROW, &row::USAGE)?,
        data_source: source.spelled(&row::ROW, &row::DATA_SOURCE)?,
        major_version: source.opt_number(&row::MAJOR_VERSION)?,
        minor_version: source.opt_number(&row::MINOR_VERSION)?,
        extra,
    };
    source.leaf(&row::ROW, empty, &mut identification.extra)?;
    Ok(identification)
}

fn read_restore_method(source: &mut Source<'_>, empty: bool) -> Result<RestoreElement, Fail> {
    use restore_method as row;
    let extra = source.attributes(&row::ROW)?;
    let mut restore = RestoreElement {
        method: source.spelled(&row::ROW, &row::METHOD)?,
        service: source.opt_text(&row::SERVICE)?,
        user_procedure: source.opt_text(&row::USER_PROCEDURE)?,
        writer_restore: source.spelled(&row::ROW, &row::WRITER_RESTORE)?,
        reboot_required: source.flag(&row::REBOOT_REQUIRED)?,
        mappings: Vec::new(),
        order: Order::default(),
        extra,
    };
    source.children(empty, |source, empty| {
        if source.is(&alternate_location_mapping::ROW) {
            filesets::read(source, &filesets::METADATA_MAPPING, empty, &mut restore.mappings)?;
            restore.order.push(MappingKind::Mapping);
        } else {
            restore.extra.push(source.unknown(&row::ROW, empty)?);
            restore.order.push(MappingKind::Unknown);
        }
        Ok(())
    })?;
    Ok(restore)
}

fn read_locations(source: &mut Source<'_>, empty: bool) -> Result<Locations, Fail> {
    let mut locations =
        Locations { extra: source.attributes(&backup_locations::ROW)?, ..Locations::default() };
    source.children(empty, |source, empty| {
        let kind = if source.is(&file_group::ROW) {
            locations.components.push(read_component(source, false, empty)?);
            LocationKind::Component
        } else if source.is(&database::ROW) {
            locations.components.push(read_component(source, true, empty)?);
            LocationKind::Component
        } else if source.is(&exclude_files::ROW) {
            filesets::read(source, &filesets::EXCLUDE_FILES, empty, &mut locations.excludes)?;
            LocationKind::Exclude
        } else if source.is(&exclude_files_from_snapshot::ROW) {
            let list = &mut locations.snapshot_excludes;
            filesets::read(source, &filesets::EXCLUDE_FILES_FROM_SNAPSHOT, empty, list)?;
            LocationKind::SnapshotExclude
        } else {
            locations.extra.push(source.unknown(&backup_locations::ROW, empty)?);
            LocationKind::Unknown
        };
        locations.order.push(kind);
        Ok(())
    })?;
    Ok(locations)
}

fn read_component(source: &mut Source<'_>, database: bool, empty: bool) -> Result<WmComponent, Fail> {
    // The two elements have the same attributes in the same places; only what their names rest on differs.
    use file_group as row;
    let element: &ElementRow = if database { &database::ROW } else { &row::ROW };
    let extra = source.attributes(element)?;
    let mut component = WmComponent {
        database,
        logical_path: source.opt_text(&row::LOGICAL_PATH)?,
        name: source.text(&row::COMPONENT_NAME)?,
        caption: source.opt_text(&row::CAPTION)?,
        icon: source.opt_text(&row::ICON)?,
        restore_metadata: source.flag(&row::RESTORE_METADATA)?,
        notify_on_backup_complete: source.flag(&row::NOTIFY_ON_BACKUP_COMPLETE)?,
        selectable: source.flag(&row::SELECTABLE)?,
        selectable_for_restore: source.opt_flag(&row::SELECTABLE_FOR_RESTORE)?,
        flags: source.opt_number(&row::COMPONENT_FLAGS)?.map(ComponentFlags),
        files: Vec::new(),
        database_files: Vec::new(),
        log_files: Vec::new(),
        dependencies: Vec::new(),
        order: Order::default(),
        extra,
    };
    source.children(empty, |source, empty| {
        let kind = read_item(source, &mut component, element, empty)?;
        component.order.push(kind);
        Ok(())
    })?;
    Ok(component)
}

fn read_item(
    source: &mut Source<'_>,
    component: &mut WmComponent,
    element: &ElementRow,
    empty: bool,
) -> Result<ItemKind, Fail> {
    if !component.database && source.is(&file_list::ROW) {
        filesets::read(source, &filesets::FILE_LIST, empty, &mut component.files)?;
        Ok(ItemKind::File)
    } else if component.database && source.is(&database_files::ROW) {
        filesets::read(source, &filesets::DATABASE_FILES, empty, &mut component.database_files)?;
        Ok(ItemKind::DatabaseFile)
    } else if component.database && source.is(&database_logfiles::ROW) {
        filesets::read(source, &filesets::DATABASE_LOGFILES, empty, &mut component.log_files)?;
        Ok(ItemKind::LogFile)
    } else if source.is(&dependency::ROW) {
        component.dependencies.push(read_dependency(source, empty)?);
        Ok(ItemKind::Dependency)
    } else {
        component.extra.push(source.unknown(element, empty)?);
        Ok(ItemKind::Unknown)
    }
}

fn read_dependency(source: &mut Source<'_>, empty: bool) -> Result<WmDependency, Fail> {
    use dependency as row;
    let extra = source.attributes(&row::ROW)?;
    let mut dependency = WmDependency {
        writer_id: source.guid(&row::WRITER_ID)?,
        logical_path: source.opt_text(&row::LOGICAL_PATH)?,
        component_name: source.text(&row::COMPONENT_NAME)?,
        extra,
    };
    source.leaf(&row::ROW, empty, &mut dependency.extra)?;
    Ok(dependency)
}
