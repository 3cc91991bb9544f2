//! The canonical form.

use proptest::prelude::*;

use super::model::SAMPLE;
use crate::json::{Key, Member, Node, Value, parse, print};
use crate::source::{Source, Span};

fn read(text: &str) -> Node {
    parse(&Source::new("t", text)).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

#[test]
fn the_form_of_a_sample() {
    insta::assert_snapshot!(print(&read(SAMPLE)));
}

#[test]
fn short_containers_of_scalars_stand_on_one_line() {
    let table = [
        ("null", "null\n"),
        (" [ ] ", "[]\n"),
        ("{\n}", "{}\n"),
        ("[1,2]", "[1, 2]\n"),
        ("{\"a\":1,\"b\":[]}", "{ \"a\": 1, \"b\": [] }\n"),
        ("[[1],{\"a\":{}}]", "[\n  [1],\n  { \"a\": {} }\n]\n"),
        ("{\"a\":[1,[]]}", "{\n  \"a\": [1, []]\n}\n"),
        ("[1.50, 1E5, -0, 1e+2]", "[1.50, 1E5, -0, 1e+2]\n"),
        (r#""\u00e9\/\u0041\u001f\u007f\ud83d\ude00\"\\\n""#, "\"é/A\\u001f\u{7f}😀\\\"\\\\\\n\"\n"),
    ];
    for (text, expected) in table {
        assert_eq!(print(&read(text)), expected, "{text}");
    }
}

#[test]
fn the_width_counts_indentation_key_and_comma() {
    // `  "k": ["…"],` has 11 characters besides those of the string.
    for (length, breaks) in [(88, false), (89, true)] {
        let text = format!("{{\"k\": [\"{}\"], \"z\": [1, 2, 3]}}", "é".repeat(length));
        let printed = print(&read(&text));
        assert_eq!(printed.contains("\"k\": [\n"), breaks, "{length}\n{printed}");
        let widest = printed.lines().map(|line| line.chars().count()).max();
        assert_eq!(widest == Some(100), length == 88, "{printed}");
    }
}

/// Strings that have been trouble for printers.
const AWKWARD: &[&str] = &[
    "",
    "\"",
    "\\",
    "\\u0041",
    "/",
    "\u{0}",
    "\u{1f}",
    "\u{7f}",
    "\u{80}",
    "\u{2028}\u{2029}",
    "\u{feff}",
    "\u{fffe}\u{ffff}",
    "\u{1F600}\u{10FFFF}",
    "e\u{301}",
    "\r\n\t\u{8}\u{c}",
    "a\\\"b",
    "'",
    "{}",
    "[",
    "//",
    "/*",
    "𝄞",
];

fn strings() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        prop::collection::vec(prop::sample::select(AWKWARD), 0..4).prop_map(|parts| parts.concat()),
    ]
}

fn numbers() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|value| value.to_string()),
        any::<u64>().prop_map(|value| value.to_string()),
        "-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?",
    ]
}

fn nodes() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        numbers().prop_map(Value::Number),
        strings().prop_map(Value::String),
    ]
    .prop_map(Node::unplaced);
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::btree_map(strings(), inner, 0..6).prop_map(|members| {
                // Reversed, so that key order is not the sorted order.
                let members = members
                    .into_iter()
                    .rev()
                    .map(|(text, value)| Member { key: Key { span: Span::default(), text }, value });
                Value::Object(members.collect())
            }),
        ]
        .prop_map(Node::unplaced)
    })
}

/// Another spelling of a tree: every character escaped, odd blanks everywhere.
fn ugly(node: &Node, out: &mut String) {
    let string = |text: &str, out: &mut String| {
        out.push('"');
        for unit in text.encode_utf16() {
            out.push_str(&format!("\\u{unit:04X}"));
        }
        out.push('"');
    };
    out.push_str("\t\r\n ");
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(&value.to_string()),
        Value::Number(written) => out.push_str(written),
        Value::String(text) => string(text, out),
        Value::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                ugly(element, out);
            }
            out.push_str("\n]");
        }
        Value::Object(members) => {
            out.push('{');
            for (index, member) in members.iter().enumerate() {
                out.push_str(if index > 0 { "\n," } else { "" });
                string(&member.key.text, out);
                out.push_str("\r:");
                ugly(&member.value, out);
            }
            out.push_str("\t}");
        }
    }
    out.push(' ');
}

/// Equality up to the last digits of numbers, which serde_json reads faster than exactly.
fn alike(ours: &serde_json::Value, theirs: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match (ours, theirs) {
        (Json::Number(one), Json::Number(other)) => {
            one == other
                || one.as_f64().zip(other.as_f64()).is_some_and(|(a, b)| (a - b).abs() <= a.abs() * 1e-14)
        }
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| alike(a, b))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|((k, a), (l, b))| k == l && alike(a, b))
        }
        (one, other) => one == other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_loses_nothing_and_is_a_fixed_point(node in nodes()) {
        let printed = print(&node);
        let parsed = read(&printed);
        prop_assert_eq!(&parsed, &node);
        prop_assert_eq!(print(&parsed), printed);
    }

    #[test]
    fn every_spelling_of_a_tree_prints_alike(node in nodes()) {
        let mut text = String::new();
        ugly(&node, &mut text);
        prop_assert_eq!(print(&read(&text)), print(&node));
    }

    #[test]
    fn serde_json_reads_the_same(node in nodes()) {
        let printed = print(&node);
        let theirs: serde_json::Value = serde_json::from_str(&printed).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let ours: serde_json::Value = crate::json::from_node(&read(&printed)).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert!(alike(&ours, &theirs), "{} {}", ours, theirs);
    }

    #[test]
    fn no_text_makes_it_panic(text in prop_oneof![any::<String>(), "[\\[\\]{}:,\"\\\\ue0-9dD \n/*'+.-]{0,60}"]) {
        let ours = parse(&Source::new("t", text.clone()));
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match ours {
            Ok(_) => prop_assert!(theirs.is_ok(), "{:?} accepted, but {:?}", text, theirs),
            Err(errors) => {
                let stricter = errors.iter().all(|e| {
                    e.message.contains("twice") || e.message.contains("too large")
                });
                prop_assert!(theirs.is_err() || stricter, "{:?} refused: {:?}", text, errors);
            }
        }
    }
}
