//! The life of a writer: which call of its process is answered how in which stage of it, and what its handlers are told
//! that a requester is told too.

use vss_sim::api::{
    ActivationId, BackupCall, Call, Caller, In, OutPtr, Parameter, RequesterId, Value, WriterCall, WriterId,
    WriterObjectCall,
};
use vss_sim::machines::{PhaseKind, SystemMode};
use vss_sim::vocabulary::{Guid, Hresult, SourceType, UsageType};
use vss_sim::world::{Outcome, Participant, Return};
use vss_tests::model::calls::{self, OnRequester};
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::stage::{self, Stage};

/// The writer under test, which the stage does not have.
const NEW: WriterId = WriterId(7);

const WRITING: Caller = Caller { process: stage::WRITING, within: None };

const MAKE: WriterObjectCall = WriterObjectCall::CVssWriter {};
const SUBSCRIBE: WriterObjectCall = WriterObjectCall::Subscribe { dwEventFlags: None };
const SUBSCRIBE_EX: WriterObjectCall =
    WriterObjectCall::SubscribeEx { dwUnsubscribeTimeout: 0, dwEventFlags: None };
const UNSUBSCRIBE: WriterObjectCall = WriterObjectCall::Unsubscribe {};

fn initialize() -> WriterObjectCall {
    WriterObjectCall::Initialize {
        WriterId: Guid(0x77),
        wszWriterName: In(Some("new".into())),
        ut: UsageType::VSS_UT_USERDATA,
        st: SourceType::VSS_ST_OTHER,
        nLevel: None,
        dwTimeoutFreeze: None,
        aws: None,
        bIOThrottlingOnly: None,
        wszWriterInstanceName: None,
    }
}

fn initialize_ex() -> WriterObjectCall {
    WriterObjectCall::InitializeEx {
        WriterId: Guid(0x77),
        wszWriterName: In(Some("new".into())),
        dwMajorVersion: 1,
        dwMinorVersion: 2,
        ut: UsageType::VSS_UT_USERDATA,
        st: SourceType::VSS_ST_OTHER,
        nLevel: None,
        dwTimeoutFreeze: None,
        aws: None,
        bIOThrottlingOnly: None,
        wszWriterInstanceName: None,
    }
}

/// What a call came back with; `None` where there is nothing to call it on.
fn make(hand: &mut Hand, call: WriterObjectCall) -> Option<Hresult> {
    match hand.call(WRITING, Call::WriterObject(NEW, call)).1 {
        Outcome::Returned(result) => Some(result.code),
        Outcome::Moot(_) => None,
        outcome @ (Outcome::Pending | Outcome::Done) => panic!("no answer: {outcome:?}"),
    }
}

#[test]
fn every_call_in_every_stage_of_a_writer() {
    use Hresult as H;
    let (ok, bad, twice) =
        (Some(H::S_OK), Some(H::VSS_E_BAD_STATE), Some(H::VSS_E_WRITER_ALREADY_SUBSCRIBED));
    // Unmade, made, initialized, subscribed, unsubscribed again.
    let table = [
        (MAKE, [ok, None, None, None, None]),
        (initialize(), [None, ok, bad, bad, bad]),
        (initialize_ex(), [None, ok, bad, bad, bad]),
        (SUBSCRIBE, [None, bad, ok, twice, ok]),
        (SUBSCRIBE_EX, [None, bad, ok, twice, ok]),
        (UNSUBSCRIBE, [None, ok, ok, ok, ok]),
    ];
    let way = [MAKE, initialize(), SUBSCRIBE, UNSUBSCRIBE];
    for (call, codes) in table {
        for (stage_of_life, expected) in codes.into_iter().enumerate() {
            let mut hand = Hand::new(Stage::default().world());
            for before in way.iter().take(stage_of_life) {
                assert_eq!(make(&mut hand, before.clone()), ok);
            }
            let (subscribed, before) = (hand.world.writer(NEW).is_some(), hand.world.clone());
            let name = call.method().name;
            let code = make(&mut hand, call.clone());
            assert_eq!(code, expected, "{name} in stage {stage_of_life}");
            if code != ok {
                assert!(before.same(&hand.world), "{name} in stage {stage_of_life} is refused");
            }
            let expected = match (name, code) {
                ("Subscribe" | "SubscribeEx", Some(H::S_OK)) => true,
                ("Unsubscribe", Some(H::S_OK)) => false,
                _ => subscribed,
            };
            assert_eq!(hand.world.writer(NEW).is_some(), expected, "{name} in stage {stage_of_life}");
        }
    }
}

