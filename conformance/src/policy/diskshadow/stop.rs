//! What ends a script before its last line.

use vss_sim::vocabulary::{Hresult, Text, WriterState};

use crate::backend::Halt;

/// Why a script went no further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
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
    /// The script makes no sense here.
    Script(String),
    /// The world cannot go on.
    Halt(Halt),
}

impl Stop {
    /// The code that a caller would see; `None` where it is about the script or the world, not about a call.
    #[must_use]
    pub const fn code(&self) -> Option<Hresult> {
        match self {
            Self::Call { code, .. } => Some(*code),
            Self::Writer { failure, .. } => Some(*failure),
            Self::Script(_) | Self::Halt(_) => None,
        }
    }
}

impl From<Halt> for Stop {
    fn from(halt: Halt) -> Self {
        Self::Halt(halt)
    }
}
