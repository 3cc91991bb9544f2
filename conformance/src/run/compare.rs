//! What a scenario expects against what happened.

use std::collections::BTreeMap;

use vss_sim::api::Value;
use vss_sim::trace::Record;
use vss_sim::vocabulary::Hresult;
use vss_sim::world::{Event, Outcome, Participant, Return};

use super::file_steps;
use super::miss::Miss;
use super::stage::Stage;
use crate::scenario::{CallPlan, NestedPlan, ParticipantRef, Plan, StatePlan};

/// A call's code and values.
pub(super) fn returned(plan: &CallPlan, result: &Return, saved: &BTreeMap<String, Value>) -> Vec<Miss> {
    let (expected, span) = plan.expect;
    if result.code != expected {
        let message = format!("{} returned {}: {}", plan.method.name, result.code, result.reason.text);
        return vec![Miss::new(message, expected.to_string(), result.code.to_string()).at(span)];
    }
    let mut missed = Vec::new();
    for (name, argument, span) in &plan.returns {
        let expected = argument.value(saved).ok();
        let name = name.to_string();
        let found = result.value(&name);
        missed.extend(value(plan.method.name, &name, expected.as_ref(), found).map(|miss| miss.at(*span)));
    }
    missed
}

fn value(method: &str, name: &str, expected: Option<&Value>, found: Option<&Value>) -> Option<Miss> {
    if expected.is_some() && expected == found {
        return None;
    }
    let shown = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
    let message = format!("{method} passed out another {name}");
    Some(Miss::new(message, shown(expected), shown(found)))
}

/// A call that a handler made.
pub(super) fn nested(plan: &NestedPlan, outcome: Option<&Outcome>) -> Option<Miss> {
    let what = &plan.what;
    if let (Some((expect, content)), Some(outcome)) = (&plan.file, outcome) {
        return file_steps::ended(what, *expect, content.as_deref(), outcome).map(|miss| miss.at(plan.span));
    }
    let result = match outcome {
        None if plan.absent => return None,
        None => {
            let message = format!(
                "{what}: the handler was not given this component, so that the call could not be made; \
                 \"absent\": true expects that"
            );
            return Some(Miss::plain(message).at(plan.span));
        }
        Some(_) if plan.absent => {
            let message = format!("{what}: the handler was given the component, which is to be absent");
            return Some(Miss::plain(message).at(plan.span));
        }
        Some(Outcome::Returned(result)) => result,
        Some(Outcome::Moot(reason)) => {
            return Some(Miss::plain(format!("{what}: {}", reason.text)).at(plan.span));
        }
        Some(Outcome::Pending | Outcome::Done) => {
            return Some(Miss::plain(format!("{what} did not come back")).at(plan.span));
        }
    };
    if result.code != plan.expect {
        let message = format!("{what} returned {}: {}", result.code, result.reason.text);
        return Some(Miss::new(message, plan.expect.to_string(), result.code.to_string()).at(plan.span));
    }
    plan.returns.iter().find_map(|(name, expected)| {
        let name = name.to_string();
        let found = result.value(&name);
        value(what, &name, Some(expected), found).map(|miss| miss.at(plan.span))
    })
}

/// States at a point.
pub(super) fn states(stage: &Stage<'_>, plan: &StatePlan) -> Vec<Miss> {
    let world = stage.world();
    let requester = plan.of.as_ref().and_then(|name| stage.requester_id(name));
    let mut missed = Vec::new();
    for (index, state, failure, span) in &plan.writers {
        let Some(cast) = stage.plan.cast.writers.get(*index) else { continue };
        let found = match (world.writer(cast.id), requester) {
            (Some((_, writer)), Some(requester)) => status(writer.status(requester).state_and_failure()),
            (Some(_), None) => "no backup to be in a state of".to_owned(),
            (None, _) => "no such writer any more".to_owned(),
        };
        let expected = status((*state, *failure));
        if found != expected {
            let message = format!("the writer {:?} is in another state", cast.name);
            missed.push(Miss::new(message, expected, found).at(*span));
        }
    }
    for (name, state, span) in &plan.requesters {
        let found = stage.requester(name).map_or("RELEASED", |requester| requester.phase().name());
        let expected = state.map_or("RELEASED", |state| state.name());
        if found != expected {
            let message = format!("the requester {name:?} is in another state");
            missed.push(Miss::new(message, expected.to_owned(), found.to_owned()).at(*span));
        }
    }
    let vss = world.machines.values().next().map(|machine| machine.services.vss);
    if let (Some((state, span)), Some(found)) = (plan.vss_service, vss)
        && found != state
    {
        let message = "the VSS service is in another state".to_owned();
        missed.push(Miss::new(message, state.name().to_owned(), found.name().to_owned()).at(span));
    }
    missed
}

