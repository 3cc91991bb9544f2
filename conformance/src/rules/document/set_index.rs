//! Finding the file sets that have a file, or files in common with another set, without looking at all of them.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::documents::WmFiledesc;
use vss_sim::vocabulary::path::fold_char;
use vss_sim::vocabulary::{FileSet, FileSpec, FoldedName, WinPath};

use super::file_sets::{Directory, directory};

/// File sets by their directories, each with the number of what owns it, such as a component.
#[derive(Debug, Default)]
pub struct SetIndex {
    by_directory: BTreeMap<Directory, Vec<usize>>,
    sets: Vec<(usize, FileSet)>,
}

impl SetIndex {
    /// An index of these file sets; those that are no file sets at all are left out.
    pub fn of<'a>(sets: impl Iterator<Item = (usize, &'a WmFiledesc)>) -> Self {
        let mut index = Self::default();
        for (owner, set) in sets {
            let Some(parsed) = parse(set) else { continue };
            index.by_directory.entry(directory(&set.path)).or_default().push(index.sets.len());
            index.sets.push((owner, parsed));
        }
        index
    }

    /// What owns a file set which names this file.
    pub fn owners(&self, file: &WinPath) -> BTreeSet<usize> {
        let names: Vec<FoldedName> = file.components().map(FoldedName::from).collect();
        let mut owners = BTreeSet::new();
        for depth in 0..names.len() {
            let above = (Some(file.root().clone()), names.iter().take(depth).cloned().collect());
            let sets = self.by_directory.get(&above).into_iter().flatten();
            let sets = sets.filter_map(|index| self.sets.get(*index));
            owners.extend(sets.filter(|(_, set)| set.matches(file)).map(|(owner, _)| *owner));
        }
        owners
    }

    /// What owns a file set that can have a file in common with this one.
    pub fn overlapping(&self, set: &WmFiledesc) -> BTreeSet<usize> {
        let Ok(spec) = FileSpec::parse(&set.filespec) else { return BTreeSet::new() };
        let own = directory(&set.path);
        let mut candidates: Vec<usize> = Vec::new();
        for depth in 0..own.1.len() {
            let above = (own.0.clone(), own.1.iter().take(depth).cloned().collect());
            let sets = self.by_directory.get(&above).into_iter().flatten();
            candidates
                .extend(sets.filter(|index| self.sets.get(**index).is_some_and(|(_, set)| set.recursive)));
        }
        if set.recursive() {
            let inside = self.by_directory.range(&own..);
            let inside = inside.take_while(|((root, names), _)| *root == own.0 && names.starts_with(&own.1));
            candidates.extend(inside.flat_map(|(_, sets)| sets));
        } else {
            candidates.extend(self.by_directory.get(&own).into_iter().flatten());
        }
        let candidates = candidates.into_iter().filter_map(|index| self.sets.get(index));
        let meeting = candidates.filter(|(_, other)| can_meet(spec.as_str(), other.filespec.as_str()));
        meeting.map(|(owner, _)| *owner).collect()
    }
}

/// A file set in the form that is matched against files; variables stay as they are, and are equal to themselves alone.
fn parse(set: &WmFiledesc) -> Option<FileSet> {
    let path = WinPath::parse(&set.path).ok()?;
    Some(FileSet { path, filespec: FileSpec::parse(&set.filespec).ok()?, recursive: set.recursive() })
}

/// Whether there can be a file name that both specifications match.
///
/// `*` stands for any run of characters and `?` for one; `*.*` is `*`. That a `?` may also stand for nothing before
/// a dot or the end is left out, so that two sets are never said to meet only because of that.
fn can_meet(one: &str, other: &str) -> bool {
    let pattern = |text: &str| -> Vec<char> {
        let text = if text == "*.*" { "*" } else { text };
        text.chars().map(fold_char).collect()
    };
    let (one, other) = (pattern(one), pattern(other));
    // Row by row: whether the first so many characters of `one` and of `other` can stand for the same text.
    let at = |row: &[bool], index: usize| row.get(index) == Some(&true);
    let mut row: Vec<bool> = vec![true];
    for character in &other {
        row.push(row.last() == Some(&true) && *character == '*');
    }
    for mine in &one {
        let mut next = vec![*mine == '*' && at(&row, 0)];
        for (index, theirs) in other.iter().enumerate() {
            let (both, mine_more, theirs_more) = (at(&row, index), at(&row, index + 1), at(&next, index));
            next.push(match (mine, theirs) {
                ('*', _) | (_, '*') => both || mine_more || theirs_more,
                ('?', _) | (_, '?') => both,
                (mine, theirs) => both && mine == theirs,
            });
        }
        row = next;
    }
    row.last() == Some(&true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifications_that_can_name_one_file_meet() {
        for (one, other) in [
            ("*.dat", "a*.dat"),
            ("*", "x"),
            ("*.*", "readme"),
            ("a?c", "ABC"),
            ("*a*", "*b*"),
            ("a*", "*z"),
            ("", ""),
            ("*", ""),
        ] {
            assert!(can_meet(one, other) && can_meet(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("*.dat", "*.log"),
            ("a", "b"),
            ("a?", "a"),
            ("ab*", "a"),
            ("x*", "y*"),
            ("", "a"),
            ("a*c", "a*d"),
        ] {
            assert!(!can_meet(one, other) && !can_meet(other, one), "{one} {other}");
        }
    }

    fn set(path: &str, filespec: &str, recursive: bool) -> WmFiledesc {
        let mut set = WmFiledesc::default();
        (set.path, set.filespec, set.recursive) = (path.into(), filespec.into(), Some(recursive));
        set
    }

    fn sample() -> [WmFiledesc; 4] {
        [
            set(r"C:\Data", "*.dat", true),
            set(r"C:\Data\Sub\", "*.log", false),
            set(r"C:\Data2", "*", true),
            set(r"C:\Data|", "*", true),
        ]
    }

    #[test]
    fn owners_are_found_at_any_depth() {
        let sets = sample();
        let index = SetIndex::of(sets.iter().enumerate());
        let owners =
            |file: &str| index.owners(&WinPath::parse(file).unwrap()).into_iter().collect::<Vec<_>>();
        assert_eq!(owners(r"c:\data\a.DAT"), [0]);
        assert_eq!(owners(r"C:\Data\Sub\Sub\a.dat"), [0]);
        assert_eq!(owners(r"C:\Data\Sub\a.log"), [1]);
        assert_eq!(owners(r"C:\Data\Sub\Sub\a.log"), [0; 0]);
        assert_eq!(owners(r"C:\Data2\x"), [2]);
        assert_eq!(owners(r"D:\Data\a.dat"), [0; 0]);
    }

    #[test]
    fn sets_overlap_above_below_and_beside() {
        let sets = sample();
        let index = SetIndex::of(sets.iter().enumerate());
        let meet = |path: &str, spec: &str, recursive| -> Vec<usize> {
            index.overlapping(&set(path, spec, recursive)).into_iter().collect()
        };
        assert_eq!(meet(r"C:\Data", "a*", false), [0]);
        assert_eq!(meet(r"C:\Data\Sub", "*", false), [0, 1]);
        assert_eq!(meet(r"C:\", "*.log", true), [1, 2]);
        assert_eq!(meet(r"C:\", "*.log", false), [0; 0]);
        assert_eq!(meet(r"C:\Data\Sub\Sub", "*.log", true), [0; 0]);
        assert_eq!(meet(r"C:\Data2\x", "x/y", true), [0; 0]);
    }
}
