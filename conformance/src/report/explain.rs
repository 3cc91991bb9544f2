//! What an id means, for people and for programs.

use std::fmt::Write;

use serde::Serialize;
use vss_sim::world::{Basis as SwitchBasis, Reading as Switch};

use super::SCHEMA_VERSION;
use super::style::Style;
use crate::readings::{Basis, Behaviour, Question};
use crate::rules::Rule;

/// Something that has an id.
#[derive(Debug, Clone, Copy)]
pub enum Explained {
    /// A rule of the catalogue.
    Rule(&'static Rule),
    /// A question of the catalogue of readings.
    Question(&'static Question),
    /// A question that only the model's switches have.
    Switch(&'static Switch),
}

#[derive(Serialize)]
struct Wire<'a, T> {
    schema_version: u32,
    kind: &'a str,
    /// Whether a scenario can set it; for questions.
    #[serde(skip_serializing_if = "Option::is_none")]
    can_be_set: Option<bool>,
    #[serde(flatten)]
    what: T,
}

#[derive(Serialize)]
struct WireSwitch {
    id: &'static str,
    question: &'static str,
    readings: Vec<WireReading>,
    default: &'static str,
}

#[derive(Serialize)]
struct WireReading {
    label: &'static str,
    text: &'static str,
    basis: &'static str,
    pages: [&'static str; 1],
}

/// What it means, for programs.
#[must_use]
pub fn explained_as_json(what: Explained) -> String {
    let text = match what {
        Explained::Rule(rule) => to_json("rule", None, rule),
        Explained::Question(question) => to_json("reading", Some(can_be_set(&question.id)), question),
        Explained::Switch(switch) => {
            let readings = switch.labels.iter().map(|label| WireReading {
                label: label.label,
                text: label.text,
                basis: switch_basis(label.basis),
                pages: [label.page],
            });
            let what = WireSwitch {
                id: switch.id,
                question: switch.question,
                readings: readings.collect(),
                default: switch.default,
            };
            to_json("reading", Some(true), what)
        }
    };
    text + "\n"
}

fn to_json(kind: &str, can_be_set: Option<bool>, what: impl Serialize) -> String {
    serde_json::to_string_pretty(&Wire { schema_version: SCHEMA_VERSION, kind, can_be_set, what })
        .unwrap_or_default()
}

/// Whether the model has a switch of this id.
fn can_be_set(id: &str) -> bool {
    vss_sim::world::Readings::question(id).is_some()
}

/// What it means, for people.
#[must_use]
pub fn explained_for_people(what: Explained, style: Style) -> String {
    match what {
        Explained::Rule(rule) => self::rule(rule, style),
        Explained::Question(question) => self::question(question, style),
        Explained::Switch(switch) => self::switch(switch, style),
    }
}

fn rule(rule: &Rule, style: Style) -> String {
    let mut out = format!("{}  rule, {}: {}\n", style.name(&rule.id), rule.level.as_str(), rule.statement);
    if let Some(example) = &rule.example {
        let _ = writeln!(out, "  example: {example}");
    }
    list(&mut out, "page", std::slice::from_ref(&rule.page));
    list(&mut out, "related", &rule.related);
    out
}

fn question(asked: &'static Question, style: Style) -> String {
    let mut out = format!("{}  {}\n", style.name(&asked.id), asked.question);
    let carrier = asked.carrier();
    if carrier.id != asked.id {
        let _ = writeln!(out, "  It is the same question as {}: {}", carrier.id, carrier.question);
    }
    for reading in &carrier.readings {
        let followed = carrier.default.as_deref() == Some(reading.label.as_str());
        answer(&mut out, style, &reading.label, &reading.text, basis(reading.basis), followed);
    }
    if let Some(why) = &carrier.why {
        let _ = writeln!(out, "  why: {why}");
    }
    let depends = match carrier.behaviour {
        Behaviour::Model => "what the model answers depends on it",
        Behaviour::Rules => "what is reported depends on it",
        Behaviour::None => "nothing that a call, an event or a document shows depends on it",
    };
    let because = carrier.none_because.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    let _ = writeln!(out, "  {depends}{because}");
    if let Some(shown) = &carrier.shown_by {
        let _ = writeln!(out, "  shown by: {shown}");
    }
    if can_be_set(&carrier.id) {
        let _ = writeln!(out, "  a scenario sets it: \"readings\": {{ \"{}\": LABEL }}", carrier.id);
    }
    list(&mut out, "affects", &carrier.affects);
    list(&mut out, "pages", &asked.pages);
    list(&mut out, "rules", &carrier.rules);
    list(&mut out, "related", &asked.related);
    out
}

fn switch(switch: &Switch, style: Style) -> String {
    let mut out = format!("{}  {}\n", style.name(switch.id), switch.question);
    for label in switch.labels {
        let followed = label.label == switch.default;
        answer(&mut out, style, label.label, label.text, switch_basis(label.basis), followed);
    }
    let _ = writeln!(out, "  a scenario sets it: \"readings\": {{ \"{}\": LABEL }}", switch.id);
    out
}

fn answer(out: &mut String, style: Style, label: &str, text: &str, basis: &str, followed: bool) {
    let default = if followed { ", followed where nothing is said" } else { "" };
    let _ = writeln!(out, "  {} ({basis}{default}): {text}", style.good(label));
}

fn list(out: &mut String, what: &str, items: &[String]) {
    if !items.is_empty() {
        let _ = writeln!(out, "  {what}: {}", items.join(", "));
    }
}

const fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Documented => "documented",
        Basis::Captured => "captured",
        Basis::Reading => "reading",
    }
}

const fn switch_basis(basis: SwitchBasis) -> &'static str {
    match basis {
        SwitchBasis::Documented => "documented",
        SwitchBasis::Captured => "captured",
        SwitchBasis::Reading => "reading",
    }
}
