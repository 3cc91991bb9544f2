//! `vsscheck init`.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use vss_sim::documents::{Document, DocumentKind, ReadOptions};

use super::args::InitArgs;
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::scenario_files::{ENDING, xml_files};
use crate::files::{cannot_read, document, is_stdin, is_stdout, name_of, read, write_file, write_new_file};
use crate::init::{Captured, CapturedBackup, CapturedWriter, Made, print, scenario};
use crate::scenario::format::Scenario;
use crate::source::{Diagnostic, Problem, Severity, clean};

pub fn init(args: &InitArgs, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let output = args.output.as_deref().filter(|path| !is_stdout(path));
    let folder = folder_of(output)?;
    let captured = capture(args, &folder, console)?;
    let without_source = |diagnostics: Vec<Diagnostic>| -> Vec<Problem> {
        diagnostics.into_iter().map(Problem::without_source).collect()
    };
    let Made { scenario, left_out } = scenario(&captured).map_err(without_source)?;
    if let Some(first) = left_out.first() {
        let count = left_out.len();
        let message =
            format!("{count} volumes with files are left out of the shadow copy set, the first is {first}");
        let name = output.map_or_else(|| "<stdout>".to_owned(), name_of);
        let mut warning = Diagnostic::file_error(name, message);
        warning.severity = Severity::Warning;
        let warning = warning.expected("at most 64 volumes").help("make a second shadow copy set of them");
        console.warn(&[Problem::without_source(warning)]);
    }
    let text = print(&scenario).map_err(|diagnostics| {
        let why = diagnostics.first().map_or("", |diagnostic| diagnostic.message.as_str());
        Failure::Broken(format!("the scenario cannot be printed: {why}"))
    })?;
    match output {
        None => console.result(&text)?,
        Some(path) => {
            let written = if args.force { write_file } else { write_new_file }(path, text.as_bytes());
            written.map_err(|error| cannot_write(path, &error))?;
            console.note(&summary(path, &scenario));
        }
    }
    Ok(Exit::Clean)
}

/// The folder from which the scenario names its documents, without links.
fn folder_of(output: Option<&Path>) -> Result<PathBuf, Failure> {
    let folder = output.and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::canonicalize(folder).map_err(|error| Failure::cannot_write(output.unwrap_or(folder), &error))
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    if error.kind() != io::ErrorKind::AlreadyExists {
        return Failure::cannot_write(path, error);
    }
    let there = Diagnostic::file_error(name_of(path), "the file is there already");
    Failure::usage(there.help("--force replaces it"))
}

/// Reads the documents and sorts them by their kind.
fn capture(args: &InitArgs, folder: &Path, console: &mut Console<'_>) -> Result<Captured, Failure> {
    if let Some(stdin) = args.documents.iter().find(|path| is_stdin(path)) {
        let message = "a scenario names its documents, and standard input has no name";
        return Err(Failure::usage(Diagnostic::file_error(name_of(stdin), message)));
    }
    let options = ReadOptions { limits: args.reading.limits.to_limits(), strict: args.reading.strict };
    let selection = xml_files(&args.documents);
    let mut problems = selection.problems;
    let mut captured = Captured { writers: Vec::new(), backup: None };
    let output = args.output.as_deref().filter(|path| !is_stdout(path));
    if let Some((file, output)) = selection.files.iter().zip(output.into_iter().cycle()).find(is_one_file) {
        let message = format!("the scenario is made from {}, which it would replace", name_of(file));
        let error = Diagnostic::file_error(name_of(output), message);
        return Err(Failure::usage(error.help("write it to a file of its own")));
    }
    for file in &selection.files {
        let named = args.documents.contains(file);
        match read_one(file, folder, named, &options, console) {
            Ok(None) => {}
            Ok(Some(One::Writer(writer))) => captured.writers.push(writer),
            Ok(Some(One::Backup(backup))) => match &captured.backup {
                None => captured.backup = Some(*backup),
                Some(first) => {
                    let message = format!("{} is a Backup Components Document, too", first.name);
                    let error = Diagnostic::file_error(backup.name, message);
                    problems.push(Problem::without_source(error.expected("at most one of them")));
                }
            },
            Err(unreadable) => problems.extend(unreadable),
        }
    }
    for folder in &selection.empty {
        warn(console, folder, "no XML file is in this folder");
    }
    if problems.is_empty() { Ok(captured) } else { Err(Failure::Input(problems)) }
}

