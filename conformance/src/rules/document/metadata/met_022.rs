//! MET-022: the path of a file set is an ordinary Windows path, perhaps with variables, and without wildcards.

use vss_sim::documents::WmFiledesc;
use vss_sim::vocabulary::WinPath;
use vss_sim::vocabulary::path::PathFault;

use super::super::file_sets;
use crate::rules::document::{Backup, Check, Checker, Documents, Spot, Writer};
use crate::rules::{Finding, Origin};
use crate::source::quote_as_is;

const ID: &str = "MET-022";

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
    let alternate = set.alternate_path.as_ref().map(|path| ("alternatePath", path));
    for (attribute, path) in [("path", &set.path)].into_iter().chain(alternate) {
        let Err(error) = WinPath::parse(path) else { continue };
        // An empty path is MET-011.
        if error.fault == PathFault::Empty {
            continue;
        }
        let finding = Finding::new(ID, origin(spot().attribute(attribute)), error.fault.to_string());
        let finding = finding.expected("a Windows path").found(quote_as_is(path));
        findings.push(match error.fault {
            PathFault::Wildcard(_) => finding.help(
                "wildcards stand in the file specification; the recursion flag takes in the directories below",
            ),
            PathFault::Empty
            | PathFault::ForbiddenCharacter(_)
            | PathFault::PrefixAlone
            | PathFault::NoServer
            | PathFault::NoShare
            | PathFault::BadVolumeGuid
            | PathFault::NoDevice
            | PathFault::RootedTail => finding,
        });
    }
}
