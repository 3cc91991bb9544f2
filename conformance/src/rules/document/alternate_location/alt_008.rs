//! ALT-008: the alternate path of a file set, from which it is backed up, is no destination of a restore.
//!
//! Seen where a mapping is recorded as used that the writer does not have, and that leads to the alternate path.

use std::collections::{BTreeMap, BTreeSet};

use super::super::file_sets::{self, Directory, SetKey, directory, same_directory};
use super::super::places::Item;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Part, Want};
use crate::source::quote_as_is;

const ID: &str = "ALT-008";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Joined(Want::Document, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for part in documents.parts(backup) {
        check_part(part, findings);
    }
}

fn check_part(part: Part<'_>, findings: &mut Vec<Finding>) {
    let Some(known) = part.known else { return };
    let mut read_from = BTreeMap::new();
    for (_, set) in file_sets::of_components(known.writer) {
        if let Some(path) = &set.alternate_path {
            read_from.entry(SetKey::of(set)).or_insert(path);
        }
    }
    let mappings = known.writer.document().alternate_location_mappings().iter();
    let declared: BTreeSet<Directory> =
        mappings.filter_map(|mapping| mapping.alternate_path.as_deref()).map(directory).collect();
    for moved in part.entries().flat_map(file_sets::of_entry).filter(|moved| moved.item == Item::Mapping) {
        let Some(destination) = &moved.set.alternate_path else { continue };
        let Some(path) = read_from.get(&SetKey::of(&moved.set)) else { continue };
        if same_directory(path, destination) && !declared.contains(&directory(destination)) {
            let origin = moved.entry.at(moved.spot.attribute("alternatePath"));
            let message = "files were restored to the alternate path from which they were backed up";
            let finding = Finding::new(ID, origin, message).found(quote_as_is(destination));
            findings.push(
                finding.expected(quote_as_is(&moved.set.path)).help("restore them to their default path"),
            );
        }
    }
}
