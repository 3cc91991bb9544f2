//! The tables of the extract, where it lies beside the workspace.

use std::path::Path;

use serde_json::Value;

/// One of the extract's files of rules; prints that the test is skipped where there is none.
///
/// # Panics
/// The file is there and cannot be read.
#[must_use]
pub fn rules(name: &str) -> Option<Value> {
    read(&format!("rules/{name}"))
}

/// One of the extract's files of interfaces; prints that the test is skipped where there is none.
///
/// # Panics
/// The file is there and cannot be read.
#[must_use]
pub fn interface(name: &str) -> Option<Value> {
    read(&format!("api/{name}"))
}

fn read(name: &str) -> Option<Value> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/spec").join(name);
    if !file.is_file() {
        println!("skipped: no {name} beside the workspace");
        return None;
    }
    let text = std::fs::read_to_string(file).expect("the file can be read");
    Some(serde_json::from_str(&text).expect("the file is JSON"))
}

/// A text of a row.
///
/// # Panics
/// The row has none of this key.
#[must_use]
pub fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_else(|| panic!("{key} of {row}"))
}

/// A list of a row.
///
/// # Panics
/// The row has none of this key.
#[must_use]
pub fn list<'a>(row: &'a Value, key: &str) -> &'a [Value] {
    row[key].as_array().unwrap_or_else(|| panic!("{key} of {row}"))
}

/// The texts of a list of a row.
#[must_use]
pub fn texts<'a>(row: &'a Value, key: &str) -> Vec<&'a str> {
    list(row, key).iter().filter_map(Value::as_str).collect()
}

/// The transitions of a state machine.
///
/// # Panics
/// There is no machine of this name.
#[must_use]
pub fn transitions<'a>(machines: &'a Value, name: &str) -> &'a [Value] {
    let mut all = list(machines, "machines").iter();
    let machine = all.find(|machine| machine["machine"] == name).unwrap_or_else(|| panic!("machine {name}"));
    list(machine, "transitions")
}
