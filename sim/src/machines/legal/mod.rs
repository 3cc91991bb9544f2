//! Which call an `IVssBackupComponents` object accepts in which state: a table, and the guards its rows name.
//!
//! Pages: each method's own in `vsbackup.h`; where a page only says "not in the correct sequence", that a state is
//! out of sequence is read from the order its other pages describe.

mod backup;
mod restore;
mod shadow_copies;

use super::phases::PhaseKind;
use super::requester::{Backup, Gathered, Requester, Session};
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
        let backup = |holds: fn(&Backup) -> bool| session.as_backup().is_some_and(holds);
        match self {
            Self::WithWriters => session.with_writers(),
            Self::FirstSetContext => backup(|backup| backup.context.is_none()),
            Self::ContextSet => backup(|backup| backup.context.is_some()),
            Self::FirstGather => session.gathered == Gathered::NotCalled,
            Self::MetadataGathered => session.gathered.writers().is_some(),
            Self::MetadataHere => matches!(session.gathered, Gathered::Here(_)),
            Self::StatusHere => session.status.is_some(),
            Self::StatusIdle => !session.gathering_status,
            Self::BackupStateSet => backup(|backup| backup.state.is_some()),
            Self::SetStarted => session.set().is_some(),
            Self::NoSetStarted => session.set().is_none(),
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

/// Why a call is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The object was not initialised.
    NotInitialized,
    /// The method serves backups alone, and a restore is under way on the object.
    InRestore,
    /// The method serves restores alone, and a backup is under way on the object.
    InBackup,
    /// The restore knows of no running writer whose component could be selected.
    NothingGathered,
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
            Self::NotInitialized | Self::InRestore | Self::InBackup | Self::Sequence | Self::Guard(_) => {
                Hresult::VSS_E_BAD_STATE
            }
            Self::NothingGathered => Hresult::VSS_E_OBJECT_NOT_FOUND,
            Self::OwnSetInProgress => Hresult::VSS_E_SNAPSHOT_SET_IN_PROGRESS,
        }
    }
}

/// The table: the rows of backups, those of restores, and those of what serves shadow copies that exist already. A
/// method that stands in several rows is accepted by the first whose state fits.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    backup::ROWS.iter().chain(restore::ROWS).chain(shadow_copies::ROWS)
}

/// The row that accepts a call on this object.
///
/// # Errors
/// No row does: the state is out of sequence, or a guard does not hold.
pub fn admit(requester: &Requester, method: &str) -> Result<&'static Row, Refusal> {
    let phase = requester.phase();
    let Some(row) = rows().find(|row| row.method == method && row.from.contains(&phase)) else {
        return Err(refusal(requester, phase, method));
    };
    let failed = |session: &Session| row.guards.iter().copied().find(|guard| !guard.holds(session));
    match requester.session().and_then(failed) {
        Some(guard) => Err(Refusal::Guard(guard)),
        None => Ok(row),
    }
}

/// Why no row accepts a call.
fn refusal(requester: &Requester, phase: PhaseKind, method: &str) -> Refusal {
    let of_copies = |restore: bool| {
        let during = |row: &Row| row.from.iter().any(|from| from.is_restore() == restore);
        shadow_copies::ROWS.iter().any(|row| row.method == method && during(row))
    };
    let served = |rows: &[Row], restore| rows.iter().any(|row| row.method == method) || of_copies(restore);
    if phase == PhaseKind::New {
        return Refusal::NotInitialized;
    }
    if phase.is_restore() && !served(restore::ROWS, true) {
        return Refusal::InRestore;
    }
    if !phase.is_restore() && !served(backup::ROWS, false) {
        return Refusal::InBackup;
    }
    if matches!(phase, PhaseKind::RestoreInitialized | PhaseKind::Recovering)
        && restore::NEEDS_A_RUNNING_WRITER.contains(&method)
    {
        return Refusal::NothingGathered;
    }
    let own_set = requester.session().is_some_and(|session| session.set().is_some());
    let open = matches!(
        phase,
        PhaseKind::SetStarted | PhaseKind::Preparing | PhaseKind::Prepared | PhaseKind::Snapshotting
    );
    if method == "StartSnapshotSet" && own_set && open {
        Refusal::OwnSetInProgress
    } else {
        Refusal::Sequence
    }
}
