//! What a backup of one writer holds, given what the requester adds.
//!
//! Pages: `working-with-selectability-for-backup`, `logical-pathing-of-components`, `vssgloss-i`. Readings:
//! nonselectable components bring nothing along (C-001); a nonselectable subcomponent is in the backup if one of its
//! selectable ancestors is (C-002); a selectable subcomponent of an included definer is refused whatever the order
//! of the additions, as an error of the requester for which no page names a code (C-011). Of components of equal
//! name, which rule NAM-001 forbids, an addition means the first.

use std::collections::BTreeSet;

use super::forest::{BackupKind, ComponentForest};
use super::name::ComponentName;

/// The part that the components of one writer take in a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupSelection {
    inclusions: Vec<Inclusion>,
    explicit: Vec<usize>,
    implicit: Vec<usize>,
    missing: Vec<usize>,
    refused: Vec<RefusedAddition>,
}

/// The part that a component takes in a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inclusion {
    /// Added, so that it has an entry in the Backup Components Document.
    Explicit,
    /// Brought along by an ancestor, without an entry.
    Implicit {
        /// The explicitly included ancestor, which defines the set.
        through: usize,
    },
    /// Left out, although it is required and something of the writer is included.
    Missing,
    /// Left out.
    Out(Absence),
}

/// Why a component is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// Nothing of the writer is included (rule SEL-024).
    WriterNotSelected,
    /// It is selectable, and the requester did not choose it (rules SEL-007, SEL-008).
    NotAdded,
    /// It is nonselectable, and none of its selectable ancestors is included (rules SEL-010, SEL-015).
    NoAncestorIncluded,
}

impl Inclusion {
    /// The rule that decides.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Explicit => "SEL-001",
            Self::Implicit { .. } => "SEL-013",
            Self::Missing => "SEL-005",
            Self::Out(Absence::WriterNotSelected) => "SEL-024",
            Self::Out(Absence::NotAdded) => "SEL-007",
            Self::Out(Absence::NoAncestorIncluded) => "SEL-010",
        }
    }
}

/// An addition that should not have been made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RefusedAddition {
    /// Which of the additions it is, counted from zero.
    pub addition: usize,
    /// What was added, as it was written.
    pub component: ComponentName,
    /// The component, where the writer has it.
    pub index: Option<usize>,
    /// Why not.
    pub why: RefusedBackup,
}

/// Why a component should not have been added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefusedBackup {
    /// The writer has no such component.
    Unknown,
    /// It was added before: AddComponent returns `VSS_E_OBJECT_ALREADY_EXISTS`.
    AddedTwice,
    /// It is selectable, and an ancestor is included explicitly and brings it along.
    SelectableAncestorExplicit {
        /// That ancestor.
        ancestor: usize,
    },
    /// It is nonselectable and below a selectable component, so only an ancestor can bring it along.
    NonselectableWithSelectableAncestor {
        /// The nearest ancestor that could be added.
        ancestor: usize,
    },
}

impl RefusedBackup {
    /// The rule that it would break.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Unknown => "MET-034",
            Self::AddedTwice => "NAM-001",
            Self::SelectableAncestorExplicit { .. } => "SEL-012",
            Self::NonselectableWithSelectableAncestor { .. } => "SEL-009",
        }
    }
}

/// What the pages leave open about components that nobody adds: which of them are in a backup all the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Unadded {
    /// Nonselectable ones below a nonselectable one that was added (C-001).
    pub below_required: bool,
    /// Nonselectable subcomponents of which no selectable ancestor is included (C-002).
    pub subcomponents: bool,
    /// Which components below a selectable one that was added (C-007).
    pub members: SetMembers,
}

/// Which components belong to the set of a selectable component (C-007).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SetMembers {
    /// All that have it as ancestor.
    #[default]
    AnyDescendant,
    /// Those whose logical path begins with its name, so that none belongs to one that is not at the root.
    FirstElementOfPath,
    /// The nonselectable ones of these.
    NonselectableBelowItsName,
}

impl SetMembers {
    /// Whether a component below a definer belongs to its set.
    fn hold(self, forest: &ComponentForest, definer: usize, index: usize) -> bool {
        let at_root = || forest.is_at_root(definer);
        match self {
            Self::AnyDescendant => true,
            Self::FirstElementOfPath => at_root(),
            Self::NonselectableBelowItsName => at_root() && !forest.selectable(index),
        }
    }
}

impl BackupSelection {
    /// What becomes of these additions, one AddComponent each.
    #[must_use]
    pub fn new(forest: &ComponentForest, added: &[ComponentName]) -> Self {
        Self::by(forest, added, Unadded::default())
    }

