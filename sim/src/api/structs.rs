//! The structures that calls fill in.

use super::param::{Bytes, OutType, ParamType, Parameter};
use super::table::OutParam;
use crate::vocabulary::{ComponentFlags, ComponentType, Guid, SnapshotState, Text};

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
        "m_ProviderId": Guid,
        "m_eStatus": SnapshotState,
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
