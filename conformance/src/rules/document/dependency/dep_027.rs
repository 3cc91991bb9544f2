//! DEP-027: what to do about a target that is absent, about chains of dependencies and about circles is not stated.
//!
//! An absent target is seen where a document of the target's writer class was given.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::components::{At, DependencyGraph, DependencyTarget};

use crate::rules::Finding;
use crate::rules::document::{Check, Checker, Documents, places, title};

const ID: &str = "DEP-027";

pub const CHECKER: Checker = Checker { rules: &[ID], checks: &[Check::Writers(check)] };

fn check(documents: &Documents, findings: &mut Vec<Finding>) {
    let forests = documents.forests();
    let graph = DependencyGraph::new(forests);
    let cycles = graph.cycles().into_iter().enumerate();
    let circles: BTreeMap<At, usize> =
        cycles.flat_map(|(number, circle)| circle.into_iter().map(move |at| (at, number))).collect();
    let mut told = BTreeSet::new();
    for (writer, forest) in forests.iter().enumerate() {
        for (component, data) in forest.document().components().iter().enumerate() {
            let dependent = At { writer, component };
            for (index, dependency) in data.dependencies().iter().enumerate() {
                let target = DependencyTarget::of(dependency);
                let Some(what) = matter(documents, &circles, &mut told, dependent, &target) else { continue };
                let Some(writer) = documents.writer(writer) else { continue };
                let origin = writer.at(places::dependency(component, index).attribute("componentName"));
                let message =
                    format!("{} depends on {}{what}", writer.name(component), title(&target.component));
                findings.push(
                    Finding::new(ID, origin, message).help("no page says what a requester does about it"),
                );
            }
        }
    }
}

/// What is unusual about a dependency, as the end of a sentence. Of a circle only the first dependency is told.
fn matter(
    documents: &Documents,
    circles: &BTreeMap<At, usize>,
    told: &mut BTreeSet<usize>,
    dependent: At,
    target: &DependencyTarget,
) -> Option<String> {
    let forests = documents.forests();
    if target.computer.is_some() {
        return None;
    }
    let of_class = |(writer, forest): (usize, &vss_sim::components::ComponentForest)| {
        (forest.document().writer_id() == target.writer).then(|| (writer, forest.find(&target.component)))
    };
    let instances: Vec<(usize, Option<usize>)> = forests.iter().enumerate().filter_map(of_class).collect();
    if instances.is_empty() {
        return None;
    }
    let found: Vec<At> = instances
        .into_iter()
        .filter_map(|(writer, component)| Some(At { writer, component: component? }))
        .collect();
    if found.is_empty() {
        return Some(format!(", which no writer of the class {} has", target.writer));
    }
    let around = circles.get(&dependent);
    for at in found {
        if let Some(circle) = around.filter(|circle| circles.get(&at) == Some(circle)) {
            return told.insert(*circle).then(|| String::from(", which depends on it in turn"));
        }
        let further = forests.get(at.writer)?.component(at.component)?.dependencies();
        if let Some(next) = further.first().map(DependencyTarget::of) {
            return Some(format!(", which depends on {}", title(&next.component)));
        }
    }
    None
}
