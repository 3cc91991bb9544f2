//! Lists in an order of their own, whose elements are found by a key.

use std::collections::BTreeSet;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::OnceLock;

use crate::vocabulary::{FoldedName, Text};

/// What is found by a key.
pub trait Keyed {
    /// What it is found by.
    type Key: Clone + Ord;

    /// The key of this one.
    fn key(&self) -> Self::Key;

    /// What its name ends in, for a list that other spellings of names are looked for in.
    fn end(&self) -> Option<FoldedName> {
        None
    }
}

/// By what a component is found: its logical path, of which none and an empty one are the same, and its name.
pub(super) type Named = (Text, Text);

/// The key of a component.
pub(super) fn named(logical_path: Option<&str>, name: &str) -> Named {
    (logical_path.unwrap_or_default().into(), name.into())
}

/// The last element of a name, or else of its path, that is not empty.
pub(super) fn last_element<'a>(path: &'a str, name: &'a str) -> &'a str {
    let mut elements = name.rsplit('\\').chain(path.rsplit('\\'));
    elements.find(|element| !element.is_empty()).unwrap_or_default()
}

/// A list of fewer elements is gone through.
const FEW: usize = 16;

/// Elements in their order. Several can have one key.
///
/// The places of the keys follow from the elements, and are put together when the first is asked for. So they are no
/// part of the value: lists of equal elements are equal, hash and print alike, and a copy puts together its own.
pub struct KeyedList<T: Keyed> {
    items: Vec<T>,
    places: OnceLock<BTreeSet<(T::Key, usize)>>,
    ends: OnceLock<BTreeSet<(FoldedName, usize)>>,
}

impl<T: Keyed> KeyedList<T> {
    /// A list without elements.
    #[must_use]
    pub const fn new() -> Self {
        Self { items: Vec::new(), places: OnceLock::new(), ends: OnceLock::new() }
    }

    /// Adds an element at the end.
    pub fn push(&mut self, item: T) {
        if let Some(places) = self.places.get_mut() {
            places.insert((item.key(), self.items.len()));
        }
        if let (Some(ends), Some(end)) = (self.ends.get_mut(), item.end()) {
            ends.insert((end, self.items.len()));
        }
        self.items.push(item);
    }

    /// The indices of the elements with this key, in ascending order.
    pub fn places<'a>(&'a self, key: &T::Key) -> impl Iterator<Item = usize> + use<'a, T> {
        let place = |(index, item): (usize, &T)| (item.key(), index);
        let all = self.places.get_or_init(|| self.items.iter().enumerate().map(place).collect());
        all.range((key.clone(), 0)..=(key.clone(), usize::MAX)).map(|(_, index)| *index)
    }

    /// The index of the first element with this key.
    #[must_use]
    pub fn place(&self, key: &T::Key) -> Option<usize> {
        self.places(key).next()
    }

    /// An element, to change in whatever way: the places of the keys are put together again.
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        (self.places, self.ends) = (OnceLock::new(), OnceLock::new());
        self.items.get_mut(index)
    }

    /// An element, to change in a way that leaves its key.
    pub(super) fn get_mut_keeping_key(&mut self, index: usize) -> Option<&mut T> {
        self.items.get_mut(index)
    }
}

impl<T: Keyed<Key = Named>> KeyedList<T> {
    /// The elements among which all other spellings of a name are: those whose name or path ends in the same element but
    /// for case, or all where these are few.
    pub(super) fn spelled_like(&self, logical_path: Option<&str>, name: &str) -> impl Iterator<Item = &T> {
        let few = self.items.len() < FEW;
        let all = if few { self.items.as_slice() } else { &[] };
        let indexed = (!few).then(|| {
            let place = |(index, item): (usize, &T)| Some((item.end()?, index));
            let ends = || self.items.iter().enumerate().filter_map(place).collect();
            let end = FoldedName::from(last_element(logical_path.unwrap_or_default(), name));
            self.ends.get_or_init(ends).range((end.clone(), 0)..=(end, usize::MAX))
        });
        let found = indexed.into_iter().flatten().filter_map(|(_, index)| self.items.get(*index));
        all.iter().chain(found)
    }
}

