//! Texts that are no JSON, or not the JSON we accept.

use crate::json::{MAX_DEPTH, parse};
use crate::source::{Diagnostic, Source};

/// All errors, one a line.
fn errors(text: &str) -> String {
    match parse(&Source::new("t", text)) {
        Ok(_) => String::from("accepted"),
        Err(errors) => errors.iter().map(Diagnostic::to_string).collect::<Vec<_>>().join("\n"),
    }
}

/// Text, line, column, message.
const BROKEN: &[(&str, usize, usize, &str)] = &[
    ("", 1, 1, "the file is empty"),
    (" \n ", 2, 2, "the file is empty"),
    ("{", 1, 2, "the object is not closed"),
    ("{\n  \"a\": 1\n", 3, 1, "the object is not closed"),
    ("[1, [2]", 1, 8, "the array is not closed"),
    ("[1,", 1, 4, "the array is not closed"),
    ("{\"a\"", 1, 5, "the key has no value"),
    ("{\"a\":", 1, 6, "the key has no value"),
    ("{\"a\" 1}", 1, 6, "the key has no value"),
    ("{\"a\":}", 1, 6, "this closing bracket does not fit here"),
    ("{\"a\":1,}", 1, 8, "a comma stands before the closing bracket"),
    ("[1,\n]", 2, 1, "a comma stands before the closing bracket"),
    ("[1 2]", 1, 4, "a comma is missing"),
    ("[1\n\n  {}]", 3, 3, "a comma is missing"),
    ("{\"a\":1\n \"b\":2}", 2, 2, "a comma is missing"),
    ("{\"a\":1 [2]}", 1, 8, "a member of the object is wrong"),
    ("{\"a\":1]", 1, 7, "a member of the object is wrong"),
    ("[1}", 1, 3, "this closing bracket does not fit here"),
    ("[,1]", 1, 2, "the comma stands where a value must"),
    ("[1,,2]", 1, 4, "the comma stands where a value must"),
    ("{,}", 1, 2, "a member of the object is wrong"),
    ("[:]", 1, 2, "the colon stands where a value must"),
    ("]", 1, 1, "this closing bracket does not fit here"),
    ("{} {}", 1, 4, "text follows the end of the JSON value"),
    ("{}x", 1, 3, "text follows the end of the JSON value"),
    ("{a: 1}", 1, 2, "the key is not a string"),
    ("{1: 1}", 1, 2, "the key is not a string"),
    ("{null: 1}", 1, 2, "the key is not a string"),
    ("{'a': 1}", 1, 2, "the string is in single quotes"),
    ("[ 'a']", 1, 3, "the string is in single quotes"),
    ("[1, // one\n2]", 1, 5, "comments are not allowed"),
    ("[1, /* one */ 2]", 1, 5, "comments are not allowed"),
    ("[1, /* é", 1, 5, "comments are not allowed"),
    ("[1, // \u{7}\n2]", 1, 5, "comments are not allowed"),
    ("[tru]", 1, 2, "this is no JSON value"),
    ("[True]", 1, 2, "this is no JSON value"),
    ("[NaN]", 1, 2, "this is no JSON value"),
    ("[Infinity]", 1, 2, "this is no JSON value"),
    ("[-Infinity]", 1, 2, "this is no JSON value"),
    ("[#]", 1, 2, "this is no JSON value"),
    ("[+1]", 1, 2, "the number has a plus sign"),
    ("[.5]", 1, 2, "the number begins or ends with its point"),
    ("[-.5]", 1, 3, "the number begins or ends with its point"),
    ("[5.]", 1, 4, "the number begins or ends with its point"),
    ("[-]", 1, 3, "the number is not complete"),
    ("[1e]", 1, 4, "the number is not complete"),
    ("[1e+]", 1, 5, "the number is not complete"),
    ("[0x1F]", 1, 2, "the number is hexadecimal"),
    ("[01]", 1, 2, "the number has a leading zero"),
    ("[-01]", 1, 3, "the number has a leading zero"),
    ("[1.2.3]", 1, 5, "the number begins or ends with its point"),
    ("[é]", 1, 2, "this character may only stand inside a string"),
    ("[1,\u{a0}2]", 1, 4, "this character may only stand inside a string"),
    ("[1,\u{b}2]", 1, 4, "this character may only stand inside a string"),
    ("\u{feff}{}", 1, 1, "this character may only stand inside a string"),
    ("[x \u{a0}", 1, 2, "this is no JSON value"),
    ("[\"ab", 1, 5, "the string is not closed"),
    ("{\"a\": \"b,\n\"c\": 1}", 1, 10, "the string is not closed"),
    ("[\"a\tb\"]", 1, 4, "a control character stands in a string"),
    ("[\"a\u{1}b\"]", 1, 4, "a control character stands in a string"),
    ("[\"C:\\Users\"]", 1, 5, "the escape is unknown"),
    ("[\"\\é\"]", 1, 3, "the escape is unknown"),
    ("[\"\\", 1, 3, "the escape is unknown"),
    ("[\"\\u12G4\"]", 1, 7, "the escape is not complete"),
    ("[\"\\u12", 1, 7, "the escape is not complete"),
    ("[\"\\ud83d\"]", 1, 9, "a surrogate stands alone"),
    ("[\"\\ud83dx\"]", 1, 9, "a surrogate stands alone"),
    ("[\"\\ud83d\\u0041\"]", 1, 9, "a surrogate stands alone"),
    ("[\"\\ud83d\\ud83d\"]", 1, 9, "a surrogate stands alone"),
    ("[\"a\\ude00\"]", 1, 4, "a surrogate stands alone"),
    ("[18446744073709551616]", 1, 2, "the integer is too large"),
    ("[-9223372036854775809]", 1, 2, "the integer is too large"),
    ("[1e999]", 1, 2, "the number is too large"),
    ("[-1.5E+400]", 1, 2, "the number is too large"),
    ("{\"a\": 1, \"b\": 2,\n \"a\": 3}", 2, 2, "the key \"a\" stands twice in the object"),
    ("{\"a\": 1, \"\\u0061\": 3}", 1, 10, "the key \"a\" stands twice in the object"),
];

