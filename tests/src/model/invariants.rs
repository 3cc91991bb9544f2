//! What must hold before, during and after whatever happens.

use std::collections::BTreeSet;

use vss_sim::api::{ActivationId, RequesterId};
use vss_sim::machines::{CreationLock, PhaseKind, WriterEvent};
use vss_sim::vocabulary::WriterState;
use vss_sim::world::{
    AsyncState, Completion, Effect, Event, OpKind, Outcome, Participant, Run, Step, Upcall, World, enabled,
    step,
};

/// A rule that did not hold: its name, and what was found.
pub type Violation = (&'static str, String);

/// Methods that make an object or may ask a provider, whatever they are named.
const MORE_THAN_READS: &[&str] = &[
    "Query",
    "QueryRevertStatus",
    "QueryProviders",
    "IsVolumeSupported",
    "GetProviderMgmtInterface",
    "QueryVolumesSupportedForSnapshots",
    "QuerySnapshotsByVolume",
    "QueryVolumesSupportedForDiffAreas",
    "QueryDiffAreasForVolume",
    "QueryDiffAreasOnVolume",
    "QueryDiffAreasForSnapshot",
    "QueryMigrationStatus",
    "QuerySnapshotDeltaBitmap",
];

/// Methods that read, unless a provider has to be asked first: then they come back later.
const MAY_ASK: &[&str] = &["GetSnapshotProperties", "IsVolumeSnapshotted", "IsVolumeSnapshottedInternal"];

/// Methods whose page says that they only read.
#[must_use]
pub fn only_reads(method: &str) -> bool {
    if MORE_THAN_READS.contains(&method) {
        return false;
    }
    ["Get", "Query", "Are", "Is"].iter().any(|prefix| method.starts_with(prefix)) || method == "SaveAsXML"
}

/// What must hold of shadow copy sets: each is on one machine, and belongs to providers of that machine.
fn of_sets(world: &World) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (machine, held) in world.machines.iter() {
        for (id, set) in &held.sets {
            if !seen.insert(*id) {
                found.push(("a set is on one machine", format!("{id:?} is on {machine:?} too")));
            }
            let others = world.machines.iter().filter(|(other, _)| *other != machine);
            let abroad: BTreeSet<_> = others.flat_map(|(_, other)| other.providers.keys()).collect();
            if set.copies.values().any(|copy| abroad.contains(&copy.provider)) {
                found.push(("a set belongs to providers of its machine", format!("{id:?} on {machine:?}")));
            }
        }
    }
    found
}

/// Whether two worlds are the same but for whether the VSS service runs, which starts when it is asked, and for when it
/// will have had nothing to do for too long.
fn served_alike(world: &World, next: &World) -> bool {
    let mut next = next.clone();
    for (id, held) in world.machines.iter() {
        next.machines.edit(|machines| {
            machines.get_mut(id).map(|machine| machine.edit(|machine| machine.services = held.services))
        });
    }
    next.open.edit(|open| open.idle.clone_from(&world.open.idle));
    world.digest() == next.digest()
}

/// What an event must and must not do.
#[must_use]
pub fn of_step(world: &World, event: &Event, taken: &Step) -> Vec<Violation> {
    let mut found = Vec::new();
    let same = world.same(&taken.next);
    let mut check = |name: &'static str, holds: bool| {
        if !holds {
            found.push((name, format!("{event:?} gave {:?}", taken.outcome)));
        }
    };
    match &taken.outcome {
        Outcome::Moot(_) => {
            check("moot leaves the world the same", same);
            check("moot has no effects", taken.effects.is_empty());
        }
        Outcome::Returned(result) if !result.code.is_success() => {
            check("a refusal leaves the world the same", same);
            check("a refusal has no effects", taken.effects.is_empty());
        }
        Outcome::Returned(_) | Outcome::Pending | Outcome::Done => {}
    }
    if let Event::Call { call, .. } = event {
        let is_answer = !matches!(taken.outcome, Outcome::Done);
        check("a call is answered as a call", is_answer);
        let asks = MAY_ASK.contains(&call.method().name) && matches!(taken.outcome, Outcome::Pending);
        if only_reads(call.method().name) && !asks {
            check("a read gives the same world", same || served_alike(world, &taken.next));
            check("a read is answered at once", !matches!(taken.outcome, Outcome::Pending));
        }
    } else if !matches!(event, Event::File { .. }) {
        check(
            "what is no call is not answered as one",
            matches!(taken.outcome, Outcome::Done | Outcome::Moot(_)),
        );
    }
    found.extend(of_activations(world, event, taken));
    found
}

