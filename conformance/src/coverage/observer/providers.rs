//! Providers: where each stands with its set, by the calls it answers, and whether VSS has loaded it.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::{Call, ProviderId, RequesterId, SetId};
use vss_sim::vocabulary::{Guid, Hresult};

use super::book::{Book, Happening};
use super::scene::{Object, Scene};
use super::sight::{After, Answered, Asked, Came, Seen, What, requester_of};
use super::table::{Fact, Machine};

const IDLE: &str = "IDLE";
const PREPARING: &str = "PREPARING";
const FINAL: &str = "FINAL";
/// What is asked about shadow copies that exist, of providers with or without a set in work.
const ABOUT_COPIES: &[&str] = &[
    "SetContext",
    "GetSnapshotProperties",
    "Query",
    "IsVolumeSnapshotted",
    "IsPathSnapshotted",
    "SetSnapshotProperty",
];
/// The trigger of a set that ends before it is made.
const GIVEN_UP: &str = "<a set is given up>";

#[derive(Debug)]
struct Provider {
    state: &'static str,
    set: Option<SetId>,
    /// Whether it has made a set that still exists.
    made: bool,
    /// Whether VSS has called it: then it is loaded.
    registration: &'static str,
    /// Whether `EndPrepareSnapshots` was called for the set.
    ends: bool,
    /// `FillInLunInfo` did not fill in: whether that matters shows by what comes next.
    doubt: Option<bool>,
}

impl Default for Provider {
    fn default() -> Self {
        Self { state: IDLE, set: None, made: false, ends: false, registration: "REGISTERED", doubt: None }
    }
}

/// The providers of a run.
#[derive(Debug, Default)]
pub struct Providers {
    all: BTreeMap<ProviderId, Provider>,
    /// The providers that `AbortSnapshots` was sent to, by set.
    told: BTreeSet<(ProviderId, Option<SetId>)>,
    /// The providers that `IVssAdmin` has registered, by their ids.
    registered: BTreeMap<Guid, &'static str>,
    /// Which provider a requester named by which id.
    named: BTreeMap<Guid, ProviderId>,
    /// The id that the `AddToSnapshotSet` at hand names.
    naming: Option<Guid>,
    /// The objects whose `ImportSnapshots` is under way.
    importing: BTreeSet<RequesterId>,
}

impl Providers {
    /// Sees a record.
    pub fn see(&mut self, seen: &Seen<'_>, scene: &Scene, book: &mut Book) {
        match seen.what {
            What::Answered(Asked::Provider { provider, method, set, .. }, how) => {
                self.answered(provider, method, set, how, book);
            }
            What::Made(_, call) => self.made(call),
            What::Came(_)
            | What::Begun(_)
            | What::Answered(Asked::Writer { .. }, _)
            | What::Passed
            | What::Subscribed(..)
            | What::Crashed(_)
            | What::ServiceEnded { .. }
            | What::ServiceEnabled
            | What::Else => {}
        }
        for after in &seen.after {
            match after {
                After::Sent(Asked::Provider { provider, method, set, .. }) => {
                    self.sent(*provider, method, *set, book);
                }
                // What is taken back while it runs has failed: the provider died, or the time was over.
                After::Withdrawn(Asked::Provider { provider, method, set, .. }) => {
                    self.withdrawn(*provider, method, *set, seen, book);
                }
                After::Sent(Asked::Writer { .. })
                | After::Withdrawn(Asked::Writer { .. })
                | After::Came(_)
                | After::Unwatched(_)
                | After::Ended(..)
                | After::Service(..)
                | After::State(..) => {}
            }
        }
        for came in seen.came() {
            self.came(&came, scene, book);
        }
        for (id, object) in &scene.released {
            self.given_up(object, book);
            self.importing.remove(id);
        }
        for (_, status, begun) in seen.ended() {
            let Some(id) = begun.requester else { continue };
            match begun.method {
                "ImportSnapshots" => drop(self.importing.remove(&id)),
                "DoSnapshotSet" if status != Hresult::VSS_S_ASYNC_FINISHED => {
                    if let Some(object) = scene.objects.get(&id) {
                        self.given_up(object, book);
                    }
                }
                _ => {}
            }
        }
    }

    fn made(&mut self, call: &Call) {
        if call.method().name == "AddToSnapshotSet" {
            let named = call.arguments().get("ProviderId").cloned();
            self.naming = if let Some(vss_sim::api::Value::Guid(id)) = named { Some(id) } else { None };
        }
    }

    fn sent(&mut self, id: ProviderId, method: &str, set: Option<SetId>, book: &mut Book) {
        if let Some(name) = self.naming.filter(|name| *name != Guid::NULL) {
            self.named.entry(name).or_insert(id);
        }
        let held = self.all.entry(id).or_default();
        if held.registration == "REGISTERED" {
            held.registration = registration(held.registration, "<VSS needs the provider>", book);
        }
        held.ends |= method == "EndPrepareSnapshots";
        if method == "AbortSnapshots" {
            self.told.insert((id, set));
            held.settle(true, book);
        }
    }

