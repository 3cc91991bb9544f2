//! Damaged documents: whatever still reads is checked without a panic, and every finding has its place.

use std::collections::BTreeMap;

use vss_conformance::rules::document::{Documents, check, locate};
use vss_sim::documents::{Document, Layout, ReadOptions};
use vss_tests::damage::{Damage, Seeded, damage};

use crate::documents::{ASR_WRITER, BACKUP, FULL_BACKUP, LEDGER, MY_WRITER, SYSTEM_STATE};

const MUTANTS: usize = 3_000;

/// What damage puts into a document.
const TOKENS: [&str; 22] = [
    "\\",
    "\\\\",
    "*",
    "?",
    "%",
    ":",
    "0",
    "yes",
    "no",
    ",",
    "File=",
    "é",
    " path=\"\"",
    " recursive=\"yes\"",
    " alternatePath=\"x\"",
    "<FILE_LIST path=\"C:\\\" filespec=\"*\"/>",
    "<DEPENDENCY writerId=\"a0000000-0000-4000-8000-000000000002\" componentName=\"accounts\"/>",
    "<PARTIAL_FILE path=\"C:\\\" filename=\"a\" ranges=\"\"/>",
    "<DIFFERENCED_FILES path=\"C:\\\" filespec=\"*\" recursive=\"yes\" lastModifyTime=\"0\"/>",
    "<NEW_TARGET path=\"\" filespec=\"\"/>",
    "Executables",
    "writerData",
];

const DAMAGE: Damage<'static> = Damage { tokens: &TOKENS, lengths: [1, 1, 3, 12] };

#[test]
fn damaged_documents_are_checked_and_their_findings_have_places() {
    let documents = [MY_WRITER, BACKUP, LEDGER, FULL_BACKUP, ASR_WRITER, SYSTEM_STATE];
    let options = ReadOptions::default();
    let mut random = Seeded(0x5653_5334);
    let (mut readable, mut found) = (0, 0);
    for index in 0..MUTANTS {
        let (bytes, _) = damage(documents[index % documents.len()], &DAMAGE, &mut random);
        let Ok(mutant) = Document::read(&bytes, &options) else { continue };
        readable += 1;
        let others = documents.iter().map(|text| Document::read(text.as_bytes(), &options).unwrap().value);
        let all: Vec<Document> = [mutant.value].into_iter().chain(others).collect();
        let texts: Vec<&[u8]> =
            [bytes.as_slice()].into_iter().chain(documents.iter().map(|text| text.as_bytes())).collect();
        let layouts: BTreeMap<usize, Layout> =
            (0..).zip(texts).map(|(input, text)| (input, Layout::read(text, &options).unwrap())).collect();
        for located in locate(check(&Documents::new(all), |_| true), &layouts) {
            found += 1;
            let mark = located.mark.unwrap_or_else(|| panic!("{} has no place", located.finding.rule));
            let text = layouts[&located.input].text();
            assert!(text.get(mark.place.offset..mark.place.offset + mark.length).is_some());
            assert!(!located.finding.message.is_empty());
        }
    }
    println!("{readable} of {MUTANTS} mutants read, with {found} findings");
    assert!(readable * 5 > MUTANTS && found > 200);
}