impl<T: Keyed> FromIterator<T> for KeyedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { items: items.into_iter().collect(), places: OnceLock::new(), ends: OnceLock::new() }
    }
}

impl<T: Keyed> Deref for KeyedList<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T: Keyed> Default for KeyedList<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Keyed + Clone> Clone for KeyedList<T> {
    fn clone(&self) -> Self {
        Self { items: self.items.clone(), places: OnceLock::new(), ends: OnceLock::new() }
    }
}

impl<T: Keyed + PartialEq> PartialEq for KeyedList<T> {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl<T: Keyed + Eq> Eq for KeyedList<T> {}

impl<T: Keyed + Hash> Hash for KeyedList<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.items.hash(state);
    }
}

impl<T: Keyed + fmt::Debug> fmt::Debug for KeyedList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    impl Keyed for (u8, u8) {
        type Key = u8;

        fn key(&self) -> u8 {
            self.0
        }
    }

    #[derive(Debug, Clone, Copy)]
    enum Act {
        Push(u8),
        Replace(u8, u8),
        ChangeRest(u8),
        Copy,
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            (0..4_u8).prop_map(Act::Push),
            (0..8_u8, 0..4_u8).prop_map(|(index, key)| Act::Replace(index, key)),
            (0..8_u8).prop_map(Act::ChangeRest),
            Just(Act::Copy),
        ]
    }

    proptest! {
        /// Whatever is done to a list, and whenever it is asked, a key stands where going through all finds it.
        #[test]
        fn a_key_is_found_where_it_stands(acts in prop::collection::vec((act(), any::<bool>()), 0..40)) {
            let mut list = KeyedList::new();
            for (act, ask) in acts {
                match act {
                    Act::Push(key) => list.push((key, 0)),
                    Act::Replace(index, key) => {
                        list.get_mut(usize::from(index)).into_iter().for_each(|item| item.0 = key);
                    }
                    Act::ChangeRest(index) => {
                        list.get_mut_keeping_key(usize::from(index)).into_iter().for_each(|item| item.1 += 1);
                    }
                    Act::Copy => list = list.clone(),
                }
                for key in (0..4).filter(|_| ask) {
                    let all = list.iter().enumerate().filter(|(_, item)| item.0 == key);
                    let all: Vec<usize> = all.map(|(index, _)| index).collect();
                    prop_assert_eq!(list.places(&key).collect::<Vec<_>>(), all);
                }
            }
        }
    }

    #[test]
    fn a_list_that_was_asked_is_the_same_value() {
        let mut list = KeyedList::new();
        list.push((1, 2));
        let fresh = list.clone();
        assert_eq!(list.place(&1), Some(0));
        assert_eq!(list, fresh);
        assert_eq!(format!("{list:?}"), "[(1, 2)]");
        assert_eq!(format!("{fresh:?}"), "[(1, 2)]");
    }

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Part(&'static str, String);

    impl Keyed for Part {
        type Key = Named;

        fn key(&self) -> Named {
            named(Some(self.0), &self.1)
        }

        fn end(&self) -> Option<FoldedName> {
            Some(last_element(self.0, &self.1).into())
        }
    }

    #[test]
    fn other_spellings_are_found_in_lists_of_any_length() {
        for length in [1, FEW - 1, FEW, 4 * FEW] {
            let mut list: KeyedList<Part> = (0..length).map(|n| Part("above", format!("part {n}"))).collect();
            let found = |list: &KeyedList<Part>, path, name| -> Vec<Part> {
                list.spelled_like(Some(path), name).cloned().collect()
            };
            let first = list.first().cloned().unwrap();
            assert!(found(&list, "", "PART 0").contains(&first), "{length}");
            for other in [
                Part(r"above\", "Part 0".into()),
                Part("", r"above\part 0".into()),
                Part(r"a\PART 0", "".into()),
            ] {
                list.push(other.clone());
                let found = found(&list, "above", "part 0");
                assert!(found.contains(&first) && found.contains(&other), "{length} {other:?}");
            }
            list.get_mut(0).unwrap().1 = "another".into();
            assert!(!found(&list, "above", "part 0").contains(&first), "{length}");
            assert!(found(&list, "above", "ANOTHER").contains(list.first().unwrap()), "{length}");
        }
    }
}
