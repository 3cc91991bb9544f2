//! The reader of tags: quick-xml's events, and what is an error whatever the document is about.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::vocabulary::Text;

use super::super::decode::Encoding;
use super::super::diagnosis::{DocumentError, Fail, Place, Read, Warning, WarningKind, quoted};
use super::super::limits::{Limits, ReadOptions};
use super::super::names::{ElementRow, Match, XMLNS, meets};
use super::MOST_KNOWN_ATTRIBUTES;
use super::attributes::Slot;

/// What comes next in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::documents) enum Step {
    /// A start tag; `empty` where it is its own end tag.
    Open { empty: bool },
    /// An end tag, whose name has yet to be checked.
    Close,
    /// Text inside an unknown element, at these bytes.
    Text { start: usize, end: usize },
    /// The end of the input.
    End,
}

/// A document being read.
pub(in crate::documents) struct Source<'a> {
    pub(super) text: &'a str,
    reader: Reader<&'a [u8]>,
    pub(super) limits: Limits,
    pub(super) strict: bool,
    pub(super) encoding: Option<Encoding>,
    /// Where the present event begins and ends.
    pub(super) at: usize,
    pub(super) end: usize,
    /// The name of the present tag, and where its attributes lie.
    pub(super) name: &'a str,
    pub(super) attributes_from: usize,
    pub(super) attributes_to: usize,
    /// The known attributes of the present tag; `seen` and `escaped` have a bit a slot.
    pub(super) slots: [Slot; MOST_KNOWN_ATTRIBUTES],
    pub(super) seen: u32,
    pub(super) escaped: u32,
    depth: usize,
    elements: usize,
    /// Texts read of late, in places that their characters choose.
    recent: Vec<Text>,
    warnings: Vec<Warning>,
    unreported: usize,
    /// A place at or before `at`, from which others are counted.
    counted: Place,
}

