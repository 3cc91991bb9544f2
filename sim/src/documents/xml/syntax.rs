//! Where a text stops being XML, and the XML declaration.

use quick_xml::errors::{Error, IllFormedError};

use super::super::decode::declared;
use super::super::diagnosis::{Fail, WarningKind, quoted};
use super::source::{Source, common_prefix, is_white};

impl Source<'_> {
    /// Checks an XML declaration: version 1.0, and an encoding that is Unicode.
    pub(super) fn declaration(&mut self) -> Result<(), Fail> {
        if self.at != 0 {
            return Err(self.error(self.at + 5, "an XML declaration at the very start only", "`<?xml`"));
        }
        (self.attributes_from, self.attributes_to) = (5, self.end - 2);
        let mut version = false;
        let mut from = self.attributes_from;
        while let Some(attribute) = self.attribute(from)? {
            from = attribute.next;
            let value = self.slice(attribute.value.start, attribute.value.end);
            match self.slice(attribute.name_start, attribute.name_end) {
                "version" if value == "1.0" => version = true,
                "version" => {
                    let place = attribute.value.start + common_prefix(value, "1.0");
                    return Err(self.error(place, "XML version 1.0", quoted(value)));
                }
                "encoding" => match declared(value, self.encoding) {
                    Ok(true) => {}
                    Ok(false) => self.warn(attribute.value.start, WarningKind::Encoding, "?xml", value),
                    Err(found) => return Err(self.error(attribute.value.end, "UTF-8 or UTF-16", found)),
                },
                "standalone" => {}
                other => {
                    let expected = "`version`, `encoding` or `standalone`";
                    return Err(self.error(attribute.name_end, expected, quoted(other)));
                }
            }
        }
        if version { Ok(()) } else { Err(self.error(self.attributes_to, "`version`", "no such attribute")) }
    }

    /// Turns quick-xml's error into one of ours, at the place where the text stops being XML.
    pub(super) fn syntax(&mut self, error: &Error) -> Fail {
        let rest = self.slice(self.at, self.text.len());
        let end = self.text.len();
        if let Error::IllFormed(IllFormedError::DoubleHyphenInComment) = error {
            let inside =
                rest.get(4..).and_then(|r| r.find("--")).map_or(end, |found| self.at + 4 + found + 1);
            return self.error(inside, "a comment without `--`", "`--`");
        }
        if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!DOCTYPE")) {
            return self.error(self.at, "a document without a DTD", "`<!DOCTYPE`");
        }
        if let Some(reference) = rest.strip_prefix('&') {
            let length = reference.find(['&', '<']).unwrap_or(reference.len());
            return self.error(
                self.at + 1 + length,
                "`;` after a reference",
                self.found(self.at + 1 + length),
            );
        }
        if rest.starts_with("<!") {
            let starts = ["<!--", "<![CDATA[", "<!DOCTYPE"];
            if starts.iter().any(|start| rest.starts_with(start)) {
                return self.error(end, "the end of a comment or section", "the end of the input");
            }
            let same = starts.iter().map(|start| common_prefix(rest, start)).max().unwrap_or(2);
            return self.error(self.at + same, "a comment or an element", self.found(self.at + same));
        }
        if rest.starts_with("<?") {
            return self.error(end, "`?>`", "the end of the input");
        }
        self.unfinished_tag(rest)
    }

    /// A tag that never ends: often a lost quote, which the attributes show better than the end of the input.
    fn unfinished_tag(&mut self, rest: &str) -> Fail {
        let end = self.text.len();
        if !rest.starts_with("</") {
            let length =
                rest.bytes().skip(1).position(|b| is_white(b) || b == b'/').unwrap_or(rest.len() - 1);
            self.name = self.slice(self.at + 1, self.at + 1 + length);
            (self.attributes_from, self.attributes_to) = (self.at + 1 + length, end);
            if length > 0
                && let Err(error) = self.check_name(self.at + 1, self.name, "an element's name")
            {
                return error;
            }
            let mut from = self.attributes_from;
            loop {
                match self.attribute(from) {
                    Ok(Some(attribute)) => from = attribute.next,
                    Ok(None) => break,
                    Err(error) => return error,
                }
            }
        }
        self.error(end, "`>`", "the end of the input")
    }
}
