//! Documents, and what differs between two of them, for programs.

use serde::Serialize;
use vss_sim::documents::Node;

use super::Difference;
use crate::report::SCHEMA_VERSION;
use crate::report::json::to_text;
use crate::source::Problem;
use crate::source::WireDiagnostic;

#[derive(Serialize)]
struct WireDocument<'a> {
    schema_version: u32,
    path: &'a str,
    document: &'a str,
    root: WireElement<'a>,
    warnings: Vec<WireDiagnostic>,
}

#[derive(Serialize)]
struct WireElement<'a> {
    name: &'a str,
    attributes: Vec<WireAttribute<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    children: Vec<WireElement<'a>>,
}

#[derive(Serialize)]
struct WireAttribute<'a> {
    name: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct WireComparison<'a> {
    schema_version: u32,
    left: &'a str,
    right: &'a str,
    differences: Vec<WireDifference<'a>>,
}

#[derive(Serialize)]
struct WireDifference<'a> {
    path: &'a str,
    left: Option<&'a str>,
    right: Option<&'a str>,
}

/// A document as JSON; `document` is the word for its kind.
#[must_use]
pub fn document_as_json(path: &str, document: &str, root: &Node, warnings: &[Problem]) -> String {
    to_text(&WireDocument {
        schema_version: SCHEMA_VERSION,
        path,
        document,
        root: WireElement::of(root),
        warnings: warnings.iter().map(|warning| warning.diagnostic.wire()).collect(),
    })
}

/// Differences as JSON, with the names of the two inputs.
#[must_use]
pub fn differences_as_json(left: &str, right: &str, differences: &[Difference]) -> String {
    let wire = |difference| {
        let Difference { path, left, right }: &Difference = difference;
        WireDifference { path, left: left.as_deref(), right: right.as_deref() }
    };
    to_text(&WireComparison {
        schema_version: SCHEMA_VERSION,
        left,
        right,
        differences: differences.iter().map(wire).collect(),
    })
}

impl<'a> WireElement<'a> {
    fn of(node: &'a Node) -> Self {
        Self {
            name: &node.name,
            attributes: node.attributes.iter().map(|(name, value)| WireAttribute { name, value }).collect(),
            text: (!node.text.is_empty()).then_some(node.text.as_str()),
            children: node.children.iter().map(Self::of).collect(),
        }
    }
}
