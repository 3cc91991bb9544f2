//! Where a path starts: the kinds of root and how they are recognised.

use super::environment::leading_variable;
use super::fault::{PathError, PathFault};
use super::fold::{FoldedName, same_name};
use crate::vocabulary::Guid;

/// Where a path starts. The prefixes `\\?\` and `\\.\` are no part of it, so both spellings of a root are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathRoot {
    /// `C:\`, `\\?\C:\`.
    Drive {
        /// The letter, in upper case.
        letter: char,
    },
    /// `\\?\Volume{GUID}\` (page `vssgloss-v`).
    Volume {
        /// The GUID in the name.
        guid: Guid,
    },
    /// `\\server\share\`, `\\?\UNC\server\share\`.
    Share {
        /// The server's name.
        server: FoldedName,
        /// The share's name.
        share: FoldedName,
    },
    /// `\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy1` (page `vssgloss-d`).
    ShadowCopyDevice {
        /// The last element, `HarddiskVolumeShadowCopy1`.
        name: FoldedName,
    },
    /// Any other name behind `\\?\` or `\\.\`.
    Device {
        /// The first element, or the first three where that is `GLOBALROOT`.
        name: FoldedName,
    },
    /// `\dir`: the root directory of a volume that the path does not name.
    Rooted,
    /// `C:dir`: below the current directory of a drive.
    DriveRelative {
        /// The letter, in upper case.
        letter: char,
    },
    /// `%NAME%\dir`: known after expansion. The variable is the first component of the path.
    Variable {
        /// The name between the percent signs.
        name: FoldedName,
    },
    /// `dir`: below a current directory.
    Relative,
}

impl PathRoot {
    /// Whether the path names one place without help from a current directory or an environment.
    #[must_use]
    pub const fn is_absolute(&self) -> bool {
        match self {
            Self::Drive { .. }
            | Self::Volume { .. }
            | Self::Share { .. }
            | Self::ShadowCopyDevice { .. }
            | Self::Device { .. } => true,
            Self::Rooted | Self::DriveRelative { .. } | Self::Variable { .. } | Self::Relative => false,
        }
    }

    /// Whether `..` at the start goes nowhere, since what stands above is a root directory.
    pub(super) const fn has_top(&self) -> bool {
        self.is_absolute() || matches!(self, Self::Rooted)
    }
}

/// What [`scan`] finds out about a text.
pub(super) struct Scan {
    pub(super) root: PathRoot,
    /// How many bytes the root takes, without the separator that ends it.
    pub(super) root_len: usize,
    /// Whether the text starts with `\\?\`, behind which nothing is normalised.
    pub(super) verbatim: bool,
}

/// A path's separators: both of them, or the backslash alone behind `\\?\`.
pub(super) const fn is_separator(character: char, verbatim: bool) -> bool {
    character == '\\' || (character == '/' && !verbatim)
}

const DEVICE_PREFIX_LEN: usize = 4;
const SHADOW_COPY_DEVICE: &str = "HarddiskVolumeShadowCopy";

