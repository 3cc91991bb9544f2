//! What every enumeration of the headers has in common: a number that may be out of range, and a table of names.

use std::fmt::Debug;
use std::hash::Hash;

/// One row of an enumeration's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeaderValue {
    /// The constant's name in the header, such as `VSS_BT_FULL`.
    pub name: &'static str,
    /// Its number.
    pub value: u32,
    /// What it means, in one sentence; empty where no page says.
    pub meaning: &'static str,
}

/// An enumeration or flag set of the headers.
///
/// It is a number, as it is across the COM boundary: 99 can be said, and printed.
pub trait HeaderEnum: Copy + Eq + Ord + Hash + Debug + Default + 'static {
    /// The header's own name, such as `VSS_BACKUP_TYPE`.
    const NAME: &'static str;
    /// The page of the Windows SDK reference.
    const PAGE: &'static str;
    /// Whether values combine by bitwise or.
    const FLAGS: bool;
    /// Every documented value, in the header's order.
    const VALUES: &'static [HeaderValue];

    /// The value with this number, documented or not.
    fn from_raw(raw: u32) -> Self;
    /// The number.
    fn raw(self) -> u32;

    /// The header's name of exactly this number.
    fn name(self) -> Option<&'static str> {
        Self::VALUES.iter().find(|v| v.value == self.raw()).map(|v| v.name)
    }

    /// Reads a name, a decimal or `0x` number, or, in a flag set, several of them joined by `|`.
    fn parse(text: &str) -> Option<Self> {
        let one = |part: &str| {
            let part = part.trim();
            let named = Self::VALUES.iter().find(|v| v.name == part).map(|v| v.value);
            named.or_else(|| match part.strip_prefix("0x") {
                Some(hex) if !hex.starts_with('+') => u32::from_str_radix(hex, 16).ok(),
                Some(_) => None,
                None if part.starts_with('+') => None,
                None => part.parse().ok(),
            })
        };
        if Self::FLAGS {
            text.split('|').map(one).try_fold(0, |all, part| Some(all | part?)).map(Self::from_raw)
        } else {
            one(text).map(Self::from_raw)
        }
    }
}

/// Prints a flag set as names joined by `|`, widest masks first and the unnamed rest as a number.
pub(super) fn print_flags(
    raw: u32,
    values: &[HeaderValue],
    f: &mut std::fmt::Formatter<'_>,
) -> std::fmt::Result {
    if let Some(exact) = values.iter().find(|v| v.value == raw) {
        return f.write_str(exact.name);
    }
    let mut by_width: Vec<&HeaderValue> = values.iter().filter(|v| v.value != 0).collect();
    by_width.sort_by_key(|v| std::cmp::Reverse(v.value.count_ones()));
    let mut rest = raw;
    let mut chosen: Vec<&HeaderValue> = Vec::new();
    for value in by_width {
        if rest & value.value == value.value {
            rest &= !value.value;
            chosen.push(value);
        }
    }
    chosen.sort_by_key(|v| v.value);
    let mut separator = "";
    for value in chosen {
        write!(f, "{separator}{}", value.name)?;
        separator = "|";
    }
    if rest != 0 || separator.is_empty() { write!(f, "{separator}0x{rest:X}") } else { Ok(()) }
}

macro_rules! header_enums {
    ($($(#[$doc:meta])* $kind:ident $type:ident = $name:literal, page $page:literal {
        $($constant:ident = $value:literal, $meaning:literal;)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $type(pub u32);

        impl $type {$(
            #[doc = concat!("`", stringify!($constant), "`: ", $meaning)]
            pub const $constant: Self = Self($value);
        )*}

        impl $crate::vocabulary::HeaderEnum for $type {
            const NAME: &'static str = $name;
            const PAGE: &'static str = $page;
            const FLAGS: bool = header_enums!(@flags $kind);
            const VALUES: &'static [$crate::vocabulary::HeaderValue] = &[$(
                $crate::vocabulary::HeaderValue {
                    name: stringify!($constant), value: $value, meaning: $meaning,
                },
            )*];

            fn from_raw(raw: u32) -> Self {
                Self(raw)
            }

            fn raw(self) -> u32 {
                self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                use $crate::vocabulary::HeaderEnum;
                if Self::FLAGS {
                    return $crate::vocabulary::header_enum::print_flags(self.0, Self::VALUES, f);
                }
                match self.name() {
                    Some(name) => f.write_str(name),
                    None => write!(f, "{}", self.0),
                }
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        header_enums!(@operators $kind $type);
    )*

        /// The tables of this header, for tests and for explaining.
        pub const TABLES: &[(&str, &[$crate::vocabulary::HeaderValue])] =
            &[$(($name, <$type as $crate::vocabulary::HeaderEnum>::VALUES),)*];
    };
    (@flags flags) => { true };
    (@flags enumeration) => { false };
    (@operators flags $type:ident) => {
        impl std::ops::BitOr for $type {
            type Output = Self;

            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl $type {
            /// Whether every bit of `other` is set.
            #[must_use]
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }
        }
    };
    (@operators enumeration $type:ident) => {};
}
pub(super) use header_enums;

#[cfg(test)]
mod tests {
    use super::super::{BackupSchema, BackupType, FileSpecBackupType, SnapshotContext};
    use super::*;

    #[test]
    fn unknown_numbers_print_and_read_back() {
        assert_eq!(BackupType(99).to_string(), "99");
        assert_eq!(BackupType::parse("99"), Some(BackupType(99)));
        assert_eq!(BackupType::parse("VSS_BT_FUL"), None);
    }

    #[test]
    fn flags_print_their_widest_names() {
        assert_eq!(
            FileSpecBackupType(3855).to_string(),
            "VSS_FSBT_ALL_BACKUP_REQUIRED|VSS_FSBT_ALL_SNAPSHOT_REQUIRED"
        );
        assert_eq!(BackupSchema(0x8000_0001).to_string(), "VSS_BS_DIFFERENTIAL|0x80000000");
        assert_eq!(BackupSchema(0).to_string(), "VSS_BS_UNDEFINED");
        assert_eq!(SnapshotContext::VSS_CTX_BACKUP.to_string(), "VSS_CTX_BACKUP");
    }

    #[test]
    fn every_flag_set_reads_what_it_prints() {
        for raw in (0..32).map(|bit| 1_u32 << bit).chain([0, 881, 3855, u32::MAX]) {
            assert_eq!(BackupSchema::parse(&BackupSchema(raw).to_string()), Some(BackupSchema(raw)));
            assert_eq!(
                FileSpecBackupType::parse(&FileSpecBackupType(raw).to_string()),
                Some(FileSpecBackupType(raw))
            );
        }
    }
}
