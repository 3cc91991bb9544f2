//! `vsscheck run`.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vss_conformance::cli::{Console, Exit, Parts, RunSettings, execute};

use vss_conformance::run::{Finding, FindingKind, ScenarioResult, Verdict};
use vss_conformance::source::{Diagnostic, Problem, Span};

use crate::support::{BadInputs, command, finish, fixture, vsscheck, vsscheck_with};

/// Gives the result that the name of the file asks for.
fn by_name(path: &Path) -> Result<ScenarioResult, Vec<Problem>> {
    let name = path.file_name().unwrap().to_string_lossy().replace(".scenario.json", "");
    let verdict = match name.as_str() {
        "failed" => Verdict::Failed,
        "broken" => panic!("a runner that fails, on purpose"),
        "skipped" => Verdict::Skipped,
        "unreadable" => {
            let diagnostic = Diagnostic::file_error(path.display().to_string(), "it is no scenario");
            return Err(vec![Problem::without_source(diagnostic)]);
        }
        _ => Verdict::Passed,
    };
    let finding = Finding {
        kind: FindingKind::Expectation,
        rule: None,
        message: "not as expected".to_owned(),
        expected: Some("S_OK".to_owned()),
        found: Some("VSS_E_BAD_STATE".to_owned()),
        step: Some(0),
        place: None,
        text: None,
        events: vec!["an event".to_owned()],
    };
    Ok(ScenarioResult {
        path: path.display().to_string(),
        name,
        rules: vec!["SEL-005".to_owned()],
        verdict,
        skipped: (verdict == Verdict::Skipped).then(|| "because".to_owned()),
        findings: if verdict == Verdict::Failed { vec![finding] } else { Vec::new() },
        outputs: Vec::new(),
        events: None,
        readings: Vec::new(),
        warnings: vec![Problem::without_source(Diagnostic::warning(Span::at(0), "odd"))],
        blessed: Vec::new(),
    })
}

/// What a run with the runner above gave.
struct Ran {
    exit: Exit,
    out: String,
    err: String,
    settings: Vec<RunSettings>,
}

fn run(args: &[&str]) -> Ran {
    let settings = RefCell::new(Vec::new());
    let runner = |path: &Path, with: &RunSettings| {
        settings.borrow_mut().push(*with);
        by_name(path)
    };
    let parts = Parts {
        runner: &runner,
        tracer: &|_, _| Err(Vec::new()),
        replayer: &|_, _, _| None,
        scenario_schema: &|| serde_json::json!({}),
    };
    let args: Vec<OsString> = ["vsscheck", "run"].iter().chain(args).map(OsString::from).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = execute(&args, &parts, &mut Console::plain(&mut out, &mut err));
    Ran {
        exit,
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
        settings: settings.into_inner(),
    }
}

