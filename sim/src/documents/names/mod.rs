//! One table of every name in the two documents, each with what it rests on.
//!
//! Elements and attributes stand in [`ELEMENTS`], the texts of enumerations in [`texts`]. Names that no document
//! shows are our own choice and say so: the noun of the call in the style of the names that are proven (as
//! `EXCLUDE_FILES` comes from AddExcludeFiles), or the word of Microsoft's test writer where its configuration has
//! one. Readers accept a chosen name in any case, and its listed variants.

mod elements;
pub mod texts;

pub use elements::ELEMENTS;
pub(super) use elements::{
    alternate_location_mapping, alternative_location_mapping, backup_components, backup_locations,
    backup_metadata, component, database, database_files, database_logfiles, dependency, differenced_files,
    directed_target, exclude_files, exclude_files_from_snapshot, file_group, file_list, identification,
    new_target, partial_file, restore_metadata, restore_method, restore_subcomponent, writer_components,
    writer_metadata,
};

/// The namespace of the Writer Metadata Document.
pub const WRITER_METADATA_NAMESPACE: &str = "x-schema:#VssWriterMetadataInfo";
/// The namespace of the Backup Components Document.
pub const BACKUP_COMPONENTS_NAMESPACE: &str = "x-schema:#VssComponentMetadata";
/// The version that every captured document carries.
pub const VERSION: &str = "1.2";
/// The attribute that names a namespace.
pub const XMLNS: &str = "xmlns";
/// How documents write true.
pub const YES: &str = "yes";
/// How documents write false.
pub const NO: &str = "no";

/// What a name rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// A captured document shows it.
    Proven,
    /// A page of Microsoft prints it; no captured document does.
    Documented,
    /// Nothing shows it: our own choice, a reading.
    Chosen,
}

/// One attribute of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeRow {
    /// Its name, as printed.
    pub name: &'static str,
    /// Its place in the element's fixed order.
    pub index: usize,
    /// What the name rests on.
    pub basis: Basis,
    /// Other names that are accepted on reading, in any case.
    pub variants: &'static [&'static str],
}

/// One element of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElementRow {
    /// Its name, as printed.
    pub name: &'static str,
    /// The element it stands in; empty for a root.
    pub within: &'static [&'static str],
    /// What the name rests on.
    pub basis: Basis,
    /// Other names that are accepted on reading, in any case.
    pub variants: &'static [&'static str],
    /// The reference page of the call that writes it.
    pub page: &'static str,
    /// Its attributes, in the order in which they are printed.
    pub attributes: &'static [AttributeRow],
}

/// The row of an element that the table does not know: it has no attribute of its own.
pub(super) const UNKNOWN: ElementRow =
    ElementRow { name: "", within: &[], basis: Basis::Chosen, variants: &[], page: "", attributes: &[] };

/// How a written name meets a row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    No,
    Exact,
    Variant,
}

pub(super) fn meets(found: &str, name: &str, basis: Basis, variants: &[&str]) -> Match {
    if found == name {
        Match::Exact
    } else if basis == Basis::Chosen
        && (found.eq_ignore_ascii_case(name) || variants.iter().any(|v| found.eq_ignore_ascii_case(v)))
    {
        Match::Variant
    } else {
        Match::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_positions_and_names_do_not_collide() {
        assert!(ELEMENTS.len() >= 20);
        for row in ELEMENTS {
            assert!(row.attributes.len() <= super::super::xml::MOST_KNOWN_ATTRIBUTES, "{}", row.name);
            for (position, attribute) in row.attributes.iter().enumerate() {
                assert_eq!(attribute.index, position, "{}@{}", row.name, attribute.name);
                let meeting = |a: &&AttributeRow| {
                    meets(attribute.name, a.name, a.basis, a.variants) != Match::No
                        || attribute
                            .variants
                            .iter()
                            .any(|v| meets(v, a.name, a.basis, a.variants) != Match::No)
                };
                assert_eq!(
                    row.attributes.iter().filter(meeting).count(),
                    1,
                    "{}@{}",
                    row.name,
                    attribute.name
                );
            }
        }
    }

    #[test]
    fn only_chosen_names_have_variants() {
        for row in ELEMENTS {
            assert!(row.basis == Basis::Chosen || row.variants.is_empty(), "{}", row.name);
            for a in row.attributes {
                assert!(a.basis == Basis::Chosen || a.variants.is_empty(), "{}@{}", row.name, a.name);
            }
        }
        assert_eq!(meets("NEW_target", "NEW_TARGET", Basis::Chosen, &[]), Match::Variant);
        assert_eq!(meets("File_List", "FILE_LIST", Basis::Proven, &[]), Match::No);
    }
}
