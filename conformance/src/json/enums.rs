//! Externally tagged enumerations.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};

use super::de::NodeDeserializer;
use super::error::Error;
use super::expectation::found;
use super::keys::KeyDeserializer;
use super::node::{Member, Node};
use crate::source::{Span, one_of, quote};

/// A variant written as a string: only a unit variant can be.
pub(super) struct TextVariant<'de> {
    text: &'de str,
    span: Span,
}

impl<'de> TextVariant<'de> {
    pub(super) fn new(text: &'de str, span: Span) -> Self {
        Self { text, span }
    }

    fn needs_content(&self) -> Error {
        let expected = format!("an object {{ {}: … }}", quote(self.text));
        let found = format!("the string {}", quote(self.text));
        Error::mismatch("the name needs a value", expected, found).or_at(self.span)
    }
}

impl<'de> EnumAccess<'de> for TextVariant<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let variant = seed
            .deserialize(BorrowedStrDeserializer::new(self.text))
            .map_err(|error: Error| error.or_at(self.span))?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for TextVariant<'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _seed: T) -> Result<T::Value, Error> {
        Err(self.needs_content())
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, _visitor: V) -> Result<V::Value, Error> {
        Err(self.needs_content())
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Error> {
        Err(self.needs_content())
    }
}

/// Visits an object as a variant: it must have one key, the variant's name. A second key is the
/// error if the first is a variant's name.
pub(super) fn visit_enum_object<'de, V: Visitor<'de>>(
    members: &'de [Member],
    span: Span,
    variants: &'static [&'static str],
    visitor: V,
) -> Result<V::Value, Error> {
    let message = "the object does not have exactly one key";
    let expected = || format!("one key: {}", one_of("", variants));
    match members {
        [member] => visitor.visit_enum(ObjectVariant { member }),
        [] => Err(Error::mismatch(message, expected(), "an empty object").or_at(span.last_byte())),
        [first, second, ..] => {
            // A wrong first key is the better message; anything else must not hide the second.
            match visitor.visit_enum(ObjectVariant { member: first }) {
                Err(error) if error.span() == Some(first.key.span) => Err(error),
                Ok(_) | Err(_) => {
                    let found = format!("a second key {}", quote(&second.key.text));
                    Err(Error::mismatch(message, expected(), found).or_at(second.key.span))
                }
            }
        }
    }
}

/// A variant written as an object with one key.
struct ObjectVariant<'de> {
    member: &'de Member,
}

impl<'de> ObjectVariant<'de> {
    fn value(&self) -> &'de Node {
        &self.member.value
    }

    fn placed<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|error| error.or_at(self.member.value.span))
    }
}

impl<'de> EnumAccess<'de> for ObjectVariant<'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let key = &self.member.key;
        let variant = seed.deserialize(KeyDeserializer(key)).map_err(|error| error.or_at(key.span))?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for ObjectVariant<'de> {
    type Error = Error;

    /// One spelling only: the schema has no object form for unit variants either.
    fn unit_variant(self) -> Result<(), Error> {
        let name = quote(&self.member.key.text);
        let error = Error::mismatch(
            "the name takes no value",
            format!("the string {name} in place of the object"),
            found(self.value()),
        );
        Err(error.or_at(self.value().span))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        let result = seed.deserialize(NodeDeserializer(self.value()));
        self.placed(result)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        let result = NodeDeserializer(self.value()).deserialize_tuple(len, visitor);
        self.placed(result)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let result = NodeDeserializer(self.value()).deserialize_struct("", fields, visitor);
        self.placed(result)
    }
}
