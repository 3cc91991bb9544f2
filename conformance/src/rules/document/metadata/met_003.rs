//! MET-003: the identification holds, beside what the writer supplies (MET-004), the instance that VSS made.

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer, places};

const ID: &str = "MET-003";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    if writer.document().instance_id().is_null() {
        let origin = writer.at(places::identification().attribute("instanceId"));
        let finding = Finding::new(ID, origin, "the writer has no instance id");
        findings.push(finding.expected("the GUID that VSS made for the instance").found("GUID_NULL"));
    }
}
