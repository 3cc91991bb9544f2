//! Damaged scenario files: nothing panics, what still reads prints to a fixed point, and every error lies in the
//! damage or after it.

use std::fs;
use std::path::{Path, PathBuf};

use vss_conformance::json;
use vss_conformance::run::{RunOptions, run_plan};
use vss_conformance::scenario::{CheckOptions, FILE_ENDING, check, format::Scenario};
use vss_conformance::source::{Source, SourceOptions};
use vss_tests::damage::{Damage, Seeded, damage};
use vss_tests::sources::{files_below, workspace};

const MUTANTS: usize = 1_000;

/// What damage puts into a scenario.
const TOKENS: [&str; 30] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u00e9",
    "\\ud800",
    "null",
    "true",
    "7",
    "-1",
    "1e9",
    "{}",
    "[]",
    "\"\"",
    "\0",
    "é",
    "\"call\"",
    "\"note\": \"x\",",
    "S_OK",
    "\r\n",
    " ",
    "  ",
    "\n",
    "\t",
    "\n\n    ",
    "words ",
];

/// Scenarios are a few kilobytes long, so damage is shorter than in documents.
const DAMAGE: Damage<'static> = Damage { tokens: &TOKENS, lengths: [1, 1, 4, 20] };

/// The scenarios that need nothing beside the project.
fn scenarios() -> Vec<(PathBuf, String)> {
    let files = files_below(&workspace().join("scenarios")).into_iter();
    let files = files.filter(|file| file.to_string_lossy().ends_with(FILE_ENDING));
    let texts = files.map(|file| (file.clone(), fs::read_to_string(&file).unwrap()));
    texts.filter(|(_, text)| !text.contains("\"needs\"")).collect()
}

/// Whether the mutant still means something; everything else about it is asserted.
fn survives(folder: &Path, bytes: &[u8], start: usize) -> bool {
    let shown = || String::from_utf8_lossy(bytes).into_owned();
    let source = match Source::from_bytes("mutant", bytes, &SourceOptions::default()) {
        Ok(source) => source,
        Err(errors) => {
            assert!(errors.iter().all(|error| error.place.is_some()), "{errors:?}");
            return false;
        }
    };
    let after_damage = |span: Option<vss_conformance::source::Span>, what: &str| {
        // An error may lie on the token that the damage touches: it ends where the damage begins or later.
        assert!(
            span.is_none_or(|span| span.end >= start),
            "damage at {start}, error at {span:?}: {what}\n{}",
            shown()
        );
    };
    let scenario: Scenario = match json::from_source(&source) {
        Ok(scenario) => scenario,
        Err(errors) => {
            errors.iter().for_each(|error| after_damage(error.span, &error.message));
            return false;
        }
    };
    match check(&scenario, &source, folder, &CheckOptions::default()) {
        Err(problems) => {
            // What is wrong with another file has its place there.
            let here =
                problems.iter().filter(|p| p.diagnostic.place.as_ref().is_some_and(|at| at.path == "mutant"));
            here.for_each(|problem| after_damage(problem.diagnostic.span, &problem.diagnostic.message));
            false
        }
        Ok(plan) => {
            let printed = json::print(&json::parse(&source).unwrap());
            let again = Source::new("printed", printed.clone());
            assert_eq!(json::print(&json::parse(&again).unwrap()), printed);
            assert_eq!(json::from_source::<Scenario>(&again).unwrap(), scenario);
            let _result = run_plan(&plan, &source, &RunOptions::default());
            true
        }
    }
}

#[test]
fn a_thousand_mutants() {
    let scenarios = scenarios();
    assert!(scenarios.len() >= 20, "{}", scenarios.len());
    let mut random = Seeded(2026);
    let mut clean = 0;
    for index in 0..MUTANTS {
        let (file, text) = &scenarios[index % scenarios.len()];
        let (bytes, start) = damage(text, &DAMAGE, &mut random);
        clean += usize::from(survives(file.parent().unwrap(), &bytes, start));
    }
    println!("{clean} of {MUTANTS} mutants still mean something");
    assert!(clean * 5 >= MUTANTS, "{clean} of {MUTANTS}");
}

#[test]
fn every_scenario_reads_back_from_its_canonical_print() {
    for (file, text) in scenarios() {
        let scenario: Scenario = json::from_source(&Source::new("scenario", text)).unwrap();
        let printed = json::to_canonical(&scenario).unwrap();
        let again: Scenario = json::from_source(&Source::new("printed", printed)).unwrap();
        assert_eq!(again, scenario, "{}", file.display());
    }
}
