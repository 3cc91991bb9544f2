//! What a run found: the shape that renderers print and that `--format json` publishes.

use serde::Serialize;

use crate::source::{Place, Problem};

/// What became of one scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Everything was as the scenario states.
    Passed,
    /// Something was not.
    Failed,
    /// It was not run; the reason is in [`ScenarioResult::skipped`].
    Skipped,
}

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FindingKind {
    /// An expectation of the scenario did not hold.
    Expectation,
    /// A rule of the catalogue was broken.
    Rule,
    /// Something that must always hold did not, such as that a pending call comes back.
    Invariant,
    /// The backend differed from another in a way that is listed as known.
    Divergence,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind it is.
    pub kind: FindingKind,
    /// The rule, for a finding of that kind.
    pub rule: Option<String>,
    /// What was found, in one line.
    pub message: String,
    /// What the scenario expects.
    pub expected: Option<String>,
    /// What happened.
    pub found: Option<String>,
    /// The step's index, from 0; none for what is expected of the whole run.
    pub step: Option<usize>,
    /// Where in the scenario file the expectation stands.
    pub place: Option<Place>,
    /// The line of the scenario file there.
    pub text: Option<String>,
    /// All events up to there, one line each, the last ones last.
    pub events: Vec<String>,
}

/// A question which the pages leave open, and whose answer decided something in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingAsked {
    /// Its id, such as `C-020`.
    pub id: &'static str,
    /// The label of the answer that was followed.
    pub label: &'static str,
    /// What becomes of the run with the other answers, where that was asked for.
    pub flips: Vec<Flip>,
}

/// A run with another answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flip {
    /// The label of the answer.
    pub label: &'static str,
    /// What it changes.
    pub effect: FlipEffect,
    /// Whether the scenario then holds.
    pub outcome: Verdict,
    /// The first that is then found.
    pub first: Option<Finding>,
}

/// What another answer to a question changes in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FlipEffect {
    /// Nothing that can be seen.
    Nothing,
    /// What happens, but nothing of what the scenario expects.
    Events,
    /// Whether the scenario holds, or what is found.
    Outcome,
}

/// What diskshadow said in a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepOutput {
    /// The step's index, from 0.
    pub step: usize,
    /// The lines, in their order.
    pub lines: Vec<String>,
    /// The index of the first line that is not as the scenario states, from 0; the number of lines where one is
    /// missing at the end.
    pub first_difference: Option<usize>,
}

/// The result of one scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScenarioResult {
    /// The file, as it was named.
    pub path: String,
    /// The scenario's own name.
    pub name: String,
    /// The ids of the rules it shows.
    pub rules: Vec<String>,
    /// Passed, failed or skipped.
    pub verdict: Verdict,
    /// Why it was skipped.
    pub skipped: Option<String>,
    /// What was found, in order.
    pub findings: Vec<Finding>,
    /// What diskshadow said, step by step.
    pub outputs: Vec<StepOutput>,
    /// All events of the run, one line each, where they were asked for.
    pub events: Option<Vec<String>>,
    /// The questions which the pages leave open that the run came across.
    pub readings: Vec<ReadingAsked>,
    /// Warnings about its files, such as an enumeration spelled in an unknown way.
    pub warnings: Vec<Problem>,
    /// Document snapshots that were written because blessing was asked for.
    pub blessed: Vec<String>,
}
