//! Which call is accepted in which state: the table of legal calls, pair by pair, on a real object.

use std::collections::BTreeSet;

use vss_sim::api::{BackupCall, In, OutPtr};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{Guid, HeaderEnum, Hresult, SnapshotContext};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::spec;
use vss_tests::model::stage::{self, Stage};

/// How many pairs of a method and a state are compared.
const PAIRS: usize = 28 * 13;

/// Where the model does not do what the table says: the row, the state, the code the model gives, and why that is.
const KNOWN_DIFFERENCES: &[(&str, &str, Hresult, &str)] = &[];

/// The pairs whose row has a condition that the usual way does not meet, and the way that does.
const WAYS: &[(&str, PhaseKind, Way)] = &[
    ("GatherWriterMetadata", PhaseKind::SetStarted, Way::UNGATHERED),
    ("SetBackupSucceeded", PhaseKind::Prepared, Way::WITHOUT_SET),
    ("BackupComplete", PhaseKind::Prepared, Way::WITHOUT_SET),
];

/// Pairs in which a call cannot meet its row's condition, so that the code which the condition names is expected.
const UNMET: &[(&str, PhaseKind, Hresult)] = &[
    ("LC-002", PhaseKind::Initialized, Hresult::VSS_E_OBJECT_NOT_FOUND),
    ("LC-002", PhaseKind::Gathering, Hresult::VSS_E_OBJECT_NOT_FOUND),
];

fn state(name: &str) -> Option<PhaseKind> {
    PhaseKind::NAMES.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
}

/// What the call comes to, and the state right after it.
fn played(method: &str, from: PhaseKind) -> (Hresult, PhaseKind) {
    let special = WAYS.iter().find(|(of, at, _)| *of == method && *at == from);
    let way = special.map_or(Way::USUAL, |(_, _, way)| *way);
    let (mut hand, requester) = bring(&Stage::default(), from, way);
    let call = calls::valid(&hand.world, requester, method).unwrap_or_else(|| panic!("no call of {method}"));
    let (id, outcome) = hand.begin_backup_call(requester, call);
    let after = hand.phase(requester);
    (hand.back(id, outcome).code, after)
}

#[test]
fn every_pair_of_a_method_and_a_state_is_as_the_table_says() {
    let Some(table) = spec::rules("legal-calls.json") else { return };
    let known: BTreeSet<&str> = BackupCall::METHODS.iter().map(|method| method.name).collect();
    let mut pairs = 0;
    let mut wrong = Vec::new();
    let mut differing = BTreeSet::new();
    let mut methods = BTreeSet::new();
    for row in spec::list(&table, "rows") {
        let (id, method) = (spec::text(row, "id"), spec::text(row, "method"));
        if row["machine"] != "requester-backup" || !known.contains(method) {
            continue;
        }
        methods.insert(method);
        for entry in spec::list(row, "accepted").iter().chain(spec::list(row, "elsewhere")) {
            let result = Hresult::parse(spec::text(entry, "result")).expect("a code of the headers");
            for name in spec::texts(entry, "states") {
                // The model knows no import yet.
                let Some(from) = state(name) else {
                    assert_eq!(name, "IMPORTING", "a state the model does not know");
                    continue;
                };
                pairs += 1;
                let to = entry["to"].as_str().unwrap_or(name);
                let unmet = UNMET.iter().find(|(of, at, _)| *of == id && *at == from);
                let expected = unmet.map_or(result, |(_, _, code)| *code);
                let named = entry["condition"].as_str().unwrap_or_default();
                assert!(
                    expected == result || named.contains(expected.name().unwrap_or("?")),
                    "{id}: {named}"
                );
                let (code, after) = played(method, from);
                let difference = KNOWN_DIFFERENCES.iter().find(|known| known.0 == id && known.1 == name);
                if let Some((_, _, model, _)) = difference {
                    assert_ne!(code, expected, "{id} {method} in {name} differs no more");
                    assert_eq!(code, *model, "{id} {method} in {name}");
                    differing.insert((id.to_owned(), name.to_owned()));
                } else if code != expected || after.name() != to {
                    let found = format!("{code}, then {}", after.name());
                    wrong.push(format!("{id} {method} in {name}: {expected}, then {to}; found {found}"));
                }
            }
        }
    }
    println!("{} methods, {pairs} pairs, {} known differences", methods.len(), differing.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(differing.len(), KNOWN_DIFFERENCES.len(), "a known difference that no row has");
    let unlisted: Vec<_> = known.iter().filter(|name| !methods.contains(*name)).collect();
    assert_eq!(unlisted, [&"Release"], "methods without a row");
    assert_eq!(pairs, PAIRS);
}

#[test]
fn the_way_leads_to_every_state() {
    for (kind, name) in PhaseKind::NAMES {
        let (hand, requester) = bring(&Stage::default(), *kind, Way::USUAL);
        assert_eq!(hand.phase(requester).name(), *name);
        assert_ne!(calls::finished_copy(&hand.world), Guid::NULL);
    }
}

/// A condition of the table: the way to a state, what is called before, the call, and the code it gives.
struct Condition {
    row: &'static str,
    at: PhaseKind,
    way: Way,
    before: Vec<BackupCall>,
    call: BackupCall,
    code: Hresult,
}

fn condition(row: &'static str, at: PhaseKind, way: Way, call: BackupCall, code: Hresult) -> Condition {
    Condition { row, at, way, before: Vec::new(), call, code }
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
        let (hand, requester) = bring(&Stage::default(), P::New, usual);
        calls::valid(&hand.world, requester, method).expect("a method of the table")
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
        condition("LC-034", P::Initialized, all, calls::START, bad),
        condition("LC-034", P::Prepared, Way::WITHOUT_SET, calls::START, bad),
        condition("LC-034", P::Preparing, Way::WITHOUT_SET, calls::START, bad),
        condition("LC-035", P::Prepared, Way::WITHOUT_SET, calls::add_volume(0), bad),
        condition("LC-036", P::SetStarted, without_writers, calls::SNAPSHOT, Hresult::S_OK),
        condition("LC-036", P::SetStarted, Way::UNGATHERED, calls::SNAPSHOT, bad),
        condition("LC-036", P::Prepared, Way::WITHOUT_SET, calls::SNAPSHOT, bad),
    ]
}

