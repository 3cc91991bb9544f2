//! The forest and the selections against definitions that look at every pair of components.

use proptest::prelude::*;

use super::sample::with_components;
use super::*;
use crate::vocabulary::{Guid, Text};

/// A component: logical path, name, selectable for backup, selectable for restore.
type Row = (String, String, bool, bool);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let path = r"\\?((a|b|)(\\(a|b|A|)){0,3})?";
    prop::collection::vec((path, r"a|b|A||a\\b", any::<bool>(), any::<bool>()), 0..9)
}

fn forest(rows: &[Row]) -> ComponentForest {
    let said = |flag: bool| if flag { "yes" } else { "no" };
    let element = |(path, name, backup, restore): &Row| {
        let names = format!(r#"logicalPath="{path}" componentName="{name}""#);
        let flags = r#"restoreMetadata="no" notifyOnBackupComplete="no""#;
        let (backup, restore) = (said(*backup), said(*restore));
        format!(r#"<FILE_GROUP {names} {flags} selectable="{backup}" selectableForRestore="{restore}"/>"#)
    };
    with_components(Guid(1), &rows.iter().map(element).collect::<String>())
}

/// The elements of a component's path, and the place it stands at.
fn elements((path, name, ..): &Row) -> (Vec<Text>, Vec<Text>) {
    let path = LogicalPath::parse(Some(path)).elements().to_vec();
    (path.clone(), [path, vec![Text::from(name.as_str())]].concat())
}

fn is_ancestor(one: &Row, other: &Row) -> bool {
    elements(other).0.starts_with(&elements(one).1)
}

fn all(rows: &[Row], wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..rows.len()).filter(|index| wanted(*index)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn ancestry_is_what_whole_elements_say(rows in rows()) {
        let forest = forest(&rows);
        let depth = |index: usize| elements(&rows[index]).1.len();
        for (index, row) in rows.iter().enumerate() {
            let above = all(&rows, |other| is_ancestor(&rows[other], row));
            let mut outermost_first = above.clone();
            outermost_first.sort_by_key(|other| depth(*other));
            prop_assert_eq!(&forest.ancestors(index), &outermost_first);
            outermost_first.retain(|other| rows[*other].2);
            prop_assert_eq!(forest.selectable_ancestors(index), outermost_first);
            let nearest = above.iter().map(|other| depth(*other)).max();
            let parents = all(&rows, |other| above.contains(&other) && Some(depth(other)) == nearest);
            prop_assert_eq!(forest.parents(index), parents);
            prop_assert_eq!(forest.roots().contains(&index), above.is_empty());
            let below = all(&rows, |other| is_ancestor(row, &rows[other]));
            prop_assert_eq!(&forest.descendants(index), &below);
            let children = all(&rows, |other| forest.parents(other).contains(&index));
            prop_assert_eq!(forest.children(index), children);
            prop_assert_eq!(forest.backup_set(index), if row.2 { below } else { Vec::new() });
            let same = all(&rows, |other| elements(&rows[other]).1 == elements(row).1);
            prop_assert_eq!(forest.find(forest.name(index).unwrap()), same.first().copied());
            prop_assert_eq!(forest.find_all(forest.name(index).unwrap()), same);
        }
    }

    #[test]
    fn selections_are_what_the_rules_say(rows in rows(), picks in prop::collection::vec(0..9_usize, 0..9)) {
        let forest = forest(&rows);
        let known = |pick: &&usize| **pick < rows.len();
        let added: Vec<ComponentName> =
            picks.iter().filter(known).map(|pick| forest.name(*pick).unwrap().clone()).collect();
        let named: Vec<usize> = added.iter().map(|name| forest.find(name).unwrap()).collect();
        let selection = BackupSelection::new(&forest, &added);
        let definers_above = |index: usize| {
            let above = forest.selectable_ancestors(index);
            above.into_iter().filter(|other| named.contains(other)).collect::<Vec<_>>()
        };
        let explicit = all(&rows, |index| {
            let required = !rows[index].2 && forest.selectable_ancestors(index).is_empty();
            named.contains(&index) && (required || rows[index].2) && definers_above(index).is_empty()
        });
        prop_assert_eq!(selection.explicit(), &explicit[..]);
        let implicit = all(&rows, |index| !definers_above(index).is_empty());
        prop_assert_eq!(selection.implicit(), &implicit[..]);
        for index in implicit {
            let through = definers_above(index)[0];
            prop_assert_eq!(selection.inclusion(index), Some(&Inclusion::Implicit { through }));
        }
        let missing = all(&rows, |index| {
            forest.required().contains(&index) && !explicit.contains(&index) && !explicit.is_empty()
        });
        prop_assert_eq!(selection.missing(), &missing[..]);
        prop_assert_eq!(explicit.len() + selection.refused().len(), added.len());

        let whole = RestoreRequest { selected: added, subcomponents: Vec::new() };
        let restore = RestoreSelection::new(&forest, &selection, &whole);
        let held = all(&rows, |index| selection.includes(index));
        prop_assert_eq!(restore.restored(), &held[..]);
        for part in restorable(&forest, &selection).by_subcomponent {
            let Some(Inclusion::Implicit { through }) = selection.inclusion(part) else { unreachable!() };
            let name = |index: usize| forest.name(index).unwrap().clone();
            if forest.find(&name(part)) != Some(part) {
                continue;
            }
            let request = RestoreRequest {
                selected: vec![name(*through)],
                subcomponents: vec![RestoreSubcomponent { ancestor: name(*through), subcomponent: name(part) }],
            };
            let restore = RestoreSelection::new(&forest, &selection, &request);
            let expected = all(&rows, |index| index == part || is_ancestor(&rows[part], &rows[index]));
            prop_assert_eq!(restore.restored(), &expected[..]);
            prop_assert!(restore.refused().is_empty());
        }
    }
}
