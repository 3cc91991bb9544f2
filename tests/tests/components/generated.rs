//! Generated writers and requests, with a count of what is special in them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use vss_sim::components::ComponentName;

use crate::oracle::{Oracle, elements};
use crate::writer::{Files, Row};

/// Names that are prefixes and twins of each other, so that forests grow close together.
const NAMES: [&str; 6] = ["data", "Data", "dataX", "log", "LOG", "l"];
/// The longest logical path, in elements.
const DEEPEST: usize = 6;
/// How many writers a test of a law sees.
pub const CASES: u32 = 2_000;
/// In how many of them each special thing has to be.
const ENOUGH: usize = 200;

/// The numbers that one component grows from: how it is placed, by which other one, its name, its flags.
pub type Seed = (u8, u8, u8, u8);

/// A writer's components, and what a requester asks for.
#[derive(Debug, Clone)]
pub struct Case {
    pub rows: Vec<Row>,
    /// AddComponent, in the order of the calls.
    pub added: Vec<(Option<String>, String)>,
    /// One more, to see what it changes.
    pub more: (Option<String>, String),
    /// Numbers for whatever a law has to choose.
    pub picks: Vec<u8>,
}

impl Case {
    pub fn names(&self) -> Vec<ComponentName> {
        names(&self.added)
    }
}

pub fn names(added: &[(Option<String>, String)]) -> Vec<ComponentName> {
    added.iter().map(|(path, name)| ComponentName::new(path.as_deref(), name)).collect()
}

fn flip(text: &str) -> String {
    let flip = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    text.chars().map(flip).collect()
}

/// The place of a component as a path for others.
fn place(row: &Row) -> String {
    match row.logical_path.as_deref() {
        None | Some("") => row.name.clone(),
        Some(path) => format!(r"{path}\{}", row.name),
    }
}

/// Grows components one after the other, each placed by one that is there already.
pub fn grow(seeds: &[Seed]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (index, (kind, pick, name, flags)) in seeds.iter().enumerate() {
        let name = NAMES[usize::from(*name) % NAMES.len()].to_owned();
        let (path, name) = match rows.get(usize::from(*pick) % rows.len().max(1)) {
            None => (None, name),
            Some(other) => placed(*kind, other, rows.last().unwrap_or(other), name),
        };
        let path = path.filter(|path| elements(Some(path)).len() <= DEEPEST);
        let files =
            (0..flags >> 4 & 3).map(|n| Files::new(&format!(r"C:\{index}\{n}"), "*", false)).collect();
        let (selectable, selectable_for_restore) = (flags & 1 == 1, flags & 2 == 2);
        rows.push(Row {
            selectable,
            selectable_for_restore,
            files,
            ..Row::new(path.as_deref(), &name, false)
        });
    }
    rows
}

/// Without what stands in the place of an earlier component (NAM-001).
pub fn once(rows: Vec<Row>) -> Vec<Row> {
    let oracle = Oracle::new(&rows);
    let first: Vec<bool> = oracle
        .all()
        .map(|place| oracle.find(rows[place].logical_path.as_deref(), &rows[place].name) == Some(place))
        .collect();
    rows.into_iter().zip(first).filter(|(_, first)| *first).map(|(row, _)| row).collect()
}

