//! What calls and events have said of objects, sets and writers: what several machines are looked at by.

use std::collections::BTreeMap;

use vss_sim::api::{MachineId, ProcessId, RequesterId, Target, Value, WriterId};
use vss_sim::vocabulary::{Guid, Hresult, SnapshotContext, VolumeSnapshotAttributes};

use super::sight::{Reader, Seen, What, requester_of};
use super::table::Fact;

/// An `IVssBackupComponents` that is not released.
#[derive(Debug, Clone)]
pub struct Object {
    /// The process that made it.
    pub process: ProcessId,
    /// The machine that process runs on.
    pub machine: MachineId,
    /// The context that was set last; that of a backup to begin with.
    pub context: u32,
    /// How many calls of each of these methods were accepted.
    accepted: BTreeMap<&'static str, u32>,
    /// The set that it started last.
    pub set: Option<Guid>,
    /// Whether `GatherWriterMetadata` has ended well.
    pub gathered: bool,
    /// Whether it was given a document.
    pub document: bool,
}

impl Object {
    /// How many calls of a method were accepted.
    pub fn accepted(&self, method: &str) -> u32 {
        self.accepted.get(method).copied().unwrap_or_default()
    }

    /// Whether its context has writers.
    pub const fn has_writers(&self) -> bool {
        self.context & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NO_WRITERS.0 == 0
    }

    /// Whether its context is one of transportable shadow copies.
    pub const fn is_transportable(&self) -> bool {
        self.context & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_TRANSPORTABLE.0 != 0
            && self.context != SnapshotContext::VSS_CTX_ALL.0
    }

    /// Whether what it makes outlives it.
    pub const fn is_persistent(&self) -> bool {
        self.context & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE.0 != 0
    }

    /// What is known of it when a method is called.
    pub fn facts(&self, method: &str) -> Vec<Fact> {
        let yes_or_no = |so, yes, no| if so { yes } else { no };
        let mut facts = vec![
            yes_or_no(self.accepted(method) == 0, Fact::First, Fact::Second),
            yes_or_no(self.has_writers(), Fact::WithWriters, Fact::WithoutWriters),
            yes_or_no(self.set.is_some(), Fact::Set, Fact::NoSet),
            yes_or_no(self.accepted("SetContext") > 0, Fact::ContextSet, Fact::ContextNotSet),
        ];
        if self.context == SnapshotContext::VSS_CTX_ALL.0 {
            facts.push(Fact::ContextAll);
        }
        if self.gathered {
            facts.push(Fact::Gathered);
        }
        // An empty set is allowed with writers alone.
        let alone = !self.has_writers() && self.accepted("AddToSnapshotSet") > 0;
        if alone || (self.has_writers() && self.gathered) {
            facts.push(Fact::SetCanBeMade);
        }
        if self.accepted("SetBackupState") > 0 {
            facts.push(Fact::BackupStateSet);
        }
        facts
    }
}

/// What is known.
#[derive(Debug, Default)]
pub struct Scene {
    /// The objects.
    pub objects: BTreeMap<RequesterId, Object>,
    /// The writers that subscribed, as which instance.
    pub writers: BTreeMap<WriterId, Guid>,
    /// The objects that went with this record, and those of a process that died among them.
    pub released: Vec<(RequesterId, Object)>,
}

impl Scene {
    /// Learns what a record says, before the machines see it; counts are of the records before it.
    pub fn before(&mut self, seen: &Seen<'_>, reader: &Reader<'_>) {
        self.released.clear();
        match seen.what {
            What::Subscribed(writer, instance) => {
                self.writers.insert(writer, instance);
            }
            What::Crashed(process) => {
                let gone: Vec<RequesterId> =
                    self.objects.iter().filter(|(_, o)| o.process == process).map(|(id, _)| *id).collect();
                for id in gone {
                    self.release(id);
                }
            }
            What::Came(_)
            | What::ServiceEnded { .. }
            | What::ServiceEnabled
            | What::Made(..)
            | What::Begun(_)
            | What::Answered(..)
            | What::Passed
            | What::Else => {}
        }
        for came in seen.came() {
            if let (Some(Target::Backup(id)), true) = (came.result.object(), came.well()) {
                let machine = reader.machine_of(came.by.process);
                let process = came.by.process;
                let made = Object {
                    process,
                    machine,
                    context: 0,
                    accepted: BTreeMap::new(),
                    set: None,
                    gathered: false,
                    document: false,
                };
                self.objects.insert(id, made);
            }
            if let (Some(id), "Release") = (requester_of(came.call), came.name()) {
                self.release(id);
            }
        }
    }

    fn release(&mut self, id: RequesterId) {
        if let Some(object) = self.objects.remove(&id) {
            self.released.push((id, object));
        }
    }

    /// Learns what the calls of a record have changed, after the machines have seen it.
    pub fn after(&mut self, seen: &Seen<'_>) {
        for (_, status, begun) in seen.ended() {
            let object = begun.requester.and_then(|id| self.objects.get_mut(&id));
            if let (Some(object), "GatherWriterMetadata", true) = (object, begun.method, status.is_success())
            {
                object.gathered = status != Hresult::VSS_S_ASYNC_CANCELLED;
            }
        }
        for came in seen.came().filter(super::sight::Came::well) {
            let Some(object) = requester_of(came.call).and_then(|id| self.objects.get_mut(&id)) else {
                continue;
            };
            *object.accepted.entry(came.name()).or_default() += 1;
            match (came.name(), came.argument("lContext")) {
                ("SetContext", Some(Value::Header(_, raw))) => object.context = raw,
                ("InitializeForBackup", _) => {
                    object.document = came.argument("bstrXML").is_some_and(|text| text != Value::Null);
                }
                ("StartSnapshotSet", _) => object.set = came.out_guid("pSnapshotSetId"),
                _ => {}
            }
        }
    }
}
