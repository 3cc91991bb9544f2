//! What a run shows of the protocol: return codes, transitions, answers, and what follows what. A scenario whose facts
//! are all shown by others adds nothing to them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use vss_sim::api::{ActivationId, AsyncId, Call, CallId, ProcessId, RequesterId, Value, WriterId};
use vss_sim::machines::{EnabledClasses, FileFault, Holder, PhaseKind, Time, VssService};
use vss_sim::trace::Record;
use vss_sim::vocabulary::{Hresult, WriterState};
use vss_sim::world::{Answer, Effect, Event, Outcome, Participant, ProcessEvent, Return, Run, World, step};

use super::observer::{Observer, Shown};
use crate::run::Run as ScenarioRun;

/// One thing that a run shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// A call came back with a code for a reason.
    Call(String),
    /// What an asynchronous call had begun ended with a status.
    End(String),
    /// An event led a writer's session from one state to another, or left it there.
    Writer(String),
    /// A requester went from one state to another, or a call that changed something left it where it was.
    Requester(String),
    /// A provider answered a call.
    Provider(String),
    /// Something was done to a file of a volume or a shadow copy, or follows from how a copy is made.
    File(String),
    /// What a requester copied to a medium or restored from one, and how.
    Copied(String),
    /// The VSS service stopped by itself, and what had been set.
    Service(String),
    /// A transition of the catalogue is taken, as the observer sees it.
    Transition(String),
    /// What a process or a participant did or was told after what.
    Order(String),
    /// All that a participant was told.
    Course(String),
    /// A number, a choice or nothing that a call passed out.
    Value(String),
    /// A line that a policy said.
    Said(String),
    /// A captured file is agreed with.
    Agrees(String),
    /// A question that the pages leave open decided something, and which answer was followed.
    Reading(String),
    /// A rule is cited.
    Rule(String),
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(what) => write!(f, "call {what}"),
            Self::End(what) => write!(f, "end {what}"),
            Self::Writer(what) => write!(f, "writer {what}"),
            Self::Requester(what) => write!(f, "requester {what}"),
            Self::Provider(what) => write!(f, "provider {what}"),
            Self::File(what) => write!(f, "file {what}"),
            Self::Copied(what) => write!(f, "copied {what}"),
            Self::Service(what) => write!(f, "service {what}"),
            Self::Transition(what) => write!(f, "transition {what}"),
            Self::Order(what) => write!(f, "order {what}"),
            Self::Course(what) => write!(f, "course {what}"),
            Self::Value(what) => write!(f, "value {what}"),
            Self::Said(what) => write!(f, "said {what}"),
            Self::Agrees(what) => write!(f, "agrees with {what}"),
            Self::Reading(what) => write!(f, "reading {what}"),
            Self::Rule(what) => write!(f, "rule {what}"),
        }
    }
}

/// The facts of a run, the rules that its scenario cites among them.
#[must_use]
pub fn facts(run: &ScenarioRun) -> BTreeSet<Fact> {
    let mut reader = Reader::default();
    if let Some(start) = &run.start {
        let mut world = start.clone();
        for record in &run.trace {
            let next = step(&world, &record.event).next;
            reader.read(&world, record, &next);
            world = next;
        }
    }
    let mut courses: Vec<String> = reader.course.values().map(|told| told.join(", ")).collect();
    courses.sort_unstable();
    let mut found = reader.found;
    // Who is told and who is not, side by side, and which rules that shows.
    let together = courses.join("; ");
    found.extend(run.result.rules.iter().map(|rule| Fact::Rule(format!("{rule} in the course {together}"))));
    found.insert(Fact::Course(together));
    found.extend(courses.into_iter().map(Fact::Course));
    found.extend(run.copied.iter().cloned().map(Fact::Copied));
    found.insert(Fact::Copied(run.copied.join("; ")));
    let said = run.result.outputs.iter().flat_map(|output| output.lines.iter().cloned());
    found.extend(said.map(Fact::Said));
    let mut observer = Observer::default();
    observer.add("", &run.trace, &run.result.readings);
    let taken = observer.tally().transitions.into_iter().filter(|line| line.status == Shown::Taken);
    found.extend(taken.map(|line| Fact::Transition(line.id.to_owned())));
    // A policy that comes to the same by its own choice shows more than calls that are written out.
    let by = if run.result.outputs.is_empty() { "" } else { " by its own choice" };
    found.extend(run.needs.iter().map(|file| Fact::Agrees(format!("{file}{by}"))));
    let asked = run.result.readings.iter();
    found.extend(asked.map(|asked| Fact::Reading(format!("{} {}", asked.id, asked.label))));
    found.extend(run.result.rules.iter().cloned().map(Fact::Rule));
    found
}

