//! IBW-094: an ASR backup includes all fixed disks.
//!
//! The disks are the components of the ASR Writer below `Disks` (rule IBW-096).

use super::{ASR, part_of};
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Want};

const ID: &str = "IBW-094";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Joined(Want::Document, check)] };

const DISKS: &str = "Disks";

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    let Some(part) = part_of(backup, documents, ASR) else { return };
    let Some(known) = part.known else { return };
    for (index, component) in known.writer.document().components().iter().enumerate() {
        let disk = component.logical_path.as_deref() == Some(DISKS);
        if disk && !known.selection().includes(index) {
            let message = format!("the disk {} is not in the ASR backup", known.writer.name(index));
            let finding = Finding::new(ID, part.at(part.spot().attribute("writerId")), message);
            findings.push(finding.help("add it, also where the backup is stored on it"));
        }
    }
}
