//! `RevertToSnapshot`: a provider is asked, the call returns, and the volume is then reverted, whatever becomes of the
//! object.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-reverttosnapshot`, `-queryrevertstatus`,
//! `nf-vsprov-ivsssoftwaresnapshotprovider-reverttosnapshot`.

use crate::api::{ActivationId, AsyncId, CallId, OpId, ProviderId, RequesterId, SetId, SnapshotId, VolumeId};
use crate::machines::{BackupPhase, PhaseKind, ProviderCall, ProviderTask, translate};
use crate::vocabulary::Hresult;

use super::super::event::{Participant, Upcall};
use super::super::in_flight::{Completion, Window};
use super::super::kinds::{OpKind, Revert, RevertStage};
use super::super::outcome::{Effect, Return};
use super::super::reason::Reason;
use super::super::stepper::{End, Stepper, by_participant};
use super::common::{LOST_PROVIDER, is_alive, set_phase};

/// Begins it; the call returns when the provider has agreed.
pub(in super::super) fn enter(
    st: &mut Stepper,
    requester: RequesterId,
    call: CallId,
    (set, snapshot): (SetId, SnapshotId),
    volume: VolumeId,
) {
    let revert = Revert { set, snapshot, volume, stage: RevertStage::Open, shown: false };
    st.open_operation(OpKind::Revert(revert), requester, Completion::Call(call));
}

/// The revert of a volume that is under way, or about to be.
pub(in super::super) fn of_volume(st: &Stepper, volume: VolumeId) -> Option<OpId> {
    let mut all = st.world.open.operations.keys().copied();
    all.find(|op| state(st, *op).is_some_and(|revert| revert.volume == volume))
}

/// Whether an operation is a revert that the provider has agreed to, and that nothing can stop any more.
pub(super) fn is_under_way(st: &Stepper, op: OpId) -> bool {
    state(st, op).is_some_and(|revert| matches!(revert.stage, RevertStage::UnderWay | RevertStage::Over))
}

/// An object that tells how a revert does.
pub(in super::super) fn follow(st: &mut Stepper, requester: RequesterId, revert: Option<OpId>) -> AsyncId {
    st.follow(revert, requester)
}

/// The object that began a revert is given up: it goes on without it.
pub(super) fn orphan(st: &mut Stepper, op: OpId) {
    show(st, op, false);
}

fn show(st: &mut Stepper, op: OpId, shown: bool) {
    st.edit_kind(op, |kind| {
        if let OpKind::Revert(revert) = kind {
            revert.shown = shown;
        }
    });
}

fn state(st: &Stepper, op: OpId) -> Option<Revert> {
    if let OpKind::Revert(revert) = st.operation(op)?.kind { Some(revert) } else { None }
}

fn set_stage(st: &mut Stepper, op: OpId, stage: RevertStage) {
    st.edit_kind(op, |kind| {
        if let OpKind::Revert(revert) = kind {
            revert.stage = stage;
        }
    });
}

fn provider_of(st: &Stepper, revert: Revert) -> Option<ProviderId> {
    let mut machines = st.world.machines.values();
    machines.find_map(|held| Some(held.sets.get(&revert.set)?.copies.get(&revert.snapshot)?.provider))
}

/// Calls the provider, or ends.
pub(super) fn advance(st: &mut Stepper, op: OpId) {
    let Some(revert) = state(st, op) else { return };
    let task = match revert.stage {
        RevertStage::Open => ProviderTask::RevertToSnapshot,
        RevertStage::UnderWay => ProviderTask::QueryRevertStatus,
        // Its answer was lost with the provider's process.
        RevertStage::Asked => {
            end(st, op, Return::state(translate(LOST_PROVIDER), Reason::PROVIDER_LOST));
            return;
        }
        RevertStage::Over => {
            put_back(st, revert);
            end(st, op, Return::ok());
            return;
        }
    };
    let Some(provider) = provider_of(st, revert).filter(|provider| is_alive(st, *provider)) else {
        end(st, op, Return::state(translate(LOST_PROVIDER), Reason::PROVIDER_LOST));
        return;
    };
    let asked = if revert.stage == RevertStage::Open { RevertStage::Asked } else { RevertStage::UnderWay };
    set_stage(st, op, asked);
    let call = ProviderCall::Task(task, revert.set, revert.snapshot);
    st.activate(op, Participant::Provider(provider), Upcall::Provider(call), Window::Closed, true);
}

/// The provider has answered: it begins to revert, or is done.
pub(super) fn answered(st: &mut Stepper, op: OpId, id: ActivationId, code: Hresult) {
    let Some(revert) = state(st, op) else { return };
    let code = match code {
        Hresult::VSS_E_REVERT_IN_PROGRESS | Hresult::E_NOTIMPL => code,
        _ => translate(code),
    };
    if code != Hresult::S_OK {
        end(st, op, by_participant(code, id, Reason::PROVIDER_FAILED));
        return;
    }
    if revert.stage != RevertStage::Asked {
        set_stage(st, op, RevertStage::Over);
        return;
    }
    set_stage(st, op, RevertStage::UnderWay);
    let Some(requester) = st.operation(op).map(|operation| operation.requester) else { return };
    let began = st.session(requester).map(crate::machines::Session::phase);
    if let Some(PhaseKind::Initialized | PhaseKind::Imported) = began {
        set_phase(st, requester, BackupPhase::Reverting);
        show(st, op, true);
    }
    let call = st.edit_open(|open| {
        let operation = open.operations.get_mut(&op)?;
        match std::mem::replace(&mut operation.ends, Completion::Nobody) {
            Completion::Call(call) => Some(call),
            Completion::Async(_) | Completion::Nobody => None,
        }
    });
    if let Some(call) = call {
        st.effect(Effect::Returned { call, result: Return::ok() });
    }
}

/// The volume holds what its shadow copy holds.
fn put_back(st: &mut Stepper, revert: Revert) {
    let sets = st.world.machines.iter().find_map(|(id, held)| Some((*id, held.sets.get(&revert.set)?)));
    let Some((machine, set)) = sets else { return };
    let Some((volume, files)) =
        set.copies.get(&revert.snapshot).map(|copy| (copy.volume, copy.files.clone()))
    else {
        return;
    };
    st.edit_machine(machine, |held| {
        if let Some(volume) = held.volumes.get_mut(&volume) {
            volume.edit(|volume| volume.files = files);
        }
    });
}

/// The revert is over, one way or the other.
fn end(st: &mut Stepper, op: OpId, result: Return) {
    let shown = state(st, op).is_some_and(|revert| revert.shown);
    if let (true, Some(requester)) = (shown, st.operation(op).map(|operation| operation.requester)) {
        set_phase(st, requester, BackupPhase::Initialized);
    }
    st.end_followers(op, &result);
    st.end_operation(op, End::With(result));
}
