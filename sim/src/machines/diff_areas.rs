//! Shadow copy storage areas ("diff areas") of the system provider, and the protection of shadow copies.
//!
//! Pages: `nn-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt` and its later versions, `ns-vsmgmt-vss_diff_area_prop`,
//! `ne-vsmgmt-vss_protection_level`, `desktop-src/Backup/registry-keys-for-backup-and-restore`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::service::Machine;
use crate::api::{SetId, SnapshotId, VolumeId};
use crate::vocabulary::{ProtectionFault, ProtectionLevel, ProviderType, Text};

const MEGABYTE: i64 = 1 << 20;

/// What a volume lies on, as far as diff areas depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Disk {
    /// Whether its file system is NTFS.
    pub ntfs: bool,
    /// Whether it lies on dynamic disks.
    pub dynamic: bool,
    /// Its size in bytes.
    pub total: i64,
    /// How many bytes of it are free but for diff areas.
    pub free: i64,
    /// Whether it lies in virtual disks within virtual disks, deeper than VSS follows. The pages give no depth.
    pub nested_too_deeply: bool,
    /// The volume that holds the virtual disk that it lies on.
    pub vhd_on: Option<VolumeId>,
}

impl Disk {
    /// An NTFS volume of 64 GB, half of it free.
    pub const USUAL: Self = Self {
        ntfs: true,
        dynamic: false,
        total: 65_536 * MEGABYTE,
        free: 32_768 * MEGABYTE,
        nested_too_deeply: false,
        vhd_on: None,
    };
}

/// The association of an original volume with the volume that holds its diff area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DiffArea {
    /// The volume that holds it.
    pub on: VolumeId,
    /// The most that it may take, in bytes; -1 for no limit (`VSS_ASSOC_NO_MAX_SPACE`).
    pub maximum: i64,
    /// The most that it may take after the next start of Windows, where that is not the same.
    pub maximum_at_start: Option<i64>,
}

/// How the shadow copies of a volume are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Protection {
    /// At whose expense.
    pub level: ProtectionLevel,
    /// What took the volume offline, if it is.
    pub fault: ProtectionFault,
}

/// The diff areas of a machine's volumes, and the protection of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct DiffAreas {
    /// The areas that were added or changed by a call, by their original volumes.
    pub areas: BTreeMap<VolumeId, DiffArea>,
    /// The protection of volumes where it is not the one that a new volume has.
    pub protection: BTreeMap<VolumeId, Protection>,
}

/// One element of a list that a call of the management interface makes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MgmtListed {
    /// A volume that can hold a diff area (`VSS_DIFF_VOLUME_PROP`).
    DiffVolume {
        /// Its volume GUID path.
        name: Text,
        /// Its shortest mounted name.
        display: Text,
        /// Its free space in bytes.
        free: i64,
        /// Its size in bytes.
        total: i64,
    },
    /// A diff area (`VSS_DIFF_AREA_PROP`).
    DiffArea {
        /// The volume GUID path of the original volume.
        volume: Text,
        /// That of the volume that holds it.
        on: Text,
        /// The most that it may take, in bytes, or -1.
        maximum: i64,
        /// What it takes, in bytes.
        allocated: i64,
        /// What of that is used, in bytes.
        used: i64,
    },
}

/// One `IVssEnumMgmtObject`: a list that is made once, and a place in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MgmtEnumerator {
    /// The list.
    pub list: Arc<Vec<MgmtListed>>,
    /// The index of the element that is read next.
    pub next: usize,
}

impl Machine {
    /// The shadow copies of a volume that the system provider keeps in its diff area, the oldest first.
    #[must_use]
    pub fn copies_in_diff_area(&self, volume: VolumeId) -> Vec<(SetId, SnapshotId)> {
        let system = |provider| {
            self.providers
                .get(provider)
                .is_some_and(|held| held.registration.kind == ProviderType::VSS_PROV_SYSTEM)
        };
        self.visible_copies()
            .filter(|(.., copy)| copy.volume == volume && system(&copy.provider))
            .map(|(set, _, id, _)| (set, id))
            .collect()
    }

