//! Processes: what their callers may do, and what lives and dies with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::api::{EnumId, EnumMgmtId, ExpressMetadataId, ExpressWriterId, MetadataRef, WriterId};
use crate::documents::WriterMetadata;

use super::{Enumerator, ExpressWriter, MgmtEnumerator, Registration};

/// A `CVssWriter` object.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct WriterObject {
    /// What it was initialised with; `None` until then.
    pub registration: Option<Arc<Registration>>,
}

/// A process of a machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Process {
    /// Whether its user is an administrator with the backup privilege.
    pub privileged: bool,
    /// Whether its memory is exhausted: calls give `E_OUTOFMEMORY`.
    pub out_of_memory: bool,
    /// Whether it was told to end, so that its writers are shutting down (`CVssWriterEx2::IsWriterShuttingDown`).
    pub shutting_down: bool,
    /// The writers that were made in it, subscribed or not.
    pub writers: BTreeMap<WriterId, WriterObject>,
    /// Its `IVssExpressWriter` objects.
    pub express: BTreeMap<ExpressWriterId, ExpressWriter>,
    /// Whether the threads that call have not joined COM.
    pub without_com: bool,
    /// The Writer Metadata Documents that it loaded from texts: new ones, and those that `LoadFromXML` put in place of
    /// gathered ones.
    pub metadata: BTreeMap<MetadataRef, Arc<WriterMetadata>>,
    /// The Writer Metadata Documents, loaded or gathered, that are damaged in its memory.
    pub damaged: BTreeSet<MetadataRef>,
    /// The documents of express writers that it builds and that are damaged in its memory.
    pub damaged_express: BTreeSet<ExpressMetadataId>,
    /// Whether the next document that a handler of one of its writers works on will be damaged in its memory.
    pub damages_next: bool,
    /// The lists that its calls of `Query` made, and their clones.
    pub enumerators: BTreeMap<EnumId, Enumerator>,
    /// Whether it has made an `IVssSnapshotMgmt`, and was given the interface that manages the system provider.
    pub manages: (bool, bool),
    /// The lists that its calls of that interface made, and their clones.
    pub mgmt_enumerators: BTreeMap<EnumMgmtId, MgmtEnumerator>,
}

impl Process {
    /// A process that has just started.
    #[must_use]
    pub const fn new(privileged: bool) -> Self {
        Self {
            privileged,
            out_of_memory: false,
            shutting_down: false,
            writers: BTreeMap::new(),
            express: BTreeMap::new(),
            without_com: false,
            metadata: BTreeMap::new(),
            damaged: BTreeSet::new(),
            damaged_express: BTreeSet::new(),
            damages_next: false,
            enumerators: BTreeMap::new(),
            manages: (false, false),
            mgmt_enumerators: BTreeMap::new(),
        }
    }
}
