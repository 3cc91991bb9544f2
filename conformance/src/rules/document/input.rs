//! The documents that are checked together.

use std::collections::BTreeMap;
use std::sync::Arc;

use vss_sim::components::{BackupSelection, ComponentForest, ComponentName};
use vss_sim::documents::{BackupComponents, Component, Document, WriterComponents, WriterMetadata};
use vss_sim::vocabulary::BackupSchema;

use super::places;
use super::spot::Spot;
use crate::rules::Origin;
use crate::source::quote_as_is;

/// The documents that are checked together, in the order in which they were given.
#[derive(Debug)]
pub struct Documents {
    /// The components of every Writer Metadata Document.
    forests: Vec<ComponentForest>,
    /// Which input each of them was.
    inputs: Vec<usize>,
    backups: Vec<Backup>,
}

/// A Writer Metadata Document among those that are checked.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'a> {
    input: usize,
    /// Its components.
    pub forest: &'a ComponentForest,
}

/// A Backup Components Document among those that are checked.
#[derive(Debug)]
pub struct Backup {
    input: usize,
    /// The document.
    pub document: BackupComponents,
    joined: Vec<Option<Joined>>,
}

/// What a writer's own document makes of its part of a Backup Components Document.
#[derive(Debug)]
struct Joined {
    forest: usize,
    /// The component that each entry is, where the writer has it.
    components: Vec<Option<usize>>,
    /// The first entry of each component that has one.
    entries: BTreeMap<usize, usize>,
    selection: BackupSelection,
}

/// A writer's part of a Backup Components Document, with that writer's own document where it was given.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    backup: &'a Backup,
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
    /// What takes part in the backup.
    pub selection: &'a BackupSelection,
    components: &'a [Option<usize>],
    entries: &'a BTreeMap<usize, usize>,
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

impl Documents {
    /// Puts documents together. Parts of Backup Components Documents are joined with the writers' own documents.
    #[must_use]
    pub fn new(documents: impl IntoIterator<Item = Document>) -> Self {
        let mut all = Self { forests: Vec::new(), inputs: Vec::new(), backups: Vec::new() };
        for (input, document) in documents.into_iter().enumerate() {
            match document {
                Document::WriterMetadata(document) => {
                    all.forests.push(ComponentForest::new(Arc::new(*document)));
                    all.inputs.push(input);
                }
                Document::BackupComponents(document) => {
                    all.backups.push(Backup { input, document: *document, joined: Vec::new() });
                }
            }
        }
        let Self { forests, backups, .. } = &mut all;
        for backup in backups {
            backup.joined = backup.document.writers().iter().map(|part| join(forests, part)).collect();
        }
        all
    }

    /// The writers, in the order of their documents.
    pub fn writers(&self) -> impl Iterator<Item = Writer<'_>> {
        self.forests.iter().zip(&self.inputs).map(|(forest, input)| Writer { input: *input, forest })
    }

    /// The writers' components, in the same order.
    #[must_use]
    pub fn forests(&self) -> &[ComponentForest] {
        &self.forests
    }

    /// The writer with this place among them.
    #[must_use]
    pub fn writer(&self, index: usize) -> Option<Writer<'_>> {
        Some(Writer { input: *self.inputs.get(index)?, forest: self.forests.get(index)? })
    }

    /// The Backup Components Documents.
    #[must_use]
    pub fn backups(&self) -> &[Backup] {
        &self.backups
    }

    /// The writers' parts of a Backup Components Document.
    pub fn parts<'a>(&'a self, backup: &'a Backup) -> impl Iterator<Item = Part<'a>> {
        let parts = backup.document.writers().iter().zip(&backup.joined).enumerate();
        parts.map(move |(index, (components, joined))| {
            let known = joined.as_ref().and_then(|joined| {
                Some(Known {
                    writer: self.writer(joined.forest)?,
                    selection: &joined.selection,
                    components: &joined.components,
                    entries: &joined.entries,
                })
            });
            Part { backup, index, components, known }
        })
    }

    /// Every component's entry in a Backup Components Document.
    pub fn entries<'a>(&'a self, backup: &'a Backup) -> impl Iterator<Item = Entry<'a>> {
        self.parts(backup).flat_map(Part::entries)
    }
}

/// What messages call a component: logical path and name, in quotes.
#[must_use]
pub fn title(name: &ComponentName) -> String {
    quote_as_is(&name.to_string())
}

/// Finds the writer's own document and looks at the part through it.
///
/// The document of the same instance is the one. The instance is another after the writer started again (rule
/// MET-047), so where no document of the instance was given, the only one of the class is taken.
fn join(forests: &[ComponentForest], part: &WriterComponents) -> Option<Joined> {
    let (instance, class) = part.writer_info();
    let of_class = |forest: &&ComponentForest| forest.document().writer_id() == class;
    let mut same = forests.iter().enumerate().filter(|(_, forest)| of_class(forest));
    let exact = same.clone().find(|(_, forest)| forest.document().instance_id() == instance);
    let (index, forest) = exact.or_else(|| {
        let first = same.next();
        if same.next().is_none() { first } else { None }
    })?;
    let named = |entry: &Component| {
        ComponentName::new(entry.logical_path().ok().map(|path| path.as_str()), entry.component_name())
    };
    let names: Vec<ComponentName> = part.components().iter().map(named).collect();
    let components: Vec<Option<usize>> = names.iter().map(|name| forest.find(name)).collect();
    let mut entries = BTreeMap::new();
    for (entry, component) in components.iter().enumerate() {
        component.map(|component| entries.entry(component).or_insert(entry));
    }
    Some(Joined { forest: index, components, entries, selection: BackupSelection::new(forest, &names) })
}

impl<'a> Writer<'a> {
    /// The document.
    #[must_use]
    pub fn document(self) -> &'a WriterMetadata {
        self.forest.document()
    }

    /// A place in the document.
    #[must_use]
    pub fn at(self, spot: Spot) -> Origin {
        Origin::Document { input: self.input, spot }
    }

    /// What messages call a component.
    #[must_use]
    pub fn name(self, component: usize) -> String {
        self.forest.name(component).map(title).unwrap_or_default()
    }
}

impl Backup {
    /// A place in the document.
    #[must_use]
    pub fn at(&self, spot: Spot) -> Origin {
        Origin::Document { input: self.input, spot }
    }
}

impl<'a> Part<'a> {
    /// The entries of the part.
    pub fn entries(self) -> impl Iterator<Item = Entry<'a>> {
        let components = self.components.components().iter().enumerate();
        components.map(move |(index, component)| Entry { part: self, index, component })
    }

    /// The writer's schema, as the document has it, else as the writer's own document has it.
    #[must_use]
    pub fn schema(self) -> BackupSchema {
        let own = || self.known.and_then(|known| known.writer.document().backup_schema);
        self.components.backup_schema.or_else(own).unwrap_or_default()
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

impl Known<'_> {
    /// The entry that a component of the writer has, by its place among the entries.
    #[must_use]
    pub fn entry_of(self, component: usize) -> Option<usize> {
        self.entries.get(&component).copied()
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
        Some((known, (*known.components.get(self.index)?)?))
    }

    /// What the component is called.
    #[must_use]
    pub fn name(self) -> ComponentName {
        let path = self.component.logical_path().ok().map(|path| path.as_str());
        ComponentName::new(path, self.component.component_name())
    }

    /// What messages call the component.
    #[must_use]
    pub fn title(self) -> String {
        title(&self.name())
    }
}
