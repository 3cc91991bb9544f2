//! Why JSON does not fit a serde type, with its place.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::expectation::{expectation, unexpected};
use crate::source::{Diagnostic, Span, quote};

/// Why JSON does not fit a type, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    span: Option<Span>,
    kind: ErrorKind,
}

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// An error made by a type's own code.
    Custom(String),
    /// A key that is no field of the struct.
    UnknownField {
        /// The key.
        name: String,
        /// The fields there are.
        expected: &'static [&'static str],
    },
    /// A string or key that is no variant of the enumeration.
    UnknownVariant {
        /// The string or key.
        name: String,
        /// The variants there are.
        expected: &'static [&'static str],
    },
    /// A field that must be there is not.
    MissingField(&'static str),
    /// A value of the wrong type, or an unsuitable one of the right type.
    Mismatch {
        /// What is wrong about it, in a few words.
        message: &'static str,
        /// What would be right.
        expected: String,
        /// What stands there.
        found: String,
    },
}

impl Error {
    pub(super) fn new(kind: ErrorKind) -> Self {
        Self(Box::new(Inner { span: None, kind }))
    }

    pub(super) fn mismatch(
        message: &'static str,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self::new(ErrorKind::Mismatch { message, expected: expected.into(), found: found.into() })
    }

    /// Places an error that has no place yet: the innermost place wins.
    pub(super) fn or_at(mut self, span: Span) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    /// Places an error that a container's own visitor made, by the closing bracket for what is
    /// missing; other errors are left for the container's place.
    pub(super) fn or_closing(self, container: Span) -> Self {
        match &self.0.kind {
            ErrorKind::MissingField(_) => self.or_at(container.last_byte()),
            ErrorKind::Mismatch { message, .. } if *message == WRONG_LENGTH => {
                self.or_at(container.last_byte())
            }
            ErrorKind::Mismatch { .. }
            | ErrorKind::Custom(_)
            | ErrorKind::UnknownField { .. }
            | ErrorKind::UnknownVariant { .. } => self,
        }
    }

    /// Where the error lies.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// What does not fit.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The error for people: with what was expected and found, and a did-you-mean for names.
    #[must_use]
    pub fn into_diagnostic(self) -> Diagnostic {
        let span = self.0.span.unwrap_or_default();
        match self.0.kind {
            ErrorKind::Custom(message) => Diagnostic::error(span, message),
            ErrorKind::UnknownField { name, expected } => {
                Diagnostic::unknown_name(span, "field", &name, expected)
            }
            ErrorKind::UnknownVariant { name, expected } => {
                Diagnostic::unknown_name(span, "name", &name, expected)
            }
            ErrorKind::MissingField(name) => {
                Diagnostic::error(span, format!("the field {} is missing", quote(name)))
                    .expected(format!("the field {}", quote(name)))
                    .found("the end of the object")
            }
            ErrorKind::Mismatch { message, expected, found } => {
                Diagnostic::error(span, message).expected(expected).found(found)
            }
        }
    }
}

pub(super) const WRONG_LENGTH: &str = "the number of values is wrong";

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.clone().into_diagnostic().fmt(f)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(ErrorKind::Custom(message.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mismatch("the value has the wrong type", expectation(expected), unexpected(found))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mismatch("the value does not fit", expectation(expected), unexpected(found))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        let values = if length == 1 { "value" } else { "values" };
        Self::mismatch(WRONG_LENGTH, expectation(expected), format!("{length} {values}"))
    }

    fn unknown_field(name: &str, expected: &'static [&'static str]) -> Self {
        Self::new(ErrorKind::UnknownField { name: name.to_owned(), expected })
    }

    fn unknown_variant(name: &str, expected: &'static [&'static str]) -> Self {
        Self::new(ErrorKind::UnknownVariant { name: name.to_owned(), expected })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(ErrorKind::MissingField(field))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(ErrorKind::Custom(format!("the field {} stands twice", quote(field))))
    }
}
