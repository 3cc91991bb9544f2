//! A component of the document, and what `IVssComponent`, Ex and Ex2 read from it.

use crate::vocabulary::{
    ComponentType, FileRestoreStatus, FoldedName, Guid, Hresult, RestoreTarget, RollForwardType, SpelledGuid,
    Text,
};

use super::super::filesets::WmFiledesc;
use super::super::keyed::{Keyed, Named, last_element};
use super::super::names::texts::DocumentEnum;
use super::super::values::{Extra, Order, Spelled};

/// A component that was added explicitly (`nl-vswriter-ivsscomponent`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Component {
    pub(super) logical_path: Option<Text>,
    pub(super) name: Text,
    pub(super) component_type: Spelled<ComponentType>,
    pub(super) backup_stamp: Option<Text>,
    pub(super) previous_backup_stamp: Option<Text>,
    pub(super) backup_options: Option<Text>,
    pub(super) backup_succeeded: Option<bool>,
    pub(super) prepare_for_backup_failure: Option<Text>,
    pub(super) post_snapshot_failure: Option<Text>,
    pub(super) selected_for_restore: Option<bool>,
    pub(super) selected_instance: Option<SpelledGuid>,
    pub(super) restore_options: Option<Text>,
    pub(super) additional_restores: Option<bool>,
    pub(super) restore_target: Option<Spelled<RestoreTarget>>,
    pub(super) file_restore_status: Option<Spelled<FileRestoreStatus>>,
    pub(super) pre_restore_failure: Option<Text>,
    pub(super) post_restore_failure: Option<Text>,
    pub(super) authoritative_restore: Option<bool>,
    pub(super) roll_forward_type: Option<Spelled<RollForwardType>>,
    pub(super) roll_forward_point: Option<Text>,
    pub(super) restore_name: Option<Text>,
    pub(super) failure: Option<Hresult>,
    pub(super) application_failure: Option<Hresult>,
    pub(super) application_message: Option<Text>,
    pub(super) backup_metadata: Option<Metadata>,
    pub(super) restore_metadata: Option<Metadata>,
    pub(super) mappings: Vec<WmFiledesc>,
    pub(super) new_targets: Vec<WmFiledesc>,
    pub(super) subcomponents: Vec<RestoreSubcomponent>,
    pub(super) partial_files: Vec<PartialFile>,
    pub(super) directed_targets: Vec<DirectedTarget>,
    pub(super) differenced_files: Vec<DifferencedFile>,
    pub(super) order: Order<ChildKind>,
    pub(super) extra: Extra,
}

impl Keyed for Component {
    type Key = Named;

    fn key(&self) -> Named {
        (self.logical_path.clone().unwrap_or_default(), self.name.clone())
    }

    fn end(&self) -> Option<FoldedName> {
        Some(last_element(self.logical_path.as_deref().unwrap_or_default(), &self.name).into())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ChildKind {
    BackupMetadata,
    RestoreMetadata,
    Mapping,
    NewTarget,
    Subcomponent,
    PartialFile,
    DirectedTarget,
    DifferencedFile,
    Unknown,
}

/// The elements `BACKUP_METADATA` and `RESTORE_METADATA`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Metadata {
    pub(super) xmlns: Option<Text>,
    pub(super) metadata: Text,
    pub(super) extra: Extra,
}

/// What AddRestoreSubcomponent adds (`nf-vsbackup-ivssbackupcomponents-addrestoresubcomponent`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RestoreSubcomponent {
    /// The subcomponent's logical path.
    pub logical_path: Text,
    /// The subcomponent's name.
    pub component_name: Text,
    /// Reserved.
    pub repair: bool,
    pub(super) extra: Extra,
}

/// What AddPartialFile adds (`nf-vswriter-ivsscomponent-addpartialfile`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PartialFile {
    /// The file's directory.
    pub path: Text,
    /// The file's name.
    pub filename: Text,
    /// `offset:length` pairs, or the full path of a ranges file.
    pub ranges: Text,
    /// The writer's own data.
    pub metadata: Option<Text>,
    pub(super) extra: Extra,
}

/// What AddDirectedTarget adds (`nf-vswriter-ivsscomponent-adddirectedtarget`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct DirectedTarget {
    /// The source file's directory.
    pub source_path: Text,
    /// The source file's name.
    pub source_filename: Text,
    /// Ranges of the source, as `offset:length` pairs.
    pub source_range_list: Option<Text>,
    /// The destination's directory.
    pub destination_path: Text,
    /// The destination's name.
    pub destination_filename: Text,
    /// Ranges of the destination.
    pub destination_range_list: Option<Text>,
    pub(super) extra: Extra,
}

