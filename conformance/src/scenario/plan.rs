//! A scenario that means something: every name resolved, every argument typed.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use vss_sim::api::{MachineId, Method, Output, ProcessId, ProviderId, Value, VolumeId, WriterId};
use vss_sim::components::{FilesNotToBackup, FilesNotToSnapshot};
use vss_sim::documents::WriterMetadata;
use vss_sim::machines::{
    Disk, FileTree, Kernel, Luns, PhaseKind, ProviderRegistration, Registration, ServiceEvent, Settings,
    SystemMode, VssService, WriterEvent,
};
use vss_sim::vocabulary::{Environment, FoldedName, Guid, Hresult, Text, WinPath, Windows, WriterState};
use vss_sim::world::Readings;

use crate::backend::HandlerScript;
use crate::policy::diskshadow::{Command, Refusal};
use crate::policy::restore::Service;
use crate::rules::Rule;
use crate::source::{Problem, Span};

use super::file_plan::{BackUpPlan, ContentsPlan, FileExpect, FilePlan, RestorePlan};

/// A scenario, ready to run.
#[derive(Debug)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// The rules it shows.
    pub rules: Vec<&'static Rule>,
    /// The files without which it is skipped, as it names them.
    pub needs: Vec<String>,
    /// Why it is skipped, where a file it needs is not there.
    pub skipped: Option<String>,
    /// The readings it is about.
    pub readings: Readings,
    /// Who takes part.
    pub cast: Cast,
    /// What happens.
    pub steps: Vec<StepPlan>,
    /// What holds at the end.
    pub expect: Expectations,
    /// What handlers' calls are expected to come to, by their numbers.
    pub nested: Vec<NestedPlan>,
    /// Warnings about its files.
    pub warnings: Vec<Problem>,
}

/// Who takes part.
#[derive(Debug, Default)]
pub struct Cast {
    /// The machines, the first one first.
    pub machines: Vec<MachineCast>,
    /// The processes that requesters can name.
    pub processes: BTreeMap<String, ProcessCast>,
    /// The services of the first machine.
    pub services: Vec<Service>,
    /// The writers, in the order of their numbers.
    pub writers: Vec<WriterCast>,
    /// The providers, the system providers among them, which come first and in the order of their machines.
    pub providers: Vec<ProviderCast>,
}

impl Cast {
    /// The machine of a number.
    #[must_use]
    pub fn machine(&self, id: MachineId) -> Option<&MachineCast> {
        self.machines.iter().find(|machine| machine.id == id)
    }
}

/// A process that requesters can name.
#[derive(Debug, Clone)]
pub struct ProcessCast {
    /// Its number.
    pub id: ProcessId,
    /// Whether it is privileged.
    pub privileged: bool,
    /// Whether it is so as a member of Backup Operators.
    pub backup_operator: bool,
    /// The account that it runs under, if it is named.
    pub account: Option<FoldedName>,
    /// The machine it runs on.
    pub machine: MachineId,
}

/// A machine.
#[derive(Debug)]
pub struct MachineCast {
    /// Its number.
    pub id: MachineId,
    /// Its name.
    pub name: String,
    /// How Windows runs.
    pub mode: SystemMode,
    /// The version of Windows.
    pub windows: Windows,
    /// What its registry says.
    pub settings: Settings,
    /// What its kernel cannot do.
    pub kernel: Kernel,
    /// How many backups and restores each writer has memory for at a time.
    pub sessions_per_writer: Option<usize>,
    /// How many software shadow copies a volume can have, where not 512.
    pub shadow_copies_per_volume: Option<usize>,
    /// The volumes.
    pub volumes: Vec<VolumeCast>,
    /// The shares, with their UNC paths.
    pub shares: Vec<(VolumeId, WinPath)>,
    /// The environment variables.
    pub environment: Environment,
    /// What the registry excludes from backups.
    pub files_not_to_backup: FilesNotToBackup,
    /// The files that are deleted from shadow copies while they are made.
    pub files_not_to_snapshot: Option<Arc<FilesNotToSnapshot>>,
}

impl MachineCast {
    /// The number of the machine that is meant where none is named.
    pub const FIRST: MachineId = MachineId(1);
}

/// A volume.
#[derive(Debug)]
pub struct VolumeCast {
    /// Its number.
    pub id: VolumeId,
    /// Its volume GUID.
    pub guid: Guid,
    /// Its names.
    pub names: Vec<WinPath>,
    /// What it holds.
    pub files: FileTree,
    /// The LUNs that it lies on.
    pub luns: Luns,
    /// What it lies on, as far as storage areas depend on it.
    pub disk: Disk,
}

