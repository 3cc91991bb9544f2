//! What reading a document has to say: errors and warnings, each with its place.

use std::borrow::Cow;
use std::fmt;

use crate::vocabulary::{Hresult, Text};

/// A place in the decoded text of a document. A byte order mark is not part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Bytes of UTF-8 before it.
    pub offset: usize,
    /// Its line, from 1. Lines end with a line feed.
    pub line: usize,
    /// Its column, from 1, in characters.
    pub column: usize,
}

impl Place {
    /// The first character.
    pub const START: Self = Self { offset: 0, line: 1, column: 1 };

    /// The place of the byte at `offset` of `text`.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        Self::START.forward(text, offset)
    }

    /// Walks on to `offset`; where that lies before this place, it stays.
    #[must_use]
    pub fn forward(self, text: &str, offset: usize) -> Self {
        let mut place = self;
        let passed = text.as_bytes().get(self.offset..offset.min(text.len())).unwrap_or_default();
        for byte in passed {
            if *byte == b'\n' {
                place.line += 1;
                place.column = 1;
            } else if byte & 0xC0 != 0x80 {
                place.column += 1;
            }
        }
        place.offset = self.offset + passed.len();
        place
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why a document cannot be read. It lies where the document stops being one, or after that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentError {
    /// Where.
    pub place: Place,
    /// What should be there.
    pub expected: Cow<'static, str>,
    /// What is there.
    pub found: Cow<'static, str>,
}

impl DocumentError {
    /// What the calls that load a document return for one that cannot be read.
    #[must_use]
    pub const fn hresult(&self) -> Hresult {
        Hresult::VSS_E_INVALID_XML_DOCUMENT
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.place, self.expected, self.found)
    }
}

impl std::error::Error for DocumentError {}

/// An error on its way out of a reader: small, since every value that is read could be one.
pub(super) type Fail = Box<DocumentError>;

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WarningKind {
    /// An element that the table does not know there. It is kept.
    UnknownElement,
    /// An attribute that the table does not know there. It is kept.
    UnknownAttribute,
    /// An enumeration's text that the table does not know. It is kept.
    UnknownText,
    /// Another spelling of a name or text that is our own choice. It is printed as the table has it.
    Variant,
    /// The XML declaration names another encoding than the one the bytes are in.
    Encoding,
}

/// Something in a document that was read, and should be known of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Where.
    pub place: Place,
    /// What it is about.
    pub kind: WarningKind,
    /// The element it stands in or is.
    pub element: Text,
    /// The name or text in question.
    pub found: Text,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, kind, element, found } = self;
        match kind {
            WarningKind::UnknownElement => write!(f, "{place}: unknown element {found}, kept"),
            WarningKind::UnknownAttribute => {
                write!(f, "{place}: unknown attribute {found} of {element}, kept")
            }
            WarningKind::UnknownText => write!(f, "{place}: unknown value {found:?} in {element}, kept"),
            WarningKind::Variant => {
                write!(f, "{place}: {found} in {element} is printed in its usual spelling")
            }
            WarningKind::Encoding => write!(f, "{place}: the document is not in the encoding {found}"),
        }
    }
}

/// A document that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    /// The document.
    pub value: T,
    /// What should be known of it, in the order of reading.
    pub warnings: Vec<Warning>,
    /// How many warnings were left out for [`super::Limits::warnings`].
    pub unreported: usize,
}

impl<T> Read<T> {
    /// The same about something made of the document.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Read<U> {
        Read { value: f(self.value), warnings: self.warnings, unreported: self.unreported }
    }
}

/// A piece of input for a message: in quotes, without control characters, and not long.
pub(super) fn quoted(text: &str) -> Cow<'static, str> {
    const LONGEST: usize = 48;
    let mut shown: String = text.chars().take(LONGEST).collect::<String>().escape_debug().collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    Cow::Owned(format!("`{shown}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let text = "a\r\nü€\u{1F600}x";
        let place = Place::of(text, text.len() - 1);
        assert_eq!((place.line, place.column), (2, 4));
        assert_eq!(Place::of(text, 1000).offset, text.len());
        assert_eq!(Place::of(text, 0), Place::START);
    }

    #[test]
    fn quotes_are_short_and_plain() {
        assert_eq!(quoted("a\u{0}b"), "`a\\0b`");
        assert!(quoted(&"x".repeat(1000)).len() < 60);
    }
}
