//! What is wrong with a scenario, told at its place with what would be right.

use std::path::Path;

use vss_conformance::run::{self, RunOptions, Verdict};
use vss_conformance::source::{Diagnostic, Source};

/// What is wrong with a scenario, each with the text it is about.
fn errors(text: &str) -> Vec<(Diagnostic, String)> {
    let source = Source::new("scenario", text.to_owned());
    let problems = run::run_source(&source, Path::new("."), &RunOptions::default()).map(|run| run.result);
    let Err(problems) = problems else { return Vec::new() };
    let of = |diagnostic: Diagnostic| {
        let span = diagnostic.span.unwrap_or_default();
        let position = diagnostic.place.as_ref().and_then(|place| place.position);
        assert!(position.is_some(), "without a line: {diagnostic}");
        let at = text.get(span.start..span.end).unwrap_or_default().to_owned();
        (diagnostic, at)
    };
    problems.into_iter().map(|problem| of(problem.diagnostic)).collect()
}

/// A scenario with two writers and a call that names some of them.
fn with_list(ids: &str) -> String {
    format!(
        r#"{{ "name": "lists",
          "writers": [
            {{ "name": "mail", "initialize": {{ "wszWriterName": "Mail Writer" }} }},
            {{ "name": "notes", "initialize": {{ "wszWriterName": "Notes Writer" }} }} ],
          "steps": [
            {{ "call": "CreateVssBackupComponents", "as": "backup" }},
            {{ "call": "InitializeForBackup" }},
            {{ "call": "EnableWriterClasses", "args": {{ "rgWriterClassId": {ids}, "cClassId": 1 }} }},
            {{ "call": "GatherWriterMetadata" }},
            {{ "call": "GetWriterMetadata", "args": {{ "iWriter": 0 }}, "returns": {{ "pidInstance": "@notes" }} }} ] }}"#
    )
}

