//! What happens to processes: they start, subscribe writers, drop their rights, die, and run out of memory.

use std::sync::Arc;

use crate::api::{ActivationId, MachineId, ProcessId, RequesterId, WriterId};
use crate::machines::{Process, Registration, Shared, Writer};

use super::calls;
use super::event::{Fault, Participant, ProcessEvent, StoredDocument};
use super::operations;
use super::outcome::Outcome;
use super::reason::Reason;
use super::stepper::Stepper;

/// Something happens to a process.
pub(super) fn process(st: &mut Stepper, event: &ProcessEvent) -> Outcome {
    match event {
        ProcessEvent::Start { machine, process, privileged } => start(st, *machine, *process, *privileged),
        ProcessEvent::Subscribe { process, writer, registration } => {
            subscribe(st, *process, *writer, registration)
        }
        ProcessEvent::Unsubscribe(writer) => unsubscribe(st, *writer),
        ProcessEvent::Rights { process, privileged } => {
            change(st, *process, |process| process.privileged = *privileged)
        }
        ProcessEvent::Com { process, initialized } => {
            change(st, *process, |process| process.without_com = !*initialized)
        }
        ProcessEvent::Crash(process) => crash(st, *process),
    }
}

/// Arms or disarms a fault.
pub(super) fn fault(st: &mut Stepper, fault: Fault) -> Outcome {
    match fault {
        Fault::Memory { process, exhausted } => {
            change(st, process, |process| process.out_of_memory = exhausted)
        }
        Fault::Document(document) => damage(st, document),
    }
}

/// Damages a document, if it is there.
fn damage(st: &mut Stepper, document: StoredDocument) -> Outcome {
    match document {
        StoredDocument::Backup(requester) => {
            match st.edit_session(requester, |session| session.damaged = true) {
                Some(()) => Outcome::Done,
                None => Outcome::Moot(Reason::NO_SUCH_OBJECT),
            }
        }
        StoredDocument::Metadata(process, of) => {
            if !calls::sees(st, process, of) {
                return Outcome::Moot(Reason::NO_SUCH_OBJECT);
            }
            change(st, process, |process| {
                process.damaged.insert(of);
            })
        }
        StoredDocument::Handed(process) => change(st, process, |process| process.damages_next = true),
    }
}

fn change(st: &mut Stepper, process: ProcessId, change: impl FnOnce(&mut Process)) -> Outcome {
    let Some(machine) = machine_of(st, process) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    st.edit_machine(machine, |held| held.processes.get_mut(&process).map(change));
    Outcome::Done
}

pub(super) fn machine_of(st: &Stepper, process: ProcessId) -> Option<MachineId> {
    st.world.machines.iter().find(|(_, held)| held.processes.contains_key(&process)).map(|(id, _)| *id)
}

fn start(st: &mut Stepper, machine: MachineId, process: ProcessId, privileged: bool) -> Outcome {
    if machine_of(st, process).is_some() {
        return Outcome::Moot(Reason::NAME_TAKEN);
    }
    match st.edit_machine(machine, |held| held.processes.insert(process, Process::new(privileged))) {
        Some(_) => Outcome::Done,
        None => Outcome::Moot(Reason::NO_SUCH_OBJECT),
    }
}

fn subscribe(
    st: &mut Stepper,
    process: ProcessId,
    writer: WriterId,
    registration: &Arc<Registration>,
) -> Outcome {
    if st.world.writer(writer).is_some() {
        return Outcome::Moot(Reason::NAME_TAKEN);
    }
    let Some(machine) = machine_of(st, process) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    let subscribed = Writer {
        process,
        registration: Arc::clone(registration),
        sessions: std::collections::BTreeMap::new(),
        last_failure: None,
    };
    st.edit_machine(machine, |held| held.writers.insert(writer, Shared::new(subscribed)));
    Outcome::Done
}

fn unsubscribe(st: &mut Stepper, writer: WriterId) -> Outcome {
    let Some((machine, _)) = st.world.writer(writer) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    for activation in activations_of(st, |to| to == Participant::Writer(writer)) {
        st.withdraw(activation);
    }
    operations::forget_writer(st, writer);
    st.edit_machine(machine, |held| held.writers.remove(&writer));
    Outcome::Done
}

fn activations_of(st: &Stepper, of: impl Fn(Participant) -> bool) -> Vec<ActivationId> {
    st.world.open.activations.iter().filter(|(_, activation)| of(activation.to)).map(|(id, _)| *id).collect()
}

/// A process dies. Its objects are released, its writers are gone, and what its providers were asked has failed.
fn crash(st: &mut Stepper, process: ProcessId) -> Outcome {
    let Some(machine) = machine_of(st, process) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    let Some(held) = st.machine(machine) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    let requesters: Vec<RequesterId> =
        held.requesters.iter().filter(|(_, r)| r.process == process).map(|(id, _)| *id).collect();
    let writers: Vec<WriterId> =
        held.writers.iter().filter(|(_, w)| w.process == process).map(|(id, _)| *id).collect();
    let providers: Vec<_> =
        held.providers.iter().filter(|(_, p)| p.process == process).map(|(id, _)| *id).collect();
    for writer in writers {
        unsubscribe(st, writer);
    }
    for requester in requesters {
        operations::shutdown(st, requester);
    }
    for id in activations_of(st, |to| matches!(to, Participant::Provider(id) if providers.contains(&id))) {
        if let Some(activation) = st.remove_activation(id) {
            st.effect(super::outcome::Effect::Withdraw(id));
            operations::provider_lost(st, id, &activation);
        }
    }
    st.edit_machine(machine, |held| {
        // The registration of a provider outlives its process (C2-029).
        held.processes.remove(&process);
    });
    Outcome::Done
}
