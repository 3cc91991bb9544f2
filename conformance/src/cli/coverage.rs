//! `vsscheck coverage`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vss_sim::trace::Record;

use super::Parts;
use super::args::{CoverageArgs, Format};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::run::RunSettings;
use super::scenario_files::scenario_files;
use crate::coverage::verify::{Pool, verify};
use crate::coverage::{Coverage, Unique, facts};
use crate::files::name_of;
use crate::report::{CoverageFound as Found, coverage_as_json, coverage_for_people};
use crate::run::{Run, Verdict};
use crate::source::{Diagnostic, Problem};

/// What runs one scenario file and keeps its trace, or says why the file cannot be read.
pub type Tracer<'a> = dyn Fn(&Path, &RunSettings) -> Result<Run, Vec<Problem>> + 'a;

/// What plays the text of a scenario to its end, whatever it expects; the folder is where the files that it names are.
/// `None` where the text means nothing.
pub type Replayer<'a> = dyn Fn(&str, &Path, &RunSettings) -> Option<Vec<Record>> + 'a;

pub fn coverage(args: &CoverageArgs, parts: &Parts<'_>, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let settings = RunSettings { limits: args.limits.to_limits(), ..RunSettings::default() };
    let mut counting = Counting {
        args,
        parts,
        settings,
        coverage: Coverage::default(),
        unique: args.unique.then(Unique::default),
        exit: Exit::Clean,
    };
    let selection = scenario_files(&args.paths);
    if !selection.problems.is_empty() {
        console.show(&selection.problems);
        counting.exit = Exit::Input;
    }
    if args.format == Format::Human {
        console.begin_progress(selection.files.len());
    }
    let mut counted = Vec::new();
    for (index, file) in selection.files.iter().enumerate() {
        console.progress(index, || name_of(file));
        if counting.count(file, console) {
            counted.push(file.clone());
        }
    }
    if args.verify {
        counting.verify(&counted, console);
    }
    console.end_progress();
    let Counting { coverage, unique, exit, .. } = counting;
    let redundant = unique.as_ref().map(Unique::redundant);
    let found = Found { coverage: &coverage, verified: args.verify, redundant: redundant.as_deref() };
    let text = match args.format {
        Format::Human => coverage_for_people(&found, console.style(), console.loudness.verbose),
        Format::Json => coverage_as_json(&found),
    };
    console.result(&text)?;
    let lacks = args.verify && coverage.without_cause().next().is_some();
    let lacks = lacks || redundant.is_some_and(|list| !list.is_empty());
    Ok(if exit == Exit::Clean && coverage.runs == 0 {
        Exit::Nothing
    } else if exit == Exit::Clean && lacks {
        Exit::Findings
    } else {
        exit
    })
}

struct Counting<'a> {
    args: &'a CoverageArgs,
    parts: &'a Parts<'a>,
    settings: RunSettings,
    coverage: Coverage,
    /// What scenarios show, where they are to be compared.
    unique: Option<Unique>,
    exit: Exit,
}

impl Counting<'_> {
    /// Counts what a scenario file shows; says whether it shows anything.
    fn count(&mut self, file: &Path, console: &mut Console<'_>) -> bool {
        match (self.parts.tracer)(file, &self.settings) {
            Ok(run) => match run.result.verdict {
                Verdict::Passed => {
                    self.coverage.add(&name_of(file), &run.trace, &run.result.readings);
                    if let Some(unique) = &mut self.unique {
                        unique.add(&name_of(file), facts(&run));
                    }
                    return true;
                }
                // What a scenario shows that fails is not what it is about.
                Verdict::Failed => {
                    let error =
                        Diagnostic::file_error(name_of(file), "the scenario fails, and is not counted");
                    console.show(&[Problem::without_source(error.help("vsscheck run tells why"))]);
                    self.exit = self.exit.max(Exit::Findings);
                }
                Verdict::Skipped => {}
            },
            Err(problems) => {
                console.show(&problems);
                self.exit = Exit::Input;
            }
        }
        false
    }

    /// Looks for the causes of what the files show.
    fn verify(&mut self, files: &[PathBuf], console: &mut Console<'_>) {
        // The files were read a moment ago; one that has gone meanwhile shows no cause, which is told.
        let read = |file: &PathBuf| {
            let scenario: Value = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
            Some((file.clone(), scenario))
        };
        let mut scenarios: Vec<(PathBuf, Value)> = files.iter().filter_map(read).collect();
        // Where a small one shows the cause, a large one need not be played over and over.
        scenarios.sort_by_cached_key(|(_, scenario)| scenario.to_string().len());
        let mut pool = Pool::default();
        scenarios.iter().for_each(|(_, scenario)| pool.learn(scenario));
        if self.args.format == Format::Human {
            console.begin_progress(scenarios.len());
        }
        for (index, (file, scenario)) in scenarios.iter().enumerate() {
            console.progress(index, || name_of(file));
            let name = name_of(file);
            let wanted = self.coverage.unverified(&name);
            let folder = file.parent().unwrap_or_else(|| Path::new(""));
            let replay =
                |changed: &Value| (self.parts.replayer)(&changed.to_string(), folder, &self.settings);
            let proofs = verify(scenario, &wanted, &pool, &replay);
            self.coverage.verified(&name, &wanted, proofs);
        }
    }
}
