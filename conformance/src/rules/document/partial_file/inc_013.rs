//! INC-013: a file is not both a differenced and a partial file.

use vss_sim::documents::WmFiledesc;
use vss_sim::vocabulary::WinPath;

use super::super::file_sets::{self, describe};
use super::super::places::{self, Item};
use super::super::set_index::SetIndex;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Part};
use crate::source::quote_as_is;

const ID: &str = "INC-013";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for part in documents.parts(backup) {
        check_part(part, findings);
    }
}

fn check_part(part: Part<'_>, findings: &mut Vec<Finding>) {
    let differenced: Vec<WmFiledesc> = part
        .entries()
        .flat_map(file_sets::of_entry)
        .filter(|moved| moved.item == Item::DifferencedFiles)
        .map(|moved| moved.set)
        .collect();
    if differenced.is_empty() {
        return;
    }
    let sets = SetIndex::of(differenced.iter().enumerate());
    let firsts: Vec<usize> = sets.owners().filter_map(|owners| owners.first().copied()).collect();
    for entry in part.entries() {
        for index in 0..entry.component.partial_file_count() {
            let Ok(file) = entry.component.partial_file(index) else { continue };
            let Some(path) = WinPath::parse(&file.path).ok().and_then(|path| path.join(&file.filename).ok())
            else {
                continue;
            };
            let first = sets.naming(&path).into_iter().filter_map(|set| firsts.get(set)).min();
            let Some(set) = first.and_then(|first| differenced.get(*first)) else { continue };
            let message =
                format!("the partial file {} is a differenced file, too", quote_as_is(&file.filename));
            let spot = places::item(entry.spot(), Item::PartialFile, index).attribute("filename");
            let finding = Finding::new(ID, entry.at(spot), message).found(describe(set));
            findings.push(finding.help("a requester may refuse the writer, or go by the differenced files"));
        }
    }
}
