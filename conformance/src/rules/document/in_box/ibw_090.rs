//! IBW-090: in an ASR backup bBackupBootableSystemState is true.

use super::{ASR, part_of};
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Spot};

const ID: &str = "IBW-090";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    if backup.document.bootable_system_state == Some(false) && part_of(backup, documents, ASR).is_some() {
        let origin = backup.at(Spot::root().attribute("bootableSystemStateBackup"));
        let finding = Finding::new(ID, origin, "the ASR Writer takes part in a backup without system state");
        findings.push(
            finding.expected("yes").found("no").help("give SetBackupState bBackupBootableSystemState true"),
        );
    }
}
