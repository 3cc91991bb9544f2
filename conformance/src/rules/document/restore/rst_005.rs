//! RST-005 and RST-048: a subcomponent that is not selectable for restore is not chosen alone, neither by
//! AddRestoreSubcomponent nor by an entry of its own.

use vss_sim::components::ComponentName;

use super::super::places::{self, Item};
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Entry, Want, title};

const CHOSEN: &str = "RST-005";
const ENTERED: &str = "RST-048";

pub const CHECKER: Checker =
    Checker { rules: &[CHOSEN, ENTERED], checks: &[Check::Joined(Want::Document, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        check_subcomponents(entry, findings);
        check_entry(entry, findings);
    }
}

fn check_subcomponents(entry: Entry<'_>, findings: &mut Vec<Finding>) {
    let Some(known) = entry.part.known else { return };
    for index in 0..entry.component.restore_subcomponent_count() {
        let Ok(subcomponent) = entry.component.restore_subcomponent(index) else { continue };
        let name = ComponentName::new(Some(&subcomponent.logical_path), &subcomponent.component_name);
        let found = known.writer.forest.find(&name);
        let chosen = found.and_then(|index| known.writer.forest.component(index));
        if chosen.is_some_and(|component| component.selectable_for_restore != Some(true)) {
            let spot =
                places::item(entry.spot(), Item::RestoreSubcomponent, index).attribute("componentName");
            let message = format!("{} is chosen alone and is not selectable for restore", title(&name));
            findings
                .push(Finding::new(CHOSEN, entry.at(spot), message).help("restore what brought it along"));
        }
    }
}

fn check_entry(entry: Entry<'_>, findings: &mut Vec<Finding>) {
    let Some((known, index)) = entry.known() else { return };
    let forest = known.writer.forest;
    let Some(component) = forest.component(index) else { return };
    let implicit = !component.selectable && !forest.selectable_ancestors(index).is_empty();
    if entry.component.is_selected_for_restore() && implicit && component.selectable_for_restore != Some(true)
    {
        let message =
            format!("{} is chosen for restore and is not selectable for it", known.writer.name(index));
        let origin = entry.at(entry.spot().attribute("selectedForRestore"));
        findings.push(Finding::new(ENTERED, origin, message).help("restore what brought it along"));
    }
}
