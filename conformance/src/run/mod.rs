//! Running scenarios: on a backend, against what they expect.

mod compare;
mod diskshadow;
mod events;
mod file_steps;
mod miss;
mod readings;
mod replay;
mod restores;
mod result;
mod runner;
mod snapshot;
mod stage;

use std::path::Path;

use vss_sim::trace::Record;
use vss_sim::world::{Readings, World};

use crate::files;
use crate::scenario::{self, CheckOptions, Plan};
use crate::source::{Problem, Source, SourceOptions, Span};

pub use replay::replay_plan;
pub use result::{Finding, FindingKind, Flip, FlipEffect, ReadingAsked, ScenarioResult, StepOutput, Verdict};
pub use runner::InProcess;

use compare::Delivered;
use diskshadow::Heard;
use miss::Miss;
use runner::Runner;

/// How to run.
#[derive(Debug, Clone, Default)]
pub struct RunOptions {
    /// How scenario files are read.
    pub source: SourceOptions,
    /// How scenarios and their documents are checked.
    pub check: CheckOptions,
    /// Whether document snapshots are written instead of compared.
    pub bless: bool,
    /// Whether the result tells all events, also where nothing was found.
    pub events: bool,
    /// The readings to follow in place of those that scenarios name.
    pub readings: Option<Readings>,
    /// Whether the run is repeated with every other reading of what it came across that the pages leave open.
    pub all_readings: bool,
    /// Writers that the running program brings along.
    pub in_process: InProcess,
}

/// A run, with everything that happened.
#[derive(Debug)]
pub struct Run {
    /// What was found.
    pub result: ScenarioResult,
    /// The files without which the scenario is skipped, as it names them.
    pub needs: Vec<String>,
    /// The world at the beginning: the events of the trace lead from it to the end.
    pub start: Option<World>,
    /// Every event.
    pub trace: Vec<Record>,
    /// The world at the end.
    pub world: Option<World>,
    /// What requesters copied to media and restored, and how, in a few words each.
    pub copied: Vec<String>,
}

/// Runs a scenario file, or the scenario on standard input, which names its files from the current folder.
///
/// # Errors
/// The file, or one that it names, cannot be read or means nothing.
pub fn run_file(path: &Path, options: &RunOptions) -> Result<ScenarioResult, Vec<Problem>> {
    trace_file(path, options).map(|run| run.result)
}

/// The same, with everything that happened.
///
/// # Errors
/// The file, or one that it names, cannot be read or means nothing.
pub fn trace_file(path: &Path, options: &RunOptions) -> Result<Run, Vec<Problem>> {
    let without_source =
        |diagnostics: Vec<_>| diagnostics.into_iter().map(Problem::without_source).collect::<Vec<_>>();
    let bytes = files::read(path, options.source.max_bytes)?;
    let source = Source::from_bytes(files::name_of(path), &bytes, &options.source).map_err(without_source)?;
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    run_source(&source, folder, options)
}

/// Runs a scenario; `folder` is where the files that it names are.
///
/// # Errors
/// The scenario, or a file that it names, cannot be read or means nothing.
pub fn run_source(source: &Source, folder: &Path, options: &RunOptions) -> Result<Run, Vec<Problem>> {
    let plan = scenario::read(source, folder, &options.check)?;
    Ok(run_plan(&plan, source, options))
}

/// Runs a plan.
#[must_use]
pub fn run_plan(plan: &Plan, source: &Source, options: &RunOptions) -> Run {
    let mut run = play(plan, source, options);
    if options.all_readings {
        readings::flip_all(plan, source, options, &mut run);
    }
    run
}

