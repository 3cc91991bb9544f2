//! A writer's list of files that are left out.
//!
//! Pages: `writer-metadata-document-contents`, `generating-a-backup-set`. An exclusion wins over every component
//! (rule BSET-005), and a file is tested by its default path, wherever it is read from (rule BSET-006).

use std::collections::BTreeMap;
use std::iter::successors;

use super::files::file_set;
use crate::documents::WriterMetadata;
use crate::vocabulary::path::Environment;
use crate::vocabulary::{FileSet, FileSpec, WinPath};

/// The files that AddExcludeFiles named, ready to be asked for each file of a backup.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exclusions {
    by_directory: BTreeMap<WinPath, Vec<FileSet>>,
    unreadable: Vec<usize>,
}

impl Exclusions {
    /// The exclusions of a document, with variables expanded.
    #[must_use]
    pub fn of(document: &WriterMetadata, environment: &Environment) -> Self {
        let mut list = Self::default();
        for (index, filedesc) in document.excludes().iter().enumerate() {
            match file_set(filedesc, environment) {
                Ok(set) => list.by_directory.entry(set.path.clone()).or_default().push(set),
                Err(_) => list.unreadable.push(index),
            }
        }
        list
    }

    /// Whether a file is left out, given by its default path, expanded.
    ///
    /// Takes time in proportion to the depth of the file and the exclusions of the directories above it, or to the
    /// number of exclusions where that is smaller.
    #[must_use]
    pub fn excludes(&self, file: &WinPath) -> bool {
        let excluding = |sets: &Vec<FileSet>| sets.iter().any(|set| set.matches(file));
        let unclear = !file.root().is_absolute() || file.has_variables();
        if unclear || self.by_directory.len() <= file.components().count() {
            // The directories above an unclear path are not all known from its text.
            return self.by_directory.values().any(excluding);
        }
        let mut above = successors(file.parent(), WinPath::parent);
        above.any(|directory| self.by_directory.get(&directory).is_some_and(excluding))
    }

    /// Whether one exclusion alone is seen to leave out all files of a file set, expanded: it reaches every directory of
    /// the set, and its file specification is the same, matches every name, or matches the one name that the set has.
    ///
    /// `false` where that cannot be told from the texts, or takes several exclusions together.
    #[must_use]
    pub fn covers(&self, set: &FileSet) -> bool {
        let covering = |sets: &Vec<FileSet>| {
            sets.iter().any(|exclusion| {
                let reached = exclusion.recursive || (!set.recursive && exclusion.path == set.path);
                reached && names_all_of(&exclusion.filespec, &set.filespec)
            })
        };
        let mut above = successors(Some(set.path.clone()), WinPath::parent);
        above.any(|directory| self.by_directory.get(&directory).is_some_and(covering))
    }

    /// The exclusions that name no files, since path or file specification is none, by their place in
    /// [`WriterMetadata::excludes`].
    #[must_use]
    pub fn unreadable(&self) -> &[usize] {
        &self.unreadable
    }
}

/// Whether a file specification is seen to match whatever another one matches.
fn names_all_of(all: &FileSpec, some: &FileSpec) -> bool {
    let every = matches!(all.as_str(), "*" | "*.*");
    every || all == some || (!some.has_wildcards() && all.matches(some.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::sample::writer;
    use super::*;
    use crate::vocabulary::Guid;

    #[test]
    fn a_set_is_covered_by_one_exclusion_that_reaches_all_of_it() {
        let environment: Environment = [("Data", r"c:\Database")].into_iter().collect();
        let mut document = writer(Guid(1), &[]);
        for (path, filespec, recursive) in [
            (r"%Data%\", "*.tmp", false),
            (r"C:\deep", "*.LOG", true),
            (r"C:\deep\all", "*.*", false),
            (r"C:\whole", "*", true),
        ] {
            document.add_exclude_files(Some(path), Some(filespec), recursive).unwrap();
        }
        let list = Exclusions::of(&document.finish(), &environment);
        for (path, filespec, recursive, covered) in [
            (r"c:\database", "*.TMP", false, true),
            (r"c:\database", "*.tmp", true, false),
            (r"c:\database", "a.tmp", false, true),
            (r"c:\database", "a?.tmp", false, false),
            (r"c:\database", "*", false, false),
            (r"c:\database\sub", "*.tmp", false, false),
            (r"C:\", "*.tmp", false, false),
            (r"c:\deep\a\b", "*.log", true, true),
            (r"c:\deep\a\b", "x.log", false, true),
            (r"c:\deep\a\b", "x.dat", false, false),
            (r"c:\deeper", "x.log", false, false),
            (r"c:\deep\all", "x.*", false, true),
            (r"c:\deep\all", "x.*", true, false),
            (r"c:\deep\all\b", "x.*", false, false),
            (r"c:\whole\of\it", "?", true, true),
        ] {
            let filespec = FileSpec::parse(filespec).unwrap();
            let set = FileSet { path: WinPath::parse(path).unwrap(), filespec, recursive };
            assert_eq!(list.covers(&set), covered, "{path} {} {recursive}", set.filespec.as_str());
        }
    }

    #[test]
    fn a_file_is_tested_by_its_directories() {
        let environment: Environment = [("Data", r"c:\Database")].into_iter().collect();
        let mut document = writer(Guid(1), &[]);
        let mut exclude = |path: &str, filespec: &str, recursive| {
            document.add_exclude_files(Some(path), Some(filespec), recursive).unwrap();
        };
        exclude(r"%Data%\", "*.tmp", false);
        exclude(r"C:\deep", "*.tmp", true);
        exclude(r"C:\deep", "*.bak", false);
        exclude("a|b", "*", true);
        exclude(r"%Nope%\x", "*", true);
        // More than a path has elements, so that some are found by directory.
        for index in 0..8 {
            exclude(&format!(r"D:\{index}"), "*", false);
        }
        exclude(".", "*.rel", false);
        let list = Exclusions::of(&document.finish(), &environment);
        assert_eq!(list.unreadable(), [3]);
        for (file, excluded) in [
            (r"C:\database\X.TMP", true),
            (r"c:\Database\x.dat", false),
            (r"c:\Database\sub\x.tmp", false),
            (r"c:\deep\a\b\x.tmp", true),
            (r"c:\deep\x.bak", true),
            (r"c:\deep\a\x.bak", false),
            ("x.rel", true),
            (r"\\?\C:\deep\x.tmp", true),
            (r"c:\deep\%Nope%\x.tmp", true),
            (r"%nope%\x\y", true),
            (r"D:\7\x", true),
            (r"D:\8\x", false),
        ] {
            assert_eq!(list.excludes(&WinPath::parse(file).unwrap()), excluded, "{file}");
        }
    }
}
