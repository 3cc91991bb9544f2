//! From a text to a tree: jsonc-parser in strict mode, with our checks around it.

use std::collections::BTreeMap;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::node::{Key, Member, Node, Value};
use super::{scan, syntax};
use crate::source::{Diagnostic, Source, Span, quote};

/// The deepest accepted nesting of objects and arrays.
pub const MAX_DEPTH: usize = 128;

/// JSON as RFC 8259 has it, without any of the parser's extensions.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Parses a strict JSON text.
///
/// # Errors
/// One diagnostic for the first error of syntax; without any, one for each key that repeats an
/// earlier key of its object (at the later key), each integer beyond `i64` and `u64`, and each
/// other number beyond `f64`. Nesting deeper than [`MAX_DEPTH`] and lone surrogates in escapes are
/// errors of syntax. All have their place in `source`.
pub fn parse(source: &Source) -> Result<Node, Vec<Diagnostic>> {
    let text = source.text();
    let refuse = |diagnostic: Diagnostic| vec![diagnostic.in_source(source)];
    if let Err(wrong) = scan::scan(source, MAX_DEPTH) {
        // The tokens before the wrong one may already break the grammar; the earlier error counts.
        let before = text.get(..wrong.start).unwrap_or_default();
        let earlier = parse_to_ast(before, &CollectOptions::default(), &STRICT)
            .err()
            .map(|error| syntax::diagnostic(&error, before, source))
            .filter(|earlier| earlier.span.is_some_and(|span| span.start < wrong.start));
        return Err(refuse(earlier.unwrap_or(wrong.diagnostic)));
    }
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT)
        .map_err(|error| refuse(syntax::diagnostic(&error, text, source)))?;
    let Some(root) = parsed.value else {
        let empty = Diagnostic::error(Span::at(text.len()), "the file is empty").expected("a JSON value");
        return Err(refuse(empty.found("the end of the file")));
    };
    let mut errors = Vec::new();
    let node = convert(root, source, &mut errors);
    if errors.is_empty() {
        Ok(node)
    } else {
        Err(errors.into_iter().map(|error| error.in_source(source)).collect())
    }
}

fn convert(value: ast::Value<'_>, source: &Source, errors: &mut Vec<Diagnostic>) -> Node {
    let range = value.range();
    let span = Span::new(range.start, range.end);
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
        ast::Value::StringLit(literal) => Value::String(literal.value.into_owned()),
        ast::Value::NumberLit(literal) => {
            errors.extend(check_number(literal.value, span));
            Value::Number(literal.value.to_owned())
        }
        ast::Value::Array(array) => {
            Value::Array(array.elements.into_iter().map(|element| convert(element, source, errors)).collect())
        }
        ast::Value::Object(object) => Value::Object(convert_members(object, source, errors)),
    };
    Node { span, value }
}

fn convert_members(object: ast::Object<'_>, source: &Source, errors: &mut Vec<Diagnostic>) -> Vec<Member> {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut members = Vec::with_capacity(object.properties.len());
    for property in object.properties {
        let range = property.name.range();
        let span = Span::new(range.start, range.end);
        let text = match property.name {
            ast::ObjectPropName::String(literal) => literal.value.into_owned(),
            ast::ObjectPropName::Word(word) => word.value.to_owned(),
        };
        if let Some(first) = seen.get(&text) {
            let first = source.position(first.start);
            errors.push(
                Diagnostic::error(span, format!("the key {} stands twice in the object", quote(&text)))
                    .help(format!("it stands first in line {}, column {}", first.line, first.column)),
            );
        } else {
            seen.insert(text.clone(), span);
        }
        let value = convert(property.value, source, errors);
        members.push(Member { key: Key { span, text }, value });
    }
    members
}

fn check_number(written: &str, span: Span) -> Option<Diagnostic> {
    let found = quote(written);
    let found = found.trim_matches('"');
    if written.contains(['.', 'e', 'E']) {
        let finite = written.parse::<f64>().is_ok_and(f64::is_finite);
        return (!finite).then(|| {
            Diagnostic::error(span, "the number is too large")
                .expected("a number that fits 64-bit floating point")
                .found(found)
        });
    }
    let fits = written.parse::<i64>().is_ok() || written.parse::<u64>().is_ok();
    (!fits).then(|| {
        Diagnostic::error(span, "the integer is too large")
            .expected(format!("an integer from {} to {}", i64::MIN, u64::MAX))
            .found(found)
    })
}
