//! A hand that plays a world event by event, so that a test can stop in the middle of anything.

use std::collections::BTreeMap;
use std::time::Duration;

use vss_sim::api::{
    ActivationId, AsyncCall, AsyncId, Call, CallId, Caller, FunctionCall, In, MetadataId, MetadataRef,
    OutPtr, ProcessId, RequesterId, Target, WriterId,
};
use vss_sim::machines::{PhaseKind, WriterEvent};
use vss_sim::vocabulary::Hresult;
use vss_sim::world::{
    Answer, Effect, Event, Outcome, Participant, Return, Run, Upcall, World, enabled, step,
};

use super::calls::OnRequester;
use super::document::EVERYTHING;
use super::stage;

/// What happens first where several things can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// A handler returns before anything else begins, the one of the lowest number first.
    Usual,
    /// The same, the highest number first.
    Reversed,
    /// Everything begins that can before any handler returns.
    AllBegin,
}

/// A world and what happened to it.
#[derive(Debug, Clone)]
pub struct Hand {
    /// The world as it is.
    pub world: World,
    /// Everything that followed from what was played.
    pub effects: Vec<Effect>,
    /// What a participant answers where it is not the usual.
    pub answers: BTreeMap<(Participant, &'static str), Answer>,
    /// What happens first where several things can.
    pub order: Order,
    next_call: u32,
}

impl Hand {
    /// Begins with a world.
    #[must_use]
    pub fn new(world: World) -> Self {
        Self { world, effects: Vec::new(), answers: BTreeMap::new(), order: Order::Usual, next_call: 1 }
    }

    /// Plays one event.
    pub fn play(&mut self, event: &Event) -> Outcome {
        let taken = step(&self.world, event);
        self.world = taken.next;
        self.effects.extend(taken.effects);
        taken.outcome
    }

    /// Makes a call.
    pub fn call(&mut self, by: Caller, call: Call) -> (CallId, Outcome) {
        let id = CallId(self.next_call);
        self.next_call += 1;
        (id, self.play(&Event::Call { id, by, call }))
    }

    /// Makes a call of the requester under test and does not wait for it.
    pub fn begin_backup_call(
        &mut self,
        requester: RequesterId,
        call: impl Into<OnRequester>,
    ) -> (CallId, Outcome) {
        let process =
            self.world.requester(requester).map_or(stage::REQUESTING, |(_, requester)| requester.process);
        self.call(Caller { process, within: None }, call.into().on(requester))
    }

    /// Makes a call of a requester; where it is pending, lets happen what can until it is back.
    ///
    /// # Panics
    /// The call does not come back.
    pub fn backup_call(&mut self, requester: RequesterId, call: impl Into<OnRequester>) -> Return {
        let (id, outcome) = self.begin_backup_call(requester, call);
        self.back(id, outcome)
    }

    /// The result of a call, when everything has happened that can.
    ///
    /// # Panics
    /// The call does not come back.
    pub fn back(&mut self, id: CallId, outcome: Outcome) -> Return {
        match outcome {
            Outcome::Returned(result) => result,
            Outcome::Pending => {
                self.settle();
                self.returned(id).unwrap_or_else(|| panic!("{id} does not come back"))
            }
            Outcome::Done | Outcome::Moot(_) => panic!("{id} is no call: {outcome:?}"),
        }
    }

    /// What a pending call came back with.
    #[must_use]
    pub fn returned(&self, id: CallId) -> Option<Return> {
        self.effects.iter().rev().find_map(|effect| {
            let Effect::Returned { call, result } = effect else { return None };
            (*call == id).then(|| result.clone())
        })
    }

    /// Makes a requester's object.
    ///
    /// # Panics
    /// The process may not make one.
    pub fn create(&mut self, process: ProcessId) -> RequesterId {
        let call = FunctionCall::CreateVssBackupComponents { ppBackup: OutPtr::Given };
        let (id, outcome) = self.call(Caller { process, within: None }, Call::Function(call));
        let made = self.back(id, outcome);
        match made.object() {
            Some(Target::Backup(id)) => id,
            _ => panic!("no object was made: {made:?}"),
        }
    }

    /// Has the requesting process load a document that has some of everything, and gives its number.
    ///
    /// # Panics
    /// The call is refused.
    pub fn load(&mut self) -> MetadataId {
        let call = FunctionCall::CreateVssExamineWriterMetadata {
            bstrXML: In(Some(EVERYTHING.into())),
            ppMetadata: OutPtr::Given,
        };
        let by = Caller { process: stage::REQUESTING, within: None };
        let (id, outcome) = self.call(by, Call::Function(call));
        let made = self.back(id, outcome);
        match made.object() {
            Some(Target::Examine(MetadataRef::Loaded(id))) => id,
            _ => panic!("no document was loaded: {made:?}"),
        }
    }

