//! Restores of the pages' example.

use super::super::sample::{MY_WRITER, forest, names, places, with_components};
use super::*;
use crate::vocabulary::Guid;

fn whole(forest: &ComponentForest) -> BackupSelection {
    let all = ["Executables", r"Executables\ConfigFiles", "LicenseInfo", "Security", "writerData"];
    BackupSelection::new(forest, &names(&all))
}

fn restore(selected: &[&str], subcomponents: &[(&str, &str)]) -> (Vec<String>, Vec<RefusedRestore>) {
    let forest = forest(&MY_WRITER);
    let pair = |(ancestor, subcomponent): &(&str, &str)| RestoreSubcomponent {
        ancestor: ComponentName::parse(ancestor),
        subcomponent: ComponentName::parse(subcomponent),
    };
    let request =
        RestoreRequest { selected: names(selected), subcomponents: subcomponents.iter().map(pair).collect() };
    let selection = RestoreSelection::new(&forest, &whole(&forest), &request);
    let refused = selection.refused().iter().map(|refused| refused.why).collect();
    (places(&forest, selection.restored()), refused)
}

#[test]
fn an_entry_brings_its_set_unless_a_part_is_chosen() {
    let (restored, refused) = restore(&["Security"], &[]);
    assert_eq!(restored, ["Security", r"Security\UserInfo", r"Security\Certificates"]);
    assert!(refused.is_empty());
    let set1 = [r"writerData\Set1", r"writerData\Set1\Jan", r"writerData\Set1\Dec"];
    let usage = [r"writerData\Usage", r"writerData\Usage\Jan", r"writerData\Usage\Dec"];
    assert_eq!(restore(&["writerData"], &[("writerData", set1[0])]).0, set1);
    let both = restore(&["writerData"], &[("writerData", usage[0]), ("writerData", set1[0])]);
    assert_eq!(both.0, [set1, usage].concat());
    assert_eq!(restore(&["Executables"], &[]).0, ["Executables"]);
}

#[test]
fn what_cannot_be_chosen_is_refused() {
    let refused = |selected: &[&str], pair| restore(selected, &[pair]).1;
    let query = r"writerData\QueryLogs\Query";
    assert_eq!(refused(&[], ("writerData", query)), [RefusedRestore::NotSelectableForRestore]);
    let set1 = r"writerData\Set1";
    assert_eq!(refused(&[], ("writerData", set1)), [RefusedRestore::AncestorNotSelected]);
    assert_eq!(refused(&["Security"], ("Security", set1)), [RefusedRestore::NotBelow]);
    assert_eq!(refused(&["writerData"], ("writerData", "x")), [RefusedRestore::Unknown]);
    let files = ("Executables", r"Executables\ConfigFiles");
    assert_eq!(refused(&["Executables"], files), [RefusedRestore::HasEntry]);
    assert_eq!(
        restore(&[set1, "x"], &[]).1,
        [RefusedRestore::NoEntry { definer: 6 }, RefusedRestore::Unknown]
    );
}

#[test]
fn components_are_chosen_by_the_calls_that_choose_them() {
    let forest = forest(&MY_WRITER);
    let whole = whole(&forest);
    let choose = |asked: &[&str]| {
        let selection = RestoreSelection::of_components(&forest, &whole, &names(asked));
        let refused: Vec<_> =
            selection.refused().iter().map(|refused| (refused.component.to_string(), refused.why)).collect();
        (selection, refused)
    };
    let (set1, query, jan) = (r"writerData\Set1", r"writerData\QueryLogs\Query", r"writerData\Usage\Jan");
    // The definer is selected for the subcomponent, and nothing else of its set is restored.
    let (part, refused) = choose(&[set1, r"writerData\Usage", set1]);
    assert_eq!((part.selected(), part.subcomponents()), (&[6][..], &[(6, 7), (6, 14)][..]));
    assert_eq!(part.restored(), [7, 8, 9, 14, 15, 16]);
    assert_eq!((part.unselected_required(), refused), (&[0, 1][..], vec![]));
    // A definer whose subcomponents cannot be had is not selected for them.
    let (none, refused) = choose(&[query, "nothing", jan]);
    assert_eq!((none.selected(), none.restored()), (&[][..], &[][..]));
    let not_alone = |name: &str| (name.to_owned(), RefusedRestore::NotSelectableForRestore);
    let unknown = ("nothing".to_owned(), RefusedRestore::Unknown);
    assert_eq!(refused, [unknown, not_alone(query), not_alone(jan)]);
    let (some, refused) = choose(&[query, set1]);
    assert_eq!((some.selected(), some.restored()), (&[6][..], &[7, 8, 9][..]));
    assert_eq!(refused, [not_alone(query)]);
    // What is asked for as a whole and in part is restored in part.
    for asked in [["writerData", set1], [set1, "writerData"]] {
        let (both, refused) = choose(&[asked[0], asked[1], r"writerData\Set2"]);
        assert_eq!(both.restored(), [7, 8, 9, 10, 11, 12]);
        assert_eq!(refused, [("writerData".to_owned(), RefusedRestore::OnlyInPart { subcomponent: 7 })]);
    }
    let (both, refused) = choose(&["writerData", query, "Security"]);
    assert_eq!(both.restored(), (3..17).collect::<Vec<_>>(), "a part that cannot be had takes nothing away");
    assert_eq!(refused, [not_alone(query)]);
    let outside = BackupSelection::new(&forest, &names(&["Executables"]));
    let selection = RestoreSelection::of_components(&forest, &outside, &names(&["Security", "Executables"]));
    assert_eq!((selection.restored(), selection.refused().len()), (&[0][..], 1));
}

