//! RM-003: VSS_RME_UNDEFINED in a writer's document is a writer error.

use vss_sim::vocabulary::RestoreMethod;

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer, places};

const ID: &str = "RM-003";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    let Some(restore) = writer.document().restore_element() else { return };
    if restore.method.known() == Some(RestoreMethod::VSS_RME_UNDEFINED) {
        let origin = writer.at(places::restore_method().attribute("method"));
        let finding = Finding::new(ID, origin, "the restore method is undefined");
        findings.push(finding.expected("another value of VSS_RESTOREMETHOD_ENUM").found("VSS_RME_UNDEFINED"));
    }
}
