//! TGT-014: a range list is a list of offset:length pairs between commas, each number 64 bits wide, decimal or
//! hexadecimal with `0x`.

use super::super::places::{self, Item};
use super::super::ranges;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents};
use crate::source::quote_as_is;

const ID: &str = "TGT-014";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        for index in 0..entry.component.directed_target_count() {
            let Ok(target) = entry.component.directed_target(index) else { continue };
            let lists = [
                ("sourceRangeList", &target.source_range_list),
                ("destinationRangeList", &target.destination_range_list),
            ];
            for (attribute, list) in lists {
                let Some(Err(piece)) = list.as_deref().map(ranges::read) else { continue };
                let spot = places::item(entry.spot(), Item::DirectedTarget, index).attribute(attribute);
                let finding = Finding::new(ID, entry.at(spot), "this is no range list");
                findings.push(finding.expected(ranges::FORM).found(quote_as_is(piece)));
            }
        }
    }
}
