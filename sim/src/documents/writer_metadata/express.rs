//! `IVssCreateExpressWriterMetadata`: the calls by which the document of an express writer is built.
//!
//! An express writer has no handlers, so that its document may promise less than that of another writer. Its pages name
//! no code for what it may not: `E_INVALIDARG`, as for any other parameter that is invalid, is a reading.

use crate::vocabulary::path::PathRoot;
use crate::vocabulary::{
    BackupSchema, ComponentFlags, ComponentType, FileSpecBackupType, Guid, Hresult, RestoreMethod, UsageType,
    WinPath, WriterRestore,
};

use super::{AddComponent, CreateWriterMetadata, Identification, SetRestoreMethod, WriterMetadata};

/// Builds the Writer Metadata Document of an express writer (`nl-vswriter-ivsscreateexpresswritermetadata`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CreateExpressWriterMetadata(CreateWriterMetadata);

/// What a set of files may not be wanted for.
const NO_BACKUPS: u32 = FileSpecBackupType::VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED.0
    | FileSpecBackupType::VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED.0
    | FileSpecBackupType::VSS_FSBT_LOG_BACKUP_REQUIRED.0;

/// What a component may not ask for.
const NO_FLAGS: u32 =
    ComponentFlags::VSS_CF_APP_ROLLBACK_RECOVERY.0 | ComponentFlags::VSS_CF_BACKUP_RECOVERY.0;

/// All that a schema may hold.
const SCHEMA: u32 = BackupSchema::VSS_BS_COPY.0 | BackupSchema::VSS_BS_INDEPENDENT_SYSTEM_STATE.0;

impl CreateExpressWriterMetadata {
    /// Begins a document (`nf-vswriter-ivssexpresswriter-createmetadata`).
    ///
    /// # Errors
    /// `E_INVALIDARG`: a usage that no express writer has, or a name that XML cannot hold (readings as to the code).
    pub fn new(identification: Identification) -> Result<Self, Hresult> {
        let usages = [
            UsageType::VSS_UT_BOOTABLESYSTEMSTATE,
            UsageType::VSS_UT_SYSTEMSERVICE,
            UsageType::VSS_UT_USERDATA,
        ];
        let usage = identification.usage.known();
        if !usage.is_some_and(|usage| usages.contains(&usage)) {
            return Err(Hresult::E_INVALIDARG);
        }
        CreateWriterMetadata::new(identification).map(Self)
    }

    /// The document as it stands.
    #[must_use]
    pub fn document(&self) -> &WriterMetadata {
        self.0.document()
    }

    /// `AddExcludeFiles` (`nf-vswriter-ivsscreateexpresswritermetadata-addexcludefiles`).
    ///
    /// # Errors
    /// As [`CreateWriterMetadata::add_exclude_files`]; `E_INVALIDARG` also for a path that is not local.
    pub fn add_exclude_files(
        &mut self,
        path: Option<&str>,
        filespec: Option<&str>,
        recursive: bool,
    ) -> Result<(), Hresult> {
        local(path)?;
        self.0.add_exclude_files(path, filespec, recursive)
    }

    /// `AddComponent` (`nf-vswriter-ivsscreateexpresswritermetadata-addcomponent`).
    ///
    /// # Errors
    /// As [`CreateWriterMetadata::add_component`]; `E_INVALIDARG` also for what is no file group, and for flags that ask
    /// for recovery.
    pub fn add_component(&mut self, call: &AddComponent<'_>) -> Result<(), Hresult> {
        let group = call.component_type == ComponentType::VSS_CT_FILEGROUP;
        if !group || call.component_flags.0 & NO_FLAGS != 0 {
            return Err(Hresult::E_INVALIDARG);
        }
        self.0.add_component(call)
    }

    /// `AddFilesToFileGroup` (`nf-vswriter-ivsscreateexpresswritermetadata-addfilestofilegroup`).
    ///
    /// # Errors
    /// As [`CreateWriterMetadata::add_files_to_file_group`]; `E_INVALIDARG` also for a path that is not local, an alternate
    /// location, and a mask that wants the files in a differential, incremental or log backup.
    #[expect(clippy::too_many_arguments, reason = "they are the method's own")]
    pub fn add_files_to_file_group(
        &mut self,
        logical_path: Option<&str>,
        group_name: Option<&str>,
        path: Option<&str>,
        filespec: Option<&str>,
        recursive: bool,
        alternate_location: Option<&str>,
        mask: FileSpecBackupType,
    ) -> Result<(), Hresult> {
        local(path)?;
        if alternate_location.is_some() || mask.0 & NO_BACKUPS != 0 {
            return Err(Hresult::E_INVALIDARG);
        }
        self.0.add_files_to_file_group(logical_path, group_name, path, filespec, recursive, None, mask)
    }

    /// `SetRestoreMethod` (`nf-vswriter-ivsscreateexpresswritermetadata-setrestoremethod`).
    ///
    /// # Errors
    /// As [`CreateWriterMetadata::set_restore_method`]; `E_INVALIDARG` also for a method that takes a writer's part in it,
    /// and for any other participation than `VSS_WRE_NEVER`.
    pub fn set_restore_method(&mut self, call: &SetRestoreMethod<'_>) -> Result<(), Hresult> {
        let refused = matches!(
            call.method,
            RestoreMethod::VSS_RME_RESTORE_TO_ALTERNATE_LOCATION | RestoreMethod::VSS_RME_CUSTOM
        );
        if refused || call.writer_restore != WriterRestore::VSS_WRE_NEVER {
            return Err(Hresult::E_INVALIDARG);
        }
        self.0.set_restore_method(call)
    }

    /// `AddComponentDependency` (`nf-vswriter-ivsscreateexpresswritermetadata-addcomponentdependency`).
    ///
    /// # Errors
    /// As [`CreateWriterMetadata::add_component_dependency`].
    pub fn add_component_dependency(
        &mut self,
        for_logical_path: Option<&str>,
        for_component_name: Option<&str>,
        on_writer_id: Guid,
        on_logical_path: Option<&str>,
        on_component_name: Option<&str>,
    ) -> Result<(), Hresult> {
        let (path, name) = (for_logical_path, for_component_name);
        self.0.add_component_dependency(path, name, on_writer_id, on_logical_path, on_component_name)
    }

    /// `SetBackupSchema` (`nf-vswriter-ivsscreateexpresswritermetadata-setbackupschema`).
    ///
    /// # Errors
    /// `E_INVALIDARG`: anything but copies and independence of the system state.
    pub fn set_backup_schema(&mut self, schema: BackupSchema) -> Result<(), Hresult> {
        if schema.0 & !SCHEMA != 0 {
            return Err(Hresult::E_INVALIDARG);
        }
        self.0.set_backup_schema(schema)
    }
}

/// A path of express writers lies on a local volume; one that begins with a variable may.
fn local(path: Option<&str>) -> Result<(), Hresult> {
    let parsed = path.and_then(|path| WinPath::parse(path).ok());
    match parsed.as_ref().map(WinPath::root) {
        Some(PathRoot::Drive { .. } | PathRoot::Volume { .. } | PathRoot::Variable { .. }) => Ok(()),
        Some(
            PathRoot::Share { .. }
            | PathRoot::ShadowCopyDevice { .. }
            | PathRoot::Device { .. }
            | PathRoot::Rooted
            | PathRoot::DriveRelative { .. }
            | PathRoot::Relative,
        )
        | None => Err(Hresult::E_INVALIDARG),
    }
}
