use super::*;
use crate::machines::digest_of;

fn names(path: &str) -> Vec<FoldedName> {
    path.split('\\').map(FoldedName::from).collect()
}

fn file(label: &str) -> Node {
    Node::File(File { content: Content::whole(label, 1), modified: Modified(7) })
}

fn tree(files: &[&str]) -> FileTree {
    let mut tree = FileTree::new();
    for path in files {
        tree.put(&names(path), file(path)).unwrap();
    }
    tree
}

fn listed(tree: &FileTree) -> Vec<String> {
    let joined = |names: &[FoldedName]| names.iter().map(FoldedName::as_str).collect::<Vec<_>>().join("\\");
    tree.walk().iter().map(|(names, _)| joined(names)).collect()
}

#[test]
fn what_is_put_is_found_whatever_its_case() {
    let tree = tree(&[r"b\x\1", "a", r"b\2"]);
    assert_eq!(listed(&tree), ["a", "b", r"b\2", r"b\x", r"b\x\1"]);
    assert!(matches!(tree.get(&names(r"B\X\1")), Some(Node::File(_))));
    assert!(matches!(tree.get(&names(r"b\x")), Some(Node::Directory(_))));
    for missing in ["c", r"a\b", r"b\x\2", r"b\x\1\y"] {
        assert_eq!(tree.get(&names(missing)), None, "{missing}");
    }
    assert_eq!(tree.get(&[]), None);
}

#[test]
fn a_copy_shares_what_nobody_changes() {
    let mut live = tree(&[r"deep\er\file", r"other\file", "top"]);
    let copy = live.clone();
    assert!(copy.same(&live));
    live.put(&names(r"deep\er\file"), file("new")).unwrap();
    assert!(!copy.same(&live));
    assert_ne!(copy, live);
    assert_eq!(copy.get(&names(r"deep\er\file")), Some(&file(r"deep\er\file")));
    let below = |tree: &FileTree, path: &str| match tree.get(&names(path)) {
        Some(Node::Directory(below)) => below.clone(),
        found => panic!("{path}: {found:?}"),
    };
    assert!(below(&copy, "other").same(&below(&live, "other")), "an untouched directory is shared");
    assert!(!below(&copy, r"deep\er").same(&below(&live, r"deep\er")));
}

#[test]
fn equal_trees_have_equal_digests_however_they_came_about() {
    let one = tree(&["a", r"b\c"]);
    let mut other = tree(&[r"b\d", r"b\c", "a"]);
    assert_ne!(digest_of(&one), digest_of(&other));
    assert_eq!(other.take(&names(r"b\d")), Some(file(r"b\d")));
    assert_eq!((digest_of(&one), &one), (digest_of(&other), &other));
    let mut later = one.clone();
    let touched = Node::File(File { content: Content::whole("a", 1), modified: Modified(8) });
    later.put(&names("a"), touched).unwrap();
    assert_eq!(digest_of(&later), digest_of(&one), "times are no part of it");
}

#[test]
fn nothing_is_put_where_something_else_stands() {
    let mut tree = tree(&[r"dir\file"]);
    let link = Node::Reparse(ReparsePoint::to(WinPath::parse(r"D:\").unwrap()));
    tree.put(&names("link"), link.clone()).unwrap();
    let before = tree.clone();
    for (path, node, fault) in [
        (r"dir\file\x", file("x"), FileFault::PathNotFound),
        (r"link\x", file("x"), FileFault::PathNotFound),
        ("dir", file("x"), FileFault::AccessDenied),
        ("link", file("x"), FileFault::AccessDenied),
        (r"dir\file", Node::Directory(FileTree::new()), FileFault::AccessDenied),
        (r"dir\file", link, FileFault::AccessDenied),
    ] {
        assert_eq!(tree.put(&names(path), node), Err(fault), "{path}");
    }
    assert_eq!(tree.put(&[], file("x")), Err(FileFault::AccessDenied));
    tree.put(&names("dir"), Node::Directory(FileTree::new())).unwrap();
    assert_eq!(tree, before, "a directory that is there stays as it is");
    assert!(matches!(tree.find(&names(r"link\x"), false), Found::Reparse(_, 1)));
    assert!(matches!(tree.find(&names("link"), false), Found::Node(Node::Reparse(_))));
    assert!(matches!(tree.find(&names("link"), true), Found::Reparse(_, 1)));
}

#[test]
fn a_directory_goes_with_what_is_in_it() {
    let mut all = tree(&[r"a\b\c", "d"]);
    assert!(all.take(&names("a")).is_some());
    assert_eq!(listed(&all), ["d"]);
    assert_eq!(all.take(&names("a")), None);
    assert_eq!(all.take(&[]), None);
    all.take(&names("d"));
    assert_eq!(all, FileTree::new());
}
