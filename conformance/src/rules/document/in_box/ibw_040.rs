//! IBW-040 and IBW-048: what depends on registry keys is backed up together with the registry.

use super::{
    COM_REGDB, REGISTRY, REMOTE_DESKTOP_GATEWAY, REMOTE_DESKTOP_LICENSING, in_component_mode, part_of,
};
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents};

const COM: &str = "IBW-040";
const REMOTE_DESKTOP: &str = "IBW-048";

pub const CHECKER: Checker = Checker { rules: &[COM, REMOTE_DESKTOP], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    if !in_component_mode(backup) || part_of(backup, documents, REGISTRY).is_some() {
        return;
    }
    for (rule, class, what) in [
        (COM, COM_REGDB, "the COM+ class registration database"),
        (REMOTE_DESKTOP, REMOTE_DESKTOP_GATEWAY, "Remote Desktop Gateway"),
        (REMOTE_DESKTOP, REMOTE_DESKTOP_LICENSING, "Remote Desktop Licensing"),
    ] {
        let Some(part) = part_of(backup, documents, class) else { continue };
        let message = format!("{what} is backed up without the registry, on which it depends");
        let finding = Finding::new(rule, part.at(part.spot().attribute("writerId")), message);
        findings.push(finding.expected(format!("components of the Registry Writer, {REGISTRY}")));
    }
}
