//! NAM-001: no two components of a writer class have the same logical path and name.
//!
//! Reading (C-004): of several running instances of one class it is advice, since two instances normally report equal
//! components.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::components::ComponentName;

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Writer, places, title};

const ID: &str = "NAM-001";

pub const CHECKER: Checker = Checker {
    rules: &[ID],
    checks: &[Check::Writer(check), Check::Writers(check_instances), Check::Backup(check_entries)],
};

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for (_, twin) in writer.forest.duplicates() {
        let message = format!("the writer has two components {}", writer.name(twin));
        let origin = writer.at(places::component(twin).attribute("componentName"));
        findings
            .push(Finding::new(ID, origin, message).help("give one of them another name or logical path"));
    }
}

fn check_instances(documents: &Documents, findings: &mut Vec<Finding>) {
    let mut earlier: BTreeMap<_, Vec<Writer<'_>>> = BTreeMap::new();
    for writer in documents.writers() {
        let class = writer.document().writer_id();
        let known = earlier.entry(class).or_default();
        // Two documents of one instance are two answers of one writer.
        let instance = writer.document().instance_id();
        let others: Vec<Writer<'_>> =
            known.iter().copied().filter(|other| other.document().instance_id() != instance).collect();
        known.push(writer);
        let shared = |index: &usize| {
            let name = writer.forest.name(*index);
            name.is_some_and(|name| others.iter().any(|other| other.forest.find(name).is_some()))
        };
        let mut shared = (0..writer.forest.len()).filter(shared);
        if let Some(component) = shared.next() {
            let count = 1 + shared.count();
            let message = format!(
                "two instances of the class {class} have {count} components of equal logical path and name, such \
                 as {}",
                writer.name(component),
            );
            let origin = writer.at(places::component(component).attribute("componentName"));
            findings.push(
                Finding::new(ID, origin, message)
                    .help("tell the instances apart by the logical path")
                    .as_advice(),
            );
        }
    }
}

fn check_entries(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for part in documents.parts(backup) {
        let mut seen: BTreeSet<ComponentName> = BTreeSet::new();
        for entry in part.entries() {
            let name = entry.name();
            let message = format!("the document has two entries for {}", title(&name));
            if !seen.insert(name) {
                let origin = entry.at(entry.spot().attribute("componentName"));
                findings.push(Finding::new(ID, origin, message));
            }
        }
    }
}
