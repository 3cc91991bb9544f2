//! TGT-012 and PART-017: directed targets and partial files of an implicitly included component stand in the entry of
//! the component that brought it along.

use vss_sim::vocabulary::WinPath;

use super::super::file_sets::of_components;
use super::super::owners::Owners;
use super::super::places::{self, Item};
use super::super::set_index::SetIndex;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Entry, Part, Want};
use crate::source::quote_as_is;

const DIRECTED: &str = "TGT-012";
const PARTIAL: &str = "PART-017";

pub const CHECKER: Checker =
    Checker { rules: &[DIRECTED, PARTIAL], checks: &[Check::Joined(Want::Document, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for part in documents.parts(backup) {
        check_part(part, findings);
    }
}

fn check_part(part: Part<'_>, findings: &mut Vec<Finding>) {
    let Some(known) = part.known else { return };
    let concerned = |entry: &Entry<'_>| {
        entry.component.directed_target_count() + entry.component.partial_file_count() > 0
    };
    if !part.entries().any(|entry| concerned(&entry)) {
        return;
    }
    let index = SetIndex::of(of_components(known.writer));
    let owners = Owners::of_all(&index, known);
    for entry in part.entries() {
        for at in 0..entry.component.directed_target_count() {
            let Ok(target) = entry.component.directed_target(at) else { continue };
            let file = (target.source_path.as_str(), target.source_filename.as_str());
            let spot = || places::item(entry.spot(), Item::DirectedTarget, at).attribute("sourcePath");
            findings.extend(
                elsewhere(&index, &owners, entry, file)
                    .map(|why| Finding::new(DIRECTED, entry.at(spot()), why)),
            );
        }
        for at in 0..entry.component.partial_file_count() {
            let Ok(partial) = entry.component.partial_file(at) else { continue };
            let file = (partial.path.as_str(), partial.filename.as_str());
            let spot = || places::item(entry.spot(), Item::PartialFile, at).attribute("path");
            findings.extend(
                elsewhere(&index, &owners, entry, file)
                    .map(|why| Finding::new(PARTIAL, entry.at(spot()), why)),
            );
        }
    }
}

/// Says that a file is one of a component that another entry brought along.
fn elsewhere(
    index: &SetIndex,
    owners: &[Owners],
    entry: Entry<'_>,
    (path, name): (&str, &str),
) -> Option<String> {
    let (known, own) = entry.known()?;
    let file = WinPath::parse(path).ok()?.join(name).ok()?;
    let naming: Vec<&Owners> = index.naming(&file).into_iter().filter_map(|set| owners.get(set)).collect();
    if naming.iter().any(|owners| owners.belonging_to(own).is_some()) {
        return None;
    }
    let owner = naming.into_iter().filter_map(Owners::implicit).min()?;
    let through = known.definer(owner)?;
    Some(format!(
        "the file {} belongs to {}, which {} brings along, and not to {}",
        quote_as_is(name),
        known.writer.name(owner),
        known.writer.name(through),
        known.writer.name(own),
    ))
}
