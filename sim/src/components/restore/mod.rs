//! What a restore of one writer's backup holds, given what the requester selects.
//!
//! Page: `working-with-selectability-for-restore-and-subcomponents`, also `use-of-components-by-the-requestor`.
//! Readings: what was included explicitly in the backup can always be selected, whatever its selectability for
//! restore (C-012); a subcomponent is added to an ancestor that is selected (C-013); one that is not selectable for
//! restore comes only with its ancestor (C-015); a subcomponent that is added brings along what lies below it
//! (C-016), and then neither the rest of the set nor the files of its definer are restored (C-017); of several, all
//! are restored (C-018). That required components are left out is told and refuses nothing (C-014). Where a component
//! is asked for both as a whole and in part, the calls for the part win and the whole is refused.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::backup::{BackupSelection, Inclusion};
use super::forest::{BackupKind, ComponentForest};
use super::name::ComponentName;

/// What a requester asks for in a restore of one writer's components.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RestoreRequest {
    /// The components given to SetSelectedForRestore.
    pub selected: Vec<ComponentName>,
    /// What is given to AddRestoreSubcomponent.
    pub subcomponents: Vec<RestoreSubcomponent>,
}

/// One AddRestoreSubcomponent (`nf-vsbackup-ivssbackupcomponents-addrestoresubcomponent`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RestoreSubcomponent {
    /// The component that has an entry in the Backup Components Document.
    pub ancestor: ComponentName,
    /// The component below it that is to be restored alone.
    pub subcomponent: ComponentName,
}

/// The components of one writer that a restore holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoreSelection {
    selected: Vec<usize>,
    subcomponents: Vec<(usize, usize)>,
    restored: Vec<usize>,
    unselected_required: Vec<usize>,
    refused: Vec<RefusedRestoration>,
}

/// A part of a request that should not have been made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RefusedRestoration {
    /// What was to be restored, as it was written; where the writer lacks the ancestor, that one.
    pub component: ComponentName,
    /// Why not.
    pub why: RefusedRestore,
}

/// Why a component should not have been selected or added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefusedRestore {
    /// The writer has no such component.
    Unknown,
    /// It is not in the backup.
    NotInBackup,
    /// What was selected, or given as the ancestor, has no entry of its own that the subcomponent belongs to.
    NoEntry {
        /// The component that has it: the closest explicitly included ancestor.
        definer: usize,
    },
    /// It has an entry of its own, so SetSelectedForRestore chooses it.
    HasEntry,
    /// It was implicit in the backup and is not selectable for restore.
    NotSelectableForRestore,
    /// The ancestor was not selected by SetSelectedForRestore.
    AncestorNotSelected,
    /// It does not lie below the component that was given as its ancestor.
    NotBelow,
    /// It was asked for as a whole, and subcomponents of it alone as well: then only they are restored.
    OnlyInPart {
        /// The first of them.
        subcomponent: usize,
    },
}

impl RefusedRestore {
    /// The rule that it would break.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Unknown => "RST-041",
            Self::NotInBackup => "RST-001",
            Self::NoEntry { .. } | Self::NotBelow => "RST-004",
            Self::HasEntry => "RST-043",
            Self::NotSelectableForRestore => "RST-005",
            Self::AncestorNotSelected => "ORD-055",
            Self::OnlyInPart { .. } => "RST-006",
        }
    }
}

/// What the pages leave open about a subcomponent that is added to a restore.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Subcomponents {
    /// Whether what lies below it stays out (C-016).
    pub alone: bool,
    /// Whether the own files of its ancestor are restored too (C-017).
    pub with_ancestor: bool,
    /// Whether what has no entry, is not selectable for restore and has no ancestor that is, is restored whenever
    /// anything of the writer is (C-015).
    pub unconditional: bool,
}

impl RestoreSelection {
    /// What becomes of a request, when the backup held this selection.
    #[must_use]
    pub fn new(forest: &ComponentForest, backup: &BackupSelection, request: &RestoreRequest) -> Self {
        Self::by(forest, backup, request, Subcomponents::default())
    }

