//! How fast whole backups are made, and how their time grows with what is in them.
//!
//! `cargo bench -p vss-tests --bench backup` prints the backups per second over the captured writers, whose documents
//! are read once and shared, and three curves: components of one writer, writers of one backup, and calls in one
//! OnIdentify. Every scenario has to pass before it is measured. Times are medians of alternating rounds, each beside
//! a peer from the same rounds, so that machines can be compared by ratios.

#![forbid(unsafe_code)]

use std::hint::black_box;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use vss_conformance::scenario::WriterSource;
use vss_sim::documents::{ReadOptions, WriterMetadata};
use vss_tests::backups::{self, Prepared};
use vss_tests::sources::workspace;

/// How often each thing is measured.
const ROUNDS: usize = 5;
/// How long one measurement takes at least, in seconds: far more than the grain of the clock.
const LEAST: f64 = 0.1;

const SIZES: [usize; 7] = [10, 30, 100, 300, 1_000, 3_000, 10_000];

fn main() {
    let clock = if on_cpu().is_some() { "time of this thread on a processor" } else { "time by the clock" };
    println!("{clock}, medians of {ROUNDS} rounds");
    over_the_captured_writers();
    curve("components of one writer", "copying its document", &SIZES, |size| {
        let prepared = backup(1, size);
        let documents = documents(&prepared);
        (prepared, Box::new(move || documents.iter().all(copied)))
    });
    curve("writers with one component each", "copying their documents", &SIZES[..6], |size| {
        let prepared = backup(size, 1);
        let documents = documents(&prepared);
        (prepared, Box::new(move || documents.iter().all(copied)))
    });
    curve("calls in one OnIdentify", "making them without the model", &SIZES, |size| {
        let prepared = Prepared::of_source(backups::building(size), Path::new(""));
        (prepared, Box::new(move || backups::document(0, size).components().len() == size))
    });
}

/// A backup over the documents that the writers of a real machine delivered, where they are there.
fn over_the_captured_writers() {
    let captured = workspace().join("scenarios/captured/backup-of-run-with-sql.scenario.json");
    let (origin, prepared) = match Prepared::of_file(&captured) {
        Some(prepared) => ("captured writers", prepared),
        None => ("writers of the fixtures, for the captured documents are not there", backups::fixtures()),
    };
    let prepared = prepared.passing();
    let texts: Vec<String> = documents(&prepared).iter().map(|document| document.write()).collect();
    let options = ReadOptions::default();
    let mut times: [Vec<f64>; 2] = Default::default();
    for _ in 0..ROUNDS {
        times[0].push(time(&|| passes(&prepared)));
        times[1].push(time(&|| texts.iter().all(|text| WriterMetadata::read_str(text, &options).is_ok())));
    }
    let [backup, reading] = times.map(median);
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("a backup over {} {origin}, whose documents have {bytes} bytes", texts.len());
    println!("  {:.0} a second, {:.1} us each", 1.0 / backup, backup * 1e6);
    println!("  backup / reading the documents {:.4}", backup / reading);
}

/// A backup of every component of generated writers.
fn backup(writers: usize, components: usize) -> Prepared {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..writers {
        let document = backups::document(number, components).write();
        std::fs::write(folder.path().join(backups::document_file(number)), document).expect("a file");
    }
    Prepared::of_source(backups::scenario(writers, components), folder.path())
}

fn documents(prepared: &Prepared) -> Vec<Arc<WriterMetadata>> {
    let document = |source: &WriterSource| match source {
        WriterSource::Document(document) => Some(Arc::clone(document)),
        WriterSource::Script | WriterSource::InProcess(_) => None,
    };
    prepared.plan().cast.writers.iter().filter_map(|writer| document(&writer.source)).collect()
}

/// Prints how long a run of each size takes, for each of what is counted, and beside its peer.
fn curve(
    what: &str,
    peer: &str,
    sizes: &[usize],
    prepare: impl Fn(usize) -> (Prepared, Box<dyn Fn() -> bool>),
) {
    println!("{what}, beside {peer}");
    let of_size = |size: &usize| {
        let (prepared, peer) = prepare(*size);
        (*size, prepared.passing(), peer, [Vec::new(), Vec::new()])
    };
    let mut all: Vec<_> = sizes.iter().map(of_size).collect();
    for _ in 0..ROUNDS {
        for (size, prepared, peer, times) in &mut all {
            times[0].push(time(&|| passes(prepared)) / *size as f64);
            times[1].push(time(&*peer) / *size as f64);
        }
    }
    let mut each = Vec::new();
    for (size, .., times) in all {
        let [run, peer] = times.map(median);
        let (micros, millis) = (run * 1e6, run * size as f64 * 1e3);
        println!("  {size:6}: {micros:7.3} us each, {millis:7.2} ms in all, run / peer {:5.1}", run / peer);
        each.push((size, run));
    }
    let hundred = each.iter().find(|(size, _)| *size == 100);
    if let (Some((_, hundred)), Some((largest, most))) = (hundred, each.last()) {
        println!("  each of {largest} / each of 100: {:.2}", most / hundred);
    }
}

fn passes(prepared: &Prepared) -> bool {
    black_box(prepared.run()).result.findings.is_empty()
}

fn copied(document: &Arc<WriterMetadata>) -> bool {
    black_box(WriterMetadata::clone(document)).version == document.version
}

/// Seconds that a run takes, made so often that the clock can tell.
fn time(run: &dyn Fn() -> bool) -> f64 {
    let mut runs = 1_u32;
    loop {
        let start = now();
        for _ in 0..runs {
            assert!(black_box(run()));
        }
        let taken = now() - start;
        if taken >= LEAST {
            return taken / f64::from(runs);
        }
        runs *= 2;
    }
}

/// Seconds since some moment; what other programs do meanwhile counts only where the system cannot tell it apart.
fn now() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    on_cpu().unwrap_or_else(|| START.elapsed().as_secs_f64())
}

/// Seconds that this thread has spent on a processor, where Linux says so.
fn on_cpu() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
