//! The shape of the sources: sizes, folders, the order of modules, and what must not be left in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use vss_tests::sources::{circles, edges, files_below, functions, module_of, rust_files, workspace};

/// No file is longer.
const MAX_FILE_LINES: usize = 800;
/// The median of the files' lines stays under this, and under its pin.
const MAX_MEDIAN_LINES: usize = 250;
const MEDIAN_LINES: Pin = Pin { name: "MEDIAN_LINES", ceiling: 150, margin: 75 };
/// A function longer than this is a long one.
const LONG_FUNCTION_LINES: usize = 70;
/// Of a thousand functions, at most so many are long ones, and at most so many as the pin says.
const MAX_LONG_FUNCTIONS: usize = 30;
const LONG_FUNCTIONS: Pin = Pin { name: "LONG_FUNCTIONS", ceiling: 5, margin: 5 };

/// The modules of the model, each of which may use those before it and no other.
const ORDER: [&str; 7] = ["vocabulary", "documents", "components", "api", "machines", "world", "trace"];

/// A number that may fall and not rise.
struct Pin {
    name: &'static str,
    ceiling: usize,
    /// When the tree is better than the ceiling by more than this, the ceiling has to be lowered. A ceiling that
    /// is no higher than its margin is as tight as it needs to be.
    margin: usize,
}

impl Pin {
    fn check(&self, found: usize) -> Result<(), String> {
        let Self { name, ceiling, margin } = self;
        if found > *ceiling {
            return Err(format!("{name} is {found}, over its pin of {ceiling}: split what has grown"));
        }
        if found + margin < *ceiling {
            return Err(format!(
                "{name} is {found}, far under its pin: lower the pin from {ceiling} to {found}"
            ));
        }
        Ok(())
    }
}

/// The Rust files of the project, with their texts.
fn sources() -> Vec<(PathBuf, String)> {
    let folders = ["sim/src", "conformance/src", "tests"];
    let files = folders.iter().flat_map(|folder| rust_files(&workspace().join(folder)));
    files.map(|file| (file.clone(), fs::read_to_string(&file).unwrap())).collect()
}

#[test]
fn a_pin_refuses_what_is_worse_and_asks_to_be_lowered() {
    let pin = Pin { name: "N", ceiling: 10, margin: 3 };
    assert!(pin.check(10).is_ok() && pin.check(7).is_ok());
    assert!(pin.check(11).unwrap_err().contains("over its pin"));
    assert!(pin.check(6).unwrap_err().contains("from 10 to 6"));
}

#[test]
fn files_are_short() {
    let mut sizes: Vec<(usize, PathBuf)> =
        sources().into_iter().map(|(file, text)| (text.lines().count(), file)).collect();
    sizes.sort();
    let (longest, file) = sizes.last().unwrap();
    assert!(*longest <= MAX_FILE_LINES, "{} has {longest} lines", file.display());
    let median = sizes[sizes.len() / 2].0;
    println!("{} files, median of lines {median}, longest {longest}", sizes.len());
    assert!(median < MAX_MEDIAN_LINES, "the median of lines is {median}");
    MEDIAN_LINES.check(median).unwrap();
}

#[test]
fn functions_are_short() {
    let mut all = 0;
    let mut long = Vec::new();
    for (file, text) in sources() {
        let functions = functions(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        all += functions.len();
        let of_file = functions.into_iter().filter(|(_, lines)| *lines > LONG_FUNCTION_LINES);
        long.extend(of_file.map(|(name, lines)| format!("{} {name}: {lines}", file.display())));
    }
    let share = (long.len() * 1000).div_ceil(all.max(1));
    println!("{all} functions, {} long ones, {share} of a thousand", long.len());
    assert!(share <= MAX_LONG_FUNCTIONS, "{share} of a thousand functions are long: {long:#?}");
    LONG_FUNCTIONS.check(share).unwrap_or_else(|error| panic!("{error}: {long:#?}"));
}

#[test]
fn every_folder_says_what_it_is_for() {
    for src in ["sim/src", "conformance/src", "tests/src"] {
        let src = workspace().join(src);
        let files = rust_files(&src);
        let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
        assert!(folders.contains(src.as_path()), "{} has no sources", src.display());
        for folder in folders {
            let head = if folder == src { "lib.rs" } else { "mod.rs" };
            let text = fs::read_to_string(folder.join(head));
            let text = text.unwrap_or_else(|error| panic!("{head} of {}: {error}", folder.display()));
            assert!(text.starts_with("//! "), "{head} of {} does not say what it is for", folder.display());
        }
    }
}

#[test]
fn modules_use_each_other_in_one_direction() {
    for src in ["sim/src", "conformance/src"] {
        let edges = edges(&workspace().join(src)).unwrap();
        let circles = circles(&edges);
        let on_them: Vec<_> = edges
            .iter()
            .filter(|edge| {
                circles
                    .iter()
                    .any(|circle| circle.contains(&edge.from.as_str()) && circle.contains(&edge.to.as_str()))
            })
            .collect();
        assert!(circles.is_empty(), "{src}: {circles:?} use each other: {on_them:#?}");
    }
}

#[test]
fn the_modules_of_the_model_keep_their_order() {
    let src = workspace().join("sim/src");
    let place = |module: &str| {
        let place = ORDER.iter().position(|known| *known == module);
        place.unwrap_or_else(|| panic!("the module {module} of the model has no place in ORDER"))
    };
    for file in rust_files(&src) {
        if let Some(module) = module_of(&file, &src).first() {
            place(module);
        }
    }
    let edges = edges(&src).unwrap();
    let backwards: Vec<_> = edges.iter().filter(|edge| place(&edge.to) > place(&edge.from)).collect();
    assert!(backwards.is_empty(), "modules use what comes after them in {ORDER:?}: {backwards:#?}");
}

#[test]
fn nothing_unfinished_or_private_is_left() {
    // The words are put together here, so that this file does not hold them.
    let everywhere = [concat!("/wo", "rk/")];
    let in_sources = [
        concat!("tod", "o!("),
        concat!("unimple", "mented!("),
        concat!("#[ign", "ore"),
        concat!("allow(dead", "_code)"),
    ];
    let mut found = Vec::new();
    for file in files_below(&workspace()) {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        let is_source = file.extension().is_some_and(|extension| extension == "rs");
        let words = everywhere.iter().chain(in_sources.iter().filter(|_| is_source));
        found.extend(
            words.filter(|word| text.contains(**word)).map(|word| format!("{} in {}", word, file.display())),
        );
    }
    assert!(found.is_empty(), "{found:#?}");
}
