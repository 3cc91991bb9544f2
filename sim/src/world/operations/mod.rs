//! What the service does for requesters: one module an operation, each with its phases.
//!
//! Every call that may need a participant opens an operation, and every operation moves by [`Event::Proceed`] alone,
//! so that the interleavings of writers, providers and requesters can be explored.
//!
//! [`Event::Proceed`]: super::Event::Proceed

mod abort;
mod add_volume;
mod ask;
mod cancel;
mod common;
mod complete;
mod copies;
mod create;
mod creation;
mod creation_failure;
mod creation_table;
mod gather;
mod import;
mod limits;
mod luns;
mod manage;
mod post_restore;
mod pre_restore;
mod prepare;
mod revert;
mod service_ended;
mod sessions;
mod shutdown;
mod status;
mod support;
mod windows;
mod writers;

use crate::api::{ActivationId, OpId, WriterId};
use crate::machines::{ProviderCall, WriterEvent};
use crate::vocabulary::Hresult;

use super::event::{Answer, Participant, Upcall};
use super::in_flight::{Activation, Run, Window};
use super::kinds::OpKind;
use super::outcome::{Effect, Outcome};
use super::reason::Reason;
use super::stepper::Stepper;
use common::LOST_PROVIDER;
use writers::{Finished, Handled};

pub use creation_table::{CREATION, LunStep, Stage, StageAct};
pub(super) use {
    abort::{enter as abort, enter_in_restore as abort_restore},
    add_volume::enter as add_volume,
    ask::{about_all, about_copy, about_volume, enter as ask, process_dies},
    cancel::cancel_async,
    common::edit_backup,
    complete::enter as complete,
    copies::is_auto_recovered,
    create::enter as create,
    gather::enter as gather,
    import::{enter as import, wanted as wanted_import},
    manage::{break_as_deleted, break_set, break_set_ex, delete, is_recovering, recover},
    post_restore::enter as post_restore,
    pre_restore::enter as pre_restore,
    prepare::enter as prepare,
    revert::{enter as revert, follow as follow_revert, of_volume as revert_of},
    service_ended::enter as service_ended,
    shutdown::enter as shutdown,
    status::enter as status,
    support::enter as support,
    writers::identity,
};

/// A queued upcall reaches its participant.
pub(super) fn begin(st: &mut Stepper, id: ActivationId) -> Outcome {
    let Some(activation) = st.activation(id) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    if activation.run != Run::Queued {
        return Outcome::Moot(Reason::NOT_QUEUED);
    }
    let (to, of) = (activation.to, activation.of);
    let freeze = matches!(&activation.upcall, Upcall::Writer(upcall) if upcall.event == WriterEvent::Freeze);
    st.edit_activation(id, |activation| activation.run = Run::Running { failure: None });
    if let Participant::Writer(writer) = to {
        damage_handed(st, id, writer);
    }
    if let (true, Participant::Writer(writer)) = (freeze, to) {
        windows::open_window(st, of, writer);
    }
    Outcome::Done
}

/// A document is handed to a handler whose process damages the next one.
fn damage_handed(st: &mut Stepper, id: ActivationId, writer: WriterId) {
    let Some((machine, process)) = st.world.writer(writer).map(|(at, held)| (at, held.process)) else {
        return;
    };
    let damages = st
        .machine(machine)
        .and_then(|held| held.processes.get(&process))
        .is_some_and(|process| process.damages_next);
    let handed = st.activation(id).is_some_and(|activation| {
        let prepares = matches!(&activation.upcall, Upcall::Writer(upcall) if upcall.event == WriterEvent::PrepareForSnapshot);
        activation.window != Window::Closed && !prepares
    });
    if damages && handed {
        st.edit_activation(id, |activation| activation.damaged = true);
        st.edit_machine(machine, |held| {
            held.processes.get_mut(&process).map(|process| process.damages_next = false)
        });
    }
}

/// A participant's handler returns.
pub(super) fn returned(st: &mut Stepper, id: ActivationId, answer: &Answer) -> Outcome {
    let Some(activation) = st.activation(id) else { return Outcome::Moot(Reason::NOT_RUNNING) };
    let Run::Running { failure } = activation.run else { return Outcome::Moot(Reason::NOT_RUNNING) };
    let fits = match (activation.to, answer) {
        (Participant::Writer(_), Answer::Writer { .. })
        | (Participant::Provider(_), Answer::Provider { .. }) => true,
        (Participant::Writer(_), Answer::Provider { .. })
        | (Participant::Provider(_), Answer::Writer { .. }) => false,
    };
    if !fits {
        return Outcome::Moot(Reason::WRONG_ANSWER);
    }
    if let (Answer::Provider { code: Hresult::S_OK, .. }, Some(next)) = (answer, &activation.next) {
        go_on(st, id, next.clone());
        return Outcome::Done;
    }
    let Some(activation) = st.remove_activation(id) else { return Outcome::Moot(Reason::NOT_RUNNING) };
    match (answer, activation.to) {
        (Answer::Writer { succeeded, document }, Participant::Writer(writer)) => {
            let how = Handled { succeeded: *succeeded, failure, document: document.as_ref() };
            let of = activation.of;
            let finished = writers::finished(st, activation, writer, &how);
            writer_finished(st, of, writer, finished);
        }
        (Answer::Provider { code, supported }, Participant::Provider(_)) => match &activation.upcall {
            Upcall::Provider(ProviderCall::OnLoad) => not_loaded(st, id, activation, *code),
            Upcall::Provider(ProviderCall::OnUnload(_)) => unloaded(st, &activation, *code),
            Upcall::Provider(_) | Upcall::Writer(_) => {
                provider_answered(st, id, &activation, *code, *supported);
            }
        },
        (Answer::Writer { .. }, Participant::Provider(_))
        | (Answer::Provider { .. }, Participant::Writer(_)) => {}
    }
    Outcome::Done
}

