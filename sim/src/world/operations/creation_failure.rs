//! How a creation fails: who is told, and what is left.
//!
//! Pages: `desktop-src/VSS/aborting-vss-operations`, `desktop-src/VSS/error-handling-in-shadow-copy-providers`.

use crate::api::{OpId, ProviderId, RequesterId, SetId};
use crate::machines::{BackupPhase, ProviderCall, ProviderFamily, ProviderStage, ProviderTask, WriterEvent};
use crate::vocabulary::Hresult;

use super::super::event::{Participant, Upcall};
use super::super::in_flight::{AsyncState, Run};
use super::super::kinds::Failing;
use super::super::outcome::Return;
use super::super::readings::{
    AbortBeforePrepareSnapshot, AbortedProviders, AbortedUntil, FailingWriters, ProviderFailureAfterFreeze,
};
use super::super::reason::Reason;
use super::super::stepper::{End, Stepper};
use super::common::{drop_unfinished_set, free_lock, set_of, set_phase, tell};
use super::creation::{edit, is_frozen, state};
use super::creation_table::{CREATION, StageAct};
use super::{luns, sessions, writers};

const COMMIT: StageAct = StageAct::Providers(ProviderStage::CommitSnapshots);

/// Whether the failure of one writer fails the set.
pub(super) fn fails_with_writer(st: &Stepper, op: OpId) -> bool {
    let going_on = state(st, op).is_some_and(|create| create.failing.is_none());
    going_on && st.reading::<FailingWriters>() == FailingWriters::CreationFails
}

/// No page has a code for it.
pub(super) fn give_up_because_of_writer(st: &mut Stepper, op: OpId) {
    fail(st, op, Return::state(Hresult::VSS_E_UNEXPECTED_WRITER_ERROR, Reason::WRITER_FAILED));
}

/// By one reading a provider that failed is not told to abort.
pub(super) fn leave_out(st: &mut Stepper, op: OpId, failing: Participant) {
    let Participant::Provider(provider) = failing else { return };
    let told = state(st, op).and_then(|create| create.failing.as_ref());
    if told.is_some_and(|failing| failing.providers.iter().any(|(id, _)| *id == provider))
        && st.reading::<AbortedProviders>() == AbortedProviders::AllButTheFailing
    {
        edit(st, op, |create| {
            create.failing.as_mut().map(|failing| failing.providers.retain(|(id, _)| *id != provider))
        });
    }
}

/// What the providers are told when the set is given up, the first call last: `AbortSnapshots` those whose
/// `EndPrepareSnapshots` was called and has reached them. By one reading what is committed is deleted (C2-025).
pub(super) fn to_abort(st: &Stepper, op: OpId) -> Vec<(ProviderId, ProviderCall)> {
    let Some(create) = state(st, op) else { return Vec::new() };
    let unreached = |provider: &ProviderId| {
        let awaited = st.operation(op).into_iter().flat_map(|operation| &operation.awaits);
        let mut open = awaited.filter_map(|id| st.activation(*id));
        let ends = ProviderCall::Stage(ProviderStage::EndPrepareSnapshots, create.set);
        open.any(|held| {
            held.to == Participant::Provider(*provider)
                && held.run == Run::Queued
                && held.upcall == Upcall::Provider(ends.clone())
        })
    };
    let told: Vec<ProviderId> =
        create.told.iter().rev().copied().filter(|provider| !unreached(provider)).collect();
    let committed = CREATION.iter().position(|stage| stage.act == COMMIT).is_some_and(|at| create.stage > at);
    if committed && !told.is_empty() && st.reading::<AbortedUntil>() == AbortedUntil::UntilCommitted {
        return told.into_iter().flat_map(|provider| deletions(st, provider, create.set)).collect();
    }
    let abort = ProviderCall::Stage(ProviderStage::AbortSnapshots, create.set);
    told.into_iter().map(|provider| (provider, abort.clone())).collect()
}

