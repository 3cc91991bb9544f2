//! Which writers take part in what a requester does, and the sessions in which they do.
//!
//! Pages: `desktop-src/VSS/working-with-selectability-and-logical-paths`, `desktop-src/VSS/determining-writer-status`.

use std::sync::Arc;

use crate::api::{RequesterId, WriterId};
use crate::components::source_path;
use crate::documents::{WmComponent, WmFiledesc};
use crate::machines::{
    GatheredWriter, PhaseKind, Registration, Session, StoredExpressWriter, WriterSession, restoring,
};
use crate::vocabulary::{Guid, WinPath, Windows};

use super::super::readings::{
    CompletedSessions, RestoreParticipants, WritersOutsideComponentMode, WritersWithoutComponents,
};
use super::super::stepper::Stepper;

/// The writers of the requester's machine that it has not disabled. Before OnIdentify a writer is known by what it
/// registered.
pub(super) fn enabled(st: &Stepper, requester: RequesterId) -> Vec<WriterId> {
    let (Some((_, held)), Some(session)) = (st.machine_of(requester), st.session(requester)) else {
        return Vec::new();
    };
    let takes_part = |of: &Registration| is_enabled(session, of.writer_id, of.instance_id);
    held.writers.iter().filter(|(_, writer)| takes_part(&writer.registration)).map(|(id, _)| *id).collect()
}

/// Whether a requester lets a writer take part. A restore disables no writer.
fn is_enabled(session: &Session, class: Guid, instance: Guid) -> bool {
    session.as_backup().is_none_or(|backup| backup.enabled.has(class, instance))
}

/// The express writers of the requester's machine that it has not disabled, with their stored documents.
pub(super) fn express(st: &Stepper, requester: RequesterId) -> Vec<GatheredWriter> {
    let (Some((_, held)), Some(session)) = (st.machine_of(requester), st.session(requester)) else {
        return Vec::new();
    };
    let takes_part =
        |of: &&StoredExpressWriter| is_enabled(session, of.document.writer_id(), of.document.instance_id());
    let gathered =
        |of: &StoredExpressWriter| GatheredWriter { writer: of.writer, document: Arc::clone(&of.document) };
    held.express.values().filter(takes_part).map(gathered).collect()
}

/// Whether the session of a writer that handled BackupComplete takes its memory until the requester gathers the status.
pub(super) fn ends_with_status(st: &Stepper, requester: RequesterId) -> bool {
    let Some((_, held)) = st.machine_of(requester) else { return false };
    held.windows <= Windows::Server2008Sp2
        || (held.sessions_per_writer.is_some()
            && st.reading::<CompletedSessions>() == CompletedSessions::Always)
}

/// The status was gathered: the sessions of writers that have handled BackupComplete are over.
pub(super) fn status_gathered(st: &mut Stepper, requester: RequesterId) {
    if st.session(requester).map(Session::phase) != Some(PhaseKind::Completed)
        || !ends_with_status(st, requester)
    {
        return;
    }
    for writer in participants(st, requester) {
        st.edit_writer(writer, |held| held.sessions.get_mut(&requester).map(|session| session.over = true));
    }
}

/// Begins the sessions of the writers that take part in a backup or restore; earlier failures are forgotten. In component
/// mode a writer takes part in a backup if a component of it was added, else every gathered one does. What comes back are
/// the writers to be told, which can be more than those that take part.
pub(super) fn begin_sessions(st: &mut Stepper, requester: RequesterId) -> Vec<WriterId> {
    let Some(session) = st.session(requester) else { return Vec::new() };
    let in_restores = session.as_restore().is_some();
    let takers = if in_restores {
        let by_subcomponent =
            st.reading::<RestoreParticipants>() == RestoreParticipants::SelectOrSubcomponent;
        restoring::taking_part(session, by_subcomponent)
    } else {
        taking_part(st, session)
    };
    let begun = new_session(session);
    let all = gathered(session);
    let takers = willing(st, requester, takers, in_restores);
    let all = willing(st, requester, all, in_restores);
    let told = if all == takers {
        all
    } else {
        match st.reading::<WritersWithoutComponents>() {
            WritersWithoutComponents::None => takers.clone(),
            WritersWithoutComponents::ThatEventOnly => all,
        }
    };
    let begins = |writer: &WriterId| begin_session(st, requester, *writer, begun.clone());
    let told: Vec<WriterId> = told.into_iter().filter(begins).collect();
    let takers = takers.into_iter().filter(|writer| told.contains(writer)).collect();
    st.edit_session(requester, |session| session.participants = takers);
    told
}

/// Those of some writers that subscribed to the events of backups, or of restores. Which writers are there no more is
/// asked elsewhere.
fn willing(
    st: &Stepper,
    requester: RequesterId,
    mut writers: Vec<WriterId>,
    in_restores: bool,
) -> Vec<WriterId> {
    let Some((_, held)) = st.machine_of(requester) else { return writers };
    writers.retain(|writer| held.writers.get(writer).is_none_or(|held| held.takes_part(in_restores)));
    writers
}

