//! What follows the release of an `IVssBackupComponents` object: BackupShutdown, and the end of the writers' sessions.
//!
//! Page: `desktop-src/VSS/handling-backupshutdown-events`. The release itself does not wait for it.

use std::collections::BTreeSet;

use crate::api::{OpId, RequesterId, WriterId};
use crate::machines::WriterEvent;
use crate::vocabulary::Hresult;

use super::super::in_flight::Completion;
use super::super::kinds::{Abort, OpKind};
use super::super::outcome::Return;
use super::super::stepper::{End, Stepper};
use super::common::{drop_unfinished_set, free_lock};
use super::{abort, writers};

/// Releases an object.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId) {
    let providers = abort::give_up(st, requester);
    let op = st.open_operation(OpKind::Shutdown(Abort { providers }), requester, Completion::Nobody);
    // A set that was not made is none: the handlers are told of no set then.
    drop_unfinished_set(st, requester);
    for writer in writers::participants(st, requester) {
        writers::deliver(st, op, requester, writer, WriterEvent::BackupShutdown, true);
    }
    free_lock(st, requester);
    let Some((machine, _)) = st.machine_of(requester) else { return };
    st.edit_machine(machine, |held| {
        held.sets.retain(|_, set| set.requester != requester || !set.is_auto_release());
        held.requesters.remove(&requester);
    });
    st.edit_open(|open| open.asyncs.retain(|_, object| object.requester != requester));
}

/// The writers have answered: once the providers of an unfinished set are told, the sessions are over.
pub(super) fn advance(st: &mut Stepper, op: OpId) {
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
        st.edit_writer(writer, |held| {
            let Some(session) = held.sessions.remove(&requester) else { return };
            if session.failure != Hresult::S_OK {
                held.last_failure = Some((session.state, session.failure));
            }
        });
    }
    st.end_operation(op, End::With(Return::ok()));
}
