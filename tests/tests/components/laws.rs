//! Laws of what a backup holds, over generated writers.

use proptest::prelude::*;
use vss_sim::components::{
    Absence, BackupSelection, ComponentName, FileKind, Inclusion, RefusedBackup, files_of, own_files,
};
use vss_sim::vocabulary::BackupType;

use crate::generated::{for_all, names};
use crate::oracle::{Oracle, Rule, elements, sorted};
use crate::writer::{Row, forest};

type Law = Result<(), TestCaseError>;

/// How often which component is refused, by rule; a component that is refused anyhow may be refused as named twice
/// when it is named again, as it breaks both rules then.
fn refusals_agree(
    selection: &BackupSelection,
    oracle: &Oracle<'_>,
    expected: &[(usize, usize, Rule)],
) -> Law {
    for (place, times, rule) in expected {
        let of = selection.refused().iter().filter(|refused| refused.index == Some(*place));
        let rules: Vec<Rule> = of.map(|refused| refused.why.rule()).collect();
        prop_assert_eq!(rules.len(), *times, "{}: {:?}", place, rules);
        prop_assert!(rules.contains(rule), "{place}: {rules:?}");
        prop_assert!(rules.iter().all(|by| by == rule || *by == "NAM-001"), "{place}: {rules:?}");
    }
    for refused in selection.refused() {
        let (path, name) = (refused.component.logical_path(), refused.component.name());
        prop_assert_eq!(refused.index, oracle.find(path, name));
        match (refused.why, refused.index) {
            (RefusedBackup::Unknown, None) => {}
            (RefusedBackup::AddedTwice, Some(_)) => {}
            (RefusedBackup::SelectableAncestorExplicit { ancestor }, Some(place)) => {
                prop_assert!(selection.explicit().contains(&ancestor));
                prop_assert!(oracle.selectable_ancestors(place).contains(&ancestor));
                prop_assert!(selection.implicit().contains(&place), "it is implicit then");
            }
            (RefusedBackup::NonselectableWithSelectableAncestor { ancestor }, Some(place)) => {
                prop_assert!(oracle.selectable_ancestors(place).contains(&ancestor));
            }
            (why, index) => prop_assert!(false, "{why:?} of {index:?}"),
        }
        let known = vss_conformance::rules::rule(refused.why.rule());
        prop_assert!(known.is_some(), "{} is no rule", refused.why.rule());
    }
    Ok(())
}

/// The rules that can be said to decide how a component is included.
fn deciding(inclusion: &Inclusion) -> &'static [Rule] {
    match inclusion {
        Inclusion::Explicit => &["SEL-001", "SEL-005", "SEL-007", "SEL-011"],
        Inclusion::Implicit { .. } => &["SEL-010", "SEL-013", "SEL-014", "SEL-018", "SEL-023", "SEL-027"],
        Inclusion::Missing => &["SEL-005"],
        Inclusion::Out(Absence::WriterNotSelected) => &["SEL-024"],
        Inclusion::Out(Absence::NotAdded) => &["SEL-007", "SEL-008"],
        Inclusion::Out(Absence::NoAncestorIncluded) => &["SEL-010", "SEL-015"],
    }
}

/// What is explicit, implicit, missing and refused is what the rules say of each component alone.
#[test]
fn a_backup_holds_what_the_rules_say() {
    for_all(|case| {
        let (forest, oracle) = (forest(1, &case.rows), Oracle::new(&case.rows));
        let selection = BackupSelection::new(&forest, &case.names());
        let held = oracle.backup(&case.added);
        prop_assert_eq!(selection.explicit(), held.explicit.as_slice());
        prop_assert_eq!(selection.implicit(), held.implicit.as_slice());
        prop_assert_eq!(selection.missing(), held.missing.as_slice());
        let unknown = selection.refused().iter().filter(|refused| refused.index.is_none()).count();
        let refused: usize = held.refused.iter().map(|(_, times, _)| times).sum();
        prop_assert_eq!((unknown, selection.refused().len()), (held.unknown, held.unknown + refused));
        refusals_agree(&selection, &oracle, &held.refused)?;
        for place in oracle.all() {
            let twice = selection.explicit().contains(&place) && selection.implicit().contains(&place);
            prop_assert!(!twice, "both explicit and implicit");
            let inclusion = selection.inclusion(place);
            prop_assert_eq!(
                selection.includes(place),
                !twice && (held.explicit.contains(&place) || held.implicit.contains(&place))
            );
            let expected = match oracle.kind(place) {
                _ if held.explicit.is_empty() => Inclusion::Out(Absence::WriterNotSelected),
                _ if held.explicit.contains(&place) => Inclusion::Explicit,
                _ if held.implicit.contains(&place) => {
                    let through = oracle.selectable_ancestors(place);
                    let through: Vec<usize> =
                        through.into_iter().filter(|a| held.explicit.contains(a)).collect();
                    let [through] = through[..] else { panic!("{through:?} brought in one component") };
                    Inclusion::Implicit { through }
                }
                "nonselectable-without-selectable-ancestor" => Inclusion::Missing,
                "nonselectable-subcomponent" => Inclusion::Out(Absence::NoAncestorIncluded),
                _ => Inclusion::Out(Absence::NotAdded),
            };
            prop_assert_eq!(inclusion, Some(&expected));
            let rule = inclusion.map_or("", Inclusion::rule);
            prop_assert!(deciding(&expected).contains(&rule), "{expected:?} by {rule}");
        }
        let required = oracle.required();
        let covered =
            |place: &usize| selection.explicit().contains(place) || selection.missing().contains(place);
        prop_assert!(selection.explicit().is_empty() || required.iter().all(covered));
        prop_assert!(selection.inclusion(forest.len()).is_none() && !selection.includes(forest.len()));
        Ok(())
    });
}

