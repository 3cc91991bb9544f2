//! Case folding as file names, variable names and server names are compared.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::vocabulary::Text;

/// The upper-case form of one character, for comparison.
///
/// NTFS compares names by a table that maps one UTF-16 unit to one. Reading: that table is approximated by
/// Unicode's simple upper-casing, except that a character is left alone when its upper case is longer than one
/// character (`ß`), when it lies outside the Basic Multilingual Plane, and when it would turn from a character
/// beyond ASCII into one of ASCII (`ı`, `ſ`).
#[must_use]
pub fn fold_char(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_uppercase();
    }
    if u32::from(character) > 0xFFFF {
        return character;
    }
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(only), None) if !only.is_ascii() => only,
        (Some(_) | None, _) => character,
    }
}

/// The characters of a name in the form in which they are compared.
pub(super) fn folded(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().map(fold_char)
}

/// Whether two names are the same but for case.
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    folded(one).eq(folded(other))
}

/// A name that keeps its spelling and is compared without regard to case, by [`fold_char`].
///
/// Names of directories and files, of servers and shares, of devices and of environment variables are of this kind.
#[derive(Clone, Default)]
pub struct FoldedName(Text);

impl FoldedName {
    /// The name as it was spelled.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl From<&str> for FoldedName {
    fn from(name: &str) -> Self {
        Self(Text::from(name))
    }
}

impl PartialEq for FoldedName {
    fn eq(&self, other: &Self) -> bool {
        same_name(self.as_str(), other.as_str())
    }
}

impl Eq for FoldedName {}

impl PartialOrd for FoldedName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FoldedName {
    fn cmp(&self, other: &Self) -> Ordering {
        folded(self.as_str()).cmp(folded(other.as_str()))
    }
}

impl Hash for FoldedName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for character in folded(self.as_str()) {
            character.hash(state);
        }
        // A character no name holds ends it, so that ("a", "b") and ("ab", "") hash apart.
        '\0'.hash(state);
    }
}

impl fmt::Display for FoldedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for FoldedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_ignored_in_ascii_and_beyond() {
        assert!(same_name("Straße", "STRAßE"));
        assert!(same_name("älter", "ÄLTER"));
        assert!(same_name("абв", "АБВ"));
        assert_eq!(FoldedName::from("SystemRoot"), FoldedName::from("SYSTEMROOT"));
    }

    #[test]
    fn nothing_folds_into_another_length_or_into_ascii() {
        assert!(!same_name("Straße", "STRASSE"));
        assert!(!same_name("ı", "I"));
        assert!(!same_name("ſ", "S"));
        assert!(!same_name("\u{10428}", "\u{10400}"), "outside the Basic Multilingual Plane");
    }
}
