//! The selection for people: each writer's components as a tree.

use std::fmt::Write;

use vss_sim::components::{At, ComponentForest, Inclusion};

use super::json::open_reason;
use crate::report::Style;
use crate::select::{File, Refused, Report, Why};
use crate::source::clean;

/// How a selection is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SelectView {
    /// The colours.
    pub style: Style,
    /// Show every file set.
    pub verbose: bool,
}

/// So many file sets of one component are shown, unless all are asked for.
const FILES_SHOWN: usize = 3;

/// The components as a tree, then what is wrong, then a line of numbers.
#[must_use]
pub fn selection_for_people(report: &Report, view: SelectView) -> String {
    let mut out = String::new();
    for (writer, forest) in report.writers.iter().enumerate() {
        let title = clean(&report.names.writer(&report.writers, writer));
        line(&mut out, 0, &view.style.name(&title));
        Tree { report, forest, writer, view }.write(&mut out);
    }
    findings(&mut out, report, view.style);
    restore(&mut out, report, view.style);
    summary(&mut out, report);
    out
}

/// Why one component is in or out.
#[must_use]
pub fn why_for_people(why: &Why, style: Style) -> String {
    let mut out = String::new();
    let state = state(style, why.state);
    line(&mut out, 0, &format!("{} {state}: {}", style.name(&clean(&why.component)), clean(&why.message)));
    line(&mut out, 2, &format!("rule:      {}: {}", why.rule, why.statement));
    line(&mut out, 2, &format!("kind:      {}", why.kind));
    for (index, (ancestor, selectable)) in why.ancestors.iter().enumerate() {
        let title = if index == 0 { "ancestors:" } else { "          " };
        let selectable = if *selectable { "selectable for backup" } else { "not selectable for backup" };
        let through = if why.through.as_ref() == Some(ancestor) { ", included explicitly" } else { "" };
        line(&mut out, 2, &format!("{title} {} ({selectable}{through})", clean(ancestor)));
    }
    if why.ancestors.is_empty() {
        line(&mut out, 2, "ancestors: none");
    }
    out
}

fn state(style: Style, state: &str) -> String {
    match state {
        "explicit" | "implicit" => style.good(&format!("is {state}")),
        "missing" => style.bad("is missing"),
        _ => style.notable("is out"),
    }
}

struct Tree<'a> {
    report: &'a Report,
    forest: &'a ComponentForest,
    writer: usize,
    view: SelectView,
}

impl Tree<'_> {
    fn write(&self, out: &mut String) {
        // The place of each component is below its nearest ancestor; a stack in place of recursion, since documents
        // may be nested as deep as they like.
        let mut waiting: Vec<(usize, usize)> =
            self.forest.roots().into_iter().rev().map(|root| (root, 1)).collect();
        let mut shown = vec![false; self.forest.len()];
        while let Some((index, depth)) = waiting.pop() {
            if shown.get(index).copied().unwrap_or(true) {
                continue;
            }
            if let Some(seen) = shown.get_mut(index) {
                *seen = true;
            }
            self.component(out, index, depth);
            waiting.extend(self.forest.children(index).into_iter().rev().map(|child| (child, depth + 1)));
        }
    }

    fn component(&self, out: &mut String, index: usize, depth: usize) {
        let style = self.view.style;
        let Some(name) = self.forest.name(index) else { return };
        let inclusion = self.report.selections.get(self.writer).and_then(|held| held.inclusion(index));
        let called = |index: usize| self.forest.name(index).map_or_else(String::new, ToString::to_string);
        let word = match inclusion {
            Some(Inclusion::Explicit) => style.good("explicit"),
            Some(Inclusion::Implicit { through }) => {
                style.good(&format!("implicit, through {}", clean(&called(*through))))
            }
            Some(Inclusion::Missing) => style.bad("missing: it is required"),
            Some(Inclusion::Out(_)) | None => style.faint("out"),
        };
        line(out, depth * 2, &format!("{}  {word}", clean(&name.to_string())));
        let at = At { writer: self.writer, component: index };
        self.files(out, at, depth);
    }

    fn files(&self, out: &mut String, at: At, depth: usize) {
        // The file sets are in the order of writers and components.
        let files = &self.report.files;
        let start = files.partition_point(|file| file.at < at);
        let own = files.get(start..).unwrap_or_default();
        let own = own.get(..own.partition_point(|file| file.at == at)).unwrap_or_default();
        let shown = if self.view.verbose { own.len() } else { own.len().min(FILES_SHOWN) };
        for file in own.iter().take(shown) {
            line(out, depth * 2 + 4, &self.view.style.faint(&clean(&file_set(file))));
        }
        if own.len() > shown {
            let more = format!("and {} more file sets", own.len() - shown);
            line(out, depth * 2 + 4, &self.view.style.faint(&more));
        }
    }
}

fn file_set(file: &File) -> String {
    let path = file.path.trim_end_matches('\\');
    let recursive = if file.recursive { " and below" } else { "" };
    let alternate = file.alternate_path.as_ref().map(|path| format!(", read from {path}"));
    format!("{path}\\{}{recursive}{}", file.filespec, alternate.unwrap_or_default())
}

fn findings(out: &mut String, report: &Report, style: Style) {
    for (writer, selection) in report.selections.iter().enumerate() {
        for component in selection.missing() {
            let name = report.names.at(&report.writers, At { writer, component: *component });
            let what = "it is not selectable for backup and no ancestor of it is, so every backup of its writer adds it";
            finding(out, style, "missing", &name, "SEL-005", what);
        }
    }
    refusals(out, style, "refused", &report.refused);
    for open in &report.dependencies {
        let (reason, rule) = open_reason(&open.why);
        let what = match reason {
            "remote" => format!("it depends on {}, which has to be backed up there", open.on),
            "not-selected" => format!("it depends on {}, which is not included", open.on),
            _ => format!("it depends on {}, which no writer given here has", open.on),
        };
        finding(out, style, "open", &open.component, rule, &what);
    }
}

fn refusals(out: &mut String, style: Style, word: &str, list: &[Refused]) {
    for refused in list {
        finding(out, style, word, &refused.component, refused.rule, &refused.message);
    }
}

fn finding(out: &mut String, style: Style, word: &str, component: &str, rule: &str, message: &str) {
    line(out, 0, &format!("{} {}: {} ({rule})", style.bad(word), clean(component), clean(message)));
}

fn restore(out: &mut String, report: &Report, style: Style) {
    let any = report.restores.iter().any(|held| !held.selected().is_empty());
    if !any && report.restore_refused.is_empty() {
        return;
    }
    line(out, 0, "restore:");
    for (writer, held) in report.restores.iter().enumerate() {
        for component in held.restored() {
            let name = report.names.at(&report.writers, At { writer, component: *component });
            line(out, 2, &style.good(&clean(&name)));
        }
    }
    refusals(out, style, "refused", &report.restore_refused);
}

fn summary(out: &mut String, report: &Report) {
    let count = |of: fn(&vss_sim::components::BackupSelection) -> &[usize]| -> usize {
        report.selections.iter().map(|selection| of(selection).len()).sum()
    };
    let (explicit, implicit) = (count(|held| held.explicit()), count(|held| held.implicit()));
    let missing = count(|held| held.missing());
    let refused = report.refused.len() + report.restore_refused.len();
    let sets = report.files.len();
    line(
        out,
        0,
        &format!(
            "{explicit} explicit, {implicit} implicit, {missing} missing, {refused} refused, {sets} file sets"
        ),
    );
}

fn line(out: &mut String, indent: usize, text: &str) {
    let _never_fails = writeln!(out, "{:indent$}{text}", "");
}
