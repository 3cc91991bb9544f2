//! Where the documents are, and how the tests read them.

use std::path::{Path, PathBuf};

use vss_sim::documents::{BackupComponents, Document, Read, ReadOptions, WriterMetadata};

/// A document on disk.
pub struct Sample {
    /// Its file name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Sample {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).expect("samples are UTF-8")
    }

    pub fn read(&self) -> Read<Document> {
        Document::read(&self.bytes, &ReadOptions::default()).unwrap_or_else(|e| panic!("{}: {e}", self.name))
    }
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn samples(folder: &Path) -> Option<Vec<Sample>> {
    let mut found: Vec<Sample> = std::fs::read_dir(folder)
        .ok()?
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|e| e == "xml"))
        .map(|path| Sample {
            name: path.file_name().expect("it is a file").to_string_lossy().into_owned(),
            bytes: std::fs::read(&path).expect("the file can be read"),
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Some(found)
}

/// Our own documents: writer metadata, then backup components.
pub fn fixtures() -> Vec<Sample> {
    let mut all = samples(&workspace().join("fixtures/writer-metadata")).expect("fixtures are there");
    all.extend(samples(&workspace().join("fixtures/backup-components")).expect("fixtures are there"));
    all
}

/// One of our own documents.
pub fn fixture(name: &str) -> Sample {
    fixtures().into_iter().find(|f| f.name == name).expect("there is such a fixture")
}

/// The captured documents that VSS itself wrote, and the seven that others wrote or reprinted.
pub struct Corpus {
    pub written_by_vss: Vec<Sample>,
    pub others: Vec<Sample>,
}

/// The captured documents, where they are; says so where they are not.
pub fn corpus() -> Option<Corpus> {
    let folder = workspace().join("../shared/corpus");
    let Some(writers) = samples(&folder.join("writer-metadata")) else {
        println!("skipped: no captured documents here");
        return None;
    };
    let backups = samples(&folder.join("backup-components")).expect("the second folder is there too");
    let mut corpus = Corpus { written_by_vss: Vec::new(), others: Vec::new() };
    for sample in writers.into_iter().filter(|s| s.name.starts_with("ws2012r2")) {
        let express = ["WM00", "WM01", "WM02"].iter().any(|n| sample.name.contains(n));
        if express { &mut corpus.others } else { &mut corpus.written_by_vss }.push(sample);
    }
    for sample in backups.into_iter().filter(|s| s.name.ends_with("BCDocument.xml")) {
        let reprinted = sample.bytes.starts_with(b"<?xml");
        if reprinted { &mut corpus.others } else { &mut corpus.written_by_vss }.push(sample);
    }
    assert_eq!(corpus.written_by_vss.len(), 16 + 1);
    assert_eq!(corpus.others.len(), 6 + 1);
    Some(corpus)
}

pub fn writer(text: &str) -> Read<WriterMetadata> {
    WriterMetadata::read_str(text, &ReadOptions::default()).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

pub fn backup(text: &str) -> Read<BackupComponents> {
    BackupComponents::read_str(text, &ReadOptions::default()).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// The span in which two texts differ: the first differing byte, and where it ends in each.
pub fn difference(a: &str, b: &str) -> (usize, usize, usize) {
    let start = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - start;
    let tail = a.bytes().rev().zip(b.bytes().rev()).take(rest).take_while(|(x, y)| x == y).count();
    (start, a.len() - tail, b.len() - tail)
}
