//! Writers: the state of each in each backup or restore, by the events it handles and the statuses that follow.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::{RequesterId, Value, WriterId};
use vss_sim::machines::WriterEvent;
use vss_sim::vocabulary::{Guid, Hresult, WriterState};

use super::book::{Book, Happening, Unlisted};
use super::scene::Scene;
use super::sight::{After, Answered, Asked, Came, Seen, What, event_name, requester_of};
use super::table::{Fact, Machine};

/// The state a session begins in.
const STABLE: &str = "VSS_WS_STABLE";
/// The trigger of a window that closes between Freeze and Thaw.
const EXPIRED: &str = "<window expires before Thaw>";
/// The trigger of a failure of which a writer is not told.
const LATER: &str = "<AbortBackup or later failure>";

type Key = (WriterId, RequesterId);

/// The writers of a run.
#[derive(Debug, Default)]
pub struct Writers {
    /// Where each session stands, or stood when it ended.
    sessions: BTreeMap<Key, &'static str>,
    /// Where the session of a writer stands that changed last.
    shown: BTreeMap<WriterId, &'static str>,
    /// The upcalls that are on their way, and whether each has reached its writer.
    open: BTreeMap<Key, (WriterEvent, bool)>,
    /// Which writers answered OnIdentify, and how.
    identified: BTreeMap<Key, bool>,
    /// The writers that were left out of a backup.
    left_out: BTreeSet<Key>,
    /// The sessions that were sent Abort since the last call of AbortBackup or DoSnapshotSet.
    aborted: BTreeSet<Key>,
    /// The objects whose writers were sent anything but OnIdentify.
    told: BTreeSet<RequesterId>,
    /// What the last GatherWriterStatus of an object is to show of each instance.
    expected: BTreeMap<(RequesterId, Guid), &'static str>,
}

impl Writers {
    /// Sees a record.
    pub fn see(&mut self, seen: &Seen<'_>, scene: &Scene, book: &mut Book) {
        match seen.what {
            What::Begun(Asked::Writer { writer, event, requester }) => {
                self.open.insert((writer, requester), (event, true));
            }
            What::Answered(Asked::Writer { writer, event, requester }, how) => {
                self.answered((writer, requester), event, how, seen, book);
                if self.open.get(&(writer, requester)).is_some_and(|(open, _)| *open == event) {
                    self.open.remove(&(writer, requester));
                }
            }
            What::Made(_, call) => self.forget_aborts(requester_of(call)),
            What::Came(came) if came.name() == "DoSnapshotSet" => {
                self.forget_aborts(requester_of(came.call));
            }
            What::Came(_)
            | What::Begun(Asked::Provider { .. })
            | What::Answered(Asked::Provider { .. }, _)
            | What::Passed
            | What::Subscribed(..)
            | What::Crashed(_)
            | What::ServiceEnded { .. }
            | What::ServiceEnabled
            | What::Else => {}
        }
        // A window that closes also takes back what runs in it, and by that it is known which one it was.
        for after in &seen.after {
            if let After::State(writer, requester, state) = after {
                self.state((*writer, *requester), state, seen, book);
            }
        }
        for after in &seen.after {
            self.after(after);
        }
        for (_, status, begun) in seen.ended() {
            if let Some(requester) = begun.requester {
                self.ended(requester, begun.method, status, scene, book);
            }
        }
        for came in seen.came() {
            self.came(&came, scene, book);
        }
    }

    fn state(&mut self, key: Key, state: &'static str, seen: &Seen<'_>, book: &mut Book) {
        let own = matches!(seen.what, What::Answered(Asked::Writer { writer, requester, .. }, _)
            if (writer, requester) == key);
        if !own {
            self.expired(key, state, book);
        }
    }

