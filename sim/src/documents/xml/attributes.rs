//! Attributes of a tag, taken from its raw text: known ones into slots, others kept in their order.

use crate::vocabulary::Text;

use super::super::diagnosis::{DocumentError, WarningKind, quoted};
use super::super::names::{AttributeRow, Basis, ElementRow, Match, meets};
use super::super::values::{Extra, is_xml_character};
use super::source::{Source, is_white};

/// Where the raw value of a known attribute lies.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::documents) struct Slot {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// One attribute as it stands in a tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Raw {
    pub(super) name_start: usize,
    pub(super) name_end: usize,
    pub(super) value: Slot,
    pub(super) escaped: bool,
    /// Where to look for the next one.
    pub(super) next: usize,
}

/// What a byte means inside an attribute value.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Class {
    Plain,
    Quote,
    Ampersand,
    /// Never allowed.
    Forbidden,
    /// The first byte of U+FFFE and U+FFFF, among others.
    Last,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    let mut byte = 0;
    while byte < 0x20 {
        if !is_white(byte) {
            set(&mut classes, byte, Class::Forbidden);
        }
        byte += 1;
    }
    set(&mut classes, b'"', Class::Quote);
    set(&mut classes, b'\'', Class::Quote);
    set(&mut classes, b'&', Class::Ampersand);
    set(&mut classes, b'<', Class::Forbidden);
    set(&mut classes, 0xEF, Class::Last);
    classes
};

#[expect(clippy::indexing_slicing, reason = "a byte is always an index of 256 places, at compile time")]
const fn set(classes: &mut [Class; 256], byte: u8, class: Class) {
    classes[byte as usize] = class;
}

impl Source<'_> {
    /// Reads the attribute at or after `from`, or finds the end of the tag.
    #[inline]
    pub(super) fn attribute(&self, from: usize) -> Result<Option<Raw>, DocumentError> {
        let to = self.attributes_to;
        let bytes = self.text.as_bytes().get(..to).unwrap_or_default();
        let name_start = skip_white(bytes, from);
        if name_start >= to {
            return Ok(None);
        }
        if name_start == from {
            let slash = bytes.get(from) == Some(&b'/');
            let (place, expected) = if slash { (from + 1, "`>`") } else { (from, "white space or `>`") };
            return Err(self.error(place, expected, self.found(place)));
        }
        let mut name_end = name_start;
        while bytes
            .get(name_end)
            .is_some_and(|b| !matches!(b, b'=' | b'"' | b'\'' | b'/' | b'<') && !is_white(*b))
        {
            name_end += 1;
        }
        if bytes.get(name_end) == Some(&b'/') {
            let place = if name_end == name_start { name_end + 1 } else { name_end };
            return Err(self.error(place, "`=` and a value", self.found(place)));
        }
        let equals = skip_white(bytes, name_end);
        if bytes.get(equals) != Some(&b'=') || name_start == name_end {
            let expected = if name_start == name_end { "an attribute's name" } else { "`=` and a value" };
            return Err(self.error(equals, expected, self.found(equals)));
        }
        let open = skip_white(bytes, equals + 1);
        let quote = match bytes.get(open) {
            Some(quote @ (b'"' | b'\'')) => *quote,
            Some(_) | None => return Err(self.error(open, "a value in quotes", self.found(open))),
        };
        let start = open + 1;
        let (end, escaped) = self.value_end(bytes, start, quote)?;
        Ok(Some(Raw { name_start, name_end, value: Slot { start, end }, escaped, next: end + 1 }))
    }

    #[inline]
    fn value_end(&self, bytes: &[u8], start: usize, quote: u8) -> Result<(usize, bool), DocumentError> {
        let mut escaped = false;
        let rest = bytes.get(start..).unwrap_or_default();
        for (index, byte) in rest.iter().enumerate() {
            match CLASSES.get(usize::from(*byte)).copied().unwrap_or(Class::Plain) {
                Class::Plain => {}
                Class::Quote if *byte == quote => return Ok((start + index, escaped)),
                Class::Quote => {}
                Class::Ampersand => escaped = true,
                Class::Last => {
                    let c = self.text.get(start + index..).and_then(|r| r.chars().next()).unwrap_or(' ');
                    if !is_xml_character(c) {
                        return Err(self.forbidden(start + index));
                    }
                }
                Class::Forbidden => return Err(self.forbidden(start + index)),
            }
        }
        Err(self.error(bytes.len(), "the end of a value", self.found(bytes.len())))
    }

    fn forbidden(&self, offset: usize) -> DocumentError {
        self.error(offset, "a character that may stand in a value", self.found(offset))
    }

    /// Reads every attribute of the present tag: those of the row into the slots, the others into the result.
    pub(in crate::documents) fn attributes(&mut self, row: &ElementRow) -> Result<Extra, DocumentError> {
        self.seen = 0;
        self.escaped = 0;
        let mut others: Vec<(Text, Text)> = Vec::new();
        let mut next_known = 0;
        let mut from = self.attributes_from;
        let mut count = 0;
        while let Some(raw) = self.attribute(from)? {
            from = raw.next;
            count += 1;
            if count > self.limits.attributes {
                let most = format!("at most {} attributes", self.limits.attributes);
                return Err(self.error(raw.name_end, most, "one more"));
            }
            let name = self.slice(raw.name_start, raw.name_end);
            if let Some(known) = self.known(row, name, next_known, raw.name_start) {
                let bit = 1_u32 << known.index;
                if self.seen & bit != 0 {
                    return Err(self.twice(&raw, name));
                }
                next_known = known.index + 1;
                self.seen |= bit;
                if raw.escaped {
                    self.escaped |= bit;
                }
                if let Some(slot) = self.slots.get_mut(known.index) {
                    *slot = raw.value;
                }
            } else {
                self.check_name(raw.name_start, name, "an attribute's name")?;
                if others.iter().any(|(other, _)| *other == name) {
                    return Err(self.twice(&raw, name));
                }
                let value = self.decoded(raw.value, raw.escaped)?;
                if !row.name.is_empty() {
                    self.warn(raw.name_start, WarningKind::UnknownAttribute, row.name, name);
                }
                others.push((Text::from(name), Text::from(value.as_ref())));
            }
        }
        Ok(Extra::with_attributes(others))
    }

    /// Finds the row of an attribute, looking first where the fixed order expects it.
    #[inline]
    fn known(
        &mut self,
        row: &ElementRow,
        name: &str,
        next: usize,
        place: usize,
    ) -> Option<&'static AttributeRow> {
        let (before, after) = row.attributes.split_at_checked(next).unwrap_or((row.attributes, &[]));
        if let Some(exact) = after.iter().chain(before).find(|a| a.name == name) {
            return Some(exact);
        }
        let variant = |a: &&AttributeRow| meets(name, a.name, a.basis, a.variants) == Match::Variant;
        let found = row.attributes.iter().filter(|a| a.basis == Basis::Chosen).find(variant)?;
        self.warn(place, WarningKind::Variant, row.name, name);
        Some(found)
    }

    fn twice(&self, raw: &Raw, name: &str) -> DocumentError {
        self.error(raw.name_end, "each attribute once", format!("{} again", quoted(name)))
    }
}

#[inline]
fn skip_white(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while bytes.get(at).is_some_and(|b| is_white(*b)) {
        at += 1;
    }
    at
}
