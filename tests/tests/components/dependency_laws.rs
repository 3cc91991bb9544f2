//! Laws of dependencies, over generated writers that depend on each other.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use vss_sim::components::{
    At, BackupSelection, ComponentForest, ComponentName, DependencyGraph, WhyUnsatisfied,
};
use vss_sim::documents::{ReadOptions, WriterMetadata};

use crate::generated::{Seed, grow, once};
use crate::oracle::Oracle;
use crate::writer::{On, Row, document, forest, ids};

/// A dependency in numbers: from which writer and component, on which, and how it is spelled.
type Link = (u8, u8, u8, u8, u8);

#[derive(Debug, Clone)]
struct Cast {
    rows: Vec<Vec<Row>>,
    added: Vec<Vec<usize>>,
}

/// Writers that depend on each other, on writers that are not there, and on components of other computers.
fn cast(seeds: &[Vec<Seed>], links: &[Link], picks: &[u8]) -> Cast {
    // What a double stands for beside the first is on no page, so each place is taken once.
    let mut rows: Vec<Vec<Row>> = seeds.iter().map(|seeds| once(grow(seeds))).collect();
    for (from, component, to, target, spelled) in links {
        let from = usize::from(*from) % rows.len();
        // One more than there are: a writer that is not there. A dependency on the own class is none (DEP-005).
        let to = (from + 1 + usize::from(*to) % rows.len()) % (rows.len() + 1);
        let aim = rows.get(to).and_then(|rows| rows.get(usize::from(*target) % (rows.len() + 1)));
        let (path, name) =
            aim.map_or((None, "gone".to_owned()), |row| (row.logical_path.clone(), row.name.clone()));
        let plain = path.clone().unwrap_or_default();
        let logical_path = match spelled % 8 {
            0 => Some(format!(r"\\far\{plain}")),
            1 if !plain.starts_with('\\') => Some(format!(r"\{plain}")),
            _ => path,
        };
        let writer = ids(u32::try_from(to).expect("there are few")).0;
        let place = usize::from(*component) % rows[from].len();
        rows[from][place].dependencies.push(On { writer, logical_path, name });
    }
    let chosen = |(writer, rows): (usize, &Vec<Row>)| {
        let numbers = picks.iter().skip(writer * 3).take(3).filter(|number| **number % 4 != 0);
        numbers.map(|number| usize::from(*number) % rows.len()).collect()
    };
    let added = rows.iter().enumerate().map(chosen).collect();
    Cast { rows, added }
}

