//! The rule catalogue: what Microsoft's pages ask of requesters, writers, providers and documents, each with an id.
//!
//! Rules are data (`catalogue.json`), and an id is never used again for another rule. Whatever checks a rule sees a
//! trace or a document, never the state of the model.

mod catalogue;

pub use catalogue::{Actor, CheckedFrom, Level, Rule, rule, rules};
