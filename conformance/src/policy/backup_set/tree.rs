//! What the trees of volumes and shadow copies hold of a file set: its files, its folders, and what lies behind mounted
//! folders and other reparse points.
//!
//! Pages: `working-with-reparse-and-mount-points`, `overview-of-the-backup-discovery-phase`, `junction-points`.

use std::collections::VecDeque;

use vss_sim::machines::{FilePlace, FileTree, Machine, Node, ReparsePoint};
use vss_sim::vocabulary::{FileSet, FoldedName, WinPath};

/// The files that a set names, looked for below the directory that they are read from. What is mounted there, and what
/// reparse points lead to, is not followed there (rule BSET-022); [`behind`] finds it.
pub(super) fn matching(machine: &Machine, set: &FileSet, source: &WinPath) -> Vec<(WinPath, WinPath)> {
    let mut found = Vec::new();
    for (inside, node) in tree_at(machine, source).map(FileTree::walk).unwrap_or_default() {
        let fits = inside.last().is_some_and(|name| set.filespec.matches(name.as_str()));
        let (Node::File(_), true) = (node, fits && (set.recursive || inside.len() == 1)) else { continue };
        let below: Vec<&str> = inside.iter().map(FoldedName::as_str).collect();
        let below = below.join("\\");
        if let (Ok(default), Ok(from)) = (set.path.join(&below), source.join(&below)) {
            found.push((default, from));
        }
    }
    found
}

/// The folders below that of a recursive set, by their default paths.
pub(super) fn folders(machine: &Machine, set: &FileSet, source: &WinPath) -> Vec<WinPath> {
    let all = tree_at(machine, source).map(FileTree::walk).unwrap_or_default().into_iter();
    let folders = all.filter(|(_, node)| matches!(node, Node::Directory(_)));
    let below = |inside: Vec<FoldedName>| {
        let names: Vec<&str> = inside.iter().map(FoldedName::as_str).collect();
        set.path.join(&names.join("\\")).ok()
    };
    folders.filter_map(|(inside, _)| below(inside)).collect()
}

/// What stands below a directory.
fn tree_at<'m>(machine: &'m Machine, directory: &WinPath) -> Option<&'m FileTree> {
    let place = machine.file_place(directory).ok()?;
    let root = machine.files_on(place.on)?;
    if place.inside.is_empty() {
        return Some(root);
    }
    if let Some(Node::Directory(tree)) = root.get(&place.inside) { Some(tree) } else { None }
}

/// A file behind a reparse point.
#[derive(Debug)]
pub(super) struct Behind {
    /// Its default path, which leads through the reparse point.
    pub(super) default: WinPath,
    /// Its path on the volume that it lies on.
    pub(super) live: WinPath,
    /// Whether a junction for compatibility led there.
    pub(super) by_junction: bool,
}

/// A reparse point that is yet to be gone through.
struct Door {
    default: WinPath,
    target: WinPath,
    by_junction: bool,
}

/// The files of a recursive set that lie behind the reparse points in it, looked for on the live volumes. `live` is its
/// directory there, and `source` where it is read from.
///
/// Each directory is gone through once, so that nothing goes round and no file is found twice (rule VOL-012).
pub(super) fn behind(machine: &Machine, set: &FileSet, live: &WinPath, source: &WinPath) -> Vec<Behind> {
    let mut found = Vec::new();
    let mut seen: Vec<FilePlace> = machine.file_place(live).into_iter().collect();
    let mut doors: VecDeque<Door> = doors(machine, &set.path, source, false).collect();
    while let Some(Door { default, target, by_junction }) = doors.pop_front() {
        let Ok(place) = machine.file_place(&target) else { continue };
        let covers =
            |one: &FilePlace, other: &FilePlace| one.on == other.on && other.inside.starts_with(&one.inside);
        if seen.iter().any(|seen| covers(seen, &place) || covers(&place, seen)) {
            continue;
        }
        seen.push(place);
        let behind = FileSet { path: default.clone(), ..set.clone() };
        let files = matching(machine, &behind, &target).into_iter();
        found.extend(files.map(|(default, live)| Behind { default, live, by_junction }));
        doors.extend(self::doors(machine, &default, &target, by_junction));
    }
    found
}

/// The reparse points below a directory, junctions for compatibility last.
fn doors<'a>(
    machine: &'a Machine,
    default: &'a WinPath,
    source: &WinPath,
    by_junction: bool,
) -> impl Iterator<Item = Door> + 'a {
    let all = tree_at(machine, source).map(FileTree::walk).unwrap_or_default();
    let door = move |(inside, node): (Vec<FoldedName>, &Node)| {
        let Node::Reparse(ReparsePoint { target, for_compatibility }) = node else { return None };
        let names: Vec<&str> = inside.iter().map(FoldedName::as_str).collect();
        let default = default.join(&names.join("\\")).ok()?;
        Some(Door { default, target: target.clone(), by_junction: by_junction || *for_compatibility })
    };
    let mut doors: Vec<Door> = all.into_iter().filter_map(door).collect();
    doors.sort_by_key(|door| door.by_junction);
    doors.into_iter()
}
