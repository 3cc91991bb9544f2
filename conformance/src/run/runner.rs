//! Runs a plan on the model and compares what happens with what the scenario expects.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use vss_sim::api::{
    Arguments, AsyncCall, AsyncId, BackupCall, Call, ComponentCall, ComponentRef, DocRef, FunctionCall,
    MachineId, Parameter, ProcessId, RequesterId, Value,
};
use vss_sim::machines::{Machine, Process, Provider, Shared, Volume};
use vss_sim::trace::Record;
use vss_sim::vocabulary::Hresult;
use vss_sim::world::{Config, Event, Fault, IdAllocator, Outcome, Participant, ProcessEvent, Return, World};

use super::compare::{self, Miss};
use super::snapshot::{self, Blessing};
use crate::backend::{Agent, Driver, Halt, NestedOutcome, ProviderAgent, ScriptedWriter};
use crate::scenario::{Argument, CallPlan, Cast, ObjectRef, Plan, StepKind, WriterSource};

/// Writers that the running program brings along, by the names that scenarios call them.
pub type InProcess = BTreeMap<String, fn() -> Box<dyn Agent>>;

/// A run of one plan.
pub(super) struct Runner<'a> {
    pub(super) plan: &'a Plan,
    pub(super) driver: Driver<Vec<Record>>,
    pub(super) requesters: BTreeMap<String, (RequesterId, ProcessId)>,
    asyncs: BTreeMap<String, (AsyncId, ProcessId)>,
    saved: BTreeMap<String, Value>,
    nested: Rc<RefCell<Vec<NestedOutcome>>>,
    /// How many of the handlers' calls have been compared.
    nested_seen: usize,
    next_process: u32,
    pub(super) blessing: Blessing,
}

/// The number of the one machine of a scenario.
const MACHINE: MachineId = MachineId(1);

impl<'a> Runner<'a> {
    /// Sets the stage. `None` where a writer of the running program is missing; its name is given back.
    pub(super) fn new(
        plan: &'a Plan,
        in_process: &InProcess,
        ids: IdAllocator,
        bless: bool,
    ) -> Result<Self, String> {
        let world = World::new(Config::default(), ids, BTreeMap::from([(MACHINE, machine(&plan.cast))]));
        let nested = Rc::new(RefCell::new(Vec::new()));
        let mut driver = Driver::new(world, Vec::new());
        for provider in &plan.cast.providers {
            let agent =
                ProviderAgent { supports: provider.supports.clone(), script: provider.script.clone() };
            driver.attach(Participant::Provider(provider.id), Box::new(agent));
        }
        for writer in &plan.cast.writers {
            let document = match &writer.source {
                WriterSource::Document(document) => Some(document.clone()),
                WriterSource::Script | WriterSource::InProcess(_) => None,
            };
            let agent: Box<dyn Agent> = match &writer.source {
                WriterSource::InProcess(name) => in_process.get(name).ok_or_else(|| name.clone())?(),
                WriterSource::Script | WriterSource::Document(_) => Box::new(ScriptedWriter {
                    document,
                    script: writer.script.clone(),
                    outcomes: Rc::clone(&nested),
                }),
            };
            driver.attach(Participant::Writer(writer.id), agent);
            let registration = writer.registration.clone();
            driver.apply(Event::Process(ProcessEvent::Subscribe {
                process: writer.process,
                writer: writer.id,
                registration,
            }));
        }
        let used =
            plan.cast.writers.iter().map(|w| w.process).chain(plan.cast.providers.iter().map(|p| p.process));
        let named = plan.cast.processes.values().map(|(id, _)| *id);
        let next_process = used.chain(named).map(|id| id.0).max().unwrap_or(0) + 1;
        Ok(Self {
            plan,
            driver,
            requesters: BTreeMap::new(),
            asyncs: BTreeMap::new(),
            saved: BTreeMap::new(),
            nested,
            nested_seen: 0,
            next_process,
            blessing: Blessing { allowed: bless, written: Vec::new() },
        })
    }

    /// Runs the step of an index; what is missed is given back.
    pub(super) fn step(&mut self, kind: &StepKind) -> Vec<Miss> {
        let mut missed = match kind {
            StepKind::Call(call) => self.call(call),
            StepKind::Advance(while_) => self.driver.pass(*while_).err().map(halted).into_iter().collect(),
            StepKind::States(states) => compare::states(self, states),
            StepKind::Snapshot(plan) => snapshot::compare(self, plan).into_iter().collect(),
            StepKind::Crash(process) => self.crash(process).into_iter().collect(),
            StepKind::Memory(process, exhausted) => self.memory(process, *exhausted).into_iter().collect(),
        };
        missed.extend(self.nested_misses());
        missed
    }

    /// Lets everything happen that has been begun.
    pub(super) fn settle(&mut self) -> Vec<Miss> {
        let mut missed: Vec<Miss> = self.driver.settle().err().map(halted).into_iter().collect();
        missed.extend(self.nested_misses());
        missed
    }

