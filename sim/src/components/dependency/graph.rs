//! The dependencies of several writers as one graph.

use std::collections::BTreeSet;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, EdgeFiltered};

use super::super::backup::BackupSelection;
use super::super::forest::ComponentForest;
use super::target::DependencyTarget;
use crate::vocabulary::Guid;

/// A component of one of several writers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The writer's place in the list of forests.
    pub writer: usize,
    /// The component's place in the writer's document.
    pub component: usize,
}

/// The components of several writers, and which of them need which others.
///
/// Building takes time in proportion to components, dependencies and the instances that have their targets, but for
/// logarithms; remote targets and those that no writer has are nodes without a component behind them.
#[derive(Debug, Clone)]
pub struct DependencyGraph {
    pub(super) graph: DiGraph<Node, Link>,
    /// The classes of the writers.
    pub(super) classes: Vec<Guid>,
    /// The nodes of the components, by writer.
    pub(super) nodes: Vec<Vec<NodeIndex>>,
    /// Every dependency, in the order of [`At`] and then of the document.
    pub(super) declared: Vec<Declared>,
    /// The targets that differ.
    pub(super) targets: Vec<Resolved>,
}

#[derive(Debug, Clone)]
pub(super) enum Node {
    Component(At),
    /// A place in the list of targets.
    Target(usize),
    /// What binds whatever lies below this component.
    Above,
}

/// Why one node leads to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// From a component to the target of its dependency, or from a target to a component that is it.
    Dependency,
    /// Through a component set.
    Set,
}

#[derive(Debug, Clone)]
pub(super) struct Declared {
    pub(super) dependent: At,
    pub(super) target: DependencyTarget,
    /// The place in the list of targets.
    pub(super) resolved: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Resolved {
    pub(super) node: NodeIndex,
    /// The components that are it, one of each instance of the writer class.
    pub(super) components: Vec<At>,
    /// Why there is none, if so.
    pub(super) absent: Option<WhyUnsatisfied>,
}

/// A dependency whose target does not take part although the dependent component does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unsatisfied {
    /// The component that declares it.
    pub dependent: At,
    /// Where the dependent component itself takes no part, a member of its component set that does (rule DEP-026):
    /// the first by the order of the places.
    pub member: Option<At>,
    /// Its target.
    pub target: DependencyTarget,
    /// What is the matter with the target.
    pub why: WhyUnsatisfied,
    /// Whether another target of the dependent component takes part.
    pub another_met: bool,
}

impl Unsatisfied {
    /// The rule that is not kept.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self.why {
            WhyUnsatisfied::Remote => "DEP-013",
            WhyUnsatisfied::NotSelected(_)
            | WhyUnsatisfied::NoSuchComponent
            | WhyUnsatisfied::NoSuchWriter => {
                if self.another_met {
                    "DEP-002"
                } else {
                    "DEP-001"
                }
            }
        }
    }
}

/// Why the target of a dependency does not take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhyUnsatisfied {
    /// It was not selected. Of several instances of its writer class that have it, this is the first.
    NotSelected(At),
    /// No instance of its writer class has it.
    NoSuchComponent,
    /// There is no writer of that class.
    NoSuchWriter,
    /// It is on another computer, where it has to be backed up too (rule DEP-013).
    Remote,
}

impl DependencyGraph {
    /// The dependencies that bind what takes part in these backups, one for each writer, and whose targets do not.
    ///
    /// Explicit and implicit inclusion are alike (rule DEP-003). A writer without selection takes no part.
    #[must_use]
    pub fn unsatisfied(
        &self,
        forests: &[ComponentForest],
        selections: &[BackupSelection],
    ) -> Vec<Unsatisfied> {
        self.unsatisfied_among(forests, |at| {
            let selection = selections.get(at.writer);
            selection.is_some_and(|selection| selection.includes(at.component))
        })
    }

