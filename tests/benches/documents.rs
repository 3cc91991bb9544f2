//! How fast a large Writer Metadata Document is read and written, beside two yardsticks on the same bytes.
//!
//! Prints medians of alternating runs and their ratios: reading fully typed against `roxmltree` building its tree and
//! against a `quick-xml` loop that visits every attribute, and writing against reading.

#![forbid(unsafe_code)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use quick_xml::Reader;
use quick_xml::events::Event;
use vss_sim::documents::{ReadOptions, WriterMetadata};

const RUNS: usize = 20;

fn main() {
    let (origin, text) = document();
    println!("{origin}: {} bytes", text.len());
    let document = WriterMetadata::read(text.as_bytes(), &ReadOptions::default()).expect("it reads").value;
    let mut times: [Vec<Duration>; 4] = Default::default();
    for run in 0..=RUNS {
        let measured = [
            time(|| WriterMetadata::read(black_box(text.as_bytes()), &ReadOptions::default()).is_ok()),
            time(|| roxmltree::Document::parse(black_box(&text)).is_ok()),
            time(|| visit(black_box(&text)) > 0),
            time(|| !black_box(&document).write().is_empty()),
        ];
        // The first run warms up.
        if run > 0 {
            times.iter_mut().zip(measured).for_each(|(list, time)| list.push(time));
        }
    }
    let [read, tree, visit, write] = times.map(median);
    for (name, time) in
        [("read typed", read), ("roxmltree parse", tree), ("quick-xml visit", visit), ("write", write)]
    {
        println!("{name:16} {:8.3} ms", time * 1e3);
    }
    println!("read / roxmltree {:.3} (at most 0.95)", read / tree);
    println!("read / visit     {:.3} (at most 2)", read / visit);
    println!("write / read     {:.3} (below 1)", write / read);
}

fn time(run: impl FnOnce() -> bool) -> Duration {
    let start = Instant::now();
    let ok = run();
    let time = start.elapsed();
    assert!(black_box(ok));
    time
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

/// The yardstick: every attribute is found, nothing is kept.
fn visit(text: &str) -> usize {
    let mut reader = Reader::from_str(text);
    let mut bytes = 0;
    loop {
        match reader.read_event().expect("it is XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("it is XML");
                    bytes += attribute.key.as_ref().len() + attribute.value.len();
                }
            }
            Event::Eof => return bytes,
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

/// The largest captured document where there is one, else a generated one of its shape.
fn document() -> (&'static str, String) {
    let captured = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus/writer-metadata/ws2012r2-no-sql-WM03-system.xml");
    match std::fs::read_to_string(captured) {
        Ok(text) => ("captured", text),
        Err(_) => ("generated", generated()),
    }
}

fn generated() -> String {
    let mut text = String::from(concat!(
        r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">"#,
        r#"<IDENTIFICATION writerId="9d2b7c10-6e54-4f8a-a3c1-d0e9f8a7b6c5" "#,
        r#"instanceId="51f2e3d4-c5b6-47a8-9988-776655443322" friendlyName="Generated" usage="USER_DATA" "#,
        r#"dataSource="OTHER" majorVersion="0" minorVersion="0"/><BACKUP_LOCATIONS><FILE_GROUP "#,
        r#"componentName="All" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes" "#,
        r#"selectableForRestore="no" componentFlags="0">"#
    ));
    for index in 0..19_000 {
        let folder = format!(r"c:\windows\winsxs\folder-{:05}\resources", index / 3 * 7 % 1900);
        let file = format!("{}{index}.mui", if index % 2 == 0 { "a" } else { "microsoft-windows-part-" });
        text.push_str(&format!(
            r#"<FILE_LIST path="{folder}" filespec="{file}" filespecBackupType="3855"/>"#
        ));
    }
    text.push_str("</FILE_GROUP></BACKUP_LOCATIONS></WRITER_METADATA>");
    text
}
