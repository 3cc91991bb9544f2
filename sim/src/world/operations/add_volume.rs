//! `AddToSnapshotSet`: a provider is chosen for a volume and begins to prepare; the call returns when it has begun.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-addtosnapshotset`, `desktop-src/VSS/selecting-providers`.

use crate::api::{ActivationId, CallId, OpId, ProviderId, RequesterId, SetId, Value, VolumeId};
use crate::machines::{
    BackupPhase, Exposure, FileTree, PhaseKind, ProviderCall, Session, ShadowCopy, contexts, translate,
};
use crate::vocabulary::{Guid, Hresult, ProviderType, SnapshotContext, SnapshotState, Text};

use super::super::event::{Participant, Upcall};
use super::super::in_flight::{Completion, Window};
use super::super::kinds::{AddVolume, Choice, OpKind};
use super::super::outcome::Return;
use super::super::readings::{
    BeginPrepareFailures, PassedOver, QuestionsToProviders, SeveralHardwareProviders,
};
use super::super::reason::Reason;
use super::super::stepper::{End, Stepper, by_participant};
use super::common::{drop_unfinished_set, free_lock, is_alive, set_phase};
use super::limits::is_full;
use super::luns;

/// Begins it; the arguments are checked already.
pub(in super::super) fn enter(
    st: &mut Stepper,
    requester: RequesterId,
    call: CallId,
    set: SetId,
    volume: (VolumeId, Text),
    provider: Option<ProviderId>,
) {
    let candidates = match provider {
        Some(provider) => vec![provider],
        None => by_preference(st, requester),
    };
    let candidates = serving(st, set, candidates);
    let snapshot = st.new_snapshot();
    let add = AddVolume {
        set,
        volume: volume.0,
        name: volume.1,
        snapshot,
        named: provider.is_some(),
        candidates,
        claimed: None,
        choice: Choice::Open,
    };
    st.open_operation(OpKind::AddVolume(add), requester, Completion::Call(call));
}

/// Those of the providers that can make shadow copies of the set's context at all.
fn serving(st: &Stepper, set: SetId, mut candidates: Vec<ProviderId>) -> Vec<ProviderId> {
    let machine = st.world.machines.values().find(|machine| machine.sets.contains_key(&set));
    candidates.retain(|id| {
        let found = machine.and_then(|held| Some((held.sets.get(&set)?, held.providers.get(id)?)));
        found.is_some_and(|(set, provider)| contexts::can_be_served(set.context, provider.registration.kind))
    });
    candidates
}

/// The providers of the machine, those to be asked first last: hardware, then software, then system.
pub(super) fn by_preference(st: &Stepper, requester: RequesterId) -> Vec<ProviderId> {
    let rank = |kind: ProviderType| match kind {
        ProviderType::VSS_PROV_HARDWARE => 2,
        ProviderType::VSS_PROV_SOFTWARE => 1,
        // The system provider comes last; no page gives other kinds a place in the order.
        _ => 0,
    };
    let count = |all: &[(u8, std::cmp::Reverse<ProviderId>)], rank: u8| {
        all.iter().filter(|(of, _)| *of == rank).count()
    };
    let Some((_, held)) = st.machine_of(requester) else { return Vec::new() };
    let mut all: Vec<(u8, std::cmp::Reverse<ProviderId>)> = held
        .providers
        .iter()
        .map(|(id, provider)| (rank(provider.registration.kind), std::cmp::Reverse(*id)))
        .collect();
    all.sort_unstable();
    if count(&all, 2) > 0 && count(&all, 1) > 0 && st.reading::<PassedOver>() == PassedOver::ByPresence {
        all.retain(|(rank, _)| *rank != 1);
    }
    if count(&all, 2) > 1
        && st.reading::<SeveralHardwareProviders>() == SeveralHardwareProviders::LastRegistered
    {
        let first = all.partition_point(|(rank, _)| *rank < 2);
        all.get_mut(first..).unwrap_or_default().reverse();
    }
    all.into_iter().map(|(_, id)| id.0).collect()
}

/// Asks the next candidate, has the chosen one begin, or ends.
pub(super) fn advance(st: &mut Stepper, op: OpId, requester: RequesterId) {
    let Some(OpKind::AddVolume(add)) = st.operation(op).map(|operation| operation.kind.clone()) else {
        return;
    };
    if !takes_volumes(st, requester, add.set) {
        st.end_operation(op, End::With(Return::state(Hresult::VSS_E_BAD_STATE, Reason::SET_GONE)));
        return;
    }
    if let Choice::Supports(provider) | Choice::Begun(provider) = add.choice
        && !is_alive(st, provider)
    {
        choose(st, op, Choice::Open);
        return;
    }
    match add.choice {
        Choice::Open => ask_next(st, op, &add),
        Choice::Supports(provider) if is_full(st, requester, add.volume, provider) => {
            let code = Hresult::VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED;
            st.end_operation(op, End::With(Return::state(code, Reason::TOO_MANY_SHADOW_COPIES)));
        }
        Choice::Supports(provider) => {
            let call = ProviderCall::BeginPrepareSnapshot {
                family: luns::family_of(st, provider),
                set: add.set,
                snapshot: add.snapshot,
                volume: add.volume,
                name: add.name.clone(),
            };
            choose(st, op, Choice::Beginning(provider));
            st.activate(op, Participant::Provider(provider), Upcall::Provider(call), Window::Closed, true);
        }
        Choice::Begun(provider) => join(st, op, &add, provider),
        // Its answer was lost with the provider's process.
        Choice::Asked(_) | Choice::Beginning(_) => choose(st, op, Choice::Open),
    }
}

