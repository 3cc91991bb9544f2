//! `IVssCreateWriterMetadata`: the handler of OnIdentify builds its document with these.

use crate::api::{ActivationId, Caller, CreateMetadataCall, Value};
use crate::documents::CreateWriterMetadata;
use crate::documents::writer_metadata::{AddComponent, SetRestoreMethod};
use crate::machines::try_edit;
use crate::vocabulary::{Hresult, RestoreMethod};

use super::super::in_flight::Window;
use super::super::outcome::Return;
use super::super::readings::{IncludedFiles, RestoreStopStart};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::{names, unique};

/// Answers a call.
pub(super) fn call(st: &mut Stepper, by: Caller, call: &CreateMetadataCall) -> Return {
    let outside = Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUTSIDE_HANDLER);
    let Some(id) = by.within else { return outside };
    match call {
        CreateMetadataCall::AddIncludeFiles { .. }
            if st.reading::<IncludedFiles>() == IncludedFiles::None =>
        {
            return Return::state(Hresult::E_NOTIMPL, Reason::RESERVED);
        }
        CreateMetadataCall::SaveAsXML { .. } => {
            let Some(Window::Identify(builder)) = st.activation(id).map(|held| &held.window) else {
                return outside;
            };
            return Return::with(vec![("pbstrXML", Value::Text(builder.document().write().into()))]);
        }
        CreateMetadataCall::AddIncludeFiles { .. }
        | CreateMetadataCall::AddComponent { .. }
        | CreateMetadataCall::AddFilesToFileGroup { .. }
        | CreateMetadataCall::AddDatabaseFiles { .. }
        | CreateMetadataCall::AddDatabaseLogFiles { .. }
        | CreateMetadataCall::AddExcludeFiles { .. }
        | CreateMetadataCall::SetRestoreMethod { .. }
        | CreateMetadataCall::AddAlternateLocationMapping { .. }
        | CreateMetadataCall::AddComponentDependency { .. }
        | CreateMetadataCall::SetBackupSchema { .. }
        | CreateMetadataCall::AddExcludeFilesFromSnapshot { .. } => {}
    }
    if let CreateMetadataCall::SetRestoreMethod { method: RestoreMethod::VSS_RME_RESTORE_STOP_START, .. } =
        call
        && st.reading::<RestoreStopStart>() == RestoreStopStart::NotAMethod
    {
        return Return::argument(Hresult::E_INVALIDARG, Reason::BY_READING);
    }
    if let Some(refused) = unique::refused(st, id, call) {
        return refused;
    }
    if let CreateMetadataCall::AddComponent { wszLogicalPath, wszComponentName, .. } = call
        && let Some(Window::Identify(builder)) = st.activation(id).map(|held| &held.window)
        && let Some(refused) =
            names::not_to_add(st, builder.document(), wszLogicalPath.as_deref(), wszComponentName.as_deref())
    {
        return refused;
    }
    let built = match write(st, id, call, false) {
        Err(refused) if refused.code == Hresult::VSS_E_OBJECT_NOT_FOUND => match respelled(st, id, call) {
            Some(meant) => write(st, id, &meant, false),
            None => Err(refused),
        },
        Err(refused)
            if refused.code == Hresult::VSS_E_OBJECT_ALREADY_EXISTS
                && unique::beside_other_type(st, id, call) =>
        {
            write(st, id, call, true)
        }
        built => built,
    };
    match built {
        Ok(()) => Return::ok(),
        Err(refused) => refused,
    }
}

/// Makes the call on the document that the handler builds.
fn write(
    st: &mut Stepper,
    id: ActivationId,
    call: &CreateMetadataCall,
    beside_other_type: bool,
) -> Result<(), Return> {
    let outside = Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUTSIDE_HANDLER);
    let built = st.try_edit_window(id, |window| {
        let Window::Identify(builder) = window else { return Err(outside.clone()) };
        let built = try_edit(builder, |builder| build(builder, call, beside_other_type));
        built.map_err(|code| Return::argument(code, Reason::DOCUMENT_REFUSED))
    });
    built.unwrap_or(Err(outside))
}

/// The call with the name of its component as the document has it, where it is another spelling of that.
fn respelled(st: &Stepper, id: ActivationId, call: &CreateMetadataCall) -> Option<CreateMetadataCall> {
    use CreateMetadataCall as C;
    let Window::Identify(builder) = &st.activation(id)?.window else { return None };
    let mut meant = call.clone();
    let (path, name) = match &mut meant {
        C::AddFilesToFileGroup { wszLogicalPath, wszGroupName, .. } => (wszLogicalPath, wszGroupName),
        C::AddDatabaseFiles { wszLogicalPath, wszDatabaseName, .. }
        | C::AddDatabaseLogFiles { wszLogicalPath, wszDatabaseName, .. } => (wszLogicalPath, wszDatabaseName),
        C::AddComponentDependency { wszForLogicalPath, wszForComponentName, .. } => {
            (wszForLogicalPath, wszForComponentName)
        }
        C::AddComponent { .. }
        | C::AddIncludeFiles { .. }
        | C::AddExcludeFiles { .. }
        | C::SetRestoreMethod { .. }
        | C::AddAlternateLocationMapping { .. }
        | C::SetBackupSchema { .. }
        | C::AddExcludeFilesFromSnapshot { .. }
        | C::SaveAsXML { .. } => return None,
    };
    names::respell(st, builder.document(), path, name).then_some(meant)
}