/// An activation is queued by an effect and is there until it returns or is withdrawn.
fn of_activations(world: &World, event: &Event, taken: &Step) -> Vec<Violation> {
    let ids = |world: &World| world.open.activations.keys().copied().collect::<BTreeSet<_>>();
    let mut expected = ids(world);
    if let (Event::Return { of, .. }, Outcome::Done) = (event, &taken.outcome) {
        expected.remove(of);
    }
    let mut found = Vec::new();
    for effect in &taken.effects {
        if let Effect::Activate { id, .. } = effect
            && !expected.insert(*id)
        {
            found.push(("no two activations share a number", format!("{id} by {event:?}")));
        }
        if let Effect::Withdraw(id) = effect
            && !expected.remove(id)
        {
            found.push(("only what is open is withdrawn", format!("{id} by {event:?}")));
        }
    }
    let next: BTreeSet<ActivationId> = ids(&taken.next);
    if next != expected {
        found.push((
            "activations come and go by effects",
            format!("{next:?}, not {expected:?}, by {event:?}"),
        ));
    }
    found
}

/// What must hold in every world.
#[must_use]
pub fn of_world(world: &World) -> Vec<Violation> {
    let mut found = of_operations(world);
    found.extend(of_requesters(world));
    found.extend(of_machines(world));
    found.extend(of_sets(world));
    found.extend(of_writers(world));
    found
}

fn of_operations(world: &World) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut check = |name: &'static str, holds: bool, what: String| {
        if !holds {
            found.push((name, what));
        }
    };
    let open = &world.open;
    let mut awaited = BTreeSet::new();
    for (id, operation) in &open.operations {
        for activation in &operation.awaits {
            let of = open.activations.get(activation).map(|held| held.of);
            check("what is awaited is open, and its own", of == Some(*id), format!("{id}: {activation}"));
            check("nothing is awaited twice", awaited.insert(*activation), format!("{activation}"));
        }
        // A function is called by a process, on no object.
        let calling = if let OpKind::Ask(ask) = &operation.kind {
            operation.requester == RequesterId::NOBODY
                && world.machines.values().any(|machine| machine.processes.contains_key(&ask.process))
        } else {
            false
        };
        let alive = world.requester(operation.requester).is_some() || calling;
        let shuts_down = matches!(operation.kind, OpKind::Shutdown(_));
        let outlives = shuts_down || matches!(operation.kind, OpKind::Revert(_));
        let what = format!("{id}, {:?} of {}", operation.kind, operation.requester);
        check("an operation has its requester, or outlives it", alive || outlives, what.clone());
        check(
            "no requester bears the number of one that is shutting down",
            !(alive && shuts_down),
            what.clone(),
        );
        if let Completion::Async(object) = operation.ends {
            let state = open.asyncs.get(&object).map(|held| held.state);
            check("an operation's object is pending", state == Some(AsyncState::Pending(*id)), what);
        }
    }
    for (id, object) in &open.asyncs {
        if let AsyncState::Pending(operation) = object.state {
            let ends = open.operations.get(&operation).map(|held| held.ends);
            check(
                "a pending object has its operation",
                ends == Some(Completion::Async(*id)),
                format!("{id}"),
            );
        }
        check("an object has its requester", world.requester(object.requester).is_some(), format!("{id}"));
    }
    for (call, wait) in &open.waits {
        let state = open.asyncs.get(&wait.of).map(|object| object.state);
        check(
            "a wait is for what is pending",
            matches!(state, Some(AsyncState::Pending(_))),
            format!("{call}"),
        );
    }
    for (id, held) in &open.activations {
        let alive = match held.to {
            Participant::Writer(writer) => world.writer(writer).is_some(),
            Participant::Provider(provider) => {
                world.machines.values().any(|machine| machine.providers.contains_key(&provider))
            }
        };
        check(
            "nobody who is gone is called",
            alive,
            format!("{id}: {} for {:?}", held.upcall.name(), held.to),
        );
    }
    let late = open.deadlines().any(|deadline| deadline < world.now);
    check("no deadline is past", !late, format!("{:?}", world.now));
    found
}

fn of_requesters(world: &World) -> Vec<Violation> {
    let mut found = Vec::new();
    for machine in world.machines.values() {
        for (id, requester) in &machine.requesters {
            let Some(session) = requester.session() else { continue };
            let running = session.running().zip(match session.phase() {
                PhaseKind::Gathering | PhaseKind::RestoreGathering => Some("Gather"),
                PhaseKind::Preparing => Some("Prepare"),
                PhaseKind::Snapshotting => Some("Create"),
                PhaseKind::Completing => Some("Complete"),
                PhaseKind::Prerestoring => Some("PreRestore"),
                PhaseKind::Postrestoring => Some("PostRestore"),
                PhaseKind::Importing | PhaseKind::Recovering => Some("Manage"),
                PhaseKind::New
                | PhaseKind::Initialized
                | PhaseKind::Gathered
                | PhaseKind::SetStarted
                | PhaseKind::Prepared
                | PhaseKind::SnapshotDone
                | PhaseKind::SnapshotFailed
                | PhaseKind::Completed
                | PhaseKind::Aborted
                | PhaseKind::Imported
                | PhaseKind::Reverting
                | PhaseKind::RestoreInitialized
                | PhaseKind::RestoreGathered
                | PhaseKind::Prerestored
                | PhaseKind::Postrestored => None,
            });
            if let Some((op, kind)) = running {
                let operation = world.open.operations.get(&op);
                let fits = operation.is_some_and(|operation| {
                    operation.requester == *id && format!("{:?}", operation.kind).starts_with(kind)
                });
                if !fits {
                    found.push(("a running state has its operation", format!("{id}: {:?}", session.phase())));
                }
            }
            let set = session.set().and_then(|set| machine.sets.get(&set));
            if set.is_some_and(|set| set.requester != *id) {
                found.push(("a requester's set is its own", format!("{id}: {:?}", session.set())));
            }
        }
    }
    found
}

