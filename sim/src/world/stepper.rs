//! The hands of a step: changes to the world it is making, and the effects it has gathered.

use std::cell::Cell;

use crate::api::{
    ActivationId, AsyncId, CallId, EnumId, EnumMgmtId, ExpressWriterId, MachineId, MetadataId, MetadataRef,
    OpId, ProviderId, RequesterId, SetId, SnapshotId, VolumeId, WriterId,
};
use crate::components::Naming;
use crate::machines::{
    FailureDetails, Machine, ProviderCall, Requester, Session, ShadowCopySet, Shared, Writer,
};
use crate::vocabulary::Hresult;

use super::World;
use super::event::{Participant, Upcall};
use super::in_flight::{Activation, AsyncObject, AsyncState, Completion, InFlight, Operation, Run, Window};
use super::kinds::OpKind;
use super::outcome::{Cause, Effect, Outcome, Return, Step};
use super::readings::{Question, ReadingSet};
use super::reason::Reason;

/// A world in the making.
pub(super) struct Stepper {
    pub(super) world: World,
    effects: Vec<Effect>,
    /// The readings that were asked for; whoever only reads the world asks as well.
    asked: Cell<ReadingSet>,
    /// Whether a service may have nothing to do any more.
    pub(super) may_idle: bool,
}

/// How an operation ends.
#[derive(Debug, Clone)]
pub(super) enum End {
    /// With the result its call returns; for an asynchronous object, success or its failure.
    With(Return),
    /// Cancelled.
    Cancelled,
    /// With the service that did it.
    Lost(Return),
}

impl Stepper {
    pub(super) const fn new(world: World) -> Self {
        Self { world, effects: Vec::new(), asked: Cell::new(ReadingSet::EMPTY), may_idle: false }
    }

    pub(super) fn finish(self, outcome: Outcome) -> Step {
        Step { next: self.world, outcome, effects: self.effects, readings: self.asked.get() }
    }

    pub(super) fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// The answer that is followed to a question which the pages leave open. Whoever asks is to ask only where it
    /// decides something, as the step tells what it depended on.
    pub(super) fn reading<Q: Question>(&self) -> Q {
        self.asked.set(self.asked.get().with::<Q>());
        Q::of(&self.world.config.readings)
    }

    /// How components are named, as far as it decides what `result` gives.
    pub(super) fn naming<R: PartialEq>(&self, result: impl Fn(Naming) -> R) -> Naming {
        let mut asked = self.asked.get();
        let naming = asked.naming(&self.world.config.readings, result);
        self.asked.set(asked);
        naming
    }

    // ---- Reading -------------------------------------------------------------------------------------------

    pub(super) fn machine(&self, id: MachineId) -> Option<&Machine> {
        self.world.machines.get(&id).map(|machine| &**machine)
    }

    pub(super) fn machine_of(&self, requester: RequesterId) -> Option<(MachineId, &Machine)> {
        let has = |(_, held): &(&MachineId, &Shared<Machine>)| held.requesters.contains_key(&requester);
        let machines = &self.world.machines;
        let (id, held) = machines.first_key_value().filter(has).or_else(|| machines.iter().find(has))?;
        Some((*id, held))
    }

    /// A writer that is there, on the machine of a requester: writers of other machines take no part in what it does.
    pub(super) fn writer_of(&self, requester: RequesterId, writer: WriterId) -> Option<&Writer> {
        self.machine_of(requester)?.1.writers.get(&writer).map(|held| &**held)
    }

    pub(super) fn session(&self, requester: RequesterId) -> Option<&Session> {
        self.world.requester(requester)?.1.session()
    }

    pub(super) fn activation(&self, id: ActivationId) -> Option<&Activation> {
        self.world.open.activations.get(&id)
    }

    pub(super) fn operation(&self, id: OpId) -> Option<&Operation> {
        self.world.open.operations.get(&id)
    }

    /// Whether a call of this number has not come back yet.
    pub(super) fn is_pending(&self, call: CallId) -> bool {
        let open = &self.world.open;
        open.waits.contains_key(&call)
            || open.operations.values().any(|operation| operation.ends == Completion::Call(call))
    }