    /// What becomes of them by one answer to each question about components that nobody adds.
    #[must_use]
    pub fn by(forest: &ComponentForest, added: &[ComponentName], answers: Unadded) -> Self {
        let found: Vec<Option<usize>> = added.iter().map(|name| forest.find(name)).collect();
        let named: BTreeSet<usize> = found.iter().flatten().copied().collect();
        let definer = |index: usize| (named.contains(&index) && forest.selectable(index)).then_some(index);
        // Of definers below each other the outermost counts, and is the only one that is accepted.
        let through = forest.handed_down(definer);
        let through = |index: usize| {
            let definer = through.get(index).copied().flatten();
            definer.filter(|definer| answers.members.hold(forest, *definer, index))
        };

        let mut seen = BTreeSet::new();
        let mut accepted = BTreeSet::new();
        let mut refused = Vec::new();
        for ((addition, name), index) in added.iter().enumerate().zip(found) {
            let why = match index {
                None => Some(RefusedBackup::Unknown),
                Some(index) if !seen.insert(index) => Some(RefusedBackup::AddedTwice),
                Some(index) => refusal(forest, index, through(index)),
            };
            match (why, index) {
                (None, Some(index)) => {
                    accepted.insert(index);
                }
                (None, None) => {}
                (Some(why), index) => {
                    refused.push(RefusedAddition { addition, component: name.clone(), index, why });
                }
            }
        }

        let part = |index: usize| {
            if accepted.contains(&index) {
                return Inclusion::Explicit;
            }
            match (through(index), forest.backup_kind(index)) {
                (Some(through), _) => Inclusion::Implicit { through },
                (None, _) if accepted.is_empty() => Inclusion::Out(Absence::WriterNotSelected),
                (None, Some(BackupKind::Required)) => {
                    let mut above = forest.ancestors(index).into_iter().filter(|_| answers.below_required);
                    let brings = |above: &usize| {
                        accepted.contains(above) && forest.backup_kind(*above) == Some(BackupKind::Required)
                    };
                    let through = above.find(brings);
                    through.map_or(Inclusion::Missing, |through| Inclusion::Implicit { through })
                }
                (None, Some(BackupKind::NonselectableSubcomponent)) => {
                    let above = forest.selectable_ancestor(index).filter(|_| answers.subcomponents);
                    let out = Inclusion::Out(Absence::NoAncestorIncluded);
                    above.map_or(out, |through| Inclusion::Implicit { through })
                }
                (None, Some(BackupKind::Optional | BackupKind::SelectableSubcomponent) | None) => {
                    Inclusion::Out(Absence::NotAdded)
                }
            }
        };
        let inclusions: Vec<Inclusion> = (0..forest.len()).map(part).collect();
        let those = |wanted: fn(&Inclusion) -> bool| {
            let numbered = inclusions.iter().enumerate();
            numbered.filter(|(_, part)| wanted(part)).map(|(index, _)| index).collect()
        };
        Self {
            explicit: those(|part| matches!(part, Inclusion::Explicit)),
            implicit: those(|part| matches!(part, Inclusion::Implicit { .. })),
            missing: those(|part| matches!(part, Inclusion::Missing)),
            inclusions,
            refused,
        }
    }

    /// The components that were added and accepted, in the order of the document.
    #[must_use]
    pub fn explicit(&self) -> &[usize] {
        &self.explicit
    }

    /// The components that others brought along, in the order of the document.
    #[must_use]
    pub fn implicit(&self) -> &[usize] {
        &self.implicit
    }

    /// The required components that were not added; none while nothing of the writer is included (rule SEL-025).
    #[must_use]
    pub fn missing(&self) -> &[usize] {
        &self.missing
    }

    /// The additions that should not have been made, in the order in which they were.
    #[must_use]
    pub fn refused(&self) -> &[RefusedAddition] {
        &self.refused
    }

    /// Whether a component is in the backup, explicitly or implicitly.
    #[must_use]
    pub fn includes(&self, index: usize) -> bool {
        matches!(self.inclusion(index), Some(Inclusion::Explicit | Inclusion::Implicit { .. }))
    }

    /// The part that a component takes.
    #[must_use]
    pub fn inclusion(&self, index: usize) -> Option<&Inclusion> {
        self.inclusions.get(index)
    }
}

