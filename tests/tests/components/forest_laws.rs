//! Laws of logical paths: the ancestry of generated components, and what is derived from it.

use proptest::prelude::*;
use vss_sim::components::{BackupKind, ComponentForest, files_of, own_files};

use crate::generated::for_all;
use crate::oracle::{Oracle, sorted};
use crate::writer::forest;

type Law = Result<(), TestCaseError>;

/// Whether the pairs connect every group of two or more, and nothing else.
fn connect(pairs: &[(usize, usize)], same: impl Fn(usize, usize) -> bool, all: usize) -> Law {
    let mut group: Vec<usize> = (0..all).collect();
    for (a, b) in pairs {
        prop_assert!(a != b && same(*a, *b), "{a} and {b} are no pair");
        let (from, to) = (group[*a], group[*b]);
        group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
    }
    for a in 0..all {
        for b in 0..all {
            prop_assert_eq!(group[a] == group[b], a == b || same(a, b), "{} and {}", a, b);
        }
    }
    Ok(())
}

/// Ancestry is that of whole elements, and everything that is derived from it agrees.
#[test]
fn a_forest_is_what_its_logical_paths_say() {
    for_all(|case| {
        let (forest, oracle) = (forest(1, &case.rows), Oracle::new(&case.rows));
        prop_assert_eq!((forest.len(), forest.is_empty()), (case.rows.len(), case.rows.is_empty()));
        for place in oracle.all() {
            prop_assert_eq!(sorted(forest.ancestors(place)), oracle.ancestors(place));
            let depth = |place: &usize| oracle.places[*place].len();
            prop_assert!(forest.ancestors(place).is_sorted_by_key(depth), "outermost first");
            prop_assert!(forest.selectable_ancestors(place).is_sorted_by_key(depth), "outermost first");
            prop_assert_eq!(sorted(forest.selectable_ancestors(place)), oracle.selectable_ancestors(place));
            prop_assert_eq!(forest.descendants(place), oracle.descendants(place));
            prop_assert_eq!(forest.parents(place), oracle.parents(place));
            let child = |other: &usize| oracle.parents(*other).contains(&place);
            prop_assert_eq!(forest.children(place), oracle.all().filter(child).collect::<Vec<_>>());
            prop_assert_eq!(sorted(forest.backup_set(place)), oracle.members(place));
            prop_assert_eq!(forest.defines_backup_set(place), !oracle.members(place).is_empty());
            prop_assert_eq!(forest.backup_kind(place).map(BackupKind::name), Some(oracle.kind(place)));
            let name = case.rows[place].component_name();
            prop_assert_eq!(forest.name(place), Some(&name));
            let (path, own) = (case.rows[place].logical_path.as_deref(), &case.rows[place].name);
            prop_assert_eq!(forest.find(&name), oracle.find(path, own));
            let same = |other: &usize| oracle.places[*other] == oracle.places[place];
            let same: Vec<usize> =
                oracle.all().filter(same).filter(|other| case.rows[*other].name == *own).collect();
            prop_assert_eq!(forest.find_all(&name), same);
        }
        let root = |place: &usize| oracle.ancestors(*place).is_empty();
        prop_assert_eq!(forest.roots(), oracle.all().filter(root).collect::<Vec<_>>());
        prop_assert_eq!(sorted(forest.required()), oracle.required());
        beyond(&forest)
    });
}

/// What there is no component for has nothing.
fn beyond(forest: &ComponentForest) -> Law {
    for place in [forest.len(), usize::MAX] {
        prop_assert!(forest.component(place).is_none() && forest.name(place).is_none());
        prop_assert!(forest.backup_kind(place).is_none() && !forest.defines_backup_set(place));
        let lists = [
            forest.parents(place),
            forest.children(place),
            forest.ancestors(place),
            forest.descendants(place),
            forest.selectable_ancestors(place),
            forest.backup_set(place),
        ];
        prop_assert!(lists.iter().all(Vec::is_empty));
        prop_assert!(files_of(forest, place).is_empty() && own_files(forest, place).next().is_none());
    }
    Ok(())
}

/// Doubles (NAM-001) and components whose places differ in case only (C-078) are found, all of them and no others.
#[test]
fn doubles_and_twins_are_found() {
    for_all(|case| {
        let (forest, oracle) = (forest(1, &case.rows), Oracle::new(&case.rows));
        let same =
            |a: usize, b: usize| oracle.paths[a] == oracle.paths[b] && case.rows[a].name == case.rows[b].name;
        connect(&forest.duplicates(), same, case.rows.len())?;
        let folded = |place: usize| {
            let lower = |text: &String| text.to_lowercase();
            (oracle.paths[place].iter().map(lower).collect::<Vec<_>>(), lower(&case.rows[place].name))
        };
        for (a, b) in forest.case_twins() {
            prop_assert!(!same(a, b), "{a} and {b} are doubles");
        }
        let both = [forest.case_twins(), forest.duplicates()].concat();
        connect(&both, |a, b| a != b && folded(a) == folded(b), case.rows.len())
    });
}
