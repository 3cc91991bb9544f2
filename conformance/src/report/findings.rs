//! What checkers found, for people and for programs.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use vss_sim::documents::Layout;

use super::json::{WireError, to_text};
use super::problem::Unreadable;
use super::style::Style;
use super::unchecked::{self, Unchecked};
use super::{RunView, SCHEMA_VERSION};
use crate::rules::document::Located;
use crate::rules::{Finding, Level};
use crate::source::{
    Diagnostic, Place, Position, Problem, RenderOptions, Severity, Source, Span, WireDiagnostic, render,
};

/// So many findings of one rule in one input are shown, unless all are asked for.
const MOST_ALIKE: usize = 10;

/// What a check of documents gave.
#[derive(Debug, Clone, Default)]
pub struct CheckReport {
    /// How many documents were checked.
    pub documents: usize,
    /// The findings with their places, in the order in which they are shown.
    pub findings: Vec<(Finding, Problem)>,
    /// The rules that could not be checked.
    pub unchecked: Vec<Unchecked>,
    /// What reading the documents warned of.
    pub warnings: Vec<Problem>,
    /// The inputs that could not be read.
    pub unreadable: Vec<Unreadable>,
}

impl CheckReport {
    /// How many findings have this level.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|(finding, _)| finding.level() == level).count()
    }
}

/// Puts findings into the texts that they are about; `names` are what messages call the inputs.
#[must_use]
pub fn placed(
    located: Vec<Located>,
    names: &[String],
    layouts: &BTreeMap<usize, Layout>,
) -> Vec<(Finding, Problem)> {
    let source = |(input, layout): (&usize, &Layout)| {
        let name = names.get(*input).map_or("", String::as_str);
        (*input, Arc::new(Source::new(name, layout.text())))
    };
    let sources: BTreeMap<usize, Arc<Source>> = layouts.iter().map(source).collect();
    let place = |Located { finding, input, mark }: Located| {
        let path = names.get(input).cloned().unwrap_or_default();
        let position = mark.map(|mark| Position { line: mark.place.line, column: mark.place.column });
        let mut diagnostic = diagnostic(&finding).at_place(Place { path, position });
        diagnostic.span = mark.map(|mark| Span::new(mark.place.offset, mark.place.offset + mark.length));
        let problem = Problem { diagnostic, source: sources.get(&input).map(Arc::clone) };
        (finding, problem)
    };
    located.into_iter().map(place).collect()
}

fn diagnostic(finding: &Finding) -> Diagnostic {
    let mut diagnostic = Diagnostic::warning(Span::default(), finding.message.clone());
    diagnostic.severity = match finding.level() {
        Level::Must | Level::MustNot => Severity::Error,
        Level::Should | Level::May | Level::Undefined | Level::Fact => Severity::Warning,
    };
    diagnostic.rule = Some(finding.rule.to_owned());
    diagnostic.expected = finding.expected.clone();
    diagnostic.found = finding.found.clone();
    diagnostic.help = finding.help.clone();
    diagnostic.page = finding.page().map(str::to_owned);
    diagnostic
}

/// The findings with the lines that they are about, and a line that counts them and one about what could not be checked.
#[must_use]
pub fn findings_for_people(report: &CheckReport, view: RunView, options: RenderOptions) -> String {
    let mut out = String::new();
    let mut alike: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (finding, problem) in &report.findings {
        let path = problem.diagnostic.place.as_ref().map_or("", |place| place.path.as_str());
        let seen = alike.entry((path, finding.rule)).or_default();
        *seen += 1;
        if view.verbose || *seen <= MOST_ALIKE {
            out.push_str(&render(&problem.diagnostic, problem.source.as_deref(), options));
        }
    }
    if !view.verbose {
        for ((path, rule), count) in alike.into_iter().filter(|(_, count)| *count > MOST_ALIKE) {
            let mut more =
                Diagnostic::file_error(path, format!("{} more findings are not shown", count - MOST_ALIKE));
            more.severity = Severity::Warning;
            more.rule = Some(rule.to_owned());
            out.push_str(&render(&more.help("-v shows all"), None, options));
        }
    }
    if !view.quiet {
        out.push_str(&summary(report, view.style));
        out.push_str(&unchecked::for_people(&report.unchecked, view.style, view.verbose));
    }
    out
}

type Paint = fn(Style, &str) -> String;

/// The levels that are counted, and how each is shown.
const COUNTED: [(Level, Paint); 4] = [
    (Level::Must, Style::bad),
    (Level::MustNot, Style::bad),
    (Level::Should, Style::notable),
    (Level::Undefined, Style::notable),
];

fn summary(report: &CheckReport, style: Style) -> String {
    let painted = |count: usize, word: &str, paint: Paint| {
        let text = format!("{count} {word}");
        if count == 0 { text } else { paint(style, &text) }
    };
    let mut parts: Vec<String> =
        COUNTED.iter().map(|(level, paint)| painted(report.count(*level), level.as_str(), *paint)).collect();
    if !report.unreadable.is_empty() {
        parts.push(painted(report.unreadable.len(), "unreadable", Style::bad));
    }
    let documents = if report.documents == 1 { "document" } else { "documents" };
    format!("{} {documents}: {}\n", report.documents, parts.join(", "))
}

#[derive(Serialize)]
struct WireCheck<'a> {
    schema_version: u32,
    summary: WireSummary,
    findings: Vec<WireFinding<'a>>,
    unchecked: &'a [Unchecked],
    warnings: Vec<WireDiagnostic>,
    errors: Vec<WireError>,
}

#[derive(Serialize)]
struct WireSummary {
    documents: usize,
    unreadable: usize,
    must: usize,
    must_not: usize,
    should: usize,
    undefined: usize,
}

#[derive(Serialize)]
struct WireFinding<'a> {
    rule: &'a str,
    level: &'static str,
    message: &'a str,
    expected: Option<&'a str>,
    found: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    page: Option<&'static str>,
    help: Option<&'a str>,
}

/// The findings as one JSON text.
#[must_use]
pub fn findings_as_json(report: &CheckReport) -> String {
    to_text(&WireCheck {
        schema_version: SCHEMA_VERSION,
        summary: WireSummary {
            documents: report.documents,
            unreadable: report.unreadable.len(),
            must: report.count(Level::Must),
            must_not: report.count(Level::MustNot),
            should: report.count(Level::Should),
            undefined: report.count(Level::Undefined),
        },
        findings: report.findings.iter().map(WireFinding::of).collect(),
        unchecked: &report.unchecked,
        warnings: report.warnings.iter().map(|warning| warning.diagnostic.wire()).collect(),
        errors: report.unreadable.iter().map(WireError::of).collect(),
    })
}

impl<'a> WireFinding<'a> {
    fn of((finding, problem): &'a (Finding, Problem)) -> Self {
        let place = problem.diagnostic.place.as_ref();
        let position = place.and_then(|place| place.position);
        Self {
            rule: finding.rule,
            level: finding.level().as_str(),
            message: &finding.message,
            expected: finding.expected.as_deref(),
            found: finding.found.as_deref(),
            file: place.map(|place| place.path.as_str()),
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            page: finding.page(),
            help: finding.help.as_deref(),
        }
    }
}
