//! Everything that can happen to a world.

use std::sync::Arc;
use std::time::Duration;

use crate::api::{
    ActivationId, Call, CallId, Caller, ExpressMetadataId, MachineId, MetadataRef, OpId, ProcessId,
    ProviderId, RequesterId, WriterId,
};
use crate::documents::{WriterComponents, WriterMetadata};
use crate::machines::{Content, ProviderCall, Registration, ServiceEvent, WriterEvent};
use crate::vocabulary::{Guid, Hresult, WinPath};

/// One thing that happens. A scenario's line, a trace's record and a fuzzer's choice are each one of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Event {
    /// A call is made.
    Call {
        /// The number its maker gave it.
        id: CallId,
        /// Who makes it.
        by: Caller,
        /// What is called.
        call: Call,
    },
    /// A queued upcall reaches its participant.
    Begin(ActivationId),
    /// A participant's handler returns.
    Return {
        /// The activation that ends.
        of: ActivationId,
        /// What it answers.
        answer: Answer,
    },
    /// The service takes the next step of an operation.
    Proceed(OpId),
    /// Time passes.
    Advance(Duration),
    /// Something happens to a process.
    Process(ProcessEvent),
    /// Something happens to a service of a machine.
    Service(MachineId, ServiceEvent),
    /// A fault is armed or disarmed.
    Fault(Fault),
    /// A process does something to a file: an application, a requester, or a writer's handler.
    File {
        /// The number its maker gave it: what is held comes back under it.
        id: CallId,
        /// Who does it.
        by: Caller,
        /// What is done.
        action: FileAction,
    },
}

/// What is done to a file. A path is that of a file on a volume, or on a shadow copy by its device object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FileAction {
    /// Its bytes are read.
    Read {
        /// The file.
        path: WinPath,
    },
    /// It is written anew; a file that is there is replaced, and directories that are missing are made.
    Write {
        /// The file.
        path: WinPath,
        /// Its bytes.
        content: Content,
        /// When it was last modified, as a `FILETIME`: what a requester sets that restores a file. `None` for now.
        modified: Option<i64>,
    },
    /// It is written in a transaction of the file system that stays open: nobody else sees it before it is committed.
    Transact {
        /// The file.
        path: WinPath,
        /// Its bytes.
        content: Content,
    },
    /// What was written in a transaction is committed.
    Commit {
        /// The file.
        path: WinPath,
    },
    /// A directory is made, unless it is there.
    MakeDirectory {
        /// The directory.
        path: WinPath,
    },
    /// A file, or a directory with everything in it, is deleted. A reparse point goes, not what it leads to.
    Delete {
        /// What goes.
        path: WinPath,
    },
    /// It gets another path, on the same volume or another one.
    Move {
        /// What is moved.
        from: WinPath,
        /// Where nothing is yet, or a file that it replaces.
        to: WinPath,
    },
    /// A file is opened, to be shared with no other process until it is closed.
    Open {
        /// The file.
        path: WinPath,
    },
    /// It is closed.
    Close {
        /// The file.
        path: WinPath,
    },
}

impl FileAction {
    /// What it is, in a word.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Read { .. } => "read",
            Self::Write { .. } => "write",
            Self::Transact { .. } => "transact",
            Self::Commit { .. } => "commit",
            Self::MakeDirectory { .. } => "make directory",
            Self::Delete { .. } => "delete",
            Self::Move { .. } => "move",
            Self::Open { .. } => "open",
            Self::Close { .. } => "close",
        }
    }

    /// The path that it is about, that of the file before a move.
    #[must_use]
    pub const fn path(&self) -> &WinPath {
        match self {
            Self::Read { path }
            | Self::Write { path, .. }
            | Self::Transact { path, .. }
            | Self::Commit { path }
            | Self::MakeDirectory { path }
            | Self::Delete { path }
            | Self::Move { from: path, .. }
            | Self::Open { path }
            | Self::Close { path } => path,
        }
    }
}

