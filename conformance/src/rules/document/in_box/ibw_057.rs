//! IBW-057: a system state writer takes part in a system state backup, even if it is selectable.
//!
//! A system state writer is one with that usage (rule IBW-056) that has a component without VSS_CF_NOT_SYSTEM_STATE
//! (rule IBW-058). That of the System Writer is IBW-050.

use vss_sim::vocabulary::{ComponentFlags, UsageType};

use super::{SYSTEM, in_component_mode, part_of};
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Spot, Want, Writer};

const ID: &str = "IBW-057";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Joined(Want::Others, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    if backup.document.bootable_system_state != Some(true) || !in_component_mode(backup) {
        return;
    }
    for writer in documents.writers().filter(|writer| is_system_state(*writer)) {
        let class = writer.document().writer_id();
        if class != SYSTEM && part_of(backup, documents, class).is_none() {
            let name = &writer.document().identification.friendly_name;
            let origin = backup.at(Spot::root().attribute("bootableSystemStateBackup"));
            let message = format!("the backup is of the system state, without the {name}");
            findings.push(
                Finding::new(ID, origin, message).expected(format!("components of the writer {class}")),
            );
        }
    }
}

fn is_system_state(writer: Writer<'_>) -> bool {
    let document = writer.document();
    let usage = document.identification.usage.known();
    let components = document.components();
    let outside = ComponentFlags::VSS_CF_NOT_SYSTEM_STATE.0;
    [Some(UsageType::VSS_UT_BOOTABLESYSTEMSTATE), Some(UsageType::VSS_UT_SYSTEMSERVICE)].contains(&usage)
        && components.iter().any(|component| component.flags.unwrap_or_default().0 & outside == 0)
}
