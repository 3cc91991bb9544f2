//! Why a text is no path.

use std::fmt;

/// Why [`WinPath::parse`](super::WinPath::parse) refuses a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathFault {
    /// There is no text.
    Empty,
    /// `*` or `?`: a path of a file set holds no wildcards (rule MET-022, page `vssgloss-f`).
    Wildcard(char),
    /// A control character, or one of `<`, `>`, `|`, `"`, and `:` after the drive letter.
    ///
    /// Reading: a colon would name an alternate data stream, and file sets name files and directories only.
    ForbiddenCharacter(char),
    /// Nothing follows the prefix `\\?\` or `\\.\`.
    PrefixAlone,
    /// `\\` is not followed by the name of a server.
    NoServer,
    /// `\\server` is not followed by the name of a share.
    NoShare,
    /// `\\?\Volume{` is not followed by a GUID and a closing brace.
    BadVolumeGuid,
    /// `\\?\GLOBALROOT` is not followed by the two elements of a device's name.
    NoDevice,
    /// What should be joined to a path has a root of its own.
    RootedTail,
}

/// A fault and where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathError {
    /// What is wrong.
    pub fault: PathFault,
    /// Where, in bytes from the start of the text; always at the start of a character or at the end.
    pub offset: usize,
}

impl fmt::Display for PathFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the path is empty"),
            Self::Wildcard(c) => write!(f, "the wildcard {c:?} cannot stand in a path"),
            Self::ForbiddenCharacter(c) => write!(f, "the character {c:?} cannot stand here in a path"),
            Self::PrefixAlone => f.write_str("nothing follows the prefix"),
            Self::NoServer => f.write_str("the UNC path names no server"),
            Self::NoShare => f.write_str("the UNC path names no share"),
            Self::BadVolumeGuid => f.write_str("the volume name holds no GUID in braces"),
            Self::NoDevice => f.write_str("the path names no device behind GLOBALROOT"),
            Self::RootedTail => f.write_str("the path to be joined has a root of its own"),
        }
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {})", self.fault, self.offset)
    }
}

impl std::error::Error for PathError {}
