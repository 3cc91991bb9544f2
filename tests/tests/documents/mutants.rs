//! Damaged documents: nothing panics, what still reads prints to a fixed point, and every error lies in the damage or
//! after it.

use vss_sim::documents::{Document, Layout, ReadOptions};
use vss_tests::damage::{Damage, Seeded, damage};

use crate::support::{Sample, corpus, fixtures};

const MUTANTS: usize = 1_000;

/// What damage puts into a document.
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

const DAMAGE: Damage<'static> = Damage { tokens: &TOKENS, lengths: [1, 4, 30, 300] };

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
            let layout = Layout::read(bytes, &options).unwrap_or_else(|e| panic!("{name} at {start}: {e}"));
            assert!(layout.name(Layout::ROOT).is_some(), "{name} at {start}");
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
        let (bytes, start) = damage(sample.text(), &DAMAGE, &mut random);
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
