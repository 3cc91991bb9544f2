//! `IVssExamineWriterMetadata`, Ex and Ex2: what a requester reads from the document.

use crate::vocabulary::{
    BackupSchema, Guid, Hresult, RestoreMethod, SourceType, Text, UsageType, WriterRestore,
};

use super::super::filesets::WmFiledesc;
use super::super::keyed::named;
use super::super::names::texts::DocumentEnum;
use super::super::values::{Extra, Spelled};
use super::{Entry, LocationKind, Locations, RestoreElement, Section, WmComponent, WriterMetadata};

/// What GetIdentity and GetIdentityEx return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity<'a> {
    /// `pidInstance`.
    pub instance: Guid,
    /// `pidWriter`.
    pub writer: Guid,
    /// `pbstrWriterName`.
    pub writer_name: &'a Text,
    /// `pbstrInstanceName`, of GetIdentityEx only.
    pub instance_name: Option<&'a Text>,
    /// `pUsage`.
    pub usage: UsageType,
    /// `pSource`.
    pub source: SourceType,
}

/// What GetFileCounts returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileCounts {
    /// `pcIncludeFiles`: reserved, 0 unless a reading has `AddIncludeFiles` keep them (C-053).
    pub include_files: usize,
    /// `pcExcludeFiles`.
    pub exclude_files: usize,
    /// `pcComponents`.
    pub components: usize,
}

/// What GetRestoreMethod returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestoreMethodInfo<'a> {
    /// `pMethod`.
    pub method: RestoreMethod,
    /// `pbstrService`.
    pub service: Option<&'a Text>,
    /// `pbstrUserProcedure`.
    pub user_procedure: Option<&'a Text>,
    /// `pwriterRestore`.
    pub writer_restore: WriterRestore,
    /// `pbRebootRequired`.
    pub reboot_required: bool,
    /// `pcMappings`.
    pub mappings: usize,
}

/// A text that no table knows makes the document one that VSS could not have loaded (a reading).
fn known<E: DocumentEnum>(value: &Spelled<E>) -> Result<E, Hresult> {
    value.known().ok_or(Hresult::VSS_E_INVALID_XML_DOCUMENT)
}

