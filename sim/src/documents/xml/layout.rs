//! Where the elements of a document stand in its text, read only when somebody asks.
//!
//! The typed documents keep no places, so that reading them stays cheap. Whoever has to point at something reads
//! the same bytes a second time, for places alone.

use super::super::decode;
use super::super::diagnosis::{DocumentError, Fail, Place};
use super::super::limits::ReadOptions;
use super::super::names::{ELEMENTS, Match, meets};
use super::source::{Source, Step};

/// An element of a [`Layout`]; one of another layout means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(usize);

/// A piece of a document's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Where it starts.
    pub place: Place,
    /// How many bytes of UTF-8 it has.
    pub length: usize,
}

/// Where the elements of a document stand in its text.
#[derive(Debug, Clone)]
pub struct Layout {
    text: String,
    seats: Vec<Seat>,
}

/// Where one element stands, and its neighbours by their numbers.
#[derive(Debug, Clone)]
struct Seat {
    /// The first character of the name.
    name: Place,
    name_length: usize,
    first_child: Option<usize>,
    next: Option<usize>,
}

impl Layout {
    /// The root element.
    pub const ROOT: ElementId = ElementId(0);

    /// Reads the places of a document of either kind from the bytes of a file.
    ///
    /// # Errors
    /// Where the bytes are no XML as the documents use it, or exceed the limits. Bytes that could be read as a
    /// document with the same options always have a layout.
    pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Self, DocumentError> {
        let (text, encoding) = decode::decode(bytes, &options.limits)?;
        let mut reading = Reading { seats: Vec::new(), counted: Place::START };
        let mut source = Source::new(&text, Some(encoding), options);
        let empty = source.root().map_err(|fail| *fail)?;
        reading.element(&mut source, empty).map_err(|fail| *fail)?;
        source.epilogue().map_err(|fail| *fail)?;
        let seats = reading.seats;
        Ok(Self { text: text.into_owned(), seats })
    }

    /// The decoded text that the places are in, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The elements in another one that have one of these names, by whatever spelling, in their order.
    #[must_use]
    pub fn children(&self, parent: ElementId, names: &[&str]) -> Vec<ElementId> {
        let mut found = Vec::new();
        let mut next = self.seats.get(parent.0).and_then(|seat| seat.first_child);
        while let Some((index, seat)) = next.and_then(|index| Some((index, self.seats.get(index)?))) {
            let written = self.slice(seat);
            if names.iter().any(|name| is_element(written, name)) {
                found.push(ElementId(index));
            }
            next = seat.next;
        }
        found
    }

    /// The name in the start tag of an element.
    #[must_use]
    pub fn name(&self, element: ElementId) -> Option<Mark> {
        self.seats.get(element.0).map(|seat| Mark { place: seat.name, length: seat.name_length })
    }

    /// The value of an attribute of an element, by whatever spelling of its name, as it is written between the
    /// quotes. `None` where the element has no such attribute.
    #[must_use]
    pub fn attribute(&self, element: ElementId, name: &str) -> Option<Mark> {
        let seat = self.seats.get(element.0)?;
        let start = seat.name.offset.checked_sub(1)?;
        let mut source = Source::new(self.text.get(start..)?, None, &ReadOptions::default());
        source.root().ok()?;
        let element = source.name;
        let mut from = source.attributes_from;
        while let Ok(Some(raw)) = source.attribute(from) {
            if is_attribute(element, source.slice(raw.name_start, raw.name_end), name) {
                let place = seat.name.forward(&self.text, start + raw.value.start);
                return Some(Mark { place, length: raw.value.end - raw.value.start });
            }
            from = raw.next;
        }
        None
    }

    fn slice(&self, seat: &Seat) -> &str {
        self.text.get(seat.name.offset..seat.name.offset + seat.name_length).unwrap_or_default()
    }
}

/// Whether an element that is written so has this name.
fn is_element(written: &str, name: &str) -> bool {
    let row = |row: &&super::super::names::ElementRow| row.name == name;
    written == name
        || ELEMENTS.iter().filter(row).any(|row| meets(written, name, row.basis, row.variants) != Match::No)
}

/// Whether an attribute that is written so has this name, in an element that is written so.
fn is_attribute(element: &str, written: &str, name: &str) -> bool {
    let rows = ELEMENTS.iter().filter(|row| is_element(element, row.name));
    let mut attributes = rows.flat_map(|row| row.attributes).filter(|attribute| attribute.name == name);
    written == name || attributes.any(|row| meets(written, name, row.basis, row.variants) != Match::No)
}

