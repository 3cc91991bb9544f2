//! What the service can be doing, as data: each kind of operation with the phase it is in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::api::{MachineId, ProcessId, ProviderId, SetId, SnapshotId, VolumeId, WriterId};
use crate::machines::{Exposure, GatheredWriter, Listed, ProviderCall, ProviderTask, Time};
use crate::vocabulary::{Guid, HardwareOptions, Text};

use super::outcome::Return;

/// What an operation is, with the phase it is in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OpKind {
    /// `GatherWriterMetadata`.
    Gather(Vec<GatheredWriter>),
    /// `PrepareForBackup`.
    Prepare,
    /// `AddToSnapshotSet`.
    AddVolume(AddVolume),
    /// `DoSnapshotSet`.
    Create(Box<Create>),
    /// `GatherWriterStatus`.
    Status,
    /// `BackupComplete`.
    Complete,
    /// `PreRestore`.
    PreRestore,
    /// `PostRestore`.
    PostRestore,
    /// `AbortBackup`.
    Abort(Abort),
    /// `DeleteSnapshots`, `BreakSnapshotSetEx`, `ImportSnapshots` or `RecoverSet`.
    Manage(Box<Manage>),
    /// `IsVolumeSupported`.
    Support(Support),
    /// `GetSnapshotProperties`, `Query`, `IsVolumeSnapshotted`, `ExposeSnapshot` or `UnexposeSnapshot`, where a provider is
    /// asked.
    Ask(Box<Ask>),
    /// `RevertToSnapshot`, and the revert that goes on after it has returned.
    Revert(Revert),
    /// What follows the release of an object.
    Shutdown(Shutdown),
}

impl OpKind {
    /// The deadlines it runs under.
    pub fn deadlines(&self) -> impl Iterator<Item = Time> + '_ {
        let create = match self {
            Self::Create(create) => Some(create),
            Self::Gather(_)
            | Self::Prepare
            | Self::AddVolume(_)
            | Self::Status
            | Self::Complete
            | Self::PreRestore
            | Self::PostRestore
            | Self::Abort(_)
            | Self::Manage(_)
            | Self::Support(_)
            | Self::Ask(_)
            | Self::Revert(_)
            | Self::Shutdown(_) => None,
        };
        create.into_iter().flat_map(|create| create.deadlines())
    }

    /// Whether it goes on by the passing of time alone.
    pub(super) const fn waits_for_time(&self) -> bool {
        match self {
            Self::Create(create) => create.flush.is_some(),
            Self::Gather(_)
            | Self::Prepare
            | Self::AddVolume(_)
            | Self::Status
            | Self::Complete
            | Self::PreRestore
            | Self::PostRestore
            | Self::Abort(_)
            | Self::Manage(_)
            | Self::Support(_)
            | Self::Ask(_)
            | Self::Revert(_)
            | Self::Shutdown(_) => false,
        }
    }

    /// What follows the release of an object, where it is that.
    pub(super) fn shutdown(&mut self) -> Option<&mut Shutdown> {
        match self {
            Self::Shutdown(shutdown) => Some(shutdown),
            Self::Gather(_)
            | Self::Prepare
            | Self::AddVolume(_)
            | Self::Create(_)
            | Self::Status
            | Self::Complete
            | Self::PreRestore
            | Self::PostRestore
            | Self::Abort(_)
            | Self::Manage(_)
            | Self::Support(_)
            | Self::Ask(_)
            | Self::Revert(_) => None,
        }
    }

    pub(super) fn make_relative(&mut self, now: Time) {
        if let Self::Create(create) = self {
            create.make_relative(now);
        }
    }

    /// The call that opened it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Gather(_) => "GatherWriterMetadata",
            Self::Prepare => "PrepareForBackup",
            Self::AddVolume(_) => "AddToSnapshotSet",
            Self::Create(_) => "DoSnapshotSet",
            Self::Status => "GatherWriterStatus",
            Self::Complete => "BackupComplete",
            Self::PreRestore => "PreRestore",
            Self::PostRestore => "PostRestore",
            Self::Abort(_) => "AbortBackup",
            Self::Manage(manage) => match manage.what {
                Managing::Delete { .. } => "DeleteSnapshots",
                Managing::Break { .. } => "BreakSnapshotSetEx",
                Managing::Import { .. } => "ImportSnapshots",
                Managing::Recover => "RecoverSet",
            },
            Self::Revert(_) => "RevertToSnapshot",
            Self::Support(_) => "IsVolumeSupported",
            Self::Ask(ask) => ask.method,
            Self::Shutdown(_) => "Release",
        }
    }

    /// The sets it is about, whether or not they still exist.
    pub(super) fn sets(&self) -> Vec<SetId> {
        match self {
            Self::AddVolume(add) => vec![add.set],
            Self::Create(create) => vec![create.set],
            Self::Abort(Abort { providers }) | Self::Shutdown(Shutdown { providers, .. }) => {
                providers.iter().filter_map(|(_, call)| call.set()).collect()
            }
            Self::Manage(manage) => manage.sets(),
            Self::Revert(revert) => vec![revert.set],
            Self::Ask(ask) => ask.sets(),
            Self::Gather(_)
            | Self::Prepare
            | Self::Status
            | Self::Complete
            | Self::PreRestore
            | Self::PostRestore
            | Self::Support(_) => Vec::new(),
        }
    }

    /// The shadow copy it is preparing and that is in no set yet.
    pub(super) const fn snapshot(&self) -> Option<SnapshotId> {
        if let Self::AddVolume(add) = self { Some(add.snapshot) } else { None }
    }
}

