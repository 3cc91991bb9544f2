//! The forest of the pages' example, and of documents that no page describes.

use super::super::sample::{MY_WRITER, forest, names, places, raw, with_components};
use super::*;
use crate::vocabulary::Guid;

fn at(forest: &ComponentForest, place: &str) -> usize {
    forest.find(&ComponentName::parse(place)).unwrap()
}

#[test]
fn the_example_of_the_pages_has_the_ancestry_they_say() {
    let forest = forest(&MY_WRITER);
    let jan = at(&forest, r"writerData\Usage\Jan");
    assert_eq!(places(&forest, &forest.ancestors(jan)), ["writerData", r"writerData\Usage"]);
    assert_eq!(places(&forest, &forest.parents(jan)), [r"writerData\Usage"]);
    assert_eq!(forest.selectable_ancestors(jan), forest.ancestors(jan));
    let set1 = at(&forest, r"writerData\Set1\Jan");
    assert_eq!(places(&forest, &forest.selectable_ancestors(set1)), ["writerData"]);
    assert_eq!(places(&forest, &forest.roots()), ["Executables", "LicenseInfo", "Security", "writerData"]);
    let data = at(&forest, "writerData");
    assert_eq!(
        places(&forest, &forest.children(data)),
        [r"writerData\Set1", r"writerData\Set2", r"writerData\QueryLogs\Query", r"writerData\Usage"]
    );
    assert_eq!(forest.backup_set(data), (data + 1..17).collect::<Vec<_>>());
    assert_eq!(forest.descendants(at(&forest, "Executables")), [1]);
    assert!(forest.backup_set(at(&forest, "Executables")).is_empty());
    let definers: Vec<usize> = (0..17).filter(|index| forest.defines_backup_set(*index)).collect();
    assert_eq!(places(&forest, &definers), ["Security", "writerData", r"writerData\Usage"]);
    assert_eq!(places(&forest, &forest.required()), ["Executables", r"Executables\ConfigFiles"]);
    let kind = |place| forest.backup_kind(at(&forest, place)).unwrap();
    assert_eq!(kind(r"Executables\ConfigFiles"), BackupKind::Required);
    assert_eq!(kind("LicenseInfo"), BackupKind::Optional);
    assert_eq!(kind(r"writerData\Usage"), BackupKind::SelectableSubcomponent);
    assert_eq!(kind(r"Security\UserInfo"), BackupKind::NonselectableSubcomponent);
}

#[test]
fn a_component_is_found_by_elements() {
    let forest = raw(&[("", "a"), (r"\", "b"), (r"\x\y", "c"), ("x", r"y\c"), ("x", "Y")]);
    for (path, name, found) in [
        (None, "a", Some(0)),
        (Some(r"\"), "a", Some(0)),
        (None, "b", Some(1)),
        (Some(r"x\y"), "c", Some(2)),
        (Some("x"), r"y\c", Some(3)),
        (Some("x"), "y", None),
        (Some("X"), "Y", None),
        (None, "", None),
    ] {
        assert_eq!(forest.find(&ComponentName::new(path, name)), found, "{path:?} {name}");
    }
    assert_eq!(forest.ancestors(2), [] as [usize; 0], "y differs from Y");
}

#[test]
fn components_of_equal_name_share_their_place() {
    let forest = raw(&[("a", "x"), ("", "a"), (r"\", "a"), ("", "A"), (r"a\x", "y"), ("A", "x"), ("", "a")]);
    assert_eq!(forest.find_all(&names(&["a"])[0]), [1, 2, 6]);
    let first: Vec<_> = (0..8).map(|index| forest.first_alike(index)).collect();
    assert_eq!(first, [Some(0), Some(1), Some(1), Some(3), Some(4), Some(5), Some(1), None]);
    assert_eq!((forest.parent(0), forest.parent(5), forest.parent(6)), (Some(1), Some(3), None));
    assert_eq!(forest.find(&names(&["a"])[0]), Some(1));
    assert_eq!(forest.duplicates(), [(1, 2), (1, 6)]);
    assert_eq!(forest.case_twins(), [(0, 5), (1, 3)]);
    assert_eq!(forest.parents(0), [1, 2, 6]);
    assert_eq!(forest.ancestors(4), [1, 2, 6, 0]);
    assert_eq!(forest.children(2), [0]);
    assert_eq!(forest.descendants(6), [0, 4]);
    assert!(forest.ancestors(2).is_empty());
}

#[test]
fn every_spelling_is_paired_with_the_first() {
    let forest = raw(&[("", "ab"), ("", "AB"), ("x", "ab"), ("", "Ab"), ("", "AB")]);
    assert_eq!(forest.case_twins(), [(0, 1), (0, 3)]);
    assert_eq!(forest.duplicates(), [(1, 4)]);
}

#[test]
fn of_equal_names_the_selectable_one_brings_others_along() {
    let element = |place: &str, selectable: &str| {
        let flags = r#"restoreMetadata="no" notifyOnBackupComplete="no""#;
        format!(r#"<FILE_GROUP {place} {flags} selectable="{selectable}"/>"#)
    };
    let twins = element(r#"componentName="a""#, "no") + &element(r#"componentName="a""#, "yes");
    let below = element(r#"logicalPath="a" componentName="x""#, "no");
    let forest = with_components(Guid(1), &(twins + &below));
    assert_eq!(forest.backup_kind(2), Some(BackupKind::NonselectableSubcomponent));
    assert_eq!((forest.selectable_ancestors(2), forest.selectable_ancestor(2)), (vec![1], Some(1)));
    assert_eq!((forest.backup_set(0), forest.backup_set(1)), (vec![], vec![2]));
    assert_eq!([0, 1, 2].map(|index| forest.defines_backup_set(index)), [false, true, false]);
}

#[test]
fn positions_that_do_not_exist_have_nothing() {
    let forest = forest(&[]);
    assert!(forest.is_empty() && forest.duplicates().is_empty() && forest.roots().is_empty());
    assert!(forest.component(0).is_none() && forest.name(0).is_none() && forest.backup_kind(0).is_none());
    assert!(
        forest.ancestors(0).is_empty() && forest.descendants(0).is_empty() && forest.parents(0).is_empty()
    );
    assert!(forest.children(0).is_empty() && !forest.defines_backup_set(0));
}

#[test]
fn a_deep_chain_is_held_without_recursion() {
    let depth = 2_000;
    let path = |depth: usize| vec!["a"; depth].join(r"\");
    let texts: Vec<String> = (1..=depth).rev().map(path).collect();
    let components: Vec<(&str, bool, bool)> = texts.iter().map(|text| (text.as_str(), true, false)).collect();
    let forest = forest(&components);
    assert_eq!(forest.ancestors(0), (1..depth).rev().collect::<Vec<_>>());
    assert_eq!(forest.descendants(depth - 1), (0..depth - 1).collect::<Vec<_>>());
    assert_eq!(forest.roots(), [depth - 1]);
}
