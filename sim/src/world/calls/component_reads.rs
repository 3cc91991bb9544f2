//! `IVssComponent`, Ex and Ex2: what is read from a component.

use crate::api::{ComponentCall, ComponentRef, FiledescRef, Parameter, Value};
use crate::documents::Component;
use crate::vocabulary::{Hresult, Text};

use super::super::outcome::Return;
use super::super::reason::Reason;
use super::examine::{count, index, made, text};

/// Answers a call that reads.
pub(super) fn read(component: &Component, at: ComponentRef, call: &ComponentCall) -> Return {
    use ComponentCall as C;
    match call {
        C::GetLogicalPath { .. } => answer("pbstrPath", component.logical_path().cloned()),
        C::GetComponentType { .. } => answer("pct", component.component_type()),
        C::GetComponentName { .. } => answer("pbstrName", Ok(component.component_name().clone())),
        C::GetBackupSucceeded { .. } => answer("pbSucceeded", component.backup_succeeded()),
        C::GetBackupMetadata { .. } => answer("pbstrData", component.backup_metadata().cloned()),
        C::GetRestoreMetadata { .. } => answer("pbstrRestoreMetadata", component.restore_metadata().cloned()),
        C::GetBackupStamp { .. } => answer("pbstrBackupStamp", component.backup_stamp().cloned()),
        C::GetPreviousBackupStamp { .. } => {
            answer("pbstrBackupStamp", component.previous_backup_stamp().cloned())
        }
        C::GetBackupOptions { .. } => answer("pbstrBackupOptions", component.backup_options().cloned()),
        C::GetRestoreOptions { .. } => answer("pbstrRestoreOptions", component.restore_options().cloned()),
        C::GetPrepareForBackupFailureMsg { .. } => {
            answer("pbstrFailureMsg", component.prepare_for_backup_failure_msg().cloned())
        }
        C::GetPostSnapshotFailureMsg { .. } => {
            answer("pbstrFailureMsg", component.post_snapshot_failure_msg().cloned())
        }
        C::GetPreRestoreFailureMsg { .. } => {
            answer("pbstrPreRestoreFailureMsg", component.pre_restore_failure_msg().cloned())
        }
        C::GetPostRestoreFailureMsg { .. } => {
            answer("pbstrPostRestoreFailureMsg", component.post_restore_failure_msg().cloned())
        }
        C::IsSelectedForRestore { .. } => {
            answer("pbSelectedForRestore", Ok(component.is_selected_for_restore()))
        }
        // Where nothing was said it stores false, and returns `S_FALSE` all the same.
        C::GetAdditionalRestores { .. } => match component.additional_restores() {
            Ok(more) => answer("pbAdditionalRestores", Ok(more)),
            Err(code) => Return {
                values: vec![("pbAdditionalRestores", Value::Bool(false))],
                ..Return::state(code, Reason::NOT_SET)
            },
        },
        C::GetRestoreTarget { .. } => answer("pTarget", component.restore_target()),
        C::GetFileRestoreStatus { .. } => answer("pStatus", component.file_restore_status()),
        C::GetAuthoritativeRestore { .. } => answer("pbAuth", Ok(component.authoritative_restore())),
        C::GetRestoreName { .. } => answer("pbstrName", component.restore_name().cloned()),
        C::GetRollForward { .. } => match component.roll_forward() {
            Ok((kind, point)) => Return::with(vec![("pRollType", kind.show()), ("pbstrPoint", text(point))]),
            Err(code) => Return::state(code, Reason::INVALID_DOCUMENT),
        },
        C::GetFailure { .. } => {
            let failure = component.failure();
            Return::with(vec![
                ("phr", failure.hr.show()),
                ("phrApplication", failure.application.show()),
                ("pbstrApplicationMessage", text(failure.message)),
                ("pdwReserved", 0_u32.show()),
            ])
        }
        C::GetAlternateLocationMappingCount { .. }
        | C::GetAlternateLocationMapping { .. }
        | C::GetNewTargetCount { .. }
        | C::GetNewTarget { .. }
        | C::GetPartialFileCount { .. }
        | C::GetPartialFile { .. }
        | C::GetDirectedTargetCount { .. }
        | C::GetDirectedTarget { .. }
        | C::GetRestoreSubcomponentCount { .. }
        | C::GetRestoreSubcomponent { .. }
        | C::GetDifferencedFilesCount { .. }
        | C::GetDifferencedFile { .. } => list(component, at, call),
        // These change something, and are answered before this is asked.
        C::SetBackupMetadata { .. }
        | C::SetRestoreMetadata { .. }
        | C::AddPartialFile { .. }
        | C::AddDirectedTarget { .. }
        | C::AddDifferencedFilesByLastModifyTime { .. }
        | C::AddDifferencedFilesByLastModifyLSN { .. }
        | C::SetBackupStamp { .. }
        | C::SetRestoreTarget { .. }
        | C::SetPrepareForBackupFailureMsg { .. }
        | C::SetPostSnapshotFailureMsg { .. }
        | C::SetPreRestoreFailureMsg { .. }
        | C::SetPostRestoreFailureMsg { .. }
        | C::SetFailure { .. } => Return::state(Hresult::VSS_E_UNEXPECTED, Reason::OUTSIDE_WINDOW),
    }
}

