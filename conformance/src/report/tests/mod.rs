//! What runs look like.

mod findings;
mod readings;

use std::sync::Arc;

use super::{
    RunReport, RunView, Style, Unreadable, errors_as_json, run_as_json, scenario_for_people,
    summary_for_people, unreadable_for_people,
};
use crate::run::{Finding, FindingKind, ScenarioResult, StepOutput, Verdict};
use crate::source::{Diagnostic, Place, Position, Problem, Source, Span};

fn scenario(name: &str, verdict: Verdict) -> ScenarioResult {
    ScenarioResult {
        path: format!("scenarios/{name}.scenario.json"),
        name: name.to_owned(),
        rules: Vec::new(),
        verdict,
        skipped: None,
        findings: Vec::new(),
        outputs: Vec::new(),
        events: None,
        readings: Vec::new(),
        warnings: Vec::new(),
        blessed: Vec::new(),
    }
}

fn failed() -> ScenarioResult {
    let position = Some(Position { line: 12, column: 5 });
    let place = Place { path: "scenarios/failed.scenario.json".to_owned(), position };
    let mut failed = scenario("failed", Verdict::Failed);
    failed.rules = vec!["ORD-001".to_owned(), "WFL-008".to_owned()];
    failed.findings = vec![
        Finding {
            kind: FindingKind::Expectation,
            rule: None,
            message: "the call returned another code".to_owned(),
            expected: Some("VSS_E_BAD_STATE".to_owned()),
            found: Some("S_OK".to_owned()),
            step: Some(3),
            place: Some(place),
            text: Some("\"expect\": \"VSS_E_BAD_STATE\"".to_owned()),
            events: (0..10).map(|number| format!("event {number}")).collect(),
        },
        Finding {
            kind: FindingKind::Rule,
            rule: Some("freeze-before-thaw".to_owned()),
            message: "a writer thawed without being frozen".to_owned(),
            expected: None,
            found: None,
            step: None,
            place: None,
            text: None,
            events: Vec::new(),
        },
    ];
    let lines = ["* Including writer \"Mail\":", "\t+ Adding component: \\inbox"].map(str::to_owned).to_vec();
    failed.outputs = vec![
        StepOutput { step: 1, lines: lines.clone(), first_difference: None },
        StepOutput { step: 2, lines: Vec::new(), first_difference: None },
        StepOutput { step: 3, lines, first_difference: Some(1) },
    ];
    failed.blessed = vec!["snapshots/failed.xml".to_owned()];
    failed.warnings = vec![Problem::without_source(Diagnostic::warning(Span::at(0), "unknown element"))];
    failed
}

fn report() -> RunReport {
    let mut skipped = scenario("skipped", Verdict::Skipped);
    skipped.skipped = Some("needs real VSS".to_owned());
    let source = Arc::new(Source::new("scenarios/bad.scenario.json", "{\n  nonsense\n}\n"));
    let wrong = Diagnostic::error(Span::new(4, 12), "no JSON").expected("a key").in_source(&source);
    RunReport {
        scenarios: vec![scenario("passed", Verdict::Passed), failed(), skipped],
        unreadable: vec![Unreadable {
            path: source.name().to_owned(),
            problems: Problem::all_in(&source, vec![wrong]),
        }],
        not_run: 2,
    }
}

fn for_people(report: &RunReport, view: RunView) -> String {
    let scenarios = report.scenarios.iter().map(|scenario| scenario_for_people(scenario, view));
    let unreadable = report.unreadable.iter().map(|unreadable| unreadable_for_people(unreadable, view));
    scenarios.chain(unreadable).chain([summary_for_people(report, view)]).collect()
}

#[test]
fn a_run_for_people() {
    insta::assert_snapshot!(for_people(&report(), RunView::default()));
}

#[test]
fn a_run_for_people_who_want_more() {
    let view = RunView { verbose: true, ..RunView::default() };
    insta::assert_snapshot!(for_people(&report(), view));
}

#[test]
fn a_run_for_people_who_want_everything() {
    let view = RunView { verbose: true, events: true, ..RunView::default() };
    let mut report = report();
    let events: Vec<String> = (0..10).map(|number| format!("event {number}")).collect();
    report.scenarios.iter_mut().for_each(|scenario| scenario.events = Some(events.clone()));
    insta::assert_snapshot!(for_people(&report, view));
}

#[test]
fn findings_of_one_moment_share_their_events() {
    let mut failed = failed();
    failed.findings[1].events = failed.findings[0].events.clone();
    let text = scenario_for_people(&failed, RunView::default());
    assert_eq!(text.matches("event 9").count(), 1, "{text}");
    failed.findings[1].events.push("event 10".to_owned());
    let text = scenario_for_people(&failed, RunView::default());
    assert_eq!(text.matches("event 9").count(), 2, "{text}");
}

#[test]
fn what_is_missing_at_the_end_of_an_output_is_marked() {
    let mut failed = failed();
    let shown = |failed: &ScenarioResult| scenario_for_people(failed, RunView::default());
    assert!(shown(&failed).contains("    > ␉+ Adding component"), "{}", shown(&failed));
    failed.outputs[2].first_difference = Some(2);
    let text = shown(&failed);
    assert!(text.contains("    | ␉+ Adding component: \\inbox\n    > (no more lines)\n"), "{text}");
    failed.outputs[2].lines.clear();
    failed.outputs[2].first_difference = Some(0);
    assert!(shown(&failed).contains("diskshadow said in step 4:\n    > (no more lines)\n"));
}

#[test]
fn a_run_for_people_who_want_less() {
    let view = RunView { quiet: true, ..RunView::default() };
    insta::assert_snapshot!(for_people(&report(), view));
}

#[test]
fn colours_change_nothing_but_colours() {
    let view = RunView { style: Style { color: true }, ..RunView::default() };
    let colored = for_people(&report(), view);
    assert!(colored.contains("\u{1B}[31m"));
    let mut plain = colored;
    for code in ["32", "31", "33", "36", "2", "0"] {
        plain = plain.replace(&format!("\u{1B}[{code}m"), "");
    }
    assert_eq!(plain, for_people(&report(), RunView::default()));
}

#[test]
fn names_cannot_steer_the_terminal() {
    let mut hostile = failed();
    hostile.name = "a\u{1B}[2Jb\nc".to_owned();
    hostile.skipped = Some("\u{1B}".to_owned());
    for finding in &mut hostile.findings {
        finding.message = "\u{1B}\n".to_owned();
        finding.text = Some("\u{1B}]0;".to_owned());
        finding.events = vec!["\u{7}".to_owned()];
    }
    let text = scenario_for_people(&hostile, RunView { verbose: true, ..RunView::default() });
    assert!(!text.contains(['\u{1B}', '\u{7}']), "{text:?}");
}

#[test]
fn a_run_for_programs() {
    insta::assert_snapshot!(run_as_json(&report()));
}

#[test]
fn errors_for_programs() {
    insta::assert_snapshot!(errors_as_json(&report().unreadable));
}
