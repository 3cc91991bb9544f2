//! What is wrong, where, and what would be right.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use super::{Position, Source, Span, did_you_mean, one_of, quote};

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The input is accepted, but is probably not what was meant.
    Warning,
    /// The input is refused.
    Error,
}

impl Severity {
    /// The word for people and for the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A named input and, where it is known, a position in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The name of the input, usually a path.
    pub path: String,
    /// The line and column; `None` when the input as a whole is meant.
    pub position: Option<Position>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some(position) => write!(f, "{}:{position}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

/// One error or warning about an input.
///
/// Made with [`Diagnostic::error`] or [`Diagnostic::warning`] and the builder methods; it gets its
/// line and column from [`Diagnostic::in_source`], so that code which only knows spans can make
/// diagnostics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// The id of the rule that it is about, where it is about one.
    pub rule: Option<String>,
    /// What is wrong, in one line without a final full stop.
    pub message: String,
    /// The bytes it is about.
    pub span: Option<Span>,
    /// The input, line and column it is about.
    pub place: Option<Place>,
    /// What would be right here.
    pub expected: Option<String>,
    /// What stands here.
    pub found: Option<String>,
    /// What to do, for example which name may have been meant.
    pub help: Option<String>,
    /// The page of Microsoft's documentation that says so.
    pub page: Option<String>,
}

/// How many characters of what was found a message repeats at most, so that a large input makes no large message.
const LONGEST_FOUND: usize = 400;

impl Diagnostic {
    fn new(severity: Severity, span: Option<Span>, message: String) -> Self {
        Self {
            severity,
            rule: None,
            message,
            span,
            place: None,
            expected: None,
            found: None,
            help: None,
            page: None,
        }
    }

    /// An error about `span` (a [`Span`] or a reference to a [`crate::json::Spanned`] value).
    #[must_use]
    pub fn error(span: impl Into<Span>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, Some(span.into()), message.into())
    }

    /// A warning about `span`.
    #[must_use]
    pub fn warning(span: impl Into<Span>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, Some(span.into()), message.into())
    }

    /// An error about an input as a whole.
    #[must_use]
    pub fn file_error(path: impl Into<String>, message: impl Into<String>) -> Self {
        let mut diagnostic = Self::new(Severity::Error, None, message.into());
        diagnostic.place = Some(Place { path: path.into(), position: None });
        diagnostic
    }

    /// The error for a name that is not among `candidates`: `what` says what kind of name it is
    /// ("event", "field"). What was expected, what was found and a did-you-mean are filled in.
    #[must_use]
    pub fn unknown_name(span: impl Into<Span>, what: &str, word: &str, candidates: &[&str]) -> Self {
        let diagnostic =
            Self::error(span, format!("unknown {what} {}", quote(word))).expected(one_of(word, candidates));
        diagnostic.found(quote(word)).did_you_mean(word, candidates)
    }

    /// Says what would be right.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Says what stands there.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        let found: String = found.into();
        let cut = found.char_indices().nth(LONGEST_FOUND).map(|(at, _)| at);
        self.found = Some(cut.map_or_else(|| found.clone(), |at| format!("{}…", &found[..at])));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds "did you mean …?" as help when one of `candidates` is close to `word`; otherwise
    /// changes nothing.
    #[must_use]
    pub fn did_you_mean(self, word: &str, candidates: &[&str]) -> Self {
        match did_you_mean(word, candidates.iter().copied()) {
            Some(name) => self.help(format!("did you mean {}?", quote(name))),
            None => self,
        }
    }

    /// Sets the place directly, for inputs that come with positions of their own.
    #[must_use]
    pub fn at_place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Sets the place from the span, if there is a span and no place yet.
    #[must_use]
    pub fn in_source(mut self, source: &Source) -> Self {
        if self.place.is_none() {
            self.place = Some(match self.span {
                Some(span) => source.place(span),
                None => Place { path: source.name().to_owned(), position: None },
            });
        }
        self
    }

    /// `expected X, found Y`, or as much of it as is known.
    #[must_use]
    pub fn contrast(&self) -> Option<String> {
        match (&self.expected, &self.found) {
            (Some(expected), Some(found)) => Some(format!("expected {expected}, found {found}")),
            (Some(expected), None) => Some(format!("expected {expected}")),
            (None, Some(found)) => Some(format!("found {found}")),
            (None, None) => None,
        }
    }

    /// The form for programs.
    #[must_use]
    pub fn wire(&self) -> WireDiagnostic {
        let position = self.place.as_ref().and_then(|place| place.position);
        WireDiagnostic {
            severity: self.severity,
            message: self.message.clone(),
            path: self.place.as_ref().map(|place| place.path.clone()),
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            expected: self.expected.clone(),
            found: self.found.clone(),
            help: self.help.clone(),
        }
    }
}

/// One line: `path:line:column: error: message: expected X, found Y (help)`, with the rule behind `error`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(self.severity.as_str())?;
        if let Some(rule) = &self.rule {
            write!(f, "[{rule}]")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(contrast) = self.contrast() {
            write!(f, ": {contrast}")?;
        }
        if let Some(help) = &self.help {
            write!(f, " ({help})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostic {}

/// Serialises as [`WireDiagnostic`].
impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.wire().serialize(serializer)
    }
}

/// A diagnostic as written in JSON output; absent parts are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireDiagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The input it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The line, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column in characters, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// What would be right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}
