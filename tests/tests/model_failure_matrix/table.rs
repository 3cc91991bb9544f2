//! The table, written from the pages and the project's tables.
//!
//! The writers' machine is that of `state-machines.json`; ids such as C2-064 are of the lists of contradictions, the
//! others of the rule catalogue.

use vss_sim::vocabulary::{HeaderEnum, Hresult, WriterState};
use vss_sim::world::readings::AbortAfterPrepareSnapshot::{self, NotSent, Sent};
use vss_tests::model::asked::Status;
use vss_tests::model::veto::How;

/// Both readings.
pub(crate) const EITHER: &[AbortAfterPrepareSnapshot] = &[Sent, NotSent];

/// In which of its ways a handler fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It sets one of the five codes and returns true or false, or returns false alone: all count alike (C2-064).
    Veto,
    /// Its window ends while it runs.
    Late,
    /// Its window ends before Thaw.
    BeforeThaw,
}

/// What comes of a failure.
pub(crate) struct Row {
    /// Where the writer fails.
    pub(crate) handler: &'static str,
    pub(crate) kind: Kind,
    /// The readings under which the row holds.
    pub(crate) readings: &'static [AbortAfterPrepareSnapshot],
    /// The writer's state after PrepareForBackup, DoSnapshotSet and BackupComplete. One that has failed shows the code
    /// it set; `VSS_E_WRITERERROR_NONRETRYABLE` without one (C2-064), `VSS_E_WRITERERROR_TIMEOUT` for a window (C2-076).
    pub(crate) states: [&'static str; 3],
    /// All its events, to the end of the requester.
    pub(crate) events: &'static [&'static str],
    /// What the status still tells a later requester (C2-075).
    pub(crate) later: &'static str,
    /// What AbortBackup does right after the operation in which it failed; `None` where no object is left to call it.
    pub(crate) aborted: Option<Aborted>,
    /// Where this is from.
    pub(crate) basis: &'static str,
}

/// What AbortBackup does.
pub(crate) struct Aborted {
    /// The requester's state after it.
    pub(crate) state: &'static str,
    /// How often the writer that failed gets Abort from it.
    pub(crate) own: usize,
    /// How often each of the others does.
    pub(crate) others: usize,
    /// The others' state after it.
    pub(crate) others_state: &'static str,
}

pub(crate) const STABLE: &str = "VSS_WS_STABLE";
pub(crate) const WAITING: &str = "VSS_WS_WAITING_FOR_BACKUP_COMPLETE";
pub(crate) const PREPARE_BACKUP: &str = "VSS_WS_FAILED_AT_PREPARE_BACKUP";
pub(crate) const PREPARE_SNAPSHOT: &str = "VSS_WS_FAILED_AT_PREPARE_SNAPSHOT";
pub(crate) const FREEZE: &str = "VSS_WS_FAILED_AT_FREEZE";
pub(crate) const THAW: &str = "VSS_WS_FAILED_AT_THAW";
pub(crate) const POST_SNAPSHOT: &str = "VSS_WS_FAILED_AT_POST_SNAPSHOT";
pub(crate) const BACKUP_COMPLETE: &str = "VSS_WS_FAILED_AT_BACKUP_COMPLETE";
pub(crate) const BACKUP_SHUTDOWN: &str = "VSS_WS_FAILED_AT_BACKUPSHUTDOWN";
/// The writer is in no list: neither of metadata nor of status.
pub(crate) const NOT_LISTED: &str = "";

/// A writer that does what it is asked, whoever else fails: the set is made for it (C2-065).
pub(crate) const SOUND: [&str; 3] = [STABLE, WAITING, STABLE];
pub(crate) const ALL_EVENTS: [&str; 8] = [
    "OnIdentify",
    "OnPrepareBackup",
    "OnPrepareSnapshot",
    "OnFreeze",
    "OnThaw",
    "OnPostSnapshot",
    "OnBackupComplete",
    "OnBackupShutdown",
];

