//! The state machine of a restore, row by row: every transition and refusal that its table has is played on a real
//! object. A row that nothing plays fails the test.

use std::collections::BTreeSet;

use serde_json::Value;
use vss_sim::api::AsyncCall;
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::Hresult;
use vss_sim::world::AsyncState;
use vss_tests::model::calls;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::spec;
use vss_tests::model::stage::Stage;

/// How many rows the table has, and how many plays they make.
const ROWS: usize = 29;
const PLAYS: usize = 48;

/// What the rows say of effects, as far as they speak of events: the beginnings of the texts, and the handlers called.
const EVENTS: &[(&str, &[&str])] = &[
    ("Identify", &["OnIdentify", "OnIdentify"]),
    ("PreRestore event", &["OnPreRestore"]),
    ("PostRestore event", &["OnPostRestore"]),
    ("no event", &[]),
    ("ignored, S_OK", &[]),
];

/// The other effects, and why no event has to be looked for.
const OTHER_EFFECTS: &[(&str, &str)] = &[
    ("AddRestoreSubcomponent only after", "the way selects the root; a scenario shows the refusal"),
    ("fails if an excluded disk", "the model knows no disks"),
    ("document changed by writers", "a scenario shows that views are taken anew"),
    ("SetAdditionalRestores here: finding", "findings are of checkers over traces"),
    ("may fail if a writer process", "it does not (a reading), which a scenario shows"),
    ("a restore makes no shadow copy", "the code of the row"),
    ("must precede PreRestore", "the code of the row"),
    ("VSS_E_BAD_STATE", "the code of the row"),
];

fn state(name: &str) -> PhaseKind {
    let of_restore = format!("RESTORE_{name}");
    let known = |wanted: &str| PhaseKind::NAMES.iter().find(|(_, known)| *known == wanted).map(|row| row.0);
    known(&of_restore).or_else(|| known(name)).unwrap_or_else(|| panic!("no state {name}"))
}

/// The way to a row's state: the ones of a restore for system recovery do without gathering.
fn way(row: &Value) -> Way {
    if row["guard"].as_str().is_some_and(|guard| guard.contains("ASR")) {
        Way::UNGATHERED
    } else {
        Way::USUAL
    }
}

fn shown(row: &Value) -> String {
    format!("{} on {} to {}", row["from"], row["on"], row["to"])
}

/// Plays a call of a row, and compares the code, the state right after it and the events that follow.
fn play(row: &Value, method: &str) {
    let from = state(spec::text(row, "from"));
    let (mut hand, requester) = bring(&Stage::default(), from, way(row));
    hand.effects.clear();
    let call = if method == "release" {
        Some(calls::RELEASE.into())
    } else {
        calls::valid(&hand.world, requester, method)
    };
    let call = call.unwrap_or_else(|| panic!("no call of {method}"));
    let before = hand.world.clone();
    let (id, outcome) = hand.begin_backup_call(requester, call);
    let right_after = hand.world.requester(requester).map(|(_, held)| held.phase());
    let code = hand.back(id, outcome).code;
    let expected = match spec::text(row, "to") {
        "<error>" => {
            assert!(before.same(&hand.world), "{method}: {}", shown(row));
            (Hresult::VSS_E_BAD_STATE, Some(from))
        }
        "<same>" => (Hresult::S_OK, Some(from)),
        "RELEASED" => (Hresult::S_OK, None),
        to => (Hresult::S_OK, Some(state(to))),
    };
    assert_eq!((code, right_after), expected, "{method}: {}", shown(row));
    hand.settle();
    for (_, wanted) in
        EVENTS.iter().filter(|(text, _)| spec::texts(row, "effects").iter().any(|e| e.starts_with(text)))
    {
        let handlers: Vec<&str> = hand.upcalls().into_iter().map(|(_, name)| name).collect();
        // Where nothing was gathered no writer is known, and none is told (a reading).
        let wanted =
            if from == PhaseKind::RestoreInitialized && method == "PreRestore" { &[] } else { *wanted };
        assert_eq!(handlers, wanted, "{method}: {}", shown(row));
    }
}

/// An operation ends well, or is cancelled, which is how one can fail whatever it does.
fn play_outcome(row: &Value) {
    let (mut hand, requester) = bring(&Stage::default(), state(spec::text(row, "from")), Way::USUAL);
    if row["guard"] == "fails" {
        let is_pending = |state: &AsyncState| matches!(state, AsyncState::Pending(_));
        let pending = hand.world.open.asyncs.iter().find(|(_, held)| is_pending(&held.state));
        let object = *pending.expect("one is pending").0;
        hand.begin_async_call(object, AsyncCall::Cancel {});
    }
    hand.settle();
    assert_eq!(hand.phase(requester), state(spec::text(row, "to")), "{}", shown(row));
}

#[test]
fn every_row_of_the_restore_holds() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    let (mut rows, mut plays) = (0, 0);
    let mut told = BTreeSet::new();
    for row in spec::transitions(&machines, "requester-restore") {
        rows += 1;
        for effect in spec::texts(row, "effects") {
            let events = EVENTS.iter().map(|(text, _)| *text);
            let mut known = events.chain(OTHER_EFFECTS.iter().map(|(text, _)| *text));
            told.insert(
                known.find(|text| effect.starts_with(text)).unwrap_or_else(|| panic!("what is {effect}?")),
            );
        }
        let on = spec::text(row, "on");
        if on.starts_with("async") {
            play_outcome(row);
            plays += 1;
        } else {
            for method in on.split(", ") {
                play(row, method);
                plays += 1;
            }
        }
    }
    assert_eq!((rows, plays, told.len()), (ROWS, PLAYS, EVENTS.len() + OTHER_EFFECTS.len()));
}
