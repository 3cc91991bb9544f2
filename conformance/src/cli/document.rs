//! Reading metadata documents, with their errors and warnings as diagnostics.

use std::path::Path;

use vss_sim::documents::{Document, Limits, ReadOptions};

use super::args::{Format, LimitArgs, ReadingArgs};
use super::console::Console;
use super::failure::Failure;

use crate::files::{document, name_of, read};
use crate::report::{Unreadable, errors_as_json};
use crate::source::Problem;

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
    let inputs = open_all(&paths, reading, format, console)?;
    inputs.try_into().map_err(|_| Failure::Broken("a document was lost".to_owned()))
}

/// The same for any number of documents.
pub fn open_all(
    paths: &[&Path],
    reading: &ReadingArgs,
    format: Format,
    console: &mut Console<'_>,
) -> Result<Vec<Input>, Failure> {
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
    if unreadable.is_empty() {
        return Ok(inputs);
    }
    if format == Format::Json {
        console.result(&errors_as_json(&unreadable))?;
    }
    Err(Failure::Input(unreadable.into_iter().flat_map(|one| one.problems).collect()))
}

impl ReadingArgs {
    /// The options as the reader of documents takes them.
    #[must_use]
    pub fn to_options(&self) -> ReadOptions {
        ReadOptions { limits: self.limits.to_limits(), strict: self.strict }
    }
}

fn read_document(path: &Path, reading: &ReadingArgs) -> Result<Input, Vec<Problem>> {
    read_with_bytes(path, &reading.to_options()).map(|(input, _)| input)
}

/// Reads a document, and keeps the bytes that it was read from.
pub fn read_with_bytes(path: &Path, options: &ReadOptions) -> Result<(Input, Vec<u8>), Vec<Problem>> {
    let bytes = read(path, options.limits.size)?;
    let name = name_of(path);
    let (document, warnings) = document(&name, &bytes, options)?;
    Ok((Input { name, document, warnings }, bytes))
}
