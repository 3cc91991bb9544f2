//! The state machines of writers, asynchronous objects and the creation lock, against their tables.
//!
//! Those of writers and of the backup are played row by row in tests of their own.

use std::collections::BTreeSet;

use serde_json::Value;
use vss_sim::api::{AsyncCall, AsyncId, OutPtr, ProviderId, RequesterId, Value as Passed};
use vss_sim::machines::{CreationLock, PhaseKind, WriterEvent, WriterOutcome, next_state, transitions};
use vss_sim::vocabulary::{HeaderEnum, Hresult, WriterState};
use vss_sim::world::{Answer, AsyncState, Event, Participant, ProcessEvent};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring, walk};
use vss_tests::model::spec;
use vss_tests::model::stage::{self, MACHINE, Stage};

/// A row of the writer's table.
type Row = (WriterState, WriterEvent, WriterOutcome, WriterState);

/// The events of a backup and of a restore, as the table names them.
const EVENTS: &[(&str, WriterEvent)] = &[
    ("PrepareForBackup", WriterEvent::PrepareForBackup),
    ("PrepareForSnapshot", WriterEvent::PrepareForSnapshot),
    ("Freeze", WriterEvent::Freeze),
    ("Thaw", WriterEvent::Thaw),
    ("PostSnapshot", WriterEvent::PostSnapshot),
    ("BackupComplete", WriterEvent::BackupComplete),
    ("BackupShutdown", WriterEvent::BackupShutdown),
    ("Abort", WriterEvent::Abort),
    ("PreRestore", WriterEvent::PreRestore),
    ("PostRestore", WriterEvent::PostRestore),
];

/// What the rows' triggers that are no event of a backup are, and why they are no transition of the model.
const OTHER_TRIGGERS: &[(&str, &str)] = &[
    ("Identify", "changes no session; who fails is not listed, which the tests of gathering see"),
    ("<window expires before Thaw>", "the model's row is Freeze that expired while waiting for Thaw"),
    ("<AbortBackup or later failure>", "OnAbort is not called: tested as the absence of a row"),
    ("GatherWriterStatus", "a status and no transition of the session"),
    ("DoSnapshotSet", "no event in a context without writers: there is no session"),
];

/// A kind of row that only one side has, and why.
struct Difference {
    on: WriterEvent,
    outcome: WriterOutcome,
    from: fn(WriterState) -> bool,
    rows: usize,
    reason: &'static str,
}

/// Rows of the table that the model realises otherwise.
const ONLY_IN_THE_TABLE: &[Difference] = &[
    Difference {
        on: WriterEvent::PrepareForBackup,
        outcome: WriterOutcome::Succeeded,
        from: |state| state != WriterState::VSS_WS_STABLE,
        rows: 11,
        reason: "a backup begins a session of its own, which starts stable",
    },
    Difference {
        on: WriterEvent::PrepareForBackup,
        outcome: WriterOutcome::Failed,
        from: |state| state != WriterState::VSS_WS_STABLE,
        rows: 11,
        reason: "a backup begins a session of its own, which starts stable",
    },
    Difference {
        on: WriterEvent::PreRestore,
        outcome: WriterOutcome::Succeeded,
        from: |state| state != WriterState::VSS_WS_STABLE,
        rows: 11,
        reason: "a restore begins a session of its own, which starts stable",
    },
    Difference {
        on: WriterEvent::PreRestore,
        outcome: WriterOutcome::Failed,
        from: |state| state != WriterState::VSS_WS_STABLE,
        rows: 11,
        reason: "a restore begins a session of its own, which starts stable",
    },
    Difference {
        on: WriterEvent::BackupShutdown,
        outcome: WriterOutcome::Succeeded,
        from: |state| {
            [WriterState::VSS_WS_FAILED_AT_IDENTIFY, WriterState::VSS_WS_FAILED_AT_BACKUPSHUTDOWN]
                .contains(&state)
        },
        rows: 2,
        reason: "no session is in these states when its requester is released",
    },
];

