//! What requesters are told of shadow copies and providers, and the lists that `Query` makes of them.
//!
//! Pages: `ns-vss-vss_snapshot_prop`, `ns-vss-vss_provider_prop`, `nn-vss-ivssenumobject`.

use std::sync::Arc;

use super::service::Machine;
use super::shadow_copy::{Exposure, ShadowCopy, ShadowCopySet};
use super::time::Recorded;
use super::{ProviderRegistration, contexts};
use crate::api::{SetId, SnapshotId};
use crate::vocabulary::{Guid, ProviderType, SnapshotContext, SnapshotState, Text, VolumeSnapshotAttributes};

/// What `VSS_SNAPSHOT_PROP` tells of a shadow copy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SnapshotProperties {
    /// Its number.
    pub id: SnapshotId,
    /// The set it is in.
    pub set: SetId,
    /// How many copies the set had when it was created.
    pub count: usize,
    /// The volume GUID path of its volume.
    pub volume_name: Text,
    /// The machine with the volume, which is also the one whose service made it, wherever it was imported.
    pub machine: Text,
    /// How it can be reached.
    pub exposure: Exposure,
    /// The id of the provider that made it.
    pub provider: Guid,
    /// Its attributes, with those of its context.
    pub attributes: VolumeSnapshotAttributes,
    /// The instant that it shows.
    pub instant: Recorded,
    /// How far it is.
    pub state: SnapshotState,
}

/// One element of a list that `Query` makes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Listed {
    /// A shadow copy.
    Snapshot(SnapshotProperties),
    /// A provider.
    Provider(ProviderRegistration),
}

/// One `IVssEnumObject`: a list that is made once, and a place in it. Clones have the list in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Enumerator {
    /// The list.
    pub list: Arc<Vec<Listed>>,
    /// The index of the element that is read next.
    pub next: usize,
}

impl Machine {
    /// The shadow copies that requesters can see, in the order in which their sets were made, and in a set by number.
    pub fn visible_copies(&self) -> impl Iterator<Item = (SetId, &ShadowCopySet, SnapshotId, &ShadowCopy)> {
        let sets = self.made.iter().filter_map(|id| Some((*id, &**self.sets.get(id)?)));
        let visible = sets.filter(|(_, set)| set.is_visible());
        visible.flat_map(|(id, set)| set.copies.iter().map(move |(copy_id, copy)| (id, set, *copy_id, copy)))
    }

    /// The shadow copy of this id, if requesters can see it.
    #[must_use]
    pub fn visible_copy(&self, id: Guid) -> Option<(SetId, &ShadowCopySet, SnapshotId, &ShadowCopy)> {
        self.visible_copies().find(|(_, _, copy, _)| copy.guid() == id)
    }

    /// What is told of a shadow copy.
    #[must_use]
    pub fn properties(
        &self,
        (set_id, set, id, copy): (SetId, &ShadowCopySet, SnapshotId, &ShadowCopy),
    ) -> SnapshotProperties {
        let registration = self.providers.get(&copy.provider).map(|held| &held.registration);
        SnapshotProperties {
            id,
            set: set_id,
            count: set.count,
            volume_name: copy.volume_name.clone(),
            machine: set.from.as_ref().unwrap_or(&self.name).clone(),
            exposure: copy.exposure.clone(),
            provider: registration.map_or(Guid::NULL, |registration| registration.id),
            attributes: set.attributes(
                copy,
                registration.map_or(ProviderType::default(), |registration| registration.kind),
            ),
            instant: set.instant,
            state: copy.state,
        }
    }

    /// The shadow copies that belong to a context, whatever attributes were added to it; all for `VSS_CTX_ALL`.
    #[must_use]
    pub fn copies_of_context(&self, context: SnapshotContext) -> Vec<Listed> {
        let wanted = contexts::base(context);
        let belongs = |set: &ShadowCopySet| {
            wanted == SnapshotContext::VSS_CTX_ALL || contexts::base(set.context) == wanted
        };
        let copies = self.visible_copies().filter(|(_, set, ..)| belongs(set));
        copies.map(|copy| Listed::Snapshot(self.properties(copy))).collect()
    }

    /// Its providers.
    #[must_use]
    pub fn listed_providers(&self) -> Vec<Listed> {
        self.providers.values().map(|held| Listed::Provider(held.registration.clone())).collect()
    }
}
