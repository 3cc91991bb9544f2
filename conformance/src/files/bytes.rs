//! Reading files and standard input, within limits.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::source::{Diagnostic, Problem};

/// The path that means standard input, or standard output where something is written.
pub const STDIN: &str = "-";

/// Whether a path means standard input.
#[must_use]
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// Whether a path means standard output.
#[must_use]
pub fn is_stdout(path: &Path) -> bool {
    is_stdin(path)
}

/// What messages call an input.
#[must_use]
pub fn name_of(path: &Path) -> String {
    if is_stdin(path) { String::from("<stdin>") } else { path.display().to_string() }
}

/// The bytes of a file or of standard input, of which never many more than `limit` are taken.
///
/// # Errors
/// When it cannot be read, and when there are more bytes than the limit.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Vec<Problem>> {
    let bytes = if is_stdin(path) {
        take(io::stdin().lock(), limit)
    } else {
        File::open(path).and_then(|file| take(file, limit))
    };
    let bytes = bytes.map_err(|error| vec![cannot_read(path, &error)])?;
    if bytes.len() > limit {
        let diagnostic = Diagnostic::file_error(name_of(path), "the file is too large");
        return Err(vec![Problem::without_source(diagnostic.expected(format!("at most {limit} bytes")))]);
    }
    Ok(bytes)
}

/// The bytes of a regular file. What a file names is not read from a pipe or a device, which may never end.
///
/// # Errors
/// When it cannot be read, is no regular file, or is larger than the limit.
pub fn read_regular(path: &Path, limit: usize) -> Result<Vec<u8>, Vec<Problem>> {
    let there = std::fs::metadata(path).map_err(|error| vec![cannot_read(path, &error)])?;
    if !there.is_file() {
        let diagnostic = Diagnostic::file_error(name_of(path), "this is no file");
        return Err(vec![Problem::without_source(diagnostic.expected("a regular file"))]);
    }
    read(path, limit)
}

/// The problem of an input that cannot be read.
#[must_use]
pub fn cannot_read(path: &Path, error: &io::Error) -> Problem {
    let message = format!("the file cannot be read: {error}");
    Problem::without_source(Diagnostic::file_error(name_of(path), message))
}

fn take(from: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    from.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_one_byte_above_the_limit_is_read() {
        assert_eq!(take(io::repeat(7), 3).unwrap().len(), 4);
        assert_eq!(take(&b"ab"[..], usize::MAX).unwrap(), b"ab");
    }
}
