//! The catalogue is whole, and what it names exists.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use vss_sim::world::Readings;

use super::*;
use crate::rules;

/// The two lists, by the prefix of their ids: the file each comes from, and its length.
const LISTS: [(&str, &str, usize); 2] =
    [("C", "contradictions.json", 101), ("C2", "contradictions-2.json", 118)];

fn expected_ids() -> Vec<String> {
    LISTS
        .iter()
        .flat_map(|(prefix, _, count)| (1..=*count).map(move |n| format!("{prefix}-{n:03}")))
        .collect()
}

#[test]
fn ids_are_whole_and_in_order() {
    let read: Vec<Question> = serde_json::from_str(include_str!("catalogue.json")).unwrap();
    let ids: Vec<String> = read.into_iter().map(|question| question.id).collect();
    assert_eq!(ids, expected_ids());
    assert_eq!(ids.len(), all().len());
}

#[test]
fn ids_are_those_of_the_lists() {
    #[derive(Deserialize)]
    struct Entry {
        id: String,
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/spec/rules");
    if !folder.exists() {
        println!("skipped: the lists are not here");
        return;
    }
    let ids: Vec<String> = LISTS
        .iter()
        .flat_map(|(_, file, _)| {
            let text = std::fs::read_to_string(folder.join(file)).unwrap();
            serde_json::from_str::<Vec<Entry>>(&text).unwrap()
        })
        .map(|entry| entry.id)
        .collect();
    assert_eq!(ids, all().iter().map(|question| question.id.clone()).collect::<Vec<_>>());
}

#[test]
fn labels_stand_once_and_the_default_is_one_of_them() {
    for question in all() {
        let labels: BTreeSet<&str> = question.readings.iter().map(|reading| reading.label.as_str()).collect();
        assert_eq!(labels.len(), question.readings.len(), "{}", question.id);
        assert_eq!(question.default.is_some(), !labels.is_empty(), "{}", question.id);
        assert_eq!(question.default_reading().is_some(), !labels.is_empty(), "{}", question.id);
        for label in labels {
            let words = label.split('-').all(|word| {
                !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            });
            assert!(words, "{}: {label}", question.id);
        }
    }
}

#[test]
fn each_question_has_what_its_behaviour_wants() {
    for question in all() {
        let own = question.same_as.is_none();
        let open = own && question.behaviour != Behaviour::None;
        let id = &question.id;
        assert!(question.question.ends_with('?'), "{id}");
        assert_eq!(question.readings.len() > 1, open, "{id}");
        assert_eq!(question.why.is_some(), open, "{id}");
        assert_eq!(!question.affects.is_empty(), open, "{id}");
        assert_eq!(question.shown_by.is_some(), own && question.behaviour == Behaviour::Model, "{id}");
        assert_eq!(question.area.is_some(), question.behaviour == Behaviour::Model, "{id}");
        assert_eq!(question.none_because.is_some(), own && question.behaviour == Behaviour::None, "{id}");
    }
}

#[test]
fn the_same_question_is_asked_earlier_and_has_answers() {
    for (place, question) in all().iter().enumerate() {
        let Some(same_as) = &question.same_as else { continue };
        let carrier = all()[..place].iter().find(|earlier| earlier.id == *same_as).expect(&question.id);
        assert!(!carrier.readings.is_empty(), "{}", question.id);
        assert_eq!((carrier.behaviour, carrier.area), (question.behaviour, question.area), "{}", question.id);
        assert_eq!(question.carrier().id, carrier.id);
    }
}

#[test]
fn what_a_page_says_names_the_page() {
    for question in all() {
        for reading in &question.readings {
            assert!(reading.basis != Basis::Documented || !reading.pages.is_empty(), "{}", question.id);
            assert!(reading.pages.iter().all(|page| question.pages.contains(page)), "{}", question.id);
        }
    }
}

#[test]
fn rules_and_related_questions_exist() {
    for question in all() {
        let named = question.affects.iter().filter_map(|affected| affected.strip_prefix("rule "));
        for rule in question.rules.iter().map(String::as_str).chain(named) {
            assert!(rules::rule(rule).is_some(), "{}: {rule}", question.id);
        }
        for related in question.related.iter().filter(|id| !id.starts_with("WE-")) {
            let other = find(related).unwrap_or_else(|| panic!("{}: {related}", question.id));
            assert!(other.related.contains(&question.id), "{} and {related}", question.id);
        }
    }
}

#[test]
fn what_is_affected_is_a_method_an_event_or_a_rule() {
    for question in all() {
        for affected in &question.affects {
            let method = affected.split_once("::").is_some_and(|(interface, method)| {
                (interface.starts_with("IVss") || interface == "CVssWriter") && !method.is_empty()
            });
            let event = affected.starts_with("On") && !affected.contains(' ');
            assert!(method || event || affected.starts_with("rule "), "{}: {affected}", question.id);
        }
    }
}

#[test]
fn a_switch_of_the_model_with_an_id_of_the_catalogue_has_its_labels() {
    for row in Readings::table() {
        let numbered = row.id.starts_with("C-") || row.id.starts_with("C2-");
        let question = find(row.id);
        assert_eq!(question.is_some(), numbered, "{}", row.id);
        let Some(question) = question else { continue };
        let here: BTreeSet<&str> = question.readings.iter().map(|reading| reading.label.as_str()).collect();
        assert_eq!(row.labels.iter().map(|label| label.label).collect::<BTreeSet<_>>(), here, "{}", row.id);
        assert_eq!(Some(row.default), question.default.as_deref(), "{}", row.id);
    }
}

#[test]
fn a_question_is_found_by_its_id() {
    let found = find("C2-006").expect("a question of the catalogue");
    assert_eq!(found.carrier().id, "C-029");
    assert_eq!(found.default_reading(), None);
    assert_eq!(found.carrier().default_reading().map(|reading| reading.label.as_str()), Some("any-value"));
    assert_eq!(find("C-102"), None);
}
