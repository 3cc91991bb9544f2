//! ALT-022 and INC-043: AddAlternativeLocationMapping and AddNewTarget take a file set that the writer added, and the
//! entry of the component that has it, or that brought that component along.

use std::collections::{BTreeMap, BTreeSet};

use super::super::file_sets::{self, SetKey, describe};
use super::super::places::Item;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Part, Want};

const MAPPING: &str = "ALT-022";
const TARGET: &str = "INC-043";

pub const CHECKER: Checker =
    Checker { rules: &[MAPPING, TARGET], checks: &[Check::Joined(Want::Document, check)] };

/// The components that have a file set.
#[derive(Default)]
struct Owners {
    first: Option<usize>,
    /// Them, and those that brought them along.
    entered: BTreeSet<usize>,
}

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for part in documents.parts(backup) {
        check_part(part, findings);
    }
}

fn check_part(part: Part<'_>, findings: &mut Vec<Finding>) {
    let Some(known) = part.known else { return };
    let mut moved = part.entries().flat_map(file_sets::of_entry).peekable();
    if moved.peek().is_none() {
        return;
    }
    let mut owners: BTreeMap<SetKey, Owners> = BTreeMap::new();
    for (component, set) in file_sets::of_components(known.writer) {
        let owners = owners.entry(SetKey::of(set)).or_default();
        owners.first.get_or_insert(component);
        owners.entered.insert(component);
        owners.entered.extend(known.definer(component));
    }
    for moved in moved {
        let (rule, what) = match moved.item {
            Item::Mapping => (MAPPING, "a mapping that was used"),
            Item::NewTarget => (TARGET, "a new target"),
            // Differenced files may be new ones: PART-024 is about them.
            Item::DifferencedFiles | Item::RestoreSubcomponent | Item::PartialFile | Item::DirectedTarget => {
                continue;
            }
        };
        let Some((_, own)) = moved.entry.known() else { continue };
        let owners = owners.get(&SetKey::of(&moved.set));
        if owners.is_some_and(|owners| owners.entered.contains(&own)) {
            continue;
        }
        let message = match owners.and_then(|owners| owners.first.as_ref()) {
            None => format!("{what} is of no file set of the writer"),
            Some(owner) => format!(
                "{what} stands in the entry of {}, and the file set belongs to {}",
                known.writer.name(own),
                known.writer.name(*owner),
            ),
        };
        let finding = Finding::new(rule, moved.entry.at(moved.spot.attribute("path")), message);
        let finding = finding.expected("path, file specification and recursion flag of a file set");
        findings.push(finding.found(describe(&moved.set)));
    }
}
