//! DEP-001 and DEP-002: when a component takes part, so do the targets of its dependencies, all of them.
//!
//! Readings (C-061, C-063): a dependency binds the dependent component and not its target; a target that does not
//! exist is one that does not take part. A target on another computer is in another document. Where the document of
//! the target's writer was not given, an entry for the target or for anything above it is taken for its part.

use vss_sim::components::{ComponentName, DependencyTarget, LogicalPath};
use vss_sim::documents::WmDependency;
use vss_sim::vocabulary::Text;

use crate::rules::Finding;
use crate::rules::document::{Backup, Check, Checker, Documents, Known, Part, Want, title};

const ONE: &str = "DEP-001";
const ALL: &str = "DEP-002";

pub const CHECKER: Checker = Checker { rules: &[ONE, ALL], checks: &[Check::Joined(Want::Document, check)] };

fn check(backup: &Backup, documents: &Documents, findings: &mut Vec<Finding>) {
    let parts: Vec<Part<'_>> = documents.parts(backup).collect();
    for part in &parts {
        let Some(known) = part.known else { continue };
        for (index, component) in known.writer.document().components().iter().enumerate() {
            if component.dependencies().is_empty() || !is_bound(known, index) {
                continue;
            }
            let local: Vec<DependencyTarget> = component
                .dependencies()
                .iter()
                .map(target)
                .filter(|target| target.computer.is_none())
                .collect();
            let missing: Vec<&DependencyTarget> =
                local.iter().filter(|target| !parts.iter().any(|part| takes_part(*part, target))).collect();
            let rule = if missing.len() < local.len() { ALL } else { ONE };
            for target in missing {
                findings.push(report(rule, *part, known, index, target));
            }
        }
    }
}

/// Whether a component takes part, or a member of the set that it defines (rule DEP-026).
fn is_bound(known: Known<'_>, index: usize) -> bool {
    let (forest, selection) = (known.writer.forest, known.selection());
    let member = || forest.descendants(index).into_iter().any(|member| selection.includes(member));
    selection.includes(index) || (forest.defines_backup_set(index) && member())
}

fn target(dependency: &WmDependency) -> DependencyTarget {
    DependencyTarget::of(dependency)
}

/// Whether the target of a dependency takes part by this writer's part of the document.
fn takes_part(part: Part<'_>, target: &DependencyTarget) -> bool {
    let (_, class) = part.components.writer_info();
    if class != target.writer {
        return false;
    }
    if let Some(known) = part.known {
        let found = known.writer.forest.find_all(&target.component);
        return found.into_iter().any(|index| known.selection().includes(index));
    }
    let place = place(&target.component);
    part.entries().any(|entry| place.starts_with(&self::place(&entry.name())))
}

/// The elements of a component's logical path, and its name.
fn place(name: &ComponentName) -> Vec<Text> {
    let path = LogicalPath::parse(name.logical_path());
    path.elements().iter().cloned().chain([Text::from(name.name())]).collect()
}

fn report(
    rule: &'static str,
    part: Part<'_>,
    known: Known<'_>,
    index: usize,
    target: &DependencyTarget,
) -> Finding {
    use vss_sim::components::Inclusion;
    let through = match known.selection().inclusion(index) {
        Some(Inclusion::Implicit { through }) => *through,
        Some(Inclusion::Explicit | Inclusion::Missing | Inclusion::Out(_)) | None => index,
    };
    let spot = match known.entry_of(through) {
        Some(entry) => super::super::places::entry(part.index, entry).attribute("componentName"),
        None => part.spot(),
    };
    let message = format!(
        "{} takes part, and {} of the writer {}, on which it depends, does not",
        known.writer.name(index),
        title(&target.component),
        target.writer,
    );
    Finding::new(rule, part.at(spot), message)
        .help("add the target with AddComponent, or leave the component out")
}
