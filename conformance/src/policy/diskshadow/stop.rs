//! What ends a script before its last line.

use vss_sim::vocabulary::{Hresult, Text, WriterState};

use crate::backend::Halt;
use crate::source::Span;

/// A script that went no further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Why.
    pub why: Why,
    /// Where the line stands that is to blame, if that is another than the one that was carried out.
    pub blamed: Option<Span>,
}

/// Why a script went no further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A call was refused, or an asynchronous one failed.
    Call {
        /// The method.
        method: &'static str,
        /// Its code, or the status at its end.
        code: Hresult,
        /// Why, in words.
        reason: String,
    },
    /// A writer that takes part reports a failure.
    Writer {
        /// Its name.
        name: Text,
        /// Its state.
        state: WriterState,
        /// Its failure.
        failure: Hresult,
    },
    /// The policy itself refuses the line.
    Refused(Refusal, String),
    /// A call succeeded and did not pass out what its page says.
    Broken(String),
    /// The world cannot go on.
    Halt(Halt),
}

/// Why the policy itself refuses a line. That diskshadow does is a reading, except where VShadow does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// `begin backup` after `begin backup`.
    BackupBegun,
    /// `create` or `begin backup` after a `create`, whether that went through or not.
    SetCreated,
    /// `create` without a volume.
    NoVolume,
    /// `create` in a context with writers, and no `begin backup` before it.
    NoBackup,
    /// `end backup` where no backup is under way.
    NothingToEnd,
    /// `create` would leave out what `writer verify` names. VShadow stops there.
    NotIncluded,
}

impl Refusal {
    /// All of them, with their names in scenarios.
    pub const NAMES: &'static [(Self, &'static str)] = &[
        (Self::BackupBegun, "BACKUP_BEGUN"),
        (Self::SetCreated, "SET_CREATED"),
        (Self::NoVolume, "NO_VOLUME"),
        (Self::NoBackup, "NO_BACKUP"),
        (Self::NothingToEnd, "NOTHING_TO_END"),
        (Self::NotIncluded, "NOT_INCLUDED"),
    ];

    /// Its name in scenarios.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(refusal, _)| *refusal == self).map_or("", |(_, name)| name)
    }
}

impl Stop {
    /// The policy refuses a line.
    pub(super) fn refused(refusal: Refusal, words: &str) -> Self {
        Why::Refused(refusal, words.to_owned()).into()
    }

    /// The same, with the line that is to blame.
    pub(super) fn blaming(mut self, span: Span) -> Self {
        self.blamed = Some(span);
        self
    }

    /// The code that a caller would see; `None` where it is about the script or the world, not about a call.
    #[must_use]
    pub const fn code(&self) -> Option<Hresult> {
        match self.why {
            Why::Call { code, .. } => Some(code),
            Why::Writer { failure, .. } => Some(failure),
            Why::Refused(..) | Why::Broken(_) | Why::Halt(_) => None,
        }
    }
}

impl From<Why> for Stop {
    fn from(why: Why) -> Self {
        Self { why, blamed: None }
    }
}

impl From<Halt> for Stop {
    fn from(halt: Halt) -> Self {
        Why::Halt(halt).into()
    }
}
