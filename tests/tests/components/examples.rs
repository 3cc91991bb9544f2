//! The pages' own examples: each is checked, nothing in them goes unread, and the checks notice what is changed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use vss_tests::model::spec;

use crate::data::{Examples, Part, leaves};
use crate::{dependencies, file_sets, properties, remote, restores, selections, structure};

type Check = fn(&Examples, &Part<'_>);

/// The check of each example.
const CHECKS: &[(&str, Check)] = &[
    ("WE-001", structure::my_writer_structure),
    ("WE-002", selections::choices),
    ("WE-003", properties::set_wide),
    ("WE-004", restores::restores),
    ("WE-005", restores::restores),
    ("WE-006", file_sets::directory_tree),
    ("WE-007", file_sets::exclusion_list),
    ("WE-008", dependencies::local),
    ("WE-009", dependencies::held),
    ("WE-010", dependencies::held),
    ("WE-011", remote::notation),
    ("WE-012", remote::topology),
    ("WE-021", file_sets::files_not_to_backup),
    ("WE-022", file_sets::mask_against_selectability),
    ("WE-023", file_sets::mask_bits_by_type),
    ("WE-032", structure::electronic_books),
];

/// Examples that other tests check: those about the order of calls, and the restore methods (`restore_methods.rs`).
const ELSEWHERE: &[&str] = &[
    "WE-013", "WE-014", "WE-015", "WE-016", "WE-017", "WE-018", "WE-019", "WE-020", "WE-024", "WE-025",
    "WE-026", "WE-027", "WE-028", "WE-029", "WE-030", "WE-031", "WE-033", "WE-034", "WE-035",
];

/// Texts that say where a fact is from or say it again in words, by the end of their place.
const IN_WORDS: &[&str] = &["/title", "/kind", "/note", "/why", "/frontEnd", "/backEnd"];

/// What can be otherwise without any result being otherwise: the example, the place, and the reason.
const WITHOUT_EFFECT: &[(&str, &str, &str)] = &[
    ("WE-001", "/components/0/selectableForRestore", "always explicit (RST-010, RST-011)"),
    ("WE-001", "/components/1/selectableForRestore", "always explicit (RST-011)"),
    ("WE-001", "/components/2/selectableForRestore", "always explicit (RST-010, RST-011)"),
    ("WE-001", "/components/3/selectableForRestore", "always explicit (RST-010, RST-011)"),
    ("WE-001", "/components/6/selectableForRestore", "always explicit (RST-010, RST-011)"),
    ("WE-007", "/cases/1/file", "any name that is not excluded"),
    ("WE-009", "/writers/0/components/0/files/0", "any name"),
    ("WE-009", "/writers/0/components/0/files/1", "any name"),
    ("WE-010", "/writers/0/components/0/files/0", "any name"),
    ("WE-010", "/writers/0/components/0/files/1", "any name"),
    ("WE-011", "/cases/1/tested", "any path of this computer"),
    ("WE-011", "/cases/2/tested", "any path of this computer"),
];

/// Runs the checks of all examples; gives what they left unread.
fn unread(examples: &Examples) -> Vec<String> {
    let of = |(id, check): &(&str, Check)| {
        let unread = examples.unread(id, |part| check(examples, part));
        unread.into_iter().map(|place| format!("{id}{place}")).collect::<Vec<_>>()
    };
    CHECKS.iter().flat_map(of).collect()
}

#[test]
fn every_example_has_a_check() {
    let examples = Examples::load();
    let mut known: Vec<&str> = CHECKS.iter().map(|(id, _)| *id).chain(ELSEWHERE.iter().copied()).collect();
    known.sort_unstable();
    assert_eq!(examples.ids(), known);
}

#[test]
fn the_examples_are_those_of_the_extract() {
    let Some(extract) = spec::rules("worked-examples.json") else { return };
    let examples = Examples::load();
    for id in examples.ids() {
        let entry = spec::list(&extract, "examples").iter().find(|entry| entry["id"] == id);
        assert_eq!(Some(examples.get(id)), entry, "{id}");
    }
}

#[test]
fn the_examples_hold_and_nothing_of_them_is_unread() {
    let examples = Examples::load();
    for (id, check) in CHECKS {
        let unread = examples.unread(id, |part| check(&examples, part));
        assert!(unread.is_empty(), "{id}: no check reads {unread:#?}");
    }
}

/// The readings that the examples rest on are those of the extract.
#[test]
fn readings_exist() {
    let Some(extract) = spec::rules("contradictions.json") else { return };
    let known: Vec<&str> =
        extract.as_array().expect("it is a list").iter().map(|row| spec::text(row, "id")).collect();
    let examples = Examples::load();
    let mut found = 0;
    for id in examples.ids() {
        for place in leaves(examples.get(id), "").iter().filter(|place| place.contains("/readings/")) {
            let reading = examples.get(id).pointer(place).and_then(Value::as_str).expect("it is a text");
            assert!(known.contains(&reading), "{id}{place}: {reading}");
            found += 1;
        }
    }
    assert!(found > 20, "{found} readings");
}

/// Other data than what is there.
fn changed(value: &Value) -> Value {
    match value {
        Value::Bool(flag) => Value::Bool(!flag),
        Value::String(text) => Value::String(format!("{text}X")),
        Value::Array(_) => Value::Array(vec![Value::String("X".to_owned())]),
        Value::Null | Value::Number(_) | Value::Object(_) => Value::String("X".to_owned()),
    }
}

/// Changes one leaf after the other: some check fails, but for what is in words only.
#[test]
fn a_change_of_any_fact_is_noticed() {
    let examples = Examples::load();
    let mut unnoticed = Vec::new();
    let (mut tried, mut without_effect) = (0, 0);
    for (id, _) in CHECKS {
        for place in leaves(examples.get(id), "") {
            if IN_WORDS.iter().any(|end| place.ends_with(end)) {
                continue;
            }
            let mut spoiled = examples.clone();
            let leaf = spoiled.get_mut(id).pointer_mut(&place).expect("it is a leaf");
            *leaf = changed(leaf);
            tried += 1;
            let holds = catch_unwind(AssertUnwindSafe(|| unread(&spoiled).is_empty())).unwrap_or(false);
            let excepted = WITHOUT_EFFECT.iter().any(|(of, at, _)| of == id && *at == place);
            without_effect += usize::from(holds && excepted);
            if holds && !excepted {
                unnoticed.push(format!("{id}{place}"));
            }
        }
    }
    println!("{tried} changes");
    assert!(unnoticed.is_empty(), "nothing fails when these are changed: {unnoticed:#?}");
    assert_eq!(without_effect, WITHOUT_EFFECT.len(), "an exception that is none");
    assert!(tried > 700, "{tried} changes");
}

/// An example with a key or a case more than the checks know does not pass.
#[test]
fn a_fact_more_is_noticed() {
    let examples = Examples::load();
    for (id, _) in CHECKS {
        let objects = objects(examples.get(id), "");
        assert!(!objects.is_empty());
        for place in objects {
            let mut grown = examples.clone();
            let object = grown.get_mut(id).pointer_mut(&place).and_then(Value::as_object_mut);
            object.expect("it is an object").insert("more".to_owned(), Value::Bool(true));
            let holds = catch_unwind(AssertUnwindSafe(|| unread(&grown).is_empty())).unwrap_or(false);
            assert!(!holds, "{id}{place}: another key goes unnoticed");
        }
    }
}

/// The places of all objects.
fn objects(value: &Value, place: &str) -> Vec<String> {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(n, item)| objects(item, &format!("{place}/{n}"))).collect()
        }
        Value::Object(members) => {
            let below = members.iter().flat_map(|(key, item)| objects(item, &format!("{place}/{key}")));
            std::iter::once(place.to_owned()).chain(below).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}
