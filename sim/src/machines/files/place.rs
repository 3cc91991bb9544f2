//! Where a path leads on a machine: a volume or a shadow copy, and the names inside it.

use super::fault::FileFault;
use super::tree::{FileTree, Found, Node, ReparsePoint};
use crate::api::{SetId, SnapshotId, VolumeId};
use crate::machines::Machine;
use crate::vocabulary::path::Place;
use crate::vocabulary::{FoldedName, Text, WinPath};

/// What holds files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A volume.
    Volume(VolumeId),
    /// A shadow copy, reached by its device object.
    Copy(SetId, SnapshotId),
}

/// A place for a file, whether or not one is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilePlace {
    /// What it is on.
    pub on: Holder,
    /// The names from its root directory.
    pub inside: Vec<FoldedName>,
}

/// What the last element of a shadow copy's device object begins with (page `vssgloss-d`); its number follows.
const DEVICE: &str = "HarddiskVolumeShadowCopy";

/// So many reparse points are followed for one path.
const MOST_REPARSE_POINTS: usize = 63;

/// The device object of a shadow copy, without a trailing backslash (page `vssgloss-d`).
#[must_use]
pub fn device_of(snapshot: SnapshotId) -> Text {
    Text::from(snapshot.device())
}

/// How a path that ends in a reparse point is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Followed,
    Itself,
}

impl Machine {
    /// The place of a file: mounted folders and other reparse points of volumes are followed, also one at the end.
    ///
    /// On a shadow copy nothing is followed, since what stands behind is on no shadow copy or on another one (page
    /// `overview-of-the-backup-discovery-phase`); that the path is not found there is a reading.
    ///
    /// # Errors
    /// It leads nowhere.
    pub fn file_place(&self, path: &WinPath) -> Result<FilePlace, FileFault> {
        self.follow(path, Last::Followed)
    }

    /// The place of what a path names itself: a reparse point at its end is not followed.
    ///
    /// # Errors
    /// It leads nowhere.
    pub fn entry_place(&self, path: &WinPath) -> Result<FilePlace, FileFault> {
        self.follow(path, Last::Itself)
    }

    fn follow(&self, path: &WinPath, last: Last) -> Result<FilePlace, FileFault> {
        let mounts = self.mounts();
        let mut path = path.clone();
        for _ in 0..MOST_REPARSE_POINTS {
            let found = mounts.locate(&path).map_err(|_| FileFault::PathNotFound)?;
            let on = self.holder(&found.place).ok_or(FileFault::PathNotFound)?;
            let place = FilePlace { on, inside: found.inside };
            let Some(tree) = self.files_on(on) else { return Err(FileFault::PathNotFound) };
            match (on, tree.find(&place.inside, last == Last::Followed)) {
                (Holder::Volume(_), Found::Reparse(target, passed)) => {
                    let rest: Vec<&str> = place.inside.iter().skip(passed).map(FoldedName::as_str).collect();
                    path = joined(target, &rest).ok_or(FileFault::PathNotFound)?;
                }
                (Holder::Copy(..), Found::Reparse(..)) => return Err(FileFault::PathNotFound),
                (_, Found::Root | Found::Node(_) | Found::Nothing | Found::NoDirectory) => return Ok(place),
            }
        }
        Err(FileFault::PathNotFound)
    }

