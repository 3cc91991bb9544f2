//! Attribute values as what they mean: text, numbers, GUIDs, yes and no, enumerations.

use std::borrow::Cow;

use crate::vocabulary::{SpelledGuid, Text};

use super::super::diagnosis::{Fail, WarningKind, quoted};
use super::super::names::texts::{DocumentEnum, TextRow};
use super::super::names::{AttributeRow, Basis, ElementRow, NO, YES};
use super::super::values::Spelled;
use super::attributes::Slot;
use super::source::{Source, common_prefix};

impl<'a> Source<'a> {
    fn slot(&self, row: &AttributeRow) -> Option<(Slot, bool)> {
        let bit = 1_u32 << row.index;
        if self.seen & bit == 0 {
            return None;
        }
        Some((self.slots.get(row.index).copied()?, self.escaped & bit != 0))
    }

    /// The value of an attribute, where the present tag has it.
    #[inline]
    fn value(&self, row: &AttributeRow) -> Result<Option<Value<'a>>, Fail> {
        let Some((slot, escaped)) = self.slot(row) else { return Ok(None) };
        Ok(Some(Value { text: self.decoded(slot, escaped)?, slot, escaped }))
    }

    fn missing(&self, row: &AttributeRow) -> Fail {
        self.error(self.attributes_to, format!("the attribute `{}`", row.name), "no such attribute")
    }

    fn required<T>(&self, row: &AttributeRow, value: Option<T>) -> Result<T, Fail> {
        value.ok_or_else(|| self.missing(row))
    }

    pub(in crate::documents) fn namespace(&self, row: &AttributeRow) -> Result<Option<(usize, Text)>, Fail> {
        Ok(self.value(row)?.map(|v| (v.slot.start, Text::from(v.text.as_ref()))))
    }

    #[inline]
    pub(in crate::documents) fn opt_text(&self, row: &AttributeRow) -> Result<Option<Text>, Fail> {
        Ok(self.value(row)?.map(|v| Text::from(v.text.as_ref())))
    }

    #[inline]
    pub(in crate::documents) fn text(&self, row: &AttributeRow) -> Result<Text, Fail> {
        self.required(row, self.opt_text(row)?)
    }

    /// A text that other elements often have too: then they share its characters.
    #[inline]
    pub(in crate::documents) fn shared_text(&mut self, row: &AttributeRow) -> Result<Text, Fail> {
        let value = self.required(row, self.value(row)?)?;
        Ok(self.shared(&value.text))
    }

    #[inline]
    pub(in crate::documents) fn opt_flag(&self, row: &AttributeRow) -> Result<Option<bool>, Fail> {
        let Some(value) = self.value(row)? else { return Ok(None) };
        match value.text.as_ref() {
            YES => Ok(Some(true)),
            NO => Ok(Some(false)),
            other => {
                let same = common_prefix(other, YES).max(common_prefix(other, NO));
                Err(self.error(value.place(same), "`yes` or `no`", quoted(other)))
            }
        }
    }

    pub(in crate::documents) fn flag(&self, row: &AttributeRow) -> Result<bool, Fail> {
        self.required(row, self.opt_flag(row)?)
    }

    #[inline]
    pub(in crate::documents) fn opt_number(&self, row: &AttributeRow) -> Result<Option<u32>, Fail> {
        self.opt_decimal(row, u64::from(u32::MAX)).map(|n| n.and_then(|n| u32::try_from(n).ok()))
    }

    pub(in crate::documents) fn long(&self, row: &AttributeRow) -> Result<u64, Fail> {
        self.required(row, self.opt_decimal(row, u64::MAX)?)
    }

    #[inline]
    fn opt_decimal(&self, row: &AttributeRow, most: u64) -> Result<Option<u64>, Fail> {
        let Some(value) = self.value(row)? else { return Ok(None) };
        let digits = value.text.as_bytes();
        if matches!(digits.len(), 1..=9) && digits.iter().all(u8::is_ascii_digit) {
            // So few digits fit whatever the bound.
            return Ok(Some(digits.iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'))));
        }
        let mut number: u64 = 0;
        for (index, byte) in value.text.bytes().enumerate() {
            if !byte.is_ascii_digit() {
                let found = quoted(&value.text);
                return Err(self.error(value.place(index), "an unsigned decimal number", found));
            }
            let grown = number.checked_mul(10).and_then(|n| n.checked_add(u64::from(byte - b'0')));
            match grown.filter(|n| *n <= most) {
                Some(grown) => number = grown,
                None => {
                    let expected = format!("a number up to {most}");
                    return Err(self.error(value.slot.end, expected, quoted(&value.text)));
                }
            }
        }
        if value.text.is_empty() {
            return Err(self.error(value.slot.end, "an unsigned decimal number", "nothing"));
        }
        Ok(Some(number))
    }

    pub(in crate::documents) fn opt_guid(&self, row: &AttributeRow) -> Result<Option<SpelledGuid>, Fail> {
        let Some(value) = self.value(row)? else { return Ok(None) };
        match SpelledGuid::parse(&value.text) {
            Some(guid) => Ok(Some(guid)),
            None => Err(self.error(value.place(good_guid(&value.text)), "a GUID", quoted(&value.text))),
        }
    }

    pub(in crate::documents) fn guid(&self, row: &AttributeRow) -> Result<SpelledGuid, Fail> {
        self.required(row, self.opt_guid(row)?)
    }

    pub(in crate::documents) fn opt_spelled<E: DocumentEnum>(
        &mut self,
        element: &ElementRow,
        row: &AttributeRow,
    ) -> Result<Option<Spelled<E>>, Fail> {
        let Some(value) = self.value(row)? else { return Ok(None) };
        let text = value.text.as_ref();
        if let Some(known) = E::TEXTS.iter().find(|t| t.text == text) {
            return Ok(Some(Spelled::Known(E::from_raw(known.value))));
        }
        let variant = |t: &&TextRow| {
            t.basis == Basis::Chosen
                && (t.text.eq_ignore_ascii_case(text)
                    || t.variants.iter().any(|v| v.eq_ignore_ascii_case(text)))
        };
        if let Some(known) = E::TEXTS.iter().find(variant) {
            self.warn(value.slot.start, WarningKind::Variant, element.name, text);
            return Ok(Some(Spelled::Known(E::from_raw(known.value))));
        }
        if self.strict {
            let same = E::TEXTS.iter().map(|t| common_prefix(t.text, text)).max().unwrap_or(0);
            let expected = format!("a value of {}", E::NAME);
            return Err(self.error(value.place(same), expected, quoted(text)));
        }
        self.warn(value.slot.start, WarningKind::UnknownText, element.name, text);
        Ok(Some(Spelled::Kept(Text::from(text))))
    }

    pub(in crate::documents) fn spelled<E: DocumentEnum>(
        &mut self,
        element: &ElementRow,
        row: &AttributeRow,
    ) -> Result<Spelled<E>, Fail> {
        let value = self.opt_spelled(element, row)?;
        self.required(row, value)
    }
}

/// A decoded value and where it stands.
struct Value<'a> {
    text: Cow<'a, str>,
    slot: Slot,
    escaped: bool,
}

impl Value<'_> {
    /// The place of a byte of the text; where references hide it, the end of the value.
    fn place(&self, index: usize) -> usize {
        if self.escaped { self.slot.end } else { self.slot.start + index }
    }
}

/// How many bytes could begin a GUID.
fn good_guid(text: &str) -> usize {
    let bare = text.strip_prefix('{').unwrap_or(text);
    let good = bare.bytes().take(36).enumerate().take_while(|(index, byte)| match index {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    text.len() - bare.len() + good.count()
}
