//! Corners where two things happen at once, or where someone is gone: each with the shortest way to it.

use vss_sim::api::{BackupCall, Call, CallId, Caller};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::Hresult;
use vss_sim::world::{Event, Outcome, Participant, Upcall, step};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::invariants::of_world;
use vss_tests::model::path::{Way, bring, walk};
use vss_tests::model::stage::{self, Stage};

fn violated(hand: &Hand) -> Vec<&'static str> {
    of_world(&hand.world).into_iter().map(|(rule, _)| rule).collect()
}

/// Lets everything happen but the returns of this handler.
fn settle_without(hand: &mut Hand, handler: &str) {
    while hand.go_on(|_, upcall| upcall.name() != handler) {}
}

#[test]
fn two_calls_at_once_add_one_volume_once() {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::SetStarted, Way::USUAL);
    let (first, _) = hand.begin_backup_call(requester, calls::add_volume(1));
    let (second, _) = hand.begin_backup_call(requester, calls::add_volume(1));
    hand.settle();
    let codes = [first, second].map(|id| hand.returned(id).expect("it came back").code);
    assert_eq!(codes, [Hresult::S_OK, Hresult::E_INVALIDARG]);
    assert!(violated(&hand).is_empty());
}

#[test]
fn two_calls_at_once_keep_the_limit_of_volumes() {
    let mut stage = Stage::default();
    stage.config.volumes_per_set = 2;
    let (mut hand, requester) = bring(&stage, PhaseKind::SetStarted, Way::USUAL);
    let (first, _) = hand.begin_backup_call(requester, calls::add_volume(1));
    let (second, _) = hand.begin_backup_call(requester, calls::add_volume(2));
    hand.settle();
    let codes = [first, second].map(|id| hand.returned(id).expect("it came back").code);
    assert_eq!(codes, [Hresult::S_OK, Hresult::VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED]);
}

#[test]
fn a_new_object_has_another_number_than_one_that_is_shutting_down() {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Completed, Way::USUAL);
    hand.begin_backup_call(requester, calls::RELEASE);
    settle_without(&mut hand, "OnBackupShutdown");
    let next = hand.create(stage::REQUESTING);
    assert_ne!(next, requester);
    assert!(violated(&hand).is_empty());
    hand.settle();
    let third = hand.create(stage::REQUESTING);
    assert_eq!(third, requester, "the number is free again");
}

#[test]
fn the_shutdown_of_an_old_object_leaves_the_sessions_of_a_new_one() {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Completed, Way::USUAL);
    hand.begin_backup_call(requester, calls::RELEASE);
    settle_without(&mut hand, "OnBackupShutdown");
    let next = hand.create(stage::REQUESTING);
    let accepted = |hand: &mut Hand, call: BackupCall| {
        let code = hand.backup_call(next, call).code;
        assert_eq!(code, Hresult::S_OK);
        settle_without(hand, "OnBackupShutdown");
    };
    for call in [calls::INITIALIZE, calls::set_backup_state(true), calls::GATHER, calls::add_component(1, 0)]
    {
        accepted(&mut hand, call);
    }
    accepted(&mut hand, calls::PREPARE);
    let sessions =
        |hand: &Hand| hand.world.writer(vss_sim::api::WriterId(1)).map(|(_, held)| held.sessions.len());
    assert_eq!(sessions(&hand), Some(2));
    hand.settle();
    assert_eq!(sessions(&hand), Some(1), "the session is of a backup that goes on");
}

#[test]
fn an_aborted_backup_has_no_set() {
    let (mut hand, aborted) = bring(&Stage::default(), PhaseKind::Aborted, Way::USUAL);
    let other = hand.create(stage::OTHER);
    walk(&mut hand, other, PhaseKind::SetStarted, Way::WITHOUT_WRITERS);
    assert!(violated(&hand).is_empty());
    hand.begin_backup_call(aborted, calls::RELEASE);
    let told = hand.world.open.activations.values().find_map(|held| match &held.upcall {
        Upcall::Writer(upcall) => Some(upcall.snapshot_set),
        Upcall::Provider(_) => None,
    });
    assert!(told.is_some_and(vss_sim::vocabulary::Guid::is_null), "{told:?}");
}

#[test]
fn a_provider_that_died_between_two_calls_fails_the_set() {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Snapshotting, Way::USUAL);
    let writer = Participant::Writer(vss_sim::api::WriterId(1));
    let freeze = hand.until_running(writer, "OnFreeze");
    hand.play(&Event::Process(vss_sim::world::ProcessEvent::Crash(stage::PROVIDING)));
    hand.play(&Event::Return { of: freeze, answer: vss_sim::world::Answer::SUCCEEDED });
    while hand.go_on(|to, _| to == writer) {}
    assert!(violated(&hand).is_empty());
    assert_eq!(hand.phase(requester), PhaseKind::SnapshotFailed);
}

#[test]
fn a_prepare_that_is_cancelled_leads_back_to_where_it_came_from() {
    for (way, back) in [(Way::WITHOUT_SET, PhaseKind::Gathered), (Way::USUAL, PhaseKind::SetStarted)] {
        let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Preparing, way);
        let object = *hand.world.open.asyncs.keys().max().expect("it was begun");
        hand.begin_async_call(object, vss_sim::api::AsyncCall::Cancel {});
        assert_eq!(hand.phase(requester), back);
    }
}

#[test]
fn an_object_means_nothing_in_another_process() {
    let (hand, requester) = bring(&Stage::default(), PhaseKind::Prepared, Way::USUAL);
    let call = |process| Event::Call {
        id: CallId(9_999),
        by: Caller { process, within: None },
        call: Call::Backup(requester, BackupCall::AbortBackup {}),
    };
    let foreign = step(&hand.world, &call(stage::OTHER));
    assert!(matches!(foreign.outcome, Outcome::Moot(_)) && foreign.next.same(&hand.world));
    assert_eq!(step(&hand.world, &call(stage::REQUESTING)).outcome, Outcome::Pending);
}