    /// The operations of a requester.
    pub(super) fn operations_of(&self, requester: RequesterId) -> Vec<OpId> {
        let of = |(id, operation): (&OpId, &Operation)| (operation.requester == requester).then_some(*id);
        self.world.open.operations.iter().filter_map(of).collect()
    }

    // ---- Changing ------------------------------------------------------------------------------------------

    pub(super) fn edit_machine<R>(
        &mut self,
        id: MachineId,
        change: impl FnOnce(&mut Machine) -> R,
    ) -> Option<R> {
        self.world.machines.get(&id)?;
        self.world.machines.edit(|machines| machines.get_mut(&id).map(|machine| machine.edit(change)))
    }

    pub(super) fn edit_requester<R>(
        &mut self,
        id: RequesterId,
        change: impl FnOnce(&mut Requester) -> R,
    ) -> Option<R> {
        let (machine, _) = self.world.requester(id)?;
        self.edit_machine(machine, |held| {
            held.requesters.get_mut(&id).map(|requester| requester.edit(change))
        })?
    }

    pub(super) fn edit_session<R>(
        &mut self,
        id: RequesterId,
        change: impl FnOnce(&mut Session) -> R,
    ) -> Option<R> {
        self.session(id)?;
        self.edit_requester(id, |requester| requester.session_mut().map(change))?
    }

    /// Changes a requester's backup, unless `change` refuses; a refusal leaves the very same world.
    pub(super) fn try_edit_session<R, E>(
        &mut self,
        id: RequesterId,
        change: impl FnOnce(&mut Session) -> Result<R, E>,
    ) -> Option<Result<R, E>> {
        self.session(id)?;
        let (machine, _) = self.world.requester(id)?;
        let edited = self.world.machines.try_edit(|machines| {
            let Some(machine) = machines.get_mut(&machine) else { return Ok(None) };
            machine.try_edit(|machine| {
                let Some(requester) = machine.requesters.get_mut(&id) else { return Ok(None) };
                requester.try_edit(|requester| requester.session_mut().map(change).transpose())
            })
        });
        edited.transpose()
    }

    pub(super) fn edit_writer<R>(
        &mut self,
        id: WriterId,
        change: impl FnOnce(&mut Writer) -> R,
    ) -> Option<R> {
        let (machine, _) = self.world.writer(id)?;
        self.edit_machine(machine, |held| held.writers.get_mut(&id).map(|writer| writer.edit(change)))?
    }

    pub(super) fn edit_set<R>(
        &mut self,
        id: SetId,
        change: impl FnOnce(&mut ShadowCopySet) -> R,
    ) -> Option<R> {
        let machine = *self.world.machines.iter().find(|(_, held)| held.sets.contains_key(&id))?.0;
        self.edit_machine(machine, |held| held.sets.get_mut(&id).map(|set| set.edit(change)))?
    }

    pub(super) fn edit_open<R>(&mut self, change: impl FnOnce(&mut InFlight) -> R) -> R {
        self.world.open.edit(change)
    }

    /// Changes an activation that is open.
    pub(super) fn edit_activation(&mut self, id: ActivationId, change: impl FnOnce(&mut Activation)) {
        if self.activation(id).is_some() {
            self.edit_open(|open| open.activations.get_mut(&id).map(change));
        }
    }

    /// Changes what a handler may change, unless `change` refuses; a refusal leaves the very same world.
    pub(super) fn try_edit_window<E>(
        &mut self,
        id: ActivationId,
        change: impl FnOnce(&mut Window) -> Result<(), E>,
    ) -> Option<Result<(), E>> {
        self.activation(id)?;
        let edited = self.world.open.try_edit(|open| {
            open.activations.get_mut(&id).map(|activation| change(&mut activation.window)).transpose()
        });
        edited.transpose()
    }

    pub(super) fn edit_kind<R>(&mut self, id: OpId, change: impl FnOnce(&mut OpKind) -> R) -> Option<R> {
        self.operation(id)?;
        self.edit_open(|open| open.operations.get_mut(&id).map(|operation| change(&mut operation.kind)))
    }

