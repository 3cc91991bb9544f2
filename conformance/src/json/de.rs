//! The serde deserialiser over a tree.

use serde::de::{self, Deserialize, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::access::{Elements, Members, SpanParts};
use super::enums::{TextVariant, visit_enum_object};
use super::error::Error;
use super::expectation::found;
use super::node::{Node, Value};
use super::spanned::MARK;
use crate::source::{Span, one_of};

/// Deserialises a tree.
///
/// # Errors
/// The first place where the tree does not fit the type; the error always has a span.
pub fn from_node<'de, T: Deserialize<'de>>(node: &'de Node) -> Result<T, Error> {
    T::deserialize(NodeDeserializer(node)).map_err(|error| error.or_at(node.span))
}

/// Deserialises one node. Whoever passes it to a seed places the errors that come back without a
/// place, since types may also fail after their visitor is done.
#[derive(Clone, Copy)]
pub(super) struct NodeDeserializer<'de>(pub(super) &'de Node);

impl NodeDeserializer<'_> {
    fn span(self) -> Span {
        self.0.span
    }

    fn wrong_type(self, expected: impl Into<String>) -> Error {
        Error::mismatch("the value has the wrong type", expected, found(self.0)).or_at(self.0.span)
    }
}

/// Runs a visitor over the members of an object.
fn visit_members<'de, V: Visitor<'de>>(
    members: &'de [super::Member],
    span: Span,
    visitor: V,
) -> Result<V::Value, Error> {
    visitor.visit_map(Members::new(members)).map_err(|error| error.or_closing(span))
}

/// Runs a visitor over the elements of an array; elements it leaves are too many.
fn visit_elements<'de, V: Visitor<'de>>(
    elements: &'de [Node],
    span: Span,
    visitor: V,
) -> Result<V::Value, Error> {
    let mut access = Elements::new(elements);
    let value = visitor.visit_seq(&mut access).map_err(|error| error.or_closing(span))?;
    access.finish(elements.len())?;
    Ok(value)
}

/// Passes a number on as the narrowest of the kinds serde knows.
fn visit_number<'de, V: Visitor<'de>>(written: &str, visitor: V) -> Result<V::Value, Error> {
    if let Ok(value) = written.parse::<u64>() {
        visitor.visit_u64(value)
    } else if let Ok(value) = written.parse::<i64>() {
        visitor.visit_i64(value)
    } else {
        visit_float(written, visitor)
    }
}

fn visit_float<'de, V: Visitor<'de>>(written: &str, visitor: V) -> Result<V::Value, Error> {
    match written.parse::<f64>() {
        Ok(value) => visitor.visit_f64(value),
        Err(_) => Err(Error::mismatch("the value does not fit", "a number", written)),
    }
}

impl<'de> de::Deserializer<'de> for NodeDeserializer<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(written) => visit_number(written, visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(elements) => visit_elements(elements, self.span(), visitor),
            Value::Object(members) => visit_members(members, self.span(), visitor),
        }
        .map_err(|error| error.or_at(self.span()))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0.value {
            Value::Number(written) => visit_float(written, visitor),
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                self.deserialize_any(visitor)
            }
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0.value {
            Value::Null => visitor.visit_none(),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                visitor.visit_some(self)
            }
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == MARK {
            visitor.visit_seq(SpanParts::new(self.span(), self))
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    /// A struct is written as an object only, never as an array of its fields.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.0.value {
            Value::Object(members) => visit_members(members, self.span(), visitor),
            Value::Array(_) => Err(self.wrong_type("an object")),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                self.deserialize_any(visitor)
            }
        }
    }

    /// A unit variant is a string, any other an object with the variant's name as its only key.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.0.value {
            Value::String(text) => visitor.visit_enum(TextVariant::new(text, self.span())),
            Value::Object(members) => visit_enum_object(members, self.span(), variants, visitor),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
                Err(self.wrong_type(one_of("", variants)))
            }
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier
    }
}

impl<'de> IntoDeserializer<'de, Error> for NodeDeserializer<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
