//! The conditions of the table of legal calls: each code that one names is given where it does not hold.

use serde_json::Value;
use vss_sim::api::{BackupCall, Call, Caller, ComponentCall, ComponentRef, DocRef, OutPtr};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{Guid, Hresult, SnapshotContext};
use vss_sim::world::Outcome;
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring, walk};
use vss_tests::model::spec;
use vss_tests::model::stage::{self, Stage};

/// A condition of the table: the way to a state, what is called before, the call, and the code it gives.
struct Condition {
    row: &'static str,
    at: PhaseKind,
    way: Way,
    before: Vec<BackupCall>,
    /// Whether another object is creating a set meanwhile.
    locked: bool,
    call: BackupCall,
    code: Hresult,
}

fn condition(row: &'static str, at: PhaseKind, way: Way, call: BackupCall, code: Hresult) -> Condition {
    Condition { row, at, way, before: Vec::new(), locked: false, call, code }
}

fn conditions() -> Vec<Condition> {
    use PhaseKind as P;
    let bad = Hresult::VSS_E_BAD_STATE;
    let (usual, without_writers) = (Way::USUAL, Way::WITHOUT_WRITERS);
    let without_writers_gathered = Way { gathers: true, ..without_writers };
    let no_state = Way { sets_backup_state: false, ..usual };
    let none_added = Way { adds_component: false, ..usual };
    let all = Way { context: Some(SnapshotContext::VSS_CTX_ALL), ..without_writers };
    let get = |method: &str| {
        let (hand, _) = bring(&Stage::default(), P::New, usual);
        calls::valid_in_backup(&hand.world, method).expect("a method of the table")
    };
    let missing = Hresult::VSS_E_OBJECT_NOT_FOUND;
    let twice = |row, at, way, call: BackupCall, code| Condition {
        before: vec![call.clone()],
        ..condition(row, at, way, call, code)
    };
    let after = |row, at, first: BackupCall, call, code| Condition {
        before: vec![first],
        ..condition(row, at, usual, call, code)
    };
    let context = || calls::set_context(SnapshotContext::VSS_CTX_BACKUP);
    let being_made = |at| {
        let (hand, _) = bring(&Stage::default(), at, usual);
        calls::properties(unfinished_copy(&hand))
    };
    vec![
        condition("LC-002", P::Initialized, usual, get("GetWriterComponents"), missing),
        condition("LC-002", P::Gathered, none_added, get("GetWriterComponents"), missing),
        condition("LC-007", P::SetStarted, usual, calls::GATHER, bad),
        after("LC-009", P::Gathered, get("FreeWriterMetadata"), get("GetWriterMetadata"), bad),
        after("LC-008", P::Prepared, get("FreeWriterMetadata"), get("GetWriterMetadataCount"), bad),
        twice("LC-010", P::Gathered, usual, get("FreeWriterMetadata"), bad),
        condition(
            "LC-011",
            P::Gathered,
            usual,
            calls::add_component(1, 0),
            Hresult::VSS_E_OBJECT_ALREADY_EXISTS,
        ),
        condition("LC-011", P::Gathered, without_writers_gathered, calls::add_component(1, 0), bad),
        condition("LC-012", P::SetStarted, no_state, calls::PREPARE, bad),
        condition("LC-012", P::SetStarted, Way::UNGATHERED, calls::PREPARE, bad),
        condition("LC-012", P::SetStarted, without_writers_gathered, calls::PREPARE, bad),
        after("LC-015", P::Gathered, get("FreeWriterStatus"), get("GetWriterStatusCount"), bad),
        after("LC-017", P::Completed, get("FreeWriterStatus"), get("GetWriterStatus"), bad),
        twice("LC-016", P::SnapshotDone, usual, get("FreeWriterStatus"), bad),
        condition("LC-018", P::Prepared, usual, calls::set_succeeded(1, true), bad),
        condition("LC-018", P::SnapshotDone, usual, calls::set_succeeded(2, true), missing),
        condition("LC-019", P::Gathered, none_added, calls::set_text(true), missing),
        condition("LC-023", P::SetStarted, none_added, calls::set_text(false), missing),
        condition("LC-025", P::Prepared, usual, calls::COMPLETE, bad),
        condition("LC-025", P::SnapshotDone, without_writers, calls::COMPLETE, bad),
        twice("LC-033", P::Initialized, usual, context(), bad),
        twice("LC-033", P::Gathered, usual, context(), bad),
        Condition {
            locked: true,
            ..condition("LC-034", P::Gathered, usual, calls::START, Hresult::VSS_E_SNAPSHOT_SET_IN_PROGRESS)
        },
        condition("LC-034", P::Initialized, all, calls::START, bad),
        condition("LC-034", P::Prepared, Way::WITHOUT_SET, calls::START, bad),
        condition("LC-034", P::Preparing, Way::WITHOUT_SET, calls::START, bad),
        condition("LC-035", P::Prepared, Way::WITHOUT_SET, calls::add_volume(0), bad),
        condition("LC-036", P::SetStarted, without_writers, calls::SNAPSHOT, Hresult::S_OK),
        condition("LC-036", P::SetStarted, usual, calls::SNAPSHOT, Hresult::S_OK),
        condition("LC-036", P::SetStarted, Way::UNGATHERED, calls::SNAPSHOT, bad),
        condition("LC-036", P::Prepared, Way::WITHOUT_SET, calls::SNAPSHOT, bad),
        condition("LC-040", P::Snapshotting, usual, being_made(P::Snapshotting), missing),
    ]
}

