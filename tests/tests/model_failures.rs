//! How a creation fails: one row a branch, with what the participants are told and what the requester sees.

use std::time::Duration;

use vss_sim::api::{AsyncCall, Call, Caller, FunctionCall, OutPtr, ProviderId, WriterCall, WriterId};
use vss_sim::machines::{CreationLock, PhaseKind, ProviderCall, Registration};
use vss_sim::vocabulary::{ApplicationLevel, Hresult, ProviderType, WriterState};
use vss_sim::world::readings::AbortAfterPrepareSnapshot;
use vss_sim::world::{Answer, AsyncState, Config, Event, Fault, Outcome, Participant, ProcessEvent};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::spec;
use vss_tests::model::stage::{self, Stage};

const PROVIDER: Participant = Participant::Provider(ProviderId(1));
const WRITER: Participant = Participant::Writer(WriterId(1));

fn provided(code: Hresult) -> Answer {
    Answer::Provider { code, supported: true }
}

/// A creation in which a provider's call gives a code; what followed is in the hand.
fn provider_fails(method: &'static str, code: Hresult) -> (Hand, AsyncState, PhaseKind) {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Prepared, Way::USUAL);
    hand.answers.insert((PROVIDER, method), provided(code));
    hand.effects.clear();
    let object = hand.begin_async(requester, calls::SNAPSHOT);
    hand.settle();
    let state = hand.world.open.asyncs.get(&object).expect("it began").state;
    let phase = hand.phase(requester);
    (hand, state, phase)
}

#[test]
fn a_provider_that_fails_fails_the_set() {
    // The call, and whether the writers know of the creation by then.
    let calls = [
        ("EndPrepareSnapshots", false),
        ("PreCommitSnapshots", true),
        ("CommitSnapshots", true),
        ("PostCommitSnapshots", true),
        ("PreFinalCommitSnapshots", true),
    ];
    for (method, writers_know) in calls {
        let (hand, state, phase) = provider_fails(method, Hresult::VSS_E_PROVIDER_VETO);
        assert_eq!(state, AsyncState::Failed(Hresult::VSS_E_PROVIDER_VETO), "{method}");
        assert_eq!(phase, PhaseKind::SnapshotFailed, "{method}");
        let upcalls = hand.upcalls();
        let after: Vec<_> = upcalls.iter().skip_while(|(_, name)| *name != method).skip(1).copied().collect();
        let abort = [(WRITER, "OnAbort"), (PROVIDER, "AbortSnapshots")];
        assert_eq!(after, if writers_know { &abort[..] } else { &abort[1..] }, "{method}");
    }
    // Its writers have handled PostSnapshot, so that no Abort comes for them.
    let (hand, state, _) = provider_fails("PostFinalCommitSnapshots", Hresult::VSS_E_PROVIDER_VETO);
    assert_eq!(state, AsyncState::Failed(Hresult::VSS_E_PROVIDER_VETO));
    assert_eq!(hand.upcalls().last(), Some(&(PROVIDER, "AbortSnapshots")));
    assert!(!hand.upcalls().contains(&(WRITER, "OnAbort")));
}

#[test]
fn the_codes_of_a_provider_reach_the_requester_as_the_table_says() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    let provider = spec::list(&machines, "machines").iter().find(|machine| machine["machine"] == "provider");
    let valid = spec::texts(provider.expect("a machine of providers"), "valid_return_codes");
    let mut passed = Vec::new();
    for row in Hresult::TABLE {
        let (_, state, _) = provider_fails("PreCommitSnapshots", row.code);
        let name = row.code.name().expect("a code of the table");
        if state == AsyncState::Finished {
            assert_eq!(row.code, Hresult::S_OK);
        } else if state == AsyncState::Failed(row.code) {
            passed.push(name);
        } else {
            assert_eq!(state, AsyncState::Failed(Hresult::VSS_E_UNEXPECTED_PROVIDER_ERROR), "{name}");
        }
    }
    // The code that others become is what it is.
    passed.retain(|name| *name != "VSS_E_UNEXPECTED_PROVIDER_ERROR");
    let mut expected: Vec<&str> = valid.into_iter().filter(|name| *name != "S_OK").collect();
    // The page of DoSnapshotSet has it as what a provider met, of systems later than the table of providers' codes.
    expected.push("VSS_E_REBOOT_REQUIRED");
    passed.sort_unstable();
    expected.sort_unstable();
    assert_eq!(passed, expected);
}

