//! The volumes that a script names.

use vss_sim::machines::{Machine, Volume};
use vss_sim::vocabulary::path::{MountTable, PathRoot, Place};
use vss_sim::vocabulary::{Guid, Text, WinPath};

/// `AddToSnapshotSet` wants the backslash that a script may leave out.
pub(super) fn with_backslash(volume: &str) -> String {
    if volume.ends_with('\\') { volume.to_owned() } else { format!("{volume}\\") }
}

/// The name of the volume that a script means, which may be given by any folder on it (as captured).
pub(super) fn name_of(machine: &Machine, volume: &str) -> Option<Text> {
    let guid = volume_of(&machine.mounts(), volume)?;
    let found = machine.volumes.values().find(|held| held.guid == guid)?;
    display_name(found).or_else(|| Some(Text::from(found.names.first()?.as_str())))
}

/// The first name that a volume is mounted under, with which it is shown.
pub(super) fn display_name(volume: &Volume) -> Option<Text> {
    let letter_or_folder = volume.names.iter().find(|name| !is_guid_name(name))?;
    Some(Text::from(letter_or_folder.as_str()))
}

fn is_guid_name(name: &WinPath) -> bool {
    matches!(name.root(), PathRoot::Volume { .. }) && name.components().next().is_none()
}

pub(super) fn volume_of(mounts: &MountTable, volume: &str) -> Option<Guid> {
    let path = WinPath::parse(&with_backslash(volume)).ok()?;
    match mounts.locate(&path).ok()?.place {
        Place::Volume(guid) => Some(guid),
        Place::Share { .. } | Place::ShadowCopyDevice(_) => None,
    }
}
