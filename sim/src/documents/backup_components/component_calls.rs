//! What `IVssComponent`, Ex and Ex2 write into a component: the calls of a writer's handlers.

use crate::vocabulary::{ComponentType, HeaderEnum, Hresult, RestoreTarget, Text};

use super::super::filesets::{filespec, optional, path, required};
use super::super::values::{Extra, Order, Spelled};
use super::component::{ChildKind, Metadata};
use super::{Component, DifferencedFile, DirectedTarget, PartialFile};

/// What SetFailure may be told (`nf-vswriter-ivsscomponentex2-setfailure`).
const FAILURES: [Hresult; 6] = [
    Hresult::S_OK,
    Hresult::VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT,
    Hresult::VSS_E_WRITERERROR_OUTOFRESOURCES,
    Hresult::VSS_E_WRITERERROR_TIMEOUT,
    Hresult::VSS_E_WRITERERROR_RETRYABLE,
    Hresult::VSS_E_WRITERERROR_NONRETRYABLE,
];

/// A text that is not null; it may be empty.
pub(super) fn given(text: Option<&str>) -> Result<Text, Hresult> {
    optional(text)?.ok_or(Hresult::E_INVALIDARG)
}

/// A file name: no directory, no wildcards.
fn filename(text: Option<&str>) -> Result<Text, Hresult> {
    let name = filespec(text)?;
    if name.contains(['*', '?']) { Err(Hresult::E_INVALIDARG) } else { Ok(name) }
}

macro_rules! setters {
    ($($name:ident = $field:ident, $call:literal, $page:literal;)*) => {$(
        #[doc = concat!("`", $call, "` (`", $page, "`). A second call replaces the first (a reading).")]
        ///
        /// # Errors
        /// `E_INVALIDARG` where the text is null or holds a character that XML does not allow.
        pub fn $name(&mut self, text: Option<&str>) -> Result<(), Hresult> {
            self.$field = Some(given(text)?);
            Ok(())
        }
    )*};
}

impl Component {
    pub(super) fn new(
        logical_path: Option<Text>,
        name: Text,
        component_type: Spelled<ComponentType>,
    ) -> Self {
        Self {
            logical_path,
            name,
            component_type,
            backup_stamp: None,
            previous_backup_stamp: None,
            backup_options: None,
            backup_succeeded: None,
            prepare_for_backup_failure: None,
            post_snapshot_failure: None,
            selected_for_restore: None,
            selected_instance: None,
            restore_options: None,
            additional_restores: None,
            restore_target: None,
            file_restore_status: None,
            pre_restore_failure: None,
            post_restore_failure: None,
            authoritative_restore: None,
            roll_forward_type: None,
            roll_forward_point: None,
            restore_name: None,
            failure: None,
            application_failure: None,
            application_message: None,
            backup_metadata: None,
            restore_metadata: None,
            mappings: Vec::new(),
            new_targets: Vec::new(),
            subcomponents: Vec::new(),
            partial_files: Vec::new(),
            directed_targets: Vec::new(),
            differenced_files: Vec::new(),
            order: Order::default(),
            extra: Extra::default(),
        }
    }

    setters! {
        set_backup_stamp = backup_stamp, "SetBackupStamp", "nf-vswriter-ivsscomponent-setbackupstamp";
        set_pre_restore_failure_msg = pre_restore_failure, "SetPreRestoreFailureMsg",
            "nf-vswriter-ivsscomponent-setprerestorefailuremsg";
        set_post_restore_failure_msg = post_restore_failure, "SetPostRestoreFailureMsg",
            "nf-vswriter-ivsscomponent-setpostrestorefailuremsg";
        set_prepare_for_backup_failure_msg = prepare_for_backup_failure, "SetPrepareForBackupFailureMsg",
            "nf-vswriter-ivsscomponentex-setprepareforbackupfailuremsg";
        set_post_snapshot_failure_msg = post_snapshot_failure, "SetPostSnapshotFailureMsg",
            "nf-vswriter-ivsscomponentex-setpostsnapshotfailuremsg";
    }

    /// `SetBackupMetadata` (`nf-vswriter-ivsscomponent-setbackupmetadata`).
    ///
    /// # Errors
    /// `E_INVALIDARG` where the text is null or holds a character that XML does not allow.
    /// `VSS_E_OBJECT_ALREADY_EXISTS` where the component has some.
    pub fn set_backup_metadata(&mut self, data: Option<&str>) -> Result<(), Hresult> {
        let metadata = given(data)?;
        if self.backup_metadata.is_some() {
            return Err(Hresult::VSS_E_OBJECT_ALREADY_EXISTS);
        }
        self.backup_metadata = Some(Metadata::outside_the_namespace(metadata));
        self.order.push(ChildKind::BackupMetadata);
        Ok(())
    }