#[derive(Default)]
struct Reader {
    found: BTreeSet<Fact>,
    /// The methods of calls that have not come back.
    pending: BTreeMap<CallId, String>,
    /// The methods that gave asynchronous objects out.
    begun: BTreeMap<AsyncId, String>,
    /// What a process or a participant did last.
    last: BTreeMap<Who, String>,
    /// Who was told something last, and what.
    told: Option<(Participant, &'static str)>,
    /// When handlers were begun.
    begun_at: BTreeMap<ActivationId, Time>,
    /// Everything that a participant was told, in its order.
    course: BTreeMap<Participant, Vec<&'static str>>,
}

/// Whose doings follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Process(ProcessId),
    Participant(Participant),
}

impl Reader {
    fn read(&mut self, before: &World, record: &Record, after: &World) {
        self.orders(before, record);
        self.calls(record);
        self.effects(record);
        if let (Event::Return { of, answer: Answer::Provider { code, supported } }, Outcome::Done) =
            (&record.event, &record.outcome)
        {
            let call = before.open.activations.get(of).map_or("", |activation| activation.upcall.name());
            let answer = if *supported { String::new() } else { ", not supported".to_owned() };
            self.found.insert(Fact::Provider(format!("{call} {code}{answer}")));
        }
        self.files(before, record);
        self.services(before, record);
        self.writers(before, &record.event, &record.outcome, after);
        self.requesters(before, record, after);
    }

    /// Who does what to a file where, and what becomes of it.
    fn files(&mut self, before: &World, record: &Record) {
        let Event::File { by, action, .. } = &record.event else { return };
        let handler = by.within.and_then(|within| before.open.activations.get(&within));
        let by = handler.map_or("a process", |handler| handler.upcall.name());
        let machine = before.machines.values().next();
        let place = machine.and_then(|machine| machine.entry_place(action.path()).ok());
        let on = place.map_or("nowhere", |place| match place.on {
            Holder::Volume(_) => "a volume",
            Holder::Copy(..) => "a shadow copy",
        });
        let end = match &record.outcome {
            Outcome::Returned(result) => FileFault::of(result.code).map_or("done", FileFault::name),
            Outcome::Pending => "held",
            Outcome::Done | Outcome::Moot(_) => "moot",
        };
        self.found.insert(Fact::File(format!("{} by {by} on {on}: {end}", action.name())));
    }

    /// A service that had nothing to do stops.
    fn services(&mut self, before: &World, record: &Record) {
        for effect in &record.effects {
            if let (Event::Advance(_), Effect::Service { machine, state: VssService::Stopped }) =
                (&record.event, effect)
                && let Some(held) = before.machines.get(machine)
            {
                let value = held.settings.idle_timeout;
                self.found.insert(Fact::Service(format!("stops: {value:?}, {:?}", held.windows)));
            }
        }
    }

