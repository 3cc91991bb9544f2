//! Writers: their registration, their sessions, and the table by which events move a session.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::api::{ProcessId, RequesterId};
use crate::vocabulary::{
    ApplicationLevel, Guid, Hresult, RestoreType, SnapshotContext, SourceType, SubscribeMask, Text,
    UsageType, WriterState,
};

use super::requester::BackupState;

/// What a writer gave when it initialised and subscribed.
///
/// Page: `nf-vswriter-cvsswriter-initialize`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Registration {
    /// The writer class.
    pub writer_id: Guid,
    /// This instance of it.
    pub instance_id: Guid,
    /// The writer's name.
    pub name: Text,
    /// The instance's name, where it gave one.
    pub instance_name: Option<Text>,
    /// How the system uses its data.
    pub usage: UsageType,
    /// What kind of data it has.
    pub source: SourceType,
    /// The level at which it is frozen.
    pub level: ApplicationLevel,
    /// How long the writer allows from Freeze to Thaw.
    pub timeout_freeze: Duration,
    /// The major and minor version that `InitializeEx` gives; `Initialize` leaves it at 0.0.
    pub version: (u32, u32),
}

impl Registration {
    /// The window from Freeze to Thaw that `Initialize` gives by default: 60 seconds. That a Thaw which is over at the
    /// very end is too late is a reading.
    pub const DEFAULT_TIMEOUT_FREEZE: Duration = Duration::from_secs(60);
}

/// A subscribed writer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Writer {
    /// The process it runs in.
    pub process: ProcessId,
    /// What it registered.
    pub registration: Arc<Registration>,
    /// The events that it subscribed to.
    pub events: SubscribeMask,
    /// What it remembers of each backup it takes part in.
    pub sessions: BTreeMap<RequesterId, WriterSession>,
    /// The failure of the last session that ended in one, which status queries may still show until the next session.
    pub last_failure: Option<Standing>,
}

impl Writer {
    /// The events that `Subscribe` subscribes to by default, and the only mask that its page supports.
    ///
    /// Page: `ne-vswriter-vss_subscribe_mask`.
    pub const USUAL_EVENTS: SubscribeMask = SubscribeMask(
        SubscribeMask::VSS_SM_BACKUP_EVENTS_FLAG.0 | SubscribeMask::VSS_SM_RESTORE_EVENTS_FLAG.0,
    );

    /// A writer that has just subscribed.
    #[must_use]
    pub const fn new(process: ProcessId, registration: Arc<Registration>, events: SubscribeMask) -> Self {
        Self { process, registration, events, sessions: BTreeMap::new(), last_failure: None }
    }

    /// Whether it takes part in restores, or in backups: an unsupported mask has the effect that its flags tell of (a
    /// reading: `Subscribe` has no code to refuse it). The reserved flags have none.
    #[must_use]
    pub fn takes_part(&self, in_restores: bool) -> bool {
        self.events.contains(if in_restores {
            SubscribeMask::VSS_SM_RESTORE_EVENTS_FLAG
        } else {
            SubscribeMask::VSS_SM_BACKUP_EVENTS_FLAG
        })
    }

    /// What a requester is shown.
    #[must_use]
    pub fn status(&self, requester: RequesterId) -> Standing {
        match (self.sessions.get(&requester), &self.last_failure) {
            (Some(session), _) => session.standing(),
            (None, Some(failure)) => failure.clone(),
            (None, None) => Standing::SOUND,
        }
    }

    /// How many backups and restores that are not over yet it has part in.
    #[must_use]
    pub fn open_sessions(&self) -> usize {
        self.sessions.values().filter(|session| !session.over).count()
    }
}

/// Where a writer stands, as its status tells.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Standing {
    /// Its state.
    pub state: WriterState,
    /// The failure that put it there, or `S_OK`.
    pub failure: Hresult,
    /// What was told beside it.
    pub details: FailureDetails,
}

impl Standing {
    /// A writer without failure, and between events.
    pub const SOUND: Self = Self::of(WriterState::VSS_WS_STABLE, Hresult::S_OK);

    /// A state and a failure without details.
    #[must_use]
    pub const fn of(state: WriterState, failure: Hresult) -> Self {
        Self { state, failure, details: FailureDetails { application: Hresult::S_OK, message: None } }
    }

    /// What `GetWriterStatus` tells.
    #[must_use]
    pub const fn state_and_failure(&self) -> (WriterState, Hresult) {
        (self.state, self.failure)
    }
}

