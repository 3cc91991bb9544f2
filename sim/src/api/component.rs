//! `IVssComponent` and `IVssComponentEx`: one component of a Backup Components Document.

use super::param::In;
use super::table::interface;
use crate::vocabulary::{ComponentType, Text};

interface! {
    /// A method of `IVssComponent` or `IVssComponentEx`.
    ComponentCall {
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
    }
}
