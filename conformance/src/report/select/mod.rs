//! What `vsscheck select` found, for people and for programs.

mod calls;
mod findings;
mod json;
mod refused_json;
mod restore;
mod tree;
mod why;
mod why_json;

use std::fmt::Write;

pub use json::selection_as_json;

use super::Style;
use crate::select::{Report, Why};

/// How a selection is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SelectView {
    /// The colours.
    pub style: Style,
    /// Show only what is wrong.
    pub quiet: bool,
    /// Show every file set, exclusion and component.
    pub verbose: bool,
}

/// So much of one list is shown, unless all is asked for.
const SHOWN: usize = 3;

/// That required components of the backup are not selected for restore although others are: the rule, and the words.
/// By the reading that is taken (C-014), calls accept it.
const REQUIRED_LEFT_OUT: (&str, &str) =
    ("RST-016", "it is required, and other components of its writer are restored without it");

/// The components as a tree, then what is wrong, what is restored, what should be known, and a line of numbers; or
/// only what is wrong.
#[must_use]
pub fn selection_for_people(report: &Report, view: SelectView) -> String {
    let mut out = String::new();
    if view.quiet {
        findings::findings(&mut out, report, view.style);
        findings::of_restore(&mut out, report, view.style);
        return out;
    }
    for writer in 0..report.writers.len() {
        tree::writer(&mut out, report, writer, view);
    }
    rest(&mut out, report, view);
    findings::summary(&mut out, report);
    out
}

/// Why one component is in or out, then what is wrong and what is restored.
#[must_use]
pub fn why_for_people(report: &Report, why: &Why, view: SelectView) -> String {
    let mut out = String::new();
    why::why(&mut out, report, why, view.style);
    rest(&mut out, report, view);
    out
}

fn rest(out: &mut String, report: &Report, view: SelectView) {
    findings::findings(out, report, view.style);
    if view.quiet {
        findings::of_restore(out, report, view.style);
    } else {
        restore::restore(out, report, view);
        findings::notes(out, report, view.style);
    }
}

fn line(out: &mut String, indent: usize, text: &str) {
    let _never_fails = writeln!(out, "{:indent$}{text}", "");
}
