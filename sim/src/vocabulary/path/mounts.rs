//! Which volume a path lies on: drive letters, mounted folders, volume GUID paths, and shares.

use std::collections::BTreeMap;
use std::fmt;

use super::fold::FoldedName;
use super::{PathRoot, WinPath};
use crate::vocabulary::Guid;

/// What a canonical path is relative to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A volume, by the GUID it was first named with.
    Volume(Guid),
    /// A share of a server.
    Share {
        /// The server's name.
        server: FoldedName,
        /// The share's name.
        share: FoldedName,
    },
    /// The device of a shadow copy.
    ShadowCopyDevice(FoldedName),
}

/// A path as the place it lies in and the names inside it; two spellings of one file give the same value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CanonicalPath {
    /// The volume, share or device.
    pub place: Place,
    /// The components below its root directory.
    pub inside: Vec<FoldedName>,
}

/// Why a path lies nowhere that the table knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LocateFault {
    /// The path is relative, or rooted without a drive.
    NotAbsolute,
    /// The path holds a variable, which has to be expanded first.
    Variable,
    /// No volume has this drive letter or GUID.
    UnknownVolume,
    /// The path names a device that is neither a volume nor a shadow copy.
    Device,
}

/// Why [`MountTable::mount`] refuses a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MountFault {
    /// The name leads nowhere that a volume could be mounted.
    Nowhere(LocateFault),
    /// The name is that of a share or of a shadow copy.
    NotLocal,
    /// Another volume has this name already.
    Taken,
    /// Another volume is mounted below this folder, so the folder is not empty.
    NotEmpty,
}

/// The volumes of a machine and where they are mounted. The caller fills it in; nothing is asked of a system.
///
/// Names are given in the order of mounting: a mounted folder is found on the volume that its name leads to at
/// that time, so a folder below a mounted folder comes after it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MountTable {
    letters: BTreeMap<char, Guid>,
    /// Every GUID a volume is named by, with the one it was first named by; rule NAM-010 allows several.
    guids: BTreeMap<Guid, Guid>,
    /// The mounted folders: the volume and folder they stand on, and the volume they lead to.
    folders: BTreeMap<(Guid, Vec<FoldedName>), Guid>,
}

impl MountTable {
    /// A table without volumes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A table of these volumes under these names, in any order: roots come before the folders on them. With it come
    /// the names that cannot be mounted, by their place among those given; the table is without them.
    #[must_use]
    pub fn of<'a>(names: impl IntoIterator<Item = (Guid, &'a WinPath)>) -> (Self, Vec<(usize, MountFault)>) {
        let mut table = Self::new();
        let mut names: Vec<(usize, (Guid, &WinPath))> = names.into_iter().enumerate().collect();
        names.sort_by_key(|(_, (_, name))| name.components().count());
        let mount = |(at, (volume, name))| Some((at, table.mount(volume, name).err()?));
        let refused = names.into_iter().filter_map(mount).collect();
        (table, refused)
    }

    /// Gives a volume, made known by its first name, one more name: `C:\`, `Y:\MountX\`, or `\\?\Volume{GUID}\`.
    ///
    /// The volume can be found by its volume GUID path whether or not that is among its names.
    ///
    /// # Errors
    /// A [`MountFault`], and the table is as it was.
    pub fn mount(&mut self, volume: Guid, name: &WinPath) -> Result<(), MountFault> {
        let first = self.guids.get(&volume).copied().unwrap_or(volume);
        let at_root = name.components().next().is_none();
        match name.root() {
            PathRoot::Drive { letter } if at_root => claim(&mut self.letters, *letter, first)?,
            PathRoot::Volume { guid } if at_root => claim(&mut self.guids, *guid, first)?,
            PathRoot::Drive { .. }
            | PathRoot::Volume { .. }
            | PathRoot::Share { .. }
            | PathRoot::ShadowCopyDevice { .. }
            | PathRoot::Device { .. }
            | PathRoot::Rooted
            | PathRoot::DriveRelative { .. }
            | PathRoot::Variable { .. }
            | PathRoot::Relative => self.mount_folder(first, name)?,
        }
        self.guids.entry(volume).or_insert(first);
        Ok(())
    }

    fn mount_folder(&mut self, target: Guid, name: &WinPath) -> Result<(), MountFault> {
        let (host, mut inside) = self.start(name).map_err(MountFault::Nowhere)?;
        let Place::Volume(host) = host else {
            return Err(MountFault::NotLocal);
        };
        let last = inside.pop().ok_or(MountFault::NotLocal)?;
        let (host, mut folder) = self.walk(host, inside);
        folder.push(last);
        let below = |(volume, path): &(Guid, Vec<FoldedName>)| {
            *volume == host && path.len() > folder.len() && path.starts_with(&folder)
        };
        if self.folders.keys().any(below) {
            return Err(MountFault::NotEmpty);
        }
        claim(&mut self.folders, (host, folder), target)
    }

    /// Finds the place a path lies in, through every mounted folder on the way, so by the longest name that fits.
    ///
    /// The path itself may be a mounted folder: then it is the root of the volume mounted there.
    ///
    /// # Errors
    /// A [`LocateFault`] where the path leads to no place of the table.
    pub fn locate(&self, path: &WinPath) -> Result<CanonicalPath, LocateFault> {
        let (place, inside) = self.start(path)?;
        match place {
            Place::Volume(volume) => {
                let (volume, inside) = self.walk(volume, inside);
                Ok(CanonicalPath { place: Place::Volume(volume), inside })
            }
            Place::Share { .. } | Place::ShadowCopyDevice(_) => Ok(CanonicalPath { place, inside }),
        }
    }

    /// The place the path's root names, and the path's components.
    fn start(&self, path: &WinPath) -> Result<(Place, Vec<FoldedName>), LocateFault> {
        if path.has_variables() {
            return Err(LocateFault::Variable);
        }
        let place = match path.root() {
            PathRoot::Drive { letter } => self.letters.get(letter).map(|guid| Place::Volume(*guid)),
            PathRoot::Volume { guid } => self.guids.get(guid).map(|guid| Place::Volume(*guid)),
            PathRoot::Share { server, share } => {
                Some(Place::Share { server: server.clone(), share: share.clone() })
            }
            PathRoot::ShadowCopyDevice { name } => Some(Place::ShadowCopyDevice(name.clone())),
            PathRoot::Device { .. } => return Err(LocateFault::Device),
            PathRoot::Rooted
            | PathRoot::DriveRelative { .. }
            | PathRoot::Variable { .. }
            | PathRoot::Relative => return Err(LocateFault::NotAbsolute),
        };
        Ok((place.ok_or(LocateFault::UnknownVolume)?, path.components().folded().collect()))
    }

    /// Goes down from a volume's root, changing the volume at each mounted folder; each name is passed once.
    fn walk(&self, volume: Guid, names: Vec<FoldedName>) -> (Guid, Vec<FoldedName>) {
        let mut here = (volume, Vec::new());
        for name in names {
            here.1.push(name);
            if let Some(mounted) = self.folders.get(&here) {
                here = (*mounted, Vec::new());
            }
        }
        here
    }
}