    /// `SetRestoreMetadata` (`nf-vswriter-ivsscomponent-setrestoremetadata`).
    ///
    /// # Errors
    /// `E_INVALIDARG` where the text is null or holds a character that XML does not allow.
    /// `VSS_E_OBJECT_ALREADY_EXISTS` where the component has some.
    pub fn set_restore_metadata(&mut self, data: Option<&str>) -> Result<(), Hresult> {
        let metadata = given(data)?;
        if self.restore_metadata.is_some() {
            return Err(Hresult::VSS_E_OBJECT_ALREADY_EXISTS);
        }
        self.restore_metadata = Some(Metadata::outside_the_namespace(metadata));
        self.order.push(ChildKind::RestoreMetadata);
        Ok(())
    }

    /// `AddPartialFile` (`nf-vswriter-ivsscomponent-addpartialfile`).
    ///
    /// # Errors
    /// `E_INVALIDARG` where a path, file name or range list is missing or malformed.
    pub fn add_partial_file(
        &mut self,
        root: Option<&str>,
        file: Option<&str>,
        ranges: Option<&str>,
        metadata: Option<&str>,
    ) -> Result<(), Hresult> {
        self.partial_files.push(PartialFile {
            path: path(root)?,
            filename: filename(file)?,
            ranges: required(ranges)?,
            metadata: optional(metadata)?,
            extra: Extra::default(),
        });
        self.order.push(ChildKind::PartialFile);
        Ok(())
    }

    /// `AddDirectedTarget` (`nf-vswriter-ivsscomponent-adddirectedtarget`). The page does not say whether range
    /// lists may be null; here they may (a reading).
    ///
    /// # Errors
    /// `E_INVALIDARG` where a path or file name is missing or malformed.
    pub fn add_directed_target(
        &mut self,
        (source_path, source_filename, source_ranges): (Option<&str>, Option<&str>, Option<&str>),
        (destination_path, destination_filename, destination_ranges): (
            Option<&str>,
            Option<&str>,
            Option<&str>,
        ),
    ) -> Result<(), Hresult> {
        self.directed_targets.push(DirectedTarget {
            source_path: path(source_path)?,
            source_filename: filename(source_filename)?,
            source_range_list: optional(source_ranges)?,
            destination_path: path(destination_path)?,
            destination_filename: filename(destination_filename)?,
            destination_range_list: optional(destination_ranges)?,
            extra: Extra::default(),
        });
        self.order.push(ChildKind::DirectedTarget);
        Ok(())
    }

    /// `AddDifferencedFilesByLastModifyTime` (`nf-vswriter-ivsscomponent-adddifferencedfilesbylastmodifytime`);
    /// `last_modify_time` is a `FILETIME`.
    ///
    /// # Errors
    /// `E_INVALIDARG` where path or file specification are missing or malformed.
    pub fn add_differenced_files_by_last_modify_time(
        &mut self,
        root: Option<&str>,
        files: Option<&str>,
        recursive: bool,
        last_modify_time: u64,
    ) -> Result<(), Hresult> {
        self.differenced_files.push(DifferencedFile {
            path: path(root)?,
            filespec: filespec(files)?,
            recursive,
            last_modify_time,
            extra: Extra::default(),
        });
        self.order.push(ChildKind::DifferencedFile);
        Ok(())
    }

    /// `SetRestoreTarget` (`nf-vswriter-ivsscomponent-setrestoretarget`).
    ///
    /// # Errors
    /// `E_INVALIDARG` where the target is undefined or none of the header.
    pub fn set_restore_target(&mut self, target: RestoreTarget) -> Result<(), Hresult> {
        if target == RestoreTarget::VSS_RT_UNDEFINED || target.name().is_none() {
            return Err(Hresult::E_INVALIDARG);
        }
        self.restore_target = Some(target.into());
        Ok(())
    }

    /// `SetFailure` (`nf-vswriter-ivsscomponentex2-setfailure`), but for its reserved parameter.
    ///
    /// # Errors
    /// `E_INVALIDARG` where `hr` is none of the codes that the page lists, or the message holds a character that
    /// XML does not allow (readings: the page names no code).
    pub fn set_failure(
        &mut self,
        hr: Hresult,
        application: Hresult,
        message: Option<&str>,
    ) -> Result<(), Hresult> {
        let message = optional(message)?;
        if !FAILURES.contains(&hr) {
            return Err(Hresult::E_INVALIDARG);
        }
        self.failure = Some(hr);
        self.application_failure = (application != Hresult::S_OK).then_some(application);
        self.application_message = message;
        Ok(())
    }
}

impl Metadata {
    /// The one captured element is in no namespace.
    fn outside_the_namespace(metadata: Text) -> Self {
        Self { xmlns: Some(Text::default()), metadata, extra: Extra::default() }
    }
}
