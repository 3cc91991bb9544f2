//! The state machine of a backup, row by row: every transition, refusal and effect that its table has is played on a
//! real object. A row that nothing plays fails the test, unless it is on a list with the reason.

mod effects;

use std::collections::BTreeSet;

use serde_json::Value;
use vss_sim::api::{AsyncCall, AsyncId, RequesterId};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{Hresult, SnapshotContext};
use vss_sim::world::AsyncState;
use vss_tests::model::calls::{self, OnRequester};
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::shadow_copies;
use vss_tests::model::spec;
use vss_tests::model::stage::Stage;

use effects::{EFFECTS, Shows};

/// Methods of the table that the model does not have, and why.
const NOT_IN_THE_MODEL: &[(&str, &str)] = &[(
    "BreakSnapshotSet(Ex)",
    "its rows are those of the machines of sets and exposures, which their own test plays",
)];

/// How many rows the table has, and how many of them only speak of what the model does not have.
const ROWS: usize = 94;
const LEFT_OUT: usize = 0;

/// In a context without writers, but with writer metadata gathered, which is no error by itself.
const WITHOUT_WRITERS: Way = Way { gathers: true, ..Way::WITHOUT_WRITERS };

/// The ways that meet a row's guard, where the usual one does not; a row with several is played on each.
const WAYS: &[(PhaseKind, &str, &str, &[Way])] = &[
    (PhaseKind::Initialized, "ImportSnapshots", "transportable set", &[Way::IMPORTING]),
    (PhaseKind::Initialized, "Query", "SetContext called", &[Way::CONTEXT_SET]),
    (PhaseKind::Gathered, "Query", "SetContext called", &[Way::CONTEXT_SET]),
    (PhaseKind::SetStarted, "GatherWriterMetadata", "first call", &[Way::UNGATHERED]),
    (PhaseKind::Prepared, "SetBackupSucceeded", "no set was started", &[Way::WITHOUT_SET]),
    (PhaseKind::Prepared, "BackupComplete", "no set was started", &[Way::WITHOUT_SET]),
    (PhaseKind::SetStarted, "DoSnapshotSet", "without writers", &[Way::WITHOUT_WRITERS, Way::USUAL]),
    (PhaseKind::Gathered, "AddComponent", "context without writers", &[WITHOUT_WRITERS]),
    (PhaseKind::Gathered, "PrepareForBackup", "context without writers", &[WITHOUT_WRITERS]),
    (PhaseKind::SetStarted, "AddComponent", "context without writers", &[WITHOUT_WRITERS]),
    (PhaseKind::SetStarted, "PrepareForBackup", "context without writers", &[WITHOUT_WRITERS]),
    (PhaseKind::SnapshotDone, "BackupComplete", "context without writers", &[Way::WITHOUT_WRITERS]),
];

/// What was played of a row.
struct Played {
    /// The state of the row.
    from: PhaseKind,
    method: String,
    /// The object before the call.
    before: Hand,
    /// The object when everything has happened that follows.
    after: Hand,
    requester: RequesterId,
}

fn state(name: &str) -> PhaseKind {
    let found = PhaseKind::NAMES.iter().find(|(_, known)| *known == name);
    found.unwrap_or_else(|| panic!("no state {name}")).0
}

/// A row of the table, as it is read.
struct Row<'a> {
    from: &'a str,
    on: &'a str,
    to: &'a str,
    guard: &'a str,
    effects: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn of(row: &'a Value) -> Self {
        Self {
            from: spec::text(row, "from"),
            on: spec::text(row, "on"),
            to: spec::text(row, "to"),
            guard: row["guard"].as_str().unwrap_or_default(),
            effects: spec::texts(row, "effects"),
        }
    }

    /// The methods it speaks of, each alone.
    fn methods(&self) -> Vec<&'a str> {
        self.on.split(", ").collect()
    }

    fn shown(&self) -> String {
        format!("{} on {} to {} ({})", self.from, self.on, self.to, self.guard)
    }

    /// The code of a refusal: the first word of its effects that is one.
    fn refusal(&self) -> Hresult {
        let words = self.effects.iter().flat_map(|effect| effect.split([' ', ';']));
        words.filter_map(Hresult::parse).next().unwrap_or_else(|| panic!("no code: {}", self.shown()))
    }
}

