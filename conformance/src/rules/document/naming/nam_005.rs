//! NAM-005: whether logical paths and names are compared with regard to case is not stated. Two components that differ
//! in case alone are therefore one or two, as the requester reads it (C-078).

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer, places};

const ID: &str = "NAM-005";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for (one, twin) in writer.forest.case_twins() {
        let (one, other) = (writer.name(one), writer.name(twin));
        let message = format!("the components {one} and {other} differ in case alone");
        let origin = writer.at(places::component(twin).attribute("componentName"));
        findings.push(Finding::new(ID, origin, message).help("make them differ in more than case"));
    }
}
