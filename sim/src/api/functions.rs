//! Free functions of `vsbackup.h` and `vswriter.h`, and the one call of `CoCreateInstance` that makes an object of VSS. A name that ends in `Internal` is that under which the library exports
//! the function of the same name without it, which the header defines as a call of it.

use super::ids::{ExpressWriterId, MetadataRef, RequesterId, SnapshotMgmtRef};
use super::param::In;
use super::table::interface;
use crate::vocabulary::{SnapshotCompatibility, Text};

interface! {
    /// A free function.
    FunctionCall of Function {
        VsBackup::CreateVssBackupComponents {} -> { ppBackup: RequesterId },
            "vsbackup/nf-vsbackup-createvssbackupcomponents", needs rights;
        VsBackup::CreateVssExamineWriterMetadata { bstrXML: In<Text> } -> { ppMetadata: MetadataRef },
            "vsbackup/nf-vsbackup-createvssexaminewritermetadata", needs rights;
        VsWriter::CreateVssExpressWriter {} -> { ppWriter: ExpressWriterId },
            "vswriter/nf-vswriter-createvssexpresswriter", needs rights;
        VsWriter::CreateVssExpressWriterInternal {} -> { ppWriter: ExpressWriterId },
            "vswriter/nf-vswriter-createvssexpresswriterinternal", needs rights;
        VsBackup::IsVolumeSnapshotted { pwszVolumeName: In<Text> } -> {
            pbSnapshotsPresent: bool, plSnapshotCapability: SnapshotCompatibility,
        }, "vsbackup/nf-vsbackup-isvolumesnapshotted", needs rights;
        VsBackup::VssFreeSnapshotProperties {} -> {}, "vsbackup/nf-vsbackup-vssfreesnapshotproperties";
        VsBackup::CreateVssBackupComponentsInternal {} -> { ppBackup: RequesterId },
            "vsbackup/nf-vsbackup-createvssbackupcomponentsinternal", needs rights;
        VsBackup::CreateVssExamineWriterMetadataInternal { bstrXML: In<Text> } -> { ppMetadata: MetadataRef },
            "vsbackup/nf-vsbackup-createvssexaminewritermetadatainternal", needs rights;
        VsBackup::IsVolumeSnapshottedInternal { pwszVolumeName: In<Text> } -> {
            pbSnapshotsPresent: bool, plSnapshotCapability: SnapshotCompatibility,
        }, "vsbackup/nf-vsbackup-isvolumesnapshottedinternal", needs rights;
        VsBackup::ShouldBlockRevert { wszVolumeName: In<Text> } -> { pbBlock: bool },
            "vsbackup/nf-vsbackup-shouldblockrevert", needs rights;
        VsMgmt::CoCreateVssSnapshotMgmt {} -> { ppv: SnapshotMgmtRef }, "vsmgmt/nn-vsmgmt-ivsssnapshotmgmt";
        VsBackup::VssFreeSnapshotPropertiesInternal {} -> {},
            "vsbackup/nf-vsbackup-vssfreesnapshotpropertiesinternal";
    }
}
