//! Single documents among those that are checked together.

use vss_sim::components::{ComponentForest, ComponentName};
use vss_sim::documents::{BackupComponents, WriterMetadata};

use super::spot::Spot;
use crate::rules::Origin;
use crate::source::quote_as_is;

/// A Writer Metadata Document among those that are checked.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'a> {
    pub(super) input: usize,
    /// Its components.
    pub forest: &'a ComponentForest,
}

/// A Backup Components Document among those that are checked.
#[derive(Debug)]
pub struct Backup {
    pub(super) input: usize,
    /// The document.
    pub document: BackupComponents,
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

/// What messages call a component: logical path and name, in quotes.
#[must_use]
pub fn title(name: &ComponentName) -> String {
    quote_as_is(&name.to_string())
}
