//! What one record of a trace tells, with what the records before it say about whom it is.

use std::collections::BTreeMap;

use vss_sim::api::{
    ActivationId, AsyncId, Call, CallId, Caller, MachineId, ProcessId, ProviderId, RequesterId, SetId,
    SnapshotId, Target, Value, WriterId,
};
use vss_sim::machines::{ServiceEvent, WriterEvent};
use vss_sim::trace::Record;
use vss_sim::vocabulary::{Guid, HeaderEnum, Hresult};
use vss_sim::world::{Answer, Effect, Event, Outcome, Participant, ProcessEvent, Return, Upcall};

/// Whom an upcall is for, and what it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// An event for a writer.
    Writer {
        /// The writer.
        writer: WriterId,
        /// The event.
        event: WriterEvent,
        /// The object whose backup or restore it belongs to.
        requester: RequesterId,
    },
    /// A call on a provider.
    Provider {
        /// The provider.
        provider: ProviderId,
        /// The method.
        method: &'static str,
        /// The set it is about.
        set: Option<SetId>,
        /// The shadow copy it is about.
        snapshot: Option<SnapshotId>,
    },
}

/// How a participant answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// Whether a writer returned true without reporting a failure, or a provider `S_OK`.
    pub well: bool,
    /// What a provider said of the volume or LUNs it was asked about.
    pub supported: bool,
}

/// A call that came back.
#[derive(Debug, Clone, Copy)]
pub struct Came<'a> {
    /// Its number.
    pub id: CallId,
    /// Who made it.
    pub by: Caller,
    /// The call.
    pub call: &'a Call,
    /// What came back.
    pub result: &'a Return,
}

impl Came<'_> {
    /// The method's name.
    pub fn name(&self) -> &'static str {
        self.call.method().name
    }

    /// Whether it came back with a success code.
    pub fn well(&self) -> bool {
        self.result.code.is_success()
    }

    /// An argument.
    pub fn argument(&self, name: &str) -> Option<Value> {
        self.call.arguments().get(name).cloned()
    }

    /// An argument that is a GUID.
    pub fn guid(&self, name: &str) -> Option<Guid> {
        if let Some(Value::Guid(guid)) = self.argument(name) { Some(guid) } else { None }
    }

    /// A GUID that was passed out.
    pub fn out_guid(&self, name: &str) -> Option<Guid> {
        if let Some(Value::Guid(guid)) = self.result.value(name) { Some(*guid) } else { None }
    }
}

/// What began an asynchronous operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// The method.
    pub method: &'static str,
    /// The object it was called on.
    pub requester: Option<RequesterId>,
    /// Whether `AbortBackup` has ended it, whose own row says what comes of that.
    pub given_up: bool,
}

/// What happened.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// A call came back at once.
    Came(Came<'a>),
    /// A call was made that comes back later.
    Made(CallId, &'a Call),
    /// An upcall reached its participant.
    Begun(Asked),
    /// A participant answered.
    Answered(Asked, Answered),
    /// Time passed.
    Passed,
    /// A writer subscribed, as this instance.
    Subscribed(WriterId, Guid),
    /// A process died.
    Crashed(ProcessId),
    /// The process of the VSS service of a machine has ended.
    ServiceEnded {
        /// The machine.
        machine: MachineId,
        /// Whether it was disabled.
        disabled: bool,
    },
    /// The VSS service of a machine can be started again.
    ServiceEnabled,
    /// Something that says nothing here.
    Else,
}

/// What followed.
#[derive(Debug, Clone, Copy)]
pub enum After<'a> {
    /// An upcall was sent.
    Sent(Asked),
    /// An upcall was taken back.
    Withdrawn(Asked),
    /// A call came back that was made before.
    Came(Came<'a>),
    /// An asynchronous operation ended with a status.
    Ended(AsyncId, Hresult, Begun),
    /// The object of an operation that had not ended was released: how it ends is not told any more.
    Unwatched(Begun),
    /// A writer's state changed.
    State(WriterId, RequesterId, &'static str),
    /// The VSS service of a machine entered a state.
    Service(MachineId, &'static str),
}

/// One record.
#[derive(Debug)]
pub struct Seen<'a> {
    /// What happened.
    pub what: What<'a>,
    /// What followed, in order.
    pub after: Vec<After<'a>>,
}

impl<'a> Seen<'a> {
    /// The calls that came back, at once or later.
    pub fn came(&self) -> impl Iterator<Item = Came<'a>> + '_ {
        let at_once = if let What::Came(came) = self.what { Some(came) } else { None };
        let later = |after: &After<'a>| if let After::Came(came) = after { Some(*came) } else { None };
        at_once.into_iter().chain(self.after.iter().filter_map(later))
    }

    /// The operations that ended, but for those that `AbortBackup` has.
    pub fn ended(&self) -> impl Iterator<Item = (AsyncId, Hresult, Begun)> + '_ {
        self.all_ended().filter(|(.., begun)| !begun.given_up)
    }

    /// The operations that ended.
    pub fn all_ended(&self) -> impl Iterator<Item = (AsyncId, Hresult, Begun)> + '_ {
        self.after.iter().filter_map(|after| {
            if let After::Ended(id, status, begun) = after { Some((*id, *status, *begun)) } else { None }
        })
    }

    /// The upcalls that were sent.
    pub fn sent(&self) -> impl Iterator<Item = Asked> + '_ {
        self.after.iter().filter_map(|after| if let After::Sent(asked) = after { Some(*asked) } else { None })
    }
}

