//! TGT-009: a directed target takes effect only if the restore target of its component is VSS_RT_DIRECTED.

use vss_sim::vocabulary::RestoreTarget;

use super::super::places::{self, Item};
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents};

const ID: &str = "TGT-009";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup).filter(|entry| entry.component.directed_target_count() > 0) {
        let Ok(target) = entry.component.restore_target() else { continue };
        if target != RestoreTarget::VSS_RT_DIRECTED {
            let spot = places::item(entry.spot(), Item::DirectedTarget, 0);
            let message = "a component has directed targets, and its restore target is another";
            let finding = Finding::new(ID, entry.at(spot), message);
            let finding =
                finding.expected(RestoreTarget::VSS_RT_DIRECTED.to_string()).found(target.to_string());
            findings.push(finding.help("call SetRestoreTarget before AddDirectedTarget"));
        }
    }
}
