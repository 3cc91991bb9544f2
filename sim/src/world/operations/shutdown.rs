//! What follows the release of an `IVssBackupComponents` object: BackupShutdown, and the end of the writers' sessions.
//!
//! Page: `desktop-src/VSS/handling-backupshutdown-events`. The release itself does not wait for it.

use std::collections::BTreeSet;

use crate::api::{ActivationId, MetadataRef, OpId, RequesterId, SetId, WriterId};
use crate::machines::{ProviderCall, Session, ShadowCopySet, WriterEvent, WriterSession};
use crate::vocabulary::{Hresult, SnapshotContext, Windows, WriterState};

use super::super::event::{Participant, Upcall};
use super::super::in_flight::{Completion, Window};
use super::super::kinds::{OpKind, Shutdown};
use super::super::outcome::Return;
use super::super::readings::{
    ClientAccessibleWriters, CopiesDeletedOnRelease, FailedStates, KeptForImport, ShutdownAfterRestore,
    ShutdownWithoutWriters,
};
use super::super::stepper::{End, Stepper};
use super::common::{drop_unfinished_set, free_lock, frees_lock};
use super::{abort, sessions, writers};

/// Releases an object. A writer that is frozen gets Abort first, for OnFreeze is always followed by OnThaw or OnAbort
/// (`nf-vswriter-cvsswriter-onfreeze`).
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId) {
    let frozen = frozen(st, requester);
    abort::keep_untold(st, requester);
    let providers = abort::give_up(st, requester);
    // A set that was not made is none: the handlers of BackupShutdown are told of no set then.
    let unfinished = writers::set_guid(st, requester);
    drop_unfinished_set(st, requester);
    let set = writers::set_guid(st, requester);
    if frees_lock(st, requester) {
        free_lock(st, requester);
    }
    let restore = st.session(requester).is_some_and(|session| session.as_restore().is_some());
    let raised = !restore || st.reading::<ShutdownAfterRestore>() == ShutdownAfterRestore::Raised;
    let unloads = st.machine_of(requester).map(|(machine, _)| machine);
    let all = if raised { told(st, requester) } else { Vec::new() };
    let stays = stays(st, requester);
    let aborting = open_aborts(st, requester);
    let waits = !frozen.is_empty() || !aborting.is_empty();
    let (now, later) = if waits { (Vec::new(), all) } else { (all, Vec::new()) };
    let told = Shutdown { writers: later, set, providers, unloads };
    let op = st.open_operation(OpKind::Shutdown(told), requester, Completion::Nobody);
    // An Abort that is on its way comes before BackupShutdown.
    st.edit_open(|open| {
        for id in &aborting {
            if let Some(held) = open.activations.get_mut(id) {
                held.of = op;
            }
        }
        if let Some(operation) = open.operations.get_mut(&op) {
            operation.awaits.extend(&aborting);
        }
    });
    for writer in frozen {
        writers::deliver_abort(st, op, requester, writer, unfinished);
    }
    for writer in now {
        writers::deliver_shutdown(st, op, requester, writer, set);
    }
    let Some((machine, _)) = st.machine_of(requester) else { return };
    st.edit_machine(machine, |held| {
        // What was put in the place of documents that it gathered goes with it, for its number can be given out again.
        let process = held.requesters.remove(&requester).map(|removed| removed.process);
        if let Some(process) = process.and_then(|process| held.processes.get_mut(&process)) {
            let stays = |of: &MetadataRef| !matches!(of, MetadataRef::Gathered(of, _) if *of == requester);
            process.metadata.retain(|of, _| stays(of));
            process.damaged.retain(stays);
        }
        held.keep_sets(|id, set| set.requester != requester || stays.contains(&id));
    });
    st.edit_open(|open| open.asyncs.retain(|_, object| object.requester != requester));
}

/// The writers that are told of the end: those that take part, or by one reading all, where the context has none.
/// Windows XP has no such event (`nf-vswriter-cvsswriter-onbackupshutdown`).
fn told(st: &mut Stepper, requester: RequesterId) -> Vec<WriterId> {
    if st.machine_of(requester).is_some_and(|(_, held)| held.windows == Windows::Xp) {
        return Vec::new();
    }
    let without = |session: &Session| session.set().is_some() && !session.with_writers();
    if st.session(requester).is_some_and(without)
        && sessions::participants(st, requester).is_empty()
        && !sessions::enabled(st, requester).is_empty()
        && st.reading::<ShutdownWithoutWriters>() == ShutdownWithoutWriters::Always
    {
        return sessions::begin_sessions_of_all(st, requester);
    }
    sessions::participants(st, requester)
}

/// The sets of an object that its release does not delete.
fn stays(st: &Stepper, requester: RequesterId) -> BTreeSet<SetId> {
    let own = st.machine_of(requester).into_iter().flat_map(|(_, held)| &held.sets);
    own.filter(|(_, set)| set.requester == requester && outlives(st, set)).map(|(id, _)| *id).collect()
}

