//! The published schema is the generated one, and every scenario fits it.
//!
//! `UPDATE_SCHEMA=1 cargo test -p vss-tests --test schema` writes it anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use vss_conformance::scenario::{FILE_ENDING, schema};
use vss_tests::sources::{files_below, workspace};

fn published() -> PathBuf {
    workspace().join("scenarios/scenario.schema.json")
}

#[test]
fn the_published_schema_is_the_generated_one() {
    let generated = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(published(), &generated).unwrap();
    }
    let published = fs::read_to_string(published()).unwrap();
    assert!(
        published == generated,
        "scenarios/scenario.schema.json has drifted: UPDATE_SCHEMA=1 writes it anew"
    );
}

fn scenarios() -> Vec<PathBuf> {
    let all = ["scenarios", "tests/scenarios"].map(|folder| files_below(&workspace().join(folder)));
    all.into_iter().flatten().filter(|file| file.to_string_lossy().ends_with(FILE_ENDING)).collect()
}

#[test]
fn every_scenario_fits_the_schema() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let files = scenarios();
    assert!(files.len() >= 20, "{} scenarios", files.len());
    for file in files {
        let scenario: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&scenario)
            .map(|error| format!("{} {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", file.display());
    }
}

/// The keys of every object in a JSON value.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            found.extend(object.keys().cloned());
            object.values().for_each(|value| keys(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_scenario_that_explains_the_format_has_every_field() {
    let text = fs::read_to_string(workspace().join("scenarios/format/explained.scenario.json")).unwrap();
    let mut used = BTreeSet::new();
    keys(&serde_json::from_str(&text).unwrap(), &mut used);
    let schema = schema();
    let definitions = schema["$defs"].as_object().unwrap().values();
    let properties = definitions.chain([&schema]).filter_map(|shape| shape["properties"].as_object());
    let fields: BTreeSet<&String> = properties.flat_map(|properties| properties.keys()).collect();
    assert!(fields.len() > 50, "{fields:?}");
    // As it says of itself.
    let missing: Vec<_> = fields.into_iter().filter(|field| !used.contains(*field)).collect();
    assert_eq!(missing, ["in_process"]);
}

#[test]
fn the_schema_refuses_what_the_check_refuses() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let step = |step: Value| serde_json::json!({ "name": "n", "steps": [step] });
    assert!(validator.is_valid(&step(serde_json::json!({ "call": "GatherWriterMetadata" }))));
    for wrong in [
        serde_json::json!({ "call": "GatherWriterMetadat" }),
        serde_json::json!({ "call": "SetContext", "args": { "lContext": "VSS_CTX_BACKUP", "more": 1 } }),
        serde_json::json!({ "call": "SetContext", "args": {} }),
        serde_json::json!({ "call": "SetContext" }),
        serde_json::json!({ "call": "StartSnapshotSet", "returns": { "pid": "GUID_NULL" } }),
        serde_json::json!({ "call": "GatherWriterMetadata", "expect": "S_FINE" }),
        serde_json::json!({ "advance": "5 seconds" }),
        serde_json::json!({ "unknown": 1 }),
    ] {
        assert!(!validator.is_valid(&step(wrong.clone())), "{wrong}");
    }
    assert!(!validator.is_valid(&serde_json::json!({ "name": "n", "steps": [] })));
    let citing =
        |rules: &[&str]| serde_json::json!({ "name": "n", "rules": rules, "steps": [{ "advance": "1s" }] });
    assert!(validator.is_valid(&citing(&["SEL-005", "LIF-001"])));
    assert!(
        !validator.is_valid(&citing(&["SEL-999"])) && !validator.is_valid(&citing(&["SEL-005", "SEL-005"]))
    );
}
