//! Steps that are lines of a diskshadow script: what is wrong with them, and what is found when they run.

use std::path::Path;

use vss_conformance::run::{self, Finding, FindingKind, RunOptions, ScenarioResult, Verdict};
use vss_conformance::source::{Diagnostic, Source};
use vss_tests::sources::workspace;

/// A scenario with one writer, whose archive lies on E.
fn scenario(steps: &str) -> Source {
    let component = |name: &str, path: &str| {
        format!(
            r#"{{ "call": "AddComponent", "optional": true, "args": {{ "ct": "VSS_CT_FILEGROUP", "wszComponentName": "{name}",
                "bRestoreMetadata": false, "bNotifyOnBackupComplete": false, "bSelectable": true,
                "bSelectableForRestore": true, "dwComponentFlags": 0 }} }},
               {{ "call": "AddFilesToFileGroup", "optional": true, "args": {{ "wszGroupName": "{name}", "wszPath": "{path}",
                "wszFilespec": "*", "bRecursive": true, "dwBackupTypeMask": 3855 }} }}"#
        )
    };
    let calls = [component("inbox", r"C:\\Mail"), component("archive", r"E:\\Mail")].join(",");
    let text = format!(
        r#"{{ "name": "n", "machine": {{ "volumes": [ {{ "name": "C:\\" }}, {{ "name": "E:\\" }} ] }},
        "writers": [ {{ "name": "mail", "initialize": {{ "wszWriterName": "Mail Writer" }},
          "script": {{ "OnIdentify": {{ "calls": [ {calls} ] }} }} }} ],
        "steps": [
{steps}
        ] }}"#
    );
    Source::new("scenario", text)
}

fn result(steps: &str) -> ScenarioResult {
    run::run_source(&scenario(steps), Path::new("."), &RunOptions::default()).unwrap().result
}

/// The one thing that is found.
fn finding(steps: &str) -> Finding {
    let mut result = result(steps);
    assert_eq!((result.verdict, result.findings.len()), (Verdict::Failed, 1), "{:#?}", result.findings);
    result.findings.remove(0)
}

/// The one thing that is wrong, and the text it is about.
fn error(source: &Source) -> (Diagnostic, String) {
    let problems = run::run_source(source, Path::new("."), &RunOptions::default());
    let problems = problems.map(|run| run.result).unwrap_err();
    let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
    let span = problem.diagnostic.span.unwrap();
    (problem.diagnostic.clone(), source.slice(span).to_owned())
}

