//! STA-014: a writer declares in its schema what it supports beyond full backups.
//!
//! Seen where it used what it did not declare: a backup stamp without VSS_BS_TIMESTAMPED, differenced files without
//! VSS_BS_LAST_MODIFY.

use vss_sim::vocabulary::BackupSchema;

use super::super::places::{self, Item};
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Want};

const ID: &str = "STA-014";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Joined(Want::Schema, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        let Some(schema) = entry.part.schema() else { continue };
        let component = entry.component;
        let stamp = component.backup_stamp().is_ok().then(|| entry.spot().attribute("backupStamp"));
        let differenced = (component.differenced_files_count() > 0)
            .then(|| places::item(entry.spot(), Item::DifferencedFiles, 0));
        let used = [
            (BackupSchema::VSS_BS_TIMESTAMPED, stamp, "set a backup stamp"),
            (BackupSchema::VSS_BS_LAST_MODIFY, differenced, "added differenced files"),
        ];
        for (needed, spot, what) in used {
            let Some(spot) = spot.filter(|_| schema.0 & needed.0 == 0) else { continue };
            let message = format!("a writer {what} and does not declare that it does");
            let finding = Finding::new(ID, entry.at(spot), message);
            let finding = finding.expected(format!("a schema with {needed}")).found(schema.to_string());
            findings.push(finding.help("give SetBackupSchema all that the writer supports"));
        }
    }
}
