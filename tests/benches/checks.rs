//! How the time of a check of documents grows with what is in them.
//!
//! `cargo bench -p vss-tests --bench checks` prints, for documents of several sizes, how long `meta check` takes to judge
//! them, in all and a byte of their texts: chains of components each below the last, whose texts grow with the square of
//! their number; components side by side with files of one directory; and a Backup Components Document that restores
//! and differences every one of them. The time a byte stays about the same.

#![forbid(unsafe_code)]

use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

use vss_conformance::rules::document::{Documents, check};
use vss_sim::documents::{Document, ReadOptions};

/// How often each thing is measured; the median counts.
const ROUNDS: usize = 5;

fn main() {
    curve("a chain of nested components", &[250, 500, 1_000, 2_000], |size| vec![writer(size, chained)]);
    curve("that chain, backed up", &[250, 500, 1_000, 2_000], |size| {
        vec![backup(size, chained), writer(size, chained)]
    });
    curve("components side by side, backed up", &[1_000, 2_000, 4_000, 8_000], |size| {
        vec![backup(size, beside), writer(size, beside)]
    });
}

/// Prints how long the documents of each size take.
fn curve(what: &str, sizes: &[usize], texts: impl Fn(usize) -> Vec<String>) {
    println!("{what}");
    for size in sizes {
        let texts = texts(*size);
        let bytes: usize = texts.iter().map(String::len).sum();
        let read =
            |text: &String| Document::read(text.as_bytes(), &ReadOptions::default()).expect("it reads").value;
        let mut times: Vec<f64> = (0..ROUNDS).map(|_| time(texts.iter().map(read).collect())).collect();
        times.sort_by(f64::total_cmp);
        let median = times[ROUNDS / 2];
        let each = median * 1e9 / bytes as f64;
        println!("  {size:6}: {:9.2} ms, {bytes:9} bytes, {each:6.2} ns a byte", median * 1e3);
    }
}

/// Seconds that a check takes, with putting the documents together.
fn time(documents: Vec<Document>) -> f64 {
    let start = Instant::now();
    black_box(check(&Documents::new(documents), |_| true));
    start.elapsed().as_secs_f64()
}

/// The logical path and the name of each of so many components.
type Names = fn(usize) -> Vec<(String, String)>;

fn chained(size: usize) -> Vec<(String, String)> {
    let mut path = String::new();
    let mut next = |number: usize| {
        let component = (path.clone(), format!("c{number}"));
        let separator = if path.is_empty() { "" } else { "\\" };
        let _infallible = write!(path, "{separator}c{number}");
        component
    };
    (0..size).map(&mut next).collect()
}

fn beside(size: usize) -> Vec<(String, String)> {
    (0..size).map(|number| ("a".to_owned(), format!("c{number}"))).collect()
}

const CLASS: &str = "a0000000-0000-4000-8000-000000000001";
const INSTANCE: &str = "b0000000-0000-4000-8000-000000000001";

fn writer(size: usize, names: Names) -> String {
    let mut text = format!(
        r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2"><IDENTIFICATION writerId="{CLASS}" instanceId="{INSTANCE}" friendlyName="W" usage="OTHER" dataSource="OTHER"/><RESTORE_METHOD method="RESTORE_IF_NOT_THERE" writerRestore="always" rebootRequired="no"/><BACKUP_LOCATIONS>"#
    );
    for (number, (path, name)) in names(size).into_iter().enumerate() {
        let _infallible = write!(
            text,
            r#"<FILE_GROUP logicalPath="{path}" componentName="{name}" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes" selectableForRestore="yes"><FILE_LIST path="C:\Data" filespec="f{number}.dat"/><FILE_LIST path="C:\Data" filespec="all.dat"/><DEPENDENCY writerId="{CLASS}" logicalPath="{path}" componentName="{name}"/></FILE_GROUP>"#
        );
    }
    text + "</BACKUP_LOCATIONS></WRITER_METADATA>"
}

fn backup(size: usize, names: Names) -> String {
    let mut text = format!(
        r#"<BACKUP_COMPONENTS xmlns="x-schema:#VssComponentMetadata" version="1.2" bootableSystemStateBackup="no" selectComponents="yes" backupType="full" partialFileSupport="yes"><WRITER_COMPONENTS instanceId="{INSTANCE}" writerId="{CLASS}" backupSchema="255">"#
    );
    for (number, (path, name)) in names(size).into_iter().enumerate() {
        let _infallible = write!(
            text,
            r#"<COMPONENT logicalPath="{path}" componentName="{name}" componentType="filegroup" selectedForRestore="yes" fileRestoreStatus="all"><ALTERNATE_LOCATION_MAPPING path="C:\Data" filespec="f{number}.dat" alternatePath="D:\m{number}"/><PARTIAL_FILE path="C:\Data" filename="all.dat" ranges="0:1"/><DIFFERENCED_FILES path="C:\Data" filespec="all.dat" recursive="no" lastModifyTime="0"/></COMPONENT>"#
        );
    }
    text + "</WRITER_COMPONENTS></BACKUP_COMPONENTS>"
}
