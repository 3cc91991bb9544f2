//! What selectability for backup makes of a component among its ancestors.
//!
//! Page: `working-with-selectability-for-backup`.

use super::ComponentForest;
use super::grow::Stand;

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

impl ComponentForest {
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
    pub(in crate::components) fn selectable_ancestor(&self, index: usize) -> Option<usize> {
        let above = self.graph.node_weight(self.stand(index)?.selectable_above?)?;
        self.members(above).iter().copied().find(|ancestor| self.selectable(*ancestor))
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

    /// Whether a component's logical path is the root.
    pub(in crate::components) fn is_at_root(&self, index: usize) -> bool {
        self.place(index).is_some_and(|place| place.elements().count() == 1)
    }

    /// Whether a component is selectable for backup.
    pub(in crate::components) fn selectable(&self, index: usize) -> bool {
        self.component(index).is_some_and(|component| component.selectable)
    }

    /// For every component, what an ancestor of it has: that of the outermost which has anything.
    pub(in crate::components) fn handed_down<T: Copy>(
        &self,
        own: impl Fn(usize) -> Option<T>,
    ) -> Vec<Option<T>> {
        // Nodes come after those above them.
        let mut of_nodes: Vec<(Option<T>, Option<T>)> = Vec::with_capacity(self.graph.node_count());
        for node in self.graph.node_indices() {
            let above = self.node_above(node).and_then(|above| of_nodes.get(above.index())?.1);
            let members = self.graph.node_weight(node).map_or(&[][..], |stand| self.members(stand));
            let here = members.iter().find_map(|index| own(*index));
            of_nodes.push((above, above.or(here)));
        }
        self.nodes.iter().map(|node| of_nodes.get(node.index())?.0).collect()
    }

    /// For every component, the first of this kind that lies below it, by the order of the places.
    pub(in crate::components) fn first_below(&self, wanted: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
        // For each place of the sorted list, the first of the kind that stands there or later.
        let mut from: Vec<Option<usize>> = vec![None; self.sorted.len()];
        let mut next = None;
        for (at, index) in self.sorted.iter().enumerate().rev() {
            if wanted(*index) {
                next = Some(at);
            }
            if let Some(here) = from.get_mut(at) {
                *here = next;
            }
        }
        let below = |stand: &Stand| {
            let at = (*from.get(stand.members.end)?)?;
            if at < stand.end { self.sorted.get(at).copied() } else { None }
        };
        (0..self.len()).map(|index| self.stand(index).and_then(below)).collect()
    }
}