    fn orders(&mut self, before: &World, record: &Record) {
        let participant =
            |id| before.open.activations.get(id).map(|activation| (activation.to, activation.upcall.name()));
        let (who, what) = match (&record.event, &record.outcome) {
            (Event::Call { by, call, .. }, outcome) => {
                let handler = by.within.as_ref().and_then(participant);
                let who = handler.map_or(Who::Process(by.process), |(to, _)| Who::Participant(to));
                let code = match outcome {
                    Outcome::Returned(result) => result.code.to_string(),
                    Outcome::Pending | Outcome::Done | Outcome::Moot(_) => "goes on".to_owned(),
                };
                (who, format!("{} {code}", call.method().name))
            }
            (Event::Begin(id), _) => match participant(id) {
                Some((to, name)) => {
                    if let Some((told, earlier)) = self.told.replace((to, name)) {
                        let whom = if told == to { "the same" } else { "another" };
                        self.found.insert(Fact::Order(format!("{earlier}, {name} of {whom}")));
                    }
                    self.begun_at.insert(*id, record.at);
                    self.course.entry(to).or_default().push(name);
                    (Who::Participant(to), name.to_owned())
                }
                None => return,
            },
            (Event::Return { of, answer }, outcome) => match participant(of) {
                Some((to, name)) => {
                    let heard = if *outcome == Outcome::Done { "" } else { " too late" };
                    let answer = match answer {
                        Answer::Writer { succeeded, .. } => succeeded.to_string(),
                        Answer::Provider { code, .. } => code.to_string(),
                    };
                    let began = self.begun_at.remove(of).unwrap_or(record.at);
                    let took = match record.at.since(began) {
                        Duration::ZERO => String::new(),
                        took => format!(" after {took:?}"),
                    };
                    (Who::Participant(to), format!("{name} answered {answer}{took}{heard}"))
                }
                None => return,
            },
            (
                Event::Proceed(_)
                | Event::Advance(_)
                | Event::Process(_)
                | Event::Service(..)
                | Event::File { .. }
                | Event::Fault(_),
                _,
            ) => return,
        };
        let before = self.last.insert(who, what.clone());
        self.found.insert(Fact::Order(format!("{}, {what}", before.as_deref().unwrap_or("first"))));
    }

    fn calls(&mut self, record: &Record) {
        let Event::Call { id, call, .. } = &record.event else { return };
        let method = format!("{}::{}", call.method().interface, call.method().name);
        match &record.outcome {
            Outcome::Returned(result) => self.came_back(&method, result),
            Outcome::Pending => {
                self.pending.insert(*id, method);
            }
            Outcome::Done | Outcome::Moot(_) => {}
        }
    }

    fn came_back(&mut self, method: &str, result: &Return) {
        for (name, value) in &result.values {
            if let ("pAsync" | "ppAsync", Some(id)) = (*name, vss_sim::api::Parameter::read(value)) {
                self.begun.insert(id, method.to_owned());
            }
        }
        for (name, value) in &result.values {
            if matches!(value, Value::Number(_) | Value::Bool(_) | Value::Null | Value::Header(..)) {
                self.found.insert(Fact::Value(format!("{method} {name} {value}")));
            }
        }
        self.found.insert(Fact::Call(format!("{method} {} {}", result.code, result.reason.name)));
    }

    fn effects(&mut self, record: &Record) {
        for effect in &record.effects {
            match effect {
                Effect::Returned { call, result } => {
                    if let Some(method) = self.pending.remove(call) {
                        self.came_back(&method, result);
                    }
                }
                Effect::Ended { id, status, .. } => {
                    let method = self.begun.get(id).map_or("", String::as_str);
                    self.found.insert(Fact::End(format!("{method} {status}")));
                }
                Effect::DeletedFromCopy { .. } => {
                    self.found.insert(Fact::File("deleted from a shadow copy".to_owned()));
                }
                Effect::Activate { .. }
                | Effect::Withdraw(_)
                | Effect::Captured { .. }
                | Effect::Service { .. }
                | Effect::WriterState { .. } => {}
            }
        }
    }

    fn writers(&mut self, before: &World, event: &Event, outcome: &Outcome, after: &World) {
        let mut told = None;
        if let (Event::Return { of, answer: Answer::Writer { succeeded, .. } }, Outcome::Done) =
            (event, outcome)
            && let Some(activation) = before.open.activations.get(of)
            && let Participant::Writer(writer) = activation.to
            && let vss_sim::world::Upcall::Writer(upcall) = &activation.upcall
        {
            let set = matches!(activation.run, Run::Running { failure: Some(_) });
            let how = if *succeeded && !set { "succeeds" } else { "fails" };
            let (from, to) =
                (state(before, writer, upcall.requester), state(after, writer, upcall.requester));
            self.found.insert(Fact::Writer(format!("{from} {} {how} {to}", upcall.event)));
            told = Some((writer, upcall.requester));
        }
        for (writer, requester) in sessions(before).union(&sessions(after)) {
            let (from, to) = (state(before, *writer, *requester), state(after, *writer, *requester));
            if from != to && told != Some((*writer, *requester)) {
                self.found.insert(Fact::Writer(format!("{from} by {} {to}", cause(before, event))));
            }
        }
    }