/// The asynchronous calls, the status each ends with, and the requester's state then. No writer's failure is one of
/// the requester's: the tables of PrepareForBackup and DoSnapshotSet have no code for it (C2-065).
pub(crate) const RESULTS: [(&str, &str, &str); 4] = [
    ("GatherWriterMetadata", "VSS_S_ASYNC_FINISHED", "GATHERED"),
    ("PrepareForBackup", "VSS_S_ASYNC_FINISHED", "PREPARED"),
    ("DoSnapshotSet", "VSS_S_ASYNC_FINISHED", "SNAPSHOT_DONE"),
    ("BackupComplete", "VSS_S_ASYNC_FINISHED", "COMPLETED"),
];

/// Before PrepareForBackup there is nothing to abort, so that AbortBackup is ignored (LC-013).
pub(crate) const NOTHING_BEGUN: Aborted =
    Aborted { state: "GATHERED", own: 0, others: 0, others_state: STABLE };
/// No writer has handled PostSnapshot, so that each gets Abort (C2-066); a failure stays readable.
pub(crate) const ALL_ABORT: Aborted = Aborted { state: "ABORTED", own: 1, others: 1, others_state: STABLE };
/// The others have handled PostSnapshot and get no Abort; the one that failed before it does (C2-066).
pub(crate) const OWN_ABORT: Aborted = Aborted { state: "ABORTED", own: 1, others: 0, others_state: WAITING };
/// All have had PostSnapshot (`nf-vswriter-cvsswriter-onabort`).
pub(crate) const NO_ABORT: Aborted = Aborted { state: "ABORTED", own: 0, others: 0, others_state: WAITING };
/// The backup is over, so that AbortBackup is ignored (LC-013).
pub(crate) const TOO_LATE: Aborted = Aborted { state: "COMPLETED", own: 0, others: 0, others_state: STABLE };

pub(crate) const FROZEN_AND_ABORTED: &[&str] =
    &["OnIdentify", "OnPrepareBackup", "OnPrepareSnapshot", "OnFreeze", "OnAbort", "OnBackupShutdown"];
pub(crate) const THAWED_AND_ABORTED: &[&str] = &[
    "OnIdentify",
    "OnPrepareBackup",
    "OnPrepareSnapshot",
    "OnFreeze",
    "OnThaw",
    "OnAbort",
    "OnBackupShutdown",
];

