//! The structures that calls fill in.

use super::param::{Bytes, OutType, ParamType, Parameter};
use super::table::OutParam;
use crate::vocabulary::{
    ComponentFlags, ComponentType, Guid, MgmtObjectType, ObjectType, ProtectionFault, ProtectionLevel,
    ProviderType, SnapshotState, Text, VolumeSnapshotAttributes,
};

/// A structure of the headers.
#[derive(Debug, PartialEq, Eq)]
pub struct StructType {
    /// Its name.
    pub name: &'static str,
    /// Its fields, in the header's order.
    pub fields: &'static [OutParam],
}

macro_rules! structures {
    ($($(#[$doc:meta])* $marker:ident $name:literal { $($field:literal : $ty:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $marker;

        impl OutType for $marker {
            const TYPE: ParamType = ParamType::Struct(&StructType {
                name: $name,
                fields: &[$(OutParam { name: $field, ty: <$ty as Parameter>::TYPE },)*],
            });
        }
    )*};
}

structures! {
    /// `VSS_SNAPSHOT_PROP` (`ns-vss-vss_snapshot_prop`).
    SnapshotProp "VSS_SNAPSHOT_PROP" {
        "m_SnapshotId": Guid,
        "m_SnapshotSetId": Guid,
        "m_lSnapshotsCount": i32,
        "m_pwszSnapshotDeviceObject": Text,
        "m_pwszOriginalVolumeName": Text,
        "m_pwszOriginatingMachine": Text,
        "m_pwszServiceMachine": Text,
        "m_pwszExposedName": Text,
        "m_pwszExposedPath": Text,
        "m_ProviderId": Guid,
        "m_lSnapshotAttributes": VolumeSnapshotAttributes,
        "m_tsCreationTimestamp": i64,
        "m_eStatus": SnapshotState,
    }

    /// `VSS_OBJECT_PROP` (`ns-vss-vss_object_prop`), with the member of its union that its type says. Where a call fills
    /// an array of these, what is told by a field's name is that of the first one, as `rgelt->Type` is.
    ObjectProp "VSS_OBJECT_PROP" {
        "Type": ObjectType,
        "Obj.Snap.m_SnapshotId": Guid,
        "Obj.Snap.m_SnapshotSetId": Guid,
        "Obj.Snap.m_lSnapshotsCount": i32,
        "Obj.Snap.m_pwszSnapshotDeviceObject": Text,
        "Obj.Snap.m_pwszOriginalVolumeName": Text,
        "Obj.Snap.m_pwszOriginatingMachine": Text,
        "Obj.Snap.m_pwszServiceMachine": Text,
        "Obj.Snap.m_pwszExposedName": Text,
        "Obj.Snap.m_pwszExposedPath": Text,
        "Obj.Snap.m_ProviderId": Guid,
        "Obj.Snap.m_lSnapshotAttributes": VolumeSnapshotAttributes,
        "Obj.Snap.m_tsCreationTimestamp": i64,
        "Obj.Snap.m_eStatus": SnapshotState,
        "Obj.Prov.m_ProviderId": Guid,
        "Obj.Prov.m_pwszProviderName": Text,
        "Obj.Prov.m_eProviderType": ProviderType,
        "Obj.Prov.m_pwszProviderVersion": Text,
        "Obj.Prov.m_ProviderVersionId": Guid,
        "Obj.Prov.m_ClassId": Guid,
    }

    /// `VSS_MGMT_OBJECT_PROP` (`ns-vsmgmt-vss_mgmt_object_prop`), with the member of its union that its type says.
    MgmtObjectProp "VSS_MGMT_OBJECT_PROP" {
        "Type": MgmtObjectType,
        "Obj.DiffVol.m_pwszVolumeName": Text,
        "Obj.DiffVol.m_pwszVolumeDisplayName": Text,
        "Obj.DiffVol.m_llVolumeFreeSpace": i64,
        "Obj.DiffVol.m_llVolumeTotalSpace": i64,
        "Obj.DiffArea.m_pwszVolumeName": Text,
        "Obj.DiffArea.m_pwszDiffAreaVolumeName": Text,
        "Obj.DiffArea.m_llMaximumDiffSpace": i64,
        "Obj.DiffArea.m_llAllocatedDiffSpace": i64,
        "Obj.DiffArea.m_llUsedDiffSpace": i64,
    }

    /// `VSS_VOLUME_PROTECTION_INFO` (`ns-vsmgmt-vss_volume_protection_info`).
    VolumeProtectionInfo "VSS_VOLUME_PROTECTION_INFO" {
        "m_protectionLevel": ProtectionLevel,
        "m_volumeIsOfflineForProtection": bool,
        "m_protectionFault": ProtectionFault,
        "m_failureStatus": i32,
        "m_volumeHasUnusedDiffArea": bool,
        "m_reserved": u32,
    }

    /// `VSS_COMPONENTINFO` (`ns-vsbackup-vss_componentinfo`).
    ComponentInfo "VSS_COMPONENTINFO" {
        "type": ComponentType,
        "bstrLogicalPath": Text,
        "bstrComponentName": Text,
        "bstrCaption": Text,
        "pbIcon": Bytes,
        "cbIcon": u32,
        "bRestoreMetadata": bool,
        "bNotifyOnBackupComplete": bool,
        "bSelectable": bool,
        "bSelectableForRestore": bool,
        "dwComponentFlags": ComponentFlags,
        "cFileCount": u32,
        "cDatabases": u32,
        "cLogFiles": u32,
        "cDependencies": u32,
    }
}
