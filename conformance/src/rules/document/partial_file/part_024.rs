//! PART-024 and INC-046: differenced files are exactly a file set of the component or overlap none, and match no file set
//! of another component; new ones should lie on a volume that a file set names.
//!
//! Reading (C2-085): the component is that of the entry together with all that it brings along. Volumes are compared
//! only where every path begins with one.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::vocabulary::{PathRoot, WinPath};

use super::super::file_sets::{self, Moved, SetKey, describe};
use super::super::owners::Owners;
use super::super::places::Item;
use super::super::set_index::SetIndex;
use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Known, Part, Want};

const OVERLAP: &str = "PART-024";
const VOLUME: &str = "INC-046";

pub const CHECKER: Checker =
    Checker { rules: &[OVERLAP, VOLUME], checks: &[Check::Joined(Want::Document, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    for part in documents.parts(backup) {
        check_part(part, findings);
    }
}

fn check_part(part: Part<'_>, findings: &mut Vec<Finding>) {
    let Some(known) = part.known else { return };
    let differenced = |moved: &Moved<'_>| moved.item == Item::DifferencedFiles;
    let mut moved = part.entries().flat_map(file_sets::of_entry).filter(differenced).peekable();
    if moved.peek().is_none() {
        return;
    }
    let index = SetIndex::of(file_sets::of_components(known.writer));
    let volumes = volumes(known);
    let owners = Owners::of_all(&index, known);
    let keys = file_sets::keys_of(known.writer);
    for moved in moved {
        let Some((_, own)) = moved.entry.known() else { continue };
        let at = || moved.entry.at(moved.spot.clone().attribute("filespec"));
        let meets: Vec<&Owners> =
            index.meeting(&moved.set).into_iter().filter_map(|set| owners.get(set)).collect();
        if meets.is_empty() {
            if let Some(volumes) = volumes.get(&own).and_then(|volumes| foreign(volumes, &moved)) {
                let message = "new differenced files lie on a volume that no file set of the component names";
                let finding = Finding::new(VOLUME, at(), message).expected(volumes);
                findings.push(finding.found(describe(&moved.set)));
            }
            continue;
        }
        let other = meets.iter().filter_map(|owners| owners.foreign_to(own)).min();
        let inexact = meets.iter().filter_map(|owners| owners.belonging_to(own)).min();
        let message = match (other, inexact) {
            (Some(other), _) => {
                format!("differenced files match a file set of {}", known.writer.name(other))
            }
            (None, Some(_)) if keys.contains(&SetKey::of(&moved.set)) => continue,
            (None, Some(inexact)) => {
                format!("differenced files overlap a file set of {} in part", known.writer.name(inexact))
            }
            (None, None) => continue,
        };
        let finding = Finding::new(OVERLAP, at(), message).found(describe(&moved.set));
        findings.push(finding.expected("exactly a file set of the component, or none of the writer's files"));
    }
}

/// The volumes that the file sets of an explicitly included component name, with those that it brings along.
#[derive(Default)]
struct Volumes {
    roots: BTreeSet<PathRoot>,
    /// The same as they were written.
    written: BTreeSet<String>,
    /// Whether there is a path that begins with no volume, so that they are not all known.
    open: bool,
}

fn volumes(known: Known<'_>) -> BTreeMap<usize, Volumes> {
    let mut volumes: BTreeMap<usize, Volumes> = BTreeMap::new();
    for (component, set) in file_sets::of_components(known.writer) {
        let Some(definer) = known.definer(component) else { continue };
        let path = set.alternate_path.as_ref().unwrap_or(&set.path);
        let named = volumes.entry(definer).or_default();
        match volume(path) {
            Some(root) => {
                if named.roots.insert(root) {
                    named.written.insert(path.chars().take_while(|c| *c != '\\').collect());
                }
            }
            None => named.open = true,
        }
    }
    volumes
}

/// The volume that a path begins with.
fn volume(path: &str) -> Option<PathRoot> {
    match WinPath::parse(path).ok()?.root() {
        root @ (PathRoot::Drive { .. } | PathRoot::Volume { .. }) => Some(root.clone()),
        PathRoot::Share { .. }
        | PathRoot::ShadowCopyDevice { .. }
        | PathRoot::Device { .. }
        | PathRoot::Rooted
        | PathRoot::DriveRelative { .. }
        | PathRoot::Variable { .. }
        | PathRoot::Relative => None,
    }
}

/// The volumes on one of which differenced files should lie, where they lie on another.
fn foreign(volumes: &Volumes, moved: &Moved<'_>) -> Option<String> {
    let own = volume(&moved.set.path)?;
    // A drive letter and a volume GUID name may be one volume.
    let is_drive = |root: &PathRoot| matches!(root, PathRoot::Drive { .. });
    let comparable = volumes.roots.iter().all(|root| is_drive(root) == is_drive(&own));
    let foreign = !volumes.open && comparable && !volumes.roots.contains(&own);
    foreign.then(|| {
        format!("a path on {}", Vec::from_iter(volumes.written.iter().map(String::as_str)).join(" or "))
    })
}
