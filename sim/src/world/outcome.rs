//! What a step yields: the next world, an outcome, and effects in their order.

use crate::api::{
    ActivationId, AsyncId, CallId, MachineId, RequesterId, SnapshotId, Target, Value, VolumeId,
};
use crate::machines::VssService;
use crate::vocabulary::{FoldedName, Hresult};

use super::World;
use super::event::{Participant, Upcall};
use super::readings::ReadingSet;
use super::reason::Reason;

/// The result of one event.
#[derive(Debug, Clone)]
pub struct Step {
    /// The world after it. A read gives the very same one.
    pub next: World,
    /// What became of the event.
    pub outcome: Outcome,
    /// What follows from it, in order.
    pub effects: Vec<Effect>,
    /// The questions the pages leave open whose answers the step depended on.
    pub readings: ReadingSet,
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// A call that is over, accepted or refused.
    Returned(Return),
    /// A call that will come back as [`Effect::Returned`].
    Pending,
    /// Not a call; it took effect.
    Done,
    /// It addresses nothing that exists. The world is unchanged, and no code is meant by it.
    Moot(Reason),
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Return {
    /// The code.
    pub code: Hresult,
    /// Why.
    pub reason: Reason,
    /// What kind of thing led to it.
    pub cause: Cause,
    /// What was passed out, by the header's names. Empty after a refusal.
    pub values: Vec<(&'static str, Value)>,
}

/// What led to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Nothing stood in the way.
    Fulfilled,
    /// The state of the object, or of the machine.
    State,
    /// An argument.
    Argument,
    /// The rights of the caller.
    Privilege,
    /// What a participant answered, or did not.
    Participant(ActivationId),
    /// An armed fault.
    Injected,
}

/// What follows from an event, for those outside.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Effect {
    /// An upcall is queued.
    Activate {
        /// The activation.
        id: ActivationId,
        /// Whom it is for.
        to: Participant,
        /// What it asks.
        upcall: Upcall,
    },
    /// An upcall was taken back: its later return is moot.
    Withdraw(ActivationId),
    /// A pending call came back.
    Returned {
        /// The call.
        call: CallId,
        /// How it ended.
        result: Return,
    },
    /// An asynchronous operation ended.
    Ended {
        /// Its object.
        id: AsyncId,
        /// Its status, as `QueryStatus` gives it.
        status: Hresult,
        /// What led to it.
        cause: Cause,
    },
    /// A shadow copy holds what its volume held at this moment.
    Captured {
        /// The shadow copy.
        snapshot: SnapshotId,
        /// The volume.
        volume: VolumeId,
    },
    /// A file or directory was deleted from a shadow copy because FilesNotToSnapshot names it.
    DeletedFromCopy {
        /// The shadow copy.
        snapshot: SnapshotId,
        /// The names from its root.
        inside: Vec<FoldedName>,
    },
    /// A writer's state in a backup changed.
    WriterState {
        /// The participant.
        writer: Participant,
        /// The backup.
        requester: RequesterId,
        /// The state's number in `VSS_WRITER_STATE`.
        state: crate::vocabulary::WriterState,
        /// The failure, or `S_OK`.
        failure: Hresult,
    },
    /// The VSS service of a machine went to another state.
    Service {
        /// The machine.
        machine: MachineId,
        /// The state.
        state: VssService,
    },
}

impl Return {
    /// `S_OK` without values.
    #[must_use]
    pub const fn ok() -> Self {
        Self { code: Hresult::S_OK, reason: Reason::FULFILLED, cause: Cause::Fulfilled, values: Vec::new() }
    }

    /// `S_OK` with values.
    #[must_use]
    pub const fn with(values: Vec<(&'static str, Value)>) -> Self {
        Self { code: Hresult::S_OK, reason: Reason::FULFILLED, cause: Cause::Fulfilled, values }
    }

    /// Another code.
    #[must_use]
    pub const fn code(code: Hresult, cause: Cause, reason: Reason) -> Self {
        Self { code, reason, cause, values: Vec::new() }
    }

    /// What was passed out under a name of the headers: that of an output parameter, or of a structure's field after
    /// it, as in `pProp.m_eStatus`.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value> {
        let (parameter, field) =
            name.split_once('.').map_or((name, None), |(name, field)| (name, Some(field)));
        let value = find(&self.values, parameter)?;
        match (field, value) {
            (None, _) => Some(value),
            (Some(field), Value::Struct(fields)) => find(fields, field),
            // As `rgelt->Type` is that of the first element.
            (Some(field), Value::List(elements)) => {
                let first = elements.first()?;
                if let Value::Struct(fields) = first { find(fields, field) } else { None }
            }
            (Some(_), _) => None,
        }
    }

    /// The object that was passed out.
    #[must_use]
    pub fn object(&self) -> Option<Target> {
        self.values.iter().find_map(|(_, value)| if let Value::Object(of) = value { Some(*of) } else { None })
    }

    /// A refusal because of the state of things.
    #[must_use]
    pub const fn state(code: Hresult, reason: Reason) -> Self {
        Self::code(code, Cause::State, reason)
    }

    /// A refusal because of an argument.
    #[must_use]
    pub const fn argument(code: Hresult, reason: Reason) -> Self {
        Self::code(code, Cause::Argument, reason)
    }
}

fn find<'a>(values: &'a [(&'static str, Value)], name: &str) -> Option<&'a Value> {
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}
