//! A writer's part of a Backup Components Document, together with the writer's own document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vss_sim::components::{BackupSelection, ComponentForest, ComponentName, Inclusion};
use vss_sim::documents::{Component, WriterComponents};
use vss_sim::vocabulary::BackupSchema;

use super::places;
use super::spot::Spot;
use super::subject::{Backup, Writer, title};
use crate::rules::Origin;

/// A writer's part of a Backup Components Document, with that writer's own document where it was given.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    pub(super) backup: &'a Backup,
    /// Which part of the document it is.
    pub index: usize,
    /// What the document holds of the writer.
    pub components: &'a Arc<WriterComponents>,
    /// What the writer's own document makes of it.
    pub known: Option<Known<'a>>,
}

/// A part together with the writer's own document.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The writer.
    pub writer: Writer<'a>,
    pub(super) joined: &'a Joined,
}

/// One component's entry in a Backup Components Document.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The writer's part that it stands in.
    pub part: Part<'a>,
    index: usize,
    /// What the document says of the component.
    pub component: &'a Component,
}

/// What a writer's own document makes of its part of a Backup Components Document.
#[derive(Debug)]
pub(super) struct Joined {
    /// The place of the writer among the documents.
    pub(super) writer: usize,
    /// The component that each entry is, where the writer has it.
    components: Vec<Option<usize>>,
    /// The first entry of each component that has one.
    entries: BTreeMap<usize, usize>,
    selection: BackupSelection,
    /// The components that have file sets, and those that brought one of them along.
    with_files: BTreeSet<usize>,
}

/// Finds the writer's own document and looks at the part through it.
///
/// The document of the same instance is the one. The instance is another after the writer started again (rule
/// MET-047), so where no document of the instance was given, the only one of the class is taken.
pub(super) fn join(forests: &[ComponentForest], part: &WriterComponents) -> Option<Joined> {
    let (instance, class) = part.writer_info();
    let of_class = |forest: &&ComponentForest| forest.document().writer_id() == class;
    let mut same = forests.iter().enumerate().filter(|(_, forest)| of_class(forest));
    let exact = same.clone().find(|(_, forest)| forest.document().instance_id() == instance);
    let (writer, forest) = exact.or_else(|| {
        let first = same.next();
        if same.next().is_none() { first } else { None }
    })?;
    let names: Vec<ComponentName> = part.components().iter().map(name).collect();
    let components: Vec<Option<usize>> = names.iter().map(|name| forest.find(name)).collect();
    let mut entries = BTreeMap::new();
    for (entry, component) in components.iter().enumerate() {
        if let Some(component) = component {
            entries.entry(*component).or_insert(entry);
        }
    }
    let selection = BackupSelection::new(forest, &names);
    let data = forest.document().components().iter().enumerate();
    let own_files = data.filter(|(_, data)| data.file_sets().next().is_some()).map(|(index, _)| index);
    let with_files =
        own_files.flat_map(|index| [Some(index), definer(&selection, index)]).flatten().collect();
    Some(Joined { writer, components, entries, selection, with_files })
}

fn definer(selection: &BackupSelection, component: usize) -> Option<usize> {
    match selection.inclusion(component)? {
        Inclusion::Explicit => Some(component),
        Inclusion::Implicit { through } => Some(*through),
        Inclusion::Missing | Inclusion::Out(_) => None,
    }
}

fn name(entry: &Component) -> ComponentName {
    ComponentName::new(entry.logical_path().ok().map(|path| path.as_str()), entry.component_name())
}

impl<'a> Part<'a> {
    /// The entries of the part.
    pub fn entries(self) -> impl Iterator<Item = Entry<'a>> {
        let components = self.components.components().iter().enumerate();
        components.map(move |(index, component)| Entry { part: self, index, component })
    }

    /// The writer's schema, as the document has it, else as the writer's own document has it, where an absent one is
    /// that of a writer which did not call SetBackupSchema. `None` where neither says anything.
    #[must_use]
    pub fn schema(self) -> Option<BackupSchema> {
        let own = || self.known.map(|known| known.writer.document().backup_schema());
        self.components.backup_schema.or_else(own)
    }

    /// The place of the part.
    #[must_use]
    pub fn spot(self) -> Spot {
        places::writer(self.index)
    }

    /// A place in the document.
    #[must_use]
    pub fn at(self, spot: Spot) -> Origin {
        self.backup.at(spot)
    }
}

impl<'a> Known<'a> {
    /// What takes part in the backup.
    #[must_use]
    pub fn selection(self) -> &'a BackupSelection {
        &self.joined.selection
    }

    /// The entry that a component of the writer has, by its place among the entries.
    #[must_use]
    pub fn entry_of(self, component: usize) -> Option<usize> {
        self.joined.entries.get(&component).copied()
    }

    /// The explicitly included component that a component belongs to: itself, or the one that brought it along.
    #[must_use]
    pub fn definer(self, component: usize) -> Option<usize> {
        definer(self.selection(), component)
    }

    /// Whether a component has a file set, or one that it brought along.
    #[must_use]
    pub fn has_files(self, component: usize) -> bool {
        self.joined.with_files.contains(&component)
    }
}

impl<'a> Entry<'a> {
    /// The place of the entry.
    #[must_use]
    pub fn spot(self) -> Spot {
        places::entry(self.part.index, self.index)
    }

    /// A place in the document.
    #[must_use]
    pub fn at(self, spot: Spot) -> Origin {
        self.part.at(spot)
    }

    /// The component that the entry is, and what is known of its writer, where both are known.
    #[must_use]
    pub fn known(self) -> Option<(Known<'a>, usize)> {
        let known = self.part.known?;
        Some((known, (*known.joined.components.get(self.index)?)?))
    }

    /// What the component is called.
    #[must_use]
    pub fn name(self) -> ComponentName {
        name(self.component)
    }

    /// What messages call the component.
    #[must_use]
    pub fn title(self) -> String {
        title(&self.name())
    }
}
