//! Requesters: one `IVssBackupComponents` object each, and the backup or restore it drives.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::EnabledWriters;
use super::phases::{BackupPhase, PhaseKind, RestorePhase};
use super::writer::Standing;
use crate::api::{OpId, ProcessId, SetId, SnapshotId, VolumeId, WriterId};
use crate::documents::{BackupComponents, Keyed, KeyedList, Spelled, WriterMetadata};
use crate::vocabulary::{BackupType, Guid, RestoreType, SnapshotContext, Text, VolumeSnapshotAttributes};

/// One `IVssBackupComponents` object. Releasing it removes it from the machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Requester {
    /// The process that made it.
    pub process: ProcessId,
    /// What it is used for.
    pub state: RequesterState,
}

/// What an object is used for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RequesterState {
    /// Neither `InitializeForBackup` nor `InitializeForRestore` was called.
    New,
    /// A backup or a restore: an object serves one of them (a reading).
    Initialized(Box<Session>),
}

/// What `SetBackupState` set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BackupState {
    /// Whether the requester selects components.
    pub select_components: bool,
    /// Whether the bootable system state is backed up.
    pub bootable_system_state: bool,
    /// Full, incremental, …
    pub backup_type: BackupType,
    /// Whether the requester can back up parts of files.
    pub partial_file_support: bool,
}

impl BackupState {
    /// What a document says of the backup that left it; what it does not say is as if never set (a reading).
    #[must_use]
    pub fn of(document: &BackupComponents) -> Self {
        let unset = Self::default();
        Self {
            select_components: document.select_components.unwrap_or(unset.select_components),
            bootable_system_state: document.bootable_system_state.unwrap_or(unset.bootable_system_state),
            backup_type: document.backup_type.as_ref().and_then(Spelled::known).unwrap_or(unset.backup_type),
            partial_file_support: document.partial_file_support.unwrap_or(unset.partial_file_support),
        }
    }
}

impl Default for BackupState {
    /// What holds while `SetBackupState` was not called (a reading: full, whole files, no components).
    fn default() -> Self {
        Self {
            select_components: false,
            bootable_system_state: false,
            backup_type: BackupType::VSS_BT_UNDEFINED,
            partial_file_support: false,
        }
    }
}

/// A writer that answered `GatherWriterMetadata`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GatheredWriter {
    /// The writer.
    pub writer: WriterId,
    /// The document it delivered.
    pub document: Arc<WriterMetadata>,
}

impl Keyed for GatheredWriter {
    /// Instance and class.
    type Key = (Guid, Guid);

    fn key(&self) -> (Guid, Guid) {
        (self.document.instance_id(), self.document.writer_id())
    }
}

/// How far the gathering of writer metadata is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Gathered {
    /// `GatherWriterMetadata` was not called.
    NotCalled,
    /// It runs.
    Running,
    /// It has ended, with these writers, in the order of their numbers.
    Here(Arc<KeyedList<GatheredWriter>>),
    /// It has ended and `FreeWriterMetadata` was called; the writers are still those of the backup.
    Freed(Arc<KeyedList<GatheredWriter>>),
    /// It failed; the object cannot gather again.
    Failed,
}

impl Gathered {
    /// The writers that answered, whether or not their documents can still be read.
    #[must_use]
    pub fn writers(&self) -> Option<&Arc<KeyedList<GatheredWriter>>> {
        match self {
            Self::Here(writers) | Self::Freed(writers) => Some(writers),
            Self::NotCalled | Self::Running | Self::Failed => None,
        }
    }

    /// A writer, if it answered.
    #[must_use]
    pub fn writer(&self, id: WriterId) -> Option<&GatheredWriter> {
        let writers = self.writers()?;
        let place = writers.binary_search_by_key(&id, |gathered| gathered.writer).ok()?;
        writers.get(place)
    }
}

/// One row of `GetWriterStatus`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WriterStatus {
    /// The writer's instance.
    pub instance_id: Guid,
    /// Its class.
    pub writer_id: Guid,
    /// Its name.
    pub name: Text,
    /// Where it stands.
    pub standing: Standing,
}

/// One backup or restore: what both have, and what the one has that it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Session {
    /// The Backup Components Document.
    pub document: Arc<BackupComponents>,
    /// Whether it is damaged in the memory of the process.
    pub damaged: bool,
    /// Whether the process of the VSS service that knew of it has ended.
    pub lost: bool,
    /// The writers' documents.
    pub gathered: Gathered,
    /// What `GatherWriterStatus` found, until it is freed.
    pub status: Option<Arc<Vec<WriterStatus>>>,
    /// Whether `GatherWriterStatus` runs.
    pub gathering_status: bool,
    /// The writers that were told of it by PrepareForBackup or PreRestore.
    pub participants: BTreeSet<WriterId>,
    /// What `AddSnapshotToRecoverySet` put together: each shadow copy with the volume that its LUN is to replace. Empty
    /// in a backup.
    pub recovery: Vec<(SnapshotId, VolumeId)>,
    /// What it is.
    pub work: Work,
}

/// What an object does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Work {
    /// A backup.
    Backup(Backup),
    /// A restore.
    Restore(RestorePhase),
}

