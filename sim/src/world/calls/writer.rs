//! What `CVssWriter` and the classes derived from it answer their own handlers.
//!
//! Pages: `nf-vswriter-cvsswriter-*`, `nf-vswriter-cvsswriterex-*`, `nf-vswriter-cvsswriterex2-*`.

use crate::api::{
    ActivationId, Caller, MetadataRef, Parameter, RequesterId, Texts, Value, WriterCall, WriterId,
};
use crate::machines::{BackupState, FailureDetails, WriterEvent};
use crate::vocabulary::{Guid, Hresult, RestoreType, SnapshotContext, Text, VolumeName, WinPath};

use super::super::event::{Participant, Upcall};
use super::super::in_flight::Run;
use super::super::outcome::Return;
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::shadow_copies::properties;
use super::{documents, examine};

/// The codes that `SetWriterFailure` takes.
const WRITER_ERRORS: &[Hresult] = &[
    Hresult::VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT,
    Hresult::VSS_E_WRITERERROR_NONRETRYABLE,
    Hresult::VSS_E_WRITERERROR_OUTOFRESOURCES,
    Hresult::VSS_E_WRITERERROR_RETRYABLE,
    Hresult::VSS_E_WRITERERROR_TIMEOUT,
];

/// The handler that calls.
#[derive(Clone, Copy)]
struct Handler {
    id: ActivationId,
    event: WriterEvent,
    writer: WriterId,
    requester: RequesterId,
    set: Guid,
}

impl Handler {
    fn of(st: &Stepper, by: Caller) -> Option<Self> {
        let id = by.within?;
        let activation = st.activation(id)?;
        let (Upcall::Writer(upcall), Participant::Writer(writer)) = (&activation.upcall, activation.to)
        else {
            return None;
        };
        let (event, requester, set) = (upcall.event, upcall.requester, upcall.snapshot_set);
        Some(Self { id, event, writer, requester, set })
    }
}

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
    let Some(handler) = Handler::of(st, by) else {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUTSIDE_HANDLER);
    };
    let Handler { writer, requester, .. } = handler;
    let (state, context) = backup_of(st, requester, writer);
    let flag = |name, holds| Return::with(vec![(name, Value::Bool(holds))]);
    match call {
        WriterCall::SetWriterFailure { hr } => set_failure(st, handler, *hr),
        WriterCall::SetWriterFailureEx { hrWriter, hrApplication, wszApplicationMessage } => {
            set_failure_ex(st, handler, *hrWriter, *hrApplication, wszApplicationMessage.as_ref())
        }
        WriterCall::AreComponentsSelected { .. } => flag("selected", state.select_components),
        WriterCall::GetBackupType { .. } => Return::with(vec![("backupType", state.backup_type.show())]),
        WriterCall::GetContext { .. } => Return::with(vec![("context", context.show())]),
        WriterCall::GetCurrentLevel { .. } => {
            let level = st.world.writer(writer).map(|(_, held)| held.registration.level).unwrap_or_default();
            Return::with(vec![("level", level.show())])
        }
        WriterCall::GetCurrentSnapshotSetId { .. } => {
            Return::with(vec![("snapshotSetId", Value::Guid(handler.set))])
        }
        WriterCall::GetCurrentVolumeCount { .. } => {
            Return::with(vec![("count", examine::count(volumes(st, requester).0.len()))])
        }
        WriterCall::GetCurrentVolumeArray { .. } => {
            Return::with(vec![("volumes", volumes(st, requester).show())])
        }
        WriterCall::GetSnapshotDeviceName { wszOriginalVolume, .. } => {
            device_name(st, handler, wszOriginalVolume.as_deref().unwrap_or_default())
        }
        // In a backup what it gives is undefined (`nf-vswriter-cvsswriter-getrestoretype`): the type that says so.
        WriterCall::GetRestoreType { .. } => {
            let held = st.world.writer(writer).and_then(|(_, held)| held.sessions.get(&requester));
            let restore_type = held.and_then(|session| session.restore_type);
            let restore_type = restore_type.unwrap_or(RestoreType::VSS_RTYPE_UNDEFINED);
            Return::with(vec![("restoreType", restore_type.show())])
        }
        WriterCall::IsBootableSystemStateBackedUp { .. } => flag("backedUp", state.bootable_system_state),
        WriterCall::IsPartialFileSupportEnabled { .. } => flag("enabled", state.partial_file_support),
        WriterCall::IsPathAffected { wszPath, .. } => {
            let path = wszPath.as_deref().unwrap_or_default();
            flag("affected", documents::is_path_affected(st, requester, path))
        }
        WriterCall::GetIdentifyInformation { .. } => identify_information(st, handler),
        WriterCall::GetSessionId { .. } => {
            Return::with(vec![("idSession", Value::Guid(requester.session_guid()))])
        }
        WriterCall::IsWriterShuttingDown { .. } => flag("shuttingDown", is_shutting_down(st, writer)),
    }
}

