//! What is wrong with a selection, and what should be known of it, a line each.

use vss_sim::components::{At, Unsatisfied};

use super::line;
use crate::report::Style;
use crate::select::{Operation, Refused, Report, is_open};
use crate::source::clean;

/// What the backup lacks, refuses and leaves open.
pub(super) fn findings(out: &mut String, report: &Report, style: Style) {
    for (writer, held) in report.writers.iter().enumerate() {
        for component in held.backup.missing() {
            let name = report.names.full(At { writer, component: *component });
            let what = "it is not selectable for backup and no ancestor of it is, so every backup of its writer adds it";
            finding(out, 0, &style.bad("missing"), &name, "SEL-005", what);
        }
    }
    refusals(out, 0, report, &report.refused, style);
    open(out, 0, report, &report.dependencies, Operation::Backup, style);
}

/// What the restore refuses and leaves open.
pub(super) fn of_restore(out: &mut String, report: &Report, style: Style) {
    let Some(restore) = &report.restore else { return };
    if restore.refused.is_empty() && !restore.dependencies.iter().any(is_open) {
        return;
    }
    line(out, 0, "restore:");
    refused_and_open(out, report, style);
}

/// The same without a heading.
pub(super) fn refused_and_open(out: &mut String, report: &Report, style: Style) {
    let Some(restore) = &report.restore else { return };
    refusals(out, 2, report, &restore.refused, style);
    open(out, 2, report, &restore.dependencies, Operation::Restore, style);
}

fn refusals(out: &mut String, indent: usize, report: &Report, list: &[Refused], style: Style) {
    for refused in list {
        let message = report.refusal_words(refused);
        finding(out, indent, &style.bad("refused"), &refused.asked, refused.why.rule(), &message);
    }
}

fn open(
    out: &mut String,
    indent: usize,
    report: &Report,
    list: &[Unsatisfied],
    operation: Operation,
    style: Style,
) {
    for dependency in list.iter().filter(|dependency| is_open(dependency)) {
        of_dependency(out, indent, &style.bad("open"), report, dependency, operation);
    }
}

fn of_dependency(
    out: &mut String,
    indent: usize,
    word: &str,
    report: &Report,
    dependency: &Unsatisfied,
    operation: Operation,
) {
    let name = report.names.full(dependency.member.unwrap_or(dependency.dependent));
    let message = report.dependency_words(dependency, operation);
    finding(out, indent, word, &name, dependency.rule(), &message);
}

/// What is no finding and should be known.
pub(super) fn notes(out: &mut String, report: &Report, style: Style) {
    let word = style.notable("note");
    for note in &report.notes {
        finding(out, 0, &word, &note.asked, note.what.rule(), &report.note_words(note));
    }
    for dependency in report.dependencies.iter().filter(|dependency| !is_open(dependency)) {
        of_dependency(out, 0, &word, report, dependency, Operation::Backup);
    }
}

/// The dependencies of the restore on other computers.
pub(super) fn remote_of_restore(out: &mut String, report: &Report, style: Style) {
    let list = report.restore.iter().flat_map(|restore| &restore.dependencies);
    for dependency in list.filter(|dependency| !is_open(dependency)) {
        of_dependency(out, 2, &style.notable("note"), report, dependency, Operation::Restore);
    }
}

pub(super) fn finding(
    out: &mut String,
    indent: usize,
    word: &str,
    component: &str,
    rule: &str,
    message: &str,
) {
    line(out, indent, &format!("{word} {}: {} ({rule})", clean(component), clean(message)));
}

/// The line of numbers.
pub(super) fn summary(out: &mut String, report: &Report) {
    let count = |of: fn(&vss_sim::components::BackupSelection) -> &[usize]| -> usize {
        report.writers.iter().map(|writer| of(&writer.backup).len()).sum()
    };
    let (explicit, implicit) = (count(|held| held.explicit()), count(|held| held.implicit()));
    let missing = count(|held| held.missing());
    let (refused, open) = (report.refusals(), report.open_dependencies());
    let sets: usize = report.writers.iter().map(|writer| writer.files.len()).sum();
    line(
        out,
        0,
        &format!(
            "{explicit} explicit, {implicit} implicit, {missing} missing, {refused} refused, {open} open, \
             {sets} file sets"
        ),
    );
}
