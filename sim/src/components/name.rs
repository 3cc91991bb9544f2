//! What a component is called within its writer.
//!
//! Page: `use-of-components-by-the-requestor` (rule NAM-007): a component is identified by the writer class, the
//! logical path and the name. The two texts are kept apart, as a name could hold a backslash (C-079).

use std::cmp::Ordering;
use std::fmt;

use super::logical_path::{SEPARATOR, bare};
use crate::vocabulary::{ComponentType, Text};

/// A component's identity within one writer: its logical path as it was written, and its name.
///
/// NULL and the empty logical path are the same (rule PATH-013). Two names are equal when their texts are; a
/// [`ComponentForest`](super::ComponentForest) finds a component by the elements of its path, so also by a path that
/// is written with a leading backslash. A type says which of several of equal name is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentName {
    logical_path: Text,
    name: Text,
    component_type: Option<ComponentType>,
}

impl ComponentName {
    /// The name of a component with this logical path; `None` is the root.
    #[must_use]
    pub fn new(logical_path: Option<&str>, name: &str) -> Self {
        Self {
            logical_path: logical_path.unwrap_or_default().into(),
            name: name.into(),
            component_type: None,
        }
    }

    /// The same with a type: of components that differ in it alone (C-094), the one of this type is meant.
    #[must_use]
    pub fn of_type(self, component_type: ComponentType) -> Self {
        Self { component_type: Some(component_type), ..self }
    }

    /// The type, where one was given.
    pub(super) fn component_type(&self) -> Option<ComponentType> {
        self.component_type
    }

    /// The name of a component that shares its texts with a document.
    pub(super) fn shared(logical_path: Option<&Text>, name: &Text) -> Self {
        Self {
            logical_path: logical_path.cloned().unwrap_or_default(),
            name: name.clone(),
            component_type: None,
        }
    }

    /// Reads logical path, backslash and name, as people write them (`writerData\Set1\Jan`).
    ///
    /// The last backslash ends the path: no name that AddComponent accepts holds one.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (logical_path, name) = text.rsplit_once(SEPARATOR).unwrap_or(("", text));
        Self::new(Some(logical_path), name)
    }

    /// The logical path as it was written; `None` where there is no text.
    #[must_use]
    pub fn logical_path(&self) -> Option<&str> {
        Some(self.logical_path.as_str()).filter(|path| !path.is_empty())
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The logical path, empty at the root, and the name.
    pub(super) fn texts(&self) -> (&str, &str) {
        (&self.logical_path, &self.name)
    }

    /// Where the component stands in the hierarchy of its writer.
    pub(super) fn place(&self) -> Place<'_> {
        Place { path: bare(&self.logical_path), name: &self.name }
    }
}

impl fmt::Display for ComponentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.logical_path.is_empty() {
            write!(f, "{}{SEPARATOR}", self.logical_path)?;
        }
        f.write_str(&self.name)
    }
}

/// A place in the hierarchy (rule PATH-003): the elements of a logical path, and a name as one more element.
///
/// Places are ordered by their elements, so that those below a place follow it directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The path's elements, joined as they were written; empty at the root.
    path: &'a str,
    name: &'a str,
}

impl<'a> Place<'a> {
    /// Whether a component here is an ancestor of one at the other place (rule PATH-004): whether the other's path
    /// equals this place or continues after it. A name that holds a backslash is no element of any path.
    pub(super) fn is_above(self, other: Self) -> bool {
        let rest = if self.path.is_empty() {
            Some(other.path).filter(|path| !path.is_empty())
        } else {
            other.path.strip_prefix(self.path).and_then(|rest| rest.strip_prefix(SEPARATOR))
        };
        let rest = rest.and_then(|rest| rest.strip_prefix(self.name));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(SEPARATOR))
            && !self.name.contains(SEPARATOR)
    }

    /// The order of this place and one whose path starts with the text of this one's and goes on.
    fn compare_with_longer(self, longer: Self) -> Ordering {
        let rest = longer.path.get(self.path.len()..).unwrap_or_default();
        let rest = if self.path.is_empty() { Some(rest) } else { rest.strip_prefix(SEPARATOR) };
        // Without a separator it is the last element that goes on; with one, the name stands against the next.
        let next = rest.and_then(|rest| rest.split(SEPARATOR).next());
        next.map_or(Ordering::Less, |next| self.name.cmp(next)).then(Ordering::Less)
    }

    /// The elements of the path, and the name as one more.
    pub(super) fn elements(self) -> impl Iterator<Item = &'a str> {
        let count = if self.path.is_empty() { 0 } else { usize::MAX };
        self.path.split(SEPARATOR).take(count).chain([self.name])
    }
}

