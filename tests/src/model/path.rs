//! The way of a requester's object to each of the states of a backup and of a restore.

use vss_sim::api::{BackupCall, OutPtr, RequesterId, ShadowCopyCall, Value};
use vss_sim::machines::{Machine, PhaseKind};
use vss_sim::vocabulary::{Hresult, ProviderType, SnapshotContext, Text, VolumeSnapshotAttributes};
use vss_sim::world::{Answer, Participant};

use super::calls::{
    ABORT, COMPLETE, GATHER, OnRequester, PREPARE, SAVE, SNAPSHOT, START, STATUS, add_component, add_volume,
    add_volume_by, finished_copy, set_backup_state, set_context,
};
use super::hand::Hand;
use super::stage::{self, Stage};
use super::{restore, shadow_copies};

/// How a requester goes about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Whether writer metadata is gathered.
    pub gathers: bool,
    /// Whether a component is added.
    pub adds_component: bool,
    /// Whether a shadow copy set is started.
    pub starts_set: bool,
    /// Whether `SetBackupState` is called.
    pub sets_backup_state: bool,
    /// The context that is set, if one is.
    pub context: Option<SnapshotContext>,
    /// Whether the document it begins with is that of a transportable set which another object has made.
    pub imports: bool,
}

impl Way {
    /// The usual one.
    pub const USUAL: Self = Self {
        gathers: true,
        adds_component: true,
        starts_set: true,
        sets_backup_state: true,
        context: None,
        imports: false,
    };
    /// With the document of a transportable set.
    pub const IMPORTING: Self = Self { imports: true, ..Self::USUAL };
    /// That of the object which was there before: its shadow copy stays.
    const EARLIER: Self =
        Self { context: Some(SnapshotContext::VSS_CTX_NAS_ROLLBACK), ..Self::WITHOUT_WRITERS };
    /// Without a shadow copy set.
    pub const WITHOUT_SET: Self = Self { starts_set: false, ..Self::USUAL };
    /// Without gathering.
    pub const UNGATHERED: Self = Self { gathers: false, adds_component: false, ..Self::USUAL };
    /// With the context set that holds by default.
    pub const CONTEXT_SET: Self = Self { context: Some(SnapshotContext::VSS_CTX_BACKUP), ..Self::USUAL };
    /// In a context without writers.
    pub const WITHOUT_WRITERS: Self = Self {
        gathers: false,
        adds_component: false,
        sets_backup_state: false,
        context: Some(SnapshotContext(VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NO_WRITERS.0)),
        ..Self::USUAL
    };
}

/// The states in the order of a backup that goes well.
const ORDER: &[PhaseKind] = &[
    PhaseKind::New,
    PhaseKind::Initialized,
    PhaseKind::Gathering,
    PhaseKind::Gathered,
    PhaseKind::SetStarted,
    PhaseKind::Preparing,
    PhaseKind::Prepared,
    PhaseKind::Snapshotting,
    PhaseKind::SnapshotDone,
    PhaseKind::Completing,
    PhaseKind::Completed,
];

/// The states in the order of a restore.
const RESTORE_ORDER: &[PhaseKind] = &[
    PhaseKind::New,
    PhaseKind::RestoreInitialized,
    PhaseKind::RestoreGathering,
    PhaseKind::RestoreGathered,
    PhaseKind::Prerestoring,
    PhaseKind::Prerestored,
    PhaseKind::Postrestoring,
    PhaseKind::Postrestored,
];