/// Reads records one after the other.
#[derive(Default)]
pub struct Reader<'a> {
    asked: BTreeMap<ActivationId, Asked>,
    /// The handlers that have called `SetWriterFailure` or `SetWriterFailureEx`.
    failing: BTreeMap<ActivationId, bool>,
    pending: BTreeMap<CallId, (Caller, &'a Call)>,
    asyncs: BTreeMap<AsyncId, Begun>,
    /// The `IVssAsync` that the record at hand releases.
    releasing: Option<AsyncId>,
    /// Whether the record at hand is a call of `AbortBackup`.
    aborting: bool,
    machines: BTreeMap<ProcessId, MachineId>,
}

impl<'a> Reader<'a> {
    /// The machine that a process runs on; those that run from the start are on the first one.
    pub fn machine_of(&self, process: ProcessId) -> MachineId {
        self.machines.get(&process).copied().unwrap_or(MachineId(1))
    }

    /// Reads the next record.
    pub fn read(&mut self, record: &'a Record) -> Seen<'a> {
        self.releasing = None;
        self.aborting =
            matches!(&record.event, Event::Call { call, .. } if call.method().name == "AbortBackup");
        let what = self.what(record);
        if let What::Came(came) = what {
            self.remember(&came);
            if let (Call::Async(id, _), "Release") = (came.call, came.name()) {
                self.releasing = Some(*id);
            }
        }
        let after = record.effects.iter().filter_map(|effect| self.after(effect)).collect();
        Seen { what, after }
    }

    fn what(&mut self, record: &'a Record) -> What<'a> {
        match (&record.event, &record.outcome) {
            (_, Outcome::Moot(_)) => What::Else,
            (Event::Call { id, by, call }, Outcome::Returned(result)) => {
                What::Came(Came { id: *id, by: *by, call, result })
            }
            (Event::Call { id, by, call }, Outcome::Pending | Outcome::Done) => {
                self.pending.insert(*id, (*by, call));
                What::Made(*id, call)
            }
            (Event::Begin(id), _) => self.asked.get(id).map_or(What::Else, |asked| What::Begun(*asked)),
            (Event::Return { of, answer }, _) => self.answered(*of, answer),
            (Event::Advance(_), _) => What::Passed,
            (Event::Process(event), _) => self.process(event),
            (Event::Service(machine, event), _) => service(*machine, *event),
            (Event::Proceed(_) | Event::File { .. } | Event::Fault(_), _) => What::Else,
        }
    }

    fn process(&mut self, event: &ProcessEvent) -> What<'a> {
        match event {
            ProcessEvent::Start { machine, process, .. } => {
                self.machines.insert(*process, *machine);
                What::Else
            }
            ProcessEvent::Subscribe { writer, registration, .. } => {
                What::Subscribed(*writer, registration.instance_id)
            }
            ProcessEvent::Crash(process) => What::Crashed(*process),
            ProcessEvent::Unsubscribe(_)
            | ProcessEvent::Rights { .. }
            | ProcessEvent::Com { .. }
            | ProcessEvent::ShutDown(_) => What::Else,
        }
    }

    fn answered(&mut self, of: ActivationId, answer: &Answer) -> What<'a> {
        let Some(asked) = self.asked.remove(&of) else { return What::Else };
        let failing = self.failing.remove(&of).unwrap_or(false);
        let how = match answer {
            Answer::Writer { succeeded, .. } => Answered { well: *succeeded && !failing, supported: true },
            Answer::Provider { code, supported } => {
                Answered { well: *code == Hresult::S_OK, supported: *supported }
            }
        };
        What::Answered(asked, how)
    }

