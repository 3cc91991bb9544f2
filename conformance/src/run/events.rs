//! The events of a run in words, one line each.

use std::collections::BTreeMap;

use vss_sim::api::{ActivationId, Call, Caller, Value};
use vss_sim::machines::{FileFault, ServiceEvent};
use vss_sim::trace::Record;
use vss_sim::vocabulary::{FoldedName, Guid};
use vss_sim::world::{Effect, Event, Fault, FileAction, Outcome, Participant, ProcessEvent, StoredDocument};

use crate::scenario::{Cast, Plan};

/// Of an argument so many characters are shown.
const LONGEST_VALUE: usize = 60;

/// The events of a run: calls with their arguments and codes, and what reached participants. The service's own steps and the
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
            Event::Call { call, .. } => format!("{} {}", self.call(call), answer(&record.outcome)),
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
            Event::File { by, action, .. } => {
                format!("{} {}{}", self.actor(*by), done_to(action), refusal(&record.outcome))
            }
            Event::Service(_, event) => service(*event),
            Event::Fault(Fault::Memory { process, exhausted: true }) => {
                format!("{process} has no memory left")
            }
            Event::Fault(Fault::Memory { process, exhausted: false }) => {
                format!("{process} has memory again")
            }
            Event::Fault(Fault::Document(StoredDocument::Backup(requester))) => {
                format!("the document of {requester} is damaged")
            }
            Event::Fault(Fault::Document(StoredDocument::Metadata(process, of))) => {
                format!("{of} is damaged in {process}")
            }
            Event::Fault(Fault::Document(StoredDocument::Express(process, id))) => {
                format!("{id} is damaged in {process}")
            }
            Event::Fault(Fault::Document(StoredDocument::Handed(process))) => {
                format!("the next document of a handler in {process} will be damaged")
            }
        };
        Some(format!("{:>9}  {what}", seconds(record.at.0)))
    }

    /// Who does something to a file.
    fn actor(&self, by: Caller) -> String {
        let handler = by.within.and_then(|within| self.activations.get(&within));
        handler.map_or_else(
            || by.process.to_string(),
            |(to, upcall)| format!("{} in {upcall}", self.participant(*to)),
        )
    }

    /// A call with its arguments, GUIDs under the names that the scenario has for them.
    fn call(&self, call: &Call) -> String {
        let method = call.method();
        let arguments = call.arguments();
        let arguments = arguments.0.iter().map(|(name, value)| format!("{name}: {}", self.value(value)));
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        format!("{}::{}({arguments})", method.interface, method.name)
    }

    fn value(&self, value: &Value) -> String {
        let name = match value {
            Value::Guid(guid) => self.named(*guid).map(|name| format!("@{name}")),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Hresult(_)
            | Value::Header(..)
            | Value::List(_)
            | Value::Object(_)
            | Value::Struct(_) => None,
        };
        let text = name.unwrap_or_else(|| value.to_string());
        if text.chars().count() <= LONGEST_VALUE {
            return text;
        }
        text.chars().take(LONGEST_VALUE).chain(['…']).collect()
    }

    /// Whose GUID it is: an instance, a class, or a provider.
    fn named(&self, guid: Guid) -> Option<&str> {
        let Cast { writers, providers, .. } = &self.plan.cast;
        let instance = writers.iter().find(|writer| writer.registration.instance_id == guid);
        let writer = instance.or_else(|| writers.iter().find(|writer| writer.registration.writer_id == guid));
        let provider = || providers.iter().find(|provider| provider.registration.id == guid);
        writer.map(|writer| writer.name.as_str()).or_else(|| Some(provider()?.name.as_str()))
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
            ProcessEvent::Rights { process, privileged: true } => format!("{process} has rights again"),
            ProcessEvent::Rights { process, privileged: false } => format!("{process} has no rights left"),
            ProcessEvent::Unsubscribe(writer) => {
                format!("{} unsubscribes", self.participant(Participant::Writer(*writer)))
            }
            ProcessEvent::ShutDown(process) => format!("{process} is shutting down"),
            ProcessEvent::Com { process, initialized: true } => format!("{process} has joined COM"),
            ProcessEvent::Com { process, initialized: false } => format!("{process} has left COM"),
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

/// What is done to a file, in words.
fn done_to(action: &FileAction) -> String {
    match action {
        FileAction::Read { path } => format!("reads {path}"),
        FileAction::Write { path, content, .. } => format!("writes {path}, {content}"),
        FileAction::Transact { path, content } => format!("writes {path} in a transaction, {content}"),
        FileAction::Commit { path } => format!("commits {path}"),
        FileAction::MakeDirectory { path } => format!("makes the directory {path}"),
        FileAction::Delete { path } => format!("deletes {path}"),
        FileAction::Move { from, to } => format!("moves {from} to {to}"),
        FileAction::Open { path } => format!("opens {path}"),
        FileAction::Close { path } => format!("closes {path}"),
    }
}

/// What became of something that is done to a file, where it is not simply done.
fn refusal(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Returned(result) => {
            FileFault::of(result.code).map_or_else(String::new, |fault| format!(": {fault}"))
        }
        Outcome::Pending => ", which is held".to_owned(),
        Outcome::Done => String::new(),
        Outcome::Moot(reason) => format!(" is moot: {}", reason.text),
    }
}

fn service(event: ServiceEvent) -> String {
    let named = ServiceEvent::NAMES.iter().find(|(known, ..)| *known == event);
    named.map_or_else(String::new, |(_, name, is)| format!("the service {name} is {is}"))
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
        Effect::Ended { id, status, .. } => Some(format!("{id} ends with {status}")),
        Effect::Returned { result, .. } => Some(format!("a call comes back with {}", result.code)),
        Effect::DeletedFromCopy { snapshot, inside } => {
            let names: Vec<&str> = inside.iter().map(FoldedName::as_str).collect();
            Some(format!("{} is deleted from {snapshot}", names.join(r"\")))
        }
        Effect::Activate { .. }
        | Effect::Withdraw(_)
        | Effect::Captured { .. }
        | Effect::Service { .. }
        | Effect::WriterState { .. } => None,
    })?;
    Some(format!("{:>9}  {line}", seconds(record.at.0)))
}

fn seconds(while_: std::time::Duration) -> String {
    format!("{}.{:03} s", while_.as_secs(), while_.subsec_millis())
}
