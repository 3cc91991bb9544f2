//! The components of one writer and their ancestry.
//!
//! Pages: `logical-pathing-of-components`, `working-with-selectability-for-backup`,
//! `selectability-and-working-with-component-properties`. Readings: ancestry is that of rule PATH-004, for any
//! component, selectable or not (C-007), and a path's element need not be a component (C-008); a selectable component
//! defines a component set where something lies below it (C-003); components of equal name share a place, so that
//! each of them has the descendants and neither is an ancestor of the other.

mod alike;
mod grow;
mod selectability;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};

use self::grow::{Stand, grow};
pub use self::selectability::BackupKind;
use super::name::{ComponentName, Place};
use super::naming::Naming;
use crate::documents::{WmComponent, WriterMetadata};

/// The components of one writer's document and which of them are ancestors of which.
///
/// A component is named by its position in [`WriterMetadata::components`]. Every list is in the order of the
/// document unless it says otherwise, and is empty for a position that the document does not have.
///
/// Building takes time in proportion to the text of the names, and a query to what it returns or has to look at
/// once, but for the logarithm of sorting and searching.
#[derive(Debug, Clone)]
pub struct ComponentForest {
    document: Arc<WriterMetadata>,
    names: Vec<ComponentName>,
    naming: Naming,
    /// The names by whose places the components are compared, where these are not [`Self::names`].
    placed: Option<Vec<ComponentName>>,
    /// The components by their places, and those of one place by the document.
    sorted: Vec<usize>,
    /// One node for each place that has a component, in the order of the places; edges from nearest ancestors.
    graph: DiGraph<Stand, ()>,
    /// The node of each component.
    nodes: Vec<NodeIndex>,
}

impl ComponentForest {
    /// The forest of a document. Any document has one; what is wrong with it is told by [`Self::duplicates`],
    /// [`Self::case_twins`] and [`flaws`](super::flaws).
    #[must_use]
    pub fn new(document: Arc<WriterMetadata>) -> Self {
        Self::by(document, Naming::default())
    }

