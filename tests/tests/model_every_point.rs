//! AbortBackup, the release of the object and the death of its process, each at every point of a backup: between any
//! two things that happen, in sound backups and in ones in which somebody fails.
//!
//! What follows is told from what an onlooker has seen until then, by the pages `aborting-vss-operations`,
//! `nf-vsbackup-ivssbackupcomponents-abortbackup`, `nf-vswriter-cvsswriter-onabort` and `handling-backupshutdown-events`.

use vss_sim::api::{CallId, ProviderId, RequesterId, WriterId};
use vss_sim::machines::{CreationLock, PhaseKind};
use vss_sim::vocabulary::{Hresult, WriterState};
use vss_sim::world::readings::AbortAfterPrepareSnapshot;
use vss_sim::world::{Answer, AsyncState, Config, Effect, Event, Outcome, Participant, ProcessEvent, Upcall};
use vss_tests::model::asked::{Status, statuses};
use vss_tests::model::calls;
use vss_tests::model::hand::{Hand, Order};
use vss_tests::model::invariants::of_world;
use vss_tests::model::path::{Way, walk};
use vss_tests::model::seen::{Point, Seen};
use vss_tests::model::stage::{self, MACHINE};
use vss_tests::model::veto::{self, How, Veto, WRITERS, events};

const PROVIDER: Participant = Participant::Provider(ProviderId(1));

/// The state that a failure in a handler leaves (the writers' machine), with the code of plain false or of a window.
const FAILED_AT: &[(&str, WriterState)] = &[
    ("OnPrepareBackup", WriterState::VSS_WS_FAILED_AT_PREPARE_BACKUP),
    ("OnPrepareSnapshot", WriterState::VSS_WS_FAILED_AT_PREPARE_SNAPSHOT),
    ("OnFreeze", WriterState::VSS_WS_FAILED_AT_FREEZE),
    ("OnThaw", WriterState::VSS_WS_FAILED_AT_THAW),
    ("OnPostSnapshot", WriterState::VSS_WS_FAILED_AT_POST_SNAPSHOT),
    ("OnBackupComplete", WriterState::VSS_WS_FAILED_AT_BACKUP_COMPLETE),
];

/// Who fails in a backup, and what is read where the pages disagree.
#[derive(Debug, Clone, Copy)]
struct Story {
    fails: Option<(&'static str, How)>,
    provider_fails: Option<&'static str>,
    reading: AbortAfterPrepareSnapshot,
    order: Order,
}

/// The writer that fails in the stories in which one does.
const FAILING: u32 = 2;

fn stories() -> Vec<Story> {
    use AbortAfterPrepareSnapshot::{NotSent, Sent};
    let sound = Story { fails: None, provider_fails: None, reading: Sent, order: Order::Usual };
    let orders = [Order::Usual, Order::Reversed, Order::AllBegin];
    let mut all: Vec<Story> = orders.map(|order| Story { order, ..sound }).to_vec();
    for (handler, _) in FAILED_AT {
        all.push(Story { fails: Some((handler, How::False)), ..sound });
    }
    all.push(Story { fails: Some(("OnPrepareSnapshot", How::False)), reading: NotSent, ..sound });
    all.push(Story { fails: Some(("OnFreeze", How::Late)), order: Order::AllBegin, ..sound });
    all.push(Story { fails: Some(("OnFreeze", How::NeverCalled)), ..sound });
    all.push(Story { fails: Some(("OnThaw", How::Late)), order: Order::AllBegin, ..sound });
    for method in ["EndPrepareSnapshots", "CommitSnapshots", "PostFinalCommitSnapshots"] {
        all.push(Story { provider_fails: Some(method), ..sound });
    }
    all
}

/// A backup on its way, with what was seen of it.
#[derive(Clone)]
struct Walk {
    hand: Hand,
    requester: RequesterId,
    veto: Option<Veto>,
    seen: Seen,
    /// A call that has not come back.
    pending: Option<CallId>,
}

impl Walk {
    fn new(story: Story) -> Self {
        let mut config = Config::default();
        config.readings.backup.abort_after_prepare_snapshot = story.reading;
        let late = story.fails.is_some_and(|(_, how)| matches!(how, How::Late | How::NeverCalled));
        let (mut hand, requester) = veto::begin(config, late.then_some(FAILING));
        hand.order = story.order;
        if let Some(method) = story.provider_fails {
            let vetoes = Answer::Provider { code: Hresult::VSS_E_PROVIDER_VETO, supported: true };
            hand.answers.insert((PROVIDER, method), vetoes);
        }
        let veto = story.fails.map(|(handler, how)| Veto::new(WriterId(FAILING), handler, how));
        Self { hand, requester, veto, seen: Seen::default(), pending: None }
    }

