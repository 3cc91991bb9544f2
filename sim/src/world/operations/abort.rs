//! `AbortBackup`: the writers that have not handled PostSnapshot get Abort, and a creation under way is given up.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-abortbackup`, `desktop-src/VSS/aborting-vss-operations`.

use crate::api::{CallId, OpId, ProviderId, RequesterId};
use crate::machines::{BackupPhase, PhaseKind, ProviderCall, ProviderStage, ProviderTask};

use super::super::event::{Participant, Upcall};
use super::super::in_flight::{Completion, Run};
use super::super::kinds::{Abort, OpKind, Shutdown};
use super::super::outcome::Return;
use super::super::readings::AbortedLater;
use super::super::stepper::{End, Stepper};
use super::cancel::cancel;
use super::common::{drop_unfinished_set, free_lock, frees_lock, set_phase, tell};
use super::{creation_failure, revert, sessions, writers};

/// Begins it; the call returns when every OnAbort has.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId, call: CallId) {
    let freed = frees_lock(st, requester);
    keep_untold(st, requester);
    let providers = give_up(st, requester);
    set_phase(st, requester, BackupPhase::Aborted);
    if freed {
        free_lock(st, requester);
    }
    let op = st.open_operation(OpKind::Abort(Abort { providers }), requester, Completion::Call(call));
    for writer in sessions::participants(st, requester) {
        writers::deliver_abort_backup(st, op, requester, writer);
    }
    // The handlers are told of the set that is given up, so it goes after they are.
    drop_unfinished_set(st, requester);
}

/// Tells the writers of a restore that it is aborted, where that reading is followed; the call returns when every
/// OnAbort has.
pub(in super::super) fn enter_in_restore(st: &mut Stepper, requester: RequesterId, call: CallId) {
    let abort = OpKind::Abort(Abort { providers: Vec::new() });
    let op = st.open_operation(abort, requester, Completion::Call(call));
    for writer in sessions::participants(st, requester) {
        writers::deliver_abort_of_restore(st, op, requester, writer);
    }
}

/// A set is given up before its creation has begun: by one reading its providers are told in the next one (C2-023).
pub(super) fn keep_untold(st: &mut Stepper, requester: RequesterId) {
    let Some(session) = st.session(requester) else { return };
    let begun = matches!(session.phase(), PhaseKind::SetStarted | PhaseKind::Preparing | PhaseKind::Prepared);
    let Some(set) = session.set().filter(|_| begun) else { return };
    let Some((machine, held)) = st.machine_of(requester) else { return };
    let providers = held.sets.get(&set).map(|set| set.providers.clone()).unwrap_or_default();
    if !providers.is_empty() && st.reading::<AbortedLater>() == AbortedLater::CalledLater {
        st.edit_machine(machine, |held| held.untold.extend(providers.into_iter().map(|id| (id, set))));
    }
}

/// Gives up every operation of a requester; what comes back are the providers that have to be told, and the set.
pub(super) fn give_up(st: &mut Stepper, requester: RequesterId) -> Vec<(ProviderId, ProviderCall)> {
    let mut providers = Vec::new();
    for op in st.operations_of(requester) {
        // A revert cannot be cancelled: it goes on without the object.
        if revert::is_under_way(st, op) {
            revert::orphan(st, op);
            continue;
        }
        providers.extend(still_to_tell(st, op));
        cancel(st, op);
    }
    providers
}

/// The providers that an operation would still have told that a set is given up.
fn still_to_tell(st: &Stepper, op: OpId) -> Vec<(ProviderId, ProviderCall)> {
    let Some(operation) = st.operation(op) else { return Vec::new() };
    let mut providers = match &operation.kind {
        OpKind::Create(create) => create
            .failing
            .as_ref()
            .map_or_else(|| creation_failure::to_abort(st, op), |failing| failing.providers.clone()),
        OpKind::Abort(Abort { providers }) | OpKind::Shutdown(Shutdown { providers, .. }) => {
            providers.clone()
        }
        OpKind::Gather(_)
        | OpKind::Prepare
        | OpKind::AddVolume(_)
        | OpKind::Status
        | OpKind::Complete
        | OpKind::PreRestore
        | OpKind::PostRestore
        | OpKind::Manage(_)
        | OpKind::Support(_)
        | OpKind::Ask(_)
        | OpKind::Revert(_) => return Vec::new(),
    };
    // A call of these that has not reached its provider is taken back with the operation.
    let queued =
        operation.awaits.iter().filter_map(|id| st.activation(*id)).filter(|held| held.run == Run::Queued);
    providers.extend(queued.filter_map(|held| match (&held.upcall, held.to) {
        (Upcall::Provider(call), Participant::Provider(id)) if tells_of_the_end(call) => {
            Some((id, call.clone()))
        }
        (Upcall::Provider(_) | Upcall::Writer(_), _) => None,
    }));
    providers
}

/// Whether a call tells a provider that a set is given up.
const fn tells_of_the_end(call: &ProviderCall) -> bool {
    matches!(
        call,
        ProviderCall::Stage(ProviderStage::AbortSnapshots, _)
            | ProviderCall::Task(ProviderTask::DeleteSnapshots { .. } | ProviderTask::OnLunEmpty, ..)
    )
}

/// Tells the next provider, or ends.
pub(super) fn advance(st: &mut Stepper, op: OpId) {
    if !tell_next(st, op) {
        st.end_operation(op, End::With(Return::ok()));
    }
}

/// Tells the next provider that the set is given up, if there is one.
pub(super) fn tell_next(st: &mut Stepper, op: OpId) -> bool {
    let next = st.edit_kind(op, |kind| match kind {
        OpKind::Abort(Abort { providers }) | OpKind::Shutdown(Shutdown { providers, .. }) => providers.pop(),
        OpKind::Gather(_)
        | OpKind::Prepare
        | OpKind::AddVolume(_)
        | OpKind::Create(_)
        | OpKind::Status
        | OpKind::Complete
        | OpKind::PreRestore
        | OpKind::PostRestore
        | OpKind::Manage(_)
        | OpKind::Support(_)
        | OpKind::Ask(_)
        | OpKind::Revert(_) => None,
    });
    let Some((provider, call)) = next.flatten() else { return false };
    tell(st, op, provider, call);
    true
}
