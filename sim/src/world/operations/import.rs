//! `ImportSnapshots`: the LUNs of a transportable set come to the machine of the requester, and the set with them.
//!
//! The set stays on the machine that made it until its LUNs have appeared elsewhere: all machines reach the same LUNs,
//! and what VSS knows of a set goes where they go. Which provider brings them is said by its id, which the Backup
//! Components Document names, and which is the same on all machines that it is installed on.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-importsnapshots`, `desktop-src/VSS/the-shadow-copy-creation-process`,
//! `desktop-src/VSS/importing-transportable-shadow-copied-volumes`.

use crate::api::{AsyncId, MachineId, OpId, ProviderId, RequesterId, SetId, SnapshotId};
use crate::machines::{
    BackupPhase, Exposure, Machine, ProviderFamily, ProviderTask, ShadowCopy, ShadowCopySet, Shared,
};
use crate::vocabulary::{Guid, Hresult};

use super::super::kinds::{Errand, Manage, Managing, OpKind};
use super::super::outcome::Return;
use super::super::readings::{FailedImport, ImportableSets, SecondImport};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::common::{edit_backup, set_of, set_phase};

/// What can be imported of the set that a document is of: the set, or `None` where it exists nowhere any more.
///
/// # Errors
/// The refusal, where nothing can be imported.
pub(in super::super) fn wanted(
    st: &Stepper,
    requester: RequesterId,
    document: Option<Guid>,
) -> Result<Option<SetId>, Return> {
    let refused = || Return::state(Hresult::VSS_E_BAD_STATE, Reason::NOTHING_TO_IMPORT);
    let wanted = document.ok_or_else(refused)?;
    let mut sets = st.world.machines.values().flat_map(|held| held.sets.keys());
    match sets.find(|id| id.guid() == wanted) {
        Some(id) if is_possible(st, requester, *id) => Ok(Some(*id)),
        Some(_) => Err(refused()),
        None => Ok(None),
    }
}

/// Whether an object can import a set: it was created to be transported, and was not imported before.
fn is_possible(st: &Stepper, requester: RequesterId, id: SetId) -> bool {
    let Some(set) = set_of(st, id).filter(|set| set.created && !set.used_up) else { return false };
    if set.imported {
        let released = st.world.requester(set.requester).is_none();
        return released && st.reading::<SecondImport>() == SecondImport::AgainAfterRelease;
    }
    if !set.is_transportable() && st.reading::<ImportableSets>() == ImportableSets::TransportableOnly {
        return false;
    }
    let home = st.machine_of(requester).is_some_and(|(_, held)| held.sets.contains_key(&id));
    !home || st.reading::<SecondImport>() != SecondImport::OnceElsewhere
}

/// Begins `ImportSnapshots`: the provider brings each LUN to the machine and then says what it is. `None` is a set whose
/// LUNs nothing knows of.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId, set: Option<SetId>) -> AsyncId {
    let copies = set.and_then(|set| set_of(st, set)).map(|set| set.copies.keys().copied().collect());
    let copies: Vec<SnapshotId> = copies.unwrap_or_default();
    let tasks = [ProviderTask::FillInLunInfo, ProviderTask::LocateLuns];
    let errands = set.into_iter().flat_map(|set| {
        let all = copies.iter().rev().flat_map(|snapshot| tasks.map(|task| (*snapshot, task)));
        all.map(move |(snapshot, task)| Errand {
            task,
            set,
            snapshot,
            last: task == ProviderTask::FillInLunInfo,
        })
    });
    let manage = Manage { what: Managing::Import { set, found: 0 }, errands: errands.collect(), asked: None };
    let (op, object) = st.open_async(OpKind::Manage(Box::new(manage)), requester);
    set_phase(st, requester, BackupPhase::Importing(op));
    object
}

/// The provider of a machine that brings a copy there: the hardware provider that is registered under the id of the one
/// that made it.
fn provider_on(held: &Machine, copy: &ShadowCopy) -> Option<ProviderId> {
    let mut providers = held.providers.iter();
    let same = providers.find(|(_, provider)| provider.registration.id == copy.provider_id);
    same.filter(|(_, provider)| provider.registration.family() == ProviderFamily::Hardware).map(|(id, _)| *id)
}

