//! A document as a tree for people.

use vss_sim::documents::Node;

use super::quoted;
use crate::report::Style;
use crate::source::clean;

/// Values are shown up to so many characters, such as those of icons.
const LONGEST_VALUE: usize = 200;

/// A document as a tree, an element a line, below a line that says what it is.
#[must_use]
pub fn document_for_people(kind: &str, root: &Node, style: Style) -> String {
    let mut out = format!("{kind}\n");
    write_node(&mut out, root, "", "", style);
    out
}

/// `own` stands before the node's own line, `below` before the lines of what is in it.
fn write_node(out: &mut String, node: &Node, own: &str, below: &str, style: Style) {
    out.push_str(own);
    out.push_str(&style.name(&clean(&node.name)));
    for (name, value) in &node.attributes {
        out.push_str(&format!(" {}={}", style.faint(&clean(name)), quoted(&shown(value))));
    }
    out.push('\n');
    let text = node.text.trim();
    if !text.is_empty() {
        let branch = if node.children.is_empty() { "└─ " } else { "├─ " };
        out.push_str(&format!("{below}{branch}text {}\n", quoted(&shown(text))));
    }
    if let Some((last, others)) = node.children.split_last() {
        for child in others {
            write_node(out, child, &format!("{below}├─ "), &format!("{below}│  "), style);
        }
        write_node(out, last, &format!("{below}└─ "), &format!("{below}   "), style);
    }
}

fn shown(value: &str) -> String {
    let mut kept: String = value.chars().take(LONGEST_VALUE).collect();
    let left_out = value.chars().skip(LONGEST_VALUE).count();
    if left_out > 0 {
        kept.push_str(&format!("… ({left_out} more characters)"));
    }
    clean(&kept)
}
