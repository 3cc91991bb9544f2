//! `IVssCreateWriterMetadata` and Ex: the calls by which a writer builds its document.
//!
//! When they may be made is the model's business; what they check and write is here. Parameters that are pointers
//! in the interface are `Option`s. The order of refusals is a reading: parameters first, then what they name.

use crate::vocabulary::{
    BackupSchema, ComponentFlags, ComponentType, FileSpecBackupType, Guid, HeaderEnum, Hresult,
    RestoreMethod, Text, WriterRestore,
};

use super::super::base64;
use super::super::filesets::{WmFiledesc, filespec, optional, path, required};
use super::super::names::VERSION;
use super::super::values::{Extra, Order, is_xml_text};
use super::component::ItemKind;
use super::{
    Identification, LocationKind, Locations, MappingKind, RestoreElement, Section, WmComponent, WmDependency,
    WriterMetadata,
};

/// Builds a Writer Metadata Document (`nl-vswriter-ivsscreatewritermetadata`).
///
/// Elements stand in the order of the first calls that need them, as in every captured document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CreateWriterMetadata {
    document: WriterMetadata,
}

/// The parameters of AddComponent (`nf-vswriter-ivsscreatewritermetadata-addcomponent`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AddComponent<'a> {
    /// `ct`.
    pub component_type: ComponentType,
    /// `wszLogicalPath`.
    pub logical_path: Option<&'a str>,
    /// `wszComponentName`.
    pub component_name: Option<&'a str>,
    /// `wszCaption`.
    pub caption: Option<&'a str>,
    /// `pbIcon` and `cbIcon`.
    pub icon: Option<&'a [u8]>,
    /// `bRestoreMetadata`.
    pub restore_metadata: bool,
    /// `bNotifyOnBackupComplete`.
    pub notify_on_backup_complete: bool,
    /// `bSelectable`.
    pub selectable: bool,
    /// `bSelectableForRestore`.
    pub selectable_for_restore: bool,
    /// `dwComponentFlags`.
    pub component_flags: ComponentFlags,
    /// Whether a component of the other type may have the same logical path and name (C-094).
    pub beside_other_type: bool,
}

/// The parameters of SetRestoreMethod (`nf-vswriter-ivsscreatewritermetadata-setrestoremethod`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SetRestoreMethod<'a> {
    /// `method`.
    pub method: RestoreMethod,
    /// `wszService`.
    pub service: Option<&'a str>,
    /// `wszUserProcedure`.
    pub user_procedure: Option<&'a str>,
    /// `writerRestore`.
    pub writer_restore: WriterRestore,
    /// `bRebootRequired`.
    pub reboot_required: bool,
}

impl CreateWriterMetadata {
    /// Begins a document with the writer's identity, as OnIdentify receives it.
    ///
    /// # Errors
    /// `E_INVALIDARG` where a text holds a character that XML does not allow, or usage or source is none of the
    /// header (both readings).
    pub fn new(identification: Identification) -> Result<Self, Hresult> {
        let named = is_xml_text(&identification.friendly_name);
        let instance_named = identification.instance_name.as_ref().is_none_or(|n| is_xml_text(n));
        let spelled = identification.usage.text().is_some() && identification.data_source.text().is_some();
        if !(named && instance_named && spelled) {
            return Err(Hresult::E_INVALIDARG);
        }
        let mut order = Order::default();
        order.push(Section::Identification);
        Ok(Self {
            document: WriterMetadata {
                version: VERSION.into(),
                backup_schema: None,
                identification,
                restore: None,
                locations: None,
                order,
                extra: Extra::default(),
            },
        })
    }

    /// The document as it stands.
    #[must_use]
    pub fn document(&self) -> &WriterMetadata {
        &self.document
    }

    /// The finished document.
    #[must_use]
    pub fn finish(self) -> WriterMetadata {
        self.document
    }

