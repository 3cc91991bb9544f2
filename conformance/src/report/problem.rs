//! What renderers are given.

use crate::run::{ScenarioResult, Verdict};
use crate::source::Problem;

/// An input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The file, as it was named.
    pub path: String,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// All that a run of scenarios gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunReport {
    /// The scenarios that could be read, in the order in which they ran.
    pub scenarios: Vec<ScenarioResult>,
    /// The files that could not be read.
    pub unreadable: Vec<Unreadable>,
    /// How many of the selected files were left out because the run ended early.
    pub not_run: usize,
}

impl RunReport {
    /// How many scenarios ended so.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.scenarios.iter().filter(|scenario| scenario.verdict == verdict).count()
    }
}
