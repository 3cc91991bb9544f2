//! Which components have a file set, by the components that speak for them in a Backup Components Document.

use std::collections::BTreeMap;

use vss_sim::components::Inclusion;

use super::Known;
use super::set_index::SetIndex;

/// The components that have one file set, in a form that is asked in the same time however many they are.
#[derive(Debug, Default)]
pub struct Owners {
    /// The first component that belongs to each: to itself, or to the one that brought it along.
    belonging: BTreeMap<usize, usize>,
    /// Of the components that belong to one definer, or to none, the first two; in the order of the first.
    groups: Vec<(Option<usize>, usize, Option<usize>)>,
    /// The first that another brought along.
    implicit: Option<usize>,
}

impl Owners {
    /// Those of every file set of an index of a writer's components.
    pub fn of_all(index: &SetIndex, known: Known<'_>) -> Vec<Self> {
        index.owners().map(|components| Self::of(components, known)).collect()
    }

    fn of(components: &[usize], known: Known<'_>) -> Self {
        let mut owners = Self::default();
        let mut group_of: BTreeMap<Option<usize>, usize> = BTreeMap::new();
        for component in components.iter().copied() {
            let definer = known.definer(component);
            for owner in [Some(component), definer].into_iter().flatten() {
                owners.belonging.entry(owner).or_insert(component);
            }
            let group = *group_of.entry(definer).or_insert(owners.groups.len());
            match owners.groups.get_mut(group) {
                None => owners.groups.push((definer, component, None)),
                Some((_, first, second)) if second.is_none() && *first != component => {
                    *second = Some(component);
                }
                Some(_) => {}
            }
            let is_implicit =
                matches!(known.selection().inclusion(component), Some(Inclusion::Implicit { .. }));
            if is_implicit && owners.implicit.is_none() {
                owners.implicit = Some(component);
            }
        }
        owners
    }

    /// The first that belongs to this component.
    pub fn belonging_to(&self, component: usize) -> Option<usize> {
        self.belonging.get(&component).copied()
    }

    /// The first that does not belong to this component.
    pub fn foreign_to(&self, component: usize) -> Option<usize> {
        let others = self.groups.iter().filter(|(definer, ..)| *definer != Some(component));
        // At most one group begins with the component itself, so that no more than two are looked at.
        let first = |(_, first, second): &(Option<usize>, usize, Option<usize>)| {
            if *first == component { *second } else { Some(*first) }
        };
        others.filter_map(first).take(2).min()
    }

    /// The first that another component brought along.
    pub const fn implicit(&self) -> Option<usize> {
        self.implicit
    }
}
