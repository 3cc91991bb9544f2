//! The captured documents come out as they went in.

use vss_sim::documents::{Document, ReadOptions};

use crate::support::{Sample, corpus, fixtures};

fn is_a_fixed_point(sample: &Sample) {
    let first = sample.read();
    let printed = first.value.write();
    let again =
        Document::read(printed.as_bytes(), &ReadOptions::default()).expect("a printed document reads");
    assert!(again.value == first.value, "{}: another content", sample.name);
    assert!(again.value.write() == printed, "{}: another print", sample.name);
}

#[test]
fn what_vss_wrote_prints_byte_for_byte() {
    let Some(corpus) = corpus() else { return };
    for sample in &corpus.written_by_vss {
        let read = sample.read();
        assert!(read.value.write().as_bytes() == sample.bytes, "{}", sample.name);
        assert_eq!(read.warnings, [], "{}", sample.name);
    }
}

#[test]
fn the_others_keep_their_content() {
    let Some(corpus) = corpus() else { return };
    for sample in &corpus.others {
        let read = sample.read();
        assert_eq!(read.warnings, [], "{}", sample.name);
        is_a_fixed_point(sample);
        assert!(!read.value.write().contains(['\t', '\n']), "{}", sample.name);
    }
}

#[test]
fn printing_is_a_fixed_point() {
    fixtures().iter().for_each(is_a_fixed_point);
    let Some(corpus) = corpus() else { return };
    corpus.written_by_vss.iter().for_each(is_a_fixed_point);
}

#[test]
fn strict_reading_takes_them_too() {
    let Some(corpus) = corpus() else { return };
    let strict = ReadOptions { strict: true, ..ReadOptions::default() };
    for sample in corpus.written_by_vss.iter().chain(&corpus.others) {
        Document::read(&sample.bytes, &strict).unwrap_or_else(|e| panic!("{}: {e}", sample.name));
    }
}