/// Brings a new object into a state. Another object has made a shadow copy before that, and writer status was
/// gathered once, so that there is something to be asked for; in the pending states nothing has been done yet.
///
/// # Panics
/// The way does not lead there.
#[must_use]
pub fn bring(stage: &Stage, to: PhaseKind, way: Way) -> (Hand, RequesterId) {
    let wants_luns =
        way.imports || matches!(to, PhaseKind::Importing | PhaseKind::Imported | PhaseKind::Recovering);
    let mut stage = stage.clone();
    let is_hardware = |kind: &ProviderType| *kind == ProviderType::VSS_PROV_HARDWARE;
    if wants_luns && !stage.providers.iter().any(is_hardware) {
        stage.providers.push(ProviderType::VSS_PROV_HARDWARE);
    } else if to == PhaseKind::Reverting && stage.providers.iter().all(is_hardware) {
        stage.providers.push(ProviderType::VSS_PROV_SYSTEM);
    }
    // Hardware providers come first: there is to be a shadow copy of another, too, as none of theirs can be reverted to.
    let other = stage.providers.iter().position(|kind| !is_hardware(kind));
    let both = (wants_luns || to == PhaseKind::Reverting) && stage.providers.iter().any(is_hardware);
    let second =
        other.filter(|_| both).and_then(|place| u32::try_from(place + 1).ok()).map(stage::provider_guid);
    let mut hand = Hand::new(stage.world());
    let earlier = hand.create(stage::OTHER);
    walk(&mut hand, earlier, PhaseKind::SnapshotDone, Way::EARLIER);
    if let Some(provider) = second {
        let other = hand.create(stage::OTHER);
        walk(&mut hand, other, PhaseKind::Initialized, Way::EARLIER);
        for call in [START, add_volume_by(1, provider)] {
            hand.accept(other, call);
        }
        hand.begin_async(other, SNAPSHOT);
        hand.settle();
    }
    hand.effects.clear();
    // What is imported comes from another machine, where there is one.
    let there = stage.neighbour && matches!(to, PhaseKind::Importing | PhaseKind::Imported);
    let requester = hand.create(if there { stage::REQUESTING_THERE } else { stage::REQUESTING });
    walk(&mut hand, requester, to, way);
    (hand, requester)
}

/// Walks an object that was just made into a state.
///
/// # Panics
/// The way does not lead there.
pub fn walk(hand: &mut Hand, requester: RequesterId, to: PhaseKind, way: Way) {
    if matches!(to, PhaseKind::Importing | PhaseKind::Imported) {
        walk_on(hand, requester, PhaseKind::Initialized, Way { imports: true, ..way });
        hand.begin_async(requester, ShadowCopyCall::ImportSnapshots { ppAsync: OutPtr::Given });
        if to == PhaseKind::Imported {
            hand.settle();
        }
    } else if to == PhaseKind::Reverting {
        walk_on(hand, requester, PhaseKind::Initialized, way);
        let copy = shadow_copies::copy_to_revert_to(&hand.world);
        hand.begin_backup_call(requester, shadow_copies::revert(copy));
        // The revert begins when the provider has agreed.
        while hand.phase(requester) != to {
            assert!(hand.go_on(|_, _| true), "nothing is reverted");
        }
    } else if to == PhaseKind::Recovering {
        walk_on(hand, requester, PhaseKind::RestoreInitialized, way);
        let copy = finished_copy(&hand.world);
        hand.accept(requester, shadow_copies::add_to_recovery(copy));
        hand.begin_async(requester, shadow_copies::recover());
    } else if to == PhaseKind::SnapshotFailed {
        walk_on(hand, requester, PhaseKind::Snapshotting, way);
        let answer = Answer::Provider { code: Hresult::VSS_E_PROVIDER_VETO, supported: true };
        for machine in hand.world.machines.values() {
            let all = machine.providers.keys().map(|id| (Participant::Provider(*id), "CommitSnapshots"));
            hand.answers.extend(all.map(|at| (at, answer.clone())));
        }
        hand.settle();
        hand.answers.clear();
    } else if to == PhaseKind::Aborted {
        walk_on(hand, requester, PhaseKind::Prepared, way);
        hand.accept(requester, ABORT);
    } else {
        walk_on(hand, requester, to, way);
    }
    assert_eq!(hand.phase(requester), to, "{way:?}");
}

fn walk_on(hand: &mut Hand, requester: RequesterId, to: PhaseKind, way: Way) {
    let order = if to.is_restore() { RESTORE_ORDER } else { ORDER };
    let end = order.iter().position(|kind| *kind == to).expect("a state of the order");
    for kind in order.iter().take(end + 1) {
        enter(hand, requester, *kind, way, *kind == to);
    }
}

