//! Which volumes the files of components need.
//!
//! Pages: `overview-of-the-backup-discovery-phase`, `nf-vsbackup-ivssbackupcomponents-addtosnapshotset`. Readings: a
//! file set needs the volume of its directory alone, since mounted folders are not followed on a shadow copy (rule
//! BSET-022); what is read from an alternate path needs the volume of that path.

use std::collections::BTreeSet;
use std::fmt;

use super::files::{own_files, source_path, with_set};
use super::forest::ComponentForest;
use crate::vocabulary::path::{Environment, LocateFault, MountTable, PathRoot, Place};
use crate::vocabulary::{Guid, PathError, Text, WinPath};

/// The volumes that file sets need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VolumeNeeds {
    /// The volumes, by the GUID that each was first named with.
    pub volumes: BTreeSet<Guid>,
    /// The paths that lie on none, each once, in the order of the document.
    pub unplaced: Vec<Unplaced>,
}

/// A path of a file set that lies on no volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The path as it was written.
    pub path: Text,
    /// Why it lies on none.
    pub why: WhyUnplaced,
}

/// Why a path lies on no volume.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyUnplaced {
    /// This variable is not set.
    UnsetVariable(Text),
    /// Once expanded, it is no path.
    NotAPath(PathError),
    /// It is relative or names no volume, which rule NAM-011 asks for.
    NotAbsolute,
    /// No volume has its drive letter, or the GUID of its volume GUID name.
    NoSuchVolume(Option<Guid>),
    /// It lies on a share, a shadow copy or another device, which is no volume.
    NoVolume,
}

impl fmt::Display for WhyUnplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnsetVariable(name) => write!(f, "the environment variable {name} is not set"),
            Self::NotAPath(error) => fmt::Display::fmt(error, f),
            Self::NotAbsolute => f.write_str("the path names no volume"),
            Self::NoSuchVolume(None) => f.write_str("no volume has this drive letter"),
            Self::NoSuchVolume(Some(guid)) => write!(f, "no volume has the GUID {guid}"),
            Self::NoVolume => f.write_str("the path lies on a share or device that is no volume"),
        }
    }
}

/// The volumes of a component's own file sets, at the places where they are read from.
#[must_use]
pub fn volumes_of(
    forest: &ComponentForest,
    component: usize,
    environment: &Environment,
    mounts: &MountTable,
) -> VolumeNeeds {
    needs(forest, &[component], environment, mounts)
}

/// The volumes of the file sets of a component and of its backup component set.
#[must_use]
pub fn volumes_of_set(
    forest: &ComponentForest,
    component: usize,
    environment: &Environment,
    mounts: &MountTable,
) -> VolumeNeeds {
    needs(forest, &with_set(forest, component), environment, mounts)
}

fn needs(
    forest: &ComponentForest,
    components: &[usize],
    environment: &Environment,
    mounts: &MountTable,
) -> VolumeNeeds {
    let mut found = VolumeNeeds::default();
    let mut seen = BTreeSet::new();
    let files = components.iter().flat_map(|component| own_files(forest, *component));
    for path in files.map(|file| source_path(file.filedesc)).filter(|path| seen.insert(*path)) {
        match volume_of_path(path, environment, mounts) {
            Ok(volume) => {
                found.volumes.insert(volume);
            }
            Err(why) => found.unplaced.push(Unplaced { path: Text::from(path), why }),
        }
    }
    found
}

/// The volume on which a path of a file set lies, once its variables are replaced (rule MET-024).
///
/// # Errors
/// Why it lies on none.
pub fn volume_of_path(
    path: &str,
    environment: &Environment,
    mounts: &MountTable,
) -> Result<Guid, WhyUnplaced> {
    let expansion = environment.expand(path);
    if let Some(variable) = expansion.unknown.into_iter().next() {
        return Err(WhyUnplaced::UnsetVariable(variable));
    }
    let path = WinPath::parse(&expansion.text).map_err(WhyUnplaced::NotAPath)?;
    let place = mounts.locate(&path).map_err(|fault| match fault {
        LocateFault::NotAbsolute => WhyUnplaced::NotAbsolute,
        LocateFault::Variable => WhyUnplaced::UnsetVariable(variable_of(&path)),
        LocateFault::UnknownVolume => WhyUnplaced::NoSuchVolume(guid_of(&path)),
        LocateFault::Device => WhyUnplaced::NoVolume,
    })?;
    match place.place {
        Place::Volume(volume) => Ok(volume),
        Place::Share { .. } | Place::ShadowCopyDevice(_) => Err(WhyUnplaced::NoVolume),
    }
}

