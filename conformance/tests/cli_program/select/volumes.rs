//! Which volumes the files of components need.

use std::fs;

use serde_json::json;

use super::{document, folder, text};
use crate::support::{Ran, vsscheck, vsscheck_with};

#[test]
fn a_component_with_files_outside_the_volumes_is_refused() {
    let (_folder, ledger, _) = folder();
    let with = |volumes: &str| {
        vsscheck([
            "select",
            text(&ledger),
            "--add=program",
            "--add=accounts",
            "--volumes",
            volumes,
            "--format=json",
        ])
    };
    let ran = with("C:");
    assert_eq!(ran.code, 1);
    assert_eq!(ran.json()["explicit"], json!(["program"]));
    assert_eq!(ran.json()["refused"][0]["rule"], "ORD-019");
    assert!(ran.json()["refused"][0]["message"].as_str().unwrap().contains("E:\\Ledgers"));
    let member =
        ["--add=program", "--add=accounts", "--add=accounts\\closed", "--volumes=C:", "--format=json"];
    let member = vsscheck(["select", text(&ledger)].into_iter().chain(member)).json();
    assert_eq!(member["explicit"], json!(["program"]), "what its definer hid lies elsewhere, too");
    assert_eq!(member["refused"].as_array().unwrap().len(), 2);
    let unset = ["--add=program", "--add=accounts", "--volumes=C:,E:", "--env=Other=C:"];
    let odd = fs::read_to_string(&ledger).unwrap().replace("%SystemRoot%", "%Nowhere%");
    let unset = vsscheck_with(["select", "-"].into_iter().chain(unset), odd.as_bytes());
    assert!(unset.code == 1 && unset.out.contains("--env Nowhere="), "{}", unset.out);
    assert_eq!(with("C:,E:").code, 0);
    assert_eq!(with("c:\\,e:\\").code, 0);
    let elsewhere = ["--volumes=D:", "--env=SystemRoot=D:\\Windows"];
    let ran =
        vsscheck(["select", text(&ledger), "--add=program", "--add=reports"].into_iter().chain(elsewhere));
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert_eq!(vsscheck(["select", text(&ledger), "--env=SystemRoot"]).code, 2);
}

/// A writer with one component whose files are in this directory.
fn with_files_in(path: &str) -> Vec<u8> {
    let files = format!("<FILE_LIST path=\"{path}\" filespec=\"*\" filespecBackupType=\"3855\"/>");
    document("Ledger Writer", 1, &[("", "accounts", true, true, &files)]).into_bytes()
}

fn select(path: &str, more: &[&str]) -> Ran {
    let args = ["select", "-", "--add=accounts", "--format=json"].into_iter().chain(more.iter().copied());
    vsscheck_with(args, &with_files_in(path))
}

#[test]
fn a_mounted_folder_is_a_volume_of_its_own() {
    let inside = r"C:\Mount\Ledgers";
    assert_eq!(select(inside, &[r"--volumes=C:\Mount"]).code, 0, "the drive itself is not in the set");
    assert_eq!(select(r"C:\Ledgers", &[r"--volumes=C:\Mount"]).code, 1);
    assert_eq!(select(inside, &["--volumes=C:"]).code, 0, "nothing is known to be mounted there");
    let other = select(inside, &["--volumes=C:", r"--other-volumes=C:\Mount,Z:"]);
    assert_eq!(other.code, 1);
    let message = other.json()["refused"][0]["message"].clone();
    assert_eq!(
        message,
        r"its files in C:\Mount\Ledgers lie on C:\Mount, which is not in the shadow copy set"
    );
    // A volume can have several names, and a folder below a mounted one is found on what is mounted there.
    assert_eq!(select(inside, &[r"--volumes=D:=C:\Mount"]).code, 0);
    assert_eq!(select(r"D:\Ledgers", &[r"--volumes=C:\Mount=d:\"]).code, 0);
    assert_eq!(select(r"C:\Mount\Deep\x", &[r"--volumes=D:=C:\Mount", r"--other-volumes=D:\Deep"]).code, 1);
    let guid = r"\\?\Volume{5e1ec702-0000-4000-8000-000000000001}\";
    assert_eq!(select(&format!("{guid}x"), &[&format!(r"--volumes=C:={guid}")]).code, 0);
    assert_eq!(
        select(r"C:\a=b\x", &[r"--volumes=C:\a=b"]).code,
        0,
        "a folder's name can hold an equals sign"
    );
}

#[test]
fn what_names_no_volume_is_told() {
    for (flags, flag, words) in [
        (&["--volumes=C:,C:\\"][..], "--volumes", "is named twice"),
        (&["--volumes=C:", "--other-volumes=D:,C:"], "--other-volumes", "\"C:\" is named twice"),
        (&["--volumes=C:=C:"], "--volumes", "is named twice"),
        (&["--volumes=\\\\server\\share"], "--volumes", "it is a share"),
        (&["--volumes=%X%\\y"], "--volumes", "is no volume"),
        (&["--volumes=x"], "--volumes", "the name is not absolute"),
        (&["--volumes="], "--volumes", "is no volume"),
        (&["--other-volumes=D:"], "--volumes", "required"),
    ] {
        let ran = vsscheck_with(["select", "-"].iter().chain(flags), &with_files_in("C:\\"));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{flags:?}");
        assert!(ran.err.contains(flag) && ran.err.contains(words), "{flags:?}: {}", ran.err);
    }
}

#[test]
fn a_path_on_no_volume_is_told_with_what_it_stands_for() {
    let volumes = ["--volumes=C:", "--env=Where=F:\\Data", "--env=Inner=%Nope%"];
    for (path, words) in [
        (r"%Where%\x", r"its files in %Where%\x (F:\Data\x) lie on no volume of the shadow copy set"),
        (r"x\y", "the path names no volume"),
        (r"\\server\share\x", "the path lies on a share or device that is no volume"),
        (r"%Inner%\x", "Nope is not set; --env Nope=… sets it"),
        ("C:\\a|b", "lie on no volume of the shadow copy set: "),
        (r"\\?\Volume{5e1ec702-0000-4000-8000-000000000001}\x", "no volume has the GUID"),
    ] {
        let ran = select(path, &volumes);
        let refused = ran.json()["refused"][0].clone();
        assert_eq!((ran.code, &refused["rule"]), (1, &json!("ORD-019")), "{path}");
        assert!(refused["message"].as_str().unwrap().contains(words), "{path}: {refused}");
    }
    let found = select(r"%SystemRoot%\x", &["--volumes=C:"]);
    assert_eq!(found.json()["files"][0]["expanded_path"], r"C:\Windows\x");
    let shown = vsscheck_with(["select", "-", "--add=accounts"], &with_files_in(r"%SystemRoot%\x"));
    assert!(shown.out.contains(r"%SystemRoot%\x\* (C:\Windows\x)"), "{}", shown.out);
    assert_eq!(select(r"C:\x", &[]).json()["files"][0].get("expanded_path"), None);
}