/// Begins a session of a writer that is there, and says whether it is to be told: one that has no memory left for
/// another is not.
fn begin_session(st: &mut Stepper, requester: RequesterId, writer: WriterId, begun: WriterSession) -> bool {
    let Some((machine, _)) = st.machine_of(requester).filter(|(_, held)| held.writers.contains_key(&writer))
    else {
        return true;
    };
    let limit = st.machine(machine).and_then(|held| held.sessions_per_writer);
    let told = st.edit_writer(writer, |held| {
        held.sessions.remove(&requester);
        let fits = limit.is_none_or(|limit| held.open_sessions() < limit);
        if fits {
            held.last_failure = None;
        }
        held.sessions.insert(requester, if fits { begun } else { begun.refused() });
        fits
    });
    told.unwrap_or(true)
}

/// Begins the sessions of the gathered writers that have none in this restore, and gives every gathered writer.
pub(super) fn begin_missing_sessions(st: &mut Stepper, requester: RequesterId) -> Vec<WriterId> {
    let Some(session) = st.session(requester) else { return Vec::new() };
    let (begun, all) = (new_session(session), gathered(session));
    let all = willing(st, requester, all, true);
    let mut told = all;
    told.retain(|writer| {
        let missing =
            st.writer_of(requester, *writer).is_some_and(|held| !held.sessions.contains_key(&requester));
        !missing || begin_session(st, requester, *writer, begun.clone())
    });
    told
}

/// The session of a writer, as it begins.
fn new_session(session: &Session) -> WriterSession {
    WriterSession {
        restore_type: session.as_restore().map(|_| session.restore_type()),
        ..WriterSession::new(session.backup_state().unwrap_or_default(), session.context())
    }
}

fn gathered(session: &Session) -> Vec<WriterId> {
    let all = session.gathered.writers().into_iter().flat_map(|writers| writers.iter());
    all.map(|gathered| gathered.writer).collect()
}

/// Begins a session of every enabled writer, in a backup whose context has no writers: each takes part.
pub(super) fn begin_sessions_of_all(st: &mut Stepper, requester: RequesterId) -> Vec<WriterId> {
    let Some(session) = st.session(requester) else { return Vec::new() };
    let begun = new_session(session);
    let all = willing(st, requester, enabled(st, requester), false);
    let told: Vec<WriterId> =
        all.into_iter().filter(|writer| begin_session(st, requester, *writer, begun.clone())).collect();
    let participants = told.iter().copied().collect();
    st.edit_session(requester, |session| session.participants = participants);
    told
}

fn taking_part(st: &Stepper, session: &Session) -> Vec<WriterId> {
    let component_mode = session.backup_state().is_some_and(|state| state.select_components);
    let has_component = |gathered: &&GatheredWriter| {
        let instance = gathered.document.identification.instance_id.value();
        session.document.writer(instance).is_some_and(|part| !part.components().is_empty())
    };
    let gathered = session.gathered.writers();
    let all = gathered.iter().flat_map(|writers| writers.iter());
    if !component_mode
        && gathered.is_some_and(|writers| !writers.is_empty())
        && st.reading::<WritersOutsideComponentMode>() == WritersOutsideComponentMode::NoEvents
    {
        return Vec::new();
    }
    all.filter(|writer| !component_mode || has_component(writer)).map(|gathered| gathered.writer).collect()
}

/// The writers that take part in a requester's backup and are still there.
pub(super) fn participants(st: &Stepper, requester: RequesterId) -> Vec<WriterId> {
    let session = st.session(requester);
    let all = session.into_iter().flat_map(|session| session.participants.iter().copied());
    let Some((_, held)) = st.machine_of(requester) else { return Vec::new() };
    all.filter(|writer| held.writers.contains_key(writer)).collect()
}

/// Whether the files that a writer's components have all lie on volumes that are not in the requester's set. A path that
/// no volume of the machine has, as one with a variable, is taken to lie in it.
pub(super) fn lies_elsewhere(st: &Stepper, requester: RequesterId, writer: WriterId) -> bool {
    let (Some((_, held)), Some(session)) = (st.machine_of(requester), st.session(requester)) else {
        return false;
    };
    let Some(set) = session.set().and_then(|set| held.sets.get(&set)) else { return false };
    if held.volumes.keys().all(|volume| set.copies.values().any(|copy| copy.volume == *volume)) {
        return false;
    }
    let Some(gathered) = session.gathered.writer(writer) else { return false };
    let affected = |files: &WmFiledesc| {
        let place = WinPath::parse(source_path(files)).ok().and_then(|path| held.locate(&path));
        place.is_none_or(|(volume, _)| set.copies.values().any(|copy| copy.volume == volume))
    };
    let mut files = gathered.document.components().iter().flat_map(WmComponent::file_sets).peekable();
    files.peek().is_some() && !files.any(affected)
}