    // ---- New identities ------------------------------------------------------------------------------------

    pub(super) fn new_requester(&mut self) -> RequesterId {
        RequesterId(self.allocate(|world| {
            let alive = world.machines.values().flat_map(|m| m.requesters.keys().map(|id| id.0));
            // A released object's BackupShutdown goes by its number until it is through.
            let ending = world.open.operations.values().map(|operation| operation.requester.0);
            let told = world.open.activations.values().filter_map(|held| match &held.upcall {
                Upcall::Writer(upcall) => Some(upcall.requester.0),
                Upcall::Provider(_) => None,
            });
            alive.chain(ending).chain(told).collect()
        }))
    }

    pub(super) fn new_set(&mut self) -> SetId {
        SetId(self.allocate(|world| {
            let alive = world.machines.values().flat_map(|m| m.sets.keys().map(|id| id.0));
            // A provider may still have to be told that a set is given up.
            let ending = world.open.operations.values().flat_map(|operation| operation.kind.sets());
            let untold = world.machines.values().flat_map(|held| held.untold.iter().map(|(_, id)| id.0));
            alive.chain(ending.map(|id| id.0)).chain(untold).collect()
        }))
    }

    /// A shadow copy's number: unlike every other, including those that operations are still preparing.
    pub(super) fn new_snapshot(&mut self) -> SnapshotId {
        SnapshotId(self.allocate(|world| {
            let sets = world.machines.values().flat_map(|m| m.sets.values());
            let made = sets.flat_map(|set| set.copies.keys().copied());
            let preparing = world.open.operations.values().filter_map(|op| op.kind.snapshot());
            made.chain(preparing).map(|id| id.0).collect()
        }))
    }

    /// The number of a document that a process has loaded.
    pub(super) fn new_metadata(&mut self) -> MetadataId {
        MetadataId(self.allocate(|world| {
            let processes = world.machines.values().flat_map(|machine| machine.processes.values());
            let loaded = processes.flat_map(|process| process.metadata.keys());
            let id = |of: &MetadataRef| if let MetadataRef::Loaded(id) = of { Some(id.0) } else { None };
            loaded.filter_map(id).collect()
        }))
    }

    /// The number of an express writer's object.
    pub(super) fn new_express_writer(&mut self) -> ExpressWriterId {
        ExpressWriterId(self.allocate(|world| {
            let processes = world.machines.values().flat_map(|machine| machine.processes.values());
            processes.flat_map(|process| process.express.keys().map(|id| id.0)).collect()
        }))
    }

    /// The number of a volume that a broken shadow copy becomes.
    pub(super) fn new_volume(&mut self) -> VolumeId {
        // Volumes that a world begins with have numbers that were given out by nobody.
        loop {
            let id = VolumeId(self.allocate(|world| {
                world.machines.values().flat_map(|machine| machine.volumes.keys().map(|id| id.0)).collect()
            }));
            if !self.world.machines.values().any(|machine| machine.volumes.contains_key(&id)) {
                return id;
            }
        }
    }

    /// The number of a list that a process reads.
    pub(super) fn new_enumerator(&mut self) -> EnumId {
        EnumId(self.allocate(|world| {
            let processes = world.machines.values().flat_map(|machine| machine.processes.values());
            processes.flat_map(|process| process.enumerators.keys().map(|id| id.0)).collect()
        }))
    }

    /// The number of a list of what the system provider manages.
    pub(super) fn new_mgmt_enumerator(&mut self) -> EnumMgmtId {
        EnumMgmtId(self.allocate(|world| {
            let processes = world.machines.values().flat_map(|machine| machine.processes.values());
            processes.flat_map(|process| process.mgmt_enumerators.keys().map(|id| id.0)).collect()
        }))
    }

    fn allocate(&mut self, taken: impl FnOnce(&World) -> Vec<u32>) -> u32 {
        let mut ids = self.world.ids;
        let number = ids.next(|| taken(&self.world));
        self.world.ids = ids;
        number
    }

    // ---- Operations and activations ------------------------------------------------------------------------