/// The calls that count or pass out what was added.
fn list(component: &Component, at: ComponentRef, call: &ComponentCall) -> Return {
    use ComponentCall as C;
    let counted = |name: &'static str, of: usize| Return::with(vec![(name, count(of))]);
    match call {
        C::GetAlternateLocationMappingCount { .. } => {
            counted("pcMappings", component.alternate_location_mapping_count())
        }
        C::GetAlternateLocationMapping { iMapping, .. } => {
            let found = component.alternate_location_mapping(index(*iMapping));
            made("ppFiledesc", found, &FiledescRef::UsedMapping(at, *iMapping))
        }
        C::GetNewTargetCount { .. } => counted("pcNewTarget", component.new_target_count()),
        C::GetNewTarget { iNewTarget, .. } => {
            let found = component.new_target(index(*iNewTarget));
            made("ppFiledesc", found, &FiledescRef::NewTarget(at, *iNewTarget))
        }
        C::GetPartialFileCount { .. } => counted("pcPartialFiles", component.partial_file_count()),
        C::GetPartialFile { iPartialFile, .. } => {
            told(component.partial_file(index(*iPartialFile)), |file| {
                vec![
                    ("pbstrPath", string(&file.path)),
                    ("pbstrFilename", string(&file.filename)),
                    ("pbstrRange", string(&file.ranges)),
                    ("pbstrMetadata", text(file.metadata.as_ref())),
                ]
            })
        }
        C::GetDirectedTargetCount { .. } => counted("pcDirectedTarget", component.directed_target_count()),
        C::GetDirectedTarget { iDirectedTarget, .. } => {
            told(component.directed_target(index(*iDirectedTarget)), |target| {
                vec![
                    ("pbstrSourcePath", string(&target.source_path)),
                    ("pbstrSourceFileName", string(&target.source_filename)),
                    ("pbstrSourceRangeList", text(target.source_range_list.as_ref())),
                    ("pbstrDestinationPath", string(&target.destination_path)),
                    ("pbstrDestinationFilename", string(&target.destination_filename)),
                    ("pbstrDestinationRangeList", text(target.destination_range_list.as_ref())),
                ]
            })
        }
        C::GetRestoreSubcomponentCount { .. } => {
            counted("pcRestoreSubcomponent", component.restore_subcomponent_count())
        }
        C::GetRestoreSubcomponent { iComponent, .. } => {
            told(component.restore_subcomponent(index(*iComponent)), |added| {
                vec![
                    ("pbstrLogicalPath", string(&added.logical_path)),
                    ("pbstrComponentName", string(&added.component_name)),
                    ("pbRepair", added.repair.show()),
                ]
            })
        }
        C::GetDifferencedFilesCount { .. } => {
            counted("pcDifferencedFiles", component.differenced_files_count())
        }
        // The LSN string is reserved for system use: there is none.
        C::GetDifferencedFile { iDifferencedFile, .. } => {
            told(component.differenced_file(index(*iDifferencedFile)), |file| {
                let time = i64::try_from(file.last_modify_time).unwrap_or(i64::MAX);
                vec![
                    ("pbstrPath", string(&file.path)),
                    ("pbstrFilespec", string(&file.filespec)),
                    ("pbRecursive", file.recursive.show()),
                    ("pbstrLsnString", Value::Null),
                    ("pftLastModifyTime", time.show()),
                ]
            })
        }
        C::GetLogicalPath { .. }
        | C::GetComponentType { .. }
        | C::GetComponentName { .. }
        | C::GetBackupSucceeded { .. }
        | C::GetBackupMetadata { .. }
        | C::GetBackupStamp { .. }
        | C::GetPreviousBackupStamp { .. }
        | C::GetBackupOptions { .. }
        | C::GetPrepareForBackupFailureMsg { .. }
        | C::GetPostSnapshotFailureMsg { .. }
        | C::IsSelectedForRestore { .. }
        | C::GetAdditionalRestores { .. }
        | C::GetRestoreMetadata { .. }
        | C::GetRestoreTarget { .. }
        | C::GetPreRestoreFailureMsg { .. }
        | C::GetPostRestoreFailureMsg { .. }
        | C::GetRestoreOptions { .. }
        | C::GetFileRestoreStatus { .. }
        | C::GetAuthoritativeRestore { .. }
        | C::GetRollForward { .. }
        | C::GetRestoreName { .. }
        | C::GetFailure { .. }
        | C::SetBackupMetadata { .. }
        | C::SetRestoreMetadata { .. }
        | C::AddPartialFile { .. }
        | C::AddDirectedTarget { .. }
        | C::AddDifferencedFilesByLastModifyTime { .. }
        | C::AddDifferencedFilesByLastModifyLSN { .. }
        | C::SetBackupStamp { .. }
        | C::SetRestoreTarget { .. }
        | C::SetPrepareForBackupFailureMsg { .. }
        | C::SetPostSnapshotFailureMsg { .. }
        | C::SetPreRestoreFailureMsg { .. }
        | C::SetPostRestoreFailureMsg { .. }
        | C::SetFailure { .. } => Return::state(Hresult::VSS_E_UNEXPECTED, Reason::NO_SUCH_INDEX),
    }
}

fn string(text: &Text) -> Value {
    Value::Text(text.clone())
}

/// What is told of an element of a list.
fn told<T>(found: Result<&T, Hresult>, values: impl FnOnce(&T) -> Vec<(&'static str, Value)>) -> Return {
    match found {
        Ok(found) => Return::with(values(found)),
        Err(code) => Return::argument(code, Reason::NO_SUCH_INDEX),
    }
}

/// A value, or the code that its accessor gives where there is none: `S_FALSE`.
fn answer<T: Parameter>(name: &'static str, value: Result<T, Hresult>) -> Return {
    match value {
        Ok(value) => Return::with(vec![(name, value.show())]),
        Err(code) => Return { values: vec![(name, Value::Null)], ..Return::state(code, Reason::NOT_SET) },
    }
}
