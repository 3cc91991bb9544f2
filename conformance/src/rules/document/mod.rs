//! Rules that documents alone can break.
//!
//! Every checker stands in a file of its own, in a folder named after its area, beside the ids of the rules that it
//! reports. It sees documents and nothing else: never the model, and never a trace.
//! [`unseen`] lists the rules about documents that no checker here can see broken, and why.

mod alternate_location;
mod dependency;
mod file_sets;
mod in_box;
mod input;
mod locate;
mod logical_path;
mod metadata;
mod naming;
mod owners;
mod part;
mod partial_file;
mod places;
mod ranges;
mod restore;
mod schema;
mod selectability;
mod set_index;
mod spot;
mod state;
mod subject;
mod target;
mod unchecked;
mod unseen;

use super::catalogue::Rule;
use super::finding::Finding;
use subject::title;

pub use input::Documents;
pub use locate::{Located, locate};
pub use part::{Entry, Known, Part};
pub use spot::{Finder, Spot};
pub use subject::{Backup, Writer};
pub use unchecked::{Unchecked, Want, unchecked};
pub use unseen::{Unseen, unseen};

/// A checker of documents.
#[derive(Debug, Clone, Copy)]
pub struct Checker {
    /// The ids of the rules that it reports.
    pub rules: &'static [&'static str],
    /// What it looks at.
    pub checks: &'static [Check],
}

/// What a checker looks at.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// One Writer Metadata Document.
    Writer(fn(Writer<'_>, &mut Vec<Finding>)),
    /// All the Writer Metadata Documents together.
    Writers(fn(&Documents, &mut Vec<Finding>)),
    /// One Backup Components Document.
    Backup(fn(&Backup, &Documents, &mut Vec<Finding>)),
    /// One Backup Components Document, beside the writers' own documents; where one that is wanted was not given, what
    /// it would show broken is not seen.
    Joined(Want, fn(&Backup, &Documents, &mut Vec<Finding>)),
}

/// Every checker of documents, by area.
pub fn checkers() -> impl Iterator<Item = &'static Checker> {
    let areas: [&'static [Checker]; 11] = [
        metadata::CHECKERS,
        naming::CHECKERS,
        logical_path::CHECKERS,
        selectability::CHECKERS,
        dependency::CHECKERS,
        restore::CHECKERS,
        target::CHECKERS,
        alternate_location::CHECKERS,
        partial_file::CHECKERS,
        state::CHECKERS,
        schema::CHECKERS,
    ];
    areas.into_iter().flatten().chain(in_box::CHECKERS)
}

/// Checks documents against the rules that are wanted. The findings are in the order of the checkers;
/// [`locate`] puts them into that of the documents.
#[must_use]
pub fn check(documents: &Documents, wanted: impl Fn(&Rule) -> bool) -> Vec<Finding> {
    let wants = |id: &'static str| super::rule(id).is_some_and(&wanted);
    let mut findings = Vec::new();
    for checker in checkers().filter(|checker| checker.rules.iter().any(|id| wants(id))) {
        for check in checker.checks {
            match check {
                Check::Writer(check) => {
                    documents.writers().for_each(|writer| check(writer, &mut findings));
                }
                Check::Writers(check) => check(documents, &mut findings),
                Check::Backup(check) | Check::Joined(_, check) => {
                    documents.backups().iter().for_each(|backup| check(backup, documents, &mut findings));
                }
            }
        }
    }
    findings.retain(|finding| finding.rule().is_some_and(&wanted));
    findings
}
