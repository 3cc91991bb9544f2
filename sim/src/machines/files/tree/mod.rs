//! The tree of files of a volume, which shares with other trees what it has in common with them.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use super::content::Content;
use super::fault::FileFault;
use crate::machines::Shared;
use crate::vocabulary::{FoldedName, WinPath};

/// When a file was last modified, as a `FILETIME`. It is no part of a digest: nothing in the model depends on it, and
/// whoever asks for it is outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Modified(pub i64);

impl Hash for Modified {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct File {
    /// Its bytes.
    pub content: Content,
    /// When it was last modified.
    pub modified: Modified,
}

/// What stands under a name in a directory.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Node {
    /// A file.
    File(File),
    /// A directory.
    Directory(FileTree),
    /// A mounted folder or another reparse point.
    Reparse(ReparsePoint),
}

/// What leads to another place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReparsePoint {
    /// The path that it leads to.
    pub target: WinPath,
    /// Whether it is one of the junctions that Windows has for the names of earlier versions, which no program that
    /// backs up is to traverse (`desktop-src/VSS/junction-points`).
    pub for_compatibility: bool,
}

impl ReparsePoint {
    /// A mounted folder or a reparse point that is there for itself.
    #[must_use]
    pub const fn to(target: WinPath) -> Self {
        Self { target, for_compatibility: false }
    }
}

/// A directory with everything below it; that of a volume is its root. An empty one takes no memory of its own, and a
/// copy of one costs an increment, however much stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FileTree(Option<Shared<BTreeMap<FoldedName, Node>>>);

/// What is found at the end of a way through a tree, or on it.
pub(super) enum Found<'a> {
    /// The directory that the way began at.
    Root,
    /// This.
    Node(&'a Node),
    /// A reparse point, after so many names of the way.
    Reparse(&'a WinPath, usize),
    /// Nothing has this name.
    Nothing,
    /// A directory on the way does not exist, or is none.
    NoDirectory,
}

impl FileTree {
    /// A directory without anything in it.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|entries| entries.is_empty())
    }

    /// Whether both are the very same tree in memory.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(own), Some(theirs)) => own.same(theirs),
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    /// What stands in it under names, by their order.
    pub fn entries(&self) -> impl Iterator<Item = (&FoldedName, &Node)> {
        self.0.iter().flat_map(|entries| entries.iter())
    }

    fn entry(&self, name: &FoldedName) -> Option<&Node> {
        self.0.as_ref()?.get(name)
    }

    /// What the names lead to; none for the tree itself, and behind a reparse point.
    #[must_use]
    pub fn get(&self, names: &[FoldedName]) -> Option<&Node> {
        if let Found::Node(node) = self.find(names, false) { Some(node) } else { None }
    }

    /// Follows the names. A reparse point that they end in is found as such, unless it is to be followed too.
    pub(super) fn find(&self, names: &[FoldedName], follow_last: bool) -> Found<'_> {
        let mut here = self;
        for (passed, name) in names.iter().enumerate() {
            let last = passed + 1 == names.len();
            match here.entry(name) {
                Some(Node::Reparse(point)) if !last || follow_last => {
                    return Found::Reparse(&point.target, passed + 1);
                }
                Some(node) if last => return Found::Node(node),
                Some(Node::Directory(below)) => here = below,
                None if last => return Found::Nothing,
                Some(Node::File(_) | Node::Reparse(_)) | None => return Found::NoDirectory,
            }
        }
        Found::Root
    }

    /// Puts something under a name; directories on the way that do not exist are made.
    ///
    /// # Errors
    /// A file or a reparse point stands on the way, or a directory stands where a file is to be written or the other way
    /// round. Then nothing has changed.
    pub fn put(&mut self, names: &[FoldedName], node: Node) -> Result<(), FileFault> {
        self.can_put(names, &node)?;
        self.put_unchecked(names, node);
        Ok(())
    }

    /// Whether [`put`](Self::put) would do it.
    ///
    /// # Errors
    /// Those of `put`.
    pub fn can_put(&self, names: &[FoldedName], node: &Node) -> Result<(), FileFault> {
        let mut here = Some(self);
        for (passed, name) in names.iter().enumerate() {
            let found = here.and_then(|tree| tree.entry(name));
            if passed + 1 == names.len() {
                return match (found, node) {
                    (None, _) | (Some(Node::File(_)), Node::File(_)) => Ok(()),
                    (Some(Node::Directory(_)), Node::Directory(new)) if new.is_empty() => Ok(()),
                    (Some(_), _) => Err(FileFault::AccessDenied),
                };
            }
            here = match found {
                Some(Node::Directory(below)) => Some(below),
                None => None,
                Some(Node::File(_) | Node::Reparse(_)) => return Err(FileFault::PathNotFound),
            };
        }
        Err(FileFault::AccessDenied)
    }

    fn put_unchecked(&mut self, names: &[FoldedName], node: Node) {
        let Some((first, rest)) = names.split_first() else { return };
        let entries = self.0.get_or_insert_with(|| Shared::new(BTreeMap::new()));
        entries.edit(|entries| {
            if !rest.is_empty() {
                let below = entries.entry(first.clone()).or_insert_with(|| Node::Directory(Self::new()));
                if let Node::Directory(below) = below {
                    below.put_unchecked(rest, node);
                }
            } else if !matches!((entries.get(first), &node), (Some(Node::Directory(_)), Node::Directory(_))) {
                entries.insert(first.clone(), node);
            }
        });
    }

    /// Takes something out. A directory goes with everything below it.
    pub fn take(&mut self, names: &[FoldedName]) -> Option<Node> {
        self.get(names)?;
        self.take_found(names)
    }

    fn take_found(&mut self, names: &[FoldedName]) -> Option<Node> {
        let (first, rest) = names.split_first()?;
        let taken = self.0.as_mut()?.edit(|entries| {
            if rest.is_empty() {
                return entries.remove(first);
            }
            if let Some(Node::Directory(below)) = entries.get_mut(first) {
                below.take_found(rest)
            } else {
                None
            }
        });
        // A directory that is empty is one value, however it came to be so.
        if self.is_empty() {
            self.0 = None;
        }
        taken
    }

    /// Everything below, directories before what is in them, by the order of names; reparse points are not followed.
    #[must_use]
    pub fn walk(&self) -> Vec<(Vec<FoldedName>, &Node)> {
        let mut found = Vec::new();
        // A directory whose entries are still to be told, and the names that lead to it.
        let mut open: Vec<(Vec<FoldedName>, &Node)> = Vec::new();
        push_entries(&mut open, &[], self);
        while let Some((names, node)) = open.pop() {
            if let Node::Directory(tree) = node {
                push_entries(&mut open, &names, tree);
            }
            found.push((names, node));
        }
        found
    }
}

/// Puts the entries of a directory on a stack, the first on top.
fn push_entries<'a>(open: &mut Vec<(Vec<FoldedName>, &'a Node)>, names: &[FoldedName], tree: &'a FileTree) {
    let entries: Vec<(&FoldedName, &Node)> = tree.entries().collect();
    for (name, node) in entries.into_iter().rev() {
        let mut path = names.to_vec();
        path.push(name.clone());
        open.push((path, node));
    }
}

#[cfg(test)]
mod tests;