    fn requesters(&mut self, before: &World, record: &Record, after: &World) {
        let called = match &record.event {
            Event::Call { call: Call::Backup(id, _) | Call::Restore(id, _), .. } if !before.same(after) => {
                Some(*id)
            }
            Event::Call { .. }
            | Event::Begin(_)
            | Event::Return { .. }
            | Event::Proceed(_)
            | Event::Advance(_)
            | Event::Process(_)
            | Event::Fault(_)
            | Event::Service(..)
            | Event::File { .. } => None,
        };
        for id in requesters(before).union(&requesters(after)) {
            let phase = |world: &World| world.requester(*id).map(|(_, requester)| requester.phase());
            let (from, to) = (phase(before), phase(after));
            if from != to || called == Some(*id) {
                let name = |phase: Option<PhaseKind>| phase.map_or("none", PhaseKind::name);
                let by = cause(before, &record.event);
                self.found.insert(Fact::Requester(format!("{} {by} {}", name(from), name(to))));
            }
            let (from, to) = (enabled(before, *id), enabled(after, *id));
            if called == Some(*id) && from.is_some() && (from != to || record_is_enabling(record)) {
                let by = cause(before, &record.event);
                let shown = |classes: Option<&'static str>| classes.unwrap_or("none");
                self.found.insert(Fact::Requester(format!("enables {} {by} {}", shown(from), shown(to))));
            }
        }
    }
}

/// Which writer classes take part in a requester's backup, as far as it was said.
fn enabled(world: &World, requester: RequesterId) -> Option<&'static str> {
    let session = world.requester(requester)?.1.session()?;
    Some(match &session.as_backup()?.enabled.classes {
        EnabledClasses::All => "all",
        EnabledClasses::AllBut(_) => "all but some",
        EnabledClasses::Only(_) => "some",
    })
}

fn record_is_enabling(record: &Record) -> bool {
    let Event::Call { call, .. } = &record.event else { return false };
    matches!(call.method().name, "EnableWriterClasses" | "DisableWriterClasses" | "DisableWriterInstances")
}

/// The state of a writer in a backup, with what failed there.
fn state(world: &World, writer: WriterId, requester: RequesterId) -> String {
    let session = world.writer(writer).and_then(|(_, writer)| writer.sessions.get(&requester));
    session.map_or_else(|| "no session".to_owned(), |session| shown(session.state, session.failure))
}

fn shown(state: WriterState, failure: Hresult) -> String {
    if failure == Hresult::S_OK { state.to_string() } else { format!("{state} with {failure}") }
}

fn sessions(world: &World) -> BTreeSet<(WriterId, RequesterId)> {
    let writers = world.machines.values().flat_map(|machine| machine.writers.iter());
    writers.flat_map(|(id, writer)| writer.sessions.keys().map(|requester| (*id, *requester))).collect()
}

fn requesters(world: &World) -> BTreeSet<RequesterId> {
    world.machines.values().flat_map(|machine| machine.requesters.keys().copied()).collect()
}

/// What an event is, or the operation that it moves.
fn cause(before: &World, event: &Event) -> &'static str {
    let operation = |id| before.open.operations.get(&id).map_or("", |operation| operation.kind.name());
    match event {
        Event::Call { call, .. } => call.method().name,
        Event::Begin(id) | Event::Return { of: id, .. } => {
            before.open.activations.get(id).map_or("", |activation| operation(activation.of))
        }
        Event::Proceed(id) => operation(*id),
        Event::Advance(_) => "time",
        Event::Process(ProcessEvent::Crash(_)) => "crash",
        Event::Process(_) => "process",
        Event::Service(..) => "service",
        Event::Fault(_) => "fault",
        Event::File { .. } => "file",
    }
}
