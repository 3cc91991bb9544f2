//! Shadow copy sets and the shadow copies in them.

use std::collections::BTreeMap;

use super::FileTree;
use crate::api::{ProviderId, RequesterId, SnapshotId, VolumeId};
use crate::vocabulary::{SnapshotContext, SnapshotState, Text, VolumeSnapshotAttributes};

/// A shadow copy of one volume.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShadowCopy {
    /// The volume it is of.
    pub volume: VolumeId,
    /// Its volume GUID path, as captured, whatever name the requester gave for it.
    pub volume_name: Text,
    /// The provider that makes it.
    pub provider: ProviderId,
    /// How far it is (`VSS_SNAPSHOT_STATE`).
    pub state: SnapshotState,
    /// Its files: those that the volume held when the provider committed it.
    pub files: FileTree,
}

/// A set of shadow copies made at one instant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShadowCopySet {
    /// The requester that started it.
    pub requester: RequesterId,
    /// Its context and attributes.
    pub context: SnapshotContext,
    /// The providers of the set, each once, in the order in which they first got a volume (C2-009).
    pub providers: Vec<ProviderId>,
    /// The shadow copies.
    pub copies: BTreeMap<SnapshotId, ShadowCopy>,
    /// Whether the whole set was created.
    pub created: bool,
}

impl ShadowCopySet {
    /// Puts a shadow copy into the set.
    pub fn add(&mut self, id: SnapshotId, copy: ShadowCopy) {
        if !self.providers.contains(&copy.provider) {
            self.providers.push(copy.provider);
        }
        self.copies.insert(id, copy);
    }

    /// Whether it goes when its requester does: it lacks `VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE`.
    #[must_use]
    pub const fn is_auto_release(&self) -> bool {
        self.context.0 & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE.0 == 0
    }
}
