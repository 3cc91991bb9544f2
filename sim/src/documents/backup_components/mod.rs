//! The Backup Components Document: what a requester backs up or restores, and what both sides say of it.
//!
//! `read` and `print` are the document, `requester` is what `IVssBackupComponents` writes, `component` and
//! `component_calls` are `IVssComponent` with Ex and Ex2. Who may call what and when is the model's business.

mod component;
mod component_calls;
mod print;
mod read;
mod requester;
mod writer;

use std::sync::Arc;

use crate::vocabulary::{BackupType, RestoreType, SpelledGuid, Text};

use super::keyed::KeyedList;
use super::values::{Extra, Order, Spelled};

pub use component::{Component, DifferencedFile, DirectedTarget, Failure, PartialFile, RestoreSubcomponent};
pub use requester::ComponentKey;
pub use writer::WriterComponents;

/// A Backup Components Document (`nl-vsbackup-ivssbackupcomponents`).
///
/// A writer's part is shared: a handler works on a copy of its own, which is put back when it returns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BackupComponents {
    /// The format's version, `1.2` in every captured document.
    pub version: Text,
    /// SetBackupState's bBackupBootableSystemState; `None` before it is called (a reading).
    pub bootable_system_state: Option<bool>,
    /// SetBackupState's bSelectComponents; `None` before it is called (a reading).
    pub select_components: Option<bool>,
    /// SetBackupState's backupType; `None` before it is called (a reading).
    pub backup_type: Option<Spelled<BackupType>>,
    /// SetBackupState's bPartialFileSupport; `None` before it is called (a reading).
    pub partial_file_support: Option<bool>,
    /// The shadow copy set; `None` before StartSnapshotSet (a reading).
    pub snapshot_set_id: Option<SpelledGuid>,
    /// SetRestoreState's restoreType; `None` where it was not called (a reading).
    pub restore_type: Option<Spelled<RestoreType>>,
    writers: KeyedList<Arc<WriterComponents>>,
    order: Order<Part>,
    extra: Extra,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Writer,
    Unknown,
}

impl BackupComponents {
    /// What the root holds beyond the known.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }
}
