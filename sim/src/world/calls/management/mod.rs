//! The management of the system provider: its diff areas, and the protection of its shadow copies.
//!
//! Reading: what the driver of the system provider cannot read or write is what its own errors are of, so that a call
//! about such a volume gives `VSS_E_PROVIDER_VETO`.

mod areas;
mod lists;
mod protection;

use crate::api::{
    Caller, DiffAreaMgmtCall, DiffAreaMgmtRef, MachineId, Parameter, SnapshotMgmtCall, SnapshotMgmtRef,
    VolumeId,
};
use crate::machines::Machine;
use crate::vocabulary::{Guid, Hresult, Text, VolumeName, WinPath};

pub(super) use areas::{nested, too_deep};
pub(super) use lists::{enumerator, list};

use super::super::outcome::Return;
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::documents::named_volume;

/// The id of the system provider.
const SYSTEM_PROVIDER: Guid = Guid(0xb594_6137_7b9f_4925_af80_51ab_d60b_20d5);

/// `IID_IVssDifferentialSoftwareSnapshotMgmt`.
const DIFF_AREA_MGMT: Guid = Guid(0x214a_0f28_b737_4026_b847_4f9e_37d7_9529);

/// What of the management interfaces a process has.
pub(super) fn manages(st: &Stepper, by: Caller) -> (bool, bool) {
    let processes = st.world.machines.values().find_map(|machine| machine.processes.get(&by.process));
    processes.map_or((false, false), |process| process.manages)
}

/// `CoCreateInstance` of `CLSID_VssSnapshotMgmt`.
pub(super) fn create(st: &mut Stepper, machine: MachineId, by: Caller) -> Return {
    if !manages(st, by).0 {
        st.edit_machine(machine, |held| {
            held.processes.get_mut(&by.process).map(|process| process.manages.0 = true)
        });
    }
    Return::with(vec![("ppv", SnapshotMgmtRef(by.process).show())])
}

/// Answers a call of `IVssSnapshotMgmt` or `IVssSnapshotMgmt2`.
pub(super) fn snapshots(st: &mut Stepper, machine: MachineId, by: Caller, call: &SnapshotMgmtCall) -> Return {
    match call {
        SnapshotMgmtCall::GetProviderMgmtInterface { ProviderId, InterfaceId, .. } => {
            if (*ProviderId, *InterfaceId) != (SYSTEM_PROVIDER, DIFF_AREA_MGMT) {
                return Return::argument(Hresult::E_INVALIDARG, Reason::WRONG_MANAGEMENT_INTERFACE);
            }
            if !manages(st, by).1 {
                st.edit_machine(machine, |held| {
                    held.processes.get_mut(&by.process).map(|process| process.manages.1 = true)
                });
            }
            Return::with(vec![("ppItf", DiffAreaMgmtRef(by.process).show())])
        }
        SnapshotMgmtCall::QueryVolumesSupportedForSnapshots { .. }
        | SnapshotMgmtCall::QuerySnapshotsByVolume { .. } => reserved(),
        SnapshotMgmtCall::GetMinDiffAreaSize { .. } => {
            let smallest =
                st.machine(machine).map(|held| held.settings.minimum_diff_area(held.windows, None));
            Return::with(vec![("pllMinDiffAreaSize", smallest.unwrap_or_default().show())])
        }
    }
}