/// A writer.
#[derive(Debug)]
pub struct WriterCast {
    /// Its name in the file.
    pub name: String,
    /// Its number.
    pub id: WriterId,
    /// Its process.
    pub process: ProcessId,
    /// The machine that runs on.
    pub machine: MachineId,
    /// The account that its process runs under, if it is named.
    pub account: Option<FoldedName>,
    /// Whether it is subscribed when the run begins; else steps make it.
    pub subscribed: bool,
    /// What it registers.
    pub registration: Arc<Registration>,
    /// What it is made of.
    pub source: WriterSource,
    /// What it does at each event.
    pub script: BTreeMap<WriterEvent, HandlerScript>,
}

/// What a writer is made of.
#[derive(Debug, Clone)]
pub enum WriterSource {
    /// A script that builds its document with calls.
    Script,
    /// A document made beforehand.
    Document(Arc<WriterMetadata>),
    /// A writer of the running program, by this name.
    InProcess(String),
}

/// A provider.
#[derive(Debug)]
pub struct ProviderCast {
    /// Its name in the file; the system provider's is `system`.
    pub name: String,
    /// Its number.
    pub id: ProviderId,
    /// Its process.
    pub process: ProcessId,
    /// The machine that it is installed on.
    pub machine: MachineId,
    /// How it is registered, or would be.
    pub registration: ProviderRegistration,
    /// Whether it is registered when the scenario begins.
    pub registered: bool,
    /// Whether it implements `IVssProviderNotifications`.
    pub notified: bool,
    /// For a hardware provider: whether it implements `IVssHardwareSnapshotProviderEx`.
    pub extended: bool,
    /// The volumes or shares it supports.
    pub supports: Option<Vec<VolumeId>>,
    /// What it does at each call.
    pub script: BTreeMap<&'static str, HandlerScript>,
}

/// A writer or a provider, by its index in the cast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParticipantRef {
    /// A writer.
    Writer(usize),
    /// A provider.
    Provider(usize),
}

/// One step.
#[derive(Debug)]
pub struct StepPlan {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: StepKind,
}

/// What a step is.
#[derive(Debug)]
pub enum StepKind {
    /// A call.
    Call(Box<CallPlan>),
    /// Lines of a diskshadow script.
    Diskshadow(Box<DiskshadowPlan>),
    /// Time passes.
    Advance(Duration),
    /// States are looked at.
    States(StatePlan),
    /// A document is compared.
    Snapshot(SnapshotPlan),
    /// A process dies.
    Crash(ObjectRef),
    /// A process is told to end.
    ShutDown(ObjectRef),
    /// A process drops its rights, or takes them again.
    Rights(ObjectRef, bool),
    /// The memory of a process runs out, or is there again.
    Memory(ObjectRef, bool),
    /// Something is done to a file.
    File(Box<FilePlan>),
    /// A requester copies the files of its backup.
    BackUp(BackUpPlan),
    /// A requester restores files.
    Restore(Box<RestorePlan>),
    /// The machine starts anew.
    Reboot(Vec<String>),
    /// Files are looked at.
    Contents(ContentsPlan),
    /// A document is damaged.
    Damage(DamagedRef),
    /// The threads of a process leave COM, or join it.
    Com(ObjectRef, bool),
    /// Something happens to a service of a machine.
    Service(MachineId, ServiceEvent),
}

/// The document a step damages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DamagedRef {
    /// That of the object of this name.
    Object(String),
    /// The next one of the writers in this process.
    Handed(ProcessId),
}

/// The process a step is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectRef {
    /// One whose number is known.
    Process(ProcessId),
    /// That of the requester of this name.
    Requester(String),
}

/// A call of a requester.
#[derive(Debug)]
pub struct CallPlan {
    /// The method.
    pub method: &'static Method,
    /// The object, by its name; none for a free function.
    pub on: Option<String>,
    /// For a free function: the process that calls it, or the machine on which a new one does.
    pub process: Result<ProcessId, MachineId>,
    /// For a method of a component: which one.
    pub component: Option<(usize, Option<Text>, Text)>,
    /// The arguments.
    pub arguments: Vec<(Text, Argument)>,
    /// The name of what the call makes.
    pub name: Option<String>,
    /// The code expected, and where that is said.
    pub expect: (Hresult, Span),
    /// For an asynchronous call that is waited for: the status at its end.
    pub ends: Option<(Hresult, Span)>,
    /// Values expected.
    pub returns: Vec<(Output, Argument, Span)>,
    /// Values to remember, by what they are passed out as.
    pub save: Vec<(String, String)>,
}

