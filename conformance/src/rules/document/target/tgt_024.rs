//! TGT-024: one AddNewTarget call is made for each file specification that is relocated.

use std::collections::BTreeSet;

use super::super::file_sets::{self, SetKey, describe};
use super::super::places::Item;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents};

const ID: &str = "TGT-024";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        let mut seen = BTreeSet::new();
        for moved in file_sets::of_entry(entry).filter(|moved| moved.item == Item::NewTarget) {
            if !seen.insert(SetKey::of(&moved.set)) {
                let message = format!("{} has two new targets", describe(&moved.set));
                let finding = Finding::new(ID, backup.at(moved.spot.attribute("alternatePath")), message);
                findings.push(finding.help("name the place where the files went"));
            }
        }
    }
}
