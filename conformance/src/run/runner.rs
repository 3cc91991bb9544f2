//! Runs a plan on the model and compares what happens with what the scenario expects.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::rc::Rc;

use vss_sim::api::{Arguments, Call, ComponentRef, DocRef, MachineId, Object, ProcessId, Target, Value};
use vss_sim::machines::{InstalledProvider, Machine, Process, Provider, Share, Shared, Volume};
use vss_sim::world::{
    Config, Event, Fault, IdAllocator, Outcome, Participant, ProcessEvent, Return, StoredDocument, World,
};

use super::RunOptions;
use super::compare;
use super::diskshadow::Heard;
use super::miss::Miss;
use super::restores::Kept;
use super::snapshot::{self, Blessing};
use super::stage::Stage;
use crate::backend::{
    Agent, Driver, Halt, NestedOutcome, ProviderAgent, ScriptedWriter, Writer, WriterAgent,
};
use crate::policy::diskshadow::Session;
use crate::scenario::{
    CallPlan, Cast, DamagedRef, MachineCast, ObjectRef, Plan, ProviderCast, StepKind, WriterSource,
};

/// Writers that the running program brings along, by the names that scenarios call them.
#[derive(Clone, Default)]
pub struct InProcess(BTreeMap<String, Rc<dyn Fn() -> Box<dyn Agent>>>);

impl InProcess {
    /// No writers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more writer; `make` makes a new one for each run.
    #[must_use]
    pub fn with<W: Writer + 'static>(mut self, name: &str, make: impl Fn() -> W + 'static) -> Self {
        self.0.insert(name.to_owned(), Rc::new(move || Box::new(WriterAgent(make()))));
        self
    }

    fn make(&self, name: &str) -> Option<Box<dyn Agent>> {
        self.0.get(name).map(|make| make())
    }
}

impl fmt::Debug for InProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A run of one plan.
pub(super) struct Runner<'a> {
    pub(super) stage: Stage<'a>,
    /// The world before the first event.
    pub(super) start: World,
    pub(super) saved: BTreeMap<String, Value>,
    nested: Rc<RefCell<Vec<NestedOutcome>>>,
    /// How many of the handlers' calls have been compared.
    nested_seen: usize,
    next_process: u32,
    /// The process of an application that takes no part.
    pub(super) application: Option<ProcessId>,
    /// What requesters have copied, and what else of files outlives its step.
    pub(super) kept: Kept,
    /// The scripts of diskshadow, by their names.
    pub(super) scripts: BTreeMap<String, Session>,
    /// What one of them said in the step that was run last.
    pub(super) said: Option<Heard>,
    pub(super) blessing: Blessing,
    /// Whether the run goes on as if everything were as expected.
    pub(super) heedless: bool,
}

