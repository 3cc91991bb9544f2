//! How many shadow copies a volume has, as far as there are limits.

use super::contexts;
use super::service::Machine;
use crate::api::{ProviderId, SetId, SnapshotId, VolumeId};
use crate::vocabulary::{ProviderType, VolumeSnapshotAttributes};

/// Whether shadow copies of a provider of this kind are software shadow copies.
#[must_use]
pub fn is_software(kind: ProviderType) -> bool {
    kind == ProviderType::VSS_PROV_SYSTEM || kind == ProviderType::VSS_PROV_SOFTWARE
}

impl Machine {
    /// How many software shadow copies a volume has: those of one provider, and all.
    #[must_use]
    pub fn software_copies(&self, volume: VolumeId, of: ProviderId) -> (usize, usize) {
        let software = |id: &ProviderId| {
            self.providers.get(id).is_some_and(|provider| is_software(provider.registration.kind))
        };
        let copies =
            || self.visible_copies().filter(|(.., copy)| copy.volume == volume && software(&copy.provider));
        (copies().filter(|(.., copy)| copy.provider == of).count(), copies().count())
    }

    /// The client-accessible shadow copies of a volume, the oldest first.
    #[must_use]
    pub fn client_accessible_copies(&self, volume: VolumeId) -> Vec<(SetId, SnapshotId)> {
        let accessible = VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE;
        self.visible_copies()
            .filter(|(_, set, _, copy)| copy.volume == volume && contexts::has(set.context, accessible))
            .map(|(set, _, id, _)| (set, id))
            .collect()
    }
}
