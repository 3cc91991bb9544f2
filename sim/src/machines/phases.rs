//! The states of an `IVssBackupComponents` object, in a backup and in a restore.

use crate::api::OpId;

/// The states of a backup, named as in the project's tables; an operation that runs is part of its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the states of the table")]
pub enum BackupPhase {
    Initialized,
    Gathering(OpId),
    Gathered,
    SetStarted,
    Preparing(OpId),
    Prepared,
    Snapshotting(OpId),
    SnapshotDone,
    SnapshotFailed,
    Completing(OpId),
    Completed,
    Aborted,
    Importing(OpId),
    Imported,
    Reverting,
}

/// The states of a restore, named as in the project's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the states of the table")]
pub enum RestorePhase {
    Initialized,
    Gathering(OpId),
    Gathered,
    Prerestoring(OpId),
    Prerestored,
    Postrestoring(OpId),
    Postrestored,
    Recovering(OpId),
}

/// A state without its operation, as tables and scenarios name it. Those of a restore whose names are also states of a
/// backup have RESTORE_ before them here; the others bear the names of the project's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the states of the table")]
pub enum PhaseKind {
    New,
    Initialized,
    Gathering,
    Gathered,
    SetStarted,
    Preparing,
    Prepared,
    Snapshotting,
    SnapshotDone,
    SnapshotFailed,
    Completing,
    Completed,
    Aborted,
    RestoreInitialized,
    RestoreGathering,
    RestoreGathered,
    Prerestoring,
    Prerestored,
    Postrestoring,
    Postrestored,
    Importing,
    Imported,
    Reverting,
    Recovering,
}

impl PhaseKind {
    /// Every state with its name.
    pub const NAMES: &'static [(Self, &'static str)] = &[
        (Self::New, "NEW"),
        (Self::Initialized, "INITIALIZED"),
        (Self::Gathering, "GATHERING"),
        (Self::Gathered, "GATHERED"),
        (Self::SetStarted, "SET_STARTED"),
        (Self::Preparing, "PREPARING"),
        (Self::Prepared, "PREPARED"),
        (Self::Snapshotting, "SNAPSHOTTING"),
        (Self::SnapshotDone, "SNAPSHOT_DONE"),
        (Self::SnapshotFailed, "SNAPSHOT_FAILED"),
        (Self::Completing, "COMPLETING"),
        (Self::Completed, "COMPLETED"),
        (Self::Aborted, "ABORTED"),
        (Self::RestoreInitialized, "RESTORE_INITIALIZED"),
        (Self::RestoreGathering, "RESTORE_GATHERING"),
        (Self::RestoreGathered, "RESTORE_GATHERED"),
        (Self::Prerestoring, "PRERESTORING"),
        (Self::Prerestored, "PRERESTORED"),
        (Self::Postrestoring, "POSTRESTORING"),
        (Self::Postrestored, "POSTRESTORED"),
        (Self::Importing, "IMPORTING"),
        (Self::Imported, "IMPORTED"),
        (Self::Reverting, "REVERTING"),
        (Self::Recovering, "RECOVERING"),
    ];

    /// Whether it is a state of a restore.
    #[must_use]
    pub const fn is_restore(self) -> bool {
        match self {
            Self::RestoreInitialized
            | Self::RestoreGathering
            | Self::RestoreGathered
            | Self::Prerestoring
            | Self::Prerestored
            | Self::Postrestoring
            | Self::Postrestored
            | Self::Recovering => true,
            Self::New
            | Self::Initialized
            | Self::Gathering
            | Self::Gathered
            | Self::SetStarted
            | Self::Preparing
            | Self::Prepared
            | Self::Snapshotting
            | Self::SnapshotDone
            | Self::SnapshotFailed
            | Self::Completing
            | Self::Completed
            | Self::Aborted
            | Self::Importing
            | Self::Imported
            | Self::Reverting => false,
        }
    }

    /// The name of the state.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

impl BackupPhase {
    /// The state without its operation.
    #[must_use]
    pub const fn kind(self) -> PhaseKind {
        match self {
            Self::Initialized => PhaseKind::Initialized,
            Self::Gathering(_) => PhaseKind::Gathering,
            Self::Gathered => PhaseKind::Gathered,
            Self::SetStarted => PhaseKind::SetStarted,
            Self::Preparing(_) => PhaseKind::Preparing,
            Self::Prepared => PhaseKind::Prepared,
            Self::Snapshotting(_) => PhaseKind::Snapshotting,
            Self::SnapshotDone => PhaseKind::SnapshotDone,
            Self::SnapshotFailed => PhaseKind::SnapshotFailed,
            Self::Completing(_) => PhaseKind::Completing,
            Self::Completed => PhaseKind::Completed,
            Self::Aborted => PhaseKind::Aborted,
            Self::Importing(_) => PhaseKind::Importing,
            Self::Imported => PhaseKind::Imported,
            Self::Reverting => PhaseKind::Reverting,
        }
    }
    /// The operation that runs.
    #[must_use]
    pub const fn running(self) -> Option<OpId> {
        match self {
            Self::Gathering(op)
            | Self::Preparing(op)
            | Self::Snapshotting(op)
            | Self::Completing(op)
            | Self::Importing(op) => Some(op),
            Self::Initialized
            | Self::Gathered
            | Self::SetStarted
            | Self::Prepared
            | Self::SnapshotDone
            | Self::SnapshotFailed
            | Self::Completed
            | Self::Aborted
            | Self::Imported
            | Self::Reverting => None,
        }
    }

    pub(super) const fn epoch(self) -> u32 {
        match self {
            Self::Initialized
            | Self::Gathering(_)
            | Self::Gathered
            | Self::SetStarted
            | Self::Importing(_)
            | Self::Imported
            | Self::Reverting => 0,
            Self::Preparing(_) | Self::Prepared => 1,
            Self::Snapshotting(_) | Self::SnapshotDone | Self::SnapshotFailed => 2,
            Self::Completing(_) | Self::Completed => 3,
            Self::Aborted => 4,
        }
    }
}

impl RestorePhase {
    /// The state without its operation.
    #[must_use]
    pub const fn kind(self) -> PhaseKind {
        match self {
            Self::Initialized => PhaseKind::RestoreInitialized,
            Self::Gathering(_) => PhaseKind::RestoreGathering,
            Self::Gathered => PhaseKind::RestoreGathered,
            Self::Prerestoring(_) => PhaseKind::Prerestoring,
            Self::Prerestored => PhaseKind::Prerestored,
            Self::Postrestoring(_) => PhaseKind::Postrestoring,
            Self::Postrestored => PhaseKind::Postrestored,
            Self::Recovering(_) => PhaseKind::Recovering,
        }
    }

    /// The operation that runs.
    #[must_use]
    pub const fn running(self) -> Option<OpId> {
        match self {
            Self::Gathering(op) | Self::Prerestoring(op) | Self::Postrestoring(op) | Self::Recovering(op) => {
                Some(op)
            }
            Self::Initialized | Self::Gathered | Self::Prerestored | Self::Postrestored => None,
        }
    }

    pub(super) const fn epoch(self) -> u32 {
        match self {
            Self::Initialized | Self::Gathering(_) | Self::Gathered | Self::Recovering(_) => 0,
            Self::Prerestoring(_) | Self::Prerestored => 1,
            Self::Postrestoring(_) | Self::Postrestored => 2,
        }
    }
}
