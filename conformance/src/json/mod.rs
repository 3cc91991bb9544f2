//! JSON with places: parsed strictly, deserialised with serde, printed canonically.
//!
//! [`parse`] gives a tree of [`Node`]s that know their bytes; [`from_source`] deserialises a serde
//! type and places every error in the text; [`Spanned`] keeps the place of a value for errors of
//! meaning found later; [`print()`] is the canonical form that `vsscheck fmt` writes.
//!
//! The rule for places: an error lies at the offending thing or later, never before it.

mod access;
mod de;
mod enums;
mod error;
mod expectation;
mod keys;
mod node;
mod parse;
mod print;
mod scan;
mod spanned;
mod syntax;

#[cfg(test)]
mod tests;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use de::from_node;
pub use error::{Error, ErrorKind};
pub use node::{Key, Member, Node, Value};
pub use parse::{MAX_DEPTH, parse};
pub use print::print;
pub use spanned::Spanned;

use crate::source::{Diagnostic, Source};

/// Parses a JSON text and deserialises it.
///
/// # Errors
/// The errors of [`parse`], or else the first place where the JSON does not fit the type. All have
/// their place in `source`.
pub fn from_source<T: DeserializeOwned>(source: &Source) -> Result<T, Vec<Diagnostic>> {
    let node = parse(source)?;
    from_node(&node).map_err(|error| vec![error.into_diagnostic().in_source(source)])
}

/// Serialises a value and prints it in the canonical form, with the key order of its type.
///
/// # Errors
/// When the value does not serialise as JSON, or serialises to JSON that [`parse`] refuses
/// (deeper than [`MAX_DEPTH`], or an integer beyond 64 bits).
pub fn to_canonical<T: Serialize + ?Sized>(value: &T) -> Result<String, Vec<Diagnostic>> {
    let name = "serialised value";
    let text = serde_json::to_string(value)
        .map_err(|error| vec![Diagnostic::file_error(name, format!("the value is not JSON: {error}"))])?;
    parse(&Source::new(name, text)).map(|node| print(&node))
}
