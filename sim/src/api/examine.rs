//! What a requester reads a Writer Metadata Document through: `IVssExamineWriterMetadata` with Ex and Ex2, and the
//! `IVssWMComponent`, `IVssWMFiledesc` and `IVssWMDependency` that it gives.

use super::ids::{DependencyRef, FiledescRef, WmComponentRef};
use super::param::In;
use super::structs::ComponentInfo;
use super::table::interface;
use crate::vocabulary::{
    BackupSchema, FileSpecBackupType, Guid, RestoreMethod, SourceType, Text, UsageType, WriterRestore,
};

interface! {
    /// A method of `IVssExamineWriterMetadata`, `IVssExamineWriterMetadataEx` or `IVssExamineWriterMetadataEx2`.
    ExamineCall of Examine {
        IVssExamineWriterMetadata::GetIdentity {} -> {
            pidInstance: Guid, pidWriter: Guid, pbstrWriterName: Text, pUsage: UsageType, pSource: SourceType,
        }, "vsbackup/nf-vsbackup-ivssexaminewritermetadata-getidentity";
        IVssExamineWriterMetadata::GetFileCounts {} -> { pcIncludeFiles: u32, pcExcludeFiles: u32, pcComponents: u32 },
            "vsbackup/nf-vsbackup-ivssexaminewritermetadata-getfilecounts";
        IVssExamineWriterMetadata::GetIncludeFile { iFile: u32 } -> { ppFiledesc: FiledescRef },
            "vsbackup/nf-vsbackup-ivssexaminewritermetadata-getincludefile";
        IVssExamineWriterMetadata::GetExcludeFile { iFile: u32 } -> { ppFiledesc: FiledescRef },
            "vsbackup/nf-vsbackup-ivssexaminewritermetadata-getexcludefile";
        IVssExamineWriterMetadata::GetComponent { iComponent: u32 } -> { ppComponent: WmComponentRef },
            "vsbackup/nf-vsbackup-ivssexaminewritermetadata-getcomponent";
        IVssExamineWriterMetadata::GetRestoreMethod {} -> {
            pMethod: RestoreMethod, pbstrService: Text, pbstrUserProcedure: Text, pwriterRestore: WriterRestore,
            pbRebootRequired: bool, pcMappings: u32,
        }, "vsbackup/nf-vsbackup-ivssexaminewritermetadata-getrestoremethod";
        IVssExamineWriterMetadata::GetAlternateLocationMapping { iMapping: u32 } -> { ppFiledesc: FiledescRef },
            "vsbackup/nf-vsbackup-ivssexaminewritermetadata-getalternatelocationmapping";
        IVssExamineWriterMetadata::GetBackupSchema {} -> { pdwSchemaMask: BackupSchema },
            "vsbackup/nf-vsbackup-ivssexaminewritermetadata-getbackupschema";
        IVssExamineWriterMetadata::SaveAsXML {} -> { pbstrXML: Text },
            "vsbackup/nf-vsbackup-ivssexaminewritermetadata-saveasxml";
        IVssExamineWriterMetadata::LoadFromXML { bstrXML: In<Text> } -> {},
            "vsbackup/nf-vsbackup-ivssexaminewritermetadata-loadfromxml";
        IVssExamineWriterMetadata::Release {} -> {}, "vsbackup/nl-vsbackup-ivssexaminewritermetadata";
        IVssExamineWriterMetadataEx::GetIdentityEx {} -> {
            pidInstance: Guid, pidWriter: Guid, pbstrWriterName: Text, pbstrInstanceName: Text, pUsage: UsageType,
            pSource: SourceType,
        }, "vsbackup/nf-vsbackup-ivssexaminewritermetadataex-getidentityex";
        IVssExamineWriterMetadataEx2::GetVersion {} -> { pdwMajorVersion: u32, pdwMinorVersion: u32 },
            "vsbackup/nf-vsbackup-ivssexaminewritermetadataex2-getversion";
        IVssExamineWriterMetadataEx2::GetExcludeFromSnapshotCount {} -> { pcExcludedFromSnapshot: u32 },
            "vsbackup/nf-vsbackup-ivssexaminewritermetadataex2-getexcludefromsnapshotcount";
        IVssExamineWriterMetadataEx2::GetExcludeFromSnapshotFile { iFile: u32 } -> { ppFiledesc: FiledescRef },
            "vsbackup/nf-vsbackup-ivssexaminewritermetadataex2-getexcludefromsnapshotfile";
    }
}

interface! {
    /// A method of `IVssWMComponent`.
    WmComponentCall of WmComponent {
        IVssWMComponent::GetComponentInfo {} -> { ppInfo: ComponentInfo },
            "vsbackup/nf-vsbackup-ivsswmcomponent-getcomponentinfo";
        IVssWMComponent::FreeComponentInfo {} -> {}, "vsbackup/nf-vsbackup-ivsswmcomponent-freecomponentinfo";
        IVssWMComponent::GetFile { iFile: u32 } -> { ppFiledesc: FiledescRef },
            "vsbackup/nf-vsbackup-ivsswmcomponent-getfile";
        IVssWMComponent::GetDatabaseFile { iDBFile: u32 } -> { ppFiledesc: FiledescRef },
            "vsbackup/nf-vsbackup-ivsswmcomponent-getdatabasefile";
        IVssWMComponent::GetDatabaseLogFile { iDbLogFile: u32 } -> { ppFiledesc: FiledescRef },
            "vsbackup/nf-vsbackup-ivsswmcomponent-getdatabaselogfile";
        IVssWMComponent::GetDependency { iDependency: u32 } -> { ppDependency: DependencyRef },
            "vsbackup/nf-vsbackup-ivsswmcomponent-getdependency";
    }
}

interface! {
    /// A method of `IVssWMFiledesc`.
    FiledescCall of Filedesc {
        IVssWMFiledesc::GetPath {} -> { pbstrPath: Text }, "vswriter/nf-vswriter-ivsswmfiledesc-getpath";
        IVssWMFiledesc::GetFilespec {} -> { pbstrFilespec: Text }, "vswriter/nf-vswriter-ivsswmfiledesc-getfilespec";
        IVssWMFiledesc::GetRecursive {} -> { pbRecursive: bool }, "vswriter/nf-vswriter-ivsswmfiledesc-getrecursive";
        IVssWMFiledesc::GetAlternateLocation {} -> { pbstrAlternateLocation: Text },
            "vswriter/nf-vswriter-ivsswmfiledesc-getalternatelocation";
        IVssWMFiledesc::GetBackupTypeMask {} -> { pdwTypeMask: FileSpecBackupType },
            "vswriter/nf-vswriter-ivsswmfiledesc-getbackuptypemask";
    }
}

interface! {
    /// A method of `IVssWMDependency`.
    DependencyCall of Dependency {
        IVssWMDependency::GetWriterId {} -> { pWriterId: Guid }, "vswriter/nf-vswriter-ivsswmdependency-getwriterid";
        IVssWMDependency::GetLogicalPath {} -> { pbstrLogicalPath: Text },
            "vswriter/nf-vswriter-ivsswmdependency-getlogicalpath";
        IVssWMDependency::GetComponentName {} -> { pbstrComponentName: Text },
            "vswriter/nf-vswriter-ivsswmdependency-getcomponentname";
    }
}