/// That a document was saved before is not asked, as saving changes nothing (a reading).
fn outlives(st: &Stepper, set: &ShadowCopySet) -> bool {
    let listed = || st.reading::<ClientAccessibleWriters>() == ClientAccessibleWriters::Persistent;
    let travels = set.created
        && set.is_transportable()
        && !set.imported
        && st.reading::<KeptForImport>() == KeptForImport::UntilSaved;
    if travels {
        return true;
    }
    !set.is_auto_release()
        && (set.context != SnapshotContext::VSS_CTX_CLIENT_ACCESSIBLE_WRITERS || listed())
        && st.reading::<CopiesDeletedOnRelease>() == CopiesDeletedOnRelease::AutoReleaseOnly
}

/// The activations of OnAbort for this requester's backup that have not ended.
fn open_aborts(st: &Stepper, requester: RequesterId) -> Vec<ActivationId> {
    let aborts = |upcall: &Upcall| match upcall {
        Upcall::Writer(upcall) => upcall.event == WriterEvent::Abort && upcall.requester == requester,
        Upcall::Provider(_) => false,
    };
    st.world.open.activations.iter().filter(|(_, held)| aborts(&held.upcall)).map(|(id, _)| *id).collect()
}

/// The writers to which Freeze was sent and that were neither thawed nor sent Abort.
fn frozen(st: &Stepper, requester: RequesterId) -> BTreeSet<WriterId> {
    let mut frozen = BTreeSet::new();
    for op in st.operations_of(requester) {
        if let Some(OpKind::Create(create)) = st.operation(op).map(|operation| &operation.kind) {
            frozen.extend(create.windows.keys().copied());
        }
    }
    let waiting = |writer: &WriterId| {
        let session = st.world.writer(*writer).and_then(|(_, held)| held.sessions.get(&requester));
        let frozen = |session: &WriterSession| session.state == WriterState::VSS_WS_WAITING_FOR_THAW;
        session.is_some_and(|session| frozen(session) && !session.aborted)
    };
    frozen.extend(sessions::participants(st, requester).into_iter().filter(waiting));
    frozen
}

/// Sends BackupShutdown; then tells the providers of an unfinished set; then the sessions are over.
pub(super) fn advance(st: &mut Stepper, op: OpId) {
    let next = st.edit_kind(op, |kind| {
        kind.shutdown().map(|shutdown| (std::mem::take(&mut shutdown.writers), shutdown.set))
    });
    let (told, set) = next.flatten().unwrap_or_default();
    if let (false, Some(requester)) = (told.is_empty(), st.operation(op).map(|operation| operation.requester))
    {
        for writer in told {
            writers::deliver_shutdown(st, op, requester, writer, set);
        }
        return;
    }
    if abort::tell_next(st, op) {
        return;
    }
    let Some(requester) = st.operation(op).map(|operation| operation.requester) else { return };
    let in_session = |(id, held): (&WriterId, &crate::machines::Shared<crate::machines::Writer>)| {
        held.sessions.contains_key(&requester).then_some(*id)
    };
    let writers: BTreeSet<WriterId> = st
        .world
        .machines
        .values()
        .flat_map(|machine| machine.writers.iter().filter_map(in_session))
        .collect();
    for writer in writers {
        let failed = |session: &WriterSession| {
            // A session that it had no memory for was none of it.
            session.failure != Hresult::S_OK && session.state != WriterState::VSS_WS_UNKNOWN
        };
        let session = st.world.writer(writer).and_then(|(_, held)| held.sessions.get(&requester));
        let lasts =
            session.is_some_and(failed) && st.reading::<FailedStates>() == FailedStates::UntilTheNextSession;
        st.edit_writer(writer, |held| {
            let Some(session) = held.sessions.remove(&requester) else { return };
            if lasts {
                held.last_failure = Some(session.standing());
            }
        });
    }
    if unload(st, op, requester) {
        return;
    }
    st.end_operation(op, End::With(Return::ok()));
}

/// Tells the loaded providers of a machine to prepare to be unloaded, once no requester is left on it: VSS has nothing to
/// do then (a reading: no page says when VSS unloads providers). Says whether there is one to be told.
fn unload(st: &mut Stepper, op: OpId, requester: RequesterId) -> bool {
    let machine = st.edit_kind(op, |kind| kind.shutdown().and_then(|shutdown| shutdown.unloads.take()));
    let Some(machine) = machine.flatten() else { return false };
    let Some(held) = st.machine(machine) else { return false };
    if held.requesters.keys().any(|id| *id != requester) {
        return false;
    }
    let loaded = held.providers.iter().filter(|(_, provider)| provider.loaded);
    let (notified, silent): (Vec<_>, Vec<_>) =
        loaded.map(|(id, provider)| (*id, provider.notified)).partition(|(_, notified)| *notified);
    for (id, _) in silent {
        st.set_loaded(machine, id, false);
    }
    for (id, _) in &notified {
        let upcall = Upcall::Provider(ProviderCall::OnUnload(false));
        st.activate(op, Participant::Provider(*id), upcall, Window::Closed, true);
    }
    !notified.is_empty()
}
