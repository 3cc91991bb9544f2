//! The files that are deleted from shadow copies while they are made, by
//! `HKLM\System\CurrentControlSet\Control\BackupRestore\FilesNotToSnapshot`.
//!
//! Page: `excluding-files-from-shadow-copies` (rules EXC-006 to EXC-010, EXC-013). Readings: `?` is a wildcard as
//! elsewhere; environment variables are not replaced; an entry that names no files by its form is ignored like one that
//! matches none.

use super::registry::{RegistryExclusion, read};
use crate::vocabulary::path::{CanonicalPath, MountTable, Place, same_name};
use crate::vocabulary::{FileSet, FoldedName, Guid, WinPath};

/// The registry key's values, with what it takes to read them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct FilesNotToSnapshot {
    /// The values, one an application.
    pub entries: Vec<RegistryExclusion>,
    /// The directories of the user profiles, for `$UserProfile$`.
    pub profiles: Vec<WinPath>,
    /// Whether `DisableUserProfileExpansion` is set, so that entries with `$UserProfile$` name nothing.
    pub user_profiles_disabled: bool,
}

/// What begins an entry that is about the directories of all users.
const USER_PROFILE: &str = "$UserProfile$";

/// What begins an entry that is about every volume.
const ALL_VOLUMES: &str = "$AllVolumes$";

impl FilesNotToSnapshot {
    /// The file sets that are about a volume, each with its directory there.
    #[must_use]
    pub fn on_volume(&self, volume: Guid, mounts: &MountTable) -> Vec<(CanonicalPath, FileSet)> {
        let texts = self.entries.iter().flat_map(|entry| &entry.files);
        let spelled = texts.flat_map(|text| self.spelled(text, volume));
        let located = spelled.filter_map(|text| {
            let set = read(&text)?;
            let directory = mounts.locate(&set.path).ok()?;
            (directory.place == Place::Volume(volume)).then_some((directory, set))
        });
        located.collect()
    }

    /// An entry with its variable replaced.
    fn spelled(&self, text: &str, volume: Guid) -> Vec<String> {
        let behind = |variable: &str| {
            let (head, rest) = (text.get(..variable.len())?, text.get(variable.len()..)?);
            same_name(head, variable).then_some(rest)
        };
        if let Some(rest) = behind(ALL_VOLUMES) {
            return vec![format!(r"\\?\Volume{{{volume}}}{rest}")];
        }
        let Some(rest) = behind(USER_PROFILE) else { return vec![String::from(text)] };
        if self.user_profiles_disabled {
            return Vec::new();
        }
        self.profiles
            .iter()
            .map(|profile| format!("{}{rest}", profile.as_str().trim_end_matches('\\')))
            .collect()
    }

    /// Whether an entry names a whole directory tree, which then goes with its directories.
    #[must_use]
    pub fn is_tree(directory: &CanonicalPath, set: &FileSet) -> bool {
        set.recursive && matches!(set.filespec.as_str(), "*" | "*.*") && !directory.inside.is_empty()
    }

    /// Whether a set of this volume names a file of it.
    #[must_use]
    pub fn names(directory: &CanonicalPath, set: &FileSet, inside: &[FoldedName]) -> bool {
        set.selects(directory, &CanonicalPath { place: directory.place.clone(), inside: inside.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> WinPath {
        WinPath::parse(text).unwrap()
    }

    #[test]
    fn entries_name_files_of_one_volume_or_of_all() {
        let mut mounts = MountTable::new();
        mounts.mount(Guid(1), &path(r"C:\")).unwrap();
        mounts.mount(Guid(2), &path(r"D:\")).unwrap();
        let entry = |text: &str| RegistryExclusion { name: "app".into(), files: vec![text.into()] };
        let mut key = FilesNotToSnapshot {
            profiles: vec![path(r"C:\Users\ann"), path(r"D:\bob\")],
            ..FilesNotToSnapshot::default()
        };
        let named = |key: &FilesNotToSnapshot, volume: u128, file: &str| {
            let inside: Vec<FoldedName> = file.split('\\').map(FoldedName::from).collect();
            let sets = key.on_volume(Guid(volume), &mounts);
            sets.iter().any(|(directory, set)| FilesNotToSnapshot::names(directory, set, &inside))
        };
        for (text, volume, file, expected) in [
            (r"C:\Cache\*.tmp", 1, r"cache\a.TMP", true),
            (r"C:\Cache\*.tmp", 2, r"Cache\a.tmp", false),
            (r"C:\Cache\*.tmp", 1, r"Cache\x\a.tmp", false),
            (r"C:\Cache\*.tmp /s", 1, r"Cache\x\a.tmp", true),
            (r"$AllVolumes$\Temp\*.* /s", 1, r"Temp\x\y", true),
            (r"$allvolumes$\Temp\*.* /s", 2, r"Temp\y", true),
            (r"$AllVolumes$\Temp\*.* /s", 2, r"Data\y", false),
            (r"$UserProfile$\Mail\*.ost", 1, r"Users\ann\Mail\a.ost", true),
            (r"$UserProfile$\Mail\*.ost", 2, r"bob\Mail\a.ost", true),
            (r"$UserProfile$\Mail\*.ost", 1, r"bob\Mail\a.ost", false),
            (r"Cache\*", 1, r"Cache\a", false),
            ("nothing", 1, "nothing", false),
        ] {
            key.entries = vec![entry(text)];
            assert_eq!(named(&key, volume, file), expected, "{text} {file}");
        }
        key.entries = vec![entry(r"$UserProfile$\Mail\*.ost")];
        key.user_profiles_disabled = true;
        assert!(!named(&key, 1, r"Users\ann\Mail\a.ost"));
    }

    #[test]
    fn a_tree_is_named_by_every_file_in_it() {
        let mut mounts = MountTable::new();
        mounts.mount(Guid(1), &path(r"C:\")).unwrap();
        for (text, tree) in [
            (r"C:\Temp\*.* /s", true),
            (r"C:\Temp\* /s", true),
            (r"C:\Temp\*.tmp /s", false),
            (r"C:\Temp\*", false),
            (r"C:\* /s", false),
        ] {
            let entries = vec![RegistryExclusion { name: "app".into(), files: vec![text.into()] }];
            let key = FilesNotToSnapshot { entries, ..FilesNotToSnapshot::default() };
            let sets = key.on_volume(Guid(1), &mounts);
            let [(directory, set)] = sets.as_slice() else { panic!("{text}") };
            assert_eq!(FilesNotToSnapshot::is_tree(directory, set), tree, "{text}");
        }
    }
}
