//! How each kind of row is played.

use vss_sim::api::{ProviderId, RequesterId, WriterId};
use vss_sim::machines::{PhaseKind, WriterEvent};
use vss_sim::vocabulary::{HeaderEnum, Hresult, WriterState};
use vss_sim::world::readings::AbortAfterPrepareSnapshot::{NotSent, Sent};
use vss_sim::world::{Answer, Config, Event, Participant, ProcessEvent, Run};
use vss_tests::model::asked::statuses;
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, walk};
use vss_tests::model::seen::Point;
use vss_tests::model::stage;
use vss_tests::model::veto::{self, How, SHORT_WINDOW};

use super::Row;
use super::reach::{Backup, FAILURES, WRITER, reach};
use super::restores::failed_restore;

/// The handler of an event.
fn handler(event: &str) -> &'static str {
    let found = WriterEvent::ALL.iter().find(|known| format!("{known:?}") == event);
    found.unwrap_or_else(|| panic!("what is {event}?")).handler()
}

/// An event of a creation or of its completion.
pub(crate) fn play_event(row: &Row<'_>) {
    let handler = handler(row.on);
    for end in row.ends() {
        // The page's reading is the table's: no Abort of its own after a failure in PrepareForSnapshot.
        let mut backup = Backup::new(NotSent, end.map(|how| (handler, how)));
        if row.from() == WriterState::VSS_WS_STABLE && row.on == "BackupComplete" {
            backup = backup.without_set();
        }
        let own = Participant::Writer(WriterId(WRITER));
        let begun = backup.until(handler, |at| at.seen.has(own, handler, Point::Begun));
        assert_eq!(begun.status().0, row.from(), "{}", row.shown());
        let mut handled = begun.until_handled(handler);
        assert_eq!(handled.status(), row.status(end), "{end:?}: {}", row.shown());
        handled.settle();
        let aborted = handled.events().contains(&"OnAbort");
        if end.is_some() {
            assert_eq!(aborted, row.has("Abort event") && !row.has("no Abort event"), "{}", row.shown());
        }
        if row.on == "PrepareForSnapshot" && end.is_some() {
            let mut sent = Backup::new(Sent, end.map(|how| (handler, how))).until_handled(handler);
            sent.settle();
            assert!(sent.events().contains(&"OnAbort"), "a capture says otherwise, and is the default");
            assert_eq!(sent.status(), row.status(end));
        }
    }
}

/// A writer that another backup has left in a state, and an object for the next one.
pub(crate) fn left_behind(state: WriterState) -> Backup {
    let mut backup = match state {
        WriterState::VSS_WS_FAILED_AT_PRE_RESTORE => failed_restore("OnPreRestore"),
        WriterState::VSS_WS_FAILED_AT_POST_RESTORE => failed_restore("OnPostRestore"),
        WriterState::VSS_WS_FAILED_AT_IDENTIFY => {
            Backup::new(Sent, Some(("OnIdentify", How::False))).through("GatherWriterMetadata")
        }
        WriterState::VSS_WS_FAILED_AT_BACKUPSHUTDOWN => {
            Backup::new(Sent, Some(("OnBackupShutdown", How::False))).through("Release")
        }
        other => reach(other),
    };
    backup.settle();
    let released = backup.hand.world.requester(backup.requester).is_none();
    // A failure is left by a backup that is over; the other states are those of one that goes on.
    if state.name().is_some_and(|name| name.contains("FAILED")) && !released {
        backup.make(calls::RELEASE);
    }
    if state.name().is_some_and(|name| name.contains("FAILED"))
        && state != WriterState::VSS_WS_FAILED_AT_IDENTIFY
    {
        // C2-075: it can be seen until the next session begins.
        assert_eq!(backup.status_for_others(), (state, Hresult::VSS_E_WRITERERROR_NONRETRYABLE));
    }
    backup
}

pub(crate) fn play_prepare_for_backup(row: &Row<'_>) {
    for end in row.ends() {
        let veto = end.map(|how| ("OnPrepareBackup", how));
        let mut backup = if row.from() == WriterState::VSS_WS_STABLE {
            Backup::new(Sent, veto)
        } else {
            let mut hand = left_behind(row.from()).hand;
            let next = hand.create(stage::REQUESTING);
            hand.effects.clear();
            // The other backup may hold the set.
            Backup::of(hand, next, &[WRITER], veto).without_set()
        };
        backup = backup.through("PrepareForBackup");
        assert_eq!(backup.status(), row.status(end), "{end:?}: {}", row.shown());
        assert!(!backup.events().contains(&"OnAbort"), "{}", row.shown());
        if row.has("earlier failure forgotten")
            && row.from() != WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE
        {
            backup.make(calls::RELEASE);
            assert_eq!(backup.status_for_others(), (WriterState::VSS_WS_STABLE, Hresult::S_OK));
        }
    }
}

