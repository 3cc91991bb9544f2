//! ALT-021: where files were restored by the restore target VSS_RT_ALTERNATE, each alternate location mapping that was used
//! is recorded. What is taken for restored is said by RM-014.

use vss_sim::vocabulary::RestoreTarget;

use super::rm_014::unrecorded;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents};

const ID: &str = "ALT-021";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    let target = RestoreTarget::VSS_RT_ALTERNATE;
    for entry in documents.entries(backup).filter(|entry| entry.component.restore_target() == Ok(target)) {
        findings.extend(unrecorded(ID, entry, &target.to_string()));
    }
}