fn play(plan: &Plan, source: &Source, options: &RunOptions) -> Run {
    let mut result = ScenarioResult {
        path: source.name().to_owned(),
        name: plan.name.clone(),
        rules: plan.rules.iter().map(|rule| rule.id.clone()).collect(),
        verdict: Verdict::Passed,
        skipped: None,
        findings: Vec::new(),
        outputs: Vec::new(),
        events: None,
        readings: Vec::new(),
        warnings: plan.warnings.clone(),
        blessed: Vec::new(),
    };
    let skip = |mut result: ScenarioResult, why: String| {
        result.verdict = Verdict::Skipped;
        result.skipped = Some(why);
        Run {
            result,
            needs: plan.needs.clone(),
            start: None,
            trace: Vec::new(),
            world: None,
            copied: Vec::new(),
        }
    };
    if let Some(reason) = &plan.skipped {
        return skip(result, reason.clone());
    }
    let mut runner = match Runner::new(plan, options, options.bless) {
        Ok(runner) => runner,
        Err(name) => return skip(result, format!("it needs the writer {name:?} of another program")),
    };
    let mut finder = Finder { plan, source, findings: Vec::new() };
    let passed = plan.steps.iter().enumerate().all(|(index, step)| {
        let missed = runner.step(&step.kind);
        let said = runner.said.take();
        result.outputs.extend(said.map(|Heard { lines, first_difference }| StepOutput {
            step: index,
            lines,
            first_difference,
        }));
        finder.add(&runner, Some(index), missed)
    });
    if passed && finder.settled(&mut runner) {
        let delivered = Delivered::of(runner.stage.driver.sink());
        let mut missed = compare::events(plan, &delivered);
        missed.extend(runner.states(&plan.expect.states));
        missed.extend(runner.contents(&plan.expect.contents));
        finder.add(&runner, None, missed);
    }
    result.findings = finder.findings;
    if !result.findings.is_empty() {
        result.verdict = Verdict::Failed;
    }
    result.events = options.events.then(|| events::lines(plan, runner.stage.driver.sink()));
    result.readings = readings::asked(
        options.readings.as_ref().unwrap_or(&plan.readings),
        runner.stage.driver.sink(),
        runner.kept.readings,
    );
    result.blessed = std::mem::take(&mut runner.blessing.written);
    let copied = std::mem::take(&mut runner.kept.shown);
    let (start, world) = (Some(runner.start), Some(runner.stage.driver.world().clone()));
    Run { result, needs: plan.needs.clone(), start, trace: runner.stage.driver.into_sink(), world, copied }
}

/// A finding repeats so many characters of the scenario at most.
const LONGEST_LINE: usize = 160;

/// Turns what is missed into findings.
struct Finder<'a> {
    plan: &'a Plan,
    source: &'a Source,
    findings: Vec<Finding>,
}

impl Finder<'_> {
    /// Adds findings; says whether there were none.
    fn add(&mut self, runner: &Runner<'_>, step: Option<usize>, missed: Vec<Miss>) -> bool {
        let none = missed.is_empty();
        if none {
            return true;
        }
        let events = events::lines(self.plan, runner.stage.driver.sink());
        for miss in missed {
            let span = miss.span.or_else(|| Some(self.plan.steps.get(step?)?.span));
            self.findings.push(Finding {
                kind: miss.kind,
                rule: None,
                message: miss.message,
                expected: miss.expected,
                found: miss.found,
                step,
                place: span.map(|span| self.source.place(span)),
                text: span.and_then(|span| self.line(span)),
                events: events.clone(),
            });
        }
        false
    }

    /// The line of the scenario on which something begins; of a long line, what stands from there on.
    fn line(&self, span: Span) -> Option<String> {
        let whole = self.source.line_span(self.source.position(span.start).line)?;
        let line = self.source.slice(whole).trim();
        if line.chars().count() <= LONGEST_LINE {
            return Some(line.to_owned());
        }
        let rest = self.source.slice(Span::new(span.start, whole.end));
        let kept: String = rest.chars().take(LONGEST_LINE).collect();
        Some(if kept.len() < rest.len() { kept + "…" } else { kept })
    }

    fn settled(&mut self, runner: &mut Runner<'_>) -> bool {
        let missed = runner.settle(self.plan.expect.unfinished);
        self.add(runner, None, missed)
    }
}
