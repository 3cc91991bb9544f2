//! `vsscheck select`.

use std::path::Path;
use std::sync::Arc;

use vss_sim::components::ComponentForest;
use vss_sim::documents::Document;
use vss_sim::vocabulary::Environment;

use super::args::{Format, SelectArgs};
use super::console::Console;
use super::document::{Input, open_all};
use super::exit::Exit;
use super::failure::Failure;
use crate::files::is_stdin;
use crate::report::{
    SelectView, Unreadable, errors_as_json, selection_as_json, selection_for_people, why_for_people,
};
use crate::select::{
    BadVolume, List, NameFault, Report, Request, SelectError, VolumeSet, Why, name_fault, select,
};
use crate::source::{Diagnostic, Problem, quote, quote_as_is};

pub fn run(args: &SelectArgs, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let request = told(request(args), args.format, console)?;
    let paths: Vec<&Path> = args.writers.iter().map(|path| path.as_path()).collect();
    // This tells its errors itself.
    let inputs = open_all(&paths, &args.reading, args.format, console)?;
    let selected = told(work_out(inputs, &request, args), args.format, console);
    let (report, why) = selected?;
    let view = SelectView {
        style: console.style(),
        quiet: console.loudness.quiet,
        verbose: console.loudness.verbose,
    };
    let text = match (args.format, &why) {
        (Format::Json, why) => selection_as_json(&report, why.as_ref()),
        (Format::Human, Some(why)) => why_for_people(&report, why, view),
        (Format::Human, None) => selection_for_people(&report, view),
    };
    console.result(&text)?;
    Ok(if report.has_findings() { Exit::Findings } else { Exit::Clean })
}

/// Where the output is JSON, errors are written there as well.
fn told<T>(done: Result<T, Failure>, format: Format, console: &mut Console<'_>) -> Result<T, Failure> {
    if let (Err(Failure::Input(problems)), Format::Json) = (&done, format) {
        let one = |problem: &Problem| Unreadable {
            path: problem.diagnostic.place.as_ref().map_or_else(String::new, |place| place.path.clone()),
            problems: vec![problem.clone()],
        };
        let all: Vec<Unreadable> = problems.iter().map(one).collect();
        console.result(&errors_as_json(&all))?;
    }
    done
}

fn request(args: &SelectArgs) -> Result<Request, Failure> {
    if args.writers.iter().filter(|path| is_stdin(path)).count() > 1 {
        let message = "standard input can be read once, and holds one document";
        return Err(Failure::usage(Diagnostic::file_error("-", message).expected("- at most once")));
    }
    let volumes = match &args.volumes {
        None => None,
        Some(set) => Some(VolumeSet::new(set, &args.other_volumes).map_err(|bad| bad_volume(&bad))?),
    };
    let mut environment = Environment::usual();
    for variable in &args.env {
        let Some((name, value)) = variable.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            let message = format!("{} is no variable", quote(variable));
            return Err(Failure::usage(Diagnostic::file_error("--env", message).expected("NAME=VALUE")));
        };
        environment.set(name, value);
    }
    Ok(Request {
        add: args.add.clone(),
        restore: args.restore.clone(),
        volumes,
        environment,
        backup_type: args.backup_type.value(),
    })
}

fn bad_volume(bad: &BadVolume) -> Failure {
    let flag = if bad.in_set { "--volumes" } else { "--other-volumes" };
    let message = format!("{} {}", quote_as_is(&bad.name), bad.why);
    let expected = "a drive letter such as C:, a mounted folder, or a volume GUID path, each volume once";
    Failure::usage(Diagnostic::file_error(flag, message).expected(expected))
}

fn work_out(
    inputs: Vec<Input>,
    request: &Request,
    args: &SelectArgs,
) -> Result<(Report, Option<Why>), Failure> {
    let names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let forests = inputs.into_iter().map(forest).collect::<Result<Vec<_>, _>>()?;
    let report = select(forests, request).map_err(|error| cannot(error, &names))?;
    let why = args.why.as_ref().map(|text| report.why(text).map_err(|fault| bad_name("--why", text, &fault)));
    Ok((report, why.transpose()?))
}

fn forest(input: Input) -> Result<ComponentForest, Failure> {
    match input.document {
        Document::WriterMetadata(document) => Ok(ComponentForest::new(Arc::from(document))),
        Document::BackupComponents(_) => {
            let message =
                "this is a Backup Components Document; components are selected from writers' documents";
            let error = Diagnostic::file_error(input.name, message);
            Err(Failure::usage(error.expected("a Writer Metadata Document")))
        }
    }
}

fn cannot(error: SelectError, names: &[String]) -> Failure {
    match error {
        SelectError::Ambiguous { list, text, candidates } => {
            let flag = match list {
                List::Add => "--add",
                List::Restore => "--restore",
            };
            bad_name(flag, &text, &NameFault::Ambiguous { candidates })
        }
        SelectError::SameInstance { writers: (first, second), instance } => {
            let name = |writer: usize| names.get(writer).cloned().unwrap_or_default();
            let (first, second) = (name(first), name(second));
            let message = if first == second {
                "this document is given twice".to_owned()
            } else {
                format!("this is a document of the writer instance {{{instance}}}, as {first} is")
            };
            let error = Diagnostic::file_error(second, message);
            Failure::usage(error.expected("one document of each writer instance"))
        }
    }
}

fn bad_name(flag: &str, text: &str, fault: &NameFault) -> Failure {
    let (what, remedy) = name_fault(fault);
    let diagnostic = Diagnostic::file_error(flag, format!("{} {what}", quote_as_is(text)));
    Failure::usage(match remedy {
        Some(remedy) => diagnostic.help(remedy),
        None => diagnostic,
    })
}
