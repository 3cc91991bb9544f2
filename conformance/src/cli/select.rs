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
use crate::report::{SelectView, selection_as_json, selection_for_people, why_for_people};
use crate::select::{Report, Request, UnknownName, VolumeSet, Why, select};
use crate::source::{Diagnostic, quote};

pub fn run(args: &SelectArgs, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let request = request(args)?;
    let paths: Vec<&Path> = args.writers.iter().map(|path| path.as_path()).collect();
    let inputs = open_all(&paths, &args.reading, args.format, console)?;
    let writers = inputs.into_iter().map(forest).collect::<Result<Vec<_>, _>>()?;
    let report =
        select(writers, &request).map_err(|(text, unknown)| bad_name("--add, --restore", &text, &unknown))?;
    let why = args.why.as_ref().map(|text| why(&report, text)).transpose()?;
    let text = match (args.format, &why) {
        (Format::Json, why) => selection_as_json(&report, why.as_ref()),
        (Format::Human, Some(why)) => why_for_people(why, console.style()),
        (Format::Human, None) => {
            let view = SelectView { style: console.style(), verbose: console.loudness.verbose };
            selection_for_people(&report, view)
        }
    };
    console.result(&text)?;
    Ok(if report.has_findings() { Exit::Findings } else { Exit::Clean })
}

fn request(args: &SelectArgs) -> Result<Request, Failure> {
    let volumes = match &args.volumes {
        None => None,
        Some(names) => Some(VolumeSet::new(names).map_err(|bad| {
            let message = format!("{} is no volume", quote(&bad.name));
            Failure::usage(Diagnostic::file_error("--volumes", message).expected(bad.expected))
        })?),
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

fn why(report: &Report, text: &str) -> Result<Why, Failure> {
    let found = report.why(text).map_err(|unknown| bad_name("--why", text, &unknown))?;
    found.ok_or_else(|| {
        let message = format!("no writer has a component {}", quote(text));
        Failure::usage(Diagnostic::file_error("--why", message))
    })
}

fn bad_name(flag: &str, text: &str, unknown: &UnknownName) -> Failure {
    let (message, expected) = match unknown {
        UnknownName::Writer { expected } => {
            (format!("{} does not say of which writer it is", quote(text)), expected)
        }
        UnknownName::Ambiguous { expected } => {
            (format!("{} could be of several writers", quote(text)), expected)
        }
    };
    Failure::usage(Diagnostic::file_error(flag, message).expected(expected.clone()))
}
