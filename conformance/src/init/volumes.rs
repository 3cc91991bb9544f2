//! The volumes that documents name.

use std::collections::BTreeSet;

use vss_sim::components::{files_of, source_path};
use vss_sim::documents::WmFiledesc;
use vss_sim::vocabulary::path::PathRoot;
use vss_sim::vocabulary::{Guid, WinPath};

use super::CapturedWriter;
use super::chosen::Choice;
use crate::scenario::format;

/// A shadow copy set holds no more volumes (rule VOL-004).
pub(super) const MOST: usize = 64;

/// A volume, by what names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Volume {
    /// The drive of a letter.
    Drive(char),
    /// A volume that is named by its GUID.
    Guid(Guid),
}

impl Volume {
    /// Where Windows is.
    const SYSTEM: Self = Self::Drive('C');

    /// On which volume a path is. A path on a share, on a device or relative to something is on none.
    fn of(path: &str) -> Option<Self> {
        match WinPath::parse(path).ok()?.root() {
            PathRoot::Drive { letter } | PathRoot::DriveRelative { letter } => Some(Self::Drive(*letter)),
            PathRoot::Volume { guid } => Some(Self::Guid(*guid)),
            PathRoot::Variable { .. } => Some(Self::SYSTEM),
            PathRoot::Share { .. }
            | PathRoot::ShadowCopyDevice { .. }
            | PathRoot::Device { .. }
            | PathRoot::Rooted
            | PathRoot::Relative => None,
        }
    }

    /// Its name as AddToSnapshotSet takes it.
    pub(super) fn name(self) -> String {
        match self {
            Self::Drive(letter) => format!("{}:\\", letter.to_ascii_uppercase()),
            Self::Guid(guid) => format!("\\\\?\\Volume{{{guid}}}\\"),
        }
    }

    /// The volume of a machine.
    pub(super) fn to_format(self) -> format::Volume {
        let guid = match self {
            Self::Drive(_) => None,
            Self::Guid(guid) => Some(guid.to_string().into()),
        };
        format::Volume {
            name: self.name().into(),
            also: Vec::new(),
            guid,
            luns: None,
            ntfs: None,
            dynamic: None,
            total_bytes: None,
            free_bytes: None,
            nested_too_deeply: None,
            vhd_on: None,
            files: Vec::new(),
        }
    }
}

/// The volumes that documents name anywhere, and that of Windows.
pub(super) fn named(writers: &[CapturedWriter]) -> BTreeSet<Volume> {
    let mut volumes = BTreeSet::from([Volume::SYSTEM]);
    for writer in writers {
        let components = writer.document.components().iter().flat_map(|component| component.file_sets());
        let excluded = writer.document.excludes().iter().chain(writer.document.excludes_from_snapshot());
        volumes.extend(components.chain(excluded).flat_map(places));
    }
    volumes
}

fn places(files: &WmFiledesc) -> impl Iterator<Item = Volume> {
    let alternate = files.alternate_path.as_deref();
    [Some(files.path.as_str()), alternate].into_iter().flatten().filter_map(Volume::of)
}

/// The volumes to be shadow copied: in component mode those with files of what is chosen (rule ORD-019), else all that
/// there are; that of Windows where there is none. There may be more than a set can hold.
pub(super) fn needed(choice: &Choice, all: &BTreeSet<Volume>) -> Vec<Volume> {
    let mut needed: BTreeSet<Volume> = if choice.select_components {
        let parts = choice.parts.iter();
        let files = parts.flat_map(|part| part.components.iter().map(move |component| (part, component)));
        let files = files.flat_map(|(part, component)| files_of(&part.forest, component.index));
        files.filter_map(|file| Volume::of(source_path(file.filedesc))).collect()
    } else {
        all.clone()
    };
    if needed.is_empty() {
        needed.insert(Volume::SYSTEM);
    }
    needed.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_on_the_volume_of_its_root() {
        let guid = Guid::parse("c7463aba-f40d-11e9-80c7-806e6f6e6963").unwrap();
        let cases = [
            ("d:\\a", Some(Volume::Drive('D'))),
            ("D:", Some(Volume::Drive('D'))),
            ("%SystemRoot%\\x", Some(Volume::SYSTEM)),
            ("\\\\?\\Volume{C7463ABA-F40D-11E9-80C7-806E6F6E6963}\\Boot", Some(Volume::Guid(guid))),
            ("\\\\server\\share\\x", None),
            ("\\System Volume Information\\*", None),
            ("x", None),
            ("", None),
        ];
        for (path, volume) in cases {
            assert_eq!(Volume::of(path), volume, "{path}");
        }
        assert_eq!(Volume::Guid(guid).name(), "\\\\?\\Volume{c7463aba-f40d-11e9-80c7-806e6f6e6963}\\");
    }
}
