//! The file sets and paths of both documents, with their places, and how file sets are compared.

use std::collections::BTreeSet;

use vss_sim::documents::writer_metadata::ComponentEntry;
use vss_sim::documents::{WmComponent, WmFiledesc, WriterMetadata};
use vss_sim::vocabulary::{FoldedName, PathRoot, WinPath};

use super::part::Entry;
use super::places::{self, Item};
use super::spot::Spot;
use super::subject::Writer;

/// What a file set is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// AddFilesToFileGroup.
    FileGroup,
    /// AddDatabaseFiles.
    Database,
    /// AddDatabaseLogFiles.
    DatabaseLog,
    /// AddExcludeFiles.
    Exclude,
    /// AddExcludeFilesFromSnapshot.
    ExcludeFromSnapshot,
    /// AddAlternateLocationMapping.
    Mapping,
}

/// A file set of a Writer Metadata Document and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// The file set.
    pub set: &'a WmFiledesc,
    /// What it is for.
    pub role: Role,
    component: usize,
    index: usize,
}

impl Placed<'_> {
    /// The element.
    pub fn spot(self) -> Spot {
        let (around, name): (_, &'static [&'static str]) = match self.role {
            Role::FileGroup => (places::component(self.component), &["FILE_LIST"]),
            Role::Database => (places::component(self.component), &["DATABASE_FILES"]),
            Role::DatabaseLog => (places::component(self.component), &["DATABASE_LOGFILES"]),
            Role::Exclude => (places::locations(), &["EXCLUDE_FILES"]),
            Role::ExcludeFromSnapshot => (places::locations(), &["EXCLUDE_FILES_FROM_SNAPSHOT"]),
            Role::Mapping => return places::writer_mapping(self.index),
        };
        around.element(name, self.index)
    }
}

/// Every file set of a writer.
pub fn of_writer(document: &WriterMetadata) -> impl Iterator<Item = Placed<'_>> {
    let components = document.components().iter().enumerate();
    let listed = |role: Role, list| {
        let sets: &[WmFiledesc] = list;
        let placed = move |(index, set)| Placed { set, role, component: 0, index };
        sets.iter().enumerate().map(placed)
    };
    components
        .flat_map(|(index, component)| of_component(index, component))
        .chain(listed(Role::Exclude, document.excludes()))
        .chain(listed(Role::ExcludeFromSnapshot, document.excludes_from_snapshot()))
        .chain(listed(Role::Mapping, document.alternate_location_mappings()))
}

/// The file sets of one component.
pub fn of_component(component: usize, data: &WmComponent) -> impl Iterator<Item = Placed<'_>> {
    data.entries().filter_map(move |entry| {
        let (set, role, index) = match entry {
            ComponentEntry::File(index) => (data.file(index), Role::FileGroup, index),
            ComponentEntry::DatabaseFile(index) => (data.database_file(index), Role::Database, index),
            ComponentEntry::DatabaseLogFile(index) => {
                (data.database_log_file(index), Role::DatabaseLog, index)
            }
            ComponentEntry::Dependency(_) => return None,
        };
        Some(Placed { set: set.ok()?, role, component, index })
    })
}

/// The file sets by which the files of a writer are found, each with its component.
pub fn of_components(writer: Writer<'_>) -> impl Iterator<Item = (usize, &'_ WmFiledesc)> {
    let components = writer.document().components().iter().enumerate();
    components.flat_map(|(index, component)| component.file_sets().map(move |set| (index, set)))
}

/// A file set of a Backup Components Document: what was mapped, moved or differenced, and where that stands.
pub struct Moved<'a> {
    /// The set, without an alternate path for differenced files.
    pub set: WmFiledesc,
    /// What it is for.
    pub item: Item,
    /// Its place.
    pub spot: Spot,
    /// The entry that it stands in.
    pub entry: Entry<'a>,
}

/// The file sets in an entry of a Backup Components Document.
pub fn of_entry(entry: Entry<'_>) -> impl Iterator<Item = Moved<'_>> {
    let component = entry.component;
    let mappings = (0..component.alternate_location_mapping_count())
        .filter_map(|index| Some((component.alternate_location_mapping(index).ok()?.clone(), index)))
        .map(|(set, index)| (set, Item::Mapping, index));
    let targets = (0..component.new_target_count())
        .filter_map(|index| Some((component.new_target(index).ok()?.clone(), index)))
        .map(|(set, index)| (set, Item::NewTarget, index));
    let differenced = (0..component.differenced_files_count()).filter_map(|index| {
        let files = component.differenced_file(index).ok()?;
        let mut set = WmFiledesc::default();
        set.recursive = Some(files.recursive);
        set.path = files.path.clone();
        set.filespec = files.filespec.clone();
        Some((set, Item::DifferencedFiles, index))
    });
    mappings.chain(targets).chain(differenced).map(move |(set, item, index)| Moved {
        set,
        item,
        spot: places::item(entry.spot(), item, index),
        entry,
    })
}

/// A file set as it is matched (rules ALT-011 and INC-043): path, file specification and recursion flag, whatever
/// the case and the backslash at the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SetKey {
    directory: Directory,
    filespec: FoldedName,
    recursive: bool,
}

/// A directory, compared by its elements; where it is no path, by its text.
pub type Directory = (Option<PathRoot>, Vec<FoldedName>);

/// The directory that a path names.
pub fn directory(path: &str) -> Directory {
    match WinPath::parse(path) {
        Ok(path) => (Some(path.root().clone()), path.components().map(FoldedName::from).collect()),
        Err(_) => (None, vec![FoldedName::from(path)]),
    }
}

impl SetKey {
    /// The key of a file set.
    pub fn of(set: &WmFiledesc) -> Self {
        Self {
            directory: directory(&set.path),
            filespec: FoldedName::from(set.filespec.as_str()),
            recursive: set.recursive(),
        }
    }
}

/// The keys of the file sets of a writer's components.
pub fn keys_of(writer: Writer<'_>) -> BTreeSet<SetKey> {
    of_components(writer).map(|(_, set)| SetKey::of(set)).collect()
}

/// Whether two directories are one.
pub fn same_directory(one: &str, other: &str) -> bool {
    directory(one) == directory(other)
}

/// A file set as written in messages: `C:\Data, *.dat, recursive`.
pub fn describe(set: &WmFiledesc) -> String {
    let recursive = if set.recursive() { "recursive" } else { "not recursive" };
    format!("{}, {}, {recursive}", set.path, set.filespec)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_equal_whatever_the_case_and_the_last_backslash() {
        let set = |path: &str, filespec: &str, recursive| {
            let (path, filespec) = (path.into(), filespec.into());
            let mut set = WmFiledesc::default();
            (set.path, set.filespec, set.recursive) = (path, filespec, recursive);
            SetKey::of(&set)
        };
        assert_eq!(set(r"C:\Data\", "*.DAT", None), set(r"c:\data", "*.dat", Some(false)));
        assert_ne!(set(r"C:\Data", "*.dat", None), set(r"C:\Data", "*.dat", Some(true)));
        assert_ne!(set(r"C:\Data", "*.dat", None), set(r"C:\Data\x", "*.dat", None));
        assert_eq!(set("*|", "", None), set("*|", "", None));
    }
}
