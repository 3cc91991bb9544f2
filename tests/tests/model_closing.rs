//! The world closes: what comes back to where it was is equal to what it was, whatever the time.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use vss_conformance::backend::{Driver, Handler, Metadata, ProviderAgent, Writer, WriterAgent};
use vss_sim::api::{
    AsyncCall, BackupCall, Call, FunctionCall, OutPtr, ProviderId, RequesterId, Target, WriterId,
};
use vss_sim::machines::{Digest, PhaseKind};
use vss_sim::trace::Record;
use vss_sim::vocabulary::{Hresult, WriterState};
use vss_sim::world::{Event, Participant, Return};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::stage::{self, Stage};

/// A writer that delivers the stage's document, and fails in Freeze when it is told to.
struct Played {
    number: u32,
    fails: Rc<Cell<bool>>,
}

impl Writer for Played {
    fn on_identify(&mut self, _: &mut Handler<'_>) -> Metadata {
        Metadata::Document(stage::document(self.number))
    }

    fn on_freeze(&mut self, handler: &mut Handler<'_>) -> bool {
        if self.fails.get() {
            handler.set_writer_failure(Hresult::VSS_E_WRITERERROR_RETRYABLE);
        }
        !self.fails.get()
    }
}

type Play = Driver<Vec<Record>>;

fn driver(fails: &Rc<Cell<bool>>) -> Play {
    let mut driver = Driver::new(Stage::default().world(), Vec::new());
    for number in [1, 2] {
        let writer = Played { number, fails: Rc::clone(fails) };
        driver.attach(Participant::Writer(WriterId(number)), Box::new(WriterAgent(writer)));
    }
    driver.attach(Participant::Provider(ProviderId(1)), Box::new(ProviderAgent::default()));
    driver
}

fn made(driver: &mut Play, call: Call) -> Return {
    let name = call.method().name;
    let result = driver.call(stage::REQUESTING, call).unwrap_or_else(|halt| panic!("{name}: {halt:?}"));
    assert_eq!(result.code, Hresult::S_OK, "{name}: {result:?}");
    result
}

/// Makes a call and waits for what it began.
fn done(driver: &mut Play, requester: RequesterId, call: BackupCall) {
    let is_async = call.method().is_async();
    let result = made(driver, Call::Backup(requester, call));
    if is_async {
        let Some(Target::Async(object)) = result.object() else { panic!("no object in {result:?}") };
        made(driver, Call::Async(object, AsyncCall::Wait { dwMilliseconds: AsyncCall::INFINITE }));
    }
}

/// How a backup ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Complete,
    Abort,
    Release,
}

/// A whole backup of two writers and two volumes, with everything released in the end.
fn backup(driver: &mut Play, ending: Ending) -> Vec<(WriterState, Hresult)> {
    let create = FunctionCall::CreateVssBackupComponents { ppBackup: OutPtr::Given };
    let made = made(driver, Call::Function(create));
    let Some(Target::Backup(requester)) = made.object() else { panic!("no object in {made:?}") };
    done(driver, requester, calls::INITIALIZE);
    done(driver, requester, calls::set_backup_state(true));
    done(driver, requester, calls::GATHER);
    for writer in [1, 2] {
        done(driver, requester, calls::add_component(writer, 0));
    }
    done(driver, requester, calls::START);
    done(driver, requester, calls::add_volume(0));
    done(driver, requester, calls::add_volume(1));
    done(driver, requester, calls::PREPARE);
    done(driver, requester, calls::SNAPSHOT);
    done(driver, requester, calls::STATUS);
    let statuses = driver.world().requester(requester).and_then(|(_, held)| held.session()?.status.clone());
    let statuses = statuses
        .expect("the status was gathered")
        .iter()
        .map(|row| (row.standing.state, row.standing.failure))
        .collect();
    match ending {
        Ending::Complete => {
            done(driver, requester, calls::set_succeeded(1, true));
            done(driver, requester, calls::COMPLETE);
            done(driver, requester, calls::SAVE);
        }
        Ending::Abort => done(driver, requester, calls::ABORT),
        Ending::Release => {}
    }
    done(driver, requester, calls::RELEASE);
    driver.settle().expect("it comes to rest");
    // The VSS service stops when it had nothing to do for its three minutes, and is where it began.
    driver.pass(Duration::from_secs(180)).expect("it comes to rest");
    statuses
}

fn digests(ending: Ending, count: usize) -> (Digest, Vec<Digest>) {
    let mut driver = driver(&Rc::default());
    let beginning = driver.world().digest();
    let digests = (0..count).map(|_| {
        backup(&mut driver, ending);
        driver.world().digest()
    });
    (beginning, digests.collect())
}

