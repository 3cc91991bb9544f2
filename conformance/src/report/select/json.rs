//! The selection for programs.

use serde::Serialize;
use vss_sim::components::{At, FileKind, WhyUnsatisfied};

use crate::report::SCHEMA_VERSION;
use crate::report::json::to_text;
use crate::select::{File, Refused, Report, Why};

#[derive(Serialize)]
struct WireSelection {
    schema_version: u32,
    explicit: Vec<String>,
    implicit: Vec<String>,
    required: Vec<String>,
    missing: Vec<String>,
    refused: Vec<WireRefused>,
    dependencies: Vec<WireDependency>,
    restore: WireRestore,
    files: Vec<WireFile>,
    exclusions: Vec<WireExclusion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WireWhy>,
}

#[derive(Serialize)]
struct WireRefused {
    component: String,
    rule: &'static str,
    message: String,
}

#[derive(Serialize)]
struct WireDependency {
    component: String,
    on: String,
    reason: &'static str,
    rule: &'static str,
}

#[derive(Serialize)]
struct WireRestore {
    selected: Vec<String>,
    subcomponents: Vec<WireSubcomponent>,
    restored: Vec<String>,
    refused: Vec<WireRefused>,
    possible: WirePossible,
}

#[derive(Serialize)]
struct WireSubcomponent {
    component: String,
    subcomponent: String,
}

#[derive(Serialize)]
struct WirePossible {
    by_entry: Vec<String>,
    by_subcomponent: Vec<String>,
}

#[derive(Serialize)]
struct WireFile {
    component: String,
    path: String,
    filespec: String,
    recursive: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternate_path: Option<String>,
    kind: &'static str,
    from_shadow_copy: bool,
}

#[derive(Serialize)]
struct WireExclusion {
    writer: String,
    path: String,
    filespec: String,
    recursive: bool,
}

#[derive(Serialize)]
struct WireWhy {
    component: String,
    state: &'static str,
    message: String,
    rule: &'static str,
    statement: &'static str,
    kind: &'static str,
    through: Option<String>,
    ancestors: Vec<WireAncestor>,
}

#[derive(Serialize)]
struct WireAncestor {
    component: String,
    selectable: bool,
}

/// The selection as JSON.
#[must_use]
pub fn selection_as_json(report: &Report, why: Option<&Why>) -> String {
    let selections = || report.selections.iter().enumerate();
    let named = |writer: usize, list: &[usize]| -> Vec<String> {
        list.iter()
            .map(|component| report.names.at(&report.writers, At { writer, component: *component }))
            .collect()
    };
    let required = report.writers.iter().enumerate();
    let wire = WireSelection {
        schema_version: SCHEMA_VERSION,
        explicit: selections().flat_map(|(writer, held)| named(writer, held.explicit())).collect(),
        implicit: selections().flat_map(|(writer, held)| named(writer, held.implicit())).collect(),
        required: required.flat_map(|(writer, forest)| named(writer, &forest.required())).collect(),
        missing: selections().flat_map(|(writer, held)| named(writer, held.missing())).collect(),
        refused: refused(&report.refused),
        dependencies: dependencies(report),
        restore: restore(report, &named),
        files: report.files.iter().map(|file| wire_file(report, file)).collect(),
        exclusions: exclusions(report),
        why: why.map(wire_why),
    };
    to_text(&wire)
}

fn refused(list: &[Refused]) -> Vec<WireRefused> {
    let wire = |refused: &Refused| WireRefused {
        component: refused.component.clone(),
        rule: refused.rule,
        message: refused.message.clone(),
    };
    list.iter().map(wire).collect()
}

fn dependencies(report: &Report) -> Vec<WireDependency> {
    let wire = |open: &crate::select::OpenDependency| {
        let (reason, rule) = open_reason(&open.why);
        WireDependency { component: open.component.clone(), on: open.on.clone(), reason, rule }
    };
    report.dependencies.iter().map(wire).collect()
}

/// Why a dependency is open, as a word, and the rule that it leaves unmet.
pub(super) const fn open_reason(why: &WhyUnsatisfied) -> (&'static str, &'static str) {
    match why {
        WhyUnsatisfied::NotSelected(_) => ("not-selected", "DEP-001"),
        WhyUnsatisfied::NoSuchComponent => ("no-such-component", "DEP-001"),
        WhyUnsatisfied::NoSuchWriter => ("no-such-writer", "DEP-001"),
        WhyUnsatisfied::Remote => ("remote", "DEP-013"),
    }
}

fn restore(report: &Report, named: &impl Fn(usize, &[usize]) -> Vec<String>) -> WireRestore {
    let restores = || report.restores.iter().enumerate();
    let subcomponents = restores().flat_map(|(writer, held)| {
        held.subcomponents().iter().map(move |(ancestor, subcomponent)| WireSubcomponent {
            component: report.names.at(&report.writers, At { writer, component: *ancestor }),
            subcomponent: report.names.at(&report.writers, At { writer, component: *subcomponent }),
        })
    });
    let possible = || report.restorable.iter().enumerate();
    WireRestore {
        selected: restores().flat_map(|(writer, held)| named(writer, held.selected())).collect(),
        subcomponents: subcomponents.collect(),
        restored: restores().flat_map(|(writer, held)| named(writer, held.restored())).collect(),
        refused: refused(&report.restore_refused),
        possible: WirePossible {
            by_entry: possible().flat_map(|(writer, held)| named(writer, &held.by_entry)).collect(),
            by_subcomponent: possible()
                .flat_map(|(writer, held)| named(writer, &held.by_subcomponent))
                .collect(),
        },
    }
}

fn wire_file(report: &Report, file: &File) -> WireFile {
    WireFile {
        component: report.names.at(&report.writers, file.at),
        path: file.path.clone(),
        filespec: file.filespec.clone(),
        recursive: file.recursive,
        alternate_path: file.alternate_path.clone(),
        kind: match file.kind {
            FileKind::FileGroup => "file",
            FileKind::Database => "database",
            FileKind::DatabaseLog => "log",
        },
        from_shadow_copy: file.snapshot,
    }
}

/// What writers that take part exclude; a file on these lists is not backed up, whatever names it (BSET-005).
fn exclusions(report: &Report) -> Vec<WireExclusion> {
    let pairs = report.writers.iter().zip(&report.selections).enumerate();
    let taking_part = pairs.filter(|(_, (_, selection))| !selection.explicit().is_empty());
    let all = taking_part.flat_map(|(writer, (forest, _))| {
        forest.document().excludes().iter().map(move |file| WireExclusion {
            writer: report.names.writer(&report.writers, writer),
            path: file.path.to_string(),
            filespec: file.filespec.to_string(),
            recursive: file.recursive(),
        })
    });
    all.collect()
}

fn wire_why(why: &Why) -> WireWhy {
    WireWhy {
        component: why.component.clone(),
        state: why.state,
        message: why.message.clone(),
        rule: why.rule,
        statement: why.statement,
        kind: why.kind,
        through: why.through.clone(),
        ancestors: why
            .ancestors
            .iter()
            .map(|(component, selectable)| WireAncestor {
                component: component.clone(),
                selectable: *selectable,
            })
            .collect(),
    }
}
