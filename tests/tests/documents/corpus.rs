//! The captured documents come out as they went in.

use std::collections::BTreeSet;

use vss_sim::documents::names::{Basis, ELEMENTS, texts::TEXTS};
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

/// Names as `ELEMENT` and `ELEMENT@attribute` with the values of all attributes, by another XML reader.
fn seen(samples: &[Sample]) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut names, mut values) = (BTreeSet::new(), BTreeSet::new());
    for sample in samples {
        let tree = roxmltree::Document::parse(sample.text()).expect("it is XML");
        for node in tree.descendants().filter(|n| n.is_element()) {
            let element = node.tag_name().name();
            names.insert(element.to_owned());
            // roxmltree does not list namespace declarations as attributes.
            if node.tag_name().namespace() != node.parent().and_then(|p| p.tag_name().namespace()) {
                names.insert(format!("{element}@xmlns"));
            }
            for attribute in node.attributes() {
                names.insert(format!("{element}@{}", attribute.name()));
                values.insert(attribute.value().to_owned());
            }
        }
    }
    (names, values)
}

/// What the table calls proven is seen, and whatever is seen is called proven.
#[test]
fn the_table_tells_what_is_proven() {
    let Some(mut corpus) = corpus() else { return };
    corpus.written_by_vss.append(&mut corpus.others);
    let (names, values) = seen(&corpus.written_by_vss);
    let mut proven = BTreeSet::new();
    for row in ELEMENTS {
        proven.extend((row.basis == Basis::Proven).then(|| row.name.to_owned()));
        let attributes = row.attributes.iter().filter(|a| a.basis == Basis::Proven);
        proven.extend(attributes.map(|a| format!("{}@{}", row.name, a.name)));
    }
    // It repeats its parent's namespace, which the other reader does not show.
    proven.remove("WRITER_COMPONENTS@xmlns");
    assert_eq!(names, proven);
    for (enumeration, rows) in TEXTS {
        for row in rows.iter().filter(|row| row.basis == Basis::Proven) {
            assert!(values.contains(row.text), "{enumeration}: {}", row.text);
        }
    }
}
