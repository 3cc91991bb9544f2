//! The program `vsscheck`.

#![forbid(unsafe_code)]

use std::path::Path;
use std::process::ExitCode;

use vss_conformance::cli::{self, Parts, RunSettings};
use vss_conformance::run::{Run, RunOptions, ScenarioResult, run_file, trace_file};
use vss_conformance::scenario::{CheckOptions, schema};
use vss_conformance::source::Problem;
use vss_sim::documents::ReadOptions;

fn main() -> ExitCode {
    cli::main(&Parts { runner: &run_on_model, tracer: &trace_on_model, scenario_schema: &schema }).into()
}

fn run_on_model(path: &Path, settings: &RunSettings) -> Result<ScenarioResult, Vec<Problem>> {
    run_file(path, &options(settings))
}

fn trace_on_model(path: &Path, settings: &RunSettings) -> Result<Run, Vec<Problem>> {
    trace_file(path, &options(settings))
}

fn options(settings: &RunSettings) -> RunOptions {
    let documents = ReadOptions { limits: settings.limits, strict: settings.strict };
    RunOptions {
        check: CheckOptions { documents },
        bless: settings.bless,
        events: settings.events,
        ..RunOptions::default()
    }
}
