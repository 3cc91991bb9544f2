//! All machines together, and the one total function that moves them: [`step`], or
//! [`step_owned`] for a world that nobody keeps.
//!
//! `step` never runs a participant's code, never fails and never panics. What it is given is a world and an event;
//! what it yields is the next world, an outcome and effects.

mod calls;
mod clock;
mod config;
mod enabled;
mod event;
mod files;
mod ids;
mod in_flight;
mod kinds;
mod operations;
mod outcome;
mod processes;
pub mod readings;
mod reason;
mod services;
mod stepper;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::api::{MachineId, ProviderId, RequesterId, WriterId};
use crate::machines::{
    Digest, Machine, Provider, Requester, Shared, StoredExpressWriter, Time, Writer, digest_of,
};

pub use config::Config;
pub use enabled::{each_enabled, enabled, next_awaited, next_deadline};
pub use event::{
    Answer, Event, Fault, FileAction, Participant, ProcessEvent, StoredDocument, Upcall, WriterUpcall,
};
pub use ids::IdAllocator;
pub use in_flight::{
    Activation, AsyncObject, AsyncState, Completion, HeldWrite, InFlight, Operation, Run, Wait, Window,
};
pub use kinds::{
    Abort, AddVolume, Choice, Create, Errand, Failing, Manage, Managing, OpKind, Shutdown, Support,
};
pub use operations::{CREATION, LunStep, Stage, StageAct};
pub use outcome::{Cause, Effect, Outcome, Return, Step};
pub use readings::{Label, Question, Reading, ReadingSet, Readings, UnknownReading};
pub use reason::{Basis, Reason};

/// Everything there is. Cloning it is a handful of increments.
#[derive(Debug, Clone)]
pub struct World {
    /// The time. It is no part of the digest; deadlines enter that as what remains of them.
    pub now: Time,
    /// What never changes.
    pub config: Arc<Config>,
    /// The machines.
    pub machines: Shared<BTreeMap<MachineId, Shared<Machine>>>,
    /// Where new identities come from.
    pub ids: IdAllocator,
    /// Everything begun and not ended.
    pub open: Shared<InFlight>,
}

impl World {
    /// A world of these machines in which nothing has begun.
    #[must_use]
    pub fn new(config: Config, ids: IdAllocator, machines: BTreeMap<MachineId, Machine>) -> Self {
        let machines = machines.into_iter().map(|(id, machine)| (id, Shared::new(machine))).collect();
        Self {
            now: Time::default(),
            config: Arc::new(config),
            machines: Shared::new(machines),
            ids,
            open: Shared::new(InFlight::default()),
        }
    }

    /// The digest of the situation: worlds in which the same can happen from now on have the same one.
    #[must_use]
    pub fn digest(&self) -> Digest {
        digest_of(&(self.config.as_ref(), self.machines.digest(), digest_of(&self.open.relative(self.now))))
    }

    /// Whether both are one world in memory: nothing was changed between them.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.machines.same(&other.machines) && self.open.same(&other.open) && self.now == other.now
    }

    /// A requester and the machine it is on.
    #[must_use]
    pub fn requester(&self, id: RequesterId) -> Option<(MachineId, &Requester)> {
        self.on_machine(|held| held.requesters.get(&id).map(|held| &**held))
    }

    /// What is on one of the machines. Mostly there is one, and steps ask this many times.
    fn on_machine<'a, T>(
        &'a self,
        find: impl Fn(&'a Machine) -> Option<&'a T>,
    ) -> Option<(MachineId, &'a T)> {
        let (first, held) = self.machines.first_key_value()?;
        let there = find(held).map(|found| (*first, found));
        let mut others = self.machines.iter().skip(1);
        there.or_else(|| others.find_map(|(machine, held)| Some((*machine, find(held)?))))
    }

    /// An express writer that a machine has stored, by the number under which requesters know it.
    #[must_use]
    pub fn express_writer(&self, id: WriterId) -> Option<&StoredExpressWriter> {
        if id < StoredExpressWriter::FIRST {
            return None;
        }
        let mut stored = self.machines.values().flat_map(|machine| machine.express.values());
        stored.find(|held| held.writer == id)
    }

    /// A registered provider and the machine it is on.
    #[must_use]
    pub fn provider(&self, id: ProviderId) -> Option<(MachineId, &Provider)> {
        self.on_machine(|held| held.providers.get(&id).map(|held| &**held))
    }

    /// A writer and the machine it is on.
    #[must_use]
    pub fn writer(&self, id: WriterId) -> Option<(MachineId, &Writer)> {
        self.on_machine(|held| held.writers.get(&id).map(|held| &**held))
    }
}

/// What an event does to a world. Total: whatever the event, there is an answer, and it is always the same.
#[must_use]
pub fn step(world: &World, event: &Event) -> Step {
    step_owned(world.clone(), event)
}

/// The same for a world that is given away: the parts of it that nobody else holds are changed in place, so that an
/// event takes the time of what it changes, however much the world holds.
#[must_use]
pub fn step_owned(world: World, event: &Event) -> Step {
    let mut stepper = stepper::Stepper::new(world);
    let outcome = match event {
        Event::Call { id, by, call } => calls::call(&mut stepper, *id, *by, call),
        Event::Begin(activation) => operations::begin(&mut stepper, *activation),
        Event::Return { of, answer } => operations::returned(&mut stepper, *of, answer),
        Event::Proceed(operation) => operations::proceed(&mut stepper, *operation),
        Event::Advance(while_) => clock::advance(&mut stepper, *while_),
        Event::Process(event) => processes::process(&mut stepper, event),
        Event::Service(machine, event) => services::service(&mut stepper, *machine, *event),
        Event::Fault(fault) => processes::fault(&mut stepper, *fault),
        Event::File { id, by, action } => files::act(&mut stepper, *id, *by, action),
    };
    files::release(&mut stepper);
    services::settle(&mut stepper);
    stepper.finish(outcome)
}
