use super::{failed, for_people, scenario};
use crate::report::{RunReport, RunView, readings_for_people, run_as_json};
use crate::run::{Flip, FlipEffect, ReadingAsked, Verdict};

/// A scenario that came across two questions, with every effect that another answer can have.
fn flipped() -> RunReport {
    let first = failed().findings.into_iter().next();
    let flip = |label, effect, outcome, first| Flip { label, effect, outcome, first };
    let mut scenario = scenario("flipped", Verdict::Passed);
    scenario.readings = vec![
        ReadingAsked {
            id: "C-020",
            label: "none",
            flips: vec![flip("that-event-only", FlipEffect::Outcome, Verdict::Failed, first)],
        },
        ReadingAsked {
            id: "C-029",
            label: "any-value",
            flips: vec![
                flip("not-longer-than-60", FlipEffect::Nothing, Verdict::Passed, None),
                flip("twenty-seconds", FlipEffect::Events, Verdict::Passed, None),
            ],
        },
    ];
    RunReport { scenarios: vec![scenario], ..RunReport::default() }
}

fn told(view: RunView) -> String {
    let report = flipped();
    readings_for_people(&report.scenarios, view) + &for_people(&report, view)
}

#[test]
fn other_readings_for_people() {
    insta::assert_snapshot!(told(RunView::default()));
}

#[test]
fn other_readings_for_people_who_want_more_and_less() {
    let verbose = told(RunView { verbose: true, ..RunView::default() });
    assert!(verbose.contains("C-029 not-longer-than-60: nothing differs"), "{verbose}");
    assert_eq!(told(RunView { quiet: true, ..RunView::default() }), "");
}

#[test]
fn other_readings_for_programs() {
    insta::assert_snapshot!(run_as_json(&flipped()));
}
