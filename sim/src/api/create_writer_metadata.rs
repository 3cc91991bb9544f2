//! `IVssCreateWriterMetadata` and `IVssCreateWriterMetadataEx`: what `OnIdentify` builds its document with.

use super::param::{Bytes, In};
use super::table::interface;
use crate::vocabulary::{
    BackupSchema, ComponentFlags, ComponentType, FileSpecBackupType, Guid, RestoreMethod, Text, WriterRestore,
};

interface! {
    /// A method of `IVssCreateWriterMetadata` or `IVssCreateWriterMetadataEx`.
    CreateMetadataCall of Create {
        IVssCreateWriterMetadata::AddComponent {
            ct: ComponentType, wszLogicalPath: Option<Text>, wszComponentName: In<Text>, wszCaption: Option<Text>,
            pbIcon: Option<Bytes>, bRestoreMetadata: bool, bNotifyOnBackupComplete: bool, bSelectable: bool,
            bSelectableForRestore: bool, dwComponentFlags: ComponentFlags,
        } -> {}, "vswriter/nf-vswriter-ivsscreatewritermetadata-addcomponent";
        IVssCreateWriterMetadata::AddFilesToFileGroup {
            wszLogicalPath: Option<Text>, wszGroupName: In<Text>, wszPath: In<Text>, wszFilespec: In<Text>,
            bRecursive: bool, wszAlternateLocation: Option<Text>, dwBackupTypeMask: FileSpecBackupType,
        } -> {}, "vswriter/nf-vswriter-ivsscreatewritermetadata-addfilestofilegroup";
        IVssCreateWriterMetadata::AddDatabaseFiles {
            wszLogicalPath: Option<Text>, wszDatabaseName: In<Text>, wszPath: In<Text>, wszFilespec: In<Text>,
            dwBackupTypeMask: FileSpecBackupType,
        } -> {}, "vswriter/nf-vswriter-ivsscreatewritermetadata-adddatabasefiles";
        IVssCreateWriterMetadata::AddDatabaseLogFiles {
            wszLogicalPath: Option<Text>, wszDatabaseName: In<Text>, wszPath: In<Text>, wszFilespec: In<Text>,
            dwBackupTypeMask: FileSpecBackupType,
        } -> {}, "vswriter/nf-vswriter-ivsscreatewritermetadata-adddatabaselogfiles";
        IVssCreateWriterMetadata::AddExcludeFiles { wszPath: In<Text>, wszFilespec: In<Text>, bRecursive: bool } -> {},
            "vswriter/nf-vswriter-ivsscreatewritermetadata-addexcludefiles";
        IVssCreateWriterMetadata::SetRestoreMethod {
            method: RestoreMethod, wszService: Option<Text>, wszUserProcedure: Option<Text>,
            writerRestore: WriterRestore, bRebootRequired: bool,
        } -> {}, "vswriter/nf-vswriter-ivsscreatewritermetadata-setrestoremethod";
        IVssCreateWriterMetadata::AddAlternateLocationMapping {
            wszSourcePath: In<Text>, wszSourceFilespec: In<Text>, bRecursive: bool, wszDestination: In<Text>,
        } -> {}, "vswriter/nf-vswriter-ivsscreatewritermetadata-addalternatelocationmapping";
        IVssCreateWriterMetadata::AddComponentDependency {
            wszForLogicalPath: Option<Text>, wszForComponentName: In<Text>, onWriterId: Guid,
            wszOnLogicalPath: Option<Text>, wszOnComponentName: In<Text>,
        } -> {}, "vswriter/nf-vswriter-ivsscreatewritermetadata-addcomponentdependency";
        IVssCreateWriterMetadata::SetBackupSchema { dwSchemaMask: BackupSchema } -> {},
            "vswriter/nf-vswriter-ivsscreatewritermetadata-setbackupschema";
        IVssCreateWriterMetadata::AddIncludeFiles {
            wszPath: Option<Text>, wszFilespec: Option<Text>, bRecursive: bool, wszAlternateLocation: Option<Text>,
        } -> {}, "vswriter/nf-vswriter-ivsscreatewritermetadata-addincludefiles";
        IVssCreateWriterMetadata::SaveAsXML {} -> { pbstrXML: Text },
            "vswriter/nf-vswriter-ivsscreatewritermetadata-saveasxml";
        IVssCreateWriterMetadataEx::AddExcludeFilesFromSnapshot {
            wszPath: In<Text>, wszFilespec: In<Text>, bRecursive: bool,
        } -> {}, "vswriter/nf-vswriter-ivsscreatewritermetadataex-addexcludefilesfromsnapshot";
    }
}