/// Answers a call of `IVssDifferentialSoftwareSnapshotMgmt` or a later version of it.
pub(super) fn areas(st: &mut Stepper, machine: MachineId, by: Caller, call: &DiffAreaMgmtCall) -> Return {
    use DiffAreaMgmtCall as D;
    let done = match call {
        D::AddDiffArea { pwszVolumeName, pwszDiffAreaVolumeName, llMaximumDiffSpace } => {
            areas::add(st, machine, [&pwszVolumeName.0, &pwszDiffAreaVolumeName.0], *llMaximumDiffSpace)
        }
        D::ChangeDiffAreaMaximumSize { pwszVolumeName, pwszDiffAreaVolumeName, llMaximumDiffSpace } => {
            let names = [&pwszVolumeName.0, &pwszDiffAreaVolumeName.0];
            areas::change(st, machine, names, *llMaximumDiffSpace, false)
        }
        D::ChangeDiffAreaMaximumSizeEx {
            pwszVolumeName,
            pwszDiffAreaVolumeName,
            llMaximumDiffSpace,
            bVolatile,
        } => {
            let names = [&pwszVolumeName.0, &pwszDiffAreaVolumeName.0];
            areas::change(st, machine, names, *llMaximumDiffSpace, *bVolatile)
        }
        D::QueryVolumesSupportedForDiffAreas { pwszOriginalVolumeName, .. } => {
            lists::diff_volumes(st, machine, by, &pwszOriginalVolumeName.0)
        }
        D::QueryDiffAreasForVolume { pwszVolumeName, .. } => {
            lists::for_volume(st, machine, by, &pwszVolumeName.0)
        }
        D::QueryDiffAreasOnVolume { pwszVolumeName, .. } => {
            lists::on_volume(st, machine, by, &pwszVolumeName.0)
        }
        D::QueryDiffAreasForSnapshot { SnapshotId, .. } => lists::for_snapshot(st, machine, by, *SnapshotId),
        D::SetVolumeProtectLevel { pwszVolumeName, protectionLevel } => {
            protection::set(st, machine, &pwszVolumeName.0, *protectionLevel)
        }
        D::GetVolumeProtectLevel { pwszVolumeName, .. } => protection::get(st, machine, &pwszVolumeName.0),
        D::ClearVolumeProtectFault { pwszVolumeName } => protection::clear(st, machine, &pwszVolumeName.0),
        D::DeleteUnusedDiffAreas { pwszDiffAreaVolumeName } => {
            protection::delete_unused(st, machine, &pwszDiffAreaVolumeName.0)
        }
        D::MigrateDiffAreas { .. }
        | D::QueryMigrationStatus { .. }
        | D::SetSnapshotPriority { .. }
        | D::QuerySnapshotDeltaBitmap { .. } => Err(reserved()),
    };
    done.unwrap_or_else(|refused| refused)
}

/// What a method gives that is reserved.
fn reserved() -> Return {
    Return::argument(Hresult::E_NOTIMPL, Reason::RESERVED_METHOD)
}

/// The volume that a name in one of the three forms is of; `missing` is what a page has where there is none.
fn volume(held: &Machine, name: &Option<Text>, missing: (Hresult, Reason)) -> Result<VolumeId, Return> {
    let name = name.as_deref().unwrap_or_default();
    let path = VolumeName::parse(name).ok().and_then(|_| WinPath::parse(name).ok());
    let Some(path) = path else {
        return Err(Return::argument(Hresult::E_INVALIDARG, Reason::BAD_VOLUME_NAME));
    };
    let found = named_volume(held, &path).filter(|volume| held.volumes.contains_key(volume));
    found.ok_or_else(|| Return::argument(missing.0, missing.1))
}

/// Refuses what the driver of the system provider cannot read or write.
fn reachable(held: &Machine, volumes: &[VolumeId]) -> Result<(), Return> {
    if volumes.iter().any(|volume| held.kernel.unmanaged.contains(volume)) {
        return Err(Return::state(Hresult::VSS_E_PROVIDER_VETO, Reason::STORAGE_FAILS));
    }
    Ok(())
}

/// The machine of a call.
fn machine_at(st: &Stepper, machine: MachineId) -> Result<&Machine, Return> {
    // A caller has a machine: whoever has none is not answered at all.
    st.machine(machine).ok_or_else(|| Return::argument(Hresult::E_INVALIDARG, Reason::NO_SUCH_OBJECT))
}
