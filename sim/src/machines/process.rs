//! Processes: what their callers may do, and what lives and dies with them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Enumerator;
use crate::api::{EnumId, MetadataRef};
use crate::documents::WriterMetadata;

/// A process of a machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Process {
    /// Whether its user is an administrator with the backup privilege.
    pub privileged: bool,
    /// Whether its memory is exhausted: calls give `E_OUTOFMEMORY`.
    pub out_of_memory: bool,
    /// The Writer Metadata Documents that it loaded from texts: new ones, and those that `LoadFromXML` put in place of
    /// gathered ones.
    pub metadata: BTreeMap<MetadataRef, Arc<WriterMetadata>>,
    /// The lists that its calls of `Query` made, and their clones.
    pub enumerators: BTreeMap<EnumId, Enumerator>,
}

impl Process {
    /// A process that has just started.
    #[must_use]
    pub const fn new(privileged: bool) -> Self {
        Self { privileged, out_of_memory: false, metadata: BTreeMap::new(), enumerators: BTreeMap::new() }
    }
}