    /// The forest by one answer to each question about names.
    #[must_use]
    pub fn by(document: Arc<WriterMetadata>, naming: Naming) -> Self {
        let components = document.components();
        let named =
            |component: &WmComponent| ComponentName::shared(component.logical_path.as_ref(), &component.name);
        let names: Vec<ComponentName> = components.iter().map(named).collect();
        let placed: Option<Vec<ComponentName>> = (naming != Naming::default())
            .then(|| names.iter().map(|name| naming.placed(name.texts())).collect());
        let compared = placed.as_ref().unwrap_or(&names);
        let mut sorted: Vec<(Place<'_>, usize)> =
            compared.iter().enumerate().map(|(index, name)| (name.place(), index)).collect();
        sorted.sort();
        let (graph, nodes) = grow(components, &sorted);
        let sorted = sorted.into_iter().map(|(_, index)| index).collect();
        Self { document, names, naming, placed, sorted, graph, nodes }
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Arc<WriterMetadata> {
        &self.document
    }

    /// How many components there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// A component.
    #[must_use]
    pub fn component(&self, index: usize) -> Option<&WmComponent> {
        self.document.components().get(index)
    }

    /// What a component is called.
    #[must_use]
    pub fn name(&self, index: usize) -> Option<&ComponentName> {
        self.names.get(index)
    }

    /// The component of that name: the elements of its logical path and its name are exactly these. Of several,
    /// which rule NAM-001 forbids, it is the first of the type that the name gives, else the first.
    #[must_use]
    pub fn find(&self, name: &ComponentName) -> Option<usize> {
        let placed = self.placed.is_some().then(|| self.naming.placed(name.texts()));
        let place = placed.as_ref().unwrap_or(name).place();
        let at = self.sorted.partition_point(|other| self.place(*other).is_some_and(|other| other < place));
        let found = *self.sorted.get(at)?;
        if self.place(found)? != place {
            return None;
        }
        let Some(wanted) = name.component_type() else { return Some(found) };
        let is_wanted = |index: &usize| self.component(*index).is_some_and(|c| c.component_type() == wanted);
        let all = self.stand(found).map_or(&[][..], |stand| self.members(stand));
        all.iter().copied().find(is_wanted).or(Some(found))
    }

    /// Every component of that name.
    #[must_use]
    pub fn find_all(&self, name: &ComponentName) -> Vec<usize> {
        let found = self.find(name).and_then(|index| self.stand(index));
        found.map_or_else(Vec::new, |stand| self.members(stand).to_vec())
    }

    /// The nearest ancestors: one, or several of equal name; none at the top.
    #[must_use]
    pub fn parents(&self, index: usize) -> Vec<usize> {
        let above = self.nodes.get(index).and_then(|node| self.node_above(*node));
        let stand = above.and_then(|node| self.graph.node_weight(node));
        stand.map_or_else(Vec::new, |stand| self.members(stand).to_vec())
    }

    /// The components whose nearest ancestor this one is.
    #[must_use]
    pub fn children(&self, index: usize) -> Vec<usize> {
        let below = self.nodes.get(index).into_iter().flat_map(|node| self.graph.neighbors(*node));
        self.gathered(below)
    }

    /// The components without ancestors.
    #[must_use]
    pub fn roots(&self) -> Vec<usize> {
        self.gathered(self.graph.externals(Direction::Incoming))
    }

    /// Every ancestor, outermost first.
    #[must_use]
    pub fn ancestors(&self, index: usize) -> Vec<usize> {
        self.chain(index, |node| self.node_above(node))
    }

    /// Every component that has this one as an ancestor.
    #[must_use]
    pub fn descendants(&self, index: usize) -> Vec<usize> {
        let mut found = self.stand(index).map_or_else(Vec::new, |stand| self.below(stand).to_vec());
        found.sort_unstable();
        found
    }

    /// The first component of the name that this one has: itself, unless an earlier one has it too.
    #[must_use]
    pub fn first_alike(&self, index: usize) -> Option<usize> {
        self.members(self.stand(index)?).first().copied()
    }

    /// The nearest ancestor; of several of equal name the first.
    #[must_use]
    pub fn parent(&self, index: usize) -> Option<usize> {
        let above = self.node_above(*self.nodes.get(index)?)?;
        self.members(self.graph.node_weight(above)?).first().copied()
    }

    fn place(&self, index: usize) -> Option<Place<'_>> {
        self.placed.as_ref().unwrap_or(&self.names).get(index).map(ComponentName::place)
    }

    fn stand(&self, index: usize) -> Option<&Stand> {
        self.graph.node_weight(*self.nodes.get(index)?)
    }

    fn members(&self, stand: &Stand) -> &[usize] {
        self.sorted.get(stand.members.clone()).unwrap_or_default()
    }

    fn below(&self, stand: &Stand) -> &[usize] {
        self.sorted.get(stand.members.end..stand.end).unwrap_or_default()
    }

    fn node_above(&self, node: NodeIndex) -> Option<NodeIndex> {
        self.graph.neighbors_directed(node, Direction::Incoming).next()
    }

    /// The members of the places reached by going up, outermost first.
    fn chain(&self, index: usize, above: impl Fn(NodeIndex) -> Option<NodeIndex>) -> Vec<usize> {
        let start = self.nodes.get(index).and_then(|node| above(*node));
        let mut nodes: Vec<NodeIndex> = std::iter::successors(start, |node| above(*node)).collect();
        nodes.reverse();
        let stands = nodes.into_iter().filter_map(|node| self.graph.node_weight(node));
        stands.flat_map(|stand| self.members(stand)).copied().collect()
    }

    /// The members of these places, in the order of the document.
    fn gathered(&self, nodes: impl Iterator<Item = NodeIndex>) -> Vec<usize> {
        let stands = nodes.filter_map(|node| self.graph.node_weight(node));
        let mut found: Vec<usize> = stands.flat_map(|stand| self.members(stand)).copied().collect();
        found.sort_unstable();
        found
    }
}
