//! Elements that the table does not know: kept whole.

use crate::vocabulary::Text;

use super::super::diagnosis::{Fail, WarningKind};
use super::super::names::{ElementRow, UNKNOWN};
use super::super::values::{Extra, UnknownContent, UnknownElement, is_xml_character};
use super::source::{Source, Step, is_white};

impl Source<'_> {
    /// Reads the present element and everything in it.
    pub(in crate::documents) fn unknown(
        &mut self,
        parent: &ElementRow,
        empty: bool,
    ) -> Result<UnknownElement, Fail> {
        self.warn(self.at, WarningKind::UnknownElement, parent.name, self.name);
        self.unknown_inside(empty)
    }

    fn unknown_inside(&mut self, empty: bool) -> Result<UnknownElement, Fail> {
        let name = Text::from(self.name);
        let attributes = self.attributes(&UNKNOWN)?.attributes().to_vec();
        let mut children = Vec::new();
        if !empty {
            let mut run = String::new();
            self.mixed(|source, step| {
                match step {
                    Step::Text { start, end } => {
                        source.check_text(start, end)?;
                        run.push_str(source.slice(start, end));
                    }
                    Step::Open { empty } => {
                        flush(&mut run, &mut children);
                        children.push(UnknownContent::Element(source.unknown_inside(empty)?));
                    }
                    Step::Close | Step::End => flush(&mut run, &mut children),
                }
                Ok(())
            })?;
        }
        Ok(UnknownElement { name, attributes, children })
    }

    /// Reads the elements in one that has none of its own.
    pub(in crate::documents) fn leaf(
        &mut self,
        row: &ElementRow,
        empty: bool,
        extra: &mut Extra,
    ) -> Result<(), Fail> {
        self.children(empty, |source, empty| {
            extra.push(source.unknown(row, empty)?);
            Ok(())
        })
    }

    fn check_text(&self, start: usize, end: usize) -> Result<(), Fail> {
        let raw = self.slice(start, end);
        if let Some(bad) = raw.find(|c| !is_xml_character(c)) {
            return Err(self.error(
                start + bad,
                "a character that may stand in text",
                self.found(start + bad),
            ));
        }
        if raw.starts_with('&') {
            let slot = super::attributes::Slot { start, end };
            self.decoded(slot, true)?;
        }
        Ok(())
    }
}

/// Ends a run of text; one of white space alone has no meaning and is dropped.
fn flush(run: &mut String, children: &mut Vec<UnknownContent>) {
    if run.bytes().any(|b| !is_white(b)) {
        children.push(UnknownContent::RawText(Text::from(run.as_str())));
    }
    run.clear();
}