fn choose(st: &mut Stepper, op: OpId, choice: Choice) {
    st.edit_kind(op, |kind| {
        if let OpKind::AddVolume(add) = kind {
            add.choice = choice;
        }
    });
}

fn context_of(st: &Stepper, set: SetId) -> SnapshotContext {
    let mut machines = st.world.machines.values();
    machines.find_map(|held| Some(held.sets.get(&set)?.context)).unwrap_or_default()
}

fn takes_volumes(st: &Stepper, requester: RequesterId, set: SetId) -> bool {
    let open = |session: &Session| {
        session.set() == Some(set) && matches!(session.phase(), PhaseKind::SetStarted | PhaseKind::Prepared)
    };
    st.session(requester).is_some_and(open)
}

fn ask_next(st: &mut Stepper, op: OpId, add: &AddVolume) {
    let candidate =
        st.edit_kind(op, |kind| if let OpKind::AddVolume(add) = kind { add.candidates.pop() } else { None });
    let Some(provider) = candidate.flatten() else {
        if let Some(provider) = add.claimed {
            choose(st, op, Choice::Supports(provider));
            return;
        }
        let result = if add.named {
            Return::state(Hresult::VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER, Reason::PROVIDER_DOES_NOT_SUPPORT)
        } else {
            Return::state(Hresult::VSS_E_VOLUME_NOT_SUPPORTED, Reason::NO_PROVIDER_SUPPORTS)
        };
        st.end_operation(op, End::With(result));
        return;
    };
    let context = context_of(st, add.set);
    let asked = luns::question(st, provider, (add.volume, &add.name), context);
    let Some(call) = asked.filter(|_| is_alive(st, provider)) else { return };
    choose(st, op, Choice::Asked(provider));
    st.activate(op, Participant::Provider(provider), Upcall::Provider(call), Window::Closed, true);
}

/// A provider said whether it supports the volume, or has begun to prepare.
pub(super) fn answered(st: &mut Stepper, op: OpId, id: ActivationId, code: Hresult, supported: bool) {
    let Some(OpKind::AddVolume(add)) = st.operation(op).map(|operation| &operation.kind) else { return };
    let choice = add.choice;
    let (more, claimed) = (!add.candidates.is_empty(), add.claimed);
    let code = translate(code);
    if code != Hresult::S_OK {
        if let Choice::Beginning(_) = choice
            && st.reading::<BeginPrepareFailures>() == BeginPrepareFailures::SetFails
        {
            fail_set(st, op);
        }
        st.end_operation(op, End::With(by_participant(code, id, Reason::PROVIDER_FAILED)));
        return;
    }
    match choice {
        Choice::Asked(provider) if supported => {
            let all = more && st.reading::<QuestionsToProviders>() == QuestionsToProviders::AllProviders;
            if all {
                st.edit_kind(op, |kind| {
                    if let OpKind::AddVolume(add) = kind {
                        add.claimed.get_or_insert(provider);
                    }
                });
            }
            let first = claimed.unwrap_or(provider);
            choose(st, op, if all { Choice::Open } else { Choice::Supports(first) });
        }
        Choice::Asked(_) => choose(st, op, Choice::Open),
        Choice::Beginning(provider) => choose(st, op, Choice::Begun(provider)),
        Choice::Open | Choice::Supports(_) | Choice::Begun(_) => {}
    }
}

/// By one reading a provider that cannot begin has failed the whole set.
fn fail_set(st: &mut Stepper, op: OpId) {
    let Some(requester) = st.operation(op).map(|operation| operation.requester) else { return };
    drop_unfinished_set(st, requester);
    free_lock(st, requester);
    set_phase(st, requester, BackupPhase::SnapshotFailed);
}

/// The volume is in the set, unless another call has put it there meanwhile.
fn join(st: &mut Stepper, op: OpId, add: &AddVolume, provider: ProviderId) {
    let copy = ShadowCopy {
        volume: add.volume,
        volume_name: guid_path(st, add).unwrap_or_else(|| add.name.clone()),
        provider,
        provider_id: st.world.provider(provider).map_or(Guid::NULL, |(_, held)| held.registration.id),
        state: SnapshotState::VSS_SS_PREPARING,
        files: FileTree::new(),
        exposure: Exposure::Hidden,
    };
    let limit = st.world.config.volumes_per_set;
    let joined = st.edit_set(add.set, |set| {
        if set.copies.values().any(|held| held.volume == add.volume) {
            return Err(Return::argument(Hresult::E_INVALIDARG, Reason::VOLUME_TWICE));
        }
        if set.copies.len() >= limit {
            return Err(Return::state(
                Hresult::VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED,
                Reason::TOO_MANY_VOLUMES,
            ));
        }
        set.add(add.snapshot, copy);
        Ok(())
    });
    if let Some(Err(refused)) = joined {
        st.end_operation(op, End::With(refused));
        return;
    }
    let id: Guid = add.snapshot.guid();
    st.end_operation(op, End::With(Return::with(vec![("pidSnapshot", Value::Guid(id))])));
}

/// The volume GUID path of a volume, on the machine of its shadow copy set.
fn guid_path(st: &Stepper, add: &AddVolume) -> Option<Text> {
    let machine = st.world.machines.values().find(|machine| machine.sets.contains_key(&add.set))?;
    let volume = machine.volumes.get(&add.volume)?;
    Some(format!(r"\\?\Volume{{{}}}\", volume.guid).into())
}