/// Plays a call of a row on a way, and compares the code and the state right after it.
fn play(row: &Row<'_>, method: &str, way: Way) -> Played {
    let from = state(row.from);
    let (mut hand, requester) = bring(&Stage::default(), from, way);
    // The other methods of such rows are called on the way.
    if row.guard == "second call on this object" && method == "SetContext" {
        hand.accept(requester, calls::set_context(SnapshotContext::VSS_CTX_BACKUP));
    }
    // Only what is exposed can be unexposed.
    if method == "UnexposeSnapshot" {
        let copy = calls::finished_copy(&hand.world);
        hand.accept(requester, shadow_copies::share(copy));
    }
    let before = hand.clone();
    hand.effects.clear();
    let call = if method == "release" {
        Some(calls::RELEASE.into())
    } else {
        calls::valid(&hand.world, requester, method)
    };
    let call = call.unwrap_or_else(|| panic!("no call of {method}: {}", row.shown()));
    let (id, outcome) = hand.begin_backup_call(requester, call);
    let right_after = hand.world.requester(requester).map(|(_, held)| held.phase());
    let code = hand.back(id, outcome).code;
    let shown = format!("{method}, {way:?}: {}", row.shown());
    match row.to {
        "<error>" => {
            assert_eq!((code, right_after), (row.refusal(), Some(from)), "{shown}");
            assert!(before.world.same(&hand.world), "{shown}");
        }
        "RELEASED" => assert_eq!((code, right_after), (Hresult::S_OK, None), "{shown}"),
        "<same>" => assert_eq!((code, right_after), (Hresult::S_OK, Some(from)), "{shown}"),
        to => assert_eq!((code, right_after), (Hresult::S_OK, Some(state(to))), "{shown}"),
    }
    hand.settle();
    Played { from, method: method.to_owned(), before, after: hand, requester }
}

/// The object of the operation that runs in a state.
fn pending(hand: &Hand) -> AsyncId {
    let is_pending = |state: &AsyncState| matches!(state, AsyncState::Pending(_));
    *hand.world.open.asyncs.iter().find(|(_, held)| is_pending(&held.state)).expect("one is pending").0
}

/// An operation ends well, or is cancelled, which is how one can fail whatever it does.
fn play_outcome(row: &Row<'_>) -> Played {
    let from = state(row.from);
    let (mut hand, requester) = bring(&Stage::default(), from, Way::USUAL);
    let before = hand.clone();
    hand.effects.clear();
    match row.guard {
        // Whatever it can succeed with.
        guard if guard.starts_with("succeeds") || guard.is_empty() => {}
        "fails" => {
            let object = pending(&hand);
            hand.begin_async_call(object, AsyncCall::Cancel {});
        }
        guard => panic!("what is {guard}?"),
    }
    hand.settle();
    // The machine of other uses of an object tells the end of an import from that of a creation.
    let to = if from == PhaseKind::Importing && row.to == "SNAPSHOT_DONE" { "IMPORTED" } else { row.to };
    assert_eq!(hand.phase(requester).name(), to, "{}", row.shown());
    Played { from, method: row.on.to_owned(), before, after: hand, requester }
}

/// The ways on which a method of a row is played.
fn ways(row: &Row<'_>, method: &str) -> &'static [Way] {
    let meets = |known: &&(PhaseKind, &str, &str, &[Way])| {
        known.0.name() == row.from && known.1 == method && row.guard.contains(known.2)
    };
    WAYS.iter().find(meets).map_or(&[Way::USUAL], |known| known.3)
}

/// Plays a row; nothing where it only speaks of what the model does not have.
fn played(row: &Row<'_>) -> Vec<Played> {
    if row.on.starts_with("async") {
        return vec![play_outcome(row)];
    }
    let known = row.methods().into_iter().filter(|method| {
        let left_out = NOT_IN_THE_MODEL.iter().any(|(name, _)| name == method);
        let in_model = OnRequester::methods().any(|known| known.name == *method);
        assert!(!(left_out && in_model), "{method} is in the model, and is to be played");
        !left_out
    });
    known.flat_map(|method| ways(row, method).iter().map(move |way| play(row, method, *way))).collect()
}

#[test]
fn every_row_of_the_backup_holds() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    let (mut rows, mut left_out, mut plays) = (0, 0, 0);
    let (mut told, mut missed) = (BTreeSet::new(), BTreeSet::new());
    for row in spec::transitions(&machines, "requester-backup") {
        let row = Row::of(row);
        rows += 1;
        let all = played(&row);
        if all.is_empty() {
            left_out += 1;
            continue;
        }
        plays += all.len();
        for effect in &row.effects {
            let Some((text, shows)) = EFFECTS.iter().find(|(text, _)| effect.starts_with(text)) else {
                missed.insert(*effect);
                continue;
            };
            told.insert(*text);
            match shows {
                Shows::Check(check) => all.iter().for_each(check),
                Shows::TheCode => assert_eq!(row.to, "<error>", "{}", row.shown()),
                Shows::Nothing(reason) => assert!(!reason.is_empty()),
            }
        }
    }
    println!("{rows} rows, {left_out} left out, {plays} plays, {} effects", told.len());
    assert!(missed.is_empty(), "effects that nobody looks for: {missed:#?}");
    let unused: Vec<_> = EFFECTS.iter().map(|(text, _)| text).filter(|text| !told.contains(*text)).collect();
    assert!(unused.is_empty(), "effects that no row has: {unused:#?}");
    assert_eq!((rows, left_out), (ROWS, LEFT_OUT));
}