    fn answered(
        &mut self,
        id: ProviderId,
        method: &'static str,
        set: Option<SetId>,
        how: Answered,
        book: &mut Book,
    ) {
        let importing = !self.importing.is_empty();
        let held = self.all.entry(id).or_default();
        match method {
            "OnLoad" => return,
            "OnUnload" => {
                held.registration = registration(held.registration, "<VSS unloads>", book);
                return;
            }
            "FillInLunInfo" if held.state == "POSTCOMMITTED" && !(how.well && how.supported) => {
                held.doubt = Some(how.well);
                return;
            }
            _ => held.settle(false, book),
        }
        let same = set.is_none() || held.set == set;
        let mut facts = vec![if how.well { Fact::Succeeds } else { Fact::Fails }];
        facts.push(if same { Fact::SameSet } else { Fact::NewSet });
        facts.push(Fact::KnownLun);
        if importing {
            facts.extend([Fact::Import, Fact::ImportOrDeletion]);
        } else {
            facts.extend([Fact::Deletion, Fact::ImportOrDeletion]);
        }
        // What is asked about a set that is complete has nothing to do with the one in work.
        let about_luns = matches!(
            method,
            "OnLunEmpty" | "LocateLuns" | "FillInLunInfo" | "OnLunStateChange" | "ResyncLuns"
        );
        let of_made = about_luns
            && (importing || held.made)
            && !matches!(held.state, "POSTCOMMITTED" | "PREFINALCOMMITTED");
        // A set that it has brought to its machine is as complete as one that it has made.
        held.made |= of_made;
        // A question about a volume belongs to a set that is not yet begun.
        let of_next = set.is_none()
            && matches!(method, "IsVolumeSupported" | "AreLunsSupported" | "IsPathSupported")
            && held.state != PREPARING;
        if held.ends {
            facts.push(Fact::EndPrepareCalled);
        }
        let question = ABOUT_COPIES.contains(&method);
        let from = match (of_made || question, of_next) {
            (true, _) => FINAL,
            (false, true) => IDLE,
            (false, false) => held.state,
        };
        let next =
            book.take(&Happening { machine: Machine::Provider, from, at: method, facts: &facts, to: None });
        if of_next || question || (of_made && held.state != FINAL) {
            return;
        }
        held.state = next;
        held.made |= next == FINAL;
        if method == "BeginPrepareSnapshot" && how.well {
            held.set = set;
            held.ends = false;
        }
    }

    fn withdrawn(
        &mut self,
        id: ProviderId,
        method: &str,
        set: Option<SetId>,
        seen: &Seen<'_>,
        book: &mut Book,
    ) {
        let lost = match seen.what {
            What::Crashed(_) | What::ServiceEnded { .. } | What::ServiceEnabled => true,
            What::Passed => method == "CommitSnapshots",
            What::Came(_)
            | What::Made(..)
            | What::Begun(_)
            | What::Answered(..)
            | What::Subscribed(..)
            | What::Else => false,
        };
        let held = self.all.entry(id).or_default();
        if lost && (set.is_none() || held.set == set) && method != "AbortSnapshots" {
            let facts = &[Fact::Fails, Fact::SameSet];
            held.state = book.take_if_listed(&Happening {
                machine: Machine::Provider,
                from: held.state,
                at: method,
                facts,
                to: None,
            });
        }
    }

    fn came(&mut self, came: &Came<'_>, scene: &Scene, book: &mut Book) {
        if came.name() == "AddToSnapshotSet" {
            self.naming = None;
        }
        if !came.well() {
            return;
        }
        match (came.name(), requester_of(came.call)) {
            ("AbortBackup", Some(id)) => {
                if let Some(object) = scene.objects.get(&id) {
                    self.given_up(object, book);
                }
            }
            ("ImportSnapshots", Some(id)) => drop(self.importing.insert(id)),
            ("RegisterProvider", _) => {
                if let Some(id) = came.guid("pProviderId") {
                    let from = self.registered.get(&id).copied().unwrap_or("UNREGISTERED");
                    self.registered.insert(id, registration(from, "RegisterProvider", book));
                }
            }
            ("UnregisterProvider", _) => {
                if let Some(id) = came.guid("ProviderId") {
                    let called = self.named.get(&id).and_then(|id| self.all.get(id));
                    let from = called.map_or("REGISTERED", |held| held.registration);
                    self.registered.insert(id, registration(from, "UnregisterProvider", book));
                }
            }
            _ => {}
        }
    }

    /// A set ends before it is made: a provider that has not been asked to end its preparation is not told.
    fn given_up(&mut self, object: &Object, book: &mut Book) {
        let Some(guid) = object.set else { return };
        for (id, held) in &mut self.all {
            held.settle(true, book);
            let own = held.set.filter(|set| set.guid() == guid);
            let told = self.told.contains(&(*id, own));
            let untouched = matches!(held.state, IDLE | PREPARING) && !told;
            if untouched && (own.is_some() || held.state == IDLE) {
                let from = held.state;
                let what = Happening { machine: Machine::Provider, from, at: GIVEN_UP, facts: &[], to: None };
                book.take(&what);
            }
        }
    }
}

impl Provider {
    /// What came of a `FillInLunInfo` that did not fill in.
    fn settle(&mut self, failed: bool, book: &mut Book) {
        let Some(well) = self.doubt.take() else { return };
        let facts = match (failed, well) {
            (true, false) => vec![Fact::Fails, Fact::SetFailed],
            (true, true) | (false, _) => vec![Fact::NotFilled],
        };
        let from = self.state;
        let at = "FillInLunInfo";
        self.state = book.take(&Happening { machine: Machine::Provider, from, at, facts: &facts, to: None });
    }
}

fn registration(from: &'static str, at: &str, book: &mut Book) -> &'static str {
    let facts = &[Fact::Succeeds];
    book.take(&Happening { machine: Machine::ProviderRegistration, from, at, facts, to: None })
}
