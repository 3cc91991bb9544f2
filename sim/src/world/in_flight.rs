//! Everything begun and not ended: operations, activations, asynchronous objects, waits.
//!
//! A suspended handler is data here: any number can be open at once, without a stack.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::api::{ActivationId, AsyncId, CallId, Caller, MachineId, OpId, RequesterId};
use crate::documents::{CreateWriterMetadata, WriterComponents};
use crate::machines::{FailureDetails, ProviderCall, Time};
use crate::vocabulary::Hresult;

use super::event::{FileAction, Participant, Upcall};
use super::kinds::OpKind;

/// Everything begun and not ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct InFlight {
    /// What the service is doing.
    pub operations: BTreeMap<OpId, Operation>,
    /// Upcalls queued for, or running in, participants.
    pub activations: BTreeMap<ActivationId, Activation>,
    /// The `IVssAsync` objects that were given out.
    pub asyncs: BTreeMap<AsyncId, AsyncObject>,
    /// The calls of `IVssAsync::Wait` that have not come back.
    pub waits: BTreeMap<CallId, Wait>,
    /// The writes to volumes that are held until the shadow copy is made, in the order in which they came.
    pub held_writes: Vec<HeldWrite>,
    /// When the VSS services that have nothing to do stop.
    pub idle: BTreeMap<MachineId, Time>,
}

/// A write to a volume whose writes are held.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HeldWrite {
    /// The number its maker gave it.
    pub id: CallId,
    /// Who made it.
    pub by: Caller,
    /// What it is.
    pub action: FileAction,
}

/// Something the service has begun for a requester.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Operation {
    /// What it is, with the phase it is in.
    pub kind: OpKind,
    /// The requester it is for.
    pub requester: RequesterId,
    /// The machine whose service does it.
    pub machine: Option<MachineId>,
    /// The activations it cannot go on without.
    pub awaits: BTreeSet<ActivationId>,
    /// What ends when it ends.
    pub ends: Completion,
}

impl Operation {
    /// Whether the service can take the next step of it.
    #[must_use]
    pub fn can_proceed(&self) -> bool {
        self.awaits.is_empty() && !self.kind.waits_for_time()
    }
}

/// What ends with an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Completion {
    /// An asynchronous object.
    Async(AsyncId),
    /// A call that is waiting.
    Call(CallId),
    /// Nothing: whoever began it is gone.
    Nobody,
}

/// One upcall.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Activation {
    /// Whom it is for.
    pub to: Participant,
    /// What it asks.
    pub upcall: Upcall,
    /// The operation it belongs to, which may end before it does.
    pub of: OpId,
    /// Whether it has reached its participant.
    pub run: Run,
    /// What its handler may change.
    pub window: Window,
    /// What its handler told beside the failure it has set.
    pub details: FailureDetails,
    /// What the provider is asked once it has answered that it was loaded.
    pub next: Option<ProviderCall>,
    /// Whether that is damaged in the memory of the handler's process.
    pub damaged: bool,
}

/// Whether an upcall has reached its participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Run {
    /// Not yet.
    Queued,
    /// Its handler runs, and has set this failure.
    Running {
        /// What `SetWriterFailure` set.
        failure: Option<Hresult>,
    },
}

/// What a handler may change while it runs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Window {
    /// Nothing.
    Closed,
    /// The Writer Metadata Document that OnIdentify builds.
    Identify(Arc<CreateWriterMetadata>),
    /// The writer's own part of the Backup Components Document: a copy, put back when the handler returns.
    Components(Arc<WriterComponents>),
}

/// One `IVssAsync` object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AsyncObject {
    /// The requester whose call gave it.
    pub requester: RequesterId,
    /// Where it stands.
    pub state: AsyncState,
}

/// Where an asynchronous operation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AsyncState {
    /// It runs.
    Pending(OpId),
    /// It succeeded.
    Finished,
    /// It failed with this code.
    Failed(Hresult),
    /// It was cancelled.
    Cancelled,
    /// The service that did it has ended; this is the code it failed with, which its object no longer tells.
    Lost(Hresult),
}

impl AsyncState {
    /// What `QueryStatus` stores.
    #[must_use]
    pub const fn status(self) -> Hresult {
        match self {
            Self::Pending(_) => Hresult::VSS_S_ASYNC_PENDING,
            Self::Finished => Hresult::VSS_S_ASYNC_FINISHED,
            Self::Failed(code) | Self::Lost(code) => code,
            Self::Cancelled => Hresult::VSS_S_ASYNC_CANCELLED,
        }
    }
}

/// A `Wait` that has not come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wait {
    /// What it waits for.
    pub of: AsyncId,
    /// When it gives up; `None` for `INFINITE`.
    pub until: Option<Time>,
}

impl InFlight {
    /// Every deadline.
    pub fn deadlines(&self) -> impl Iterator<Item = Time> + '_ {
        self.awaited().chain(self.idle.values().copied())
    }

    /// The deadlines of what has not ended: all but those of services that have nothing to do.
    pub fn awaited(&self) -> impl Iterator<Item = Time> + '_ {
        let waits = self.waits.values().filter_map(|wait| wait.until);
        let operations = self.operations.values().flat_map(|operation| operation.kind.deadlines());
        waits.chain(operations)
    }

    /// The same with every deadline told as the time that remains, so that equal situations at different times of
    /// day are equal.
    #[must_use]
    pub fn relative(&self, now: Time) -> Self {
        let mut copy = self.clone();
        for wait in copy.waits.values_mut() {
            wait.until = wait.until.map(|until| Time(until.since(now)));
        }
        for until in copy.idle.values_mut() {
            *until = Time(until.since(now));
        }
        for operation in copy.operations.values_mut() {
            operation.kind.make_relative(now);
        }
        copy
    }
}
