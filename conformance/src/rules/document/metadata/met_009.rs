//! MET-009: a writer names each component, and says of each whether it is selectable, has restore metadata and wants
//! to be notified. What is missing altogether makes a document that cannot be read.

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Writer, places};

const ID: &str = "MET-009";

pub const CHECKER: Checker =
    Checker { rules: &[ID], checks: &[Check::Writer(check), Check::Backup(check_entries)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for (index, component) in writer.document().components().iter().enumerate() {
        if component.name.is_empty() {
            findings.push(nameless(writer.at(places::component(index).attribute("componentName"))));
        }
    }
}

fn check_entries(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup).filter(|entry| entry.component.component_name().is_empty()) {
        findings.push(nameless(entry.at(entry.spot().attribute("componentName"))));
    }
}

fn nameless(origin: crate::rules::Origin) -> Finding {
    Finding::new(ID, origin, "a component has no name").expected("a name").found("nothing")
}
