//! `EnableWriterClasses`, `DisableWriterClasses` and `DisableWriterInstances`: who takes part, until when they count,
//! what their arrays can be, and who may call them.

use vss_sim::api::{BackupCall, GuidArray, Parameter, RequesterId, WriterId};
use vss_sim::machines::{PhaseKind, Requester, RequesterState, Shared};
use vss_sim::vocabulary::{ApplicationLevel, Guid, Hresult};
use vss_sim::world::{Config, Participant, Return};
use vss_tests::model::asked::{rows, writer_metadata, writer_status};
use vss_tests::model::calls::{self, disable_classes, disable_instances, enable_classes};
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring, walk};
use vss_tests::model::spec;
use vss_tests::model::stage::{self, MACHINE, Stage};
use vss_tests::model::veto::{self, SECOND_INSTANCE};

/// Three writers, each of a class of its own.
fn stage() -> Stage {
    let mut stage = Stage::default();
    stage.writers = vec![(ApplicationLevel::VSS_APP_SYSTEM, stage.writers[0].1); 3];
    stage
}

fn classes(writers: &[u32]) -> Vec<Guid> {
    writers.iter().map(|writer| stage::writer_guids(*writer).0).collect()
}

fn instance(writer: u32) -> Guid {
    stage::writer_guids(writer).1
}

fn initialized() -> (Hand, RequesterId) {
    let mut hand = Hand::new(stage().world());
    let requester = hand.create(stage::REQUESTING);
    hand.accept(requester, calls::INITIALIZE);
    (hand, requester)
}

/// The writers that a list of the requester names, by their instances.
fn listed(hand: &mut Hand, requester: RequesterId, count: &str, entry: fn(u32) -> BackupCall) -> Vec<u32> {
    let count = calls::valid(&hand.world, requester, count).expect("a method of the table");
    let of = |row: Return| {
        let found = row.value("pidInstance").and_then(Guid::read).expect("an instance");
        (1..4).find(|writer| instance(*writer) == found).expect("a writer")
    };
    rows(hand, requester, count, entry).into_iter().map(of).collect()
}

/// The writers that an event was sent to.
fn told(hand: &Hand) -> Vec<u32> {
    let mut told: Vec<u32> = hand
        .upcalls()
        .into_iter()
        .filter_map(
            |(to, _)| if let Participant::Writer(WriterId(number)) = to { Some(number) } else { None },
        )
        .collect();
    told.sort_unstable();
    told.dedup();
    told
}

/// A sequence of calls, and the writers that are enabled after it (ORD-004, C-095 and the pages of the three methods).
fn sequences() -> Vec<(Vec<BackupCall>, Vec<u32>)> {
    vec![
        (vec![], vec![1, 2, 3]),
        (vec![enable_classes(&classes(&[1]))], vec![1]),
        (vec![enable_classes(&classes(&[1])), enable_classes(&classes(&[3]))], vec![1, 3]),
        (vec![enable_classes(&[Guid(0x99)])], vec![]),
        (vec![disable_classes(&classes(&[1]))], vec![2, 3]),
        (vec![disable_classes(&classes(&[1])), disable_classes(&classes(&[3]))], vec![2]),
        (vec![disable_classes(&classes(&[1, 2])), enable_classes(&classes(&[2]))], vec![2]),
        (vec![enable_classes(&classes(&[1, 2])), disable_classes(&classes(&[2, 3]))], vec![1]),
        (vec![disable_instances(&[instance(2)])], vec![1, 3]),
        (vec![disable_instances(&[instance(2)]), enable_classes(&classes(&[2, 3]))], vec![3]),
        (vec![disable_classes(&classes(&[1])), disable_instances(&[instance(3)])], vec![2]),
        // A class is no instance, and an instance no class.
        (vec![disable_instances(&classes(&[1]))], vec![1, 2, 3]),
        (vec![disable_classes(&[instance(1)])], vec![1, 2, 3]),
    ]
}

