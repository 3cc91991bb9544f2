//! What the service does for requesters: one module an operation, each with its phases.
//!
//! Every call that may need a participant opens an operation, and every operation moves by [`Event::Proceed`] alone,
//! so that the interleavings of writers, providers and requesters can be explored.
//!
//! [`Event::Proceed`]: super::Event::Proceed

mod abort;
mod add_volume;
mod complete;
mod create;
mod creation_table;
mod gather;
mod prepare;
mod shutdown;
mod status;
mod writers;

use crate::api::{ActivationId, OpId, RequesterId, SnapshotId};
use crate::machines::{BackupPhase, CreationLock, Time, WriterEvent};

use super::event::{Answer, Participant, Upcall};
use super::in_flight::{Activation, Run};
use super::outcome::Outcome;
use super::reason::Reason;
use super::stepper::{End, Stepper};

pub use abort::Abort;
pub use add_volume::{AddVolume, Choice};
pub use create::Create;
pub use creation_table::{CREATION, Stage, StageAct};
pub(super) use {
    abort::enter as abort, add_volume::enter as add_volume, complete::enter as complete,
    create::enter as create, gather::enter as gather, prepare::enter as prepare, shutdown::enter as shutdown,
    status::enter as status,
};

/// What an operation is, with the phase it is in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OpKind {
    /// `GatherWriterMetadata`.
    Gather(Vec<crate::machines::GatheredWriter>),
    /// `PrepareForBackup`.
    Prepare,
    /// `AddToSnapshotSet`.
    AddVolume(AddVolume),
    /// `DoSnapshotSet`.
    Create(Box<Create>),
    /// `GatherWriterStatus`.
    Status,
    /// `BackupComplete`.
    Complete,
    /// `AbortBackup`.
    Abort(Abort),
    /// What follows the release of an object.
    Shutdown(Abort),
}

impl OpKind {
    /// The deadlines it runs under.
    pub fn deadlines(&self) -> Box<dyn Iterator<Item = Time> + '_> {
        match self {
            Self::Create(create) => Box::new(create.deadlines()),
            Self::Gather(_)
            | Self::Prepare
            | Self::AddVolume(_)
            | Self::Status
            | Self::Complete
            | Self::Abort(_)
            | Self::Shutdown(_) => Box::new(std::iter::empty()),
        }
    }

    pub(super) fn make_relative(&mut self, now: Time) {
        if let Self::Create(create) = self {
            create.make_relative(now);
        }
    }

    /// The shadow copy it is preparing and that is in no set yet.
    pub(super) const fn snapshot(&self) -> Option<SnapshotId> {
        if let Self::AddVolume(add) = self { Some(add.snapshot) } else { None }
    }
}

/// A queued upcall reaches its participant.
pub(super) fn begin(st: &mut Stepper, id: ActivationId) -> Outcome {
    let Some(activation) = st.activation(id) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    if activation.run != Run::Queued {
        return Outcome::Moot(Reason::NOT_QUEUED);
    }
    let (to, of) = (activation.to, activation.of);
    let freeze = matches!(&activation.upcall, Upcall::Writer(upcall) if upcall.event == WriterEvent::Freeze);
    st.edit_open(|open| {
        if let Some(activation) = open.activations.get_mut(&id) {
            activation.run = Run::Running { failure: None };
        }
    });
    if let (true, Participant::Writer(writer)) = (freeze, to) {
        create::open_window(st, of, writer);
    }
    Outcome::Done
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
    let Some(activation) = st.remove_activation(id) else { return Outcome::Moot(Reason::NOT_RUNNING) };
    match (answer, activation.to) {
        (Answer::Writer { succeeded, document }, Participant::Writer(writer)) => {
            writers::finished(st, &activation, writer, *succeeded, failure, document.as_ref());
        }
        (Answer::Provider { code, supported }, Participant::Provider(_)) => {
            provider_answered(st, id, &activation, *code, *supported);
        }
        (Answer::Writer { .. }, Participant::Provider(_))
        | (Answer::Provider { .. }, Participant::Writer(_)) => {}
    }
    Outcome::Done
}

