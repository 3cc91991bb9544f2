//! Shadow copies: the state of each while it is made and afterwards, and how it is exposed.
//!
//! No page ties the states of a copy in the making to calls. The catalogue takes a state of processing to last while the
//! call of its name runs, so that the calls themselves show them.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::{HeaderType, ProviderId, RequesterId, Value};
use vss_sim::vocabulary::{Guid, ObjectType, SnapshotState, VolumeSnapshotAttributes};

use super::book::{Book, Happening, Unlisted};
use super::scene::Scene;
use super::sight::{Asked, Came, Seen, What, requester_of};
use super::table::{Fact, GONE, Machine};

const FAILURE: &str = "<failure of a provider or the service, AbortBackup>";
const CREATED: &str = "VSS_SS_CREATED";
const HIDDEN: &str = "HIDDEN";

#[derive(Debug)]
struct Copy {
    state: &'static str,
    exposure: &'static str,
    set: Guid,
    requester: RequesterId,
    persistent: bool,
}

/// What the providers of a set have answered in the call at hand.
#[derive(Debug, Default)]
struct Stage {
    providers: BTreeSet<ProviderId>,
    method: &'static str,
    answered: BTreeSet<ProviderId>,
}

/// The shadow copies of a run.
#[derive(Debug, Default)]
pub struct Copies {
    all: BTreeMap<Guid, Copy>,
    stages: BTreeMap<Guid, Stage>,
    /// The sets that `BreakSnapshotSetEx` is breaking.
    breaking: BTreeMap<RequesterId, Guid>,
}

impl Copies {
    /// Sees a record.
    pub fn see(&mut self, seen: &Seen<'_>, scene: &Scene, book: &mut Book) {
        if let What::Answered(Asked::Provider { provider, method, set: Some(set), .. }, how) = seen.what
            && how.well
        {
            self.answered(set.guid(), provider, method, book);
        }
        for asked in seen.sent() {
            if let Asked::Provider { method, set: Some(set), .. } = asked {
                self.called(set.guid(), method, book);
            }
        }
        for came in seen.came() {
            let Some(id) = requester_of(came.call) else { continue };
            if came.well() && scene.objects.contains_key(&id) {
                self.came(id, &came, scene, book);
            }
        }
        for (id, status, begun) in seen.ended().filter_map(|(_, s, b)| Some((b.requester?, s, b.method))) {
            match begun {
                "DoSnapshotSet" if !is_end(status) => self.failed(id, book),
                "ImportSnapshots" if status.is_success() => self.imported(book),
                "BreakSnapshotSetEx" => {
                    let broken = self.breaking.remove(&id);
                    if let (Some(set), true) = (broken, status.is_success()) {
                        self.broken(set, book);
                    }
                }
                _ => {}
            }
        }
        for (id, _) in &scene.released {
            self.failed(*id, book);
            self.released(*id, book);
        }
    }

    fn of(&mut self, set: Guid) -> impl Iterator<Item = &mut Copy> {
        self.all.values_mut().filter(move |copy| copy.set == set)
    }

    /// The first provider of the set is called, or the set begins to be prepared.
    fn called(&mut self, set: Guid, method: &'static str, book: &mut Book) {
        if !is_stage(method) {
            return;
        }
        let stage = self.stages.entry(set).or_default();
        if stage.method == method {
            return;
        }
        stage.method = method;
        stage.answered.clear();
        for copy in self.of(set) {
            copy.take(&format!("{method} called"), book);
        }
    }

    fn answered(&mut self, set: Guid, provider: ProviderId, method: &'static str, book: &mut Book) {
        let stage = self.stages.entry(set).or_default();
        if method == "BeginPrepareSnapshot" {
            stage.providers.insert(provider);
        }
        if !is_stage(method) || stage.method != method {
            return;
        }
        stage.answered.insert(provider);
        if stage.answered.is_superset(&stage.providers) {
            for copy in self.of(set) {
                copy.take(&format!("{method} returned"), book);
            }
        }
    }

    fn came(&mut self, id: RequesterId, came: &Came<'_>, scene: &Scene, book: &mut Book) {
        let Some(object) = scene.objects.get(&id) else { return };
        match came.name() {
            "AddToSnapshotSet" => {
                if let (Some(guid), Some(set)) = (came.out_guid("pidSnapshot"), object.set) {
                    let mut copy = Copy {
                        state: "<none>",
                        exposure: HIDDEN,
                        set,
                        requester: id,
                        persistent: object.is_persistent(),
                    };
                    copy.take("AddToSnapshotSet", book);
                    self.all.insert(guid, copy);
                }
            }
            "AbortBackup" => self.failed(id, book),
            "GetSnapshotProperties" => self.shown(came, book),
            "DeleteSnapshots" => self.deleted(came, book),
            "BreakSnapshotSet" => {
                if let Some(set) = came.guid("SnapshotSetId") {
                    self.broken(set, book);
                }
            }
            "BreakSnapshotSetEx" => {
                if let Some(set) = came.guid("SnapshotSetID") {
                    self.breaking.insert(id, set);
                }
            }
            "ExposeSnapshot" => self.exposed(came, book),
            "UnexposeSnapshot" => {
                let copy = came.guid("snapshotId").and_then(|guid| self.all.get_mut(&guid));
                if let Some(copy) = copy {
                    copy.expose("UnexposeSnapshot", &[Fact::Succeeds], book);
                }
            }
            _ => {}
        }
    }