#[test]
fn a_thousand_backups_come_back_to_one_world() {
    let (beginning, all) = digests(Ending::Complete, 1_000);
    assert!(all.iter().all(|digest| *digest == beginning));
}

#[test]
fn backups_that_are_aborted_or_just_released_come_back_too() {
    for ending in [Ending::Abort, Ending::Release] {
        let (beginning, all) = digests(ending, 50);
        assert!(all.iter().all(|digest| *digest == beginning), "{ending:?}");
    }
}

#[test]
fn a_writers_failure_is_remembered_until_its_next_session() {
    let fails = Rc::new(Cell::new(false));
    let mut driver = driver(&fails);
    let beginning = driver.world().digest();
    let mut after_failure = None;
    for _ in 0..20 {
        fails.set(true);
        let failed = (WriterState::VSS_WS_FAILED_AT_FREEZE, Hresult::VSS_E_WRITERERROR_RETRYABLE);
        assert_eq!(backup(&mut driver, Ending::Release), [failed, failed]);
        let digest = driver.world().digest();
        assert_ne!(digest, beginning, "the failure can still be seen");
        assert_eq!(*after_failure.get_or_insert(digest), digest);
        fails.set(false);
        let good = (WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE, Hresult::S_OK);
        assert_eq!(backup(&mut driver, Ending::Complete), [good, good]);
        assert_eq!(driver.world().digest(), beginning);
    }
}

#[test]
fn an_idle_world_does_not_age() {
    for (kind, name) in PhaseKind::NAMES {
        let (mut hand, _) = bring(&Stage::default(), *kind, Way::USUAL);
        let digest = hand.world.digest();
        if hand.world.open.deadlines().next().is_none() {
            hand.pass(Duration::from_secs(3600));
            assert_eq!(hand.world.digest(), digest, "{name}");
        }
    }
}

/// A backup in which writes are held and the writers are frozen, begun at some time of the day.
fn frozen_at(begins: Duration) -> Hand {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Prepared, Way::USUAL);
    hand.play(&Event::Advance(begins));
    let object = hand.begin_async(requester, calls::SNAPSHOT);
    hand.begin_async_call(object, AsyncCall::Wait { dwMilliseconds: 30_000 });
    hand.until_running(Participant::Provider(ProviderId(1)), "CommitSnapshots");
    assert_eq!(hand.world.open.deadlines().count(), 3, "a window, the hold and the wait");
    hand
}

#[test]
fn the_same_situation_is_equal_at_any_time() {
    let first = frozen_at(Duration::ZERO);
    for later in [Duration::from_millis(1), Duration::from_secs(86_400)] {
        let second = frozen_at(later);
        assert_eq!(first.world.digest(), second.world.digest(), "{later:?} later");
        assert_ne!(first.world.now, second.world.now);
    }
}

#[test]
fn what_remains_of_a_deadline_counts() {
    let first = frozen_at(Duration::ZERO);
    let mut second = first.clone();
    second.pass(Duration::from_millis(1));
    assert_ne!(first.world.digest(), second.world.digest());
}

#[test]
fn what_can_happen_differently_is_not_equal() {
    let mut digests = Vec::new();
    for (kind, _) in PhaseKind::NAMES {
        digests.push(bring(&Stage::default(), *kind, Way::USUAL).0.world.digest());
    }
    let count = digests.len();
    digests.sort_unstable();
    digests.dedup();
    assert_eq!(digests.len(), count);
}

#[test]
fn worlds_that_follow_different_readings_are_not_equal() {
    let mut other = Stage::default();
    other.config.readings.set("abort-after-prepare-snapshot", "not-sent").expect("a label of the table");
    assert_ne!(Stage::default().world().digest(), other.world().digest());
}

#[test]
fn the_lowest_free_number_is_given_out_and_fresh_ones_never_twice() {
    use vss_sim::world::IdAllocator;
    for (ids, expected) in
        [(IdAllocator::LowestFree, RequesterId(1)), (IdAllocator::Fresh(1), RequesterId(5))]
    {
        let mut hand = Hand::new(Stage { ids, ..Stage::default() }.world());
        let [first, second, third] = [(); 3].map(|()| hand.create(stage::REQUESTING));
        assert_eq!([first, second, third], [1, 2, 3].map(RequesterId));
        hand.accept(first, calls::RELEASE);
        // The release took a number for what follows it, where numbers are used once.
        assert_eq!(hand.create(stage::REQUESTING), expected);
    }
}
