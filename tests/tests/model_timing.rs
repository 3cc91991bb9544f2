//! The windows of a creation and the time-outs of `Wait`, a millisecond before, exactly at, and after their end.

use std::time::Duration;

use vss_sim::api::{AsyncCall, ProviderId, RequesterId, WriterId};
use vss_sim::machines::{PhaseKind, Registration};
use vss_sim::vocabulary::{ApplicationLevel, Hresult, WriterState};
use vss_sim::world::{Answer, AsyncState, Config, Event, Outcome, Participant};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::spec;
use vss_tests::model::stage::Stage;

const MILLISECOND: Duration = Duration::from_millis(1);
const PROVIDER: Participant = Participant::Provider(ProviderId(1));
const WRITER: Participant = Participant::Writer(WriterId(1));

/// A creation that is under way, with one writer in it.
fn creation(stage: &Stage) -> (Hand, RequesterId) {
    let (mut hand, requester) = bring(stage, PhaseKind::Prepared, Way::USUAL);
    hand.begin_async(requester, calls::SNAPSHOT);
    (hand, requester)
}

fn status(hand: &Hand, requester: RequesterId) -> (WriterState, Hresult) {
    hand.world.writer(WriterId(1)).expect("the writer is there").1.status(requester).state_and_failure()
}

/// How the creation's asynchronous object ended, when everything has happened.
fn ended(hand: &mut Hand, requester: RequesterId) -> AsyncState {
    hand.settle();
    let objects = hand.world.open.asyncs.iter().filter(|(_, object)| object.requester == requester);
    objects.map(|(id, object)| (*id, object.state)).max_by_key(|(id, _)| *id).expect("it began").1
}

fn with_window(window: Duration) -> Stage {
    Stage { writers: vec![(ApplicationLevel::VSS_APP_SYSTEM, window)], ..Stage::default() }
}

#[test]
fn the_limits_are_the_tables() {
    let Some(timing) = spec::rules("timing.json") else { return };
    let value = |list: &str, id: &str| {
        let row = spec::list(&timing, list).iter().find(|row| row["id"] == id);
        row.and_then(|row| row["value"].as_u64()).unwrap_or_else(|| panic!("no value of {id}"))
    };
    let config = Config::default();
    assert_eq!(Registration::DEFAULT_TIMEOUT_FREEZE.as_secs(), value("time_limits", "TL-001"));
    assert_eq!(config.hold_limit.as_secs(), value("time_limits", "TL-003"));
    assert_eq!(u64::try_from(config.volumes_per_set), Ok(value("numeric_limits", "LM-001")));
}

/// Whether writes that are held for a while make the set fail.
fn holds(config: &Config, while_: Duration) -> (AsyncState, PhaseKind) {
    let stage = Stage { config: config.clone(), ..Stage::default() };
    let (mut hand, requester) = creation(&stage);
    let commit = hand.until_running(PROVIDER, "CommitSnapshots");
    hand.pass(while_);
    let answered = hand.play(&Event::Return { of: commit, answer: Answer::PROVIDED });
    let late = matches!(answered, Outcome::Moot(_));
    let state = ended(&mut hand, requester);
    assert_eq!(late, state != AsyncState::Finished, "a provider that is late answers nobody");
    (state, hand.phase(requester))
}

#[test]
fn writes_are_held_for_ten_seconds_at_the_most() {
    let short = Config { hold_limit: Duration::from_secs(3), ..Config::default() };
    for (config, limit) in [(Config::default(), Duration::from_secs(10)), (short, Duration::from_secs(3))] {
        let failed = AsyncState::Failed(Hresult::VSS_E_HOLD_WRITES_TIMEOUT);
        assert_eq!(holds(&config, limit - MILLISECOND), (AsyncState::Finished, PhaseKind::SnapshotDone));
        // Reaching the limit is exceeding it (a reading: no page says which).
        assert_eq!(holds(&config, limit), (failed, PhaseKind::SnapshotFailed));
        assert_eq!(holds(&config, limit + MILLISECOND), (failed, PhaseKind::SnapshotFailed));
    }
}

