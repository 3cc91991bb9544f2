//! STA-053: what a requester does with a writer that does not support log or copy backups is not stated.

use vss_sim::vocabulary::{BackupSchema, BackupType};

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Want};

const ID: &str = "STA-053";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Joined(Want::Schema, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    let Some(backup_type) = backup.document.backup_type.as_ref().and_then(|kind| kind.known()) else {
        return;
    };
    let needed = match backup_type {
        BackupType::VSS_BT_LOG => BackupSchema::VSS_BS_LOG,
        BackupType::VSS_BT_COPY => BackupSchema::VSS_BS_COPY,
        _ => return,
    };
    for part in documents.parts(backup).filter(|part| part.components.component_count() > 0) {
        let Some(schema) = part.schema() else { continue };
        if schema.0 & needed.0 == 0 {
            let message =
                format!("the backup is of type {backup_type}, which a writer in it does not support");
            let finding = Finding::new(ID, part.at(part.spot().attribute("backupSchema")), message);
            let finding = finding.expected(format!("a schema with {needed}")).found(schema.to_string());
            findings.push(finding.help("no page says what is backed up of such a writer"));
        }
    }
}