    /// Lets one thing happen.
    fn go_on(&mut self) -> bool {
        let went_on = match &mut self.veto {
            Some(veto) => veto.go_on(&mut self.hand),
            None => self.hand.go_on(|_, _| true),
        };
        self.seen.look(&self.hand);
        if self.pending.is_some_and(|id| self.hand.returned(id).is_some()) {
            self.pending = None;
        }
        went_on
    }

    fn saw(&self, writer: u32, handler: &'static str, point: Point) -> bool {
        self.seen.has(Participant::Writer(WriterId(writer)), handler, point)
    }

    /// Whether a writer takes part in the backup.
    fn takes_part(&self, writer: u32) -> bool {
        self.saw(writer, "OnPrepareBackup", Point::Queued)
    }

    /// Whether a writer has handled PostSnapshot, after which it gets no Abort.
    fn has_handled_post_snapshot(&self, writer: u32) -> bool {
        self.saw(writer, "OnPostSnapshot", Point::Returned)
    }

    /// Whether OnFreeze was called and neither OnThaw has returned nor OnAbort was sent since.
    fn is_frozen(&self, writer: u32) -> bool {
        self.saw(writer, "OnFreeze", Point::Begun)
            && !self.saw(writer, "OnThaw", Point::Returned)
            && !self.saw(writer, "OnAbort", Point::Queued)
    }

    /// The failure of a writer, once it has happened.
    fn failure(&self, writer: u32) -> Option<Status> {
        let veto = self.veto.as_ref().filter(|veto| veto.done && veto.writer == WriterId(writer))?;
        let state = FAILED_AT.iter().find(|(handler, _)| *handler == veto.handler)?.1;
        let late = matches!(veto.how, How::Late | How::NeverCalled);
        let code =
            if late { Hresult::VSS_E_WRITERERROR_TIMEOUT } else { Hresult::VSS_E_WRITERERROR_NONRETRYABLE };
        Some((state, code))
    }

    /// Whether the provider has been called with EndPrepareSnapshots for a set that is not made and not given up.
    fn provider_waits(&self) -> bool {
        self.seen.has(PROVIDER, "EndPrepareSnapshots", Point::Begun)
            && !self.seen.has(PROVIDER, "AbortSnapshots", Point::Begun)
            && !self.set_is_made()
    }

    /// Whether DoSnapshotSet has succeeded.
    fn set_is_made(&self) -> bool {
        let phase = self.hand.phase(self.requester);
        matches!(phase, PhaseKind::SnapshotDone | PhaseKind::Completing | PhaseKind::Completed)
    }

