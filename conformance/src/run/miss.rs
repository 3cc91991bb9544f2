//! An expectation that was missed.

use super::result::FindingKind;
use crate::source::Span;

/// One expectation that was missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Miss {
    pub(super) kind: FindingKind,
    pub(super) message: String,
    pub(super) expected: Option<String>,
    pub(super) found: Option<String>,
    pub(super) span: Option<Span>,
}

impl Miss {
    pub(super) fn new(message: String, expected: String, found: String) -> Self {
        Self {
            kind: FindingKind::Expectation,
            message,
            expected: Some(expected),
            found: Some(found),
            span: None,
        }
    }

    pub(super) const fn plain(message: String) -> Self {
        Self { kind: FindingKind::Expectation, message, expected: None, found: None, span: None }
    }

    pub(super) const fn invariant(message: String) -> Self {
        Self { kind: FindingKind::Invariant, message, expected: None, found: None, span: None }
    }

    pub(super) const fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
}
