//! Damaged texts: nothing panics, and no error is placed before the damage.

use super::model::{SAMPLE, Scenario};
use crate::json::{from_source, parse};
use crate::source::{RenderOptions, Source, SourceOptions, render};

/// A generator of the xorshift family; the seed is the whole state.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % bound
    }
}

/// Bytes that mean something in JSON, so that many mutants get far.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b" ",
    b"\n",
    b"0",
    b"9",
    b"-",
    b".",
    b"e",
    b"x",
    b"/",
    b"'",
    b"\\u",
    b"\xC3",
    b"\xA9",
    b"\xC3\xA9",
    b"\xC2\xA0",
    b"\0",
    b"\x0B",
    b"null",
    b"1.5",
    b"\"a\"",
    b"{}",
    b"[1]",
    b"\"Wait\"",
    b"\"name\"",
    b"//",
    b"/*",
    b"\\ud83d",
    b"1e999",
    b"99999999999999999999",
];

/// A damaged sample, and the range of the damage in it.
fn mutant(random: &mut Random) -> (Vec<u8>, std::ops::Range<usize>) {
    let mut bytes = SAMPLE.as_bytes().to_vec();
    let at = random.below(bytes.len());
    let any = [u8::try_from(random.below(256)).unwrap_or(0)];
    let piece = PIECES[random.below(PIECES.len())];
    let (removed, inserted): (usize, &[u8]) = match random.below(5) {
        0 => (1, &any),
        1 => (1, piece),
        2 => (0, piece),
        3 => (1, &[]),
        _ => (random.below(12), &[]),
    };
    let end = (at + removed).min(bytes.len());
    bytes.splice(at..end, inserted.iter().copied());
    (bytes, at..at + inserted.len())
}

/// Checks one mutant; says whether it was refused as JSON and whether as a scenario.
fn check(bytes: &[u8], damage: &std::ops::Range<usize>) -> (bool, bool) {
    let shown = || String::from_utf8_lossy(bytes).into_owned();
    let source = match Source::from_bytes("m.json", bytes, &SourceOptions::default()) {
        Ok(source) => source,
        Err(errors) => {
            let [error] = errors.as_slice() else { panic!("{errors:?}") };
            // A character is wrong from its first byte on: at most three bytes before the damage.
            match error.span {
                Some(span) => assert!(span.start + 3 >= damage.start, "{error} {damage:?}\n{}", shown()),
                None => assert!(damage.start < 2, "{error} {damage:?}\n{}", shown()),
            }
            return (true, true);
        }
    };
    let refused = parse(&source).err();
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes);
    let beyond = |message: &str| message.contains("twice") || message.contains("too large");
    let stricter = refused.iter().flatten().all(|error| beyond(&error.message));
    assert!(
        refused.is_some() == theirs.is_err() || (refused.is_some() && stricter),
        "{refused:?} {theirs:?}\n{}",
        shown()
    );
    let Err(errors) = from_source::<Scenario>(&source) else {
        return (refused.is_some(), false);
    };
    for error in &errors {
        let span = error.span.unwrap_or_else(|| panic!("{error}\n{}", shown()));
        // A deletion has no bytes, and a word ends only by what follows it: there, touching the
        // damage is reaching it.
        let touches = span.end == damage.start;
        let is_word = source.slice(span).ends_with(|c: char| c.is_ascii_alphanumeric());
        let reached = span.start >= damage.start
            || span.end > damage.start
            || (touches && (damage.is_empty() || is_word));
        assert!(reached, "{error} {span:?} lies before {damage:?}\n{}", shown());
        assert!(source.text().get(span.start..span.end).is_some(), "{error}\n{}", shown());
        let place = error.place.as_ref().and_then(|place| place.position);
        assert_eq!(place, Some(source.position(span.start)));
        assert!(render(error, Some(&source), RenderOptions::default()).len() < 4_000);
    }
    (refused.is_some(), true)
}

#[test]
fn errors_never_lie_before_the_damage() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut syntax, mut typed, mut accepted) = (0, 0, 0);
    for _ in 0..3000 {
        let (bytes, damage) = mutant(&mut random);
        match check(&bytes, &damage) {
            (true, _) => syntax += 1,
            (false, true) => typed += 1,
            (false, false) => accepted += 1,
        }
    }
    // The mutants must reach all three outcomes, or the test shows little.
    assert!(syntax > 500 && typed > 100 && accepted > 100, "{syntax} {typed} {accepted}");
}

#[test]
fn every_prefix_is_refused_at_its_end() {
    for end in 0..SAMPLE.trim_end().len() {
        let bytes = &SAMPLE.as_bytes()[..end];
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let errors = parse(&Source::new("p", text)).expect_err(text);
        let [error] = errors.as_slice() else { panic!("{errors:?}") };
        let span = error.span.expect("a span");
        assert_eq!(span.end, end, "{error}\n{text}");
    }
}
