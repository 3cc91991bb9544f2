//! What `vsscheck select` found, for people and for programs.

mod json;
mod tree;

pub use json::selection_as_json;
pub use tree::{SelectView, selection_for_people, why_for_people};