    /// `AddComponent` (`nf-vswriter-ivsscreatewritermetadata-addcomponent`).
    ///
    /// # Errors
    /// `E_INVALIDARG`: neither a database nor a file group, no name or one with a backslash, flags that the header
    /// does not know. `VSS_E_OBJECT_ALREADY_EXISTS`: that logical path and name are taken.
    pub fn add_component(&mut self, call: &AddComponent<'_>) -> Result<(), Hresult> {
        let database = match call.component_type {
            ComponentType::VSS_CT_DATABASE => true,
            ComponentType::VSS_CT_FILEGROUP => false,
            _ => return Err(Hresult::E_INVALIDARG),
        };
        let logical_path = optional(call.logical_path)?;
        let name = required(call.component_name)?;
        let caption = optional(call.caption)?;
        if name.contains('\\') || !only_known_bits(call.component_flags) {
            return Err(Hresult::E_INVALIDARG);
        }
        let is_other = |other: &WmComponent| !call.beside_other_type || other.database == database;
        if self.document.components_named(logical_path.as_deref(), &name).any(is_other) {
            return Err(Hresult::VSS_E_OBJECT_ALREADY_EXISTS);
        }
        let icon = call.icon.filter(|icon| !icon.is_empty());
        let locations = self.locations();
        locations.components.push(WmComponent {
            database,
            logical_path,
            name,
            caption,
            icon: icon.map(|icon| Text::from(base64::encode(icon))),
            restore_metadata: call.restore_metadata,
            notify_on_backup_complete: call.notify_on_backup_complete,
            selectable: call.selectable,
            selectable_for_restore: Some(call.selectable_for_restore),
            flags: Some(call.component_flags),
            files: Vec::new(),
            database_files: Vec::new(),
            log_files: Vec::new(),
            dependencies: Vec::new(),
            order: Order::default(),
            extra: Extra::default(),
        });
        locations.order.push(LocationKind::Component);
        Ok(())
    }

    /// `AddFilesToFileGroup` (`nf-vswriter-ivsscreatewritermetadata-addfilestofilegroup`).
    ///
    /// # Errors
    /// `E_INVALIDARG`: no path or one with wildcards, no file specification or one with a directory part, a mask
    /// that the header does not know, a component that is no file group. `VSS_E_OBJECT_NOT_FOUND`: no such
    /// component.
    #[expect(clippy::too_many_arguments, reason = "they are the method's own")]
    pub fn add_files_to_file_group(
        &mut self,
        logical_path: Option<&str>,
        group_name: Option<&str>,
        path: Option<&str>,
        filespec: Option<&str>,
        recursive: bool,
        alternate_location: Option<&str>,
        backup_type_mask: FileSpecBackupType,
    ) -> Result<(), Hresult> {
        let mut set = file_set(path, filespec, backup_type_mask)?;
        set.recursive = recursive.then_some(true);
        set.alternate_path = optional(alternate_location)?;
        let component = self.component(logical_path, group_name, false)?;
        component.files.push(set);
        component.order.push(ItemKind::File);
        Ok(())
    }

    /// `AddDatabaseFiles` (`nf-vswriter-ivsscreatewritermetadata-adddatabasefiles`).
    ///
    /// # Errors
    /// As [`CreateWriterMetadata::add_files_to_file_group`], where the component must be a database; the page has
    /// no code for another type, its sister's is used (a reading).
    pub fn add_database_files(
        &mut self,
        logical_path: Option<&str>,
        database_name: Option<&str>,
        path: Option<&str>,
        filespec: Option<&str>,
        backup_type_mask: FileSpecBackupType,
    ) -> Result<(), Hresult> {
        let set = file_set(path, filespec, backup_type_mask)?;
        let component = self.component(logical_path, database_name, true)?;
        component.database_files.push(set);
        component.order.push(ItemKind::DatabaseFile);
        Ok(())
    }

    /// `AddDatabaseLogFiles` (`nf-vswriter-ivsscreatewritermetadata-adddatabaselogfiles`).
    ///
    /// # Errors
    /// As [`CreateWriterMetadata::add_files_to_file_group`], where the component must be a database.
    pub fn add_database_log_files(
        &mut self,
        logical_path: Option<&str>,
        database_name: Option<&str>,
        path: Option<&str>,
        filespec: Option<&str>,
        backup_type_mask: FileSpecBackupType,
    ) -> Result<(), Hresult> {
        let set = file_set(path, filespec, backup_type_mask)?;
        let component = self.component(logical_path, database_name, true)?;
        component.log_files.push(set);
        component.order.push(ItemKind::LogFile);
        Ok(())
    }