    fn call(&mut self, plan: &CallPlan) -> Vec<Miss> {
        let (process, call) = match self.make(plan) {
            Ok(made) => made,
            Err(miss) => return vec![miss],
        };
        let result = match self.driver.call(process, call) {
            Ok(result) => result,
            Err(halt) => return vec![halted(halt)],
        };
        let mut missed = compare::returned(plan, &result, &self.saved);
        if missed.is_empty() {
            self.remember(plan, process, &result);
            missed.extend(self.wait(plan, process, &result));
        }
        missed
    }

    fn make(&mut self, plan: &CallPlan) -> Result<(ProcessId, Call), Miss> {
        let arguments = self.arguments(plan)?;
        let name = plan.method.name;
        let refused = |_| Miss::plain(format!("{name} cannot be made from its arguments"));
        if let Some(function) = FunctionCall::from_arguments(name, &arguments) {
            let process = plan.process.map_or_else(|| self.start_process(), Ok)?;
            return function.map(|call| (process, Call::Function(call))).map_err(refused);
        }
        if plan.method.interface == "IVssAsync" {
            let (object, process) = self.object(plan, &self.asyncs)?;
            let made = AsyncCall::from_arguments(name, &arguments);
            return made
                .unwrap_or_else(|| unreachable_method(name))
                .map(|call| (process, Call::Async(object, call)))
                .map_err(refused);
        }
        let (requester, process) = self.object(plan, &self.requesters)?;
        if let Some((writer, path, component)) = &plan.component {
            let at = self.component(requester, *writer, path.as_deref(), component)?;
            let made = ComponentCall::from_arguments(name, &arguments);
            return made
                .unwrap_or_else(|| unreachable_method(name))
                .map(|call| (process, Call::Component(at, call)))
                .map_err(refused);
        }
        let made = BackupCall::from_arguments(name, &arguments);
        made.unwrap_or_else(|| unreachable_method(name))
            .map(|call| (process, Call::Backup(requester, call)))
            .map_err(refused)
    }

    fn object<I: Copy>(
        &self,
        plan: &CallPlan,
        objects: &BTreeMap<String, (I, ProcessId)>,
    ) -> Result<(I, ProcessId), Miss> {
        let name = plan.on.as_deref().unwrap_or_default();
        objects
            .get(name)
            .copied()
            .ok_or_else(|| Miss::plain(format!("{name:?} was never made, so nothing can be called on it")))
    }

    fn arguments(&self, plan: &CallPlan) -> Result<Arguments, Miss> {
        let mut list = Vec::new();
        for (name, argument) in &plan.arguments {
            let value = match argument {
                Argument::Is(value) => value.clone(),
                Argument::Saved(reference) => {
                    let missing = || Miss::plain(format!("@{reference} was never saved"));
                    self.saved.get(reference).cloned().ok_or_else(missing)?
                }
            };
            list.push((name.clone(), value));
        }
        Ok(Arguments(list))
    }

    /// The address of a component in a requester's document as it is now.
    fn component(
        &self,
        requester: RequesterId,
        writer: usize,
        path: Option<&str>,
        name: &str,
    ) -> Result<ComponentRef, Miss> {
        let missing = || Miss::plain(format!("the document has no component {name:?} of that writer"));
        let session = self.driver.world().requester(requester).and_then(|(_, held)| held.session());
        let session = session.ok_or_else(missing)?;
        let instance = self.plan.cast.writers.get(writer).map(|cast| cast.registration.instance_id);
        let parts = session.document.writers().iter();
        let (index, part) = parts
            .enumerate()
            .find(|(_, part)| Some(part.instance_id.value()) == instance)
            .ok_or_else(missing)?;
        let component = crate::backend::find_component(part, path, name).ok_or_else(missing)?;
        let writer = u32::try_from(index).map_err(|_| missing())?;
        Ok(ComponentRef { doc: DocRef::Requester(requester), writer, component, epoch: session.epoch })
    }

    fn start_process(&mut self) -> Result<ProcessId, Miss> {
        let process = ProcessId(self.next_process);
        self.next_process += 1;
        let start = ProcessEvent::Start { machine: MACHINE, process, privileged: true };
        match self.driver.apply(Event::Process(start)) {
            Outcome::Done => Ok(process),
            Outcome::Returned(_) | Outcome::Pending | Outcome::Moot(_) => {
                Err(Miss::plain("no process could be started".to_owned()))
            }
        }
    }

    /// Remembers what a call made and passed out.
    fn remember(&mut self, plan: &CallPlan, process: ProcessId, result: &Return) {
        for (output, name) in &plan.save {
            if let Some((_, value)) = result.values.iter().find(|(known, _)| known == output) {
                self.saved.insert(name.clone(), value.clone());
            }
        }
        let Some(name) = &plan.name else { return };
        for (output, value) in &result.values {
            match *output {
                "ppBackup" => {
                    if let Some(id) = RequesterId::read(value) {
                        self.requesters.insert(name.clone(), (id, process));
                    }
                }
                "pAsync" | "ppAsync" => {
                    if let Some(id) = AsyncId::read(value) {
                        self.asyncs.insert(name.clone(), (id, process));
                    }
                }
                _ => {}
            }
        }
    }

