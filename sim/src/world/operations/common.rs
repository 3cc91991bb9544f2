//! What several operations do.

use crate::api::{OpId, ProviderId, RequesterId, SetId};
use crate::machines::{
    Backup, BackupPhase, CreationLock, Machine, PhaseKind, ProviderCall, RestorePhase, ShadowCopySet, Shared,
    Work,
};
use crate::vocabulary::Hresult;

use super::super::event::{Participant, Upcall};
use super::super::in_flight::Window;
use super::super::readings::NextCreation;
use super::super::stepper::Stepper;

/// Moves a backup to another state.
pub(super) fn set_phase(st: &mut Stepper, requester: RequesterId, phase: BackupPhase) {
    edit_backup(st, requester, |backup| backup.phase = phase);
}

/// Moves a restore to another state.
pub(super) fn set_restore_phase(st: &mut Stepper, requester: RequesterId, phase: RestorePhase) {
    st.edit_session(requester, |session| {
        if let Work::Restore(held) = &mut session.work {
            *held = phase;
        }
    });
}

/// Changes what a backup alone has.
pub(in super::super) fn edit_backup(
    st: &mut Stepper,
    requester: RequesterId,
    change: impl FnOnce(&mut Backup),
) {
    if st.session(requester).is_some_and(|session| session.as_backup().is_some()) {
        st.edit_session(requester, |session| session.as_backup_mut().map(change));
    }
}

/// Lets the next requester create a set.
pub(super) fn free_lock(st: &mut Stepper, requester: RequesterId) {
    let Some((machine, held)) = st.machine_of(requester) else { return };
    if held.lock == CreationLock::Held(requester) {
        st.edit_machine(machine, |held| held.lock = CreationLock::Free);
    }
}

/// Whether what ends a requester's backup frees its lock: by one reading an operation that ends does, and nothing else.
pub(super) fn frees_lock(st: &Stepper, requester: RequesterId) -> bool {
    let began = |phase| {
        matches!(phase, PhaseKind::Snapshotting | PhaseKind::SnapshotDone | PhaseKind::SnapshotFailed)
    };
    let held = st.machine_of(requester).is_some_and(|(_, held)| held.lock == CreationLock::Held(requester));
    !held
        || st.session(requester).is_some_and(|session| began(session.phase()))
        || st.reading::<NextCreation>() != NextCreation::DoSnapshotSetEnded
}

/// The machine that a set is on.
pub(super) fn machine_with(st: &Stepper, set: SetId) -> Option<&Shared<Machine>> {
    st.world.machines.values().find(|machine| machine.sets.contains_key(&set))
}

/// A set, wherever it is.
pub(super) fn set_of(st: &Stepper, set: SetId) -> Option<&ShadowCopySet> {
    machine_with(st, set)?.sets.get(&set).map(|set| &**set)
}

/// Gives up a requester's shadow copy set, unless it was created.
pub(super) fn drop_unfinished_set(st: &mut Stepper, requester: RequesterId) {
    let Some((machine, held)) = st.machine_of(requester) else { return };
    let unfinished = |(id, set): (&SetId, &Shared<ShadowCopySet>)| {
        (set.requester == requester && !set.created).then_some(*id)
    };
    let Some(set) = held.sets.iter().find_map(unfinished) else { return };
    st.edit_machine(machine, |held| held.keep_sets(|id, _| id != set));
    // The number can be given to another set while this object lives on.
    edit_backup(st, requester, |backup| backup.set = None);
}

/// A created set is gone: it was deleted, copy by copy, or broken.
pub(super) fn forget_set(st: &mut Stepper, set: SetId) {
    let found = st.world.machines.iter().find_map(|(id, held)| Some((*id, held.sets.get(&set)?.requester)));
    let Some((machine, requester)) = found else { return };
    st.edit_machine(machine, |held| held.keep_sets(|id, _| id != set));
    // The number can be given to another set while the object that made this one lives on.
    if st.session(requester).is_some_and(|session| session.set() == Some(set)) {
        edit_backup(st, requester, |backup| backup.set = None);
    }
}

/// What a provider that died is taken to have answered (a reading).
pub(super) const LOST_PROVIDER: Hresult = Hresult::E_UNEXPECTED;

/// Whether a provider can be called: its process may have died.
pub(super) fn is_alive(st: &Stepper, provider: ProviderId) -> bool {
    let alive = |machine: &Shared<Machine>| {
        machine.providers.get(&provider).is_some_and(|held| machine.processes.contains_key(&held.process))
    };
    st.world.machines.values().any(alive)
}

/// Tells a provider what becomes of a set that is given up, unless the provider is gone.
pub(super) fn tell(st: &mut Stepper, op: OpId, provider: ProviderId, call: ProviderCall) {
    if is_alive(st, provider) {
        st.activate(op, Participant::Provider(provider), Upcall::Provider(call), Window::Closed, true);
    }
}
