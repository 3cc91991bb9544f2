//! What a requester may call in which state of a backup.

use super::super::phases::PhaseKind;
use super::{Guard, Row, row};

use PhaseKind as P;

/// Every state of a backup.
pub(super) const ANY: &[PhaseKind] = &[
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
    P::Importing,
    P::Imported,
    P::Reverting,
];

/// The states in which no operation runs that hinders others.
pub(super) const IDLE: &[PhaseKind] = &[
    P::Initialized,
    P::Gathered,
    P::SetStarted,
    P::Prepared,
    P::SnapshotDone,
    P::SnapshotFailed,
    P::Completed,
    P::Aborted,
    P::Imported,
    P::Reverting,
];

/// The states that follow a gathering.
pub(super) const AFTER_GATHERING: &[PhaseKind] = &[
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
    P::Imported,
];

/// The rows of backups.
pub(super) const ROWS: &[Row] = &[
    row("InitializeForBackup", &[P::New], &[], Some(P::Initialized)),
    row("GetWriterComponentsCount", ANY, &[], None),
    row("GetWriterComponents", ANY, &[], None),
    row("SetContext", &[P::Initialized, P::Gathered, P::Reverting], &[Guard::FirstSetContext], None),
    row("SetBackupState", &[P::Initialized, P::Gathered, P::SetStarted, P::Reverting], &[], None),
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
    row("SetBackupSucceeded", &[P::SnapshotDone, P::Imported], &[Guard::WithWriters], None),
    row("SetBackupSucceeded", &[P::Prepared], &[Guard::WithWriters, Guard::NoSetStarted], None),
    row("BackupComplete", &[P::SnapshotDone, P::Imported], &[Guard::WithWriters], Some(P::Completing)),
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
        &[
            P::Initialized,
            P::Gathering,
            P::Gathered,
            P::Completing,
            P::Completed,
            P::Aborted,
            P::Importing,
            P::Imported,
            P::Reverting,
        ],
        &[],
        None,
    ),
    row(
        "SaveAsXML",
        &[P::Prepared, P::SnapshotDone, P::SnapshotFailed, P::Completed, P::Aborted, P::Imported],
        &[],
        None,
    ),
];
