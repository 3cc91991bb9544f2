//! What VSS asks hardware providers about LUNs: whether they support those of a volume, and in a creation what the new
//! ones are, that they be visible, and that they are about to be recovered.
//!
//! Pages: `desktop-src/VSS/the-shadow-copy-creation-process`, `nf-vsprov-ivsshardwaresnapshotprovider-gettargetluns`,
//! `-locateluns`, `-fillinluninfo`, `nf-vsprov-ivsshardwaresnapshotproviderex-onlunstatechange`.

use crate::api::{ProviderId, SetId, VolumeId};
use crate::machines::{Machine, ProviderCall, ProviderFamily, ProviderTask, ShadowCopySet, contexts};
use crate::vocabulary::{
    HardwareOptions, ProviderType, SnapshotContext, Text, VolumeSnapshotAttributes, Windows,
};

use super::super::readings::{DynamicDisks, UseOfNtfs};
use super::super::stepper::Stepper;
use super::copies;
use super::creation_table::LunStep;

/// The machine that a set is on, and the set.
fn machine_of(st: &Stepper, set: SetId) -> Option<(&Machine, &ShadowCopySet)> {
    st.world.machines.values().find_map(|held| Some((&**held, &**held.sets.get(&set)?)))
}

/// The calls of a step in the creation of a set, the one to be made first last. None where no hardware provider takes
/// part, or the step is none of this set's.
pub(super) fn calls(st: &Stepper, set: SetId, step: LunStep) -> Vec<(ProviderId, ProviderCall)> {
    let Some((held, of)) = machine_of(st, set) else { return Vec::new() };
    let recovers = matches!(step, LunStep::BeforeRecovery | LunStep::AfterRecovery);
    let of_hardware = |id: &&ProviderId| {
        let provider = held.providers.get(*id);
        provider.is_some_and(|provider| {
            provider.registration.family() == ProviderFamily::Hardware && (provider.extended || !recovers)
        })
    };
    let mut providers = of.providers.iter().filter(of_hardware).copied().peekable();
    // Only what stays on this machine is imported at once, and notified of a recovery, which transport excludes.
    let stays = step == LunStep::GetTargetLuns || !of.is_transportable();
    if providers.peek().is_none() || !stays || (recovers && !is_told_of_recovery(st, held, set)) {
        return Vec::new();
    }
    let mut calls: Vec<(ProviderId, ProviderCall)> = providers
        .flat_map(|provider| {
            let asked = of_provider(held, set, of, provider, step);
            asked.into_iter().map(move |call| (provider, call))
        })
        .collect();
    calls.reverse();
    calls
}

/// Whether providers are told of a recovery. `IVssHardwareSnapshotProviderEx` is there from Windows Vista SP1 on, and
/// those are told that implement it.
fn is_told_of_recovery(st: &Stepper, held: &Machine, set: SetId) -> bool {
    held.windows >= Windows::VistaSp1 && copies::is_auto_recovered(st, set)
}

/// What one provider is asked in a step: about each shadow copy, each new LUN, or all of them at once.
fn of_provider(
    held: &Machine,
    set: SetId,
    of: &ShadowCopySet,
    provider: ProviderId,
    step: LunStep,
) -> Vec<ProviderCall> {
    let copies = || of.copies.iter().filter(|(_, copy)| copy.provider == provider).map(|(id, _)| *id);
    let about = |task: ProviderTask| copies().map(move |copy| ProviderCall::Task(task, set, copy)).collect();
    match step {
        LunStep::GetTargetLuns => about(ProviderTask::GetTargetLuns),
        LunStep::LocateLuns => vec![ProviderCall::LocateLuns(set)],
        LunStep::FillInLunInfo => {
            let arrived = held.new_luns(of, provider).into_iter();
            arrived.map(|copy| ProviderCall::Task(ProviderTask::FillInLunInfo, set, copy)).collect()
        }
        LunStep::BeforeRecovery => about(ProviderTask::OnLunStateChange(
            HardwareOptions::VSS_ONLUNSTATECHANGE_NOTIFY_LUN_PRE_RECOVERY,
        )),
        LunStep::AfterRecovery => about(ProviderTask::OnLunStateChange(
            HardwareOptions::VSS_ONLUNSTATECHANGE_NOTIFY_LUN_POST_RECOVERY,
        )),
    }
}

