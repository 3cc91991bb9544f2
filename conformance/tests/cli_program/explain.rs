//! `vsscheck explain`.

use crate::support::vsscheck;

#[test]
fn a_question_is_told_with_its_answers() {
    let told = vsscheck(["explain", "c-048"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.starts_with("C-048  "), "{}", told.out);
    assert_eq!(told.out.matches("followed where nothing is said").count(), 1, "{}", told.out);
    assert!(told.out.contains("a scenario sets it: \"readings\": { \"C-048\": LABEL }"), "{}", told.out);
    let json = vsscheck(["explain", "C-048", "--format=json"]).json();
    assert_eq!((&json["schema_version"], &json["kind"]), (&1.into(), &"reading".into()));
    assert_eq!(json["can_be_set"], true);
    assert!(json["readings"].as_array().is_some_and(|readings| readings.len() > 1));
}

#[test]
fn a_question_that_another_carries_tells_its_answers() {
    let told = vsscheck(["explain", "C-073"]);
    assert!(told.out.contains("the same question as C-007"), "{}", told.out);
    assert!(told.out.contains("followed where nothing is said"), "{}", told.out);
}

#[test]
fn a_rule_and_a_switch_of_the_model_are_told() {
    let rule = vsscheck(["explain", "SEL-005"]);
    assert!(rule.out.starts_with("SEL-005  rule, must: "), "{}", rule.out);
    assert_eq!(vsscheck(["explain", "SEL-005", "--format=json"]).json()["kind"], "rule");
    let switch = vsscheck(["explain", "abort-after-prepare-snapshot"]);
    assert!(switch.out.contains("sent (captured, followed where nothing is said)"), "{}", switch.out);
    let json = vsscheck(["explain", "abort-after-prepare-snapshot", "--format=json"]).json();
    assert_eq!(json["default"], "sent");
}

#[test]
fn an_unknown_id_is_refused_with_one_like_it() {
    let told = vsscheck(["explain", "SEL-0005"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("nothing has this id") && told.err.contains("SEL-005"), "{}", told.err);
    assert_eq!(vsscheck(["explain", ""]).code, 2);
}