    /// Makes an asynchronous call and gives its object, with nothing yet done for it.
    ///
    /// # Panics
    /// The call is refused.
    pub fn begin_async(&mut self, requester: RequesterId, call: impl Into<OnRequester>) -> AsyncId {
        let call = call.into();
        let name = call.method().name;
        let begun = self.backup_call(requester, call);
        assert_eq!(begun.code, Hresult::S_OK, "{name}: {begun:?}");
        match begun.object() {
            Some(Target::Async(id)) => id,
            _ => panic!("{name} gives no object: {begun:?}"),
        }
    }

    /// Calls a method of an asynchronous object.
    pub fn begin_async_call(&mut self, object: AsyncId, call: AsyncCall) -> (CallId, Outcome) {
        self.call(Caller { process: stage::REQUESTING, within: None }, Call::Async(object, call))
    }

    /// Makes a call that has to succeed, and lets everything happen that follows.
    ///
    /// # Panics
    /// It does not succeed.
    pub fn accept(&mut self, requester: RequesterId, call: impl Into<OnRequester>) -> Return {
        let call = call.into();
        let name = call.method().name;
        let result = self.backup_call(requester, call);
        assert_eq!(result.code, Hresult::S_OK, "{name}: {result:?}");
        self.settle();
        result
    }

    /// Lets everything happen that can without time passing; each participant answers at once.
    ///
    /// # Panics
    /// It does not come to rest.
    pub fn settle(&mut self) {
        for _ in 0..10_000 {
            if !self.go_on(|_, _| true) {
                return;
            }
        }
        panic!("the world does not come to rest");
    }

    /// Lets one thing happen: a running handler returns, if `returns` lets it, or the service goes on.
    pub fn go_on(&mut self, returns: impl Fn(Participant, &Upcall) -> bool) -> bool {
        let answer = |(id, answer)| Event::Return { of: id, answer };
        let next = match self.order {
            Order::Usual | Order::Reversed => self.running(&returns).map(answer).or_else(|| self.possible()),
            Order::AllBegin => self.possible().or_else(|| self.running(&returns).map(answer)),
        };
        next.is_some_and(|event| {
            self.play(&event);
            true
        })
    }

    /// What the service can do next, without time passing.
    fn possible(&self) -> Option<Event> {
        let mut all = enabled(&self.world).into_iter().filter(|event| !matches!(event, Event::Advance(_)));
        if self.order == Order::Reversed { all.next_back() } else { all.next() }
    }

    /// A running handler that may return, with its answer.
    fn running(&self, returns: impl Fn(Participant, &Upcall) -> bool) -> Option<(ActivationId, Answer)> {
        let mut all =
            self.world.open.activations.iter().filter(|(_, held)| {
                matches!(held.run, Run::Running { .. }) && returns(held.to, &held.upcall)
            });
        let found = if self.order == Order::Reversed { all.next_back() } else { all.next() };
        found.map(|(id, held)| (*id, self.answer(held.to, &held.upcall)))
    }

    /// What a participant answers.
    #[must_use]
    pub fn answer(&self, to: Participant, upcall: &Upcall) -> Answer {
        let special = self.answers.get(&(to, upcall.name())).cloned();
        special.unwrap_or_else(|| usual_answer(to, upcall))
    }

    /// Lets happen what can until a handler of this name is running; gives the activation.
    ///
    /// # Panics
    /// None ever runs.
    pub fn until_running(&mut self, to: Participant, name: &str) -> ActivationId {
        for _ in 0..10_000 {
            let found = self.world.open.activations.iter().find(|(_, held)| {
                held.to == to && held.upcall.name() == name && matches!(held.run, Run::Running { .. })
            });
            if let Some((id, _)) = found {
                return *id;
            }
            assert!(
                self.go_on(|at, upcall| at != to || upcall.name() != name),
                "{name} of {to:?} never runs"
            );
        }
        panic!("the world does not come to rest");
    }

    /// Lets time pass.
    pub fn pass(&mut self, while_: Duration) {
        self.play(&Event::Advance(while_));
    }

    /// The state a requester is in.
    ///
    /// # Panics
    /// There is no such requester.
    #[must_use]
    pub fn phase(&self, requester: RequesterId) -> PhaseKind {
        self.world.requester(requester).expect("the requester exists").1.phase()
    }

    /// The names of the upcalls that were made, with their participants, in order.
    #[must_use]
    pub fn upcalls(&self) -> Vec<(Participant, &'static str)> {
        let name = |effect: &Effect| {
            let Effect::Activate { to, upcall, .. } = effect else { return None };
            Some((*to, upcall.name()))
        };
        self.effects.iter().filter_map(name).collect()
    }
}

/// What a participant answers that does what it is asked.
#[must_use]
pub fn usual_answer(to: Participant, upcall: &Upcall) -> Answer {
    match (to, upcall) {
        (Participant::Writer(WriterId(number)), Upcall::Writer(upcall)) => {
            let document = (upcall.event == WriterEvent::Identify).then(|| stage::document(number));
            Answer::Writer { succeeded: true, document }
        }
        _ => Answer::PROVIDED,
    }
}
