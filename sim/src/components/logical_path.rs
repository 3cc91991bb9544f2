//! Logical paths as they are compared: sequences of elements.
//!
//! Pages: `logical-pathing-of-components`, `vssgloss-l`. Readings: one leading backslash is dropped and a backslash
//! alone is the root, since two pages write paths so (C-005); empty elements elsewhere are elements like others
//! (C-079); comparison is exact, also in case (C-078). What is unusual is reported by [`flaws`] and never repaired.

use crate::vocabulary::Text;

/// What separates the elements.
pub(super) const SEPARATOR: char = '\\';

/// A logical path, split into the elements by which it is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogicalPath {
    elements: Vec<Text>,
}

impl LogicalPath {
    /// Reads a logical path; NULL, the empty text and a backslash alone are the root.
    #[must_use]
    pub fn parse(text: Option<&str>) -> Self {
        Self { elements: elements(text.unwrap_or_default()).map(Text::from).collect() }
    }

    /// Whether it is the root logical path.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.elements.is_empty()
    }

    /// The elements, outermost first; the root has none.
    #[must_use]
    pub fn elements(&self) -> &[Text] {
        &self.elements
    }
}

/// The text without the one leading backslash that does not count.
pub(super) fn bare(text: &str) -> &str {
    text.strip_prefix(SEPARATOR).unwrap_or(text)
}

/// The elements of a path.
fn elements(text: &str) -> impl Iterator<Item = &str> {
    let bare = bare(text);
    let count = if bare.is_empty() { 0 } else { usize::MAX };
    bare.split(SEPARATOR).take(count)
}

/// What is unusual about the text of a logical path (rules PATH-002, PATH-015).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathFlaw {
    /// It starts with a backslash, or is one.
    LeadingSeparator,
    /// It ends in a backslash, so that its last element is empty.
    TrailingSeparator,
    /// Two backslashes stand side by side, so that an element is empty.
    EmptyElement,
}

/// What is unusual about a logical path: each flaw at most once, in the order of [`PathFlaw`].
///
/// A backslash alone has one flaw, the leading separator.
#[must_use]
pub fn flaws(text: &str) -> Vec<PathFlaw> {
    let found = [
        (PathFlaw::LeadingSeparator, text.starts_with(SEPARATOR)),
        (PathFlaw::TrailingSeparator, bare(text).ends_with(SEPARATOR)),
        (PathFlaw::EmptyElement, text.contains(r"\\")),
    ];
    found.into_iter().filter_map(|(flaw, found)| found.then_some(flaw)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_what_separators_leave() {
        for (text, elements) in [
            ("", &[][..]),
            (r"\", &[]),
            ("a", &["a"]),
            (r"\a", &["a"]),
            (r"a\b", &["a", "b"]),
            (r"a\\b", &["a", "", "b"]),
            (r"a\", &["a", ""]),
            (r"\\", &["", ""]),
            (r"\\a", &["", "a"]),
            ("a/b:*?", &["a/b:*?"]),
        ] {
            let path = LogicalPath::parse(Some(text));
            assert_eq!(path.elements(), elements, "{text}");
            assert_eq!(path.is_root(), elements.is_empty());
        }
        assert_eq!(LogicalPath::parse(None), LogicalPath::parse(Some("")));
        assert_ne!(LogicalPath::parse(Some("a")), LogicalPath::parse(Some("A")));
    }

    #[test]
    fn flaws_are_reported_once() {
        use PathFlaw::{EmptyElement, LeadingSeparator, TrailingSeparator};
        for (text, expected) in [
            ("", &[][..]),
            (r"a\b", &[]),
            (r"\", &[LeadingSeparator]),
            (r"\a", &[LeadingSeparator]),
            (r"a\", &[TrailingSeparator]),
            (r"a\\b\\c", &[EmptyElement]),
            (r"\\a\\", &[LeadingSeparator, TrailingSeparator, EmptyElement]),
        ] {
            assert_eq!(flaws(text), expected, "{text}");
        }
    }
}
