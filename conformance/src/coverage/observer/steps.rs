//! The steps of a creation as rows, and which of them a variant has.

use std::sync::LazyLock;

use serde::Deserialize;

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its number, as `CS-24`.
    pub id: String,
    /// The phase of the backup.
    pub phase: String,
    /// Who takes it.
    pub from: String,
    /// Whom it is for.
    pub to: String,
    /// A call, an event, a call on a provider, a wait, a completion, or what happens inside.
    pub kind: String,
    /// What is called, or what happens.
    pub name: String,
    /// Whether it can be left out.
    #[serde(default)]
    pub optional: bool,
    /// Why no trace can show it.
    #[serde(default)]
    pub unobservable: Option<String>,
}

/// A way in which a set is created.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Variant {
    /// Its name.
    pub id: String,
    /// The kind of provider.
    pub provider: String,
    /// Whether the set is transportable.
    pub transportable: bool,
    /// Whether its copies are open to recovery.
    pub auto_recovered: bool,
    /// Whether writers take part.
    pub writers: bool,
    /// Its steps in their order.
    pub steps: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    steps: Vec<Step>,
    variants: Vec<Variant>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| serde_json::from_str(include_str!("steps.json")).unwrap_or_default());

/// Every step in its order.
#[must_use]
pub fn steps() -> &'static [Step] {
    &TABLE.steps
}

/// Every variant.
#[must_use]
pub fn variants() -> &'static [Variant] {
    &TABLE.variants
}

/// The number of a step's id.
#[must_use]
pub fn number(id: &str) -> u32 {
    id.strip_prefix("CS-").and_then(|digits| digits.parse().ok()).unwrap_or_default()
}
