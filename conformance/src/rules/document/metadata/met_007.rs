//! MET-007: a writer adds at least one component.
//!
//! Reading (C-052): another page takes components for optional, and captured documents of the BITS Writer and the Shadow
//! Copy Optimization Writer only exclude files. Such a document is reported as advice, since its writer takes no part in
//! a backup of components; one that holds nothing at all breaks the rule.

use vss_sim::documents::WriterMetadata;

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Spot, Writer};

const ID: &str = "MET-007";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    let document = writer.document();
    if !document.components().is_empty() {
        return;
    }
    let finding =
        Finding::new(ID, writer.at(Spot::root()), "the writer has no component").expected("a component");
    findings.push(if holds_nothing(document) {
        finding.help("call AddComponent in OnIdentify")
    } else {
        let help =
            "without one the writer takes no part in component mode; what it excludes counts all the same";
        finding.help(help).as_advice()
    });
}

/// Whether a document has neither components nor excluded files.
pub(super) fn holds_nothing(document: &WriterMetadata) -> bool {
    document.components().is_empty()
        && document.excludes().is_empty()
        && document.excludes_from_snapshot().is_empty()
}
