//! What brings back an earlier state, or a set from elsewhere: `ImportSnapshots`, `RevertToSnapshot`,
//! `QueryRevertStatus`, `AddSnapshotToRecoverySet` and `RecoverSet`.

use std::collections::BTreeSet;

use crate::api::{CallId, Parameter, RequesterId, SetId, SnapshotId, VolumeId};
use crate::machines::{Machine, ProviderFamily, ShadowCopy, ShadowCopySet};
use crate::vocabulary::{Guid, HeaderEnum, Hresult, ProviderType, RecoveryOptions, Text};

use super::super::super::operations;
use super::super::super::outcome::{Outcome, Return};
use super::super::super::reason::Reason;
use super::super::super::stepper::Stepper;
use super::super::backup::begun;
use super::properties::no_such_snapshot;
use super::volumes::named;

/// The id of the set that the object's document is of.
fn set_of_document(st: &Stepper, requester: RequesterId) -> Option<Guid> {
    st.session(requester)?.document.snapshot_set_id.as_ref().map(|id| id.value())
}

/// `ImportSnapshots`.
pub(super) fn import(st: &mut Stepper, requester: RequesterId) -> Return {
    match operations::wanted_import(st, requester, set_of_document(st, requester)) {
        Ok(set) => begun("ppAsync", operations::import(st, requester, set)),
        Err(refused) => refused,
    }
}

/// `RevertToSnapshot`. The order of the refusals is a reading, and so is that the call returns when the provider has
/// agreed to revert.
pub(super) fn revert(
    st: &mut Stepper,
    call: CallId,
    requester: RequesterId,
    snapshot: Guid,
    force: bool,
) -> Outcome {
    let Some((_, held)) = st.machine_of(requester) else { return Outcome::Returned(no_such_snapshot()) };
    let Some((set, of, id, copy)) = held.visible_copy(snapshot) else {
        return Outcome::Returned(no_such_snapshot());
    };
    let volume = copy.volume;
    if let Some(refused) = irreversible(held, of, copy) {
        return Outcome::Returned(refused);
    }
    if operations::revert_of(st, volume).is_some() {
        let refused = Return::state(Hresult::VSS_E_REVERT_IN_PROGRESS, Reason::REVERT_IN_PROGRESS);
        return Outcome::Returned(refused);
    }
    if !force && is_in_use(held, volume) {
        return Outcome::Returned(Return::state(Hresult::VSS_E_VOLUME_IN_USE, Reason::VOLUME_IN_USE));
    }
    operations::revert(st, requester, call, (set, id), volume);
    Outcome::Pending
}

/// Why no volume can be reverted to this copy.
fn irreversible(held: &Machine, set: &ShadowCopySet, copy: &ShadowCopy) -> Option<Return> {
    if !set.is_persistent() {
        return Some(Return::state(Hresult::VSS_E_UNSUPPORTED_CONTEXT, Reason::NOT_PERSISTENT));
    }
    let Some(provider) = held.providers.get(&copy.provider) else {
        return Some(Return::state(Hresult::VSS_E_PROVIDER_NOT_REGISTERED, Reason::NO_SUCH_PROVIDER));
    };
    // Neither hardware nor file-share providers have a method for it; that the code is the same is a reading.
    (provider.registration.family() != ProviderFamily::Software)
        .then(|| Return::state(Hresult::E_NOTIMPL, Reason::NO_REVERTS))
}

/// Whether a volume cannot be locked: volumes have no open files here, so what holds one is a volume that is mounted in
/// a folder on it, or a shadow copy set under creation (a reading).
fn is_in_use(held: &Machine, volume: VolumeId) -> bool {
    let mounted = |other: (&VolumeId, &crate::machines::Shared<crate::machines::Volume>)| {
        *other.0 != volume
            && other.1.names.iter().any(|name| {
                held.volumes.get(&volume).is_some_and(|of| of.names.iter().any(|root| name.starts_with(root)))
            })
    };
    let copied =
        held.sets.values().any(|set| !set.created && set.copies.values().any(|copy| copy.volume == volume));
    copied || held.volumes.iter().any(mounted)
}

/// `QueryRevertStatus`. Where no revert is under way, the object tells of one that has ended (a reading).
pub(super) fn revert_status(st: &mut Stepper, requester: RequesterId, name: Option<&Text>) -> Return {
    let missing = || Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_VOLUME);
    let Some((_, held)) = st.machine_of(requester) else { return missing() };
    let volume = match named(held, name.map(Text::as_str).unwrap_or_default()) {
        Ok(volume) => volume,
        Err(refused) => return refused,
    };
    if is_of_hardware_alone(held, volume) {
        return Return::state(Hresult::E_NOTIMPL, Reason::NO_REVERTS);
    }
    let revert = operations::revert_of(st, volume);
    let object = operations::follow_revert(st, requester, revert);
    let reason = if revert.is_some() { Reason::FULFILLED } else { Reason::NOTHING_REVERTS };
    Return { values: vec![("ppAsync", object.show())], ..Return::state(Hresult::S_OK, reason) }
}