impl<'a> Runner<'a> {
    /// Sets the stage. `None` where a writer of the running program is missing; its name is given back.
    pub(super) fn new(plan: &'a Plan, options: &RunOptions, bless: bool) -> Result<Self, String> {
        let config = Config { readings: options.readings.unwrap_or(plan.readings), ..Config::default() };
        let in_process = &options.in_process;
        let machines = plan.cast.machines.iter().map(|held| (held.id, machine(&plan.cast, held)));
        let world = World::new(config, IdAllocator::Fresh(1), machines.collect());
        let nested = Rc::new(RefCell::new(Vec::new()));
        let mut driver = Driver::new(world.clone(), Vec::new());
        let mut objects = BTreeMap::new();
        for provider in &plan.cast.providers {
            let agent = ProviderAgent {
                supports: provider.supports.clone(),
                script: provider.script.clone(),
                ..ProviderAgent::default()
            };
            driver.attach(Participant::Provider(provider.id), Box::new(agent));
        }
        for writer in &plan.cast.writers {
            let document = match &writer.source {
                WriterSource::Document(document) => Some(document.clone()),
                WriterSource::Script | WriterSource::InProcess(_) => None,
            };
            let agent: Box<dyn Agent> = match &writer.source {
                WriterSource::InProcess(name) => in_process.make(name).ok_or_else(|| name.clone())?,
                WriterSource::Script | WriterSource::Document(_) => Box::new(ScriptedWriter {
                    document,
                    script: writer.script.clone(),
                    outcomes: Rc::clone(&nested),
                    given: None,
                }),
            };
            driver.attach(Participant::Writer(writer.id), agent);
            objects.insert(writer.name.clone(), (Target::WriterObject(writer.id), writer.process));
            let registration = writer.registration.clone();
            if !writer.subscribed {
                continue;
            }
            driver.apply(Event::Process(ProcessEvent::Subscribe {
                process: writer.process,
                writer: writer.id,
                registration,
            }));
        }
        let used =
            plan.cast.writers.iter().map(|w| w.process).chain(plan.cast.providers.iter().map(|p| p.process));
        let named = plan.cast.processes.values().map(|process| process.id);
        let next_process = used.chain(named).map(|id| id.0).max().unwrap_or(0) + 1;
        Ok(Self {
            stage: Stage { plan, driver, objects },
            start: world,
            saved: BTreeMap::new(),
            nested,
            nested_seen: 0,
            next_process,
            application: None,
            kept: Kept { services: plan.cast.services.clone(), ..Kept::default() },
            scripts: BTreeMap::new(),
            said: None,
            blessing: Blessing { allowed: bless, written: Vec::new() },
            heedless: false,
        })
    }

    /// Runs the step of an index; what is missed is given back.
    pub(super) fn step(&mut self, kind: &StepKind) -> Vec<Miss> {
        let mut missed = match kind {
            StepKind::Call(call) => self.call(call),
            StepKind::Diskshadow(plan) => self.diskshadow(plan),
            StepKind::Advance(while_) => {
                self.stage.driver.pass(*while_).err().map(halted).into_iter().collect()
            }
            StepKind::States(states) => self.states(states),
            StepKind::Snapshot(_) if self.heedless => Vec::new(),
            StepKind::Snapshot(plan) => {
                snapshot::compare(&self.stage, &mut self.blessing, plan).into_iter().collect()
            }
            StepKind::Crash(process) => {
                let crash = |process| Event::Process(ProcessEvent::Crash(process));
                self.happens(process, crash).into_iter().collect()
            }
            StepKind::ShutDown(process) => {
                let shut_down = |process| Event::Process(ProcessEvent::ShutDown(process));
                self.happens(process, shut_down).into_iter().collect()
            }
            StepKind::Rights(process, privileged) => {
                let privileged = *privileged;
                let rights = |process| Event::Process(ProcessEvent::Rights { process, privileged });
                self.happens(process, rights).into_iter().collect()
            }
            StepKind::Memory(process, exhausted) => {
                let exhausted = *exhausted;
                let memory = |process| Event::Fault(Fault::Memory { process, exhausted });
                self.happens(process, memory).into_iter().collect()
            }
            StepKind::File(plan) => self.file(plan),
            StepKind::BackUp(plan) => self.back_up(plan),
            StepKind::Restore(plan) => self.restore(plan),
            StepKind::Reboot(failed) => self.reboot(MachineCast::FIRST, failed),
            StepKind::Contents(plan) => self.contents(plan),
            StepKind::Com(process, initialized) => {
                let initialized = *initialized;
                let com = |process| Event::Process(ProcessEvent::Com { process, initialized });
                self.happens(process, com).into_iter().collect()
            }
            StepKind::Service(machine, event) => {
                let outcome = self.stage.driver.apply(Event::Service(*machine, *event));
                done(&outcome, "the machine is not there").into_iter().collect()
            }
            StepKind::Damage(document) => self.damage(document).into_iter().collect(),
        };
        missed.extend(self.nested_misses());
        missed
    }

