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
            if component.dependencies().is_empty() {
                continue;
            }
            let Some(bound) = bound(known, index) else { continue };
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
                findings.push(report(rule, *part, known, (index, bound), target));
            }
        }
    }
}

/// What takes part and is bound by the dependencies of a component: itself, or the first such member of the set that it
/// defines (rule DEP-026).
fn bound(known: Known<'_>, index: usize) -> Option<usize> {
    let (forest, selection) = (known.writer.forest, known.selection());
    let takes_part = |component: &usize| selection.includes(*component);
    let members = || forest.backup_set(index).into_iter().find(takes_part);
    Some(index).filter(takes_part).or_else(members)
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
    (dependent, bound): (usize, usize),
    target: &DependencyTarget,
) -> Finding {
    let entry = known.definer(bound).and_then(|definer| known.entry_of(definer));
    let spot = match entry {
        Some(entry) => super::super::places::entry(part.index, entry).attribute("componentName"),
        None => part.spot(),
    };
    let whose = if dependent == bound {
        "it".to_owned()
    } else {
        format!("the set of {}, to which it belongs,", known.writer.name(dependent))
    };
    let message = format!(
        "{} takes part, and {} of the writer {}, on which {whose} depends, does not",
        known.writer.name(bound),
        title(&target.component),
        target.writer,
    );
    Finding::new(rule, part.at(spot), message)
        .help("add the target with AddComponent, or leave the component out")
}
