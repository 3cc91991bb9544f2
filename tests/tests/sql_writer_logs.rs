//! Two stories that a SQL Writer logged on Windows, against the scenarios that tell them: the writer gets the same
//! events, but for differences that are known and have a reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use vss_conformance::import::sql_writer_log::{LogEntry, LogLine, SqlWriterLog};
use vss_conformance::run::{self, Run, RunOptions, Verdict};
use vss_conformance::source::{Source, SourceOptions};
use vss_sim::api::{BackupCall, Call, WriterId};
use vss_sim::machines::WriterEvent;
use vss_sim::vocabulary::BackupType;
use vss_sim::world::{Effect, Event, Participant, ProcessEvent};

/// A log, and the scenario that tells its story.
struct Story {
    log: &'static str,
    scenario: &'static str,
}

const COPY: Story =
    Story { log: "sqlwriter-component-copy-backup-ok.txt", scenario: "sql-writer-component-copy-backup" };
const TORN: Story =
    Story { log: "sqlwriter-volume-full-backup-torn-abort.txt", scenario: "sql-writer-torn-volume-backup" };

/// A handler that is called in the scenario and that the log does not tell of.
struct Divergence {
    log: &'static str,
    /// Where it stands in the scenario's list.
    at: usize,
    handler: &'static str,
    reason: &'static str,
}

/// What differs. An entry that does not stand where it says fails the test.
const DIVERGENCES: &[Divergence] = &[
    Divergence {
        log: COPY.log,
        at: 8,
        handler: "OnBackupShutdown",
        reason: "this writer does not override OnBackupShutdown, or logs nothing in it; VSS raises the event whenever \
                 an object that took part in a backup is released (WST-031)",
    },
    Divergence {
        log: TORN.log,
        at: 4,
        handler: "OnBackupShutdown",
        reason: "the same; the log does not tell what the requester did after the failure, and the scenario has it \
                 release its object",
    },
];

fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The log of a story; prints that the test is skipped where it does not lie beside the workspace.
fn log(story: &Story) -> Option<SqlWriterLog> {
    let file = workspace("../shared/corpus/logs").join(story.log);
    if !file.is_file() {
        println!("skipped: no {} beside the workspace", story.log);
        return None;
    }
    let source = Source::read(&file, &SourceOptions::default()).expect("the log can be read");
    Some(SqlWriterLog::read(&source).unwrap_or_else(|errors| panic!("{errors:#?}")))
}

fn played(story: &Story) -> Run {
    let file = workspace("scenarios/captured").join(format!("{}.scenario.json", story.scenario));
    let source = Source::read(&file, &SourceOptions::default()).expect("the scenario can be read");
    let run = run::run_source(&source, file.parent().expect("a folder"), &RunOptions::default());
    let run = run.unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(run.result.verdict, Verdict::Passed, "{:#?}", run.result.findings);
    run
}

/// The handlers of the only writer of a run that were called, in order.
fn handlers(run: &Run) -> Vec<&'static str> {
    let subscribed = |event: &Event| {
        let Event::Process(ProcessEvent::Subscribe { writer, .. }) = event else { return None };
        Some(*writer)
    };
    let writers: Vec<WriterId> = run.trace.iter().filter_map(|record| subscribed(&record.event)).collect();
    let [writer] = writers.as_slice() else { panic!("one writer, not {writers:?}") };
    let mut queued = BTreeMap::new();
    let mut called = Vec::new();
    for record in &run.trace {
        if let Event::Begin(id) = &record.event
            && let Some(handler) = queued.get(id)
        {
            called.push(*handler);
        }
        for effect in &record.effects {
            if let Effect::Activate { id, to, upcall } = effect
                && *to == Participant::Writer(*writer)
            {
                queued.insert(*id, upcall.name());
            }
        }
    }
    called
}

/// What `SetBackupState` was called with.
fn backup_state(run: &Run) -> (bool, BackupType) {
    let found = run.trace.iter().find_map(|record| {
        let Event::Call { call: Call::Backup(_, call), .. } = &record.event else { return None };
        let BackupCall::SetBackupState { bSelectComponents, backupType, .. } = call else { return None };
        Some((*bSelectComponents, *backupType))
    });
    found.expect("SetBackupState is called")
}