/// Rows of the model that the table lacks.
const ONLY_IN_THE_MODEL: &[Difference] = &[
    Difference {
        on: WriterEvent::Abort,
        outcome: WriterOutcome::Failed,
        from: |state| state.name().is_some_and(|name| !name.contains("FAILED")),
        rows: 4,
        reason: "the table is silent on an OnAbort that fails; there is no state for it",
    },
    Difference {
        on: WriterEvent::BackupShutdown,
        outcome: WriterOutcome::Failed,
        from: |state| state.name().is_some_and(|name| name.contains("FAILED")),
        rows: 8,
        reason: "the table is silent on a shutdown that fails after a failure; the earlier one stays",
    },
];

fn state(name: &str) -> WriterState {
    WriterState::parse(name).unwrap_or_else(|| panic!("no writer state {name}"))
}

/// The rows of the table about the events of a backup.
fn expected_rows(machines: &Value) -> BTreeSet<Row> {
    use WriterOutcome::{Expired, Failed, Succeeded};
    let mut rows = BTreeSet::new();
    for row in spec::transitions(machines, "writer") {
        let (from, on, to) = (spec::text(row, "from"), spec::text(row, "on"), spec::text(row, "to"));
        let target = || if to == "<same>" { state(from) } else { state(to) };
        if on == "<window expires before Thaw>" {
            rows.insert((state(from), WriterEvent::Freeze, Expired, target()));
            continue;
        }
        let Some((_, event)) = EVENTS.iter().find(|(name, _)| *name == on) else {
            assert!(OTHER_TRIGGERS.iter().any(|(name, _)| *name == on), "what is {on}?");
            continue;
        };
        if to == "<no event>" {
            continue;
        }
        let guard = row["guard"].as_str().unwrap_or("handler succeeds, or returns false");
        let outcomes = [
            (guard.contains("handler succeeds"), Succeeded),
            (guard.contains("returns false"), Failed),
            (guard.contains("does not end within the window"), Expired),
        ];
        assert!(outcomes.iter().any(|(is, _)| *is), "what is the guard {guard}?");
        for (_, outcome) in outcomes.into_iter().filter(|(is, _)| *is) {
            rows.insert((state(from), *event, outcome, target()));
        }
    }
    rows
}

/// Takes the rows that a list explains away; each of its entries must explain as many as it says.
fn explained(mut rows: BTreeSet<Row>, list: &[Difference]) -> BTreeSet<Row> {
    for Difference { on, outcome, from, rows: count, reason } in list {
        let before = rows.len();
        rows.retain(|row| row.1 != *on || row.2 != *outcome || !from(row.0));
        assert_eq!(before - rows.len(), *count, "{on:?} {outcome:?}: {reason}");
    }
    rows
}

#[test]
fn the_writers_table_is_the_models() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    let expected = expected_rows(&machines);
    let model: BTreeSet<Row> = transitions().map(|t| (t.from, t.on, t.outcome, t.to)).collect();
    println!("{} rows of the table, {} of the model", expected.len(), model.len());
    let missing = explained(expected.difference(&model).copied().collect(), ONLY_IN_THE_TABLE);
    let added = explained(model.difference(&expected).copied().collect(), ONLY_IN_THE_MODEL);
    assert!(missing.is_empty(), "not in the model: {missing:#?}");
    assert!(added.is_empty(), "not in the table: {added:#?}");
    for (from, on, outcome, to) in &model {
        assert_eq!(next_state(*from, *on, *outcome), Some(*to));
    }
}

#[test]
fn no_abort_is_sent_where_the_table_says_so() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    let rows = spec::transitions(&machines, "writer").iter();
    let silent: Vec<&str> = rows
        .filter(|row| row["on"] == "<AbortBackup or later failure>")
        .map(|row| spec::text(row, "from"))
        .collect();
    assert_eq!(silent.len(), 3);
    for from in silent {
        assert_eq!(next_state(state(from), WriterEvent::Abort, WriterOutcome::Succeeded), None, "{from}");
    }
}

// ---- Asynchronous objects ------------------------------------------------------------------------------------

/// An asynchronous object in a state, with the world around it.
fn asynchronous(name: &str) -> (Hand, AsyncId) {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Prepared, Way::USUAL);
    let failing = Participant::Provider(ProviderId(1));
    if name == "FAILED" {
        let answer = Answer::Provider { code: Hresult::VSS_E_PROVIDER_VETO, supported: true };
        hand.answers.insert((failing, "CommitSnapshots"), answer);
    }
    let object = hand.begin_async(requester, calls::SNAPSHOT);
    match name {
        "PENDING" => {}
        "FINISHED" | "FAILED" => hand.settle(),
        "CANCELLED" => {
            let (id, outcome) = hand.begin_async_call(object, AsyncCall::Cancel {});
            assert_eq!(hand.back(id, outcome).code, Hresult::S_OK);
        }
        _ => panic!("no state {name}"),
    }
    assert_eq!(async_state(&hand, object), name);
    (hand, object)
}