/// What `SetWriterFailureEx` tells beside the failure.
///
/// Page: `nf-vswriter-cvsswriterex2-setwriterfailureex`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FailureDetails {
    /// `hrApplication`, or `S_OK`.
    pub application: Hresult,
    /// `wszApplicationMessage`.
    pub message: Option<Text>,
}

/// A writer's part in one backup or restore.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WriterSession {
    /// Where it stands.
    pub state: WriterState,
    /// The failure that put it there, or `S_OK`.
    pub failure: Hresult,
    /// What was told beside it.
    pub details: FailureDetails,
    /// Whether it was sent Abort: nothing but Abort and BackupShutdown may follow.
    pub aborted: bool,
    /// What the requester said of the backup when the session began; the requester may be gone before the writer.
    pub backup: BackupState,
    /// The shadow copy context.
    pub context: SnapshotContext,
    /// What `SetRestoreState` set, in a restore.
    pub restore_type: Option<RestoreType>,
    /// Whether the backup or restore is over for it, so that its memory can serve another.
    pub over: bool,
}

impl WriterSession {
    /// A session that has just begun.
    #[must_use]
    pub const fn new(backup: BackupState, context: SnapshotContext) -> Self {
        Self {
            state: WriterState::VSS_WS_STABLE,
            failure: Hresult::S_OK,
            details: FailureDetails { application: Hresult::S_OK, message: None },
            aborted: false,
            backup,
            context,
            restore_type: None,
            over: false,
        }
    }

    /// What stands in the place of a session of a writer that has no memory left for one: it is told nothing, and its
    /// status is not available (`desktop-src/VSS/writer-errors-and-vetoes`; that its state is unknown is a reading).
    #[must_use]
    pub fn refused(self) -> Self {
        Self {
            state: WriterState::VSS_WS_UNKNOWN,
            failure: Hresult::VSS_E_WRITER_STATUS_NOT_AVAILABLE,
            over: true,
            ..self
        }
    }

    /// Where the writer stands in it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing { state: self.state, failure: self.failure, details: self.details.clone() }
    }
}

/// The events VSS sends to writers in a backup or restore, each with the handler that receives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the event names")]
pub enum WriterEvent {
    Identify,
    PrepareForBackup,
    PrepareForSnapshot,
    Freeze,
    Thaw,
    PostSnapshot,
    BackupComplete,
    BackupShutdown,
    Abort,
    PreRestore,
    PostRestore,
}

impl WriterEvent {
    /// Every event, in the order of a backup, and of a restore.
    pub const ALL: &'static [Self] = &[
        Self::Identify,
        Self::PrepareForBackup,
        Self::PrepareForSnapshot,
        Self::Freeze,
        Self::Thaw,
        Self::PostSnapshot,
        Self::BackupComplete,
        Self::BackupShutdown,
        Self::Abort,
        Self::PreRestore,
        Self::PostRestore,
    ];

    /// The `CVssWriter` handler.
    #[must_use]
    pub const fn handler(self) -> &'static str {
        match self {
            Self::Identify => "OnIdentify",
            Self::PrepareForBackup => "OnPrepareBackup",
            Self::PrepareForSnapshot => "OnPrepareSnapshot",
            Self::Freeze => "OnFreeze",
            Self::Thaw => "OnThaw",
            Self::PostSnapshot => "OnPostSnapshot",
            Self::BackupComplete => "OnBackupComplete",
            Self::BackupShutdown => "OnBackupShutdown",
            Self::Abort => "OnAbort",
            Self::PreRestore => "OnPreRestore",
            Self::PostRestore => "OnPostRestore",
        }
    }
}

impl fmt::Display for WriterEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.handler())
    }
}

/// How an event ended for a writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WriterOutcome {
    /// The handler returned true and reported no failure.
    Succeeded,
    /// The handler returned false, or called `SetWriterFailure`.
    Failed,
    /// The Freeze to Thaw window expired.
    Expired,
}

/// One row of the writer's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The state before.
    pub from: WriterState,
    /// The event.
    pub on: WriterEvent,
    /// How it ended.
    pub outcome: WriterOutcome,
    /// The state after.
    pub to: WriterState,
}

use WriterEvent as E;
use WriterOutcome::{Expired, Failed, Succeeded};

