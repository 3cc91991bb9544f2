//! The step that compares a document with a file. `--bless` writes that file, so that a scenario can name none but
//! snapshots of such documents, in its own folder or below it.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use vss_sim::api::Object;
use vss_sim::documents::DocumentKind;

use crate::files::read_regular;
use crate::json::Spanned;
use crate::source::{Diagnostic, quote};

use super::checker::{Checker, unknown};
use super::format::Snapshot;
use super::plan::{ParticipantRef, SnapshotOf, SnapshotPlan};
use super::steps::Names;

/// How the names of snapshots end, in whatever case.
const ENDING: &str = ".xml";

/// A snapshot step, or nothing where it means none.
pub(super) fn snapshot(checker: &mut Checker<'_>, names: &Names, given: &Snapshot) -> Option<SnapshotPlan> {
    let of = document(checker, names, &given.of)?;
    let file = checker.path(&given.file);
    let checked = path(&given.file).and_then(|()| {
        let target = Target { name: &given.file, file: &file };
        target.lies_in(checker.folder)?;
        target.is_free(checker, kind(&of))
    });
    if let Err(error) = checked {
        checker.error(*error);
        return None;
    }
    if checker.snapshots.contains(&file) {
        let error = error(&given.file, "an earlier step compares a document with this file");
        checker.error(error.help("give each snapshot a file of its own"));
        return None;
    }
    checker.snapshots.push(file.clone());
    let redact = given.redact.iter().map(Spanned::to_string).collect();
    Some(SnapshotPlan { of, file, redact, span: given.file.span })
}

fn document(checker: &mut Checker<'_>, names: &Names, of: &Spanned<String>) -> Option<SnapshotOf> {
    if names.is_requester(of) {
        return Some(SnapshotOf::Requester(of.to_string()));
    }
    if let Some(ParticipantRef::Writer(index)) = checker.participants.get(&of.value) {
        return Some(SnapshotOf::Writer(*index));
    }
    let participants = checker.participants.keys().map(String::as_str);
    let known: BTreeSet<&str> = participants.chain(names.of(Object::Backup)).collect();
    let known: Vec<&str> = known.into_iter().collect();
    checker.error(unknown(of, "document", "a requester or a writer", &known));
    None
}

const fn kind(of: &SnapshotOf) -> DocumentKind {
    match of {
        SnapshotOf::Requester(_) => DocumentKind::BackupComponents,
        SnapshotOf::Writer(_) => DocumentKind::WriterMetadata,
    }
}

/// An error about the name of a snapshot.
fn error(name: &Spanned<String>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(name, message).found(quote(name))
}

/// Refuses what no system may take for a path within the scenario's folder: a root, a drive, a share, a stream of a
/// file, and steps up that lead out of it.
fn path(name: &Spanned<String>) -> Result<(), Box<Diagnostic>> {
    let expected = "a path from the scenario's folder, with / between its parts";
    if name.starts_with('/') || name.contains(['\\', ':', '\0']) {
        let error = error(name, "a snapshot lies in the scenario's folder or below it");
        return Err(Box::new(error.expected(expected)));
    }
    let mut depth = 0_usize;
    for part in name.split('/').filter(|part| !matches!(*part, "" | ".")) {
        let deeper = if part == ".." { depth.checked_sub(1) } else { depth.checked_add(1) };
        let Some(deeper) = deeper else {
            let error = error(name, "a snapshot lies in the scenario's folder or below it");
            let remedy = "name a file there; a writer's document may lie elsewhere";
            return Err(Box::new(error.help(remedy)));
        };
        depth = deeper;
    }
    if depth > 0 && name.to_ascii_lowercase().ends_with(ENDING) {
        return Ok(());
    }
    let error = error(name, "this is no name of a snapshot");
    Err(Box::new(error.expected(format!("the path of a file, ending in {ENDING}"))))
}

/// The file of a snapshot.
struct Target<'a> {
    name: &'a Spanned<String>,
    file: &'a Path,
}