/// The calls that lead into a state from the one before it; `stop` leaves the operation as it was begun.
fn enter(hand: &mut Hand, requester: RequesterId, kind: PhaseKind, way: Way, stop: bool) {
    let no_writers = VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NO_WRITERS.0;
    let with_writers = way.context.is_none_or(|context| context.0 & no_writers == 0);
    let mut begin = |call: OnRequester| {
        hand.begin_async(requester, call);
        if !stop {
            hand.settle();
        }
    };
    match kind {
        PhaseKind::Gathering if way.gathers => begin(GATHER.into()),
        PhaseKind::Preparing if with_writers && way.gathers => begin(PREPARE.into()),
        PhaseKind::Snapshotting if way.starts_set => begin(SNAPSHOT.into()),
        PhaseKind::Completing if with_writers => begin(COMPLETE.into()),
        PhaseKind::RestoreGathering if way.gathers => begin(GATHER.into()),
        PhaseKind::Prerestoring => begin(restore::PRE_RESTORE.into()),
        PhaseKind::Postrestoring => begin(restore::POST_RESTORE.into()),
        PhaseKind::RestoreInitialized => {
            hand.accept(requester, restore::initialize(&restore_document(hand)));
            hand.accept(requester, STATUS);
        }
        PhaseKind::RestoreGathered if way.gathers && way.adds_component => {
            hand.accept(requester, restore::select(1, 0, true));
        }
        PhaseKind::Initialized => {
            let document = way.imports.then(|| transportable_document(hand));
            hand.accept(requester, BackupCall::InitializeForBackup { bstrXML: document });
            if let Some(context) = way.context {
                hand.accept(requester, set_context(context));
            }
            if with_writers {
                hand.accept(requester, STATUS);
            }
            if way.sets_backup_state {
                hand.accept(requester, set_backup_state(true));
            }
        }
        PhaseKind::Gathered if way.adds_component => {
            hand.accept(requester, add_component(1, 0));
        }
        PhaseKind::SetStarted if way.starts_set => {
            hand.accept(requester, START);
            hand.accept(requester, add_volume(0));
        }
        // Nothing is called, whether because the way leaves it out or because the state follows by itself.
        PhaseKind::New
        | PhaseKind::Gathering
        | PhaseKind::Gathered
        | PhaseKind::SetStarted
        | PhaseKind::Preparing
        | PhaseKind::Prepared
        | PhaseKind::Snapshotting
        | PhaseKind::SnapshotDone
        | PhaseKind::SnapshotFailed
        | PhaseKind::Completing
        | PhaseKind::Completed
        | PhaseKind::Aborted
        | PhaseKind::RestoreGathering
        | PhaseKind::RestoreGathered
        | PhaseKind::Prerestored
        | PhaseKind::Postrestored
        | PhaseKind::Importing
        | PhaseKind::Imported
        | PhaseKind::Reverting
        | PhaseKind::Recovering => {}
    }
}

/// The document of a restore: on a stage with LUNs also that of the finished shadow copy set.
fn restore_document(hand: &Hand) -> String {
    let hardware = |machine: &Machine| {
        machine.providers.values().any(|held| held.registration.kind == ProviderType::VSS_PROV_HARDWARE)
    };
    let set = shadow_copies::finished_set(&hand.world);
    if hand.world.machines.values().any(|machine| hardware(machine)) {
        let id = format!(r#"snapshotSetId="{set}" bootable"#);
        restore::DOCUMENT.replacen("bootable", &id, 1)
    } else {
        restore::DOCUMENT.to_owned()
    }
}

/// Another object makes a transportable set with the usual component, and saves its document.
fn transportable_document(hand: &mut Hand) -> Text {
    let maker = hand.create(stage::OTHER);
    let transportable = VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_TRANSPORTABLE.0;
    let way = Way { context: Some(SnapshotContext(transportable)), ..Way::USUAL };
    walk(hand, maker, PhaseKind::SnapshotDone, way);
    let saved = hand.accept(maker, SAVE);
    let text = saved
        .values
        .iter()
        .find_map(|(_, value)| if let Value::Text(text) = value { Some(text.clone()) } else { None });
    hand.effects.clear();
    text.expect("the document is a text")
}
