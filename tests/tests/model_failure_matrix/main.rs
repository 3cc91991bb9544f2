//! Every failure a writer can have, in every handler and at every writer: each row of the table is played in all ways
//! that it speaks of, to the end of the backup, into AbortBackup and into the release.

mod play;
mod table;

use vss_sim::api::{BackupCall, WriterId};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::Hresult;
use vss_sim::world::readings::AbortAfterPrepareSnapshot::{self, Sent};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::spec;
use vss_tests::model::veto::{self, How, Veto, WRITERS};

use play::Play;
use table::{
    ALL_EVENTS, EITHER, FREEZE, Kind, NOT_LISTED, PREPARE_SNAPSHOT, RESULTS, ROWS, Row, SOUND, STABLE, THAW,
    WAITING, status,
};

/// The rows that hold under a reading, each with every way and writer it speaks of.
fn combinations() -> Vec<(&'static Row, u32, How, AbortAfterPrepareSnapshot)> {
    let mut all = Vec::new();
    for row in ROWS {
        for reading in row.readings {
            for how in row.kind.ways() {
                // A code and true: SetWriterFailure is refused in OnIdentify, so that it has not failed.
                if row.handler == "OnIdentify" && matches!(how, How::Code(_, true)) {
                    continue;
                }
                all.extend(WRITERS.map(|writer| (row, writer, how, *reading)));
            }
        }
    }
    all
}

/// The calls of a backup; a writer that is not listed has no component to add.
fn backup(row: &Row, writer: u32) -> Vec<BackupCall> {
    let listed: Vec<u32> =
        WRITERS.into_iter().filter(|known| row.states[0] != NOT_LISTED || *known != writer).collect();
    veto::full_backup(&listed)
}

/// How many combinations of a handler, a way, a writer and a reading are played: seven handlers with eleven ways,
/// OnIdentify with six, and three ends of a window, at four writers and under two readings.
const COMBINATIONS: usize = (7 * 11 + 6 + 3) * 4 * 2;

#[test]
fn every_failure_of_every_writer_gives_the_row_of_the_table() {
    let all = combinations();
    for (row, writer, how, reading) in &all {
        let mut play = Play::new(row, *writer, *how, *reading);
        for call in backup(row, *writer) {
            let name = call.method().name;
            play.call(call);
            let stage =
                ["PrepareForBackup", "DoSnapshotSet", "BackupComplete"].iter().position(|of| *of == name);
            if let Some(stage) = stage {
                play.compare(status(row.states[stage], *how), SOUND[stage], &format!("after {name}"));
            }
        }
        play.is_over();
        play.compare_events(row.events, &ALL_EVENTS);
        play.compare_later(status(row.later, *how));
    }
    assert_eq!(all.len(), COMBINATIONS);
}

/// The call in whose course a handler is called.
fn call_of(handler: &str) -> &'static str {
    match handler {
        "OnIdentify" => "GatherWriterMetadata",
        "OnPrepareBackup" => "PrepareForBackup",
        "OnPrepareSnapshot" | "OnFreeze" | "OnThaw" | "OnPostSnapshot" => "DoSnapshotSet",
        "OnBackupComplete" => "BackupComplete",
        _ => "Release",
    }
}

/// Begins a backup up to the end of the operation in which the writer fails.
fn up_to_the_failure(row: &Row, writer: u32, how: How, reading: AbortAfterPrepareSnapshot) -> Play {
    let mut play = Play::new(row, writer, how, reading);
    for call in backup(row, writer) {
        let last = call.method().name == call_of(row.handler);
        play.call(call);
        if last {
            break;
        }
    }
    assert!(play.veto.done, "{}", play.shown);
    play
}

#[test]
fn abort_backup_after_every_failure_gives_the_row_of_the_table() {
    let mut played = 0;
    for (row, writer, how, reading) in combinations() {
        let Some(aborted) = &row.aborted else { continue };
        played += 1;
        let mut play = up_to_the_failure(row, writer, how, reading);
        play.hand.effects.clear();
        play.make(calls::ABORT);
        assert_eq!(play.hand.phase(play.requester).name(), aborted.state, "{}", play.shown);
        let abort = |count| vec!["OnAbort"; count];
        play.compare_events(&abort(aborted.own), &abort(aborted.others));
        let failed = row.states.iter().rev().find(|state| state.contains("FAILED"));
        let own = failed.and_then(|state| status(state, how));
        play.compare(own, aborted.others_state, "after AbortBackup");
        play.hand.effects.clear();
        play.make(calls::RELEASE);
        let shutdown: &[&str] = if row.handler == "OnIdentify" { &[] } else { &["OnBackupShutdown"] };
        play.compare_events(shutdown, shutdown);
        play.is_over();
    }
    // All but those of OnBackupShutdown, whose object is released.
    assert_eq!(played, COMBINATIONS - 11 * 4 * 2);
}

#[test]
fn release_after_every_failure_is_followed_by_backup_shutdown_alone() {
    for (row, writer, how, reading) in combinations() {
        if row.aborted.is_none() {
            continue;
        }
        let mut play = up_to_the_failure(row, writer, how, reading);
        play.hand.effects.clear();
        play.make(calls::RELEASE);
        // Before PrepareForBackup nobody takes part; after it whoever does is told (WST-031).
        let shutdown: &[&str] = if row.handler == "OnIdentify" { &[] } else { &["OnBackupShutdown"] };
        play.compare_events(shutdown, shutdown);
        play.is_over();
        play.compare_later(status(row.later, how));
    }
}

