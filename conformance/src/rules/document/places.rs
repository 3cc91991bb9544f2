//! The places of the two documents' parts, by the positions that the typed documents have.

use super::spot::Spot;

const LOCATIONS: &[&str] = &["BACKUP_LOCATIONS"];
const COMPONENTS: &[&str] = &["FILE_GROUP", "DATABASE"];
const RESTORE_METHOD: &[&str] = &["RESTORE_METHOD"];
const MAPPINGS: &[&str] = &["ALTERNATE_LOCATION_MAPPING"];
const WRITERS: &[&str] = &["WRITER_COMPONENTS"];
const ENTRIES: &[&str] = &["COMPONENT"];

/// The element IDENTIFICATION.
pub fn identification() -> Spot {
    Spot::root().element(&["IDENTIFICATION"], 0)
}

/// The element RESTORE_METHOD.
pub fn restore_method() -> Spot {
    Spot::root().element(RESTORE_METHOD, 0)
}

/// The element BACKUP_LOCATIONS.
pub fn locations() -> Spot {
    Spot::root().element(LOCATIONS, 0)
}

/// A component of a writer.
pub fn component(component: usize) -> Spot {
    locations().element(COMPONENTS, component)
}

/// A dependency of a component.
pub fn dependency(component: usize, index: usize) -> Spot {
    self::component(component).element(&["DEPENDENCY"], index)
}

/// An alternate location mapping of a writer.
pub fn writer_mapping(index: usize) -> Spot {
    restore_method().element(MAPPINGS, index)
}

/// A writer's part of a Backup Components Document.
pub fn writer(writer: usize) -> Spot {
    Spot::root().element(WRITERS, writer)
}

/// A component's entry in a Backup Components Document.
pub fn entry(writer: usize, component: usize) -> Spot {
    self::writer(writer).element(ENTRIES, component)
}

/// Elements of an entry that there can be several of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    Mapping,
    NewTarget,
    RestoreSubcomponent,
    PartialFile,
    DirectedTarget,
    DifferencedFiles,
}

impl Item {
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Mapping => MAPPINGS,
            Self::NewTarget => &["NEW_TARGET"],
            Self::RestoreSubcomponent => &["RESTORE_SUBCOMPONENT"],
            Self::PartialFile => &["PARTIAL_FILE"],
            Self::DirectedTarget => &["DIRECTED_TARGET"],
            Self::DifferencedFiles => &["DIFFERENCED_FILES"],
        }
    }
}

/// An element of a component's entry.
pub fn item(entry: Spot, item: Item, index: usize) -> Spot {
    entry.element(item.names(), index)
}

#[cfg(test)]
mod tests {
    use vss_sim::documents::names::ELEMENTS;

    use super::*;

    #[test]
    fn every_name_is_one_of_the_documents() {
        let items = [
            Item::Mapping,
            Item::NewTarget,
            Item::RestoreSubcomponent,
            Item::PartialFile,
            Item::DirectedTarget,
            Item::DifferencedFiles,
        ];
        let others = [LOCATIONS, COMPONENTS, RESTORE_METHOD, MAPPINGS, WRITERS, ENTRIES];
        for name in items.into_iter().map(Item::names).chain(others).flatten() {
            assert!(ELEMENTS.iter().any(|row| row.name == *name), "{name}");
        }
    }
}