/// A folder with scenarios of these names.
fn scenarios(names: &[&str]) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    for name in names {
        let scenario = format!(r#"{{ "name": "{name}", "steps": [ {{ "advance": "1s" }} ] }}"#);
        fs::write(folder.path().join(format!("{name}.scenario.json")), scenario).unwrap();
    }
    let path = folder.path().to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn the_exit_code_is_that_of_the_worst() {
    let cases = [
        (Exit::Clean, vec!["passed"]),
        (Exit::Clean, vec!["passed", "skipped"]),
        (Exit::Findings, vec!["passed", "skipped", "failed"]),
        (Exit::Input, vec!["passed", "skipped", "failed", "unreadable"]),
        (Exit::Input, vec!["skipped", "unreadable"]),
        (Exit::Nothing, vec!["skipped"]),
        (Exit::Nothing, vec![]),
        (Exit::Broken, vec!["passed", "failed", "unreadable", "broken"]),
    ];
    for (exit, names) in cases {
        let (_folder, path) = scenarios(&names);
        for format in ["human", "json"] {
            assert_eq!(run(&[&path, "--format", format]).exit, exit, "{names:?}");
        }
    }
}

#[test]
fn people_see_a_line_a_scenario_and_the_sum() {
    let (_folder, path) = scenarios(&["a", "failed", "skipped", "unreadable"]);
    let ran = run(&[&path]);
    let first_words: Vec<&str> =
        ran.out.lines().filter_map(|line| line.split(' ').find(|word| !word.is_empty())).collect();
    assert_eq!(first_words[0], "ok");
    assert_eq!(first_words[1], "FAILED");
    assert!(ran.out.contains("\nskipped skipped: because\n"), "{}", ran.out);
    assert!(ran.out.contains("\nUNREADABLE "), "{}", ran.out);
    assert!(ran.out.ends_with("1 passed, 1 failed, 1 skipped, 1 unreadable\n"), "{}", ran.out);
    assert!(ran.err.contains("it is no scenario") && ran.err.contains("warning: odd"), "{}", ran.err);

    let quiet = run(&[&path, "-q"]);
    assert!(quiet.out.starts_with("FAILED") && !quiet.out.contains("passed"), "{}", quiet.out);
    assert!(quiet.err.contains("it is no scenario") && !quiet.err.contains("odd"), "{}", quiet.err);
    assert!(run(&[&path, "-v"]).out.contains(&path));
    assert!(!ran.out.contains(&format!("{path}{}a", std::path::MAIN_SEPARATOR)));
}

#[test]
fn programs_see_the_published_shape() {
    let (_folder, path) = scenarios(&["a", "failed", "skipped", "unreadable"]);
    let ran = run(&[&path, "--format=json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["schema_version"], 1);
    assert_eq!(
        json["summary"],
        serde_json::json!({ "passed": 1, "failed": 1, "skipped": 1, "unreadable": 1, "not_run": 0 })
    );
    let outcomes: Vec<&str> = json["scenarios"]
        .as_array()
        .unwrap()
        .iter()
        .map(|scenario| {
            assert!(scenario["path"].is_string() && scenario["name"].is_string());
            scenario["outcome"].as_str().unwrap()
        })
        .collect();
    assert_eq!(outcomes, ["passed", "failed", "skipped"]);
    let finding = &json["scenarios"][1]["findings"][0];
    assert_eq!(finding["kind"], "expectation");
    assert_eq!(finding["message"], "not as expected");
    assert_eq!(finding["step"], 0);
    assert!(finding["rule"].is_null() && finding.get("rule").is_some());
    assert_eq!(json["errors"][0]["diagnostics"][0]["message"], "it is no scenario");
}

#[test]
fn a_run_can_stop_at_the_first_failure() {
    for (bad, counts) in
        [("failed", "1 failed, 0 skipped"), ("unreadable", "0 failed, 0 skipped, 1 unreadable")]
    {
        let (_folder, path) = scenarios(&["a", bad, "x", "y"]);
        let ran = run(&[&path, "--fail-fast"]);
        assert!(ran.out.ends_with(&format!("1 passed, {counts}, 2 not run\n")), "{}", ran.out);
        assert_eq!(ran.settings.len(), 2);
        assert_eq!(run(&[&path]).settings.len(), 4);
    }
}

#[test]
fn flags_reach_the_runner() {
    let (_folder, path) = scenarios(&["a"]);
    let usual = RunSettings::default();
    assert_eq!(run(&[&path]).settings, [usual]);
    let mut wanted = RunSettings { bless: true, strict: true, ..usual };
    wanted.limits.size = 1;
    wanted.limits.depth = 2;
    wanted.limits.attributes = 3;
    wanted.limits.elements = 4;
    let limits = ["--limit-bytes=1", "--limit-depth=2", "--limit-attributes=3", "--limit-elements=4"];
    let args: Vec<&str> = [path.as_str(), "--bless", "--strict"].into_iter().chain(limits).collect();
    assert_eq!(run(&args).settings, [wanted]);
}

#[test]
fn a_folder_without_scenarios_is_told() {
    let (_one, empty) = scenarios(&[]);
    let (_other, full) = scenarios(&["a"]);
    let ran = run(&[&empty, &full]);
    assert_eq!(ran.exit, Exit::Clean);
    assert!(ran.err.contains("no scenario is in this folder"), "{}", ran.err);
}

#[test]
fn bad_scenarios_are_told_and_the_others_still_run() {
    let (_folder, path) = scenarios(&["good"]);
    for (what, bad) in BadInputs::new().paths {
        let ran = vsscheck(["run", bad.to_str().unwrap(), &path]);
        assert_eq!(ran.code, 2, "{what}");
        assert!(ran.err.contains(bad.to_str().unwrap()), "{what}: {}", ran.err);
        assert!(ran.out.contains("1 unreadable"), "{what}: {}", ran.out);
        assert!(ran.out.contains("good"), "{what}: {}", ran.out);
        let json = vsscheck(["run", bad.to_str().unwrap(), "--format=json"]);
        assert_eq!((json.code, &json.json()["summary"]["unreadable"]), (2, &1.into()), "{what}");
    }
}

#[test]
fn the_usual_folder_is_scenarios() {
    let folder = tempfile::tempdir().unwrap();
    let run_there = || finish(command().arg("run").current_dir(folder.path()), b"");
    let ran = run_there();
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("scenarios"), "{}", ran.err);
    fs::create_dir(folder.path().join("scenarios")).unwrap();
    assert_eq!(run_there().code, 4);
    let file: PathBuf = folder.path().join("scenarios/bad.scenario.json");
    fs::write(&file, "{").unwrap();
    let ran = run_there();
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("bad.scenario.json:1:2"), "{}", ran.err);
}

#[test]
fn what_diskshadow_said_is_shown_to_those_who_want_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios/diskshadow");
    let file = folder.join("writer-exclude.scenario.json");
    let run = |more: &[&str]| vsscheck(["run", file.to_str().unwrap()].iter().chain(more));
    let said = "        diskshadow said in step 1:\n        | Component ";
    assert!(!run(&[]).out.contains("diskshadow said"));
    let ran = run(&["-v"]);
    assert!(ran.code == 0 && ran.out.contains(said), "{}", ran.out);
    let json = run(&["--format=json"]).json();
    let output = &json["scenarios"][0]["outputs"][0];
    assert_eq!((&output["step"], &output["first_difference"]), (&0.into(), &serde_json::Value::Null));
    assert!(output["lines"].as_array().is_some_and(|lines| lines.len() > 3), "{json}");
}

#[test]
fn a_scenario_can_come_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(fixture("writer-metadata/my-writer.xml"), folder.path().join("writer.xml")).unwrap();
    let text = r#"{ "name": "piped", "writers": [{ "name": "writer", "document": "writer.xml" }], "steps": [
{ "call": "CreateVssBackupComponents", "as": "backup" },
{ "call": "InitializeForBackup" } ] }"#;
    // Its files are named from the current folder.
    let ran = finish(command().args(["run", "-"]).current_dir(folder.path()), text.as_bytes());
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("piped") && ran.out.contains("1 passed"), "{}", ran.out);
    let alone = br#"{ "name": "x", "steps": [{ "call": "CreateVssBackupComponents", "as": "backup" }] }"#;
    let json = vsscheck_with(["run", "-", "--format=json"], alone).json();
    assert_eq!(json["scenarios"][0]["path"], "<stdin>");
    let broken = vsscheck_with(["run", "-"], b"{ \"name\": ");
    assert_eq!(broken.code, 2);
    assert!(broken.err.contains("<stdin>:1:"), "{}", broken.err);
    assert!(broken.out.contains("UNREADABLE <stdin>"), "{}", broken.out);
    assert_eq!(vsscheck_with(["run", "-"], b"").code, 2);
}
