//! What each kind of path is made of, and which spellings are the same place.

use super::*;
use crate::vocabulary::Guid;

const GUID: &str = "c7463aba-f40d-11e9-80c7-806e6f6e6963";

fn path(text: &str) -> WinPath {
    WinPath::parse(text).unwrap()
}

#[track_caller]
fn parts(text: &str, root: &PathRoot, components: &[&str]) {
    let path = path(text);
    assert_eq!(path.root(), root, "{text}");
    assert_eq!(path.components().collect::<Vec<_>>(), components, "{text}");
    assert_eq!(path.to_string(), text);
}

fn share(server: &str, share: &str) -> PathRoot {
    PathRoot::Share { server: server.into(), share: share.into() }
}

#[test]
fn drives_are_recognised() {
    let c = PathRoot::Drive { letter: 'C' };
    parts(r"C:\", &c, &[]);
    parts(r"c:\Windows\\System32\", &c, &["Windows", "System32"]);
    parts("c:/Windows/System32", &c, &["Windows", "System32"]);
    parts(r"\\?\C:\a/b\.\..", &c, &["a/b", ".", ".."]);
    parts(r"\\.\c:\a/b", &c, &["a", "b"]);
    parts(r"\\?\C:", &c, &[]);
    parts(r"C:a\b", &PathRoot::DriveRelative { letter: 'C' }, &["a", "b"]);
    parts("C:", &PathRoot::DriveRelative { letter: 'C' }, &[]);
}

#[test]
fn volumes_and_devices_are_recognised() {
    let volume = PathRoot::Volume { guid: Guid::parse(GUID).unwrap() };
    parts(&format!(r"\\?\Volume{{{GUID}}}\"), &volume, &[]);
    parts(&format!(r"\\?\volume{{{}}}\Boot", GUID.to_uppercase()), &volume, &["Boot"]);
    let shadow = PathRoot::ShadowCopyDevice { name: "HarddiskVolumeShadowCopy1".into() };
    parts(r"\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy1", &shadow, &[]);
    parts(r"\\?\globalroot\device\harddiskvolumeshadowcopy1\dir\f.txt", &shadow, &["dir", "f.txt"]);
    let other = PathRoot::Device { name: r"GLOBALROOT\Device\HarddiskVolume2".into() };
    parts(r"\\?\GLOBALROOT\Device\HarddiskVolume2\x", &other, &["x"]);
    parts(r"\\.\globalroot\\device/harddiskvolume2\x", &other, &["x"]);
    parts(r"\\.\PhysicalDrive0", &PathRoot::Device { name: "PhysicalDrive0".into() }, &[]);
}

#[test]
fn shares_are_recognised() {
    parts(r"\\Clusterx\Share1\", &share("Clusterx", "Share1"), &[]);
    parts("//clusterx/share1/dir", &share("Clusterx", "Share1"), &["dir"]);
    parts(r"\\?\UNC\clusterx\share1\dir", &share("Clusterx", "Share1"), &["dir"]);
}

#[test]
fn paths_without_a_volume_are_recognised() {
    parts(r"\System Volume Information\Heat", &PathRoot::Rooted, &["System Volume Information", "Heat"]);
    parts(r"a\b", &PathRoot::Relative, &["a", "b"]);
    parts("100% pure", &PathRoot::Relative, &["100% pure"]);
    let root = PathRoot::Variable { name: "systemroot".into() };
    parts(r"%SystemRoot%\System32", &root, &["%SystemRoot%", "System32"]);
}

#[test]
fn dots_are_followed_as_far_as_is_known() {
    let c = PathRoot::Drive { letter: 'C' };
    parts(r"C:\a\.\b\..\c", &c, &["a", "c"]);
    parts(r"C:\..\a", &c, &["a"]);
    parts(r"\..\a", &PathRoot::Rooted, &["a"]);
    parts(r"..\..\a\..", &PathRoot::Relative, &["..", ".."]);
    parts(r"C:\%X%\..\a", &c, &["%X%", "..", "a"]);
    parts(r"\\s\h\..\a", &share("s", "h"), &["a"]);
}

#[test]
fn what_is_no_path_is_refused_with_a_place() {
    let bad_guid = format!(r"\\?\Volume{{{}}}\", &GUID[1..]);
    for (text, fault, offset) in [
        ("", PathFault::Empty, 0),
        (r"C:\*.txt", PathFault::Wildcard('*'), 3),
        (r"C:\ä?", PathFault::Wildcard('?'), 5),
        (r"C:\a:b", PathFault::ForbiddenCharacter(':'), 4),
        (r"\\?\C:x", PathFault::ForbiddenCharacter(':'), 5),
        ("a\0", PathFault::ForbiddenCharacter('\0'), 1),
        (r"\\?\", PathFault::PrefixAlone, 4),
        (r"\\?", PathFault::PrefixAlone, 3),
        (r"\\?\\", PathFault::PrefixAlone, 4),
        (r"\\", PathFault::NoServer, 2),
        (r"\\\server\share", PathFault::NoServer, 2),
        (r"\\server", PathFault::NoShare, 8),
        (r"\\server\", PathFault::NoShare, 8),
        (r"\\?\UNC\", PathFault::NoServer, 7),
        (r"\\?\Volume{}\", PathFault::BadVolumeGuid, 10),
        (&bad_guid, PathFault::BadVolumeGuid, 10),
        (r"\\?\GLOBALROOT", PathFault::NoDevice, 14),
        (r"\\?\GLOBALROOT\Device\", PathFault::NoDevice, 21),
        (r"\??\C:\x", PathFault::Wildcard('?'), 1),
    ] {
        assert_eq!(WinPath::parse(text).unwrap_err(), PathError { fault, offset }, "{text}");
    }
}

#[test]
fn spellings_of_one_place_are_equal() {
    for (one, other) in [
        (r"C:\Data", r"c:\DATA\"),
        (r"C:\Data\x", "C:/data//x/"),
        (r"C:\Data", r"\\?\C:\data"),
        (r"\\Server\Share", r"\\?\UNC\SERVER\share\"),
        (r"%SystemRoot%\a", r"%systemroot%\A\"),
        (r"C:\x\..\Data", r"C:\Data\."),
    ] {
        assert_eq!(path(one), path(other));
    }
    for (one, other) in [
        (r"C:\Data", r"D:\Data"),
        (r"C:\Data", "C:Data"),
        (r"C:\Data", r"\Data"),
        (r"C:\Data", r"C:\Data "),
        (r"\\?\C:\a/b", r"C:\a\b"),
        (r"C:\ab", r"C:\a\b"),
    ] {
        assert_ne!(path(one), path(other));
    }
}

#[test]
fn a_prefix_ends_at_a_component() {
    assert!(path(r"C:\Data\x").starts_with(&path(r"c:\data\")));
    assert!(path(r"C:\Data").starts_with(&path(r"C:\")));
    assert!(path(r"C:\Data").starts_with(&path(r"C:\Data")));
    assert!(!path(r"C:\dataX").starts_with(&path(r"C:\data")));
    assert!(!path(r"C:\data").starts_with(&path(r"C:\data\x")));
    assert!(!path(r"C:\data").starts_with(&path("data")));
    assert!(path(r"%X%\a").starts_with(&path("%x%")));
}

#[test]
fn a_parent_keeps_the_spelling_of_what_stays() {
    for (child, parent) in [
        (r"C:\Data\\x\", Some(r"C:\Data")),
        (r"C:\Data", Some(r"C:\")),
        (r"C:\", None),
        ("C:a", Some("C:")),
        (r"\a", Some(r"\")),
        ("a", None),
        (r"a\b", Some("a")),
        (r"\\s\h\a", Some(r"\\s\h\")),
        (r"\\s\h\", None),
        (r"%X%\a", Some("%X%")),
        ("%X%", None),
        (r"C:\a\%X%", None),
        (r"C:\a\b\..\c", Some(r"C:\a")),
        (r"a\..\..", None),
        (r"\\?\C:\a\..", Some(r"\\?\C:\a")),
    ] {
        let found = path(child).parent();
        assert_eq!(found.as_ref().map(WinPath::as_str), parent, "{child}");
    }
}

#[test]
fn joining_adds_a_separator_where_one_is_needed() {
    for (base, tail, joined) in [
        (r"%SystemRoot%\x", "a.txt", r"%SystemRoot%\x\a.txt"),
        (r"%SystemRoot%\x\", "a.txt", r"%SystemRoot%\x\a.txt"),
        (r"C:\", r"a\b", r"C:\a\b"),
        ("C:", "a", "C:a"),
        (
            r"\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy1",
            r"dir\f.txt",
            r"\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy1\dir\f.txt",
        ),
    ] {
        assert_eq!(path(base).join(tail).unwrap().as_str(), joined);
    }
    for (tail, fault) in [
        (r"\a", PathFault::RootedTail),
        (r"D:\a", PathFault::RootedTail),
        ("", PathFault::Empty),
        ("*", PathFault::Wildcard('*')),
    ] {
        assert_eq!(path(r"C:\").join(tail).unwrap_err().fault, fault);
    }
}

#[test]
fn expansion_finds_the_root_and_reports_what_is_unknown() {
    let environment: Environment = [("SystemRoot", r"C:\Windows"), ("Bad", "a|b")].into_iter().collect();
    let (expanded, unknown) = path(r"%systemroot%\%Nope%\x").expand(&environment).unwrap();
    assert_eq!(expanded.as_str(), r"C:\Windows\%Nope%\x");
    assert_eq!(expanded.root(), &PathRoot::Drive { letter: 'C' });
    assert_eq!(unknown, ["Nope"]);
    let error = path(r"C:\%Bad%").expand(&environment).unwrap_err();
    assert_eq!(error, PathError { fault: PathFault::ForbiddenCharacter('|'), offset: 4 });
}
