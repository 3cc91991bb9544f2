//! ALT-011: path, file specification and recursion flag of a mapping equal those of a file set of the writer.

use super::super::file_sets::{SetKey, describe, keys_of};
use super::super::places;
use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Writer};

const ID: &str = "ALT-011";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writer(check)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    let mappings = writer.document().alternate_location_mappings();
    if mappings.is_empty() {
        return;
    }
    let keys = keys_of(writer);
    for (index, mapping) in mappings.iter().enumerate() {
        if !keys.contains(&SetKey::of(mapping)) {
            let origin = writer.at(places::writer_mapping(index).attribute("path"));
            let finding =
                Finding::new(ID, origin, "an alternate location mapping is of no file set of the writer");
            let finding = finding.expected("path, file specification and recursion flag of a file set");
            findings.push(finding.found(describe(mapping)));
        }
    }
}
