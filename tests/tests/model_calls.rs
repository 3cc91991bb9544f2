//! Which call is accepted in which state: the table of legal calls, pair by pair, on a real object.

use std::collections::BTreeSet;

use vss_sim::api::{BackupCall, In, OutPtr};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{Guid, HeaderEnum, Hresult, ProviderType};
use vss_tests::model::calls::{self, OnRequester};
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::shadow_copies;
use vss_tests::model::spec;
use vss_tests::model::stage::{self, Stage};

/// How many pairs of a method and a state are compared.
const PAIRS: usize = (44 + 13) * (13 + 8);

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

/// The machines whose rows are of objects that the model does not have, and how many of its methods stand in each.
const OTHER_MACHINES: &[(&str, usize, &str)] = &[("requester-other", 57, "its own test plays it")];

/// The state of a machine that the table means by a name, which another machine can have too.
fn state(machine: &str, name: &str) -> Option<PhaseKind> {
    let (name, machine) = name.split_once(" of ").unwrap_or((name, machine));
    if machine == "requester-restore" {
        let of_restore = format!("RESTORE_{name}");
        let found = PhaseKind::NAMES.iter().find(|(_, known)| **known == of_restore);
        if let Some((kind, _)) = found {
            return Some(*kind);
        }
    }
    PhaseKind::NAMES.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
}

/// Meets the conditions of a method's row that other calls than those of the way can meet.
fn prepare(hand: &mut Hand, method: &str) {
    if method == "UnexposeSnapshot" {
        let other = hand.create(stage::OTHER);
        let copy = calls::finished_copy(&hand.world);
        // What is pending stays so.
        assert_eq!(hand.backup_call(other, calls::INITIALIZE).code, Hresult::S_OK);
        assert_eq!(hand.backup_call(other, shadow_copies::share(copy)).code, Hresult::S_OK);
    }
}

/// The stage that a method is played on: only the sets of hardware providers can be broken.
fn stage_for(method: &str) -> Stage {
    let breaks = method.starts_with("BreakSnapshotSet");
    let kind = if breaks { ProviderType::VSS_PROV_HARDWARE } else { ProviderType::VSS_PROV_SYSTEM };
    Stage { providers: vec![kind], ..Stage::default() }
}

/// What the call comes to, and the state right after it.
fn played(method: &str, from: PhaseKind) -> (Hresult, PhaseKind) {
    let special = WAYS.iter().find(|(of, at, _)| *of == method && *at == from);
    let usual = if method == "Query" { Way::CONTEXT_SET } else { Way::USUAL };
    let way = special.map_or(usual, |(_, _, way)| *way);
    let (mut hand, requester) = bring(&stage_for(method), from, way);
    prepare(&mut hand, method);
    let call = calls::valid(&hand.world, requester, method).unwrap_or_else(|| panic!("no call of {method}"));
    let (id, outcome) = hand.begin_backup_call(requester, call);
    let after = hand.phase(requester);
    (hand.back(id, outcome).code, after)
}

#[test]
fn every_pair_of_a_method_and_a_state_is_as_the_table_says() {
    let Some(table) = spec::rules("legal-calls.json") else { return };
    let known: BTreeSet<&str> = OnRequester::methods().map(|method| method.name).collect();
    let mut pairs = 0;
    let mut wrong = Vec::new();
    let mut differing = BTreeSet::new();
    let mut methods = BTreeSet::new();
    let mut others = vec![0; OTHER_MACHINES.len()];
    for row in spec::list(&table, "rows") {
        let (id, method) = (spec::text(row, "id"), spec::text(row, "method"));
        if !known.contains(method) {
            continue;
        }
        let machine = spec::text(row, "machine");
        if let Some(other) = OTHER_MACHINES.iter().position(|(name, _, _)| *name == machine) {
            others[other] += 1;
            continue;
        }
        assert!(machine == "requester-backup" || machine == "requester-restore");
        methods.insert(method);
        for entry in spec::list(row, "accepted").iter().chain(spec::list(row, "elsewhere")) {
            let result = Hresult::parse(spec::text(entry, "result")).expect("a code of the headers");
            for name in spec::texts(entry, "states") {
                // The model knows no import yet.
                let Some(from) = state(machine, name) else {
                    assert_eq!(name, "IMPORTING", "a state the model does not know");
                    continue;
                };
                pairs += 1;
                let to = state(machine, entry["to"].as_str().unwrap_or(name)).expect("a state");
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
                } else if code != expected || after != to {
                    let found = format!("{code}, then {}", after.name());
                    let wanted = format!("{expected}, then {}", to.name());
                    wrong.push(format!("{id} {method} in {name}: {wanted}; found {found}"));
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
    let left_out: Vec<usize> = OTHER_MACHINES.iter().map(|(_, rows, _)| *rows).collect();
    assert_eq!(others, left_out);
}

#[test]
fn the_way_leads_to_every_state() {
    for (kind, name) in PhaseKind::NAMES {
        let (hand, requester) = bring(&Stage::default(), *kind, Way::USUAL);
        assert_eq!(hand.phase(requester).name(), *name);
        assert_ne!(calls::finished_copy(&hand.world), Guid::NULL);
    }
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
