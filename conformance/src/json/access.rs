//! Access to the parts of arrays, objects and spanned values.

use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess};

use super::de::NodeDeserializer;
use super::error::{Error, WRONG_LENGTH};
use super::keys::KeyDeserializer;
use super::node::{Member, Node};
use crate::source::Span;

/// The elements of an array.
pub(super) struct Elements<'de> {
    rest: std::slice::Iter<'de, Node>,
}

impl<'de> Elements<'de> {
    pub(super) fn new(elements: &'de [Node]) -> Self {
        Self { rest: elements.iter() }
    }

    /// Refuses elements that were not taken, at the first of them.
    pub(super) fn finish(mut self, length: usize) -> Result<(), Error> {
        let taken = length - self.rest.len();
        match self.rest.next() {
            None => Ok(()),
            Some(extra) => {
                let expected = format!("an array of {taken} values");
                Err(Error::mismatch(WRONG_LENGTH, expected, format!("{length} values")).or_at(extra.span))
            }
        }
    }
}

impl<'de> SeqAccess<'de> for &mut Elements<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(node) = self.rest.next() else {
            return Ok(None);
        };
        seed.deserialize(NodeDeserializer(node)).map(Some).map_err(|error| error.or_at(node.span))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// The members of an object.
pub(super) struct Members<'de> {
    rest: std::slice::Iter<'de, Member>,
    value: Option<&'de Node>,
}

impl<'de> Members<'de> {
    pub(super) fn new(members: &'de [Member]) -> Self {
        Self { rest: members.iter(), value: None }
    }
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(member) = self.rest.next() else {
            return Ok(None);
        };
        self.value = Some(&member.value);
        seed.deserialize(KeyDeserializer(&member.key)).map(Some).map_err(|error| error.or_at(member.key.span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some(node) = self.value.take() else {
            return Err(serde::de::Error::custom("a value was asked for before its key"));
        };
        seed.deserialize(NodeDeserializer(node)).map_err(|error| error.or_at(node.span))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// The start, the end and the value of a [`super::Spanned`].
pub(super) struct SpanParts<D> {
    span: Span,
    offsets: std::array::IntoIter<usize, 2>,
    value: Option<D>,
}

impl<D> SpanParts<D> {
    pub(super) fn new(span: Span, value: D) -> Self {
        Self { span, offsets: [span.start, span.end].into_iter(), value: Some(value) }
    }
}

impl<'de, D: Deserializer<'de, Error = Error>> SeqAccess<'de> for SpanParts<D> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if let Some(offset) = self.offsets.next() {
            return seed.deserialize(offset.into_deserializer()).map(Some);
        }
        match self.value.take() {
            Some(value) => seed.deserialize(value).map(Some).map_err(|error| error.or_at(self.span)),
            None => Ok(None),
        }
    }
}