    /// Lets everything happen that has been begun, and says what never ends and what was never called.
    pub(super) fn settle(&mut self, unfinished: bool) -> Vec<Miss> {
        let mut missed: Vec<Miss> = self.stage.driver.run_out().err().map(halted).into_iter().collect();
        missed.extend(self.nested_misses());
        if !unfinished && missed.is_empty() {
            let open = &self.stage.world().open;
            missed.extend(open.operations.values().map(|operation| {
                let what =
                    format!("{} never ends: a handler or a provider does not answer", operation.kind.name());
                Miss::invariant(what)
            }));
        }
        let called: BTreeSet<usize> = self.nested.borrow().iter().map(|(number, _)| *number).collect();
        let plans = self.stage.plan.nested.iter().enumerate();
        let silent = plans.filter(|(number, plan)| !plan.optional && !called.contains(number));
        missed.extend(silent.map(|(_, plan)| {
            Miss::plain(format!("{} was never called: its handler did not run", plan.what)).at(plan.span)
        }));
        missed
    }

    fn call(&mut self, plan: &CallPlan) -> Vec<Miss> {
        let (process, call) = match self.make(plan) {
            Ok(made) => made,
            Err(miss) => return vec![miss],
        };
        if plan.method.name == "PreRestore" {
            self.kept.before = Some(self.stage.driver.world().clone());
        }
        let result = match self.stage.driver.call(process, call) {
            Ok(result) => result,
            Err(halt) => return vec![halted(halt)],
        };
        let mut missed = compare::returned(plan, &result, &self.saved);
        if missed.is_empty() || self.heedless {
            self.remember(plan, process, &result);
            missed.extend(self.wait(plan, process, &result));
        }
        self.start_services();
        missed
    }

    fn make(&mut self, plan: &CallPlan) -> Result<(ProcessId, Call), Miss> {
        let (process, target) = if plan.method.object == Object::Function {
            (plan.process.or_else(|machine| self.start_process(machine))?, Target::Function)
        } else {
            let (target, process) = self.object(plan)?;
            (process, self.component(target, plan)?)
        };
        let refused = |_| Miss::plain(format!("{} cannot be made from its arguments", plan.method.name));
        let call = Call::from_arguments(target, plan.method.name, &self.arguments(plan)?).map_err(refused)?;
        Ok((process, call))
    }

    fn object(&self, plan: &CallPlan) -> Result<(Target, ProcessId), Miss> {
        let name = plan.on.as_deref().unwrap_or_default();
        let found = self.stage.objects.get(name).copied();
        found.ok_or_else(|| Miss::plain(format!("{name:?} was never made, so nothing can be called on it")))
    }

    fn arguments(&self, plan: &CallPlan) -> Result<Arguments, Miss> {
        let mut list = Vec::new();
        for (name, argument) in &plan.arguments {
            let unsaved = |reference| Miss::plain(format!("@{reference} was never saved"));
            let value = argument.value(&self.saved).map_err(unsaved)?;
            list.push((name.clone(), value));
        }
        Ok(Arguments(list))
    }

    /// What a call is made on: the component that is named by its place in the document as it is now, else the object.
    fn component(&self, target: Target, plan: &CallPlan) -> Result<Target, Miss> {
        let (Some((writer, path, name)), Target::Backup(requester)) = (&plan.component, target) else {
            return Ok(target);
        };
        let missing = || Miss::plain(format!("the document has no component {name:?} of that writer"));
        let session = self.stage.driver.world().requester(requester).and_then(|(_, held)| held.session());
        let session = session.ok_or_else(missing)?;
        let instance = self.stage.plan.cast.writers.get(*writer).map(|cast| cast.registration.instance_id);
        let parts = session.document.writers().iter();
        let (index, part) = parts
            .enumerate()
            .find(|(_, part)| Some(part.instance_id.value()) == instance)
            .ok_or_else(missing)?;
        let component = crate::backend::find_component(part, path.as_deref(), name).ok_or_else(missing)?;
        let writer = u32::try_from(index).map_err(|_| missing())?;
        let doc = DocRef::Requester(requester);
        Ok(Target::Component(ComponentRef { doc, writer, component, epoch: session.epoch() }))
    }

