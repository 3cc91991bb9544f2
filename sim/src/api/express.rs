//! Express writers: `IVssExpressWriter` and `IVssCreateExpressWriterMetadata`.

use super::ids::ExpressMetadataId;
use super::param::{Bytes, In};
use super::table::interface;
use crate::vocabulary::{
    BackupSchema, ComponentFlags, ComponentType, FileSpecBackupType, Guid, RestoreMethod, Text, UsageType,
    WriterRestore,
};

interface! {
    /// A method of `IVssExpressWriter`.
    ExpressWriterCall of ExpressWriter {
        IVssExpressWriter::CreateMetadata {
            writerId: Guid, writerName: In<Text>, usageType: UsageType, versionMajor: u32, versionMinor: u32,
            reserved: u32,
        } -> { ppMetadata: ExpressMetadataId }, "vswriter/nf-vswriter-ivssexpresswriter-createmetadata";
        IVssExpressWriter::LoadMetadata { metadata: In<Text>, reserved: u32 } -> {},
            "vswriter/nf-vswriter-ivssexpresswriter-loadmetadata";
        IVssExpressWriter::Register {} -> {}, "vswriter/nf-vswriter-ivssexpresswriter-register";
        IVssExpressWriter::Unregister { writerId: Guid } -> {},
            "vswriter/nf-vswriter-ivssexpresswriter-unregister";
    }
}

interface! {
    /// A method of `IVssCreateExpressWriterMetadata`.
    ExpressMetadataCall of ExpressMetadata {
        IVssCreateExpressWriterMetadata::AddExcludeFiles {
            wszPath: In<Text>, wszFilespec: In<Text>, bRecursive: bool,
        } -> {}, "vswriter/nf-vswriter-ivsscreateexpresswritermetadata-addexcludefiles";
        IVssCreateExpressWriterMetadata::AddComponent {
            ct: ComponentType, wszLogicalPath: Option<Text>, wszComponentName: In<Text>, wszCaption: Option<Text>,
            pbIcon: Option<Bytes>, bRestoreMetadata: bool, bNotifyOnBackupComplete: bool, bSelectable: bool,
            bSelectableForRestore: bool, dwComponentFlags: ComponentFlags,
        } -> {}, "vswriter/nf-vswriter-ivsscreateexpresswritermetadata-addcomponent";
        IVssCreateExpressWriterMetadata::AddFilesToFileGroup {
            wszLogicalPath: Option<Text>, wszGroupName: In<Text>, wszPath: In<Text>, wszFilespec: In<Text>,
            bRecursive: bool, wszAlternateLocation: Option<Text>, dwBackupTypeMask: FileSpecBackupType,
        } -> {}, "vswriter/nf-vswriter-ivsscreateexpresswritermetadata-addfilestofilegroup";
        IVssCreateExpressWriterMetadata::SetRestoreMethod {
            method: RestoreMethod, wszService: Option<Text>, wszUserProcedure: Option<Text>,
            writerRestore: WriterRestore, bRebootRequired: bool,
        } -> {}, "vswriter/nf-vswriter-ivsscreateexpresswritermetadata-setrestoremethod";
        IVssCreateExpressWriterMetadata::AddComponentDependency {
            wszForLogicalPath: Option<Text>, wszForComponentName: In<Text>, onWriterId: Guid,
            wszOnLogicalPath: Option<Text>, wszOnComponentName: In<Text>,
        } -> {}, "vswriter/nf-vswriter-ivsscreateexpresswritermetadata-addcomponentdependency";
        IVssCreateExpressWriterMetadata::SetBackupSchema { dwSchemaMask: BackupSchema } -> {},
            "vswriter/nf-vswriter-ivsscreateexpresswritermetadata-setbackupschema";
        IVssCreateExpressWriterMetadata::SaveAsXML {} -> { pbstrXML: Text },
            "vswriter/nf-vswriter-ivsscreateexpresswritermetadata-saveasxml";
    }
}
