//! Captured documents, where they are at hand.

use std::fs;
use std::path::{Path, PathBuf};

use vss_conformance::rules::document::{Documents, check};
use vss_conformance::rules::{Level, Origin};
use vss_sim::documents::{Document, ReadOptions};

/// A rule that a captured document does break.
struct Divergence {
    rule: &'static str,
    /// How the file's name ends.
    file: &'static str,
    why: &'static str,
}

const DIVERGENCES: [Divergence; 2] = [
    Divergence {
        rule: "IBW-057",
        file: "ws2012r2-no-sql-BCDocument.xml",
        why: "DiskShadow sets bBackupBootableSystemState in every backup, and leaves the ASR Writer out whose nonselectable \
              component lies on a volume without a drive letter, which is not in the shadow copy set",
    },
    Divergence {
        rule: "IBW-057",
        file: "ws2012r2-with-sql-BCDocument.xml",
        why: "as in the other backup of the same machine",
    },
];

/// The captured documents of one machine and backup, by what their names begin with.
const SESSIONS: [&str; 2] = ["ws2012r2-no-sql-", "ws2012r2-with-sql-"];

fn corpus() -> Option<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if corpus.is_dir() {
        return Some(corpus);
    }
    println!("skipped: {} is not there", corpus.display());
    None
}

/// The documents below the corpus whose names begin so.
fn documents(corpus: &Path, begin: &str) -> Vec<(String, Document)> {
    let mut files: Vec<PathBuf> = ["writer-metadata", "backup-components"]
        .iter()
        .flat_map(|folder| fs::read_dir(corpus.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let named =
        files.into_iter().map(|file| (file.file_name().unwrap().to_string_lossy().into_owned(), file));
    let mine = named.filter(|(name, _)| name.starts_with(begin) && !name.ends_with("Manifest.xml"));
    mine.map(|(name, file)| {
        let bytes = fs::read(file).unwrap();
        let read = Document::read(&bytes, &ReadOptions::default());
        (name.clone(), read.unwrap_or_else(|error| panic!("{name}: {error}")).value)
    })
    .collect()
}

#[test]
fn captured_documents_break_no_rule_but_those_listed() {
    let Some(corpus) = corpus() else { return };
    let mut matched = vec![0; DIVERGENCES.len()];
    let mut others = Vec::new();
    for session in SESSIONS {
        let (names, documents): (Vec<String>, Vec<Document>) =
            documents(&corpus, session).into_iter().unzip();
        assert_eq!(documents.len(), 12, "{session}");
        for finding in check(&Documents::new(documents), |_| true) {
            if !matches!(finding.level(), Level::Must | Level::MustNot) {
                continue;
            }
            let Origin::Document { input, .. } = finding.origin;
            let listed = DIVERGENCES
                .iter()
                .position(|known| known.rule == finding.rule && names[input].ends_with(known.file));
            match listed {
                Some(index) => matched[index] += 1,
                None => others.push(format!("{}: {} {}", names[input], finding.rule, finding.message)),
            }
        }
    }
    assert!(others.is_empty(), "{others:#?}");
    for (divergence, count) in DIVERGENCES.iter().zip(matched) {
        assert_eq!(count, 1, "{} no longer diverges in {}", divergence.rule, divergence.file);
        assert!(!divergence.why.is_empty());
    }
}

#[test]
fn each_captured_document_alone_breaks_no_rule() {
    let Some(corpus) = corpus() else { return };
    for (name, document) in SESSIONS.iter().flat_map(|session| documents(&corpus, session)) {
        let findings = check(&Documents::new([document]), |_| true);
        let broken: Vec<_> = findings
            .iter()
            .filter(|finding| matches!(finding.level(), Level::Must | Level::MustNot))
            .map(|finding| format!("{} {}", finding.rule, finding.message))
            .collect();
        assert!(broken.is_empty(), "{name}: {broken:#?}");
    }
}