#[test]
fn a_hold_that_expires_aborts_writers_and_providers() {
    let (mut hand, requester) = creation(&Stage::default());
    hand.until_running(PROVIDER, "CommitSnapshots");
    hand.effects.clear();
    hand.pass(Duration::from_secs(10));
    hand.settle();
    let upcalls = hand.upcalls();
    assert_eq!(upcalls, [(WRITER, "OnAbort"), (PROVIDER, "AbortSnapshots")]);
    assert_eq!(status(&hand, requester), (WriterState::VSS_WS_STABLE, Hresult::S_OK));
}

/// A writer of this window is frozen, and a while passes before PreCommitSnapshots returns.
fn frozen(window: Duration, while_: Duration) -> (Hand, RequesterId) {
    let (mut hand, requester) = creation(&with_window(window));
    hand.until_running(PROVIDER, "PreCommitSnapshots");
    assert_eq!(status(&hand, requester).0, WriterState::VSS_WS_WAITING_FOR_THAW);
    hand.pass(while_);
    (hand, requester)
}

#[test]
fn a_writer_is_frozen_as_long_as_its_window_at_the_most() {
    let late = (WriterState::VSS_WS_FAILED_AT_FREEZE, Hresult::VSS_E_WRITERERROR_TIMEOUT);
    for window in [Duration::from_secs(60), Duration::from_secs(20), Duration::from_secs(90)] {
        for (while_, in_time) in
            [(window - MILLISECOND, true), (window, false), (window + MILLISECOND, false)]
        {
            let (mut hand, requester) = frozen(window, while_);
            let frozen = (WriterState::VSS_WS_WAITING_FOR_THAW, Hresult::S_OK);
            assert_eq!(
                status(&hand, requester),
                if in_time { frozen } else { late },
                "{window:?} {while_:?}"
            );
            // The set goes on without the writer.
            assert_eq!(ended(&mut hand, requester), AsyncState::Finished);
            let done = (WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE, Hresult::S_OK);
            assert_eq!(status(&hand, requester), if in_time { done } else { late });
            let upcalls = hand.upcalls();
            assert_eq!(upcalls.contains(&(WRITER, "OnAbort")), !in_time);
            assert_eq!(upcalls.contains(&(WRITER, "OnThaw")), in_time);
        }
    }
}

#[test]
fn the_window_opens_when_freeze_is_delivered_and_closes_when_thaw_is_handled() {
    let window = Duration::from_secs(60);
    let stage = with_window(window);
    // Time before Freeze reaches the handler does not count.
    let (mut hand, requester) = creation(&stage);
    let prepare = hand.until_running(WRITER, "OnPrepareSnapshot");
    hand.pass(window * 3);
    hand.play(&Event::Return { of: prepare, answer: Answer::SUCCEEDED });
    let freeze = hand.until_running(WRITER, "OnFreeze");
    hand.pass(window - MILLISECOND);
    assert_eq!(hand.play(&Event::Return { of: freeze, answer: Answer::SUCCEEDED }), Outcome::Done);
    let thaw = hand.until_running(WRITER, "OnThaw");
    hand.pass(MILLISECOND);
    // OnThaw runs when the window ends.
    let late = (WriterState::VSS_WS_FAILED_AT_THAW, Hresult::VSS_E_WRITERERROR_TIMEOUT);
    assert_eq!(status(&hand, requester), late);
    assert!(matches!(hand.play(&Event::Return { of: thaw, answer: Answer::SUCCEEDED }), Outcome::Moot(_)));
    assert_eq!(ended(&mut hand, requester), AsyncState::Finished);
    assert_eq!(status(&hand, requester), late);
    // After Thaw nothing runs out.
    let (mut hand, requester) = creation(&stage);
    let post = hand.until_running(WRITER, "OnPostSnapshot");
    hand.pass(window * 3);
    assert_eq!(hand.play(&Event::Return { of: post, answer: Answer::SUCCEEDED }), Outcome::Done);
    assert_eq!(ended(&mut hand, requester), AsyncState::Finished);
    let done = (WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE, Hresult::S_OK);
    assert_eq!(status(&hand, requester), done);
}

