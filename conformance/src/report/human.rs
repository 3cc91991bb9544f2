//! Runs of scenarios for people.

use std::fmt::Write;

use super::problem::{RunReport, Unreadable};
use super::readings::flips_for_people;
use super::style::Style;
use crate::run::{Finding, FindingKind, ScenarioResult, StepOutput, Verdict};
use crate::source::clean;

/// So many of the last events up to a finding are shown, unless all are asked for.
const LAST_EVENTS: usize = 8;

/// How runs are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunView {
    /// The colours.
    pub style: Style,
    /// Leave out everything that is as it should be.
    pub quiet: bool,
    /// Show paths, rules and all events up to what was found.
    pub verbose: bool,
    /// Show all events of every scenario.
    pub events: bool,
}

/// A scenario's line and, below it, what was found; empty where there is nothing to say.
#[must_use]
pub fn scenario_for_people(scenario: &ScenarioResult, view: RunView) -> String {
    let style = view.style;
    let mut out = String::new();
    let word = match scenario.verdict {
        Verdict::Passed if view.quiet => return out,
        Verdict::Skipped if view.quiet => return out,
        Verdict::Passed => style.good("ok     "),
        Verdict::Failed => style.bad("FAILED "),
        Verdict::Skipped => style.notable("skipped"),
    };
    let title = if scenario.name.is_empty() { &scenario.path } else { &scenario.name };
    line(&mut out, 0, &format!("{word} {}", clean(title)));
    if let Some(reason) = &scenario.skipped {
        out.truncate(out.trim_end().len());
        line(&mut out, 0, &format!(": {}", clean(reason)));
    }
    if view.verbose && !scenario.name.is_empty() {
        line(&mut out, 8, &style.faint(&clean(&scenario.path)));
    }
    let rules = clean(&scenario.rules.join(", "));
    if view.verbose && !rules.is_empty() {
        line(&mut out, 8, &style.faint(&format!("rules: {rules}")));
    }
    let found_in =
        |output: &&StepOutput| scenario.findings.iter().any(|found| found.step == Some(output.step));
    for output in scenario.outputs.iter().filter(|output| view.verbose && !found_in(output)) {
        write_output(&mut out, output, 8, view);
    }
    for (index, finding) in scenario.findings.iter().enumerate() {
        write_finding(&mut out, finding, &rules, view);
        let next = scenario.findings.get(index + 1);
        if next.is_none_or(|next| next.step != finding.step) {
            let outputs = scenario.outputs.iter().filter(|output| finding.step == Some(output.step));
            outputs.for_each(|output| write_output(&mut out, output, 4, view));
        }
        // What is found at one time has the same events behind it.
        if next.is_none_or(|next| next.events != finding.events) {
            write_events(&mut out, &finding.events, view);
        }
    }
    let events = scenario.events.as_deref().filter(|_| view.events).unwrap_or_default();
    if !events.is_empty() && scenario.findings.iter().all(|finding| finding.events != events) {
        line(&mut out, 8, "events:");
        for event in events {
            line(&mut out, 10, &style.faint(&clean(event)));
        }
    }
    for told in flips_for_people(scenario, view) {
        line(&mut out, 8, &told);
    }
    for file in &scenario.blessed {
        line(&mut out, 8, &format!("{} {}", style.notable("blessed"), clean(file)));
    }
    out
}

/// The line of a file that could not be read; why is shown with its place elsewhere.
#[must_use]
pub fn unreadable_for_people(unreadable: &Unreadable, view: RunView) -> String {
    format!("{} {}\n", view.style.bad("UNREADABLE"), clean(&unreadable.path))
}

/// The last line; empty where little is to be said.
#[must_use]
pub fn summary_for_people(report: &RunReport, view: RunView) -> String {
    if view.quiet {
        return String::new();
    }
    let count = |number: usize, word: &str, paint: fn(Style, &str) -> String| {
        let text = format!("{number} {word}");
        if number == 0 { text } else { paint(view.style, &text) }
    };
    let mut parts = vec![
        count(report.count(Verdict::Passed), "passed", Style::good),
        count(report.count(Verdict::Failed), "failed", Style::bad),
        count(report.count(Verdict::Skipped), "skipped", Style::notable),
    ];
    if !report.unreadable.is_empty() {
        parts.push(count(report.unreadable.len(), "unreadable", Style::bad));
    }
    if report.not_run > 0 {
        parts.push(count(report.not_run, "not run", Style::notable));
    }
    format!("{}\n", parts.join(", "))
}

/// `rules` are those that the scenario shows: an expectation of it that fails is about them.
fn write_finding(out: &mut String, finding: &Finding, rules: &str, view: RunView) {
    let mut title = String::new();
    if let Some(step) = finding.step {
        // People count from 1; the JSON form has the index.
        title = format!("step {}: ", step + 1);
    }
    match (finding.kind, &finding.rule) {
        (FindingKind::Rule, Some(rule)) => title = format!("{title}{}: ", clean(rule)),
        (FindingKind::Expectation | FindingKind::Rule, _) => {}
        (FindingKind::Invariant, _) => title.push_str("invariant: "),
        (FindingKind::Divergence, _) => title.push_str("divergence: "),
    }
    line(out, 2, &format!("{title}{}", clean(&finding.message)));
    if let Some(expected) = &finding.expected {
        line(out, 4, &format!("expected: {}", clean(expected)));
    }
    if let Some(found) = &finding.found {
        line(out, 4, &format!("got:      {}", clean(found)));
    }
    if let Some(place) = &finding.place {
        line(out, 4, &format!("at:       {}", clean(&place.to_string())));
    }
    if let Some(text) = &finding.text {
        line(out, 4, &format!("          {}", view.style.faint(&clean(text))));
    }
    if finding.kind == FindingKind::Expectation && !rules.is_empty() {
        line(out, 4, &format!("rules:    {rules}"));
    }
}

/// All that diskshadow said in a step, with a mark at the first line that is another than expected.
fn write_output(out: &mut String, output: &StepOutput, indent: usize, view: RunView) {
    let StepOutput { step, lines, first_difference } = output;
    if lines.is_empty() && first_difference.is_none() {
        return;
    }
    line(out, indent, &format!("diskshadow said in step {}:", step + 1));
    let ended = (*first_difference == Some(lines.len())).then_some("(no more lines)");
    for (index, text) in lines.iter().map(|text| clean(text)).chain(ended.map(Into::into)).enumerate() {
        let text = if *first_difference == Some(index) {
            format!("> {}", view.style.bad(&text))
        } else {
            format!("| {}", view.style.faint(&text))
        };
        line(out, indent, text.trim_end());
    }
}

/// What had happened when something was found: all of it, or the last events with the number of those before.
fn write_events(out: &mut String, events: &[String], view: RunView) {
    if events.is_empty() {
        return;
    }
    let left_out = if view.verbose { 0 } else { events.len().saturating_sub(LAST_EVENTS) };
    let title = if left_out > 0 {
        format!("last events (after {left_out} others; -v shows them):")
    } else {
        "events so far:".to_owned()
    };
    line(out, 4, &title);
    for event in events.iter().skip(left_out) {
        line(out, 6, &view.style.faint(&clean(event)));
    }
}

fn line(out: &mut String, indent: usize, text: &str) {
    let _never_fails = writeln!(out, "{:indent$}{text}", "");
}
