//! Dependencies between components of different writers.
//!
//! Pages: `dependencies-between-components-managed-by-different-writers`, `vssgloss-c`. Readings: a dependency binds
//! the dependent component and not its target (C-061); a target that no writer has is told like one that is left out,
//! and chains are followed (C-063); a target is remote where its logical path or its name says so (C-059). As the
//! glossary binds "the component set it defines" too (rule DEP-026), the dependency of a definer also counts while
//! only members of its set take part, for instance a nested definer. Where several instances of a writer class have
//! the target, one that takes part is enough. Of components of equal name the first counts.

mod build;
mod graph;
mod target;
#[cfg(test)]
mod tests;

pub use graph::{At, DependencyGraph, Unsatisfied, WhyUnsatisfied};
pub use target::{DependencyTarget, Host};
