//! Dependencies between small writers.

use std::sync::Arc;

use super::super::sample::{names, with_components};
use super::super::{BackupSelection, ComponentForest, ComponentName};
use super::*;
use crate::documents::{ReadOptions, WriterMetadata};
use crate::vocabulary::Guid;

/// A component's place, and the targets of its dependencies: class, logical path, name.
type Row<'a> = (&'a str, &'a [(u128, &'a str, &'a str)]);

fn forest(class: u128, rows: &[Row<'_>]) -> ComponentForest {
    let element = |(place, targets): &Row<'_>| {
        let name = ComponentName::parse(place);
        let dependency = |(class, path, name): &(u128, &str, &str)| {
            let class = Guid(*class);
            format!(r#"<DEPENDENCY writerId="{class}" logicalPath="{path}" componentName="{name}"/>"#)
        };
        let dependencies: String = targets.iter().map(dependency).collect();
        let names = format!(
            r#"logicalPath="{}" componentName="{}""#,
            name.logical_path().unwrap_or_default(),
            name.name()
        );
        let flags = r#"restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes""#;
        format!("<FILE_GROUP {names} {flags}>{dependencies}</FILE_GROUP>")
    };
    with_components(Guid(class), &rows.iter().map(element).collect::<String>())
}

fn at(writer: usize, component: usize) -> At {
    At { writer, component }
}

fn unsatisfied(forests: &[ComponentForest], added: &[&[&str]]) -> Vec<(At, WhyUnsatisfied)> {
    let select = |(forest, added): (&ComponentForest, &&[&str])| BackupSelection::new(forest, &names(added));
    let selections: Vec<BackupSelection> = forests.iter().zip(added).map(select).collect();
    let found = DependencyGraph::new(forests).unsatisfied(forests, &selections);
    found.into_iter().map(|missing| (missing.dependent, missing.why)).collect()
}

#[test]
fn a_target_takes_part_explicitly_or_implicitly() {
    let forests = [
        forest(1, &[("writerData", &[(2, "Connections", "internetData")])]),
        forest(2, &[("Connections", &[]), (r"Connections\internetData", &[])]),
    ];
    assert_eq!(
        unsatisfied(&forests, &[&["writerData"], &[]]),
        [(at(0, 0), WhyUnsatisfied::NotSelected(at(1, 1)))]
    );
    assert!(unsatisfied(&forests, &[&["writerData"], &["Connections"]]).is_empty());
    assert!(unsatisfied(&forests, &[&["writerData"], &[r"Connections\internetData"]]).is_empty());
    assert!(unsatisfied(&forests, &[&[], &["Connections"]]).is_empty());
    assert_eq!(unsatisfied(&forests, &[&["writerData"]]).len(), 1, "no selection takes no part");
}

#[test]
fn targets_that_nobody_here_has_are_told() {
    let targets = [(2, "", "gone"), (3, "", "a"), (2, r"\\SRV1\", "a"), (2, r"\", "a"), (2, "", "gone")];
    let forests = [forest(1, &[("d", &targets)]), forest(2, &[("a", &[])])];
    let graph = DependencyGraph::new(&forests);
    let rules = |taking_part: &[At]| {
        let found = graph.unsatisfied_among(&forests, |at| taking_part.contains(&at));
        found.iter().map(Unsatisfied::rule).collect::<Vec<_>>()
    };
    assert_eq!(rules(&[at(0, 0), at(1, 0)]), ["DEP-002", "DEP-002", "DEP-013"]);
    assert_eq!(rules(&[at(0, 0)]), ["DEP-001", "DEP-001", "DEP-013", "DEP-001"]);
    assert_eq!(
        unsatisfied(&forests, &[&["d"], &["a"]]),
        [
            (at(0, 0), WhyUnsatisfied::NoSuchComponent),
            (at(0, 0), WhyUnsatisfied::NoSuchWriter),
            (at(0, 0), WhyUnsatisfied::Remote)
        ]
    );
}

#[test]
fn a_set_is_bound_with_its_definer() {
    let forests = [
        forest(1, &[("d", &[(2, "", "a")]), (r"d\m", &[(2, "", "b")]), (r"d\n", &[])]),
        forest(2, &[("a", &[]), ("b", &[])]),
    ];
    assert_eq!(unsatisfied(&forests, &[&["d"], &[]]).len(), 2, "its own and that of its member");
    assert_eq!(
        unsatisfied(&forests, &[&[r"d\n"], &["b"]]),
        [(at(0, 0), WhyUnsatisfied::NotSelected(at(1, 0)))]
    );
    let graph = DependencyGraph::new(&forests);
    // A member that takes part without its definer is named, the first by its place; otherwise there is none to name.
    let member = |taking_part: &[At]| {
        let found = graph.unsatisfied_among(&forests, |at| taking_part.contains(&at));
        found.into_iter().map(|open| (open.dependent, open.member)).collect::<Vec<_>>()
    };
    assert_eq!(member(&[at(0, 2)]), [(at(0, 0), Some(at(0, 2)))]);
    assert_eq!(member(&[at(0, 2), at(0, 1), at(1, 1)]), [(at(0, 0), Some(at(0, 1)))]);
    assert_eq!(member(&[at(0, 0), at(0, 2), at(1, 1)]), [(at(0, 0), None)]);
    assert_eq!(member(&[at(1, 1)]), []);
    let rules = |taking_part: &[At]| {
        let found = graph.unsatisfied_among(&forests, |at| taking_part.contains(&at));
        found.iter().map(Unsatisfied::rule).collect::<Vec<_>>()
    };
    assert_eq!(rules(&[at(0, 1), at(1, 0)]), ["DEP-001"], "what its definer needs is another dependency");
    assert_eq!(graph.must_also_take_part(at(0, 0)), [at(1, 0), at(1, 1)]);
    assert_eq!(graph.must_also_take_part(at(0, 1)), [at(1, 0), at(1, 1)]);
    assert_eq!(graph.must_also_take_part(at(0, 2)), [at(1, 0)]);
    assert_eq!(graph.must_also_take_part(at(1, 0)), []);
    assert_eq!(graph.must_also_take_part(at(5, 5)), []);
}

#[test]
fn a_set_is_what_lies_below_and_its_definer_selectable() {
    // Named so that other places stand between and around those of the set.
    let rows: [Row<'_>; 4] = [("d!", &[]), ("d", &[(2, "", "a")]), (r"d2\m", &[]), (r"d\m\deep", &[])];
    let forests = [forest(1, &rows), forest(2, &[("a", &[])])];
    let graph = DependencyGraph::new(&forests);
    let bound = |component: usize| {
        let found = graph.unsatisfied_among(&forests, |taking_part| taking_part == at(0, component));
        found.first().map(|open| open.member)
    };
    assert_eq!([0, 1, 2, 3].map(bound), [None, Some(None), None, Some(Some(at(0, 3)))]);
    // A component that is not selectable for backup defines no set.
    let text = forests[0].document().write().replacen(
        r#"componentName="d" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes""#,
        r#"componentName="d" restoreMetadata="no" notifyOnBackupComplete="no" selectable="no""#,
        1,
    );
    let read = WriterMetadata::read(text.as_bytes(), &ReadOptions::default()).unwrap();
    let forests = [ComponentForest::new(Arc::new(read.value)), forests[1].clone()];
    let graph = DependencyGraph::new(&forests);
    assert_eq!(graph.unsatisfied_among(&forests, |taking_part| taking_part == at(0, 3)), []);
    assert_eq!(graph.unsatisfied_among(&forests, |taking_part| taking_part == at(0, 1)).len(), 1);
}

#[test]
fn chains_and_circles_are_followed_to_their_end() {
    let forests = [
        forest(1, &[("a", &[(2, "", "b")]), ("self", &[(1, "", "self")]), ("start", &[(1, "", "a")])]),
        forest(2, &[("b", &[(3, "", "c")])]),
        forest(3, &[("c", &[(1, "", "a")])]),
    ];
    let graph = DependencyGraph::new(&forests);
    assert_eq!(graph.cycles(), [vec![at(0, 0), at(1, 0), at(2, 0)], vec![at(0, 1)]]);
    assert_eq!(graph.must_also_take_part(at(0, 0)), [at(1, 0), at(2, 0)]);
    assert_eq!(graph.must_also_take_part(at(0, 2)), [at(0, 0), at(1, 0), at(2, 0)]);
    assert_eq!(graph.within_one_writer(), [(at(0, 1), at(0, 1)), (at(0, 2), at(0, 0))]);
}

#[test]
fn a_dependency_on_the_own_class_is_told_with_the_nearest_target() {
    let on_own = |place: &'static str| [(1, "", place)];
    let (b, c) = (on_own("b"), on_own("c"));
    let forests = [forest(1, &[("b", &[]), ("c", &[])]), forest(1, &[("d", &b), ("e", &c), ("c", &[])])];
    // The other instance counts where the own one lacks the target.
    let graph = DependencyGraph::new(&forests);
    assert_eq!(graph.within_one_writer(), [(at(1, 0), at(0, 0)), (at(1, 1), at(1, 2))]);
    let others = [forest(1, &[("d", &[(2, "", "b")])]), forest(2, &[("b", &[])])];
    assert_eq!(DependencyGraph::new(&others).within_one_writer(), []);
}

#[test]
fn sets_bind_through_every_level() {
    let depth = [("a", &[(2, "", "x")][..]), (r"a\b", &[]), (r"a\b\c", &[(2, "", "y")])];
    let target = || forest(2, &[("x", &[]), ("y", &[])]);
    let graph = |forest: ComponentForest| DependencyGraph::new(&[forest, target()]);
    let all = graph(forest(1, &depth));
    assert_eq!(all.must_also_take_part(at(0, 2)), [at(1, 0), at(1, 1)]);
    assert_eq!(all.must_also_take_part(at(0, 0)), [at(1, 0), at(1, 1)]);
    // What stands between need not be selectable: the members of a definer's set are all that lie below it.
    let text = forest(1, &depth).document().write();
    let (start, middle) = text.split_at(text.find(r#"logicalPath="a" componentName="b""#).unwrap());
    let text = format!("{start}{}", middle.replacen(r#"selectable="yes""#, r#"selectable="no""#, 1));
    let read = WriterMetadata::read(text.as_bytes(), &ReadOptions::default()).unwrap();
    let between = graph(ComponentForest::new(Arc::new(read.value)));
    assert_eq!(between.must_also_take_part(at(0, 0)), [at(1, 0), at(1, 1)]);
    assert_eq!(between.must_also_take_part(at(0, 1)), [at(1, 0), at(1, 1)]);
}

#[test]
fn one_instance_of_a_class_is_enough() {
    let forests = [forest(1, &[("d", &[(2, "", "a")])]), forest(2, &[("a", &[])]), forest(2, &[("a", &[])])];
    assert!(unsatisfied(&forests, &[&["d"], &[], &["a"]]).is_empty());
    assert_eq!(
        unsatisfied(&forests, &[&["d"], &[], &[]]),
        [(at(0, 0), WhyUnsatisfied::NotSelected(at(1, 0)))]
    );
}

#[test]
fn a_long_chain_does_not_exhaust_the_stack() {
    let count = 20_000;
    let texts: Vec<String> = (0..count).map(|index| index.to_string()).collect();
    let next = texts.iter().cycle().skip(1);
    let targets: Vec<_> = next.take(count).map(|text| [(1, "", text.as_str())]).collect();
    let rows: Vec<Row<'_>> =
        texts.iter().zip(&targets).map(|(text, targets)| (text.as_str(), &targets[..])).collect();
    let forests = [forest(1, &rows)];
    let graph = DependencyGraph::new(&forests);
    assert_eq!(graph.cycles().first().map(Vec::len), Some(count));
    assert_eq!(graph.must_also_take_part(at(0, 0)).len(), count - 1);
}