/// Why a component cannot be added for the first time, if so.
fn refusal(forest: &ComponentForest, index: usize, through: Option<usize>) -> Option<RefusedBackup> {
    match forest.backup_kind(index)? {
        BackupKind::Required | BackupKind::Optional => None,
        BackupKind::SelectableSubcomponent => {
            through.map(|ancestor| RefusedBackup::SelectableAncestorExplicit { ancestor })
        }
        BackupKind::NonselectableSubcomponent => {
            let ancestor = forest.selectable_ancestor(index)?;
            Some(RefusedBackup::NonselectableWithSelectableAncestor { ancestor })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{MY_WRITER, forest, names, places, raw};
    use super::*;

    const BOTH: [&str; 2] = ["Executables", r"Executables\ConfigFiles"];

    fn backup(forest: &ComponentForest, added: &[&str]) -> BackupSelection {
        BackupSelection::new(forest, &names(&[&BOTH[..], added].concat()))
    }

    #[test]
    fn a_nested_definer_brings_its_own_set_alone() {
        let forest = forest(&MY_WRITER);
        let selection = backup(&forest, &[r"writerData\Usage"]);
        assert_eq!(selection.explicit(), [0, 1, 14]);
        assert_eq!(selection.implicit(), [15, 16]);
        assert!(selection.missing().is_empty() && selection.refused().is_empty());
        assert_eq!(selection.inclusion(15), Some(&Inclusion::Implicit { through: 14 }));
        assert_eq!(selection.inclusion(6), Some(&Inclusion::Out(Absence::NotAdded)));
        assert_eq!(selection.inclusion(7), Some(&Inclusion::Out(Absence::NoAncestorIncluded)));
        assert!(selection.includes(16) && !selection.includes(7));
        assert_eq!(selection.inclusion(17), None);
    }

    #[test]
    fn a_definer_refuses_its_members_whatever_the_order() {
        let forest = forest(&MY_WRITER);
        let with = |added: &[&str]| {
            let selection = backup(&forest, added);
            assert_eq!(selection.explicit(), [0, 1, 6]);
            assert_eq!(selection.implicit(), (7..17).collect::<Vec<_>>());
            selection.refused().iter().map(|refused| (refused.index, refused.why)).collect::<Vec<_>>()
        };
        let usage = (Some(14), RefusedBackup::SelectableAncestorExplicit { ancestor: 6 });
        assert_eq!(with(&["writerData", r"writerData\Usage"]), [usage]);
        assert_eq!(with(&[r"writerData\Usage", "writerData"]), [usage]);
        let set1 = (Some(7), RefusedBackup::NonselectableWithSelectableAncestor { ancestor: 6 });
        let jan = (Some(15), RefusedBackup::NonselectableWithSelectableAncestor { ancestor: 14 });
        assert_eq!(with(&[r"writerData\Set1", "writerData", r"writerData\Usage\Jan"]), [set1, jan]);
        assert_eq!(
            with(&["writerData", "nothing", "writerData"]),
            [(None, RefusedBackup::Unknown), (Some(6), RefusedBackup::AddedTwice)]
        );
        let selection = backup(&forest, &["nothing", "LicenseInfo", r"\LicenseInfo", "LicenseInfo"]);
        let told: Vec<_> =
            selection.refused().iter().map(|refused| (refused.addition, refused.why)).collect();
        assert_eq!(
            told,
            [(2, RefusedBackup::Unknown), (4, RefusedBackup::AddedTwice), (5, RefusedBackup::AddedTwice)]
        );
        // A refused addition is told twice when it is made twice, the second time as that.
        let selection = backup(&forest, &[r"writerData\Set1", r"writerData\Set1"]);
        assert_eq!(selection.refused().last().map(|refused| refused.why), Some(RefusedBackup::AddedTwice));
        assert_eq!(selection.refused().len(), 2);
    }

    #[test]
    fn required_components_are_missed_once_something_is_included() {
        let forest = forest(&MY_WRITER);
        let selection = BackupSelection::new(&forest, &names(&["LicenseInfo", "Executables"]));
        assert_eq!(places(&forest, selection.missing()), [r"Executables\ConfigFiles"]);
        assert_eq!(selection.inclusion(1), Some(&Inclusion::Missing));
        let nothing = BackupSelection::new(&forest, &names(&[r"Security\UserInfo"]));
        assert_eq!(nothing.refused().len(), 1);
        assert!(nothing.missing().is_empty());
        assert_eq!(nothing.inclusion(0), Some(&Inclusion::Out(Absence::WriterNotSelected)));
    }

    #[test]
    fn of_equal_names_the_first_is_added() {
        let forest = raw(&[("", "a"), ("", "a"), ("a", "x")]);
        let selection = BackupSelection::new(&forest, &names(&["a"]));
        assert_eq!((selection.explicit(), selection.implicit()), (&[0][..], &[2][..]));
        assert_eq!(selection.inclusion(1), Some(&Inclusion::Out(Absence::NotAdded)));
    }
}
