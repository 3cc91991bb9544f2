//! What a requester may call in which state of a restore.
//!
//! The tables of many pages refuse their method "during a restore operation", even where it serves nothing else: that
//! line is taken as copied from the methods of a backup (a reading).

use super::super::phases::PhaseKind;
use super::{Guard, Row, row};

use PhaseKind as P;

/// Every state of a restore.
pub(super) const ANY: &[PhaseKind] = &[
    P::RestoreInitialized,
    P::RestoreGathering,
    P::RestoreGathered,
    P::Prerestoring,
    P::Prerestored,
    P::Postrestoring,
    P::Postrestored,
    P::Recovering,
];

/// The states in which no operation runs that hinders others.
pub(super) const IDLE: &[PhaseKind] =
    &[P::RestoreInitialized, P::RestoreGathered, P::Prerestored, P::Postrestored, P::Recovering];

/// The states that follow a gathering.
pub(super) const AFTER_GATHERING: &[PhaseKind] =
    &[P::RestoreGathered, P::Prerestoring, P::Prerestored, P::Postrestoring, P::Postrestored];

/// The states before PreRestore, gathered or not: a restore for system recovery can do without gathering.
const BEFORE: &[PhaseKind] = &[P::RestoreInitialized, P::RestoreGathered];

/// These, and that in which LUNs are resynchronised.
const BEFORE_OR_RECOVERING: &[PhaseKind] = &[P::RestoreInitialized, P::RestoreGathered, P::Recovering];

/// The states in which what no page bounds can be said: until PostRestore.
const UNTIL_POST_RESTORE: &[PhaseKind] =
    &[P::RestoreInitialized, P::RestoreGathered, P::Prerestored, P::Recovering];

/// The methods that give `VSS_E_OBJECT_NOT_FOUND` where their component's writer does not run, and so before any is
/// known (a reading).
pub(super) const NEEDS_A_RUNNING_WRITER: &[&str] = &["SetSelectedForRestore", "SetSelectedForRestoreEx"];

/// The rows of restores.
pub(super) const ROWS: &[Row] = &[
    row("InitializeForRestore", &[P::New], &[], Some(P::RestoreInitialized)),
    row("GetWriterComponentsCount", IDLE, &[], None),
    row("GetWriterComponents", IDLE, &[], None),
    row("SetRestoreState", BEFORE_OR_RECOVERING, &[], None),
    row("GatherWriterMetadata", &[P::RestoreInitialized], &[Guard::FirstGather], Some(P::RestoreGathering)),
    row("GetWriterMetadataCount", AFTER_GATHERING, &[Guard::MetadataHere], None),
    row("GetWriterMetadata", AFTER_GATHERING, &[Guard::MetadataHere], None),
    row("FreeWriterMetadata", AFTER_GATHERING, &[Guard::MetadataHere], None),
    // Restores cannot be aborted, so it is ignored.
    row("AbortBackup", ANY, &[], None),
    row("GatherWriterStatus", IDLE, &[Guard::StatusIdle], None),
    row("GetWriterStatusCount", IDLE, &[Guard::StatusHere], None),
    row("GetWriterStatus", IDLE, &[Guard::StatusHere], None),
    row("FreeWriterStatus", IDLE, &[Guard::StatusHere], None),
    row("SetSelectedForRestore", &[P::RestoreGathered], &[], None),
    row("SetSelectedForRestoreEx", &[P::RestoreGathered], &[], None),
    row("AddRestoreSubcomponent", &[P::RestoreGathered], &[], None),
    row("SetRestoreOptions", BEFORE_OR_RECOVERING, &[], None),
    // The reference page wants it before PreRestore; an overview has it later (C-024).
    row("SetAdditionalRestores", &[P::RestoreGathered, P::Prerestored], &[], None),
    row("AddAlternativeLocationMapping", &[P::RestoreGathered, P::Prerestored], &[], None),
    row("AddNewTarget", &[P::RestoreGathered], &[], None),
    row("SetRangesFilePath", &[P::RestoreGathered, P::Prerestored], &[], None),
    row("SetFileRestoreStatus", &[P::Prerestored], &[], None),
    row("SetAuthoritativeRestore", UNTIL_POST_RESTORE, &[], None),
    row("SetRollForward", UNTIL_POST_RESTORE, &[], None),
    row("SetRestoreName", UNTIL_POST_RESTORE, &[], None),
    row("PreRestore", BEFORE, &[], Some(P::Prerestoring)),
    row("PostRestore", &[P::Prerestored], &[], Some(P::Postrestoring)),
];
