//! From a scenario's JSON to its plan: every name is resolved, every argument typed, every error of meaning found.

use std::collections::BTreeMap;
use std::path::Path;

use std::sync::Arc;

use vss_sim::world::Readings;

use crate::rules::{Rule, rule, rules};
use crate::source::{Diagnostic, Problem, Source};

use super::checker::{CheckOptions, Checker, unknown};
use super::format::Scenario;
use super::plan::{Cast, Expectations, Plan};
use super::{casts, expectations, readings, steps};

/// So many errors of one scenario are told.
const MOST_ERRORS: usize = 100;

/// Turns a scenario into its plan.
///
/// # Errors
/// Everything that is wrong with its meaning, or with a file it names.
pub fn check(
    scenario: &Scenario,
    source: &Source,
    folder: &Path,
    options: &CheckOptions,
) -> Result<Plan, Vec<Problem>> {
    let mut checker = Checker {
        folder,
        options,
        errors: Vec::new(),
        file_errors: Vec::new(),
        warnings: Vec::new(),
        documents: scenario.needs.iter().map(|path| folder.join(&path.value)).collect(),
        snapshots: Vec::new(),
        participants: BTreeMap::new(),
        guids: BTreeMap::new(),
        next_process: 1,
        nested: Vec::new(),
    };
    if scenario.name.trim().is_empty() {
        checker.errors.push(Diagnostic::error(&scenario.name, "a scenario needs a name").expected("words"));
    }
    let rules = cited(&mut checker, scenario);
    let needs = scenario.needs.iter().map(|path| path.value.clone()).collect();
    let skipped = missing(&mut checker, scenario);
    if let Some(reason) = skipped {
        return finish(
            checker,
            source,
            Plan {
                name: scenario.name.to_string(),
                rules,
                needs,
                skipped: Some(reason),
                readings: Readings::default(),
                cast: Cast::default(),
                steps: Vec::new(),
                expect: Expectations::default(),
                nested: Vec::new(),
                warnings: Vec::new(),
            },
        );
    }
    let readings = readings::readings(&mut checker, &scenario.readings);
    let cast = casts::cast(&mut checker, scenario);
    let (steps, names) = steps::steps(&mut checker, &cast, &scenario.steps);
    let expect = expectations::expectations(&mut checker, &names, scenario.expect.as_ref());
    let nested = std::mem::take(&mut checker.nested);
    let warnings = std::mem::take(&mut checker.warnings);
    let name = scenario.name.to_string();
    let plan = Plan { name, rules, needs, skipped: None, readings, cast, steps, expect, nested, warnings };
    finish(checker, source, plan)
}

/// The rules that a scenario cites.
fn cited(checker: &mut Checker<'_>, scenario: &Scenario) -> Vec<&'static Rule> {
    let mut cited: Vec<&'static Rule> = Vec::new();
    for id in &scenario.rules {
        match rule(id) {
            None => {
                let ids: Vec<&str> = rules().iter().map(|rule| rule.id.as_str()).collect();
                checker.error(unknown(
                    id,
                    "rule",
                    "the id of a rule of the catalogue, such as SEL-005",
                    &ids,
                ));
            }
            Some(twice) if cited.contains(&twice) => {
                checker
                    .error(Diagnostic::error(id, "the rule is named twice").found(format!("{:?}", id.value)));
            }
            Some(rule) => cited.push(rule),
        }
    }
    cited
}

/// The first file a scenario needs that is not there.
fn missing(checker: &mut Checker<'_>, scenario: &Scenario) -> Option<String> {
    let needed = scenario.needs.iter().find(|path| !checker.path(path).exists())?;
    Some(format!("{} is not there", needed.value))
}

fn finish(mut checker: Checker<'_>, source: &Source, plan: Plan) -> Result<Plan, Vec<Problem>> {
    let shown = Arc::new(source.clone());
    let more = checker.errors.len().saturating_sub(MOST_ERRORS);
    checker.errors.truncate(MOST_ERRORS);
    if more > 0 {
        let end = source.text().len();
        checker.errors.push(Diagnostic::error(end..end, format!("{more} more errors are not shown")));
    }
    let placed = checker.errors.into_iter().map(|error| error.in_source(source)).collect();
    let mut problems = Problem::all_in(&shown, placed);
    problems.extend(checker.file_errors);
    if problems.is_empty() { Ok(plan) } else { Err(problems) }
}