/// The order of the calls makes no difference, and one more call never takes anything away.
#[test]
fn additions_are_unordered_and_monotone() {
    for_all(|case| {
        let forest = forest(1, &case.rows);
        let selection = BackupSelection::new(&forest, &case.names());
        let mut shuffled = case.added.clone();
        for (n, pick) in case.picks.iter().enumerate().filter(|_| !case.added.is_empty()) {
            shuffled.swap(n % case.added.len(), usize::from(*pick) % case.added.len());
        }
        let other = BackupSelection::new(&forest, &names(&shuffled));
        prop_assert_eq!(selection.explicit(), other.explicit());
        prop_assert_eq!(selection.implicit(), other.implicit());
        prop_assert_eq!(selection.missing(), other.missing());
        let refused = |selection: &BackupSelection| {
            let mut all: Vec<(Option<usize>, Rule)> =
                selection.refused().iter().map(|refused| (refused.index, refused.why.rule())).collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(refused(&selection), refused(&other));
        let more = [case.added.as_slice(), std::slice::from_ref(&case.more)].concat();
        let more = BackupSelection::new(&forest, &names(&more));
        for place in 0..forest.len() {
            prop_assert!(!selection.includes(place) || more.includes(place), "{place} is lost");
        }
        Ok(())
    });
}

/// A definer stands for its own file sets and those of its members, any other component for its own (SET-019, SET-020).
#[test]
fn the_files_of_a_component_are_its_own_and_its_sets() {
    for_all(|case| {
        let (forest, oracle) = (forest(1, &case.rows), Oracle::new(&case.rows));
        let own = |places: &[usize]| -> Vec<(usize, String)> {
            let files = |place: &usize| {
                case.rows[*place].files.iter().map(|files| (*place, files.path.clone())).collect::<Vec<_>>()
            };
            places.iter().flat_map(files).collect()
        };
        for place in oracle.all() {
            let with_set = sorted([vec![place], oracle.members(place)].concat());
            let found = files_of(&forest, place);
            prop_assert!(found.iter().all(|file| file.kind == FileKind::FileGroup));
            let found: Vec<_> = found.iter().map(|f| (f.component, f.filedesc.path().to_string())).collect();
            prop_assert_eq!(found, own(&with_set));
            let alone: Vec<_> =
                own_files(&forest, place).map(|f| (f.component, f.filedesc.path().to_string())).collect();
            prop_assert_eq!(alone, own(&[place]));
        }
        // BSET-001: a selection's files are those of everything included, each once.
        let held = oracle.backup(&case.added);
        let selection = BackupSelection::new(&forest, &case.names());
        let copied = vss_sim::components::backup_files(&forest, &selection, BackupType::VSS_BT_FULL);
        let copied: Vec<_> = copied.iter().map(|f| (f.component, f.filedesc.path().to_string())).collect();
        prop_assert_eq!(copied, own(&sorted([held.explicit, held.implicit].concat())));
        Ok(())
    });
}

/// Nothing depends on what the elements are called: other names for all of them give the same result.
#[test]
fn names_do_not_matter() {
    let rename = |element: &str| format!("{}~", element.chars().rev().collect::<String>());
    let moved = |path: Option<&str>| -> Option<String> {
        let renamed: Vec<String> = elements(path).iter().map(|element| rename(element)).collect();
        (!renamed.is_empty()).then(|| renamed.join("\\"))
    };
    for_all(|case| {
        let row = |row: &Row| Row {
            logical_path: moved(row.logical_path.as_deref()),
            name: rename(&row.name),
            ..row.clone()
        };
        let rows: Vec<Row> = case.rows.iter().map(row).collect();
        let added: Vec<ComponentName> = case
            .added
            .iter()
            .map(|(path, name)| ComponentName::new(moved(path.as_deref()).as_deref(), &rename(name)))
            .collect();
        let (one, other) = (forest(1, &case.rows), forest(1, &rows));
        let one = BackupSelection::new(&one, &case.names());
        let other = BackupSelection::new(&other, &added);
        prop_assert_eq!(one.explicit(), other.explicit());
        prop_assert_eq!(one.implicit(), other.implicit());
        prop_assert_eq!(one.missing(), other.missing());
        let why = |selection: &BackupSelection| -> Vec<_> {
            selection.refused().iter().map(|refused| (refused.index, refused.why)).collect()
        };
        prop_assert_eq!(why(&one), why(&other));
        Ok(())
    });
}
