//! What `CVssWriter`, `CVssWriterEx` and `CVssWriterEx2` offer to the handlers of a writer.

use super::ids::MetadataRef;
use super::param::{In, Texts};
use super::table::interface;
use crate::vocabulary::{ApplicationLevel, BackupType, Guid, Hresult, RestoreType, SnapshotContext, Text};

interface! {
    /// A method of `CVssWriter` or a class derived from it that a handler calls.
    WriterCall of Writer {
        CVssWriter::SetWriterFailure { hr: Hresult } -> {}, "vswriter/nf-vswriter-cvsswriter-setwriterfailure";
        CVssWriter::AreComponentsSelected {} -> { selected: bool },
            "vswriter/nf-vswriter-cvsswriter-arecomponentsselected";
        CVssWriter::GetBackupType {} -> { backupType: BackupType }, "vswriter/nf-vswriter-cvsswriter-getbackuptype";
        CVssWriter::GetContext {} -> { context: SnapshotContext }, "vswriter/nf-vswriter-cvsswriter-getcontext";
        CVssWriter::GetCurrentLevel {} -> { level: ApplicationLevel },
            "vswriter/nf-vswriter-cvsswriter-getcurrentlevel";
        CVssWriter::GetCurrentSnapshotSetId {} -> { snapshotSetId: Guid },
            "vswriter/nf-vswriter-cvsswriter-getcurrentsnapshotsetid";
        CVssWriter::GetCurrentVolumeCount {} -> { count: u32 },
            "vswriter/nf-vswriter-cvsswriter-getcurrentvolumecount";
        CVssWriter::GetCurrentVolumeArray {} -> { volumes: Texts },
            "vswriter/nf-vswriter-cvsswriter-getcurrentvolumearray";
        CVssWriter::GetSnapshotDeviceName { wszOriginalVolume: In<Text> } -> { ppwszSnapshotDevice: Text },
            "vswriter/nf-vswriter-cvsswriter-getsnapshotdevicename";
        CVssWriter::GetRestoreType {} -> { restoreType: RestoreType },
            "vswriter/nf-vswriter-cvsswriter-getrestoretype";
        CVssWriter::IsBootableSystemStateBackedUp {} -> { backedUp: bool },
            "vswriter/nf-vswriter-cvsswriter-isbootablesystemstatebackedup";
        CVssWriter::IsPartialFileSupportEnabled {} -> { enabled: bool },
            "vswriter/nf-vswriter-cvsswriter-ispartialfilesupportenabled";
        CVssWriter::IsPathAffected { wszPath: In<Text> } -> { affected: bool },
            "vswriter/nf-vswriter-cvsswriter-ispathaffected";
        CVssWriterEx::GetIdentifyInformation {} -> { ppMetadata: MetadataRef },
            "vswriter/nf-vswriter-cvsswriterex-getidentifyinformation";
        CVssWriterEx2::GetSessionId {} -> { idSession: Guid }, "vswriter/nf-vswriter-cvsswriterex2-getsessionid";
        CVssWriterEx2::IsWriterShuttingDown {} -> { shuttingDown: bool },
            "vswriter/nf-vswriter-cvsswriterex2-iswritershuttingdown";
        CVssWriterEx2::SetWriterFailureEx {
            hrWriter: Hresult, hrApplication: Hresult, wszApplicationMessage: Option<Text>,
        } -> {}, "vswriter/nf-vswriter-cvsswriterex2-setwriterfailureex";
    }
}
