//! Values that both documents share: enumerations as spelled, what is not understood, and the order of elements.

use std::fmt;

use crate::vocabulary::Text;

use super::names::texts::DocumentEnum;

/// An enumeration in a document: a value of the table, or a text that nothing proves wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spelled<E> {
    /// A value that the table has a text for.
    Known(E),
    /// Another text, kept as it was read.
    Kept(Text),
}

impl<E: DocumentEnum> Spelled<E> {
    /// The value, where the text is known.
    pub fn known(&self) -> Option<E> {
        match self {
            Self::Known(value) => Some(*value),
            Self::Kept(_) => None,
        }
    }

    /// The text of the table, or the kept one. A number without a text gives `None`.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Known(value) => E::TEXTS.iter().find(|row| row.value == value.raw()).map(|row| row.text),
            Self::Kept(text) => Some(text),
        }
    }
}

impl<E> From<E> for Spelled<E> {
    fn from(value: E) -> Self {
        Self::Known(value)
    }
}

impl<E: DocumentEnum> fmt::Display for Spelled<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.text()) {
            (_, Some(text)) => f.write_str(text),
            (Self::Known(value), None) => write!(f, "{}", value.raw()),
            (Self::Kept(text), None) => f.write_str(text),
        }
    }
}

/// What an element holds that the table does not know: attributes after its own, and elements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Extra(Option<Box<ExtraParts>>);

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct ExtraParts {
    attributes: Vec<(Text, Text)>,
    children: Vec<UnknownElement>,
}

impl Extra {
    /// The attributes, in their order.
    #[must_use]
    pub fn attributes(&self) -> &[(Text, Text)] {
        self.0.as_ref().map_or(&[], |parts| &parts.attributes)
    }

    /// The elements, in their order among themselves.
    #[must_use]
    pub fn children(&self) -> &[UnknownElement] {
        self.0.as_ref().map_or(&[], |parts| &parts.children)
    }

    pub(super) fn with_attributes(attributes: Vec<(Text, Text)>) -> Self {
        if attributes.is_empty() {
            Self(None)
        } else {
            Self(Some(Box::new(ExtraParts { attributes, children: Vec::new() })))
        }
    }

    pub(super) fn push(&mut self, child: UnknownElement) {
        self.0.get_or_insert_default().children.push(child);
    }
}

/// An element that the table does not know, with everything in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct UnknownElement {
    /// Its name.
    pub name: Text,
    /// Its attributes, in their order.
    pub attributes: Vec<(Text, Text)>,
    /// What stands in it.
    pub children: Vec<UnknownContent>,
}

/// What stands in an unknown element.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum UnknownContent {
    /// An element.
    Element(UnknownElement),
    /// Text as it is written in the document, references and all.
    RawText(Text),
}

/// The order of elements of several kinds, as runs of one kind; their contents lie in one list a kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Order<K> {
    runs: Vec<(K, u32)>,
}

impl<K> Default for Order<K> {
    fn default() -> Self {
        Self { runs: Vec::new() }
    }
}

impl<K: Copy + Eq> Order<K> {
    pub(super) fn push(&mut self, kind: K) {
        match self.runs.last_mut() {
            Some((last, count)) if *last == kind && *count < u32::MAX => *count += 1,
            Some(_) | None => self.runs.push((kind, 1)),
        }
    }

    /// Takes out all elements of a kind.
    pub(super) fn forget(&mut self, kind: K) {
        self.runs.retain(|(known, _)| *known != kind);
    }

    /// Each element's kind and its index among those of its kind.
    pub(super) fn positions(&self) -> impl Iterator<Item = (K, usize)> + '_ {
        let mut counts: Vec<(K, usize)> = Vec::new();
        self.runs.iter().flat_map(move |(kind, count)| {
            let length = *count as usize;
            let start = match counts.iter_mut().find(|(known, _)| known == kind) {
                Some((_, so_far)) => {
                    *so_far += length;
                    *so_far - length
                }
                None => {
                    counts.push((*kind, length));
                    0
                }
            };
            (start..start + length).map(|index| (*kind, index))
        })
    }
}

/// Whether every character may stand in an XML 1.0 document.
#[must_use]
pub fn is_xml_text(text: &str) -> bool {
    text.chars().all(is_xml_character)
}

pub(super) fn is_xml_character(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::UsageType;

    #[test]
    fn order_counts_each_kind() {
        let mut order = Order::default();
        for kind in ['a', 'a', 'b', 'a', 'b', 'b'] {
            order.push(kind);
        }
        let positions: Vec<_> = order.positions().collect();
        assert_eq!(positions, [('a', 0), ('a', 1), ('b', 0), ('a', 2), ('b', 1), ('b', 2)]);
        assert_eq!(order.runs.len(), 4);
    }

    #[test]
    fn spelled_values_print() {
        assert_eq!(Spelled::Known(UsageType::VSS_UT_USERDATA).to_string(), "USER_DATA");
        assert_eq!(Spelled::Known(UsageType(99)).to_string(), "99");
        assert_eq!(Spelled::<UsageType>::Kept(Text::from("X")).to_string(), "X");
    }

    #[test]
    fn xml_characters() {
        assert!(is_xml_text("a\t\r\nü\u{1F600}\u{FFFD}"));
        for bad in ["\0", "\u{B}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"] {
            assert!(!is_xml_text(bad), "{bad:?}");
        }
    }
}