/// How far the choice of a provider is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AddVolume {
    /// The set.
    pub set: SetId,
    /// The volume.
    pub volume: VolumeId,
    /// Its name as the requester gave it.
    pub name: Text,
    /// The shadow copy's number.
    pub snapshot: SnapshotId,
    /// Whether the requester named the provider.
    pub named: bool,
    /// The providers that may still be asked, the next one last.
    pub candidates: Vec<ProviderId>,
    /// The first that said that it supports the volume, where the others are asked all the same.
    pub claimed: Option<ProviderId>,
    /// Where it stands with the provider at hand.
    pub choice: Choice,
}

/// Where an `AddToSnapshotSet` stands with the provider at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// No provider is at hand: the next candidate is to be asked.
    Open,
    /// It was asked whether it supports the volume.
    Asked(ProviderId),
    /// It does.
    Supports(ProviderId),
    /// `BeginPrepareSnapshot` was called on it.
    Beginning(ProviderId),
    /// It has returned.
    Begun(ProviderId),
}

/// How far a creation is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Create {
    /// The set.
    pub set: SetId,
    /// The stage it is in, as an index of the table; past its end when all is done.
    pub stage: usize,
    /// The calls on providers that this stage has yet to make, the next one last.
    pub queue: Vec<(ProviderId, ProviderCall)>,
    /// The providers whose `EndPrepareSnapshots` was called: those that get `AbortSnapshots` if the set fails.
    pub told: BTreeSet<ProviderId>,
    /// When each frozen writer's window closes.
    pub windows: BTreeMap<WriterId, Time>,
    /// When the writers began to be frozen, until all are thawed.
    pub frozen_since: Option<Time>,
    /// When the flush is over that comes before the hold.
    pub flush: Option<Time>,
    /// When held writes go on by themselves.
    pub hold: Option<Time>,
    /// The failure of the set, once there is one.
    pub failing: Option<Failing>,
}

/// A set that has failed and is being taken down.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Failing {
    /// What `DoSnapshotSet` ends with.
    pub result: Return,
    /// What the providers are told yet, the next call last.
    pub providers: Vec<(ProviderId, ProviderCall)>,
    /// Whether the writers have yet to get Abort, as they get Thaw before.
    pub thaws_first: bool,
}

impl Create {
    fn deadlines(&self) -> impl Iterator<Item = Time> + '_ {
        self.windows.values().copied().chain(self.flush).chain(self.hold)
    }

    fn make_relative(&mut self, now: Time) {
        for until in self.windows.values_mut() {
            *until = Time(until.since(now));
        }
        self.flush = self.flush.map(|until| Time(until.since(now)));
        self.hold = self.hold.map(|until| Time(until.since(now)));
        self.frozen_since = self.frozen_since.map(|since| Time(now.since(since)));
    }
}

/// The providers that still have to be told.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Abort {
    /// Those whose `EndPrepareSnapshots` was called, and what each is told.
    pub providers: Vec<(ProviderId, ProviderCall)>,
}

