//! The scenarios as a suite: each cites the rules that it shows, and each shows something that few others do.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use vss_conformance::coverage::{Redundant, Unique, facts};
use vss_conformance::run::{FlipEffect, RunOptions, Verdict, run_source};
use vss_conformance::scenario::FILE_ENDING;
use vss_conformance::source::{Source, SourceOptions};
use vss_sim::world::Readings;
use vss_tests::sources::{files_below, workspace};

fn scenarios() -> Vec<PathBuf> {
    let files = files_below(&workspace().join("scenarios")).into_iter();
    files.filter(|file| file.to_string_lossy().ends_with(FILE_ENDING)).collect()
}

fn name(file: &Path) -> String {
    let relative = file.strip_prefix(workspace().join("scenarios")).unwrap_or(file);
    relative.display().to_string().replace(FILE_ENDING, "").replace('\\', "/")
}

#[test]
fn every_scenario_cites_a_rule() {
    let without: Vec<String> = scenarios()
        .iter()
        .filter(|file| {
            let text = fs::read_to_string(file).unwrap();
            let scenario: serde_json::Value = serde_json::from_str(&text).unwrap();
            scenario["rules"].as_array().is_none_or(Vec::is_empty)
        })
        .map(|file| name(file))
        .collect();
    assert!(without.is_empty(), "these scenarios cite no rule: {without:#?}");
}

#[test]
fn every_scenario_shows_what_no_other_does() {
    let mut unique = Unique::default();
    for file in scenarios() {
        let source = Source::read(&file, &SourceOptions::default()).unwrap();
        let run = run_source(&source, file.parent().unwrap(), &RunOptions::default()).unwrap();
        if run.result.verdict == Verdict::Skipped {
            println!("left out: {}: {}", name(&file), run.result.skipped.unwrap_or_default());
            continue;
        }
        unique.add(&name(&file), facts(&run));
    }
    let mut redundant = String::new();
    for Redundant { scenario, rarest } in unique.redundant() {
        redundant += &format!("{scenario} shows nothing that no other does; its rarest facts:\n");
        for (count, fact) in rarest {
            redundant += &format!("    {count} scenarios: {fact}\n");
        }
    }
    println!("the scenarios show {} facts", unique.facts());
    assert!(redundant.is_empty(), "{redundant}");
}

#[test]
fn each_answer_to_an_open_question_decides_a_scenario() {
    let options = RunOptions { all_readings: true, ..RunOptions::default() };
    let mut decided = BTreeSet::new();
    for file in scenarios() {
        let source = Source::read(&file, &SourceOptions::default()).unwrap();
        let run = run_source(&source, file.parent().unwrap(), &options).unwrap();
        for asked in run.result.readings {
            if asked.flips.iter().any(|flip| flip.effect == FlipEffect::Outcome) {
                decided.insert((asked.id, asked.label));
            }
        }
    }
    for row in Readings::table() {
        for label in row.labels {
            let shown = decided.contains(&(row.id, label.label));
            assert!(shown, "no scenario holds with {} {} and fails with another answer", row.id, label.label);
        }
    }
}
