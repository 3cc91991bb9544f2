//! The order of a creation: what happens between `DoSnapshotSet` and its end, as a table.
//!
//! The numbers are those of the project's table of steps. Freezing and thawing the transaction managers (CS-28 and
//! CS-35) has no participant and nothing to show, so it has no row. That a new LUN is recovered has no number: hardware
//! providers are told before PreFinalCommitSnapshots and after PostSnapshot, under the numbers of the steps before (a
//! reading: the pages have the notifications, and not their place).
//!
//! Page: `desktop-src/VSS/shadow-copy-creation-for-providers`, text and figure.

use crate::machines::{ProviderStage, WriterEvent};
use crate::vocabulary::{ApplicationLevel, SnapshotState};

/// One stage: all of its participants are through before the next one begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// The step's number.
    pub id: &'static str,
    /// What happens.
    pub act: StageAct,
    /// The state the shadow copies are in once the stage is through, where it changes.
    pub state: Option<SnapshotState>,
}

/// What happens in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageAct {
    /// Each provider of the set is called, one after the other.
    Providers(ProviderStage),
    /// Hardware providers are asked about the new LUNs; a set without them has no such stage.
    Luns(LunStep),
    /// Each writer that takes part is sent an event, all at once.
    Writers(WriterEvent),
    /// The writers of one level are sent Freeze.
    Freeze(ApplicationLevel),
    /// Writes to the volumes are held: the instant of the shadow copy.
    HoldWrites,
    /// Held writes go on.
    ReleaseWrites,
}

/// What hardware providers are asked about the new LUNs of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LunStep {
    /// `GetTargetLuns` for each shadow copy.
    GetTargetLuns,
    /// `LocateLuns` for the set, unless it is transportable: it is imported at once.
    LocateLuns,
    /// `FillInLunInfo` for each LUN that has arrived.
    FillInLunInfo,
    /// `OnLunStateChange`: the copies are about to be recovered.
    BeforeRecovery,
    /// `OnLunStateChange`: they were.
    AfterRecovery,
}

const fn stage(id: &'static str, act: StageAct, state: Option<SnapshotState>) -> Stage {
    Stage { id, act, state }
}

/// The table.
pub const CREATION: &[Stage] = &[
    stage(
        "CS-24",
        StageAct::Providers(ProviderStage::EndPrepareSnapshots),
        Some(SnapshotState::VSS_SS_PREPARED),
    ),
    stage("CS-26", StageAct::Writers(WriterEvent::PrepareForSnapshot), None),
    stage("CS-27", StageAct::Freeze(ApplicationLevel::VSS_APP_FRONT_END), None),
    stage("CS-27", StageAct::Freeze(ApplicationLevel::VSS_APP_BACK_END), None),
    stage("CS-27", StageAct::Freeze(ApplicationLevel::VSS_APP_SYSTEM), None),
    stage(
        "CS-29",
        StageAct::Providers(ProviderStage::PreCommitSnapshots),
        Some(SnapshotState::VSS_SS_PRECOMMITTED),
    ),
    stage("CS-30", StageAct::HoldWrites, None),
    stage(
        "CS-31",
        StageAct::Providers(ProviderStage::CommitSnapshots),
        Some(SnapshotState::VSS_SS_COMMITTED),
    ),
    stage("CS-32", StageAct::ReleaseWrites, None),
    stage(
        "CS-34",
        StageAct::Providers(ProviderStage::PostCommitSnapshots),
        Some(SnapshotState::VSS_SS_POSTCOMMITTED),
    ),
    stage("CS-36", StageAct::Writers(WriterEvent::Thaw), None),
    stage("CS-37", StageAct::Luns(LunStep::GetTargetLuns), None),
    stage("CS-39", StageAct::Luns(LunStep::LocateLuns), None),
    stage("CS-41", StageAct::Luns(LunStep::FillInLunInfo), None),
    stage("CS-41", StageAct::Luns(LunStep::BeforeRecovery), None),
    stage(
        "CS-43",
        StageAct::Providers(ProviderStage::PreFinalCommitSnapshots),
        Some(SnapshotState::VSS_SS_PREFINALCOMMITTED),
    ),
    stage("CS-46", StageAct::Writers(WriterEvent::PostSnapshot), None),
    stage("CS-46", StageAct::Luns(LunStep::AfterRecovery), None),
    stage(
        "CS-48",
        StageAct::Providers(ProviderStage::PostFinalCommitSnapshots),
        Some(SnapshotState::VSS_SS_CREATED),
    ),
];

/// The levels in the order in which they get Freeze.
pub(super) const FREEZE_ORDER: [ApplicationLevel; 3] = [
    ApplicationLevel::VSS_APP_FRONT_END,
    ApplicationLevel::VSS_APP_BACK_END,
    ApplicationLevel::VSS_APP_SYSTEM,
];

/// The stages in which new LUNs are looked up and the set is imported, as places in the table: the first, and the one
/// after the last.
pub(super) const LUN_STAGES: (usize, usize) = (11, 14);

/// The state the shadow copies are in from the first call of a stage until its last has returned (a reading: all these
/// values are reserved for system use, and no requester sees them).
pub(super) const fn processing(stage: ProviderStage) -> Option<SnapshotState> {
    match stage {
        ProviderStage::EndPrepareSnapshots => Some(SnapshotState::VSS_SS_PROCESSING_PREPARE),
        ProviderStage::PreCommitSnapshots => Some(SnapshotState::VSS_SS_PROCESSING_PRECOMMIT),
        ProviderStage::CommitSnapshots => Some(SnapshotState::VSS_SS_PROCESSING_COMMIT),
        ProviderStage::PostCommitSnapshots => Some(SnapshotState::VSS_SS_PROCESSING_POSTCOMMIT),
        ProviderStage::PreFinalCommitSnapshots => Some(SnapshotState::VSS_SS_PROCESSING_PREFINALCOMMIT),
        ProviderStage::PostFinalCommitSnapshots => Some(SnapshotState::VSS_SS_PROCESSING_POSTFINALCOMMIT),
        ProviderStage::AbortSnapshots => None,
    }
}

/// The level a writer is frozen at: one of the three that Freeze goes to.
///
/// Every other value is frozen last, with the system level (a reading: their pages give them no place).
pub(super) fn freeze_level(level: ApplicationLevel) -> ApplicationLevel {
    match level {
        ApplicationLevel::VSS_APP_FRONT_END | ApplicationLevel::VSS_APP_BACK_END => level,
        _ => ApplicationLevel::VSS_APP_SYSTEM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stages_of_luns_are_where_they_are_said_to_be() {
        let (first, end) = LUN_STAGES;
        assert_eq!(CREATION[first].act, StageAct::Luns(LunStep::GetTargetLuns));
        assert_eq!(CREATION[end - 1].act, StageAct::Luns(LunStep::FillInLunInfo));
    }
}
