//! Shadow copy sets as their requesters see them, and the lock that lets one be created at a time.

use std::collections::BTreeMap;

use vss_sim::api::{HeaderType, MachineId, RequesterId, Value};
use vss_sim::vocabulary::{Guid, Hresult, ObjectType};

use super::book::{Book, Happening};
use super::scene::{Object, Scene};
use super::sight::{Begun, Came, Seen, What, requester_of};
use super::table::{Fact, Machine};

#[derive(Debug, Clone)]
struct Set {
    state: &'static str,
    requester: Option<RequesterId>,
    transportable: bool,
    persistent: bool,
    copies: Vec<Guid>,
}

/// The sets of a run.
#[derive(Debug, Default)]
pub struct Sets {
    all: BTreeMap<Guid, Set>,
    /// Who is creating a set, machine by machine.
    locks: BTreeMap<MachineId, RequesterId>,
    /// What the calls of `BreakSnapshotSetEx` that have not ended are about.
    breaking: BTreeMap<RequesterId, Guid>,
}

const FREE: &str = "FREE";
const HELD: &str = "HELD";

/// What happens to all that is under creation when the service ends.
const SERVICE_ENDS: &str = "<VSS ends>";

impl Sets {
    /// Sees a record.
    pub fn see(&mut self, seen: &Seen<'_>, scene: &Scene, book: &mut Book) {
        for came in seen.came() {
            let Some(id) = requester_of(came.call) else { continue };
            if let Some(object) = scene.objects.get(&id) {
                self.came(id, object, &came, book);
            }
        }
        if let What::ServiceEnded { machine, .. } = seen.what {
            for (id, object) in scene.objects.iter().filter(|(_, object)| object.machine == machine) {
                self.given_up(object, SERVICE_ENDS, book);
                self.free(*id, object, SERVICE_ENDS, book);
            }
        }
        for (id, object) in &scene.released {
            self.released(*id, object, book);
        }
        for (_, status, begun) in seen.ended() {
            self.ended(status, begun, scene, book);
        }
    }

    fn came(&mut self, id: RequesterId, object: &Object, came: &Came<'_>, book: &mut Book) {
        let code = came.result.code;
        match came.name() {
            "StartSnapshotSet" => self.started(id, object, came, book),
            "AddToSnapshotSet" if came.well() => {
                if let (Some(set), Some(copy)) = (self.of(object), came.out_guid("pidSnapshot")) {
                    set.copies.push(copy);
                    set.take("AddToSnapshotSet", &[Fact::Succeeds], book);
                }
            }
            "DoSnapshotSet" if came.well() => self.on(object, "DoSnapshotSet", &[Fact::Succeeds], book),
            "DoSnapshotSet" if code == Hresult::VSS_E_BAD_STATE => {
                if let Some(set) = self.of(object).filter(|set| set.state == "STARTED") {
                    set.take("DoSnapshotSet", &[Fact::Refused], book);
                }
            }
            "AbortBackup" if came.well() => {
                self.given_up(object, "AbortBackup", book);
                self.free(id, object, "AbortBackup", book);
            }
            "BreakSnapshotSet" => {
                if let Some(set) = came.guid("SnapshotSetId") {
                    self.broken(set, code, book);
                }
            }
            "BreakSnapshotSetEx" => {
                let set = came.guid("SnapshotSetID");
                match (set, came.well()) {
                    (Some(set), true) => drop(self.breaking.insert(id, set)),
                    (Some(set), false) => self.broken(set, code, book),
                    (None, _) => {}
                }
            }
            "DeleteSnapshots" => self.deleted(came, book),
            _ => {}
        }
    }

    fn started(&mut self, id: RequesterId, object: &Object, came: &Came<'_>, book: &mut Book) {
        let holder = self.locks.get(&object.machine).copied();
        let lock = Happening {
            machine: Machine::CreationLock,
            from: if holder.is_some() { HELD } else { FREE },
            at: "StartSnapshotSet",
            facts: &[],
            to: None,
        };
        if let (true, Some(guid)) = (came.well(), came.out_guid("pSnapshotSetId")) {
            book.take(&Happening { facts: &[Fact::Succeeds], ..lock });
            self.locks.insert(object.machine, id);
            let mut set = Set {
                state: "NONE",
                requester: Some(id),
                transportable: object.is_transportable(),
                persistent: object.is_persistent(),
                copies: Vec::new(),
            };
            set.take("StartSnapshotSet", &[Fact::Succeeds], book);
            self.all.insert(guid, set);
        } else if came.result.code == Hresult::VSS_E_SNAPSHOT_SET_IN_PROGRESS {
            if holder == Some(id) {
                // Of a second call on the same object the catalogue says no more than the code.
                return;
            }
            book.take(&Happening { facts: &[Fact::InProgress, Fact::OtherObject], ..lock });
            let machine = Machine::ShadowCopySet;
            book.take(&Happening { machine, from: "NONE", facts: &[Fact::InProgress], ..lock });
        }
    }

