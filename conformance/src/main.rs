//! The program `vsscheck`.

#![forbid(unsafe_code)]

use std::path::Path;
use std::process::ExitCode;

use vss_conformance::cli::{self, Parts, RunSettings};
use vss_conformance::run::{Run, RunOptions, ScenarioResult, replay_plan, run_file, trace_file};
use vss_conformance::scenario::{self, CheckOptions, schema};
use vss_conformance::source::{Problem, Source};
use vss_sim::documents::ReadOptions;
use vss_sim::trace::Record;

fn main() -> ExitCode {
    let parts = Parts {
        runner: &run_on_model,
        tracer: &trace_on_model,
        replayer: &replay_on_model,
        scenario_schema: &schema,
    };
    cli::main(&parts).into()
}

fn run_on_model(path: &Path, settings: &RunSettings) -> Result<ScenarioResult, Vec<Problem>> {
    run_file(path, &options(settings))
}

fn trace_on_model(path: &Path, settings: &RunSettings) -> Result<Run, Vec<Problem>> {
    trace_file(path, &options(settings))
}

fn replay_on_model(text: &str, folder: &Path, settings: &RunSettings) -> Option<Vec<Record>> {
    let options = options(settings);
    let plan = scenario::read(&Source::new("", text), folder, &options.check).ok()?;
    replay_plan(&plan, &options)
}

fn options(settings: &RunSettings) -> RunOptions {
    let documents = ReadOptions { limits: settings.limits, strict: settings.strict };
    RunOptions {
        check: CheckOptions { documents },
        bless: settings.bless,
        events: settings.events,
        all_readings: settings.all_readings,
        ..RunOptions::default()
    }
}
