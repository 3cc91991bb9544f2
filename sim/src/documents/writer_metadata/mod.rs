//! The Writer Metadata Document: who a writer is, what it has, and how that is restored.
//!
//! `read` and `print` are the document, `examine` is `IVssExamineWriterMetadata`, `create` is
//! `IVssCreateWriterMetadata`.

mod component;
mod create;
mod examine;
mod express;
mod print;
mod read;

use crate::vocabulary::{
    BackupSchema, Guid, RestoreMethod, SourceType, SpelledGuid, Text, UsageType, WriterRestore,
};

use super::filesets::WmFiledesc;
use super::keyed::KeyedList;
use super::values::{Extra, Order, Spelled};

pub use component::{ComponentEntry, ComponentInfo, WmComponent, WmDependency};
pub use create::{AddComponent, CreateWriterMetadata, SetRestoreMethod};
pub use examine::{FileCounts, Identity, RestoreMethodInfo};
pub use express::CreateExpressWriterMetadata;

/// A Writer Metadata Document (`nl-vsbackup-ivssexaminewritermetadata`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WriterMetadata {
    /// The format's version, `1.2` in every captured document.
    pub version: Text,
    /// What SetBackupSchema said; `None` where it was not called.
    pub backup_schema: Option<BackupSchema>,
    /// Who the writer is.
    pub identification: Identification,
    restore: Option<RestoreElement>,
    locations: Option<Locations>,
    order: Order<Section>,
    extra: Extra,
}

/// Who a writer is: the element `IDENTIFICATION`, from `Initialize` and `InitializeEx`.
///
/// The texts must be made of characters that XML allows; [`CreateWriterMetadata::new`] refuses others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identification {
    /// The writer class.
    pub writer_id: SpelledGuid,
    /// This instance of it.
    pub instance_id: SpelledGuid,
    /// The instance's name, where the writer gave one.
    pub instance_name: Option<Text>,
    /// The writer's name.
    pub friendly_name: Text,
    /// What the data is used for.
    pub usage: Spelled<UsageType>,
    /// What kind of data it is.
    pub data_source: Spelled<SourceType>,
    /// The writer application's major version.
    pub major_version: Option<u32>,
    /// The writer application's minor version.
    pub minor_version: Option<u32>,
    pub(super) extra: Extra,
}

impl Identification {
    /// An identity without instance name, of version 0.0.
    #[must_use]
    pub fn new(writer_id: Guid, instance_id: Guid, name: &str, usage: UsageType, source: SourceType) -> Self {
        Self {
            writer_id: writer_id.into(),
            instance_id: instance_id.into(),
            instance_name: None,
            friendly_name: name.into(),
            usage: usage.into(),
            data_source: source.into(),
            major_version: Some(0),
            minor_version: Some(0),
            extra: Extra::default(),
        }
    }

    /// What the document holds here beyond the fields.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }
}

/// The element `RESTORE_METHOD`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RestoreElement {
    /// How the writer's data is restored.
    pub method: Spelled<RestoreMethod>,
    /// The service to stop and start.
    pub service: Option<Text>,
    /// Reserved.
    pub user_procedure: Option<Text>,
    /// Whether the writer takes part.
    pub writer_restore: Spelled<WriterRestore>,
    /// Whether a restart is needed afterwards.
    pub reboot_required: bool,
    mappings: Vec<WmFiledesc>,
    order: Order<MappingKind>,
    extra: Extra,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum MappingKind {
    Mapping,
    Unknown,
}

/// The element `BACKUP_LOCATIONS`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct Locations {
    components: KeyedList<WmComponent>,
    /// The included file sets that by one reading a document keeps (C-053). The format has no element for them, so they
    /// are not written.
    includes: Vec<WmFiledesc>,
    excludes: Vec<WmFiledesc>,
    snapshot_excludes: Vec<WmFiledesc>,
    order: Order<LocationKind>,
    extra: Extra,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum LocationKind {
    Component,
    Exclude,
    SnapshotExclude,
    Unknown,
}

/// What stands in the root; each but the unknown at most once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Section {
    Identification,
    RestoreMethod,
    Locations,
    Unknown,
}

/// A part of a Writer Metadata Document that one call of `IVssCreateWriterMetadata` writes, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// SetRestoreMethod and the AddAlternateLocationMapping calls after it.
    RestoreMethod,
    /// AddComponent and what was added to that component.
    Component(usize),
    /// AddExcludeFiles.
    ExcludeFile(usize),
    /// AddExcludeFilesFromSnapshot.
    ExcludeFileFromSnapshot(usize),
}
