//! SEL-005 and SEL-006: if anything of a writer is backed up, every nonselectable component without a selectable
//! ancestor has an entry of its own, also below another nonselectable one that has an entry (C-001).

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Part, Want};

const REQUIRED: &str = "SEL-005";
const BELOW: &str = "SEL-006";

pub const CHECKER: Checker =
    Checker { rules: &[REQUIRED, BELOW], checks: &[Check::Joined(Want::Document, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    // Outside component mode the entries do not say what is backed up.
    if backup.document.select_components == Some(false) {
        return;
    }
    for part in documents.parts(backup) {
        check_part(part, findings);
    }
}

fn check_part(part: Part<'_>, findings: &mut Vec<Finding>) {
    let Some(known) = part.known else { return };
    // Without an entry that the writer knows, nothing of it is backed up (rule SEL-025).
    if part.entries().all(|entry| entry.known().is_none()) {
        return;
    }
    let forest = known.writer.forest;
    for index in forest.required().into_iter().filter(|index| known.entry_of(*index).is_none()) {
        let above = forest.parents(index).into_iter().find(|parent| known.entry_of(*parent).is_some());
        let name = known.writer.name(index);
        let (rule, message) = match above {
            None => (REQUIRED, format!("the required component {name} has no entry")),
            Some(above) => {
                let above = known.writer.name(above);
                (
                    BELOW,
                    format!(
                        "the required component {name} has no entry, and {above} does not bring it along"
                    ),
                )
            }
        };
        let finding = Finding::new(rule, part.at(part.spot().attribute("writerId")), message);
        findings.push(finding.help("call AddComponent for it, or leave the writer out"));
    }
}
