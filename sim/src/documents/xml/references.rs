//! References in attribute values: the five that XML defines, and characters by number.

use std::borrow::Cow;

use super::super::diagnosis::{Fail, quoted};
use super::super::values::is_xml_character;
use super::attributes::Slot;
use super::source::{Source, common_prefix};

const PREDEFINED: [(&str, char); 5] = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];

impl<'a> Source<'a> {
    /// The value in a slot, with its references replaced and everything else as it is.
    #[inline]
    pub(super) fn decoded(&self, slot: Slot, escaped: bool) -> Result<Cow<'a, str>, Fail> {
        let raw = self.slice(slot.start, slot.end);
        if escaped { self.replaced(slot, raw).map(Cow::Owned) } else { Ok(Cow::Borrowed(raw)) }
    }

    fn replaced(&self, slot: Slot, raw: &str) -> Result<String, Fail> {
        let mut text = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(ampersand) = rest.find('&') {
            let (plain, reference) = rest.split_at(ampersand);
            text.push_str(plain);
            let start = slot.end - reference.len() + 1;
            let body = reference.get(1..).unwrap_or_default();
            let length = body.find(';').unwrap_or(body.len());
            let name = body.get(..length).unwrap_or_default();
            text.push(self.reference(start, name)?);
            let Some(after) = body.get(length + 1..) else {
                return Err(self.error(start + length, "`;` after a reference", self.found(start + length)));
            };
            rest = after;
        }
        text.push_str(rest);
        Ok(text)
    }

    fn reference(&self, start: usize, name: &str) -> Result<char, Fail> {
        if let Some(number) = name.strip_prefix('#') {
            return self.character(start, name, number);
        }
        match PREDEFINED.iter().find(|(known, _)| *known == name) {
            Some((_, c)) => Ok(*c),
            None => {
                let same = PREDEFINED.iter().map(|(known, _)| common_prefix(known, name)).max().unwrap_or(0);
                let found = quoted(&format!("&{name};"));
                Err(self.error(start + same, "`&amp;`, `&lt;`, `&gt;`, `&quot;` or `&apos;`", found))
            }
        }
    }

    fn character(&self, start: usize, name: &str, number: &str) -> Result<char, Fail> {
        let (digits, radix) = match number.strip_prefix('x') {
            Some(hex) => (hex, 16),
            None => (number, 10),
        };
        let first = start + name.len() - digits.len();
        if let Some(bad) = digits.find(|c: char| !c.is_digit(radix)) {
            return Err(self.error(first + bad, "a digit of a character's number", self.found(first + bad)));
        }
        let value = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
        value.filter(|c| is_xml_character(*c)).ok_or_else(|| {
            let found = quoted(&format!("&{name};"));
            self.error(start + name.len(), "the number of a character that XML allows", found)
        })
    }
}
