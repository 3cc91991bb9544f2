//! The files that no backup application should copy, by
//! `HKLM\System\CurrentControlSet\Control\BackupRestore\FilesNotToBackup`.
//!
//! Pages: `generating-a-backup-set`, `registry-keys-for-backup-and-restore`. Readings: every named MULTI_SZ is one
//! entry, which counts unless a writer of that name is present, whether or not such a writer was ever there, and
//! names are compared without regard to case (C-064); variables are expanded first, as they may stand for all of a
//! string; a string names files, and a directory only by what it holds for " /s"; one without a backslash names
//! none.

use std::collections::BTreeSet;

use crate::vocabulary::path::{Environment, FoldedName, PathRoot};
use crate::vocabulary::{FileSet, FileSpec, Text, WinPath};

/// The registry key's entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesNotToBackup {
    /// The entries, in the order in which they are to be told.
    pub entries: Vec<RegistryExclusion>,
}

/// One MULTI_SZ of the key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegistryExclusion {
    /// Its name, which may be that of a writer.
    pub name: Text,
    /// Its strings: `[drive][path]\file [/s]`, a file specification each.
    pub files: Vec<Text>,
}

impl FilesNotToBackup {
    /// The entries that count: those that bear the name of a present writer are left to that writer (rule BSET-016).
    pub fn effective<'a>(&'a self, present_writers: &[&str]) -> impl Iterator<Item = &'a RegistryExclusion> {
        let present: BTreeSet<FoldedName> =
            present_writers.iter().map(|writer| FoldedName::from(*writer)).collect();
        self.entries.iter().filter(move |entry| !present.contains(&FoldedName::from(&*entry.name)))
    }
}

impl RegistryExclusion {
    /// Whether a file, given by its expanded path, is named by one of the strings (rule BSET-018).
    ///
    /// To ask for many files, [`resolve`](Self::resolve) the entry once.
    #[must_use]
    pub fn excludes(&self, file: &WinPath, environment: &Environment) -> bool {
        self.resolve(environment).excludes(file)
    }

    /// The entry with its strings read.
    #[must_use]
    pub fn resolve(&self, environment: &Environment) -> ResolvedExclusion {
        let mut resolved = ResolvedExclusion::default();
        for (index, text) in self.files.iter().enumerate() {
            match read(&environment.expand(text).text) {
                Some(set) if *set.path.root() == PathRoot::Rooted => resolved.on_every_volume.push(set),
                Some(set) => resolved.sets.push(set),
                None => resolved.unreadable.push(index),
            }
        }
        resolved
    }
}

/// An entry whose strings are read, for one environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResolvedExclusion {
    sets: Vec<FileSet>,
    /// Those without a drive.
    on_every_volume: Vec<FileSet>,
    unreadable: Vec<usize>,
}

impl ResolvedExclusion {
    /// Whether a file, given by its expanded path, is named by the entry.
    #[must_use]
    pub fn excludes(&self, file: &WinPath) -> bool {
        if self.sets.iter().any(|set| set.matches(file)) {
            return true;
        }
        if self.on_every_volume.is_empty() || !file.root().is_absolute() {
            return false;
        }
        let inside: Vec<&str> = file.components().collect();
        let rooted = WinPath::parse(&format!(r"\{}", inside.join(r"\")));
        rooted.is_ok_and(|rooted| self.on_every_volume.iter().any(|set| set.matches(&rooted)))
    }

    /// The strings that name no files, by their place in the entry.
    #[must_use]
    pub fn unreadable(&self) -> &[usize] {
        &self.unreadable
    }
}

/// The file set of an expanded string.
fn read(text: &str) -> Option<FileSet> {
    let text = text.trim();
    let without = text.strip_suffix("/s").or_else(|| text.strip_suffix("/S"));
    let recursive = without.filter(|rest| rest.ends_with([' ', '\t']));
    let named = recursive.unwrap_or(text).trim_end();
    let directory = named.rfind(['\\', '/']).and_then(|last| named.get(..=last))?;
    let filespec = FileSpec::parse(named.get(directory.len()..)?).ok()?;
    Some(FileSet { path: WinPath::parse(directory).ok()?, filespec, recursive: recursive.is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> WinPath {
        WinPath::parse(text).unwrap()
    }

    #[test]
    fn strings_name_files() {
        let environment: Environment = [("TEMP", r"C:\Temp"), ("Files", r"D:\a\* /s")].into_iter().collect();
        for (text, file, named) in [
            (r"%TEMP%\* /s", r"c:\temp\x\y.tmp", true),
            (r"%TEMP%\* /s", r"C:\Temp\y.tmp", true),
            (r"%TEMP%\* /s", r"C:\Temporary\y.tmp", false),
            (r"%TEMP%\*", r"C:\Temp\x\y.tmp", false),
            (r"%TEMP%\y?.tmp", r"C:\Temp\y1.tmp", true),
            (r"%TEMP%\*.log/s", r"C:\Temp\s", false),
            ("%Files%", r"D:\a\b\c", true),
            (r"\Pagefile.sys", r"D:\pagefile.sys", true),
            (r"\Pagefile.sys", r"D:\x\pagefile.sys", false),
            (r"\x\* /S", r"D:\x\y\z", true),
            (r"\x\*", r"x\y", false),
            ("C:\\x\\*\t/s", r"C:\x\y\z", true),
            (r"%Nope%\*", r"C:\x", false),
            (r"C:\dir", r"C:\dir\x", false),
            ("x", r"C:\x", false),
        ] {
            let entry = RegistryExclusion { name: "e".into(), files: vec![text.into()] };
            assert_eq!(entry.excludes(&path(file), &environment), named, "{text} {file}");
        }
        let bad =
            RegistryExclusion { name: "e".into(), files: vec![r"\a".into(), "x".into(), r"C:\".into()] };
        assert_eq!(bad.resolve(&environment).unreadable(), [1, 2]);
    }

    #[test]
    fn entries_of_present_writers_are_ignored() {
        let entry = |name: &str| RegistryExclusion { name: name.into(), files: Vec::new() };
        let key = FilesNotToBackup { entries: vec![entry("MyWriter"), entry("Other")] };
        let left: Vec<_> = key.effective(&["MYWRITER"]).map(|entry| entry.name.as_str()).collect();
        assert_eq!(left, ["Other"]);
        assert_eq!(key.effective(&[]).count(), 2);
    }
}
