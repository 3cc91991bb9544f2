//! Enumerations of the headers as values, so that tables can name them.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::vocabulary::{HeaderEnum, HeaderValue};

/// An enumeration of the headers, as a value.
#[derive(Clone, Copy)]
pub struct HeaderType {
    /// Its name in the header.
    pub name: &'static str,
    /// Whether values combine.
    pub flags: bool,
    /// Its table.
    pub values: &'static [HeaderValue],
    print: fn(u32) -> String,
    parse: fn(&str) -> Option<u32>,
}

impl HeaderType {
    /// The description of an enumeration.
    #[must_use]
    pub const fn of<E: HeaderEnum + fmt::Display>() -> Self {
        Self {
            name: E::NAME,
            flags: E::FLAGS,
            values: E::VALUES,
            print: |raw| E::from_raw(raw).to_string(),
            parse: |text| E::parse(text).map(E::raw),
        }
    }

    /// The name of a number, or the number.
    #[must_use]
    pub fn print(&self, raw: u32) -> String {
        (self.print)(raw)
    }

    /// Reads a name or a number.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<u32> {
        (self.parse)(text)
    }
}

impl PartialEq for HeaderType {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for HeaderType {}

impl Hash for HeaderType {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Debug for HeaderType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
