//! The observer's rows against the extract they were made from.

use std::collections::BTreeMap;

use vss_conformance::coverage::Observer;
use vss_tests::model::spec::{list, rules, text};

#[test]
fn no_transition_of_the_catalogue_is_lost() {
    let Some(catalogue) = rules("state-machines.json") else { return };
    let mut known: BTreeMap<[&str; 4], usize> = BTreeMap::new();
    let tally = Observer::default().tally();
    for line in &tally.transitions {
        *known.entry([line.machine, line.from, line.on, line.to]).or_default() += 1;
    }
    let mut written: BTreeMap<[&str; 4], usize> = BTreeMap::new();
    for machine in list(&catalogue, "machines") {
        for row in list(machine, "transitions") {
            let key = [text(machine, "machine"), text(row, "from"), text(row, "on"), text(row, "to")];
            *written.entry(key).or_default() += 1;
        }
    }
    assert_eq!(known, written);
}

#[test]
fn no_step_of_the_catalogue_is_lost() {
    let Some(catalogue) = rules("creation-sequence.json") else { return };
    let tally = Observer::default().tally();
    let known: Vec<[&str; 4]> =
        tally.steps.iter().map(|line| [line.id, line.name, line.from, line.to]).collect();
    let of = |row| [text(row, "id"), text(row, "name"), text(row, "from"), text(row, "to")];
    let written: Vec<[&str; 4]> = list(&catalogue, "steps").iter().map(of).collect();
    assert_eq!(known, written);
}