impl Target<'_> {
    /// Refuses a file that links lead out of the folder, and one in a folder that is not there.
    fn lies_in(&self, folder: &Path) -> Result<(), Box<Diagnostic>> {
        let Self { name, file } = *self;
        let home = real(folder);
        let parent = file.parent().map(real).unwrap_or(Err(ErrorKind::NotFound));
        let (Ok(home), Ok(parent)) = (home, parent) else {
            let error = error(name, "the snapshot's folder is not there, or cannot be entered");
            return Err(Box::new(error.help("make the folder, or name another")));
        };
        let leads_out = || {
            let error = error(name, "a link leads the snapshot out of the scenario's folder");
            Box::new(error.help("put a file in the link's place, or name another"))
        };
        if !parent.starts_with(&home) {
            return Err(leads_out());
        }
        match fs::symlink_metadata(file) {
            Err(none) if none.kind() == ErrorKind::NotFound => return Ok(()),
            Err(why) => {
                return Err(Box::new(error(name, format!("the snapshot cannot be looked at: {why}"))));
            }
            Ok(_) => {}
        }
        match real(file) {
            Ok(target) if target.starts_with(&home) => Ok(()),
            Ok(_) => Err(leads_out()),
            Err(_) => {
                let error = error(name, "the snapshot is a link that leads to no file");
                Err(Box::new(error.help("remove the link, or name another file")))
            }
        }
    }

    /// Refuses a file that is there and is no snapshot of such a document: another content would be lost.
    fn is_free(&self, checker: &Checker<'_>, kind: DocumentKind) -> Result<(), Box<Diagnostic>> {
        let Self { name, file } = *self;
        if !file.exists() {
            return Ok(());
        }
        let remedy = "name another file, or remove this one";
        if checker.documents.iter().any(|document| is_same(document, file)) {
            let error = error(name, "the file is one that the scenario reads, and no snapshot");
            return Err(Box::new(error.help("name another file")));
        }
        let options = &checker.options.documents;
        let bytes = read_regular(file, options.limits.size).map_err(|problems| {
            let first = problems.into_iter().next().map(|problem| problem.diagnostic);
            let why = first.map_or_else(String::new, |diagnostic| format!(": {}", diagnostic.message));
            let error = error(name, format!("the file is there, and cannot be read as a snapshot{why}"));
            Box::new(error.help(remedy))
        })?;
        let found = DocumentKind::of(&bytes, options);
        // Snapshots begin with their root element; what begins otherwise was written by something else.
        let printed = bytes.starts_with(b"<") && !bytes.starts_with(b"<?") && !bytes.starts_with(b"<!");
        if bytes.is_empty() || (found == Some(kind) && printed) {
            return Ok(());
        }
        let found = match found {
            Some(same) if same == kind => format!("a {} that vsscheck has not printed", kind.title()),
            Some(other) => format!("a {}", other.title()),
            None => "another file".to_owned(),
        };
        let error = Diagnostic::error(name, format!("{} is there, and is no snapshot of this", quote(name)));
        let expected = format!("a {}, an empty file or none", kind.title());
        Err(Box::new(error.expected(expected).found(found).help(remedy)))
    }
}

/// A path without links. That of no part is the current folder's.
fn real(path: &Path) -> Result<PathBuf, ErrorKind> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    fs::canonicalize(path).map_err(|error| error.kind())
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((real(one), real(other)), (Ok(one), Ok(other)) if one == other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn only_names_within_the_folder_are_taken() {
        let is_taken = |name: &str| path(&Spanned::new(name.to_owned(), Span::at(0))).is_ok();
        for good in ["a.xml", "a.XML", "./a.xml", "b/a.xml", "b/../a.xml", "b//a.xml", "ä b.xml", "...xml"] {
            assert!(is_taken(good), "{good}");
        }
        let out = ["../a.xml", "b/../../a.xml", "./../a.xml", "../here/a.xml"];
        let rooted = ["/a.xml", "//server/share/a.xml", "\\a.xml", "\\\\server\\a.xml", "\\\\?\\C:\\a.xml"];
        let drives = ["C:\\a.xml", "C:/a.xml", "c:a.xml", "b\\a.xml", "a.txt:b.xml", "..\\a.xml", "a\0.xml"];
        let no_snapshot = ["", ".", "b/", "a.txt", "a.scenario.json", "xml", "b/.."];
        for bad in out.iter().chain(&rooted).chain(&drives).chain(&no_snapshot) {
            assert!(!is_taken(bad), "{bad}");
        }
    }
}