#[test]
fn a_disabled_writer_gets_no_event_and_is_in_no_list() {
    for (sequence, enabled) in sequences() {
        let shown = format!("{sequence:?}");
        let (mut hand, requester) = initialized();
        for call in sequence {
            hand.accept(requester, call);
        }
        // Without gathered metadata the status tells of every writer but the disabled ones.
        hand.accept(requester, calls::STATUS);
        assert_eq!(listed(&mut hand, requester, "GetWriterStatusCount", writer_status), enabled, "{shown}");
        hand.effects.clear();
        hand.accept(requester, calls::set_backup_state(false));
        hand.accept(requester, calls::GATHER);
        assert_eq!(told(&hand), enabled, "{shown}");
        assert_eq!(
            listed(&mut hand, requester, "GetWriterMetadataCount", writer_metadata),
            enabled,
            "{shown}"
        );
        hand.effects.clear();
        hand.accept(requester, calls::START);
        hand.accept(requester, calls::add_volume(0));
        hand.accept(requester, calls::PREPARE);
        hand.accept(requester, calls::SNAPSHOT);
        hand.accept(requester, calls::STATUS);
        assert_eq!(listed(&mut hand, requester, "GetWriterStatusCount", writer_status), enabled, "{shown}");
        hand.accept(requester, calls::COMPLETE);
        hand.accept(requester, calls::RELEASE);
        assert_eq!(told(&hand), enabled, "{shown}");
    }
}

#[test]
fn the_components_of_a_disabled_writer_cannot_be_added() {
    let (mut hand, requester) = initialized();
    hand.accept(requester, disable_classes(&classes(&[2])));
    hand.accept(requester, calls::GATHER);
    hand.accept(requester, calls::add_component(1, 0));
    assert_eq!(hand.backup_call(requester, calls::add_component(2, 0)).code, Hresult::E_INVALIDARG);
}

#[test]
fn every_instance_of_a_class_goes_with_it_and_one_goes_alone() {
    let (class, _) = stage::writer_guids(1);
    for (call, told_of) in [
        (disable_classes(&[class]), vec![2, 3]),
        (enable_classes(&[class]), vec![1, SECOND_INSTANCE]),
        (disable_instances(&[instance(SECOND_INSTANCE)]), vec![1, 2, 3]),
    ] {
        let (mut hand, requester) = veto::begin(Config::default(), None);
        hand.accept(requester, calls::INITIALIZE);
        let shown = format!("{call:?}");
        hand.accept(requester, call);
        hand.accept(requester, calls::GATHER);
        assert_eq!(told(&hand), told_of, "{shown}");
    }
}

#[test]
fn what_comes_after_gather_writer_metadata_has_no_effect() {
    let calls =
        [enable_classes(&classes(&[2])), disable_classes(&classes(&[1])), disable_instances(&[instance(1)])];
    for (kind, name) in PhaseKind::NAMES {
        // Before it is called they count, in whatever state: also once a set is started.
        let before = matches!(
            kind,
            PhaseKind::New
                | PhaseKind::Initialized
                | PhaseKind::Importing
                | PhaseKind::Imported
                | PhaseKind::Reverting
        );
        for call in &calls {
            let (mut hand, requester) = bring(&Stage::default(), *kind, Way::USUAL);
            let world = hand.world.clone();
            let result = hand.backup_call(requester, call.clone());
            if *kind == PhaseKind::New || kind.is_restore() {
                assert_eq!(result.code, Hresult::VSS_E_BAD_STATE, "{name}");
                continue;
            }
            assert_eq!(result.code, Hresult::S_OK, "{name}");
            assert_eq!(world.same(&hand.world), !before, "{name}");
        }
    }
    for call in calls {
        let (mut hand, requester) = bring(&Stage::default(), PhaseKind::SetStarted, Way::UNGATHERED);
        let digest = hand.world.digest();
        hand.accept(requester, call);
        assert_ne!(hand.world.digest(), digest, "what is said of writers is part of the situation");
        hand.effects.clear();
        hand.accept(requester, calls::GATHER);
        assert_eq!(told(&hand), [2]);
    }
    // A gathering that was cancelled was called all the same.
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Gathering, Way::USUAL);
    let object = *hand.world.open.asyncs.keys().max().expect("it was begun");
    hand.begin_async_call(object, vss_sim::api::AsyncCall::Cancel {});
    let world = hand.world.clone();
    hand.accept(requester, disable_classes(&classes(&[1])));
    assert!(world.same(&hand.world));
}

