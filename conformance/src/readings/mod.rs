//! The catalogue of readings: every place where Microsoft's pages disagree or leave a case open, what it can be taken
//! to mean, and what is taken where nothing is said.
//!
//! Questions are data (`catalogue.json`), in the order of their ids: `C-` first, then `C2-`. An id is never used again
//! for another question, nor a label of a question for another answer. What the model can be switched between is a row
//! of `vss_sim::world::Readings` with the id and the labels that stand here.

mod catalogue;
#[cfg(test)]
mod tests;

pub use catalogue::{Area, Basis, Behaviour, Question, Reading, all, find};
