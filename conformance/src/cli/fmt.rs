//! `vsscheck fmt`.

use std::path::Path;
use std::sync::Arc;

use super::args::FmtArgs;
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::scenario_files::scenario_files;
use crate::files::write_file;
use crate::files::{is_stdin, name_of, read};
use crate::json;
use crate::source::Problem;
use crate::source::{Diagnostic, Source, SourceOptions, clean};

pub fn fmt(args: &FmtArgs, console: &mut Console<'_>) -> Result<Exit, Failure> {
    if args.paths.iter().any(|path| is_stdin(path)) {
        return match args.paths.as_slice() {
            [only] => fmt_stdin(only, args.check, console),
            _ => {
                let message = "- stands for standard input and cannot be given with other paths";
                Err(Failure::usage(Diagnostic::file_error("-", message)))
            }
        };
    }
    let selection = scenario_files(&args.paths);
    console.show(&selection.problems);
    let mut unreadable = !selection.problems.is_empty();
    let mut changed = 0;
    for file in &selection.files {
        match fmt_file(file, args.check) {
            Ok(false) => {}
            Ok(true) => {
                changed += 1;
                if args.check || !console.loudness.quiet {
                    console.result(&format!("{}\n", clean(&file.display().to_string())))?;
                }
            }
            Err(problems) => {
                unreadable = true;
                console.show(&problems);
            }
        }
    }
    let total = selection.files.len();
    let did = if args.check { "would be changed" } else { "changed" };
    console.note(&format!("{changed} of {total} files {did}\n"));
    Ok(if unreadable {
        Exit::Input
    } else if total == 0 {
        Exit::Nothing
    } else if args.check && changed > 0 {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

fn fmt_stdin(path: &Path, check: bool, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let (before, after) = formatted(path)?;
    if !check {
        console.result(&after)?;
        return Ok(Exit::Clean);
    }
    Ok(if before == after.as_bytes() { Exit::Clean } else { Exit::Findings })
}

/// Formats a file, unless it is only to be checked; whether it is not in the canonical form.
fn fmt_file(path: &Path, check: bool) -> Result<bool, Vec<Problem>> {
    let (before, after) = formatted(path)?;
    if before == after.as_bytes() {
        return Ok(false);
    }
    if !check {
        write_file(path, after.as_bytes()).map_err(|error| {
            let message = format!("the file cannot be written: {error}");
            vec![Problem::without_source(Diagnostic::file_error(name_of(path), message))]
        })?;
    }
    Ok(true)
}

/// The bytes of an input, and its text in the canonical form.
fn formatted(path: &Path) -> Result<(Vec<u8>, String), Vec<Problem>> {
    let options = SourceOptions::default();
    let bytes = read(path, options.max_bytes)?;
    let without_source = |diagnostics: Vec<Diagnostic>| -> Vec<Problem> {
        diagnostics.into_iter().map(Problem::without_source).collect()
    };
    let source = Source::from_bytes(name_of(path), &bytes, &options).map_err(without_source)?;
    match json::parse(&source) {
        Ok(node) => Ok((bytes, json::print(&node))),
        Err(diagnostics) => Err(Problem::all_in(&Arc::new(source), diagnostics)),
    }
}