#[test]
fn a_writer_that_fails_fails_for_itself() {
    use AbortAfterPrepareSnapshot::{NotSent, Sent};
    let rows = [
        ("OnPrepareBackup", WriterState::VSS_WS_FAILED_AT_PREPARE_BACKUP, [].as_slice()),
        ("OnPrepareSnapshot", WriterState::VSS_WS_FAILED_AT_PREPARE_SNAPSHOT, &[Sent]),
        ("OnFreeze", WriterState::VSS_WS_FAILED_AT_FREEZE, &[Sent, NotSent]),
        ("OnThaw", WriterState::VSS_WS_FAILED_AT_THAW, &[Sent, NotSent]),
        ("OnPostSnapshot", WriterState::VSS_WS_FAILED_AT_POST_SNAPSHOT, &[]),
    ];
    for (handler, failed_at, aborted) in rows {
        for reading in [Sent, NotSent] {
            // With a code, and without one, which counts as an error that would come again.
            for failure in [Some(Hresult::VSS_E_WRITERERROR_RETRYABLE), None] {
                fails_for_itself(handler, failed_at, reading, failure, aborted.contains(&reading));
            }
        }
    }
}

fn fails_for_itself(
    handler: &str,
    failed_at: WriterState,
    reading: AbortAfterPrepareSnapshot,
    failure: Option<Hresult>,
    aborted: bool,
) {
    let mut stage = Stage::default();
    stage.config.readings.backup.abort_after_prepare_snapshot = reading;
    let (mut hand, requester) = bring(&stage, PhaseKind::SetStarted, Way::USUAL);
    hand.effects.clear();
    let mut answered = false;
    for call in [calls::PREPARE, calls::SNAPSHOT] {
        hand.begin_async(requester, call);
        if !answered && (handler == "OnPrepareBackup" || hand.phase(requester) == PhaseKind::Snapshotting) {
            fail(&mut hand, handler, failure);
            answered = true;
        }
        hand.settle();
    }
    assert_eq!(hand.phase(requester), PhaseKind::SnapshotDone, "{handler}");
    let status = hand.world.writer(WriterId(1)).expect("it is there").1.status(requester).state_and_failure();
    let code = failure.unwrap_or(Hresult::VSS_E_WRITERERROR_NONRETRYABLE);
    assert_eq!(status, (failed_at, code), "{handler}");
    // Nothing but Abort comes after the failure, and that once.
    let upcalls = hand.upcalls().into_iter();
    let later = upcalls.skip_while(|(_, name)| *name != handler).skip(1).filter(|(to, _)| *to == WRITER);
    let later: Vec<_> = later.map(|(_, name)| name).collect();
    assert_eq!(later, if aborted { vec!["OnAbort"] } else { vec![] }, "{handler} {reading:?}");
}

/// Has a handler fail: with a code and true, or with false alone.
fn fail(hand: &mut Hand, handler: &str, failure: Option<Hresult>) {
    let id = hand.until_running(WRITER, handler);
    if let Some(hr) = failure {
        let by = Caller { process: stage::WRITING, within: Some(id) };
        let set = hand.call(by, Call::Writer(WriterCall::SetWriterFailure { hr })).1;
        assert!(matches!(set, Outcome::Returned(result) if result.code == Hresult::S_OK));
    }
    let answer = Answer::Writer { succeeded: failure.is_some(), document: None };
    assert_eq!(hand.play(&Event::Return { of: id, answer }), Outcome::Done);
}