#[test]
fn the_conditions_of_the_table_hold() {
    let mut wrong = Vec::new();
    for Condition { row, at, way, before, locked, call, code } in conditions() {
        // `VSS_CTX_ALL` cannot start a set, so the way ends before that.
        let (mut hand, requester) = bring(&Stage::default(), at, way);
        for first in before {
            hand.accept(requester, first);
        }
        if locked {
            let other = hand.create(stage::OTHER);
            walk(&mut hand, other, PhaseKind::SetStarted, Way::WITHOUT_WRITERS);
        }
        let name = call.method().name;
        let world = hand.world.clone();
        let found = hand.backup_call(requester, call).code;
        if found != code {
            wrong.push(format!("{row} {name} in {} on {way:?}: {code}, found {found}", at.name()));
        }
        if code != Hresult::S_OK && !world.same(&hand.world) {
            wrong.push(format!("{row} {name} in {}: refused, and changed the world", at.name()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Conditions that name no code, and what they say of the states that the pairs of the table play.
const WITHOUT_CODE: &[(&str, &str)] = &[
    ("an object serves one operation", "the states are those that come after the first call"),
    ("before PrepareForBackup", "the states are those before it"),
    ("code from the row \"correct sequence\"", "it says where the code is from"),
    ("gathering done; metadata cannot be got back", "LC-007 refuses a second gathering in the same states"),
    ("backup without shadow copy; finding", "the state is the one without a set"),
    ("ignored", "the pair compares code and state"),
    ("no OnAbort in writers that have handled PostSnapshot", "played with the rows of the backup's machine"),
    ("reliable only after", "what a status is worth, not what the call gives"),
    ("no set was started", "a pair is played on the way without a set"),
    ("no component can have been added", "the code is that of the row"),
    ("finding: early save", "the call succeeds; the finding is of whoever checks the order of calls"),
    ("context with writers, metadata gathered; error-level finding", "the same, and the pair is played so"),
    ("own set is still open", "the code is that of the row"),
    ("a set is started; finding", "the pair is played with a set"),
    ("prerequisite StartSnapshotSet missing", "the code is that of the row"),
    ("no effect once GatherWriterMetadata was called", "played with the writers that are enabled"),
];

/// Codes that a condition names and that cannot be played as a condition of that row, and why.
const NOT_PLAYED: &[(&str, Hresult, &str)] = &[
    ("LC-001", Hresult::VSS_E_OBJECT_NOT_FOUND, "of LC-002, which shares the text; the count is 0"),
    ("LC-033", Hresult::E_NOTIMPL, "of Windows XP: there is no Windows version to choose"),
];

/// The codes that a text names.
fn codes(text: &str) -> Vec<Hresult> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter_map(Hresult::parse).filter(|code| *code != Hresult::S_OK).collect()
}

#[test]
fn every_condition_of_the_table_is_played() {
    let Some(table) = spec::rules("legal-calls.json") else { return };
    let known: Vec<&str> = BackupCall::METHODS.iter().map(|method| method.name).collect();
    let conditions = conditions();
    let (mut wrong, mut played, mut explained) = (Vec::new(), 0, vec![0; WITHOUT_CODE.len()]);
    let of_model =
        |row: &&Value| row["machine"] == "requester-backup" && known.contains(&spec::text(row, "method"));
    for row in spec::list(&table, "rows").iter().filter(of_model) {
        let id = spec::text(row, "id");
        for entry in spec::list(row, "accepted").iter().chain(spec::list(row, "elsewhere")) {
            let Some(text) = entry["condition"].as_str() else { continue };
            let named = codes(text);
            if named.is_empty() {
                match WITHOUT_CODE.iter().position(|(known, _)| text.starts_with(known)) {
                    Some(known) => explained[known] += 1,
                    None => wrong.push(format!("{id}: nobody says what this is: {text}")),
                }
            }
            for code in named {
                let is_played =
                    conditions.iter().any(|condition| condition.row == id && condition.code == code);
                let is_left_out = NOT_PLAYED.iter().any(|(row, left, _)| *row == id && *left == code);
                played += usize::from(is_played);
                if is_played == is_left_out {
                    wrong.push(format!("{id}: {code} of: {text}"));
                }
            }
        }
    }
    println!("{played} codes of conditions are played");
    assert!(wrong.is_empty(), "{wrong:#?}");
    let unused: Vec<_> = WITHOUT_CODE.iter().zip(explained).filter(|(_, count)| *count == 0).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn nothing_was_added_so_that_the_count_is_zero() {
    for at in [PhaseKind::Initialized, PhaseKind::Gathered] {
        let (mut hand, requester) = bring(&Stage::default(), at, Way { adds_component: false, ..Way::USUAL });
        let count = BackupCall::GetWriterComponentsCount { pcComponents: OutPtr::Given };
        let found = hand.accept(requester, count);
        assert_eq!(found.value("pcComponents"), Some(&vss_sim::api::Value::Number(0)));
    }
}

#[test]
fn a_view_ends_with_prepare_for_backup_do_snapshot_set_and_backup_complete() {
    let epochs = [
        (PhaseKind::SetStarted, calls::PREPARE),
        (PhaseKind::Prepared, calls::SNAPSHOT),
        (PhaseKind::SnapshotDone, calls::COMPLETE),
    ];
    for (at, call) in epochs {
        let (mut hand, requester) = bring(&Stage::default(), at, Way::USUAL);
        let epoch = hand.world.requester(requester).and_then(|(_, held)| Some(held.session()?.epoch()));
        let view = ComponentRef {
            doc: DocRef::Requester(requester),
            writer: 0,
            component: 0,
            epoch: epoch.expect("a backup"),
        };
        let read = |hand: &mut Hand| {
            let by = Caller { process: stage::REQUESTING, within: None };
            let name = ComponentCall::GetComponentName { pbstrName: OutPtr::Given };
            hand.call(by, Call::Component(view, name)).1
        };
        assert!(matches!(read(&mut hand), Outcome::Returned(result) if result.code == Hresult::S_OK));
        hand.accept(requester, call);
        // What a pointer that is no longer valid gives is no code of a page.
        assert!(matches!(read(&mut hand), Outcome::Moot(_)), "{}", at.name());
    }
}

#[test]
fn only_one_set_is_under_creation() {
    let (mut hand, holder) = bring(&Stage::default(), PhaseKind::SetStarted, Way::USUAL);
    let other = hand.create(stage::OTHER);
    hand.accept(other, calls::INITIALIZE);
    let refused = hand.backup_call(other, calls::START);
    assert_eq!(refused.code, Hresult::VSS_E_SNAPSHOT_SET_IN_PROGRESS);
    hand.accept(holder, calls::RELEASE);
    hand.accept(other, calls::START);
}

#[test]
fn a_copy_still_being_created_has_no_properties() {
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Prepared, Way::USUAL);
    let being_made = unfinished_copy(&hand);
    hand.begin_async(requester, calls::SNAPSHOT);
    let missing = Hresult::VSS_E_OBJECT_NOT_FOUND;
    assert_eq!(hand.backup_call(requester, calls::properties(being_made)).code, missing);
    hand.settle();
    let found = hand.backup_call(requester, calls::properties(being_made));
    assert_eq!(found.code, Hresult::S_OK);
}

fn unfinished_copy(hand: &Hand) -> Guid {
    let sets = hand.world.machines.values().flat_map(|machine| machine.sets.values());
    let mut copies = sets.filter(|set| !set.created).flat_map(|set| set.copies.keys());
    copies.next().expect("a set under creation").guid()
}
