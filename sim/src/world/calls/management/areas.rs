//! Associations of volumes with the volumes that hold their diff areas.

use crate::api::{MachineId, SetId, SnapshotId, VolumeId};
use crate::machines::{DiffArea, Machine};
use crate::vocabulary::{Hresult, ProtectionFault, ProtectionLevel, Text, Windows};

use super::super::super::outcome::Return;
use super::super::super::reason::Reason;
use super::super::super::stepper::Stepper;
use super::{machine_at, reachable, volume};

/// `VSS_ASSOC_REMOVE`.
const REMOVE: i64 = 0;

/// `VSS_ASSOC_NO_MAX_SPACE`.
const NO_LIMIT: i64 = -1;

type Names<'a> = [&'a Option<Text>; 2];

/// The two volumes that are named, if the system provider can work with both.
fn volumes(held: &Machine, names: Names<'_>) -> Result<(VolumeId, VolumeId), Return> {
    let missing = (Hresult::E_INVALIDARG, Reason::NO_SUCH_MANAGED_VOLUME);
    let [of, on] = names;
    let (of, on) = (volume(held, of, missing)?, volume(held, on, missing)?);
    reachable(held, &[of, on])?;
    Ok((of, on))
}

fn check_size(held: &Machine, of: VolumeId, maximum: i64) -> Result<(), Return> {
    if maximum == NO_LIMIT || maximum >= held.smallest_diff_area(of) {
        return Ok(());
    }
    Err(Return::argument(Hresult::E_INVALIDARG, Reason::AREA_TOO_SMALL))
}

/// `AddDiffArea`. The page has no code of its own for a volume with shadow copies: their area is one already.
pub(super) fn add(
    st: &mut Stepper,
    machine: MachineId,
    names: Names<'_>,
    maximum: i64,
) -> Result<Return, Return> {
    let held = machine_at(st, machine)?;
    let (of, on) = volumes(held, names)?;
    if let Some(refused) = nested(held, of).or_else(|| nested(held, on)) {
        return Err(refused);
    }
    check_size(held, of, maximum)?;
    match held.diff_area(of) {
        Some(area) if area.on == on => {
            return Err(Return::state(Hresult::VSS_E_OBJECT_ALREADY_EXISTS, Reason::AREA_EXISTS));
        }
        Some(_) => {
            let code = Hresult::VSS_E_MAXIMUM_DIFFAREA_ASSOCIATIONS_REACHED;
            return Err(Return::state(code, Reason::TOO_MANY_AREAS));
        }
        None => {}
    }
    let ntfs = held.volumes.get(&on).is_some_and(|held| held.disk.ntfs);
    if !ntfs || held.free_space(on) < held.smallest_diff_area(of) {
        return Err(Return::state(Hresult::VSS_E_VOLUME_NOT_SUPPORTED, Reason::VOLUME_HOLDS_NO_AREA));
    }
    associate(st, machine, of, DiffArea { on, maximum, maximum_at_start: None });
    Ok(Return::ok())
}

/// What a volume gives that is nested too deeply. The versions that do not know of virtual disks have not that code, and
/// do not support such a volume (a reading).
pub(in super::super) fn nested(held: &Machine, volume: VolumeId) -> Option<Return> {
    let disk = |volume: VolumeId| held.volumes.get(&volume).map(|held| held.disk);
    let of = disk(volume)?;
    let within = of.vhd_on.and_then(disk).is_some_and(|outer| outer.vhd_on.is_some());
    (of.nested_too_deeply || within).then(|| too_deep(held))
}

/// The refusal of a volume that is nested too deeply on a machine.
pub(in super::super) fn too_deep(held: &Machine) -> Return {
    let code = if held.windows < Windows::Seven {
        Hresult::VSS_E_VOLUME_NOT_SUPPORTED
    } else {
        Hresult::VSS_E_NESTED_VOLUME_LIMIT
    };
    Return::state(code, Reason::NESTED_TOO_DEEPLY)
}

/// `ChangeDiffAreaMaximumSize` and `ChangeDiffAreaMaximumSizeEx`. Readings: a volume without an area is given one from
/// Windows 7 on, and one with an area elsewhere is not; the oldest shadow copies go that do not fit, unless they are
/// protected, which takes their volume offline.
pub(super) fn change(
    st: &mut Stepper,
    machine: MachineId,
    names: Names<'_>,
    maximum: i64,
    volatile: bool,
) -> Result<Return, Return> {
    let held = machine_at(st, machine)?;
    let (of, on) = volumes(held, names)?;
    if maximum == REMOVE && volatile {
        return Err(Return::argument(Hresult::E_INVALIDARG, Reason::VOLATILE_REMOVAL));
    }
    if maximum != REMOVE {
        check_size(held, of, maximum)?;
    }
    let area = held.diff_area(of);
    let creates = area.is_none() && maximum != REMOVE && held.windows >= Windows::Seven;
    if !creates && area.is_none_or(|area| area.on != on) {
        return Err(Return::state(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_AREA));
    }
    let copies = held.copies_in_diff_area(of);
    if maximum == REMOVE {
        if !copies.is_empty() {
            return Err(Return::state(Hresult::VSS_E_VOLUME_IN_USE, Reason::AREA_IN_USE));
        }
        st.edit_machine(machine, |held| held.diff_areas.areas.remove(&of));
        return Ok(Return::ok());
    }
    let available = held.free_space(on).saturating_add(held.allocated_diff_space(of));
    if available < held.smallest_diff_area(of) {
        return Err(Return::state(Hresult::VSS_E_INSUFFICIENT_STORAGE, Reason::TOO_LITTLE_SPACE));
    }
    let surplus = surplus(held, of, &copies, maximum);
    let is_protected = held.protection(of).level == ProtectionLevel::VSS_PROTECTION_LEVEL_SNAPSHOT;
    let before = area.map(|area| area.maximum_at_start.unwrap_or(area.maximum));
    let maximum_at_start = if volatile { before } else { None };
    associate(st, machine, of, DiffArea { on, maximum, maximum_at_start });
    if surplus.is_empty() {
        return Ok(Return::ok());
    }
    if is_protected {
        st.edit_machine(machine, |held| {
            let held = held.diff_areas.protection.entry(of).or_default();
            held.fault = ProtectionFault::VSS_PROTECTION_FAULT_DIFF_AREA_FULL;
        });
        return Ok(Return::ok());
    }
    for (set, copy) in surplus {
        st.edit_set(set, |set| set.copies.remove(&copy));
        st.edit_machine(machine, |held| held.keep_sets(|id, held| id != set || !held.copies.is_empty()));
    }
    Ok(Return::ok())
}

fn associate(st: &mut Stepper, machine: MachineId, of: VolumeId, area: DiffArea) {
    st.edit_machine(machine, |held| held.diff_areas.areas.insert(of, area));
}

/// The oldest shadow copies, which do not fit into an area of this size.
fn surplus(
    held: &Machine,
    of: VolumeId,
    copies: &[(SetId, SnapshotId)],
    maximum: i64,
) -> Vec<(SetId, SnapshotId)> {
    if maximum == NO_LIMIT {
        return Vec::new();
    }
    let fit = maximum.checked_div(held.smallest_diff_area(of)).unwrap_or(0);
    let fit = usize::try_from(fit).unwrap_or(usize::MAX);
    copies.iter().take(copies.len().saturating_sub(fit)).copied().collect()
}
