//! DEP-004: a dependency names its target by class id, logical path and name.

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer, places};

const ID: &str = "DEP-004";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for (component, data) in writer.document().components().iter().enumerate() {
        for (index, dependency) in data.dependencies().iter().enumerate() {
            let spot = || places::dependency(component, index);
            if dependency.writer_id.value().is_null() {
                let origin = writer.at(spot().attribute("writerId"));
                let finding = Finding::new(ID, origin, "a dependency names no writer");
                findings.push(finding.expected("the class id of the target's writer").found("GUID_NULL"));
            }
            if dependency.component_name.is_empty() {
                let origin = writer.at(spot().attribute("componentName"));
                let finding = Finding::new(ID, origin, "a dependency names no component");
                findings.push(finding.expected("the name of the target").found("nothing"));
            }
        }
    }
}
