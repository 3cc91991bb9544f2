//! TGT-021: files are moved to a new location only for writers whose schema has VSS_BS_WRITER_SUPPORTS_NEW_TARGET.

use vss_sim::vocabulary::BackupSchema;

use super::super::places::{self, Item};
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Want};

const ID: &str = "TGT-021";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Joined(Want::Schema, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    let needed = BackupSchema::VSS_BS_WRITER_SUPPORTS_NEW_TARGET;
    for entry in documents.entries(backup).filter(|entry| entry.component.new_target_count() > 0) {
        let Some(schema) = entry.part.schema() else { continue };
        if schema.0 & needed.0 == 0 {
            let origin = entry.at(places::item(entry.spot(), Item::NewTarget, 0));
            let finding =
                Finding::new(ID, origin, "a component has a new target, which its writer does not support");
            findings.push(finding.expected(format!("a schema with {needed}")).found(schema.to_string()));
        }
    }
}
