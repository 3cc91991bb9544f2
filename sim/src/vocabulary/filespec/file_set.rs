//! File sets: a directory, a file specification and a recursion flag.

use super::FileSpec;
use crate::vocabulary::path::{CanonicalPath, WinPath};

/// The files a writer names by one call of AddFilesToFileGroup, AddDatabaseFiles or AddExcludeFiles.
///
/// Two sets are equal as an alternate location mapping has to be equal to a file set (rule ALT-011, page
/// `writer-metadata-document-contents`): in path, file specification and recursion flag, whatever the case.
///
/// Pages: `definition-of-components-by-writers` (rules MET-011, BSET-011),
/// `nf-vswriter-ivsscreatewritermetadata-addfilestofilegroup`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSet {
    /// The directory.
    pub path: WinPath,
    /// The files in it.
    pub filespec: FileSpec,
    /// Whether the directories below it are meant too.
    pub recursive: bool,
}

impl FileSet {
    /// Whether the path of a file is one that this set names, by its text.
    ///
    /// Both paths should be expanded. Where they may be spelled by different names of one volume, use
    /// [`selects`](Self::selects).
    #[must_use]
    pub fn matches(&self, file: &WinPath) -> bool {
        if !file.starts_with(&self.path) {
            return false;
        }
        let depth = self.path.components().count();
        let mut below = file.components().skip(depth);
        let Some(first) = below.next() else {
            return false;
        };
        match below.last() {
            None => self.filespec.matches(first),
            Some(last) => self.recursive && self.filespec.matches(last),
        }
    }

    /// Whether a file is one that this set names, when the set's directory is the given one.
    ///
    /// Both come from [`MountTable::locate`](crate::vocabulary::path::MountTable::locate), so that it does not
    /// matter how they were spelled. Reading: a recursive set ends at the volume of its directory, since mounted
    /// folders are not followed on a shadow copy (rule BSET-022, page `overview-of-the-backup-discovery-phase`).
    #[must_use]
    pub fn selects(&self, directory: &CanonicalPath, file: &CanonicalPath) -> bool {
        let Some((name, parents)) = file.inside.split_last() else {
            return false;
        };
        let in_reach = if self.recursive {
            parents.starts_with(&directory.inside)
        } else {
            parents == directory.inside.as_slice()
        };
        file.place == directory.place && in_reach && self.filespec.matches(name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Guid;
    use crate::vocabulary::path::MountTable;

    fn path(text: &str) -> WinPath {
        WinPath::parse(text).unwrap()
    }

    fn set(directory: &str, filespec: &str, recursive: bool) -> FileSet {
        FileSet { path: path(directory), filespec: FileSpec::parse(filespec).unwrap(), recursive }
    }

    #[test]
    fn a_flat_set_is_about_one_directory() {
        let flat = set(r"C:\Directory1\", "File1.*", false);
        assert!(flat.matches(&path(r"c:\directory1\FILE1.TXT")));
        for other in [
            r"C:\Directory1\Directory2\File1.txt",
            r"C:\Directory1",
            r"C:\Directory1X\File1.txt",
            r"C:\File1.txt",
            r"D:\Directory1\File1.txt",
            r"C:\Directory1\File2.txt",
        ] {
            assert!(!flat.matches(&path(other)), "{other}");
        }
    }

    #[test]
    fn a_recursive_set_is_about_every_directory_below() {
        let deep = set(r"C:\Directory1", "File1.*", true);
        for file in
            [r"C:\Directory1\File1.txt", r"C:\Directory1\Directory2\File1.txt", r"C:\Directory1\a\b\file1"]
        {
            assert!(deep.matches(&path(file)), "{file}");
        }
        for file in [r"C:\Directory1", r"C:\Directory1\File1.txt\x", r"C:\File1.txt"] {
            assert!(!deep.matches(&path(file)), "{file}");
        }
    }

    #[test]
    fn places_are_compared_whatever_their_spelling() {
        let mut table = MountTable::new();
        table.mount(Guid(1), &path(r"C:\")).unwrap();
        table.mount(Guid(2), &path(r"C:\Mount\")).unwrap();
        table.mount(Guid(2), &path(r"Y:\")).unwrap();
        let place = |text: &str| table.locate(&path(text)).unwrap();
        let deep = set(r"Y:\Data", "*.mdf", true);
        assert!(deep.selects(&place(r"Y:\Data"), &place(r"C:\Mount\data\x\a.MDF")));
        assert!(!deep.selects(&place(r"Y:\Data"), &place(r"C:\data\x\a.mdf")));
        let flat = set(r"Y:\Data", "*.mdf", false);
        assert!(flat.selects(&place(r"Y:\Data"), &place(r"C:\Mount\data\a.mdf")));
        assert!(!flat.selects(&place(r"Y:\Data"), &place(r"C:\Mount\data\x\a.mdf")));
        let whole = set(r"C:\", "*", true);
        assert!(!whole.selects(&place(r"C:\"), &place(r"C:\Mount\a")), "another volume");
        assert!(!whole.selects(&place(r"C:\"), &place(r"C:\")), "the root directory is no file");
    }
}
