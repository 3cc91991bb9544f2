//! What a requester may do with shadow copies that exist already, in which state of its object.
//!
//! Many of these methods have no line for a wrong state on their pages: then every initialised object accepts them (a
//! reading).

use super::super::phases::PhaseKind as P;
use super::backup::{AFTER_GATHERING, ANY, IDLE};
use super::{Guard, Row, restore, row};

/// Every state in which the object can still be used for a backup or a query.
const UNTIL_ABORTED: &[P] = &[
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
    P::Importing,
    P::Imported,
    P::Reverting,
];

/// In the second, the answer is that a resynchronisation is under way.
const RECOVERY: &[P] = &[P::RestoreInitialized, P::Recovering];

/// The rows.
pub(super) const ROWS: &[Row] = &[
    row("GetSnapshotProperties", ANY, &[], None),
    row("Query", UNTIL_ABORTED, &[Guard::ContextSet], None),
    row("DeleteSnapshots", ANY, &[], None),
    row("DeleteSnapshots", restore::ANY, &[], None),
    row("ImportSnapshots", &[P::Initialized], &[], Some(P::Importing)),
    row("RevertToSnapshot", ANY, &[], None),
    row("RevertToSnapshot", restore::ANY, &[], None),
    row("QueryRevertStatus", ANY, &[], None),
    row("QueryRevertStatus", restore::ANY, &[], None),
    row("AddSnapshotToRecoverySet", RECOVERY, &[], None),
    row("RecoverSet", RECOVERY, &[], Some(P::Recovering)),
    row("BreakSnapshotSet", ANY, &[], None),
    row("BreakSnapshotSet", restore::ANY, &[], None),
    row("BreakSnapshotSetEx", ANY, &[], None),
    row("BreakSnapshotSetEx", restore::ANY, &[], None),
    row("IsVolumeSupported", ANY, &[], None),
    row("ExposeSnapshot", ANY, &[], None),
    row("UnexposeSnapshot", ANY, &[], None),
    row("GetSessionId", ANY, &[], None),
    row("GetSessionId", restore::ANY, &[], None),
    row("GetWriterMetadataEx", AFTER_GATHERING, &[Guard::MetadataHere], None),
    row("GetWriterMetadataEx", restore::AFTER_GATHERING, &[Guard::MetadataHere], None),
    row("GetWriterStatusEx", IDLE, &[Guard::StatusHere], None),
    row("GetWriterStatusEx", restore::IDLE, &[Guard::StatusHere], None),
    // It asks nothing of the object.
    row("GetRootAndLogicalPrefixPaths", &[P::New], &[], None),
    row("GetRootAndLogicalPrefixPaths", ANY, &[], None),
    row("GetRootAndLogicalPrefixPaths", restore::ANY, &[], None),
];
