//! Named texts with a line index, and how they are read from files.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{Diagnostic, Place, Position, Span};

/// Limits on what is accepted as a source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceOptions {
    /// The largest accepted file, in bytes.
    pub max_bytes: usize,
}

impl Default for SourceOptions {
    /// 16 MiB: far above any real scenario, far below what would exhaust memory.
    fn default() -> Self {
        Self { max_bytes: 16 * 1024 * 1024 }
    }
}

/// A named text with an index of its lines.
///
/// Lines end at LF, CR LF or a lone CR. Offsets count bytes of [`Source::text`], which is the file
/// without its byte order mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

impl Source {
    /// A source from text that is already decoded; `name` is what messages call it, usually a path.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let mut line_starts = vec![0];
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((index, byte)) = bytes.next() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.peek().is_none_or(|(_, next)| *next != b'\n'),
                _ => false,
            };
            if ends_line {
                line_starts.push(index + 1);
            }
        }
        Self { name: name.into(), text, line_starts }
    }

    /// A source from the bytes of a file: UTF-8, with or without a byte order mark, which is
    /// dropped.
    ///
    /// # Errors
    /// When there are more than [`SourceOptions::max_bytes`] bytes, when they are UTF-16 or
    /// UTF-32, and when they are not valid UTF-8 (placed at the first wrong byte).
    pub fn from_bytes(
        name: impl Into<String>,
        bytes: &[u8],
        options: &SourceOptions,
    ) -> Result<Self, Vec<Diagnostic>> {
        let name = name.into();
        if bytes.len() > options.max_bytes {
            return Err(vec![too_large(&name, options)]);
        }
        if looks_like_utf16(bytes) {
            return Err(vec![
                Diagnostic::file_error(name, "the file is UTF-16")
                    .expected("UTF-8 text")
                    .help("save the file as UTF-8"),
            ]);
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => {
                let offset = error.valid_up_to();
                let byte = bytes.get(offset).copied().unwrap_or_default();
                let valid = bytes.get(..offset).unwrap_or_default();
                let source = Self::new(name, String::from_utf8_lossy(valid));
                Err(vec![
                    Diagnostic::error(Span::at(offset), "the file is not valid UTF-8")
                        .expected("UTF-8 text")
                        .found(format!("the byte 0x{byte:02X}"))
                        .in_source(&source),
                ])
            }
        }
    }

    /// Reads a source from a file; see [`Source::from_bytes`]. At most one byte more than the
    /// limit is read.
    ///
    /// # Errors
    /// When the file cannot be read, and as [`Source::from_bytes`].
    pub fn read(path: &Path, options: &SourceOptions) -> Result<Self, Vec<Diagnostic>> {
        let name = path.display().to_string();
        let cannot_read = |error: std::io::Error| {
            vec![Diagnostic::file_error(name.clone(), format!("the file cannot be read: {error}"))]
        };
        let file = File::open(path).map_err(cannot_read)?;
        let limit = u64::try_from(options.max_bytes).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes).map_err(cannot_read)?;
        Self::from_bytes(name, &bytes, options)
    }

    /// What messages call this text.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of lines; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The line and column of a byte offset. An offset beyond the end counts as the end, one
    /// inside a character as the start of that character.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// The line of a byte offset, from 1.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    /// The range of a line's text without its line end; `None` for a line that does not exist.
    #[must_use]
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let start = *self.line_starts.get(line.checked_sub(1)?)?;
        let end = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        let text = self.text.get(start..end)?;
        Some(Span::new(start, start + text.trim_end_matches(['\r', '\n']).len()))
    }

    /// The name, line and column of the start of `span`.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        Place { path: self.name.clone(), position: Some(self.position(span.start)) }
    }

    /// The text of `span`; empty where the span does not lie in the text on whole characters.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }
}

fn too_large(name: &str, options: &SourceOptions) -> Diagnostic {
    Diagnostic::file_error(name, "the file is too large")
        .expected(format!("at most {} bytes", options.max_bytes))
}

/// UTF-16 is told by its byte order mark (UTF-32's begins the same way in little endian), or by a
/// zero byte among the first two, which no JSON or XML text in UTF-8 has.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || bytes.get(..2).is_some_and(|first| first.contains(&0))
}