/// Whether what a call comes to is of no consequence: VSS ignores what FillInLunInfo returns, except on Windows Server
/// 2003. A LUN that the provider does not know leaves the set as it is (a reading: for imports alone the pages have a
/// code that says so).
pub(super) fn is_ignored(st: &Stepper, call: &ProviderCall) -> bool {
    let ProviderCall::Task(ProviderTask::FillInLunInfo, set, _) = call else { return false };
    machine_of(st, *set).is_some_and(|(held, _)| held.windows >= Windows::Vista)
}

/// What a provider is asked about a volume or a share before it is chosen. None where it is not asked: a provider of
/// file shares serves shares and nothing else does, and a volume on no LUN is none of a hardware provider's.
pub(super) fn question(
    st: &Stepper,
    provider: ProviderId,
    (volume, name): (VolumeId, &Text),
    context: SnapshotContext,
) -> Option<ProviderCall> {
    let held = st.world.machines.values().find(|held| held.providers.contains_key(&provider))?;
    let registration = &held.providers.get(&provider)?.registration;
    let family = registration.family();
    if lacks_ntfs(st, held, registration.kind, volume, context)
        || (family == ProviderFamily::Hardware && is_bound_to_transport(st, held, volume, context))
    {
        return None;
    }
    let name = name.clone();
    match (family, held.shares.contains_key(&volume)) {
        (ProviderFamily::Software, false) => Some(ProviderCall::IsVolumeSupported { volume, name }),
        (ProviderFamily::Hardware, false) => {
            let luns = held.luns(volume);
            (!luns.is_empty()).then_some(ProviderCall::AreLunsSupported { volume, luns, context })
        }
        (ProviderFamily::FileShare, true) => {
            Some(ProviderCall::IsPathSupported { share: volume, path: name })
        }
        (ProviderFamily::Software | ProviderFamily::Hardware, true) | (ProviderFamily::FileShare, false) => {
            None
        }
    }
}

/// Whether a shadow copy of a volume cannot be made for want of NTFS: the system provider needs it on one volume of the
/// machine, and the volume itself where the shadow copy is to be persistent (C2-093).
fn lacks_ntfs(
    st: &Stepper,
    held: &Machine,
    kind: ProviderType,
    volume: VolumeId,
    context: SnapshotContext,
) -> bool {
    if held.volumes.get(&volume).is_none_or(|source| source.disk.ntfs) {
        return false;
    }
    let nowhere = kind == ProviderType::VSS_PROV_SYSTEM
        && !held.volumes.values().any(|volume| volume.disk.ntfs)
        && st.reading::<UseOfNtfs>() != UseOfNtfs::PersistentCopies;
    let persistent = contexts::has(context, VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_PERSISTENT);
    nowhere || (persistent && st.reading::<UseOfNtfs>() != UseOfNtfs::OneVolume)
}

/// Whether a hardware shadow copy of a volume can be made for transport alone, and is not to be: the volume lies on
/// dynamic disks, which before Windows Server 2008 are imported on another machine only (C2-030).
fn is_bound_to_transport(st: &Stepper, held: &Machine, volume: VolumeId, context: SnapshotContext) -> bool {
    let dynamic = held.volumes.get(&volume).is_some_and(|volume| volume.disk.dynamic);
    dynamic
        && !contexts::has(context, VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_TRANSPORTABLE)
        && (held.windows < Windows::Server2008 || st.reading::<DynamicDisks>() == DynamicDisks::Always)
}

/// The family of a provider's interfaces; software where it is gone.
pub(super) fn family_of(st: &Stepper, provider: ProviderId) -> ProviderFamily {
    let mut machines = st.world.machines.values();
    let found = machines.find_map(|held| Some(held.providers.get(&provider)?.registration.family()));
    found.unwrap_or(ProviderFamily::Software)
}
