//! `IVssBackupComponents` objects. What an object is used for shows only by its calls, so that each is followed along
//! every machine that still allows what it did; the transitions count when it is known which machine that was.

use std::collections::BTreeMap;

use vss_sim::api::{RequesterId, Target, Value};
use vss_sim::vocabulary::Hresult;
use vss_sim::world::Cause;

use super::book::{Book, Happening, Unlisted};
use super::scene::{Object, Scene};
use super::sight::{After, Begun, Came, Seen, requester_of};
use super::table::{Fact, Machine, transitions};

/// The trigger of an operation's end.
const ENDS: &str = "<async ends>";

/// The methods whose end moves an object.
const MOVING: &[&str] = &[
    "GatherWriterMetadata",
    "PrepareForBackup",
    "DoSnapshotSet",
    "BackupComplete",
    "PreRestore",
    "PostRestore",
    "ImportSnapshots",
    "QueryRevertStatus",
    "RecoverSet",
];

/// One machine that an object can be followed along.
#[derive(Debug, Clone)]
struct Path {
    machine: Machine,
    state: &'static str,
    /// The rows it took.
    rows: Vec<usize>,
}

/// The objects of a run.
#[derive(Debug, Default)]
pub struct Objects {
    paths: BTreeMap<RequesterId, Vec<Path>>,
}

impl Objects {
    /// Sees a record.
    pub fn see(&mut self, seen: &Seen<'_>, scene: &Scene, book: &mut Book) {
        for came in seen.came() {
            if let (Some(Target::Backup(id)), true) = (came.result.object(), came.well()) {
                self.made(id, book);
            }
            if let (Some(id), false) = (requester_of(came.call), came.name() == "Release") {
                self.called(id, &came, scene, book);
            }
        }
        for (id, object) in &scene.released {
            self.advance(*id, "release", &facts(object, "release", Hresult::S_OK), true, book);
            self.over(*id, book);
        }
        for after in &seen.after {
            if let After::Unwatched(Begun { method, requester: Some(id), .. }) = after
                && MOVING.contains(method)
            {
                self.unwatched(*id);
            }
        }
        for (_, status, begun) in seen.ended() {
            let (Some(id), true) = (begun.requester, MOVING.contains(&begun.method)) else { continue };
            let ends = ending(status, begun.method);
            if self.paths.get(&id).is_some_and(|paths| paths.iter().any(listens)) {
                self.advance(id, ENDS, &ends, true, book);
            }
        }
    }

    /// Whether an operation has ended is not told any more: from here on it may have ended well.
    fn unwatched(&mut self, id: RequesterId) {
        let facts = [Fact::Succeeds, Fact::NotCancelled];
        let Some(paths) = self.paths.get_mut(&id) else { return };
        let ended = paths.iter().filter(|path| listens(path)).filter_map(|path| {
            let Path { machine, state: from, .. } = *path;
            let what = Happening { machine, from, at: ENDS, facts: &facts, to: None };
            let rows = path.rows.iter().copied().chain(what.rows()).collect();
            Some(Path { machine, state: what.next()?, rows })
        });
        let ended: Vec<Path> = ended.collect();
        paths.extend(ended);
    }

    /// The run is over, and with it every object.
    pub fn finish(&mut self, book: &mut Book) {
        let all: Vec<RequesterId> = self.paths.keys().copied().collect();
        for id in all {
            self.over(id, book);
        }
    }

    fn made(&mut self, id: RequesterId, book: &mut Book) {
        self.over(id, book);
        let machines = [Machine::RequesterBackup, Machine::RequesterRestore, Machine::RequesterOther];
        let path = |machine| Path { machine, state: "NEW", rows: Vec::new() };
        self.paths.insert(id, machines.into_iter().map(path).collect());
    }

    /// What an object did counts for the machines that allow all of it.
    fn over(&mut self, id: RequesterId, book: &mut Book) {
        for path in self.paths.remove(&id).unwrap_or_default() {
            book.take_rows(&path.rows);
        }
    }

