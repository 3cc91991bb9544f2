//! Shadow copy sets and the shadow copies in them.

use std::collections::BTreeMap;

use super::FileTree;
use super::contexts;
use super::time::Recorded;
use crate::api::{ProviderId, RequesterId, SnapshotId, VolumeId};
use crate::vocabulary::{Guid, ProviderType, SnapshotContext, SnapshotState, Text, VolumeSnapshotAttributes};

/// How a shadow copy can be reached beside its device object.
///
/// Page: `desktop-src/VSS/exposing-and-surfacing-shadow-copied-volumes`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Exposure {
    /// By its device object alone.
    #[default]
    Hidden,
    /// It is known to the Mount Manager.
    Surfaced,
    /// Whole, as a drive letter or a mounted folder of this name.
    Locally(Text),
    /// As a share of this name: the whole of it, or the part below a path from its root.
    Remotely(Text, Option<Text>),
}

impl Exposure {
    /// The attributes that tell it.
    #[must_use]
    pub const fn attributes(&self) -> VolumeSnapshotAttributes {
        match self {
            Self::Hidden => VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NOT_SURFACED,
            Self::Surfaced => VolumeSnapshotAttributes(0),
            Self::Locally(_) => VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY,
            Self::Remotely(..) => VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY,
        }
    }
}

/// A shadow copy of one volume.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShadowCopy {
    /// The volume it is of.
    pub volume: VolumeId,
    /// Its volume GUID path, as captured, whatever name the requester gave for it.
    pub volume_name: Text,
    /// The provider that makes it, or, once it was imported, the one that brought it to its machine.
    pub provider: ProviderId,
    /// The id under which that provider is registered, on every machine that it is installed on.
    pub provider_id: Guid,
    /// How far it is (`VSS_SNAPSHOT_STATE`).
    pub state: SnapshotState,
    /// Its files: those that the volume held when the provider committed it.
    pub files: FileTree,
    /// How it can be reached.
    pub exposure: Exposure,
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
    /// Whether it was imported, if it is transportable.
    pub imported: bool,
    /// Whether an import of it has failed after which none is possible (C2-052).
    pub used_up: bool,
    /// The machine that it was made on, where an import has brought it to another one.
    pub from: Option<Text>,
    /// The instant that its copies show, once writes were held for it; the same for all (SNP-003). That it is the one
    /// at which the hold begins is a reading: the provider chooses (`ns-vss-vss_snapshot_prop`).
    pub instant: Recorded,
    /// How many shadow copies it had when it was created; single ones can be deleted since.
    pub count: usize,
}

impl ShadowCopySet {
    /// A set that has just been started.
    #[must_use]
    pub fn new(requester: RequesterId, context: SnapshotContext) -> Self {
        Self {
            requester,
            context,
            providers: Vec::new(),
            copies: BTreeMap::new(),
            created: false,
            imported: false,
            used_up: false,
            from: None,
            instant: Recorded::default(),
            count: 0,
        }
    }

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

    /// Whether it is to be taken to another machine: its copies are not there for anyone before they are imported.
    #[must_use]
    pub fn is_transportable(&self) -> bool {
        contexts::has(self.context, VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_TRANSPORTABLE)
    }

    /// Whether requesters can see its copies: it was created, and is not waiting to be imported.
    #[must_use]
    pub fn is_visible(&self) -> bool {
        self.created && (self.imported || !self.is_transportable())
    }

    /// Whether it can be imported: it is transportable, was created, and was not imported before (C2-049, C2-051).
    #[must_use]
    pub fn can_be_imported(&self) -> bool {
        self.created && self.is_transportable() && !self.imported
    }

    /// Whether it outlives a restart of the computer: it has `VSS_VOLSNAP_ATTR_PERSISTENT`.
    #[must_use]
    pub fn is_persistent(&self) -> bool {
        contexts::has(self.context, VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_PERSISTENT)
    }

    /// The attributes of one of its copies, made by a provider of this kind. That the copies of the system provider are
    /// marked as differential, also where nobody asked for that, is a reading: it copies on write.
    #[must_use]
    pub fn attributes(&self, copy: &ShadowCopy, by: ProviderType) -> VolumeSnapshotAttributes {
        let made = match by {
            ProviderType::VSS_PROV_HARDWARE => VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_HARDWARE_ASSISTED,
            ProviderType::VSS_PROV_SYSTEM => VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_DIFFERENTIAL,
            // No page says anything of the others.
            _ => VolumeSnapshotAttributes(0),
        };
        VolumeSnapshotAttributes(self.context.0) | made | copy.exposure.attributes()
    }
}