/// The states of a session that a snapshot event can still reach.
const RUNNING: &[WriterState] = &[
    WriterState::VSS_WS_STABLE,
    WriterState::VSS_WS_WAITING_FOR_FREEZE,
    WriterState::VSS_WS_WAITING_FOR_THAW,
    WriterState::VSS_WS_WAITING_FOR_POST_SNAPSHOT,
];

/// The failures that a later Abort leaves readable.
const FAILED_BEFORE_POST_SNAPSHOT: &[WriterState] = &[
    WriterState::VSS_WS_FAILED_AT_PREPARE_BACKUP,
    WriterState::VSS_WS_FAILED_AT_PREPARE_SNAPSHOT,
    WriterState::VSS_WS_FAILED_AT_FREEZE,
    WriterState::VSS_WS_FAILED_AT_THAW,
];

/// Every failure a session can be in when its object is released.
const FAILED: &[WriterState] = &[
    WriterState::VSS_WS_FAILED_AT_PREPARE_BACKUP,
    WriterState::VSS_WS_FAILED_AT_PREPARE_SNAPSHOT,
    WriterState::VSS_WS_FAILED_AT_FREEZE,
    WriterState::VSS_WS_FAILED_AT_THAW,
    WriterState::VSS_WS_FAILED_AT_POST_SNAPSHOT,
    WriterState::VSS_WS_FAILED_AT_BACKUP_COMPLETE,
    WriterState::VSS_WS_FAILED_AT_PRE_RESTORE,
    WriterState::VSS_WS_FAILED_AT_POST_RESTORE,
];

/// Where an event leads when it starts from one of several states.
struct Rule {
    from: &'static [WriterState],
    on: WriterEvent,
    outcome: WriterOutcome,
    /// `None` keeps the state.
    to: Option<WriterState>,
}

const fn rule(
    from: &'static [WriterState],
    on: WriterEvent,
    outcome: WriterOutcome,
    to: Option<WriterState>,
) -> Rule {
    Rule { from, on, outcome, to }
}