    fn after(&mut self, after: &After<'_>) {
        match after {
            After::Sent(Asked::Writer { writer, event, requester }) => {
                self.open.insert((*writer, *requester), (*event, false));
                if *event == WriterEvent::Abort {
                    self.aborted.insert((*writer, *requester));
                }
                if *event != WriterEvent::Identify {
                    self.told.insert(*requester);
                }
            }
            After::Withdrawn(Asked::Writer { writer, event, requester }) => {
                if self.open.get(&(*writer, *requester)).is_some_and(|(open, _)| open == event) {
                    self.open.remove(&(*writer, *requester));
                }
            }
            After::Sent(Asked::Provider { .. })
            | After::Withdrawn(Asked::Provider { .. })
            | After::State(..)
            | After::Service(..)
            | After::Came(_)
            | After::Unwatched(_)
            | After::Ended(..) => {}
        }
    }

    fn forget_aborts(&mut self, requester: Option<RequesterId>) {
        self.aborted.retain(|(_, of)| Some(*of) != requester);
    }

    /// A handler returned. The state it leads to is the one that the record tells, or the one before; a session begins
    /// stable.
    fn answered(&mut self, key: Key, event: WriterEvent, how: Answered, seen: &Seen<'_>, book: &mut Book) {
        let begins = matches!(event, WriterEvent::PrepareForBackup | WriterEvent::PreRestore);
        let shown = self.shown.get(&key.0).copied().unwrap_or(STABLE);
        let from = match (event, self.sessions.get(&key)) {
            (WriterEvent::Identify, _) => shown,
            (_, Some(state)) => state,
            (_, None) if begins => shown,
            (_, None) if self.left_out.contains(&key) => "<no event>",
            (_, None) => STABLE,
        };
        let told = seen.after.iter().find_map(|after| match after {
            After::State(writer, of, state) => ((*writer, *of) == key).then_some(*state),
            After::Sent(_)
            | After::Withdrawn(_)
            | After::Came(_)
            | After::Ended(..)
            | After::Service(..)
            | After::Unwatched(_) => None,
        });
        let to = match (event, how.well) {
            (WriterEvent::Identify, false) => "<not listed>",
            _ => told.unwrap_or(if begins { STABLE } else { from }),
        };
        let facts = [if how.well { Fact::Succeeds } else { Fact::Fails }];
        let at = event_name(event);
        let next = book.take(&Happening { machine: Machine::Writer, from, at, facts: &facts, to: Some(to) });
        if event == WriterEvent::Identify {
            self.identified.insert(key, how.well);
            return;
        }
        self.left_out.remove(&key);
        let state = told.unwrap_or(next);
        self.sessions.insert(key, state);
        self.shown.insert(key.0, state);
        if event == WriterEvent::BackupShutdown {
            // The session is over; what it ended in is still shown.
            self.sessions.remove(&key);
        }
    }

    /// A writer's state changed although no handler returned: its window closed.
    fn expired(&mut self, key: Key, state: &'static str, book: &mut Book) {
        let from = self.sessions.get(&key).copied().unwrap_or(STABLE);
        let at = match self.open.get(&key) {
            Some((event @ (WriterEvent::Freeze | WriterEvent::Thaw), true)) => event_name(*event),
            _ => EXPIRED,
        };
        book.take(&Happening { machine: Machine::Writer, from, at, facts: &[Fact::Fails], to: Some(state) });
        self.sessions.insert(key, state);
        self.shown.insert(key.0, state);
    }

    fn ended(
        &mut self,
        requester: RequesterId,
        method: &str,
        status: Hresult,
        scene: &Scene,
        book: &mut Book,
    ) {
        match method {
            "PrepareForBackup" if status == Hresult::VSS_S_ASYNC_FINISHED => {
                let silent = |(key, well): (&Key, &bool)| {
                    (key.1 == requester && *well && !self.sessions.contains_key(key)).then_some(*key)
                };
                let silent: Vec<Key> = self.identified.iter().filter_map(silent).collect();
                for key in silent {
                    self.left_out.insert(key);
                    book.take(&no_event("PrepareForBackup", &[]));
                }
            }
            "DoSnapshotSet" if status == Hresult::VSS_S_ASYNC_FINISHED => {
                let alone = scene.objects.get(&requester).is_some_and(|object| !object.has_writers());
                if alone && !scene.writers.is_empty() && !self.told.contains(&requester) {
                    book.take(&no_event("DoSnapshotSet", &[Fact::WithoutWriters]));
                }
            }
            "DoSnapshotSet" => self.not_told(requester, book),
            "GatherWriterStatus" => self.gathered(requester, scene),
            _ => {}
        }
    }

