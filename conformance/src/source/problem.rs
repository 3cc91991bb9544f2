//! A diagnostic together with the text it is about.

use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::text::Source;

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