/// The table. A session starts stable at PrepareForBackup, so an earlier failure is forgotten by then.
///
/// Which event leads to which state is on no page; the chain follows from the meanings of the states in
/// `ne-vss-vss_writer_state`, and the expiry of the window is the default of reading C2-076.
const RULES: &[Rule] = &[
    rule(&[WriterState::VSS_WS_STABLE], E::PrepareForBackup, Succeeded, Some(WriterState::VSS_WS_STABLE)),
    rule(
        &[WriterState::VSS_WS_STABLE],
        E::PrepareForBackup,
        Failed,
        Some(WriterState::VSS_WS_FAILED_AT_PREPARE_BACKUP),
    ),
    rule(
        &[WriterState::VSS_WS_STABLE],
        E::PrepareForSnapshot,
        Succeeded,
        Some(WriterState::VSS_WS_WAITING_FOR_FREEZE),
    ),
    rule(
        &[WriterState::VSS_WS_STABLE],
        E::PrepareForSnapshot,
        Failed,
        Some(WriterState::VSS_WS_FAILED_AT_PREPARE_SNAPSHOT),
    ),
    rule(
        &[WriterState::VSS_WS_WAITING_FOR_FREEZE],
        E::Freeze,
        Succeeded,
        Some(WriterState::VSS_WS_WAITING_FOR_THAW),
    ),
    rule(
        &[WriterState::VSS_WS_WAITING_FOR_FREEZE],
        E::Freeze,
        Failed,
        Some(WriterState::VSS_WS_FAILED_AT_FREEZE),
    ),
    rule(
        &[WriterState::VSS_WS_WAITING_FOR_FREEZE, WriterState::VSS_WS_WAITING_FOR_THAW],
        E::Freeze,
        Expired,
        Some(WriterState::VSS_WS_FAILED_AT_FREEZE),
    ),
    rule(
        &[WriterState::VSS_WS_WAITING_FOR_THAW],
        E::Thaw,
        Succeeded,
        Some(WriterState::VSS_WS_WAITING_FOR_POST_SNAPSHOT),
    ),
    rule(&[WriterState::VSS_WS_WAITING_FOR_THAW], E::Thaw, Failed, Some(WriterState::VSS_WS_FAILED_AT_THAW)),
    rule(&[WriterState::VSS_WS_WAITING_FOR_THAW], E::Thaw, Expired, Some(WriterState::VSS_WS_FAILED_AT_THAW)),
    rule(
        &[WriterState::VSS_WS_WAITING_FOR_POST_SNAPSHOT],
        E::PostSnapshot,
        Succeeded,
        Some(WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE),
    ),
    rule(
        &[WriterState::VSS_WS_WAITING_FOR_POST_SNAPSHOT],
        E::PostSnapshot,
        Failed,
        Some(WriterState::VSS_WS_FAILED_AT_POST_SNAPSHOT),
    ),
    rule(
        &[WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE, WriterState::VSS_WS_STABLE],
        E::BackupComplete,
        Succeeded,
        Some(WriterState::VSS_WS_STABLE),
    ),
    rule(
        &[WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE, WriterState::VSS_WS_STABLE],
        E::BackupComplete,
        Failed,
        Some(WriterState::VSS_WS_FAILED_AT_BACKUP_COMPLETE),
    ),
    // An OnAbort that fails changes nothing more: no state FAILED_AT_ABORT exists (a reading).
    rule(RUNNING, E::Abort, Succeeded, Some(WriterState::VSS_WS_STABLE)),
    rule(RUNNING, E::Abort, Failed, Some(WriterState::VSS_WS_STABLE)),
    rule(FAILED_BEFORE_POST_SNAPSHOT, E::Abort, Succeeded, None),
    rule(FAILED_BEFORE_POST_SNAPSHOT, E::Abort, Failed, None),
    rule(RUNNING, E::BackupShutdown, Succeeded, Some(WriterState::VSS_WS_STABLE)),
    rule(
        &[WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE],
        E::BackupShutdown,
        Succeeded,
        Some(WriterState::VSS_WS_STABLE),
    ),
    rule(FAILED, E::BackupShutdown, Succeeded, None),
    rule(RUNNING, E::BackupShutdown, Failed, Some(WriterState::VSS_WS_FAILED_AT_BACKUPSHUTDOWN)),
    rule(
        &[WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE],
        E::BackupShutdown,
        Failed,
        Some(WriterState::VSS_WS_FAILED_AT_BACKUPSHUTDOWN),
    ),
    // No state of waiting exists for restores; a session of one starts stable at PreRestore (readings).
    rule(&[WriterState::VSS_WS_STABLE], E::PreRestore, Succeeded, Some(WriterState::VSS_WS_STABLE)),
    rule(
        &[WriterState::VSS_WS_STABLE],
        E::PreRestore,
        Failed,
        Some(WriterState::VSS_WS_FAILED_AT_PRE_RESTORE),
    ),
    rule(&[WriterState::VSS_WS_STABLE], E::PostRestore, Succeeded, Some(WriterState::VSS_WS_STABLE)),
    rule(
        &[WriterState::VSS_WS_STABLE],
        E::PostRestore,
        Failed,
        Some(WriterState::VSS_WS_FAILED_AT_POST_RESTORE),
    ),
    // The earlier failure says more than that of the shutdown (a reading).
    rule(FAILED, E::BackupShutdown, Failed, None),
];

/// The rows of the table, one state at a time, for drawing and for tests.
pub fn transitions() -> impl Iterator<Item = Transition> {
    RULES.iter().flat_map(|rule| {
        rule.from.iter().map(|from| Transition {
            from: *from,
            on: rule.on,
            outcome: rule.outcome,
            to: rule.to.unwrap_or(*from),
        })
    })
}

/// Where an event leads; `None` when a session in this state is not sent it.
#[must_use]
pub fn next_state(from: WriterState, on: WriterEvent, outcome: WriterOutcome) -> Option<WriterState> {
    RULES
        .iter()
        .find(|rule| rule.on == on && rule.outcome == outcome && rule.from.contains(&from))
        .map(|rule| rule.to.unwrap_or(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_stands_twice() {
        let mut rows: Vec<_> = transitions().map(|t| (t.from, t.on, t.outcome)).collect();
        let count = rows.len();
        rows.sort_unstable();
        rows.dedup();
        assert_eq!(rows.len(), count);
    }

    #[test]
    fn after_post_snapshot_no_abort_is_sent() {
        for state in [
            WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE,
            WriterState::VSS_WS_FAILED_AT_POST_SNAPSHOT,
            WriterState::VSS_WS_FAILED_AT_BACKUP_COMPLETE,
        ] {
            assert_eq!(next_state(state, E::Abort, Succeeded), None);
        }
    }
}
