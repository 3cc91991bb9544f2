//! One writer's components as a tree, with their file sets and what the writer excludes.

use vss_sim::components::{At, Inclusion};

use super::{SHOWN, SelectView, line};
use crate::select::{Directory, File, Report, WriterReport};
use crate::source::clean;

/// The writer's title and tree.
pub(super) fn writer(out: &mut String, report: &Report, writer: usize, view: SelectView) {
    let Some(held) = report.writers.get(writer) else { return };
    line(out, 0, &view.style.name(&clean(&report.names.title(writer))));
    Tree { report, held, writer, view }.write(out);
}

struct Tree<'a> {
    report: &'a Report,
    held: &'a WriterReport,
    writer: usize,
    view: SelectView,
}

impl Tree<'_> {
    fn write(&self, out: &mut String) {
        let forest = &self.held.forest;
        // The place of each component is below its nearest ancestor; a stack in place of recursion, since documents
        // may be nested as deep as they like.
        let mut waiting: Vec<(usize, usize)> =
            forest.roots().into_iter().rev().map(|root| (root, 1)).collect();
        while let Some((index, depth)) = waiting.pop() {
            self.component(out, index, depth);
            // Components of equal name share what is below them: it is shown below the first.
            let first = forest.name(index).and_then(|name| forest.find(name));
            if first == Some(index) {
                let children = forest.children(index).into_iter().rev();
                waiting.extend(children.map(|child| (child, depth + 1)));
            }
        }
        self.exclusions(out);
    }

    fn called(&self, component: usize) -> String {
        clean(self.report.names.short(At { writer: self.writer, component }))
    }

    fn component(&self, out: &mut String, index: usize, depth: usize) {
        let style = self.view.style;
        let word = match self.held.backup.inclusion(index) {
            Some(Inclusion::Explicit) => style.good("explicit"),
            Some(Inclusion::Implicit { through }) => {
                style.good(&format!("implicit, through {}", self.called(*through)))
            }
            Some(Inclusion::Missing) => style.bad("missing: it is required"),
            Some(Inclusion::Out(_)) | None => style.faint("out"),
        };
        line(out, depth * 2, &format!("{}  {word}", self.called(index)));
        self.files(out, index, depth);
    }

    fn files(&self, out: &mut String, index: usize, depth: usize) {
        let files = &self.held.files;
        let start = files.partition_point(|file| file.component < index);
        let own = files.get(start..).unwrap_or_default();
        let own = own.get(..own.partition_point(|file| file.component == index)).unwrap_or_default();
        self.some(out, depth * 2 + 4, own, "file sets", file_set);
    }

    /// What the writer excludes, where it takes part (rule BSET-005).
    fn exclusions(&self, out: &mut String) {
        let excludes = self.held.forest.document().excludes();
        if self.held.backup.explicit().is_empty() || excludes.is_empty() {
            return;
        }
        line(out, 2, "excluded from every component (BSET-005):");
        self.some(out, 6, excludes, "exclusions", |file| set(&file.path, &file.filespec, file.recursive()));
    }

    /// The first few of a list, or all.
    fn some<T>(&self, out: &mut String, indent: usize, list: &[T], what: &str, shown: impl Fn(&T) -> String) {
        let count = if self.view.verbose { list.len() } else { list.len().min(SHOWN) };
        for one in list.iter().take(count) {
            line(out, indent, &self.view.style.faint(&clean(&shown(one))));
        }
        if list.len() > count {
            let more = format!("and {} more {what}", list.len() - count);
            line(out, indent, &self.view.style.faint(&more));
        }
    }
}

fn set(path: &str, filespec: &str, recursive: bool) -> String {
    let path = path.trim_end_matches('\\');
    let recursive = if recursive { " and below" } else { "" };
    format!("{path}\\{filespec}{recursive}")
}

fn file_set(file: &File) -> String {
    let named = set(&file.path.written, &file.filespec, file.recursive);
    let expanded = |directory: &Directory| match &directory.expanded {
        Some(expanded) => format!(" ({expanded})"),
        None => String::new(),
    };
    let read_from = match &file.alternate_path {
        Some(directory) => format!(", read from {}{}", directory.written, expanded(directory)),
        None => String::new(),
    };
    let excluded = if file.excluded { ", excluded (BSET-005)" } else { "" };
    format!("{named}{}{read_from}{excluded}", expanded(&file.path))
}