    /// The path of a file on the shadow copy of its volume in a set: the device object in place of the volume's root
    /// (page `requestor-access-to-shadow-copied-data`; one backslash stands between them, C2-091).
    #[must_use]
    pub fn on_shadow_copy(&self, set: SetId, path: &WinPath) -> Option<WinPath> {
        let place = self.file_place(path).ok()?;
        let Holder::Volume(volume) = place.on else { return None };
        let copies = &self.sets.get(&set)?.copies;
        let (copy, _) = copies.iter().find(|(_, copy)| copy.volume == volume)?;
        let inside: Vec<&str> = place.inside.iter().map(FoldedName::as_str).collect();
        WinPath::parse(&format!(r"{}\{}", device_of(*copy), inside.join(r"\"))).ok()
    }

    /// The volume or shadow copy that a place is on.
    fn holder(&self, place: &Place) -> Option<Holder> {
        match place {
            Place::Volume(guid) => {
                let volume = self.volumes.iter().find(|(_, volume)| volume.guid == *guid)?;
                Some(Holder::Volume(*volume.0))
            }
            Place::ShadowCopyDevice(name) => {
                let named =
                    |snapshot: SnapshotId| *name == FoldedName::from(&*format!("{DEVICE}{}", snapshot.0));
                // What was made to be transported is no device before it is imported.
                let there = self.sets.iter().filter(|(_, held)| held.is_visible() || !held.created);
                let mut copies = there.flat_map(|(set, held)| held.copies.keys().map(|id| (*set, *id)));
                copies.find(|(_, copy)| named(*copy)).map(|(set, copy)| Holder::Copy(set, copy))
            }
            Place::Share { .. } => None,
        }
    }

    /// Puts the folders that volumes are mounted in into the trees of the volumes that they are on, where a shadow copy
    /// shows them too (page `working-with-reparse-and-mount-points`).
    pub fn show_mounted_folders(&mut self) {
        let mut shown = Vec::new();
        for volume in self.volumes.values() {
            let target = WinPath::parse(&format!(r"\\?\Volume{{{}}}\", volume.guid));
            for name in volume.names.iter().filter(|name| name.components().next().is_some()) {
                let Some(parent) = name.parent() else { continue };
                let (Ok(mut place), Ok(target)) = (self.file_place(&parent), target.clone()) else {
                    continue;
                };
                place.inside.extend(name.components().folded().last());
                shown.push((place, Node::Reparse(ReparsePoint::to(target))));
            }
        }
        for (place, node) in shown {
            let Holder::Volume(host) = place.on else { continue };
            if let Some(host) = self.volumes.get_mut(&host) {
                // Where a file stands already, nothing can be mounted.
                let _taken = host.edit(|host| host.files.put(&place.inside, node));
            }
        }
    }

    /// The files of a volume or shadow copy.
    #[must_use]
    pub fn files_on(&self, on: Holder) -> Option<&FileTree> {
        match on {
            Holder::Volume(volume) => self.volumes.get(&volume).map(|volume| &volume.files),
            Holder::Copy(set, copy) => self.sets.get(&set)?.copies.get(&copy).map(|copy| &copy.files),
        }
    }

    /// What stands at a place.
    #[must_use]
    pub fn node_at(&self, place: &FilePlace) -> Option<&Node> {
        self.files_on(place.on)?.get(&place.inside)
    }
}

fn joined(target: &WinPath, rest: &[&str]) -> Option<WinPath> {
    if rest.is_empty() { Some(target.clone()) } else { target.join(&rest.join(r"\")).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machines::{File, Shared, Volume};
    use crate::vocabulary::Guid;

    fn path(text: &str) -> WinPath {
        WinPath::parse(text).unwrap()
    }

    /// C: with D: mounted at `Mount`, a junction to it, one into a directory of C:, and one that leads to itself.
    fn machine() -> Machine {
        let mut machine = Machine::default();
        for (number, name, also) in [(1, r"C:\", None), (2, r"D:\", Some(r"C:\Mount\"))] {
            let names = [Some(name), also].into_iter().flatten().map(path).collect();
            let mut volume = Volume::new(Guid(number.into()), names);
            let put = |volume: &mut Volume, at: &str, node: Node| {
                let inside: Vec<FoldedName> = at.split('\\').map(FoldedName::from).collect();
                volume.files.put(&inside, node).unwrap();
            };
            put(&mut volume, r"Data\file", Node::File(File::default()));
            if number == 1 {
                for (link, target) in
                    [("ToD", r"D:\Data"), ("Old", r"C:\Data"), ("Loop", r"C:\Loop\x"), ("Gone", r"Z:\")]
                {
                    put(&mut volume, link, Node::Reparse(ReparsePoint::to(path(target))));
                }
            }
            machine.volumes.insert(VolumeId(number), Shared::new(volume));
        }
        machine
    }

    #[test]
    fn paths_lead_through_folders_and_reparse_points() {
        let machine = machine();
        let c = Holder::Volume(VolumeId(1));
        let d = Holder::Volume(VolumeId(2));
        for (text, on, inside) in [
            (r"C:\Data\file", c, r"Data\file"),
            (r"C:\Mount\Data\file", d, r"Data\file"),
            (r"c:\tod\FILE", d, r"Data\file"),
            (r"C:\Old\file", c, r"Data\file"),
            (r"C:\Old", c, "Data"),
            (r"C:\Data\new\x", c, r"Data\new\x"),
        ] {
            let place = machine.file_place(&path(text)).unwrap();
            let expected: Vec<FoldedName> = inside.split('\\').map(FoldedName::from).collect();
            assert_eq!((place.on, place.inside), (on, expected), "{text}");
        }
        let link = machine.entry_place(&path(r"C:\Old")).unwrap();
        assert!(matches!(machine.node_at(&link), Some(Node::Reparse(_))));
        let device = device_of(SnapshotId(1));
        for lost in [r"Z:\x", r"C:\Loop\x", r"C:\Gone\x", r"\\server\share\x", device.as_str()] {
            assert_eq!(machine.file_place(&path(lost)), Err(FileFault::PathNotFound), "{lost}");
        }
    }
}