/// Hands a provider's answer to the operation that asked.
fn provider_answered(
    st: &mut Stepper,
    id: ActivationId,
    activation: &Activation,
    code: crate::vocabulary::Hresult,
    supported: bool,
) {
    let of = activation.of;
    let Some(operation) = st.operation(of) else { return };
    match &operation.kind {
        OpKind::AddVolume(_) => add_volume::answered(st, of, id, code, supported),
        OpKind::Create(_) => create::provider_answered(st, of, id, code),
        // AbortSnapshots: whatever it answers, the abort goes on.
        OpKind::Abort(_) | OpKind::Shutdown(_) => {}
        OpKind::Gather(_) | OpKind::Prepare | OpKind::Status | OpKind::Complete => {}
    }
}

/// A provider died while it was asked.
pub(super) fn provider_lost(st: &mut Stepper, id: ActivationId, activation: &Activation) {
    provider_answered(st, id, activation, super::processes::LOST_PROVIDER, false);
}

/// The service takes the next step of an operation.
pub(super) fn proceed(st: &mut Stepper, id: OpId) -> Outcome {
    let Some(operation) = st.operation(id) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    if !operation.awaits.is_empty() {
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
        OpKind::Abort(_) => abort::advance(st, id),
        OpKind::Shutdown(_) => shutdown::advance(st, id),
    }
    Outcome::Done
}

/// Gives an operation up from outside: it was cancelled, or its backup aborted, or its object released.
pub(super) fn cancel(st: &mut Stepper, id: OpId) {
    let Some(operation) = st.operation(id) else { return };
    let requester = operation.requester;
    match &operation.kind {
        OpKind::Gather(_) => gather::cancelled(st, requester),
        OpKind::Prepare => set_phase(st, requester, BackupPhase::SetStarted),
        OpKind::Create(_) => create::given_up(st, requester),
        OpKind::Status => status::cancelled(st, requester),
        // What a cancelled BackupComplete undoes is open: the backup counts as aborted.
        OpKind::Complete => set_phase(st, requester, BackupPhase::Aborted),
        OpKind::AddVolume(_) | OpKind::Abort(_) | OpKind::Shutdown(_) => {}
    }
    st.end_operation(id, End::Cancelled);
}

/// `IVssAsync::Cancel`: the object is cancelled at once; a creation is then taken down like one that failed.
pub(super) fn cancel_async(st: &mut Stepper, id: OpId) {
    if matches!(st.operation(id).map(|operation| &operation.kind), Some(OpKind::Create(_))) {
        create::cancelled_by_requester(st, id);
    } else {
        cancel(st, id);
    }
}

/// What time has run out for in an operation.
pub(super) fn expire(st: &mut Stepper, id: OpId) {
    create::expire(st, id);
}

/// Moves a backup to another state.
fn set_phase(st: &mut Stepper, requester: RequesterId, phase: BackupPhase) {
    st.edit_session(requester, |session| session.phase = phase);
}

/// Lets the next requester create a set.
pub(super) fn free_lock(st: &mut Stepper, requester: RequesterId) {
    let Some((machine, held)) = st.machine_of(requester) else { return };
    if held.lock == CreationLock::Held(requester) {
        st.edit_machine(machine, |held| held.lock = CreationLock::Free);
    }
}

/// Gives up a requester's shadow copy set, unless it was created.
pub(super) fn drop_unfinished_set(st: &mut Stepper, requester: RequesterId) {
    let Some((machine, held)) = st.machine_of(requester) else { return };
    let unfinished =
        |(id, set): (&crate::api::SetId, &crate::machines::Shared<crate::machines::ShadowCopySet>)| {
            (set.requester == requester && !set.created).then_some(*id)
        };
    let Some(set) = held.sets.iter().find_map(unfinished) else { return };
    st.edit_machine(machine, |held| held.sets.remove(&set));
}