fn build(
    builder: &mut CreateWriterMetadata,
    call: &CreateMetadataCall,
    beside_other_type: bool,
) -> Result<(), Hresult> {
    use CreateMetadataCall as C;
    match call {
        C::AddComponent {
            ct,
            wszLogicalPath,
            wszComponentName,
            wszCaption,
            pbIcon,
            bRestoreMetadata,
            bNotifyOnBackupComplete,
            bSelectable,
            bSelectableForRestore,
            dwComponentFlags,
        } => builder.add_component(&AddComponent {
            component_type: *ct,
            logical_path: wszLogicalPath.as_deref(),
            component_name: wszComponentName.as_deref(),
            caption: wszCaption.as_deref(),
            icon: pbIcon.as_ref().map(|icon| icon.0.as_slice()),
            restore_metadata: *bRestoreMetadata,
            notify_on_backup_complete: *bNotifyOnBackupComplete,
            selectable: *bSelectable,
            selectable_for_restore: *bSelectableForRestore,
            component_flags: *dwComponentFlags,
            beside_other_type,
        }),
        C::AddFilesToFileGroup {
            wszLogicalPath,
            wszGroupName,
            wszPath,
            wszFilespec,
            bRecursive,
            wszAlternateLocation,
            dwBackupTypeMask,
        } => builder.add_files_to_file_group(
            wszLogicalPath.as_deref(),
            wszGroupName.as_deref(),
            wszPath.as_deref(),
            wszFilespec.as_deref(),
            *bRecursive,
            wszAlternateLocation.as_deref(),
            *dwBackupTypeMask,
        ),
        C::AddDatabaseFiles { wszLogicalPath, wszDatabaseName, wszPath, wszFilespec, dwBackupTypeMask } => {
            builder.add_database_files(
                wszLogicalPath.as_deref(),
                wszDatabaseName.as_deref(),
                wszPath.as_deref(),
                wszFilespec.as_deref(),
                *dwBackupTypeMask,
            )
        }
        C::AddDatabaseLogFiles {
            wszLogicalPath,
            wszDatabaseName,
            wszPath,
            wszFilespec,
            dwBackupTypeMask,
        } => builder.add_database_log_files(
            wszLogicalPath.as_deref(),
            wszDatabaseName.as_deref(),
            wszPath.as_deref(),
            wszFilespec.as_deref(),
            *dwBackupTypeMask,
        ),
        C::AddExcludeFiles { wszPath, wszFilespec, bRecursive } => {
            builder.add_exclude_files(wszPath.as_deref(), wszFilespec.as_deref(), *bRecursive)
        }
        C::SetRestoreMethod { method, wszService, wszUserProcedure, writerRestore, bRebootRequired } => {
            builder.set_restore_method(&SetRestoreMethod {
                method: *method,
                service: wszService.as_deref(),
                user_procedure: wszUserProcedure.as_deref(),
                writer_restore: *writerRestore,
                reboot_required: *bRebootRequired,
            })
        }
        C::AddAlternateLocationMapping { wszSourcePath, wszSourceFilespec, bRecursive, wszDestination } => {
            builder.add_alternate_location_mapping(
                wszSourcePath.as_deref(),
                wszSourceFilespec.as_deref(),
                *bRecursive,
                wszDestination.as_deref(),
            )
        }
        C::AddComponentDependency {
            wszForLogicalPath,
            wszForComponentName,
            onWriterId,
            wszOnLogicalPath,
            wszOnComponentName,
        } => builder.add_component_dependency(
            wszForLogicalPath.as_deref(),
            wszForComponentName.as_deref(),
            *onWriterId,
            wszOnLogicalPath.as_deref(),
            wszOnComponentName.as_deref(),
        ),
        C::AddIncludeFiles { wszPath, wszFilespec, bRecursive, wszAlternateLocation } => builder
            .add_include_files(
                wszPath.as_deref(),
                wszFilespec.as_deref(),
                *bRecursive,
                wszAlternateLocation.as_deref(),
            ),
        // This writes nothing, and is answered before this is asked.
        C::SaveAsXML { .. } => Ok(()),
        C::SetBackupSchema { dwSchemaMask } => builder.set_backup_schema(*dwSchemaMask),
        C::AddExcludeFilesFromSnapshot { wszPath, wszFilespec, bRecursive } => {
            builder.add_exclude_files_from_snapshot(wszPath.as_deref(), wszFilespec.as_deref(), *bRecursive)
        }
    }
}
