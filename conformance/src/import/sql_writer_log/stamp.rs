//! What every line begins with: when it was written, and by which thread.

use std::fmt;

use crate::source::{Diagnostic, Span, quote};

/// What is wrong with a line.
pub(super) type Wrong = Box<Diagnostic>;

/// A moment of a log, in the server's local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the fields are the parts of a date and a time")]
pub struct LogTime {
    pub year: u32,
    pub month: u32,
    pub day: u32,
    pub hour: u32,
    pub minute: u32,
    pub second: u32,
}

impl fmt::Display for LogTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day, hour, minute, second } = self;
        write!(f, "{month:02}/{day:02}/{year:04} {hour:02}:{minute:02}:{second:02}")
    }
}

/// Reads the stamp of a line that begins at an offset of the text; what follows it is given back.
pub(super) fn read(line: &str, start: usize) -> Result<(LogTime, u32, &str), Wrong> {
    let mut at = Cursor { line, start, rest: line };
    at.literal("[")?;
    let month = at.number(2, 1, 12, "the month")?;
    at.literal("/")?;
    let day = at.number(2, 1, 31, "the day")?;
    at.literal("/")?;
    let year = at.number(4, 1, 9999, "the year")?;
    at.literal(" ")?;
    let hour = at.number(2, 0, 23, "the hour")?;
    at.literal(":")?;
    let minute = at.number(2, 0, 59, "the minute")?;
    at.literal(":")?;
    let second = at.number(2, 0, 59, "the second")?;
    at.literal(", TID ")?;
    let thread = at.thread()?;
    at.literal("]")?;
    at.rest = at.rest.strip_prefix(' ').unwrap_or(at.rest);
    Ok((LogTime { year, month, day, hour, minute, second }, thread, at.rest))
}

/// A place in a line.
struct Cursor<'a> {
    line: &'a str,
    start: usize,
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn offset(&self) -> usize {
        self.start + self.line.len() - self.rest.len()
    }

    /// An error at the place, about so many bytes.
    fn error(&self, bytes: usize, expected: String) -> Wrong {
        let at = self.offset();
        let found = if self.rest.is_empty() { "the end of the line".to_owned() } else { quote(self.rest) };
        let wrong = Diagnostic::error(Span::new(at, at + bytes), "this is no line of a SQL Writer log");
        let help = "a line is [month/day/year hour:minute:second, TID thread] and text";
        Box::new(wrong.expected(expected).found(found).help(help))
    }

    fn literal(&mut self, text: &str) -> Result<(), Wrong> {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                Ok(())
            }
            None => {
                let bytes = self.rest.chars().next().map_or(0, char::len_utf8);
                Err(self.error(bytes, quote(text)))
            }
        }
    }

    /// What stands here of the characters that `is` takes, at most so many.
    fn taken(&self, most: usize, is: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.char_indices().take(most).take_while(|(_, c)| is(*c)).last();
        self.rest.get(..end.map_or(0, |(index, c)| index + c.len_utf8())).unwrap_or_default()
    }

    fn number(&mut self, digits: usize, least: u32, most: u32, what: &str) -> Result<u32, Wrong> {
        let text = self.taken(digits, |c| c.is_ascii_digit());
        let number =
            text.parse().ok().filter(|number| text.len() == digits && (least..=most).contains(number));
        let expected = || format!("{what}: {digits} digits, from {least:0digits$} to {most}");
        let number = number.ok_or_else(|| self.error(text.len(), expected()))?;
        self.rest = self.rest.get(digits..).unwrap_or_default();
        Ok(number)
    }

    fn thread(&mut self) -> Result<u32, Wrong> {
        let text = self.taken(8, |c| c.is_ascii_hexdigit());
        let number = u32::from_str_radix(text, 16);
        let expected = || "the thread: a hexadecimal number".to_owned();
        let number = number.map_err(|_| self.error(text.len(), expected()))?;
        self.rest = self.rest.get(text.len()..).unwrap_or_default();
        Ok(number)
    }
}