    /// A set is not made: it failed, or was given up.
    fn failed(&mut self, id: RequesterId, book: &mut Book) {
        for copy in self.all.values_mut().filter(|copy| copy.requester == id) {
            match copy.state {
                CREATED | "VSS_SS_ABORTED" | "VSS_SS_DELETED" | GONE => {}
                "VSS_SS_PREPARING" => copy.take("<requester gives up>", book),
                _ => copy.take(FAILURE, book),
            }
        }
    }

    fn released(&mut self, id: RequesterId, book: &mut Book) {
        let own = self.all.values_mut().filter(|copy| copy.requester == id && !copy.persistent);
        for copy in own.filter(|copy| copy.state == CREATED) {
            copy.take("release", book);
        }
        // The number of the object can be given to another one.
        self.all.retain(|_, copy| copy.requester != id || copy.state == CREATED);
    }

    /// A requester sees no copy but one that is created.
    fn shown(&self, came: &Came<'_>, book: &mut Book) {
        let Some(copy) = came.guid("SnapshotId").and_then(|guid| self.all.get(&guid)) else { return };
        let state = came.result.value("pProp.m_eStatus");
        let created = Value::Header(HeaderType::of::<SnapshotState>(), SnapshotState::VSS_SS_CREATED.0);
        if copy.state != CREATED || state.is_some_and(|state| *state != created) {
            let told = state.map_or_else(String::new, ToString::to_string);
            let happening = Happening {
                machine: Machine::SnapshotState,
                from: copy.state,
                at: came.name(),
                facts: &[Fact::Succeeds],
                to: None,
            };
            if happening.next().is_some() {
                book.take(&happening);
                return;
            }
            book.unlisted(Unlisted::of(Machine::SnapshotState, copy.state, came.name(), &told));
        }
    }

    fn deleted(&mut self, came: &Came<'_>, book: &mut Book) {
        let Some(id) = came.guid("SourceObjectId") else { return };
        let set = Value::Header(HeaderType::of::<ObjectType>(), ObjectType::VSS_OBJECT_SNAPSHOT_SET.0);
        let whole = came.argument("eSourceObjectType") == Some(set);
        for (guid, copy) in &mut self.all {
            if (*guid == id || (whole && copy.set == id)) && copy.state == CREATED {
                copy.take("DeleteSnapshots", book);
            }
        }
    }

    fn broken(&mut self, set: Guid, book: &mut Book) {
        for copy in self.of(set) {
            copy.take("BreakSnapshotSet", book);
            if copy.exposure != HIDDEN {
                copy.expose("BreakSnapshotSet", &[Fact::Succeeds], book);
            }
        }
    }

    fn imported(&mut self, book: &mut Book) {
        for copy in self.all.values_mut().filter(|copy| copy.state == CREATED && copy.exposure == HIDDEN) {
            copy.expose("<import>", &[], book);
        }
    }

    fn exposed(&mut self, came: &Came<'_>, book: &mut Book) {
        let Some(copy) = came.guid("SnapshotId").and_then(|guid| self.all.get_mut(&guid)) else { return };
        let Some(Value::Header(_, raw)) = came.argument("lAttributes") else { return };
        let remotely = raw & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY.0 != 0;
        let how = if remotely { Fact::Remotely } else { Fact::Locally };
        copy.expose("ExposeSnapshot", &[Fact::Succeeds, how], book);
    }

    /// A call that exposes a copy was refused.
    pub fn refused(&mut self, seen: &Seen<'_>, book: &mut Book) {
        for came in seen.came().filter(|came| came.name() == "ExposeSnapshot" && !came.well()) {
            if let Some(copy) = came.guid("SnapshotId").and_then(|guid| self.all.get_mut(&guid)) {
                let from = copy.exposure;
                let facts = &[Fact::Fails];
                let at = "ExposeSnapshot";
                book.take_if_listed(&Happening { machine: Machine::Exposure, from, at, facts, to: None });
            }
        }
    }
}

impl Copy {
    fn take(&mut self, at: &str, book: &mut Book) {
        let from = self.state;
        self.state =
            book.take(&Happening { machine: Machine::SnapshotState, from, at, facts: &[], to: None });
    }

    fn expose(&mut self, at: &str, facts: &[Fact], book: &mut Book) {
        let from = self.exposure;
        self.exposure = book.take(&Happening { machine: Machine::Exposure, from, at, facts, to: None });
    }
}

fn is_end(status: vss_sim::vocabulary::Hresult) -> bool {
    status == vss_sim::vocabulary::Hresult::VSS_S_ASYNC_FINISHED
}

/// Whether each provider of a set gets this call once, and the state of the copies follows it.
fn is_stage(method: &str) -> bool {
    const STAGES: &[&str] = &[
        "EndPrepareSnapshots",
        "PreCommitSnapshots",
        "CommitSnapshots",
        "PostCommitSnapshots",
        "PreFinalCommitSnapshots",
        "PostFinalCommitSnapshots",
    ];
    STAGES.contains(&method)
}
