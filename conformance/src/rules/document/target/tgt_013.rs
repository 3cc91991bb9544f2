//! TGT-013: a directed target gives path and name of source and destination, and a range list of each.
//!
//! The lists have equally many entries, of equal lengths each (`nf-vswriter-ivsscomponent-adddirectedtarget`, C-037). A
//! list that cannot be read is TGT-014.

use vss_sim::documents::backup_components::DirectedTarget;
use vss_sim::vocabulary::{FileSpec, Text, WinPath};

use super::super::places::{self, Item};
use super::super::ranges;
use crate::rules::document::{Backup, Check, Checker, Documents, Spot};
use crate::rules::{Finding, Origin};
use crate::source::quote_as_is;

const ID: &str = "TGT-013";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Backup(check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for entry in documents.entries(backup) {
        for index in 0..entry.component.directed_target_count() {
            let Ok(target) = entry.component.directed_target(index) else { continue };
            let spot = || places::item(entry.spot(), Item::DirectedTarget, index);
            check_target(target, spot, |spot| entry.at(spot), findings);
        }
    }
}

fn check_target(
    target: &DirectedTarget,
    spot: impl Fn() -> Spot,
    origin: impl Fn(Spot) -> Origin,
    findings: &mut Vec<Finding>,
) {
    let mut add = |attribute: &'static str, message: &str, expected: &str, found: String| {
        let finding = Finding::new(ID, origin(spot().attribute(attribute)), message);
        findings.push(finding.expected(expected).found(found));
    };
    for (attribute, path) in
        [("sourcePath", &target.source_path), ("destinationPath", &target.destination_path)]
    {
        if WinPath::parse(path).is_err() {
            add(
                attribute,
                "a directed target gives no path",
                "a Windows path without wildcards",
                quote_as_is(path),
            );
        }
    }
    for (attribute, name) in
        [("sourceFilename", &target.source_filename), ("destinationFilename", &target.destination_filename)]
    {
        if !is_file_name(name) {
            add(attribute, "a directed target gives no file name", "the name of one file", quote_as_is(name));
        }
    }
    let (source, destination) = (&target.source_range_list, &target.destination_range_list);
    for (attribute, list) in [("sourceRangeList", source), ("destinationRangeList", destination)] {
        if list.is_none() {
            add(attribute, "a directed target has no range list", ranges::FORM, String::from("nothing"));
        }
    }
    let lengths = |list: &Option<Text>| -> Option<Vec<u64>> {
        let ranges = ranges::read(list.as_deref()?).ok()?;
        Some(ranges.into_iter().map(|(_, length)| length).collect())
    };
    if let (Some(source), Some(destination)) = (lengths(source), lengths(destination))
        && source != destination
    {
        let expected = format!("ranges of {} bytes, as at the source", listed(&source));
        let message = "the ranges of a directed target differ from those of its source";
        add("destinationRangeList", message, &expected, format!("{} bytes", listed(&destination)));
    }
}

fn listed(lengths: &[u64]) -> String {
    lengths.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether a text names one file.
pub(crate) fn is_file_name(name: &str) -> bool {
    FileSpec::parse(name).is_ok_and(|spec| !spec.has_wildcards())
}
