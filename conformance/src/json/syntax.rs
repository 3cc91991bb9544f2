//! The parser's errors in our words and at our places.

use jsonc_parser::errors::{ParseError, ParseErrorKind};

use crate::source::{Diagnostic, Source, Span, quote};

/// What an error of the grammar says and where it is put.
struct Wording {
    message: &'static str,
    expected: Option<&'static str>,
    help: Option<&'static str>,
    put: Put,
}

/// Where an error is put: the parser reports some at an earlier place than the text goes wrong.
#[derive(Clone, Copy)]
enum Put {
    /// At the parser's place.
    There,
    /// At the first token behind the end of the parser's place.
    NextToken,
    /// Where a number lacks a digit: at a point that begins the parser's place, else behind it.
    Digit,
    /// At the end of the text.
    End,
}

/// The diagnostic for a parser error. `text` is the text that was parsed: the source's, or its
/// first part.
pub(super) fn diagnostic(error: &ParseError, text: &str, source: &Source) -> Diagnostic {
    let wording = wording(error.kind());
    let range = error.range();
    let start = match wording.put {
        Put::There => range.start.min(text.len()),
        Put::NextToken => skip_blank(text, range.end),
        Put::Digit if text.get(range.start..range.end) == Some(".") => range.start,
        Put::Digit => range.end.min(text.len()),
        Put::End => text.len(),
    };
    let mut diagnostic = Diagnostic::error(Span::new(start, token_end(text, start)), wording.message)
        .found(found_at(text, start));
    if let Some(expected) = wording.expected {
        diagnostic = diagnostic.expected(expected);
    }
    if matches!(error.kind(), ParseErrorKind::UnexpectedWord) {
        let word = text.get(start..token_end(text, start)).unwrap_or_default();
        diagnostic = diagnostic.did_you_mean(word, &["true", "false", "null"]);
    }
    if matches!(wording.put, Put::End) {
        let open = source.position(range.start);
        let help = format!("it is opened in line {}, column {}", open.line, open.column);
        diagnostic = diagnostic.help(help);
    } else if let Some(help) = wording.help {
        diagnostic = diagnostic.help(help);
    }
    diagnostic
}

fn wording(kind: &ParseErrorKind) -> Wording {
    use ParseErrorKind as Kind;
    let value = "a JSON value";
    let digit = "a digit";
    let say = |message, expected, put| Wording { message, expected: Some(expected), help: None, put };
    let help = |help, wording| Wording { help: Some(help), ..wording };
    match kind {
        Kind::CommentsNotAllowed | Kind::UnterminatedCommentBlock => {
            Wording { expected: None, ..say("comments are not allowed", "", Put::There) }
        }
        Kind::SingleQuotedStringsNotAllowed => help(
            "write the string in double quotes",
            say("the string is in single quotes", "`\"`", Put::There),
        ),
        Kind::ExpectedStringObjectProperty => help(
            "write the key in double quotes",
            say("the key is not a string", "a key in double quotes", Put::There),
        ),
        Kind::UnexpectedTokenInObject => {
            say("a member of the object is wrong", "a key in double quotes, or `,` or `}`", Put::There)
        }
        Kind::ExpectedColonAfterObjectKey => say("the key has no value", "`:`", Put::There),
        Kind::ExpectedObjectValue => say("the key has no value", value, Put::There),
        Kind::ExpectedComma => say("a comma is missing", "`,` or the closing bracket", Put::NextToken),
        Kind::TrailingCommasNotAllowed => help(
            "remove the comma before it",
            say("a comma stands before the closing bracket", "a further value or key", Put::NextToken),
        ),
        Kind::UnterminatedObject => say("the object is not closed", "`}`", Put::End),
        Kind::UnterminatedArray => say("the array is not closed", "`]`", Put::End),
        Kind::MultipleRootJsonValues => {
            say("text follows the end of the JSON value", "the end of the file", Put::There)
        }
        Kind::UnexpectedCloseBrace | Kind::UnexpectedCloseBracket => {
            Wording { expected: None, ..say("this closing bracket does not fit here", "", Put::There) }
        }
        Kind::UnexpectedColon => say("the colon stands where a value must", value, Put::There),
        Kind::UnexpectedComma => say("the comma stands where a value must", value, Put::There),
        Kind::UnexpectedWord | Kind::UnexpectedToken | Kind::NonFiniteNumbersNotAllowed => {
            say("this is no JSON value", value, Put::There)
        }
        Kind::ExpectedDigit => say("the number is not complete", digit, Put::There),
        Kind::ExpectedDigitFollowingNegativeSign => say("the number is not complete", digit, Put::There),
        Kind::ExpectedPlusMinusOrDigitInNumberLiteral => {
            say("the number is not complete", "a digit, `+` or `-`", Put::There)
        }
        Kind::BareDecimalPointNumbersNotAllowed => {
            say("the number begins or ends with its point", "digits on both sides of the point", Put::Digit)
        }
        Kind::HexadecimalNumbersNotAllowed => {
            say("the number is hexadecimal", "a decimal number", Put::There)
        }
        Kind::UnaryPlusNumbersNotAllowed => say("the number has a plus sign", "a digit or `-`", Put::There),
        Kind::NestingDepthExceeded => say("the values are nested too deeply", "fewer levels", Put::There),
        Kind::String(_) => say("the string is wrong", "a JSON string", Put::NextToken),
    }
}

fn skip_blank(text: &str, from: usize) -> usize {
    let from = from.min(text.len());
    let rest = text.get(from..).unwrap_or_default();
    from + (rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | '$')
}

/// The end of the token that starts at `start`, by a rough idea of a token that also holds for
/// wrong ones.
fn token_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let mut chars = rest.chars();
    let length = match chars.next() {
        None => 0,
        Some('"') => string_length(rest),
        Some(c) if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
        Some(c) => c.len_utf8(),
    };
    start + length
}

fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return index + 1,
            '\n' | '\r' => return index,
            _ => {}
        }
    }
    rest.len()
}

/// An escape or character as it is written, for "found …".
pub(super) fn found_text(text: &str) -> String {
    match text.chars().find(|c| c.is_control()) {
        Some(control) => format!("the character U+{:04X}", u32::from(control)),
        None => format!("`{text}`"),
    }
}

/// What stands at `start`, for "found …".
pub(super) fn found_at(text: &str, start: usize) -> String {
    let token = text.get(start..token_end(text, start)).unwrap_or_default();
    let Some(first) = token.chars().next() else {
        return String::from("the end of the file");
    };
    if let Some(string) = token.strip_prefix('"') {
        return format!("the string {}", quote(string.strip_suffix('"').unwrap_or(string)));
    }
    if first.is_control() || first.is_whitespace() || (!first.is_ascii() && !first.is_alphanumeric()) {
        return format!("the character U+{:04X}", u32::from(first));
    }
    let quoted = quote(token);
    format!("`{}`", quoted.trim_matches('"'))
}
