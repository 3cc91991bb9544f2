//! What renderers are given.

use std::sync::Arc;

use crate::run::{ScenarioResult, Verdict};
use crate::source::{Diagnostic, Source};

/// A diagnostic with the text it is about, if that is at hand, so that its line can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// The text that its span lies in.
    pub source: Option<Arc<Source>>,
}

impl Problem {
    /// A diagnostic alone.
    #[must_use]
    pub fn without_source(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, source: None }
    }

    /// Diagnostics that are all about one text.
    #[must_use]
    pub fn all_in(source: &Arc<Source>, diagnostics: Vec<Diagnostic>) -> Vec<Self> {
        let in_source = |diagnostic| Self { diagnostic, source: Some(Arc::clone(source)) };
        diagnostics.into_iter().map(in_source).collect()
    }
}

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
