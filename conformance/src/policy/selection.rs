//! Which components a backup holds beside those that were added, where the pages leave it open.

use std::sync::Arc;

use vss_sim::components::{BackupSelection, ComponentForest, ComponentName, Naming, SetMembers, Unadded};
use vss_sim::documents::WriterMetadata;
use vss_sim::world::readings::{NonselectableBelow, NonselectableSubcomponents, SetMembership};
use vss_sim::world::{ReadingSet, Readings};

/// The components of a writer as they are named and lie below each other by the answers that are followed (C-005, C-006,
/// C-078, C-079), as far as these decide what a backup holds.
pub(super) fn forest_of(
    document: &Arc<WriterMetadata>,
    added: &[ComponentName],
    readings: &Readings,
    asked: &mut ReadingSet,
) -> ComponentForest {
    let by = |naming| ComponentForest::by(Arc::clone(document), naming);
    let at_root = |name: &ComponentName| name.logical_path().is_none() && !name.name().contains('\\');
    let usual = by(Naming::default());
    // Of components that stand side by side and are told apart in any case nothing is to be asked.
    if (0..usual.len()).all(|index| usual.name(index).is_some_and(at_root)) && usual.case_twins().is_empty() {
        return usual;
    }
    let naming = asked.naming(readings, |naming| {
        let forest = by(naming);
        let selection = BackupSelection::new(&forest, added);
        let found: Vec<Option<usize>> = added.iter().map(|name| forest.find(name)).collect();
        (selection.explicit().to_vec(), selection.implicit().to_vec(), found)
    });
    if naming == Naming::default() { usual } else { by(naming) }
}

/// The components of a backup, by the answers that are followed (C-001, C-002, C-007).
pub(super) fn backup_selection(
    forest: &ComponentForest,
    added: &[ComponentName],
    readings: &Readings,
    asked: &mut ReadingSet,
) -> BackupSelection {
    let mut answers = Unadded::default();
    let mut selection = BackupSelection::by(forest, added, answers);
    let with = |members| BackupSelection::by(forest, added, Unadded { members, ..Unadded::default() });
    let others = [SetMembers::FirstElementOfPath, SetMembers::NonselectableBelowItsName].map(with);
    let held = |selection: &BackupSelection| (selection.explicit().to_vec(), selection.implicit().to_vec());
    if others.iter().any(|other| held(other) != held(&selection)) {
        answers.members = match asked.ask::<SetMembership>(readings) {
            SetMembership::AnyDescendant => SetMembers::AnyDescendant,
            SetMembership::FirstElementOfPath => SetMembers::FirstElementOfPath,
            SetMembership::NonselectableBelowItsName => SetMembers::NonselectableBelowItsName,
        };
        selection = BackupSelection::by(forest, added, answers);
    }
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