fn status((state, failure): (vss_sim::vocabulary::WriterState, Hresult)) -> String {
    if failure == Hresult::S_OK { state.to_string() } else { format!("{state}, {failure}") }
}

/// The events of every participant in order of their delivery, each with its number in the order of all.
pub(super) struct Delivered(BTreeMap<Participant, Vec<(usize, &'static str)>>);

impl Delivered {
    /// Reads them from the records of a run.
    pub(super) fn of(records: &[Record]) -> Self {
        let mut queued: BTreeMap<vss_sim::api::ActivationId, (Participant, &'static str)> = BTreeMap::new();
        let mut delivered: BTreeMap<Participant, Vec<_>> = BTreeMap::new();
        for (number, record) in records.iter().enumerate() {
            if let (Event::Begin(id), Outcome::Done) = (&record.event, &record.outcome)
                && let Some((to, event)) = queued.remove(id)
            {
                delivered.entry(to).or_default().push((number, event));
            }
            for effect in &record.effects {
                if let vss_sim::world::Effect::Activate { id, to, upcall } = effect {
                    queued.insert(*id, (*to, upcall.name()));
                }
            }
        }
        Self(delivered)
    }

    fn to(&self, participant: Participant) -> &[(usize, &'static str)] {
        self.0.get(&participant).map_or(&[], Vec::as_slice)
    }

    fn first(&self, participant: Participant, event: &str) -> Option<usize> {
        self.to(participant).iter().find(|(_, known)| *known == event).map(|(number, _)| *number)
    }

    fn last(&self, participant: Participant, event: &str) -> Option<usize> {
        self.to(participant).iter().rfind(|(_, known)| *known == event).map(|(number, _)| *number)
    }
}

fn participant(plan: &Plan, of: ParticipantRef) -> Option<(Participant, &str)> {
    match of {
        ParticipantRef::Writer(index) => {
            plan.cast.writers.get(index).map(|cast| (Participant::Writer(cast.id), cast.name.as_str()))
        }
        ParticipantRef::Provider(index) => {
            plan.cast.providers.get(index).map(|cast| (Participant::Provider(cast.id), cast.name.as_str()))
        }
    }
}

/// The events that participants got, and the order between them.
pub(super) fn events(plan: &Plan, delivered: &Delivered) -> Vec<Miss> {
    let mut missed = Vec::new();
    for (of, expected, span) in &plan.expect.events {
        let Some((participant, name)) = participant(plan, *of) else { continue };
        let found: Vec<&str> = delivered.to(participant).iter().map(|(_, event)| *event).collect();
        if found != *expected {
            let message = format!("{name:?} got other events");
            missed.push(Miss::new(message, list(expected), list(&found)).at(*span));
        }
    }
    for order in &plan.expect.order {
        let (Some(first), Some(second)) =
            (participant(plan, order.first.0), participant(plan, order.second.0))
        else {
            continue;
        };
        // Every occurrence of the first comes before every one of the second.
        let before = delivered.last(first.0, order.first.1);
        let after = delivered.first(second.0, order.second.1);
        let message = match (before, after) {
            (Some(before), Some(after)) if before < after => continue,
            (Some(_), Some(_)) => "came later",
            (None, _) => "never came",
            (_, None) => "came, but what it should come before never did",
        };
        let what = format!("{}.{} {message}", first.1, order.first.1);
        let expected = format!("{}.{} before {}.{}", first.1, order.first.1, second.1, order.second.1);
        missed.push(Miss::new(what, expected, message.to_owned()).at(order.span));
    }
    missed
}

fn list(events: &[&str]) -> String {
    if events.is_empty() { "none".to_owned() } else { events.join(", ") }
}
