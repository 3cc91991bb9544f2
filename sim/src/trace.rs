//! What happened, as records: one for each event, with its outcome and its effects.

use crate::machines::Time;
use crate::world::{Effect, Event, Outcome, ReadingSet};

/// One event of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// When it happened.
    pub at: Time,
    /// What happened.
    pub event: Event,
    /// What became of it.
    pub outcome: Outcome,
    /// What followed from it.
    pub effects: Vec<Effect>,
    /// The questions the pages leave open whose answers it depended on.
    pub readings: ReadingSet,
}
