//! What differs between two documents, as a list of places and values.

use std::collections::{BTreeMap, VecDeque};
use std::time::Instant;

use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};
use vss_sim::documents::Node;

use super::{PATIENCE, headline};

/// The attributes by which an element is told from its neighbours of the same name.
const IDENTITY: [&str; 5] = ["writerId", "logicalPath", "componentName", "path", "filespec"];

/// One thing in which two documents differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where: the elements from the root, with a number from 1 where several have one name, and `@name` for an
    /// attribute or `text()` for text. The numbers are those of the left document, but for what only the right
    /// one has.
    pub path: String,
    /// The value on the left, or the element that is only there with its attributes.
    pub left: Option<String>,
    /// The same on the right.
    pub right: Option<String>,
}

/// Everything in which two documents differ, in the order of the left one. An element that was moved is listed
/// twice, as taken away and as added.
#[must_use]
pub fn differences(left: &Node, right: &Node) -> Vec<Difference> {
    let mut comparison = Comparison { found: Vec::new(), deadline: Instant::now() + PATIENCE };
    if left.name == right.name {
        comparison.compare(&format!("/{}", left.name), left, right);
    } else {
        comparison.add("/".to_owned(), Some(headline(left)), Some(headline(right)));
    }
    comparison.found
}

struct Comparison {
    found: Vec<Difference>,
    deadline: Instant,
}

impl Comparison {
    fn add(&mut self, path: String, left: Option<String>, right: Option<String>) {
        self.found.push(Difference { path, left, right });
    }

    fn compare(&mut self, path: &str, left: &Node, right: &Node) {
        self.compare_attributes(path, left, right);
        if left.text != right.text {
            let value = |node: &Node| (!node.text.is_empty()).then(|| node.text.to_string());
            self.add(format!("{path}/text()"), value(left), value(right));
        }
        let (left_names, right_names) = (numbered(&left.children), numbered(&right.children));
        for (one, other) in self.pairs(&left.children, &right.children) {
            let on_left = one.and_then(|at| Some((left.children.get(at)?, left_names.get(at)?)));
            let on_right = other.and_then(|at| Some((right.children.get(at)?, right_names.get(at)?)));
            match (on_left, on_right) {
                (Some((one, name)), Some((other, _))) => {
                    self.compare(&format!("{path}/{name}"), one, other);
                }
                (Some((one, name)), None) => self.add(format!("{path}/{name}"), Some(headline(one)), None),
                (None, Some((other, name))) => {
                    self.add(format!("{path}/{name}"), None, Some(headline(other)));
                }
                (None, None) => {}
            }
        }
    }

    fn compare_attributes(&mut self, path: &str, left: &Node, right: &Node) {
        let value = |node: &Node, name: &str| {
            node.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.to_string())
        };
        let before = self.found.len();
        let names = |node: &Node| -> Vec<String> {
            node.attributes.iter().map(|(name, _)| name.to_string()).collect()
        };
        let (left_names, right_names) = (names(left), names(right));
        let only_right = right_names.iter().filter(|name| !left_names.contains(name));
        for name in left_names.iter().chain(only_right) {
            let (one, other) = (value(left, name), value(right, name));
            if one != other {
                self.add(format!("{path}/@{name}"), one, other);
            }
        }
        if self.found.len() == before && left_names != right_names {
            let order = |names: &[String]| Some(names.join(" "));
            self.add(format!("{path}/@*"), order(&left_names), order(&right_names));
        }
    }

    /// Which child on the left corresponds to which on the right: those with the same identity, aligned in
    /// order; and between those, the ones of the same name, in order.
    fn pairs(&self, left: &[Node], right: &[Node]) -> Vec<(Option<usize>, Option<usize>)> {
        let identities = |nodes: &[Node]| -> Vec<String> { nodes.iter().map(identity).collect() };
        let (one, other) = (identities(left), identities(right));
        let operations = capture_diff_slices_deadline(Algorithm::Myers, &one, &other, Some(self.deadline));
        let mut pairs = Vec::new();
        for operation in operations {
            let (olds, news) = (operation.old_range(), operation.new_range());
            if let DiffOp::Equal { .. } = operation {
                pairs.extend(olds.zip(news).map(|(old, new)| (Some(old), Some(new))));
                continue;
            }
            let mut waiting: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
            for (new, node) in news.clone().zip(right.get(news).unwrap_or_default()) {
                waiting.entry(&node.name).or_default().push_back(new);
            }
            for (old, node) in olds.clone().zip(left.get(olds).unwrap_or_default()) {
                let new = waiting.get_mut(node.name.as_str()).and_then(VecDeque::pop_front);
                pairs.push((Some(old), new));
            }
            let mut rest: Vec<usize> = waiting.into_values().flatten().collect();
            rest.sort_unstable();
            pairs.extend(rest.into_iter().map(|new| (None, Some(new))));
        }
        pairs
    }
}

fn identity(node: &Node) -> String {
    let known = node.attributes.iter().filter(|(name, _)| IDENTITY.contains(&name.as_str()));
    let values = known.map(|(name, value)| format!("\0{name}\0{value}"));
    std::iter::once(node.name.to_string()).chain(values).collect()
}

/// The names of elements, with their number where there are several of the name.
fn numbered(nodes: &[Node]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for node in nodes {
        *counts.entry(&node.name).or_default() += 1;
    }
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names = Vec::new();
    for node in nodes {
        let number = seen.entry(&node.name).or_default();
        *number += 1;
        let alone = counts.get(node.name.as_str()) == Some(&1);
        names.push(if alone { node.name.to_string() } else { format!("{}[{number}]", node.name) });
    }
    names
}