/// Lines of a diskshadow script.
#[derive(Debug)]
pub struct DiskshadowPlan {
    /// The script's name, and its requester's.
    pub name: String,
    /// For the first step of a script: the process that runs it, if it is not one of its own.
    pub process: Option<ProcessId>,
    /// Whether the script begins here.
    pub begins: bool,
    /// The commands, and where they stand.
    pub commands: Vec<(Command, Span)>,
    /// How the step ends, and where that is said.
    pub ending: (Ending, Span),
    /// What it says: each line, and where it stands; then where the list of them stands.
    pub output: Option<(Vec<(String, Span)>, Span)>,
}

/// How the lines of a diskshadow script end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// All of them are carried out.
    Whole,
    /// A call or a writer of the last one stops the script, with this code.
    Code(Hresult),
    /// The last one is refused without a call.
    Refused(Refusal),
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => write!(f, "{}", Hresult::S_OK),
            Self::Code(code) => write!(f, "{code}"),
            Self::Refused(refusal) => f.write_str(refusal.name()),
        }
    }
}

/// An argument, or a value expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// Known beforehand.
    Is(Value),
    /// Saved by an earlier step under this name.
    Saved(String),
    /// A list of these.
    List(Vec<Self>),
}

impl Argument {
    /// The names of the saved values in it.
    #[must_use]
    pub fn saved(&self) -> Vec<&str> {
        match self {
            Self::Is(_) => Vec::new(),
            Self::Saved(name) => vec![name],
            Self::List(items) => items.iter().flat_map(Self::saved).collect(),
        }
    }

    /// The value, once the saved ones are known.
    ///
    /// # Errors
    /// The name of a value that was never saved.
    pub fn value(&self, saved: &BTreeMap<String, Value>) -> Result<Value, &str> {
        match self {
            Self::Is(value) => Ok(value.clone()),
            Self::Saved(name) => saved.get(name).cloned().ok_or(name),
            Self::List(items) => {
                items.iter().map(|item| item.value(saved)).collect::<Result<_, _>>().map(Value::List)
            }
        }
    }
}

/// States expected at a point.
#[derive(Debug, Default)]
pub struct StatePlan {
    /// The backup whose writers are meant.
    pub of: Option<String>,
    /// The writers, by their index in the cast.
    pub writers: Vec<(usize, WriterState, Hresult, Span)>,
    /// The requesters by name; `None` means that the object is released.
    pub requesters: Vec<(String, Option<PhaseKind>, Span)>,
    /// The services of the machine by name, and whether they run.
    pub services: Vec<(String, bool, Span)>,
    /// The state of the VSS service.
    pub vss_service: Option<(VssService, Span)>,
}

/// A document compared with a file.
#[derive(Debug)]
pub struct SnapshotPlan {
    /// Whose document it is.
    pub of: SnapshotOf,
    /// The file.
    pub file: PathBuf,
    /// The attributes that are replaced.
    pub redact: Vec<String>,
    /// Where the file is named.
    pub span: Span,
}

/// Whose document a snapshot is of.
#[derive(Debug)]
pub enum SnapshotOf {
    /// A requester's Backup Components Document.
    Requester(String),
    /// The document a writer, by its index in the cast, delivered last.
    Writer(usize),
}

/// What holds at the end.
#[derive(Debug, Default)]
pub struct Expectations {
    /// All events of a participant, in their order.
    pub events: Vec<(ParticipantRef, Vec<&'static str>, Span)>,
    /// What comes before what.
    pub order: Vec<EventOrder>,
    /// The states.
    pub states: StatePlan,
    /// The files.
    pub contents: ContentsPlan,
    /// Whether something may have been begun that never ends.
    pub unfinished: bool,
}

/// One event before another.
#[derive(Debug)]
pub struct EventOrder {
    /// The first.
    pub first: (ParticipantRef, &'static str),
    /// The second.
    pub second: (ParticipantRef, &'static str),
    /// Where it is said.
    pub span: Span,
}

/// What a handler's call is expected to come to.
#[derive(Debug)]
pub struct NestedPlan {
    /// How it is called in messages.
    pub what: String,
    /// The code.
    pub expect: Hresult,
    /// For something that is done to a file: what becomes of it, and the bytes that are to be read.
    pub file: Option<(FileExpect, Option<String>)>,
    /// Whether its handler need not run.
    pub optional: bool,
    /// Whether the handler is not given the component that would be called.
    pub absent: bool,
    /// Values.
    pub returns: Vec<(Output, Value)>,
    /// Where it stands.
    pub span: Span,
}
