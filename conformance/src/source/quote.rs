//! Quoting pieces of input inside messages.

/// The longest piece of input a message repeats, in characters.
const LONGEST: usize = 60;

/// `text` in double quotes for a message: escaped as JSON, and cut with `…` after 60 characters
/// so that a large input never makes a large message.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for (index, c) in text.chars().enumerate() {
        if index == LONGEST {
            quoted.push('…');
            break;
        }
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// `text` in double quotes for a message, without escapes: for text in which backslashes are common, such as paths.
/// It is cut as by [`quote`].
#[must_use]
pub fn quote_as_is(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    format!("\"{shown}\"")
}
