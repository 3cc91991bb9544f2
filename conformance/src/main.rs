//! The program `vsscheck`.

#![forbid(unsafe_code)]

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use vss_conformance::cli::{self, Parts, RunSettings};
use vss_conformance::json;
use vss_conformance::report::Problem;
use vss_conformance::run::{ScenarioResult, Verdict};
use vss_conformance::source::{Source, SourceOptions};

fn main() -> ExitCode {
    cli::main(&Parts { runner: &read_only, scenario_schema: &any_object }).into()
}

/// Reads a scenario and skips it: no backend is there that could run it.
fn read_only(path: &Path, _: &RunSettings) -> Result<ScenarioResult, Vec<Problem>> {
    let without_source = |diagnostics: Vec<_>| -> Vec<Problem> {
        diagnostics.into_iter().map(Problem::without_source).collect()
    };
    let source = Source::read(path, &SourceOptions::default()).map_err(without_source)?;
    match json::parse(&source) {
        Err(diagnostics) => Err(Problem::all_in(&Arc::new(source), diagnostics)),
        Ok(node) => Ok(ScenarioResult {
            path: path.display().to_string(),
            name: node.get("name").and_then(|name| name.as_str()).unwrap_or_default().to_owned(),
            verdict: Verdict::Skipped,
            skipped: Some("no backend can run it".to_owned()),
            findings: Vec::new(),
            warnings: Vec::new(),
            blessed: Vec::new(),
        }),
    }
}

/// The schema that every scenario file fits.
fn any_object() -> serde_json::Value {
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "vsscheck scenario",
        "type": "object",
    })
}