#[test]
fn a_refusal_is_expected_by_its_name() {
    let step = r#"{ "diskshadow": ["add volume C:", "create"], "as": "b", "refused": "NO_BACKUP" }"#;
    assert_eq!(result(step).verdict, Verdict::Passed);
    let found = finding(&step.replace("NO_BACKUP", "SET_CREATED"));
    assert_eq!((found.expected.as_deref(), found.found.as_deref()), (Some("SET_CREATED"), Some("NO_BACKUP")));
    assert!(found.message.starts_with("diskshadow: begin backup comes before create"), "{}", found.message);
    let found = finding(&step.replace(r#""refused": "NO_BACKUP""#, r#""expect": "E_INVALIDARG""#));
    assert_eq!(
        (found.expected.as_deref(), found.found.as_deref()),
        (Some("E_INVALIDARG"), Some("NO_BACKUP"))
    );
    let found = finding(&step.replace(r#", "refused": "NO_BACKUP""#, ""));
    assert_eq!((found.expected.as_deref(), found.found.as_deref()), (Some("S_OK"), Some("NO_BACKUP")));
    let found = finding(&step.replace("add volume C:", "begin backup\", \"add volume C:"));
    assert_eq!(found.message, "the script was not stopped by anything");
    assert_eq!(found.expected.as_deref(), Some("NO_BACKUP"));
}

#[test]
fn a_script_stops_at_the_last_line_of_its_step() {
    let found =
        finding(r#"{ "diskshadow": ["create", "add volume C:"], "as": "b", "refused": "NO_VOLUME" }"#);
    assert_eq!(found.message, "the script stopped before its last line, at which it is to stop");
    assert_eq!(found.kind, FindingKind::Expectation);
}

#[test]
fn the_line_that_is_to_blame_is_named() {
    let found = finding(
        r#"{ "diskshadow": ["begin backup",
            "add volume C:",
            "add volume X:",
            "create"], "as": "b" }"#,
    );
    assert_eq!(found.text.as_deref(), Some("\"add volume X:\","));
    assert!(found.message.contains("AddToSnapshotSet came to VSS_E_OBJECT_NOT_FOUND"), "{}", found.message);
    let found = finding(
        r#"{ "diskshadow": ["begin backup", "add volume C:",
            "writer verify \"Mail Writer\"",
            "create"], "as": "b" }"#,
    );
    assert_eq!(found.text.as_deref(), Some(r#""writer verify \"Mail Writer\"","#));
    assert_eq!(
        found.message,
        r"diskshadow: Mail Writer has a component that is left out of the backup: \archive"
    );
}

#[test]
fn all_that_is_said_is_kept_with_its_first_difference() {
    let step = r#"{ "diskshadow": ["begin backup", "add volume C:", "create"], "as": "b",
        "output": [
            "Component \"\\archive\" from writer \"Mail Writer\" is excluded from backup,",
            "because it requires volume E:\\ which is not in the shadow copy set.",
            "",
            "* Including writer \"Mail Writer\":",
            "\t+ Adding component: \\inbox"
        ] }"#;
    let passed = result(step);
    assert_eq!(passed.verdict, Verdict::Passed);
    let [output] = passed.outputs.as_slice() else { panic!("{:?}", passed.outputs) };
    assert_eq!((output.step, output.lines.len(), output.first_difference), (0, 5, None));
    for (changed, line, text) in [
        (step.replace("volume E:", "volume F:"), 1, "\"because it requires"),
        (step.replace("            \"\",\n", ""), 2, "\"* Including"),
        (step.replace(",\n            \"\\t+ Adding component: \\\\inbox\"", ""), 4, "\"output\": ["),
    ] {
        let failed = result(&changed);
        assert_eq!(failed.outputs[0].first_difference, Some(line), "{changed}");
        assert_eq!(failed.outputs[0].lines, output.lines);
        let at = failed.findings[0].text.as_deref().unwrap();
        assert!(at.starts_with(text), "{at}");
    }
}

#[test]
fn writers_are_neither_excluded_nor_verified_without_writers() {
    let step = r#"{ "diskshadow": ["set context nowriters", "add volume C:", "writer exclude \"Mail Writer\"",
        "create"], "as": "b",
        "output": ["Nothing is excluded by \"Mail Writer\": there is no such writer or component."] }"#;
    assert_eq!(result(step).verdict, Verdict::Passed);
    let verified = r#"{ "diskshadow": ["set context nowriters", "add volume C:",
        "writer verify \"Mail Writer\"",
        "create"], "as": "b" }"#;
    let found = finding(verified);
    assert_eq!(found.text.as_deref(), Some(r#""writer verify \"Mail Writer\"","#));
    assert_eq!(found.found.as_deref(), Some("NOT_INCLUDED"));
}

#[test]
fn events_tell_the_arguments_of_calls() {
    let found = finding(
        r#"{ "diskshadow": ["begin backup", "add volume C:", "add volume X:", "create"], "as": "b" }"#,
    );
    let events = found.events.join("\n");
    for told in [
        "InitializeForBackup(bstrXML: NULL) returns S_OK",
        "SetBackupState(bSelectComponents: true, bBackupBootableSystemState: true, backupType: VSS_BT_FULL,",
        "AddComponent(instanceId: @mail, writerId: @mail, ct: VSS_CT_FILEGROUP, wszLogicalPath: NULL, \
         wszComponentName: \"inbox\")",
        r#"AddToSnapshotSet(pwszVolumeName: "X:\\", ProviderId: "#,
    ] {
        assert!(events.contains(told), "{told} is not in\n{events}");
    }
}

#[test]
fn what_is_wrong_with_a_step_is_told_at_its_place() {
    // The step, the text the error is about, its message, and the help.
    let cases = [
        (
            r#"{ "diskshadow": ["create"], "as": "b", "refused": "NO_VOLUMES" }"#,
            r#""NO_VOLUMES""#,
            "unknown refusal",
            Some(r#"did you mean "NO_VOLUME"?"#),
        ),
        (
            r#"{ "diskshadow": ["create"], "as": "b", "refused": "NO_VOLUME", "expect": "E_FAIL" }"#,
            r#""NO_VOLUME""#,
            "a line that is refused makes no call, so that no code is to be expected",
            Some(r#"leave out "expect" or "refused""#),
        ),
        (
            r#"{ "diskshadow": ["expose %copy% X:"], "as": "b" }"#,
            r#""expose %copy% X:""#,
            r#"diskshadow knows "expose"; it is not modelled yet"#,
            None,
        ),
        (
            r#"{ "diskshadow": ["ad volume C:"], "as": "b" }"#,
            r#""ad volume C:""#,
            "diskshadow knows no such command",
            Some(r#"did you mean "add volume"?"#),
        ),
        (
            r#"{ "advance": "1s", "refused": "NO_VOLUME" }"#,
            r#""NO_VOLUME""#,
            r#""refused" means something only beside diskshadow"#,
            None,
        ),
        (
            r#"{ "advance": "1s", "on": "b" }"#,
            r#""b""#,
            r#""on" means something only beside call or diskshadow"#,
            None,
        ),
        (
            r#"{ "advance": "1s", "ends": "S_OK" }"#,
            r#""S_OK""#,
            r#""ends" means something only beside call"#,
            None,
        ),
    ];
    for (step, at, message, help) in cases {
        let (error, text) = error(&scenario(step));
        assert_eq!((error.message.as_str(), text.as_str()), (message, at), "{step}");
        assert_eq!(error.help.as_deref(), help, "{step}");
    }
}

#[test]
fn a_component_that_a_handler_is_given_or_not_is_told() {
    let file = workspace().join("scenarios/diskshadow/members-are-not-added.scenario.json");
    let text = std::fs::read_to_string(file).unwrap();
    let absent = r#""component": "ledgers\\2025", "absent": true"#;
    assert!(text.contains(absent));
    for (changed, message) in [
        (
            r#""component": "ledgers\\2025""#,
            "GetComponentName in OnPrepareBackup: the handler was not given this component, so that the call could \
             not be made; \"absent\": true expects that",
        ),
        (
            r#""component": "ledgers", "absent": true"#,
            "GetComponentName in OnPrepareBackup: the handler was given the component, which is to be absent",
        ),
    ] {
        let source = Source::new("scenario", text.replace(absent, changed));
        let result = run::run_source(&source, Path::new("."), &RunOptions::default()).unwrap().result;
        let [found] = result.findings.as_slice() else { panic!("{:#?}", result.findings) };
        assert_eq!(found.message, message);
    }
}
