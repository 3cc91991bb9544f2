//! The machines of the project's catalogue as rows: each transition with what shows it in a trace.

use std::sync::LazyLock;

use serde::Deserialize;

/// A machine of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Machine {
    Writer,
    WriterSession,
    Provider,
    ProviderRegistration,
    SnapshotState,
    ShadowCopySet,
    CreationLock,
    Exposure,
    LunFlags,
    RequesterBackup,
    RequesterRestore,
    RequesterOther,
    AsyncOperation,
    VssService,
}

impl Machine {
    /// The name in the catalogue.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Writer => "writer",
            Self::WriterSession => "writer-session",
            Self::Provider => "provider",
            Self::ProviderRegistration => "provider-registration",
            Self::SnapshotState => "snapshot-state",
            Self::ShadowCopySet => "shadow-copy-set",
            Self::CreationLock => "creation-lock",
            Self::Exposure => "exposure",
            Self::LunFlags => "lun-flags",
            Self::RequesterBackup => "requester-backup",
            Self::RequesterRestore => "requester-restore",
            Self::RequesterOther => "requester-other",
            Self::AsyncOperation => "async-operation",
            Self::VssService => "vss-service",
        }
    }
}

/// What a trace tells about what happened, beside the state and the trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// A handler returned true and reported no failure; a call or an operation ended with a success code.
    Succeeds,
    /// The contrary.
    Fails,
    /// The call was refused with `VSS_E_BAD_STATE`.
    Refused,
    /// The call was refused with `VSS_E_SNAPSHOT_SET_IN_PROGRESS`.
    InProgress,
    /// The call was refused with `VSS_E_PROVIDER_VETO`.
    Veto,
    /// The call was refused with `VSS_E_OBJECT_NOT_FOUND`.
    NotFound,
    /// The operation was not cancelled.
    NotCancelled,
    /// The operation is that of `QueryRevertStatus`.
    Revert,
    /// Such a call was not accepted on the object before.
    First,
    /// Such a call was accepted on the object before.
    Second,
    /// The context has writers.
    WithWriters,
    /// The context has none.
    WithoutWriters,
    /// The context is `VSS_CTX_ALL`.
    ContextAll,
    /// `SetContext` was accepted on the object.
    ContextSet,
    /// It was not.
    ContextNotSet,
    /// The object has started a shadow copy set.
    Set,
    /// It has not.
    NoSet,
    /// The object was given a document.
    Document,
    /// It was not.
    NoDocument,
    /// The call is made by another object than the one that holds the lock.
    OtherObject,
    /// The call is about the set at hand.
    SameSet,
    /// The call is about another set.
    NewSet,
    /// The set failed with it.
    SetFailed,
    /// `FillInLunInfo` knows the LUN.
    KnownLun,
    /// `FillInLunInfo` fails or does not know the LUN, and the creation goes on.
    NotFilled,
    /// `ImportSnapshots` is under way.
    Import,
    /// A set is deleted.
    Deletion,
    /// One of both.
    ImportOrDeletion,
    /// The set is transportable.
    Transportable,
    /// It is not.
    NotTransportable,
    /// The set outlives its requester.
    Persistent,
    /// It does not.
    Nonpersistent,
    /// As a drive letter or mounted folder.
    Locally,
    /// As a share.
    Remotely,
    /// The pointer for the result is null.
    Null,
    /// The operation has ended well.
    Finished,
    /// The operation has failed.
    Failed,
    /// The operation has been cancelled.
    Cancelled,
    /// The time-out passed.
    TimeOut,
    /// The operation is that of `QueryRevertStatus`, which cannot be cancelled.
    OfRevert,
    /// It is another one.
    NotOfRevert,
    /// The writer has memory for another session.
    SlotFree,
    /// It has none.
    NoSlot,
    /// `EndPrepareSnapshots` has reached the provider.
    EndPrepareCalled,
    /// The writers were gathered.
    Gathered,
    /// The writers were gathered, or the context has none and the set has a volume.
    SetCanBeMade,
    /// `SetBackupState` was accepted on the object.
    BackupStateSet,
}

/// A transition.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// A name of its own: machine, state, trigger, next state.
    pub id: String,
    /// The machine.
    pub machine: Machine,
    /// The state before; `<any>` for every one.
    pub from: String,
    /// The trigger, in the catalogue's words.
    pub on: String,
    /// The state after; `<same>` and the like in the catalogue's words.
    pub to: String,
    /// What the trigger is in a trace, where that is not `on` itself: any of these.
    #[serde(default)]
    at: Vec<String>,
    /// What must be so as well.
    #[serde(default)]
    pub when: Vec<Fact>,
    /// Why no trace can show it.
    #[serde(default)]
    pub unobservable: Option<String>,
    /// In the list of gaps: what the catalogue leaves out.
    #[serde(default)]
    pub gap: Option<String>,
}

impl Row {
    /// Whether this is its trigger.
    #[must_use]
    pub fn is_at(&self, trigger: &str) -> bool {
        if self.at.is_empty() { self.on == trigger } else { self.at.iter().any(|at| at == trigger) }
    }

    /// The state it leads to from this one. What stands in angle brackets is no state, but for the end of a shadow copy.
    #[must_use]
    pub fn next(&'static self, from: &'static str) -> &'static str {
        if self.to.starts_with('<') && self.to != GONE { from } else { &self.to }
    }

    /// Whether it leads from this state, with these facts, to what was observed.
    #[must_use]
    pub fn allows(&'static self, from: &'static str, facts: &[Fact], observed: Option<&str>) -> bool {
        (self.from == from || self.from == "<any>")
            && self.when.iter().all(|fact| facts.contains(fact))
            && observed.is_none_or(|to| self.to == to || (self.to == "<same>" && from == to))
    }
}

/// The end of a shadow copy that has become a volume.
pub(super) const GONE: &str = "<no longer a shadow copy>";

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| read(include_str!("transitions.json")));
static GAPS: LazyLock<Vec<Row>> = LazyLock::new(|| read(include_str!("gaps.json")));

fn read(text: &str) -> Vec<Row> {
    // The tests read the same texts, so that a table that is no table does not get this far.
    serde_json::from_str(text).unwrap_or_default()
}

/// Every transition, machine by machine, in the catalogue's order.
#[must_use]
pub fn transitions() -> &'static [Row] {
    &ROWS
}

/// What happens and stands in no row of the catalogue, with the reason.
#[must_use]
pub fn gaps() -> &'static [Row] {
    &GAPS
}
