//! The selection for programs.

use serde::Serialize;
use vss_sim::components::{At, BackupSelection, FileKind, RestoreSelection, Unsatisfied, WhyUnsatisfied};

use super::calls::{RestoreCall, restore_calls};
use super::refused_json::{WireRefused, wire_refused};
use super::why_json::{WireWhy, wire_why};
use crate::report::SCHEMA_VERSION;
use crate::report::json::to_text;
use crate::select::{Directory, File, Operation, Report, Why, WriterReport, is_open};

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
    notes: Vec<WireNote>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WireWhy>,
}

#[derive(Serialize)]
struct WireDependency {
    component: String,
    declared_by: String,
    on: String,
    reason: &'static str,
    level: &'static str,
    rule: &'static str,
    message: String,
}

#[derive(Serialize)]
struct WireRestore {
    selected: Vec<String>,
    subcomponents: Vec<WireSubcomponent>,
    restored: Vec<String>,
    refused: Vec<WireRefused>,
    dependencies: Vec<WireDependency>,
    unselected_required: Vec<WireAdvice>,
    calls: Vec<WireCall>,
    possible: WirePossible,
}

#[derive(Serialize)]
struct WireSubcomponent {
    component: String,
    subcomponent: String,
}

#[derive(Serialize)]
struct WireAdvice {
    component: String,
    rule: &'static str,
    basis: &'static str,
    message: &'static str,
}

#[derive(Serialize)]
struct WireCall {
    call: &'static str,
    component: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subcomponent: Option<String>,
    rule: &'static str,
}

#[derive(Serialize)]
struct WirePossible {
    by_entry: Vec<String>,
    by_subcomponent: Vec<String>,
    not_alone: Vec<String>,
}

#[derive(Serialize)]
struct WireFile {
    component: String,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expanded_path: Option<String>,
    filespec: String,
    recursive: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternate_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expanded_alternate_path: Option<String>,
    kind: &'static str,
    from_shadow_copy: bool,
    excluded: bool,
}

#[derive(Serialize)]
struct WireExclusion {
    writer: String,
    path: String,
    filespec: String,
    recursive: bool,
}

#[derive(Serialize)]
struct WireNote {
    asked: String,
    component: String,
    rule: &'static str,
    message: String,
}

/// The selection as JSON.
#[must_use]
pub fn selection_as_json(report: &Report, why: Option<&Why>) -> String {
    let backup = |of: fn(&BackupSelection) -> &[usize]| all(report, |writer| of(&writer.backup).to_vec());
    to_text(&WireSelection {
        schema_version: SCHEMA_VERSION,
        explicit: backup(BackupSelection::explicit),
        implicit: backup(BackupSelection::implicit),
        required: all(report, |writer| writer.forest.required()),
        missing: backup(BackupSelection::missing),
        refused: report.refused.iter().map(|refused| wire_refused(report, refused)).collect(),
        dependencies: dependencies(report, &report.dependencies, Operation::Backup),
        restore: restore(report),
        files: files(report),
        exclusions: exclusions(report),
        notes: notes(report),
        why: why.map(|why| wire_why(report, why)),
    })
}

/// Components of all writers, by their names.
fn all(report: &Report, of: impl Fn(&WriterReport) -> Vec<usize>) -> Vec<String> {
    let called = |(writer, held)| {
        let components = of(held).into_iter();
        components.map(move |component| report.names.full(At { writer, component }))
    };
    report.writers.iter().enumerate().flat_map(called).collect()
}

fn dependencies(report: &Report, list: &[Unsatisfied], operation: Operation) -> Vec<WireDependency> {
    let wire = |open: &Unsatisfied| WireDependency {
        component: report.names.full(open.member.unwrap_or(open.dependent)),
        declared_by: report.names.full(open.dependent),
        on: report.target_name(open),
        reason: match open.why {
            WhyUnsatisfied::NotSelected(_) => "not-selected",
            WhyUnsatisfied::NoSuchComponent => "no-such-component",
            WhyUnsatisfied::NoSuchWriter => "no-such-writer",
            WhyUnsatisfied::Remote => "remote",
        },
        level: if is_open(open) { "finding" } else { "note" },
        rule: open.rule(),
        message: report.dependency_words(open, operation),
    };
    list.iter().map(wire).collect()
}

