//! The events of a run in words, one line each.

use vss_sim::api::Call;
use vss_sim::trace::Record;
use vss_sim::world::{Effect, Event, Outcome, Participant};

use crate::scenario::Plan;

/// The last events of a run: calls with their codes, and what reached participants. The service's own steps and the
/// mere queueing of upcalls are left out.
pub(super) fn last(plan: &Plan, records: &[Record], count: usize) -> Vec<String> {
    let names = Names { plan, records };
    let mut lines: Vec<String> = records
        .iter()
        .enumerate()
        .rev()
        .filter_map(|(at, record)| names.line(at, record))
        .take(count)
        .collect();
    lines.reverse();
    lines
}

struct Names<'a> {
    plan: &'a Plan,
    records: &'a [Record],
}

impl Names<'_> {
    fn line(&self, at: usize, record: &Record) -> Option<String> {
        let what = match &record.event {
            Event::Call { call, .. } => format!("{} {}", name_of(call), answer(&record.outcome)),
            Event::Begin(id) => {
                let (to, upcall) = self.activation(at, *id)?;
                format!("{} gets {upcall}", self.participant(to))
            }
            Event::Return { of, .. } => {
                let (to, upcall) = self.activation(at, *of)?;
                let late = if matches!(record.outcome, Outcome::Moot(_)) { ", too late" } else { "" };
                format!("{} returns from {upcall}{late}", self.participant(to))
            }
            Event::Proceed(_) => return ended(record),
            Event::Advance(while_) => format!("{} pass", seconds(*while_)),
            Event::Process(event) => format!("{event:?}"),
            Event::Fault(fault) => format!("{fault:?}"),
        };
        Some(format!("{:>9}  {what}", seconds(record.at.0)))
    }

    /// Whom an activation was for: the last one of that number that was queued before.
    fn activation(&self, at: usize, id: vss_sim::api::ActivationId) -> Option<(Participant, &'static str)> {
        let before = self.records.get(..at)?;
        before.iter().rev().flat_map(|record| &record.effects).find_map(|effect| match effect {
            Effect::Activate { id: known, to, upcall } if *known == id => Some((*to, upcall.name())),
            Effect::Activate { .. }
            | Effect::Withdraw(_)
            | Effect::Returned { .. }
            | Effect::Ended { .. }
            | Effect::WriterState { .. } => None,
        })
    }

    fn participant(&self, of: Participant) -> String {
        let cast = &self.plan.cast;
        let name = match of {
            Participant::Writer(id) => cast.writers.iter().find(|w| w.id == id).map(|w| w.name.as_str()),
            Participant::Provider(id) => cast.providers.iter().find(|p| p.id == id).map(|p| p.name.as_str()),
        };
        name.map_or_else(|| format!("{of:?}"), str::to_owned)
    }
}

fn name_of(call: &Call) -> String {
    let method = call.method();
    format!("{}::{}", method.interface, method.name)
}

fn answer(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Returned(result) => format!("returns {}", result.code),
        Outcome::Pending => "waits".to_owned(),
        Outcome::Done => "is done".to_owned(),
        Outcome::Moot(reason) => format!("is moot: {}", reason.text),
    }
}

/// What a step of the service brought to an end.
fn ended(record: &Record) -> Option<String> {
    let line = record.effects.iter().find_map(|effect| match effect {
        Effect::Ended { id, status } => Some(format!("{id} ends with {status}")),
        Effect::Returned { result, .. } => Some(format!("a call comes back with {}", result.code)),
        Effect::Activate { .. } | Effect::Withdraw(_) | Effect::WriterState { .. } => None,
    })?;
    Some(format!("{:>9}  {line}", seconds(record.at.0)))
}

fn seconds(while_: std::time::Duration) -> String {
    format!("{}.{:03} s", while_.as_secs(), while_.subsec_millis())
}
