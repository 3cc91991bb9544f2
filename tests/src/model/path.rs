//! The way of a requester's object to each of the states of a backup and of a restore.

use vss_sim::api::RequesterId;
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{Hresult, SnapshotContext, VolumeSnapshotAttributes};
use vss_sim::world::{Answer, Participant};

use super::calls::{
    ABORT, COMPLETE, GATHER, INITIALIZE, OnRequester, PREPARE, SNAPSHOT, START, STATUS, add_component,
    add_volume, set_backup_state, set_context,
};
use super::hand::Hand;
use super::restore;
use super::stage::{self, Stage};

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
}

impl Way {
    /// The usual one.
    pub const USUAL: Self = Self {
        gathers: true,
        adds_component: true,
        starts_set: true,
        sets_backup_state: true,
        context: None,
    };
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
    let mut hand = Hand::new(stage.world());
    let earlier = hand.create(stage::OTHER);
    walk(&mut hand, earlier, PhaseKind::SnapshotDone, Way::WITHOUT_WRITERS);
    hand.effects.clear();
    let requester = hand.create(stage::REQUESTING);
    walk(&mut hand, requester, to, way);
    (hand, requester)
}

/// Walks an object that was just made into a state.
///
/// # Panics
/// The way does not lead there.
pub fn walk(hand: &mut Hand, requester: RequesterId, to: PhaseKind, way: Way) {
    if to == PhaseKind::SnapshotFailed {
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
            hand.accept(requester, restore::initialize(restore::DOCUMENT));
            hand.accept(requester, STATUS);
        }
        PhaseKind::RestoreGathered if way.gathers && way.adds_component => {
            hand.accept(requester, restore::select(1, 0, true));
        }
        PhaseKind::Initialized => {
            hand.accept(requester, INITIALIZE);
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
        | PhaseKind::Postrestored => {}
    }
}
