//! What a script has asked for so far, and what it was told.

use vss_sim::vocabulary::{Guid, SnapshotContext, VolumeSnapshotAttributes};

use super::named::Named;
use crate::source::Span;

/// A name that a script gave, with the GUID it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// The shadow copy, or the shadow copy set.
    pub id: Guid,
}

/// A volume that the script adds.
#[derive(Debug, Clone)]
pub(super) struct Added {
    pub(super) volume: String,
    pub(super) alias: Option<String>,
    pub(super) provider: Option<Guid>,
    /// Where the script adds it.
    pub(super) at: Span,
}

/// What the next `create` is to do.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) context: SnapshotContext,
    pub(super) volumes: Vec<Added>,
    pub(super) exclusions: Vec<Named>,
    /// What has to be included, and where the script says so.
    pub(super) inclusions: Vec<(Named, Span)>,
}

impl Settings {
    pub(super) const fn new() -> Self {
        Self {
            context: SnapshotContext::VSS_CTX_BACKUP,
            volumes: Vec::new(),
            exclusions: Vec::new(),
            inclusions: Vec::new(),
        }
    }

    pub(super) fn with_writers(&self) -> bool {
        self.context.0 & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NO_WRITERS.0 == 0
    }
}

/// What the policy says, and the names it gives.
#[derive(Debug, Default)]
pub struct Said {
    /// The lines, in their order.
    pub lines: Vec<String>,
    /// The names, in the order in which they were given.
    pub aliases: Vec<Alias>,
}
