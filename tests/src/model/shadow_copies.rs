//! Calls that serve shadow copies which exist already, with valid arguments.

use vss_sim::api::OutPtr::Given;
use vss_sim::api::{In, ShadowCopyCall};
use vss_sim::vocabulary::{
    Guid, HardwareOptions, ObjectType, ProviderType, RecoveryOptions, VolumeSnapshotAttributes,
};
use vss_sim::world::World;

use super::calls::finished_copy;
use super::stage;

/// `Query` for what is of a type.
#[must_use]
pub const fn query(wanted: ObjectType) -> ShadowCopyCall {
    ShadowCopyCall::Query {
        QueriedObjectId: Guid::NULL,
        eQueriedObjectType: ObjectType::VSS_OBJECT_NONE,
        eReturnedObjectsType: wanted,
        ppEnum: Given,
    }
}

/// `DeleteSnapshots` of a shadow copy.
#[must_use]
pub const fn delete(snapshot: Guid) -> ShadowCopyCall {
    ShadowCopyCall::DeleteSnapshots {
        SourceObjectId: snapshot,
        eSourceObjectType: ObjectType::VSS_OBJECT_SNAPSHOT,
        bForceDelete: false,
        plDeletedSnapshots: Given,
        pNondeletedSnapshotID: Given,
    }
}

/// `ExposeSnapshot` as a share, under a name that VSS makes up.
#[must_use]
pub const fn share(snapshot: Guid) -> ShadowCopyCall {
    ShadowCopyCall::ExposeSnapshot {
        SnapshotId: snapshot,
        wszPathFromRoot: None,
        lAttributes: VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY,
        wszExpose: None,
        pwszExposed: Given,
    }
}

/// `RevertToSnapshot`, although the volume is in use.
#[must_use]
pub const fn revert(snapshot: Guid) -> ShadowCopyCall {
    ShadowCopyCall::RevertToSnapshot { SnapshotId: snapshot, bForceDismount: true }
}

/// `AddSnapshotToRecoverySet`, back to its own volume.
#[must_use]
pub const fn add_to_recovery(snapshot: Guid) -> ShadowCopyCall {
    ShadowCopyCall::AddSnapshotToRecoverySet { snapshotId: snapshot, dwFlags: 0, pwszDestinationVolume: None }
}

/// `RecoverSet`.
#[must_use]
pub fn recover() -> ShadowCopyCall {
    ShadowCopyCall::RecoverSet { dwFlags: RecoveryOptions::default(), ppAsync: Given }
}

/// A finished shadow copy that a volume can be reverted to: persistent, and not of a hardware provider.
#[must_use]
pub fn copy_to_revert_to(world: &World) -> Guid {
    let found = world.machines.values().find_map(|machine| {
        let kind = |provider| machine.providers.get(provider).map(|held| held.registration.kind);
        let mut copies = machine.visible_copies().filter(|(_, set, _, copy)| {
            set.is_persistent() && kind(&copy.provider) != Some(ProviderType::VSS_PROV_HARDWARE)
        });
        copies.next().map(|(_, _, id, _)| id.guid())
    });
    found.unwrap_or(Guid::NULL)
}

/// The set of some finished shadow copy, or `GUID_NULL`.
#[must_use]
pub fn finished_set(world: &World) -> Guid {
    let copy = finished_copy(world);
    let sets = world.machines.values().flat_map(|machine| &machine.sets);
    let mut of = sets.filter(|(_, set)| set.copies.keys().any(|id| id.guid() == copy));
    of.next().map_or(Guid::NULL, |(id, _)| id.guid())
}

/// A call of this method with arguments that nothing stands against but, perhaps, the state; `None` for a method that
/// is none of these.
#[must_use]
pub fn valid(world: &World, method: &str) -> Option<ShadowCopyCall> {
    let snapshot = finished_copy(world);
    let volume = || In(stage::VOLUMES.first().map(|name| (*name).into()));
    Some(match method {
        "Query" => query(ObjectType::VSS_OBJECT_SNAPSHOT),
        "DeleteSnapshots" => delete(snapshot),
        "ImportSnapshots" => ShadowCopyCall::ImportSnapshots { ppAsync: Given },
        "RevertToSnapshot" => revert(copy_to_revert_to(world)),
        "QueryRevertStatus" => ShadowCopyCall::QueryRevertStatus {
            pwszVolume: In(stage::VOLUMES.last().map(|name| (*name).into())),
            ppAsync: Given,
        },
        "AddSnapshotToRecoverySet" => add_to_recovery(snapshot),
        "RecoverSet" => recover(),
        "BreakSnapshotSet" => ShadowCopyCall::BreakSnapshotSet { SnapshotSetId: finished_set(world) },
        "BreakSnapshotSetEx" => ShadowCopyCall::BreakSnapshotSetEx {
            SnapshotSetID: finished_set(world),
            dwBreakFlags: HardwareOptions::VSS_BREAKEX_FLAG_MAKE_READ_WRITE,
            ppAsync: Given,
        },
        "IsVolumeSupported" => ShadowCopyCall::IsVolumeSupported {
            ProviderId: Guid::NULL,
            pwszVolumeName: volume(),
            pbSupportedByThisProvider: Given,
        },
        "ExposeSnapshot" => share(snapshot),
        "UnexposeSnapshot" => ShadowCopyCall::UnexposeSnapshot { snapshotId: snapshot },
        "GetWriterMetadataEx" => {
            ShadowCopyCall::GetWriterMetadataEx { iWriter: 0, pidInstance: Given, ppMetadata: Given }
        }
        "GetWriterStatusEx" => ShadowCopyCall::GetWriterStatusEx {
            iWriter: 0,
            pidInstance: Given,
            pidWriter: Given,
            pbstrWriter: Given,
            pnStatus: Given,
            phrFailureWriter: Given,
            phrApplication: Given,
            pbstrApplicationMessage: Given,
        },
        "GetSessionId" => ShadowCopyCall::GetSessionId { idSession: Given },
        "GetRootAndLogicalPrefixPaths" => ShadowCopyCall::GetRootAndLogicalPrefixPaths {
            pwszFilePath: volume(),
            bNormalizeFQDNforRootPath: false,
            ppwszRootPath: Given,
            ppwszLogicalPrefix: Given,
        },
        "PreFastRecovery" => ShadowCopyCall::PreFastRecovery {
            SnapshotSetID: Guid::NULL,
            dwPreFastRecoveryFlags: 0,
            ppAsync: Given,
        },
        "FastRecovery" => {
            ShadowCopyCall::FastRecovery { SnapshotSetID: Guid::NULL, dwFastRecoveryFlags: 0, ppAsync: Given }
        }
        _ => return None,
    })
}