/// The deletion of the shadow copies that a provider has made for a set; a LUN is emptied.
fn deletions(st: &Stepper, provider: ProviderId, set: SetId) -> Vec<(ProviderId, ProviderCall)> {
    let task = match luns::family_of(st, provider) {
        ProviderFamily::Hardware => ProviderTask::OnLunEmpty,
        family @ (ProviderFamily::Software | ProviderFamily::FileShare) => {
            ProviderTask::DeleteSnapshots { force: true, family }
        }
    };
    let copies = set_of(st, set).into_iter().flat_map(|set| set.copies.iter().rev());
    let own = copies.filter(|(_, copy)| copy.provider == provider);
    own.map(|(id, _)| (provider, ProviderCall::Task(task, set, *id))).collect()
}

/// The set fails: its writers get Abort if PrepareForSnapshot was sent, its providers `AbortSnapshots`.
pub(super) fn fail(st: &mut Stepper, op: OpId, result: Return) {
    give_up(st, op, result, false);
}

/// A provider has failed the set. By one reading writers that are frozen get Thaw before Abort.
pub(super) fn fail_by_provider(st: &mut Stepper, op: OpId, result: Return) {
    let Some(requester) = st.operation(op).map(|operation| operation.requester) else { return };
    let mut frozen = sessions::participants(st, requester);
    frozen.retain(|writer| is_frozen(st, requester, *writer));
    let thaws_first = !frozen.is_empty()
        && st.reading::<ProviderFailureAfterFreeze>() == ProviderFailureAfterFreeze::ThawThenAbort;
    give_up(st, op, result, thaws_first);
    if thaws_first {
        for writer in frozen {
            writers::deliver(st, op, requester, writer, WriterEvent::Thaw, true);
        }
    }
}

fn give_up(st: &mut Stepper, op: OpId, result: Return, thaws_first: bool) {
    let providers = to_abort(st, op);
    st.withdraw_all(op);
    let writers_know = state(st, op).is_some_and(|create| create.stage > 0)
        || st.reading::<AbortBeforePrepareSnapshot>() == AbortBeforePrepareSnapshot::Sent;
    let Some(requester) = st.operation(op).map(|operation| operation.requester) else { return };
    edit(st, op, |create| {
        create.windows.clear();
        create.frozen_since = None;
        create.flush = None;
        create.hold = None;
        create.failing = Some(Failing { result, providers, thaws_first });
    });
    if writers_know && !thaws_first {
        for writer in sessions::participants(st, requester) {
            writers::deliver(st, op, requester, writer, WriterEvent::Abort, true);
        }
    }
}

/// Tells the next provider of a failed set, or ends with the failure.
pub(super) fn take_down(st: &mut Stepper, op: OpId, requester: RequesterId) {
    let thawed = edit(st, op, |create| {
        create.failing.as_mut().is_some_and(|failing| std::mem::take(&mut failing.thaws_first))
    });
    if thawed == Some(true) {
        for writer in sessions::participants(st, requester) {
            writers::deliver(st, op, requester, writer, WriterEvent::Abort, true);
        }
        return;
    }
    let next = edit(st, op, |create| create.failing.as_mut().and_then(|failing| failing.providers.pop()));
    if let Some((provider, call)) = next.flatten() {
        tell(st, op, provider, call);
        return;
    }
    let Some((set, failing)) = state(st, op).and_then(|create| Some((create.set, create.failing.clone()?)))
    else {
        return;
    };
    // One that has ended for its requester already is left to it (C2-007).
    if set_of(st, set).is_none_or(|set| !set.created) {
        drop_unfinished_set(st, requester);
        free_lock(st, requester);
        set_phase(st, requester, BackupPhase::SnapshotFailed);
    }
    st.end_operation(op, End::With(failing.result));
}

/// The service ended: the set fails, and its asynchronous object is lost at once.
pub(super) fn service_ended(st: &mut Stepper, op: OpId, result: Return) {
    st.detach_async_as(op, AsyncState::Lost(result.code), &result);
    if state(st, op).is_some_and(|create| create.failing.is_none()) {
        fail(st, op, result);
    }
}

/// The requester cancelled it: as a failure of the set, which the asynchronous object does not wait for.
pub(super) fn cancelled_by_requester(st: &mut Stepper, op: OpId) {
    st.detach_async(op);
    if state(st, op).is_some_and(|create| create.failing.is_none()) {
        fail(st, op, Return::state(Hresult::VSS_S_ASYNC_CANCELLED, Reason::CANCELLED));
    }
}
