//! Enumerations of the headers as values, so that tables can name them.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::vocabulary::{HeaderEnum, HeaderValue, SnapshotContext, VolumeSnapshotAttributes};

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

    /// Reads a name or a number. A shadow copy context can have names of attributes joined to its own.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<u32> {
        let takes_attributes = self.name == SnapshotContext::NAME;
        (self.parse)(text).or_else(|| if takes_attributes { context_with_attributes(text) } else { None })
    }
}

/// A context with attributes, joined by `|`.
fn context_with_attributes(text: &str) -> Option<u32> {
    text.split('|').try_fold(0, |all, part| {
        let context = SnapshotContext::parse(part).map(SnapshotContext::raw);
        let attribute = || VolumeSnapshotAttributes::parse(part).map(VolumeSnapshotAttributes::raw);
        Some(all | context.or_else(attribute)?)
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_is_read_with_its_attributes() {
        let context = HeaderType::of::<SnapshotContext>();
        let attributes = HeaderType::of::<VolumeSnapshotAttributes>();
        assert_eq!(context.parse("VSS_CTX_NAS_ROLLBACK|VSS_VOLSNAP_ATTR_PLEX"), Some(0x4_0019));
        assert_eq!(context.parse("VSS_CTX_NAS_ROLLBACK|nonsense"), None);
        assert_eq!(attributes.parse("VSS_CTX_NAS_ROLLBACK"), None);
    }
}