#[test]
fn providers_are_asked_by_their_kind_and_refuse_with_the_right_code() {
    let kinds =
        vec![ProviderType::VSS_PROV_SYSTEM, ProviderType::VSS_PROV_HARDWARE, ProviderType::VSS_PROV_SOFTWARE];
    let stage = Stage { providers: kinds, ..Stage::default() };
    let (mut hand, requester) = bring(&stage, PhaseKind::SetStarted, Way::USUAL);
    let refuses = Answer::Provider { code: Hresult::S_OK, supported: false };
    let methods = ["IsVolumeSupported", "AreLunsSupported", "IsVolumeSupported"];
    for (number, method) in (1..).zip(methods) {
        hand.answers.insert((Participant::Provider(ProviderId(number)), method), refuses.clone());
    }
    hand.effects.clear();
    let refused = hand.backup_call(requester, calls::add_volume(1));
    assert_eq!(refused.code, Hresult::VSS_E_VOLUME_NOT_SUPPORTED);
    let asked: Vec<Participant> = hand.upcalls().into_iter().map(|(to, _)| to).collect();
    assert_eq!(asked, [2, 3, 1].map(|number| Participant::Provider(ProviderId(number))));
    let vss_sim::api::BackupCall::AddToSnapshotSet { pwszVolumeName, pidSnapshot, .. } = calls::add_volume(1)
    else {
        panic!("another call");
    };
    let named = vss_sim::api::BackupCall::AddToSnapshotSet {
        pwszVolumeName,
        ProviderId: stage::provider_guid(3),
        pidSnapshot,
    };
    let refused = hand.backup_call(requester, named);
    assert_eq!(refused.code, Hresult::VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER);
    hand.answers.clear();
    hand.accept(requester, calls::add_volume(1));
    hand.accept(requester, calls::PREPARE);
    hand.accept(requester, calls::SNAPSHOT);
}

#[test]
fn a_set_holds_as_many_volumes_as_the_limit() {
    let stage = Stage { config: Config { volumes_per_set: 1, ..Config::default() }, ..Stage::default() };
    let (mut hand, requester) = bring(&stage, PhaseKind::SetStarted, Way::USUAL);
    let refused = hand.backup_call(requester, calls::add_volume(1));
    assert_eq!(refused.code, Hresult::VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED);
}

#[test]
fn a_process_without_memory_or_rights_is_refused() {
    let create = || Call::Function(FunctionCall::CreateVssBackupComponents { ppBackup: OutPtr::Given });
    let mut hand = Hand::new(Stage::default().world());
    let (id, outcome) = hand.call(Caller { process: stage::UNPRIVILEGED, within: None }, create());
    assert_eq!(hand.back(id, outcome).code, Hresult::E_ACCESSDENIED);
    let requester = hand.create(stage::REQUESTING);
    let memory = |exhausted| Event::Fault(Fault::Memory { process: stage::REQUESTING, exhausted });
    hand.play(&memory(true));
    for call in [calls::INITIALIZE, calls::SAVE] {
        assert_eq!(hand.backup_call(requester, call).code, Hresult::E_OUTOFMEMORY);
    }
    hand.play(&memory(false));
    hand.accept(requester, calls::INITIALIZE);
    hand.play(&memory(true));
    hand.accept(requester, calls::RELEASE);
}

#[test]
fn in_component_mode_only_writers_with_a_component_take_part() {
    for (component_mode, takes_part) in [(true, vec![1]), (false, vec![1, 2])] {
        let (mut hand, requester) = bring(&Stage::default(), PhaseKind::SetStarted, Way::USUAL);
        hand.accept(requester, calls::set_backup_state(component_mode));
        hand.effects.clear();
        hand.accept(requester, calls::PREPARE);
        let told: Vec<u32> = hand
            .upcalls()
            .into_iter()
            .filter_map(|(to, _)| if let Participant::Writer(writer) = to { Some(writer.0) } else { None })
            .collect();
        assert_eq!(told, takes_part);
    }
}

#[test]
fn what_lives_in_a_process_dies_with_it() {
    // The requester's: BackupShutdown for its writers, and no copy of it is left.
    let (mut hand, _) = bring(&Stage::default(), PhaseKind::SnapshotDone, Way::USUAL);
    let sets = |hand: &Hand| hand.world.machines.values().map(|machine| machine.sets.len()).sum::<usize>();
    assert_eq!(sets(&hand), 2);
    hand.effects.clear();
    hand.play(&Event::Process(ProcessEvent::Crash(stage::REQUESTING)));
    hand.settle();
    assert_eq!(hand.upcalls(), [(WRITER, "OnBackupShutdown")]);
    assert_eq!(sets(&hand), 1, "the other requester's");
    // The writers': the creation goes on without them.
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Snapshotting, Way::USUAL);
    hand.until_running(WRITER, "OnFreeze");
    hand.play(&Event::Process(ProcessEvent::Crash(stage::WRITING)));
    hand.settle();
    assert_eq!(hand.phase(requester), PhaseKind::SnapshotDone);
    assert!(hand.world.writer(WriterId(1)).is_none());
}

