//! What runs have shown, row by row.

use super::book::{Book, SEQUENCE, Unlisted};
use super::steps::steps;
use super::table::transitions;

/// Whether something was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// A scenario takes it.
    Taken,
    /// None does.
    NotTaken,
    /// No trace can show it.
    Unobservable,
}

impl Shown {
    /// The word for people and for the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::NotTaken => "not-taken",
            Self::Unobservable => "unobservable",
        }
    }
}

/// A transition, and whether it was taken.
#[derive(Debug, Clone)]
pub struct TransitionLine {
    /// Its name.
    pub id: &'static str,
    /// The machine.
    pub machine: &'static str,
    /// The state before.
    pub from: &'static str,
    /// The trigger.
    pub on: &'static str,
    /// The state after.
    pub to: &'static str,
    /// Whether it was taken.
    pub status: Shown,
    /// The first scenario that took it.
    pub shown_by: Option<String>,
    /// Why no trace can show it.
    pub reason: Option<&'static str>,
}

/// A step of the creation sequence, and whether it was shown.
#[derive(Debug, Clone)]
pub struct StepLine {
    /// Its number.
    pub id: &'static str,
    /// What is called, or what happens.
    pub name: &'static str,
    /// Who takes it.
    pub from: &'static str,
    /// Whom it is for.
    pub to: &'static str,
    /// Whether it was shown.
    pub status: Shown,
    /// The first scenario that showed it.
    pub shown_by: Option<String>,
    /// Why no trace can show it.
    pub reason: Option<&'static str>,
}

/// What happened and stands in no row.
#[derive(Debug, Clone)]
pub struct UnlistedLine {
    /// What happened.
    pub what: Unlisted,
    /// The first scenario in which it did.
    pub shown_by: String,
}

/// Everything.
#[derive(Debug, Clone)]
pub struct Tally {
    /// The transitions.
    pub transitions: Vec<TransitionLine>,
    /// What no transition allows.
    pub unlisted: Vec<UnlistedLine>,
    /// The steps.
    pub steps: Vec<StepLine>,
    /// What the order of a creation does not allow.
    pub unordered: Vec<UnlistedLine>,
}

pub(super) fn tally(book: &Book) -> Tally {
    let lines = transitions().iter().enumerate().map(|(number, row)| {
        let shown_by = book.shown_by(number).map(str::to_owned);
        let (status, reason) = status(shown_by.is_some(), row.unobservable.as_deref());
        TransitionLine {
            id: &row.id,
            machine: row.machine.name(),
            from: &row.from,
            on: &row.on,
            to: &row.to,
            status,
            shown_by,
            reason,
        }
    });
    let steps = steps().iter().map(|step| {
        let shown_by = book.step_shown_by(&step.id).map(str::to_owned);
        let (status, reason) = status(shown_by.is_some(), step.unobservable.as_deref());
        StepLine { id: &step.id, name: &step.name, from: &step.from, to: &step.to, status, shown_by, reason }
    });
    let unlisted =
        book.all_unlisted().map(|(what, by)| UnlistedLine { what: what.clone(), shown_by: by.to_owned() });
    let (unordered, unlisted) = unlisted.partition(|line| line.what.machine == SEQUENCE);
    Tally { transitions: lines.collect(), unlisted, steps: steps.collect(), unordered }
}

const fn status(shown: bool, hidden: Option<&'static str>) -> (Shown, Option<&'static str>) {
    match (shown, hidden) {
        (true, _) => (Shown::Taken, None),
        (false, None) => (Shown::NotTaken, None),
        (false, Some(why)) => (Shown::Unobservable, Some(why)),
    }
}
