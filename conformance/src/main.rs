//! The program `vsscheck`.

#![forbid(unsafe_code)]

use std::path::Path;
use std::process::ExitCode;

use vss_conformance::cli::{self, Parts, RunSettings};
use vss_conformance::run::{RunOptions, ScenarioResult, run_file};
use vss_conformance::scenario::{CheckOptions, schema};
use vss_conformance::source::Problem;
use vss_sim::documents::ReadOptions;

fn main() -> ExitCode {
    cli::main(&Parts { runner: &run_on_model, scenario_schema: &schema }).into()
}

fn run_on_model(path: &Path, settings: &RunSettings) -> Result<ScenarioResult, Vec<Problem>> {
    let documents = ReadOptions { limits: settings.limits, strict: settings.strict };
    let options = RunOptions {
        check: CheckOptions { documents },
        bless: settings.bless,
        events: settings.events,
        ..RunOptions::default()
    };
    run_file(path, &options)
}
