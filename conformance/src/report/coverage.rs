//! What scenarios show of the documented return codes, for people and for programs.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::readings::{WireReadings, readings_line};
use super::style::Style;
use super::transitions::{
    WireStep, WireTally, WireTransition, transitions_for_people, wire_steps, wire_transitions,
};
use crate::coverage::{Coverage, Pair, Redundant, Status};

/// What was counted and looked for.
#[derive(Debug, Clone, Copy)]
pub struct CoverageFound<'a> {
    /// The codes.
    pub coverage: &'a Coverage,
    /// Whether their causes were looked for.
    pub verified: bool,
    /// The scenarios that add nothing, where they were looked for.
    pub redundant: Option<&'a [Redundant<'a>]>,
}

#[derive(Serialize)]
struct Wire<'a> {
    schema_version: u32,
    pairs: Vec<WirePair<'a>>,
    summary: WireSummary,
    transitions: WireTally<'a, WireTransition<'a>>,
    steps: WireTally<'a, WireStep<'a>>,
    readings: WireReadings<'a>,
    /// With --unique: the scenarios that add nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    redundant: Option<Vec<WireRedundant<'a>>>,
}

#[derive(Serialize)]
struct WireRedundant<'a> {
    scenario: &'a str,
    rarest: Vec<WireFact>,
}

#[derive(Serialize)]
struct WireFact {
    fact: String,
    scenarios: usize,
}

#[derive(Serialize)]
struct WirePair<'a> {
    interface: &'a str,
    method: &'a str,
    code: &'a str,
    when: &'a str,
    status: &'static str,
    shown_by: Option<&'a str>,
    reason: Option<&'static str>,
    then: Option<WireThen>,
    /// With --verify: what makes the code go away.
    cause: Option<WireCause<'a>>,
}

/// A change of a scenario that makes a code go away.
#[derive(Serialize)]
struct WireCause<'a> {
    scenario: &'a str,
    change: &'a str,
}

/// What a requester's call came back with because of a provider's answer.
#[derive(Serialize)]
struct WireThen {
    interface: &'static str,
    method: &'static str,
    code: String,
}

#[derive(Serialize)]
struct WireSummary {
    scenarios: usize,
    pairs: usize,
    /// With --verify: failures of which no cause was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    without_cause: Option<usize>,
    #[serde(flatten)]
    by_status: BTreeMap<&'static str, usize>,
}

/// The count for programs.
#[must_use]
pub fn coverage_as_json(found: &CoverageFound<'_>) -> String {
    let coverage = found.coverage;
    let pairs = coverage.pairs();
    let tally = coverage.tally();
    let readings = coverage.readings();
    let wire = Wire {
        schema_version: SCHEMA_VERSION,
        pairs: pairs.iter().map(wire_pair).collect(),
        summary: WireSummary {
            scenarios: coverage.runs,
            pairs: pairs.len(),
            without_cause: found.verified.then(|| coverage.without_cause().count()),
            by_status: coverage.summary().into_iter().map(|(status, n)| (status.as_str(), n)).collect(),
        },
        transitions: wire_transitions(&tally),
        steps: wire_steps(&tally),
        readings: WireReadings::of(&readings),
        redundant: found.redundant.map(|list| list.iter().map(wire_redundant).collect()),
    };
    let mut text = serde_json::to_string_pretty(&wire).unwrap_or_default();
    text.push('\n');
    text
}

fn wire_redundant<'a>(redundant: &Redundant<'a>) -> WireRedundant<'a> {
    let fact = |(scenarios, fact): &(usize, &crate::coverage::Fact)| WireFact {
        fact: fact.to_string(),
        scenarios: *scenarios,
    };
    WireRedundant { scenario: redundant.scenario, rarest: redundant.rarest.iter().map(fact).collect() }
}

fn wire_pair(pair: &Pair) -> WirePair<'_> {
    WirePair {
        interface: &pair.row.interface,
        method: &pair.row.method,
        code: &pair.row.code,
        when: &pair.row.when,
        status: pair.status.as_str(),
        shown_by: pair.shown_by.as_deref(),
        reason: pair.reason,
        then: pair.then.map(|then| WireThen {
            interface: then.interface,
            method: then.method,
            code: then.code.to_string(),
        }),
        cause: pair
            .cause
            .as_ref()
            .map(|cause| WireCause { scenario: &cause.scenario, change: &cause.change }),
    }
}

/// The count for people: a line an interface, and with `verbose` each pair that nothing shows.
#[must_use]
pub fn coverage_for_people(found: &CoverageFound<'_>, style: Style, verbose: bool) -> String {
    let coverage = found.coverage;
    if coverage.runs == 0 {
        return "no scenario was replayed, so that nothing is shown\n".to_owned();
    }
    let pairs = coverage.pairs();
    let mut by_interface: BTreeMap<&str, Vec<&Pair>> = BTreeMap::new();
    for pair in &pairs {
        by_interface.entry(&pair.row.interface).or_default().push(pair);
    }
    let width = by_interface.keys().map(|name| name.len()).max().unwrap_or_default();
    let mut out = String::new();
    let _ = writeln!(out, "{:width$}  shown  of", "interface");
    for (interface, pairs) in &by_interface {
        let codes = pairs.iter().filter(|pair| pair.status != Status::NotACode).count();
        let shown = pairs.iter().filter(|pair| is_shown(pair)).count();
        let name = style.name(&format!("{interface:width$}"));
        let _ = writeln!(out, "{name}  {shown:5}  {codes:2}");
        if verbose {
            for pair in pairs.iter().filter(|pair| pair.status == Status::NotModelled) {
                let reason = pair.reason.unwrap_or_default();
                let line = format!("    {} {}: {reason}", pair.row.method, pair.row.code);
                let _ = writeln!(out, "{}", style.faint(&line));
            }
        }
    }
    out += &transitions_for_people(&coverage.tally(), style, verbose);
    out += &readings_line(&coverage.readings());
    let counts = coverage.summary();
    let counts: Vec<String> =
        counts.iter().map(|(status, count)| format!("{count} {}", status.as_str())).collect();
    let _ = writeln!(
        out,
        "{} documented return codes, {} scenarios: {}",
        pairs.len(),
        coverage.runs,
        counts.join(", ")
    );
    if found.verified {
        for pair in coverage.without_cause() {
            let Pair { row, shown_by, .. } = pair;
            let by = shown_by.unwrap_or_default();
            let _ = writeln!(out, "no cause found: {}::{} {} ({by})", row.interface, row.method, row.code);
        }
    }
    for Redundant { scenario, rarest } in found.redundant.into_iter().flatten() {
        let _ = writeln!(out, "{scenario} shows nothing that no other does");
        for (count, fact) in rarest.iter().filter(|_| verbose) {
            let _ = writeln!(out, "{}", style.faint(&format!("    {count} scenarios: {fact}")));
        }
    }
    out
}

const fn is_shown(pair: &Pair) -> bool {
    match pair.status {
        Status::Caused | Status::Answered | Status::Injected => true,
        Status::NotModelled | Status::NotACode => false,
    }
}
