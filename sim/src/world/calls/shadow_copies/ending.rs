//! `DeleteSnapshots`, `BreakSnapshotSet` and `BreakSnapshotSetEx`: what ends shadow copies.

use crate::api::{CallId, Parameter, RequesterId, SetId, SnapshotId};
use crate::machines::Writing;
use crate::vocabulary::{Guid, HardwareOptions, Hresult, ObjectType, ProviderType};

use super::super::super::operations;
use super::super::super::outcome::{Outcome, Return};
use super::super::super::readings::{BreakBeforeImport, CallsOfABreak, SoftwareBreak};
use super::super::super::reason::Reason;
use super::super::super::stepper::Stepper;
use super::properties::no_such_snapshot;

/// `DeleteSnapshots`; of a copy or a set in whatever context (a reading).
pub(super) fn delete(
    st: &mut Stepper,
    call: CallId,
    requester: RequesterId,
    (id, kind): (Guid, ObjectType),
    force: bool,
) -> Outcome {
    let Some((_, held)) = st.machine_of(requester) else { return Outcome::Returned(no_such_snapshot()) };
    let copies = held.visible_copies().map(|(set, _, copy, _)| (set, copy));
    let found: Vec<(SetId, SnapshotId)> = match kind {
        ObjectType::VSS_OBJECT_SNAPSHOT => copies.filter(|(_, copy)| copy.guid() == id).collect(),
        ObjectType::VSS_OBJECT_SNAPSHOT_SET => copies.filter(|(set, _)| set.guid() == id).collect(),
        // The page names these two, whatever other types the header has.
        _ => {
            return Outcome::Returned(Return::argument(Hresult::E_INVALIDARG, Reason::NOTHING_TO_DELETE));
        }
    };
    if found.is_empty() {
        let reason = if kind == ObjectType::VSS_OBJECT_SNAPSHOT {
            Reason::NO_SUCH_SNAPSHOT
        } else {
            Reason::NO_SUCH_SET
        };
        return Outcome::Returned(Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, reason));
    }
    operations::delete(st, requester, call, &found, force);
    Outcome::Pending
}

/// `BreakSnapshotSet`: no provider is called, as nothing changes with its LUNs (by default: C2-055).
pub(super) fn break_set(st: &mut Stepper, call: CallId, requester: RequesterId, set: Guid) -> Outcome {
    Outcome::Returned(match breakable(st, requester, set) {
        Ok(Some(set)) if st.reading::<CallsOfABreak>() == CallsOfABreak::TheSameForBoth => {
            operations::break_as_deleted(st, requester, call, set);
            return Outcome::Pending;
        }
        Ok(Some(set)) => {
            operations::break_set(st, set, Writing::AfterBreak);
            Return::ok()
        }
        Ok(None) => Return::ok(),
        Err(refused) => refused,
    })
}

/// The set of this id: `None` where its break succeeds and does nothing.
fn breakable(st: &Stepper, requester: RequesterId, wanted: Guid) -> Result<Option<SetId>, Return> {
    if wanted.is_null() {
        return Err(Return::argument(Hresult::E_INVALIDARG, Reason::NULL_ID));
    }
    let missing = || Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_SET);
    let (_, held) = st.machine_of(requester).ok_or_else(missing)?;
    let found = held.sets.iter().find(|(id, set)| id.guid() == wanted && set.created);
    let (id, set) = found.ok_or_else(missing)?;
    if !set.is_visible() && st.reading::<BreakBeforeImport>() == BreakBeforeImport::ImportFirst {
        return Err(missing());
    }
    let of_hardware = set.providers.iter().all(|provider| {
        let kind = held.providers.get(provider).map(|held| held.registration.kind);
        kind == Some(ProviderType::VSS_PROV_HARDWARE)
    });
    if of_hardware {
        return Ok(Some(*id));
    }
    match st.reading::<SoftwareBreak>() {
        SoftwareBreak::Nothing => Ok(None),
        SoftwareBreak::ProviderVeto => {
            Err(Return::state(Hresult::VSS_E_PROVIDER_VETO, Reason::SOFTWARE_BREAK))
        }
    }
}

/// The flags of a break, each with those that it excludes (BRK-011); that a combination which is excluded gives
/// `E_INVALIDARG` is a reading, and so is that other values of the enumeration are refused.
const BREAK_FLAGS: &[(HardwareOptions, &[HardwareOptions])] = &[
    (
        HardwareOptions::VSS_BREAKEX_FLAG_MASK_LUNS,
        &[
            HardwareOptions::VSS_BREAKEX_FLAG_MAKE_READ_WRITE,
            HardwareOptions::VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL,
            HardwareOptions::VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE,
        ],
    ),
    (HardwareOptions::VSS_BREAKEX_FLAG_MAKE_READ_WRITE, &[]),
    (
        HardwareOptions::VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL,
        &[HardwareOptions::VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE],
    ),
    (HardwareOptions::VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE, &[]),
];

fn are_break_flags(flags: HardwareOptions) -> bool {
    let known = BREAK_FLAGS.iter().fold(0, |all, (flag, _)| all | flag.0);
    let excluded = |(flag, others): &(HardwareOptions, &[HardwareOptions])| {
        flags.contains(*flag) && others.iter().any(|other| flags.contains(*other))
    };
    flags.0 & !known == 0 && !BREAK_FLAGS.iter().any(excluded)
}

/// `BreakSnapshotSetEx`.
pub(super) fn break_set_ex(
    st: &mut Stepper,
    requester: RequesterId,
    set: Guid,
    flags: HardwareOptions,
) -> Return {
    if !are_break_flags(flags) {
        return Return::argument(Hresult::E_INVALIDARG, Reason::BAD_BREAK_FLAGS);
    }
    match breakable(st, requester, set) {
        Ok(set) => {
            let object = operations::break_set_ex(st, requester, set, flags);
            Return::with(vec![("ppAsync", object.show())])
        }
        Err(refused) => refused,
    }
}