fn set_failure(st: &mut Stepper, handler: Handler, hr: Hresult) -> Return {
    // It cannot be called from OnIdentify; the code is a reading, for the page prints none.
    if handler.event == WriterEvent::Identify {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUTSIDE_HANDLER);
    }
    if !WRITER_ERRORS.contains(&hr) {
        return Return::argument(Hresult::E_INVALIDARG, Reason::WRONG_FAILURE);
    }
    report(st, handler, Some(hr), FailureDetails::default());
    Return::ok()
}

/// `S_OK` says that the writer was successful, and takes back what was reported before (a reading).
fn set_failure_ex(
    st: &mut Stepper,
    handler: Handler,
    hr: Hresult,
    application: Hresult,
    message: Option<&Text>,
) -> Return {
    if handler.event == WriterEvent::Identify {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUTSIDE_HANDLER);
    }
    let failure = match hr {
        Hresult::S_OK => None,
        Hresult::VSS_E_WRITERERROR_PARTIAL_FAILURE => Some(hr),
        _ if WRITER_ERRORS.contains(&hr) => Some(hr),
        _ => return Return::argument(Hresult::E_INVALIDARG, Reason::WRONG_FAILURE),
    };
    report(st, handler, failure, FailureDetails { application, message: message.cloned() });
    Return::ok()
}

fn report(st: &mut Stepper, handler: Handler, failure: Option<Hresult>, details: FailureDetails) {
    st.edit_activation(handler.id, |activation| {
        activation.run = Run::Running { failure };
        activation.details = details;
    });
}

/// The volumes of the set, by their volume GUID paths, in the order of its shadow copies.
fn volumes(st: &Stepper, requester: RequesterId) -> Texts {
    let copies = documents::set_of(st, requester).into_iter().flat_map(|set| set.copies.values());
    Texts(copies.map(|copy| copy.volume_name.clone()).collect())
}

fn device_name(st: &Stepper, handler: Handler, name: &str) -> Return {
    if handler.event != WriterEvent::PostSnapshot {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::NOT_IN_POST_SNAPSHOT);
    }
    let path = VolumeName::parse(name).ok().and_then(|_| WinPath::parse(name).ok());
    let Some(path) = path else { return Return::argument(Hresult::E_INVALIDARG, Reason::BAD_VOLUME_NAME) };
    let volume = documents::volume_of_name(st, handler.requester, &path);
    let set = documents::set_of(st, handler.requester);
    let copy = set.and_then(|set| set.copies.iter().find(|(_, copy)| Some(copy.volume) == volume));
    match copy {
        Some((id, _)) => {
            Return::with(vec![("ppwszSnapshotDevice", Value::Text(properties::device_object(st, *id)))])
        }
        None => Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::VOLUME_NOT_IN_SET),
    }
}

/// The page has no code but `E_FAIL` for what can go wrong, so that it answers a call at another time too (a reading).
fn identify_information(st: &Stepper, handler: Handler) -> Return {
    match examine::reported(st, handler.id) {
        Some(_) => Return::with(vec![("ppMetadata", MetadataRef::Reported(handler.id).show())]),
        None => Return::state(Hresult::E_FAIL, Reason::NOTHING_REPORTED),
    }
}

fn is_shutting_down(st: &Stepper, writer: WriterId) -> bool {
    let Some((machine, held)) = st.world.writer(writer) else { return true };
    let process = st.machine(machine).and_then(|machine| machine.processes.get(&held.process));
    process.is_none_or(|process| process.shutting_down)
}
