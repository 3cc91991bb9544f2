//! `IVssComponent`, `IVssComponentEx` and `IVssComponentEx2`: one component of a Backup Components Document.

use super::ids::FiledescRef;
use super::param::In;
use super::table::interface;
use crate::vocabulary::{ComponentType, FileRestoreStatus, Hresult, RestoreTarget, RollForwardType, Text};

interface! {
    /// A method of `IVssComponent` or a later version of it.
    ComponentCall of Component {
        IVssComponent::GetLogicalPath {} -> { pbstrPath: Text }, "vswriter/nf-vswriter-ivsscomponent-getlogicalpath";
        IVssComponent::GetComponentType {} -> { pct: ComponentType },
            "vswriter/nf-vswriter-ivsscomponent-getcomponenttype";
        IVssComponent::GetComponentName {} -> { pbstrName: Text },
            "vswriter/nf-vswriter-ivsscomponent-getcomponentname";
        IVssComponent::GetBackupSucceeded {} -> { pbSucceeded: bool },
            "vswriter/nf-vswriter-ivsscomponent-getbackupsucceeded";
        IVssComponent::SetBackupMetadata { wszData: In<Text> } -> {},
            "vswriter/nf-vswriter-ivsscomponent-setbackupmetadata";
        IVssComponent::GetBackupMetadata {} -> { pbstrData: Text },
            "vswriter/nf-vswriter-ivsscomponent-getbackupmetadata";
        IVssComponent::AddPartialFile {
            wszPath: In<Text>, wszFilename: In<Text>, wszRanges: In<Text>, wszMetadata: Option<Text>,
        } -> {}, "vswriter/nf-vswriter-ivsscomponent-addpartialfile";
        IVssComponent::SetBackupStamp { wszBackupStamp: In<Text> } -> {},
            "vswriter/nf-vswriter-ivsscomponent-setbackupstamp";
        IVssComponent::GetBackupStamp {} -> { pbstrBackupStamp: Text },
            "vswriter/nf-vswriter-ivsscomponent-getbackupstamp";
        IVssComponent::GetPreviousBackupStamp {} -> { pbstrBackupStamp: Text },
            "vswriter/nf-vswriter-ivsscomponent-getpreviousbackupstamp";
        IVssComponent::GetBackupOptions {} -> { pbstrBackupOptions: Text },
            "vswriter/nf-vswriter-ivsscomponent-getbackupoptions";
        IVssComponentEx::SetPrepareForBackupFailureMsg { wszFailureMsg: In<Text> } -> {},
            "vswriter/nf-vswriter-ivsscomponentex-setprepareforbackupfailuremsg";
        IVssComponentEx::GetPrepareForBackupFailureMsg {} -> { pbstrFailureMsg: Text },
            "vswriter/nf-vswriter-ivsscomponentex-getprepareforbackupfailuremsg";
        IVssComponentEx::SetPostSnapshotFailureMsg { wszFailureMsg: In<Text> } -> {},
            "vswriter/nf-vswriter-ivsscomponentex-setpostsnapshotfailuremsg";
        IVssComponentEx::GetPostSnapshotFailureMsg {} -> { pbstrFailureMsg: Text },
            "vswriter/nf-vswriter-ivsscomponentex-getpostsnapshotfailuremsg";
        IVssComponent::GetAlternateLocationMappingCount {} -> { pcMappings: u32 },
            "vswriter/nf-vswriter-ivsscomponent-getalternatelocationmappingcount";
        IVssComponent::GetAlternateLocationMapping { iMapping: u32 } -> { ppFiledesc: FiledescRef },
            "vswriter/nf-vswriter-ivsscomponent-getalternatelocationmapping";
        IVssComponent::GetPartialFileCount {} -> { pcPartialFiles: u32 },
            "vswriter/nf-vswriter-ivsscomponent-getpartialfilecount";
        IVssComponent::GetPartialFile { iPartialFile: u32 } -> {
            pbstrPath: Text, pbstrFilename: Text, pbstrRange: Text, pbstrMetadata: Text,
        },
            "vswriter/nf-vswriter-ivsscomponent-getpartialfile";
        IVssComponent::IsSelectedForRestore {} -> { pbSelectedForRestore: bool },
            "vswriter/nf-vswriter-ivsscomponent-isselectedforrestore";
        IVssComponent::GetAdditionalRestores {} -> { pbAdditionalRestores: bool },
            "vswriter/nf-vswriter-ivsscomponent-getadditionalrestores";
        IVssComponent::GetNewTargetCount {} -> { pcNewTarget: u32 },
            "vswriter/nf-vswriter-ivsscomponent-getnewtargetcount";
        IVssComponent::GetNewTarget { iNewTarget: u32 } -> { ppFiledesc: FiledescRef },
            "vswriter/nf-vswriter-ivsscomponent-getnewtarget";
        IVssComponent::AddDirectedTarget {
            wszSourcePath: In<Text>, wszSourceFilename: In<Text>, wszSourceRangeList: Option<Text>,
            wszDestinationPath: In<Text>, wszDestinationFilename: In<Text>, wszDestinationRangeList: Option<Text>,
        } -> {},
            "vswriter/nf-vswriter-ivsscomponent-adddirectedtarget";
        IVssComponent::GetDirectedTargetCount {} -> { pcDirectedTarget: u32 },
            "vswriter/nf-vswriter-ivsscomponent-getdirectedtargetcount";
        IVssComponent::GetDirectedTarget { iDirectedTarget: u32 } -> {
            pbstrSourcePath: Text, pbstrSourceFileName: Text, pbstrSourceRangeList: Text,
            pbstrDestinationPath: Text, pbstrDestinationFilename: Text, pbstrDestinationRangeList: Text,
        },
            "vswriter/nf-vswriter-ivsscomponent-getdirectedtarget";
        IVssComponent::SetRestoreMetadata { wszRestoreMetadata: In<Text> } -> {},
            "vswriter/nf-vswriter-ivsscomponent-setrestoremetadata";
        IVssComponent::GetRestoreMetadata {} -> { pbstrRestoreMetadata: Text },
            "vswriter/nf-vswriter-ivsscomponent-getrestoremetadata";
        IVssComponent::SetRestoreTarget { target: RestoreTarget } -> {},
            "vswriter/nf-vswriter-ivsscomponent-setrestoretarget";
        IVssComponent::GetRestoreTarget {} -> { pTarget: RestoreTarget },
            "vswriter/nf-vswriter-ivsscomponent-getrestoretarget";
        IVssComponent::SetPreRestoreFailureMsg { wszPreRestoreFailureMsg: In<Text> } -> {},
            "vswriter/nf-vswriter-ivsscomponent-setprerestorefailuremsg";
        IVssComponent::GetPreRestoreFailureMsg {} -> { pbstrPreRestoreFailureMsg: Text },
            "vswriter/nf-vswriter-ivsscomponent-getprerestorefailuremsg";
        IVssComponent::SetPostRestoreFailureMsg { wszPostRestoreFailureMsg: In<Text> } -> {},
            "vswriter/nf-vswriter-ivsscomponent-setpostrestorefailuremsg";
        IVssComponent::GetPostRestoreFailureMsg {} -> { pbstrPostRestoreFailureMsg: Text },
            "vswriter/nf-vswriter-ivsscomponent-getpostrestorefailuremsg";
        IVssComponent::GetRestoreOptions {} -> { pbstrRestoreOptions: Text },
            "vswriter/nf-vswriter-ivsscomponent-getrestoreoptions";
        IVssComponent::GetRestoreSubcomponentCount {} -> { pcRestoreSubcomponent: u32 },
            "vswriter/nf-vswriter-ivsscomponent-getrestoresubcomponentcount";
        IVssComponent::GetRestoreSubcomponent { iComponent: u32 } -> {
            pbstrLogicalPath: Text, pbstrComponentName: Text, pbRepair: bool,
        },
            "vswriter/nf-vswriter-ivsscomponent-getrestoresubcomponent";
        IVssComponent::GetFileRestoreStatus {} -> { pStatus: FileRestoreStatus },
            "vswriter/nf-vswriter-ivsscomponent-getfilerestorestatus";
        IVssComponent::AddDifferencedFilesByLastModifyTime {
            wszPath: In<Text>, wszFilespec: In<Text>, bRecursive: bool, ftLastModifyTime: i64,
        } -> {},
            "vswriter/nf-vswriter-ivsscomponent-adddifferencedfilesbylastmodifytime";
        IVssComponent::AddDifferencedFilesByLastModifyLSN {
            wszPath: Option<Text>, wszFilespec: Option<Text>, bRecursive: bool, bstrLsnString: Option<Text>,
        } -> {},
            "vswriter/nf-vswriter-ivsscomponent-adddifferencedfilesbylastmodifylsn";
        IVssComponent::GetDifferencedFilesCount {} -> { pcDifferencedFiles: u32 },
            "vswriter/nf-vswriter-ivsscomponent-getdifferencedfilescount";
        IVssComponent::GetDifferencedFile { iDifferencedFile: u32 } -> {
            pbstrPath: Text, pbstrFilespec: Text, pbRecursive: bool, pbstrLsnString: Text, pftLastModifyTime: i64,
        },
            "vswriter/nf-vswriter-ivsscomponent-getdifferencedfile";
        IVssComponentEx::GetAuthoritativeRestore {} -> { pbAuth: bool },
            "vswriter/nf-vswriter-ivsscomponentex-getauthoritativerestore";
        IVssComponentEx::GetRollForward {} -> { pRollType: RollForwardType, pbstrPoint: Text },
            "vswriter/nf-vswriter-ivsscomponentex-getrollforward";
        IVssComponentEx::GetRestoreName {} -> { pbstrName: Text },
            "vswriter/nf-vswriter-ivsscomponentex-getrestorename";
        IVssComponentEx2::SetFailure {
            hr: Hresult, hrApplication: Hresult, wszApplicationMessage: Option<Text>, dwReserved: u32,
        } -> {},
            "vswriter/nf-vswriter-ivsscomponentex2-setfailure";
        IVssComponentEx2::GetFailure {} -> {
            phr: Hresult, phrApplication: Hresult, pbstrApplicationMessage: Text, pdwReserved: u32,
        },
            "vswriter/nf-vswriter-ivsscomponentex2-getfailure";
    }
}