fn of_machines(world: &World) -> Vec<Violation> {
    let mut found = Vec::new();
    for (id, machine) in world.machines.iter() {
        let creating = machine.sets.values().filter(|set| !set.created).count();
        if creating > 1 {
            found.push(("one set at most is under creation", format!("{id}: {creating}")));
        }
        if let CreationLock::Held(requester) = machine.lock {
            if !machine.requesters.contains_key(&requester) {
                found.push(("who holds the lock exists", format!("{id}: {requester}")));
            }
            let own = machine.sets.values().any(|set| !set.created && set.requester == requester);
            if !own {
                found.push(("who holds the lock has a set under creation", format!("{id}: {requester}")));
            }
        } else if creating > 0 {
            found.push(("who creates a set holds the lock", format!("{id}")));
        }
        let copies: Vec<_> = machine.sets.values().flat_map(|set| set.copies.keys()).collect();
        let preparing: Vec<_> =
            world
                .open
                .operations
                .values()
                .filter_map(|operation| {
                    if let OpKind::AddVolume(add) = &operation.kind { Some(&add.snapshot) } else { None }
                })
                .collect();
        let all: BTreeSet<_> = copies.iter().chain(&preparing).collect();
        if all.len() != copies.len() + preparing.len() {
            found.push(("no two shadow copies share a number", format!("{copies:?} {preparing:?}")));
        }
        for (set, held) in &machine.sets {
            let mut volumes: Vec<_> = held.copies.values().map(|copy| copy.volume).collect();
            volumes.sort_unstable();
            volumes.dedup();
            if volumes.len() != held.copies.len() {
                found.push(("a volume is in a set once", format!("{set}: {:?}", held.copies)));
            }
        }
    }
    found
}

fn of_writers(world: &World) -> Vec<Violation> {
    let mut found = Vec::new();
    for machine in world.machines.values() {
        for (id, writer) in &machine.writers {
            for (requester, session) in &writer.sessions {
                let of = |kind: fn(&OpKind) -> bool| {
                    world.open.operations.values().any(|op| op.requester == *requester && kind(&op.kind))
                };
                let creating = of(|kind| matches!(kind, OpKind::Create(_)));
                let shutting = of(|kind| matches!(kind, OpKind::Shutdown(_)));
                if session.state == WriterState::VSS_WS_WAITING_FOR_THAW
                    && !(creating || session.aborted || shutting)
                {
                    found.push(("no writer stays frozen", format!("{id} for {requester}")));
                }
                if !machine.requesters.contains_key(requester) && !shutting {
                    found.push(("a writer's session has its requester", format!("{id} for {requester}")));
                }
                if let Some(last) = events_open(world, *id, *requester).find(|event| {
                    session.aborted && !matches!(event, WriterEvent::Abort | WriterEvent::BackupShutdown)
                }) {
                    found.push((
                        "after Abort come only Abort and BackupShutdown",
                        format!("{id}: {last:?} queued"),
                    ));
                }
            }
        }
    }
    found
}

fn events_open(
    world: &World,
    writer: vss_sim::api::WriterId,
    requester: RequesterId,
) -> impl Iterator<Item = WriterEvent> {
    world.open.activations.values().filter_map(move |held| match (&held.upcall, held.to) {
        (Upcall::Writer(upcall), Participant::Writer(to))
            if to == writer
                && upcall.requester == requester
                && held.run == Run::Queued
                && upcall.event != WriterEvent::Identify =>
        {
            Some(upcall.event)
        }
        _ => None,
    })
}

/// What is listed as possible is possible, and nothing that is possible is left out.
#[must_use]
pub fn of_enabled(world: &World) -> Vec<Violation> {
    let mut found = Vec::new();
    let all = enabled(world);
    for (id, held) in &world.open.activations {
        if (held.run == Run::Queued) != all.contains(&Event::Begin(*id)) {
            found.push(("a queued activation can begin", format!("{id}")));
        }
    }
    for (id, held) in &world.open.operations {
        if held.awaits.is_empty() != all.contains(&Event::Proceed(*id)) {
            found.push(("an operation that waits for nobody can proceed", format!("{id}")));
        }
    }
    let advances = all.iter().filter(|event| matches!(event, Event::Advance(_))).count();
    if advances != usize::from(world.open.deadlines().next().is_some()) {
        found.push(("time can pass to a deadline", format!("{advances}")));
    }
    for event in &all {
        let taken = step(world, event);
        if matches!(taken.outcome, Outcome::Moot(_)) {
            found.push(("what is possible is not moot", format!("{event:?}: {:?}", taken.outcome)));
        }
    }
    found
}
