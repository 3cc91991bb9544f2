//! Which components a backup holds beside those that were added, where the pages leave it open.

use vss_sim::components::{BackupSelection, ComponentForest, ComponentName, Unadded};
use vss_sim::world::readings::{NonselectableBelow, NonselectableSubcomponents};
use vss_sim::world::{ReadingSet, Readings};

/// The components of a backup, by the answers that are followed (C-001, C-002).
pub(super) fn backup_selection(
    forest: &ComponentForest,
    added: &[ComponentName],
    readings: &Readings,
    asked: &mut ReadingSet,
) -> BackupSelection {
    let mut answers = Unadded::default();
    let mut selection = BackupSelection::by(forest, added, answers);
    let below = BackupSelection::by(forest, added, Unadded { below_required: true, ..answers });
    if below != selection && asked.ask::<NonselectableBelow>(readings) == NonselectableBelow::Implicit {
        answers.below_required = true;
        selection = below;
    }
    let always = BackupSelection::by(forest, added, Unadded { subcomponents: true, ..answers });
    if always != selection
        && asked.ask::<NonselectableSubcomponents>(readings) == NonselectableSubcomponents::Always
    {
        selection = always;
    }
    selection
}
