//! `vsscheck meta`: reading, printing and comparing metadata documents. Checking them is in a module of its own.

use std::collections::BTreeSet;

use vss_sim::documents::names::ELEMENTS;
use vss_sim::documents::{Document, Node};

use super::args::{Format, MetaDiffArgs, MetaPrintArgs, MetaShowArgs, MetaVerb};
use super::check::check;
use super::console::Console;
use super::document::open;
use super::exit::Exit;
use super::failure::Failure;
use crate::files::write_file;
use crate::files::{is_stdin, is_stdout};
use crate::report::document::{
    differences, differences_as_json, differences_for_people, document_as_json, document_for_people,
};
use crate::source::{Diagnostic, did_you_mean, quote};

pub fn meta(verb: &MetaVerb, console: &mut Console<'_>) -> Result<Exit, Failure> {
    match verb {
        MetaVerb::Show(args) => show(args, console),
        MetaVerb::Print(args) => print(args, console),
        MetaVerb::Diff(args) => diff(args, console),
        MetaVerb::Check(args) => check(args, console),
    }
}

fn show(args: &MetaShowArgs, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let [input] = open([&args.file], &args.reading, args.format, console)?;
    let (word, kind) = match &input.document {
        Document::WriterMetadata(_) => ("writer_metadata", "Writer Metadata Document"),
        Document::BackupComponents(_) => ("backup_components", "Backup Components Document"),
    };
    let root = input.document.outline();
    let text = match args.format {
        Format::Human => document_for_people(kind, &root, console.style()),
        Format::Json => document_as_json(&input.name, word, &root, &input.warnings),
    };
    console.result(&text)?;
    Ok(Exit::Clean)
}

fn print(args: &MetaPrintArgs, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let [input] = open([&args.file], &args.reading, Format::Human, console)?;
    check_names(&args.redact, &[&input.document.outline()])?;
    let names: Vec<&str> = args.redact.iter().map(String::as_str).collect();
    let text = if names.is_empty() { input.document.write() } else { input.document.write_redacted(&names) };
    match args.output.as_deref().filter(|path| !is_stdout(path)) {
        None => console.result(&text)?,
        Some(path) => {
            write_file(path, text.as_bytes()).map_err(|error| Failure::cannot_write(path, &error))?;
        }
    }
    Ok(Exit::Clean)
}

fn diff(args: &MetaDiffArgs, console: &mut Console<'_>) -> Result<Exit, Failure> {
    if is_stdin(&args.left) && is_stdin(&args.right) {
        let message = "standard input can be compared with a file, not with itself";
        return Err(Failure::usage(Diagnostic::file_error("-", message)));
    }
    let [left, right] = open([&args.left, &args.right], &args.reading, args.format, console)?;
    let (mut one, mut other) = (left.document.outline(), right.document.outline());
    check_names(&args.redact, &[&one, &other])?;
    redact(&mut one, &args.redact);
    redact(&mut other, &args.redact);
    let text = match args.format {
        Format::Human => differences_for_people((&left.name, &one), (&right.name, &other), console.style()),
        Format::Json => differences_as_json(&left.name, &right.name, &differences(&one, &other)),
    };
    console.result(&text)?;
    Ok(if one == other { Exit::Clean } else { Exit::Findings })
}

/// Refuses names that neither the table of the documents' names nor one of these documents has.
fn check_names(names: &[String], roots: &[&Node]) -> Result<(), Failure> {
    let mut known: BTreeSet<&str> =
        ELEMENTS.iter().flat_map(|row| row.attributes).map(|attribute| attribute.name).collect();
    roots.iter().for_each(|root| collect_names(root, &mut known));
    match names.iter().find(|name| !known.contains(name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let message = format!("no document has an attribute {}", quote(name));
            let mut diagnostic = Diagnostic::file_error("--redact", message);
            if let Some(near) = did_you_mean(name, known) {
                diagnostic = diagnostic.help(format!("did you mean {}?", quote(near)));
            }
            Err(Failure::usage(diagnostic))
        }
    }
}

fn collect_names<'n>(node: &'n Node, names: &mut BTreeSet<&'n str>) {
    names.extend(node.attributes.iter().map(|(name, _)| name.as_str()));
    node.children.iter().for_each(|child| collect_names(child, names));
}

/// Replaces values as the printer does.
fn redact(node: &mut Node, names: &[String]) {
    for (name, value) in &mut node.attributes {
        if names.iter().any(|redacted| redacted == name.as_str()) {
            *value = format!("[{name}]").as_str().into();
        }
    }
    node.children.iter_mut().for_each(|child| redact(child, names));
}