fn restore(report: &Report) -> WireRestore {
    let restored = |of: fn(&RestoreSelection) -> &[usize]| all(report, |writer| of(&writer.restore).to_vec());
    let pairs = report.writers.iter().enumerate().flat_map(|(writer, held)| {
        held.restore.subcomponents().iter().map(move |(ancestor, subcomponent)| WireSubcomponent {
            component: report.names.full(At { writer, component: *ancestor }),
            subcomponent: report.names.full(At { writer, component: *subcomponent }),
        })
    });
    let advice = restored(RestoreSelection::unselected_required).into_iter().map(|component| WireAdvice {
        component,
        rule: super::REQUIRED_LEFT_OUT.0,
        basis: "reading",
        message: super::REQUIRED_LEFT_OUT.1,
    });
    let asked = report.restore.as_ref();
    let refused = asked.map_or(&[][..], |restore| restore.refused.as_slice());
    let open = asked.map_or(&[][..], |restore| restore.dependencies.as_slice());
    WireRestore {
        selected: restored(RestoreSelection::selected),
        subcomponents: pairs.collect(),
        restored: restored(RestoreSelection::restored),
        refused: refused.iter().map(|refused| wire_refused(report, refused)).collect(),
        dependencies: dependencies(report, open, Operation::Restore),
        unselected_required: advice.collect(),
        calls: restore_calls(report).iter().map(|call| wire_call(report, call)).collect(),
        possible: WirePossible {
            by_entry: all(report, |writer| writer.restorable.by_entry.clone()),
            by_subcomponent: all(report, |writer| writer.restorable.by_subcomponent.clone()),
            not_alone: all(report, |writer| writer.restorable.not_possible.clone()),
        },
    }
}

fn wire_call(report: &Report, call: &RestoreCall) -> WireCall {
    let (component, subcomponent) = match call {
        RestoreCall::Select { component, .. } => (component, None),
        RestoreCall::AddSubcomponent { component, subcomponent } => (component, Some(subcomponent)),
    };
    WireCall {
        call: call.method(),
        component: report.names.full(*component),
        subcomponent: subcomponent.map(|subcomponent| report.names.full(*subcomponent)),
        rule: call.rule(),
    }
}

fn files(report: &Report) -> Vec<WireFile> {
    let all = report.writers.iter().enumerate().flat_map(|(writer, held)| {
        held.files
            .iter()
            .map(move |file| wire_file(report.names.full(At { writer, component: file.component }), file))
    });
    all.collect()
}

fn wire_file(component: String, file: &File) -> WireFile {
    let alternate = file.alternate_path.as_ref();
    let written = |directory: &Directory| directory.written.clone();
    WireFile {
        component,
        path: written(&file.path),
        expanded_path: file.path.expanded.clone(),
        filespec: file.filespec.clone(),
        recursive: file.recursive,
        alternate_path: alternate.map(written),
        expanded_alternate_path: alternate.and_then(|directory| directory.expanded.clone()),
        kind: match file.kind {
            FileKind::FileGroup => "file",
            FileKind::Database => "database",
            FileKind::DatabaseLog => "log",
        },
        from_shadow_copy: file.snapshot,
        excluded: file.excluded,
    }
}

/// What writers that take part exclude; a file on these lists is not backed up, whatever names it (BSET-005).
fn exclusions(report: &Report) -> Vec<WireExclusion> {
    let writers = report.writers.iter().enumerate();
    let taking_part = writers.filter(|(_, held)| !held.backup.explicit().is_empty());
    let all = taking_part.flat_map(|(writer, held)| {
        held.forest.document().excludes().iter().map(move |file| WireExclusion {
            writer: report.names.label(writer).to_owned(),
            path: file.path.to_string(),
            filespec: file.filespec.to_string(),
            recursive: file.recursive(),
        })
    });
    all.collect()
}

fn notes(report: &Report) -> Vec<WireNote> {
    let wire = |note: &crate::select::Note| WireNote {
        asked: note.asked.clone(),
        component: report.names.full(note.at),
        rule: note.what.rule(),
        message: report.note_words(note),
    };
    report.notes.iter().map(wire).collect()
}
