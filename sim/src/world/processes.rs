//! What happens to processes: they start, subscribe writers, drop their rights, die, and run out of memory.

use std::sync::Arc;

use crate::api::{ActivationId, Caller, MachineId, ProcessId, RequesterId, WriterId};
use crate::machines::{Machine, Process, Registration, Shared, SystemMode, Writer, WriterObject};

use super::calls;
use super::event::{Fault, Participant, ProcessEvent, StoredDocument};
use super::operations;
use super::outcome::Outcome;
use super::readings::ProviderProcesses;
use super::reason::Reason;
use super::stepper::Stepper;

/// Something happens to a process.
pub(super) fn process(st: &mut Stepper, event: &ProcessEvent) -> Outcome {
    match event {
        ProcessEvent::Start { machine, process, privileged } => start(st, *machine, *process, *privileged),
        ProcessEvent::Subscribe { process, writer, registration } => {
            subscribe(st, *process, *writer, registration)
        }
        ProcessEvent::Unsubscribe(writer) => end_writer(st, *writer),
        ProcessEvent::Rights { process, privileged } => {
            change(st, *process, |process| process.privileged = *privileged)
        }
        ProcessEvent::ShutDown(process) => change(st, *process, |process| process.shutting_down = true),
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
            if !calls::sees(st, Caller { process, within: None }, of) {
                return Outcome::Moot(Reason::NO_SUCH_OBJECT);
            }
            change(st, process, |process| {
                process.damaged.insert(of);
            })
        }
        StoredDocument::Express(process, id) => {
            if !calls::builds(st, Caller { process, within: None }, id) {
                return Outcome::Moot(Reason::NO_SUCH_OBJECT);
            }
            change(st, process, |process| {
                process.damaged_express.insert(id);
            })
        }
        StoredDocument::Handed(process) => change(st, process, |process| process.damages_next = true),
    }
}

fn change<R>(st: &mut Stepper, process: ProcessId, change: impl FnOnce(&mut Process) -> R) -> Outcome {
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

/// The short form of making a writer, initialising and subscribing it. Where the infrastructure of writers is inactive it
/// stays as it was made.
fn subscribe(
    st: &mut Stepper,
    process: ProcessId,
    writer: WriterId,
    registration: &Arc<Registration>,
) -> Outcome {
    if is_writer_taken(st, writer) {
        return Outcome::Moot(Reason::NAME_TAKEN);
    }
    let Some(machine) = machine_of(st, process) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    let active = st.machine(machine).is_some_and(|held| held.mode == SystemMode::Normal);
    let registration = active.then(|| Arc::clone(registration));
    let object = WriterObject { registration: registration.clone() };
    change(st, process, |process| process.writers.insert(writer, object));
    if let Some(registration) = registration {
        put_writer(st, machine, writer, Writer::new(process, registration, Writer::USUAL_EVENTS));
    }
    Outcome::Done
}

/// Whether a writer has this number already, subscribed or not.
pub(super) fn is_writer_taken(st: &Stepper, writer: WriterId) -> bool {
    let made = |machine: &Shared<Machine>| {
        machine.processes.values().any(|process| process.writers.contains_key(&writer))
    };
    st.world.writer(writer).is_some()
        || st.world.express_writer(writer).is_some()
        || st.world.machines.values().any(made)
}

/// Subscribes a writer.
pub(super) fn put_writer(st: &mut Stepper, machine: MachineId, id: WriterId, writer: Writer) {
    st.edit_machine(machine, |held| held.writers.insert(id, Shared::new(writer)));
}

/// The short form of unsubscribing a writer and destroying its object.
fn end_writer(st: &mut Stepper, writer: WriterId) -> Outcome {
    let process = st.world.writer(writer).map(|(_, held)| held.process);
    let ended = unsubscribe(st, writer);
    if let Some(process) = process {
        change(st, process, |process| process.writers.remove(&writer));
    }
    ended
}

/// A writer is subscribed no more: what it is doing is taken back, and its sessions are forgotten.
pub(super) fn unsubscribe(st: &mut Stepper, writer: WriterId) -> Outcome {
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
    operations::process_dies(st, machine, process);
    for id in activations_of(st, |to| matches!(to, Participant::Provider(id) if providers.contains(&id))) {
        if let Some(activation) = st.remove_activation(id) {
            st.effect(super::outcome::Effect::Withdraw(id));
            operations::provider_lost(st, id, &activation);
        }
    }
    let hosted = !providers.is_empty();
    for provider in providers {
        st.set_loaded(machine, provider, false);
    }
    if hosted && st.reading::<ProviderProcesses>() == ProviderProcesses::InProcess {
        operations::service_ended(st, machine, false);
    }
    st.edit_machine(machine, |held| {
        // The registration of a provider outlives its process (C2-029).
        held.processes.remove(&process);
        held.open_files.retain(|_, by| *by != process);
        held.uncommitted.retain(|_, (_, by)| *by != process);
    });
    Outcome::Done
}
