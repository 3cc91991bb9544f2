//! IBW-050: the System Writer is required for a backup of the system state.

use super::{SYSTEM, in_component_mode, part_of};
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Spot};

const ID: &str = "IBW-050";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    let system_state = backup.document.bootable_system_state == Some(true);
    if system_state && in_component_mode(backup) && part_of(backup, documents, SYSTEM).is_none() {
        let origin = backup.at(Spot::root().attribute("bootableSystemStateBackup"));
        let finding =
            Finding::new(ID, origin, "the backup is of the system state, without the System Writer");
        findings.push(finding.expected(format!("components of the System Writer, {SYSTEM}")));
    }
}
