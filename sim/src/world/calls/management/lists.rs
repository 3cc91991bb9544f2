//! The lists that the queries of the management interface make, and `IVssEnumMgmtObject`, which reads them.
//!
//! The pages of `IVssEnumMgmtObject` list no codes but `S_OK`: that it answers as `IVssEnumObject` does is a reading.

use std::sync::Arc;

use crate::api::{Caller, EnumMgmtCall, EnumMgmtId, MachineId, Parameter, Value};
use crate::machines::{MgmtEnumerator, MgmtListed};
use crate::vocabulary::{Guid, Hresult, MgmtObjectType, Text};

use super::super::super::outcome::{Outcome, Return};
use super::super::super::reason::Reason;
use super::super::super::stepper::Stepper;
use super::{machine_at, reachable, volume};

const MISSING: (Hresult, Reason) = (Hresult::E_INVALIDARG, Reason::NO_SUCH_MANAGED_VOLUME);

/// `QueryVolumesSupportedForDiffAreas`: the volumes that can hold the diff area of a volume.
pub(super) fn diff_volumes(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    name: &Option<Text>,
) -> Result<Return, Return> {
    let held = machine_at(st, machine)?;
    let of = volume(held, name, MISSING)?;
    reachable(held, &[of])?;
    let list = held.diff_volumes();
    Ok(give_out(st, machine, by, list))
}

/// `QueryDiffAreasForVolume`: the diff area that a volume uses.
pub(super) fn for_volume(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    name: &Option<Text>,
) -> Result<Return, Return> {
    let held = machine_at(st, machine)?;
    let of = volume(held, name, MISSING)?;
    let on = held.diff_area(of).map_or(of, |area| area.on);
    reachable(held, &[of, on])?;
    let list = held.listed_area(of).into_iter().collect();
    Ok(give_out(st, machine, by, list))
}

/// `QueryDiffAreasOnVolume`: the diff areas that lie on a volume.
pub(super) fn on_volume(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    name: &Option<Text>,
) -> Result<Return, Return> {
    let held = machine_at(st, machine)?;
    let on = volume(held, name, MISSING)?;
    reachable(held, &[on])?;
    let list = held.areas_on(on).into_iter().filter_map(|of| held.listed_area(of)).collect();
    Ok(give_out(st, machine, by, list))
}

/// `QueryDiffAreasForSnapshot`: the diff area that the original volume of a shadow copy uses.
pub(super) fn for_snapshot(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    snapshot: Guid,
) -> Result<Return, Return> {
    let held = machine_at(st, machine)?;
    let Some((.., copy)) = held.visible_copy(snapshot) else {
        return Err(Return::argument(Hresult::E_INVALIDARG, Reason::NO_SUCH_AREA_OWNER));
    };
    let of = copy.volume;
    let on = held.diff_area(of).map_or(of, |area| area.on);
    reachable(held, &[of, on])?;
    let list = held.listed_area(of).into_iter().collect();
    Ok(give_out(st, machine, by, list))
}

fn give_out(st: &mut Stepper, machine: MachineId, by: Caller, list: Vec<MgmtListed>) -> Return {
    let id = st.new_mgmt_enumerator();
    put(st, machine, by, id, Some(MgmtEnumerator { list: Arc::new(list), next: 0 }));
    Return::with(vec![("ppEnum", id.show())])
}

fn put(st: &mut Stepper, machine: MachineId, by: Caller, id: EnumMgmtId, held: Option<MgmtEnumerator>) {
    st.edit_machine(machine, |machine| {
        let process = machine.processes.get_mut(&by.process)?;
        match held {
            Some(held) => process.mgmt_enumerators.insert(id, held),
            None => process.mgmt_enumerators.remove(&id),
        }
    });
}

/// The enumerator of this number, if it is the caller's own.
pub(in super::super) fn enumerator(st: &Stepper, by: Caller, id: EnumMgmtId) -> Option<&MgmtEnumerator> {
    let process = st.world.machines.values().find_map(|machine| machine.processes.get(&by.process))?;
    process.mgmt_enumerators.get(&id)
}

/// Answers a call of `IVssEnumMgmtObject`.
pub(in super::super) fn list(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    id: EnumMgmtId,
    call: &EnumMgmtCall,
) -> Outcome {
    let Some(held) = enumerator(st, by, id).cloned() else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    Outcome::Returned(match call {
        EnumMgmtCall::Next { celt, .. } => {
            let (moved, passed) = forth(held, *celt);
            let read = moved.list.get(moved.next.saturating_sub(passed)..moved.next).unwrap_or_default();
            let values = vec![
                ("rgelt", Value::List(read.iter().map(shown).collect())),
                ("pceltFetched", u32::try_from(passed).unwrap_or(u32::MAX).show()),
            ];
            put(st, machine, by, id, Some(moved));
            Return { values, ..arrived(passed, *celt) }
        }
        EnumMgmtCall::Skip { celt } => {
            let (moved, passed) = forth(held, *celt);
            put(st, machine, by, id, Some(moved));
            arrived(passed, *celt)
        }
        EnumMgmtCall::Reset {} => {
            put(st, machine, by, id, Some(MgmtEnumerator { next: 0, ..held }));
            Return::ok()
        }
        EnumMgmtCall::Clone { .. } => {
            let clone = st.new_mgmt_enumerator();
            put(st, machine, by, clone, Some(held));
            Return::with(vec![("ppenum", clone.show())])
        }
        EnumMgmtCall::Release {} => {
            put(st, machine, by, id, None);
            Return::ok()
        }
    })
}

/// Goes forth by a count, as far as the list goes; how far that was.
fn forth(held: MgmtEnumerator, count: u32) -> (MgmtEnumerator, usize) {
    let left = held.list.len().saturating_sub(held.next);
    let passed = usize::try_from(count).unwrap_or(usize::MAX).min(left);
    (MgmtEnumerator { next: held.next + passed, ..held }, passed)
}

/// `S_FALSE` where fewer were passed than wanted.
fn arrived(passed: usize, wanted: u32) -> Return {
    if u32::try_from(passed).is_ok_and(|passed| passed == wanted) {
        Return::ok()
    } else {
        Return::state(Hresult::S_FALSE, Reason::END_OF_LIST)
    }
}

/// An element as a `VSS_MGMT_OBJECT_PROP`.
fn shown(listed: &MgmtListed) -> Value {
    Value::Struct(match listed {
        MgmtListed::DiffVolume { name, display, free, total } => vec![
            ("Type", MgmtObjectType::VSS_MGMT_OBJECT_DIFF_VOLUME.show()),
            ("Obj.DiffVol.m_pwszVolumeName", name.show()),
            ("Obj.DiffVol.m_pwszVolumeDisplayName", display.show()),
            ("Obj.DiffVol.m_llVolumeFreeSpace", free.show()),
            ("Obj.DiffVol.m_llVolumeTotalSpace", total.show()),
        ],
        MgmtListed::DiffArea { volume, on, maximum, allocated, used } => vec![
            ("Type", MgmtObjectType::VSS_MGMT_OBJECT_DIFF_AREA.show()),
            ("Obj.DiffArea.m_pwszVolumeName", volume.show()),
            ("Obj.DiffArea.m_pwszDiffAreaVolumeName", on.show()),
            ("Obj.DiffArea.m_llMaximumDiffSpace", maximum.show()),
            ("Obj.DiffArea.m_llAllocatedDiffSpace", allocated.show()),
            ("Obj.DiffArea.m_llUsedDiffSpace", used.show()),
        ],
    })
}