    /// What the status of each instance is to be from here on.
    fn gathered(&mut self, requester: RequesterId, scene: &Scene) {
        self.expected.retain(|(of, _), _| *of != requester);
        for (writer, instance) in &scene.writers {
            let alone = scene.writers.values().filter(|other| *other == instance).count() == 1;
            let state = self.sessions.get(&(*writer, requester)).or_else(|| self.shown.get(writer));
            if alone {
                self.expected.insert((requester, *instance), state.copied().unwrap_or(STABLE));
            }
        }
    }

    /// The sessions that are past PostSnapshot are not told of AbortBackup, nor of a failure.
    fn not_told(&self, requester: RequesterId, book: &mut Book) {
        const PAST: &[&str] = &[
            "VSS_WS_WAITING_FOR_BACKUP_COMPLETE",
            "VSS_WS_FAILED_AT_POST_SNAPSHOT",
            "VSS_WS_FAILED_AT_BACKUP_COMPLETE",
        ];
        for (key, state) in self.sessions.iter().filter(|(key, _)| key.1 == requester) {
            if PAST.contains(state) && !self.aborted.contains(key) {
                let from = state;
                book.take(&Happening {
                    machine: Machine::Writer,
                    from,
                    at: LATER,
                    facts: &[],
                    to: Some(from),
                });
            }
        }
    }

    fn came(&mut self, came: &Came<'_>, scene: &Scene, book: &mut Book) {
        let Some(requester) = requester_of(came.call).filter(|_| came.well()) else { return };
        match came.name() {
            "AbortBackup" => self.not_told(requester, book),
            "GetWriterMetadata" | "GetWriterMetadataEx" | "GetWriterStatus" | "GetWriterStatusEx" => {
                if let Some(instance) = came.out_guid("pidInstance") {
                    self.listed(requester, instance, came, scene, book);
                }
            }
            "Release" => {
                self.identified.retain(|(_, of), _| *of != requester);
                self.left_out.retain(|(_, of)| *of != requester);
                self.told.remove(&requester);
            }
            _ => {}
        }
    }

    /// A list shows an instance: one that failed OnIdentify is in none, and a status is the one that events led to.
    fn listed(
        &self,
        requester: RequesterId,
        instance: Guid,
        came: &Came<'_>,
        scene: &Scene,
        book: &mut Book,
    ) {
        let failed = |writer: &WriterId| self.identified.get(&(*writer, requester)) == Some(&false);
        let mut writers = scene.writers.iter().filter(|(_, known)| **known == instance).map(|(id, _)| id);
        if writers.next().is_some_and(failed) && writers.next().is_none() {
            book.unlisted(Unlisted::of(Machine::Writer, "<not listed>", came.name(), "listed"));
        }
        let Some(Value::Header(_, raw)) = came.result.value("pnStatus") else { return };
        let Some(state) = vss_sim::vocabulary::HeaderEnum::name(WriterState(*raw)) else { return };
        if state == "VSS_WS_UNKNOWN" {
            let from = self.shown_of(instance, scene);
            let facts = &[Fact::Fails];
            let at = "GatherWriterStatus";
            book.take(&Happening { machine: Machine::Writer, from, at, facts, to: Some(state) });
            return;
        }
        if self.expected.get(&(requester, instance)).is_some_and(|expected| *expected != state) {
            let expected = self.expected.get(&(requester, instance)).copied().unwrap_or_default();
            book.unlisted(Unlisted::of(Machine::Writer, expected, came.name(), state));
        }
    }

    fn shown_of(&self, instance: Guid, scene: &Scene) -> &'static str {
        let writer = scene.writers.iter().find(|(_, known)| **known == instance).map(|(id, _)| id);
        writer.and_then(|id| self.shown.get(id)).copied().unwrap_or(STABLE)
    }
}

/// A session that begins stable and is told nothing.
const fn no_event<'a>(at: &'a str, facts: &'a [Fact]) -> Happening<'a> {
    Happening { machine: Machine::Writer, from: STABLE, at, facts, to: Some("<no event>") }
}
