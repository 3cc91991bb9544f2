//! Finding the file sets that have a file, or files in common with another set, without looking at all of them.

use std::collections::BTreeMap;

use vss_sim::documents::WmFiledesc;
use vss_sim::vocabulary::path::fold_char;
use vss_sim::vocabulary::{FileSet, FileSpec, FoldedName, WinPath};

use super::file_sets::{Directory, directory};

/// File sets by their directories and specifications. Equal ones are kept once, however many there are.
#[derive(Debug, Default)]
pub struct SetIndex {
    by_directory: BTreeMap<Directory, Level>,
    sets: Vec<Held>,
}

/// The file sets of one directory, by their specifications; of each the recursive one is apart.
#[derive(Debug, Default)]
struct Level {
    /// Those without a wildcard.
    plain: BTreeMap<(FoldedName, bool), usize>,
    /// The others.
    wild: BTreeMap<(FoldedName, bool), usize>,
}

#[derive(Debug)]
struct Held {
    set: FileSet,
    owners: Vec<usize>,
}

impl Level {
    fn all(&self) -> impl Iterator<Item = usize> {
        self.plain.values().chain(self.wild.values()).copied()
    }

    /// The only ones that can name this file, or be met by this specification without a wildcard.
    fn candidates(&self, name: &FoldedName) -> impl Iterator<Item = usize> {
        let plain =
            [false, true].into_iter().filter_map(|recursive| self.plain.get(&(name.clone(), recursive)));
        plain.chain(self.wild.values()).copied()
    }
}

fn has_wildcard(specification: &str) -> bool {
    specification.contains(['*', '?'])
}

impl SetIndex {
    /// An index of these file sets, each with the number of what owns it, such as a component; those that are no file
    /// sets at all are left out.
    pub fn of<'a>(sets: impl Iterator<Item = (usize, &'a WmFiledesc)>) -> Self {
        let mut index = Self::default();
        for (owner, set) in sets {
            let Some(parsed) = parse(set) else { continue };
            let level = index.by_directory.entry(directory(&set.path)).or_default();
            let specification = set.filespec.as_str();
            let kind = if has_wildcard(specification) { &mut level.wild } else { &mut level.plain };
            let fresh = index.sets.len();
            let number = *kind.entry((FoldedName::from(specification), parsed.recursive)).or_insert(fresh);
            match index.sets.get_mut(number) {
                Some(held) => held.owners.push(owner),
                None => index.sets.push(Held { set: parsed, owners: vec![owner] }),
            }
        }
        index
    }

    /// What owns each of the file sets that differ, in the order of their numbers.
    pub fn owners(&self) -> impl Iterator<Item = &[usize]> {
        self.sets.iter().map(|held| held.owners.as_slice())
    }

    /// The numbers of the file sets that name this file.
    pub fn naming(&self, file: &WinPath) -> Vec<usize> {
        let names: Vec<FoldedName> = file.components().map(FoldedName::from).collect();
        let Some(name) = names.last() else { return Vec::new() };
        let mut found = Vec::new();
        for depth in 0..names.len() {
            let above = (Some(file.root().clone()), names.iter().take(depth).cloned().collect());
            let candidates =
                self.by_directory.get(&above).into_iter().flat_map(|level| level.candidates(name));
            found.extend(
                candidates.filter(|number| self.sets.get(*number).is_some_and(|held| held.set.matches(file))),
            );
        }
        found
    }

    /// The numbers of the file sets that can have a file in common with this one.
    pub fn meeting(&self, set: &WmFiledesc) -> Vec<usize> {
        let Ok(spec) = FileSpec::parse(&set.filespec) else { return Vec::new() };
        let plain = (!has_wildcard(spec.as_str())).then(|| FoldedName::from(spec.as_str()));
        let own = directory(&set.path);
        let mut found: Vec<usize> = Vec::new();
        let mut look_into = |level: &Level, wanted: fn(&FileSet) -> bool| {
            let meets = |number: &usize| {
                let held = self.sets.get(*number).map(|held| &held.set);
                held.is_some_and(|other| wanted(other) && can_meet(spec.as_str(), other.filespec.as_str()))
            };
            match &plain {
                Some(name) => found.extend(level.candidates(name).filter(meets)),
                None => found.extend(level.all().filter(meets)),
            }
        };
        for depth in 0..own.1.len() {
            let above = (own.0.clone(), own.1.iter().take(depth).cloned().collect());
            self.by_directory.get(&above).into_iter().for_each(|level| look_into(level, |set| set.recursive));
        }
        if set.recursive() {
            let inside = self.by_directory.range(&own..);
            let inside = inside.take_while(|((root, names), _)| *root == own.0 && names.starts_with(&own.1));
            inside.for_each(|(_, level)| look_into(level, |_| true));
        } else {
            self.by_directory.get(&own).into_iter().for_each(|level| look_into(level, |_| true));
        }
        found
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

    fn owners_of(index: &SetIndex, numbers: Vec<usize>) -> Vec<usize> {
        let all: Vec<&[usize]> = index.owners().collect();
        let mut owners: Vec<usize> = numbers.into_iter().flat_map(|number| all[number]).copied().collect();
        owners.sort_unstable();
        owners
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
        let owners = |file: &str| owners_of(&index, index.naming(&WinPath::parse(file).unwrap()));
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
            owners_of(&index, index.meeting(&set(path, spec, recursive)))
        };
        assert_eq!(meet(r"C:\Data", "a*", false), [0]);
        assert_eq!(meet(r"C:\Data\Sub", "*", false), [0, 1]);
        assert_eq!(meet(r"C:\", "*.log", true), [1, 2]);
        assert_eq!(meet(r"C:\", "*.log", false), [0; 0]);
        assert_eq!(meet(r"C:\Data\Sub\Sub", "*.log", true), [0; 0]);
        assert_eq!(meet(r"C:\Data2\x", "x/y", true), [0; 0]);
    }

    #[test]
    fn equal_sets_are_one_with_several_owners() {
        let sets = [
            set(r"C:\Data", "a.dat", false),
            set(r"c:\data\", "A.DAT", false),
            set(r"C:\Data", "a.dat", true),
            set(r"C:\Data", "b.dat", false),
            set(r"C:\Data", "*.DAT", false),
        ];
        let index = SetIndex::of(sets.iter().enumerate());
        assert_eq!(index.owners().collect::<Vec<_>>(), [&[0, 1][..], &[2], &[3], &[4]]);
        assert_eq!(owners_of(&index, index.naming(&WinPath::parse(r"C:\Data\A.dat").unwrap())), [0, 1, 2, 4]);
        assert_eq!(owners_of(&index, index.meeting(&sets[3])), [3, 4]);
        assert_eq!(owners_of(&index, index.meeting(&sets[4])), [0, 1, 2, 3, 4]);
        assert_eq!(owners_of(&index, index.meeting(&set(r"C:\Data\Sub", "a.dat", false))), [2]);
    }
}
