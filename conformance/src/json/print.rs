//! The canonical form of a JSON text.

use super::node::{Member, Node, Value};

/// The widest line that an array or object is kept on, in characters, with its indentation, key
/// and comma.
const WIDTH: usize = 100;

/// Prints a tree in the canonical form: two spaces of indentation, keys in their order, arrays and
/// objects of scalars on one line where they fit into 100 columns, strings with as few escapes
/// as JSON allows, numbers as written, and a line end at the end.
///
/// The form depends only on the content, so parsing and printing again changes nothing.
#[must_use]
pub fn print(node: &Node) -> String {
    let mut out = String::new();
    write_node(&mut out, node, 0, 0);
    out.push('\n');
    out
}

/// `column` is where the value starts, `indent` the indentation of the line it starts on.
fn write_node(out: &mut String, node: &Node, indent: usize, column: usize) {
    if let Some(line) = one_line(node) {
        let is_short = || column + line.chars().count() < WIDTH;
        if is_leaf(node) || is_short() {
            out.push_str(&line);
            return;
        }
    }
    let inner = indent + 2;
    match &node.value {
        Value::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                new_line(out, index > 0, inner);
                write_node(out, element, inner, inner);
            }
            new_line(out, false, indent);
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, member) in members.iter().enumerate() {
                new_line(out, index > 0, inner);
                let mut key = String::new();
                write_string(&mut key, &member.key.text);
                key.push_str(": ");
                out.push_str(&key);
                write_node(out, &member.value, inner, inner + key.chars().count());
            }
            new_line(out, false, indent);
            out.push('}');
        }
        // Scalars always have a one-line form, which has been written above.
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn new_line(out: &mut String, comma: bool, indent: usize) {
    if comma {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Scalars and empty containers: what never breaks over lines.
fn is_leaf(node: &Node) -> bool {
    match &node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
    }
}

/// The form on one line of a leaf or a container of leaves.
fn one_line(node: &Node) -> Option<String> {
    let mut out = String::new();
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(written) => out.push_str(written),
        Value::String(text) => write_string(&mut out, text),
        Value::Array(elements) => {
            if !elements.iter().all(is_leaf) {
                return None;
            }
            let parts: Option<Vec<String>> = elements.iter().map(one_line).collect();
            out = format!("[{}]", parts?.join(", "));
        }
        Value::Object(members) => {
            if members.is_empty() {
                out.push_str("{}");
            } else if members.iter().all(|member| is_leaf(&member.value)) {
                let parts: Option<Vec<String>> = members.iter().map(one_line_member).collect();
                out = format!("{{ {} }}", parts?.join(", "));
            } else {
                return None;
            }
        }
    }
    Some(out)
}

fn one_line_member(member: &Member) -> Option<String> {
    let mut out = String::new();
    write_string(&mut out, &member.key.text);
    out.push_str(": ");
    out.push_str(&one_line(&member.value)?);
    Some(out)
}

fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{C}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
