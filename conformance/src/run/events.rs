//! The events of a run in words, one line each.

use std::collections::BTreeMap;

use vss_sim::api::{ActivationId, Call};
use vss_sim::trace::Record;
use vss_sim::world::{Effect, Event, Fault, Outcome, Participant, ProcessEvent};

use crate::scenario::Plan;

/// The events of a run: calls with their codes, and what reached participants. The service's own steps and the
/// mere queueing of upcalls are left out.
pub(super) fn lines(plan: &Plan, records: &[Record]) -> Vec<String> {
    let mut teller = Teller { plan, activations: BTreeMap::new() };
    let mut lines = Vec::new();
    for record in records {
        lines.extend(teller.line(record));
        teller.remember(record);
    }
    lines
}

struct Teller<'a> {
    plan: &'a Plan,
    /// Whom an activation is for. Its number may be given out again.
    activations: BTreeMap<ActivationId, (Participant, &'static str)>,
}

impl Teller<'_> {
    fn line(&self, record: &Record) -> Option<String> {
        let what = match &record.event {
            Event::Call { call, .. } => format!("{} {}", name_of(call), answer(&record.outcome)),
            Event::Begin(id) => {
                let (to, upcall) = self.activations.get(id)?;
                format!("{} gets {upcall}", self.participant(*to))
            }
            Event::Return { of, .. } => {
                let (to, upcall) = self.activations.get(of)?;
                let late = if matches!(record.outcome, Outcome::Moot(_)) { ", too late" } else { "" };
                format!("{} returns from {upcall}{late}", self.participant(*to))
            }
            Event::Proceed(_) => return ended(record),
            Event::Advance(while_) => format!("{} pass", seconds(*while_)),
            Event::Process(event) => self.process(event),
            Event::Fault(Fault::Memory { process, exhausted: true }) => {
                format!("{process} has no memory left")
            }
            Event::Fault(Fault::Memory { process, exhausted: false }) => {
                format!("{process} has memory again")
            }
        };
        Some(format!("{:>9}  {what}", seconds(record.at.0)))
    }

    fn remember(&mut self, record: &Record) {
        for effect in &record.effects {
            if let Effect::Activate { id, to, upcall } = effect {
                self.activations.insert(*id, (*to, upcall.name()));
            }
        }
    }

    fn process(&self, event: &ProcessEvent) -> String {
        match event {
            ProcessEvent::Start { process, .. } => format!("{process} starts"),
            ProcessEvent::Subscribe { writer, .. } => {
                format!("{} subscribes", self.participant(Participant::Writer(*writer)))
            }
            ProcessEvent::Unsubscribe(writer) => {
                format!("{} unsubscribes", self.participant(Participant::Writer(*writer)))
            }
            ProcessEvent::Crash(process) => format!("{process} dies"),
        }
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
