//! Which files the paths of a command line mean.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::files::cannot_read;
use crate::source::Problem;

/// How the names of scenario files end.
pub const ENDING: &str = ".scenario.json";

/// How the names of XML files end, in whatever case.
const XML_ENDING: &str = ".xml";

/// The files that were selected.
#[derive(Debug, Default)]
pub struct Selection {
    /// The files: those of a folder sorted by path, otherwise in the order in which they were named. None twice.
    pub files: Vec<PathBuf>,
    /// The folders that hold no such file.
    pub empty: Vec<PathBuf>,
    /// What could not be looked at.
    pub problems: Vec<Problem>,
    seen: BTreeSet<PathBuf>,
}

/// Selects files as they are named, and all below a folder whose names end in [`ENDING`].
#[must_use]
pub fn scenario_files(paths: &[PathBuf]) -> Selection {
    select(paths, |name| name.ends_with(ENDING))
}

/// Selects files as they are named, and all XML files below a folder.
#[must_use]
pub fn xml_files(paths: &[PathBuf]) -> Selection {
    select(paths, |name| name.to_ascii_lowercase().ends_with(XML_ENDING))
}

/// Selects files as they are named, and all below a folder of whose names `wanted` is true.
fn select(paths: &[PathBuf], wanted: fn(&str) -> bool) -> Selection {
    let mut selection = Selection::default();
    for path in paths {
        if path.is_dir() {
            let mut found = Vec::new();
            selection.look_into(path, wanted, &mut found);
            found.sort();
            if found.is_empty() {
                selection.empty.push(path.clone());
            }
            found.into_iter().for_each(|file| selection.add(file));
        } else {
            selection.add(path.clone());
        }
    }
    selection
}

impl Selection {
    /// Whether this is the first time that a file or folder is met, by whatever path.
    fn is_new(&mut self, path: &Path) -> bool {
        // What has no canonical path cannot be read either, and is reported when that is tried.
        let identity = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        self.seen.insert(identity)
    }

    fn add(&mut self, file: PathBuf) {
        if self.is_new(&file) {
            self.files.push(file);
        }
    }

    fn look_into(&mut self, folder: &Path, wanted: fn(&str) -> bool, found: &mut Vec<PathBuf>) {
        let mut folders = vec![folder.to_path_buf()];
        // Links may lead back to a folder above.
        let mut entered = BTreeSet::new();
        while let Some(folder) = folders.pop() {
            if !fs::canonicalize(&folder).is_ok_and(|identity| entered.insert(identity)) {
                continue;
            }
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.problems.push(cannot_read(&folder, &error));
                    continue;
                }
            };
            for entry in entries {
                match entry {
                    Ok(entry) if entry.path().is_dir() => folders.push(entry.path()),
                    // A pipe or device that has the name is none: reading it may never end.
                    Ok(entry) if is_one(&entry.path(), wanted) => found.push(entry.path()),
                    Ok(_) => {}
                    Err(error) => self.problems.push(cannot_read(&folder, &error)),
                }
            }
        }
    }
}

/// Whether a path found in a folder is such a file. A broken link is one that cannot be read, and is told of.
fn is_one(path: &Path, wanted: fn(&str) -> bool) -> bool {
    let named = path.file_name().is_some_and(|name| wanted(&name.to_string_lossy()));
    named && fs::metadata(path).map_or(true, |there| there.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_and_nothing_is_taken_twice() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        for folder in ["b", "a/deep", "none"] {
            fs::create_dir_all(at(folder)).unwrap();
        }
        for file in ["b/2.scenario.json", "b/1.scenario.json", "a/deep/z.scenario.json", "a/other.json"] {
            fs::write(at(file), "{}").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.path(), at("a/deep/up")).unwrap();

        let found = scenario_files(&[
            root.path().to_path_buf(),
            at("b/1.scenario.json"),
            at("none"),
            at("a/other.json"),
        ]);
        let names: Vec<String> = found
            .files
            .iter()
            .map(|file| file.strip_prefix(root.path()).unwrap().to_string_lossy().replace('\\', "/"))
            .collect();
        assert_eq!(
            names,
            ["a/deep/z.scenario.json", "b/1.scenario.json", "b/2.scenario.json", "a/other.json"]
        );
        assert_eq!(found.empty, [at("none")]);
        fs::write(at("b/x.XML"), "").unwrap();
        assert_eq!(xml_files(&[at("b"), at("a/other.json")]).files, [at("b/x.XML"), at("a/other.json")]);
        assert!(found.problems.is_empty());
    }
}
