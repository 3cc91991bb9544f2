//! `vsscheck run`.

use std::path::Path;

use vss_sim::documents::Limits;

use super::args::{Format, RunArgs};
use super::console::{Console, Loudness};
use super::exit::Exit;
use super::failure::Failure;
use super::scenario_files::scenario_files;
use crate::files::name_of;
use crate::report::{
    RunReport, RunView, Unreadable, readings_for_people, run_as_json, scenario_for_people,
    summary_for_people, unreadable_for_people,
};
use crate::run::{ScenarioResult, Verdict};
use crate::source::{Diagnostic, Problem};

/// How scenarios are to be run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunSettings {
    /// Rewrite document snapshots; never expectations.
    pub bless: bool,
    /// Treat warnings about documents as errors.
    pub strict: bool,
    /// Tell all events, also where nothing is found.
    pub events: bool,
    /// Repeat each run with every other reading of what it came across that the pages leave open.
    pub all_readings: bool,
    /// Limits on documents.
    pub limits: Limits,
}

/// What runs one scenario file, or says why it cannot be read.
pub type Runner<'a> = dyn Fn(&Path, &RunSettings) -> Result<ScenarioResult, Vec<Problem>> + 'a;

pub fn run(args: &RunArgs, runner: &Runner<'_>, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let settings = RunSettings {
        bless: args.bless,
        strict: args.strict,
        events: console.loudness.everything,
        all_readings: args.all_readings,
        limits: args.limits.to_limits(),
    };
    let selection = scenario_files(&args.paths);
    let mut report = RunReport::default();
    for problem in selection.problems {
        add_unreadable(&mut report, Path::new(""), vec![problem], args.format, console)?;
    }
    for folder in &selection.empty {
        let name = folder.display().to_string();
        let mut nothing = Diagnostic::file_error(name, "no scenario is in this folder");
        nothing.severity = crate::source::Severity::Warning;
        console.warn(&[Problem::without_source(nothing)]);
    }
    if args.format == Format::Human {
        console.begin_progress(selection.files.len());
    }
    for (index, file) in selection.files.iter().enumerate() {
        console.progress(index, || name_of(file));
        match runner(file, &settings) {
            Ok(scenario) => add_scenario(&mut report, scenario, args.format, console)?,
            Err(problems) => add_unreadable(&mut report, file, problems, args.format, console)?,
        }
        if args.fail_fast && is_bad(&report) {
            report.not_run = selection.files.len() - index - 1;
            break;
        }
    }
    console.end_progress();
    let last = match args.format {
        Format::Human => {
            readings_for_people(&report.scenarios, view(console))
                + &summary_for_people(&report, view(console))
        }
        Format::Json => run_as_json(&report),
    };
    console.result(&last)?;
    Ok(exit(&report))
}

fn add_scenario(
    report: &mut RunReport,
    scenario: ScenarioResult,
    format: Format,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    console.warn(&scenario.warnings);
    if format == Format::Human {
        console.result(&scenario_for_people(&scenario, view(console)))?;
    }
    report.scenarios.push(scenario);
    Ok(())
}

fn add_unreadable(
    report: &mut RunReport,
    file: &Path,
    problems: Vec<Problem>,
    format: Format,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let named = |problem: &Problem| Some(problem.diagnostic.place.as_ref()?.path.clone());
    let path = match file.to_str() {
        // A folder that could not be looked into is named by its problem alone.
        Some("") => problems.first().and_then(named).unwrap_or_default(),
        _ => name_of(file),
    };
    console.show(&problems);
    let unreadable = Unreadable { path, problems };
    if format == Format::Human {
        console.result(&unreadable_for_people(&unreadable, view(console)))?;
    }
    report.unreadable.push(unreadable);
    Ok(())
}

fn view(console: &Console<'_>) -> RunView {
    let Loudness { quiet, verbose, everything } = console.loudness;
    RunView { style: console.style(), quiet, verbose, events: everything }
}

fn is_bad(report: &RunReport) -> bool {
    !report.unreadable.is_empty() || report.count(Verdict::Failed) > 0
}

fn exit(report: &RunReport) -> Exit {
    if !report.unreadable.is_empty() {
        Exit::Input
    } else if report.count(Verdict::Failed) > 0 {
        Exit::Findings
    } else if report.count(Verdict::Passed) == 0 {
        Exit::Nothing
    } else {
        Exit::Clean
    }
}
