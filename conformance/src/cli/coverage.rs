//! `vsscheck coverage`.

use std::path::Path;

use super::args::{CoverageArgs, Format};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::run::RunSettings;
use super::scenario_files::scenario_files;
use crate::coverage::Coverage;
use crate::files::name_of;
use crate::report::{coverage_as_json, coverage_for_people};
use crate::run::{Run, Verdict};
use crate::source::{Diagnostic, Problem};

/// What runs one scenario file and keeps its trace, or says why the file cannot be read.
pub type Tracer<'a> = dyn Fn(&Path, &RunSettings) -> Result<Run, Vec<Problem>> + 'a;

pub fn coverage(
    args: &CoverageArgs,
    tracer: &Tracer<'_>,
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let settings = RunSettings { limits: args.limits.to_limits(), ..RunSettings::default() };
    let selection = scenario_files(&args.paths);
    let mut exit = Exit::Clean;
    if !selection.problems.is_empty() {
        console.show(&selection.problems);
        exit = Exit::Input;
    }
    let mut coverage = Coverage::default();
    if args.format == Format::Human {
        console.begin_progress(selection.files.len());
    }
    for (index, file) in selection.files.iter().enumerate() {
        console.progress(index, || name_of(file));
        match tracer(file, &settings) {
            Ok(run) => match run.result.verdict {
                Verdict::Passed => coverage.add(&name_of(file), &run.trace),
                // What a scenario shows that fails is not what it is about.
                Verdict::Failed => {
                    let error =
                        Diagnostic::file_error(name_of(file), "the scenario fails, and is not counted");
                    console.show(&[Problem::without_source(error.help("vsscheck run tells why"))]);
                    exit = exit.max(Exit::Findings);
                }
                Verdict::Skipped => {}
            },
            Err(problems) => {
                console.show(&problems);
                exit = Exit::Input;
            }
        }
    }
    console.end_progress();
    let text = match args.format {
        Format::Human => coverage_for_people(&coverage, console.style(), console.loudness.verbose),
        Format::Json => coverage_as_json(&coverage),
    };
    console.result(&text)?;
    Ok(if exit == Exit::Clean && coverage.runs == 0 { Exit::Nothing } else { exit })
}