fn placed(kind: u8, other: &Row, last: &Row, name: String) -> (Option<String>, String) {
    let beside = other.logical_path.clone();
    let path = beside.clone().unwrap_or_default();
    match kind % 24 {
        0..=2 => (None, name),
        3..=8 => (Some(place(last)), name),
        9..=11 => (Some(place(other)), name),
        12 => (Some(format!(r"{}\between", place(other))), name),
        13 => (Some(format!(r"{path}\away\between")), name),
        14 | 15 => (beside, flip(&other.name)),
        16 => (Some(flip(&place(other))), name),
        17 => (beside, format!("{}X", other.name)),
        18 => (Some(format!("{}X", place(other))), name),
        19 => (beside, other.name.clone()),
        20 => (Some(format!(r"\{path}")), name),
        21 => (Some(format!(r"{}\\between", place(other))), name),
        22 => (Some(format!(r"{}\", place(other))), name),
        _ => (None, place(other) + r"\" + &name),
    }
}

/// The name that a number stands for: mostly one of the writer's, at times spelled with a leading separator, at times
/// none of its.
fn asked(rows: &[Row], number: u8) -> (Option<String>, String) {
    let row = &rows[usize::from(number) % rows.len()];
    let path = row.logical_path.clone();
    match number / 16 {
        0 => (path, format!("{}?", row.name)),
        1 => (path, flip(&row.name)),
        2 => (Some(format!(r"\{}", path.unwrap_or_default())), row.name.clone()),
        3 => (path.filter(|path| !path.is_empty()), row.name.clone()),
        _ => (path, row.name.clone()),
    }
}

/// Writers with what is asked of them.
pub fn writers() -> impl Strategy<Value = Case> {
    let seeds = vec(any::<Seed>(), 1..18);
    (seeds, vec(any::<u8>(), 0..14), any::<u8>(), vec(any::<u8>(), 16)).prop_map(
        |(seeds, added, more, picks)| {
            let rows = grow(&seeds);
            let added = added.into_iter().map(|number| asked(&rows, number)).collect();
            let more = asked(&rows, more);
            Case { rows, added, more, picks }
        },
    )
}

/// What is special about a case.
fn features(case: &Case) -> Vec<&'static str> {
    let oracle = Oracle::new(&case.rows);
    let pairs = || oracle.all().flat_map(|a| oracle.all().map(move |b| (a, b)));
    let (paths, places) = (&oracle.paths, &oracle.places);
    let joined: Vec<String> = places.iter().map(|place| place.join("\\")).collect();
    let known = |path: &[String]| places.iter().any(|place| place.as_slice() == path);
    let orphan = |path: &Vec<String>| (1..=path.len()).any(|length| !known(&path[..length]));
    let definers = || oracle.all().filter(|place| !oracle.members(*place).is_empty());
    let held = oracle.backup(&case.added);
    let refused = |by: &str| held.refused.iter().any(|(_, _, rule)| *rule == by);
    let twin =
        |a: usize, b: usize| places[a] != places[b] && joined[a].to_lowercase() == joined[b].to_lowercase();
    let string_prefix = |a: usize, b: usize| {
        let path = paths[b].join("\\");
        path.starts_with(&joined[a]) && !oracle.is_ancestor(a, b)
    };
    let sibling = |a: usize, b: usize| {
        let (one, other) = (&case.rows[a].name, &case.rows[b].name);
        paths[a] == paths[b] && one != other && other.starts_with(one.as_str())
    };
    let selectable = case.rows.iter().filter(|row| row.selectable).count();
    let mut names: Vec<(&String, &Vec<String>)> = case.rows.iter().map(|row| &row.name).zip(paths).collect();
    names.sort_unstable();
    names.dedup();
    let all = [
        ("case twins", pairs().any(|(a, b)| twin(a, b))),
        ("orphans", paths.iter().any(orphan)),
        ("prefix siblings", pairs().any(|(a, b)| sibling(a, b))),
        ("string prefixes that are no ancestors", pairs().any(|(a, b)| string_prefix(a, b))),
        ("depth 6", places.iter().any(|place| place.len() >= DEEPEST)),
        ("the same name under different paths", names.windows(2).any(|w| w[0].0 == w[1].0)),
        ("doubles", pairs().any(|(a, b)| a < b && places[a] == places[b])),
        ("names with separators", case.rows.iter().any(|row| row.name.contains('\\'))),
        ("empty elements", paths.iter().any(|path| path.iter().any(String::is_empty))),
        ("mixed selectability", selectable > 0 && selectable < case.rows.len()),
        ("nested sets", definers().any(|d| oracle.members(d).iter().any(|m| !oracle.members(*m).is_empty()))),
        ("required below nonselectable", oracle.required().iter().any(|r| !oracle.parents(*r).is_empty())),
        ("explicit components", !held.explicit.is_empty()),
        ("implicit components", !held.implicit.is_empty()),
        ("missing components", !held.missing.is_empty()),
        ("unknown additions", held.unknown > 0),
        ("additions made twice", refused("NAM-001")),
        ("additions of members", refused("SEL-009")),
        ("additions beside a definer", refused("SEL-012")),
        (
            "file sets in sets",
            definers().any(|d| oracle.members(d).iter().any(|m| !case.rows[*m].files.is_empty())),
        ),
    ];
    all.into_iter().filter(|(_, here)| *here).map(|(name, _)| name).collect()
}

/// Every feature that [`features`] knows.
const FEATURES: usize = 20;

/// Checks a law on generated cases, and that these were no plain ones.
pub fn for_all(law: impl Fn(&Case) -> Result<(), TestCaseError>) {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) };
    let census: RefCell<BTreeMap<&str, usize>> = RefCell::default();
    let mut runner = TestRunner::new(config);
    let result = runner.run(&writers(), |case| {
        for feature in features(&case) {
            *census.borrow_mut().entry(feature).or_default() += 1;
        }
        law(&case)
    });
    if let Err(error) = result {
        panic!("{error}\n{runner}");
    }
    let census = census.into_inner();
    println!("{census:#?}");
    assert_eq!(census.len(), FEATURES, "{census:#?}");
    for (feature, cases) in census {
        assert!(cases >= ENOUGH, "only {cases} of {CASES} writers have {feature}");
    }
}
