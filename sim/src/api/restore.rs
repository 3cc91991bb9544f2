//! `IVssBackupComponents`, Ex and Ex2: what a requester drives a restore with.

use super::ids::AsyncId;
use super::param::In;
use super::table::interface;
use crate::vocabulary::{ComponentType, FileRestoreStatus, Guid, RestoreType, RollForwardType, Text};

interface! {
    /// A method of `IVssBackupComponents` or a later version of it that serves restores alone.
    RestoreCall of Backup {
        IVssBackupComponents::InitializeForRestore { bstrXML: In<Text> } -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-initializeforrestore", needs rights;
        IVssBackupComponents::SetRestoreState { restoreType: RestoreType } -> {},
            "vsbackup/nf-vsbackup-ivssbackupcomponents-setrestorestate";
        IVssBackupComponents::SetSelectedForRestore {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, bSelectedForRestore: bool,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-setselectedforrestore";
        IVssBackupComponents::SetRestoreOptions {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, wszRestoreOptions: In<Text>,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-setrestoreoptions";
        IVssBackupComponents::SetAdditionalRestores {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, bAdditionalRestores: bool,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-setadditionalrestores";
        IVssBackupComponents::AddAlternativeLocationMapping {
            writerId: Guid, componentType: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, wszPath: In<Text>,
            wszFilespec: In<Text>, bRecursive: bool, wszDestination: In<Text>,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-addalternativelocationmapping";
        IVssBackupComponents::AddRestoreSubcomponent {
            writerId: Guid, componentType: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>,
            wszSubComponentLogicalPath: In<Text>, wszSubComponentName: In<Text>, bRepair: bool,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-addrestoresubcomponent";
        IVssBackupComponents::SetFileRestoreStatus {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, status: FileRestoreStatus,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-setfilerestorestatus";
        IVssBackupComponents::AddNewTarget {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, wszPath: In<Text>,
            wszFileName: In<Text>, bRecursive: bool, wszAlternatePath: In<Text>,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-addnewtarget";
        IVssBackupComponents::SetRangesFilePath {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, iPartialFile: u32,
            wszRangesFile: In<Text>,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponents-setrangesfilepath";
        IVssBackupComponents::PreRestore {} -> { ppAsync: AsyncId },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-prerestore";
        IVssBackupComponents::PostRestore {} -> { ppAsync: AsyncId },
            "vsbackup/nf-vsbackup-ivssbackupcomponents-postrestore", needs rights;
        IVssBackupComponentsEx::SetSelectedForRestoreEx {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, bSelectedForRestore: bool,
            instanceId: Guid,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponentsex-setselectedforrestoreex";
        IVssBackupComponentsEx2::SetAuthoritativeRestore {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, bAuth: bool,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponentsex2-setauthoritativerestore";
        IVssBackupComponentsEx2::SetRollForward {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, rollType: RollForwardType,
            wszRollForwardPoint: Option<Text>,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponentsex2-setrollforward";
        IVssBackupComponentsEx2::SetRestoreName {
            writerId: Guid, ct: ComponentType, wszLogicalPath: Option<Text>,
            wszComponentName: In<Text>, wszRestoreName: In<Text>,
        } -> {}, "vsbackup/nf-vsbackup-ivssbackupcomponentsex2-setrestorename";
    }
}
