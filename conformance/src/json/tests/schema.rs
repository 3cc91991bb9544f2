//! The schema of types with spans.

use std::collections::BTreeMap;

use schemars::schema_for;

use super::model::Event;
use crate::json::Spanned;

#[test]
fn spanned_types_have_the_schema_of_their_content() {
    assert_eq!(schema_for!(Spanned<Event>), schema_for!(Event));
    assert_eq!(schema_for!(Vec<Spanned<String>>), schema_for!(Vec<String>));
    assert_eq!(schema_for!(Option<Spanned<u8>>), schema_for!(Option<u8>));
    assert_eq!(schema_for!(BTreeMap<Spanned<String>, Spanned<u8>>), schema_for!(BTreeMap<String, u8>));
}
