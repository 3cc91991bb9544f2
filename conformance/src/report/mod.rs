//! What was found, in the forms that people and programs read: one renderer a format.
//!
//! Renderers take data and give text; they neither read nor write files. The JSON forms carry a
//! `schema_version` ([`SCHEMA_VERSION`]) and are public: fields are added, never renamed. Their types stand apart
//! from those of the model.

mod coverage;
pub mod document;
mod explain;
mod findings;
mod human;
mod json;
mod problem;
mod readings;
mod select;
mod style;
mod transitions;
mod unchecked;

#[cfg(test)]
mod tests;

pub use coverage::{CoverageFound, coverage_as_json, coverage_for_people};
pub use explain::{Explained, explained_as_json, explained_for_people};
pub use findings::{CheckReport, findings_as_json, findings_for_people, placed};
pub use human::{RunView, scenario_for_people, summary_for_people, unreadable_for_people};
pub use json::{errors_as_json, run_as_json};
pub use problem::{RunReport, Unreadable};
pub use readings::readings_for_people;
pub use select::{SelectView, selection_as_json, selection_for_people, why_for_people};
pub use style::Style;
pub use unchecked::{Unchecked, unchecked};

/// The version of the JSON forms.
pub const SCHEMA_VERSION: u32 = 1;