impl<'a> Source<'a> {
    pub(in crate::documents) fn new(
        text: &'a str,
        encoding: Option<Encoding>,
        options: &ReadOptions,
    ) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_comments = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Self {
            text,
            reader,
            limits: options.limits,
            strict: options.strict,
            encoding,
            at: 0,
            end: 0,
            name: "",
            attributes_from: 0,
            attributes_to: 0,
            slots: [Slot::default(); MOST_KNOWN_ATTRIBUTES],
            seen: 0,
            escaped: 0,
            depth: 0,
            elements: 0,
            recent: vec![Text::default(); 256],
            warnings: Vec::new(),
            unreported: 0,
            counted: Place::START,
        }
    }

    /// The finished reading.
    pub(in crate::documents) fn finish<T>(self, value: T) -> Read<T> {
        Read { value, warnings: self.warnings, unreported: self.unreported }
    }

    /// Refuses the present element where one of its name was `seen` before and may stand there only once.
    pub(in crate::documents) fn once(&self, seen: bool) -> Result<(), Fail> {
        if seen {
            let found = format!("{} again", quoted(&format!("<{}>", self.name)));
            return Err(self.error(self.attributes_from, "each of these elements once", found));
        }
        Ok(())
    }

    /// The error for an element that the one just left should hold.
    pub(in crate::documents) fn missing_child(&self, row: &ElementRow, empty: bool) -> Fail {
        let (offset, found) =
            if empty { (self.attributes_to, "no element") } else { (self.at, "the end tag") };
        self.error(offset, format!("the element `<{}>`", row.name), found)
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// An error at `offset`.
    pub(in crate::documents) fn error(
        &self,
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Fail {
        let place = Place::of(self.text, offset);
        Box::new(DocumentError { place, expected: expected.into(), found: found.into() })
    }

    /// The character at `offset` for a message.
    pub(super) fn found(&self, offset: usize) -> Cow<'static, str> {
        match self.text.get(offset..).and_then(|rest| rest.chars().next()) {
            Some(c) => quoted(c.encode_utf8(&mut [0; 4])),
            None => "the end of the input".into(),
        }
    }

    pub(super) fn warn(&mut self, offset: usize, kind: WarningKind, element: &str, found: &str) {
        if self.warnings.len() >= self.limits.warnings {
            self.unreported += 1;
            return;
        }
        self.counted = self.counted.forward(self.text, self.at);
        let place = self.counted.forward(self.text, offset);
        self.warnings.push(Warning { place, kind, element: element.into(), found: Text::from(found) });
    }

    /// Whether the present tag is an element of this row.
    #[inline]
    pub(in crate::documents) fn is(&mut self, row: &ElementRow) -> bool {
        self.name == row.name || self.is_variant(row)
    }

    fn is_variant(&mut self, row: &ElementRow) -> bool {
        let variant = meets(self.name, row.name, row.basis, row.variants) == Match::Variant;
        if variant {
            self.warn(self.at, WarningKind::Variant, row.name, self.name);
        }
        variant
    }

    /// A text that many elements share, such as a path: those read of late share their characters.
    #[inline]
    pub(super) fn shared(&mut self, text: &str) -> Text {
        let bytes = text.as_bytes();
        let Some(last) = bytes.last_chunk::<8>().filter(|_| bytes.len() > 15) else {
            return Text::from(text);
        };
        let middle = bytes.get(bytes.len() / 2).copied().unwrap_or_default();
        let mixed = u64::from_le_bytes(*last) ^ (u64::from(middle) << 32) ^ (bytes.len() as u64);
        let place = (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize;
        match self.recent.get_mut(place) {
            Some(recent) if **recent == *text => recent.clone(),
            Some(recent) => {
                *recent = Text::from(text);
                recent.clone()
            }
            None => Text::from(text),
        }
    }

    /// Goes to the next tag, or where `text` allows it to the next text.
    pub(in crate::documents) fn next(&mut self, text: bool) -> Result<Step, Fail> {
        loop {
            self.at = self.position();
            let event = self.reader.read_event();
            self.end = self.position();
            match event {
                Ok(Event::Empty(_)) => return self.tag(true),
                Ok(Event::Start(_)) => return self.tag(false),
                Ok(Event::End(_)) => return Ok(Step::Close),
                Ok(Event::Eof) => return Ok(Step::End),
                Ok(Event::Text(_)) if !text => self.check_white()?,
                Ok(Event::GeneralRef(_) | Event::CData(_)) if !text => {
                    return Err(self.error(self.at, "an element", self.found(self.at)));
                }
                Ok(Event::Text(_) | Event::GeneralRef(_) | Event::CData(_)) => {
                    return Ok(Step::Text { start: self.at, end: self.end });
                }
                Ok(Event::Comment(_) | Event::PI(_)) => {}
                Ok(Event::Decl(_)) => self.declaration()?,
                Ok(Event::DocType(_)) => {
                    return Err(self.error(self.at, "a document without a DTD", "`<!DOCTYPE`"));
                }
                Err(error) => return Err(self.syntax(&error)),
            }
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(self.text.len())
    }

    fn check_white(&self) -> Result<(), Fail> {
        let raw = self.slice(self.at, self.end);
        match raw.bytes().position(|b| !is_white(b)) {
            None => Ok(()),
            Some(first) => Err(self.error(self.at + first, "an element", self.found(self.at + first))),
        }
    }

    /// Takes the name of a tag apart from its attributes, and counts it.
    fn tag(&mut self, empty: bool) -> Result<Step, Fail> {
        self.attributes_to = self.end - if empty { 2 } else { 1 };
        let inside = self.slice(self.at + 1, self.attributes_to);
        match inside.strip_prefix(self.name) {
            // Most tags have the name of the one before, which has been checked.
            Some(rest) if !self.name.is_empty() && rest.starts_with(' ') => {
                self.attributes_from = self.attributes_to - rest.len();
            }
            Some(_) | None => self.new_name(inside)?,
        }
        self.elements += 1;
        if self.elements > self.limits.elements {
            let most = format!("at most {} elements", self.limits.elements);
            return Err(self.error(self.at, most, "one more"));
        }
        let deepest = self.limits.depth.min(Limits::DEEPEST);
        if self.depth >= deepest {
            return Err(self.error(
                self.at,
                format!("at most {deepest} elements inside one another"),
                "one more",
            ));
        }
        if !empty {
            self.depth += 1;
        }
        Ok(Step::Open { empty })
    }

    fn new_name(&mut self, inside: &'a str) -> Result<(), Fail> {
        let length = inside.bytes().position(|b| is_white(b) || b == b'/').unwrap_or(inside.len());
        self.attributes_from = self.at + 1 + length;
        self.name = self.slice(self.at + 1, self.attributes_from);
        self.check_name(self.at + 1, self.name, "an element's name")?;
        match self.name.find(':') {
            None => Ok(()),
            Some(colon) => Err(self.error(self.at + 1 + colon, "a name without a prefix", quoted(self.name))),
        }
    }

    pub(super) fn check_name(&self, start: usize, name: &str, what: &'static str) -> Result<(), Fail> {
        let bad = |(index, byte): (usize, u8)| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b':' | 0x80.. => false,
            b'0'..=b'9' | b'-' | b'.' => index == 0,
            0..=0x7F => true,
        };
        let end = name.bytes().enumerate().position(bad);
        match end.or(if name.is_empty() { Some(0) } else { None }) {
            None => Ok(()),
            Some(index) => Err(self.error(start + index, what, self.found(start + index))),
        }
    }

    /// Checks that the present end tag is that of `name`.
    fn leave(&mut self, name: &str) -> Result<(), Fail> {
        let found = self.slice(self.at + 2, self.end - 1).trim_end_matches(['\t', '\n', '\r', ' ']);
        if found != name {
            let same = common_prefix(found, name);
            return Err(self.error(
                self.at + 2 + same,
                format!("`</{name}>`"),
                quoted(&format!("</{found}>")),
            ));
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    /// Reads what stands in the present element, calling `each` for every element in it.
    pub(in crate::documents) fn children(
        &mut self,
        empty: bool,
        mut each: impl FnMut(&mut Self, bool) -> Result<(), Fail>,
    ) -> Result<(), Fail> {
        if empty {
            return Ok(());
        }
        let name = self.name;
        loop {
            match self.next(false)? {
                Step::Open { empty } => each(self, empty)?,
                Step::Close => return self.leave(name),
                Step::Text { .. } => {}
                Step::End => return Err(self.unclosed(name)),
            }
        }
    }

    /// The same for an element that may hold text.
    pub(super) fn mixed(
        &mut self,
        mut each: impl FnMut(&mut Self, Step) -> Result<(), Fail>,
    ) -> Result<(), Fail> {
        let name = self.name;
        loop {
            let step = self.next(true)?;
            match step {
                Step::Open { .. } | Step::Text { .. } => each(self, step)?,
                Step::Close => {
                    each(self, step)?;
                    return self.leave(name);
                }
                Step::End => return Err(self.unclosed(name)),
            }
        }
    }

    fn unclosed(&self, name: &str) -> Fail {
        self.error(self.text.len(), format!("`</{name}>`"), "the end of the input")
    }

    /// Reads to the root's start tag.
    pub(in crate::documents) fn root(&mut self) -> Result<bool, Fail> {
        match self.next(false)? {
            Step::Open { empty } => Ok(empty),
            Step::Close => Err(self.error(self.at + 1, "an element", self.found(self.at + 1))),
            Step::Text { .. } | Step::End => {
                Err(self.error(self.text.len(), "a root element", "the end of the input"))
            }
        }
    }

    /// The error for a root of another name.
    pub(in crate::documents) fn wrong_root(&self, rows: &[&ElementRow]) -> Fail {
        let same = rows.iter().map(|row| common_prefix(self.name, row.name)).max().unwrap_or(0);
        let names: Vec<String> = rows.iter().map(|row| format!("`<{}>`", row.name)).collect();
        self.error(self.at + 1 + same, names.join(" or "), quoted(&format!("<{}>", self.name)))
    }

    /// Checks that nothing follows the root.
    pub(in crate::documents) fn epilogue(&mut self) -> Result<(), Fail> {
        match self.next(false)? {
            Step::End => Ok(()),
            Step::Open { .. } | Step::Close | Step::Text { .. } => {
                let expected = "nothing after the root element";
                Err(self.error(self.at, expected, quoted(self.slice(self.at, self.end))))
            }
        }
    }

    /// The namespace that a tag without a declaration of its own stands in must be `namespace`.
    pub(in crate::documents) fn check_namespace(
        &self,
        slot: Option<(usize, &str)>,
        allowed: &[&'static str],
    ) -> Result<(), Fail> {
        let Some((start, value)) = slot else {
            let expected = format!("`{XMLNS}=\"{}\"`", allowed.first().copied().unwrap_or_default());
            return Err(self.error(self.attributes_to, expected, "no such attribute"));
        };
        if allowed.contains(&value) {
            return Ok(());
        }
        let same = allowed.iter().map(|a| common_prefix(value, a)).max().unwrap_or(0);
        let expected = format!("the namespace `{}`", allowed.first().copied().unwrap_or_default());
        Err(self.error(start + same, expected, quoted(value)))
    }
}

pub(super) const fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// How many bytes two texts share at their start, ending between characters.
pub(super) fn common_prefix(a: &str, b: &str) -> usize {
    let pairs = a.chars().zip(b.chars());
    pairs.take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum()
}
