//! What was taken, by which scenario, and what happened that no row allows.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::table::{Fact, Machine, Row, gaps, transitions};

/// Something that happened to a machine.
#[derive(Debug, Clone, Copy)]
pub struct Happening<'a> {
    /// The machine.
    pub machine: Machine,
    /// The state it was in.
    pub from: &'static str,
    /// The trigger.
    pub at: &'a str,
    /// What is known of it.
    pub facts: &'a [Fact],
    /// The state that was observed after it, where a trace shows one.
    pub to: Option<&'a str>,
}

impl Happening<'_> {
    /// The rows that allow it, by their numbers.
    pub(super) fn rows(&self) -> Vec<usize> {
        allowing(transitions(), self)
    }

    /// What the rows that allow it lead to; a gap of the catalogue counts where no row does.
    pub(super) fn next(&self) -> Option<&'static str> {
        let row = allowing(transitions(), self).first().map(|number| &transitions()[*number]);
        let row = row.or_else(|| allowing(gaps(), self).first().map(|number| &gaps()[*number]));
        row.map(|row| row.next(self.from))
    }

    fn told(&self) -> Unlisted {
        let facts: Vec<String> = self.facts.iter().map(|fact| format!("{fact:?}")).collect();
        Unlisted {
            machine: self.machine.name(),
            from: self.from.to_owned(),
            on: format!("{} ({})", self.at, facts.join(", ")),
            to: self.to.map(str::to_owned),
            reason: None,
        }
    }
}

fn allowing(rows: &'static [Row], what: &Happening<'_>) -> Vec<usize> {
    let fits = |row: &'static Row| {
        row.machine == what.machine && row.is_at(what.at) && row.allows(what.from, what.facts, what.to)
    };
    rows.iter().enumerate().filter(|(_, row)| fits(row)).map(|(number, _)| number).collect()
}

/// What happened and stands in no row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unlisted {
    /// The machine, or `creation-sequence`.
    pub machine: &'static str,
    /// The state it was in.
    pub from: String,
    /// What happened.
    pub on: String,
    /// What was observed after it.
    pub to: Option<String>,
    /// What the catalogue leaves out, where that is known.
    pub reason: Option<Cow<'static, str>>,
}

/// What runs have shown.
#[derive(Debug, Default)]
pub struct Book {
    /// The scenario at hand.
    pub(super) scenario: String,
    /// The questions to which it follows another answer than the default.
    pub(super) chosen: Vec<&'static str>,
    taken: BTreeMap<usize, String>,
    steps: BTreeMap<&'static str, String>,
    unlisted: BTreeMap<Unlisted, String>,
}

impl Book {
    /// Takes the rows that allow what happened, and says where it leads; notes what no row allows, and leaves the state
    /// as it is then, unless it was observed.
    pub(super) fn take(&mut self, what: &Happening<'_>) -> &'static str {
        let rows = what.rows();
        self.take_rows(&rows);
        if let Some(row) = rows.first().and_then(|number| transitions().get(*number)) {
            return row.next(what.from);
        }
        if let Some(gap) = allowing(gaps(), what).first().and_then(|number| gaps().get(*number)) {
            self.take_gap(gap, what);
            return gap.next(what.from);
        }
        self.unlisted(what.told());
        what.from
    }

    /// The same for what takes no transition unless a row says so: a refusal.
    pub(super) fn take_if_listed(&mut self, what: &Happening<'_>) -> &'static str {
        if what.next().is_some() { self.take(what) } else { what.from }
    }

    /// Takes rows by their numbers.
    pub(super) fn take_rows(&mut self, rows: &[usize]) {
        for row in rows {
            self.taken.entry(*row).or_insert_with(|| self.scenario.clone());
        }
    }

    fn take_gap(&mut self, gap: &'static Row, what: &Happening<'_>) {
        let entry = Unlisted {
            machine: gap.machine.name(),
            from: what.from.to_owned(),
            on: gap.on.clone(),
            to: Some(gap.to.clone()),
            reason: gap.gap.as_deref().map(Cow::Borrowed),
        };
        self.unlisted(entry);
    }

    /// Notes something that no row allows.
    ///
    /// The rows follow the default answers to what the pages leave open, so that where a scenario chooses others, these
    /// are the reason. Only a scenario without them shows that a row is missed.
    pub(super) fn unlisted(&mut self, mut what: Unlisted) {
        if what.reason.is_none() && !self.chosen.is_empty() {
            let questions = self.chosen.join(", ");
            what.reason = Some(Cow::Owned(format!(
                "the scenario chooses an answer of {questions} that is not the default"
            )));
        }
        self.unlisted.entry(what).or_insert_with(|| self.scenario.clone());
    }

    /// Takes a step of the creation sequence.
    pub(super) fn step(&mut self, id: &'static str) {
        self.steps.entry(id).or_insert_with(|| self.scenario.clone());
    }

    /// The scenario that first took a transition, by the number of its row.
    #[must_use]
    pub fn shown_by(&self, row: usize) -> Option<&str> {
        self.taken.get(&row).map(String::as_str)
    }

    /// The scenario that first took a step.
    #[must_use]
    pub fn step_shown_by(&self, id: &str) -> Option<&str> {
        self.steps.get(id).map(String::as_str)
    }

    /// What no row allows, each with the first scenario that did it.
    pub fn all_unlisted(&self) -> impl Iterator<Item = (&Unlisted, &str)> {
        self.unlisted.iter().map(|(what, by)| (what, by.as_str()))
    }
}

impl Unlisted {
    /// A state that was observed where another was to be expected.
    pub(super) fn of(machine: Machine, from: &str, on: &str, to: &str) -> Self {
        Self {
            machine: machine.name(),
            from: from.to_owned(),
            on: on.to_owned(),
            to: Some(to.to_owned()),
            reason: None,
        }
    }
}

impl Unlisted {
    /// A step of a creation that its variant does not allow there.
    pub(super) fn in_sequence(variant: &str, step: &str, what: &str) -> Self {
        Self {
            machine: SEQUENCE,
            from: variant.to_owned(),
            on: step.to_owned(),
            to: Some(what.to_owned()),
            reason: None,
        }
    }
}

/// Stands for a machine where the order of a creation is not kept.
pub(super) const SEQUENCE: &str = "creation-sequence";
