//! What differs between two documents, as a unified diff of their outlines.

use similar::{ChangeTag, TextDiff};
use vss_sim::documents::Node;

use super::{PATIENCE, quoted};
use crate::report::Style;
use crate::source::clean;

/// So many unchanged lines are shown around what differs.
const CONTEXT: usize = 3;

/// The lines that differ, a line an element or an attribute, with some around them; empty where nothing differs.
#[must_use]
pub fn differences_for_people(left: (&str, &Node), right: (&str, &Node), style: Style) -> String {
    let (left_lines, right_lines) = (outline(left.1), outline(right.1));
    let left_lines: Vec<&str> = left_lines.iter().map(String::as_str).collect();
    let right_lines: Vec<&str> = right_lines.iter().map(String::as_str).collect();
    let diff = TextDiff::configure().timeout(PATIENCE).diff_slices(&left_lines, &right_lines);
    let mut out = String::new();
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        if out.is_empty() {
            out.push_str(&format!("--- {}\n+++ {}\n", clean(left.0), clean(right.0)));
        }
        out.push_str(&format!("{}\n", style.name(hunk.header().to_string().trim_end())));
        for change in hunk.iter_changes() {
            let text = clean(change.value());
            let line = match change.tag() {
                ChangeTag::Equal => format!(" {text}"),
                ChangeTag::Delete => style.bad(&format!("-{text}")),
                ChangeTag::Insert => style.good(&format!("+{text}")),
            };
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

fn outline(root: &Node) -> Vec<String> {
    let mut lines = Vec::new();
    write_lines(&mut lines, root, 0);
    lines
}

fn write_lines(lines: &mut Vec<String>, node: &Node, indent: usize) {
    lines.push(format!("{:indent$}{}", "", node.name));
    let indent = indent + 2;
    for (name, value) in &node.attributes {
        lines.push(format!("{:indent$}@{name} {}", "", quoted(value)));
    }
    if !node.text.is_empty() {
        lines.push(format!("{:indent$}text {}", "", quoted(&node.text)));
    }
    for child in &node.children {
        write_lines(lines, child, indent);
    }
}