/// What AddDifferencedFilesByLastModifyTime adds
/// (`nf-vswriter-ivsscomponent-adddifferencedfilesbylastmodifytime`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct DifferencedFile {
    /// The directory.
    pub path: Text,
    /// The file specification.
    pub filespec: Text,
    /// Whether the directories below take part.
    pub recursive: bool,
    /// A `FILETIME`: units of 100 nanoseconds since 1601, in GMT; 0 leaves it to the requester.
    pub last_modify_time: u64,
    pub(super) extra: Extra,
}

/// What GetFailure returns (`nf-vswriter-ivsscomponentex2-getfailure`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure<'a> {
    /// `phr`: `S_OK` where the writer set none.
    pub hr: Hresult,
    /// `phrApplication`.
    pub application: Hresult,
    /// `pbstrApplicationMessage`.
    pub message: Option<&'a Text>,
}

/// The answer of a getter whose page says `S_FALSE` where nothing was set.
fn set<T>(value: Option<T>) -> Result<T, Hresult> {
    value.ok_or(Hresult::S_FALSE)
}

/// The value of an enumeration, or `unset`; a text that no table knows is an invalid document (a reading).
fn known<E: DocumentEnum>(value: Option<&Spelled<E>>, unset: E) -> Result<E, Hresult> {
    match value {
        None => Ok(unset),
        Some(value) => value.known().ok_or(Hresult::VSS_E_INVALID_XML_DOCUMENT),
    }
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident = $field:ident, $call:literal, $page:literal;)*) => {$(
        #[doc = concat!("`", $call, "` (`", $page, "`).")]
        $(#[$doc])*
        ///
        /// # Errors
        /// `S_FALSE` where there is none.
        pub fn $name(&self) -> Result<&Text, Hresult> {
            set(self.$field.as_ref())
        }
    )*};
}

