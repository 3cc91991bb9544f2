//! What a checker found.

use super::catalogue::{Level, Rule, rule};
use super::document::Spot;

/// Something that breaks a rule, or that the rule says is left open.
///
/// Made with [`Finding::new`] and the builder methods. Whatever is checked, a finding has the same shape; only its
/// [`Origin`] differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: &'static str,
    /// What is wrong, in one line without a final full stop.
    pub message: String,
    /// What would be right.
    pub expected: Option<String>,
    /// What is there.
    pub found: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Where it was found.
    pub origin: Origin,
    /// Another level than the rule's, where a reading weakens it.
    weakened: Option<Level>,
}

/// Where a finding comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A place in a document.
    Document {
        /// Which of the documents that were checked together, from 0.
        input: usize,
        /// Where in it.
        spot: Spot,
    },
}

impl Finding {
    /// A finding about a rule.
    #[must_use]
    pub fn new(rule: &'static str, origin: Origin, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            expected: None,
            found: None,
            help: None,
            origin,
            weakened: None,
        }
    }

    /// Says what would be right.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Says what is there.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says it as advice, where the pages disagree and the reading taken asks for no more.
    #[must_use]
    pub fn as_advice(mut self) -> Self {
        self.weakened = Some(Level::Should);
        self
    }

    /// The rule; `None` for an id that the catalogue does not have, which no checker of this crate has.
    #[must_use]
    pub fn rule(&self) -> Option<&'static Rule> {
        rule(self.rule)
    }

    /// How binding it is: the rule's level, or the weaker one of a reading.
    #[must_use]
    pub fn level(&self) -> Level {
        self.weakened.or_else(|| Some(self.rule()?.level)).unwrap_or(Level::Undefined)
    }

    /// The page that the rule comes from.
    #[must_use]
    pub fn page(&self) -> Option<&'static str> {
        self.rule().map(|rule| rule.page.as_str())
    }
}
