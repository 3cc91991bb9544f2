//! TGT-023: AddNewTarget gives the file specification, the original path and the new path.

use super::super::file_sets;
use super::super::places::Item;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents};

const ID: &str = "TGT-023";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for moved in documents.entries(backup).flat_map(file_sets::of_entry) {
        if moved.item != Item::NewTarget {
            continue;
        }
        let missing = [
            ("path", moved.set.path.is_empty(), "the original path"),
            ("filespec", moved.set.filespec.is_empty(), "the file specification"),
            (
                "alternatePath",
                moved.set.alternate_path.as_deref().unwrap_or_default().is_empty(),
                "the new path",
            ),
        ];
        for (attribute, _, what) in missing.into_iter().filter(|(_, missing, _)| *missing) {
            let origin = backup.at(moved.spot.clone().attribute(attribute));
            let finding = Finding::new(ID, origin, format!("a new target does not give {what}"));
            findings.push(finding.expected(what).found("nothing"));
        }
    }
}
