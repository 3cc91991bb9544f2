//! The life of a writer: `Initialize`, `Subscribe`, `Unsubscribe` and their later forms.
//!
//! Pages: `nl-vswriter-cvsswriter`, `nf-vswriter-cvsswriter-initialize`, `nf-vswriter-cvsswriter-subscribe`,
//! `nf-vswriter-cvsswriter-unsubscribe`, `nf-vswriter-cvsswriterex-initializeex`.

use std::sync::Arc;
use std::time::Duration;

use crate::api::{Caller, MachineId, WriterId, WriterObjectCall};
use crate::documents::CreateWriterMetadata;
use crate::machines::{Registration, SystemMode, Writer, WriterObject};
use crate::vocabulary::{
    AlternateWriterState, ApplicationLevel, Guid, HeaderEnum, Hresult, SourceType, SubscribeMask, Text,
    UsageType,
};

use super::super::operations::identity;
use super::super::outcome::{Outcome, Return};
use super::super::processes;
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// Whether there is such an object in the process of the caller; for the constructor, whether there is none of its number
/// anywhere.
pub(super) fn is_addressed(st: &Stepper, by: Caller, id: WriterId, call: &WriterObjectCall) -> bool {
    if matches!(call, WriterObjectCall::CVssWriter {}) {
        return !processes::is_writer_taken(st, id);
    }
    object(st, by, id).is_some()
}

fn object(st: &Stepper, by: Caller, id: WriterId) -> Option<&WriterObject> {
    let machine = processes::machine_of(st, by.process)?;
    st.machine(machine)?.processes.get(&by.process)?.writers.get(&id)
}

/// Answers a call.
pub(super) fn call(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    id: WriterId,
    call: &WriterObjectCall,
) -> Return {
    use WriterObjectCall as C;
    match call {
        C::CVssWriter {} => {
            put(st, machine, by, id, WriterObject { registration: None });
            Return::ok()
        }
        C::Initialize {
            WriterId: class,
            wszWriterName,
            ut,
            st: source,
            nLevel,
            dwTimeoutFreeze,
            aws,
            bIOThrottlingOnly: _,
            wszWriterInstanceName,
        } => {
            let given = Given {
                class: *class,
                name: wszWriterName.0.as_ref(),
                version: (0, 0),
                usage: *ut,
                source: *source,
                level: *nLevel,
                timeout: *dwTimeoutFreeze,
                alternate: *aws,
                instance_name: wszWriterInstanceName.as_ref(),
            };
            initialize(st, machine, by, id, &given)
        }
        C::InitializeEx {
            WriterId: class,
            wszWriterName,
            dwMajorVersion,
            dwMinorVersion,
            ut,
            st: source,
            nLevel,
            dwTimeoutFreeze,
            aws,
            bIOThrottlingOnly: _,
            wszWriterInstanceName,
        } => {
            let given = Given {
                class: *class,
                name: wszWriterName.0.as_ref(),
                version: (*dwMajorVersion, *dwMinorVersion),
                usage: *ut,
                source: *source,
                level: *nLevel,
                timeout: *dwTimeoutFreeze,
                alternate: *aws,
                instance_name: wszWriterInstanceName.as_ref(),
            };
            initialize(st, machine, by, id, &given)
        }
        C::Subscribe { dwEventFlags } | C::SubscribeEx { dwEventFlags, .. } => {
            subscribe(st, machine, by, id, *dwEventFlags)
        }
        C::Unsubscribe {} => match processes::unsubscribe(st, id) {
            Outcome::Done => Return::ok(),
            // No page has a code for it: there is nothing to end.
            Outcome::Moot(_) | Outcome::Pending | Outcome::Returned(_) => {
                Return::state(Hresult::S_OK, Reason::NOT_SUBSCRIBED)
            }
        },
        C::InstallAlternateWriter { .. } => Return::state(Hresult::E_NOTIMPL, Reason::RESERVED),
    }
}

fn put(st: &mut Stepper, machine: MachineId, by: Caller, id: WriterId, object: WriterObject) {
    st.edit_machine(machine, |held| {
        held.processes.get_mut(&by.process).map(|process| process.writers.insert(id, object))
    });
}

/// What `Initialize` and `InitializeEx` are given; I/O throttling is reserved, and nothing follows from it.
struct Given<'a> {
    class: Guid,
    name: Option<&'a Text>,
    version: (u32, u32),
    usage: UsageType,
    source: SourceType,
    level: Option<ApplicationLevel>,
    timeout: Option<u32>,
    alternate: Option<AlternateWriterState>,
    instance_name: Option<&'a Text>,
}

fn initialize(st: &mut Stepper, machine: MachineId, by: Caller, id: WriterId, given: &Given<'_>) -> Return {
    let registration = match registration(id, given) {
        Ok(registration) => registration,
        Err(reason) => return Return::argument(Hresult::E_INVALIDARG, reason),
    };
    if st.machine(machine).is_some_and(|held| held.mode != SystemMode::Normal) {
        return Return::state(Hresult::S_FALSE, Reason::INACTIVE);
    }
    if object(st, by, id).is_some_and(|object| object.registration.is_some()) {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::INITIALIZED_BEFORE);
    }
    put(st, machine, by, id, WriterObject { registration: Some(Arc::new(registration)) });
    Return::ok()
}

fn registration(id: WriterId, given: &Given<'_>) -> Result<Registration, Reason> {
    let level = given.level.unwrap_or(ApplicationLevel::VSS_APP_FRONT_END);
    let known = given.usage.name().is_some() && given.source.name().is_some() && level.name().is_some();
    if !known || given.class.is_null() {
        return Err(Reason::BAD_WRITER);
    }
    let none = AlternateWriterState::VSS_AWS_NO_ALTERNATE_WRITER;
    if given.alternate.is_some_and(|state| state != none) {
        return Err(Reason::ALTERNATE_WRITER);
    }
    let timeout_freeze = given.timeout.map(|milliseconds| Duration::from_millis(u64::from(milliseconds)));
    let timeout_freeze = timeout_freeze.unwrap_or(Registration::DEFAULT_TIMEOUT_FREEZE);
    let registration = Registration {
        writer_id: given.class,
        instance_id: id.instance_guid(),
        name: given.name.cloned().unwrap_or_default(),
        instance_name: given.instance_name.cloned(),
        usage: given.usage,
        source: given.source,
        level,
        timeout_freeze,
        version: given.version,
    };
    // A text that no document can bear.
    CreateWriterMetadata::new(identity(&registration)).map_err(|_| Reason::BAD_WRITER)?;
    Ok(registration)
}

fn subscribe(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    id: WriterId,
    events: Option<SubscribeMask>,
) -> Return {
    if st.world.writer(id).is_some() {
        return Return::state(Hresult::VSS_E_WRITER_ALREADY_SUBSCRIBED, Reason::SUBSCRIBED_BEFORE);
    }
    let Some(registration) = object(st, by, id).and_then(|object| object.registration.clone()) else {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::WRITER_NOT_INITIALIZED);
    };
    let events = events.unwrap_or(Writer::USUAL_EVENTS);
    processes::put_writer(st, machine, id, Writer::new(by.process, registration, events));
    Return::ok()
}