#[test]
fn another_object_takes_every_writer() {
    let (mut hand, requester) = initialized();
    hand.accept(requester, disable_classes(&classes(&[1, 2, 3])));
    let other = hand.create(stage::OTHER);
    walk(&mut hand, other, PhaseKind::Gathered, Way { adds_component: false, ..Way::USUAL });
    assert_eq!(told(&hand), [1, 2, 3]);
}

/// The three methods with an array and a count.
fn with_array(ids: Option<Vec<Guid>>, count: u32) -> [BackupCall; 3] {
    let ids = GuidArray(ids);
    [
        BackupCall::EnableWriterClasses { rgWriterClassId: ids.clone(), cClassId: count },
        BackupCall::DisableWriterClasses { rgWriterClassId: ids.clone(), cClassId: count },
        BackupCall::DisableWriterInstances { rgWriterInstanceId: ids, cInstanceId: count },
    ]
}

#[test]
fn an_array_that_is_not_what_its_count_says_is_refused_with_a_code_of_the_page() {
    let both = || Some(vec![Guid(1), Guid(2)]);
    for (ids, count) in
        [(None, 0), (None, 1), (Some(vec![]), 0), (both(), 0), (both(), 3), (both(), u32::MAX)]
    {
        for kind in [PhaseKind::Initialized, PhaseKind::Gathered] {
            for call in with_array(ids.clone(), count) {
                let (mut hand, requester) = bring(&Stage::default(), kind, Way::USUAL);
                let world = hand.world.clone();
                let shown = format!("{call:?}");
                assert_eq!(hand.backup_call(requester, call).code, Hresult::VSS_E_UNEXPECTED, "{shown}");
                assert!(world.same(&hand.world), "{shown}");
            }
        }
    }
    // A smaller count leaves out what stands behind it.
    let (mut hand, requester) = initialized();
    let [enable, ..] = with_array(Some(classes(&[1, 2])), 1);
    hand.accept(requester, enable);
    hand.accept(requester, calls::GATHER);
    assert_eq!(told(&hand), [1]);
}

/// The methods whose pages name `E_ACCESSDENIED` refuse a process without rights, and the others do not.
#[test]
fn a_process_without_rights_is_refused_where_the_page_says_so() {
    let Some(interface) = spec::interface("IVssBackupComponents.json") else { return };
    let (mut denied, mut others) = (0, 0);
    for method in spec::list(&interface, "methods") {
        let name = spec::text(method, "name");
        let mut hand = Hand::new(stage().world());
        // No process without rights can make an object, so that one is put there.
        let requester = RequesterId(7);
        let held = Requester { process: stage::UNPRIVILEGED, state: RequesterState::New };
        hand.world.machines.edit(|machines| {
            let machine = machines.get_mut(&MACHINE).expect("the machine");
            machine.edit(|machine| machine.requesters.insert(requester, Shared::new(held)))
        });
        let Some(call) = calls::valid(&hand.world, requester, name) else { continue };
        let names_it = spec::list(method, "returns").iter().any(|row| row["code"] == "E_ACCESSDENIED");
        let world = hand.world.clone();
        let code = hand.backup_call(requester, call).code;
        assert_eq!(code == Hresult::E_ACCESSDENIED, names_it, "{name} gave {code}");
        if names_it {
            denied += 1;
            assert!(world.same(&hand.world), "{name}");
        } else {
            others += 1;
        }
    }
    assert_eq!((denied, others), (19, 29));
}
