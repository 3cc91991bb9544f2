//! The driver: it makes calls, lets happen what can happen, and hands upcalls to their agents.

use std::collections::BTreeMap;
use std::time::Duration;

use vss_sim::api::{ActivationId, Call, CallId, Caller, ProcessId};
use vss_sim::machines::Time;
use vss_sim::trace::Record;
use vss_sim::vocabulary::WinPath;
use vss_sim::world::{
    Answer, Config, Effect, Event, FileAction, IdAllocator, Outcome, Participant, Return, Run, Step, Upcall,
    World, each_enabled, next_awaited, step_owned,
};

use super::agent::{Agent, Port, Reply};

/// Whoever keeps the records of a run.
pub trait Sink {
    /// Takes one record.
    fn record(&mut self, record: Record);
}

impl Sink for Vec<Record> {
    fn record(&mut self, record: Record) {
        self.push(record);
    }
}

/// Why a run could not go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// Nothing can happen any more, no deadline is set, and something is still awaited.
    Deadlock,
    /// More events happened than a run may have, which only a world that never comes to rest does.
    Exhausted,
    /// What was called does not exist, so there is no answer to wait for.
    Moot(&'static str),
}

/// What a call came back with.
pub type Ran = Result<Return, Halt>;

/// How many events may follow from one thing that is waited for.
const PATIENCE: u32 = 1_000_000;

/// A world, its participants, and the answers that are on their way.
pub struct Driver<S> {
    core: Core<S>,
    agents: BTreeMap<Participant, Box<dyn Agent>>,
    /// Answers that are due at a time.
    due: BTreeMap<(Time, ActivationId), Answer>,
}

/// The part of a driver that a handler's nested calls use.
struct Core<S> {
    world: World,
    /// A world without machines, which stands in while the other takes a step.
    stand_in: World,
    sink: S,
    next_call: u32,
    /// Pending calls that have come back.
    returned: BTreeMap<CallId, Return>,
    /// Activations that were withdrawn and whose answer need not be brought.
    withdrawn: Vec<ActivationId>,
}

impl<S: Sink> Core<S> {
    fn apply(&mut self, event: Event) -> Outcome {
        let at = self.world.now;
        let world = std::mem::replace(&mut self.world, self.stand_in.clone());
        let Step { next, outcome, effects, readings } = step_owned(world, &event);
        self.world = next;
        for effect in &effects {
            match effect {
                Effect::Returned { call, result } => {
                    self.returned.insert(*call, result.clone());
                }
                Effect::Withdraw(id) => self.withdrawn.push(*id),
                Effect::Activate { .. }
                | Effect::Ended { .. }
                | Effect::Captured { .. }
                | Effect::DeletedFromCopy { .. }
                | Effect::Service { .. }
                | Effect::WriterState { .. } => {}
            }
        }
        self.sink.record(Record { at, event, outcome: outcome.clone(), effects, readings });
        outcome
    }

    fn call(&mut self, by: Caller, call: Call) -> (CallId, Outcome) {
        let id = CallId(self.next_call);
        self.next_call = self.next_call.wrapping_add(1);
        (id, self.apply(Event::Call { id, by, call }))
    }

    fn file(&mut self, by: Caller, action: FileAction) -> Outcome {
        let id = CallId(self.next_call);
        self.next_call = self.next_call.wrapping_add(1);
        self.apply(Event::File { id, by, action })
    }
}

/// A handler's way to call: within its activation, in its process.
struct HandlerPort<'a, S> {
    core: &'a mut Core<S>,
    by: Caller,
}

impl<S: Sink> Port for HandlerPort<'_, S> {
    fn call(&mut self, call: Call) -> Outcome {
        self.core.call(self.by, call).1
    }

    fn file(&mut self, action: FileAction) -> Outcome {
        self.core.file(self.by, action)
    }

    fn on_shadow_copy(&self, path: &WinPath) -> Option<WinPath> {
        let world = &self.core.world;
        let activation = world.open.activations.get(&self.by.within?)?;
        let Upcall::Writer(upcall) = &activation.upcall else { return None };
        let sets = world.machines.values().flat_map(|held| held.sets.keys().map(move |set| (held, *set)));
        let (machine, set) = sets.into_iter().find(|(_, set)| set.guid() == upcall.snapshot_set)?;
        machine.on_shadow_copy(set, path)
    }
}

impl<S: Sink> Driver<S> {
    /// Drives a world; `sink` gets a record of each event.
    pub fn new(world: World, sink: S) -> Self {
        let stand_in = World::new(Config::default(), IdAllocator::LowestFree, BTreeMap::new());
        let core =
            Core { world, stand_in, sink, next_call: 1, returned: BTreeMap::new(), withdrawn: Vec::new() };
        Self { core, agents: BTreeMap::new(), due: BTreeMap::new() }
    }

    /// Has an agent answer for a participant.
    pub fn attach(&mut self, participant: Participant, agent: Box<dyn Agent>) {
        self.agents.insert(participant, agent);
    }

    /// The world as it is.
    pub const fn world(&self) -> &World {
        &self.core.world
    }

    /// What keeps the records.
    pub const fn sink(&self) -> &S {
        &self.core.sink
    }

    /// Ends the drive.
    pub fn into_sink(self) -> S {
        self.core.sink
    }

