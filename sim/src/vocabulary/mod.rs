//! The words of the protocol: GUIDs, HRESULTs, the headers' enumerations, Windows paths and file specifications.
//!
//! Everything here is a value without behaviour of its own; every other module may use it, and it uses none.

pub mod enums_vsmgmt;
pub mod enums_vss;
pub mod enums_vswriter;
pub mod filespec;
mod guid;
mod header_enum;
mod hresult;
mod hresult_table;
pub mod path;
mod text;
mod windows;

pub use enums_vsmgmt::{MgmtObjectType, ProtectionFault, ProtectionLevel};
pub use enums_vss::{
    ApplicationLevel, BackupSchema, BackupType, FileSpecBackupType, HardwareOptions, ObjectType,
    ProviderCapabilities, ProviderType, RecoveryOptions, RestoreType, RollForwardType, SnapshotCompatibility,
    SnapshotContext, SnapshotPropertyId, SnapshotState, VolumeSnapshotAttributes, WriterState,
};
pub use enums_vswriter::{
    AlternateWriterState, ComponentFlags, ComponentType, FileRestoreStatus, RestoreMethod, RestoreTarget,
    SourceType, SubscribeMask, UsageType, WriterRestore,
};
pub use filespec::{FileSet, FileSpec, FileSpecError, FileSpecFault};
pub use guid::{Guid, SpelledGuid};
pub use header_enum::{HeaderEnum, HeaderValue};
pub use hresult::{Hresult, HresultClass, HresultRow};
pub use path::{
    CanonicalPath, Environment, FoldedName, MountTable, PathError, PathFault, PathRoot, Place, VolumeName,
    WinPath,
};
pub use text::Text;
pub use windows::Windows;
