//! Files that a scenario names, and what is wrong with one.

use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use vss_sim::documents::{DocumentError, ReadOptions, Warning, WriterMetadata};

use crate::source::{Diagnostic, Place, Position, Source};

/// Something wrong with a file, and the file's text where it can be shown.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// The text it is in.
    pub source: Option<Rc<Source>>,
}

/// What is wrong with a scenario file.
pub(super) fn of(source: &Source, diagnostics: Vec<Diagnostic>) -> Vec<Rejected> {
    let shown = Rc::new(source.clone());
    let reject = |diagnostic: Diagnostic| Rejected { diagnostic, source: Some(Rc::clone(&shown)) };
    diagnostics.into_iter().map(reject).collect()
}

/// A document's error as a diagnostic.
#[must_use]
pub fn document_error(path: &str, error: &DocumentError) -> Diagnostic {
    Diagnostic::file_error(path, "the document cannot be read")
        .at_place(place(path, error.place.line, error.place.column))
        .expected(error.expected.to_string())
        .found(error.found.to_string())
}

/// A document's warning as a diagnostic.
#[must_use]
pub fn document_warning(path: &str, warning: &Warning) -> Diagnostic {
    Diagnostic::warning(0..0, warning.to_string()).at_place(place(
        path,
        warning.place.line,
        warning.place.column,
    ))
}

fn place(path: &str, line: usize, column: usize) -> Place {
    Place { path: path.to_owned(), position: Some(Position { line, column }) }
}

/// Reads a Writer Metadata Document.
pub(super) fn writer_metadata(
    path: &Path,
    options: &ReadOptions,
) -> Result<(Arc<WriterMetadata>, Vec<Diagnostic>), Box<Diagnostic>> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        Diagnostic::file_error(shown.clone(), format!("the document cannot be read: {error}"))
    })?;
    let read = WriterMetadata::read(&bytes, options).map_err(|error| document_error(&shown, &error))?;
    let warnings = read.warnings.iter().map(|warning| document_warning(&shown, warning)).collect();
    Ok((Arc::new(read.value), warnings))
}