impl WriterMetadata {
    /// `GetIdentity` (`nf-vsbackup-ivssexaminewritermetadata-getidentity`): no instance name.
    ///
    /// # Errors
    /// `VSS_E_INVALID_XML_DOCUMENT` where usage or source is a text that no table knows.
    pub fn identity(&self) -> Result<Identity<'_>, Hresult> {
        Ok(Identity { instance_name: None, ..self.identity_ex()? })
    }

    /// `GetIdentityEx` (`nf-vsbackup-ivssexaminewritermetadataex-getidentityex`).
    ///
    /// # Errors
    /// `VSS_E_INVALID_XML_DOCUMENT` where usage or source is a text that no table knows.
    pub fn identity_ex(&self) -> Result<Identity<'_>, Hresult> {
        let from = &self.identification;
        Ok(Identity {
            instance: from.instance_id.value(),
            writer: from.writer_id.value(),
            writer_name: &from.friendly_name,
            instance_name: from.instance_name.as_ref(),
            usage: known(&from.usage)?,
            source: known(&from.data_source)?,
        })
    }

    /// The writer class, which reading checks.
    #[must_use]
    pub fn writer_id(&self) -> Guid {
        self.identification.writer_id.value()
    }

    /// The writer instance, which reading checks.
    #[must_use]
    pub fn instance_id(&self) -> Guid {
        self.identification.instance_id.value()
    }

    /// `GetFileCounts` (`nf-vsbackup-ivssexaminewritermetadata-getfilecounts`).
    #[must_use]
    pub fn file_counts(&self) -> FileCounts {
        FileCounts {
            include_files: self.includes().len(),
            exclude_files: self.excludes().len(),
            components: self.components().len(),
        }
    }

    /// `GetIncludeFile` (`nf-vsbackup-ivssexaminewritermetadata-getincludefile`).
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn include_file(&self, index: usize) -> Result<&WmFiledesc, Hresult> {
        self.includes().get(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// The included file sets.
    #[must_use]
    pub fn includes(&self) -> &[WmFiledesc] {
        self.located(|l| &l.includes)
    }

    /// `GetExcludeFile` (`nf-vsbackup-ivssexaminewritermetadata-getexcludefile`).
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn exclude_file(&self, index: usize) -> Result<&WmFiledesc, Hresult> {
        self.excludes().get(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// An excluded file set to change; see [`WriterMetadata::exclude_file`].
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn exclude_file_mut(&mut self, index: usize) -> Result<&mut WmFiledesc, Hresult> {
        let excludes = self.locations.as_mut().map(|l| &mut l.excludes);
        excludes.and_then(|e| e.get_mut(index)).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// `GetComponent` (`nf-vsbackup-ivssexaminewritermetadata-getcomponent`).
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn component(&self, index: usize) -> Result<&WmComponent, Hresult> {
        self.components().get(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// A component to change; see [`WriterMetadata::component`].
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn component_mut(&mut self, index: usize) -> Result<&mut WmComponent, Hresult> {
        let components = self.locations.as_mut().map(|l| &mut l.components);
        components.and_then(|c| c.get_mut(index)).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// Every component, in the order of the document.
    #[must_use]
    pub fn components(&self) -> &[WmComponent] {
        self.located(|l| &l.components)
    }

    /// The components of this logical path and name; no logical path and an empty one are the same.
    pub fn components_named(
        &self,
        logical_path: Option<&str>,
        name: &str,
    ) -> impl Iterator<Item = &WmComponent> {
        self.places_named(logical_path, name).filter_map(|index| self.components().get(index))
    }

    /// The components among which all are that differ from this name in its spelling.
    pub fn components_spelled_like(
        &self,
        logical_path: Option<&str>,
        name: &str,
    ) -> impl Iterator<Item = &WmComponent> {
        self.locations.iter().flat_map(move |l| l.components.spelled_like(logical_path, name))
    }

    /// Their indices.
    pub(super) fn places_named(
        &self,
        logical_path: Option<&str>,
        name: &str,
    ) -> impl Iterator<Item = usize> + '_ {
        let key = named(logical_path, name);
        self.locations.iter().flat_map(move |l| l.components.places(&key))
    }

    /// Every excluded file set, in the order of the document.
    #[must_use]
    pub fn excludes(&self) -> &[WmFiledesc] {
        self.located(|l| &l.excludes)
    }

    /// Every file set that the writer removes from shadow copies, in the order of the document.
    #[must_use]
    pub fn excludes_from_snapshot(&self) -> &[WmFiledesc] {
        self.located(|l| &l.snapshot_excludes)
    }

    fn located<T>(&self, list: impl Fn(&Locations) -> &[T]) -> &[T] {
        self.locations.as_ref().map_or(&[], |l| list(l))
    }

    /// `GetRestoreMethod` (`nf-vsbackup-ivssexaminewritermetadata-getrestoremethod`).
    ///
    /// # Errors
    /// `S_FALSE` where the writer declared none, `VSS_E_INVALID_XML_DOCUMENT` where a text is not of the table.
    pub fn restore_method(&self) -> Result<RestoreMethodInfo<'_>, Hresult> {
        let restore = self.restore.as_ref().ok_or(Hresult::S_FALSE)?;
        Ok(RestoreMethodInfo {
            method: known(&restore.method)?,
            service: restore.service.as_ref(),
            user_procedure: restore.user_procedure.as_ref(),
            writer_restore: known(&restore.writer_restore)?,
            reboot_required: restore.reboot_required,
            mappings: restore.mappings.len(),
        })
    }

    /// The restore method's element, to read as spelled.
    #[must_use]
    pub fn restore_element(&self) -> Option<&RestoreElement> {
        self.restore.as_ref()
    }

    /// The restore method's element, to change.
    pub fn restore_element_mut(&mut self) -> Option<&mut RestoreElement> {
        self.restore.as_mut()
    }

    /// `GetAlternateLocationMapping` (`nf-vsbackup-ivssexaminewritermetadata-getalternatelocationmapping`).
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn alternate_location_mapping(&self, index: usize) -> Result<&WmFiledesc, Hresult> {
        let restore = self.restore.as_ref();
        restore.and_then(|r| r.mappings.get(index)).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// Every alternate location mapping, in the order of the document.
    #[must_use]
    pub fn alternate_location_mappings(&self) -> &[WmFiledesc] {
        self.restore.as_ref().map_or(&[], |restore| &restore.mappings)
    }

    /// `GetBackupSchema` (`nf-vsbackup-ivssexaminewritermetadata-getbackupschema`).
    #[must_use]
    pub fn backup_schema(&self) -> BackupSchema {
        self.backup_schema.unwrap_or_default()
    }

    /// `GetVersion` (`nf-vsbackup-ivssexaminewritermetadataex2-getversion`): major and minor.
    #[must_use]
    pub fn version(&self) -> (u32, u32) {
        let from = &self.identification;
        (from.major_version.unwrap_or_default(), from.minor_version.unwrap_or_default())
    }

    /// `GetExcludeFromSnapshotCount` (`nf-vsbackup-ivssexaminewritermetadataex2-getexcludefromsnapshotcount`).
    #[must_use]
    pub fn exclude_from_snapshot_count(&self) -> usize {
        self.excludes_from_snapshot().len()
    }

    /// `GetExcludeFromSnapshotFile` (`nf-vsbackup-ivssexaminewritermetadataex2-getexcludefromsnapshotfile`).
    ///
    /// # Errors
    /// `E_INVALIDARG` where there is none with that index: the page lists no other code that fits (a reading).
    pub fn exclude_from_snapshot_file(&self, index: usize) -> Result<&WmFiledesc, Hresult> {
        self.excludes_from_snapshot().get(index).ok_or(Hresult::E_INVALIDARG)
    }

    /// The parts that single calls write, in the order of the document.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (section, _) in self.order.positions() {
            match section {
                Section::RestoreMethod => entries.push(Entry::RestoreMethod),
                Section::Locations => {
                    let order = self.locations.iter().flat_map(|l| l.order.positions());
                    entries.extend(order.filter_map(|(kind, index)| match kind {
                        LocationKind::Component => Some(Entry::Component(index)),
                        LocationKind::Exclude => Some(Entry::ExcludeFile(index)),
                        LocationKind::SnapshotExclude => Some(Entry::ExcludeFileFromSnapshot(index)),
                        LocationKind::Unknown => None,
                    }));
                }
                Section::Identification | Section::Unknown => {}
            }
        }
        entries
    }

    /// What the element BACKUP_LOCATIONS holds beyond the known; `None` where the document has no such element.
    #[must_use]
    pub fn locations_extra(&self) -> Option<&Extra> {
        self.locations.as_ref().map(|locations| &locations.extra)
    }

    /// What the root holds beyond the known.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }
}