#[test]
fn the_conditions_of_the_table_hold() {
    let mut wrong = Vec::new();
    for Condition { row, at, way, before, call, code } in conditions() {
        // `VSS_CTX_ALL` cannot start a set, so the way ends before that.
        let (mut hand, requester) = bring(&Stage::default(), at, way);
        for first in before {
            hand.accept(requester, first);
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

#[test]
fn arguments_are_refused_as_their_pages_say() {
    let (hand, requester) = bring(&Stage::default(), PhaseKind::SetStarted, Way::USUAL);
    let add = |name: Option<&str>, provider| BackupCall::AddToSnapshotSet {
        pwszVolumeName: In(name.map(Into::into)),
        ProviderId: provider,
        pidSnapshot: OutPtr::Given,
    };
    let unknown = Guid(99);
    let cases = [
        (add(None, Guid::NULL), Hresult::E_INVALIDARG),
        (add(Some("D:"), Guid::NULL), Hresult::E_INVALIDARG),
        (add(Some("C:\\"), Guid::NULL), Hresult::E_INVALIDARG),
        (add(Some("X:\\"), Guid::NULL), Hresult::VSS_E_OBJECT_NOT_FOUND),
        (add(Some("D:\\"), unknown), Hresult::VSS_E_PROVIDER_NOT_REGISTERED),
        (add(Some("D:\\"), stage::provider_guid(1)), Hresult::S_OK),
        (add(Some("d:\\"), Guid::NULL), Hresult::S_OK),
    ];
    for (call, code) in cases {
        let shown = format!("{call:?}");
        let mut hand = hand.clone();
        assert_eq!(hand.backup_call(requester, call).code, code, "{shown}");
    }
    for undefined in [0, 6, 99] {
        let call = BackupCall::SetBackupState {
            bSelectComponents: true,
            bBackupBootableSystemState: false,
            backupType: HeaderEnum::from_raw(undefined),
            bPartialFileSupport: false,
        };
        let mut hand = hand.clone();
        let expected = if undefined == 6 { Hresult::S_OK } else { Hresult::E_INVALIDARG };
        assert_eq!(hand.backup_call(requester, call).code, expected, "backup type {undefined}");
    }
}

#[test]
fn writer_status_is_gathered_once_at_a_time() {
    // The table refuses it while any other operation runs; that its own counts as one is read from that.
    let (mut hand, requester) = bring(&Stage::default(), PhaseKind::Prepared, Way::USUAL);
    hand.begin_async(requester, calls::STATUS);
    assert_eq!(hand.backup_call(requester, calls::STATUS).code, Hresult::VSS_E_BAD_STATE);
    let count = calls::valid(&hand.world, requester, "GetWriterStatusCount").expect("a method of the table");
    assert_eq!(hand.backup_call(requester, count.clone()).code, Hresult::VSS_E_BAD_STATE);
    hand.settle();
    assert_eq!(hand.backup_call(requester, count).code, Hresult::S_OK);
}