/// The provider that is asked about a copy in an import, on the machine of the object that imports it. Without one the
/// copy does not appear (a reading: the pages tell of the LUNs that do not, and not of a provider that is not there).
pub(super) fn provider_here(st: &Stepper, op: OpId, set: SetId, snapshot: SnapshotId) -> Option<ProviderId> {
    let copy = set_of(st, set)?.copies.get(&snapshot)?;
    provider_on(st.machine_of(st.operation(op)?.requester)?.1, copy)
}

/// An import has failed: VSS takes no LUN back, and whether another one is possible is C2-052.
pub(super) fn failed(st: &mut Stepper, set: Option<SetId>) {
    let Some(set) = set.filter(|set| set_of(st, *set).is_some()) else { return };
    if st.reading::<FailedImport>() == FailedImport::UsedUp {
        st.edit_set(set, |set| set.used_up = true);
    }
}

/// The import is over: the object that imported the set owns what has appeared of it (C2-050).
pub(super) fn ended(st: &mut Stepper, requester: RequesterId, set: Option<SetId>, found: usize) -> Return {
    // Another object can have imported it meanwhile: whoever imports has to see to it that nobody else does.
    let arrived = set.filter(|set| found > 0 && is_possible(st, requester, *set));
    let Some(set) = arrived else {
        failed(st, set);
        set_phase(st, requester, BackupPhase::Initialized);
        return Return::state(Hresult::VSS_E_NO_SNAPSHOTS_IMPORTED, Reason::NOT_LOCATED);
    };
    // The object that had it has it no longer, and cannot take it along when it is released.
    if let Some(maker) = set_of(st, set).map(|set| set.requester).filter(|maker| *maker != requester) {
        edit_backup(st, maker, |backup| backup.set = None);
    }
    let all = st.edit_set(set, |set| {
        let all = set.copies.len() == found;
        set.copies.retain(|_, copy| copy.exposure == Exposure::Surfaced);
        set.requester = requester;
        set.imported = true;
        all
    });
    bring(st, requester, set);
    edit_backup(st, requester, |backup| {
        backup.phase = BackupPhase::Imported;
        backup.set = Some(set);
    });
    if all == Some(true) {
        Return::ok()
    } else {
        Return::state(Hresult::VSS_S_SOME_SNAPSHOTS_NOT_IMPORTED, Reason::NOT_LOCATED)
    }
}

/// Moves a set to the machine of the object that has imported it, where the providers are others.
fn bring(st: &mut Stepper, requester: RequesterId, id: SetId) {
    let Some((here, held)) = st.machine_of(requester) else { return };
    if let Some(set) = held.sets.get(&id) {
        let set = settled(held, set, None);
        st.edit_machine(here, |held| held.sets.insert(id, Shared::new(set)));
        return;
    }
    let Some((there, set)) = found_on(st, id) else { return };
    let name = st.machine(there).map(|held| held.name.clone());
    let set = settled(held, set, name);
    st.edit_machine(there, |held| held.keep_sets(|other, _| other != id));
    st.edit_machine(here, |held| {
        held.sets.insert(id, Shared::new(set));
        held.made.push(id);
    });
}

fn found_on(st: &Stepper, id: SetId) -> Option<(MachineId, &ShadowCopySet)> {
    st.world.machines.iter().find_map(|(machine, held)| Some((*machine, &**held.sets.get(&id)?)))
}

/// A set as it is on a machine, to whose providers it belongs; `from` is the machine that it comes from.
fn settled(held: &Machine, set: &ShadowCopySet, from: Option<crate::vocabulary::Text>) -> ShadowCopySet {
    let mut settled = set.clone();
    settled.from = settled.from.or(from);
    settled.providers.clear();
    settled.copies.clear();
    for (id, copy) in &set.copies {
        let provider = provider_on(held, copy).unwrap_or(copy.provider);
        settled.add(*id, ShadowCopy { provider, ..copy.clone() });
    }
    settled
}
