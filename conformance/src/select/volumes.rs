//! The volumes of a shadow copy set, as a command line names them.

use std::collections::BTreeSet;

use vss_sim::vocabulary::path::{MountTable, PathRoot, Place};
use vss_sim::vocabulary::{Guid, WinPath};

/// The volumes of a set. The machine has no others, so that a path elsewhere lies on a volume that is not in the set.
#[derive(Debug, Clone, Default)]
pub struct VolumeSet {
    mounts: MountTable,
    guids: BTreeSet<Guid>,
}

/// A name that is not that of a volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadVolume {
    /// The name.
    pub name: String,
    /// What could stand there.
    pub expected: &'static str,
}

impl VolumeSet {
    /// The set of these volumes: drive letters, mounted folders or volume GUID paths, each with or without its final
    /// backslash.
    ///
    /// # Errors
    /// One is no name of a volume, or its folder lies on none.
    pub fn new(names: &[String]) -> Result<Self, BadVolume> {
        let mut set = Self::default();
        let bad = |name: &String, expected| BadVolume { name: name.clone(), expected };
        let mut parsed = Vec::new();
        for name in names {
            let full = if name.ends_with('\\') { name.clone() } else { format!("{name}\\") };
            let path = WinPath::parse(&full).ok().filter(WinPath::has_trailing_separator);
            let expected = "a drive letter such as C:, a mounted folder, or a volume GUID path";
            parsed.push((name, path.ok_or_else(|| bad(name, expected))?));
        }
        // A folder is mounted after the volume it stands on.
        parsed.sort_by_key(|(_, path)| path.components().count());
        for ((name, path), number) in parsed.into_iter().zip(1..) {
            let guid = own_guid(&path).unwrap_or(Guid(number));
            let mounted = set.mounts.mount(guid, &path);
            mounted.map_err(|_| bad(name, "a volume of its own, on a drive that is named too"))?;
            set.guids.insert(guid);
        }
        Ok(set)
    }

    /// The volumes and their names.
    #[must_use]
    pub const fn mounts(&self) -> &MountTable {
        &self.mounts
    }

    /// Whether a path, without variables, lies on a volume of the set.
    #[must_use]
    pub fn holds(&self, path: &WinPath) -> bool {
        let place = self.mounts.locate(path).map(|found| found.place);
        matches!(place, Ok(Place::Volume(guid)) if self.guids.contains(&guid))
    }
}

fn own_guid(path: &WinPath) -> Option<Guid> {
    if let PathRoot::Volume { guid } = path.root() { Some(*guid) } else { None }
}
