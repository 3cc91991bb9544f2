//! What scenarios show of the documented return codes, for people and for programs.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::style::Style;
use super::transitions::{
    WireStep, WireTally, WireTransition, transitions_for_people, wire_steps, wire_transitions,
};
use crate::coverage::{Coverage, Pair, Status};

#[derive(Serialize)]
struct Wire<'a> {
    schema_version: u32,
    pairs: Vec<WirePair<'a>>,
    summary: WireSummary,
    transitions: WireTally<'a, WireTransition<'a>>,
    steps: WireTally<'a, WireStep<'a>>,
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
    #[serde(flatten)]
    by_status: BTreeMap<&'static str, usize>,
}

/// The count for programs.
#[must_use]
pub fn coverage_as_json(coverage: &Coverage) -> String {
    let pairs = coverage.pairs();
    let tally = coverage.tally();
    let wire = Wire {
        schema_version: SCHEMA_VERSION,
        pairs: pairs.iter().map(wire_pair).collect(),
        summary: WireSummary {
            scenarios: coverage.runs,
            pairs: pairs.len(),
            by_status: coverage.summary().into_iter().map(|(status, n)| (status.as_str(), n)).collect(),
        },
        transitions: wire_transitions(&tally),
        steps: wire_steps(&tally),
    };
    let mut text = serde_json::to_string_pretty(&wire).unwrap_or_default();
    text.push('\n');
    text
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
    }
}

/// The count for people: a line an interface, and with `verbose` each pair that nothing shows.
#[must_use]
pub fn coverage_for_people(coverage: &Coverage, style: Style, verbose: bool) -> String {
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
    out
}

const fn is_shown(pair: &Pair) -> bool {
    match pair.status {
        Status::Caused | Status::Answered | Status::Injected => true,
        Status::NotModelled | Status::NotACode => false,
    }
}
