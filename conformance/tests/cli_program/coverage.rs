//! `vsscheck coverage`.

use std::fs;

use serde_json::Value;

use crate::support::{Ran, command, finish, vsscheck};

const UNPRIVILEGED: &str = r#"{
  "name": "without rights",
  "machine": { "processes": [{ "name": "guest", "privileged": false }] },
  "steps": [
    { "call": "CreateVssBackupComponents", "process": "guest", "expect": "E_ACCESSDENIED" },
    { "call": "CreateVssBackupComponents", "as": "backup" },
    { "call": "GetWriterMetadataCount", "expect": "VSS_E_BAD_STATE" }
  ]
}"#;

const VETO: &str = r#"{
  "name": "a provider vetoes",
  "machine": { "volumes": [{ "name": "C:\\" }] },
  "providers": [{ "name": "copies", "id": "2f7c9a11-5a0b-4a53-9d8e-4c1b7a2e6f01", "type": "VSS_PROV_SOFTWARE",
    "script": { "BeginPrepareSnapshot": { "returns": "VSS_E_PROVIDER_VETO" } } }],
  "steps": [
    { "call": "CreateVssBackupComponents", "as": "backup" },
    { "call": "InitializeForBackup" },
    { "call": "SetContext", "args": { "lContext": "VSS_CTX_FILE_SHARE_BACKUP" } },
    { "call": "StartSnapshotSet" },
    { "call": "AddToSnapshotSet", "args": { "pwszVolumeName": "C:\\", "ProviderId": "@copies" },
      "expect": "VSS_E_PROVIDER_VETO" }
  ]
}"#;

fn pair<'a>(json: &'a Value, interface: &str, method: &str, code: &str) -> &'a Value {
    let is_it =
        |pair: &&Value| pair["interface"] == interface && pair["method"] == method && pair["code"] == code;
    json["pairs"].as_array().unwrap().iter().find(is_it).unwrap()
}

#[test]
fn a_code_counts_by_what_led_to_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rights.scenario.json"), UNPRIVILEGED).unwrap();
    fs::write(folder.path().join("veto.scenario.json"), VETO).unwrap();
    let run = finish(command().args(["coverage", ".", "--format=json"]).current_dir(folder.path()), b"");
    assert_eq!(run.code, 0, "{}", run.err);
    let json = run.json();
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["pairs"].as_array().unwrap().len(), 1306);
    let denied = pair(&json, "VsBackup", "CreateVssBackupComponents", "E_ACCESSDENIED");
    assert_eq!((&denied["status"], &denied["reason"]), (&"caused".into(), &Value::Null));
    assert!(denied["shown_by"].as_str().unwrap().ends_with("rights.scenario.json"));
    let asked = pair(&json, "IVssSoftwareSnapshotProvider", "BeginPrepareSnapshot", "VSS_E_PROVIDER_VETO");
    assert_eq!(asked["status"], "answered");
    assert_eq!(asked["then"]["method"], "AddToSnapshotSet");
    assert_eq!(asked["then"]["code"], "VSS_E_PROVIDER_VETO");
    let added = pair(&json, "IVssBackupComponents", "AddToSnapshotSet", "VSS_E_PROVIDER_VETO");
    assert_eq!(added["status"], "answered");
    let missing = pair(&json, "IVssBackupComponents", "AddToSnapshotSet", "E_ACCESSDENIED");
    assert_eq!((&missing["status"], &missing["shown_by"]), (&"not-modelled".into(), &Value::Null));
    assert_eq!(missing["reason"], "none of the scenarios shows it");
    let boolean = pair(&json, "CVssWriter", "OnFreeze", "true");
    assert_eq!(boolean["status"], "not-a-code");
    let counted: u64 = ["caused", "answered", "injected", "not-modelled", "not-a-code"]
        .iter()
        .map(|status| json["summary"][status].as_u64().unwrap())
        .sum();
    assert_eq!(counted, 1306);
}

#[test]
fn a_scenario_that_fails_is_not_counted() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = UNPRIVILEGED.replace("\"E_ACCESSDENIED\"", "\"E_INVALIDARG\"");
    fs::write(folder.path().join("wrong.scenario.json"), wrong).unwrap();
    let run = vsscheck(["coverage", folder.path().to_str().unwrap()]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("the scenario fails, and is not counted"), "{}", run.err);
    assert_eq!(run.out, "no scenario was replayed, so that nothing is shown\n");
}

