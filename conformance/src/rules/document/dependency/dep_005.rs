//! DEP-005: a dependency is not used between two components of one writer.
//!
//! Reading: a target on another computer belongs to another writer, whatever its class.

use vss_sim::components::DependencyTarget;

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer, places, title};

const ID: &str = "DEP-005";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    let own = writer.document().writer_id();
    for (component, data) in writer.document().components().iter().enumerate() {
        for (index, dependency) in data.dependencies().iter().enumerate() {
            let target = DependencyTarget::of(dependency);
            if target.computer.is_none() && target.writer == own {
                let message = format!(
                    "{} depends on {} of the same writer",
                    writer.name(component),
                    title(&target.component),
                );
                let origin = writer.at(places::dependency(component, index).attribute("writerId"));
                findings.push(
                    Finding::new(ID, origin, message)
                        .help("selectability and logical paths bind components of one writer together"),
                );
            }
        }
    }
}
