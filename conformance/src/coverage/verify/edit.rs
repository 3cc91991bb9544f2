//! The changes that a scenario is played again with, one at a time.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::Value;

use super::pool::Pool;

/// One change of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// What stands there is taken out.
    Without(String),
    /// Something else stands there.
    With(String, Value),
    /// What stands there comes first of its list, or before the item of an index in this list.
    Moved(String, String, usize),
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Without(place) => write!(f, "without {place}"),
            Self::With(place, value) => write!(f, "with {value} as {place}"),
            Self::Moved(place, list, index) => write!(f, "with {place} before {list}/{index}"),
        }
    }
}

impl Edit {
    /// Whether every step stands where it stood.
    pub(super) const fn keeps_steps(&self) -> bool {
        matches!(self, Self::With(..))
    }

    /// The scenario with this change.
    pub(super) fn applied(&self, scenario: &Value) -> Option<Value> {
        let mut changed = scenario.clone();
        match self {
            Self::Without(place) => drop(taken_out(&mut changed, place)?),
            Self::With(place, value) => *changed.pointer_mut(place)? = value.clone(),
            Self::Moved(place, list, index) => {
                let item = taken_out(&mut changed, place)?;
                let items = changed.pointer_mut(list)?.as_array_mut()?;
                items.insert((*index).min(items.len()), item);
            }
        }
        Some(changed)
    }
}

fn taken_out(scenario: &mut Value, place: &str) -> Option<Value> {
    let (parent, last) = place.rsplit_once('/')?;
    match scenario.pointer_mut(parent)? {
        Value::Object(fields) => fields.remove(&unescaped(last)),
        Value::Array(items) => {
            let index = last.parse().ok()?;
            (index < items.len()).then(|| items.remove(index))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// What says what a scenario is about or what it expects, and leads to nothing.
const WORDS: &[&str] = &[
    "$schema", "name", "note", "pages", "rules", "needs", "call", "as", "on", "expect", "ends", "returns",
    "save", "output", "refused", "states", "snapshot",
];

/// Every change that is worth a try, those that take out the least first.
pub(super) fn edits(scenario: &Value, pool: &Pool) -> Vec<Edit> {
    let mut found = Vec::new();
    let steps = scenario.get("steps").and_then(Value::as_array).map_or(0, Vec::len);
    found.extend((0..steps).rev().map(|step| Edit::Without(format!("/steps/{step}"))));
    walk(scenario, "", pool, &mut found);
    for field in ["component", "on"] {
        let mut names = BTreeSet::new();
        named(scenario, field, &mut names);
        elsewhere(scenario, "", field, &names, &mut found);
    }
    let mut lists = vec![("/steps".to_owned(), steps)];
    move_within(&lists, &mut found);
    for writer in 0..scenario.get("writers").and_then(Value::as_array).map_or(0, Vec::len) {
        let place = format!("/writers/{writer}/script");
        let handlers = scenario.pointer(&place).and_then(Value::as_object).into_iter().flatten();
        lists = handlers
            .filter_map(|(handler, script)| {
                Some((format!("{place}/{handler}/calls"), script.get("calls")?.as_array()?.len()))
            })
            .collect();
        move_within(&lists, &mut found);
        move_between(&lists, &mut found);
    }
    found
}

/// What is named in a field anywhere.
fn named<'a>(value: &'a Value, field: &str, names: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(fields) => {
            names.extend(fields.get(field).and_then(Value::as_str));
            fields.values().for_each(|value| named(value, field, names));
        }
        Value::Array(items) => items.iter().for_each(|item| named(item, field, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A call is made on something else.
fn elsewhere(value: &Value, place: &str, field: &str, names: &BTreeSet<&str>, found: &mut Vec<Edit>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(name)) = fields.get(field) {
                let others = names.iter().filter(|other| *other != name);
                let edit = |other: &&str| Edit::With(format!("{place}/{field}"), Value::from(*other));
                found.extend(others.map(edit));
            }
            for (name, value) in fields {
                elsewhere(value, &format!("{place}/{}", escaped(name)), field, names, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                elsewhere(item, &format!("{place}/{index}"), field, names, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What stands later in a list comes earlier.
fn move_within(lists: &[(String, usize)], found: &mut Vec<Edit>) {
    for (list, length) in lists {
        for from in 1..*length {
            found.extend((0..from).map(|to| Edit::Moved(format!("{list}/{from}"), list.clone(), to)));
        }
    }
}

/// What one handler calls another one calls.
fn move_between(lists: &[(String, usize)], found: &mut Vec<Edit>) {
    for (from, length) in lists {
        for (to, end) in lists.iter().filter(|(to, _)| to != from) {
            for item in 0..*length {
                let place = format!("{from}/{item}");
                found.push(Edit::Moved(place.clone(), to.clone(), *end));
                found.push(Edit::Moved(place, to.clone(), 0));
            }
        }
    }
}

/// Where a participant's answers stand.
const ANSWERS: &[&str] = &["returns", "then_returns"];

/// A participant answers that all is well.
fn answers(value: &Value, place: &str, found: &mut Vec<Edit>) {
    let well = |place: String| Edit::With(place, Value::from("S_OK"));
    match value {
        Value::String(_) => found.push(well(place.to_owned())),
        Value::Array(items) => found.extend((0..items.len()).map(|index| well(format!("{place}/{index}")))),
        // What a call is expected to pass out bears the same name.
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn walk(value: &Value, place: &str, pool: &Pool, found: &mut Vec<Edit>) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(method)), Some(Value::Object(arguments))) =
                (fields.get("call"), fields.get("args"))
            {
                for (name, value) in arguments {
                    let better = pool.values(method, name).filter(|better| *better != value);
                    let at = format!("{place}/args/{}", escaped(name));
                    found.extend(better.map(|better| Edit::With(at.clone(), better.clone())));
                    found.push(Edit::With(at, Value::Null));
                }
            }
            for (name, value) in fields {
                let place = format!("{place}/{}", escaped(name));
                if ANSWERS.contains(&name.as_str()) {
                    answers(value, &place, found);
                }
                if !WORDS.contains(&name.as_str()) {
                    found.push(Edit::Without(place.clone()));
                    walk(value, &place, pool, found);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let place = format!("{place}/{index}");
                found.push(Edit::Without(place.clone()));
                walk(item, &place, pool, found);
            }
        }
        Value::Bool(value) => found.push(Edit::With(place.to_owned(), Value::Bool(!value))),
        Value::Null | Value::Number(_) | Value::String(_) => {}
    }
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}
