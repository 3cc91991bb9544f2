//! Names of volumes and shares as a requester hands them to AddToSnapshotSet.

use std::fmt;

use super::fold::{FoldedName, folded};
use super::{PathError, PathRoot, WinPath};
use crate::vocabulary::Guid;

/// The name of a volume or share, in one of the four forms that `AddToSnapshotSet` and `IsVolumeSupported` document.
///
/// Pages: `nf-vsbackup-ivssbackupcomponents-addtosnapshotset`, `vssgloss-v` (rule NAM-010).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VolumeName {
    path: WinPath,
    kind: VolumeNameKind,
}

/// The four forms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VolumeNameKind {
    /// `D:\`.
    DriveLetter(char),
    /// `Y:\MountX\`.
    MountedFolder,
    /// `\\?\Volume{GUID}\`.
    VolumeGuidPath(Guid),
    /// `\\Clusterx\Share1\`.
    Share {
        /// A host name or fully qualified domain name.
        server: FoldedName,
        /// The share's name.
        share: FoldedName,
    },
}

/// Why a text is none of the four forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VolumeNameFault {
    /// It is no path at all.
    NotAPath(PathError),
    /// It does not end in a backslash.
    NoTrailingBackslash,
    /// It is relative, rooted without a drive, or starts with a variable.
    NotAbsolute,
    /// It is a path of the device namespace, such as that of a shadow copy device, or `\\?\C:\`.
    OtherForm,
    /// It is a directory below a share or below a volume GUID path.
    BelowRoot,
    /// It holds a variable. Reading: no call expands them here.
    Variable,
    /// The server of a share is an IP address, which GetRootAndLogicalPrefixPaths has to normalise first
    /// (page `nf-vsbackup-ivssbackupcomponentsex4-getrootandlogicalprefixpaths`).
    ServerAddress,
}

/// A fault and where it lies, in bytes from the start of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VolumeNameError {
    /// What is wrong.
    pub fault: VolumeNameFault,
    /// Where.
    pub offset: usize,
}

impl VolumeName {
    /// Reads a name in one of the four forms. Whether such a volume exists is not asked here.
    ///
    /// # Errors
    /// A [`VolumeNameError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, VolumeNameError> {
        let refuse = |fault, offset| Err(VolumeNameError { fault, offset });
        let path = WinPath::parse(text).map_err(|error| VolumeNameError {
            fault: VolumeNameFault::NotAPath(error),
            offset: error.offset,
        })?;
        if !path.root().is_absolute() && !matches!(path.root(), PathRoot::DriveRelative { .. }) {
            return refuse(VolumeNameFault::NotAbsolute, 0);
        }
        if let Some(offset) = text.find('%').filter(|_| path.has_variables()) {
            return refuse(VolumeNameFault::Variable, offset);
        }
        if !text.ends_with('\\') {
            return refuse(VolumeNameFault::NoTrailingBackslash, text.len());
        }
        let at_root = path.components().next().is_none();
        let prefixed = matches!(text.get(..4), Some(r"\\?\" | r"\\.\"));
        let kind = match path.root() {
            PathRoot::Drive { letter } if !prefixed && at_root => VolumeNameKind::DriveLetter(*letter),
            PathRoot::Drive { .. } if !prefixed => VolumeNameKind::MountedFolder,
            PathRoot::Volume { guid } if path.is_verbatim() && at_root => {
                VolumeNameKind::VolumeGuidPath(*guid)
            }
            PathRoot::Share { server, share } if !prefixed && at_root => {
                if is_address(server) {
                    return refuse(VolumeNameFault::ServerAddress, 2);
                }
                VolumeNameKind::Share { server: server.clone(), share: share.clone() }
            }
            PathRoot::Volume { .. } | PathRoot::Share { .. } if !at_root => {
                return refuse(VolumeNameFault::BelowRoot, path.root_len + 1);
            }
            PathRoot::Drive { .. }
            | PathRoot::Volume { .. }
            | PathRoot::Share { .. }
            | PathRoot::ShadowCopyDevice { .. }
            | PathRoot::Device { .. } => return refuse(VolumeNameFault::OtherForm, 0),
            PathRoot::Rooted
            | PathRoot::DriveRelative { .. }
            | PathRoot::Variable { .. }
            | PathRoot::Relative => return refuse(VolumeNameFault::NotAbsolute, 0),
        };
        Ok(Self { path, kind })
    }

    /// The name as a path, with the text as it was written.
    #[must_use]
    pub const fn path(&self) -> &WinPath {
        &self.path
    }

    /// Which of the forms it has.
    #[must_use]
    pub const fn kind(&self) -> &VolumeNameKind {
        &self.kind
    }
}

/// Whether a server is given by IPv4 address, or by IPv6 address in the form that UNC paths allow.
fn is_address(server: &FoldedName) -> bool {
    let name = server.as_str();
    let octets =
        name.split('.').map(|part| (!part.starts_with('+')).then(|| part.parse::<u8>().ok()).flatten());
    let ipv4 = octets.clone().count() == 4 && octets.into_iter().all(|octet| octet.is_some());
    let suffix: Vec<char> = ".IPV6-LITERAL.NET".chars().collect();
    let upper: Vec<char> = folded(name).collect();
    ipv4 || upper.ends_with(&suffix)
}

impl fmt::Display for VolumeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.path, f)
    }
}

