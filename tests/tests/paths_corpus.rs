//! Every path and file specification of the captured documents can be read, and keeps its text.

use std::path::{Path, PathBuf};

use vss_sim::vocabulary::{FileSpec, WinPath};

fn xml_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            xml_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "xml") {
            found.push(path);
        }
    }
}

/// The text of a document, which is UTF-16 with or without a byte order mark, or UTF-8.
fn text_of(file: &Path) -> String {
    let bytes = std::fs::read(file).unwrap();
    let wide = |bytes: &[u8]| {
        let units: Vec<u16> =
            bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        String::from_utf16(&units).unwrap()
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => wide(rest),
        [b'<', 0, ..] => wide(&bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

#[test]
fn every_path_of_the_captured_documents_is_read_and_printed_as_it_is() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !corpus.is_dir() {
        println!("skipped: no captured documents beside the workspace");
        return;
    }
    let mut files = Vec::new();
    xml_files(&corpus, &mut files);
    let (mut file_lists, mut specs, mut unread) = (0, 0, Vec::new());
    for file in files {
        let text = text_of(&file);
        let Ok(document) = roxmltree::Document::parse(&text) else {
            unread.push(file);
            continue;
        };
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            for attribute in node.attributes() {
                match attribute.name() {
                    "path" | "alternatePath" => {
                        let path = WinPath::parse(attribute.value());
                        let path = path.unwrap_or_else(|error| panic!("{:?}: {error}", attribute.value()));
                        assert_eq!(path.to_string(), attribute.value());
                        assert!(path.starts_with(&path) && path.components().count() > 0, "{path}");
                        file_lists += usize::from(node.tag_name().name() == "FILE_LIST");
                    }
                    "filespec" => {
                        let spec = FileSpec::parse(attribute.value());
                        let spec = spec.unwrap_or_else(|error| panic!("{:?}: {error}", attribute.value()));
                        assert_eq!(spec.to_string(), attribute.value());
                        assert!(spec.has_wildcards() || spec.matches(&attribute.value().to_uppercase()));
                        specs += 1;
                    }
                    _ => {}
                }
            }
        }
    }
    println!("{file_lists} paths of FILE_LIST elements, {specs} file specifications");
    assert!(file_lists > 37_000 && specs > 37_000, "{file_lists} {specs}");
    // One printed example of the pages is not well-formed; every captured document is.
    assert!(
        unread.iter().all(|file| file.parent().is_some_and(|folder| folder.ends_with("configs"))),
        "{unread:?}"
    );
}
