//! What `CVssWriter` answers its own handlers.
//!
//! Pages: `nf-vswriter-cvsswriter-*`.

use crate::api::{Caller, Parameter, RequesterId, Value, WriterCall, WriterId};
use crate::machines::{BackupState, WriterEvent};
use crate::vocabulary::{Hresult, RestoreType, SnapshotContext};

use super::super::event::{Participant, Upcall};
use super::super::in_flight::Run;
use super::super::outcome::Return;
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// The codes that `SetWriterFailure` takes.
const WRITER_ERRORS: &[Hresult] = &[
    Hresult::VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT,
    Hresult::VSS_E_WRITERERROR_NONRETRYABLE,
    Hresult::VSS_E_WRITERERROR_OUTOFRESOURCES,
    Hresult::VSS_E_WRITERERROR_RETRYABLE,
    Hresult::VSS_E_WRITERERROR_TIMEOUT,
];

/// What the requester said of the backup: as the writer's session has it, or, before there is one (in OnIdentify), as
/// the requester has it.
fn backup_of(st: &Stepper, requester: RequesterId, writer: WriterId) -> (BackupState, SnapshotContext) {
    let held = st.world.writer(writer).and_then(|(_, held)| held.sessions.get(&requester));
    if let Some(session) = held {
        return (session.backup, session.context);
    }
    let session = st.session(requester);
    session.map(|session| (session.backup_state().unwrap_or_default(), session.context())).unwrap_or_default()
}

pub(super) fn call(st: &mut Stepper, by: Caller, call: &WriterCall) -> Return {
    let outside = Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUTSIDE_HANDLER);
    let Some(id) = by.within else { return outside };
    let Some(activation) = st.activation(id) else { return outside };
    let (Upcall::Writer(upcall), Participant::Writer(writer)) = (&activation.upcall, activation.to) else {
        return outside;
    };
    let (event, requester, set) = (upcall.event, upcall.requester, upcall.snapshot_set);
    let (state, context) = backup_of(st, requester, writer);
    match call {
        WriterCall::SetWriterFailure { hr } => {
            // It cannot be called from OnIdentify; the code is a reading, for the page prints none.
            if event == WriterEvent::Identify {
                return outside;
            }
            if !WRITER_ERRORS.contains(hr) {
                return Return::argument(Hresult::E_INVALIDARG, Reason::WRONG_FAILURE);
            }
            let failure = *hr;
            st.edit_activation(id, |activation| activation.run = Run::Running { failure: Some(failure) });
            Return::ok()
        }
        WriterCall::AreComponentsSelected { .. } => {
            Return::with(vec![("selected", Value::Bool(state.select_components))])
        }
        WriterCall::GetBackupType { .. } => Return::with(vec![("backupType", state.backup_type.show())]),
        WriterCall::GetContext { .. } => Return::with(vec![("context", context.show())]),
        WriterCall::GetCurrentLevel { .. } => {
            let level = st.world.writer(writer).map(|(_, held)| held.registration.level).unwrap_or_default();
            Return::with(vec![("level", level.show())])
        }
        WriterCall::GetCurrentSnapshotSetId { .. } => Return::with(vec![("snapshotSetId", Value::Guid(set))]),
        WriterCall::GetCurrentVolumeCount { .. } => {
            let count = super::documents::set_of(st, requester).map_or(0, |set| set.copies.len());
            Return::with(vec![("count", u32::try_from(count).unwrap_or(u32::MAX).show())])
        }
        // In a backup what it gives is undefined (`nf-vswriter-cvsswriter-getrestoretype`): the type that says so.
        WriterCall::GetRestoreType { .. } => {
            let held = st.world.writer(writer).and_then(|(_, held)| held.sessions.get(&requester));
            let restore_type = held.and_then(|session| session.restore_type);
            let restore_type = restore_type.unwrap_or(RestoreType::VSS_RTYPE_UNDEFINED);
            Return::with(vec![("restoreType", restore_type.show())])
        }
        WriterCall::IsBootableSystemStateBackedUp { .. } => {
            Return::with(vec![("backedUp", Value::Bool(state.bootable_system_state))])
        }
        WriterCall::IsPartialFileSupportEnabled { .. } => {
            Return::with(vec![("enabled", Value::Bool(state.partial_file_support))])
        }
        WriterCall::IsPathAffected { wszPath, .. } => {
            let path = wszPath.0.as_deref().unwrap_or_default();
            let affected = super::documents::is_path_affected(st, requester, path);
            Return::with(vec![("affected", Value::Bool(affected))])
        }
    }
}
