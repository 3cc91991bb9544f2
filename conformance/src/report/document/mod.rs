//! Metadata documents as trees, and what differs between two of them, for people and for programs.

mod differences;
mod json;
mod tree;
mod unified;

#[cfg(test)]
mod tests;

pub use differences::{Difference, differences};
pub use json::{differences_as_json, document_as_json};
pub use tree::document_for_people;
pub use unified::differences_for_people;

use std::time::Duration;

use vss_sim::documents::Node;

/// How long the smallest difference is looked for. After that, a larger one is taken, which is right as well:
/// two hostile documents can differ so that the smallest takes hours to find.
const PATIENCE: Duration = Duration::from_secs(5);

/// An element with its attributes, without what is in it, in one line.
fn headline(node: &Node) -> String {
    let attributes = node.attributes.iter().map(|(name, value)| format!(" {name}={}", quoted(value)));
    std::iter::once(node.name.to_string()).chain(attributes).collect()
}

/// A value in quotes, as XML writes it but for what needs no escaping there: paths are full of backslashes.
/// Control characters are replaced where the text is shown.
fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;"))
}