/// Gives a name to a volume, or fails where another has it.
fn claim<K: Ord>(names: &mut BTreeMap<K, Guid>, name: K, volume: Guid) -> Result<(), MountFault> {
    if *names.entry(name).or_insert(volume) == volume { Ok(()) } else { Err(MountFault::Taken) }
}

impl CanonicalPath {
    /// Whether this path is the other or lies below it on the same volume, share or device.
    #[must_use]
    pub fn starts_with(&self, other: &Self) -> bool {
        self.place == other.place && self.inside.starts_with(&other.inside)
    }
}

impl fmt::Display for CanonicalPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Volume(guid) => write!(f, r"\\?\Volume{{{guid}}}\")?,
            Place::Share { server, share } => write!(f, r"\\{server}\{share}\")?,
            Place::ShadowCopyDevice(name) => write!(f, r"\\?\GLOBALROOT\Device\{name}\")?,
        }
        for (index, name) in self.inside.iter().enumerate() {
            write!(f, "{}{name}", if index == 0 { "" } else { r"\" })?;
        }
        Ok(())
    }
}

impl fmt::Display for LocateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAbsolute => "the path names no volume",
            Self::Variable => "the path holds an environment variable",
            Self::UnknownVolume => "no volume has this name",
            Self::Device => "the path names a device that is no volume",
        })
    }
}

impl fmt::Display for MountFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nowhere(fault) => return fmt::Display::fmt(fault, f),
            Self::NotLocal => "no volume can be mounted there",
            Self::Taken => "another volume has this name",
            Self::NotEmpty => "another volume is mounted below this folder",
        })
    }
}

impl std::error::Error for LocateFault {}
impl std::error::Error for MountFault {}

#[cfg(test)]
mod tests {
    use super::*;

    const C: Guid = Guid(0xC);
    const D: Guid = Guid(0xD);
    const E: Guid = Guid(0xE);

    fn path(text: &str) -> WinPath {
        WinPath::parse(text).unwrap()
    }

    fn by_guid(guid: Guid, inside: &str) -> WinPath {
        path(&format!(r"\\?\Volume{{{guid}}}\{inside}"))
    }

