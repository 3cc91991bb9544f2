//! The readings that a run came across, and what comes of others.

use vss_sim::trace::Record;
use vss_sim::world::{ReadingSet, Readings};

use super::result::{Flip, FlipEffect, ReadingAsked};
use super::{Run, RunOptions, play};
use crate::scenario::Plan;
use crate::source::Source;

/// The questions that something in these records depended on, or that a policy asked, with the answer that was followed.
pub(super) fn asked(readings: &Readings, records: &[Record], policy: ReadingSet) -> Vec<ReadingAsked> {
    let all = records.iter().fold(policy, |all, record| all.union(record.readings));
    let asked = |row: &'static vss_sim::world::Reading| ReadingAsked {
        id: row.id,
        label: readings.label(row.id).unwrap_or(row.default),
        flips: Vec::new(),
    };
    all.iter().map(asked).collect()
}

/// Plays a plan again with every other answer to each question that its run came across, one at a time, and tells what
/// becomes of it.
pub(super) fn flip_all(plan: &Plan, source: &Source, options: &RunOptions, run: &mut Run) {
    let options = RunOptions { bless: false, events: true, all_readings: false, ..options.clone() };
    let followed = options.readings.unwrap_or(plan.readings);
    let mut asked = std::mem::take(&mut run.result.readings);
    if asked.is_empty() {
        return;
    }
    // The run itself need not have told its events.
    let events = play(plan, source, &options).result.events;
    for question in &mut asked {
        let row = Readings::question(question.id);
        let labels = row.into_iter().flat_map(|row| row.labels).map(|label| label.label);
        for label in labels.filter(|label| *label != question.label) {
            let mut readings = followed;
            // Ids and labels of the table can be set.
            let _ = readings.set(question.id, label);
            let options = RunOptions { readings: Some(readings), ..options.clone() };
            let flipped = play(plan, source, &options).result;
            let effect = if flipped.verdict != run.result.verdict || flipped.findings != run.result.findings {
                FlipEffect::Outcome
            } else if flipped.events != events {
                FlipEffect::Events
            } else {
                FlipEffect::Nothing
            };
            let first = flipped.findings.into_iter().next();
            question.flips.push(Flip { label, effect, outcome: flipped.verdict, first });
        }
    }
    run.result.readings = asked;
}