/// A provider was told that it is loaded: what it was loaded for is asked.
fn go_on(st: &mut Stepper, id: ActivationId, next: ProviderCall) {
    let upcall = Upcall::Provider(next);
    let to = st.activation(id).map(|activation| activation.to);
    st.edit_activation(id, |activation| {
        activation.upcall = upcall.clone();
        activation.next = None;
        activation.run = Run::Queued;
    });
    if let Some(to) = to {
        st.effect(Effect::Activate { id, to, upcall });
    }
}

/// A provider refused to be loaded: the call that it was loaded for fails with its answer (a reading as to other codes
/// than those of the page, which are translated as any answer is).
fn not_loaded(st: &mut Stepper, id: ActivationId, activation: Activation, code: Hresult) {
    let Participant::Provider(provider) = activation.to else { return };
    if let Some((machine, _)) = st.world.provider(provider) {
        st.set_loaded(machine, provider, false);
    }
    if let Some(next) = activation.next.clone() {
        let asked = Activation { upcall: Upcall::Provider(next), next: None, ..activation };
        provider_answered(st, id, &asked, code, false);
    }
}

/// A provider was told to prepare to be unloaded: with any answer but `S_OK` it stays.
fn unloaded(st: &mut Stepper, activation: &Activation, code: Hresult) {
    let Participant::Provider(provider) = activation.to else { return };
    let at = st.world.provider(provider).map(|(machine, _)| machine);
    if let (Some(machine), Hresult::S_OK) = (at, code) {
        st.set_loaded(machine, provider, false);
    }
}

/// Tells the operation that a writer's handler belonged to.
fn writer_finished(st: &mut Stepper, of: OpId, writer: WriterId, finished: Finished) {
    match finished {
        Finished::Identified(Some(document)) => gather::answered(st, of, writer, document),
        Finished::Identified(None) => {}
        Finished::Handled { requester, event, outcome } => {
            if matches!(st.operation(of).map(|operation| &operation.kind), Some(OpKind::Create(_))) {
                create::writer_answered(st, of, requester, writer, event, outcome);
            }
        }
    }
}

/// Hands a provider's answer to the operation that asked.
fn provider_answered(
    st: &mut Stepper,
    id: ActivationId,
    activation: &Activation,
    code: Hresult,
    supported: bool,
) {
    let of = activation.of;
    let Some(operation) = st.operation(of) else { return };
    match &operation.kind {
        OpKind::AddVolume(_) => add_volume::answered(st, of, id, code, supported),
        OpKind::Create(_) => {
            if let (Upcall::Provider(call), Participant::Provider(provider), true) =
                (&activation.upcall, activation.to, code == Hresult::S_OK)
            {
                copies::answered(st, provider, call);
            }
            if let Upcall::Provider(call) = &activation.upcall {
                create::provider_answered(st, of, (id, activation.to), call, code);
            }
        }
        OpKind::Manage(_) => manage::answered(st, of, id, code, supported),
        OpKind::Support(_) => support::answered(st, of, id, code, supported),
        OpKind::Ask(_) => ask::answered(st, of, id, code),
        OpKind::Revert(_) => revert::answered(st, of, id, code),
        // AbortSnapshots: whatever it answers, the abort goes on.
        OpKind::Abort(_) | OpKind::Shutdown(_) => {}
        OpKind::Gather(_)
        | OpKind::Prepare
        | OpKind::Status
        | OpKind::Complete
        | OpKind::PreRestore
        | OpKind::PostRestore => {}
    }
}

/// A provider died while it was asked.
pub(super) fn provider_lost(st: &mut Stepper, id: ActivationId, activation: &Activation) {
    provider_answered(st, id, activation, LOST_PROVIDER, false);
}

/// The service takes the next step of an operation.
pub(super) fn proceed(st: &mut Stepper, id: OpId) -> Outcome {
    let Some(operation) = st.operation(id) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    if !operation.can_proceed() {
        return Outcome::Moot(Reason::STILL_WAITING);
    }
    let requester = operation.requester;
    match &operation.kind {
        OpKind::Gather(_) => gather::advance(st, id, requester),
        OpKind::Prepare => prepare::advance(st, id, requester),
        OpKind::AddVolume(_) => add_volume::advance(st, id, requester),
        OpKind::Create(_) => create::advance(st, id, requester),
        OpKind::Status => status::advance(st, id, requester),
        OpKind::Complete => complete::advance(st, id, requester),
        OpKind::PreRestore => pre_restore::advance(st, id, requester),
        OpKind::PostRestore => post_restore::advance(st, id, requester),
        OpKind::Abort(_) => abort::advance(st, id),
        OpKind::Manage(_) => manage::advance(st, id),
        OpKind::Support(_) => support::advance(st, id),
        OpKind::Ask(_) => ask::advance(st, id),
        OpKind::Revert(_) => revert::advance(st, id),
        OpKind::Shutdown(_) => shutdown::advance(st, id),
    }
    Outcome::Done
}

/// A writer is gone: nobody waits for it to thaw.
pub(super) fn forget_writer(st: &mut Stepper, writer: WriterId) {
    let all: Vec<OpId> = st.world.open.operations.keys().copied().collect();
    for operation in all {
        windows::forget_writer(st, operation, writer);
    }
}

/// What time has run out for in an operation.
pub(super) fn expire(st: &mut Stepper, id: OpId) {
    windows::expire(st, id);
}
