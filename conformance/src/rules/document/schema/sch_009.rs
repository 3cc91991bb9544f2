//! SCH-009: a writer with VSS_BS_TIMESTAMPED stores a stamp at backup.
//!
//! Seen of components whose backup is said to have succeeded: by then the writer has had its events. Reading: a copy
//! backup needs no stamp, since it updates no history (rule SCH-003).

use vss_sim::vocabulary::{BackupSchema, BackupType};

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Want};

const ID: &str = "SCH-009";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Joined(Want::Schema, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    let backup_type = backup.document.backup_type.as_ref().and_then(|backup_type| backup_type.known());
    if backup_type == Some(BackupType::VSS_BT_COPY) {
        return;
    }
    for entry in documents.entries(backup) {
        let schema = entry.part.schema().unwrap_or_default();
        let stamped = schema.0 & BackupSchema::VSS_BS_TIMESTAMPED.0 != 0;
        if stamped
            && entry.component.backup_succeeded() == Ok(true)
            && entry.component.backup_stamp().is_err()
        {
            let message = format!("{} was backed up without a backup stamp", entry.title());
            let finding = Finding::new(ID, entry.at(entry.spot().attribute("componentName")), message);
            let finding = finding.expected("a stamp, as the writer declares VSS_BS_TIMESTAMPED");
            findings.push(finding.help("call SetBackupStamp in OnPostSnapshot"));
        }
    }
}