    /// Makes something happen that is not a call.
    pub fn apply(&mut self, event: Event) -> Outcome {
        let outcome = self.core.apply(event);
        self.forget_withdrawn();
        outcome
    }

    /// Does something to a file. What is held comes back later, and is not waited for.
    pub fn file(&mut self, process: ProcessId, action: FileAction) -> Outcome {
        let outcome = self.core.file(Caller { process, within: None }, action);
        self.forget_withdrawn();
        outcome
    }

    /// Makes a call, and lets things happen until it has come back.
    ///
    /// # Errors
    /// It never does, or what is called does not exist.
    pub fn call(&mut self, process: ProcessId, call: Call) -> Ran {
        let by = Caller { process, within: None };
        let (id, outcome) = self.core.call(by, call);
        self.forget_withdrawn();
        match outcome {
            Outcome::Returned(result) => Ok(result),
            Outcome::Moot(reason) => Err(Halt::Moot(reason.text)),
            Outcome::Pending | Outcome::Done => self.until_returned(id),
        }
    }

    fn until_returned(&mut self, id: CallId) -> Ran {
        for _ in 0..PATIENCE {
            if let Some(result) = self.core.returned.remove(&id) {
                return Ok(result);
            }
            self.go_on(None)?;
        }
        Err(Halt::Exhausted)
    }

    /// Lets everything happen that can without time passing.
    ///
    /// # Errors
    /// It does not come to rest.
    pub fn settle(&mut self) -> Result<(), Halt> {
        for _ in 0..PATIENCE {
            if !self.go_on_now() {
                return Ok(());
            }
        }
        Err(Halt::Exhausted)
    }

    /// Lets everything happen that has been begun, and time pass where something is still due.
    ///
    /// # Errors
    /// It does not come to rest. That something is left which nobody answers is no error here.
    pub fn run_out(&mut self) -> Result<(), Halt> {
        for _ in 0..PATIENCE {
            match self.go_on(None) {
                Ok(()) => {}
                Err(Halt::Deadlock) => return Ok(()),
                Err(halt) => return Err(halt),
            }
        }
        Err(Halt::Exhausted)
    }

    /// Lets time pass, and everything happen that does meanwhile.
    ///
    /// # Errors
    /// It does not come to rest.
    pub fn pass(&mut self, while_: Duration) -> Result<(), Halt> {
        let end = self.core.world.now.after(while_);
        for _ in 0..PATIENCE {
            if self.go_on_now() {
                continue;
            }
            if self.core.world.now >= end {
                return Ok(());
            }
            self.go_on(Some(end))?;
        }
        Err(Halt::Exhausted)
    }

    /// Takes one step: what can happen now, else time goes to the next moment at which something does, but not past
    /// `until`.
    fn go_on(&mut self, until: Option<Time>) -> Result<(), Halt> {
        if self.go_on_now() {
            return Ok(());
        }
        let answer = self.due.keys().next().map(|(at, _)| *at);
        let deadline = next_awaited(&self.core.world);
        let next = [answer, deadline, until].into_iter().flatten().min().ok_or(Halt::Deadlock)?;
        let while_ = next.since(self.core.world.now);
        self.apply(Event::Advance(while_));
        Ok(())
    }

    /// Takes one step that needs no time; says whether there was one.
    fn go_on_now(&mut self) -> bool {
        if let Some(((at, id), answer)) = self.due.pop_first() {
            if at <= self.core.world.now {
                self.apply(Event::Return { of: id, answer });
                return true;
            }
            self.due.insert((at, id), answer);
        }
        let next = each_enabled(&self.core.world).find(|event| !matches!(event, Event::Advance(_)));
        match next {
            Some(Event::Begin(id)) => {
                self.begin(id);
                true
            }
            Some(event) => {
                self.apply(event);
                true
            }
            None => false,
        }
    }

    /// Hands an upcall to its agent.
    fn begin(&mut self, id: ActivationId) {
        self.apply(Event::Begin(id));
        let Some(activation) = self.core.world.open.activations.get(&id) else { return };
        if !matches!(activation.run, Run::Running { .. }) {
            return;
        }
        let (to, upcall) = (activation.to, activation.upcall.clone());
        let Some(process) = process_of(&self.core.world, to) else { return };
        let Some(agent) = self.agents.get_mut(&to) else { return };
        let by = Caller { process, within: Some(id) };
        let reply = agent.handle(id, &upcall, &mut HandlerPort { core: &mut self.core, by });
        self.forget_withdrawn();
        match reply {
            Reply::Now(answer) => {
                self.apply(Event::Return { of: id, answer });
            }
            Reply::After(while_, answer) => {
                self.due.insert((self.core.world.now.after(while_), id), answer);
            }
            Reply::Later => {}
        }
    }

    /// The number of a withdrawn activation can be given out again, so its late answer must not reach its successor.
    fn forget_withdrawn(&mut self) {
        for id in std::mem::take(&mut self.core.withdrawn) {
            self.due.retain(|(_, of), _| *of != id);
        }
    }
}

fn process_of(world: &World, participant: Participant) -> Option<ProcessId> {
    match participant {
        Participant::Writer(id) => world.writer(id).map(|(_, writer)| writer.process),
        Participant::Provider(id) => world
            .machines
            .values()
            .find_map(|machine| machine.providers.get(&id))
            .map(|provider| provider.process),
    }
}