    /// Remembers what a call that came back tells about later records.
    fn remember(&mut self, came: &Came<'_>) {
        if let Some(Target::Async(id)) = came.result.object() {
            let begun = Begun { method: came.name(), requester: requester_of(came.call), given_up: false };
            self.asyncs.insert(id, begun);
        }
        let reports = came.name() == "SetWriterFailure" || came.name() == "SetWriterFailureEx";
        if let (true, true, Some(within)) = (reports, came.well(), came.by.within) {
            // Reporting S_OK takes a failure back.
            let code = came.argument("hr").or_else(|| came.argument("hrWriter"));
            let fails = code != Some(Value::Hresult(Hresult::S_OK));
            self.failing.insert(within, fails);
        }
    }

    fn after(&mut self, effect: &'a Effect) -> Option<After<'a>> {
        match effect {
            Effect::Activate { id, to, upcall } => {
                let asked = asked(*to, upcall)?;
                self.asked.insert(*id, asked);
                self.failing.remove(id);
                Some(After::Sent(asked))
            }
            Effect::Withdraw(id) => self.asked.remove(id).map(After::Withdrawn),
            Effect::Returned { call, result } => {
                let (by, made) = self.pending.remove(call)?;
                let came = Came { id: *call, by, call: made, result };
                self.remember(&came);
                Some(After::Came(came))
            }
            Effect::Ended { id, .. } if self.releasing == Some(*id) => {
                self.asyncs.get(id).map(|begun| After::Unwatched(*begun))
            }
            Effect::Ended { id, status, .. } => {
                let given_up = self.aborting;
                self.asyncs.get(id).map(|begun| After::Ended(*id, *status, Begun { given_up, ..*begun }))
            }
            Effect::WriterState { writer: Participant::Writer(writer), requester, state, .. } => {
                Some(After::State(*writer, *requester, state.name()?))
            }
            Effect::Service { machine, state } => Some(After::Service(*machine, state.name())),
            Effect::WriterState { writer: Participant::Provider(_), .. }
            | Effect::Captured { .. }
            | Effect::DeletedFromCopy { .. } => None,
        }
    }
}

const fn service<'a>(machine: MachineId, event: ServiceEvent) -> What<'a> {
    match event {
        ServiceEvent::VssStops | ServiceEvent::VssDies => What::ServiceEnded { machine, disabled: false },
        ServiceEvent::VssDisabled => What::ServiceEnded { machine, disabled: true },
        ServiceEvent::VssEnabled => What::ServiceEnabled,
        ServiceEvent::EventSystemStops | ServiceEvent::EventSystemStarts => What::Else,
    }
}

fn asked(to: Participant, upcall: &Upcall) -> Option<Asked> {
    match (to, upcall) {
        (Participant::Writer(writer), Upcall::Writer(upcall)) => {
            Some(Asked::Writer { writer, event: upcall.event, requester: upcall.requester })
        }
        (Participant::Provider(provider), Upcall::Provider(call)) => {
            let (set, snapshot) = (call.set(), call.snapshot());
            Some(Asked::Provider { provider, method: call.name(), set, snapshot })
        }
        (Participant::Writer(_), Upcall::Provider(_)) | (Participant::Provider(_), Upcall::Writer(_)) => None,
    }
}

/// The `IVssBackupComponents` that a call is made on.
pub const fn requester_of(call: &Call) -> Option<RequesterId> {
    match call {
        Call::Backup(id, _) | Call::Restore(id, _) | Call::ShadowCopy(id, _) => Some(*id),
        Call::Function(_)
        | Call::Admin(_)
        | Call::Async(..)
        | Call::EnumObject(..)
        | Call::WriterComponents(..)
        | Call::Examine(..)
        | Call::WmComponent(..)
        | Call::Filedesc(..)
        | Call::Dependency(..)
        | Call::Component(..)
        | Call::Create(_)
        | Call::Writer(_)
        | Call::WriterObject(..)
        | Call::ExpressWriter(..)
        | Call::SnapshotMgmt(..)
        | Call::DiffAreaMgmt(..)
        | Call::EnumMgmtObject(..)
        | Call::ExpressMetadata(..) => None,
    }
}

/// The name of an event in the catalogue.
pub const fn event_name(event: WriterEvent) -> &'static str {
    match event {
        WriterEvent::Identify => "Identify",
        WriterEvent::PrepareForBackup => "PrepareForBackup",
        WriterEvent::PrepareForSnapshot => "PrepareForSnapshot",
        WriterEvent::Freeze => "Freeze",
        WriterEvent::Thaw => "Thaw",
        WriterEvent::PostSnapshot => "PostSnapshot",
        WriterEvent::BackupComplete => "BackupComplete",
        WriterEvent::BackupShutdown => "BackupShutdown",
        WriterEvent::Abort => "Abort",
        WriterEvent::PreRestore => "PreRestore",
        WriterEvent::PostRestore => "PostRestore",
    }
}