    pub(super) fn start_process(&mut self, machine: MachineId) -> Result<ProcessId, Miss> {
        let process = ProcessId(self.next_process);
        self.next_process += 1;
        let start = ProcessEvent::Start { machine, process, privileged: true };
        match self.stage.driver.apply(Event::Process(start)) {
            Outcome::Done => Ok(process),
            Outcome::Returned(_) | Outcome::Pending | Outcome::Moot(_) => {
                Err(Miss::plain("no process could be started".to_owned()))
            }
        }
    }

    /// Remembers what a call made and passed out.
    fn remember(&mut self, plan: &CallPlan, process: ProcessId, result: &Return) {
        for (output, name) in &plan.save {
            if let Some(value) = result.value(output) {
                self.saved.insert(name.clone(), value.clone());
            }
        }
        if let (Some(name), Some(made)) = (&plan.name, result.object()) {
            self.stage.objects.insert(name.clone(), (made, process));
        }
    }

    /// Waits for the end of an asynchronous call that has no name, and compares its status.
    fn wait(&mut self, plan: &CallPlan, process: ProcessId, result: &Return) -> Vec<Miss> {
        let Some(Target::Async(id)) = result.object() else { return Vec::new() };
        // A call that is expected to fail says nothing of its end; where it succeeds instead, it ends all the same.
        if plan.ends.is_none() && !(self.heedless && plan.name.is_none()) {
            return Vec::new();
        }
        let status = match self.stage.driver.status_at_end(process, id) {
            Ok(status) => status,
            Err(halt) => return vec![halted(halt)],
        };
        let Some((expected, span)) = plan.ends else { return Vec::new() };
        if status == expected {
            return Vec::new();
        }
        let message = format!("{} ended with {status}", plan.method.name);
        vec![Miss::new(message, expected.to_string(), status.to_string()).at(span)]
    }

    pub(super) fn process(&self, of: &ObjectRef) -> Result<ProcessId, Miss> {
        match of {
            ObjectRef::Process(id) => Ok(*id),
            ObjectRef::Requester(name) => self
                .stage
                .objects
                .get(name)
                .map(|(_, process)| *process)
                .ok_or_else(|| Miss::plain(format!("{name:?} was never made"))),
        }
    }

    /// Has something happen to a process.
    fn happens(&mut self, process: &ObjectRef, event: impl FnOnce(ProcessId) -> Event) -> Option<Miss> {
        match self.process(process) {
            Ok(process) => done(&self.stage.driver.apply(event(process)), "the process is not there"),
            Err(miss) => Some(miss),
        }
    }

    /// Damages a document.
    fn damage(&mut self, of: &DamagedRef) -> Option<Miss> {
        let document = match of {
            DamagedRef::Handed(process) => Some(StoredDocument::Handed(*process)),
            DamagedRef::Object(name) => self.stage.objects.get(name).and_then(|(made, process)| match made {
                Target::Backup(requester) => Some(StoredDocument::Backup(*requester)),
                Target::Examine(of) => Some(StoredDocument::Metadata(*process, *of)),
                Target::ExpressMetadata(id) => Some(StoredDocument::Express(*process, *id)),
                Target::Function
                | Target::Async(_)
                | Target::EnumObject(_)
                | Target::WriterComponents(_)
                | Target::Component(_)
                | Target::WmComponent(_)
                | Target::Filedesc(_)
                | Target::Dependency(_)
                | Target::Create
                | Target::Writer
                | Target::WriterObject(_)
                | Target::SnapshotMgmt(_)
                | Target::DiffAreaMgmt(_)
                | Target::EnumMgmtObject(_)
                | Target::ExpressWriter(_) => None,
            }),
        };
        let Some(document) = document else {
            return Some(Miss::plain("the document that is to be damaged was never made".to_owned()));
        };
        let outcome = self.stage.driver.apply(Event::Fault(Fault::Document(document)));
        done(&outcome, "the document that is to be damaged is not there")
    }

