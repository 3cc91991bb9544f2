//! The dependencies of several writers as one graph.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, EdgeFiltered};

use super::super::backup::BackupSelection;
use super::super::forest::ComponentForest;
use super::super::logical_path::LogicalPath;
use super::target::DependencyTarget;
use crate::vocabulary::{Guid, Text};

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
    graph: DiGraph<Node, Link>,
    /// The classes of the writers.
    classes: Vec<Guid>,
    /// The nodes of the components, by writer.
    nodes: Vec<Vec<NodeIndex>>,
    /// Every dependency, in the order of [`At`] and then of the document.
    declared: Vec<Declared>,
    /// The targets that differ.
    targets: Vec<Resolved>,
}

#[derive(Debug, Clone)]
enum Node {
    Component(At),
    /// A place in the list of targets.
    Target(usize),
    /// What binds whatever lies below this component.
    Above,
}

/// Why one node leads to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// From a component to the target of its dependency, or from a target to a component that is it.
    Dependency,
    /// Through a component set.
    Set,
}

#[derive(Debug, Clone)]
struct Declared {
    dependent: At,
    target: DependencyTarget,
    /// The place in the list of targets.
    resolved: usize,
}

#[derive(Debug, Clone)]
struct Resolved {
    node: NodeIndex,
    /// The components that are it, one of each instance of the writer class.
    components: Vec<At>,
    /// Why there is none, if so.
    absent: Option<WhyUnsatisfied>,
}

