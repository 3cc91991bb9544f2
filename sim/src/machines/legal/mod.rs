//! Which call an `IVssBackupComponents` object accepts in which state: a table, and the guards its rows name.
//!
//! Pages: each method's own in `vsbackup.h`; where a page only says "not in the correct sequence", that a state is
//! out of sequence is read from the order its other pages describe.

mod shadow_copies;

use super::requester::{Gathered, PhaseKind, Requester, Session};
use crate::vocabulary::{Hresult, SnapshotContext};

/// A condition of a row: a name, a pure test, and the code that refuses the call where it does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is described by its row of `Guard::describe`")]
pub enum Guard {
    WithWriters,
    FirstSetContext,
    ContextSet,
    FirstGather,
    MetadataGathered,
    MetadataHere,
    StatusHere,
    StatusIdle,
    BackupStateSet,
    SetStarted,
    NoSetStarted,
    PreparedForOrWithoutWriters,
    ContextCreatesSets,
}

impl Guard {
    /// What has to hold, in words.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::WithWriters => "it is required that the shadow copy context is one with writers",
            Self::FirstSetContext => "it is required that SetContext was not called on this object before",
            Self::ContextSet => "it is required that SetContext was called",
            Self::FirstGather => {
                "it is required that GatherWriterMetadata was not called on this object before"
            }
            Self::MetadataGathered => "it is required that GatherWriterMetadata has completed",
            Self::MetadataHere => {
                "it is required that GatherWriterMetadata has completed and FreeWriterMetadata was not called"
            }
            Self::StatusHere => {
                "it is required that GatherWriterStatus has completed and FreeWriterStatus was not called"
            }
            Self::StatusIdle => "it is required that no GatherWriterStatus is running",
            Self::BackupStateSet => "it is required that SetBackupState was called",
            Self::SetStarted => "it is required that StartSnapshotSet was called",
            Self::NoSetStarted => "it is required that no shadow copy set was started",
            Self::PreparedForOrWithoutWriters => {
                "it is required that writer metadata was gathered, or the context is one without writers"
            }
            Self::ContextCreatesSets => {
                "it is required that the context is one that shadow copies can be created in"
            }
        }
    }

    /// Whether it holds.
    #[must_use]
    pub fn holds(self, session: &Session) -> bool {
        match self {
            Self::WithWriters => session.with_writers(),
            Self::FirstSetContext => session.context.is_none(),
            Self::ContextSet => session.context.is_some(),
            Self::FirstGather => session.gathered == Gathered::NotCalled,
            Self::MetadataGathered => session.gathered.writers().is_some(),
            Self::MetadataHere => matches!(session.gathered, Gathered::Here(_)),
            Self::StatusHere => session.status.is_some(),
            Self::StatusIdle => !session.gathering_status,
            Self::BackupStateSet => session.backup_state.is_some(),
            Self::SetStarted => session.set.is_some(),
            Self::NoSetStarted => session.set.is_none(),
            Self::PreparedForOrWithoutWriters => {
                !session.with_writers() || session.gathered.writers().is_some()
            }
            Self::ContextCreatesSets => session.context() != SnapshotContext::VSS_CTX_ALL,
        }
    }
}

/// One row: a method, the states that accept it, what else must hold, and the state it leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The method.
    pub method: &'static str,
    /// The states that accept it.
    pub from: &'static [PhaseKind],
    /// What else must hold; a guard that does not gives `VSS_E_BAD_STATE`.
    pub guards: &'static [Guard],
    /// The state right after the call; `None` where it stays.
    pub to: Option<PhaseKind>,
}

const fn row(
    method: &'static str,
    from: &'static [PhaseKind],
    guards: &'static [Guard],
    to: Option<PhaseKind>,
) -> Row {
    Row { method, from, guards, to }
}

use PhaseKind as P;

/// Every state of a backup.
const ANY: &[PhaseKind] = &[
    P::Initialized,
    P::Gathering,
    P::Gathered,
    P::SetStarted,
    P::Preparing,
    P::Prepared,
    P::Snapshotting,
    P::SnapshotDone,
    P::SnapshotFailed,
    P::Completing,
    P::Completed,
    P::Aborted,
];

/// The states in which no operation runs.
const IDLE: &[PhaseKind] = &[
    P::Initialized,
    P::Gathered,
    P::SetStarted,
    P::Prepared,
    P::SnapshotDone,
    P::SnapshotFailed,
    P::Completed,
    P::Aborted,
];

/// The states that follow a gathering.
const AFTER_GATHERING: &[PhaseKind] = &[
    P::Gathered,
    P::SetStarted,
    P::Preparing,
    P::Prepared,
    P::Snapshotting,
    P::SnapshotDone,
    P::SnapshotFailed,
    P::Completing,
    P::Completed,
    P::Aborted,
];