    /// What becomes of it by one answer to each question about subcomponents.
    #[must_use]
    pub fn by(
        forest: &ComponentForest,
        backup: &BackupSelection,
        request: &RestoreRequest,
        answers: Subcomponents,
    ) -> Self {
        let mut refused = Vec::new();
        let mut selected = BTreeSet::new();
        for name in &request.selected {
            match entry(forest, backup, name) {
                Ok(index) => {
                    selected.insert(index);
                }
                Err(why) => refused.push(RefusedRestoration { component: name.clone(), why }),
            }
        }
        let mut subcomponents = BTreeSet::new();
        for wanted in &request.subcomponents {
            match subcomponent(forest, backup, &selected, wanted) {
                Ok(pair) => {
                    subcomponents.insert(pair);
                }
                Err(refusal) => refused.push(refusal),
            }
        }

        let in_part: BTreeSet<usize> = subcomponents.iter().map(|(ancestor, _)| *ancestor).collect();
        let alone: BTreeSet<usize> = subcomponents.iter().map(|(_, subcomponent)| *subcomponent).collect();
        let below_alone = forest.handed_down(|index| alone.contains(&index).then_some(()));
        let bound = |index| {
            !selectable_for_restore(forest, index)
                && !forest.ancestors(index).into_iter().any(|above| selectable_for_restore(forest, above))
        };
        let restored = |index: &usize| match backup.inclusion(*index) {
            Some(Inclusion::Explicit) => {
                selected.contains(index) && (answers.with_ancestor || !in_part.contains(index))
            }
            Some(Inclusion::Implicit { through }) if in_part.contains(through) => {
                let below = below_alone.get(*index).is_some_and(Option::is_some);
                alone.contains(index) || (below && !answers.alone)
            }
            Some(Inclusion::Implicit { through }) => {
                selected.contains(through) || (answers.unconditional && !selected.is_empty() && bound(*index))
            }
            Some(Inclusion::Missing | Inclusion::Out(_)) | None => false,
        };
        let left_out = |index: &usize| {
            let required = forest.backup_kind(*index) == Some(BackupKind::Required);
            required && !selected.contains(index) && !selected.is_empty()
        };
        Self {
            restored: (0..forest.len()).filter(restored).collect(),
            unselected_required: backup.explicit().iter().copied().filter(left_out).collect(),
            selected: selected.into_iter().collect(),
            subcomponents: subcomponents.into_iter().collect(),
            refused,
        }
    }

    /// What becomes of components that a user asks for, by whichever calls choose them: what has an entry in the
    /// backup is selected, and what came with a definer is added to it as a subcomponent (rules RST-001, RST-004).
    ///
    /// The definer is then selected for its subcomponents, and for nothing else; where none of them can be had, not at
    /// all. What is asked for twice counts once.
    #[must_use]
    pub fn of_components(
        forest: &ComponentForest,
        backup: &BackupSelection,
        asked: &[ComponentName],
    ) -> Self {
        let mut seen = BTreeSet::new();
        let mut unknown = BTreeSet::new();
        let mut request = RestoreRequest::default();
        let mut whole = BTreeMap::new();
        let mut carriers = BTreeSet::new();
        for name in asked {
            let index = forest.find(name);
            let first = index.map_or_else(|| unknown.insert(name), |index| seen.insert(index));
            if !first {
                continue;
            }
            match index.and_then(|index| Some((index, backup.inclusion(index)?))) {
                Some((index, Inclusion::Implicit { through })) => {
                    let Some(ancestor) = forest.name(*through) else { continue };
                    let (ancestor, subcomponent) = (ancestor.clone(), name.clone());
                    request.subcomponents.push(RestoreSubcomponent { ancestor, subcomponent });
                    if selectable_for_restore(forest, index) {
                        carriers.insert(*through);
                    }
                }
                Some((index, Inclusion::Explicit)) => {
                    whole.insert(index, name);
                    request.selected.push(name.clone());
                }
                Some((_, Inclusion::Missing | Inclusion::Out(_))) | None => {
                    request.selected.push(name.clone());
                }
            }
        }
        request.selected.extend(carriers.into_iter().filter_map(|index| forest.name(index).cloned()));
        let mut selection = Self::new(forest, backup, &request);
        for (ancestor, subcomponent) in &selection.subcomponents {
            // Once told, it is told no more.
            if let Some(component) = whole.remove(ancestor).cloned() {
                let why = RefusedRestore::OnlyInPart { subcomponent: *subcomponent };
                selection.refused.push(RefusedRestoration { component, why });
            }
        }
        selection
    }

    /// The components that are selected, in the order of the document.
    #[must_use]
    pub fn selected(&self) -> &[usize] {
        &self.selected
    }

    /// The subcomponents that are added, each after its ancestor, in the order of the document.
    #[must_use]
    pub fn subcomponents(&self) -> &[(usize, usize)] {
        &self.subcomponents
    }

