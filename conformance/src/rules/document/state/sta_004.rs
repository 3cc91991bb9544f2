//! STA-004, INC-029 and TGT-020: a writer uses partial files and directed targets only with a requester that said that it
//! supports partial files.
//!
//! INC-029 says it of incremental and differential backups, STA-004 of the others. Reading (C-100): no query tells of
//! support for directed targets, so that for partial files stands for it, and what breaks it is advice.

use vss_sim::vocabulary::BackupType;

use super::super::places::{self, Item};
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents};

const PARTIAL: &str = "STA-004";
const INCREMENTAL: &str = "INC-029";
const DIRECTED: &str = "TGT-020";

pub const CHECKER: Checker =
    Checker { rules: &[PARTIAL, INCREMENTAL, DIRECTED], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    if backup.document.partial_file_support != Some(false) {
        return;
    }
    let backup_type = backup.document.backup_type.as_ref().and_then(|backup_type| backup_type.known());
    let by_changes =
        [Some(BackupType::VSS_BT_INCREMENTAL), Some(BackupType::VSS_BT_DIFFERENTIAL)].contains(&backup_type);
    for entry in documents.entries(backup) {
        if entry.component.partial_file_count() > 0 {
            let rule = if by_changes { INCREMENTAL } else { PARTIAL };
            let origin = entry.at(places::item(entry.spot(), Item::PartialFile, 0));
            let message = "a writer added a partial file, and the requester does not support partial files";
            findings.push(
                Finding::new(rule, origin, message)
                    .help("call AddPartialFile only where IsPartialFileSupportEnabled is true"),
            );
        }
        if entry.component.directed_target_count() > 0 {
            let origin = entry.at(places::item(entry.spot(), Item::DirectedTarget, 0));
            let message =
                "a writer added a directed target, and the requester does not support partial files";
            findings.push(Finding::new(DIRECTED, origin, message).as_advice());
        }
    }
}