/// What can happen to a process.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ProcessEvent {
    /// It starts.
    Start {
        /// The machine it runs on.
        machine: MachineId,
        /// Its number.
        process: ProcessId,
        /// Whether it may back up.
        privileged: bool,
    },
    /// A writer is made in it, initialises and subscribes, all at once.
    Subscribe {
        /// The process.
        process: ProcessId,
        /// The writer's number.
        writer: WriterId,
        /// What it gives to `Initialize`.
        registration: Arc<Registration>,
    },
    /// A writer in it unsubscribes, and its object is destroyed.
    Unsubscribe(WriterId),
    /// Its threads take the rights of an administrator with the backup privilege, or drop them.
    Rights {
        /// The process.
        process: ProcessId,
        /// Whether it has them.
        privileged: bool,
    },
    /// It is told to end: until it does, its writers are shutting down.
    ShutDown(ProcessId),
    /// Its threads that call leave COM, or join it (`CoInitializeEx`).
    Com {
        /// The process.
        process: ProcessId,
        /// Whether they have joined it.
        initialized: bool,
    },
    /// It dies: its objects are released, its writers and providers answer no more.
    Crash(ProcessId),
}

/// A fault that is armed until it is disarmed. No method asks about faults; each has one place that does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The memory of a process is exhausted, or no longer.
    Memory {
        /// The process.
        process: ProcessId,
        /// Whether it is exhausted.
        exhausted: bool,
    },
    /// A document is damaged where a process keeps it. Nothing repairs it but another document in its place.
    Document(StoredDocument),
}

/// A document, by where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoredDocument {
    /// The Backup Components Document of an object.
    Backup(RequesterId),
    /// A Writer Metadata Document that a process has loaded or gathered.
    Metadata(ProcessId, MetadataRef),
    /// The document of an express writer that a process builds.
    Express(ProcessId, ExpressMetadataId),
    /// The next document that a handler of a writer in this process works on: what OnIdentify builds, or the writer's
    /// part of a Backup Components Document. A document that was made beforehand is none of these.
    Handed(ProcessId),
}

/// Who can be called by the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Participant {
    /// A writer.
    Writer(WriterId),
    /// A provider.
    Provider(ProviderId),
}

/// What the service asks of a participant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Upcall {
    /// An event for a writer.
    Writer(WriterUpcall),
    /// A call on a provider.
    Provider(ProviderCall),
}

impl Upcall {
    /// The handler or method, under its name in the headers.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Writer(upcall) => upcall.event.handler(),
            Self::Provider(call) => call.name(),
        }
    }
}

/// An event for a writer, with what its handler is given.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WriterUpcall {
    /// The event.
    pub event: WriterEvent,
    /// The backup it belongs to.
    pub requester: RequesterId,
    /// The shadow copy set, or `GUID_NULL`.
    pub snapshot_set: Guid,
    /// The writer's part of the Backup Components Document; `None` where the handler gets none, or a null pointer.
    pub components: Option<Arc<WriterComponents>>,
}

/// How a handler ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Answer {
    /// A writer's handler returns.
    Writer {
        /// True or false.
        succeeded: bool,
        /// For OnIdentify: a document made beforehand, in place of the one the handler built. This is how VSS itself
        /// answers for an express writer.
        document: Option<Arc<WriterMetadata>>,
    },
    /// A provider's method returns.
    Provider {
        /// Its code.
        code: Hresult,
        /// For `IsVolumeSupported`: whether it is.
        supported: bool,
    },
}

impl Answer {
    /// A writer's handler that returns true.
    pub const SUCCEEDED: Self = Self::Writer { succeeded: true, document: None };
    /// A provider's method that returns `S_OK`, and supports the volume it was asked about.
    pub const PROVIDED: Self = Self::Provider { code: Hresult::S_OK, supported: true };
}
