//! What other readings of the pages change in runs, for people and for programs.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::human::RunView;
use crate::coverage::{LabelLine, ReadingLine};
use crate::readings::Behaviour;
use crate::run::{Flip, FlipEffect, ReadingAsked, ScenarioResult, Verdict};
use crate::source::clean;

#[derive(Serialize)]
pub(super) struct WireAsked {
    id: &'static str,
    label: &'static str,
    flips: Vec<WireFlip>,
}

#[derive(Serialize)]
struct WireFlip {
    label: &'static str,
    changes: FlipEffect,
    outcome: Verdict,
    message: Option<String>,
    step: Option<usize>,
}

impl WireAsked {
    pub(super) fn of(asked: &ReadingAsked) -> Self {
        let flips = asked.flips.iter().map(|flip| WireFlip {
            label: flip.label,
            changes: flip.effect,
            outcome: flip.outcome,
            message: flip.first.as_ref().map(|finding| finding.message.clone()),
            step: flip.first.as_ref().and_then(|finding| finding.step),
        });
        Self { id: asked.id, label: asked.label, flips: flips.collect() }
    }
}

/// What runs showed of the questions that the pages leave open.
#[derive(Serialize)]
pub(super) struct WireReadings<'a> {
    questions: usize,
    switches: usize,
    labels: usize,
    labels_shown: usize,
    rows: Vec<WireReading<'a>>,
}

#[derive(Serialize)]
struct WireReading<'a> {
    id: &'a str,
    /// What depends on the answer; none for a question that is not in the catalogue.
    behaviour: Option<Behaviour>,
    /// Whether a scenario can choose among the answers.
    switch: bool,
    labels: Vec<WireLabel<'a>>,
}

#[derive(Serialize)]
struct WireLabel<'a> {
    label: &'a str,
    default: bool,
    shown_by: Option<&'a str>,
}

impl<'a> WireReadings<'a> {
    pub(super) fn of(lines: &'a [ReadingLine<'a>]) -> Self {
        let switches = || lines.iter().filter(|line| line.switch);
        let labels = || switches().flat_map(|line| &line.labels);
        let wire_label = |line: &LabelLine<'a>| WireLabel {
            label: line.label,
            default: line.default,
            shown_by: line.shown_by,
        };
        let wire = |line: &ReadingLine<'a>| WireReading {
            id: line.id,
            behaviour: line.behaviour,
            switch: line.switch,
            labels: line.labels.iter().map(wire_label).collect(),
        };
        Self {
            questions: lines.len(),
            switches: switches().count(),
            labels: labels().count(),
            labels_shown: labels().filter(|label| label.shown_by.is_some()).count(),
            rows: lines.iter().map(wire).collect(),
        }
    }
}

/// The line about them for people.
pub(super) fn readings_line(lines: &[ReadingLine<'_>]) -> String {
    let WireReadings { questions, switches, labels, labels_shown, .. } = WireReadings::of(lines);
    format!(
        "{questions} questions that the pages leave open, {switches} of which a scenario can answer otherwise: \
         {labels_shown} of {labels} answers shown\n"
    )
}

/// The lines below a scenario: which other readings change what it finds or what happens; with `verbose` also those that
/// change nothing.
pub(super) fn flips_for_people(scenario: &ScenarioResult, view: RunView) -> Vec<String> {
    let flips = scenario.readings.iter().flat_map(|asked| asked.flips.iter().map(move |flip| (asked, flip)));
    let told = flips.filter(|(_, flip)| match flip.effect {
        FlipEffect::Outcome => true,
        FlipEffect::Events => !view.quiet,
        FlipEffect::Nothing => view.verbose,
    });
    told.map(|(asked, flip)| format!("{} {}: {}", asked.id, flip.label, clean(&becomes(flip)))).collect()
}

fn becomes(flip: &Flip) -> String {
    match (flip.effect, &flip.first) {
        (FlipEffect::Nothing, _) => "nothing differs".to_owned(),
        (FlipEffect::Events, _) => "other things happen, and everything expected holds".to_owned(),
        (FlipEffect::Outcome, None) => "everything expected holds".to_owned(),
        (FlipEffect::Outcome, Some(finding)) => {
            let place = finding.step.map(|step| format!("step {}: ", step + 1)).unwrap_or_default();
            // Most messages say what was found.
            let found = finding.found.as_ref().filter(|found| !finding.message.contains(found.as_str()));
            let found = found.map(|found| format!(" ({found})")).unwrap_or_default();
            format!("fails, {place}{}{found}", finding.message)
        }
    }
}

/// The lines at the end: each question that some scenario came across, and how many scenarios each other answer changes.
/// Empty where no other answers were tried.
#[must_use]
pub fn readings_for_people(scenarios: &[ScenarioResult], view: RunView) -> String {
    let mut out = String::new();
    let mut tallies: BTreeMap<(&str, &str), Tally> = BTreeMap::new();
    for (asked, flip) in scenarios.iter().flat_map(|scenario| {
        scenario.readings.iter().flat_map(|asked| asked.flips.iter().map(move |flip| (asked, flip)))
    }) {
        tallies.entry((asked.id, flip.label)).or_default().add(flip);
    }
    if tallies.is_empty() || view.quiet {
        return out;
    }
    let width = tallies.keys().map(|(id, label)| id.len() + 1 + label.len()).max().unwrap_or_default();
    let _ = writeln!(out, "{:width$}  read by  changes the outcome of  changes events only of", "reading");
    for ((id, label), tally) in tallies {
        let name = format!("{id} {label}");
        let Tally { of, outcome, events } = tally;
        let _ = writeln!(
            out,
            "{}  {of:7}  {outcome:22}  {events:22}",
            view.style.name(&format!("{name:width$}"))
        );
    }
    out
}

/// What became of the scenarios that came across a question.
#[derive(Default)]
struct Tally {
    of: usize,
    outcome: usize,
    events: usize,
}

impl Tally {
    const fn add(&mut self, flip: &Flip) {
        self.of += 1;
        match flip.effect {
            FlipEffect::Nothing => {}
            FlipEffect::Events => self.events += 1,
            FlipEffect::Outcome => self.outcome += 1,
        }
    }
}
