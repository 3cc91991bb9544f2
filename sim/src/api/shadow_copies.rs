//! `IVssBackupComponents` and its later versions: the calls that serve shadow copies which exist already, and a few that
//! serve nothing of a backup or restore alone.

use super::ids::{AsyncId, EnumId, MetadataRef};
use super::param::{In, MayBeNull};
use super::table::interface;
use crate::vocabulary::{
    Guid, HardwareOptions, Hresult, ObjectType, RecoveryOptions, Text, VolumeSnapshotAttributes, WriterState,
};

interface! {
    /// A method of `IVssBackupComponents` or a later version of it that serves shadow copies which exist already.
    ShadowCopyCall of Backup {
        IVssBackupComponents::DeleteSnapshots {
            SourceObjectId: Guid, eSourceObjectType: ObjectType, bForceDelete: bool,
        } -> { plDeletedSnapshots: i32, pNondeletedSnapshotID: Guid },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-deletesnapshots", needs rights;
        IVssBackupComponents::ImportSnapshots {} -> { ppAsync: AsyncId },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-importsnapshots", needs rights;
        IVssBackupComponents::BreakSnapshotSet { SnapshotSetId: Guid } -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-breaksnapshotset", needs rights;
        IVssBackupComponents::Query {
            QueriedObjectId: Guid, eQueriedObjectType: ObjectType, eReturnedObjectsType: ObjectType,
        } -> { ppEnum: EnumId }, "vsbackup/nf-vsbackup-ivssbackupcomponents-query", needs rights;
        IVssBackupComponents::IsVolumeSupported { ProviderId: Guid, pwszVolumeName: In<Text> } -> {
            pbSupportedByThisProvider: bool,
        }, "vsbackup/nf-vsbackup-ivssbackupcomponents-isvolumesupported", needs rights;
        IVssBackupComponents::ExposeSnapshot {
            SnapshotId: Guid, wszPathFromRoot: Option<Text>, lAttributes: VolumeSnapshotAttributes,
            wszExpose: Option<Text>,
        } -> { pwszExposed: Text }, "vsbackup/nf-vsbackup-ivssbackupcomponents-exposesnapshot", needs rights;
        IVssBackupComponents::RevertToSnapshot { SnapshotId: Guid, bForceDismount: bool } -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-reverttosnapshot", needs rights;
        IVssBackupComponents::QueryRevertStatus { pwszVolume: In<Text> } -> { ppAsync: AsyncId },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-queryrevertstatus", needs rights;
        IVssBackupComponentsEx::GetWriterMetadataEx { iWriter: u32 } -> { pidInstance: Guid, ppMetadata: MetadataRef },
            "vsbackup/nf-vsbackup-ivssbackupcomponentsex-getwritermetadataex";
        IVssBackupComponentsEx2::UnexposeSnapshot { snapshotId: Guid } -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponentsex2-unexposesnapshot", needs rights;
        IVssBackupComponentsEx2::BreakSnapshotSetEx { SnapshotSetID: Guid, dwBreakFlags: HardwareOptions } -> {
            ppAsync: AsyncId,
        }, "vsbackup/nf-vsbackup-ivssbackupcomponentsex2-breaksnapshotsetex", needs rights;
        IVssBackupComponentsEx2::PreFastRecovery { SnapshotSetID: Guid, dwPreFastRecoveryFlags: u32 } -> {
            ppAsync: AsyncId,
        }, "vsbackup/nf-vsbackup-ivssbackupcomponentsex2-prefastrecovery";
        IVssBackupComponentsEx2::FastRecovery { SnapshotSetID: Guid, dwFastRecoveryFlags: u32 } -> {
            ppAsync: AsyncId,
        }, "vsbackup/nf-vsbackup-ivssbackupcomponentsex2-fastrecovery";
        IVssBackupComponentsEx3::GetWriterStatusEx { iWriter: u32 } -> {
            pidInstance: Guid, pidWriter: Guid, pbstrWriter: Text, pnStatus: WriterState, phrFailureWriter: Hresult,
            phrApplication: MayBeNull<Hresult>, pbstrApplicationMessage: MayBeNull<Text>,
        }, "vsbackup/nf-vsbackup-ivssbackupcomponentsex3-getwriterstatusex";
        IVssBackupComponentsEx3::AddSnapshotToRecoverySet {
            snapshotId: Guid, dwFlags: u32, pwszDestinationVolume: Option<Text>,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponentsex3-addsnapshottorecoveryset";
        IVssBackupComponentsEx3::RecoverSet { dwFlags: RecoveryOptions } -> { ppAsync: AsyncId },
            "vsbackup/nf-vsbackup-ivssbackupcomponentsex3-recoverset";
        IVssBackupComponentsEx3::GetSessionId {} -> { idSession: Guid },
            "vsbackup/nf-vsbackup-ivssbackupcomponentsex3-getsessionid";
        IVssBackupComponentsEx4::GetRootAndLogicalPrefixPaths {
            pwszFilePath: In<Text>, bNormalizeFQDNforRootPath: bool,
        } -> { ppwszRootPath: Text, ppwszLogicalPrefix: Text },
            "vsbackup/nf-vsbackup-ivssbackupcomponentsex4-getrootandlogicalprefixpaths";
    }
}
