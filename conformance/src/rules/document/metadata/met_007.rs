//! MET-007: a writer adds at least one component.
//!
//! Reading: a writer that only excludes files, from backups or from shadow copies, needs none; captured documents of
//! the BITS Writer and the Shadow Copy Optimization Writer are so.

use vss_sim::documents::WriterMetadata;

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Spot, Writer};

const ID: &str = "MET-007";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    if holds_nothing(writer.document()) {
        let finding = Finding::new(ID, writer.at(Spot::root()), "the writer has no component");
        let finding = finding.expected("a component, or files that are excluded");
        findings.push(finding.help("call AddComponent in OnIdentify"));
    }
}

/// Whether a document has neither components nor excluded files.
pub(super) fn holds_nothing(document: &WriterMetadata) -> bool {
    document.components().is_empty()
        && document.excludes().is_empty()
        && document.excludes_from_snapshot().is_empty()
}