pub(crate) fn play_window(row: &Row<'_>) {
    let mut backup = Backup::new(Sent, Some(("OnThaw", How::NeverCalled)));
    backup = backup.until("frozen", |at| at.status().0 == row.from()).until_handled("OnThaw");
    backup.settle();
    assert_eq!(backup.status(), (row.to(), Hresult::VSS_E_WRITERERROR_TIMEOUT), "{SHORT_WINDOW:?}");
    assert!(row.has("Abort event") && row.has("VSS_E_WRITERERROR_TIMEOUT"));
    assert!(backup.events().contains(&"OnAbort") && !backup.events().contains(&"OnThaw"));
}

/// AbortBackup reaches a session in the row's state.
pub(crate) fn play_abort(row: &Row<'_>) {
    let mut backup = reach(row.from());
    let failure = backup.status().1;
    backup.make(calls::ABORT);
    assert_eq!(backup.events(), ["OnAbort"], "{}", row.shown());
    assert_eq!(backup.status(), (row.to(), failure), "{}", row.shown());
    if row.has("no further event") {
        backup.make(calls::RELEASE);
        assert_eq!(backup.events(), ["OnBackupShutdown"]);
    }
}

/// AbortBackup, and the failure of a provider, after PostSnapshot.
pub(crate) fn play_no_abort(row: &Row<'_>) {
    assert!(row.has("OnAbort is not called"));
    let mut backup = reach(row.from());
    backup.settle();
    let failure = backup.status();
    backup.make(calls::ABORT);
    assert_eq!((backup.events(), backup.status()), (vec![], failure), "{}", row.shown());
    backup.make(calls::RELEASE);
    assert_eq!(backup.events(), ["OnBackupShutdown"], "{}", row.shown());
    if row.from() == WriterState::VSS_WS_FAILED_AT_BACKUP_COMPLETE {
        return;
    }
    // The set fails when the writer has handled PostSnapshot.
    let mut backup = reach(row.from());
    let provider = Participant::Provider(ProviderId(1));
    let fails = Answer::Provider { code: Hresult::VSS_E_PROVIDER_VETO, supported: true };
    backup.hand.answers.insert((provider, "PostFinalCommitSnapshots"), fails);
    backup.hand.effects.clear();
    backup.settle();
    assert_eq!(backup.hand.phase(backup.requester).name(), "SNAPSHOT_FAILED");
    assert!(!backup.events().contains(&"OnAbort"), "{}", row.shown());
    assert_eq!(backup.status(), failure, "{}", row.shown());
}

pub(crate) fn play_backup_shutdown(row: &Row<'_>) {
    let from = row.from();
    match from {
        WriterState::VSS_WS_FAILED_AT_IDENTIFY => {
            // It is in no list, takes no part, and is not told of the end; nothing shows the failure.
            let mut backup = left_behind(from);
            assert!(!backup.events().contains(&"OnBackupShutdown"));
            backup.hand.settle();
            assert_eq!(backup.status_for_others(), (WriterState::VSS_WS_STABLE, Hresult::S_OK));
        }
        WriterState::VSS_WS_FAILED_AT_BACKUPSHUTDOWN => {
            // The shutdown of a backup in which it takes no part leaves its failure.
            let before = left_behind(from);
            let mut hand = before.hand.clone();
            let next = hand.create(stage::REQUESTING);
            let over = Backup::of(hand, next, &[2], None).through("Release");
            assert_eq!(over.status_for_others(), before.status_for_others(), "{}", row.shown());
        }
        _ => {
            for end in row.ends() {
                shut_down(row, end);
            }
        }
    }
}

/// The object is released while the writer's session is in the row's state.
fn shut_down(row: &Row<'_>, end: Option<How>) {
    let from = row.from();
    let mut backup = match end {
        None => reach(from),
        Some(how) => {
            let backup = Backup::new(Sent, Some(("OnBackupShutdown", how)));
            let stable = from == WriterState::VSS_WS_STABLE;
            if stable {
                backup.through("PrepareForBackup")
            } else {
                backup.until(row.from, |at| at.status().0 == from)
            }
        }
    };
    let failure = backup.status();
    let made =
        matches!(backup.hand.phase(backup.requester).name(), "SNAPSHOT_DONE" | "COMPLETING" | "COMPLETED");
    backup.make(calls::RELEASE);
    assert_eq!(backup.events().last(), Some(&"OnBackupShutdown"), "{}", row.shown());
    assert_eq!(backup.told_of_set("OnBackupShutdown"), made, "{}", row.shown());
    let expected = if row.to == "<same>" { failure } else { row.status(end) };
    assert_eq!(backup.status_for_others(), expected, "{end:?}: {}", row.shown());
}

