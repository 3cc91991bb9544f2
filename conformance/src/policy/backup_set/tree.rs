//! What the trees of volumes and shadow copies hold of a file set: its files, its folders, and what lies behind mounted
//! folders and other reparse points.
//!
//! Pages: `working-with-reparse-and-mount-points`, `overview-of-the-backup-discovery-phase`, `junction-points`.

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
    /// The directories on the way there: what leads back to one of them, or above it, goes round.
    way: Vec<FilePlace>,
}

/// The files of a recursive set that lie behind the reparse points in it, looked for on the live volumes. `live` is its
/// directory there, and `source` where it is read from.
pub(super) fn behind(machine: &Machine, set: &FileSet, live: &WinPath, source: &WinPath) -> Vec<Behind> {
    let mut found = Vec::new();
    let mut doors = doors(machine, &set.path, source, live, &Vec::new(), false);
    while let Some(Door { default, target, by_junction, way }) = doors.pop() {
        let Ok(place) = machine.file_place(&target) else { continue };
        let round = |on_the_way: &FilePlace| {
            on_the_way.on == place.on && on_the_way.inside.starts_with(&place.inside)
        };
        if way.iter().any(round) {
            continue;
        }
        let behind = FileSet { path: default.clone(), ..set.clone() };
        let files = matching(machine, &behind, &target).into_iter();
        found.extend(files.map(|(default, live)| Behind { default, live, by_junction }));
        doors.extend(self::doors(machine, &default, &target, &target, &way, by_junction));
    }
    found.sort_by(|one, other| one.default.cmp(&other.default));
    found
}

/// The reparse points below a directory.
fn doors(
    machine: &Machine,
    default: &WinPath,
    source: &WinPath,
    live: &WinPath,
    way: &[FilePlace],
    by_junction: bool,
) -> Vec<Door> {
    let Ok(root) = machine.file_place(live) else { return Vec::new() };
    let all = tree_at(machine, source).map(FileTree::walk).unwrap_or_default().into_iter();
    let door = |(inside, node): (Vec<FoldedName>, &Node)| {
        let Node::Reparse(ReparsePoint { target, for_compatibility }) = node else { return None };
        let names: Vec<&str> = inside.iter().map(FoldedName::as_str).collect();
        let mut way = way.to_vec();
        let mut parent = root.clone();
        parent.inside.extend(inside.iter().take(inside.len().saturating_sub(1)).cloned());
        way.push(parent);
        Some(Door {
            default: default.join(&names.join("\\")).ok()?,
            target: target.clone(),
            by_junction: by_junction || *for_compatibility,
            way,
        })
    };
    all.filter_map(door).collect()
}
