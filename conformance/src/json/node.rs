//! The tree of a JSON text.

use crate::source::Span;

/// A JSON value and where it stands. Equality compares the content only, not the places; numbers
/// are equal when they are written alike.
#[derive(Debug, Clone)]
pub struct Node {
    /// The bytes of the value, brackets and quotes included.
    pub span: Span,
    /// The value.
    pub value: Value,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Node {}

impl Node {
    /// A node without a place, for trees that were not parsed.
    #[must_use]
    pub fn unplaced(value: Value) -> Self {
        Self { span: Span::default(), value }
    }

    /// The value of a member; `None` if there is none or this is not an object.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(members) => {
                members.iter().find(|member| member.key.text == key).map(|member| &member.value)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
        }
    }

    /// The text of a string; `None` for any other value.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

/// What a [`Node`] holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written. From [`super::parse`] it is always an integer that fits `i64` or
    /// `u64`, or a number with a fraction or exponent that is finite as an `f64`.
    Number(String),
    /// A string, its escapes resolved.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object: its members in their order; the keys differ.
    Object(Vec<Member>),
}

/// One `key: value` of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The key.
    pub key: Key,
    /// The value.
    pub value: Node,
}

/// The key of a [`Member`] and where it stands. Equality compares the text only.
#[derive(Debug, Clone)]
pub struct Key {
    /// The bytes of the key, quotes included.
    pub span: Span,
    /// The key, its escapes resolved.
    pub text: String,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Key {}
