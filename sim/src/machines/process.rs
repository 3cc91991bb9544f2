//! Processes: what their callers may do, and what lives and dies with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::api::MetadataRef;
use crate::documents::WriterMetadata;

/// A process of a machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Process {
    /// Whether its user is an administrator with the backup privilege.
    pub privileged: bool,
    /// Whether its memory is exhausted: calls give `E_OUTOFMEMORY`.
    pub out_of_memory: bool,
    /// Whether the threads that call have not joined COM.
    pub without_com: bool,
    /// The Writer Metadata Documents that it loaded from texts: new ones, and those that `LoadFromXML` put in place of
    /// gathered ones.
    pub metadata: BTreeMap<MetadataRef, Arc<WriterMetadata>>,
    /// The Writer Metadata Documents, loaded or gathered, that are damaged in its memory.
    pub damaged: BTreeSet<MetadataRef>,
    /// Whether the next document that a handler of one of its writers works on will be damaged in its memory.
    pub damages_next: bool,
}

impl Process {
    /// A process that has just started.
    #[must_use]
    pub const fn new(privileged: bool) -> Self {
        Self {
            privileged,
            out_of_memory: false,
            without_com: false,
            metadata: BTreeMap::new(),
            damaged: BTreeSet::new(),
            damages_next: false,
        }
    }
}