impl fmt::Display for VolumeNameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAPath(error) => return fmt::Display::fmt(&error.fault, f),
            Self::NoTrailingBackslash => "the name does not end in a backslash",
            Self::NotAbsolute => "the name is not absolute",
            Self::OtherForm => "the name is no drive, mounted folder, volume GUID path or share",
            Self::BelowRoot => "the name is a directory below a share or volume",
            Self::Variable => "the name holds an environment variable",
            Self::ServerAddress => "the server is given by its address",
        })
    }
}

impl fmt::Display for VolumeNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {})", self.fault, self.offset)
    }
}

impl std::error::Error for VolumeNameError {}

#[cfg(test)]
mod tests {
    use super::super::PathFault;
    use super::*;

    const GUID: &str = "c7463aba-f40d-11e9-80c7-806e6f6e6963";

    #[test]
    fn the_four_documented_forms_are_read() {
        let share = VolumeNameKind::Share { server: "clusterx".into(), share: "share1".into() };
        let volume = VolumeNameKind::VolumeGuidPath(Guid::parse(GUID).unwrap());
        for (text, kind) in [
            (r"D:\", VolumeNameKind::DriveLetter('D')),
            (r"Y:\MountX\", VolumeNameKind::MountedFolder),
            (&format!(r"\\?\Volume{{{GUID}}}\"), volume),
            (r"\\Clusterx\Share1\", share),
        ] {
            let name = VolumeName::parse(text).unwrap();
            assert_eq!(name.kind(), &kind);
            assert_eq!(name.to_string(), text);
        }
    }

    #[test]
    fn everything_else_is_refused_with_a_reason() {
        let bare = format!(r"\\?\Volume{{{GUID}}}");
        let below = format!(r"{bare}\x\");
        for (text, fault, offset) in [
            ("D:", VolumeNameFault::NoTrailingBackslash, 2),
            (r"Y:\MountX", VolumeNameFault::NoTrailingBackslash, 9),
            ("D:/", VolumeNameFault::NoTrailingBackslash, 3),
            (&bare, VolumeNameFault::NoTrailingBackslash, bare.len()),
            (r"D:x\", VolumeNameFault::NotAbsolute, 0),
            (r"\x\", VolumeNameFault::NotAbsolute, 0),
            (r"%SystemDrive%\", VolumeNameFault::NotAbsolute, 0),
            (r"C:\%X%\", VolumeNameFault::Variable, 3),
            (r"\\?\C:\", VolumeNameFault::OtherForm, 0),
            (r"\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy1\", VolumeNameFault::OtherForm, 0),
            (&below, VolumeNameFault::BelowRoot, bare.len() + 1),
            (r"\\s\h\x\", VolumeNameFault::BelowRoot, 6),
            (r"\\10.0.0.1\h\", VolumeNameFault::ServerAddress, 2),
            (r"\\fe80--1.ipv6-literal.net\h\", VolumeNameFault::ServerAddress, 2),
            ("", VolumeNameFault::NotAPath(PathError { fault: PathFault::Empty, offset: 0 }), 0),
        ] {
            assert_eq!(VolumeName::parse(text).unwrap_err(), VolumeNameError { fault, offset }, "{text}");
        }
    }
}
