//! GUIDs: sixteen bytes for identity, and the spelling a document gave them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::text::Text;

/// A GUID. Two are equal when their sixteen bytes are; how a document spelled one is not part of it.
///
/// Printed in the form VSS writes into its documents: lower case, without braces.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Guid(pub u128);

impl Guid {
    /// `GUID_NULL`: all zero, which asks for the default wherever a call allows it.
    pub const NULL: Self = Self(0);

    /// Reads the 36-character form, with or without braces, in either case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bare = match text.as_bytes() {
            [b'{', .., b'}'] => text.get(1..text.len() - 1)?,
            _ => text,
        };
        let bytes = bare.as_bytes();
        if bytes.len() != 36 {
            return None;
        }
        let mut value: u128 = 0;
        for (index, byte) in bytes.iter().enumerate() {
            if matches!(index, 8 | 13 | 18 | 23) {
                if *byte != b'-' {
                    return None;
                }
                continue;
            }
            let digit = char::from(*byte).to_digit(16)?;
            value = (value << 4) | u128::from(digit);
        }
        Some(Self(value))
    }

    /// Whether this is `GUID_NULL`.
    #[must_use]
    pub const fn is_null(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let v = self.0;
        write!(
            f,
            "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
            v >> 96,
            (v >> 80) & 0xFFFF,
            (v >> 64) & 0xFFFF,
            (v >> 48) & 0xFFFF,
            v & 0xFFFF_FFFF_FFFF
        )
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{self}}}")
    }
}

/// A GUID as it stands in a document: the value, and the spelling where that is not the usual one.
///
/// Documents of express writers keep the case their author typed, so printing one must not change it.
/// Comparison looks at the value alone.
#[derive(Clone, Default)]
pub struct SpelledGuid {
    value: Guid,
    /// Empty when the spelling is the one [`Guid`] prints.
    spelling: Text,
}

impl SpelledGuid {
    /// Reads a GUID and remembers how it was written.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let value = Guid::parse(text)?;
        let usual = text.len() == 36 && !text.bytes().any(|b| b.is_ascii_uppercase());
        Some(Self { value, spelling: if usual { Text::default() } else { Text::from(text) } })
    }

    /// The GUID itself.
    #[must_use]
    pub const fn value(&self) -> Guid {
        self.value
    }
}

impl From<Guid> for SpelledGuid {
    fn from(value: Guid) -> Self {
        Self { value, spelling: Text::default() }
    }
}

impl fmt::Display for SpelledGuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.spelling.is_empty() { fmt::Display::fmt(&self.value, f) } else { f.write_str(&self.spelling) }
    }
}

impl fmt::Debug for SpelledGuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{self}}}")
    }
}

impl PartialEq for SpelledGuid {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for SpelledGuid {}

impl PartialOrd for SpelledGuid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for SpelledGuid {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl Hash for SpelledGuid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYSTEM: &str = "e8132975-6f93-4464-a53e-1050253ae220";

    #[test]
    fn reads_braces_and_either_case() {
        let plain = Guid::parse(SYSTEM).unwrap();
        assert_eq!(plain.to_string(), SYSTEM);
        assert_eq!(Guid::parse(&format!("{{{}}}", SYSTEM.to_uppercase())), Some(plain));
    }

    #[test]
    fn refuses_what_is_no_guid() {
        let last = &SYSTEM[..35];
        for bad in [
            "",
            "{}",
            last,
            &SYSTEM.replace('-', "_"),
            &format!("{last}g"),
            &format!("{{{SYSTEM}"),
            "€€€€€€€€€€€€",
        ] {
            assert_eq!(Guid::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_spelling_is_kept_and_not_compared() {
        let mixed = SpelledGuid::parse("75DFB225-E2E4-4d39-9AC9-FFAFF65DDF06").unwrap();
        assert_eq!(mixed.to_string(), "75DFB225-E2E4-4d39-9AC9-FFAFF65DDF06");
        assert_eq!(mixed, SpelledGuid::from(mixed.value()));
    }
}