    /// The same, settled; what is told from now on begins an empty list.
    fn fork(&self) -> Self {
        let mut fork = self.clone();
        fork.hand.effects.clear();
        fork.hand.answers.clear();
        fork.seen = Seen::default();
        fork.veto = None;
        fork
    }
}

/// Every point of a backup, in order, each with its number and the call that was made last.
fn points(story: Story, mut at: impl FnMut(&Walk, &str)) -> usize {
    let mut walk = Walk::new(story);
    let mut count = 0;
    let mut point = |walk: &Walk, call: &str| {
        count += 1;
        at(walk, &format!("point {count}, {call}, {story:?}"));
    };
    point(&walk, "before the first call");
    let failed = |walk: &Walk| walk.hand.phase(walk.requester) == PhaseKind::SnapshotFailed;
    for call in veto::full_backup(&WRITERS) {
        let name = call.method().name;
        // After a failed set only the release is left; that ends the walk as well.
        if name == "Release" || failed(&walk) {
            break;
        }
        let (id, outcome) = walk.hand.begin_backup_call(walk.requester, call);
        walk.pending = (outcome == Outcome::Pending).then_some(id);
        walk.seen.look(&walk.hand);
        point(&walk, name);
        while walk.go_on() {
            point(&walk, name);
        }
    }
    let veto_done = walk.veto.is_none_or(|veto| veto.done);
    assert!(veto_done, "the failure never came: {story:?}");
    assert_eq!(failed(&walk), story.provider_fails.is_some(), "{story:?}");
    count
}

/// The states in which AbortBackup is ignored (LC-013).
const IGNORED: &[PhaseKind] = &[
    PhaseKind::Initialized,
    PhaseKind::Gathering,
    PhaseKind::Gathered,
    PhaseKind::Completing,
    PhaseKind::Completed,
];

/// AbortBackup at a point, and then the release.
fn abort_at(before: &Walk, shown: &str) {
    let phase = before.hand.phase(before.requester);
    let mut fork = before.fork();
    if phase == PhaseKind::New {
        assert_eq!(fork.hand.backup_call(fork.requester, calls::ABORT).code, Hresult::VSS_E_BAD_STATE);
        return;
    }
    let pending = before.pending;
    let result = fork.hand.backup_call(fork.requester, calls::ABORT);
    fork.hand.settle();
    assert_eq!(result.code, Hresult::S_OK, "{shown}");
    let ignored = IGNORED.contains(&phase);
    compare_abort(before, &fork, ignored, shown);
    let after = fork.hand.phase(fork.requester);
    assert_eq!(after == PhaseKind::Aborted, !ignored, "{shown}: {}", after.name());
    assert!(pending.is_none_or(|id| fork.hand.returned(id).is_some()), "{shown}: a call never comes back");
    let pending = |object: &vss_sim::world::AsyncObject| matches!(object.state, AsyncState::Pending(_));
    assert!(!fork.hand.world.open.asyncs.values().any(pending), "{shown}: an object stays pending");
    if !ignored {
        assert_eq!(fork.hand.world.machines[&MACHINE].lock, CreationLock::Free, "{shown}");
    }
    compare_states(before, &mut fork, shown);
    // The release: BackupShutdown once, for those that took part.
    fork.hand.effects.clear();
    fork.hand.accept(fork.requester, calls::RELEASE);
    for writer in WRITERS {
        let expected = if before.takes_part(writer) { vec!["OnBackupShutdown"] } else { vec![] };
        assert_eq!(events(&fork.hand, writer), expected, "writer {writer}, {shown}");
    }
    is_over(&mut fork, shown);
}

/// The Abort events that follow: one for each writer of the backup that has not handled PostSnapshot, none where the
/// call is ignored, and no other event. The provider of a set under creation is told once.
fn compare_abort(before: &Walk, fork: &Walk, ignored: bool, shown: &str) {
    for writer in WRITERS {
        let gets = !ignored && before.takes_part(writer) && !before.has_handled_post_snapshot(writer);
        let mut told = events(&fork.hand, writer);
        if ignored {
            // What was under way goes on: no Abort is among it.
            assert!(!told.contains(&"OnAbort"), "writer {writer}, {shown}");
            continue;
        }
        let expected = if gets { vec!["OnAbort"] } else { vec![] };
        told.retain(|name| *name != "OnIdentify");
        assert_eq!(told, expected, "writer {writer}, {shown}");
    }
    let aborts =
        fork.hand.upcalls().into_iter().filter(|upcall| *upcall == (PROVIDER, "AbortSnapshots")).count();
    let expected = usize::from(!ignored && before.provider_waits());
    assert_eq!(aborts, expected, "AbortSnapshots, {shown}");
}

/// The writers' states after AbortBackup: a failure stays readable; who has handled PostSnapshot waits on, unless the
/// backup is complete; everybody else is stable.
fn compare_states(before: &Walk, fork: &mut Walk, shown: &str) {
    let complete = fork.hand.phase(fork.requester) == PhaseKind::Completed;
    let found = statuses(&mut fork.hand, fork.requester);
    for writer in WRITERS {
        let waits = before.has_handled_post_snapshot(writer) && !complete;
        let sound =
            if waits { WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE } else { WriterState::VSS_WS_STABLE };
        let expected = before.failure(writer).unwrap_or((sound, Hresult::S_OK));
        let status = found.get(&stage::writer_guids(writer).1);
        assert_eq!(status, Some(&expected), "writer {writer}, {shown}");
    }
}

/// Nothing is left of the backup, nothing is wrong with the world, and another requester can create a set.
fn is_over(fork: &mut Walk, shown: &str) {
    let open = &fork.hand.world.open;
    assert!(open.operations.is_empty() && open.activations.is_empty(), "{shown}: {open:?}");
    assert!(open.asyncs.is_empty() && open.waits.is_empty(), "{shown}: {open:?}");
    let machine = &fork.hand.world.machines[&MACHINE];
    assert_eq!(machine.lock, CreationLock::Free, "{shown}");
    assert!(machine.sets.is_empty(), "{shown}: the copies of a backup are released with its object");
    assert!(machine.writers.values().all(|writer| writer.sessions.is_empty()), "{shown}");
    assert!(of_world(&fork.hand.world).is_empty(), "{shown}: {:?}", of_world(&fork.hand.world));
    let next = fork.hand.create(stage::OTHER);
    walk(&mut fork.hand, next, PhaseKind::SnapshotDone, Way::WITHOUT_WRITERS);
}

/// The object is released at a point, or its process dies.
fn end_at(before: &Walk, crash: bool, shown: &str) {
    let mut fork = before.fork();
    if crash {
        fork.hand.play(&Event::Process(ProcessEvent::Crash(stage::REQUESTING)));
    } else {
        let (id, outcome) = fork.hand.begin_backup_call(fork.requester, calls::RELEASE);
        assert_eq!(fork.hand.back(id, outcome).code, Hresult::S_OK, "{shown}");
    }
    fork.hand.settle();
    for writer in WRITERS {
        // OnFreeze is always followed by OnThaw or OnAbort; that a writer in OnThaw gets OnAbort is a reading.
        let mut expected = if before.is_frozen(writer) { vec!["OnAbort"] } else { vec![] };
        expected.extend(before.takes_part(writer).then_some("OnBackupShutdown"));
        assert_eq!(events(&fork.hand, writer), expected, "writer {writer}, {shown}");
    }
    let aborts =
        fork.hand.upcalls().into_iter().filter(|upcall| *upcall == (PROVIDER, "AbortSnapshots")).count();
    assert_eq!(aborts, usize::from(before.provider_waits()), "AbortSnapshots, {shown}");
    // OnBackupShutdown is told of the set, or of none if none was made.
    for effect in &fork.hand.effects {
        if let Effect::Activate { upcall: Upcall::Writer(upcall), .. } = effect
            && upcall.event.handler() == "OnBackupShutdown"
        {
            assert_eq!(upcall.snapshot_set.is_null(), !before.set_is_made(), "{shown}");
        }
    }
    if let Some(id) = before.pending {
        let code = fork.hand.returned(id).map(|result| result.code);
        assert!(code.is_some_and(|code| !code.is_success()), "{shown}: {code:?}");
    }
    if !crash {
        is_over(&mut fork, shown);
    }
}

#[test]
fn abort_backup_at_every_point() {
    let mut all = 0;
    for story in stories() {
        all += points(story, abort_at);
    }
    println!("{all} points of {} backups", stories().len());
    assert!(all > 1_500, "{all}");
}

#[test]
fn release_at_every_point() {
    for story in stories() {
        points(story, |walk, shown| end_at(walk, false, shown));
    }
}

#[test]
fn death_of_the_requester_at_every_point() {
    for story in stories() {
        points(story, |walk, shown| end_at(walk, true, shown));
    }
}
