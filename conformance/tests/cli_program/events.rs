//! The events that a run shows.

use std::fs;

use crate::support::{Ran, vsscheck};

/// Runs a scenario of twelve calls, of which the tenth returns another code than it says.
fn run(more: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("late.scenario.json");
    let early = "{ \"call\": \"AbortBackup\" },\n".repeat(7);
    let text = format!(
        r#"{{ "name": "late", "steps": [
{{ "call": "CreateVssBackupComponents", "as": "backup" }},
{{ "call": "InitializeForBackup" }},
{early}{{ "call": "SetContext", "args": {{ "lContext": "VSS_CTX_ALL" }}, "expect": "E_FAIL" }},
{{ "call": "StartSnapshotSet", "expect": "VSS_E_BAD_STATE" }},
{{ "call": "Release" }} ] }}"#
    );
    fs::write(&file, text).unwrap();
    vsscheck(["run", file.to_str().unwrap()].iter().chain(more))
}

/// How many events of a method are shown.
fn count(ran: &Ran, method: &str) -> usize {
    ran.out.matches(&format!("IVssBackupComponents::{method}(")).count()
}

#[test]
fn a_finding_shows_its_step_its_line_and_the_last_events_before_it() {
    let ran = run(&[]);
    assert_eq!(ran.code, 1);
    for words in [
        "  step 10: SetContext returned S_OK",
        "    expected: E_FAIL\n    got:      S_OK\n    at:       ",
        "late.scenario.json:11:",
        r#"              { "call": "SetContext", "args": { "lContext": "VSS_CTX_ALL" }, "expect": "E_FAIL" },"#,
        "last events (after 3 others",
    ] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    assert_eq!((count(&ran, "SetContext"), count(&ran, "AbortBackup")), (1, 7), "{}", ran.out);
    // What comes after the step has not happened.
    assert_eq!((count(&ran, "StartSnapshotSet"), count(&ran, "Release")), (0, 0), "{}", ran.out);
    assert_eq!(count(&ran, "InitializeForBackup"), 0, "{}", ran.out);
}

#[test]
fn those_who_want_more_see_all_events_so_far() {
    for flags in [&["-v"][..], &["-vv"], &["-v", "-v"]] {
        let ran = run(flags);
        assert!(ran.out.contains("    events so far:\n"), "{}", ran.out);
        assert_eq!((count(&ran, "InitializeForBackup"), count(&ran, "SetContext")), (1, 1), "{}", ran.out);
    }
    let json = run(&["--format=json"]).json();
    let events = json["scenarios"][0]["findings"][0]["events"].as_array().unwrap().len();
    assert_eq!(events, 11, "{json}");
    assert_eq!(json["scenarios"][0]["findings"][0]["line"], 11);
    assert!(
        json["scenarios"][0]["findings"][0]["text"]
            .as_str()
            .unwrap()
            .starts_with("{ \"call\": \"SetContext\"")
    );
}

#[test]
fn those_who_want_everything_see_the_events_of_what_passes() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../scenarios/creation-lock/freed-by-release.scenario.json");
    let run = |more: &[&str]| vsscheck(["run", file.to_str().unwrap()].iter().chain(more));
    assert_eq!(count(&run(&["-v"]), "StartSnapshotSet"), 0);
    let everything = run(&["-vv"]);
    assert_eq!((everything.code, count(&everything, "StartSnapshotSet")), (0, 3), "{}", everything.out);
    assert!(everything.out.contains("        events:\n"), "{}", everything.out);
    assert!(run(&["--format=json"]).json()["scenarios"][0]["events"].is_null());
    let told = run(&["--format=json", "-vv"]).json();
    assert!(told["scenarios"][0]["events"].as_array().unwrap().len() > 5);
}
