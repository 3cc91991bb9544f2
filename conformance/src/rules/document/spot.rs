//! Places in a document, by its elements and not by its text.

use std::collections::BTreeMap;

use vss_sim::documents::{ElementId, Layout, Mark};

/// A place in a document: elements from the root inwards, and perhaps an attribute of the last.
///
/// The typed documents keep no places in the text. A checker says which element and attribute it means, and a
/// [`Finder`] tells where that stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    steps: Vec<Step>,
    attribute: Option<&'static str>,
}

/// One element within another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Step {
    /// The names of the elements that are counted together.
    names: &'static [&'static str],
    /// Which of them, from 0.
    index: usize,
}

impl Spot {
    /// The root element.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The element with this index among those in this one that have one of the names.
    #[must_use]
    pub fn element(mut self, names: &'static [&'static str], index: usize) -> Self {
        self.attribute = None;
        self.steps.push(Step { names, index });
        self
    }

    /// An attribute of this element. Where the element has no such attribute, the element itself is meant.
    #[must_use]
    pub fn attribute(mut self, name: &'static str) -> Self {
        self.attribute = Some(name);
        self
    }
}

/// Tells where the places of one document stand in its text.
pub struct Finder<'a> {
    layout: &'a Layout,
    /// Lists of elements that were asked for, so that many places in one element cost no more than one.
    known: BTreeMap<(ElementId, &'static [&'static str]), Vec<ElementId>>,
}

impl<'a> Finder<'a> {
    /// A finder for the document that has this layout.
    #[must_use]
    pub fn new(layout: &'a Layout) -> Self {
        Self { layout, known: BTreeMap::new() }
    }

    /// Where a place stands: the value of its attribute, else the name of its element, else that of the nearest
    /// element around it that is there.
    pub fn find(&mut self, spot: &Spot) -> Option<Mark> {
        let mut element = Layout::ROOT;
        for step in &spot.steps {
            let layout = self.layout;
            let list = self
                .known
                .entry((element, step.names))
                .or_insert_with_key(|(parent, names)| layout.children(*parent, names));
            match list.get(step.index) {
                Some(inner) => element = *inner,
                None => return layout.name(element),
            }
        }
        let value = spot.attribute.and_then(|name| self.layout.attribute(element, name));
        value.or_else(|| self.layout.name(element))
    }
}

#[cfg(test)]
mod tests {
    use vss_sim::documents::ReadOptions;

    use super::*;

    #[test]
    fn a_place_that_is_not_there_is_the_nearest_one_that_is() {
        let text = "<A><B x=\"1\"/><C/><B x=\"2\"><D/></B></A>";
        let layout = Layout::read(text.as_bytes(), &ReadOptions::default()).unwrap();
        let mut finder = Finder::new(&layout);
        let mut at = |spot: Spot| {
            let Mark { place, length } = finder.find(&spot).unwrap();
            &text[place.offset..place.offset + length]
        };
        let second = || Spot::root().element(&["B"], 1);
        assert_eq!(at(Spot::root()), "A");
        assert_eq!(at(Spot::root().element(&["B", "C"], 1)), "C");
        assert_eq!(at(second()), "B");
        assert_eq!(at(second().attribute("x")), "2");
        assert_eq!(at(second().attribute("y")), "B");
        assert_eq!(at(second().attribute("x").element(&["D"], 0)), "D");
        assert_eq!(at(second().element(&["D"], 7).attribute("x")), "B");
    }
}
