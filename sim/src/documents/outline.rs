//! A document as a plain tree of names and values, for showing and comparing.

use crate::vocabulary::Text;

use super::xml::Sink;

/// An element of a document as it would be printed: its attributes and elements in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Node {
    /// The element's name.
    pub name: Text,
    /// Names and values of its attributes.
    pub attributes: Vec<(Text, Text)>,
    /// The elements in it.
    pub children: Vec<Node>,
    /// Text in an unknown element, as it is written; empty elsewhere.
    pub text: Text,
}

/// Builds a [`Node`].
#[derive(Default)]
pub(super) struct OutlineSink {
    open: Vec<Node>,
    root: Node,
}

impl OutlineSink {
    pub(super) fn finish(self) -> Node {
        self.root
    }
}

impl Sink for OutlineSink {
    fn open(&mut self, name: &str) {
        self.open.push(Node { name: Text::from(name), ..Node::default() });
    }

    fn attribute(&mut self, name: &str, value: &str) {
        if let Some(node) = self.open.last_mut() {
            node.attributes.push((Text::from(name), Text::from(value)));
        }
    }

    fn raw_text(&mut self, text: &str) {
        if let Some(node) = self.open.last_mut() {
            node.text = Text::from(format!("{}{text}", node.text));
        }
    }

    fn close(&mut self, _name: &str) {
        let Some(done) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(done),
            None => self.root = done,
        }
    }
}