#[test]
fn nothing_to_count_and_what_cannot_be_read_have_their_codes() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = vsscheck(["coverage", folder.path().to_str().unwrap()]);
    assert_eq!(
        (nothing.code, nothing.out.as_str()),
        (4, "no scenario was replayed, so that nothing is shown\n")
    );
    fs::write(folder.path().join("broken.scenario.json"), "{").unwrap();
    assert_eq!(vsscheck(["coverage", folder.path().to_str().unwrap()]).code, 2);
}

#[test]
fn people_see_an_interface_a_line_and_more_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rights.scenario.json"), UNPRIVILEGED).unwrap();
    let path = folder.path().to_str().unwrap();
    let run = vsscheck(["coverage", path]);
    assert!(run.out.lines().any(|line| line.starts_with("VsBackup ")), "{}", run.out);
    assert!(!run.out.contains("none of the scenarios shows it"));
    let more = vsscheck(["coverage", path, "-v"]);
    assert!(
        more.out.contains("AddToSnapshotSet E_ACCESSDENIED: none of the scenarios shows it"),
        "{}",
        more.out
    );
}

/// Runs `coverage` on scenarios with these texts.
fn coverage_of(texts: &[&str], flag: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    for (number, text) in texts.iter().enumerate() {
        fs::write(folder.path().join(format!("{number}.scenario.json")), text).unwrap();
    }
    finish(command().args(["coverage", ".", "--format=json", flag]).current_dir(folder.path()), b"")
}

#[test]
fn a_cause_is_the_change_without_which_the_code_does_not_come_back() {
    let run = coverage_of(&[UNPRIVILEGED, VETO], "--verify");
    let json = run.json();
    let denied = pair(&json, "VsBackup", "CreateVssBackupComponents", "E_ACCESSDENIED");
    assert_eq!(denied["cause"]["change"], "without /machine/processes/0/privileged");
    assert!(denied["cause"]["scenario"].as_str().unwrap().ends_with("0.scenario.json"));
    let vetoed = pair(&json, "IVssBackupComponents", "AddToSnapshotSet", "VSS_E_PROVIDER_VETO");
    let change = vetoed["cause"]["change"].as_str().unwrap();
    assert!(change.starts_with("without /providers/0"), "{change}");
    // No change of a scenario that never gathers makes a document of writers.
    let uncaused = pair(&json, "IVssBackupComponents", "GetWriterMetadataCount", "VSS_E_BAD_STATE");
    assert_eq!((&uncaused["status"], &uncaused["cause"]), (&"caused".into(), &Value::Null));
    assert_eq!((run.code, &json["summary"]["without_cause"]), (1, &1.into()));
}

#[test]
fn an_earlier_call_can_be_the_cause() {
    let early = r#"{ "name": "too early", "steps": [
        { "call": "CreateVssBackupComponents", "as": "backup" },
        { "call": "GatherWriterMetadata", "expect": "VSS_E_BAD_STATE" },
        { "call": "InitializeForBackup" } ] }"#;
    let run = coverage_of(&[early], "--verify");
    let json = run.json();
    let early = pair(&json, "IVssBackupComponents", "GatherWriterMetadata", "VSS_E_BAD_STATE");
    assert_eq!(early["cause"]["change"], "with /steps/2 before /steps/1");
    assert_eq!((run.code, &json["summary"]["without_cause"]), (0, &0.into()), "{}", run.err);
}

#[test]
fn a_scenario_that_others_show_in_full_adds_nothing() {
    let run = coverage_of(&[UNPRIVILEGED, VETO], "--unique");
    assert_eq!((run.code, &run.json()["redundant"]), (0, &Value::Array(Vec::new())), "{}", run.err);
    let again = UNPRIVILEGED.replace("guest", "visitor");
    let run = coverage_of(&[UNPRIVILEGED, VETO, &again], "--unique");
    let json = run.json();
    let named: Vec<&str> =
        json["redundant"].as_array().unwrap().iter().map(|one| one["scenario"].as_str().unwrap()).collect();
    assert_eq!(run.code, 1);
    assert!(
        named.len() == 2 && named[0].ends_with("0.scenario.json") && named[1].ends_with("2.scenario.json")
    );
}
