//! What cannot be checked of a Backup Components Document without the writers' own documents.

use std::collections::BTreeSet;

use vss_conformance::rules::document::{Documents, unchecked};
use vss_sim::documents::Document;

use crate::documents::{BACKUP, FULL_BACKUP, LEDGER, MY_WRITER};
use crate::{broken, cases, findings, read, rules_of};

fn rules_unchecked(texts: &[&str]) -> BTreeSet<&'static str> {
    let documents = Documents::new(texts.iter().map(|text| read(text)));
    unchecked(&documents, |_| true).into_iter().flat_map(|unchecked| unchecked.rules).collect()
}

#[test]
fn what_a_backup_alone_does_not_show_broken_is_said_to_be_unchecked() {
    let (mut seen, mut unseen) = (BTreeSet::new(), BTreeSet::new());
    for case in cases() {
        let broken = broken(case);
        if !matches!(read(&broken), Document::BackupComponents(_)) {
            continue;
        }
        let is_found = rules_of(&findings(&[&broken])).contains(case.rule);
        let is_told = rules_unchecked(&[&broken]).contains(case.rule);
        assert_ne!(is_found, is_told, "{} {}", case.rule, case.violates);
        if is_found { &mut seen } else { &mut unseen }.insert(case.rule);
    }
    assert!(seen.len() > 10 && unseen.len() > 10, "{seen:?} {unseen:?}");
}

#[test]
fn nothing_is_unchecked_where_the_writers_documents_are_given() {
    assert!(rules_unchecked(&[BACKUP]).contains("PART-024"));
    assert_eq!(rules_unchecked(&[BACKUP, MY_WRITER]), BTreeSet::new());
    assert_eq!(rules_unchecked(&[LEDGER]), BTreeSet::new());
}

#[test]
fn the_writers_whose_documents_are_wanted_are_told() {
    let documents = Documents::new([MY_WRITER, FULL_BACKUP, LEDGER].map(read));
    let [unchecked] = &unchecked(&documents, |rule| rule.id == "SEL-009")[..] else { panic!() };
    assert_eq!((unchecked.input, &unchecked.rules[..]), (1, &["SEL-009"][..]));
    let classes: Vec<String> =
        unchecked.writers.iter().map(|part| part.writer_info().1.to_string()).collect();
    assert_eq!(classes, ["a0000000-0000-4000-8000-000000000009"]);
}