    /// `AddExcludeFiles` (`nf-vswriter-ivsscreatewritermetadata-addexcludefiles`).
    ///
    /// # Errors
    /// `E_INVALIDARG`: no path or one with wildcards, no file specification or one with a directory part.
    pub fn add_exclude_files(
        &mut self,
        path: Option<&str>,
        filespec: Option<&str>,
        recursive: bool,
    ) -> Result<(), Hresult> {
        let set = exclusion(path, filespec, recursive)?;
        let locations = self.locations();
        locations.excludes.push(set);
        locations.order.push(LocationKind::Exclude);
        Ok(())
    }

    /// `AddIncludeFiles` (`nf-vswriter-ivsscreatewritermetadata-addincludefiles`), where a reading has it do something
    /// (C-053).
    ///
    /// # Errors
    /// `E_INVALIDARG`: a missing or malformed path or file specification.
    pub fn add_include_files(
        &mut self,
        path: Option<&str>,
        filespec: Option<&str>,
        recursive: bool,
        alternate: Option<&str>,
    ) -> Result<(), Hresult> {
        let mut set = exclusion(path, filespec, recursive)?;
        set.alternate_path = optional(alternate)?;
        self.locations().includes.push(set);
        Ok(())
    }

    /// `AddExcludeFilesFromSnapshot` (`nf-vswriter-ivsscreatewritermetadataex-addexcludefilesfromsnapshot`).
    ///
    /// # Errors
    /// As [`CreateWriterMetadata::add_exclude_files`].
    pub fn add_exclude_files_from_snapshot(
        &mut self,
        path: Option<&str>,
        filespec: Option<&str>,
        recursive: bool,
    ) -> Result<(), Hresult> {
        let set = exclusion(path, filespec, recursive)?;
        let locations = self.locations();
        locations.snapshot_excludes.push(set);
        locations.order.push(LocationKind::SnapshotExclude);
        Ok(())
    }

    /// `SetRestoreMethod` (`nf-vswriter-ivsscreatewritermetadata-setrestoremethod`). A second call replaces the
    /// first and keeps its mappings (a reading).
    ///
    /// # Errors
    /// `E_INVALIDARG`: an undefined or unknown method or writer participation, or no service for a method that
    /// stops one (the last a reading).
    pub fn set_restore_method(&mut self, call: &SetRestoreMethod<'_>) -> Result<(), Hresult> {
        let service = optional(call.service)?;
        let user_procedure = optional(call.user_procedure)?;
        let stops = matches!(
            call.method,
            RestoreMethod::VSS_RME_STOP_RESTORE_START | RestoreMethod::VSS_RME_RESTORE_STOP_START
        );
        let known = defined(call.method) && defined(call.writer_restore);
        if !known || (stops && service.as_ref().is_none_or(|s| s.is_empty())) {
            return Err(Hresult::E_INVALIDARG);
        }
        let before = self.document.restore.take();
        if before.is_none() {
            self.document.order.push(Section::RestoreMethod);
        }
        let (mappings, order) = before.map(|b| (b.mappings, b.order)).unwrap_or_default();
        self.document.restore = Some(RestoreElement {
            method: call.method.into(),
            service,
            user_procedure,
            writer_restore: call.writer_restore.into(),
            reboot_required: call.reboot_required,
            mappings,
            order,
            extra: Extra::default(),
        });
        Ok(())
    }