    /// The components that are restored, in the order of the document.
    ///
    /// A selected definer of a set brings along all of it, unless subcomponents were added to it: then they and what
    /// lies below them are restored, and neither the definer itself nor the rest.
    #[must_use]
    pub fn restored(&self) -> &[usize] {
        &self.restored
    }

    /// The required components of the backup that are not selected although others are (rule RST-016).
    #[must_use]
    pub fn unselected_required(&self) -> &[usize] {
        &self.unselected_required
    }

    /// The parts of the request that should not have been made: first what was selected, then what was added, then what
    /// was asked for as a whole and is restored in part.
    #[must_use]
    pub fn refused(&self) -> &[RefusedRestoration] {
        &self.refused
    }
}

/// The component that SetSelectedForRestore selects.
fn entry(
    forest: &ComponentForest,
    backup: &BackupSelection,
    name: &ComponentName,
) -> Result<usize, RefusedRestore> {
    let index = forest.find(name).ok_or(RefusedRestore::Unknown)?;
    match backup.inclusion(index) {
        Some(Inclusion::Explicit) => Ok(index),
        Some(Inclusion::Implicit { through }) => Err(RefusedRestore::NoEntry { definer: *through }),
        Some(Inclusion::Missing | Inclusion::Out(_)) | None => Err(RefusedRestore::NotInBackup),
    }
}

/// The ancestor and subcomponent of an AddRestoreSubcomponent.
fn subcomponent(
    forest: &ComponentForest,
    backup: &BackupSelection,
    selected: &BTreeSet<usize>,
    wanted: &RestoreSubcomponent,
) -> Result<(usize, usize), RefusedRestoration> {
    let refuse = |component: &ComponentName, why| RefusedRestoration { component: component.clone(), why };
    let find = |name| forest.find(name).ok_or_else(|| refuse(name, RefusedRestore::Unknown));
    let ancestor = find(&wanted.ancestor)?;
    let index = find(&wanted.subcomponent)?;
    let why = match backup.inclusion(index) {
        Some(Inclusion::Missing | Inclusion::Out(_)) | None => RefusedRestore::NotInBackup,
        Some(_) if !wanted.ancestor.place().is_above(wanted.subcomponent.place()) => RefusedRestore::NotBelow,
        Some(Inclusion::Explicit) => RefusedRestore::HasEntry,
        Some(Inclusion::Implicit { .. }) if !selectable_for_restore(forest, index) => {
            RefusedRestore::NotSelectableForRestore
        }
        Some(Inclusion::Implicit { through }) if *through != ancestor => {
            RefusedRestore::NoEntry { definer: *through }
        }
        Some(Inclusion::Implicit { .. }) if !selected.contains(&ancestor) => {
            RefusedRestore::AncestorNotSelected
        }
        Some(Inclusion::Implicit { .. }) => return Ok((ancestor, index)),
    };
    Err(refuse(&wanted.subcomponent, why))
}

fn selectable_for_restore(forest: &ComponentForest, index: usize) -> bool {
    forest.component(index).is_some_and(|component| component.selectable_for_restore == Some(true))
}

/// What can be chosen alone in a restore of a backup. Each list is in the order of the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restorable {
    /// By SetSelectedForRestore, as they have an entry in the Backup Components Document (rule RST-002).
    pub by_entry: Vec<usize>,
    /// By AddRestoreSubcomponent on an ancestor (rule RST-004).
    pub by_subcomponent: Vec<usize>,
    /// Not at all: they come with an ancestor (rule RST-005).
    pub not_possible: Vec<usize>,
    /// Not at all: the backup does not hold them.
    pub not_in_backup: Vec<usize>,
}

/// What can be chosen alone in a restore of this backup.
#[must_use]
pub fn restorable(forest: &ComponentForest, backup: &BackupSelection) -> Restorable {
    let mut found = Restorable::default();
    for index in 0..forest.len() {
        let list = match backup.inclusion(index) {
            Some(Inclusion::Explicit) => &mut found.by_entry,
            Some(Inclusion::Implicit { .. }) if selectable_for_restore(forest, index) => {
                &mut found.by_subcomponent
            }
            Some(Inclusion::Implicit { .. }) => &mut found.not_possible,
            Some(Inclusion::Missing | Inclusion::Out(_)) | None => &mut found.not_in_backup,
        };
        list.push(index);
    }
    found
}
