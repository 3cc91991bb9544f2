//! The volumes of a machine and of a shadow copy set, as a command line names them.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::components::{WhyUnplaced, volume_of_path};
use vss_sim::vocabulary::path::{MountTable, VolumeName, VolumeNameKind};
use vss_sim::vocabulary::{Environment, Guid, WinPath};

/// The volumes of a machine, and which of them are in the shadow copy set.
#[derive(Debug, Clone, Default)]
pub struct VolumeSet {
    mounts: MountTable,
    /// What each volume is called: the first of its names.
    names: BTreeMap<Guid, String>,
    set: BTreeSet<Guid>,
}

/// A name that is not that of a volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadVolume {
    /// The name.
    pub name: String,
    /// Whether it was to be in the set.
    pub in_set: bool,
    /// What is wrong with it, as the rest of a sentence that begins with the name.
    pub why: String,
}

/// Why a directory is not on a volume of the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// It lies on this volume, which is not in the set.
    Volume(String),
    /// It lies on no volume of the machine.
    Unplaced(WhyUnplaced),
}

/// A volume as it was named.
struct Given {
    names: Vec<(String, WinPath, VolumeNameKind)>,
    in_set: bool,
}

impl VolumeSet {
    /// The volumes of the set and the others of the machine. Each is named by a drive letter, a mounted folder or a
    /// volume GUID path, with or without its final backslash; more names of one volume follow behind `=`. The drive that
    /// a folder is on is a volume of the machine, whether or not it is named.
    ///
    /// # Errors
    /// One is no name of a volume, or is used twice.
    pub fn new(set: &[String], others: &[String]) -> Result<Self, BadVolume> {
        let all = set.iter().map(|text| (text, true)).chain(others.iter().map(|text| (text, false)));
        let given = all.map(|(text, in_set)| read(text, in_set)).collect::<Result<Vec<_>, _>>()?;
        let mut taken = BTreeSet::new();
        for volume in &given {
            if let Some((name, ..)) = volume.names.iter().find(|(_, path, _)| !taken.insert(path.clone())) {
                let why = "is named twice".to_owned();
                return Err(BadVolume { name: name.clone(), in_set: volume.in_set, why });
            }
        }
        Self::mounted(given)
    }

    fn mounted(given: Vec<Given>) -> Result<Self, BadVolume> {
        let own = |kind: &VolumeNameKind| match kind {
            VolumeNameKind::VolumeGuidPath(guid) => Some(*guid),
            VolumeNameKind::DriveLetter(_) | VolumeNameKind::MountedFolder | VolumeNameKind::Share { .. } => {
                None
            }
        };
        let used: BTreeSet<Guid> =
            given.iter().flat_map(|volume| &volume.names).filter_map(|(.., kind)| own(kind)).collect();
        let mut made_up = (1..).map(Guid).filter(|guid| !used.contains(guid));
        let mut volumes = Self::default();
        let mut mounts = Vec::new();
        for volume in given {
            let guid = volume.names.iter().find_map(|(.., kind)| own(kind)).or_else(|| made_up.next());
            let Some(guid) = guid else { continue };
            for (name, path, _) in volume.names {
                volumes.names.entry(guid).or_insert_with(|| name.clone());
                mounts.push((path, name, guid, volume.in_set));
            }
            if volume.in_set {
                volumes.set.insert(guid);
            }
        }
        // A folder is mounted after the volume it stands on.
        mounts.sort_by_key(|(path, ..)| path.components().count());
        for (path, name, guid, in_set) in mounts {
            let drive = name.get(..2).filter(|drive| drive.ends_with(':'));
            let root = drive.and_then(|drive| Some((drive, WinPath::parse(&format!("{drive}\\")).ok()?)));
            if let Some((drive, root)) = root.filter(|(_, root)| *root != path)
                && volumes.mounts.locate(&root).is_err()
                && let Some(host) = made_up.next()
                && volumes.mounts.mount(host, &root).is_ok()
            {
                volumes.names.insert(host, drive.to_owned());
            }
            let mounted = volumes.mounts.mount(guid, &path);
            mounted.map_err(|fault| BadVolume {
                name,
                in_set,
                why: format!("cannot be mounted: {fault}"),
            })?;
        }
        Ok(volumes)
    }

    /// Why a directory of a file set is not on a volume of the set; `None` where it is.
    #[must_use]
    pub fn lacks(&self, path: &str, environment: &Environment) -> Option<Outside> {
        match volume_of_path(path, environment, &self.mounts) {
            Ok(volume) if self.set.contains(&volume) => None,
            Ok(volume) => Some(Outside::Volume(self.names.get(&volume).cloned().unwrap_or_default())),
            Err(why) => Some(Outside::Unplaced(why)),
        }
    }
}

fn read(text: &str, in_set: bool) -> Result<Given, BadVolume> {
    let names = split(text).into_iter().map(|name| {
        let bad =
            |why: &str| BadVolume { name: name.to_owned(), in_set, why: format!("is no volume: {why}") };
        let full = if name.ends_with('\\') { name.to_owned() } else { format!("{name}\\") };
        let volume = VolumeName::parse(&full).map_err(|error| bad(&error.fault.to_string()))?;
        if let VolumeNameKind::Share { .. } = volume.kind() {
            return Err(bad("it is a share"));
        }
        let path = WinPath::parse(&full).map_err(|error| bad(&error.fault.to_string()))?;
        Ok((name.to_owned(), path, volume.kind().clone()))
    });
    Ok(Given { names: names.collect::<Result<_, _>>()?, in_set })
}

/// The names of one volume. A folder's name can hold `=`, so that only one before a name of a volume divides.
fn split(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('=') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let mut characters = rest.chars();
        let drive =
            characters.next().is_some_and(|c| c.is_ascii_alphabetic()) && characters.next() == Some(':');
        if drive || rest.starts_with(r"\\?\") {
            names.extend(text.get(start..at));
            start = at + 1;
        }
    }
    names.extend(text.get(start..));
    names
}