    /// Compares the handlers' calls that were made since this was asked last.
    fn nested_misses(&mut self) -> Vec<Miss> {
        let outcomes = self.nested.borrow();
        let fresh = outcomes.iter().skip(self.nested_seen);
        let missed = fresh.filter_map(|(number, outcome)| {
            compare::nested(self.stage.plan.nested.get(*number)?, outcome.as_ref())
        });
        let missed = missed.collect();
        self.nested_seen = outcomes.len();
        missed
    }
}

fn done(outcome: &Outcome, otherwise: &str) -> Option<Miss> {
    match outcome {
        Outcome::Done => None,
        Outcome::Returned(_) | Outcome::Pending | Outcome::Moot(_) => Some(Miss::plain(otherwise.to_owned())),
    }
}

pub(super) fn halted(halt: Halt) -> Miss {
    match halt {
        Halt::Deadlock => Miss::invariant(
            "deadlock: nothing can happen any more, no deadline is set, and a call has not come back"
                .to_owned(),
        ),
        Halt::Exhausted => Miss::invariant("the world does not come to rest".to_owned()),
        Halt::Moot(reason) => Miss::plain(format!("the call could not be made: {reason}")),
    }
}

/// A machine of a cast, with its processes; writers subscribe when the run begins.
fn machine(cast: &Cast, held: &MachineCast) -> Machine {
    let name = held.name.as_str().into();
    let mut machine = Machine {
        mode: held.mode,
        name,
        windows: held.windows,
        settings: held.settings.clone(),
        kernel: held.kernel.clone(),
        sessions_per_writer: held.sessions_per_writer,
        shadow_copies_per_volume: held.shadow_copies_per_volume,
        ..Machine::default()
    };
    let running = Process::new;
    for process in cast.processes.values().filter(|process| process.machine == held.id) {
        machine.processes.insert(process.id, running(process.privileged));
        machine.accounts.extend(process.account.clone().map(|account| (process.id, account)));
        machine.backup_operators.extend(process.backup_operator.then_some(process.id));
    }
    for writer in cast.writers.iter().filter(|writer| writer.machine == held.id) {
        machine.processes.insert(writer.process, running(true));
        machine.accounts.extend(writer.account.clone().map(|account| (writer.process, account)));
    }
    for provider in cast.providers.iter().filter(|provider| provider.machine == held.id) {
        machine.processes.insert(provider.process, running(true));
        let ProviderCast { id, process, registration, registered, notified, extended, .. } = provider;
        let (id, process, notified, extended) = (*id, *process, *notified, *extended);
        machine
            .installed
            .insert(registration.class_id, InstalledProvider { id, process, notified, extended });
        if *registered {
            let registration = registration.clone();
            let provider = Provider { process, registration, notified, extended, loaded: false };
            machine.providers.insert(id, Shared::new(provider));
        }
    }
    for volume in &held.volumes {
        let mut mounted = Volume::new(volume.guid, volume.names.clone());
        mounted.files = volume.files.clone();
        mounted.luns = volume.luns.clone();
        mounted.disk = volume.disk;
        machine.volumes.insert(volume.id, Shared::new(mounted));
    }
    let shares = held.shares.iter().map(|(id, path)| (*id, Share { path: path.clone() }));
    machine.shares.extend(shares);
    machine.files_not_to_snapshot.clone_from(&held.files_not_to_snapshot);
    if held.volumes.iter().any(|volume| !volume.files.is_empty()) {
        machine.show_mounted_folders();
    }
    machine
}
