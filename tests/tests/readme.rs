//! The README is true: its commands exist, and its scenario runs.

use std::collections::BTreeSet;
use std::fs;

use vss_conformance::policy::diskshadow::Command;
use vss_conformance::run::{RunOptions, Verdict, run_source};
use vss_conformance::source::Source;
use vss_tests::sources::workspace;

fn readme() -> String {
    fs::read_to_string(workspace().join("README.md")).unwrap()
}

/// The code blocks of a language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let opening = format!("```{language}\n");
    text.split(&opening).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn every_verb_named_is_one_of_the_program() {
    let command = vss_conformance::cli::command();
    let verbs: BTreeSet<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let readme = readme();
    let mut named = BTreeSet::new();
    for start in ["vsscheck ", "cargo run --release -- ", "cargo run -- "] {
        for rest in
            readme.split(&format!("`{start}")).skip(1).chain(readme.split(&format!("$ {start}")).skip(1))
        {
            named.extend(rest.split([' ', '`', '\n']).next());
        }
    }
    named.remove("VERB");
    assert!(named.contains("run") && named.contains("meta"), "{named:?}");
    let unknown: Vec<_> = named.iter().filter(|verb| !verbs.contains(**verb)).collect();
    assert!(unknown.is_empty(), "the README names verbs that the program lacks: {unknown:?}");
    let untold: Vec<_> = verbs.iter().filter(|verb| **verb != "help" && !named.contains(**verb)).collect();
    assert!(untold.is_empty(), "the README does not tell of {untold:?}");
}

#[test]
fn the_meta_verbs_are_told() {
    let command = vss_conformance::cli::command();
    let meta = command.find_subcommand("meta").unwrap();
    for verb in meta.get_subcommands().map(clap::Command::get_name).filter(|verb| *verb != "help") {
        assert!(readme().contains(&format!("vsscheck meta {verb}")), "meta {verb}");
    }
}

#[test]
fn the_commands_of_diskshadow_are_told() {
    let readme = readme();
    let names = Command::NAMES.iter().copied();
    let untold: Vec<&str> = names.filter(|name| !readme.contains(&format!("`{name}`"))).collect();
    assert!(untold.is_empty(), "the README does not tell of {untold:?}");
}

#[test]
fn the_scenario_shown_passes() {
    let readme = readme();
    let [scenario] = blocks(&readme, "json")[..] else { panic!("one scenario is shown") };
    let source = Source::new("README.md", scenario);
    let folder = workspace().join("scenarios/format");
    let run = run_source(&source, &folder, &RunOptions::default()).unwrap();
    assert_eq!(run.result.verdict, Verdict::Passed, "{:?}", run.result.findings);
}

#[test]
fn the_two_commands_are_what_ci_runs() {
    let ci = fs::read_to_string(workspace().join(".ci/run")).unwrap();
    for command in ["cargo run --release -- run scenarios", "cargo test"] {
        assert!(readme().contains(&format!("`{command}`")), "{command}");
        let locked = command.replace("--release --", "--release --locked --quiet --");
        assert!(ci.contains(&locked), "{command}");
    }
}