    fn called(&mut self, id: RequesterId, came: &Came<'_>, scene: &Scene, book: &mut Book) {
        let Some(object) = scene.objects.get(&id) else { return };
        let mut known = facts(object, came.name(), came.result.code);
        match came.argument("bstrXML") {
            Some(Value::Null) => known.push(Fact::NoDocument),
            Some(_) => known.push(Fact::Document),
            None if object.document => known.push(Fact::Document),
            None => {}
        }
        self.advance(id, came.name(), &known, came.well(), book);
        // What names a component can be refused because of the component, and a participant can answer so.
        let names = came.argument("wszComponentName").is_some();
        let answered = matches!(came.result.cause, Cause::Participant(_));
        if came.result.code == Hresult::VSS_E_BAD_STATE && !names && !answered {
            self.wrongly_refused(id, came.name(), &known, book);
        }
    }

    /// Moves an object along its machines. Those that do not allow what happened are not what it is used for, as long as
    /// one does.
    fn advance(&mut self, id: RequesterId, at: &str, facts: &[Fact], accepted: bool, book: &mut Book) {
        let Some(paths) = self.paths.get_mut(&id) else { return };
        let mut kept = Vec::new();
        for path in paths.iter() {
            let what = Happening { machine: path.machine, from: path.state, at, facts, to: None };
            if let Some(state) = what.next() {
                let mut rows = path.rows.clone();
                rows.extend(what.rows());
                let told = what.rows().is_empty();
                kept.push((Path { machine: path.machine, state, rows }, told));
            } else if at == ENDS && !listens(path) {
                kept.push((path.clone(), false));
            }
        }
        let moved = kept.iter().any(|(path, _)| at != ENDS || !path.rows.is_empty());
        if moved {
            // A gap of the catalogue is told where no machine has a row.
            for path in paths.iter().filter(|_| kept.iter().all(|(_, gap)| *gap)) {
                let what = Happening { machine: path.machine, from: path.state, at, facts, to: None };
                book.take_if_listed(&what);
            }
            *paths = kept.into_iter().map(|(path, _)| path).collect();
        } else if accepted && paths.iter().any(|path| knows(path.machine, at)) {
            for path in paths.iter() {
                book.take(&Happening { machine: path.machine, from: path.state, at, facts, to: None });
            }
        }
    }

    /// A call was refused because of the state although every machine that the object follows allows it there.
    fn wrongly_refused(&self, id: RequesterId, at: &str, facts: &[Fact], book: &mut Book) {
        let Some(paths) = self.paths.get(&id) else { return };
        let accepted: Vec<Fact> = facts
            .iter()
            .map(|fact| if matches!(fact, Fact::Refused | Fact::Fails) { Fact::Succeeds } else { *fact })
            .collect();
        let happening = |path: &Path, facts: &[Fact]| {
            let what = Happening { machine: path.machine, from: path.state, at, facts, to: None };
            what.next().is_some()
        };
        let wrong = |path: &Path| happening(path, &accepted) && !happening(path, facts);
        if !paths.is_empty() && paths.iter().all(wrong) {
            for path in paths {
                book.unlisted(Unlisted::of(path.machine, path.state, at, "VSS_E_BAD_STATE"));
            }
        }
    }
}

/// Whether the end of an operation leads on from where a path is.
fn listens(path: &Path) -> bool {
    transitions().iter().any(|row| row.machine == path.machine && row.from == path.state && row.is_at(ENDS))
}

/// Whether a machine has such a trigger at all.
fn knows(machine: Machine, at: &str) -> bool {
    transitions().iter().any(|row| row.machine == machine && row.is_at(at))
}

fn facts(object: &Object, method: &str, code: Hresult) -> Vec<Fact> {
    let mut facts = object.facts(method);
    facts.push(if code.is_success() { Fact::Succeeds } else { Fact::Fails });
    if code == Hresult::VSS_E_BAD_STATE {
        facts.push(Fact::Refused);
    }
    facts
}

fn ending(status: Hresult, method: &str) -> Vec<Fact> {
    let mut facts = match status {
        Hresult::VSS_S_ASYNC_CANCELLED => vec![Fact::Fails, Fact::Cancelled],
        status if status.is_success() => vec![Fact::Succeeds, Fact::NotCancelled],
        _ => vec![Fact::Fails, Fact::NotCancelled],
    };
    if method == "QueryRevertStatus" {
        facts.push(Fact::Revert);
    }
    facts
}