/// Whether a volume has shadow copies, and all of them are of hardware providers.
fn is_of_hardware_alone(held: &Machine, volume: VolumeId) -> bool {
    let mut copies = held.visible_copies().filter(|(_, _, _, copy)| copy.volume == volume).peekable();
    let of_hardware = |copy: &ShadowCopy| {
        let kind = held.providers.get(&copy.provider).map(|held| held.registration.kind);
        kind == Some(ProviderType::VSS_PROV_HARDWARE)
    };
    copies.peek().is_some() && copies.all(|(_, _, _, copy)| of_hardware(copy))
}

/// `AddSnapshotToRecoverySet`. That the code for flags and for `GUID_NULL` is `E_INVALIDARG` is a reading: the page
/// excludes both and names none.
pub(super) fn add_to_recovery(
    st: &mut Stepper,
    requester: RequesterId,
    snapshot: Guid,
    flags: u32,
    destination: Option<&Text>,
) -> Return {
    if operations::is_recovering(st) {
        return Return::state(Hresult::VSS_E_RESYNC_IN_PROGRESS, Reason::RECOVERY_IN_PROGRESS);
    }
    if flags != 0 || snapshot.is_null() {
        return Return::argument(Hresult::E_INVALIDARG, Reason::BAD_RECOVERY);
    }
    let wanted = set_of_document(st, requester);
    let Some((_, held)) = st.machine_of(requester) else { return no_such_snapshot() };
    if !held.providers.values().any(|provider| provider.registration.kind == ProviderType::VSS_PROV_HARDWARE)
    {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::NO_HARDWARE_PROVIDER);
    }
    let mut sets = held.sets.iter().filter(|(id, set)| Some(id.guid()) == wanted && set.created);
    let found = sets.find_map(|(_, set)| set.copies.iter().find(|(id, _)| id.guid() == snapshot));
    let Some((id, copy)) = found else {
        return Return::argument(Hresult::VSS_E_SNAPSHOT_NOT_IN_SET, Reason::NOT_IN_DOCUMENT);
    };
    let Some(provider) = held.providers.get(&copy.provider) else {
        return Return::state(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_PROVIDER);
    };
    if provider.registration.kind != ProviderType::VSS_PROV_HARDWARE {
        return Return::state(Hresult::VSS_E_VOLUME_NOT_SUPPORTED, Reason::NOT_ON_A_LUN);
    }
    if !provider.extended {
        return Return::state(Hresult::VSS_E_LEGACY_PROVIDER, Reason::LEGACY_PROVIDER);
    }
    let onto = match destination {
        // The copy was imported here, and what it is of is on another machine.
        None if !held.volumes.contains_key(&copy.volume) => {
            return Return::state(Hresult::VSS_E_VOLUME_NOT_SUPPORTED, Reason::ORIGINAL_ABSENT);
        }
        None => copy.volume,
        Some(name) => match named(held, name) {
            Ok(volume) => volume,
            Err(refused) => return refused,
        },
    };
    let id = *id;
    st.edit_session(requester, |session| session.recovery.push((id, onto)));
    Return::ok()
}

/// Whether a LUN that is to be resynchronised holds a volume too that nobody has included. That it refuses the call, and
/// not what that begins, is a reading.
fn has_unselected(st: &Stepper, requester: RequesterId) -> bool {
    let Some((_, held)) = st.machine_of(requester) else { return false };
    let included = st.session(requester).map(|session| session.recovery.as_slice()).unwrap_or_default();
    let included: BTreeSet<VolumeId> = included.iter().map(|(_, onto)| *onto).collect();
    let luns: BTreeSet<Text> = included.iter().flat_map(|volume| held.luns(*volume)).collect();
    let mut others = held.volumes.keys().filter(|volume| !included.contains(volume));
    others.any(|volume| held.luns(*volume).iter().any(|lun| luns.contains(lun)))
}

/// `RecoverSet`.
pub(super) fn recover(st: &mut Stepper, requester: RequesterId, flags: RecoveryOptions) -> Return {
    if operations::is_recovering(st) {
        return Return::state(Hresult::VSS_E_RESYNC_IN_PROGRESS, Reason::RECOVERY_IN_PROGRESS);
    }
    let known = RecoveryOptions::VALUES.iter().fold(0, |all, value| all | value.value);
    if flags.0 & !known != 0 {
        return Return::argument(Hresult::E_INVALIDARG, Reason::BAD_RECOVERY);
    }
    let added: Vec<SnapshotId> = st
        .session(requester)
        .map(|session| session.recovery.iter().map(|(snapshot, _)| *snapshot).collect())
        .unwrap_or_default();
    if added.is_empty() {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::NOTHING_TO_RECOVER);
    }
    let checked = flags.0 & RecoveryOptions::VSS_RECOVERY_NO_VOLUME_CHECK.0 == 0;
    if checked && has_unselected(st, requester) {
        return Return::state(Hresult::VSS_E_UNSELECTED_VOLUME, Reason::UNSELECTED_VOLUME);
    }
    let sets = |snapshot: &SnapshotId| -> Option<(SetId, SnapshotId)> {
        let (_, held) = st.machine_of(requester)?;
        let set = held.sets.iter().find(|(_, set)| set.copies.contains_key(snapshot))?;
        Some((*set.0, *snapshot))
    };
    let copies: Vec<(SetId, SnapshotId)> = added.iter().filter_map(sets).collect();
    begun("ppAsync", operations::recover(st, requester, &copies))
}
