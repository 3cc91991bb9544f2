//! How the graph of dependencies is made.

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, NodeIndex};

use super::super::forest::ComponentForest;
use super::super::logical_path::LogicalPath;
use super::graph::{At, Declared, DependencyGraph, Link, Node, Resolved, WhyUnsatisfied};
use super::target::DependencyTarget;
use crate::vocabulary::{Guid, Text};

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

    fn is_target(&self, node: NodeIndex) -> bool {
        matches!(self.graph.node_weight(node), Some(Node::Target(_)))
    }
}