#[test]
fn a_subcomponent_belongs_to_the_definer_that_brought_it() {
    // A nested definer that is in the backup by itself is no part of the one above it.
    let forest = forest(&MY_WRITER);
    let backup = BackupSelection::new(&forest, &names(&["Executables", r"writerData\Usage"]));
    let jan = || ComponentName::parse(r"writerData\Usage\Jan");
    let restore = |ancestor: &str, subcomponent: ComponentName| {
        let ancestor = ComponentName::parse(ancestor);
        let request = RestoreRequest {
            selected: names(&[r"writerData\Usage"]),
            subcomponents: vec![RestoreSubcomponent { ancestor, subcomponent }],
        };
        let selection = RestoreSelection::new(&forest, &backup, &request);
        selection.refused().first().map(|refused| (refused.component.clone(), refused.why))
    };
    assert_eq!(restore(r"writerData\Usage", jan()), Some((jan(), RefusedRestore::NotSelectableForRestore)));
    let unknown = ComponentName::parse("nobody");
    assert_eq!(restore("nobody", jan()), Some((unknown, RefusedRestore::Unknown)));
    let set1 = ComponentName::parse(r"writerData\Set1");
    assert_eq!(restore("writerData", set1.clone()), Some((set1, RefusedRestore::NotInBackup)));
    let usage = ComponentName::parse(r"writerData\Usage");
    assert_eq!(restore("writerData", usage.clone()), Some((usage, RefusedRestore::HasEntry)));
}

#[test]
fn what_is_restored_must_be_in_the_backup() {
    let forest = forest(&MY_WRITER);
    let backup = BackupSelection::new(&forest, &names(&["Executables", r"writerData\Usage"]));
    let request =
        RestoreRequest { selected: names(&["writerData", r"writerData\Usage"]), ..Default::default() };
    let selection = RestoreSelection::new(&forest, &backup, &request);
    assert_eq!(selection.refused().first().unwrap().why, RefusedRestore::NotInBackup);
    assert_eq!((selection.selected(), selection.restored()), (&[14][..], &[14, 15, 16][..]));
    assert_eq!(selection.unselected_required(), [0]);
    let can = restorable(&forest, &backup);
    assert_eq!((can.by_entry, can.by_subcomponent, can.not_possible), (vec![0, 14], vec![], vec![15, 16]));
    assert_eq!(can.not_in_backup.len(), 13);
    let can = restorable(&forest, &whole(&forest));
    assert_eq!(can.by_subcomponent, [7, 10, 14]);
}

#[test]
fn only_the_definer_of_the_backup_takes_subcomponents() {
    let (outer, nested, part) = (("a", true, true), (r"a\b", true, true), (r"a\b\c", false, true));
    // In whatever order the document has them.
    for (rows, definer) in [([outer, nested, part], 0), ([nested, outer, part], 1)] {
        let forest = forest(&rows);
        let backup = BackupSelection::new(&forest, &names(&["a"]));
        let [ancestor, subcomponent] = [r"a\b", r"a\b\c"].map(ComponentName::parse);
        let request = RestoreRequest {
            selected: names(&["a"]),
            subcomponents: vec![RestoreSubcomponent { ancestor, subcomponent }],
        };
        let selection = RestoreSelection::new(&forest, &backup, &request);
        let why: Vec<_> = selection.refused().iter().map(|refused| refused.why).collect();
        assert_eq!(why, [RefusedRestore::NoEntry { definer }]);
        assert_eq!((selection.subcomponents(), selection.restored()), (&[][..], &[0, 1, 2][..]));
    }
}

#[test]
fn selectability_for_restore_has_to_be_stated() {
    let flags = r#"restoreMetadata="no" notifyOnBackupComplete="no""#;
    let definer = format!(r#"<FILE_GROUP componentName="a" {flags} selectable="yes"/>"#);
    let member = format!(r#"<FILE_GROUP logicalPath="a" componentName="b" {flags} selectable="no"/>"#);
    let forest = with_components(Guid(1), &(definer + &member));
    let can = restorable(&forest, &BackupSelection::new(&forest, &names(&["a"])));
    assert_eq!((can.by_entry, can.by_subcomponent, can.not_possible), (vec![0], vec![], vec![1]));
}

#[test]
fn nothing_is_left_out_of_a_restore_of_nothing() {
    let forest = forest(&MY_WRITER);
    let selection = RestoreSelection::new(&forest, &whole(&forest), &RestoreRequest::default());
    assert_eq!((selection.selected(), selection.unselected_required()), (&[][..], &[][..]));
}
