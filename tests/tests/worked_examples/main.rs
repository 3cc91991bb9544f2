//! The worked examples of the pages: each has a test, and here are those about files, chains, options and whole runs.

mod events;
mod files;
mod machines;

use std::fs;

use serde_json::Value;
use vss_tests::model::spec::text;
use vss_tests::sources::workspace;

/// An example as it lies in `fixtures/worked-examples`.
fn example(id: &str) -> Value {
    let file = workspace().join(format!("fixtures/worked-examples/{id}.json"));
    let example: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(text(&example, "id"), id);
    example
}

const COMPONENTS: &str = "components/examples.rs";
const FILES: &str = "worked_examples/files.rs";
const EVENTS: &str = "worked_examples/events.rs";
const MACHINES: &str = "worked_examples/machines.rs";
const BACKUPS: &str = "model_worked_examples.rs";
const RESTORES: &str = "model_restore_examples.rs";
const METHODS: &str = "restore_methods.rs";

/// Where each example is a test: the file below `tests/tests` that names it.
const WHERE: &[(u32, &str)] = &[
    (1, COMPONENTS),
    (2, COMPONENTS),
    (3, COMPONENTS),
    (4, COMPONENTS),
    (5, COMPONENTS),
    (6, COMPONENTS),
    (7, COMPONENTS),
    (8, COMPONENTS),
    (9, COMPONENTS),
    (10, COMPONENTS),
    (11, COMPONENTS),
    (12, COMPONENTS),
    (13, MACHINES),
    (14, MACHINES),
    (15, FILES),
    (16, FILES),
    (17, FILES),
    (18, FILES),
    (19, FILES),
    (20, FILES),
    (21, COMPONENTS),
    (22, COMPONENTS),
    (23, COMPONENTS),
    (24, FILES),
    (25, FILES),
    (26, EVENTS),
    (27, RESTORES),
    (28, BACKUPS),
    (29, EVENTS),
    (30, RESTORES),
    (31, METHODS),
    (32, COMPONENTS),
    (33, BACKUPS),
    (34, EVENTS),
    (35, FILES),
];

#[test]
fn every_example_has_a_test_that_reads_it() {
    let here: Vec<String> = WHERE.iter().map(|(number, _)| format!("WE-{number:03}")).collect();
    let mut there: Vec<String> = fs::read_dir(workspace().join("fixtures/worked-examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    there.sort_unstable();
    assert_eq!(here, there);
    if let Some(extract) = vss_tests::model::spec::rules("worked-examples.json") {
        let known: Vec<&str> =
            vss_tests::model::spec::list(&extract, "examples").iter().map(|one| text(one, "id")).collect();
        assert_eq!(here, known);
    }
    for ((_, file), id) in WHERE.iter().zip(&here) {
        let source = fs::read_to_string(workspace().join("tests/tests").join(file)).unwrap();
        // Named where it is read, and not in words alone.
        let read = source.lines().filter(|line| !line.trim_start().starts_with("//"));
        let read = read.filter(|line| line.contains(id.as_str())).count();
        assert!(read > 0, "{file} does not read {id}");
    }
}

/// The scenarios that show what becomes of files.
const SHOWN_BY: &[(&str, &str)] = &[
    ("WE-015", "partial-files/header-and-tail"),
    ("WE-016", "directed-targets/a-file-is-renamed"),
    ("WE-017", "directed-targets/a-partial-file-is-compacted"),
    ("WE-018", "partial-files/a-ranges-file"),
    ("WE-024-b", "chains/full-and-incrementals"),
    ("WE-024-c", "chains/full-and-last-differential"),
    ("WE-024-d", "chains/a-copy-is-no-base"),
    ("WE-026", "chains/a-stamp-leads-to-the-time"),
    ("WE-035", "chains/logs-on-a-volume-of-their-own"),
];

#[test]
fn examples_about_files_are_shown_on_files() {
    for (id, scenario) in SHOWN_BY {
        let file = workspace().join(format!("scenarios/{scenario}.scenario.json"));
        let scenario: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        assert!(text(&scenario, "note").contains(id), "{} does not name {id}", file.display());
        let steps = scenario["steps"].as_array().unwrap();
        assert!(steps.iter().any(|step| step.get("contents").is_some()), "{id}");
    }
}
