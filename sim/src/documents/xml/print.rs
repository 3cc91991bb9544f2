//! Printing: elements go into a sink, which makes XML, redacted XML or an outline of them.

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use crate::vocabulary::{SpelledGuid, Text};

use super::super::names::texts::DocumentEnum;
use super::super::names::{AttributeRow, ElementRow, NO, YES};
use super::super::values::{Extra, Spelled, UnknownContent, UnknownElement};

/// What takes an element after the other. `attribute` follows `open` of its element, before anything in it.
pub(in crate::documents) trait Sink {
    fn open(&mut self, name: &str);
    fn attribute(&mut self, name: &str, value: &str);
    fn raw_text(&mut self, text: &str);
    fn close(&mut self, name: &str);

    fn start(&mut self, row: &ElementRow) {
        self.open(row.name);
    }

    fn end(&mut self, row: &ElementRow) {
        self.close(row.name);
    }

    fn text(&mut self, row: &AttributeRow, value: &str) {
        self.attribute(row.name, value);
    }

    fn opt_text(&mut self, row: &AttributeRow, value: Option<&Text>) {
        if let Some(value) = value {
            self.text(row, value);
        }
    }

    fn flag(&mut self, row: &AttributeRow, value: bool) {
        self.attribute(row.name, if value { YES } else { NO });
    }

    fn opt_flag(&mut self, row: &AttributeRow, value: Option<bool>) {
        if let Some(value) = value {
            self.flag(row, value);
        }
    }

    fn number(&mut self, row: &AttributeRow, value: u64) {
        let mut digits = [0_u8; 20];
        let mut rest = value;
        let mut from = digits.len();
        for (index, place) in digits.iter_mut().enumerate().rev() {
            *place = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
            from = index;
            if rest == 0 {
                break;
            }
        }
        let text = digits.get(from..).and_then(|d| std::str::from_utf8(d).ok());
        self.attribute(row.name, text.unwrap_or_default());
    }

    fn opt_number(&mut self, row: &AttributeRow, value: Option<u32>) {
        if let Some(value) = value {
            self.number(row, u64::from(value));
        }
    }

    fn guid(&mut self, row: &AttributeRow, value: &SpelledGuid) {
        self.attribute(row.name, &value.to_string());
    }

    fn opt_guid(&mut self, row: &AttributeRow, value: Option<&SpelledGuid>) {
        if let Some(value) = value {
            self.guid(row, value);
        }
    }

    fn spelled<E: DocumentEnum>(&mut self, row: &AttributeRow, value: &Spelled<E>) {
        match value.text() {
            Some(text) => self.attribute(row.name, text),
            None => self.attribute(row.name, &value.to_string()),
        }
    }

    fn opt_spelled<E: DocumentEnum>(&mut self, row: &AttributeRow, value: Option<&Spelled<E>>) {
        if let Some(value) = value {
            self.spelled(row, value);
        }
    }

    fn extra_attributes(&mut self, extra: &Extra) {
        for (name, value) in extra.attributes() {
            self.attribute(name, value);
        }
    }

    /// What a leaf holds after its own attributes.
    fn extra(&mut self, extra: &Extra) {
        self.extra_attributes(extra);
        for child in extra.children() {
            self.unknown(child);
        }
    }

    fn unknown(&mut self, element: &UnknownElement) {
        self.open(&element.name);
        for (name, value) in &element.attributes {
            self.attribute(name, value);
        }
        for child in &element.children {
            match child {
                UnknownContent::Element(child) => self.unknown(child),
                UnknownContent::RawText(text) => self.raw_text(text),
            }
        }
        self.close(&element.name);
    }
}

/// XML on one line, as VSS writes it.
pub(in crate::documents) struct XmlSink {
    writer: Writer<Vec<u8>>,
    /// A start tag's inside, held back until it is known whether the element is empty.
    tag: String,
    name_length: usize,
    open: bool,
}

impl XmlSink {
    pub(in crate::documents) fn new() -> Self {
        let writer = Writer::new(Vec::with_capacity(4096));
        Self { writer, tag: String::with_capacity(256), name_length: 0, open: false }
    }

    pub(in crate::documents) fn finish(self) -> String {
        let bytes = self.writer.into_inner();
        String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
    }

    fn write(&mut self, event: Event<'_>) {
        let written = self.writer.write_event(event);
        debug_assert!(written.is_ok(), "writing into memory does not fail");
    }

    fn flush(&mut self) {
        if self.open {
            self.open = false;
            let tag = std::mem::take(&mut self.tag);
            self.write(Event::Start(BytesStart::from_content(tag.as_str(), self.name_length)));
            self.tag = tag;
        }
    }
}

impl Sink for XmlSink {
    fn open(&mut self, name: &str) {
        self.flush();
        self.tag.clear();
        self.tag.push_str(name);
        self.name_length = name.len();
        self.open = true;
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.tag.push(' ');
        self.tag.push_str(name);
        self.tag.push_str("=\"");
        escape(value, &mut self.tag);
        self.tag.push('"');
    }

    fn raw_text(&mut self, text: &str) {
        self.flush();
        self.write(Event::Text(BytesText::from_escaped(text)));
    }

    fn close(&mut self, name: &str) {
        if self.open {
            self.open = false;
            let tag = std::mem::take(&mut self.tag);
            self.write(Event::Empty(BytesStart::from_content(tag.as_str(), self.name_length)));
            self.tag = tag;
        } else {
            self.write(Event::End(BytesEnd::new(name)));
        }
    }
}

/// Appends a value with `& < > "` escaped and everything else, line ends too, as it is.
fn escape(value: &str, into: &mut String) {
    let mut plain = 0;
    for (index, byte) in value.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        into.push_str(value.get(plain..index).unwrap_or_default());
        into.push_str(reference);
        plain = index + 1;
    }
    into.push_str(value.get(plain..).unwrap_or_default());
}

/// XML with the values of some attributes hidden, so that two runs print the same.
pub(in crate::documents) struct Redacted<'n> {
    xml: XmlSink,
    names: &'n [&'n str],
}

impl<'n> Redacted<'n> {
    pub(in crate::documents) fn new(names: &'n [&'n str]) -> Self {
        Self { xml: XmlSink::new(), names }
    }

    pub(in crate::documents) fn finish(self) -> String {
        self.xml.finish()
    }
}

impl Sink for Redacted<'_> {
    fn open(&mut self, name: &str) {
        self.xml.open(name);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        if self.names.contains(&name) {
            self.xml.attribute(name, &format!("[{name}]"));
        } else {
            self.xml.attribute(name, value);
        }
    }

    fn raw_text(&mut self, text: &str) {
        self.xml.raw_text(text);
    }

    fn close(&mut self, name: &str) {
        self.xml.close(name);
    }
}
