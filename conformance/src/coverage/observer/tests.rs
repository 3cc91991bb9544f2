//! Tests of the observer's tables.

use std::collections::BTreeSet;

use super::steps::{steps, variants};
use super::table::{Row, gaps, transitions};

#[test]
fn the_tables_can_be_read_and_no_name_stands_twice() {
    let read: Vec<Row> = serde_json::from_str(include_str!("transitions.json")).unwrap();
    assert_eq!(read.len(), 411);
    let known: Vec<Row> = serde_json::from_str(include_str!("gaps.json")).unwrap();
    assert!(known.iter().all(|row| row.gap.as_ref().is_some_and(|why| !why.is_empty())));
    let names: BTreeSet<&str> = read.iter().chain(&known).map(|row| row.id.as_str()).collect();
    assert_eq!(names.len(), read.len() + known.len());
    assert_eq!((steps().len(), variants().len()), (69, 14));
}

#[test]
fn a_gap_is_no_row() {
    for gap in gaps() {
        let same = |row: &&Row| {
            let states = row.from == gap.from && row.to == gap.to;
            row.machine == gap.machine && states && row.is_at(&gap.on) && row.when == gap.when
        };
        assert!(!transitions().iter().any(|row| same(&row)), "{}", gap.id);
    }
}

#[test]
fn what_no_trace_can_show_has_a_reason() {
    let reasons = transitions().iter().filter_map(|row| row.unobservable.as_deref());
    assert!(
        reasons
            .chain(steps().iter().filter_map(|step| step.unobservable.as_deref()))
            .all(|why| why.len() > 20)
    );
}
