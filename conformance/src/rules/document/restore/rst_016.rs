//! RST-016: if anything of a writer is restored, its nonselectable components without a selectable ancestor are selected
//! too.
//!
//! Reading (C-014): calls accept less, and the omission is advice; "nonselectable" is meant for backup.

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Want};

const ID: &str = "RST-016";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Joined(Want::Document, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for part in documents.parts(backup) {
        let Some(known) = part.known else { continue };
        if !part.entries().any(|entry| entry.component.is_selected_for_restore()) {
            continue;
        }
        let forest = known.writer.forest;
        for entry in part.entries().filter(|entry| !entry.component.is_selected_for_restore()) {
            let Some((_, index)) = entry.known() else { continue };
            let required = forest.backup_kind(index) == Some(vss_sim::components::BackupKind::Required);
            if required {
                let message = format!(
                    "other components of the writer are restored, and the required {} is not",
                    known.writer.name(index)
                );
                let origin = entry.at(entry.spot().attribute("selectedForRestore"));
                let finding =
                    Finding::new(ID, origin, message).help("call SetSelectedForRestore for it, too");
                findings.push(finding.as_advice());
            }
        }
    }
}
