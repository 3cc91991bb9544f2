//! `vsscheck meta check`.

use std::collections::BTreeMap;

use vss_sim::documents::{Layout, ReadOptions};

use super::args::{FailLevel, Format, MetaCheckArgs};
use super::console::Console;
use super::document::read_with_bytes;
use super::exit::Exit;
use super::failure::Failure;
use crate::files::{is_stdin, name_of};
use crate::report::{
    CheckReport, RunView, Unreadable, findings_as_json, findings_for_people, placed, unchecked,
};
use crate::rules::document::{self, Documents, locate};
use crate::rules::{Finding, Level, Origin};
use crate::source::Diagnostic;

pub fn check(args: &MetaCheckArgs, console: &mut Console<'_>) -> Result<Exit, Failure> {
    if args.files.iter().filter(|file| is_stdin(file)).count() > 1 {
        let message = "standard input can be checked once";
        return Err(Failure::usage(Diagnostic::file_error("-", message)));
    }
    let options = args.reading.to_options();
    let mut report = CheckReport::default();
    let (mut names, mut texts, mut documents) = (Vec::new(), Vec::new(), Vec::new());
    for file in &args.files {
        match read_with_bytes(file, &options) {
            Ok((input, bytes)) => {
                console.warn(&input.warnings);
                report.warnings.extend(input.warnings);
                names.push(input.name);
                texts.push(bytes);
                documents.push(input.document);
            }
            Err(problems) => {
                console.show(&problems);
                report.unreadable.push(Unreadable { path: name_of(file), problems });
            }
        }
    }
    report.documents = documents.len();
    let documents = Documents::new(documents);
    report.unchecked = unchecked(&documents, &names);
    let findings = document::check(&documents, |_| true);
    let layouts = layouts(&findings, &texts, &options);
    report.findings = placed(locate(findings, &layouts), &names, &layouts);
    let text = match args.format {
        Format::Human => {
            let view = RunView {
                events: false,
                style: console.style(),
                quiet: console.loudness.quiet,
                verbose: console.loudness.verbose,
            };
            findings_for_people(&report, view, console.excerpts())
        }
        Format::Json => findings_as_json(&report),
    };
    console.result(&text)?;
    Ok(exit(&report, args.fail_level))
}

/// The layouts of the inputs that something was found in.
fn layouts(findings: &[Finding], texts: &[Vec<u8>], options: &ReadOptions) -> BTreeMap<usize, Layout> {
    let mut layouts = BTreeMap::new();
    for finding in findings {
        let Origin::Document { input, .. } = finding.origin;
        if layouts.contains_key(&input) {
            continue;
        }
        if let Some(layout) = texts.get(input).and_then(|text| Layout::read(text, options).ok()) {
            layouts.insert(input, layout);
        }
    }
    layouts
}

fn exit(report: &CheckReport, fail_level: FailLevel) -> Exit {
    if !report.unreadable.is_empty() {
        return Exit::Input;
    }
    let levels: &[Level] = match fail_level {
        FailLevel::Must => &[Level::Must, Level::MustNot],
        FailLevel::Should => &[Level::Must, Level::MustNot, Level::Should],
        FailLevel::Undefined => &[Level::Must, Level::MustNot, Level::Should, Level::Undefined],
        FailLevel::Never => &[],
    };
    if levels.iter().any(|level| report.count(*level) > 0) { Exit::Findings } else { Exit::Clean }
}
