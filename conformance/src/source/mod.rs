//! Source texts, places in them, and the diagnostics that point at those places.
//!
//! Scenario files and XML documents share this ground: a [`Source`] is a named text with a line
//! index, a [`Span`] is a range of its bytes, and a [`Diagnostic`] says what is wrong there, in a
//! form for people ([`render`]) and a form for programs ([`WireDiagnostic`]).

mod diagnostic;
mod problem;
mod quote;
mod render;
mod span;
mod suggest;
mod text;

#[cfg(test)]
mod tests;

pub use diagnostic::{Diagnostic, Place, Severity, WireDiagnostic};
pub use problem::Problem;
pub use quote::{quote, quote_as_is};
pub use render::{RenderOptions, clean, render};
pub use span::{Position, Span};
pub use suggest::{did_you_mean, one_of};
pub use text::{Source, SourceOptions};