fn async_state(hand: &Hand, object: AsyncId) -> &'static str {
    match hand.world.open.asyncs.get(&object).expect("the object exists").state {
        AsyncState::Pending(_) => "PENDING",
        AsyncState::Finished => "FINISHED",
        AsyncState::Failed(_) => "FAILED",
        AsyncState::Cancelled => "CANCELLED",
        AsyncState::Lost(_) => panic!("no service has ended"),
    }
}

/// Rows of the table that the model has nothing for, by the beginning of their guard, and why.
const ASYNC_LEFT_OUT: &[(&str, &str)] = &[(
    "IVssAsync of QueryRevertStatus",
    "the model cannot revert a volume, so that no object is of that kind",
)];

/// How many rows the table has.
const ASYNC_ROWS: usize = 21;

/// The code that the status or the call of a failed object tells.
const FAILURE: Hresult = Hresult::VSS_E_PROVIDER_VETO;

#[test]
fn every_row_of_the_asynchronous_object_holds() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    let (mut checked, mut left_out) = (0, 0);
    for row in spec::transitions(&machines, "async-operation") {
        let (from, on) = (spec::text(row, "from"), spec::text(row, "on"));
        let to = if row["to"] == "<same>" { from } else { spec::text(row, "to") };
        let guard = row["guard"].as_str().unwrap_or_default();
        let effect = spec::texts(row, "effects").first().copied().unwrap_or_default();
        if ASYNC_LEFT_OUT.iter().any(|(known, _)| guard.starts_with(known)) {
            left_out += 1;
            continue;
        }
        checked += 1;
        let (hand, object) = asynchronous(from);
        let shown = format!("{from} {on} {guard}");
        match on {
            "QueryStatus" => check_query(hand, object, guard, effect, &shown),
            "<work done>" | "<work failed>" => check_end(to),
            "Wait" => check_wait(hand, object, to, guard, &shown),
            "Cancel" => check_cancel(hand, object, to, effect, &shown),
            _ => panic!("what is {on}?"),
        }
    }
    assert_eq!(left_out, ASYNC_LEFT_OUT.len());
    assert_eq!(checked + left_out, ASYNC_ROWS);
}

fn check_query(mut hand: Hand, object: AsyncId, guard: &str, effect: &str, shown: &str) {
    let null = guard == "pHrResult NULL";
    let pointer = if null { OutPtr::Null } else { OutPtr::Given };
    let before = (hand.world.clone(), async_state(&hand, object));
    let (id, outcome) = hand.begin_async_call(object, AsyncCall::QueryStatus { pHrResult: pointer });
    let result = hand.back(id, outcome);
    assert!(before.0.same(&hand.world), "{shown}");
    if null {
        assert_eq!(result.code, Hresult::E_INVALIDARG, "{shown}");
        return;
    }
    let expected = effect.split_whitespace().last().and_then(Hresult::parse).unwrap_or(FAILURE);
    assert_eq!(result.code, Hresult::S_OK, "{shown}");
    assert_eq!(result.values, [("pHrResult", Passed::Hresult(expected))], "{shown}");
}

/// Work that was pending ends: a `Wait` in progress gives the outcome.
fn check_end(to: &str) {
    let (hand, object) = asynchronous(to);
    assert_eq!(async_state(&hand, object), to);
}

fn check_wait(mut hand: Hand, object: AsyncId, to: &str, guard: &str, shown: &str) {
    let milliseconds = if guard == "time-out passes" { 5 } else { AsyncCall::INFINITE };
    if to == "FAILED" && guard == "operation fails while waiting" {
        let failing = Participant::Provider(ProviderId(1));
        let answer = Answer::Provider { code: FAILURE, supported: true };
        hand.answers.insert((failing, "CommitSnapshots"), answer);
    }
    let (id, outcome) = hand.begin_async_call(object, AsyncCall::Wait { dwMilliseconds: milliseconds });
    let result = if guard == "time-out passes" {
        hand.pass(std::time::Duration::from_millis(5));
        hand.returned(id).expect("the time-out passed")
    } else {
        hand.back(id, outcome)
    };
    let expected = if guard == "operation fails while waiting" { FAILURE } else { Hresult::S_OK };
    assert_eq!(result.code, expected, "{shown}");
    assert_eq!(async_state(&hand, object), to, "{shown}");
}