#[test]
fn a_list_takes_guids_and_names() {
    let source =
        Source::new("scenario", with_list(r#"["@notes", "{5e700000-0000-4000-8000-000000000000}"]"#));
    let run = run::run_source(&source, Path::new("."), &RunOptions::default()).unwrap();
    assert_eq!(run.result.verdict, Verdict::Passed, "{:?}", run.result.findings);
}

#[test]
fn what_is_wrong_in_a_list_is_told() {
    // The list, the text the error is about, its message, and the help.
    let cases = [
        (r#"["@note"]"#, r#"["@note"]"#, "nothing is called @note", Some("did you mean \"notes\"?")),
        (r#"["mail"]"#, r#"["mail"]"#, "rgWriterClassId holds what is no GUID", None),
        (r#"[7]"#, r#"[7]"#, "rgWriterClassId holds what is no GUID", None),
        (r#""@mail""#, r#""@mail""#, "rgWriterClassId has a value of the wrong type", None),
        ("7", "7", "rgWriterClassId has a value of the wrong type", None),
    ];
    for (list, at, message, help) in cases {
        let found = errors(&with_list(list));
        let [(error, text)] = found.as_slice() else { panic!("{list}: {found:?}") };
        assert_eq!((error.message.as_str(), text.as_str()), (message, at), "{list}");
        assert_eq!(error.help.as_deref(), help, "{list}");
        assert!(error.expected.is_some(), "{list}: {error}");
    }
}

#[test]
fn what_is_wrong_with_a_reading_is_told() {
    let with = |readings: &str| {
        format!(
            r#"{{ "name": "readings", "readings": {readings},
              "steps": [ {{ "call": "CreateVssBackupComponents", "as": "backup" }} ] }}"#
        )
    };
    assert!(errors(&with(r#"{ "abort-after-prepare-snapshot": "not-sent" }"#)).is_empty());
    // The readings, the text the error is about, its message, and the help.
    let cases = [
        (
            r#"{ "abort-after-prepare-snapshots": "sent" }"#,
            r#""abort-after-prepare-snapshots""#,
            "unknown reading",
            "did you mean \"abort-after-prepare-snapshot\"?",
        ),
        (
            r#"{ "C-073": "any-descendant" }"#,
            r#""C-073""#,
            "no scenario can choose an answer of C-073",
            "`vsscheck explain C-073` tells the question and its answers",
        ),
        (
            r#"{ "C-090": "all-in-place" }"#,
            r#""C-090""#,
            "no scenario can choose an answer of C-090",
            "`vsscheck explain C-090` tells the question and its answers",
        ),
        (
            r#"{ "abort-after-prepare-snapshot": "notsent" }"#,
            r#""notsent""#,
            "unknown label of abort-after-prepare-snapshot",
            "did you mean \"not-sent\"?",
        ),
    ];
    for (readings, at, message, help) in cases {
        let found = errors(&with(readings));
        let [(error, text)] = found.as_slice() else { panic!("{readings}: {found:?}") };
        assert_eq!((error.message.as_str(), text.as_str()), (message, at));
        assert_eq!(error.help.as_deref(), Some(help));
    }
    // The same one twice is no scenario.
    let twice = with(r#"{ "abort-after-prepare-snapshot": "sent", "abort-after-prepare-snapshot": "sent" }"#);
    assert_eq!(errors(&twice).len(), 1);
}

#[test]
fn the_registry_has_four_values_for_an_account() {
    let with = |value: u32| {
        let registry = format!(r#"{{"VssAccessControl": {{"LEDGER\\keeper": {value}}}}}"#);
        format!(r#"{{"name": "n", "machine": {{"registry": {registry}}}, "steps": [{{"advance": "1s"}}]}}"#)
    };
    assert!(errors(&with(3)).is_empty());
    let found = errors(&with(4));
    assert_eq!(found.len(), 1);
    assert!(found[0].0.message.contains("4 says nothing of an account"), "{}", found[0].0.message);
}

#[test]
fn a_scenario_without_steps_is_refused() {
    let found = errors(r#"{ "name": "empty", "steps": [] }"#);
    let [(error, text)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((error.message.as_str(), text.as_str()), ("a scenario has steps", "[]"));
    assert!(error.expected.is_some());
}

#[test]
fn a_folder_is_mounted_only_on_a_volume_of_the_machine() {
    let with = |volumes: &str| {
        format!(
            r#"{{ "name": "folders", "machine": {{ "volumes": [ {volumes} ] }},
              "steps": [ {{ "advance": "1s" }} ] }}"#
        )
    };
    // The volumes may come in any order.
    let fits = r#"{ "name": "C:\\Deep\\Mount\\" }, { "name": "C:\\Deep\\" }, { "name": "C:\\" }"#;
    assert!(errors(&with(fits)).is_empty());
    // The volumes, the text the error is about, and the end of its message.
    let cases = [
        (r#"{ "name": "D:\\Mount\\" }"#, r#""D:\\Mount\\""#, "no volume"),
        (r#"{ "name": "C:\\", "also": ["D:\\Mount\\"] }"#, r#""D:\\Mount\\""#, "no volume"),
        (r#"{ "name": "C:\\" }, { "name": "c:\\" }"#, r#""c:\\""#, "another volume has this name"),
        (
            r#"{ "name": "C:\\" }, { "name": "C:\\M\\" }, { "name": "c:\\m\\" }"#,
            r#""c:\\m\\""#,
            "another volume has this name",
        ),
    ];
    for (volumes, at, message) in cases {
        let found = errors(&with(volumes));
        let [(error, text)] = found.as_slice() else { panic!("{volumes}: {found:?}") };
        assert_eq!(text, at, "{volumes}");
        assert!(error.message.contains(message), "{error}");
        assert!(error.expected.is_some() || error.message.contains("already"), "{error}");
    }
    let found = errors(&with(r#"{ "name": "D:\\Mount\\" }"#));
    assert!(found[0].0.help.as_deref().is_some_and(|help| help.contains("give the machine the volume")));
}

#[test]
fn a_component_that_is_to_be_absent_is_expected_of_nothing() {
    let with = |call: &str| {
        format!(
            r#"{{ "name": "absent",
              "writers": [ {{ "name": "mail", "initialize": {{}},
                "script": {{ "OnPrepareBackup": {{ "calls": [ {call} ] }} }} }} ],
              "steps": [ {{ "advance": "1s" }} ] }}"#
        )
    };
    let good = r#"{ "call": "GetComponentName", "component": "a", "absent": true, "optional": true }"#;
    assert!(errors(&with(good)).is_empty());
    // What is changed in the call, the text the error is about, and its message.
    let cases = [
        (
            r#""absent": true, "expect": "S_OK""#,
            r#""S_OK""#,
            "a call on a component that is absent is not made, so that nothing comes back of it",
        ),
        (
            r#""absent": true, "returns": { "pbstrName": "a" }"#,
            r#""pbstrName""#,
            "a call on a component that is absent is not made, so that nothing comes back of it",
        ),
    ];
    for (changed, at, message) in cases {
        let found = errors(&with(&good.replace(r#""absent": true"#, changed)));
        let [(error, text)] = found.as_slice() else { panic!("{changed}: {found:?}") };
        assert_eq!((error.message.as_str(), text.as_str()), (message, at), "{changed}");
    }
    let other = r#"{ "call": "AreComponentsSelected", "absent": true }"#;
    let found = errors(&with(other));
    let [(error, text)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(text, "true");
    assert_eq!(error.message, "AreComponentsSelected is no method of a component that could be absent");
}

#[test]
fn a_class_identifies_itself_in_one_way_and_with_what_that_is_given() {
    let with = |script: &str| {
        format!(
            r#"{{ "name": "identify", "writers": [ {{ "name": "mail", "initialize": {{}}, "script": {{ {script} }} }} ],
              "steps": [ {{ "advance": "1s" }} ] }}"#
        )
    };
    let excludes = r#"{ "calls": [ { "call": "AddExcludeFilesFromSnapshot",
      "args": { "wszPath": "C:\\a", "wszFilespec": "*", "bRecursive": true } } ] }"#;
    assert!(errors(&with(&format!(r#""OnIdentifyEx": {excludes}"#))).is_empty());
    let cases = [
        (
            format!(r#""OnIdentify": {excludes}"#),
            r#""AddExcludeFilesFromSnapshot""#,
            "AddExcludeFilesFromSnapshot is a method of IVssCreateWriterMetadataEx, which OnIdentify is not given",
        ),
        (
            format!(r#""OnIdentify": {{}}, "OnIdentifyEx": {excludes}"#),
            r#""OnIdentifyEx""#,
            "a class overrides OnIdentify or OnIdentifyEx, and not both",
        ),
    ];
    for (script, at, message) in &cases {
        let found = errors(&with(script));
        let [(error, text)] = found.as_slice() else { panic!("{script}: {found:?}") };
        assert_eq!((error.message.as_str(), text.as_str()), (*message, *at), "{script}");
    }
}

/// A scenario with a service, a requester and one more step.
fn with_restore(services: &str, step: &str) -> String {
    format!(
        r#"{{ "name": "restores",
          "machine": {{ "volumes": [ {{ "name": "C:\\" }} ], "processes": [ {{ "name": "ledger" }} ], "services": {services} }},
          "writers": [ {{ "name": "mail", "initialize": {{ "wszWriterName": "Mail Writer" }} }} ],
          "steps": [
            {{ "call": "CreateVssBackupComponents", "as": "backup" }},
            {{ "call": "InitializeForBackup" }},
            {{ "back_up": {{ "into": "tape" }} }},
            {step} ] }}"#
    )
}

#[test]
fn what_is_wrong_in_a_restore_is_told() {
    let one = r#"[ { "name": "LedgerSvc", "process": "ledger" } ]"#;
    let states = r#"{ "states": { "services": { "LedgerSvc": "RUNNING" } } }"#;
    assert!(errors(&with_restore(one, states)).is_empty());
    // The services, the step, the text the error is about, and its message.
    let cases = [
        (one, r#"{ "restore": { "from": "tap" } }"#, r#""tap""#, "unknown medium"),
        (one, r#"{ "restore": { "of": "back", "from": "tape" } }"#, r#""back""#, "unknown requester"),
        (
            one,
            r#"{ "restore": { "from": "tape", "status": { "mail:data": "VSS_RS_SOME" } } }"#,
            r#""VSS_RS_SOME""#,
            "unknown status",
        ),
        (
            one,
            r#"{ "restore": { "from": "tape", "paths": { "C:\\x": null }, "status": { "mail:data": "VSS_RS_ALL" } } }"#,
            r#""mail:data""#,
            "what is restored by \"paths\" is of no component",
        ),
        (
            one,
            r#"{ "restore": { "from": "tape", "status": { "male:data": "VSS_RS_ALL" } } }"#,
            r#""male:data""#,
            "this names no component of a writer",
        ),
        (
            one,
            r#"{ "restore": { "from": "tape", "paths": { "x": null } } }"#,
            r#""x""#,
            "this is no absolute path",
        ),
        (one, r#"{ "states": { "services": { "Ledger": "RUNNING" } } }"#, r#""Ledger""#, "unknown service"),
        (one, r#"{ "states": { "services": { "LedgerSvc": "PAUSED" } } }"#, r#""PAUSED""#, "unknown state"),
        (
            r#"[ { "name": "LedgerSvc", "process": "lodger" } ]"#,
            r#"{ "reboot": {} }"#,
            r#""lodger""#,
            "unknown process",
        ),
        (
            r#"[ { "name": "LedgerSvc", "process": "ledger" }, { "name": "ledgersvc", "process": "mail" } ]"#,
            r#"{ "reboot": {} }"#,
            r#""ledgersvc""#,
            "another service has this name",
        ),
        (
            r#"[ { "name": "LedgerSvc", "process": "mail" }, { "name": "Other", "process": "mail" } ]"#,
            r#"{ "reboot": {} }"#,
            r#""mail""#,
            "another service runs in this process",
        ),
    ];
    for (services, step, at, message) in cases {
        let found = errors(&with_restore(services, step));
        let [(error, text)] = found.as_slice() else { panic!("{step}: {found:?}") };
        assert_eq!((error.message.as_str(), text.as_str()), (message, at), "{step}");
    }
}

/// A scenario with a second machine, of this text, and this step.
fn with_machine(machine: &str, participants: &str, step: &str) -> String {
    format!(
        r#"{{ "name": "machines", "machines": [ {machine} ],
          {participants}
          "steps": [ {{ "call": "CreateVssBackupComponents", "as": "backup" }}, {step} ] }}"#
    )
}

#[test]
fn what_is_wrong_with_further_machines_is_told() {
    let fine = (r#"{ "name": "BACKUP" }"#, "", r#"{ "advance": "1s" }"#);
    assert_eq!(errors(&with_machine(fine.0, fine.1, fine.2)), []);
    let array = |more: &str| format!(r#""providers": [ {{ "name": "array", {more} }} ],"#);
    let elsewhere = array(r#""machine": "BACKUPS""#);
    let system = r#""providers": [ { "name": "system on BACKUP", "machine": "BACKUP" } ],"#.to_owned();
    let unsupported = array(r#""machine": "BACKUP", "supports": [ "D:\\" ]"#);
    let software = array(r#""hardware_ex": false"#);
    // The second machine, the participants, the step, the text the error is about, and its message.
    let cases: [(&str, &str, &str, &str, &str); 11] = [
        ("{}", "", fine.2, "{}", r#"another machine is called "SERVER""#),
        (r#"{ "name": "SERVER" }"#, "", fine.2, r#""SERVER""#, r#"another machine is called "SERVER""#),
        (fine.0, &elsewhere, fine.2, r#""BACKUPS""#, "unknown machine"),
        (fine.0, &system, fine.2, r#""BACKUP""#, "the name of a system provider says which machine it is on"),
        (fine.0, &unsupported, fine.2, r#""D:\\""#, "the machine has no volume or share of this name"),
        (fine.0, &software, fine.2, "false", "this provider has no interface of hardware providers"),
        (
            fine.0,
            "",
            r#"{ "call": "InitializeForBackup", "machine": "BACKUP" }"#,
            r#""BACKUP""#,
            "an object is called in the process that made it",
        ),
        (
            fine.0,
            "",
            r#"{ "advance": "1s", "machine": "BACKUP" }"#,
            r#""BACKUP""#,
            r#""machine" means something only beside call or service"#,
        ),
        (
            r#"{ "name": "BACKUP", "processes": [ { "name": "tool" } ] }"#,
            "",
            r#"{ "call": "CreateVssBackupComponents", "as": "other", "process": "tool", "machine": "BACKUP" }"#,
            r#""BACKUP""#,
            "a process that has a name says which machine it is on",
        ),
        (
            r#"{ "name": "BACKUP", "processes": [ { "name": "db" } ], "services": [ { "name": "Db", "process": "db" } ] }"#,
            "",
            fine.2,
            r#"{ "name": "Db", "process": "db" }"#,
            "services are those of the first machine",
        ),
        (
            r#"{ "name": "BACKUP", "volumes": [ { "name": "V:\\", "vhd_on": "V:\\" } ] }"#,
            "",
            fine.2,
            r#""V:\\""#,
            "no volume lies on a disk that it holds itself",
        ),
    ];
    for (machine, participants, step, at, message) in cases {
        let text = with_machine(machine, participants, step);
        let found = errors(&text);
        let [(error, place)] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!((error.message.as_str(), place.as_str()), (message, at), "{text}");
    }
}
