//! A component of a writer, as `IVssWMComponent` shows it.

use crate::vocabulary::{ComponentFlags, ComponentType, FoldedName, Hresult, SpelledGuid, Text};

use super::super::base64;
use super::super::filesets::WmFiledesc;
use super::super::keyed::{Keyed, Named, last_element};
use super::super::values::{Extra, Order};

/// A component that a writer reports (`nl-vsbackup-ivsswmcomponent`): `FILE_GROUP` or `DATABASE`.
///
/// The texts must be made of characters that XML allows; the builder refuses others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WmComponent {
    pub(super) database: bool,
    /// The logical path; `None` where AddComponent was given NULL.
    pub logical_path: Option<Text>,
    /// The name.
    pub name: Text,
    /// The friendly name.
    pub caption: Option<Text>,
    pub(super) icon: Option<Text>,
    /// Reserved: private metadata for the restore.
    pub restore_metadata: bool,
    /// Reserved.
    pub notify_on_backup_complete: bool,
    /// Whether it is selectable for backup.
    pub selectable: bool,
    /// Whether it is selectable for restore; `None` where the document does not say, which means no.
    pub selectable_for_restore: Option<bool>,
    /// Its flags; `None` where the document does not say, which means none.
    pub flags: Option<ComponentFlags>,
    pub(super) files: Vec<WmFiledesc>,
    pub(super) database_files: Vec<WmFiledesc>,
    pub(super) log_files: Vec<WmFiledesc>,
    pub(super) dependencies: Vec<WmDependency>,
    pub(super) order: Order<ItemKind>,
    pub(super) extra: Extra,
}

impl Keyed for WmComponent {
    type Key = Named;

    fn key(&self) -> Named {
        (self.logical_path.clone().unwrap_or_default(), self.name.clone())
    }

    fn end(&self) -> Option<FoldedName> {
        Some(last_element(self.logical_path.as_deref().unwrap_or_default(), &self.name).into())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ItemKind {
    File,
    DatabaseFile,
    LogFile,
    Dependency,
    Unknown,
}

/// A part of a component that one call writes, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComponentEntry {
    /// AddFilesToFileGroup.
    File(usize),
    /// AddDatabaseFiles.
    DatabaseFile(usize),
    /// AddDatabaseLogFiles.
    DatabaseLogFile(usize),
    /// AddComponentDependency.
    Dependency(usize),
}

/// A dependency on another writer's component (`nl-vswriter-ivsswmdependency`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct WmDependency {
    /// The other writer's class: `IVssWMDependency::GetWriterId`.
    pub writer_id: SpelledGuid,
    /// The other component's logical path: `IVssWMDependency::GetLogicalPath`.
    pub logical_path: Option<Text>,
    /// The other component's name: `IVssWMDependency::GetComponentName`.
    pub component_name: Text,
    pub(super) extra: Extra,
}

impl WmDependency {
    /// What the document holds here beyond the fields.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }
}

/// `VSS_COMPONENTINFO` (`ns-vsbackup-vss_componentinfo`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComponentInfo<'a> {
    /// `type`.
    pub component_type: ComponentType,
    /// `bstrLogicalPath`.
    pub logical_path: Option<&'a Text>,
    /// `bstrComponentName`.
    pub component_name: &'a Text,
    /// `bstrCaption`.
    pub caption: Option<&'a Text>,
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
    /// `cFileCount`.
    pub file_count: usize,
    /// `cDatabases`.
    pub databases: usize,
    /// `cLogFiles`.
    pub log_files: usize,
    /// `cDependencies`.
    pub dependencies: usize,
}

impl WmComponent {
    /// `IVssWMComponent::GetComponentInfo` (`nf-vsbackup-ivsswmcomponent-getcomponentinfo`), but for the icon.
    #[must_use]
    pub fn component_info(&self) -> ComponentInfo<'_> {
        ComponentInfo {
            component_type: self.component_type(),
            logical_path: self.logical_path.as_ref(),
            component_name: &self.name,
            caption: self.caption.as_ref(),
            restore_metadata: self.restore_metadata,
            notify_on_backup_complete: self.notify_on_backup_complete,
            selectable: self.selectable,
            selectable_for_restore: self.selectable_for_restore == Some(true),
            component_flags: self.flags.unwrap_or_default(),
            file_count: self.files.len(),
            databases: self.database_files.len(),
            log_files: self.log_files.len(),
            dependencies: self.dependencies.len(),
        }
    }

    /// `VSS_CT_DATABASE` or `VSS_CT_FILEGROUP`.
    #[must_use]
    pub fn component_type(&self) -> ComponentType {
        if self.database { ComponentType::VSS_CT_DATABASE } else { ComponentType::VSS_CT_FILEGROUP }
    }

    /// `pbIcon` of `VSS_COMPONENTINFO`.
    ///
    /// # Errors
    /// `S_FALSE` where the component has no icon, `VSS_E_INVALID_XML_DOCUMENT` where its text is not base64.
    pub fn icon(&self) -> Result<Vec<u8>, Hresult> {
        let text = self.icon.as_ref().ok_or(Hresult::S_FALSE)?;
        base64::decode(text).ok_or(Hresult::VSS_E_INVALID_XML_DOCUMENT)
    }

    /// `IVssWMComponent::GetFile` (`nf-vsbackup-ivsswmcomponent-getfile`).
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn file(&self, index: usize) -> Result<&WmFiledesc, Hresult> {
        self.files.get(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// A file set to change; see [`WmComponent::file`].
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn file_mut(&mut self, index: usize) -> Result<&mut WmFiledesc, Hresult> {
        self.files.get_mut(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// `IVssWMComponent::GetDatabaseFile` (`nf-vsbackup-ivsswmcomponent-getdatabasefile`).
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn database_file(&self, index: usize) -> Result<&WmFiledesc, Hresult> {
        self.database_files.get(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// `IVssWMComponent::GetDatabaseLogFile` (`nf-vsbackup-ivsswmcomponent-getdatabaselogfile`).
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn database_log_file(&self, index: usize) -> Result<&WmFiledesc, Hresult> {
        self.log_files.get(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// `IVssWMComponent::GetDependency` (`nf-vsbackup-ivsswmcomponent-getdependency`).
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn dependency(&self, index: usize) -> Result<&WmDependency, Hresult> {
        self.dependencies.get(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// Every file set: those of a file group, of a database and of its logs.
    pub fn file_sets(&self) -> impl Iterator<Item = &WmFiledesc> {
        self.files.iter().chain(&self.database_files).chain(&self.log_files)
    }

    /// Every dependency.
    #[must_use]
    pub fn dependencies(&self) -> &[WmDependency] {
        &self.dependencies
    }

    /// What the component holds, in the order of the document.
    pub fn entries(&self) -> impl Iterator<Item = ComponentEntry> + '_ {
        self.order.positions().filter_map(|(kind, index)| match kind {
            ItemKind::File => Some(ComponentEntry::File(index)),
            ItemKind::DatabaseFile => Some(ComponentEntry::DatabaseFile(index)),
            ItemKind::LogFile => Some(ComponentEntry::DatabaseLogFile(index)),
            ItemKind::Dependency => Some(ComponentEntry::Dependency(index)),
            ItemKind::Unknown => None,
        })
    }

    /// What the document holds here beyond the fields.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }
}
