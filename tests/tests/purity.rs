//! What the model may depend on, and what the rules may see of it.

use std::fs;

use vss_tests::sources::{edges, mentions, module_of, rust_files, workspace};

/// The crates the model may use: strings, reading XML, graphs. None of them reads a clock, a file or a socket here.
const ALLOWED: [&str; 3] = ["ecow", "quick-xml", "petgraph"];

/// The crates in the dependency sections of a manifest that reach the finished library.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut section = String::new();
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']').trim().to_owned();
            // `[dependencies.name]` names the crate in the header.
            let (table, name) = section.rsplit_once('.').unwrap_or(("", ""));
            if is_dependency_table(table) {
                found.push(name.trim_matches('"').to_owned());
            }
        } else if is_dependency_table(&section) && !line.is_empty() && !line.starts_with('#') {
            let key = line.split(['=', '.']).next().unwrap_or_default();
            found.push(key.trim().trim_matches('"').to_owned());
        }
    }
    found
}

fn is_dependency_table(section: &str) -> bool {
    let last = section.rsplit('.').next().unwrap_or_default();
    matches!(last, "dependencies" | "build-dependencies")
}

#[test]
fn dependencies_are_found_in_every_form() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\n\"b\" = \"1\"\n# no\n\
                    [dev-dependencies]\nc = \"1\"\n[dependencies.d]\nversion = \"1\"\n\
                    [target.'cfg(unix)'.dependencies]\ne = { version = \"1\" }\n[build-dependencies]\nf = \"1\"\n";
    assert_eq!(dependencies(manifest), ["a", "b", "d", "e", "f"]);
}

#[test]
fn the_model_depends_on_nothing_but_the_short_list() {
    let manifest = fs::read_to_string(workspace().join("sim/Cargo.toml")).unwrap();
    let found = dependencies(&manifest);
    assert!(!found.is_empty(), "the manifest was not understood");
    let others: Vec<_> = found.iter().filter(|name| !ALLOWED.contains(&name.as_str())).collect();
    assert!(others.is_empty(), "{others:?} are not on the list {ALLOWED:?}");
    let renamed =
        manifest.lines().any(|line| line.trim_start().starts_with("package =") || line.contains("{ package"));
    assert!(!renamed, "a dependency under another name would not be seen");
}

/// The files below a folder that mention one of these paths, or anything below them.
fn files_that_mention(folder: &str, forbidden: &[&[&str]]) -> Vec<String> {
    let src = workspace().join(folder);
    let mut found = Vec::new();
    for file in rust_files(&src) {
        let text = fs::read_to_string(&file).unwrap();
        let mentions = mentions(&text, &module_of(&file, &src)).unwrap();
        let hits = mentions.iter().filter(|mention| {
            let path: Vec<&str> = mention.path.iter().map(String::as_str).collect();
            forbidden.iter().any(|start| path.starts_with(start))
        });
        found.extend(hits.map(|hit| format!("{}: {}", file.display(), hit.path.join("::"))));
    }
    found
}

/// The parts of the standard library that depend on the platform cannot be named in the linter's list, which has
/// to hold on every platform.
#[test]
fn the_model_uses_nothing_of_one_platform() {
    let found = files_that_mention("sim/src", &[&["std", "os"], &["std", "arch"], &["core", "arch"]]);
    assert!(found.is_empty(), "{found:#?}");
    let everything = files_that_mention("sim/src", &[&["std"]]);
    assert!(!everything.is_empty(), "no use of the standard library was found, so the search is broken");
}

/// Rules judge traces and documents. If they saw the model's world or its machines, they would judge it by itself.
#[test]
fn the_rules_see_neither_the_world_nor_the_machines() {
    let inside = [["vss_sim", "world"], ["vss_sim", "machines"]];
    let seen = files_that_mention("conformance/src/rules", &[&inside[0], &inside[1]]);
    assert!(seen.is_empty(), "{seen:#?}");
    let documents = files_that_mention("conformance/src/rules", &[&["vss_sim", "documents"]]);
    assert!(!documents.is_empty(), "no use of the documents was found, so the search is broken");
    // Through another module of their crate they could see both: they use what texts and places are, and no more.
    let edges = edges(&workspace().join("conformance/src")).unwrap();
    let others: Vec<_> = edges.iter().filter(|edge| edge.from == "rules" && edge.to != "source").collect();
    assert!(others.is_empty(), "{others:#?}");
    // By another name, or by all names at once, the world would pass unseen.
    let whole = files_that_mention("conformance/src/rules", &[&["vss_sim", "*"], &["vss_sim", "self"]]);
    assert!(whole.is_empty(), "{whole:#?}");
    for file in rust_files(&workspace().join("conformance/src/rules")) {
        let text = fs::read_to_string(&file).unwrap();
        let alone = mentions(&text, &[]).unwrap().iter().any(|mention| mention.path == ["vss_sim"]);
        assert!(!alone, "{} names the model as a whole", file.display());
    }
}
