//! What a restore chooses, by which calls, and what it brings back.

use vss_sim::components::At;

use super::calls::{RestoreCall, restore_calls};
use super::findings::{finding, refused_and_open, remote_of_restore};
use super::{REQUIRED_LEFT_OUT, SHOWN, SelectView, line};
use crate::select::Report;
use crate::source::clean;

/// The part about the restore; nothing where none was asked for.
pub(super) fn restore(out: &mut String, report: &Report, view: SelectView) {
    if report.restore.is_none() {
        return;
    }
    line(out, 0, "restore:");
    for call in restore_calls(report) {
        line(out, 2, &format!("{} ({})", shown(report, call), call.rule()));
    }
    for (writer, held) in report.writers.iter().enumerate() {
        for component in held.restore.restored() {
            let name = report.names.full(At { writer, component: *component });
            line(out, 2, &view.style.good(&format!("restores {}", clean(&name))));
        }
    }
    refused_and_open(out, report, view.style);
    for (writer, held) in report.writers.iter().enumerate() {
        for component in held.restore.unselected_required() {
            let name = report.names.full(At { writer, component: *component });
            let (rule, what) = REQUIRED_LEFT_OUT;
            let what = format!("{what}; pages disagree on whether it must be, calls accept it");
            finding(out, 2, &view.style.notable("advice"), &name, rule, &what);
        }
    }
    remote_of_restore(out, report, view.style);
    not_alone(out, report, view);
}

fn shown(report: &Report, call: RestoreCall) -> String {
    let name = |at: At| clean(&report.names.full(at));
    let method = call.method();
    match call {
        RestoreCall::Select { component, as_carrier: false } => format!("{method} {}", name(component)),
        RestoreCall::Select { component, as_carrier: true } => {
            format!("{method} {}, for subcomponents alone", name(component))
        }
        RestoreCall::AddSubcomponent { component, subcomponent } => {
            format!("{method} {} on {}", name(subcomponent), name(component))
        }
    }
}

/// The components of the backup that cannot be restored alone.
fn not_alone(out: &mut String, report: &Report, view: SelectView) {
    let names: Vec<String> = report
        .writers
        .iter()
        .enumerate()
        .flat_map(|(writer, held)| {
            let components = held.restorable.not_possible.iter();
            components.map(move |component| report.names.full(At { writer, component: *component }))
        })
        .collect();
    if names.is_empty() {
        return;
    }
    let count = if view.verbose { names.len() } else { names.len().min(SHOWN) };
    let mut listed = names.iter().take(count).map(|name| clean(name)).collect::<Vec<_>>().join(", ");
    if names.len() > count {
        listed = format!("{listed} and {} more", names.len() - count);
    }
    let text = format!("not alone, as they are not selectable for restore: {listed} (RST-005)");
    line(out, 2, &view.style.faint(&text));
}
