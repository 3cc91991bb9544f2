//! The check of single tokens before the parser sees the text.
//!
//! jsonc-parser is laxer than JSON inside tokens (control characters in strings, other kinds of
//! blank) and reports an unclosed string at its start. This scan refuses both, places the errors
//! where the text first goes wrong, and limits the nesting before anything recurses.

use super::syntax::{found_at, found_text};
use crate::source::{Diagnostic, Source, Span};

/// A wrong token.
pub(super) struct WrongToken {
    /// Where the token starts; everything before is made of well-formed tokens.
    pub(super) start: usize,
    /// What is wrong in it.
    pub(super) diagnostic: Diagnostic,
}

/// Checks all tokens of a text.
pub(super) fn scan(source: &Source, max_depth: usize) -> Result<(), Box<WrongToken>> {
    let bytes = source.text().as_bytes();
    let mut at = 0;
    let mut depth = 0_usize;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = string(source, at)
                    .map_err(|diagnostic| Box::new(WrongToken { start: at, diagnostic: *diagnostic }))?;
                continue;
            }
            b'{' | b'[' => {
                depth += 1;
                if depth > max_depth {
                    let diagnostic =
                        Diagnostic::error(Span::new(at, at + 1), "the values are nested too deeply")
                            .expected(format!("at most {max_depth} levels of objects and arrays"));
                    return Err(Box::new(WrongToken { start: at, diagnostic }));
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'0'..=b'9' => {
                let end = at + bytes.iter().skip(at).take_while(|b| b.is_ascii_digit()).count();
                let starts_number = is_number_start(bytes, at);
                if *byte == b'0' && end > at + 1 && starts_number {
                    let diagnostic = Diagnostic::error(Span::new(at, end), "the number has a leading zero")
                        .expected("a number without leading zeros")
                        .found(found_at(source.text(), at));
                    return Err(Box::new(WrongToken { start: at, diagnostic }));
                }
                at = end;
                continue;
            }
            b' ' | b'\t' | b'\n' | b'\r' | 0x21..=0x7E => {}
            _ => return Err(Box::new(WrongToken { start: at, diagnostic: wrong_character(source, at) })),
        }
        at += 1;
    }
    Ok(())
}

/// Whether the digit at `at` is the first of a number rather than part of a fraction, an exponent
/// or a word.
fn is_number_start(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    let before = before.strip_suffix(b"-").unwrap_or(before);
    before.last().is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"._+-$".contains(byte))
}

fn wrong_character(source: &Source, at: usize) -> Diagnostic {
    let length = source.text().get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    Diagnostic::error(Span::new(at, at + length), "this character may only stand inside a string")
        .found(found_at(source.text(), at))
}

/// Checks the string that opens at `open` and gives the offset behind it.
fn string(source: &Source, open: usize) -> Result<usize, Box<Diagnostic>> {
    let text = source.text();
    let bytes = text.as_bytes();
    let mut at = open + 1;
    loop {
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at = escape(text, at)?,
            Some(b'\n' | b'\r') => return Err(unclosed(source, open, at, "the end of the line")),
            Some(byte @ 0..0x20) => {
                let written = match byte {
                    0x08 => String::from("\\b"),
                    b'\t' => String::from("\\t"),
                    0x0C => String::from("\\f"),
                    other => format!("\\u{other:04x}"),
                };
                return Err(Box::new(
                    Diagnostic::error(Span::new(at, at + 1), "a control character stands in a string")
                        .expected("an escape")
                        .found(found_at(text, at))
                        .help(format!("write {written}")),
                ));
            }
            Some(_) => at += 1,
            None => return Err(unclosed(source, open, at, "the end of the file")),
        }
    }
}

fn unclosed(source: &Source, open: usize, at: usize, found: &str) -> Box<Diagnostic> {
    let position = source.position(open);
    Box::new(
        Diagnostic::error(Span::at(at), "the string is not closed")
            .expected("`\"`")
            .found(found)
            .help(format!("the string is opened in line {}, column {}", position.line, position.column)),
    )
}

/// Checks the escape whose backslash is at `at` and gives the offset behind it.
fn escape(text: &str, at: usize) -> Result<usize, Box<Diagnostic>> {
    match text.as_bytes().get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => unicode_escape(text, at),
        _ => {
            let span = Span::new(at, char_end(text, at + 1));
            let found = text.get(span.start..span.end).unwrap_or("\\");
            let diagnostic = Diagnostic::error(span, "the escape is unknown")
                .expected(r#"\" \\ \/ \b \f \n \r \t or \u with four hexadecimal digits"#)
                .found(found_text(found));
            let help = "write a backslash in a string as \\\\";
            Err(Box::new(diagnostic.help(help)))
        }
    }
}

/// Checks `\uXXXX`, and its second half where the first is a high surrogate.
fn unicode_escape(text: &str, at: usize) -> Result<usize, Box<Diagnostic>> {
    let code = four_digits(text, at + 2)?;
    let next = at + 6;
    match code {
        0xD800..=0xDBFF => {
            let mut end = char_end(text, next);
            if text.get(next..next + 2) == Some("\\u") {
                let low = four_digits(text, next + 2)?;
                end = next + 6;
                if (0xDC00..=0xDFFF).contains(&low) {
                    return Ok(end);
                }
            } else if text.get(next..end) == Some("\\") {
                end = char_end(text, end);
            }
            let found = text.get(next..end).filter(|found| !found.is_empty());
            Err(Box::new(
                Diagnostic::error(Span::new(next, end), "a surrogate stands alone")
                    .expected(format!("\\uDC00 to \\uDFFF after \\u{code:04X}"))
                    .found(found.map_or_else(|| String::from("the end of the file"), found_text)),
            ))
        }
        0xDC00..=0xDFFF => Err(Box::new(
            Diagnostic::error(Span::new(at, next), "a surrogate stands alone")
                .expected("\\uD800 to \\uDBFF before it")
                .found(format!("\\u{code:04X}")),
        )),
        _ => Ok(next),
    }
}

fn four_digits(text: &str, at: usize) -> Result<u32, Box<Diagnostic>> {
    let mut code = 0;
    for index in at..at + 4 {
        let digit = text.as_bytes().get(index).and_then(|byte| char::from(*byte).to_digit(16));
        let Some(digit) = digit else {
            return Err(Box::new(
                Diagnostic::error(Span::new(index, char_end(text, index)), "the escape is not complete")
                    .expected("four hexadecimal digits after \\u")
                    .found(found_at(text, index)),
            ));
        };
        code = code * 16 + digit;
    }
    Ok(code)
}

/// The end of the character at `at`, or the end of the text.
fn char_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(text.len(), |c| at + c.len_utf8())
}