    /// The dependencies that bind what takes part in an operation, a backup or a restore, and whose targets do not.
    ///
    /// One is bound by its dependent component, and by any member of the backup component set which that defines
    /// (rule DEP-026). A remote target is always listed, since it is not among these writers. A target that one
    /// component names twice is listed once.
    #[must_use]
    pub fn unsatisfied_among(
        &self,
        forests: &[ComponentForest],
        takes_part: impl Fn(At) -> bool,
    ) -> Vec<Unsatisfied> {
        let sets: Vec<Vec<Option<usize>>> = forests
            .iter()
            .enumerate()
            .map(|(writer, forest)| forest.first_below(|component| takes_part(At { writer, component })))
            .collect();
        let member = |at: At| {
            let definer = forests.get(at.writer).is_some_and(|forest| forest.selectable(at.component));
            let component = (*sets.get(at.writer)?.get(at.component)?).filter(|_| definer)?;
            Some(At { writer: at.writer, component })
        };
        let mut listed = BTreeSet::new();
        let mut found: Vec<Unsatisfied> = Vec::new();
        let mut met = BTreeSet::new();
        for Declared { dependent, target, resolved } in &self.declared {
            let Some(Resolved { components, absent, .. }) = self.targets.get(*resolved) else { continue };
            if components.iter().any(|at| takes_part(*at)) {
                met.insert(*dependent);
                continue;
            }
            let member = if takes_part(*dependent) { None } else { member(*dependent) };
            if !takes_part(*dependent) && member.is_none() {
                continue;
            }
            let first = components.first().map(|at| WhyUnsatisfied::NotSelected(*at));
            if let Some(why) = absent.or(first)
                && listed.insert((*dependent, *resolved))
            {
                let (dependent, target) = (*dependent, target.clone());
                found.push(Unsatisfied { dependent, member, target, why, another_met: false });
            }
        }
        for unsatisfied in &mut found {
            unsatisfied.another_met = met.contains(&unsatisfied.dependent);
        }
        found
    }

    /// The components that must also take part when this one does: the targets of its dependencies, of those of the
    /// members that it brings along and of the definers whose sets it is in, and of the dependencies of these in
    /// turn. Itself is left out, and so are members of sets that are no target.
    #[must_use]
    pub fn must_also_take_part(&self, at: At) -> Vec<At> {
        let Some(start) = self.node(at) else { return Vec::new() };
        let mut found = BTreeSet::new();
        let mut search = Dfs::new(&self.graph, start);
        while let Some(node) = search.next(&self.graph) {
            if let Some(Node::Target(place)) = self.graph.node_weight(node) {
                found.extend(self.targets.get(*place).into_iter().flat_map(|target| &target.components));
            }
        }
        found.remove(&at);
        found.into_iter().collect()
    }

    /// The components that depend on each other in a circle, as declared; sets are not looked at.
    ///
    /// Each list is sorted, and so is the list of them. One that depends on itself is a circle of one.
    #[must_use]
    pub fn cycles(&self) -> Vec<Vec<At>> {
        let declared = EdgeFiltered::from_fn(&self.graph, |edge| *edge.weight() == Link::Dependency);
        let mut cycles: Vec<Vec<At>> = Vec::new();
        // A circle leads through a target. The search for its parts must not recurse, as Tarjan's does here.
        for part in kosaraju_scc(&declared).into_iter().filter(|part| part.len() > 1) {
            let mut cycle: Vec<At> = part.into_iter().filter_map(|node| self.at(node)).collect();
            cycle.sort_unstable();
            cycles.push(cycle);
        }
        cycles.sort_unstable();
        cycles
    }

    /// The dependencies on a component of the writer's own class, which there should not be (rule DEP-005): the
    /// dependent component and its target, in the same instance if that has it.
    #[must_use]
    pub fn within_one_writer(&self) -> Vec<(At, At)> {
        let mut found = BTreeSet::new();
        for Declared { dependent, target, resolved } in &self.declared {
            let own = self.classes.get(dependent.writer).copied();
            let components = self.targets.get(*resolved).map_or(&[][..], |target| &target.components);
            let same = components.iter().find(|at| at.writer == dependent.writer);
            if let Some(at) = same.or(components.first()).filter(|_| own == Some(target.writer)) {
                found.insert((*dependent, *at));
            }
        }
        found.into_iter().collect()
    }

    pub(super) fn node(&self, at: At) -> Option<NodeIndex> {
        self.nodes.get(at.writer)?.get(at.component).copied()
    }

    fn at(&self, node: NodeIndex) -> Option<At> {
        match self.graph.node_weight(node)? {
            Node::Component(at) => Some(*at),
            Node::Target(_) | Node::Above => None,
        }
    }
}
