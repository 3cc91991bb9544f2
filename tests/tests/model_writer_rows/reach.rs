//! Ways of a writer's session to each of its states, and what can be seen of it.

use vss_sim::api::{BackupCall, RequesterId, WriterId};
use vss_sim::vocabulary::{Hresult, WriterState};
use vss_sim::world::readings::AbortAfterPrepareSnapshot;
use vss_sim::world::{Config, Effect, Participant, Upcall};
use vss_tests::model::asked::{Status, statuses};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::seen::{Point, Seen};
use vss_tests::model::stage;
use vss_tests::model::veto::{self, How, Veto, WRITERS, events};

/// The writer whose session is looked at.
pub(crate) const WRITER: u32 = 1;

/// The handlers in which a session fails, and the state that this leads to.
pub(crate) const FAILURES: &[(&str, WriterState)] = &[
    ("OnPrepareBackup", WriterState::VSS_WS_FAILED_AT_PREPARE_BACKUP),
    ("OnPrepareSnapshot", WriterState::VSS_WS_FAILED_AT_PREPARE_SNAPSHOT),
    ("OnFreeze", WriterState::VSS_WS_FAILED_AT_FREEZE),
    ("OnThaw", WriterState::VSS_WS_FAILED_AT_THAW),
    ("OnPostSnapshot", WriterState::VSS_WS_FAILED_AT_POST_SNAPSHOT),
    ("OnBackupComplete", WriterState::VSS_WS_FAILED_AT_BACKUP_COMPLETE),
];

/// The code that a failure shows.
pub(crate) const fn code(how: How) -> Hresult {
    match how {
        How::Code(code, _) => code,
        How::False => Hresult::VSS_E_WRITERERROR_NONRETRYABLE,
        How::Late | How::NeverCalled => Hresult::VSS_E_WRITERERROR_TIMEOUT,
    }
}

/// A backup on its way, with the calls that are still to be made.
#[derive(Clone)]
pub(crate) struct Backup {
    pub(crate) hand: Hand,
    pub(crate) requester: RequesterId,
    pub(crate) seen: Seen,
    veto: Option<Veto>,
    rest: std::vec::IntoIter<BackupCall>,
}

impl Backup {
    /// A backup in a world of its own.
    pub(crate) fn new(reading: AbortAfterPrepareSnapshot, veto: Option<(&'static str, How)>) -> Self {
        let mut config = Config::default();
        config.readings.backup.abort_after_prepare_snapshot = reading;
        let late = veto.is_some_and(|(_, how)| matches!(how, How::Late | How::NeverCalled));
        let (hand, requester) = veto::begin(config, late.then_some(WRITER));
        Self::of(hand, requester, &WRITERS, veto)
    }

    /// The backup of an object, with a component of each of these writers.
    pub(crate) fn of(
        hand: Hand,
        requester: RequesterId,
        writers: &[u32],
        veto: Option<(&'static str, How)>,
    ) -> Self {
        let veto = veto.map(|(handler, how)| Veto::new(WriterId(WRITER), handler, how));
        let rest = veto::full_backup(writers).into_iter();
        Self { hand, requester, seen: Seen::default(), veto, rest }
    }

    /// The same without a shadow copy set.
    pub(crate) fn without_set(mut self) -> Self {
        let of_set = ["StartSnapshotSet", "AddToSnapshotSet", "DoSnapshotSet"];
        let rest: Vec<BackupCall> = self.rest.filter(|call| !of_set.contains(&call.method().name)).collect();
        self.rest = rest.into_iter();
        self
    }

    /// Lets one thing happen: what has been begun goes on, else the next call is made. False at the end.
    pub(crate) fn go_on(&mut self) -> bool {
        let went_on = match &mut self.veto {
            Some(veto) => veto.go_on(&mut self.hand),
            None => self.hand.go_on(|_, _| true),
        };
        if !went_on {
            let Some(call) = self.rest.next() else { return false };
            self.hand.begin_backup_call(self.requester, call);
        }
        self.seen.look(&self.hand);
        true
    }

    /// Goes on until something holds.
    pub(crate) fn until(mut self, what: &str, holds: impl Fn(&Self) -> bool) -> Self {
        while !holds(&self) {
            assert!(self.go_on(), "{what}: it never comes to that");
        }
        self
    }

    /// Goes on until a writer's handler has returned, or its time is over.
    pub(crate) fn until_handled(self, handler: &'static str) -> Self {
        let own = Participant::Writer(WriterId(WRITER));
        self.until(handler, |at| {
            at.seen.has(own, handler, Point::Returned) || at.veto.is_some_and(|veto| veto.done)
        })
    }

    /// Goes on until a call of this name has been made, and everything has happened that follows.
    pub(crate) fn through(mut self, name: &str) -> Self {
        let mut made = false;
        while let Some(call) = self.rest.next() {
            made = call.method().name == name;
            self.hand.begin_backup_call(self.requester, call);
            self.settle();
            if made {
                break;
            }
        }
        assert!(made, "{name} is no call of a backup");
        self
    }

    pub(crate) fn settle(&mut self) {
        match &mut self.veto {
            Some(veto) => veto.settle(&mut self.hand),
            None => self.hand.settle(),
        }
        self.seen.look(&self.hand);
    }

    /// Makes a call out of the order, and lets everything happen that follows; what was told before is forgotten.
    pub(crate) fn make(&mut self, call: BackupCall) {
        self.hand.effects.clear();
        self.seen = Seen::default();
        let name = call.method().name;
        let (id, outcome) = self.hand.begin_backup_call(self.requester, call);
        self.settle();
        assert_eq!(self.hand.back(id, outcome).code, Hresult::S_OK, "{name}");
    }

    /// The writer's state and failure in this backup.
    pub(crate) fn status(&self) -> Status {
        let (_, held) = self.hand.world.writer(WriterId(WRITER)).expect("the writer is there");
        held.status(self.requester).state_and_failure()
    }

    /// The writer's events since they were last forgotten.
    pub(crate) fn events(&self) -> Vec<&'static str> {
        events(&self.hand, WRITER)
    }

    /// Whether an event was told of a set.
    pub(crate) fn told_of_set(&self, handler: &str) -> bool {
        let own = Participant::Writer(WriterId(WRITER));
        let told = self.hand.effects.iter().find_map(|effect| {
            let Effect::Activate { to, upcall: Upcall::Writer(upcall), .. } = effect else { return None };
            (*to == own && upcall.event.handler() == handler).then_some(upcall.snapshot_set)
        });
        !told.unwrap_or_else(|| panic!("{handler} was not called")).is_null()
    }

    /// What another requester is told of the writer, who has gathered nothing.
    pub(crate) fn status_for_others(&self) -> Status {
        let mut hand = self.hand.clone();
        let other = hand.create(stage::OTHER);
        hand.accept(other, calls::INITIALIZE);
        statuses(&mut hand, other)[&stage::writer_guids(WRITER).1]
    }
}

/// A backup in which the writer's session is in a state, just come to it where it passes through.
pub(crate) fn reach(state: WriterState) -> Backup {
    let veto =
        FAILURES.iter().find(|(_, failed)| *failed == state).map(|(handler, _)| (*handler, How::False));
    let backup = Backup::new(AbortAfterPrepareSnapshot::default(), veto);
    let reached = if state == WriterState::VSS_WS_STABLE {
        backup.through("PrepareForBackup")
    } else {
        backup.until(&state.to_string(), |at| at.status().0 == state)
    };
    assert_eq!(reached.status().0, state);
    reached
}