    fn of(&mut self, object: &Object) -> Option<&mut Set> {
        self.all.get_mut(&object.set?)
    }

    fn on(&mut self, object: &Object, at: &str, facts: &[Fact], book: &mut Book) {
        if let Some(set) = self.of(object) {
            set.take(at, facts, book);
        }
    }

    /// A set under creation is given up.
    fn given_up(&mut self, object: &Object, at: &str, book: &mut Book) {
        if let Some(set) = self.of(object).filter(|set| matches!(set.state, "STARTED" | "CREATING")) {
            set.take(at, &[Fact::Succeeds], book);
        }
    }

    fn free(&mut self, id: RequesterId, object: &Object, at: &str, book: &mut Book) {
        if self.locks.get(&object.machine) == Some(&id) {
            self.locks.remove(&object.machine);
            let machine = Machine::CreationLock;
            book.take(&Happening { machine, from: HELD, at, facts: &[], to: None });
        }
    }

    fn released(&mut self, id: RequesterId, object: &Object, book: &mut Book) {
        self.given_up(object, "release", book);
        self.free(id, object, "release", book);
        let own = self.all.values_mut().filter(|set| set.requester == Some(id));
        for set in own {
            if matches!(set.state, "CREATED" | "IMPORTED" | "TRANSPORTABLE") {
                let fact = if set.persistent { Fact::Persistent } else { Fact::Nonpersistent };
                set.take("release", &[fact], book);
            }
            set.requester = None;
        }
    }

    fn ended(&mut self, status: Hresult, begun: Begun, scene: &Scene, book: &mut Book) {
        let Some(id) = begun.requester else { return };
        let well = status == Hresult::VSS_S_ASYNC_FINISHED;
        match begun.method {
            "DoSnapshotSet" => {
                let Some(object) = scene.objects.get(&id) else { return };
                if let Some(set) = self.of(object).filter(|set| set.state == "CREATING") {
                    let kind = if set.transportable { Fact::Transportable } else { Fact::NotTransportable };
                    let at = if well {
                        "<PostFinalCommitSnapshots done>"
                    } else {
                        "<any provider or service failure>"
                    };
                    set.take(at, &[kind], book);
                }
                self.free(id, object, "<DoSnapshotSet finished>", book);
            }
            "ImportSnapshots" => {
                let fact = if status.is_success() { Fact::Succeeds } else { Fact::Fails };
                for set in self.all.values_mut().filter(|set| set.state == "TRANSPORTABLE") {
                    set.take("ImportSnapshots", &[fact], book);
                    if set.state == "IMPORTED" {
                        set.requester = Some(id);
                    }
                }
            }
            "BreakSnapshotSetEx" => {
                if let Some(set) = self.breaking.remove(&id) {
                    self.broken(set, if well { Hresult::S_OK } else { status }, book);
                }
            }
            _ => {}
        }
    }

    fn broken(&mut self, set: Guid, code: Hresult, book: &mut Book) {
        let Some(set) = self.all.get_mut(&set) else { return };
        let fact = match code {
            code if code.is_success() => Fact::Succeeds,
            Hresult::VSS_E_PROVIDER_VETO => Fact::Veto,
            Hresult::VSS_E_OBJECT_NOT_FOUND => Fact::NotFound,
            _ => return,
        };
        let listed = Happening {
            machine: Machine::ShadowCopySet,
            from: set.state,
            at: "BreakSnapshotSet",
            facts: &[fact],
            to: None,
        };
        set.state = if code.is_success() { book.take(&listed) } else { book.take_if_listed(&listed) };
    }

    /// A set is deleted with its last copy.
    fn deleted(&mut self, came: &Came<'_>, book: &mut Book) {
        let Some(id) = came.guid("SourceObjectId") else { return };
        if !came.well() {
            return;
        }
        let whole = came.argument("eSourceObjectType")
            == Some(Value::Header(HeaderType::of::<ObjectType>(), ObjectType::VSS_OBJECT_SNAPSHOT_SET.0));
        for (guid, set) in &mut self.all {
            if whole && *guid == id {
                set.copies.clear();
            } else if set.copies.contains(&id) {
                set.copies.retain(|copy| *copy != id);
            } else {
                continue;
            }
            if set.copies.is_empty() {
                set.take("DeleteSnapshots", &[Fact::Succeeds], book);
            }
        }
    }
}

impl Set {
    fn take(&mut self, at: &str, facts: &[Fact], book: &mut Book) {
        self.state =
            book.take(&Happening { machine: Machine::ShadowCopySet, from: self.state, at, facts, to: None });
    }
}