struct Reading {
    seats: Vec<Seat>,
    /// The place of the last element, from which the next one is counted.
    counted: Place,
}

impl Reading {
    /// Takes the present element and everything in it, and gives its number.
    fn element(&mut self, source: &mut Source<'_>, empty: bool) -> Result<usize, Fail> {
        self.counted = self.counted.forward(source.text, source.at + 1);
        let own = self.seats.len();
        let seat = Seat { name: self.counted, name_length: source.name.len(), first_child: None, next: None };
        self.seats.push(seat);
        if empty {
            return Ok(own);
        }
        let mut last: Option<usize> = None;
        source.mixed(|source, step| {
            let Step::Open { empty } = step else { return Ok(()) };
            let child = self.element(source, empty)?;
            match last.and_then(|last| self.seats.get_mut(last)) {
                Some(before) => before.next = Some(child),
                None => {
                    if let Some(parent) = self.seats.get_mut(own) {
                        parent.first_child = Some(child);
                    }
                }
            }
            last = Some(child);
            Ok(())
        })?;
        Ok(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(text: &str) -> Layout {
        Layout::read(text.as_bytes(), &ReadOptions::default()).unwrap()
    }

    fn at(layout: &Layout, mark: Option<Mark>) -> (usize, usize, String) {
        let Mark { place, length } = mark.unwrap();
        (place.line, place.column, layout.text()[place.offset..place.offset + length].to_owned())
    }

    const SAMPLE: &str = "\u{FEFF}<?xml version=\"1.0\"?>\n<A own=\"ü\">\n <!-- <B/> --><B path='1'\n  \
                          filespec = \"&lt;\"/> text &amp; <C><B/></C>\n <B/>\n</A>\n";

    #[test]
    fn elements_and_attributes_have_places() {
        let layout = layout(SAMPLE);
        assert_eq!(at(&layout, layout.name(Layout::ROOT)), (2, 2, "A".into()));
        assert_eq!(at(&layout, layout.attribute(Layout::ROOT, "own")), (2, 9, "ü".into()));
        assert_eq!(layout.attribute(Layout::ROOT, "other"), None);
        let children = layout.children(Layout::ROOT, &["B", "C"]);
        assert_eq!(children.len(), 3);
        let all = layout.children(Layout::ROOT, &["B"]);
        assert_eq!(all, [children[0], children[2]]);
        assert_eq!(at(&layout, layout.name(all[0])), (3, 16, "B".into()));
        assert_eq!(at(&layout, layout.attribute(all[0], "path")), (3, 24, "1".into()));
        assert_eq!(at(&layout, layout.attribute(all[0], "filespec")), (4, 15, "&lt;".into()));
        assert_eq!(at(&layout, layout.name(all[1])), (5, 3, "B".into()));
        let inner = layout.children(children[1], &["B"]);
        assert_eq!(at(&layout, layout.name(inner[0])), (4, 38, "B".into()));
        assert!(layout.children(inner[0], &["B"]).is_empty());
    }

    #[test]
    fn other_spellings_are_found_by_the_usual_name() {
        let layout = layout("<COMPONENT><Alternative_Location_Mapping alternateLocation=\"x\"/></COMPONENT>");
        let mapping = layout.children(Layout::ROOT, &["ALTERNATE_LOCATION_MAPPING"]);
        assert_eq!(at(&layout, layout.attribute(mapping[0], "alternatePath")), (1, 61, "x".into()));
    }

    #[test]
    fn utf_16_has_the_same_places() {
        let units: Vec<u8> = SAMPLE.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let wide = Layout::read(&units, &ReadOptions::default()).unwrap();
        let root = layout(SAMPLE);
        assert_eq!(wide.text(), root.text());
        assert_eq!(wide.attribute(Layout::ROOT, "own"), root.attribute(Layout::ROOT, "own"));
    }

    #[test]
    fn what_is_no_xml_has_no_layout() {
        for bad in ["", "<A>", "<A></B>", "<A/><B/>", "</A>", "text"] {
            assert!(Layout::read(bad.as_bytes(), &ReadOptions::default()).is_err(), "{bad}");
        }
        let deep = "<A>".repeat(100) + &"</A>".repeat(100);
        let limits = super::super::super::Limits { depth: 200, ..Default::default() };
        let error = Layout::read(deep.as_bytes(), &ReadOptions::default()).unwrap_err();
        assert!(error.expected.contains("inside one another"));
        assert!(Layout::read(deep.as_bytes(), &ReadOptions { limits, strict: false }).is_ok());
    }
}
