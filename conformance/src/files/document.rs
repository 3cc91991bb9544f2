//! Reading metadata documents, with their errors and warnings as problems.

use std::sync::Arc;

use vss_sim::documents::{
    self, Document, DocumentError, Read, ReadOptions, Warning, WarningKind, WriterMetadata,
};

use crate::source::{Diagnostic, Place, Position, Problem, Severity, Source, Span, quote};

/// Reads a document of either kind; `name` is what messages call it.
///
/// # Errors
/// It cannot be read, or there are warnings and the options are strict.
pub fn document(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<(Document, Vec<Problem>), Vec<Problem>> {
    report(name, bytes, options, Document::read(bytes, options))
}

/// Reads a Writer Metadata Document; `name` is what messages call it.
///
/// # Errors
/// It cannot be read, or there are warnings and the options are strict.
pub fn writer_metadata(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<(WriterMetadata, Vec<Problem>), Vec<Problem>> {
    report(name, bytes, options, WriterMetadata::read(bytes, options))
}

fn report<T>(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    read: Result<Read<T>, DocumentError>,
) -> Result<(T, Vec<Problem>), Vec<Problem>> {
    let read = read.map_err(|error| {
        let diagnostic = Diagnostic::error(Span::at(error.place.offset), "the document cannot be read");
        let diagnostic = diagnostic.expected(error.expected).found(error.found);
        let source = text_of(name, bytes);
        let there = documents::Place::of(source.text(), error.place.offset);
        vec![place(diagnostic, error.place, &source, there)]
    })?;
    let severity = if options.strict { Severity::Error } else { Severity::Warning };
    let mut warnings = Vec::new();
    if !read.warnings.is_empty() {
        let source = text_of(name, bytes);
        // Warnings come in the order of the text for the most part, which is so walked through once.
        let mut walked = documents::Place::START;
        for warning in &read.warnings {
            let from = if walked.offset > warning.place.offset { documents::Place::START } else { walked };
            walked = from.forward(source.text(), warning.place.offset);
            warnings.push(problem_of(warning, severity, &source, walked));
        }
    }
    if read.unreported > 0 {
        let message = format!("{} more warnings are not shown", read.unreported);
        let mut diagnostic = Diagnostic::file_error(name, message);
        diagnostic.severity = severity;
        warnings.push(Problem::without_source(diagnostic));
    }
    if options.strict && !warnings.is_empty() {
        return Err(warnings);
    }
    Ok((read.value, warnings))
}

fn problem_of(
    warning: &Warning,
    severity: Severity,
    source: &Arc<Source>,
    there: documents::Place,
) -> Problem {
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
    place(diagnostic, warning.place, source, there)
}

/// Places a diagnostic where the reader of documents says. Its line is shown from the text only where that text
/// is the one that the reader saw: where the same offset is the same place.
fn place(
    diagnostic: Diagnostic,
    at: documents::Place,
    source: &Arc<Source>,
    there: documents::Place,
) -> Problem {
    let position = Some(Position { line: at.line, column: at.column });
    let place = Place { path: source.name().to_owned(), position };
    Problem { diagnostic: diagnostic.at_place(place), source: (there == at).then(|| Arc::clone(source)) }
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
