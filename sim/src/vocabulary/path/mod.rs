//! Windows paths as values: their text, their root and components, comparison, variables, volumes and mount points.
//!
//! Nothing here asks a file system. A path keeps the text it was read from, and everything else is worked out
//! from that text and from what the caller hands in: an [`Environment`], a [`MountTable`].

mod components;
mod environment;
mod fault;
mod fold;
mod mounts;
#[cfg(test)]
mod properties;
mod root;
mod volume_name;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::vocabulary::Text;

pub use components::Components;
pub use environment::{Environment, Expansion};
pub use fault::{PathError, PathFault};
pub use fold::{FoldedName, fold_char, same_name};
pub use mounts::{CanonicalPath, LocateFault, MountFault, MountTable, Place};
pub use root::PathRoot;
pub use volume_name::{VolumeName, VolumeNameError, VolumeNameFault, VolumeNameKind};

use root::{Scan, is_separator, scan};

/// A Windows path: the text as it was written, and the structure found in it.
///
/// Two paths are equal when Windows would find the same place by them, as far as the text alone tells: case does
/// not count (see [`fold_char`]), nor do a trailing separator, repeated separators, and the difference of `/` and
/// `\`; `.` and `..` are followed. Behind `\\?\` Windows normalises nothing, so there `/`, `.` and `..` are parts of
/// names; separators are still skipped when doubled or trailing (a reading). `\\?\C:\x` and `C:\x` are equal.
///
/// Readings: dots and spaces at the end of a name count, though Win32 strips some of them; short names are
/// names like others.
///
/// Pages: `vssgloss-f` (rules MET-022 and MET-024), `nf-vswriter-ivsswmfiledesc-getpath`.
#[derive(Clone)]
pub struct WinPath {
    text: Text,
    root: PathRoot,
    /// How many bytes the root takes, without the separator that ends it.
    root_len: usize,
    verbatim: bool,
    /// Whether a component is `.` or `..` and has to be followed.
    dotted: bool,
}

impl WinPath {
    /// Reads a path.
    ///
    /// # Errors
    /// A [`PathError`] for a text that is no path; see [`PathFault`] for the reasons.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let Scan { root, root_len, verbatim } = scan(text)?;
        let body = text.get(root_len..).unwrap_or_default();
        let mut names = body.split(|c| is_separator(c, verbatim));
        let dotted = !verbatim && names.any(|name| matches!(name, "." | ".."));
        Ok(Self { text: Text::from(text), root, root_len, verbatim, dotted })
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Where the path starts.
    #[must_use]
    pub const fn root(&self) -> &PathRoot {
        &self.root
    }

    /// Whether the path starts with `\\?\`, behind which Windows normalises nothing.
    #[must_use]
    pub const fn is_verbatim(&self) -> bool {
        self.verbatim
    }

    /// Whether the text ends in a separator.
    #[must_use]
    pub fn has_trailing_separator(&self) -> bool {
        self.text.ends_with(|c| is_separator(c, self.verbatim))
    }

    /// Whether the text holds a `%NAME%`.
    #[must_use]
    pub fn has_variables(&self) -> bool {
        environment::has_variable(&self.text)
    }

    /// The names of directories and of the file below the root, in order.
    ///
    /// `.` and `..` are followed. A `..` stays where it is not known what it goes up from: at the start of a path
    /// that has no root directory, and behind a component with a variable.
    #[must_use]
    pub fn components(&self) -> Components<'_> {
        Components::new(self.body(), self.verbatim, self.dotted, self.root.has_top())
    }

    /// The last component.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.components().last()
    }

    /// The path without its last component.
    ///
    /// `None` for a root, for a single relative name, and where the last component is a `..` or holds a variable,
    /// which may stand for several components.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let last = self.file_name()?;
        if last == ".." && !self.verbatim || environment::has_variable(last) {
            return None;
        }
        if self.dotted {
            return self.rebuilt(self.components().count().saturating_sub(1));
        }
        let slash = |c: char| is_separator(c, self.verbatim);
        let kept = self.body().trim_end_matches(slash).strip_suffix(last)?;
        let below_another = kept.trim_end_matches(slash);
        let kept = if below_another.is_empty() { kept } else { below_another };
        let text = self.text.get(..self.root_len + kept.len())?;
        Self::parse(text).ok()
    }

    /// This path with another below it, adding a separator where this one ends in none (rule MET-024).
    ///
    /// Where this one starts with `\\?\`, each `/` of the other becomes `\`, which is what it meant there.
    ///
    /// # Errors
    /// [`PathFault::RootedTail`] where the other has a root of its own, and any fault of the joined text.
    pub fn join(&self, tail: &str) -> Result<Self, PathError> {
        let other = Self::parse(tail)?;
        let rootless = matches!(other.root, PathRoot::Relative | PathRoot::Variable { .. });
        if !rootless {
            return Err(PathError { fault: PathFault::RootedTail, offset: 0 });
        }
        let bare_drive = matches!(self.root, PathRoot::DriveRelative { .. }) && self.body().is_empty();
        let separator = if self.has_trailing_separator() || bare_drive { "" } else { r"\" };
        let tail = if self.verbatim { tail.replace('/', r"\") } else { String::from(tail) };
        Self::parse(&format!("{}{separator}{tail}", self.text))
    }

    /// Whether this path is the other or lies below it: same root, and the other's components come first.
    #[must_use]
    pub fn starts_with(&self, other: &Self) -> bool {
        let mut mine = self.components();
        self.root_for_comparison() == other.root_for_comparison()
            && other.components().all(|theirs| mine.next().is_some_and(|name| same_name(name, theirs)))
    }

    /// Replaces the variables that the environment holds, and reads the result as a path again.
    ///
    /// # Errors
    /// The fault of the expanded text, at its place in that text; a value may hold anything.
    pub fn expand(&self, environment: &Environment) -> Result<(Self, Vec<Text>), PathError> {
        let Expansion { text, unknown } = environment.expand(&self.text);
        Self::parse(&text).map(|path| (path, unknown))
    }

    /// What follows the root.
    fn body(&self) -> &str {
        self.text.get(self.root_len..).unwrap_or_default()
    }

    /// The root, but for a leading variable: that is the first component too, and `..` may follow it there.
    fn root_for_comparison(&self) -> &PathRoot {
        match &self.root {
            PathRoot::Variable { .. } => &PathRoot::Relative,
            PathRoot::Drive { .. }
            | PathRoot::Volume { .. }
            | PathRoot::Share { .. }
            | PathRoot::ShadowCopyDevice { .. }
            | PathRoot::Device { .. }
            | PathRoot::Rooted
            | PathRoot::DriveRelative { .. }
            | PathRoot::Relative => &self.root,
        }
    }

    /// The root and the first components, spelled anew.
    fn rebuilt(&self, count: usize) -> Option<Self> {
        let mut text = String::from(self.text.get(..self.root_len)?);
        if self.root.has_top() {
            text.push('\\');
        }
        let names: Vec<&str> = self.components().take(count).collect();
        text.push_str(&names.join(r"\"));
        Self::parse(&text).ok()
    }
}

impl PartialEq for WinPath {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for WinPath {}

impl PartialOrd for WinPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for WinPath {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_root = self.root_for_comparison().cmp(other.root_for_comparison());
        by_root.then_with(|| self.components().folded().cmp(other.components().folded()))
    }
}

impl Hash for WinPath {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.root_for_comparison().hash(state);
        for name in self.components().folded() {
            name.hash(state);
        }
    }
}

impl fmt::Display for WinPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for WinPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

#[cfg(test)]
mod tests;