/// The first variable of a path that still holds one: a value of the environment may have brought it in.
fn variable_of(path: &WinPath) -> Text {
    Environment::new().expand(path.as_str()).unknown.into_iter().next().unwrap_or_default()
}

/// The GUID by which a path names its volume.
fn guid_of(path: &WinPath) -> Option<Guid> {
    match path.root() {
        PathRoot::Volume { guid } => Some(*guid),
        PathRoot::Drive { .. }
        | PathRoot::Share { .. }
        | PathRoot::ShadowCopyDevice { .. }
        | PathRoot::Device { .. }
        | PathRoot::Rooted
        | PathRoot::DriveRelative { .. }
        | PathRoot::Variable { .. }
        | PathRoot::Relative => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::with_components;
    use super::*;

    fn path(text: &str) -> WinPath {
        WinPath::parse(text).unwrap()
    }

    #[test]
    fn every_file_set_needs_the_volume_it_is_read_from() {
        let component = |place: &str, files: &str| {
            let flags = r#"restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes""#;
            format!("<FILE_GROUP {place} {flags}>{files}</FILE_GROUP>")
        };
        let list = |path: &str, more: &str| format!(r#"<FILE_LIST path="{path}" filespec="*" {more}/>"#);
        let own = list(r"%Root%\x", "") + &list(r"C:\y", r#"alternatePath="C:\Mount\y""#);
        let lost = [r"%Nope%\x", r"Z:\", r"x\y", r"\\s\h\x", r"Z:\", "a|b"];
        let volume = format!(r"\\?\Volume{{{}}}\x", Guid(9));
        let lost: String = lost.iter().chain([&volume.as_str()]).map(|path| list(path, "")).collect();
        let parent = component(r#"componentName="a""#, &own);
        let child = component(r#"logicalPath="a" componentName="b""#, &lost);
        let forest = with_components(Guid(1), &(parent + &child));
        let environment: Environment = [("Root", "D:"), ("Bar", "a|b")].into_iter().collect();
        let mut mounts = MountTable::new();
        for (guid, name) in [(1, r"C:\"), (2, r"D:\"), (3, r"C:\Mount\")] {
            mounts.mount(Guid(guid), &path(name)).unwrap();
        }
        let own = volumes_of(&forest, 0, &environment, &mounts);
        assert_eq!(own.volumes, [Guid(2), Guid(3)].into());
        assert_eq!(own.unplaced, []);
        let set = volumes_of_set(&forest, 0, &environment, &mounts);
        assert_eq!(set.volumes, own.volumes);
        let why: Vec<_> = set.unplaced.into_iter().map(|unplaced| unplaced.why).collect();
        assert_eq!(
            why,
            [
                WhyUnplaced::UnsetVariable("Nope".into()),
                WhyUnplaced::NoSuchVolume(None),
                WhyUnplaced::NotAbsolute,
                WhyUnplaced::NoVolume,
                WhyUnplaced::NotAPath(WinPath::parse("a|b").unwrap_err()),
                WhyUnplaced::NoSuchVolume(Some(Guid(9))),
            ]
        );
        assert_eq!(volumes_of(&forest, 7, &environment, &mounts), VolumeNeeds::default());
        let nested: Environment = [("Outer", r"%Inner%\x")].into_iter().collect();
        for (path, why) in [
            ("%Outer%", WhyUnplaced::UnsetVariable("Inner".into())),
            (r"\\.\PhysicalDrive0", WhyUnplaced::NoVolume),
            (r"\x", WhyUnplaced::NotAbsolute),
        ] {
            assert_eq!(volume_of_path(path, &nested, &mounts), Err(why), "{path}");
        }
    }
}
