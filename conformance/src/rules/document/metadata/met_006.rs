//! MET-006: a writer calls SetRestoreMethod in OnIdentify, for all of its components.

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer, places};

const ID: &str = "MET-006";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    let document = writer.document();
    if !document.components().is_empty() && document.restore_element().is_none() {
        let origin = writer.at(places::locations());
        let finding = Finding::new(ID, origin, "the writer has components and no restore method");
        findings
            .push(finding.expected("an element RESTORE_METHOD").help("call SetRestoreMethod in OnIdentify"));
    }
}
