//! Runs of scenarios, and errors, for programs.

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::problem::{RunReport, Unreadable};
use super::readings::WireAsked;
use crate::run::{Finding, FindingKind, ScenarioResult, StepOutput, Verdict};
use crate::source::WireDiagnostic;

#[derive(Serialize)]
struct WireRun {
    schema_version: u32,
    summary: WireSummary,
    scenarios: Vec<WireScenario>,
    errors: Vec<WireError>,
}

#[derive(Serialize)]
struct WireSummary {
    passed: usize,
    failed: usize,
    skipped: usize,
    unreadable: usize,
    not_run: usize,
}

#[derive(Serialize)]
struct WireScenario {
    path: String,
    name: String,
    rules: Vec<String>,
    outcome: Verdict,
    skipped_reason: Option<String>,
    findings: Vec<WireFinding>,
    outputs: Vec<StepOutput>,
    events: Option<Vec<String>>,
    readings: Vec<WireAsked>,
    warnings: Vec<WireDiagnostic>,
    blessed: Vec<String>,
}

#[derive(Serialize)]
struct WireFinding {
    kind: FindingKind,
    rule: Option<String>,
    message: String,
    step: Option<usize>,
    expected: Option<String>,
    found: Option<String>,
    path: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    text: Option<String>,
    events: Vec<String>,
}

#[derive(Serialize)]
struct WireErrors {
    schema_version: u32,
    errors: Vec<WireError>,
}

#[derive(Serialize)]
pub(super) struct WireError {
    path: String,
    diagnostics: Vec<WireDiagnostic>,
}

/// A whole run as one JSON text.
#[must_use]
pub fn run_as_json(report: &RunReport) -> String {
    to_text(&WireRun {
        schema_version: SCHEMA_VERSION,
        summary: WireSummary {
            passed: report.count(Verdict::Passed),
            failed: report.count(Verdict::Failed),
            skipped: report.count(Verdict::Skipped),
            unreadable: report.unreadable.len(),
            not_run: report.not_run,
        },
        scenarios: report.scenarios.iter().map(WireScenario::of).collect(),
        errors: report.unreadable.iter().map(WireError::of).collect(),
    })
}

/// Inputs that could not be read, where there is nothing else to tell, as one JSON text.
#[must_use]
pub fn errors_as_json(unreadable: &[Unreadable]) -> String {
    to_text(&WireErrors {
        schema_version: SCHEMA_VERSION,
        errors: unreadable.iter().map(WireError::of).collect(),
    })
}

/// The text of a wire value: indented, with a line end.
pub(super) fn to_text<T: Serialize>(value: &T) -> String {
    // Wire types have string keys and no floating point numbers, so that they always serialise.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    text + "\n"
}

impl WireScenario {
    fn of(scenario: &ScenarioResult) -> Self {
        let ScenarioResult {
            path,
            name,
            rules,
            verdict,
            skipped,
            findings,
            outputs,
            events,
            readings,
            warnings,
            blessed,
        } = scenario;
        Self {
            path: path.clone(),
            name: name.clone(),
            rules: rules.clone(),
            outcome: *verdict,
            skipped_reason: skipped.clone(),
            findings: findings.iter().map(WireFinding::of).collect(),
            outputs: outputs.clone(),
            events: events.clone(),
            readings: readings.iter().map(WireAsked::of).collect(),
            warnings: warnings.iter().map(|warning| warning.diagnostic.wire()).collect(),
            blessed: blessed.clone(),
        }
    }
}

impl WireFinding {
    fn of(finding: &Finding) -> Self {
        let Finding { kind, rule, message, expected, found, step, place, text, events } = finding;
        let position = place.as_ref().and_then(|place| place.position);
        Self {
            kind: *kind,
            rule: rule.clone(),
            message: message.clone(),
            step: *step,
            expected: expected.clone(),
            found: found.clone(),
            path: place.as_ref().map(|place| place.path.clone()),
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            text: text.clone(),
            events: events.clone(),
        }
    }
}

impl WireError {
    pub(super) fn of(unreadable: &Unreadable) -> Self {
        let diagnostics = unreadable.problems.iter().map(|problem| problem.diagnostic.wire()).collect();
        Self { path: unreadable.path.clone(), diagnostics }
    }
}
