//! Damaged documents: nothing panics, what still reads prints to a fixed point, and every error lies in the damage or
//! after it.

use vss_sim::documents::{Document, ReadOptions};

use crate::support::{Sample, corpus, fixtures};

const MUTANTS: usize = 1_000;

/// A small generator, so that every run damages the same bytes (splitmix64).
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

const TOKENS: [&str; 28] = [
    "<",
    ">",
    "/>",
    "</",
    "\"",
    "'",
    "=",
    "&",
    "&amp;",
    "&#13;",
    "&x;",
    "<!--",
    "-->",
    "--",
    "<!DOCTYPE a>",
    "<![CDATA[",
    "<?x?>",
    "\0",
    "\u{FFFE}",
    "é",
    ":",
    " ",
    "\r\n",
    "yes",
    "FILE_LIST",
    " path=\"x\"",
    "<Z/>",
    "7",
];

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A damaged copy, and where the damage begins.
fn damage(text: &str, random: &mut Seeded) -> (Vec<u8>, usize) {
    let start = boundary(text, random.below(text.len()));
    let longest = [1, 4, 30, 300][random.below(4)];
    let length = 1 + random.below(longest);
    let end = boundary(text, (start + length).min(text.len())).max(start);
    let (before, span, after) = (&text[..start], &text[start..end], &text[end..]);
    let text = match random.below(9) {
        0 => format!("{before}{after}"),
        1 => before.to_owned(),
        2 => format!("{before}{}{after}", random.pick(&TOKENS)),
        3 => format!("{before}{span}{span}{after}"),
        4 => {
            let from = boundary(text, random.below(text.len()));
            let to = boundary(text, (from + length).min(text.len())).max(from);
            format!("{before}{}{after}", &text[from..to])
        }
        5 => {
            let swapped: String = span
                .chars()
                .map(|c| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
                .collect();
            format!("{before}{swapped}{after}")
        }
        6 => {
            let mut rest = after.chars();
            let letter = char::from(b' ' + (random.below(95)) as u8);
            format!("{before}{letter}{}", {
                rest.next();
                rest.as_str()
            })
        }
        7 => {
            let letters: String = span
                .chars()
                .map(
                    |c| if c.is_ascii_alphanumeric() { char::from(b'a' + random.below(26) as u8) } else { c },
                )
                .collect();
            format!("{before}{letters}{after}")
        }
        _ => {
            let mut bytes = text.as_bytes().to_vec();
            bytes[start] = random.below(256) as u8;
            return (bytes, start);
        }
    };
    (text.into_bytes(), start)
}

/// Whether the mutant still reads; everything else about it is asserted.
fn survives(name: &str, bytes: &[u8], start: usize) -> bool {
    let options = ReadOptions::default();
    match Document::read(bytes, &options) {
        Ok(read) => {
            let printed = read.value.write();
            let again = Document::read(printed.as_bytes(), &options)
                .unwrap_or_else(|e| panic!("{name} at {start}: what was printed is refused: {e}\n{printed}"));
            assert!(again.value == read.value, "{name} at {start}: another content");
            assert!(again.value.write() == printed, "{name} at {start}: another print");
            true
        }
        Err(error) => {
            let shown = String::from_utf8_lossy(bytes);
            assert!(
                error.place.offset >= start,
                "{name} at {start}: {} {error}\n{shown}",
                error.place.offset
            );
            // Damage may make a document look like UTF-16, which grows by half when it is decoded.
            assert!(error.place.offset <= bytes.len() * 3 / 2, "{name} at {start}: {error}");
            assert!(!error.expected.is_empty() && !error.found.is_empty());
            false
        }
    }
}

fn torment(samples: &[Sample], seed: u64, count: usize) {
    let mut random = Seeded(seed);
    let mut survived = 0;
    for index in 0..count {
        let sample = &samples[index % samples.len()];
        let (bytes, start) = damage(sample.text(), &mut random);
        survived += usize::from(survives(&sample.name, &bytes, start));
    }
    println!("{survived} of {count} mutants still read");
    assert!(survived * 5 >= count, "only {survived} of {count} mutants still read");
    assert!(survived < count, "nothing was damaged");
}

#[test]
fn mutants_of_our_own() {
    torment(&fixtures(), 0x5653_5331, MUTANTS);
}

#[test]
fn mutants_of_the_captured() {
    let Some(corpus) = corpus() else { return };
    let mut all = corpus.written_by_vss;
    all.extend(corpus.others);
    let (large, small): (Vec<Sample>, Vec<Sample>) = all.into_iter().partition(|s| s.bytes.len() > 1_000_000);
    assert_eq!(large.len(), 2);
    torment(&small, 0x5653_5332, MUTANTS);
    torment(&large, 0x5653_5333, 20);
}
