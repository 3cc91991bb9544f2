//! The components of one writer and their ancestry.
//!
//! Pages: `logical-pathing-of-components`, `working-with-selectability-for-backup`,
//! `selectability-and-working-with-component-properties`. Readings: ancestry is that of rule PATH-004, for any
//! component, selectable or not (C-007), and a path's element need not be a component (C-008); a selectable component
//! defines a component set where something lies below it (C-003); components of equal name share a place, so that
//! each of them has the descendants and neither is an ancestor of the other.

mod grow;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};

use self::grow::{Stand, grow};
use super::name::{ComponentName, Place};
use crate::documents::{WmComponent, WriterMetadata};
use crate::vocabulary::path::FoldedName;

/// The components of one writer's document and which of them are ancestors of which.
///
/// A component is named by its position in [`WriterMetadata::components`]. Every list is in the order of the
/// document unless it says otherwise, and is empty for a position that the document does not have.
///
/// Building takes time in proportion to the text of the names, but for the logarithm of sorting them; a query takes
/// time in proportion to what it returns.
#[derive(Debug, Clone)]
pub struct ComponentForest {
    document: Arc<WriterMetadata>,
    names: Vec<ComponentName>,
    /// The components by their places, and those of one place by the document.
    sorted: Vec<usize>,
    /// One node for each place that has a component, in the order of the places; edges from nearest ancestors.
    graph: DiGraph<Stand, ()>,
    /// The node of each component.
    nodes: Vec<NodeIndex>,
}

/// What a component is in a backup (rule SEL-004): selectable itself, below a selectable one, both or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BackupKind {
    /// Nonselectable, without a selectable ancestor: included explicitly if anything of the writer is.
    Required,
    /// Selectable, without a selectable ancestor: included explicitly or not at all.
    Optional,
    /// Selectable, with a selectable ancestor: included explicitly, or with an ancestor.
    SelectableSubcomponent,
    /// Nonselectable, with a selectable ancestor: included with an ancestor or not at all.
    NonselectableSubcomponent,
}

impl BackupKind {
    /// The kind in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Required => "nonselectable-without-selectable-ancestor",
            Self::Optional => "selectable-without-selectable-ancestor",
            Self::SelectableSubcomponent => "selectable-subcomponent",
            Self::NonselectableSubcomponent => "nonselectable-subcomponent",
        }
    }
}

/// Which of several ancestors counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    Nearest,
    Outermost,
}