macro_rules! lists {
    ($($count:ident, $item:ident = $field:ident: $type:ty, $call:literal, $page:literal;)*) => {$(
        #[doc = concat!("`", $call, "Count` (`", $page, "count`).")]
        #[must_use]
        pub fn $count(&self) -> usize {
            self.$field.len()
        }

        #[doc = concat!("`", $call, "` (`", $page, "`).")]
        ///
        /// # Errors
        /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
        pub fn $item(&self, index: usize) -> Result<&$type, Hresult> {
            self.$field.get(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
        }
    )*};
}

impl Component {
    getters! {
        logical_path = logical_path, "GetLogicalPath", "nf-vswriter-ivsscomponent-getlogicalpath";
        pre_restore_failure_msg = pre_restore_failure, "GetPreRestoreFailureMsg",
            "nf-vswriter-ivsscomponent-getprerestorefailuremsg";
        post_restore_failure_msg = post_restore_failure, "GetPostRestoreFailureMsg",
            "nf-vswriter-ivsscomponent-getpostrestorefailuremsg";
        backup_stamp = backup_stamp, "GetBackupStamp", "nf-vswriter-ivsscomponent-getbackupstamp";
        previous_backup_stamp = previous_backup_stamp, "GetPreviousBackupStamp",
            "nf-vswriter-ivsscomponent-getpreviousbackupstamp";
        backup_options = backup_options, "GetBackupOptions", "nf-vswriter-ivsscomponent-getbackupoptions";
        restore_options = restore_options, "GetRestoreOptions", "nf-vswriter-ivsscomponent-getrestoreoptions";
        prepare_for_backup_failure_msg = prepare_for_backup_failure, "GetPrepareForBackupFailureMsg",
            "nf-vswriter-ivsscomponentex-getprepareforbackupfailuremsg";
        post_snapshot_failure_msg = post_snapshot_failure, "GetPostSnapshotFailureMsg",
            "nf-vswriter-ivsscomponentex-getpostsnapshotfailuremsg";
        /// The page has no code for a missing name (a reading).
        restore_name = restore_name, "GetRestoreName", "nf-vswriter-ivsscomponentex-getrestorename";
    }

    lists! {
        alternate_location_mapping_count, alternate_location_mapping = mappings: WmFiledesc,
            "GetAlternateLocationMapping", "nf-vswriter-ivsscomponent-getalternatelocationmapping";
        new_target_count, new_target = new_targets: WmFiledesc,
            "GetNewTarget", "nf-vswriter-ivsscomponent-getnewtarget";
        restore_subcomponent_count, restore_subcomponent = subcomponents: RestoreSubcomponent,
            "GetRestoreSubcomponent", "nf-vswriter-ivsscomponent-getrestoresubcomponent";
        partial_file_count, partial_file = partial_files: PartialFile,
            "GetPartialFile", "nf-vswriter-ivsscomponent-getpartialfile";
        directed_target_count, directed_target = directed_targets: DirectedTarget,
            "GetDirectedTarget", "nf-vswriter-ivsscomponent-getdirectedtarget";
    }

    /// `GetDifferencedFilesCount` (`nf-vswriter-ivsscomponent-getdifferencedfilescount`).
    #[must_use]
    pub fn differenced_files_count(&self) -> usize {
        self.differenced_files.len()
    }

    /// `GetDifferencedFile` (`nf-vswriter-ivsscomponent-getdifferencedfile`).
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn differenced_file(&self, index: usize) -> Result<&DifferencedFile, Hresult> {
        self.differenced_files.get(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// `GetComponentType` (`nf-vswriter-ivsscomponent-getcomponenttype`).
    ///
    /// # Errors
    /// `VSS_E_INVALID_XML_DOCUMENT` where the document's text is none of the table.
    pub fn component_type(&self) -> Result<ComponentType, Hresult> {
        known(Some(&self.component_type), ComponentType::VSS_CT_UNDEFINED)
    }

    /// `GetComponentName` (`nf-vswriter-ivsscomponent-getcomponentname`), which every component has.
    #[must_use]
    pub fn component_name(&self) -> &Text {
        &self.name
    }

    /// `GetBackupSucceeded` (`nf-vswriter-ivsscomponent-getbackupsucceeded`).
    ///
    /// # Errors
    /// `S_FALSE` where SetBackupSucceeded was not called.
    pub fn backup_succeeded(&self) -> Result<bool, Hresult> {
        set(self.backup_succeeded)
    }

    /// `GetBackupMetadata` (`nf-vswriter-ivsscomponent-getbackupmetadata`).
    ///
    /// # Errors
    /// `S_FALSE` where there is none.
    pub fn backup_metadata(&self) -> Result<&Text, Hresult> {
        set(self.backup_metadata.as_ref().map(|m| &m.metadata))
    }

    /// `GetRestoreMetadata` (`nf-vswriter-ivsscomponent-getrestoremetadata`).
    ///
    /// # Errors
    /// `S_FALSE` where there is none.
    pub fn restore_metadata(&self) -> Result<&Text, Hresult> {
        set(self.restore_metadata.as_ref().map(|m| &m.metadata))
    }

    /// `IsSelectedForRestore` (`nf-vswriter-ivsscomponent-isselectedforrestore`): no unless it was said.
    #[must_use]
    pub fn is_selected_for_restore(&self) -> bool {
        self.selected_for_restore == Some(true)
    }

    /// The writer instance that SetSelectedForRestoreEx moves the component to
    /// (`nf-vsbackup-ivssbackupcomponentsex-setselectedforrestoreex`).
    #[must_use]
    pub fn selected_instance(&self) -> Option<Guid> {
        self.selected_instance.as_ref().map(SpelledGuid::value)
    }

    /// `GetAdditionalRestores` (`nf-vswriter-ivsscomponent-getadditionalrestores`).
    ///
    /// # Errors
    /// `S_FALSE` where SetAdditionalRestores was not called; the caller then finds false.
    pub fn additional_restores(&self) -> Result<bool, Hresult> {
        set(self.additional_restores)
    }

    /// `GetRestoreTarget` (`nf-vswriter-ivsscomponent-getrestoretarget`): `VSS_RT_ORIGINAL`, the enumeration's
    /// default, where SetRestoreTarget was not called (a reading).
    ///
    /// # Errors
    /// `VSS_E_INVALID_XML_DOCUMENT` where the document's text is none of the table.
    pub fn restore_target(&self) -> Result<RestoreTarget, Hresult> {
        known(self.restore_target.as_ref(), RestoreTarget::VSS_RT_ORIGINAL)
    }

    /// `GetFileRestoreStatus` (`nf-vswriter-ivsscomponent-getfilerestorestatus`): undefined where it was not set.
    ///
    /// # Errors
    /// `VSS_E_INVALID_XML_DOCUMENT` where the document's text is none of the table.
    pub fn file_restore_status(&self) -> Result<FileRestoreStatus, Hresult> {
        known(self.file_restore_status.as_ref(), FileRestoreStatus::VSS_RS_UNDEFINED)
    }

    /// `GetAuthoritativeRestore` (`nf-vswriter-ivsscomponentex-getauthoritativerestore`): no unless it was said.
    #[must_use]
    pub fn authoritative_restore(&self) -> bool {
        self.authoritative_restore == Some(true)
    }

    /// `GetRollForward` (`nf-vswriter-ivsscomponentex-getrollforward`): undefined where it was not set.
    ///
    /// # Errors
    /// `VSS_E_INVALID_XML_DOCUMENT` where the document's text is none of the table.
    pub fn roll_forward(&self) -> Result<(RollForwardType, Option<&Text>), Hresult> {
        let kind = known(self.roll_forward_type.as_ref(), RollForwardType::VSS_RF_UNDEFINED)?;
        Ok((kind, self.roll_forward_point.as_ref()))
    }

    /// `GetFailure` (`nf-vswriter-ivsscomponentex2-getfailure`).
    #[must_use]
    pub fn failure(&self) -> Failure<'_> {
        Failure {
            hr: self.failure.unwrap_or_default(),
            application: self.application_failure.unwrap_or_default(),
            message: self.application_message.as_ref(),
        }
    }

    /// What the document holds here beyond the known.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }
}