impl Ord for Place<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.path == other.path {
            return self.name.cmp(other.name);
        }
        let (one, another) = (self.path.as_bytes(), other.path.as_bytes());
        let same = shared(one, another);
        match (one.get(same), another.get(same)) {
            // The shorter of two elements comes first, so what ends one does too.
            (Some(one), Some(another)) => {
                let rank = |byte: u8| (byte != SEPARATOR as u8, byte);
                rank(*one).cmp(&rank(*another))
            }
            (None, _) => self.compare_with_longer(*other),
            (Some(_), None) => other.compare_with_longer(*self).reverse(),
        }
    }
}

/// How many bytes two texts begin with in common. Deep places have much in common, so whole pieces are compared first.
fn shared(one: &[u8], other: &[u8]) -> usize {
    const PIECE: usize = 64;
    let pieces = one.chunks_exact(PIECE).zip(other.chunks_exact(PIECE));
    let whole = pieces.take_while(|(one, other)| one == other).count() * PIECE;
    let rest = one.iter().skip(whole).zip(other.iter().skip(whole));
    whole + rest.take_while(|(one, other)| one == other).count()
}

impl PartialOrd for Place<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_printed_as_people_write_them() {
        let jan = ComponentName::parse(r"writerData\Set1\Jan");
        assert_eq!(jan, ComponentName::new(Some(r"writerData\Set1"), "Jan"));
        assert_eq!((jan.logical_path(), jan.name()), (Some(r"writerData\Set1"), "Jan"));
        for text in ["", "a", r"a\b", r"a\", r"a\\b"] {
            assert_eq!(ComponentName::parse(text).to_string(), text);
        }
        assert_eq!(ComponentName::parse("a").logical_path(), None);
        assert_eq!(ComponentName::new(None, "a"), ComponentName::new(Some(""), "a"));
    }

    #[test]
    fn ancestry_is_by_whole_elements() {
        let above = |one: (&str, &str), other: (&str, &str)| {
            let place = |(path, name)| ComponentName::new(Some(path), name);
            place(one).place().is_above(place(other).place())
        };
        assert!(above(("", "a"), ("a", "x")));
        assert!(above(("", "a"), (r"\a\b", "x")));
        assert!(above((r"\a", "b"), (r"a\b", "x")));
        assert!(above(("", ""), (r"\\x", "y")), "an empty name is an element");
        assert!(!above(("", ""), ("", "y")));
        assert!(!above(("", "a"), ("a2", "x")));
        assert!(!above(("", "a"), ("", "a")), "no component is its own ancestor");
        assert!(!above(("", r"a\b"), (r"a\b", "x")), "a name is one element");
        assert!(!above(("a", "b"), ("", r"a\b\c")));
        assert!(!above(("", "A"), ("a", "x")));
    }

    #[test]
    fn places_are_ordered_by_their_elements() {
        let paths = ["", r"\", "a", r"a\", r"a", r"a\c", "a b", r"a b\é", r"a b\è", "é", r"a b"];
        let names = ["", "a", "b", r"b\c", "é"];
        let all: Vec<ComponentName> = paths
            .iter()
            .flat_map(|path| names.iter().map(|name| ComponentName::new(Some(path), name)))
            .collect();
        for one in &all {
            for other in &all {
                let (one, other) = (one.place(), other.place());
                assert_eq!(one.cmp(&other), one.elements().cmp(other.elements()), "{one:?} {other:?}");
                assert_eq!(one.cmp(&other).is_eq(), one == other);
                let elements: Vec<&str> = other.elements().collect();
                let (_, parents) = elements.split_last().unwrap();
                let own: Vec<&str> = one.elements().collect();
                assert_eq!(one.is_above(other), parents.starts_with(&own), "{one:?} {other:?}");
            }
        }
    }
}