pub(crate) const ROWS: &[Row] = &[
    Row {
        handler: "OnIdentify",
        kind: Kind::Veto,
        readings: EITHER,
        states: [NOT_LISTED; 3],
        events: &["OnIdentify"],
        later: STABLE,
        aborted: Some(NOTHING_BEGUN),
        basis: "WFL-003, determining-writer-status; SetWriterFailure is no call of OnIdentify",
    },
    Row {
        handler: "OnPrepareBackup",
        kind: Kind::Veto,
        readings: EITHER,
        states: [PREPARE_BACKUP; 3],
        events: &["OnIdentify", "OnPrepareBackup", "OnBackupShutdown"],
        later: PREPARE_BACKUP,
        aborted: Some(ALL_ABORT),
        basis: "the writers' machine: no Abort event of its own; ne-vss-vss_writer_state, WE-033-b",
    },
    Row {
        handler: "OnPrepareSnapshot",
        kind: Kind::Veto,
        readings: &[Sent],
        states: [STABLE, PREPARE_SNAPSHOT, PREPARE_SNAPSHOT],
        events: &["OnIdentify", "OnPrepareBackup", "OnPrepareSnapshot", "OnAbort", "OnBackupShutdown"],
        later: PREPARE_SNAPSHOT,
        aborted: Some(OWN_ABORT),
        basis: "sql-server-vss-writer-logging: OnAbort in the second of the failure; C2-066 for whom it reaches",
    },
    Row {
        handler: "OnPrepareSnapshot",
        kind: Kind::Veto,
        readings: &[NotSent],
        states: [STABLE, PREPARE_SNAPSHOT, PREPARE_SNAPSHOT],
        events: &["OnIdentify", "OnPrepareBackup", "OnPrepareSnapshot", "OnBackupShutdown"],
        later: PREPARE_SNAPSHOT,
        aborted: Some(OWN_ABORT),
        basis: "ABT-008, WE-033-g, aborting-vss-operations",
    },
    Row {
        handler: "OnFreeze",
        kind: Kind::Veto,
        readings: EITHER,
        states: [STABLE, FREEZE, FREEZE],
        events: FROZEN_AND_ABORTED,
        later: FREEZE,
        aborted: Some(OWN_ABORT),
        basis: "ABT-003, WE-033-f, nf-vswriter-cvsswriter-onfreeze; C2-066 for whom it reaches",
    },
    Row {
        handler: "OnFreeze",
        kind: Kind::Late,
        readings: EITHER,
        states: [STABLE, FREEZE, FREEZE],
        events: FROZEN_AND_ABORTED,
        later: FREEZE,
        aborted: Some(OWN_ABORT),
        basis: "TL-001, nf-vswriter-cvsswriter-initialize, nf-vswriter-cvsswriter-onabort; C2-076",
    },
    Row {
        handler: "OnFreeze",
        kind: Kind::BeforeThaw,
        readings: EITHER,
        states: [STABLE, FREEZE, FREEZE],
        events: FROZEN_AND_ABORTED,
        later: FREEZE,
        aborted: Some(OWN_ABORT),
        basis: "TL-001, nf-vswriter-cvsswriter-onfreeze; C2-076 for the state",
    },
    Row {
        handler: "OnThaw",
        kind: Kind::Veto,
        readings: EITHER,
        states: [STABLE, THAW, THAW],
        events: THAWED_AND_ABORTED,
        later: THAW,
        aborted: Some(OWN_ABORT),
        basis: "ABT-003, WE-033-f, nf-vswriter-cvsswriter-onabort; C2-066 for whom it reaches",
    },
    Row {
        handler: "OnThaw",
        kind: Kind::Late,
        readings: EITHER,
        states: [STABLE, THAW, THAW],
        events: THAWED_AND_ABORTED,
        later: THAW,
        aborted: Some(OWN_ABORT),
        basis: "TL-001, nf-vswriter-cvsswriter-onabort; the writers' machine for the state",
    },
    Row {
        handler: "OnPostSnapshot",
        kind: Kind::Veto,
        readings: EITHER,
        states: [STABLE, POST_SNAPSHOT, POST_SNAPSHOT],
        events: &[
            "OnIdentify",
            "OnPrepareBackup",
            "OnPrepareSnapshot",
            "OnFreeze",
            "OnThaw",
            "OnPostSnapshot",
            "OnBackupShutdown",
        ],
        later: POST_SNAPSHOT,
        aborted: Some(NO_ABORT),
        basis: "ABT-008, WE-033-g, aborting-vss-operations, nf-vswriter-cvsswriter-onabort",
    },
    Row {
        handler: "OnBackupComplete",
        kind: Kind::Veto,
        readings: EITHER,
        states: [STABLE, WAITING, BACKUP_COMPLETE],
        events: &ALL_EVENTS,
        later: BACKUP_COMPLETE,
        aborted: Some(TOO_LATE),
        basis: "ne-vss-vss_writer_state; the writers' machine: visible after BackupComplete",
    },
    Row {
        handler: "OnBackupShutdown",
        kind: Kind::Veto,
        readings: EITHER,
        states: SOUND,
        events: &ALL_EVENTS,
        later: BACKUP_SHUTDOWN,
        aborted: None,
        basis: "WST-037, ne-vss-vss_writer_state; its own requester is gone and does not see it",
    },
];

impl Kind {
    pub(crate) fn ways(self) -> Vec<How> {
        match self {
            Self::Veto => How::vetoes(),
            Self::Late => vec![How::Late],
            Self::BeforeThaw => vec![How::NeverCalled],
        }
    }
}

/// The code that a failure shows.
pub(crate) const fn code(how: How) -> Hresult {
    match how {
        How::Code(code, _) => code,
        How::False => Hresult::VSS_E_WRITERERROR_NONRETRYABLE,
        How::Late | How::NeverCalled => Hresult::VSS_E_WRITERERROR_TIMEOUT,
    }
}

/// The status that a state of the table shows; `None` where the writer is not listed.
pub(crate) fn status(state: &str, how: How) -> Option<Status> {
    let known = (state != NOT_LISTED).then(|| WriterState::parse(state).expect("a state of the headers"))?;
    Some((known, if state.contains("FAILED") { code(how) } else { Hresult::S_OK }))
}
