//! Running scenarios: on a backend, against what they expect.

mod result;

pub use result::{Finding, FindingKind, ScenarioResult, Verdict};