/// What a backup alone has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Backup {
    /// Where it stands.
    pub phase: BackupPhase,
    /// The shadow copy context; `VSS_CTX_BACKUP` until `SetContext` is called, which is possible once.
    pub context: Option<SnapshotContext>,
    /// Whether writers take part, where that is not what the context's attributes say (C2-035, C2-036).
    pub writers: Option<bool>,
    /// What `SetBackupState` set.
    pub state: Option<BackupState>,
    /// The writers that take part; what is said of them counts until `GatherWriterMetadata` is called.
    pub enabled: EnabledWriters,
    /// The shadow copy set that was started.
    pub set: Option<SetId>,
}

impl Backup {
    /// The context in force.
    #[must_use]
    pub fn context(&self) -> SnapshotContext {
        self.context.unwrap_or(SnapshotContext::VSS_CTX_BACKUP)
    }
}

impl Session {
    /// A backup that has just been initialised.
    #[must_use]
    pub fn backup(document: BackupComponents) -> Self {
        Self::new(
            document,
            Work::Backup(Backup {
                phase: BackupPhase::Initialized,
                context: None,
                writers: None,
                state: None,
                enabled: EnabledWriters::default(),
                set: None,
            }),
        )
    }

    /// A restore that has just been initialised.
    #[must_use]
    pub fn restore(document: BackupComponents) -> Self {
        Self::new(document, Work::Restore(RestorePhase::Initialized))
    }

    fn new(document: BackupComponents, work: Work) -> Self {
        Self {
            document: Arc::new(document),
            damaged: false,
            lost: false,
            gathered: Gathered::NotCalled,
            status: None,
            gathering_status: false,
            participants: BTreeSet::new(),
            recovery: Vec::new(),
            work,
        }
    }

    /// What a backup alone has, if it is one.
    #[must_use]
    pub const fn as_backup(&self) -> Option<&Backup> {
        match &self.work {
            Work::Backup(backup) => Some(backup),
            Work::Restore(_) => None,
        }
    }

    /// Where it stands, if it is a restore.
    #[must_use]
    pub const fn as_restore(&self) -> Option<RestorePhase> {
        match &self.work {
            Work::Backup(_) => None,
            Work::Restore(phase) => Some(*phase),
        }
    }

    /// What a backup alone has, to change it.
    pub const fn as_backup_mut(&mut self) -> Option<&mut Backup> {
        match &mut self.work {
            Work::Backup(backup) => Some(backup),
            Work::Restore(_) => None,
        }
    }

    /// The state it is in.
    #[must_use]
    pub const fn phase(&self) -> PhaseKind {
        match &self.work {
            Work::Backup(backup) => backup.phase.kind(),
            Work::Restore(phase) => phase.kind(),
        }
    }

    /// The operation that its state stands for, if that is one in which an operation runs.
    #[must_use]
    pub const fn running(&self) -> Option<OpId> {
        match &self.work {
            Work::Backup(backup) => backup.phase.running(),
            Work::Restore(phase) => phase.running(),
        }
    }

    /// The epoch that views of components are taken in: PrepareForBackup, DoSnapshotSet and BackupComplete each end
    /// one (`nf-vsbackup-ivssbackupcomponents-getwritercomponents`), in a restore PreRestore and PostRestore, and so
    /// does an abort (a reading).
    #[must_use]
    pub const fn epoch(&self) -> u32 {
        match &self.work {
            Work::Backup(backup) => backup.phase.epoch(),
            Work::Restore(phase) => phase.epoch(),
        }
    }

    /// What was said of the backup: by `SetBackupState`, or, in a restore, in the document that the backup left.
    #[must_use]
    pub fn backup_state(&self) -> Option<BackupState> {
        match &self.work {
            Work::Backup(backup) => backup.state,
            Work::Restore(_) => Some(BackupState::of(&self.document)),
        }
    }

    /// What kind of restore the document says that it is: undefined unless `SetRestoreState` was called.
    #[must_use]
    pub fn restore_type(&self) -> RestoreType {
        let said = self.document.restore_type.as_ref().and_then(Spelled::known);
        said.unwrap_or(RestoreType::VSS_RTYPE_UNDEFINED)
    }

    /// The shadow copy set that was started.
    #[must_use]
    pub fn set(&self) -> Option<SetId> {
        self.as_backup().and_then(|backup| backup.set)
    }

    /// The context in force; in a restore, which makes no shadow copy, the one that holds by default (a reading).
    #[must_use]
    pub fn context(&self) -> SnapshotContext {
        self.as_backup().map_or(SnapshotContext::VSS_CTX_BACKUP, Backup::context)
    }

    /// Whether writers take part: by default the context lacks `VSS_VOLSNAP_ATTR_NO_WRITERS`.
    #[must_use]
    pub fn with_writers(&self) -> bool {
        let said = self.as_backup().and_then(|backup| backup.writers);
        said.unwrap_or(self.context().0 & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NO_WRITERS.0 == 0)
    }
}

impl Requester {
    /// The state the object is in.
    #[must_use]
    pub fn phase(&self) -> PhaseKind {
        self.session().map_or(PhaseKind::New, Session::phase)
    }

    /// The backup or restore, once it is one.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        match &self.state {
            RequesterState::New => None,
            RequesterState::Initialized(session) => Some(session),
        }
    }

    /// The backup or restore, to change it.
    pub fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.state {
            RequesterState::New => None,
            RequesterState::Initialized(session) => Some(session),
        }
    }
}