#[test]
fn a_provider_that_dies_while_it_is_called_fails_the_set() {
    let mut differing = Vec::new();
    for method in ProviderCall::NAMES {
        let is_stage =
            method.ends_with("Snapshots") && !["AbortSnapshots", "DeleteSnapshots"].contains(method);
        if !is_stage {
            continue;
        }
        let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Snapshotting, Way::USUAL);
        hand.until_running(PROVIDER, method);
        hand.play(&Event::Process(ProcessEvent::Crash(stage::PROVIDING)));
        // Whoever is gone answers nothing, so only the writers do.
        while hand.go_on(|to, _| matches!(to, Participant::Writer(_))) {}
        if hand.phase(requester) != PhaseKind::SnapshotFailed {
            differing.push(*method);
        }
    }
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn a_window_of_any_level_is_the_writers_own() {
    let window = Registration::DEFAULT_TIMEOUT_FREEZE;
    for level in [ApplicationLevel::VSS_APP_UNKNOWN, ApplicationLevel::VSS_APP_SYSTEM_RM] {
        let stage = Stage { writers: vec![(level, window)], ..Stage::default() };
        let (mut hand, _) = bring(&stage, PhaseKind::Snapshotting, Way::USUAL);
        hand.until_running(WRITER, "OnFreeze");
        let deadlines: Vec<_> = hand.world.open.deadlines().collect();
        assert_eq!(deadlines, [vss_sim::machines::Time(Duration::ZERO).after(window)]);
    }
}

#[test]
fn what_is_cancelled_is_taken_down() {
    // A creation: Abort for its writers as soon as PrepareForSnapshot was sent, and the lock free at the end.
    for (handler, writers_know) in
        [("EndPrepareSnapshots", false), ("OnPrepareSnapshot", true), ("OnFreeze", true)]
    {
        let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Prepared, Way::USUAL);
        let object = hand.begin_async(requester, calls::SNAPSHOT);
        hand.until_running(if handler.starts_with("On") { WRITER } else { PROVIDER }, handler);
        hand.effects.clear();
        hand.begin_async_call(object, AsyncCall::Cancel {});
        hand.settle();
        let abort = [(WRITER, "OnAbort"), (PROVIDER, "AbortSnapshots")];
        assert_eq!(hand.upcalls(), if writers_know { &abort[..] } else { &abort[1..] }, "{handler}");
        assert_eq!(hand.phase(requester), PhaseKind::SnapshotFailed, "{handler}");
        assert!(hand.world.machines.values().all(|machine| machine.lock == CreationLock::Free));
    }
    // BackupComplete: the backup counts as aborted, as the table of states reads it.
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::SnapshotDone, Way::USUAL);
    let object = hand.begin_async(requester, calls::COMPLETE);
    hand.begin_async_call(object, AsyncCall::Cancel {});
    assert_eq!(hand.phase(requester), PhaseKind::Aborted);
}

#[test]
fn a_provider_that_dies_while_a_volume_is_added_fails_the_call() {
    for method in ["IsVolumeSupported", "BeginPrepareSnapshot"] {
        let (mut hand, requester) = bring(&Stage::default(), PhaseKind::SetStarted, Way::USUAL);
        let (id, _) = hand.begin_backup_call(requester, calls::add_volume(1));
        hand.until_running(PROVIDER, method);
        hand.play(&Event::Process(ProcessEvent::Crash(stage::PROVIDING)));
        // What a lost provider counts as is a reading; that the call comes back with an error is not.
        let code = hand.returned(id).map(|result| result.code);
        assert_eq!(code, Some(Hresult::VSS_E_UNEXPECTED_PROVIDER_ERROR), "{method}");
    }
}