fn check_cancel(mut hand: Hand, object: AsyncId, to: &str, effect: &str, shown: &str) {
    let (id, outcome) = hand.begin_async_call(object, AsyncCall::Cancel {});
    let result = hand.back(id, outcome);
    assert_eq!(result.code, Hresult::parse(effect).unwrap_or(FAILURE), "{shown}");
    assert_eq!(async_state(&hand, object), to, "{shown}");
}

#[test]
fn a_wait_in_progress_returns_when_the_operation_is_cancelled() {
    let (mut hand, object) = asynchronous("PENDING");
    let (id, _) = hand.begin_async_call(object, AsyncCall::Wait { dwMilliseconds: AsyncCall::INFINITE });
    assert_eq!(hand.returned(id), None);
    hand.begin_async_call(object, AsyncCall::Cancel {});
    assert_eq!(hand.returned(id).map(|result| result.code), Some(Hresult::S_OK));
}

// ---- The creation lock ---------------------------------------------------------------------------------------

fn lock(hand: &Hand) -> CreationLock {
    hand.world.machines[&MACHINE].lock
}

fn second_requester(hand: &mut Hand) -> RequesterId {
    let other = hand.create(stage::OTHER);
    walk(hand, other, PhaseKind::Initialized, Way::WITHOUT_WRITERS);
    other
}

#[test]
fn every_row_of_the_creation_lock_holds() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    let (mut rows, mut checked) = (0, 0);
    for row in spec::transitions(&machines, "creation-lock") {
        rows += 1;
        let (from, on, to) = (spec::text(row, "from"), spec::text(row, "on"), spec::text(row, "to"));
        let at = if from == "FREE" { PhaseKind::Gathered } else { PhaseKind::SetStarted };
        let (start, requester) = bring(&Stage::default(), at, Way::USUAL);
        let expected = if to == "FREE" { CreationLock::Free } else { CreationLock::Held(requester) };
        let begun = if from == "FREE" { CreationLock::Free } else { CreationLock::Held(requester) };
        assert_eq!(lock(&start), begun);
        for what in on.split(" or ").flat_map(|part| part.split(", ")) {
            checked += 1;
            let mut hand = start.clone();
            match what {
                "StartSnapshotSet" => {
                    hand.accept(requester, calls::START);
                }
                "StartSnapshotSet of another object" => {
                    let other = second_requester(&mut hand);
                    let code = hand.backup_call(other, calls::START).code;
                    assert_eq!(code.name(), spec::texts(row, "effects").first().copied());
                }
                "<DoSnapshotSet finished>" => {
                    hand.accept(requester, calls::PREPARE);
                    hand.begin_async(requester, calls::SNAPSHOT);
                    assert_eq!(lock(&hand), begun, "held while it runs");
                    hand.settle();
                }
                "AbortBackup" => {
                    hand.accept(requester, calls::ABORT);
                }
                "release" => {
                    hand.accept(requester, calls::RELEASE);
                }
                "crash of the holder" => {
                    hand.play(&Event::Process(ProcessEvent::Crash(stage::REQUESTING)));
                }
                _ => panic!("what is {what}?"),
            }
            assert_eq!(lock(&hand), expected, "{from} {what}");
        }
    }
    // The last row names three ways out.
    assert_eq!((rows, checked), (4, 6));
}

#[test]
fn a_creation_that_fails_frees_the_lock_for_good() {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::SnapshotFailed, Way::USUAL);
    assert_eq!(lock(&hand), CreationLock::Free);
    let other = second_requester(&mut hand);
    hand.accept(other, calls::START);
    // What the first object does from now on does not touch the other's lock.
    hand.accept(requester, calls::ABORT);
    hand.accept(requester, calls::RELEASE);
    assert_eq!(lock(&hand), CreationLock::Held(other));
}