#[test]
fn a_freeze_that_runs_too_long_fails() {
    let (mut hand, requester) = creation(&with_window(Duration::from_secs(60)));
    let freeze = hand.until_running(WRITER, "OnFreeze");
    hand.pass(Duration::from_secs(60));
    let late = (WriterState::VSS_WS_FAILED_AT_FREEZE, Hresult::VSS_E_WRITERERROR_TIMEOUT);
    assert_eq!(status(&hand, requester), late);
    assert!(matches!(hand.play(&Event::Return { of: freeze, answer: Answer::SUCCEEDED }), Outcome::Moot(_)));
    assert_eq!(ended(&mut hand, requester), AsyncState::Finished);
    assert_eq!(status(&hand, requester), late);
}

#[test]
fn time_passes_deadlines_one_after_the_other() {
    // The hold of 10 seconds and windows of 5 and 60: one long step meets them like many short ones.
    let stage = Stage {
        writers: vec![
            (ApplicationLevel::VSS_APP_SYSTEM, Duration::from_secs(5)),
            (ApplicationLevel::VSS_APP_SYSTEM, Duration::from_secs(60)),
        ],
        ..Stage::default()
    };
    let (mut hand, _) = creation(&stage);
    hand.until_running(PROVIDER, "CommitSnapshots");
    let mut slow = hand.clone();
    hand.effects.clear();
    slow.effects.clear();
    hand.pass(Duration::from_secs(100));
    for _ in 0..100 {
        slow.pass(Duration::from_secs(1));
    }
    assert_eq!(hand.effects, slow.effects);
    assert_eq!(hand.world.digest(), slow.world.digest());
    assert_eq!(hand.world.now, slow.world.now);
}

#[test]
fn a_wait_ends_with_its_time_out_or_with_what_it_waits_for() {
    let (start, requester) = bring(&Stage::default(), PhaseKind::Snapshotting, Way::USUAL);
    let pending = |hand: &Hand| {
        let mut all = hand.world.open.asyncs.iter();
        *all.find(|(_, held)| matches!(held.state, AsyncState::Pending(_))).expect("one is pending").0
    };
    let object = pending(&start);
    for milliseconds in [1, 1_000, u32::MAX - 1] {
        let mut hand = start.clone();
        let limit = Duration::from_millis(u64::from(milliseconds));
        let (id, outcome) = hand.begin_async_call(object, AsyncCall::Wait { dwMilliseconds: milliseconds });
        assert_eq!(outcome, Outcome::Pending);
        hand.pass(limit - MILLISECOND);
        assert_eq!(hand.returned(id), None);
        hand.pass(MILLISECOND);
        assert_eq!(hand.returned(id).map(|result| result.code), Some(Hresult::S_OK));
        assert_eq!(pending(&hand), object, "it still runs");
        hand.settle();
        assert_eq!(hand.phase(requester), PhaseKind::SnapshotDone);
    }
    let mut hand = start;
    let (id, _) = hand.begin_async_call(object, AsyncCall::Wait { dwMilliseconds: AsyncCall::INFINITE });
    hand.pass(Duration::from_secs(1_000_000_000));
    assert_eq!(hand.returned(id), None);
    hand.settle();
    assert_eq!(hand.returned(id).map(|result| result.code), Some(Hresult::S_OK));
}

#[test]
fn a_wait_for_nothing_ends_at_once() {
    let (mut hand, _) = bring(&Stage::default(), PhaseKind::Snapshotting, Way::USUAL);
    let object = *hand.world.open.asyncs.keys().max().expect("one is pending");
    let (id, _) = hand.begin_async_call(object, AsyncCall::Wait { dwMilliseconds: 0 });
    hand.pass(Duration::ZERO);
    assert_eq!(hand.returned(id).map(|result| result.code), Some(Hresult::S_OK));
}
