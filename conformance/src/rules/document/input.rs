//! The documents that are checked together.

use std::sync::Arc;

use vss_sim::components::ComponentForest;
use vss_sim::documents::Document;

use super::part::{Entry, Joined, Known, Part, join};
use super::subject::{Backup, Writer};

/// The documents that are checked together, in the order in which they were given.
#[derive(Debug)]
pub struct Documents {
    /// The components of every Writer Metadata Document.
    forests: Vec<ComponentForest>,
    /// Which input each of them was.
    inputs: Vec<usize>,
    backups: Vec<Backup>,
    /// What the writers' own documents make of the parts of each Backup Components Document.
    joined: Vec<Vec<Option<Joined>>>,
}

impl Documents {
    /// Puts documents together. Parts of Backup Components Documents are joined with the writers' own documents.
    #[must_use]
    pub fn new(documents: impl IntoIterator<Item = Document>) -> Self {
        let (mut forests, mut inputs, mut backups) = (Vec::new(), Vec::new(), Vec::new());
        for (input, document) in documents.into_iter().enumerate() {
            match document {
                Document::WriterMetadata(document) => {
                    forests.push(ComponentForest::new(Arc::new(*document)));
                    inputs.push(input);
                }
                Document::BackupComponents(document) => backups.push(Backup { input, document: *document }),
            }
        }
        let parts = |backup: &Backup| {
            backup.document.writers().iter().map(|part| join(&forests, part)).collect::<Vec<_>>()
        };
        let joined = backups.iter().map(parts).collect();
        Self { forests, inputs, backups, joined }
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
        let place = self.backups.iter().position(|other| std::ptr::eq(other, backup));
        let joined = place.and_then(|place| self.joined.get(place)).into_iter().flatten();
        backup.document.writers().iter().zip(joined).enumerate().map(|(index, (components, joined))| {
            let known = joined
                .as_ref()
                .and_then(|joined| Some(Known { writer: self.writer(joined.writer)?, joined }));
            Part { backup, index, components, known }
        })
    }

    /// Every component's entry in a Backup Components Document.
    pub fn entries<'a>(&'a self, backup: &'a Backup) -> impl Iterator<Item = Entry<'a>> {
        self.parts(backup).flat_map(Part::entries)
    }
}
