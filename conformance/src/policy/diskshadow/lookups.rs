//! What the policy knows that no call of the tables tells, each with the interface a real requester asks.

use std::collections::BTreeMap;

use vss_sim::api::RequesterId;
use vss_sim::machines::{Machine, Volume};
use vss_sim::vocabulary::path::{MountTable, PathRoot, Place};
use vss_sim::vocabulary::{Guid, Text, WinPath};
use vss_sim::world::World;

/// The volumes of the machine, as Windows tells any program: `GetVolumePathName`,
/// `GetVolumeNameForVolumeMountPoint` and `GetVolumePathNamesForVolumeName`.
#[derive(Debug, Clone)]
pub(super) struct Volumes {
    mounts: MountTable,
    /// What each volume is shown as; nothing where it is mounted nowhere.
    shown: BTreeMap<Guid, Text>,
    /// A name of each by which a call can be given it.
    called: BTreeMap<Guid, Text>,
}

impl Volumes {
    /// The volumes of the machine on which an object is.
    pub(super) fn around(world: &World, object: RequesterId) -> Option<Self> {
        let (machine, _) = world.requester(object)?;
        Some(Self::of(world.machines.get(&machine)?))
    }

    pub(super) fn of(machine: &Machine) -> Self {
        let volumes = || machine.volumes.values();
        let shown = volumes().filter_map(|volume| Some((volume.guid, shown(volume)?))).collect();
        let called = volumes().filter_map(|volume| Some((volume.guid, called(volume)?))).collect();
        Self { mounts: machine.mounts(), shown, called }
    }

    /// Where paths lie.
    pub(super) const fn mounts(&self) -> &MountTable {
        &self.mounts
    }

    /// How a volume is shown; empty where it is mounted nowhere (as captured).
    pub(super) fn shown(&self, volume: Guid) -> Text {
        self.shown.get(&volume).cloned().unwrap_or_default()
    }

    /// The volume that a script means, which may be given by any folder on it (as captured).
    pub(super) fn meant(&self, name: &str) -> Option<Guid> {
        let path = WinPath::parse(&with_backslash(name)).ok()?;
        match self.mounts.locate(&path).ok()?.place {
            Place::Volume(guid) => Some(guid),
            Place::Share { .. } | Place::ShadowCopyDevice(_) => None,
        }
    }

    /// The name by which `AddToSnapshotSet` is given what a script means. What lies on no volume is given as the script
    /// has it, so that the call refuses it.
    pub(super) fn given(&self, name: &str) -> Text {
        let called = self.meant(name).and_then(|volume| self.called.get(&volume)).cloned();
        called.unwrap_or_else(|| Text::from(with_backslash(name).as_str()))
    }
}

/// `AddToSnapshotSet` wants the backslash that a script may leave out.
fn with_backslash(volume: &str) -> String {
    if volume.ends_with('\\') { volume.to_owned() } else { format!("{volume}\\") }
}

fn called(volume: &Volume) -> Option<Text> {
    shown(volume).or_else(|| volume.names.first().map(|name| Text::from(name.as_str())))
}

/// The shortest name that a volume is mounted under, as VShadow shows it; the first of equally short ones.
fn shown(volume: &Volume) -> Option<Text> {
    let mounted = volume.names.iter().filter(|name| !is_guid_name(name));
    let shortest = mounted.min_by_key(|name| name.as_str().chars().count())?;
    Some(Text::from(shortest.as_str()))
}

fn is_guid_name(name: &WinPath) -> bool {
    matches!(name.root(), PathRoot::Volume { .. }) && name.components().next().is_none()
}