/// OnAbort fails: where the writer stood before, and the state that it has then. There is no state for a failure in
/// OnAbort, so that the one before stays, and a writer that had not failed is stable (a reading).
const ABORT_ROWS: &[(Option<&str>, &[AbortAfterPrepareSnapshot], &str)] = &[
    (None, EITHER, STABLE),
    (Some("OnPrepareSnapshot"), &[Sent], PREPARE_SNAPSHOT),
    (Some("OnFreeze"), EITHER, FREEZE),
    (Some("OnThaw"), EITHER, THAW),
];

#[test]
fn a_failure_in_on_abort_changes_nothing_more() {
    let mut played = 0;
    let row = ROWS.iter().find(|row| row.handler == "OnFreeze").expect("a row of the table");
    for (first, readings, state) in ABORT_ROWS {
        for (reading, writer) in readings.iter().flat_map(|reading| WRITERS.map(|writer| (*reading, writer)))
        {
            for how in How::vetoes() {
                played += 1;
                let mut play = Play::new(row, writer, how, reading);
                play.shown = format!("OnAbort after {first:?} of writer {writer}, {how:?}, {reading:?}");
                play.veto = Veto::new(WriterId(writer), "OnAbort", how);
                let failing = stage_answers(&mut play.hand, writer, *first);
                for call in backup(row, writer) {
                    let last = call.method().name == "BackupComplete" || play.veto.done;
                    if last || (first.is_none() && call.method().name == "DoSnapshotSet") {
                        break;
                    }
                    play.call(call);
                }
                if first.is_none() {
                    play.make(calls::ABORT);
                }
                assert!(play.veto.done, "{}", play.shown);
                // The code is that of the failure before, which had set none.
                let own = status(state, failing);
                let others = if first.is_none() { STABLE } else { WAITING };
                play.compare(own, others, "after OnAbort");
                play.make(calls::RELEASE);
                play.is_over();
                play.compare_later(own);
            }
        }
    }
    assert_eq!(played, (2 + 1 + 2 + 2) * 11 * 4);
}

/// Has a handler of a writer return false and nothing else.
fn stage_answers(hand: &mut Hand, writer: u32, handler: Option<&'static str>) -> How {
    let at = vss_sim::world::Participant::Writer(WriterId(writer));
    let fails = vss_sim::world::Answer::Writer { succeeded: false, document: None };
    hand.answers.extend(handler.map(|handler| ((at, handler), fails)));
    How::False
}

#[test]
fn set_writer_failure_is_no_call_of_on_identify() {
    // The page names no code for it; that of a call out of place is a reading. The handler has not failed then.
    for writer in WRITERS {
        for how in How::vetoes().into_iter().filter(|how| matches!(how, How::Code(_, true))) {
            let mut play = Play::new(&ROWS[0], writer, how, Sent);
            for call in veto::full_backup(&WRITERS) {
                play.call(call);
            }
            play.is_over();
            assert_eq!(play.veto.set, Some(Hresult::VSS_E_BAD_STATE), "{}", play.shown);
            play.compare_events(&ALL_EVENTS, &ALL_EVENTS);
        }
    }
}

/// The table of this test and that of the writers' states agree on where a failure leads.
#[test]
fn the_rows_are_those_of_the_writers_machine() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    let rows = spec::transitions(&machines, "writer");
    for row in ROWS.iter().filter(|row| row.handler != "OnIdentify") {
        let failed = row.states.iter().chain([&row.later]).find(|state| state.contains("FAILED"));
        let failed = failed.expect("a failure of a writer that is listed");
        let guard = match row.kind {
            Kind::Veto => "returns false",
            Kind::Late => "does not end within the window",
            Kind::BeforeThaw => "",
        };
        let event = match (row.kind, row.handler) {
            (Kind::BeforeThaw, _) => "<window expires before Thaw>",
            (_, "OnPrepareBackup") => "PrepareForBackup",
            (_, "OnPrepareSnapshot") => "PrepareForSnapshot",
            (_, handler) => handler.trim_start_matches("On"),
        };
        let of_event = rows.iter().filter(|known| known["on"] == event);
        let fits = |known: &&serde_json::Value| known["guard"].as_str().unwrap_or_default().contains(guard);
        let targets: Vec<&str> = of_event.filter(fits).map(|known| spec::text(known, "to")).collect();
        assert!(!targets.is_empty(), "{event} {guard}");
        assert!(targets.iter().all(|to| to == failed), "{event} {guard}: {targets:?}, not {failed}");
    }
    // Every handler of a backup stands in the table; OnAbort has its own.
    for event in vss_sim::machines::WriterEvent::ALL {
        let handler = event.handler();
        let of_restore = handler.ends_with("Restore");
        assert!(
            of_restore || handler == "OnAbort" || ROWS.iter().any(|row| row.handler == handler),
            "{handler}"
        );
    }
    let phases: Vec<&str> = PhaseKind::NAMES.iter().map(|(_, name)| *name).collect();
    assert!(RESULTS.iter().all(|(_, _, phase)| phases.contains(phase)));
}