    /// C: holds D at `Mount`, D is also Y: and holds E at `Deep`; E is also named by GUID 0xEE.
    fn table() -> MountTable {
        let mut table = MountTable::new();
        table.mount(C, &path(r"C:\")).unwrap();
        table.mount(D, &path(r"C:\Mount\")).unwrap();
        table.mount(D, &path(r"Y:\")).unwrap();
        table.mount(E, &path(r"C:\Mount\Deep\")).unwrap();
        table.mount(E, &by_guid(Guid(0xEE), "")).unwrap();
        table
    }

    #[test]
    fn names_in_any_order_make_one_table() {
        let names = [r"C:\Mount\Deep\", r"C:\Mount\", r"C:\", r"Y:\", r"Z:\Nowhere\", r"y:\"].map(path);
        let guids = [E, D, C, D, E, E];
        let (found, refused) = MountTable::of(guids.into_iter().zip(&names));
        let mut expected = table();
        expected.guids.remove(&Guid(0xEE));
        assert_eq!(found, expected);
        let nowhere = MountFault::Nowhere(LocateFault::UnknownVolume);
        assert_eq!(refused, [(5, MountFault::Taken), (4, nowhere)]);
    }

    #[test]
    fn every_spelling_of_a_file_leads_to_one_place() {
        let table = table();
        let expected = CanonicalPath { place: Place::Volume(E), inside: vec!["f.txt".into()] };
        for spelling in [
            path(r"C:\Mount\Deep\f.txt"),
            path(r"c:/mount//DEEP/F.TXT"),
            path(r"Y:\Deep\f.txt"),
            path(r"\\?\Y:\Deep\f.txt"),
            by_guid(C, r"Mount\Deep\f.txt"),
            by_guid(D, r"Deep\f.txt"),
            by_guid(E, "f.txt"),
            by_guid(Guid(0xEE), "f.txt"),
        ] {
            assert_eq!(table.locate(&spelling), Ok(expected.clone()), "{spelling}");
        }
    }

    #[test]
    fn the_longest_name_wins_at_component_boundaries() {
        let table = table();
        for (spelling, volume, rest) in [
            (r"C:\MountX\Deep", C, r"MountX\Deep"),
            (r"C:\Mount", D, ""),
            (r"C:\Mount\DeepX", D, "DeepX"),
            (r"C:\Mount\Deep", E, ""),
            (r"C:\Mount\Deep\..\x", D, "x"),
        ] {
            let found = table.locate(&path(spelling)).unwrap();
            assert_eq!(found.place, Place::Volume(volume), "{spelling}");
            assert_eq!(WinPath::parse(&found.to_string()), Ok(by_guid(volume, rest)));
        }
    }

    #[test]
    fn shares_and_shadow_copies_are_places_of_their_own() {
        let table = table();
        for (spelling, text) in [
            (r"\\s\h\a\b", r"\\s\h\a\b"),
            (
                r"\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy1\a",
                r"\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy1\a",
            ),
        ] {
            assert_eq!(table.locate(&path(spelling)).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_leads_nowhere_is_refused() {
        let table = table();
        for (spelling, fault) in [
            (r"Z:\x", LocateFault::UnknownVolume),
            (r"\x", LocateFault::NotAbsolute),
            ("C:x", LocateFault::NotAbsolute),
            (r"%X%\x", LocateFault::Variable),
            (r"\\.\PhysicalDrive0", LocateFault::Device),
        ] {
            assert_eq!(table.locate(&path(spelling)), Err(fault));
        }
        assert_eq!(table.locate(&by_guid(Guid(1), "x")), Err(LocateFault::UnknownVolume));
    }

    #[test]
    fn a_name_leads_to_one_volume() {
        let mut table = table();
        let before = table.clone();
        for (volume, name, fault) in [
            (E, path(r"C:\"), MountFault::Taken),
            (E, path(r"Y:\..\"), MountFault::Taken),
            (C, path(r"C:\Mount\"), MountFault::Taken),
            (C, path(r"Y:\Deep"), MountFault::Taken),
            (C, path(r"\\s\h\x\"), MountFault::NotLocal),
            (C, path(r"\\s\h\"), MountFault::NotLocal),
            (C, path(r"Q:\x\"), MountFault::Nowhere(LocateFault::UnknownVolume)),
        ] {
            assert_eq!(table.mount(volume, &name), Err(fault), "{name}");
        }
        assert_eq!(table, before);
        table.mount(E, &path(r"C:\a\b\")).unwrap();
        assert_eq!(table.mount(D, &path(r"C:\a\")), Err(MountFault::NotEmpty));
    }

    #[test]
    fn a_volume_mounted_on_itself_does_not_loop() {
        let mut table = MountTable::new();
        table.mount(C, &path(r"C:\")).unwrap();
        table.mount(C, &path(r"C:\Self\")).unwrap();
        let found = table.locate(&path(r"C:\Self\Self\Self\x")).unwrap();
        assert_eq!(found, table.locate(&path(r"C:\x")).unwrap());
    }
}
