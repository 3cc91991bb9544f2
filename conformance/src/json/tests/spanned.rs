//! Values with their places.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, RandomState};

use super::model::{Id, SAMPLE, Scenario, Step};
use crate::json::{Spanned, from_source, to_canonical};
use crate::source::{Diagnostic, Source, Span};

fn sample() -> (Source, Scenario) {
    let source = Source::new("t", SAMPLE);
    let scenario = from_source(&source).expect("fits");
    (source, scenario)
}

#[test]
fn spans_cover_the_written_value() {
    let (source, scenario) = sample();
    let written = |span: Span| source.slice(span).to_owned();
    assert_eq!(written(scenario.name.span), r#""näme \u00e9 \ud83d\ude00""#);
    let steps: Vec<String> = scenario.steps.iter().take(4).map(|step| written(step.span)).collect();
    assert_eq!(
        steps,
        [
            r#""Wait""#,
            r#"{ "Call": "AddComponent" }"#,
            r#"{ "Pair": [7, "x"] }"#,
            r#"{ "Expect": { "event": "Freeze", "withinMs": 10 } }"#
        ]
    );
    let inner: Vec<String> = scenario
        .steps
        .iter()
        .filter_map(|step| match &step.value {
            Step::Call(name) => Some(written(name.span)),
            Step::Expect { event, .. } => Some(written(event.span)),
            Step::Wait | Step::Pair(..) => None,
        })
        .collect();
    assert_eq!(inner, [r#""AddComponent""#, r#""Freeze""#, r#""PostSnapshot""#]);
}

#[test]
fn keys_of_maps_have_spans() {
    let (source, scenario) = sample();
    for (Id(key), value) in &scenario.ids {
        assert_eq!(source.slice(key.span), format!("\"{}\"", key.value));
        assert_eq!(source.slice(value.span), value.value.to_string());
    }
    let events: Vec<&str> = scenario.events.keys().map(|event| source.slice(event.span)).collect();
    assert_eq!(events, [r#""Freeze""#, r#""Thaw""#]);
    let map: BTreeMap<Spanned<String>, u8> = from_source(&Source::new("t", r#"{"é": 1}"#)).expect("fits");
    assert_eq!(map.keys().next().map(|key| key.span), Some(Span::new(1, 5)));
}

#[test]
fn an_error_of_meaning_points_at_a_key() {
    let (source, scenario) = sample();
    let errors: Vec<String> = scenario
        .ids
        .keys()
        .map(|Id(key)| Diagnostic::unknown_name(key, "component", key, &["ones", "tow"]).in_source(&source))
        .map(|error| error.to_string())
        .collect();
    assert_eq!(
        errors,
        [
            "t:20:12: error: unknown component \"one\": expected \"ones\" or \"tow\", found \"one\" \
             (did you mean \"ones\"?)",
            "t:20:22: error: unknown component \"two\": expected \"ones\" or \"tow\", found \"two\" \
             (did you mean \"tow\"?)",
        ]
    );
}

#[test]
fn options_may_be_absent_null_or_there() {
    let read = |text: &str| from_source::<Option<Spanned<u8>>>(&Source::new("t", text)).expect("fits");
    assert_eq!(read("null"), None);
    assert_eq!(read(" 5").map(|five| (five.value, five.span)), Some((5, Span::new(1, 2))));
    let (_, scenario) = sample();
    assert_eq!(scenario.note, None);
    let inner: Spanned<Option<u8>> = from_source(&Source::new("t", " null ")).expect("fits");
    assert_eq!((inner.value, inner.span), (None, Span::new(1, 5)));
    let deep: Spanned<Spanned<Vec<Spanned<bool>>>> = from_source(&Source::new("t", "[true]")).expect("fits");
    assert_eq!(deep.value.value.first().map(|value| value.span), Some(Span::new(1, 5)));
}

#[test]
fn the_span_takes_no_part_in_comparisons() {
    let one = Spanned::new("a", Span::new(1, 2));
    let other = Spanned::new("a", Span::new(5, 9));
    let later = Spanned::new("b", Span::at(0));
    assert_eq!(one, other);
    assert!(one < later);
    let hasher = RandomState::new();
    assert_eq!(hasher.hash_one(one), hasher.hash_one(other));
    assert_eq!(hasher.hash_one(one), hasher.hash_one("a"));
    assert_eq!(BTreeSet::from([one, other, later]).len(), 2);
}

#[test]
fn serialising_is_transparent() {
    let (_, scenario) = sample();
    let text = to_canonical(&scenario).expect("JSON");
    let again: Scenario = from_source(&Source::new("t", text.clone())).expect("fits");
    assert_eq!(again, scenario);
    let plain: Scenario = serde_json::from_str(&text).expect("fits");
    assert_eq!(plain, scenario);
    insta::assert_snapshot!(text);
}