/// What is done with shadow copies that exist already.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Manage {
    /// What it is.
    pub what: Managing,
    /// What providers have to be asked yet, the next one last.
    pub errands: Vec<Errand>,
    /// What one was asked last.
    pub asked: Option<Errand>,
}

/// What is done with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Managing {
    /// They are deleted.
    Delete {
        /// How many are.
        deleted: i32,
    },
    /// Their set is broken.
    Break {
        /// The set; `None` where nothing is to be done.
        set: Option<SetId>,
        /// The flags of `BreakSnapshotSetEx`; `None` for `BreakSnapshotSet`.
        flags: Option<HardwareOptions>,
    },
    /// Their set is imported.
    Import {
        /// The set; `None` where its LUNs are nowhere to be found.
        set: Option<SetId>,
        /// How many copies have appeared.
        found: usize,
    },
    /// The LUNs of volumes are made what those of the copies are.
    Recover,
}

/// A call on the provider of a shadow copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Errand {
    /// What is called.
    pub task: ProviderTask,
    /// The set of the copy.
    pub set: SetId,
    /// The copy.
    pub snapshot: SnapshotId,
    /// Whether it is the last one for this copy.
    pub last: bool,
}

impl Manage {
    fn sets(&self) -> Vec<SetId> {
        let own = match self.what {
            Managing::Delete { .. } | Managing::Recover => None,
            Managing::Break { set, .. } | Managing::Import { set, .. } => set,
        };
        self.errands.iter().chain(&self.asked).map(|errand| errand.set).chain(own).collect()
    }
}

/// A volume that is reverted to a shadow copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Revert {
    /// The set of the copy.
    pub set: SetId,
    /// The copy.
    pub snapshot: SnapshotId,
    /// Its volume.
    pub volume: VolumeId,
    /// How far it is.
    pub stage: RevertStage,
    /// Whether the object that began it is in the state of one that reverts, and goes back at its end.
    pub shown: bool,
}

/// How far a revert is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RevertStage {
    /// The provider is to be asked.
    Open,
    /// It was asked, and the requester's call waits for it.
    Asked,
    /// It has agreed, and the volume is being reverted.
    UnderWay,
    /// The volume is reverted.
    Over,
}

/// The question whether a volume is supported.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Support {
    /// The volume.
    pub volume: VolumeId,
    /// Its name as the requester gave it.
    pub name: Text,
    /// The providers that may still be asked, the next one last.
    pub candidates: Vec<ProviderId>,
    /// Whether one has said that it supports the volume, where the others are asked all the same.
    pub claimed: bool,
}

/// What providers are asked before a call about shadow copies returns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ask {
    /// The method that was called.
    pub method: &'static str,
    /// The machine.
    pub machine: MachineId,
    /// The process that called it.
    pub process: ProcessId,
    /// The calls on providers that are to be made yet, the next one last.
    pub questions: Vec<(ProviderId, ProviderCall)>,
    /// What it comes to when all have agreed.
    pub learned: Learned,
}

impl Ask {
    fn sets(&self) -> Vec<SetId> {
        let changed = match &self.learned {
            Learned::Exposed { set, .. } => Some(*set),
            Learned::Told(_) | Learned::Listed(_) => None,
        };
        self.questions.iter().filter_map(|(_, call)| call.set()).chain(changed).collect()
    }
}

/// What a call comes to when all providers have agreed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Learned {
    /// It returns.
    Told(Return),
    /// It gives out a list.
    Listed(Arc<Vec<Listed>>),
    /// A shadow copy can be reached in another way.
    Exposed {
        /// The set of the copy.
        set: SetId,
        /// The copy.
        snapshot: SnapshotId,
        /// How.
        exposure: Exposure,
        /// What the call returns.
        result: Return,
    },
}

/// What follows the release of an object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Shutdown {
    /// The writers that took part in its backup and are told next.
    pub writers: Vec<WriterId>,
    /// The set that was made, or `GUID_NULL`.
    pub set: Guid,
    /// The providers of an unfinished set that still have to be told.
    pub providers: Vec<(ProviderId, ProviderCall)>,
    /// The machine whose providers are told that they can be unloaded, if no object is left on it.
    pub unloads: Option<MachineId>,
}