#[test]
fn broken_texts_are_refused_where_they_break() {
    for (text, line, column, message) in BROKEN {
        let errors = parse(&Source::new("t", *text)).expect_err(text);
        let [error] = errors.as_slice() else { panic!("{text}: {errors:?}") };
        let wire = error.wire();
        assert_eq!((wire.line, wire.column), (Some(*line), Some(*column)), "{text:?}: {error}");
        assert_eq!(error.message, *message, "{text:?}");
    }
}

#[test]
fn the_whole_wording_of_every_broken_text() {
    let table: Vec<String> =
        BROKEN.iter().map(|(text, ..)| format!("{text:?}\n  {}", errors(text))).collect();
    insta::assert_snapshot!(table.join("\n"));
}

#[test]
fn errors_that_are_not_of_syntax_are_reported_together() {
    assert_eq!(
        errors("{\"a\": [1e999],\n \"a\": 99999999999999999999,\n \"a\": 0}"),
        "t:1:8: error: the number is too large: expected a number that fits 64-bit floating point, found 1e999\n\
         t:2:2: error: the key \"a\" stands twice in the object (it stands first in line 1, column 2)\n\
         t:2:7: error: the integer is too large: expected an integer from -9223372036854775808 to \
         18446744073709551615, found 99999999999999999999\n\
         t:3:2: error: the key \"a\" stands twice in the object (it stands first in line 1, column 2)"
    );
}

#[test]
fn the_limits_themselves_are_accepted() {
    let table = [
        "null",
        "0",
        "-0",
        "-0.0e-0",
        "18446744073709551615",
        "-9223372036854775808",
        "1.7e308",
        "1e-999",
        "1.00",
        "1E-02",
        "1e05",
        "\"\\ud83d\\ude00\\uFFFF\\u0000\\/\"",
        "\"\u{7f}\u{2028}\u{feff}\"",
        "\t[\r\n]\r",
        "{\"\": \"\"}",
        "{\"a\": {\"a\": 1}}",
    ];
    for text in table {
        assert_eq!(errors(text), "accepted", "{text}");
    }
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}1{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn nesting_is_limited_before_anything_recurses() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
        let levels = open.matches(['[', '{']).count();
        assert_eq!(errors(&nested(open, close, MAX_DEPTH / levels)), "accepted");
        for depth in [MAX_DEPTH / levels + 1, 1_000_000] {
            let first = nested(open, close, depth);
            let text = errors(&first);
            assert!(text.contains("the values are nested too deeply"), "{text}");
            let second = errors(&open.repeat(depth));
            assert_eq!(text, second);
        }
    }
    assert!(errors(&"[".repeat(129)).starts_with("t:1:129: error: the values are nested too deeply"));
    // Brackets in strings do not nest.
    assert_eq!(errors(&format!("\"{}\"", "[".repeat(1000))), "accepted");
    // Nor do arrays side by side.
    assert_eq!(errors(&format!("[{}[]]", "[],".repeat(1000))), "accepted");
}

#[test]
fn messages_stay_small_for_large_inputs() {
    let long = "x".repeat(1_000_000);
    for text in [
        format!("[{long}]"),
        format!("{{\"{long}\": 1, \"{long}\": 2}}"),
        format!("[1 \"{long}\"]"),
        format!("[{}]", "9".repeat(100_000)),
        format!("[0{}]", "9".repeat(100_000)),
    ] {
        let text = errors(&text);
        assert!(text.len() < 400, "{text}");
    }
}