    /// The smallest diff area of a volume, in bytes (LM-005).
    #[must_use]
    pub fn smallest_diff_area(&self, volume: VolumeId) -> i64 {
        let total = self.volumes.get(&volume).map(|held| held.disk.total);
        self.settings.minimum_diff_area(self.windows, total)
    }

    /// The diff area of a volume. One that has shadow copies and was given no area has its area on itself, without a limit
    /// (a reading: the pages say that there are areas which nobody asked for, and not where).
    #[must_use]
    pub fn diff_area(&self, volume: VolumeId) -> Option<DiffArea> {
        let own = || DiffArea { on: volume, maximum: -1, maximum_at_start: None };
        let added = self.diff_areas.areas.get(&volume).copied();
        added.or_else(|| (!self.copies_in_diff_area(volume).is_empty()).then(own))
    }

    /// What the diff area of a volume takes, in bytes. The pages give no sizes but the smallest: that each copy takes
    /// that much and uses all of it is a reading.
    #[must_use]
    pub fn allocated_diff_space(&self, volume: VolumeId) -> i64 {
        let copies = i64::try_from(self.copies_in_diff_area(volume).len()).unwrap_or(i64::MAX);
        let taken = copies.saturating_mul(self.smallest_diff_area(volume));
        match self.diff_area(volume) {
            Some(area) if area.maximum >= 0 => taken.min(area.maximum),
            Some(_) => taken,
            None => 0,
        }
    }

    /// The original volumes whose diff areas lie on a volume.
    #[must_use]
    pub fn areas_on(&self, holder: VolumeId) -> Vec<VolumeId> {
        let on = |volume: &VolumeId| self.diff_area(*volume).is_some_and(|area| area.on == holder);
        self.volumes.keys().copied().filter(on).collect()
    }

    /// The free space of a volume in bytes, without what diff areas take.
    #[must_use]
    pub fn free_space(&self, holder: VolumeId) -> i64 {
        let free = self.volumes.get(&holder).map_or(0, |held| held.disk.free);
        let taken: i64 =
            self.areas_on(holder).into_iter().map(|volume| self.allocated_diff_space(volume)).sum();
        free.saturating_sub(taken).max(0)
    }

    /// The diff areas on a volume that no shadow copy uses.
    #[must_use]
    pub fn unused_areas_on(&self, holder: VolumeId) -> Vec<VolumeId> {
        let areas = self.diff_areas.areas.iter().filter(|(_, area)| area.on == holder);
        let unused = areas.filter(|(volume, _)| self.copies_in_diff_area(**volume).is_empty());
        unused.map(|(volume, _)| *volume).collect()
    }

    /// How the shadow copies of a volume are protected.
    #[must_use]
    pub fn protection(&self, volume: VolumeId) -> Protection {
        self.diff_areas.protection.get(&volume).copied().unwrap_or_default()
    }

    /// What is told of the diff area of a volume.
    #[must_use]
    pub fn listed_area(&self, volume: VolumeId) -> Option<MgmtListed> {
        let area = self.diff_area(volume)?;
        let allocated = self.allocated_diff_space(volume);
        Some(MgmtListed::DiffArea {
            volume: self.guid_path(volume)?,
            on: self.guid_path(area.on)?,
            maximum: area.maximum,
            allocated,
            used: allocated,
        })
    }

    /// The volumes that can hold a diff area: those with NTFS.
    #[must_use]
    pub fn diff_volumes(&self) -> Vec<MgmtListed> {
        let fit = self.volumes.iter().filter(|(_, held)| held.disk.ntfs);
        fit.filter_map(|(id, held)| {
            let name = self.guid_path(*id)?;
            let shortest = held.names.iter().min_by_key(|name| name.as_str().len());
            let display = shortest.map_or_else(|| name.clone(), |name| name.as_str().into());
            Some(MgmtListed::DiffVolume { name, display, free: self.free_space(*id), total: held.disk.total })
        })
        .collect()
    }

    fn guid_path(&self, volume: VolumeId) -> Option<Text> {
        let held = self.volumes.get(&volume)?;
        Some(format!(r"\\?\Volume{{{}}}\", held.guid).into())
    }
}