/// What the log says of the backup: whether components are selected, and its type.
fn logged_state(log: &SqlWriterLog) -> (bool, BackupType) {
    let lines = || log.entries.iter().map(|entry| &entry.what);
    let kinds: Vec<bool> = lines()
        .filter(|line| matches!(line, LogLine::ComponentBased | LogLine::VolumeBased))
        .map(|line| *line == LogLine::ComponentBased)
        .collect();
    let types: Vec<BackupType> = lines()
        .filter_map(|line| if let LogLine::BackupType(ty) = line { Some(*ty) } else { None })
        .collect();
    match (kinds.as_slice(), types.as_slice()) {
        ([kind], [ty]) => (*kind, *ty),
        _ => panic!("one backup, not {kinds:?} and {types:?}"),
    }
}

#[test]
fn the_writer_gets_the_events_that_the_log_tells_of() {
    for story in [COPY, TORN] {
        let run = played(&story);
        let Some(log) = log(&story) else { continue };
        assert_eq!(backup_state(&run), logged_state(&log), "{}", story.log);
        let (mut scenario, log) = (handlers(&run), log.handlers());
        let own = DIVERGENCES.iter().filter(|divergence| divergence.log == story.log);
        // From the end, so that the places of those before stay what they are.
        for divergence in own.rev() {
            let Divergence { at, handler, reason, .. } = divergence;
            assert_eq!(scenario.get(*at), Some(handler), "{}: differs no more: {reason}", story.log);
            scenario.remove(*at);
        }
        assert_eq!(scenario, log, "{}", story.log);
    }
}

/// The stories have a divergence each, and no divergence is of another log.
#[test]
fn every_divergence_is_of_a_story() {
    for divergence in DIVERGENCES {
        assert!([COPY.log, TORN.log].contains(&divergence.log));
        assert!(WriterEvent::ALL.iter().any(|event| event.handler() == divergence.handler));
        assert!(!divergence.reason.is_empty());
    }
}

/// What the reading of Abort after a failed OnPrepareSnapshot rests on.
#[test]
fn on_abort_follows_the_failure_in_the_same_second() {
    let Some(log) = log(&TORN) else { return };
    let find = |what: fn(&LogLine) -> bool| -> Vec<&LogEntry> {
        log.entries.iter().filter(|entry| what(&entry.what)).collect()
    };
    let [prepare] = find(|what| *what == LogLine::Handler(WriterEvent::PrepareForSnapshot))[..] else {
        panic!("OnPrepareSnapshot is called once")
    };
    let [exception] = find(|what| matches!(what, LogLine::Exception(_)))[..] else { panic!("it fails once") };
    let [abort] = find(|what| *what == LogLine::Handler(WriterEvent::Abort))[..] else {
        panic!("OnAbort is called once")
    };
    assert!(prepare.span.start < exception.span.start && exception.span.start < abort.span.start);
    assert_eq!((prepare.at, exception.at), (exception.at, abort.at));
    assert_eq!((prepare.thread, exception.thread), (exception.thread, abort.thread));
    assert_eq!(log.entries.last(), Some(abort), "nothing comes after it");
}

/// The other logs of this writer can be read as well.
#[test]
fn every_log_of_the_writer_is_read() {
    let folder = workspace("../shared/corpus/logs");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: no logs beside the workspace");
        return;
    };
    let mut read = 0;
    for file in files.map(|entry| entry.expect("an entry").path()) {
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !name.starts_with("sqlwriter-") {
            continue;
        }
        read += 1;
        let source = Source::read(&file, &SourceOptions::default()).expect("the log can be read");
        let log = SqlWriterLog::read(&source).unwrap_or_else(|errors| panic!("{name}: {errors:#?}"));
        assert!(!log.entries.is_empty(), "{name}");
        assert!(log.entries.is_sorted_by_key(|entry| entry.at), "{name}");
    }
    assert!(read >= 4, "{read} logs");
}
