//! The scenarios as a suite: each cites the rules that it shows, and each shows something that few others do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use vss_conformance::coverage::{Observer, Shown};
use vss_conformance::run::{RunOptions, Verdict, run_source};
use vss_conformance::scenario::FILE_ENDING;
use vss_conformance::source::{Source, SourceOptions};
use vss_tests::facts::{Fact, facts};
use vss_tests::sources::{files_below, workspace};

/// So many scenarios may share what a scenario is there for.
const FEW: usize = 3;

/// So many facts of a scenario that has no rare one are shown.
const SHOWN: usize = 6;

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

/// The facts of every scenario that can be run here, the rules that it cites among them.
fn facts_of_all() -> BTreeMap<String, BTreeSet<Fact>> {
    let mut all = BTreeMap::new();
    for file in scenarios() {
        let source = Source::read(&file, &SourceOptions::default()).unwrap();
        let run = run_source(&source, file.parent().unwrap(), &RunOptions::default()).unwrap();
        if run.result.verdict == Verdict::Skipped {
            println!("left out: {}: {}", name(&file), run.result.skipped.unwrap_or_default());
            continue;
        }
        let mut found = facts(&run.start.unwrap(), &run.trace);
        let mut observer = Observer::default();
        observer.add(&name(&file), &run.trace);
        let taken = observer.tally().transitions.into_iter().filter(|line| line.status == Shown::Taken);
        found.extend(taken.map(|line| Fact::Transition(line.id.to_owned())));
        found.extend(run.result.rules.into_iter().map(Fact::Rule));
        all.insert(name(&file), found);
    }
    all
}

#[test]
fn every_scenario_shows_what_few_others_do() {
    let all = facts_of_all();
    let mut shown_by: BTreeMap<&Fact, usize> = BTreeMap::new();
    for fact in all.values().flatten() {
        *shown_by.entry(fact).or_default() += 1;
    }
    let (mut common, mut by_rule_alone) = (String::new(), Vec::new());
    for (name, facts) in &all {
        let rare: Vec<&Fact> = facts.iter().filter(|fact| shown_by[fact] <= FEW).collect();
        if rare.is_empty() {
            let mut rarest: Vec<(usize, &Fact)> = facts.iter().map(|fact| (shown_by[fact], fact)).collect();
            rarest.sort();
            common += &format!("{name}: nothing that at most {FEW} scenarios show; its rarest facts:\n");
            for (count, fact) in rarest.iter().take(SHOWN) {
                common += &format!("    {count} scenarios: {fact}\n");
            }
        } else if rare.iter().all(|fact| matches!(fact, Fact::Rule(_))) {
            by_rule_alone.push(name);
        }
    }
    println!("{} scenarios show {} facts", all.len(), shown_by.len());
    println!("{} rely on a cited rule alone: {by_rule_alone:#?}", by_rule_alone.len());
    assert!(common.is_empty(), "{common}");
}
