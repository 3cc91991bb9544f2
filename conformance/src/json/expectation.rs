//! serde's words for types in the words of JSON.

use serde::de::{Expected, Unexpected};

use super::node::{Node, Value};
use crate::source::quote;

/// serde's phrases and ours, for phrases that are always the same.
const PHRASES: &[(&str, &str)] = &[
    ("a borrowed string", "a string"),
    ("a boolean", "true or false"),
    ("bool", "true or false"),
    ("unit", "null"),
    ("f32", "a number"),
    ("f64", "a number"),
    ("i8", "an integer from -128 to 127"),
    ("i16", "an integer from -32768 to 32767"),
    ("i32", "an integer from -2147483648 to 2147483647"),
    ("i64", "an integer from -9223372036854775808 to 9223372036854775807"),
    ("isize", "an integer from -9223372036854775808 to 9223372036854775807"),
    ("u8", "an integer from 0 to 255"),
    ("u16", "an integer from 0 to 65535"),
    ("u32", "an integer from 0 to 4294967295"),
    ("u64", "an integer from 0 to 18446744073709551615"),
    ("usize", "an integer from 0 to 18446744073709551615"),
    ("a character", "a string of one character"),
    ("a sequence", "an array"),
    ("a map", "an object"),
    ("field identifier", "a key"),
    ("variant identifier", "a name"),
];

/// The beginnings of serde's phrases that go on with the name of a Rust type.
const BEGINNINGS: &[(&str, &str)] = &[
    ("struct ", "an object"),
    ("tuple struct ", "an array"),
    ("tuple variant ", "an array"),
    ("unit struct ", "null"),
];

/// What serde expected, in the words of JSON. A phrase set with `#[serde(expecting = "…")]` is
/// kept.
pub(super) fn expectation(expected: &dyn Expected) -> String {
    let phrase = expected.to_string();
    // Lengths are worth keeping: `tuple struct Pair with 2 elements`.
    let with = phrase.rfind(" with ").and_then(|at| phrase.get(at..)).unwrap_or_default();
    if let Some((_, ours)) = PHRASES.iter().find(|(theirs, _)| *theirs == phrase) {
        return (*ours).to_owned();
    }
    match BEGINNINGS.iter().find(|(theirs, _)| phrase.starts_with(theirs)) {
        Some((_, ours)) => format!("{ours}{with}"),
        None => phrase,
    }
}

/// What serde found, in the words of JSON.
pub(super) fn unexpected(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Bool(value) => format!("{value}"),
        Unexpected::Unsigned(value) => format!("the number {value}"),
        Unexpected::Signed(value) => format!("the number {value}"),
        Unexpected::Float(value) => format!("the number {value:?}"),
        Unexpected::Char(value) => format!("the string {}", quote(&value.to_string())),
        Unexpected::Str(value) => format!("the string {}", quote(value)),
        Unexpected::Unit | Unexpected::Option => String::from("null"),
        Unexpected::Seq => String::from("an array"),
        Unexpected::Map => String::from("an object"),
        Unexpected::Bytes(_)
        | Unexpected::NewtypeStruct
        | Unexpected::Enum
        | Unexpected::UnitVariant
        | Unexpected::NewtypeVariant
        | Unexpected::TupleVariant
        | Unexpected::StructVariant
        | Unexpected::Other(_) => found.to_string(),
    }
}

/// What a node is, in the same words.
pub(super) fn found(node: &Node) -> String {
    match &node.value {
        Value::Null => String::from("null"),
        Value::Bool(value) => format!("{value}"),
        Value::Number(written) => format!("the number {}", quote(written).trim_matches('"')),
        Value::String(text) => format!("the string {}", quote(text)),
        Value::Array(_) => String::from("an array"),
        Value::Object(_) => String::from("an object"),
    }
}
