//! Attributes of a tag, taken from its raw text: known ones into slots, others kept in their order.

use crate::vocabulary::Text;

use super::super::diagnosis::{Fail, WarningKind, quoted};
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

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// The top bit of the lowest byte of `word` that is `byte`; bits above that one mean nothing.
const fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * byte as u64), 1)
}

/// The top bit of the lowest byte of `word` that is below `bound`, which is at most 128.
const fn below(word: u64, bound: u8) -> u64 {
    word.wrapping_sub(ONES * bound as u64) & !word & TOPS
}

/// How many bytes come before the first that may matter in a value: its quote, `&`, `<`, a control character, or
/// one beyond ASCII. Eight bytes are looked at in one step.
#[inline]
fn plain_length(bytes: &[u8], quote: u8) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // `"`, `&` and the next two of each are alike but for the bits that are set here.
        let quotes = equal(word | (ONES * 5), b'"' | 5);
        let first = quotes | equal(word, b'<') | below(word, 0x20) | (word & TOPS);
        if first != 0 {
            return index * 8 + (first.trailing_zeros() / 8) as usize;
        }
    }
    let matters = |b: &u8| *b == quote || !matches!(*b, 0x20..0x80) || matches!(*b, b'&' | b'<');
    words.len() * 8 + rest.iter().position(matters).unwrap_or(rest.len())
}

impl Source<'_> {
    /// Reads the attribute at or after `from`, or finds the end of the tag.
    #[inline]
    pub(super) fn attribute(&self, from: usize) -> Result<Option<Raw>, Fail> {
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
        let (end, escaped) = self.value_end(start, quote)?;
        Ok(Some(Raw { name_start, name_end, value: Slot { start, end }, escaped, next: end + 1 }))
    }

    /// Where the value that begins at `start` ends, and whether there are references in it.
    #[inline]
    fn value_end(&self, start: usize, quote: u8) -> Result<(usize, bool), Fail> {
        let bytes = self.text.as_bytes();
        let mut escaped = false;
        let mut at = start;
        loop {
            at += plain_length(bytes.get(at..).unwrap_or_default(), quote);
            match bytes.get(at) {
                Some(byte) if *byte == quote => return Ok((at, escaped)),
                Some(b'&') => escaped = true,
                Some(b'<' | 0..0x20) if !matches!(bytes.get(at), Some(b'\t' | b'\r' | b'\n')) => {
                    return Err(self.forbidden(at));
                }
                Some(0xEF) => {
                    let c = self.text.get(at..).and_then(|r| r.chars().next()).unwrap_or(' ');
                    if !is_xml_character(c) {
                        return Err(self.forbidden(at));
                    }
                }
                Some(_) => {}
                None => return Err(self.error(at, "the end of a value", self.found(at))),
            }
            at += 1;
        }
    }

    /// The attribute at `from`, where it is one that the row's order expects, written as VSS writes it.
    #[inline]
    fn expected(&self, row: &ElementRow, next: usize, from: usize) -> Option<(&'static AttributeRow, usize)> {
        let bytes = self.text.as_bytes().get(from..self.attributes_to)?.strip_prefix(b" ")?;
        let first = bytes.first()?;
        row.attributes.get(next..)?.iter().find_map(|a| {
            a.name.as_bytes().first().filter(|f| *f == first)?;
            let value = bytes.strip_prefix(a.name.as_bytes())?.strip_prefix(b"=\"")?;
            Some((a, self.attributes_to - value.len()))
        })
    }

    fn keep(&mut self, known: &AttributeRow, value: Slot, escaped: bool) {
        let bit = 1_u32 << known.index;
        self.seen |= bit;
        if escaped {
            self.escaped |= bit;
        }
        if let Some(slot) = self.slots.get_mut(known.index) {
            *slot = value;
        }
    }

    fn forbidden(&self, offset: usize) -> Fail {
        self.error(offset, "a character that may stand in a value", self.found(offset))
    }

    /// Reads every attribute of the present tag: those of the row into the slots, the others into the result.
    pub(in crate::documents) fn attributes(&mut self, row: &ElementRow) -> Result<Extra, Fail> {
        self.seen = 0;
        self.escaped = 0;
        let mut others: Vec<(Text, Text)> = Vec::new();
        let mut next_known = 0;
        let mut from = self.attributes_from;
        let mut count = 0;
        loop {
            count += 1;
            // Attributes that the order expects later cannot have been seen, so they need no further check.
            if self.seen >> next_known == 0
                && count <= self.limits.attributes
                && let Some((known, start)) = self.expected(row, next_known, from)
            {
                let (end, escaped) = self.value_end(start, b'"')?;
                self.keep(known, Slot { start, end }, escaped);
                next_known = known.index + 1;
                from = end + 1;
                continue;
            }
            let Some(raw) = self.attribute(from)? else { break };
            from = raw.next;
            if count > self.limits.attributes {
                let most = format!("at most {} attributes", self.limits.attributes);
                return Err(self.error(raw.name_end, most, "one more"));
            }
            let name = self.slice(raw.name_start, raw.name_end);
            if let Some(known) = self.known(row, name, next_known, raw.name_start) {
                if self.seen & (1_u32 << known.index) != 0 {
                    return Err(self.twice(&raw, name));
                }
                next_known = known.index + 1;
                self.keep(known, raw.value, raw.escaped);
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

    fn twice(&self, raw: &Raw, name: &str) -> Fail {
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
