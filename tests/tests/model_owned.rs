//! A world that is given away takes the same steps, and what nobody else holds of it is changed in place.

use std::sync::Arc;

use vss_sim::api::{
    ActivationId, BackupCall, Call, CallId, Caller, ComponentCall, ComponentRef, CreateMetadataCall, DocRef,
    In, RequesterId, WriterId,
};
use vss_sim::documents::{BackupComponents, WriterComponents};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{ComponentFlags, ComponentType, Hresult};
use vss_sim::world::{Event, IdAllocator, Outcome, Participant, Step, Window, World, step, step_owned};
use vss_tests::model::calls;
use vss_tests::model::dice::{Seeded, event};
use vss_tests::model::path::{Way, bring};
use vss_tests::model::stage::{self, Stage};

/// How many sequences of events are played, and how long each is.
const SEQUENCES: u64 = 500;
const LENGTH: usize = 60;

/// A world with a backup in a state; made anew, it shares nothing with another.
fn world(ids: IdAllocator, seed: u64) -> World {
    let kinds = PhaseKind::NAMES;
    let (kind, _) = kinds[usize::try_from(seed).unwrap() % kinds.len()];
    bring(&Stage { ids, ..Stage::default() }, kind, Way::USUAL).0.world
}

#[test]
fn a_world_given_away_takes_the_same_steps() {
    for seed in 0..SEQUENCES {
        let ids = if seed % 2 == 0 { IdAllocator::LowestFree } else { IdAllocator::Fresh(1) };
        let (mut kept, mut own) = (world(ids, seed), world(ids, seed));
        // Where the effects are kept, they hold parts of the world, which may then not change under them.
        let keeps_effects = seed % 3 == 0;
        let (mut effects, mut own_effects) = (Vec::new(), Vec::new());
        let mut dice = Seeded(seed);
        for number in 0..LENGTH {
            let event = event(&kept, &dice.throw());
            let taken = step(&kept, &event);
            let mut own_taken = step_owned(own, &event);
            assert_eq!(own_taken.outcome, taken.outcome, "seed {seed}, event {number}: {event:?}");
            assert_eq!(own_taken.effects, taken.effects, "seed {seed}, event {number}: {event:?}");
            assert_eq!(
                own_taken.next.digest(),
                taken.next.digest(),
                "seed {seed}, event {number}: {event:?}"
            );
            // A change that a digest kept from before hides would show in the contents.
            if number % 8 == 7 {
                assert_eq!(format!("{:?}", own_taken.next), format!("{:?}", taken.next), "seed {seed}");
            }
            if keeps_effects {
                effects.extend(taken.effects);
                own_effects.append(&mut own_taken.effects);
            }
            (kept, own) = (taken.next, own_taken.next);
        }
        assert_eq!(own_effects, effects, "seed {seed}");
    }
}

/// Takes a call in a world that is given away.
fn call(world: World, by: Caller, call: Call, expected: Hresult) -> World {
    let Step { next, outcome, .. } = step_owned(world, &Event::Call { id: CallId(9_999), by, call });
    assert!(matches!(&outcome, Outcome::Returned(result) if result.code == expected), "{outcome:?}");
    next
}

fn backup_call(world: World, requester: RequesterId, made: BackupCall, expected: Hresult) -> World {
    let by = Caller { process: stage::REQUESTING, within: None };
    call(world, by, Call::Backup(requester, made), expected)
}

fn document(world: &World, requester: RequesterId) -> &Arc<BackupComponents> {
    &world.requester(requester).unwrap().1.session().unwrap().document
}

/// Where a document and the parts of its writers lie in memory.
fn places(document: &Arc<BackupComponents>) -> (*const BackupComponents, Vec<*const WriterComponents>) {
    (Arc::as_ptr(document), document.writers().iter().map(Arc::as_ptr).collect())
}