/// The states in which a session of a backup can be.
fn states() -> Vec<WriterState> {
    let waiting = [
        WriterState::VSS_WS_STABLE,
        WriterState::VSS_WS_WAITING_FOR_FREEZE,
        WriterState::VSS_WS_WAITING_FOR_THAW,
        WriterState::VSS_WS_WAITING_FOR_POST_SNAPSHOT,
        WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE,
    ];
    waiting.into_iter().chain(FAILURES.iter().map(|(_, state)| *state)).collect()
}

/// Another requester gathers metadata while the session is in each of its states.
pub(crate) fn play_identify(row: &Row<'_>) {
    for state in states() {
        let mut backup = reach(state);
        let before = backup.status();
        let other = backup.hand.create(stage::OTHER);
        assert_eq!(backup.hand.backup_call(other, calls::INITIALIZE).code, Hresult::S_OK);
        let own = Participant::Writer(WriterId(WRITER));
        let listed = row.guard == "OnIdentify succeeds";
        if !listed {
            let fails = Answer::Writer { succeeded: false, document: None };
            backup.hand.answers.insert((own, "OnIdentify"), fails);
        }
        backup.hand.effects.clear();
        let object = backup.hand.backup_call(other, calls::GATHER);
        assert_eq!(object.code, Hresult::S_OK);
        // The first backup stands still meanwhile.
        let gathering = |hand: &Hand| hand.phase(other).name() == "GATHERING";
        while gathering(&backup.hand) {
            let of_other = backup
                .hand
                .world
                .open
                .activations
                .iter()
                .find(|(_, held)| held.upcall.name() == "OnIdentify");
            let event = match of_other {
                Some((id, held)) if matches!(held.run, Run::Running { .. }) => {
                    Event::Return { of: *id, answer: backup.hand.answer(held.to, &held.upcall) }
                }
                Some((id, _)) => Event::Begin(*id),
                None => {
                    let operations = backup.hand.world.open.operations.iter();
                    let mut own = operations.filter(|(_, operation)| operation.requester == other);
                    Event::Proceed(*own.next_back().expect("it gathers").0)
                }
            };
            backup.hand.play(&event);
        }
        assert_eq!(backup.status(), before, "{state}: {}", row.shown());
        let found = statuses_of(&mut backup, other);
        assert_eq!(found, listed, "{state}: {}", row.shown());
    }
}

/// Whether a requester's status lists the writer.
fn statuses_of(backup: &mut Backup, requester: RequesterId) -> bool {
    statuses(&mut backup.hand, requester).contains_key(&stage::writer_guids(WRITER).1)
}

/// The writer's process is gone, so that it does not answer. That a writer has no free session is not modelled.
pub(crate) fn play_no_answer(row: &Row<'_>) {
    for state in states() {
        let mut backup = reach(state);
        backup.settle();
        backup.hand.play(&Event::Process(ProcessEvent::Unsubscribe(WriterId(WRITER))));
        let found = statuses(&mut backup.hand, backup.requester);
        let expected = (row.to(), Hresult::VSS_E_WRITER_NOT_RESPONDING);
        assert_eq!(found.get(&stage::writer_guids(WRITER).1), Some(&expected), "{state}");
        assert!(row.has("VSS_E_WRITER_NOT_RESPONDING"));
    }
}

/// A writer that takes no part, because none of its components was added or the context is one without writers.
pub(crate) fn play_no_event(row: &Row<'_>) {
    let (mut hand, requester) = veto::begin(Config::default(), None);
    if row.on == "PrepareForBackup" {
        let backup = Backup::of(hand, requester, &[2, 3], None).through("Release");
        assert_eq!(backup.events(), ["OnIdentify"], "{}", row.shown());
    } else {
        walk(&mut hand, requester, PhaseKind::SnapshotDone, Way { gathers: true, ..Way::WITHOUT_WRITERS });
        hand.accept(requester, calls::RELEASE);
        assert_eq!(veto::events(&hand, WRITER), ["OnIdentify"], "{}", row.shown());
    }
}
