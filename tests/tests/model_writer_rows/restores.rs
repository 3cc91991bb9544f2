//! The rows of a writer in a restore.

use vss_sim::api::{RequesterId, WriterId};
use vss_sim::vocabulary::WriterState;
use vss_sim::world::Config;
use vss_sim::world::readings::ShutdownAfterRestore;
use vss_tests::model::asked::Status;
use vss_tests::model::calls::{self, OnRequester};
use vss_tests::model::hand::Hand;
use vss_tests::model::restore;
use vss_tests::model::stage;
use vss_tests::model::veto::{self, How, Veto};

use super::Row;
use super::plays::left_behind;
use super::reach::{Backup, WRITER};

/// A restore of the writer's first component, through its PreRestore or PostRestore, in which a handler may fail.
fn restored(hand: &mut Hand, last: &str, fails: Option<(&'static str, How)>) -> RequesterId {
    let requester = hand.create(stage::REQUESTING);
    let mut veto = fails.map(|(handler, how)| Veto::new(WriterId(WRITER), handler, how));
    let steps: [(&str, OnRequester); 5] = [
        ("InitializeForRestore", restore::initialize(restore::DOCUMENT).into()),
        ("GatherWriterMetadata", calls::GATHER.into()),
        ("SetSelectedForRestore", restore::select(WRITER, 0, true).into()),
        ("PreRestore", restore::PRE_RESTORE.into()),
        ("PostRestore", restore::POST_RESTORE.into()),
    ];
    for (name, call) in steps {
        hand.begin_backup_call(requester, call);
        match &mut veto {
            Some(veto) => veto.settle(hand),
            None => hand.settle(),
        }
        if name == last {
            break;
        }
    }
    requester
}

fn status(hand: &Hand, requester: RequesterId) -> Status {
    hand.world.writer(WriterId(WRITER)).expect("the writer is there").1.status(requester).state_and_failure()
}

/// A writer that a restore has left failed: its object is released.
pub(crate) fn failed_restore(handler: &'static str) -> Backup {
    let mut hand = veto::cast(Config::default(), None);
    let requester = restored(&mut hand, "PostRestore", Some((handler, How::False)));
    hand.accept(requester, calls::RELEASE);
    Backup::of(hand, requester, &[WRITER], None)
}

/// A restore begins a session of its own, whatever the state that an earlier one has left.
pub(crate) fn play_pre_restore(row: &Row<'_>) {
    for end in row.ends() {
        let mut hand = if row.from() == WriterState::VSS_WS_STABLE {
            veto::cast(Config::default(), None)
        } else {
            left_behind(row.from()).hand
        };
        let requester = restored(&mut hand, "PreRestore", end.map(|how| ("OnPreRestore", how)));
        assert_eq!(status(&hand, requester), row.status(end), "{end:?}: {}", row.shown());
    }
}

pub(crate) fn play_post_restore(row: &Row<'_>) {
    assert_eq!(row.from(), WriterState::VSS_WS_STABLE);
    for end in row.ends() {
        let mut hand = veto::cast(Config::default(), None);
        let requester = restored(&mut hand, "PostRestore", end.map(|how| ("OnPostRestore", how)));
        assert_eq!(status(&hand, requester), row.status(end), "{end:?}: {}", row.shown());
    }
}

/// A restore ends with a BackupShutdown under one reading only.
pub(crate) fn play_shutdown_after_restore(row: &Row<'_>) {
    let handler = if row.from() == WriterState::VSS_WS_FAILED_AT_PRE_RESTORE {
        "OnPreRestore"
    } else {
        "OnPostRestore"
    };
    for reading in [ShutdownAfterRestore::NotRaised, ShutdownAfterRestore::Raised] {
        let mut config = Config::default();
        config.readings.restore.shutdown_after_restore = reading;
        let mut hand = veto::cast(config, None);
        let requester = restored(&mut hand, "PostRestore", Some((handler, How::False)));
        let failure = status(&hand, requester);
        assert_eq!(failure.0, row.from());
        hand.effects.clear();
        hand.accept(requester, calls::RELEASE);
        let told = veto::events(&hand, WRITER) == ["OnBackupShutdown"];
        assert_eq!(told, reading == ShutdownAfterRestore::Raised, "{}", row.shown());
        let after = Backup::of(hand, requester, &[WRITER], None);
        assert_eq!(after.status_for_others(), failure, "{}", row.shown());
    }
}
