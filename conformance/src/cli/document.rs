//! Reading metadata documents, with their errors and warnings as diagnostics.

use std::path::Path;
use std::sync::Arc;

use vss_sim::documents::{self, Document, Limits, ReadOptions, Warning, WarningKind};

use super::args::{Format, LimitArgs, ReadingArgs};
use super::console::Console;
use super::failure::Failure;
use super::input::{name_of, read};
use crate::report::{Problem, Unreadable, errors_as_json};
use crate::source::{Diagnostic, Place, Position, Severity, Source, Span, quote};

/// A document that could be read.
pub struct Input {
    /// What messages call it.
    pub name: String,
    /// The document.
    pub document: Document,
    /// What should be known of it.
    pub warnings: Vec<Problem>,
}

impl LimitArgs {
    /// The limits as the reader of documents takes them.
    #[must_use]
    pub fn to_limits(self) -> Limits {
        Limits {
            size: self.limit_bytes,
            depth: self.limit_depth,
            attributes: self.limit_attributes,
            elements: self.limit_elements,
            ..Limits::default()
        }
    }
}

/// Reads documents and shows their warnings. The errors of all that cannot be read are the failure; where the
/// output is JSON, they are written there as well.
pub fn open<const N: usize>(
    paths: [&Path; N],
    reading: &ReadingArgs,
    format: Format,
    console: &mut Console<'_>,
) -> Result<[Input; N], Failure> {
    let mut inputs = Vec::new();
    let mut unreadable = Vec::new();
    for path in paths {
        match read_document(path, reading) {
            Ok(input) => {
                console.warn(&input.warnings);
                inputs.push(input);
            }
            Err(problems) => unreadable.push(Unreadable { path: name_of(path), problems }),
        }
    }
    inputs.try_into().or_else(|_| {
        if format == Format::Json {
            console.result(&errors_as_json(&unreadable))?;
        }
        Err(Failure::Input(unreadable.into_iter().flat_map(|one| one.problems).collect()))
    })
}

fn read_document(path: &Path, reading: &ReadingArgs) -> Result<Input, Vec<Problem>> {
    let options = ReadOptions { limits: reading.limits.to_limits(), strict: reading.strict };
    let bytes = read(path, options.limits.size)?;
    let name = name_of(path);
    let read = Document::read(&bytes, &options).map_err(|error| {
        let diagnostic = Diagnostic::error(Span::at(error.place.offset), "the document cannot be read");
        let diagnostic = diagnostic.expected(error.expected).found(error.found);
        vec![place(diagnostic, error.place, &text_of(&name, &bytes))]
    })?;
    let severity = if reading.strict { Severity::Error } else { Severity::Warning };
    let mut warnings = Vec::new();
    if !read.warnings.is_empty() {
        let source = text_of(&name, &bytes);
        warnings.extend(read.warnings.iter().map(|warning| problem_of(warning, severity, &source)));
    }
    if read.unreported > 0 {
        let message = format!("{} more warnings are not shown", read.unreported);
        let mut diagnostic = Diagnostic::file_error(name.as_str(), message);
        diagnostic.severity = severity;
        warnings.push(Problem::without_source(diagnostic));
    }
    if reading.strict && !warnings.is_empty() {
        return Err(warnings);
    }
    Ok(Input { name, document: read.value, warnings })
}

fn problem_of(warning: &Warning, severity: Severity, source: &Arc<Source>) -> Problem {
    let (element, found) = (quote(&warning.element), quote(&warning.found));
    let (message, help) = match warning.kind {
        WarningKind::UnknownElement => (format!("unknown element {found}"), "it is kept"),
        WarningKind::UnknownAttribute => (format!("unknown attribute {found} of {element}"), "it is kept"),
        WarningKind::UnknownText => (format!("unknown value {found} in {element}"), "it is kept"),
        WarningKind::Variant => {
            (format!("unusual spelling {found} in {element}"), "it is printed in the usual one")
        }
        WarningKind::Encoding => {
            (format!("the document is not in the encoding {found} that it names"), "it is read all the same")
        }
    };
    let mut diagnostic = Diagnostic::warning(Span::at(warning.place.offset), message);
    diagnostic.severity = severity;
    if severity == Severity::Warning {
        diagnostic = diagnostic.help(help);
    }
    place(diagnostic, warning.place, source)
}

/// Places a diagnostic where the reader of documents says. Its line is shown from the text only where that text
/// is the one that the reader saw.
fn place(diagnostic: Diagnostic, at: documents::Place, source: &Arc<Source>) -> Problem {
    let position = Some(Position { line: at.line, column: at.column });
    let place = Place { path: source.name().to_owned(), position };
    let is_same_text = documents::Place::of(source.text(), at.offset) == at;
    Problem { diagnostic: diagnostic.at_place(place), source: is_same_text.then(|| Arc::clone(source)) }
}

/// The text of a document, for showing lines of it: what cannot be decoded is replaced.
fn text_of(name: &str, bytes: &[u8]) -> Arc<Source> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [_, 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, ..] => utf16(bytes, u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    Arc::new(Source::new(name, text))
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16_lossy(&units)
}
