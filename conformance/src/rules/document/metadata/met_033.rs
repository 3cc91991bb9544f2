//! MET-033: a Backup Components Document holds no file sets.

use vss_sim::documents::Extra;

use super::unknown;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Spot};

const ID: &str = "MET-033";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

/// The elements that hold file sets, or components with them, in a Writer Metadata Document.
const FILE_SETS: &[&str] = &[
    "FILE_LIST",
    "DATABASE_FILES",
    "DATABASE_LOGFILES",
    "EXCLUDE_FILES",
    "EXCLUDE_FILES_FROM_SNAPSHOT",
    "FILE_GROUP",
    "DATABASE",
    "BACKUP_LOCATIONS",
];

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    let mut look = |extra: &Extra, around: Spot| {
        for spot in unknown(extra, around, FILE_SETS) {
            let finding = Finding::new(ID, backup.at(spot), "a Backup Components Document holds file sets");
            findings.push(finding.help("keep the Writer Metadata Document beside it, which has them"));
        }
    };
    look(backup.document.extra(), Spot::root());
    for part in documents.parts(backup) {
        look(part.components.extra(), part.spot());
        part.entries().for_each(|entry| look(entry.component.extra(), entry.spot()));
    }
}
