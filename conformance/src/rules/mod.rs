//! The rule catalogue: what Microsoft's pages ask of requesters, writers, providers and documents, each with an id.
//!
//! Rules are data (`catalogue.json`), and an id is never used again for another rule. Whatever checks a rule sees a
//! trace or a document, never the state of the model: [`document`] holds the checkers of documents. All of them report
//! [`Finding`]s.

mod catalogue;
pub mod document;
mod finding;

pub use catalogue::{Actor, CheckedFrom, Level, Rule, rule, rules};
pub use finding::{Finding, Origin};