#[test]
fn a_document_that_nobody_else_holds_is_changed_in_place() {
    let (hand, requester) = bring(&Stage::default(), PhaseKind::Gathered, Way::USUAL);
    let world = backup_call(hand.world, requester, calls::add_component(2, 0), Hresult::S_OK);
    let before = places(document(&world, requester));
    let world = backup_call(world, requester, calls::add_component(2, 1), Hresult::S_OK);
    assert_eq!(places(document(&world, requester)), before);
    let contents = format!("{:?}", document(&world, requester));
    let code = Hresult::VSS_E_OBJECT_ALREADY_EXISTS;
    let world = backup_call(world, requester, calls::add_component(2, 1), code);
    assert_eq!(places(document(&world, requester)), before);
    assert_eq!(format!("{:?}", document(&world, requester)), contents);
}

#[test]
fn a_document_that_another_world_holds_is_copied() {
    let (hand, requester) = bring(&Stage::default(), PhaseKind::Gathered, Way::USUAL);
    let kept = hand.world.clone();
    let (before, contents) = (places(document(&kept, requester)), format!("{kept:?}"));
    let world = backup_call(hand.world, requester, calls::add_component(1, 1), Hresult::S_OK);
    let after = places(document(&world, requester));
    assert!(after.0 != before.0 && after.1 != before.1);
    assert_eq!(format!("{kept:?}"), contents);
}

/// A world in which a handler of the first writer runs, and nothing else holds what it may change.
fn in_handler(from: PhaseKind, event: &str) -> (World, ActivationId) {
    let (mut hand, _) = bring(&Stage::default(), from, Way::USUAL);
    let id = hand.until_running(Participant::Writer(WriterId(1)), event);
    (hand.world, id)
}

/// Where what a handler may change lies in memory.
fn window(world: &World, id: ActivationId) -> *const () {
    match &world.open.activations[&id].window {
        Window::Closed => panic!("there is nothing to change"),
        Window::Identify(builder) => Arc::as_ptr(builder).cast(),
        Window::Components(part) => Arc::as_ptr(part).cast(),
    }
}

#[test]
fn what_a_handler_writes_is_written_in_place() {
    let add = |name: &str| {
        Call::Create(CreateMetadataCall::AddComponent {
            ct: ComponentType::VSS_CT_FILEGROUP,
            wszLogicalPath: None,
            wszComponentName: In(Some(name.into())),
            wszCaption: None,
            pbIcon: None,
            bRestoreMetadata: false,
            bNotifyOnBackupComplete: false,
            bSelectable: true,
            bSelectableForRestore: false,
            dwComponentFlags: ComponentFlags::default(),
        })
    };
    let (mut world, id) = in_handler(PhaseKind::Gathering, "OnIdentify");
    let before = window(&world, id);
    let by = Caller { process: stage::WRITING, within: Some(id) };
    for (name, code) in
        [("first", Hresult::S_OK), ("second", Hresult::S_OK), ("first", Hresult::VSS_E_OBJECT_ALREADY_EXISTS)]
    {
        world = call(world, by, add(name), code);
        assert_eq!(window(&world, id), before, "{name}");
    }

    let (world, id) = in_handler(PhaseKind::Preparing, "OnPrepareBackup");
    let by = Caller { process: stage::WRITING, within: Some(id) };
    let at = ComponentRef { doc: DocRef::Handler(id), writer: 0, component: 0, epoch: 0 };
    let stamp = |text: &str| {
        Call::Component(at, ComponentCall::SetBackupStamp { wszBackupStamp: In(Some(text.into())) })
    };
    // The requester's document holds the part until the handler writes into one of its own.
    let shared = window(&world, id);
    let world = call(world, by, stamp("first"), Hresult::S_OK);
    let own = window(&world, id);
    assert_ne!(own, shared);
    let world = call(world, by, stamp("second"), Hresult::S_OK);
    assert_eq!(window(&world, id), own);
}
