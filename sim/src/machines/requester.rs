//! Requesters: one `IVssBackupComponents` object each, and the backup it drives.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::EnabledWriters;
use crate::api::{OpId, ProcessId, SetId, WriterId};
use crate::documents::{BackupComponents, Keyed, KeyedList, WriterMetadata};
use crate::vocabulary::{
    BackupType, Guid, Hresult, SnapshotContext, Text, VolumeSnapshotAttributes, WriterState,
};

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
    /// A backup.
    Backup(Box<Session>),
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
    /// Its state.
    pub state: WriterState,
    /// Its failure, or `S_OK`.
    pub failure: Hresult,
}

/// The states of a backup, named as in the project's tables; an operation that runs is part of its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the states of the table")]
pub enum BackupPhase {
    Initialized,
    Gathering(OpId),
    Gathered,
    SetStarted,
    Preparing(OpId),
    Prepared,
    Snapshotting(OpId),
    SnapshotDone,
    SnapshotFailed,
    Completing(OpId),
    Completed,
    Aborted,
}

/// A state without its operation, as tables and scenarios name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the states of the table")]
pub enum PhaseKind {
    New,
    Initialized,
    Gathering,
    Gathered,
    SetStarted,
    Preparing,
    Prepared,
    Snapshotting,
    SnapshotDone,
    SnapshotFailed,
    Completing,
    Completed,
    Aborted,
}

impl PhaseKind {
    /// Every state with its name.
    pub const NAMES: &'static [(Self, &'static str)] = &[
        (Self::New, "NEW"),
        (Self::Initialized, "INITIALIZED"),
        (Self::Gathering, "GATHERING"),
        (Self::Gathered, "GATHERED"),
        (Self::SetStarted, "SET_STARTED"),
        (Self::Preparing, "PREPARING"),
        (Self::Prepared, "PREPARED"),
        (Self::Snapshotting, "SNAPSHOTTING"),
        (Self::SnapshotDone, "SNAPSHOT_DONE"),
        (Self::SnapshotFailed, "SNAPSHOT_FAILED"),
        (Self::Completing, "COMPLETING"),
        (Self::Completed, "COMPLETED"),
        (Self::Aborted, "ABORTED"),
    ];

    /// The name of the state.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }
}

impl BackupPhase {
    /// The state without its operation.
    #[must_use]
    pub const fn kind(self) -> PhaseKind {
        match self {
            Self::Initialized => PhaseKind::Initialized,
            Self::Gathering(_) => PhaseKind::Gathering,
            Self::Gathered => PhaseKind::Gathered,
            Self::SetStarted => PhaseKind::SetStarted,
            Self::Preparing(_) => PhaseKind::Preparing,
            Self::Prepared => PhaseKind::Prepared,
            Self::Snapshotting(_) => PhaseKind::Snapshotting,
            Self::SnapshotDone => PhaseKind::SnapshotDone,
            Self::SnapshotFailed => PhaseKind::SnapshotFailed,
            Self::Completing(_) => PhaseKind::Completing,
            Self::Completed => PhaseKind::Completed,
            Self::Aborted => PhaseKind::Aborted,
        }
    }
}

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Session {
    /// Where it stands.
    pub phase: BackupPhase,
    /// The shadow copy context; `VSS_CTX_BACKUP` until `SetContext` is called, which is possible once.
    pub context: Option<SnapshotContext>,
    /// What `SetBackupState` set.
    pub backup_state: Option<BackupState>,
    /// The Backup Components Document.
    pub document: Arc<BackupComponents>,
    /// The writers that take part; what is said of them counts until `GatherWriterMetadata` is called.
    pub enabled: EnabledWriters,
    /// The writers' documents.
    pub gathered: Gathered,
    /// What `GatherWriterStatus` found, until it is freed.
    pub status: Option<Arc<Vec<WriterStatus>>>,
    /// Whether `GatherWriterStatus` runs.
    pub gathering_status: bool,
    /// The shadow copy set that was started.
    pub set: Option<SetId>,
    /// The writers that were told of this backup by PrepareForBackup.
    pub participants: BTreeSet<WriterId>,
}

impl Session {
    /// A backup that has just been initialised.
    #[must_use]
    pub fn new(document: BackupComponents) -> Self {
        Self {
            phase: BackupPhase::Initialized,
            context: None,
            backup_state: None,
            document: Arc::new(document),
            enabled: EnabledWriters::default(),
            gathered: Gathered::NotCalled,
            status: None,
            gathering_status: false,
            set: None,
            participants: BTreeSet::new(),
        }
    }

    /// The epoch that views of components are taken in: PrepareForBackup, DoSnapshotSet and BackupComplete each end
    /// one (`nf-vsbackup-ivssbackupcomponents-getwritercomponents`), and so does an abort (a reading).
    #[must_use]
    pub const fn epoch(&self) -> u32 {
        match self.phase {
            BackupPhase::Initialized
            | BackupPhase::Gathering(_)
            | BackupPhase::Gathered
            | BackupPhase::SetStarted => 0,
            BackupPhase::Preparing(_) | BackupPhase::Prepared => 1,
            BackupPhase::Snapshotting(_) | BackupPhase::SnapshotDone | BackupPhase::SnapshotFailed => 2,
            BackupPhase::Completing(_) | BackupPhase::Completed => 3,
            BackupPhase::Aborted => 4,
        }
    }

    /// The context in force.
    #[must_use]
    pub fn context(&self) -> SnapshotContext {
        self.context.unwrap_or(SnapshotContext::VSS_CTX_BACKUP)
    }

    /// Whether writers take part: the context lacks `VSS_VOLSNAP_ATTR_NO_WRITERS`.
    #[must_use]
    pub fn with_writers(&self) -> bool {
        self.context().0 & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NO_WRITERS.0 == 0
    }
}

impl Requester {
    /// The state the object is in.
    #[must_use]
    pub fn phase(&self) -> PhaseKind {
        match &self.state {
            RequesterState::New => PhaseKind::New,
            RequesterState::Backup(session) => session.phase.kind(),
        }
    }

    /// The backup, once it is one.
    #[must_use]
    pub fn session(&self) -> Option<&Session> {
        match &self.state {
            RequesterState::New => None,
            RequesterState::Backup(session) => Some(session),
        }
    }

    /// The backup, to change it.
    pub fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.state {
            RequesterState::New => None,
            RequesterState::Backup(session) => Some(session),
        }
    }
}