/// The rows of backups. A method that stands in several rows is accepted by the first whose state fits.
pub const ROWS: &[Row] = &[
    row("InitializeForBackup", &[P::New], &[], Some(P::Initialized)),
    row("GetWriterComponentsCount", ANY, &[], None),
    row("GetWriterComponents", ANY, &[], None),
    row("SetContext", &[P::Initialized, P::Gathered], &[Guard::FirstSetContext], None),
    row("SetBackupState", &[P::Initialized, P::Gathered, P::SetStarted], &[], None),
    // Once GatherWriterMetadata was called they succeed all the same, and change nothing.
    row("EnableWriterClasses", ANY, &[], None),
    row("DisableWriterClasses", ANY, &[], None),
    row("DisableWriterInstances", ANY, &[], None),
    row("GatherWriterMetadata", &[P::Initialized], &[Guard::FirstGather], Some(P::Gathering)),
    row("GatherWriterMetadata", &[P::SetStarted], &[Guard::FirstGather], None),
    row("GetWriterMetadataCount", AFTER_GATHERING, &[Guard::MetadataHere], None),
    row("GetWriterMetadata", AFTER_GATHERING, &[Guard::MetadataHere], None),
    row("FreeWriterMetadata", AFTER_GATHERING, &[Guard::MetadataHere], None),
    row(
        "AddComponent",
        &[P::Gathered, P::SetStarted, P::Prepared],
        &[Guard::WithWriters, Guard::MetadataGathered],
        None,
    ),
    row("SetBackupOptions", &[P::Initialized, P::Gathered, P::SetStarted], &[Guard::WithWriters], None),
    row("SetPreviousBackupStamp", &[P::Initialized, P::Gathered, P::SetStarted], &[Guard::WithWriters], None),
    row(
        "StartSnapshotSet",
        &[P::Initialized, P::Gathered],
        &[Guard::ContextCreatesSets],
        Some(P::SetStarted),
    ),
    row("AddToSnapshotSet", &[P::SetStarted], &[], None),
    row("AddToSnapshotSet", &[P::Prepared], &[Guard::SetStarted], None),
    row(
        "PrepareForBackup",
        &[P::Gathered, P::SetStarted],
        &[Guard::WithWriters, Guard::MetadataGathered, Guard::BackupStateSet],
        Some(P::Preparing),
    ),
    row("DoSnapshotSet", &[P::SetStarted], &[Guard::PreparedForOrWithoutWriters], Some(P::Snapshotting)),
    row("DoSnapshotSet", &[P::Prepared], &[Guard::SetStarted], Some(P::Snapshotting)),
    row("GatherWriterStatus", IDLE, &[Guard::StatusIdle], None),
    row("GetWriterStatusCount", IDLE, &[Guard::StatusHere], None),
    row("GetWriterStatus", IDLE, &[Guard::StatusHere], None),
    row("FreeWriterStatus", IDLE, &[Guard::StatusHere], None),
    row("SetBackupSucceeded", &[P::SnapshotDone], &[Guard::WithWriters], None),
    row("SetBackupSucceeded", &[P::Prepared], &[Guard::WithWriters, Guard::NoSetStarted], None),
    row("BackupComplete", &[P::SnapshotDone], &[Guard::WithWriters], Some(P::Completing)),
    row("BackupComplete", &[P::Prepared], &[Guard::WithWriters, Guard::NoSetStarted], Some(P::Completing)),
    row(
        "AbortBackup",
        &[P::SetStarted, P::Preparing, P::Prepared, P::Snapshotting, P::SnapshotDone, P::SnapshotFailed],
        &[],
        Some(P::Aborted),
    ),
    // Ignored where no backup operation is under way.
    row(
        "AbortBackup",
        &[P::Initialized, P::Gathering, P::Gathered, P::Completing, P::Completed, P::Aborted],
        &[],
        None,
    ),
    row("SaveAsXML", &[P::Prepared, P::SnapshotDone, P::SnapshotFailed, P::Completed, P::Aborted], &[], None),
];

/// Why a call is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The object was not initialised.
    NotInitialized,
    /// No row of the method names the state.
    Sequence,
    /// The object's own shadow copy set is still open.
    OwnSetInProgress,
    /// A guard does not hold.
    Guard(Guard),
}

impl Refusal {
    /// The code the call returns.
    #[must_use]
    pub const fn code(self) -> Hresult {
        match self {
            Self::NotInitialized | Self::Sequence | Self::Guard(_) => Hresult::VSS_E_BAD_STATE,
            Self::OwnSetInProgress => Hresult::VSS_E_SNAPSHOT_SET_IN_PROGRESS,
        }
    }
}

/// The whole table: the rows of backups, and those of what serves shadow copies that exist already.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().chain(shadow_copies::ROWS)
}

/// The row that accepts a call on this object.
///
/// # Errors
/// No row does: the state is out of sequence, or a guard does not hold.
pub fn admit(requester: &Requester, method: &str) -> Result<&'static Row, Refusal> {
    let phase = requester.phase();
    let Some(row) = rows().find(|row| row.method == method && row.from.contains(&phase)) else {
        let own_set = requester.session().is_some_and(|session| session.set.is_some());
        let open = matches!(phase, P::SetStarted | P::Preparing | P::Prepared | P::Snapshotting);
        let refusal = if phase == P::New {
            Refusal::NotInitialized
        } else if method == "StartSnapshotSet" && own_set && open {
            Refusal::OwnSetInProgress
        } else {
            Refusal::Sequence
        };
        return Err(refusal);
    };
    let failed = |session: &Session| row.guards.iter().copied().find(|guard| !guard.holds(session));
    match requester.session().and_then(failed) {
        Some(guard) => Err(Refusal::Guard(guard)),
        None => Ok(row),
    }
}
