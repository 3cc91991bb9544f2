//! Shadow copy sets and the shadow copies in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{ProviderId, RequesterId, SnapshotId, VolumeId};
use crate::vocabulary::{SnapshotContext, SnapshotState, Text, VolumeSnapshotAttributes};

/// A shadow copy of one volume.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShadowCopy {
    /// The volume it is of.
    pub volume: VolumeId,
    /// The name the requester gave for that volume.
    pub volume_name: Text,
    /// The provider that makes it.
    pub provider: ProviderId,
    /// How far it is (`VSS_SNAPSHOT_STATE`).
    pub state: SnapshotState,
}

/// A set of shadow copies made at one instant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShadowCopySet {
    /// The requester that started it.
    pub requester: RequesterId,
    /// Its context and attributes.
    pub context: SnapshotContext,
    /// The shadow copies.
    pub copies: BTreeMap<SnapshotId, ShadowCopy>,
    /// Whether the whole set was created.
    pub created: bool,
}

impl ShadowCopySet {
    /// The providers of the set, each once.
    #[must_use]
    pub fn providers(&self) -> BTreeSet<ProviderId> {
        self.copies.values().map(|copy| copy.provider).collect()
    }

    /// Whether it goes when its requester does: without `VSS_VOLSNAP_ATTR_PERSISTENT` a set is auto-release.
    #[must_use]
    pub const fn is_auto_release(&self) -> bool {
        self.context.0 & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_PERSISTENT.0 == 0
    }
}
