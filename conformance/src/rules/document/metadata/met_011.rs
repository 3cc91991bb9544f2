//! MET-011: a file set has a directory, a file specification and a recursion flag.
//!
//! Reading: an absent recursion flag is no, as the pages call it the default and captured documents leave it out.

use vss_sim::documents::WmFiledesc;

use crate::rules::document::{Backup, Check, Checker, Documents, Spot, Writer, file_sets};
use crate::rules::{Finding, Origin};

const ID: &str = "MET-011";

pub const CHECKER: Checker =
    Checker { rules: &[ID], checks: &[Check::Writer(check), Check::Backup(check_entries)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for placed in file_sets::of_writer(writer.document()).filter(|placed| is_incomplete(placed.set)) {
        report(placed.set, placed.spot(), |spot| writer.at(spot), findings);
    }
}

fn check_entries(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for moved in documents.entries(backup).flat_map(file_sets::of_entry) {
        if moved.item != super::super::places::Item::NewTarget && is_incomplete(&moved.set) {
            report(&moved.set, moved.spot, |spot| backup.at(spot), findings);
        }
    }
}

fn is_incomplete(set: &WmFiledesc) -> bool {
    set.path.is_empty() || set.filespec.is_empty()
}

fn report(set: &WmFiledesc, spot: Spot, origin: impl Fn(Spot) -> Origin, findings: &mut Vec<Finding>) {
    if set.path.is_empty() {
        let finding = Finding::new(ID, origin(spot.clone().attribute("path")), "a file set has no directory");
        findings.push(finding.expected("a directory").found("nothing"));
    }
    if set.filespec.is_empty() {
        let finding = Finding::new(ID, origin(spot.attribute("filespec")), "a file set names no files");
        findings
            .push(finding.expected("a file specification").found("nothing").help("* stands for every file"));
    }
}
