//! The serde deserialiser over the keys of objects.

use serde::de::{self, Visitor};
use serde::forward_to_deserialize_any;

use super::access::SpanParts;
use super::enums::TextVariant;
use super::error::Error;
use super::node::Key;
use super::spanned::MARK;

/// Deserialises a key: a string, a newtype or a [`super::Spanned`] of one, a unit variant, or an
/// integer written as JSON writes it.
#[derive(Clone, Copy)]
pub(super) struct KeyDeserializer<'de>(pub(super) &'de Key);

impl<'de> KeyDeserializer<'de> {
    /// A key that reads as an integer is one where an integer is wanted; any other goes on as a
    /// string, which the visitor refuses in its own words.
    fn integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.0.text.as_str();
        let unsigned = text.parse::<u64>().ok().filter(|value| value.to_string() == text);
        let signed = text.parse::<i64>().ok().filter(|value| value.to_string() == text);
        match (unsigned, signed) {
            (Some(value), _) => visitor.visit_u64(value),
            (None, Some(value)) => visitor.visit_i64(value),
            (None, None) => visitor.visit_borrowed_str(text),
        }
    }
}

macro_rules! integer_keys {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.integer(visitor)
        })*
    };
}

impl<'de> de::Deserializer<'de> for KeyDeserializer<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(&self.0.text)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == MARK {
            visitor.visit_seq(SpanParts::new(self.0.span, self))
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(TextVariant::new(&self.0.text, self.0.span))
    }

    integer_keys! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct
        map struct identifier ignored_any
    }
}