/// Recognises the root of a path and refuses what no path holds.
pub(super) fn scan(text: &str) -> Result<Scan, PathError> {
    let at = |fault, offset| Err(PathError { fault, offset });
    if text.is_empty() {
        return at(PathFault::Empty, 0);
    }
    let verbatim = text.starts_with(r"\\?\");
    let mut cursor = Cursor { text, offset: 0, verbatim };
    let root = if let Some(length) = device_prefix(text) {
        if length < DEVICE_PREFIX_LEN {
            return at(PathFault::PrefixAlone, length);
        }
        cursor.offset = length;
        behind_prefix(&mut cursor)?
    } else if cursor.separators_ahead() >= 2 {
        cursor.offset = 2;
        share(&mut cursor)?
    } else if let Some(letter) = drive_letter(text) {
        cursor.offset = 2;
        if cursor.separators_ahead() > 0 {
            PathRoot::Drive { letter }
        } else {
            PathRoot::DriveRelative { letter }
        }
    } else if cursor.separators_ahead() == 1 {
        PathRoot::Rooted
    } else if let Some(name) = leading_variable(text) {
        PathRoot::Variable { name: FoldedName::from(name) }
    } else {
        PathRoot::Relative
    };
    // The prefix and the colon of a drive are the only places where the forbidden characters have a meaning.
    let colon = match root {
        PathRoot::Drive { .. } | PathRoot::DriveRelative { .. } => cursor.offset,
        PathRoot::Volume { .. }
        | PathRoot::Share { .. }
        | PathRoot::ShadowCopyDevice { .. }
        | PathRoot::Device { .. }
        | PathRoot::Rooted
        | PathRoot::Variable { .. }
        | PathRoot::Relative => 0,
    };
    let checked_from = colon.max(device_prefix(text).unwrap_or(0));
    refuse_characters(text, checked_from)?;
    Ok(Scan { root, root_len: cursor.offset, verbatim })
}

/// The length of `\\?\` or `\\.\` at the start, three where the last separator is missing.
fn device_prefix(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let slash = |c: char| is_separator(c, false);
    let opened = characters.next().is_some_and(slash) && characters.next().is_some_and(slash);
    let named = opened && matches!(characters.next(), Some('?' | '.'));
    match characters.next() {
        Some(c) if named && slash(c) => Some(DEVICE_PREFIX_LEN),
        None if named => Some(DEVICE_PREFIX_LEN - 1),
        Some(_) | None => None,
    }
}

fn drive_letter(text: &str) -> Option<char> {
    match text.as_bytes() {
        [letter, b':', ..] if letter.is_ascii_alphabetic() => Some(char::from(letter.to_ascii_uppercase())),
        _ => None,
    }
}

fn behind_prefix(cursor: &mut Cursor<'_>) -> Result<PathRoot, PathError> {
    let start = cursor.offset;
    if let Some(letter) = drive_letter(cursor.rest()) {
        cursor.offset += 2;
        if cursor.rest().is_empty() || cursor.separators_ahead() > 0 {
            return Ok(PathRoot::Drive { letter });
        }
        cursor.offset = start;
    }
    let Some(first) = cursor.element() else {
        return Err(PathError { fault: PathFault::PrefixAlone, offset: start });
    };
    if same_name(first, "UNC") {
        return share(cursor);
    }
    if first.get(..7).is_some_and(|head| same_name(head, "Volume{")) {
        let bad = PathError { fault: PathFault::BadVolumeGuid, offset: start + 6 };
        let guid = first.get(6..).and_then(Guid::parse).ok_or(bad)?;
        return Ok(PathRoot::Volume { guid });
    }
    if same_name(first, "GLOBALROOT") {
        let (device, last) = cursor
            .element()
            .and_then(|device| Some((device, cursor.element()?)))
            .ok_or(PathError { fault: PathFault::NoDevice, offset: cursor.offset })?;
        let (word, number) = last.split_at_checked(SHADOW_COPY_DEVICE.len()).unwrap_or_default();
        let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        if digits && same_name(device, "Device") && same_name(word, SHADOW_COPY_DEVICE) {
            return Ok(PathRoot::ShadowCopyDevice { name: FoldedName::from(last) });
        }
        let name = format!(r"{first}\{device}\{last}");
        return Ok(PathRoot::Device { name: FoldedName::from(name.as_str()) });
    }
    Ok(PathRoot::Device { name: FoldedName::from(first) })
}

fn share(cursor: &mut Cursor<'_>) -> Result<PathRoot, PathError> {
    let start = cursor.offset;
    let Some(server) = cursor.element_after(usize::from(start > 2)) else {
        return Err(PathError { fault: PathFault::NoServer, offset: cursor.offset });
    };
    let Some(share) = cursor.element() else {
        return Err(PathError { fault: PathFault::NoShare, offset: cursor.offset });
    };
    Ok(PathRoot::Share { server: FoldedName::from(server), share: FoldedName::from(share) })
}

fn refuse_characters(text: &str, from: usize) -> Result<(), PathError> {
    for (index, character) in text.get(from..).unwrap_or_default().char_indices() {
        let offset = from + index;
        match character {
            '*' | '?' => return Err(PathError { fault: PathFault::Wildcard(character), offset }),
            '<' | '>' | '|' | '"' | ':' | '\0'..='\x1F' => {
                return Err(PathError { fault: PathFault::ForbiddenCharacter(character), offset });
            }
            _ => {}
        }
    }
    Ok(())
}

/// A place in a text that moves from element to element.
struct Cursor<'a> {
    text: &'a str,
    offset: usize,
    verbatim: bool,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    fn separators_ahead(&self) -> usize {
        self.rest().chars().take_while(|c| is_separator(*c, self.verbatim)).count()
    }

    /// The next element behind any separators; the cursor does not move where there is none.
    fn element(&mut self) -> Option<&'a str> {
        self.element_after(usize::MAX)
    }

    /// The next element behind at most so many separators.
    fn element_after(&mut self, most: usize) -> Option<&'a str> {
        let skipped = self.separators_ahead();
        let rest = self.rest().get(skipped..).unwrap_or_default();
        let element = rest.split(|c| is_separator(c, self.verbatim)).next().unwrap_or_default();
        if element.is_empty() || skipped > most {
            return None;
        }
        self.offset += skipped + element.len();
        Some(element)
    }
}
