//! HRESULTs: one table of every name, and values outside it that still print.

use std::fmt;

/// A COM result code. Any 32-bit value is one; those in [`Hresult::TABLE`] have a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hresult(pub u32);

/// What a code is about, as `vsserror.h` and the reference pages group them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the group names of the table")]
pub enum HresultClass {
    Generic,
    State,
    General,
    Provider,
    Async,
    Volume,
    Metadata,
    Limit,
    Freeze,
    Writer,
    WriterError,
    Storage,
    Import,
    Revert,
    Lun,
    Asr,
    Other,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HresultRow {
    /// The name in the header.
    pub name: &'static str,
    /// The number.
    pub code: Hresult,
    /// What it is about.
    pub class: HresultClass,
    /// What it means.
    pub meaning: &'static str,
}

impl Hresult {
    /// The row of this code, where it has one.
    #[must_use]
    pub fn row(self) -> Option<&'static HresultRow> {
        Self::TABLE.iter().find(|row| row.code == self)
    }

    /// The header's name of this code.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        self.row().map(|row| row.name)
    }

    /// The `SUCCEEDED` macro: the severity bit is clear.
    #[must_use]
    pub const fn is_success(self) -> bool {
        self.0 & 0x8000_0000 == 0
    }

    /// Reads a name of the table, or a `0x` number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(row) = Self::TABLE.iter().find(|row| row.name == text) {
            return Some(row.code);
        }
        let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
        if hex.starts_with('+') {
            return None;
        }
        u32::from_str_radix(hex, 16).ok().map(Self)
    }
}

impl fmt::Display for Hresult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "0x{:08X}", self.0),
        }
    }
}

impl fmt::Debug for Hresult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! hresults {
    ($($name:ident = $code:literal, $class:ident, $meaning:literal;)*) => {
        use super::hresult::{Hresult, HresultClass, HresultRow};

        impl Hresult {
            $(
                #[doc = concat!("`", stringify!($name), "`: ", $meaning)]
                pub const $name: Self = Self($code);
            )*

            /// Every named code.
            pub const TABLE: &'static [HresultRow] = &[$(
                HresultRow {
                    name: stringify!($name),
                    code: Self($code),
                    class: HresultClass::$class,
                    meaning: $meaning,
                },
            )*];
        }
    };
}
pub(super) use hresults;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_unique_and_read_back() {
        for row in Hresult::TABLE {
            assert_eq!(Hresult::parse(row.name), Some(row.code));
            assert_eq!(row.code.to_string(), row.name);
        }
    }

    #[test]
    fn unknown_values_still_print() {
        assert_eq!(Hresult(0x8078_0002).to_string(), "0x80780002");
        assert_eq!(Hresult::parse("0x80780002"), Some(Hresult(0x8078_0002)));
        assert_eq!(Hresult::parse("VSS_E_BAD_STAT"), None);
        assert_eq!(Hresult::parse("0x+1"), None);
    }

    #[test]
    fn severity_is_the_top_bit() {
        assert!(Hresult::S_FALSE.is_success());
        assert!(Hresult::VSS_S_ASYNC_PENDING.is_success());
        assert!(!Hresult::VSS_E_BAD_STATE.is_success());
    }
}