impl ComponentForest {
    /// The forest of a document. Any document has one; what is wrong with it is told by [`Self::duplicates`],
    /// [`Self::case_twins`] and [`flaws`](super::flaws).
    #[must_use]
    pub fn new(document: Arc<WriterMetadata>) -> Self {
        let components = document.components();
        let named =
            |component: &WmComponent| ComponentName::shared(component.logical_path.as_ref(), &component.name);
        let names: Vec<ComponentName> = components.iter().map(named).collect();
        let mut sorted: Vec<(Place<'_>, usize)> =
            names.iter().enumerate().map(|(index, name)| (name.place(), index)).collect();
        sorted.sort();
        let (graph, nodes) = grow(components, &sorted);
        let sorted = sorted.into_iter().map(|(_, index)| index).collect();
        Self { document, names, sorted, graph, nodes }
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
    /// which rule NAM-001 forbids, it is the first.
    #[must_use]
    pub fn find(&self, name: &ComponentName) -> Option<usize> {
        let place = name.place();
        let at = self.sorted.partition_point(|other| self.place(*other).is_some_and(|other| other < place));
        let found = *self.sorted.get(at)?;
        (self.place(found)? == place).then_some(found)
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

    /// What the component is in a backup.
    #[must_use]
    pub fn backup_kind(&self, index: usize) -> Option<BackupKind> {
        let below_selectable = self.stand(index)?.selectable_above.is_some();
        Some(match (self.selectable(index), below_selectable) {
            (false, false) => BackupKind::Required,
            (true, false) => BackupKind::Optional,
            (true, true) => BackupKind::SelectableSubcomponent,
            (false, true) => BackupKind::NonselectableSubcomponent,
        })
    }

    /// The ancestors that are selectable for backup, outermost first.
    #[must_use]
    pub fn selectable_ancestors(&self, index: usize) -> Vec<usize> {
        let above = |node| self.graph.node_weight(node).and_then(|stand| stand.selectable_above);
        let mut found = self.chain(index, above);
        found.retain(|ancestor| self.selectable(*ancestor));
        found
    }

    /// The nearest ancestor that is selectable for backup.
    pub(super) fn selectable_ancestor(&self, index: usize) -> Option<usize> {
        let above = self.graph.node_weight(self.stand(index)?.selectable_above?)?;
        self.members(above).iter().copied().find(|ancestor| self.selectable(*ancestor))
    }

    /// The nearest ancestor; of several of equal name the first.
    pub(super) fn parent(&self, index: usize) -> Option<usize> {
        let above = self.node_above(*self.nodes.get(index)?)?;
        self.members(self.graph.node_weight(above)?).first().copied()
    }

    /// The members of the backup component set that the component defines: its descendants, with nested definers
    /// and theirs (rules SET-001, SET-004); none unless it is selectable for backup (rules SET-002, SET-003).
    #[must_use]
    pub fn backup_set(&self, index: usize) -> Vec<usize> {
        if self.selectable(index) { self.descendants(index) } else { Vec::new() }
    }

    /// Whether the component defines a backup component set: it is selectable for backup and something lies below it.
    #[must_use]
    pub fn defines_backup_set(&self, index: usize) -> bool {
        self.selectable(index) && self.stand(index).is_some_and(|stand| !self.below(stand).is_empty())
    }

    /// The components that have to be included explicitly if anything of the writer is (rule SEL-005).
    #[must_use]
    pub fn required(&self) -> Vec<usize> {
        let required = |index: &usize| self.backup_kind(*index) == Some(BackupKind::Required);
        (0..self.len()).filter(required).collect()
    }

    /// The components whose names differ from another's in case alone (C-078), after the one they are like; of more
    /// than two spellings each is paired with the first. Case is that of file names (a reading).
    #[must_use]
    pub fn case_twins(&self) -> Vec<(usize, usize)> {
        let mut spellings: BTreeMap<Vec<FoldedName>, Vec<usize>> = BTreeMap::new();
        for stand in self.graph.node_weights() {
            if let Some((first, place)) =
                self.members(stand).first().and_then(|first| Some((*first, self.place(*first)?)))
            {
                let folded = place.elements().map(FoldedName::from).collect();
                spellings.entry(folded).or_default().push(first);
            }
        }
        let mut pairs = Vec::new();
        for mut alike in spellings.into_values() {
            alike.sort_unstable();
            pairs.extend(with_first(&alike));
        }
        pairs.sort_unstable();
        pairs
    }

    /// The components that have the name of an earlier one, after the first of that name (rule NAM-001).
    #[must_use]
    pub fn duplicates(&self) -> Vec<(usize, usize)> {
        let stands = self.graph.node_weights();
        let mut pairs: Vec<_> = stands.flat_map(|stand| with_first(self.members(stand))).collect();
        pairs.sort_unstable();
        pairs
    }

    /// Whether a component is selectable for backup.
    pub(super) fn selectable(&self, index: usize) -> bool {
        self.component(index).is_some_and(|component| component.selectable)
    }

    /// For every component, what an ancestor of it has: that of the nearest or outermost which has anything.
    pub(super) fn handed_down<T: Copy>(
        &self,
        among: Among,
        own: impl Fn(usize) -> Option<T>,
    ) -> Vec<Option<T>> {
        // Nodes come after those above them.
        let mut of_nodes: Vec<(Option<T>, Option<T>)> = Vec::with_capacity(self.graph.node_count());
        for node in self.graph.node_indices() {
            let above = self.node_above(node).and_then(|above| of_nodes.get(above.index())?.1);
            let members = self.graph.node_weight(node).map_or(&[][..], |stand| self.members(stand));
            let here = members.iter().find_map(|index| own(*index));
            let passed = match among {
                Among::Nearest => here.or(above),
                Among::Outermost => above.or(here),
            };
            of_nodes.push((above, passed));
        }
        self.nodes.iter().map(|node| of_nodes.get(node.index())?.0).collect()
    }

    /// For every component, whether something below it is of this kind.
    pub(super) fn any_below(&self, wanted: impl Fn(usize) -> bool) -> Vec<bool> {
        // How many there are before each place of the sorted list, and in all.
        let mut before = vec![0_usize];
        let mut count = 0;
        for index in &self.sorted {
            count += usize::from(wanted(*index));
            before.push(count);
        }
        let below = |stand: &Stand| before.get(stand.end) > before.get(stand.members.end);
        (0..self.len()).map(|index| self.stand(index).is_some_and(below)).collect()
    }

    fn place(&self, index: usize) -> Option<Place<'_>> {
        self.names.get(index).map(ComponentName::place)
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

/// The first with each of the others.
fn with_first(alike: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let (first, others) = alike.split_first().map_or((0, &[][..]), |(first, others)| (*first, others));
    others.iter().map(move |other| (first, *other))
}