    /// Opens an operation.
    pub(super) fn open_operation(&mut self, kind: OpKind, requester: RequesterId, ends: Completion) -> OpId {
        let id = OpId(self.allocate(|world| {
            let told = world.open.activations.values().map(|held| &held.of);
            world.open.operations.keys().chain(told).map(|id| id.0).collect()
        }));
        let asking = if let OpKind::Ask(ask) = &kind { Some(ask.machine) } else { None };
        let machine = asking.or_else(|| self.machine_of(requester).map(|(machine, _)| machine));
        let awaits = std::collections::BTreeSet::new();
        let operation = Operation { kind, requester, machine, awaits, ends };
        self.edit_open(|open| open.operations.insert(id, operation));
        id
    }

    /// Opens an operation with an asynchronous object to wait for.
    pub(super) fn open_async(&mut self, kind: OpKind, requester: RequesterId) -> (OpId, AsyncId) {
        let object = AsyncId(self.allocate(|world| world.open.asyncs.keys().map(|id| id.0).collect()));
        let operation = self.open_operation(kind, requester, Completion::Async(object));
        let state = AsyncState::Pending(operation);
        self.edit_open(|open| open.asyncs.insert(object, AsyncObject { requester, state }));
        (operation, object)
    }

    /// Queues an upcall; the operation cannot go on before it ends, if `awaited`.
    pub(super) fn activate(
        &mut self,
        of: OpId,
        to: Participant,
        upcall: Upcall,
        window: Window,
        awaited: bool,
    ) -> ActivationId {
        let id = ActivationId(self.allocate(|world| world.open.activations.keys().map(|id| id.0).collect()));
        let (upcall, next) = match (to, upcall) {
            (Participant::Provider(provider), Upcall::Provider(call)) if self.load(provider) => {
                (Upcall::Provider(ProviderCall::OnLoad), Some(call))
            }
            (_, upcall) => (upcall, None),
        };
        self.effect(Effect::Activate { id, to, upcall: upcall.clone() });
        self.edit_open(|open| {
            let details = FailureDetails::default();
            open.activations.insert(
                id,
                Activation { to, upcall, of, run: Run::Queued, window, details, next, damaged: false },
            );
            if awaited && let Some(operation) = open.operations.get_mut(&of) {
                operation.awaits.insert(id);
            }
        });
        id
    }

    /// Loads a provider that is called; says whether it is told so first. Another call that comes meanwhile does not wait
    /// for its answer (a reading).
    fn load(&mut self, id: ProviderId) -> bool {
        let Some((machine, held)) = self.world.provider(id) else { return false };
        if held.loaded {
            return false;
        }
        let notified = held.notified;
        self.set_loaded(machine, id, true);
        notified
    }

    /// Says of a provider whether VSS has loaded it.
    pub(super) fn set_loaded(&mut self, machine: MachineId, id: ProviderId, loaded: bool) {
        self.edit_machine(machine, |held| {
            held.providers.get_mut(&id).map(|held| held.edit(|provider| provider.loaded = loaded))
        });
    }

    /// Removes an activation, whether it ended or is taken back.
    pub(super) fn remove_activation(&mut self, id: ActivationId) -> Option<Activation> {
        self.activation(id)?;
        self.edit_open(|open| {
            let activation = open.activations.remove(&id)?;
            if let Some(operation) = open.operations.get_mut(&activation.of) {
                operation.awaits.remove(&id);
            }
            Some(activation)
        })
    }

    /// Takes an activation back: its participant's return will be moot.
    pub(super) fn withdraw(&mut self, id: ActivationId) {
        if self.remove_activation(id).is_some() {
            self.effect(Effect::Withdraw(id));
        }
    }

    /// Takes back everything an operation waits for.
    pub(super) fn withdraw_all(&mut self, operation: OpId) {
        let awaited: Vec<ActivationId> =
            self.operation(operation).map(|op| op.awaits.iter().copied().collect()).unwrap_or_default();
        for id in awaited {
            self.withdraw(id);
        }
    }

