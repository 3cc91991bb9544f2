//! RST-029 and RST-030: a writer that takes no part in restores, or has a method of its own, is not involved: none of its
//! components is selected.

use vss_sim::vocabulary::{RestoreMethod, WriterRestore};

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Want};

const NEVER: &str = "RST-029";
const CUSTOM: &str = "RST-030";

pub const CHECKER: Checker =
    Checker { rules: &[NEVER, CUSTOM], checks: &[Check::Joined(Want::Document, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for part in documents.parts(backup) {
        let Some(restore) = part.known.and_then(|known| known.writer.document().restore_element()) else {
            continue;
        };
        let Some(selected) = part.entries().find(|entry| entry.component.is_selected_for_restore()) else {
            continue;
        };
        let (rule, why) = if restore.writer_restore.known() == Some(WriterRestore::VSS_WRE_NEVER) {
            (NEVER, WriterRestore::VSS_WRE_NEVER.to_string())
        } else if restore.method.known() == Some(RestoreMethod::VSS_RME_CUSTOM) {
            (CUSTOM, RestoreMethod::VSS_RME_CUSTOM.to_string())
        } else {
            continue;
        };
        let message = format!("a component is selected for restore, and its writer has {why}");
        let origin = selected.at(selected.spot().attribute("selectedForRestore"));
        findings.push(
            Finding::new(rule, origin, message).help("restore the files without SetSelectedForRestore"),
        );
    }
}
