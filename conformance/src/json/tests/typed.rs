//! JSON that does not fit the type, and where the error is placed.

use super::model::{SAMPLE, Scenario};
use crate::json::from_source;
use crate::source::{RenderOptions, Source, render};

/// A text whose marked place `«…»` is where the error must be: the marks are removed before reading.
fn check(marked: &str) -> (String, String) {
    let start = marked.find('«').expect("a mark");
    let end = marked.find('»').expect("a second mark") - '«'.len_utf8();
    let text = marked.replace(['«', '»'], "");
    let source = Source::new("t.json", text);
    let errors = from_source::<Scenario>(&source).expect_err(marked);
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    let span = error.span.expect("a span");
    assert_eq!((span.start, span.end), (start, end), "{marked}\n{error}");
    (error.to_string(), render(error, Some(&source), RenderOptions { width: 100, color: false }))
}

/// Marked texts of every kind of misfit.
const MISFITS: &[&str] = &[
    r#"«3»"#,
    r#"«[]»"#,
    r#"«["n", null, 1]»"#,
    r#"{«}»"#,
    r#"{"name": "n"«}»"#,
    r#"{"name": "n", «"levl"»: 1, "x": 2}"#,
    r#"{"name": «12», "level": 1}"#,
    r#"{"name": «null», "level": 1}"#,
    r#"{"name": "n", "level": «256»}"#,
    r#"{"name": "n", "level": «-1»}"#,
    r#"{"name": "n", "level": «1.0»}"#,
    r#"{"name": "n", "level": «"1"»}"#,
    r#"{"name": "n", "level": 1, "rate": «"fast"»}"#,
    r#"{"name": "n", "level": 1, "offset": «9223372036854775808»}"#,
    r#"{"name": "n", "level": 1, "on": «null»}"#,
    r#"{"name": "n", "level": 1, "note": «{}»}"#,
    r#"{"name": "n", "level": 1, "letter": «"ab"»}"#,
    r#"{"name": "n", "level": 1, "volume": «"C:"»}"#,
    r#"{"name": "n", "level": 1, "steps": «{}»}"#,
    r#"{"name": "n", "level": 1, "steps": ["Wait", «"wait"»]}"#,
    r#"{"name": "n", "level": 1, "steps": [«"Call"»]}"#,
    r#"{"name": "n", "level": 1, "steps": [«7»]}"#,
    r#"{"name": "n", "level": 1, "steps": [{«}»]}"#,
    r#"{"name": "n", "level": 1, "steps": [{«"Cal"»: "x"}]}"#,
    r#"{"name": "n", "level": 1, "steps": [{«"Cal"»: "x", "Pair": []}]}"#,
    r#"{"name": "n", "level": 1, "steps": [{"Call": "x", «"Wait"»: null}]}"#,
    r#"{"name": "n", "level": 1, "steps": [{"Call": 5, «"Wait"»: null}]}"#,
    r#"{"name": "n", "level": 1, "steps": [{"Wait": «null»}]}"#,
    r#"{"name": "n", "level": 1, "steps": [{"Pair": [1«]»}]}"#,
    r#"{"name": "n", "level": 1, "steps": [{"Pair": [1, "a", «2», 3]}]}"#,
    r#"{"name": "n", "level": 1, "steps": [{"Pair": «"a"»}]}"#,
    r#"{"name": "n", "level": 1, "steps": [{"Expect": {"event": «"Freez"»}}]}"#,
    r#"{"name": "n", "level": 1, "steps": [{"Expect": {"withinMs": 1«}»}]}"#,
    r#"{"name": "n", "level": 1, "steps": [{"Expect": «["Freeze", 1]»}]}"#,
    r#"{"name": "n", "level": 1, "ids": {"a": «-5»}}"#,
    r#"{"name": "n", "level": 1, "events": {"Freeze": [], «"thaw"»: []}}"#,
    r#"{"name": "n", "level": 1, "codes": {«"seven"»: [1, 2]}}"#,
    r#"{"name": "n", "level": 1, "codes": {«"07"»: [1, 2]}}"#,
    r#"{"name": "n", "level": 1, "codes": {"7": [1, 2, «3»]}}"#,
];

#[test]
fn misfits_are_placed_at_the_offending_thing() {
    let messages: Vec<String> =
        MISFITS.iter().map(|marked| format!("{marked}\n  {}", check(marked).0)).collect();
    insta::assert_snapshot!(messages.join("\n"));
}

#[test]
fn a_misfit_as_people_see_it() {
    let (_, shown) = check("{\n  \"name\": \"n\",\n  «\"levl\"»: 1\n}\n");
    insta::assert_snapshot!(shown);
    let (_, shown) = check("{\n  \"name\": \"n\"\n«}»\n");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_fitting_text_fits() {
    let scenario: Scenario = from_source(&Source::new("t", SAMPLE)).expect("fits");
    assert_eq!(scenario.name.value, "näme é 😀");
    assert_eq!(scenario.level, 200);
    assert!((scenario.rate + 1500.0).abs() < f64::EPSILON);
    assert_eq!(scenario.steps.len(), 5);
    assert_eq!(scenario.codes.get(&-7), Some(&(1, 2)));
    assert_eq!(scenario.letter, Some('é'));
    let other: Scenario = serde_json::from_str(SAMPLE).expect("serde_json agrees");
    assert_eq!(scenario, other);
}

#[test]
fn any_json_value_can_be_read_without_a_type() {
    let ours: serde_json::Value = from_source(&Source::new("t", SAMPLE)).expect("fits");
    let theirs: serde_json::Value = serde_json::from_str(SAMPLE).expect("fits");
    assert_eq!(ours, theirs);
}
