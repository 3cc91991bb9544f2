//! MET-034: AddComponent accepts only components that the writer has. Seen from the document, an entry is a component
//! of the writer.

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Want};

const ID: &str = "MET-034";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Joined(Want::Document, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        let Some(known) = entry.part.known else { continue };
        let Some((_, index)) = entry.known() else {
            let writer = &known.writer.document().identification.friendly_name;
            let message = format!("{writer} has no component {}", entry.title());
            let finding = Finding::new(ID, entry.at(entry.spot().attribute("componentName")), message);
            findings.push(finding.help("logical path and name are compared exactly, also in case"));
            continue;
        };
        let theirs = known.writer.forest.component(index).map(|component| component.component_type());
        if let (Some(theirs), Ok(own)) = (theirs, entry.component.component_type())
            && theirs != own
        {
            let message = format!("the component {} is of another type", entry.title());
            let origin = entry.at(entry.spot().attribute("componentType"));
            findings
                .push(Finding::new(ID, origin, message).expected(theirs.to_string()).found(own.to_string()));
        }
    }
}
