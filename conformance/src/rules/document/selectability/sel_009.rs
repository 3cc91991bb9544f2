//! SEL-009, SEL-012 and MET-031: what an ancestor can bring along has no entry of its own where it is nonselectable,
//! or where the ancestor has one.
//!
//! Of the three the one is reported that says most: SEL-009 where no ancestor has an entry, else SEL-012 of a
//! selectable component and MET-031 of a nonselectable one. Reading: an entry that is selected for restore may have
//! been made for the restore, as SNP-011 asks; whether it may is RST-048.

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Want};

const NEVER_ADDED: &str = "SEL-009";
const BESIDE_ANCESTOR: &str = "SEL-012";
const NO_ENTRY: &str = "MET-031";

pub const CHECKER: Checker = Checker {
    rules: &[NEVER_ADDED, BESIDE_ANCESTOR, NO_ENTRY],
    checks: &[Check::Joined(Want::Document, check)],
};

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup).filter(|entry| !entry.component.is_selected_for_restore()) {
        let Some((known, index)) = entry.known() else { continue };
        let forest = known.writer.forest;
        let ancestors = forest.selectable_ancestors(index);
        let Some(nearest) = ancestors.last() else { continue };
        let entered = ancestors.iter().rev().find(|ancestor| known.entry_of(**ancestor).is_some());
        let selectable = forest.component(index).is_some_and(|component| component.selectable);
        let name = known.writer.name(index);
        let (rule, message, help) = match (entered, selectable) {
            (None, true) => continue,
            (None, false) => {
                let above = known.writer.name(*nearest);
                let message = format!("{name} is nonselectable, and below {above}, which is selectable");
                (NEVER_ADDED, message, format!("add {above} instead"))
            }
            (Some(above), true) => {
                let above = known.writer.name(*above);
                let message = format!("{name} has an entry, although {above} has one and brings it along");
                (BESIDE_ANCESTOR, message, format!("add {above} alone"))
            }
            (Some(above), false) => {
                let above = known.writer.name(*above);
                let message =
                    format!("{name} is included implicitly by {above} and has an entry all the same");
                (NO_ENTRY, message, format!("add {above} alone"))
            }
        };
        let origin = entry.at(entry.spot().attribute("componentName"));
        findings.push(Finding::new(rule, origin, message).help(help));
    }
}
