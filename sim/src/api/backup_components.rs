//! `IVssBackupComponents`: what a requester drives a backup with.

use super::ids::{AsyncId, MetadataRef, WriterComponentsRef};
use super::param::{GuidArray, In};
use super::structs::SnapshotProp;
use super::table::interface;
use crate::vocabulary::{BackupType, ComponentType, Guid, Hresult, SnapshotContext, Text, WriterState};

interface! {
    /// A method of `IVssBackupComponents`.
    BackupCall of Backup {
        IVssBackupComponents::GetWriterComponentsCount {} -> { pcComponents: u32 },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-getwritercomponentscount";
        IVssBackupComponents::GetWriterComponents { iWriter: u32 } -> { ppWriter: WriterComponentsRef },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-getwritercomponents";
        IVssBackupComponents::InitializeForBackup { bstrXML: Option<Text> } -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-initializeforbackup", needs rights;
        IVssBackupComponents::SetBackupState {
            bSelectComponents: bool, bBackupBootableSystemState: bool, backupType: BackupType,
            bPartialFileSupport: bool,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-setbackupstate";
        IVssBackupComponents::SetContext { lContext: SnapshotContext } -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-setcontext";
        IVssBackupComponents::GatherWriterMetadata {} -> { pAsync: AsyncId },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-gatherwritermetadata", needs rights;
        IVssBackupComponents::GetWriterMetadataCount {} -> { pcWriters: u32 },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-getwritermetadatacount";
        IVssBackupComponents::GetWriterMetadata { iWriter: u32 } -> { pidInstance: Guid, ppMetadata: MetadataRef },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-getwritermetadata";
        IVssBackupComponents::FreeWriterMetadata {} -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-freewritermetadata";
        IVssBackupComponents::AddComponent {
            instanceId: Guid, writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-addcomponent";
        IVssBackupComponents::SetBackupOptions {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>, wszComponentName: In<Text>,
            wszBackupOptions: In<Text>,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-setbackupoptions";
        IVssBackupComponents::SetPreviousBackupStamp {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>, wszComponentName: In<Text>,
            wszPreviousBackupStamp: In<Text>,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-setpreviousbackupstamp";
        IVssBackupComponents::StartSnapshotSet {} -> { pSnapshotSetId: Guid },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-startsnapshotset";
        IVssBackupComponents::AddToSnapshotSet { pwszVolumeName: In<Text>, ProviderId: Guid } -> { pidSnapshot: Guid },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-addtosnapshotset", needs rights;
        IVssBackupComponents::PrepareForBackup {} -> { ppAsync: AsyncId },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-prepareforbackup";
        IVssBackupComponents::DoSnapshotSet {} -> { ppAsync: AsyncId },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-dosnapshotset", needs rights;
        IVssBackupComponents::GetSnapshotProperties { SnapshotId: Guid } -> { pProp: SnapshotProp },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-getsnapshotproperties", needs rights;
        IVssBackupComponents::GatherWriterStatus {} -> { pAsync: AsyncId },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-gatherwriterstatus", needs rights;
        IVssBackupComponents::GetWriterStatusCount {} -> { pcWriters: u32 },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-getwriterstatuscount";
        IVssBackupComponents::GetWriterStatus { iWriter: u32 } -> {
            pidInstance: Guid, pidWriter: Guid, pbstrWriter: Text, pnStatus: WriterState, phResultFailure: Hresult,
        }, "vsbackup/nf-vsbackup-ivssbackupcomponents-getwriterstatus";
        IVssBackupComponents::FreeWriterStatus {} -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-freewriterstatus";
        IVssBackupComponents::SetBackupSucceeded {
            instanceId: Guid, writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, bSucceded: bool,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-setbackupsucceeded";
        IVssBackupComponents::BackupComplete {} -> { ppAsync: AsyncId },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-backupcomplete";
        IVssBackupComponents::DisableWriterClasses { rgWriterClassId: GuidArray, cClassId: u32 } -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-disablewriterclasses", needs rights;
        IVssBackupComponents::EnableWriterClasses { rgWriterClassId: GuidArray, cClassId: u32 } -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-enablewriterclasses", needs rights;
        IVssBackupComponents::DisableWriterInstances { rgWriterInstanceId: GuidArray, cInstanceId: u32 } -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-disablewriterinstances", needs rights;
        IVssBackupComponents::AbortBackup {} -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-abortbackup";
        IVssBackupComponents::SaveAsXML {} -> { pbstrXML: Text },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-saveasxml";
        IVssBackupComponents::Release {} -> {}, "vsbackup/nl-vsbackup-ivssbackupcomponents";
    }
}