    /// Waits for the end of an asynchronous call that has no name, and compares its status.
    fn wait(&mut self, plan: &CallPlan, process: ProcessId, result: &Return) -> Vec<Miss> {
        let Some((expected, span)) = plan.ends else { return Vec::new() };
        let object = result.values.iter().find(|(name, _)| matches!(*name, "pAsync" | "ppAsync"));
        let Some(id) = object.and_then(|(_, value)| AsyncId::read(value)) else { return Vec::new() };
        let wait = Call::Async(id, AsyncCall::Wait { dwMilliseconds: AsyncCall::INFINITE });
        if let Err(halt) = self.driver.call(process, wait) {
            return vec![halted(halt)];
        }
        let query = Call::Async(id, AsyncCall::QueryStatus { pHrResult: vss_sim::api::OutPtr::Given });
        let status = match self.driver.call(process, query) {
            Ok(result) => result.values.first().and_then(|(_, value)| Hresult::read(value)),
            Err(halt) => return vec![halted(halt)],
        };
        let status = status.unwrap_or(Hresult::VSS_E_UNEXPECTED);
        if status == expected {
            return Vec::new();
        }
        let message = format!("{} ended with {status}", plan.method.name);
        vec![Miss::new(message, expected.to_string(), status.to_string()).at(span)]
    }

    fn process(&self, of: &ObjectRef) -> Result<ProcessId, Miss> {
        match of {
            ObjectRef::Process(id) => Ok(*id),
            ObjectRef::Requester(name) => self
                .requesters
                .get(name)
                .map(|(_, process)| *process)
                .ok_or_else(|| Miss::plain(format!("{name:?} was never made"))),
        }
    }

    fn crash(&mut self, process: &ObjectRef) -> Option<Miss> {
        let process = match self.process(process) {
            Ok(process) => process,
            Err(miss) => return Some(miss),
        };
        done(&self.driver.apply(Event::Process(ProcessEvent::Crash(process))), "the process is not there")
    }

    fn memory(&mut self, process: &ObjectRef, exhausted: bool) -> Option<Miss> {
        let process = match self.process(process) {
            Ok(process) => process,
            Err(miss) => return Some(miss),
        };
        done(
            &self.driver.apply(Event::Fault(Fault::Memory { process, exhausted })),
            "the process is not there",
        )
    }

    /// Compares the handlers' calls that were made since this was asked last.
    fn nested_misses(&mut self) -> Vec<Miss> {
        let outcomes = self.nested.borrow();
        let fresh = outcomes.iter().skip(self.nested_seen);
        let missed = fresh.filter_map(|(number, outcome)| {
            compare::nested(self.plan.nested.get(*number)?, outcome.as_ref())
        });
        let missed = missed.collect();
        self.nested_seen = outcomes.len();
        missed
    }
}

/// A method of a table always makes a call of its enum; were it otherwise, the step fails and says so.
fn unreachable_method<T>(name: &'static str) -> Result<T, vss_sim::api::ArgumentError> {
    Err(vss_sim::api::ArgumentError::Missing { name, ty: vss_sim::api::ParamType::Text })
}

fn done(outcome: &Outcome, otherwise: &str) -> Option<Miss> {
    match outcome {
        Outcome::Done => None,
        Outcome::Returned(_) | Outcome::Pending | Outcome::Moot(_) => Some(Miss::plain(otherwise.to_owned())),
    }
}

fn halted(halt: Halt) -> Miss {
    match halt {
        Halt::Deadlock => Miss::invariant(
            "deadlock: nothing can happen any more, no deadline is set, and a call has not come back"
                .to_owned(),
        ),
        Halt::Exhausted => Miss::invariant("the world does not come to rest".to_owned()),
        Halt::Moot(reason) => Miss::plain(format!("the call could not be made: {reason}")),
    }
}

/// The machine of a cast, with its processes; writers subscribe when the run begins.
fn machine(cast: &Cast) -> Machine {
    let mut machine = Machine::default();
    let running = |privileged| Process { privileged, out_of_memory: false };
    for (id, privileged) in cast.processes.values() {
        machine.processes.insert(*id, running(*privileged));
    }
    for writer in &cast.writers {
        machine.processes.insert(writer.process, running(true));
    }
    for provider in &cast.providers {
        machine.processes.insert(provider.process, running(true));
        let registered = Provider { process: provider.process, registration: provider.registration.clone() };
        machine.providers.insert(provider.id, Shared::new(registered));
    }
    for volume in &cast.volumes {
        let mounted = Volume { guid: volume.guid, names: volume.names.clone() };
        machine.volumes.insert(volume.id, Shared::new(mounted));
    }
    machine
}
