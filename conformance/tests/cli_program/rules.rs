//! The rules that scenarios cite.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::support::{Ran, vsscheck};

/// A scenario of one step, with these rules; `expect` is the code that the step expects.
fn scenario(rules: &str, expect: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cites.scenario.json");
    let text = format!(
        "{{\n  \"name\": \"cites\",\n  \"rules\": {rules},\n  \"steps\": [\n    \
         {{ \"call\": \"CreateVssBackupComponents\", \"as\": \"backup\", \"expect\": \"{expect}\" }}\n  ]\n}}\n"
    );
    fs::write(&file, text).unwrap();
    (folder, file)
}

fn run(rules: &str, expect: &str, more: &[&str]) -> Ran {
    let (_folder, file) = scenario(rules, expect);
    vsscheck(["run", file.to_str().unwrap()].iter().chain(more))
}

#[test]
fn an_unknown_rule_is_told_with_its_place_and_the_likely_one() {
    let ran = run(r#"["SEL-005", "SEL_006", "LIF-0001"]"#, "S_OK", &[]);
    assert_eq!(ran.code, 2);
    for words in [
        "unknown rule",
        ":3:24",
        "did you mean \"SEL-006\"?",
        ":3:35",
        "did you mean \"LIF-001\"?",
        "SEL-005",
    ] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    let twice = run(r#"["SEL-005", "SEL-005"]"#, "S_OK", &[]);
    assert_eq!(twice.code, 2);
    assert!(twice.err.contains("the rule is named twice") && twice.err.contains(":3:24"), "{}", twice.err);
}

#[test]
fn people_see_the_rules_when_they_ask_and_when_something_fails() {
    let rules = r#"["SEL-005", "LIF-001"]"#;
    let passed = run(rules, "S_OK", &[]);
    assert!(passed.code == 0 && !passed.out.contains("SEL-005"), "{}", passed.out);
    assert!(run(rules, "S_OK", &["-v"]).out.contains("        rules: SEL-005, LIF-001\n"));
    let failed = run(rules, "E_FAIL", &[]);
    assert!(failed.code == 1 && failed.out.contains("    rules:    SEL-005, LIF-001\n"), "{}", failed.out);
    assert!(!run("[]", "E_FAIL", &["-v"]).out.contains("rules:"));
}

#[test]
fn programs_see_the_rules_of_every_scenario() {
    for expect in ["S_OK", "E_FAIL"] {
        let json = run(r#"["SEL-005", "LIF-001"]"#, expect, &["--format=json"]).json();
        assert_eq!(json["scenarios"][0]["rules"], serde_json::json!(["SEL-005", "LIF-001"]));
    }
}

#[test]
fn the_canonical_form_keeps_the_rules() {
    let (_folder, file) = scenario(r#"["LIF-001",    "SEL-005"]"#, "S_OK");
    assert_eq!(vsscheck(["fmt", file.to_str().unwrap()]).code, 0);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("  \"rules\": [\"LIF-001\", \"SEL-005\"],\n"), "{text}");
}