    /// `AddAlternateLocationMapping` (`nf-vswriter-ivsscreatewritermetadata-addalternatelocationmapping`).
    ///
    /// That the file set must be one of the writer's is not checked: the page gives no code for it.
    ///
    /// # Errors
    /// `E_INVALIDARG`: a missing or malformed path, file specification or destination.
    /// `VSS_E_OBJECT_NOT_FOUND`: SetRestoreMethod was not called before.
    pub fn add_alternate_location_mapping(
        &mut self,
        source_path: Option<&str>,
        source_filespec: Option<&str>,
        recursive: bool,
        destination: Option<&str>,
    ) -> Result<(), Hresult> {
        let mut mapping = exclusion(source_path, source_filespec, recursive)?;
        mapping.alternate_path = Some(path(destination)?);
        let restore = self.document.restore.as_mut().ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)?;
        restore.mappings.push(mapping);
        restore.order.push(MappingKind::Mapping);
        Ok(())
    }

    /// `AddComponentDependency` (`nf-vswriter-ivsscreatewritermetadata-addcomponentdependency`).
    ///
    /// # Errors
    /// `E_INVALIDARG`: no name of the other component, or a dependency on the writer's own class, which the page
    /// forbids without a code (a reading). `VSS_E_OBJECT_NOT_FOUND`: no such dependent component.
    pub fn add_component_dependency(
        &mut self,
        for_logical_path: Option<&str>,
        for_component_name: Option<&str>,
        on_writer_id: Guid,
        on_logical_path: Option<&str>,
        on_component_name: Option<&str>,
    ) -> Result<(), Hresult> {
        let dependency = WmDependency {
            writer_id: on_writer_id.into(),
            logical_path: optional(on_logical_path)?,
            component_name: required(on_component_name)?,
            extra: Extra::default(),
        };
        if on_writer_id == self.document.writer_id() {
            return Err(Hresult::E_INVALIDARG);
        }
        let component = self.named(for_logical_path, for_component_name, |_| true)?;
        component.dependencies.push(dependency);
        component.order.push(ItemKind::Dependency);
        Ok(())
    }

    /// `SetBackupSchema` (`nf-vswriter-ivsscreatewritermetadata-setbackupschema`).
    ///
    /// # Errors
    /// `E_INVALIDARG`: a mask with bits that the header does not know.
    pub fn set_backup_schema(&mut self, schema: BackupSchema) -> Result<(), Hresult> {
        if !only_known_bits(schema) {
            return Err(Hresult::E_INVALIDARG);
        }
        self.document.backup_schema = Some(schema);
        Ok(())
    }

    /// The element `BACKUP_LOCATIONS`, which the first call that needs it makes.
    fn locations(&mut self) -> &mut Locations {
        let document = &mut self.document;
        if document.locations.is_none() {
            document.order.push(Section::Locations);
        }
        document.locations.get_or_insert_default()
    }

    /// The component that a call names, to change all but its logical path and name: of several the first that is
    /// `wanted`, else the first. A logical path of NULL and an empty one are the same (a reading).
    fn named(
        &mut self,
        logical_path: Option<&str>,
        name: Option<&str>,
        wanted: impl Fn(&WmComponent) -> bool,
    ) -> Result<&mut WmComponent, Hresult> {
        let name = name.filter(|n| !n.is_empty()).ok_or(Hresult::E_INVALIDARG)?;
        let found = || self.document.places_named(logical_path, name);
        let is_wanted = |index: &usize| self.document.components().get(*index).is_some_and(&wanted);
        let index =
            found().find(is_wanted).or_else(|| found().next()).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)?;
        let components = self.document.locations.as_mut().map(|l| &mut l.components);
        components.and_then(|c| c.get_mut_keeping_key(index)).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    fn component(
        &mut self,
        logical_path: Option<&str>,
        name: Option<&str>,
        database: bool,
    ) -> Result<&mut WmComponent, Hresult> {
        let component = self.named(logical_path, name, |component| component.database == database)?;
        if component.database == database { Ok(component) } else { Err(Hresult::E_INVALIDARG) }
    }
}

fn file_set(
    root: Option<&str>,
    files: Option<&str>,
    backup_type: FileSpecBackupType,
) -> Result<WmFiledesc, Hresult> {
    let set = WmFiledesc { path: path(root)?, filespec: filespec(files)?, ..WmFiledesc::default() };
    if !only_known_bits(backup_type) {
        return Err(Hresult::E_INVALIDARG);
    }
    Ok(WmFiledesc { backup_type: Some(backup_type), ..set })
}

fn exclusion(root: Option<&str>, files: Option<&str>, recursive: bool) -> Result<WmFiledesc, Hresult> {
    let (path, filespec) = (path(root)?, filespec(files)?);
    Ok(WmFiledesc { path, filespec, recursive: Some(recursive), ..WmFiledesc::default() })
}

/// Whether a mask has no bit that the header does not name.
fn only_known_bits<E: HeaderEnum>(mask: E) -> bool {
    let known = E::VALUES.iter().fold(0, |all, value| all | value.value);
    mask.raw() & !known == 0
}

/// Whether an enumeration's value is one of the header, and not its undefined one.
fn defined<E: HeaderEnum>(value: E) -> bool {
    value.raw() != 0 && value.name().is_some()
}
