//! Calls that need what is not there: COM in the thread that calls, the VSS service, or the COM+ Event System.
//!
//! Reading: a method of `IVssBackupComponents` needs the VSS service if its page lists `VSS_E_UNEXPECTED`, or `E_FAIL` for
//! an internal error. An object is
//! known to the process of the service that it began with, so that it is lost with that process, and its release is
//! all that is left; a new object begins anew.

use crate::api::{Call, MachineId, Method, RequesterId};
use crate::machines::{EventSystem, Session, VssService};
use crate::vocabulary::{Hresult, Windows};

use super::super::outcome::{Outcome, Return};
use super::super::reason::Reason;
use super::super::services;
use super::super::stepper::Stepper;

/// The methods that ask the writers, and say so if they cannot be reached: on their pages VSS and the Event Service are
/// named as what to look after.
const ASKS_WRITERS: &[&str] = &["GatherWriterMetadata", "GatherWriterStatus"];

/// The methods that have events sent to writers.
const TELLS_WRITERS: &[&str] = &["PrepareForBackup", "DoSnapshotSet", "PreRestore", "PostRestore"];

/// The code of an error that a page has no other one for. Versions before Windows 7 give `E_UNEXPECTED`, which the pages
/// say of every method but those of `IVssAsync`. A few pages have `E_FAIL` in its place.
pub(super) fn unexpected(st: &Stepper, machine: MachineId, method: &Method) -> Hresult {
    if method.lists_internal_error() {
        return Hresult::E_FAIL;
    }
    let old = st.machine(machine).is_some_and(|held| held.windows < Windows::Seven);
    if old && method.interface != "IVssAsync" { Hresult::E_UNEXPECTED } else { Hresult::VSS_E_UNEXPECTED }
}

/// Whether the calling thread has not joined COM, and what a call then gives.
pub(super) fn without_com(st: &Stepper, machine: MachineId, method: &Method) -> Option<Return> {
    method
        .lists_unforeseen()
        .then(|| Return::state(unexpected(st, machine, method), Reason::COM_NOT_INITIALIZED))
}

/// Whose call on the service it is, if it is one: that of an object, or of nobody.
const fn asks(call: &Call) -> Option<Option<RequesterId>> {
    match call {
        Call::Backup(requester, _) | Call::Restore(requester, _) | Call::ShadowCopy(requester, _) => {
            Some(Some(*requester))
        }
        Call::Function(_) | Call::Admin(_) | Call::SnapshotMgmt(..) | Call::DiffAreaMgmt(..) => Some(None),
        // That writers subscribe and register without the services is a reading: no page says that they need one.
        Call::WriterObject(..)
        | Call::ExpressWriter(..)
        | Call::ExpressMetadata(..)
        | Call::EnumObject(..)
        | Call::EnumMgmtObject(..)
        | Call::Async(..)
        | Call::WriterComponents(..)
        | Call::Examine(..)
        | Call::WmComponent(..)
        | Call::Filedesc(..)
        | Call::Dependency(..)
        | Call::Component(..)
        | Call::Create(_)
        | Call::Writer(_) => None,
    }
}

/// Whether its page has a code for a service that is not there. A document is examined within the process.
fn may_need(method: &Method) -> bool {
    method.lists_unforeseen() && !method.name.starts_with("CreateVssExamineWriterMetadata")
}

/// A call was answered that needs the VSS service. One that was refused was no task for it (a reading), so that a refusal
/// changes nothing.
pub(super) fn used(st: &mut Stepper, machine: MachineId, call: &Call, outcome: &Outcome) {
    let taken = match outcome {
        Outcome::Returned(result) => result.code.is_success(),
        Outcome::Pending | Outcome::Done => true,
        Outcome::Moot(_) => false,
    };
    if taken && services::waits_for_use(st, machine) && asks(call).is_some() && may_need(call.method()) {
        services::used(st, machine);
    }
}

/// What a call gives that needs a service which is not there.
pub(super) fn refused(st: &Stepper, machine: MachineId, call: &Call) -> Option<Return> {
    let requester = asks(call)?;
    let services = st.machine(machine)?.services;
    let session = requester.and_then(|requester| st.session(requester));
    let lost = session.is_some_and(|session| session.lost);
    let stopped = services.event_system == EventSystem::Stopped;
    if !lost && !stopped && services.vss != VssService::Disabled {
        return None;
    }
    let method = call.method();
    if !may_need(method) {
        return None;
    }
    let unexpected = unexpected(st, machine, method);
    if lost {
        return Some(Return::state(unexpected, Reason::SERVICE_ENDED));
    }
    if services.vss == VssService::Disabled {
        let gathers = ASKS_WRITERS.contains(&method.name);
        let code = if gathers { Hresult::VSS_E_WRITER_INFRASTRUCTURE } else { unexpected };
        return Some(Return::state(code, Reason::SERVICE_DISABLED));
    }
    let with_writers = session.is_none_or(Session::with_writers);
    let code = if ASKS_WRITERS.contains(&method.name) {
        Hresult::VSS_E_WRITER_INFRASTRUCTURE
    } else if method.name == "BackupComplete" {
        Hresult::VSS_E_UNEXPECTED_WRITER_ERROR
    } else if TELLS_WRITERS.contains(&method.name) && with_writers {
        unexpected
    } else {
        return None;
    };
    Some(Return::state(code, Reason::EVENT_SYSTEM_STOPPED))
}
