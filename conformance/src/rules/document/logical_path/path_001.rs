//! PATH-001, PATH-002 and PATH-015: elements are separated by one backslash, there is none in front, and what a
//! backslash at the end means is left open.
//!
//! Readings: a doubled separator breaks PATH-001, and only one at the end is left to PATH-015, which speaks of all
//! three. Of the target of a dependency the separator in front is advice, since the page on dependencies writes the
//! root so (C-005).

use vss_sim::components::{PathFlaw, flaws};

use super::super::dependency::after_computer;
use super::super::places::{self, Item};
use crate::rules::document::{Backup, Check, Checker, Documents, Writer};
use crate::rules::{Finding, Origin};
use crate::source::quote_as_is;

const SINGLE: &str = "PATH-001";
const LEADING: &str = "PATH-002";
const OPEN: &str = "PATH-015";

pub const CHECKER: Checker = Checker {
    rules: &[SINGLE, LEADING, OPEN],
    checks: &[Check::Writer(check), Check::Backup(check_entries)],
};

const ATTRIBUTE: &str = "logicalPath";

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for (index, component) in writer.document().components().iter().enumerate() {
        if let Some(path) = &component.logical_path {
            let origin = || writer.at(places::component(index).attribute(ATTRIBUTE));
            findings.extend(report(path, origin));
        }
        for (dependency, target) in component.dependencies().iter().enumerate() {
            let path = target.logical_path.as_deref().unwrap_or_default();
            let origin = || writer.at(places::dependency(index, dependency).attribute(ATTRIBUTE));
            let found = report(after_computer(path), origin);
            findings.extend(found.map(|finding| match finding.rule {
                LEADING => finding.as_advice(),
                _ => finding,
            }));
        }
    }
}

fn check_entries(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        if let Ok(path) = entry.component.logical_path() {
            findings.extend(report(path, || entry.at(entry.spot().attribute(ATTRIBUTE))));
        }
        for index in 0..entry.component.restore_subcomponent_count() {
            let Ok(subcomponent) = entry.component.restore_subcomponent(index) else { continue };
            let spot = || places::item(entry.spot(), Item::RestoreSubcomponent, index).attribute(ATTRIBUTE);
            findings.extend(report(&subcomponent.logical_path, || entry.at(spot())));
        }
    }
}

fn report(path: &str, origin: impl Fn() -> Origin) -> impl Iterator<Item = Finding> {
    let quoted = quote_as_is(path);
    flaws(path).into_iter().map(move |flaw| {
        let finding = match flaw {
            PathFlaw::LeadingSeparator => {
                Finding::new(LEADING, origin(), "a logical path begins with a backslash")
                    .help("the root is NULL or empty, and a path begins with its first element")
            }
            PathFlaw::EmptyElement => {
                Finding::new(SINGLE, origin(), "two backslashes stand side by side in a logical path")
                    .help("separate elements by one backslash")
            }
            PathFlaw::TrailingSeparator => Finding::new(
                OPEN,
                origin(),
                "a logical path ends in a backslash, and no page says what that means",
            )
            .help("end the path with its last element"),
        };
        finding.found(quoted.clone())
    })
}
