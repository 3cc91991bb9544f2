//! PART-003: a partial file has a path, a file name and ranges.

use vss_sim::vocabulary::WinPath;

use super::super::places::{self, Item};
use super::super::target::is_file_name;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents};
use crate::source::quote_as_is;

const ID: &str = "PART-003";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        for index in 0..entry.component.partial_file_count() {
            let Ok(file) = entry.component.partial_file(index) else { continue };
            let missing = [
                ("path", WinPath::parse(&file.path).is_err(), &file.path, "a Windows path without wildcards"),
                ("filename", !is_file_name(&file.filename), &file.filename, "the name of one file"),
                ("ranges", file.ranges.is_empty(), &file.ranges, "ranges, or the path of a ranges file"),
            ];
            for (attribute, _, text, expected) in missing.into_iter().filter(|(_, missing, ..)| *missing) {
                let spot = places::item(entry.spot(), Item::PartialFile, index).attribute(attribute);
                let message = format!("the {attribute} of a partial file cannot be used");
                findings.push(
                    Finding::new(ID, entry.at(spot), message).expected(expected).found(quote_as_is(text)),
                );
            }
        }
    }
}
