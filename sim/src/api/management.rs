//! Management of the system provider: `IVssSnapshotMgmt`, `IVssDifferentialSoftwareSnapshotMgmt` and their later versions, and
//! `IVssEnumMgmtObject`.
//!
//! A later version is got by `QueryInterface` and is the same object, so that its methods are called on the same one.

use super::ids::{AsyncId, DiffAreaMgmtRef, EnumId, EnumMgmtId};
use super::param::{Bytes, In};
use super::structs::{MgmtObjectProp, VolumeProtectionInfo};
use super::table::interface;
use crate::vocabulary::{Guid, ProtectionLevel, Text};

interface! {
    /// A method of `IVssSnapshotMgmt` or `IVssSnapshotMgmt2`.
    SnapshotMgmtCall of SnapshotMgmt {
        IVssSnapshotMgmt::GetProviderMgmtInterface { ProviderId: Guid, InterfaceId: Guid } -> {
            ppItf: DiffAreaMgmtRef,
        }, "vsmgmt/nf-vsmgmt-ivsssnapshotmgmt-getprovidermgmtinterface";
        IVssSnapshotMgmt::QueryVolumesSupportedForSnapshots { ProviderId: Guid, lContext: i32 } -> {
            ppEnum: EnumMgmtId,
        }, "vsmgmt/nf-vsmgmt-ivsssnapshotmgmt-queryvolumessupportedforsnapshots";
        IVssSnapshotMgmt::QuerySnapshotsByVolume { pwszVolumeName: In<Text>, ProviderId: Guid } -> { ppEnum: EnumId },
            "vsmgmt/nf-vsmgmt-ivsssnapshotmgmt-querysnapshotsbyvolume";
        IVssSnapshotMgmt2::GetMinDiffAreaSize {} -> { pllMinDiffAreaSize: i64 },
            "vsmgmt/nf-vsmgmt-ivsssnapshotmgmt2-getmindiffareasize";
    }
}

interface! {
    /// A method of `IVssDifferentialSoftwareSnapshotMgmt` or a later version of it.
    DiffAreaMgmtCall of DiffAreaMgmt {
        IVssDifferentialSoftwareSnapshotMgmt::AddDiffArea {
            pwszVolumeName: In<Text>, pwszDiffAreaVolumeName: In<Text>, llMaximumDiffSpace: i64,
        } -> {}, "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-adddiffarea", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt::ChangeDiffAreaMaximumSize {
            pwszVolumeName: In<Text>, pwszDiffAreaVolumeName: In<Text>, llMaximumDiffSpace: i64,
        } -> {}, "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-changediffareamaximumsize", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt::QueryVolumesSupportedForDiffAreas {
            pwszOriginalVolumeName: In<Text>,
        } -> { ppEnum: EnumMgmtId },
            "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-queryvolumessupportedfordiffareas", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt::QueryDiffAreasForVolume { pwszVolumeName: In<Text> } -> {
            ppEnum: EnumMgmtId,
        }, "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-querydiffareasforvolume", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt::QueryDiffAreasOnVolume { pwszVolumeName: In<Text> } -> {
            ppEnum: EnumMgmtId,
        }, "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-querydiffareasonvolume", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt::QueryDiffAreasForSnapshot { SnapshotId: Guid } -> {
            ppEnum: EnumMgmtId,
        }, "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-querydiffareasforsnapshot", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt2::ChangeDiffAreaMaximumSizeEx {
            pwszVolumeName: In<Text>, pwszDiffAreaVolumeName: In<Text>, llMaximumDiffSpace: i64, bVolatile: bool,
        } -> {}, "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt2-changediffareamaximumsizeex", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt2::MigrateDiffAreas {
            pwszVolumeName: In<Text>, pwszDiffAreaVolumeName: In<Text>, pwszNewDiffAreaVolumeName: In<Text>,
        } -> {}, "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt2-migratediffareas";
        IVssDifferentialSoftwareSnapshotMgmt2::QueryMigrationStatus {
            pwszVolumeName: In<Text>, pwszDiffAreaVolumeName: In<Text>,
        } -> { ppAsync: AsyncId }, "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt2-querymigrationstatus";
        IVssDifferentialSoftwareSnapshotMgmt2::SetSnapshotPriority { idSnapshot: Guid, priority: u32 } -> {},
            "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt2-setsnapshotpriority";
        IVssDifferentialSoftwareSnapshotMgmt3::SetVolumeProtectLevel {
            pwszVolumeName: In<Text>, protectionLevel: ProtectionLevel,
        } -> {}, "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-setvolumeprotectlevel", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt3::GetVolumeProtectLevel { pwszVolumeName: In<Text> } -> {
            protectionLevel: VolumeProtectionInfo,
        }, "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-getvolumeprotectlevel", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt3::ClearVolumeProtectFault { pwszVolumeName: In<Text> } -> {},
            "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-clearvolumeprotectfault", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt3::DeleteUnusedDiffAreas { pwszDiffAreaVolumeName: In<Text> } -> {},
            "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-deleteunuseddiffareas", needs rights;
        IVssDifferentialSoftwareSnapshotMgmt3::QuerySnapshotDeltaBitmap {
            idSnapshotOlder: Guid, idSnapshotYounger: Guid,
        } -> { pcBlockSizePerBit: u32, pcBitmapLength: u32, ppbBitmap: Bytes },
            "vsmgmt/nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-querysnapshotdeltabitmap";
    }
}

interface! {
    /// A method of `IVssEnumMgmtObject`.
    EnumMgmtCall of EnumMgmtObject {
        IVssEnumMgmtObject::Next { celt: u32 } -> { rgelt: MgmtObjectProp, pceltFetched: u32 },
            "vsmgmt/nf-vsmgmt-ivssenummgmtobject-next";
        IVssEnumMgmtObject::Skip { celt: u32 } -> {}, "vsmgmt/nf-vsmgmt-ivssenummgmtobject-skip";
        IVssEnumMgmtObject::Reset {} -> {}, "vsmgmt/nf-vsmgmt-ivssenummgmtobject-reset";
        IVssEnumMgmtObject::Clone {} -> { ppenum: EnumMgmtId }, "vsmgmt/nf-vsmgmt-ivssenummgmtobject-clone";
        IVssEnumMgmtObject::Release {} -> {}, "vsmgmt/nn-vsmgmt-ivssenummgmtobject";
    }
}
