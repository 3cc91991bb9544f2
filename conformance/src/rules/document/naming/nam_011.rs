//! NAM-011: writers and requesters name local resources only: absolute paths that begin with a drive letter.
//!
//! Readings: a path may begin with a variable, since the test is one of expanded paths (C-075); a volume GUID name is
//! as good as a drive letter, as the captured document of the ASR Writer has one; files excluded from shadow copies
//! may begin at the root directory of any volume, as in the captured document of the Shadow Copy Optimization Writer.

use vss_sim::vocabulary::{PathRoot, WinPath};

use super::super::file_sets::{self, Role};
use super::super::places::{self, Item};
use crate::rules::document::{Backup, Check, Checker, Documents, Entry, Spot, Writer};
use crate::rules::{Finding, Origin};
use crate::source::quote_as_is;

const ID: &str = "NAM-011";

pub const CHECKER: Checker =
    Checker { rules: &[ID], checks: &[Check::Writer(check), Check::Backup(check_entries)] };

fn check(writer: Writer<'_>, findings: &mut Vec<Finding>) {
    for placed in file_sets::of_writer(writer.document()) {
        let alternate = placed.set.alternate_path.as_ref().map(|path| ("alternatePath", path));
        for (attribute, path) in [("path", &placed.set.path)].into_iter().chain(alternate) {
            if let Some(fault) = fault(path, placed.role == Role::ExcludeFromSnapshot) {
                findings.push(report(fault, path, writer.at(placed.spot().attribute(attribute))));
            }
        }
    }
}

fn check_entries(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for (path, spot) in documents.entries(backup).flat_map(paths) {
        if let Some(fault) = fault(&path, false) {
            findings.push(report(fault, &path, backup.at(spot)));
        }
    }
}

/// Every path in an entry, and its place.
fn paths(entry: Entry<'_>) -> Vec<(String, Spot)> {
    let mut paths = Vec::new();
    for moved in file_sets::of_entry(entry) {
        paths.push((moved.set.path.to_string(), moved.spot.clone().attribute("path")));
        if let Some(path) = moved.set.alternate_path {
            paths.push((path.to_string(), moved.spot.attribute("alternatePath")));
        }
    }
    let component = entry.component;
    for index in 0..component.partial_file_count() {
        let Ok(file) = component.partial_file(index) else { continue };
        let spot = places::item(entry.spot(), Item::PartialFile, index);
        paths.push((file.path.to_string(), spot.attribute("path")));
    }
    for index in 0..component.directed_target_count() {
        let Ok(target) = component.directed_target(index) else { continue };
        let spot = places::item(entry.spot(), Item::DirectedTarget, index);
        paths.push((target.source_path.to_string(), spot.clone().attribute("sourcePath")));
        paths.push((target.destination_path.to_string(), spot.attribute("destinationPath")));
    }
    paths
}

/// What keeps a path from being local. What is no path at all is found by other rules.
fn fault(path: &str, of_any_volume: bool) -> Option<&'static str> {
    match WinPath::parse(path).ok()?.root() {
        PathRoot::Drive { .. } | PathRoot::Volume { .. } | PathRoot::Variable { .. } => None,
        PathRoot::Rooted if of_any_volume => None,
        PathRoot::Share { .. } => Some("a path leads to a remote share"),
        PathRoot::ShadowCopyDevice { .. } => Some("a path leads into a shadow copy"),
        PathRoot::Device { .. } => Some("a path leads to a device"),
        PathRoot::Rooted | PathRoot::DriveRelative { .. } | PathRoot::Relative => {
            Some("a path is not absolute")
        }
    }
}

fn report(fault: &'static str, path: &str, origin: Origin) -> Finding {
    Finding::new(ID, origin, fault)
        .expected("an absolute path that begins with a drive letter")
        .found(quote_as_is(path))
}
