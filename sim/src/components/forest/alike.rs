//! Components that have the same name, or nearly so.

use std::collections::BTreeMap;

use super::super::name::Place;
use super::ComponentForest;
use crate::vocabulary::path::FoldedName;

impl ComponentForest {
    /// The components whose names differ from another's in case alone (C-078), after the one they are like; of more
    /// than two spellings each is paired with the first. Case is that of file names (a reading).
    #[must_use]
    pub fn case_twins(&self) -> Vec<(usize, usize)> {
        let mut spellings: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut folds = Folds::default();
        for stand in self.graph.node_weights() {
            if let Some((first, place)) =
                self.members(stand).first().and_then(|first| Some((*first, self.place(*first)?)))
            {
                spellings.entry(folds.class(place)).or_default().push(first);
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

/// Numbers for places, equal where these differ in case alone.
///
/// Places come in their order, so that each begins with much of the one before it: only what differs is folded.
#[derive(Default)]
struct Folds<'a> {
    /// The number of an element below what has another number.
    numbers: BTreeMap<(usize, FoldedName), usize>,
    /// The elements of the last place, each with the number of all up to it.
    trail: Vec<(&'a str, usize)>,
}

impl<'a> Folds<'a> {
    fn class(&mut self, place: Place<'a>) -> usize {
        let mut rest = place.elements().peekable();
        let mut same = 0;
        while let (Some(next), Some((known, _))) = (rest.peek(), self.trail.get(same))
            && next == known
        {
            same += 1;
            rest.next();
        }
        self.trail.truncate(same);
        for element in rest {
            let above = self.trail.last().map_or(0, |(_, number)| *number);
            let fresh = self.numbers.len() + 1;
            let number = *self.numbers.entry((above, FoldedName::from(element))).or_insert(fresh);
            self.trail.push((element, number));
        }
        self.trail.last().map_or(0, |(_, number)| *number)
    }
}

/// The first with each of the others.
fn with_first(alike: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let (first, others) = alike.split_first().map_or((0, &[][..]), |(first, others)| (*first, others));
    others.iter().map(move |other| (first, *other))
}
