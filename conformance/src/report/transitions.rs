//! What scenarios show of the catalogue's machines and of the creation sequence, for people and for programs.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::style::Style;
use crate::coverage::{Shown, StepLine, Tally, TransitionLine, UnlistedLine};

/// Transitions or steps with their counts.
#[derive(Serialize)]
pub(super) struct WireTally<'a, Row: Serialize> {
    taken: usize,
    of: usize,
    unobservable: usize,
    rows: Vec<Row>,
    unlisted: Vec<WireUnlisted<'a>>,
}

#[derive(Serialize)]
pub(super) struct WireTransition<'a> {
    id: &'a str,
    machine: &'a str,
    from: &'a str,
    on: &'a str,
    to: &'a str,
    status: &'static str,
    shown_by: Option<&'a str>,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct WireStep<'a> {
    id: &'a str,
    name: &'a str,
    from: &'a str,
    to: &'a str,
    status: &'static str,
    shown_by: Option<&'a str>,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct WireUnlisted<'a> {
    machine: &'a str,
    from: &'a str,
    on: &'a str,
    to: Option<&'a str>,
    shown_by: &'a str,
    reason: Option<&'a str>,
}

/// The transitions for programs.
pub(super) fn wire_transitions(tally: &Tally) -> WireTally<'_, WireTransition<'_>> {
    let statuses = tally.transitions.iter().map(|line| line.status);
    counted(statuses, tally.transitions.iter().map(wire_transition).collect(), &tally.unlisted)
}

fn wire_transition(line: &TransitionLine) -> WireTransition<'_> {
    WireTransition {
        id: line.id,
        machine: line.machine,
        from: line.from,
        on: line.on,
        to: line.to,
        status: line.status.as_str(),
        shown_by: line.shown_by.as_deref(),
        reason: line.reason,
    }
}

/// The steps for programs.
pub(super) fn wire_steps(tally: &Tally) -> WireTally<'_, WireStep<'_>> {
    let statuses = tally.steps.iter().map(|line| line.status);
    counted(statuses, tally.steps.iter().map(wire_step).collect(), &tally.unordered)
}

fn wire_step(line: &StepLine) -> WireStep<'_> {
    WireStep {
        id: line.id,
        name: line.name,
        from: line.from,
        to: line.to,
        status: line.status.as_str(),
        shown_by: line.shown_by.as_deref(),
        reason: line.reason,
    }
}

fn counted<'a, Row: Serialize>(
    statuses: impl Iterator<Item = Shown>,
    rows: Vec<Row>,
    unlisted: &'a [UnlistedLine],
) -> WireTally<'a, Row> {
    let (mut taken, mut unobservable) = (0, 0);
    for status in statuses {
        match status {
            Shown::Taken => taken += 1,
            Shown::Unobservable => unobservable += 1,
            Shown::NotTaken => {}
        }
    }
    let unlisted = unlisted.iter().map(|line| WireUnlisted {
        machine: line.what.machine,
        from: &line.what.from,
        on: &line.what.on,
        to: line.what.to.as_deref(),
        shown_by: &line.shown_by,
        reason: line.what.reason.as_deref(),
    });
    WireTally { taken, of: rows.len(), unobservable, rows, unlisted: unlisted.collect() }
}

/// The same for people: a line a machine, with `verbose` each row that no scenario takes, and always what no row allows.
pub(super) fn transitions_for_people(tally: &Tally, style: Style, verbose: bool) -> String {
    let mut by_machine: BTreeMap<&str, Vec<(Shown, String)>> = BTreeMap::new();
    for line in &tally.transitions {
        by_machine.entry(line.machine).or_default().push((line.status, line.id.to_owned()));
    }
    let steps = tally.steps.iter().map(|line| (line.status, format!("{} {}", line.id, line.name)));
    by_machine.insert("creation-sequence", steps.collect());
    let width = by_machine.keys().map(|name| name.len()).max().unwrap_or_default();
    let mut out = String::new();
    let _ = writeln!(out, "{:width$}  taken   of", "machine");
    for (machine, lines) in &by_machine {
        let shown = lines.iter().filter(|(status, _)| *status != Shown::Unobservable).count();
        let taken = lines.iter().filter(|(status, _)| *status == Shown::Taken).count();
        let _ = writeln!(out, "{}  {taken:5}  {shown:3}", style.name(&format!("{machine:width$}")));
        for (_, what) in lines.iter().filter(|(status, _)| verbose && *status == Shown::NotTaken) {
            let _ = writeln!(out, "{}", style.faint(&format!("    {what}: none of the scenarios takes it")));
        }
    }
    for line in tally.unlisted.iter().chain(&tally.unordered) {
        let Some(text) = unlisted(line, verbose) else { continue };
        let _ = writeln!(out, "{text}");
    }
    let transitions = wire_transitions(tally);
    let steps = wire_steps(tally);
    let _ = writeln!(
        out,
        "{} transitions: {} taken, {} that no trace can show; {} steps: {} taken, {} that no trace can show",
        transitions.of,
        transitions.taken,
        transitions.unobservable,
        steps.of,
        steps.taken,
        steps.unobservable
    );
    out
}

/// What no row allows; where it is known why, only for those who want to know all.
fn unlisted(line: &UnlistedLine, verbose: bool) -> Option<String> {
    let what = &line.what;
    let to = what.to.as_deref().map(|to| format!(", then {to}")).unwrap_or_default();
    let told = format!("{}: {}, {}{to}, in {}", what.machine, what.from, what.on, line.shown_by);
    match &what.reason {
        None => Some(format!("no transition allows {told}")),
        Some(reason) if verbose => Some(format!("    {told}: {reason}")),
        Some(_) => None,
    }
}
