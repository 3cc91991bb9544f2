//! The log that the SQL Writer keeps, `SqlWriterLogger.txt`: which of its handlers are called, and what they find.
//!
//! One line an entry: `[month/day/year hour:minute:second, TID thread] text`. Times are the server's local time. What
//! the writer logs beside the entry of a handler is free text; the few lines that say something about the backup are
//! told apart, and every other one is a note. The writer logs no BackupShutdown.
//!
//! Page: `relational-databases/backup-restore/sql-server-vss-writer-logging`.

mod stamp;
#[cfg(test)]
mod tests;

use vss_sim::machines::WriterEvent;
use vss_sim::vocabulary::{BackupType, HeaderEnum, Hresult};

use crate::source::{Diagnostic, Source, Span, quote};

pub use stamp::LogTime;
use stamp::Wrong;

/// So many errors of one log are told.
const MOST_ERRORS: usize = 100;

/// A log, entry by entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SqlWriterLog {
    /// The entries, in the order of the file.
    pub entries: Vec<LogEntry>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// When it was written.
    pub at: LogTime,
    /// The thread that wrote it.
    pub thread: u32,
    /// What it says.
    pub what: LogLine,
    /// Where its text stands.
    pub span: Span,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogLine {
    /// A handler of a backup is called.
    Handler(WriterEvent),
    /// Another function of the writer is called: one of a restore, or `Initialize`.
    Function(String),
    /// A backup begins; the id is that of the thread it is handled on.
    BackupBegins(u32),
    /// The requester selects components.
    ComponentBased,
    /// It does not: whole volumes are backed up.
    VolumeBased,
    /// The type of the backup.
    BackupType(BackupType),
    /// A handler has met an error. The code is the writer's own, and not the one that it sets for VSS.
    Exception(Hresult),
    /// Anything else.
    Note(String),
}

impl SqlWriterLog {
    /// Reads a log.
    ///
    /// # Errors
    /// A line is none of a log, or names a backup type or a code that does not exist; each with its line and column.
    pub fn read(source: &Source) -> Result<Self, Vec<Diagnostic>> {
        let mut log = Self::default();
        let mut errors = Vec::new();
        for (start, line) in lines(source.text()) {
            if line.trim().is_empty() {
                continue;
            }
            match entry(line, start) {
                Ok(entry) => log.entries.push(entry),
                Err(error) => errors.push(error.in_source(source)),
            }
            if errors.len() >= MOST_ERRORS {
                let rest = Span::at(start + line.len());
                errors.push(Diagnostic::error(rest, "the rest of the log is not read").in_source(source));
                break;
            }
        }
        if errors.is_empty() { Ok(log) } else { Err(errors) }
    }

    /// The handlers of a backup that were called, under their names in the headers, in order.
    #[must_use]
    pub fn handlers(&self) -> Vec<&'static str> {
        let handler = |entry: &LogEntry| match &entry.what {
            LogLine::Handler(event) => Some(event.handler()),
            LogLine::Function(_)
            | LogLine::BackupBegins(_)
            | LogLine::ComponentBased
            | LogLine::VolumeBased
            | LogLine::BackupType(_)
            | LogLine::Exception(_)
            | LogLine::Note(_) => None,
        };
        self.entries.iter().filter_map(handler).collect()
    }
}

/// The lines of a text with their offsets, without what ends them. A line can end with LF, CR LF or CR.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    text.split(['\n', '\r']).map(move |line| {
        let start = next;
        next += line.len() + 1;
        (start, line)
    })
}

fn entry(line: &str, start: usize) -> Result<LogEntry, Wrong> {
    let (at, thread, text) = stamp::read(line, start)?;
    let span = Span::new(start + line.len() - text.len(), start + line.len());
    Ok(LogEntry { at, thread, what: meaning(text, span)?, span })
}

/// What stands before the name of a function that is called.
const ENTERING: &str = "Entering SQL Writer ";
/// What stands before the type of a backup.
const BACKUP_TYPE: &str = "Backup type is ";
/// What stands before the code of an error.
const EXCEPTION: &str = "HRESULT EXCEPTION CAUGHT: hr: ";
/// What stands before the number of a backup that begins.
const BEGINS: &str = "**  VSS SQL BACKUP BEGIN - ID: ";

fn meaning(text: &str, span: Span) -> Result<LogLine, Wrong> {
    if let Some(name) = text.strip_prefix(ENTERING) {
        let name = name.trim_end().trim_end_matches('.');
        let event = WriterEvent::ALL.iter().find(|event| event.handler() == name);
        return Ok(event.map_or_else(|| LogLine::Function(name.to_owned()), |event| LogLine::Handler(*event)));
    }
    // The end of the text from which something is read.
    let value = |rest: &str| Span::new(span.end - rest.len(), span.end);
    if let Some(name) = text.strip_prefix(BACKUP_TYPE) {
        let known: Vec<&str> = BackupType::VALUES.iter().map(|value| value.name).collect();
        let found = BackupType::VALUES.iter().find(|value| value.name == name.trim_end());
        let wrong = || Diagnostic::unknown_name(value(name), "backup type", name.trim_end(), &known);
        let found = found.map(|known| LogLine::BackupType(BackupType::from_raw(known.value)));
        return found.ok_or_else(|| Box::new(wrong()));
    }
    let wrong = |rest: &str, message: &str, expected: &str| {
        Box::new(Diagnostic::error(value(rest), message).expected(expected).found(quote(rest)))
    };
    if let Some(code) = text.strip_prefix(EXCEPTION) {
        let found = Hresult::parse(code.trim_end()).map(LogLine::Exception);
        return found.ok_or_else(|| wrong(code, "this is no code", "an HRESULT, such as 0x80780002"));
    }
    if let Some(id) = text.strip_prefix(BEGINS) {
        let found = u32::from_str_radix(id.trim_end(), 16).ok().filter(|_| !id.starts_with('+'));
        let found = found.map(LogLine::BackupBegins);
        return found.ok_or_else(|| wrong(id, "this is no id of a backup", "a hexadecimal number"));
    }
    Ok(match text.trim_end() {
        "Component based backup selected." => LogLine::ComponentBased,
        "Volume based (= NonComponent) backup selected." => LogLine::VolumeBased,
        note => LogLine::Note(note.to_owned()),
    })
}
