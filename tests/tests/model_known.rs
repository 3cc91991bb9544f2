//! What the model is known to do wrong, each with the shortest way to it. A way that no longer leads there fails its
//! test: then the entry goes, here and in the lists of the other tests.

use vss_sim::api::BackupCall;
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::Hresult;
use vss_sim::world::{Event, OpKind, Participant, Run, Upcall, enabled};
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
fn two_calls_at_once_add_one_volume_twice() {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::SetStarted, Way::USUAL);
    let (first, _) = hand.begin_backup_call(requester, calls::add_volume(1));
    let (second, _) = hand.begin_backup_call(requester, calls::add_volume(1));
    hand.settle();
    let codes = [first, second].map(|id| hand.returned(id).expect("it came back").code);
    assert_eq!(codes, [Hresult::S_OK, Hresult::S_OK], "one should be refused");
    assert_eq!(violated(&hand), ["a volume is in a set once"]);
}

#[test]
fn two_calls_at_once_exceed_the_limit_of_volumes() {
    let mut stage = Stage::default();
    stage.config.volumes_per_set = 2;
    let (mut hand, requester) = bring(&stage, PhaseKind::SetStarted, Way::USUAL);
    let (first, _) = hand.begin_backup_call(requester, calls::add_volume(1));
    let (second, _) = hand.begin_backup_call(requester, calls::add_volume(1));
    hand.settle();
    let codes = [first, second].map(|id| hand.returned(id).expect("it came back").code);
    assert_eq!(codes, [Hresult::S_OK, Hresult::S_OK], "one should be refused");
}

#[test]
fn a_new_object_bears_the_number_of_one_that_is_shutting_down() {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Completed, Way::USUAL);
    hand.begin_backup_call(requester, calls::RELEASE);
    settle_without(&mut hand, "OnBackupShutdown");
    let next = hand.create(stage::REQUESTING);
    assert_eq!(next, requester, "it should be another");
    assert_eq!(violated(&hand), ["no requester bears the number of one that is shutting down"]);
    // The new object's session of the writer ends with the shutdown of the old one.
    walk(&mut hand, next, PhaseKind::Initialized, Way::USUAL);
    let shutdowns = hand.world.open.operations.values().filter(|op| matches!(op.kind, OpKind::Shutdown(_)));
    assert_eq!(shutdowns.count(), 0, "the walk lets the shutdown end");
}

#[test]
fn the_shutdown_of_an_old_object_ends_the_sessions_of_a_new_one() {
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
    assert_eq!(sessions(&hand), Some(1));
    hand.settle();
    assert_eq!(sessions(&hand), Some(0), "the session is of a backup that goes on");
}

#[test]
fn an_aborted_backup_takes_the_next_set_for_its_own() {
    let (mut hand, aborted) = bring(&Stage::default(), PhaseKind::Aborted, Way::USUAL);
    let other = hand.create(stage::OTHER);
    walk(&mut hand, other, PhaseKind::SetStarted, Way::WITHOUT_WRITERS);
    assert_eq!(violated(&hand), ["a requester's set is its own"]);
    // The aborted backup's writers are told the other's set.
    hand.begin_backup_call(aborted, calls::RELEASE);
    let told = hand.world.open.activations.values().find_map(|held| match &held.upcall {
        Upcall::Writer(upcall) => Some(upcall.snapshot_set),
        Upcall::Provider(_) => None,
    });
    assert!(told.is_some_and(|set| !set.is_null()), "it should be GUID_NULL");
}

#[test]
fn a_provider_that_died_between_two_calls_is_called() {
    let (mut hand, _) = bring(&Stage::default(), PhaseKind::Snapshotting, Way::USUAL);
    let writer = Participant::Writer(vss_sim::api::WriterId(1));
    let freeze = hand.until_running(writer, "OnFreeze");
    hand.play(&Event::Process(vss_sim::world::ProcessEvent::Crash(stage::PROVIDING)));
    hand.play(&Event::Return { of: freeze, answer: vss_sim::world::Answer::SUCCEEDED });
    while hand.go_on(|to, _| to == writer) {}
    assert_eq!(violated(&hand), ["nobody who is gone is called"]);
    let stuck = hand.world.open.activations.values().all(|held| matches!(held.run, Run::Running { .. }));
    assert!(stuck && enabled(&hand.world).iter().all(|event| matches!(event, Event::Advance(_))));
}

#[test]
fn a_prepare_that_is_cancelled_without_a_set_leads_to_a_state_with_one() {
    // The table of states says so too: it knows one way into PREPARING only.
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Preparing, Way::WITHOUT_SET);
    let object = *hand.world.open.asyncs.keys().max().expect("it was begun");
    hand.begin_async_call(object, vss_sim::api::AsyncCall::Cancel {});
    assert_eq!(hand.phase(requester), PhaseKind::SetStarted, "it came from GATHERED");
    assert_eq!(hand.backup_call(requester, calls::START).code, Hresult::VSS_E_BAD_STATE);
    assert_eq!(hand.backup_call(requester, calls::add_volume(0)).code, Hresult::VSS_E_BAD_STATE);
}
