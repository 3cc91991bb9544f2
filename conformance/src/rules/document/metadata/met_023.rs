//! MET-023: a file specification names files of one directory, with `?` and `*` and without a backslash.

use vss_sim::documents::WmFiledesc;
use vss_sim::vocabulary::{FileSpec, FileSpecFault};

use super::super::file_sets;
use crate::rules::document::{Backup, Check, Checker, Documents, Spot, Writer};
use crate::rules::{Finding, Origin};
use crate::source::quote_as_is;

const ID: &str = "MET-023";

pub const CHECKER: Checker =
    Checker { rules: &[ID], checks: &[Check::Writer(check), Check::Backup(check_entries)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for placed in file_sets::of_writer(writer.document()) {
        report(placed.set, || placed.spot(), |spot| writer.at(spot), findings);
    }
}

fn check_entries(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for moved in documents.entries(backup).flat_map(file_sets::of_entry) {
        report(&moved.set, || moved.spot.clone(), |spot| backup.at(spot), findings);
    }
}

fn report(
    set: &WmFiledesc,
    spot: impl Fn() -> Spot,
    origin: impl Fn(Spot) -> Origin,
    findings: &mut Vec<Finding>,
) {
    let Err(error) = FileSpec::parse(&set.filespec) else { return };
    let (message, help) = match error.fault {
        // An empty one is MET-011.
        FileSpecFault::Empty => return,
        FileSpecFault::Separator(_) => {
            ("a file specification holds a directory", "put the directory into the path")
        }
        FileSpecFault::ForbiddenCharacter(_) => {
            ("a file specification holds a character that no file name has", "take the character out")
        }
    };
    let finding = Finding::new(ID, origin(spot().attribute("filespec")), message);
    let finding = finding.expected("a file name, perhaps with ? and *");
    findings.push(finding.found(quote_as_is(&set.filespec)).help(help));
}