/// Whether two paths lead to one file.
fn is_one_file((one, other): &(&PathBuf, &Path)) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

fn warn(console: &mut Console<'_>, path: &Path, message: &str) {
    let mut warning = Diagnostic::file_error(name_of(path), message);
    warning.severity = Severity::Warning;
    console.warn(&[Problem::without_source(warning)]);
}

/// A document of either kind.
enum One {
    Writer(CapturedWriter),
    Backup(Box<CapturedBackup>),
}

/// Reads a document. Other XML that is found in a folder, where capturing tools leave some, is none.
fn read_one(
    file: &Path,
    folder: &Path,
    named: bool,
    options: &ReadOptions,
    console: &mut Console<'_>,
) -> Result<Option<One>, Vec<Problem>> {
    let bytes = read(file, options.limits.size)?;
    if !named && DocumentKind::of(&bytes, options).is_none() {
        warn(console, file, "this is no metadata document, and is left out");
        return Ok(None);
    }
    let name = name_of(file);
    let (document, warnings) = document(&name, &bytes, options)?;
    console.warn(&warnings);
    Ok(Some(match document {
        Document::BackupComponents(document) => {
            One::Backup(Box::new(CapturedBackup { name, document: *document }))
        }
        Document::WriterMetadata(document) => {
            let whole = fs::canonicalize(file).map_err(|error| vec![cannot_read(file, &error)])?;
            let Some(path) = relative(folder, &whole) else {
                let error =
                    Diagnostic::file_error(name, "a scenario can only name a file whose path is Unicode");
                return Err(vec![Problem::without_source(error)]);
            };
            One::Writer(CapturedWriter { name, path, document: Arc::from(document) })
        }
    }))
}

/// A file's path from a folder, both without links; the whole path where no way leads from one to the other, as between
/// drives. `None` where it is not Unicode.
fn relative(folder: &Path, file: &Path) -> Option<String> {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (folder.components().collect(), file.components().collect());
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return file.to_str().map(str::to_owned);
    }
    let up = from.iter().skip(shared).map(|_| Some(".."));
    let down = to.iter().skip(shared).map(|component| component.as_os_str().to_str());
    let parts: Option<Vec<&str>> = up.chain(down).collect();
    Some(parts?.join("/"))
}

fn summary(path: &Path, scenario: &Scenario) -> String {
    let volumes = scenario.machine.as_ref().map_or(0, |machine| machine.volumes.len());
    let counts = [(scenario.writers.len(), "writer"), (volumes, "volume"), (scenario.steps.len(), "step")];
    let counts = counts.map(|(count, what)| format!("{count} {what}{}", if count == 1 { "" } else { "s" }));
    let shown = clean(&path.display().to_string());
    let hint = if shown.ends_with(ENDING) {
        String::new()
    } else {
        format!("; in folders, run looks for names that end in {ENDING}")
    };
    format!("{shown}: {}{hint}\n", counts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_from_a_folder_to_a_file() {
        let lead = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(lead("/a/b", "/a/b/c.xml").as_deref(), Some("c.xml"));
        assert_eq!(lead("/a/b", "/a/c/d.xml").as_deref(), Some("../c/d.xml"));
        assert_eq!(lead("/a", "/b.xml").as_deref(), Some("../b.xml"));
        assert_eq!(lead("x", "/b.xml").as_deref(), Some("/b.xml"));
    }
}
