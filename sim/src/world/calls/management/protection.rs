//! The protection of shadow copies, and the faults that take volumes offline for it.

use crate::api::{MachineId, Parameter, Value, VolumeId};
use crate::machines::{Holder, Machine, Protection};
use crate::vocabulary::{Hresult, ProtectionFault, ProtectionLevel, Text, Windows};

use super::super::super::outcome::Return;
use super::super::super::reason::Reason;
use super::super::super::stepper::Stepper;
use super::{machine_at, reachable, volume};

/// The volume of a name, if the system provider can protect its shadow copies.
fn protected(held: &Machine, name: &Option<Text>) -> Result<VolumeId, Return> {
    let id = volume(held, name, (Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_VOLUME))?;
    let ntfs = held.volumes.get(&id).is_some_and(|held| held.disk.ntfs);
    if held.windows < Windows::VistaSp1 || !ntfs {
        return Err(Return::state(Hresult::E_NOTIMPL, Reason::NO_PROTECTION));
    }
    reachable(held, &[id])?;
    Ok(id)
}

/// What is stored of a volume; what a new volume has is stored nowhere.
fn store(st: &mut Stepper, machine: MachineId, volume: VolumeId, protection: Protection) {
    st.edit_machine(machine, |held| {
        if protection == Protection::default() {
            held.diff_areas.protection.remove(&volume);
        } else {
            held.diff_areas.protection.insert(volume, protection);
        }
    });
}

/// Closes what processes have open on a volume.
fn dismount(st: &mut Stepper, machine: MachineId, volume: VolumeId) {
    st.edit_machine(machine, |held| held.open_files.retain(|place, _| place.on != Holder::Volume(volume)));
}

/// `SetVolumeProtectLevel`. That the fault stays when the volume is dismounted for the level is a reading.
pub(super) fn set(
    st: &mut Stepper,
    machine: MachineId,
    name: &Option<Text>,
    level: ProtectionLevel,
) -> Result<Return, Return> {
    let held = machine_at(st, machine)?;
    let known = [
        ProtectionLevel::VSS_PROTECTION_LEVEL_ORIGINAL_VOLUME,
        ProtectionLevel::VSS_PROTECTION_LEVEL_SNAPSHOT,
    ];
    if !known.contains(&level) {
        return Err(Return::argument(Hresult::E_INVALIDARG, Reason::BAD_PROTECTION_LEVEL));
    }
    let volume = protected(held, name)?;
    let before = held.protection(volume);
    if before.level == level {
        return Ok(Return::ok());
    }
    let faulted = before.fault != ProtectionFault::VSS_PROTECTION_FAULT_NONE;
    if faulted && level == ProtectionLevel::VSS_PROTECTION_LEVEL_ORIGINAL_VOLUME {
        dismount(st, machine, volume);
    }
    store(st, machine, volume, Protection { level, ..before });
    Ok(Return::ok())
}

/// `GetVolumeProtectLevel`. The failure status is internal, and its value a reading: that of a full disk.
pub(super) fn get(st: &Stepper, machine: MachineId, name: &Option<Text>) -> Result<Return, Return> {
    let held = machine_at(st, machine)?;
    let volume = protected(held, name)?;
    let Protection { level, fault } = held.protection(volume);
    let faulted = fault != ProtectionFault::VSS_PROTECTION_FAULT_NONE;
    // ERROR_DISK_FULL
    let status: i32 = if faulted { 112 } else { 0 };
    let information = vec![
        ("m_protectionLevel", level.show()),
        ("m_volumeIsOfflineForProtection", faulted.show()),
        ("m_protectionFault", fault.show()),
        ("m_failureStatus", status.show()),
        ("m_volumeHasUnusedDiffArea", (!held.unused_areas_on(volume).is_empty()).show()),
        ("m_reserved", 0_u32.show()),
    ];
    Ok(Return::with(vec![("protectionLevel", Value::Struct(information))]))
}

/// `ClearVolumeProtectFault`: nothing where there is no fault.
pub(super) fn clear(st: &mut Stepper, machine: MachineId, name: &Option<Text>) -> Result<Return, Return> {
    let held = machine_at(st, machine)?;
    let volume = protected(held, name)?;
    let before = held.protection(volume);
    if before.fault == ProtectionFault::VSS_PROTECTION_FAULT_NONE {
        return Ok(Return::ok());
    }
    dismount(st, machine, volume);
    store(st, machine, volume, Protection { fault: ProtectionFault::VSS_PROTECTION_FAULT_NONE, ..before });
    Ok(Return::ok())
}

/// `DeleteUnusedDiffAreas`: the areas on a volume that no shadow copy uses.
pub(super) fn delete_unused(
    st: &mut Stepper,
    machine: MachineId,
    name: &Option<Text>,
) -> Result<Return, Return> {
    let held = machine_at(st, machine)?;
    let holder = protected(held, name)?;
    let unused = held.unused_areas_on(holder);
    if !unused.is_empty() {
        st.edit_machine(machine, |held| held.diff_areas.areas.retain(|of, _| !unused.contains(of)));
    }
    Ok(Return::ok())
}