#[test]
fn another_process_cannot_call_a_writer() {
    let mut hand = Hand::new(Stage::default().world());
    make(&mut hand, MAKE);
    let other = Caller { process: stage::OTHER, within: None };
    for call in [initialize(), SUBSCRIBE, UNSUBSCRIBE, MAKE] {
        let outcome = hand.call(other, Call::WriterObject(NEW, call)).1;
        assert!(matches!(outcome, Outcome::Moot(_)), "{outcome:?}");
    }
}

#[test]
fn where_windows_runs_otherwise_no_writer_is_initialized() {
    for mode in [SystemMode::SafeMode, SystemMode::Setup] {
        let mut world = Stage::default().world();
        world.machines.edit(|machines| {
            for machine in machines.values_mut() {
                machine.edit(|machine| machine.mode = mode);
            }
        });
        let mut hand = Hand::new(world);
        make(&mut hand, MAKE);
        for call in [initialize(), initialize_ex()] {
            assert_eq!(make(&mut hand, call), Some(Hresult::S_FALSE), "{mode:?}");
        }
        assert_eq!(make(&mut hand, SUBSCRIBE), Some(Hresult::VSS_E_BAD_STATE), "{mode:?}");
    }
}

fn ask(hand: &mut Hand, within: ActivationId, call: WriterCall) -> Return {
    let by = Caller { process: stage::WRITING, within: Some(within) };
    let (id, outcome) = hand.call(by, Call::Writer(call));
    hand.back(id, outcome)
}

/// A backup whose first writer is in a handler.
fn in_handler(event: &str) -> (Hand, ActivationId, RequesterId) {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Snapshotting, Way::USUAL);
    let id = hand.until_running(Participant::Writer(WriterId(1)), event);
    (hand, id, requester)
}

#[test]
fn the_device_a_writer_is_told_is_the_one_its_requester_is_told() {
    let (mut hand, within, requester) = in_handler("OnPostSnapshot");
    let volumes = ask(&mut hand, within, WriterCall::GetCurrentVolumeArray { volumes: OutPtr::Given });
    let Some(Value::List(volumes)) = volumes.value("volumes").cloned() else { panic!("{volumes:?}") };
    let count = ask(&mut hand, within, WriterCall::GetCurrentVolumeCount { count: OutPtr::Given });
    assert_eq!(count.value("count"), Some(&volumes.len().try_into().map(Value::Number).unwrap()));
    assert!(!volumes.is_empty());
    let mut devices = Vec::new();
    for volume in &volumes {
        let call = WriterCall::GetSnapshotDeviceName {
            wszOriginalVolume: In(Parameter::read(volume)),
            ppwszSnapshotDevice: OutPtr::Given,
        };
        let told = ask(&mut hand, within, call);
        devices.push((volume.clone(), told.value("ppwszSnapshotDevice").cloned().expect("a device")));
    }
    hand.settle();
    let copies: Vec<Guid> = hand
        .world
        .machines
        .values()
        .flat_map(|machine| machine.sets.values())
        .filter(|set| set.requester == requester)
        .flat_map(|set| set.copies.keys().map(|copy| copy.guid()).collect::<Vec<_>>())
        .collect();
    let told: Vec<_> = copies
        .into_iter()
        .map(|copy| {
            let call = OnRequester::Backup(calls::properties(copy));
            let properties = hand.accept(requester, call);
            let value = |name| properties.value(name).cloned().expect("a property");
            (value("pProp.m_pwszOriginalVolumeName"), value("pProp.m_pwszSnapshotDeviceObject"))
        })
        .collect();
    assert_eq!(devices, told);
}

#[test]
fn two_backups_of_one_writer_have_two_session_ids() {
    let (mut hand, first, _) = in_handler("OnFreeze");
    let session = |hand: &mut Hand, within| {
        let told = ask(hand, within, WriterCall::GetSessionId { idSession: OutPtr::Given });
        told.value("idSession").cloned().expect("an id")
    };
    let one = session(&mut hand, first);
    let other = hand.create(stage::OTHER);
    hand.backup_call(other, BackupCall::InitializeForBackup { bstrXML: None });
    hand.begin_async(other, calls::GATHER);
    let second = hand.until_running(Participant::Writer(WriterId(1)), "OnIdentify");
    let two = session(&mut hand, second);
    assert_ne!(one, two);
}
