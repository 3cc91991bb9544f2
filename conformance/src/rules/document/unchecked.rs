//! Which rules could not be checked, as they compare a Backup Components Document with documents that were not given.

use std::collections::BTreeSet;

use vss_sim::documents::WriterComponents;

use super::{Backup, Check, Documents, checkers};
use crate::rules::{Rule, rule};

/// What a checker of Backup Components Documents wants to know from the writers' own documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Want {
    /// What each part's writer says in its document.
    Document,
    /// What each part's writer says in its schema, which the part may have itself.
    Schema,
    /// Which writers there are besides those that have a part.
    Others,
}

/// The rules by which a Backup Components Document could not be checked, and whose documents that would take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unchecked<'a> {
    /// Which of the documents that were checked together, from 0.
    pub input: usize,
    /// The parts of the writers whose own documents were not given.
    pub writers: Vec<&'a WriterComponents>,
    /// The ids of the rules, sorted. A part of another writer may have been checked against them.
    pub rules: Vec<&'static str>,
}

/// The Backup Components Documents that could not be checked by all the rules that are wanted, with those rules.
///
/// A part without components asks for nothing: where nothing of a writer is backed up, there is nothing to compare.
#[must_use]
pub fn unchecked(documents: &Documents, wanted: impl Fn(&Rule) -> bool) -> Vec<Unchecked<'_>> {
    let backups = documents.backups().iter();
    let unchecked = backups.map(|backup| of_backup(backup, documents, &wanted));
    unchecked.filter(|unchecked| !unchecked.rules.is_empty()).collect()
}

fn of_backup<'a>(
    backup: &'a Backup,
    documents: &'a Documents,
    wanted: &impl Fn(&Rule) -> bool,
) -> Unchecked<'a> {
    let mut missing = BTreeSet::new();
    let mut writers = Vec::new();
    for part in documents.parts(backup).filter(|part| part.components.component_count() > 0) {
        if part.known.is_none() {
            missing.insert(Want::Document);
            writers.push(part.components.as_ref());
        }
        if part.schema().is_none() {
            missing.insert(Want::Schema);
        }
    }
    if !writers.is_empty() && documents.forests().is_empty() {
        missing.insert(Want::Others);
    }
    let misses = |check: &Check| match check {
        Check::Joined(want, _) => missing.contains(want),
        Check::Writer(_) | Check::Writers(_) | Check::Backup(_) => false,
    };
    let checkers = checkers().filter(|checker| checker.checks.iter().any(misses));
    let rules: BTreeSet<&'static str> = checkers.flat_map(|checker| checker.rules).copied().collect();
    let rules = rules.into_iter().filter(|id| rule(id).is_some_and(wanted)).collect();
    Unchecked { input: backup.input, writers, rules }
}
