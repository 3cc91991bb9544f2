//! Which entries of a Backup Components Document the writers of a restore have to do with.
//!
//! The document names the writer instances of the backup, and a writer that was started anew since is another
//! instance. VSS tells instances of a class apart by their names (`nf-vswriter-cvsswriter-initialize`), and
//! SetSelectedForRestoreEx moves a component to an instance. That a writer without a name is found by its class alone
//! is a reading.

use std::sync::Arc;

use super::requester::{GatheredWriter, Session};
use crate::api::WriterId;
use crate::documents::{Component, WriterComponents};
use crate::vocabulary::Guid;

/// A component of the document: the index of the writer's part, and that of the component in it.
pub type Entry = (usize, usize);

/// The gathered writer that a component of this part belongs to, when it is moved to this instance; `GUID_NULL` and
/// `None` move it nowhere.
#[must_use]
pub fn writer_of<'a>(
    session: &'a Session,
    part: &WriterComponents,
    moved_to: Option<Guid>,
) -> Option<&'a GatheredWriter> {
    let class = part.writer_id.value();
    let writers = || session.gathered.writers().into_iter().flat_map(|writers| writers.iter());
    let of_class = || writers().filter(move |writer| writer.document.writer_id() == class);
    let instance = |id: Guid| of_class().find(move |writer| writer.document.instance_id() == id);
    if let Some(moved_to) = moved_to.filter(|id| !id.is_null()) {
        return instance(moved_to);
    }
    instance(part.instance_id.value()).or_else(|| match &part.instance_name {
        Some(name) => {
            of_class().find(|writer| writer.document.identification.instance_name.as_ref() == Some(name))
        }
        None => of_class().next(),
    })
}

/// The entries that a writer has to do with, in the order of the document: selected ones and others.
#[must_use]
pub fn entries_of(session: &Session, writer: WriterId) -> Vec<Entry> {
    let mut found = Vec::new();
    for (index, part) in session.document.writers().iter().enumerate() {
        for (at, component) in part.components().iter().enumerate() {
            let of = writer_of(session, part, component.selected_instance());
            if of.is_some_and(|gathered| gathered.writer == writer) {
                found.push((index, at));
            }
        }
    }
    found
}

fn component(session: &Session, (part, at): Entry) -> Option<&Component> {
    session.document.writers().get(part)?.components().get(at)
}

/// The writers that take part: those with a component that is selected, or, where that counts, one of which a
/// subcomponent was added, in component mode; without gathering none is known (readings).
#[must_use]
pub fn taking_part(session: &Session, subcomponents_count: bool) -> Vec<WriterId> {
    if !session.backup_state().is_some_and(|state| state.select_components) {
        return Vec::new();
    }
    let selected = |writer: WriterId| {
        let wanted = |held: &Component| {
            let added = subcomponents_count && held.restore_subcomponent_count() > 0;
            held.is_selected_for_restore() || added
        };
        entries_of(session, writer).into_iter().any(|entry| component(session, entry).is_some_and(wanted))
    };
    let writers = session.gathered.writers().into_iter().flat_map(|writers| writers.iter());
    writers.map(|gathered| gathered.writer).filter(|writer| selected(*writer)).collect()
}

/// What a writer's handler is given: its part of the document, with what was moved to it and without what was moved
/// away. It bears the identity of the first part that holds an entry (a reading).
#[must_use]
pub fn part_of(session: &Session, writer: WriterId) -> Option<Arc<WriterComponents>> {
    let entries = entries_of(session, writer);
    let (first, _) = *entries.first()?;
    let part = session.document.writers().get(first)?;
    let whole = entries.len() == part.components().len() && entries.iter().all(|(index, _)| *index == first);
    if whole {
        return Some(Arc::clone(part));
    }
    let components = entries.iter().filter_map(|entry| component(session, *entry)).cloned();
    Some(Arc::new(part.with_components(components)))
}

/// Puts back what a writer's handler was given; no entry can have joined or left since.
pub fn put_back(session: &mut Session, writer: WriterId, given: &WriterComponents) {
    let entries = entries_of(session, writer);
    let changed: Vec<(Entry, &Component)> = entries
        .into_iter()
        .zip(given.components())
        .filter(|(entry, new)| component(session, *entry) != Some(*new))
        .collect();
    if changed.is_empty() {
        return;
    }
    let document = Arc::make_mut(&mut session.document);
    for ((part, at), new) in changed {
        document.replace_component(part, at, new.clone());
    }
}