/// Where a dependency leads, computed the plain way.
fn leads(oracles: &[Oracle<'_>], on: &On) -> Result<At, WhyUnsatisfied> {
    let path = on.logical_path.as_deref().unwrap_or_default();
    if path.starts_with(r"\\") || on.name.starts_with(r"\\") {
        return Err(WhyUnsatisfied::Remote);
    }
    let writer = (0..oracles.len()).find(|n| ids(u32::try_from(*n).expect("there are few")).0 == on.writer);
    let writer = writer.ok_or(WhyUnsatisfied::NoSuchWriter)?;
    let component = oracles[writer].find(Some(path), &on.name).ok_or(WhyUnsatisfied::NoSuchComponent)?;
    Ok(At { writer, component })
}

/// Every component that can be reached over edges.
fn closure(edges: &BTreeMap<At, Vec<At>>, from: At) -> BTreeSet<At> {
    let mut seen = BTreeSet::new();
    let mut next = vec![from];
    while let Some(at) = next.pop() {
        let more = edges.get(&at).into_iter().flatten().filter(|at| seen.insert(**at));
        next.extend(more);
    }
    seen
}

/// What a component is tied to: the targets of its dependencies, the members of its set, and the definers of the sets it
/// is in, since a dependency binds the set that its holder defines as well as the holder (DEP-026). That this holds for a
/// member that is backed up without the definer too is a reading.
fn ties(oracles: &[Oracle<'_>], edges: &BTreeMap<At, Vec<At>>) -> BTreeMap<At, Vec<At>> {
    let mut ties = edges.clone();
    for (writer, oracle) in oracles.iter().enumerate() {
        for component in oracle.all() {
            let sets = [oracle.members(component), oracle.selectable_ancestors(component)].concat();
            let sets = sets.into_iter().map(|component| At { writer, component });
            ties.entry(At { writer, component }).or_default().extend(sets);
        }
    }
    ties
}

fn law(cast: &Cast, census: &mut BTreeMap<&'static str, usize>) -> Result<(), TestCaseError> {
    let mut count = |what: &'static str, here: bool| *census.entry(what).or_default() += usize::from(here);
    let forests: Vec<ComponentForest> = (0..).zip(&cast.rows).map(|(n, rows)| forest(n, rows)).collect();
    let oracles: Vec<Oracle<'_>> = cast.rows.iter().map(|rows| Oracle::new(rows)).collect();
    let graph = DependencyGraph::new(&forests);
    let all: Vec<At> = (0..forests.len())
        .flat_map(|writer| oracles[writer].all().map(move |component| At { writer, component }))
        .collect();
    let held = |(writer, places): (usize, &Vec<usize>)| {
        let names: Vec<ComponentName> =
            places.iter().map(|p| cast.rows[writer][*p].component_name()).collect();
        BackupSelection::new(&forests[writer], &names)
    };
    let selections: Vec<BackupSelection> = cast.added.iter().enumerate().map(held).collect();
    // DEP-001 to DEP-003, C-061, C-063: what takes part, in whatever way, needs its targets, and DEP-026.
    let mut edges: BTreeMap<At, Vec<At>> = BTreeMap::new();
    let mut expected = BTreeSet::new();
    for at in &all {
        for on in &cast.rows[at.writer][at.component].dependencies {
            let to = leads(&oracles, on);
            edges.entry(*at).or_default().extend(to);
            let why = match to {
                Ok(to) if selections[to.writer].includes(to.component) => continue,
                Ok(to) => WhyUnsatisfied::NotSelected(to),
                Err(why) => why,
            };
            let own = std::iter::once(at.component).chain(oracles[at.writer].members(at.component));
            if own.into_iter().any(|component| selections[at.writer].includes(component)) {
                expected.insert((*at, format!("{why:?}")));
            }
        }
    }
    let found = graph.unsatisfied(&forests, &selections);
    for (what, why) in [
        ("unknown writers", "NoSuchWriter"),
        ("unknown components", "NoSuchComponent"),
        ("far targets", "Remote"),
        ("unselected targets", "NotSelected"),
    ] {
        count(what, expected.iter().any(|(_, found)| found.starts_with(why)));
    }
    // DEP-026: where the holder itself takes no part, a member of its set that does is told.
    for open in &found {
        let At { writer, component } = open.dependent;
        let taking_part = |component: &usize| selections[writer].includes(*component);
        let members: Vec<usize> =
            oracles[writer].members(component).into_iter().filter(taking_part).collect();
        match open.member {
            None => prop_assert!(taking_part(&component), "{open:?}"),
            Some(member) => {
                let known = member.writer == writer && members.contains(&member.component);
                prop_assert!(known && !taking_part(&component), "{open:?}, of {members:?}");
            }
        }
        let targets = &cast.rows[writer][component].dependencies;
        let met = |on: &On| leads(&oracles, on).is_ok_and(|to| selections[to.writer].includes(to.component));
        let rule = match open.why {
            WhyUnsatisfied::Remote => "DEP-013",
            WhyUnsatisfied::NotSelected(_)
            | WhyUnsatisfied::NoSuchComponent
            | WhyUnsatisfied::NoSuchWriter => {
                if targets.iter().any(met) {
                    "DEP-002"
                } else {
                    "DEP-001"
                }
            }
        };
        prop_assert_eq!(open.rule(), rule);
    }
    let found: BTreeSet<(At, String)> = found.iter().map(|f| (f.dependent, format!("{:?}", f.why))).collect();
    prop_assert_eq!(found, expected);
    prop_assert!(graph.within_one_writer().is_empty());
    // What must also take part: the targets that a component and its sets declare, through chains, and nothing that it is
    // not tied to. Whether what comes with a definer anyhow, and what that depends on, is told too is left open.
    let ties = ties(&oracles, &edges);
    let declared: BTreeMap<At, Vec<At>> = all
        .iter()
        .map(|at| {
            let sets = ties.get(at).into_iter().flatten().filter(|other| other.writer == at.writer);
            (*at, sets.chain([at]).filter_map(|at| edges.get(at)).flatten().copied().collect())
        })
        .collect();
    for at in &all {
        let also = graph.must_also_take_part(*at);
        let also: BTreeSet<At> = also.into_iter().collect();
        let mut targets = closure(&declared, *at);
        targets.remove(at);
        count("chains", targets.len() > 1);
        prop_assert!(targets.is_subset(&also), "{at:?} needs {targets:?}, told are {also:?}");
        prop_assert!(also.is_subset(&closure(&ties, *at)) && !also.contains(at), "{at:?}: {also:?}");
    }
    // Each component on a circle is in exactly one list, together with those it shares a circle with.
    let circles = graph.cycles();
    let on_circle = |a: &At, b: &At| closure(&edges, *a).contains(b) && closure(&edges, *b).contains(a);
    let mut expected: Vec<Vec<At>> = Vec::new();
    for at in all.iter().filter(|at| on_circle(at, at)) {
        if !expected.iter().flatten().any(|known| known == at) {
            expected.push(all.iter().filter(|other| on_circle(at, other)).copied().collect());
        }
    }
    count("circles", !expected.is_empty());
    prop_assert_eq!(circles, expected);
    Ok(())
}

#[test]
fn dependencies_are_what_the_documents_say() {
    let census: RefCell<BTreeMap<&str, usize>> = RefCell::default();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) };
    let mut runner = TestRunner::new(config);
    let seeds = vec(vec(any::<Seed>(), 1..5), 2..5);
    let strategy = (seeds, vec(any::<Link>(), 0..16), vec(any::<u8>(), 12));
    let strategy = strategy.prop_map(|(seeds, links, picks)| cast(&seeds, &links, &picks));
    if let Err(error) = runner.run(&strategy, |cast| law(&cast, &mut census.borrow_mut())) {
        panic!("{error}\n{runner}");
    }
    let census = census.into_inner();
    println!("{census:#?}");
    assert!(census.len() == 6 && census.values().all(|cases| *cases >= 100), "{census:#?}");
}

/// DEP-005: the builder refuses a dependency on the own class, but a document may hold one.
#[test]
fn a_dependency_within_one_writer_is_told_of() {
    let on = On { writer: ids(2).0, logical_path: None, name: "b".to_owned() };
    let rows = [Row { dependencies: vec![on], ..Row::new(None, "a", true) }, Row::new(None, "b", true)];
    let text = document(1, &rows).write().replace(&ids(2).0.to_string(), &ids(1).0.to_string());
    let read = WriterMetadata::read_str(&text, &ReadOptions::default()).expect("the document can be read");
    let forests = [ComponentForest::new(Arc::new(read.value))];
    let graph = DependencyGraph::new(&forests);
    let [a, b] = [0, 1].map(|component| At { writer: 0, component });
    assert_eq!(graph.within_one_writer(), [(a, b)]);
    assert_eq!(graph.must_also_take_part(a), [b]);
    let added = [ComponentName::new(None, "a")];
    let found = graph.unsatisfied(&forests, &[BackupSelection::new(&forests[0], &added)]);
    assert_eq!(found.iter().map(|found| found.why).collect::<Vec<_>>(), [WhyUnsatisfied::NotSelected(b)]);
}
