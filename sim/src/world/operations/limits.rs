//! The limits of how many shadow copies a volume has.
//!
//! Pages: `desktop-src/VSS/usage-conventions`, `desktop-src/Backup/registry-keys-for-backup-and-restore`,
//! `nf-vsbackup-ivssbackupcomponents-addtosnapshotset`.

use std::collections::BTreeSet;

use crate::api::{MachineId, ProviderId, RequesterId, SetId, VolumeId};
use crate::machines::is_software;

use super::super::readings::ShadowCopiesOfAVolume;
use super::super::stepper::Stepper;
use super::common::forget_set;

/// Whether a volume has as many software shadow copies as it can, so that this provider makes no more of it.
pub(super) fn is_full(st: &Stepper, requester: RequesterId, volume: VolumeId, provider: ProviderId) -> bool {
    let Some((_, held)) = st.machine_of(requester) else { return false };
    if !held.providers.get(&provider).is_some_and(|found| is_software(found.registration.kind)) {
        return false;
    }
    let (own, all) = held.software_copies(volume, provider);
    let most = held.shadow_copies_per_volume.unwrap_or(512);
    if all < most {
        return false;
    }
    match st.reading::<ShadowCopiesOfAVolume>() {
        ShadowCopiesOfAVolume::LimitOfTheProvider => own >= most,
        ShadowCopiesOfAVolume::FiveHundredAndTwelve => true,
        ShadowCopiesOfAVolume::Unlimited => false,
    }
}

/// A volume keeps no more client-accessible shadow copies than `MaxShadowCopies` says: the oldest are deleted. The page on
/// registry values has the number alone; that the oldest go, and that the system provider, whose copies they are,
/// deletes them without being asked, is a reading.
pub(super) fn delete_oldest(st: &mut Stepper, machine: MachineId, set: SetId) {
    let Some(held) = st.machine(machine) else { return };
    let most = held.settings.max_shadow_copies();
    let made = held.sets.get(&set).into_iter().flat_map(|set| set.copies.values());
    let volumes: BTreeSet<VolumeId> = made.map(|copy| copy.volume).collect();
    let mut over = Vec::new();
    for volume in volumes {
        let mut copies = held.client_accessible_copies(volume);
        copies.truncate(copies.len().saturating_sub(most));
        over.append(&mut copies);
    }
    for (set, snapshot) in over {
        st.edit_set(set, |set| set.copies.remove(&snapshot));
        if st.machine(machine).and_then(|held| held.sets.get(&set)).is_some_and(|set| set.copies.is_empty()) {
            forget_set(st, set);
        }
    }
}