/// A dependency whose target does not take part although the dependent component does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unsatisfied {
    /// The component that declares it.
    pub dependent: At,
    /// Its target.
    pub target: DependencyTarget,
    /// What is the matter with the target.
    pub why: WhyUnsatisfied,
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
    /// The graph of these writers' dependencies.
    #[must_use]
    pub fn new(forests: &[ComponentForest]) -> Self {
        let mut built = Self {
            graph: DiGraph::new(),
            classes: forests.iter().map(|forest| forest.document().writer_id()).collect(),
            nodes: Vec::new(),
            declared: Vec::new(),
            targets: Vec::new(),
        };
        let mut instances: BTreeMap<Guid, Vec<usize>> = BTreeMap::new();
        for (writer, (forest, class)) in forests.iter().zip(&built.classes).enumerate() {
            instances.entry(*class).or_default().push(writer);
            let component = |component| Node::Component(At { writer, component });
            let nodes = (0..forest.len()).map(|index| built.graph.add_node(component(index))).collect();
            built.nodes.push(nodes);
        }
        let mut known = BTreeMap::new();
        for (writer, forest) in forests.iter().enumerate() {
            built.declare(&mut known, forests, &instances, writer);
            built.bind_sets(forest, writer);
        }
        built
    }

    /// Adds one writer's dependencies.
    fn declare(
        &mut self,
        known: &mut BTreeMap<(Guid, Option<Text>, LogicalPath, Text), usize>,
        forests: &[ComponentForest],
        instances: &BTreeMap<Guid, Vec<usize>>,
        writer: usize,
    ) {
        let components = forests.get(writer).map_or(&[][..], |forest| forest.document().components());
        for (index, component) in components.iter().enumerate() {
            let dependent = At { writer, component: index };
            for dependency in component.dependencies() {
                let target = DependencyTarget::of(dependency);
                let path = LogicalPath::parse(target.component.logical_path());
                let key = (target.writer, target.computer.clone(), path, Text::from(target.component.name()));
                let resolved = *known.entry(key).or_insert_with(|| self.resolve(forests, instances, &target));
                let ends = self.node(dependent).zip(self.targets.get(resolved).map(|target| target.node));
                if let Some((from, to)) = ends {
                    self.graph.add_edge(from, to, Link::Dependency);
                }
                self.declared.push(Declared { dependent, target, resolved });
            }
        }
    }

    /// Adds a target and finds the components that are it.
    fn resolve(
        &mut self,
        forests: &[ComponentForest],
        instances: &BTreeMap<Guid, Vec<usize>>,
        target: &DependencyTarget,
    ) -> usize {
        let place = self.targets.len();
        let node = self.graph.add_node(Node::Target(place));
        let instances = instances.get(&target.writer).filter(|_| target.computer.is_none());
        let component_in = |writer: &usize| {
            let component = forests.get(*writer)?.find(&target.component)?;
            Some(At { writer: *writer, component })
        };
        let components: Vec<At> = instances.into_iter().flatten().filter_map(component_in).collect();
        let absent = match instances {
            _ if target.computer.is_some() => Some(WhyUnsatisfied::Remote),
            None => Some(WhyUnsatisfied::NoSuchWriter),
            Some(_) => components.is_empty().then_some(WhyUnsatisfied::NoSuchComponent),
        };
        for at in &components {
            if let Some(to) = self.node(*at) {
                self.graph.add_edge(node, to, Link::Dependency);
            }
        }
        self.targets.push(Resolved { node, components, absent });
        place
    }

    /// Adds what component sets do in one writer: a definer that takes part brings its members along, and a member
    /// is bound by the dependencies of the definers above it.
    fn bind_sets(&mut self, forest: &ComponentForest, writer: usize) {
        let above: Vec<NodeIndex> = (0..forest.len()).map(|_| self.graph.add_node(Node::Above)).collect();
        for index in 0..forest.len() {
            let own = self.node(At { writer, component: index }).zip(above.get(index).copied());
            let Some((own, own_above)) = own else { continue };
            if forest.selectable(index) {
                let targets: Vec<NodeIndex> =
                    self.graph.neighbors(own).filter(|to| self.is_target(*to)).collect();
                for target in targets {
                    self.graph.add_edge(own_above, target, Link::Set);
                }
            }
            let Some(parent) = forest.parent(index) else { continue };
            let parent_node = self.node(At { writer, component: parent });
            let Some((parent_node, parent_above)) = parent_node.zip(above.get(parent).copied()) else {
                continue;
            };
            self.graph.add_edge(own, parent_above, Link::Set);
            self.graph.add_edge(own_above, parent_above, Link::Set);
            if forest.selectable_ancestor(index).is_some() {
                self.graph.add_edge(parent_node, own, Link::Set);
            }
        }
    }

    /// The dependencies that bind what takes part and whose targets do not.
    ///
    /// One is bound by its dependent component, and by any member of the backup component set which that defines
    /// (rule DEP-026); explicit and implicit inclusion are alike (rule DEP-003). A writer without selection takes no
    /// part. A remote target is always listed, since it is not among these writers. A target that one component
    /// names twice is listed once.
    #[must_use]
    pub fn unsatisfied(
        &self,
        forests: &[ComponentForest],
        selections: &[BackupSelection],
    ) -> Vec<Unsatisfied> {
        let takes_part = |at: At| {
            let selection = selections.get(at.writer);
            selection.is_some_and(|selection| selection.includes(at.component))
        };
        let sets: Vec<Vec<bool>> = forests
            .iter()
            .enumerate()
            .map(|(writer, forest)| forest.any_below(|component| takes_part(At { writer, component })))
            .collect();
        let bound = |at: At| {
            let member = sets.get(at.writer).and_then(|set| set.get(at.component)) == Some(&true);
            let definer = forests.get(at.writer).is_some_and(|forest| forest.selectable(at.component));
            takes_part(at) || (definer && member)
        };
        let mut listed = BTreeSet::new();
        let mut found = Vec::new();
        for Declared { dependent, target, resolved } in &self.declared {
            let Some(Resolved { components, absent, .. }) = self.targets.get(*resolved) else { continue };
            if !bound(*dependent) || components.iter().any(|at| takes_part(*at)) {
                continue;
            }
            let first = components.first().map(|at| WhyUnsatisfied::NotSelected(*at));
            if let Some(why) = absent.or(first)
                && listed.insert((*dependent, *resolved))
            {
                found.push(Unsatisfied { dependent: *dependent, target: target.clone(), why });
            }
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

    fn node(&self, at: At) -> Option<NodeIndex> {
        self.nodes.get(at.writer)?.get(at.component).copied()
    }

    fn at(&self, node: NodeIndex) -> Option<At> {
        match self.graph.node_weight(node)? {
            Node::Component(at) => Some(*at),
            Node::Target(_) | Node::Above => None,
        }
    }

    fn is_target(&self, node: NodeIndex) -> bool {
        matches!(self.graph.node_weight(node), Some(Node::Target(_)))
    }
}