    /// Ends an operation, and with it what it completes.
    pub(super) fn end_operation(&mut self, id: OpId, end: End) {
        self.withdraw_all(id);
        let Some(operation) = self.edit_open(|open| open.operations.remove(&id)) else { return };
        self.may_idle = true;
        match operation.ends {
            Completion::Nobody => {}
            Completion::Call(call) => {
                let result = match end {
                    End::With(result) | End::Lost(result) => result,
                    End::Cancelled => Return::state(Hresult::VSS_E_BAD_STATE, Reason::GIVEN_UP),
                };
                self.effect(Effect::Returned { call, result });
            }
            Completion::Async(object) => {
                let (state, result) = match end {
                    End::With(result) if result.code == Hresult::S_OK => (AsyncState::Finished, Return::ok()),
                    End::With(result) => (AsyncState::Failed(result.code), result),
                    End::Cancelled => (AsyncState::Cancelled, Return::ok()),
                    End::Lost(result) => (AsyncState::Lost(result.code), result),
                };
                self.end_async(object, state, &result);
            }
        }
    }

    /// Cancels the asynchronous object of an operation that goes on without it.
    pub(super) fn detach_async(&mut self, id: OpId) {
        self.detach_async_as(id, AsyncState::Cancelled, &Return::ok());
    }

    /// Ends the asynchronous object of an operation that goes on without it.
    pub(super) fn detach_async_as(&mut self, id: OpId, state: AsyncState, result: &Return) {
        let Some(Completion::Async(object)) = self.operation(id).map(|operation| operation.ends) else {
            return;
        };
        self.edit_open(|open| {
            if let Some(operation) = open.operations.get_mut(&id) {
                operation.ends = Completion::Nobody;
            }
        });
        self.end_async(object, state, result);
    }

    /// Ends an asynchronous object; a `Wait` in progress returns the outcome.
    fn end_async(&mut self, id: AsyncId, state: AsyncState, result: &Return) {
        self.edit_open(|open| {
            if let Some(object) = open.asyncs.get_mut(&id) {
                object.state = state;
            }
        });
        self.effect(Effect::Ended { id, status: state.status(), cause: result.cause });
        let waiting = |(call, wait): (&CallId, &super::in_flight::Wait)| (wait.of == id).then_some(*call);
        let calls: Vec<CallId> = self.world.open.waits.iter().filter_map(waiting).collect();
        for call in calls {
            self.edit_open(|open| open.waits.remove(&call));
            self.effect(Effect::Returned { call, result: result.clone() });
        }
    }

    /// Gives out an object that waits for an operation which was opened without one, or `None` for one that has ended.
    pub(super) fn follow(&mut self, operation: Option<OpId>, requester: RequesterId) -> AsyncId {
        let object = AsyncId(self.allocate(|world| world.open.asyncs.keys().map(|id| id.0).collect()));
        let state = operation.map_or(AsyncState::Finished, AsyncState::Pending);
        self.edit_open(|open| open.asyncs.insert(object, AsyncObject { requester, state }));
        if operation.is_none() {
            let (status, cause) = (Hresult::VSS_S_ASYNC_FINISHED, Cause::Fulfilled);
            self.effect(Effect::Ended { id: object, status, cause });
        }
        object
    }

    /// Ends the objects that wait for an operation and are not what it completes.
    pub(super) fn end_followers(&mut self, operation: OpId, result: &Return) {
        let state = match result.code {
            Hresult::S_OK => AsyncState::Finished,
            code => AsyncState::Failed(code),
        };
        let waiting = |(id, held): (&AsyncId, &AsyncObject)| {
            (held.state == AsyncState::Pending(operation)).then_some(*id)
        };
        let all: Vec<AsyncId> = self.world.open.asyncs.iter().filter_map(waiting).collect();
        for object in all {
            self.end_async(object, state, result);
        }
    }

    /// Adds a requester's object to its machine.
    pub(super) fn insert_requester(&mut self, machine: MachineId, id: RequesterId, requester: Requester) {
        self.edit_machine(machine, |held| held.requesters.insert(id, Shared::new(requester)));
    }
}

/// A return that a participant's answer led to.
pub(super) const fn by_participant(code: Hresult, activation: ActivationId, reason: Reason) -> Return {
    Return::code(code, Cause::Participant(activation), reason)
}
