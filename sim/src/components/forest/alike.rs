//! Components that have the same name, or nearly so.

use std::collections::BTreeMap;

use super::ComponentForest;
use crate::vocabulary::path::FoldedName;

impl ComponentForest {
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
}

/// The first with each of the others.
fn with_first(alike: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let (first, others) = alike.split_first().map_or((0, &[][..]), |(first, others)| (*first, others));
    others.iter().map(move |other| (first, *other))
}
