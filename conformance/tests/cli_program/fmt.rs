//! `vsscheck fmt`.

use std::fs;
use std::time::{Duration, SystemTime};

use crate::support::{BadInputs, command, finish, names_in, vsscheck, vsscheck_with};

const UGLY: &str = "{\"name\":\"x\",\r\n\"steps\":[ ]}";
const FINE: &str = "{ \"name\": \"x\", \"steps\": [] }\n";

#[test]
fn files_are_formatted_once() {
    let folder = tempfile::tempdir().unwrap();
    let (ugly, fine) = (folder.path().join("a.scenario.json"), folder.path().join("b.scenario.json"));
    let other = folder.path().join("c.json");
    fs::write(&ugly, UGLY).unwrap();
    fs::write(&fine, FINE).unwrap();
    fs::write(&other, UGLY).unwrap();
    let past = SystemTime::now() - Duration::from_secs(1000);
    fs::File::options().write(true).open(&fine).unwrap().set_modified(past).unwrap();
    let root = folder.path().to_str().unwrap();

    let checked = vsscheck(["fmt", "--check", root]);
    assert_eq!((checked.code, checked.out.as_str()), (1, format!("{}\n", ugly.display()).as_str()));
    assert_eq!(checked.err, "1 of 2 files would be changed\n");
    assert_eq!(fs::read_to_string(&ugly).unwrap(), UGLY);

    let changed = vsscheck(["fmt", root]);
    assert_eq!((changed.code, changed.out), (0, checked.out));
    assert_eq!(changed.err, "1 of 2 files changed\n");
    assert_eq!(fs::read_to_string(&ugly).unwrap(), FINE);
    assert_eq!(fs::metadata(&fine).unwrap().modified().unwrap(), past);
    assert_eq!(fs::read_to_string(&other).unwrap(), UGLY);

    for args in [vec!["fmt", root], vec!["fmt", "--check", root]] {
        let ran = vsscheck(&args);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    }
    // What is wrong is said even when little is to be said.
    assert!(!vsscheck(["fmt", "-q", "--check", other.to_str().unwrap()]).out.is_empty());
    assert_eq!(vsscheck(["fmt", "-q", other.to_str().unwrap()]).out, "");
    assert_eq!(fs::read_to_string(&other).unwrap(), FINE);
    assert_eq!(names_in(folder.path()), ["a.scenario.json", "b.scenario.json", "c.json"]);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let ran = vsscheck_with(["fmt", "-"], UGLY.as_bytes());
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, FINE, ""));
    assert_eq!(vsscheck_with(["fmt", "-", "--check"], UGLY.as_bytes()).code, 1);
    assert_eq!(vsscheck_with(["fmt", "-", "--check"], FINE.as_bytes()).code, 0);
    let ran = vsscheck_with(["fmt", "-"], b"{\n  \"a\" 1\n}");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("<stdin>:2:"), "{}", ran.err);
}

#[test]
fn bad_files_are_told_and_left_alone_and_the_others_are_formatted() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.scenario.json");
    for (what, bad) in BadInputs::new().paths {
        fs::write(&good, UGLY).unwrap();
        let before = fs::read(&bad).ok();
        let ran = vsscheck(["fmt", bad.to_str().unwrap(), good.to_str().unwrap()]);
        assert_eq!(ran.code, 2, "{what}");
        assert!(ran.err.contains(bad.to_str().unwrap()), "{what}: {}", ran.err);
        assert_eq!(fs::read(&bad).ok(), before, "{what}");
        assert_eq!(fs::read_to_string(&good).unwrap(), FINE, "{what}");
    }
}

#[test]
fn nothing_to_format_is_not_success() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(vsscheck(["fmt", folder.path().to_str().unwrap()]).code, 4);
    // The usual folder is not there.
    assert_eq!(finish(command().arg("fmt").current_dir(folder.path()), b"").code, 2);
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("file"), folder.path().join("link"));
    fs::write(&file, UGLY).unwrap();
    std::os::unix::fs::symlink("file", &link).unwrap();
    assert_eq!(vsscheck(["fmt", link.to_str().unwrap()]).code, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), FINE);
}
