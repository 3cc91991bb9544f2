//! Which call is accepted in which state: the table of legal calls, pair by pair, on a real object.

use std::collections::BTreeSet;

use vss_sim::api::{BackupCall, In, OutPtr, RequesterId};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{Guid, HeaderEnum, Hresult, ProviderType};
use vss_sim::world::{Answer, Event, OpKind, Outcome};
use vss_tests::model::calls::{self, OnRequester};
use vss_tests::model::hand::Hand;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::shadow_copies;
use vss_tests::model::spec;
use vss_tests::model::stage::{self, Stage};

/// How many pairs of a method and a state are compared.
const PAIRS: usize = (44 + 18) * (14 + 8 + 7);

/// Where the model does not do what the table says: the row, the state, the code the model gives, and why that is.
const KNOWN_DIFFERENCES: &[(&str, &str, Hresult, &str)] =
    &[("LC-134", "IMPORTED", Hresult::VSS_E_BAD_STATE, "an object that imports has gathered no metadata")];

/// The pairs whose row has a condition that the usual way does not meet, and the way that does.
const WAYS: &[(&str, PhaseKind, Way)] = &[
    ("GatherWriterMetadata", PhaseKind::SetStarted, Way::UNGATHERED),
    ("SetBackupSucceeded", PhaseKind::Prepared, Way::WITHOUT_SET),
    ("BackupComplete", PhaseKind::Prepared, Way::WITHOUT_SET),
    ("ImportSnapshots", PhaseKind::Initialized, Way::IMPORTING),
];

/// Pairs in which a call cannot meet its row's condition, so that the code which the condition names is expected.
const UNMET: &[(&str, PhaseKind, Hresult)] = &[
    ("LC-002", PhaseKind::Initialized, Hresult::VSS_E_OBJECT_NOT_FOUND),
    ("LC-002", PhaseKind::Gathering, Hresult::VSS_E_OBJECT_NOT_FOUND),
    ("LC-126", PhaseKind::Initialized, Hresult::VSS_E_OBJECT_NOT_FOUND),
    ("LC-126", PhaseKind::Reverting, Hresult::VSS_E_OBJECT_NOT_FOUND),
    ("LC-132", PhaseKind::Imported, Hresult::VSS_E_BAD_STATE),
    ("LC-133", PhaseKind::Imported, Hresult::VSS_E_BAD_STATE),
    ("LC-173", PhaseKind::Imported, Hresult::VSS_E_BAD_STATE),
];

/// The state of a machine that the table means by a name, which another machine can have too.
fn state(machine: &str, name: &str) -> Option<PhaseKind> {
    let (name, machine) = name.split_once(" of ").unwrap_or((name, machine));
    if name == "INITIALIZED_RESTORE" {
        return Some(PhaseKind::RestoreInitialized);
    }
    if machine == "requester-restore" {
        let of_restore = format!("RESTORE_{name}");
        let found = PhaseKind::NAMES.iter().find(|(_, known)| **known == of_restore);
        if let Some((kind, _)) = found {
            return Some(*kind);
        }
    }
    PhaseKind::NAMES.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
}

/// The state that a row says a call leads to; some name the machine that goes on.
fn leads_to(machine: &str, method: &str, to: &str, from: PhaseKind) -> Option<PhaseKind> {
    match (to, method) {
        (to, "RecoverSet") if to.starts_with("see requester-other") => Some(PhaseKind::Recovering),
        (to, _) if to.starts_with("see requester-other") => Some(from),
        // The rows of the other machine tell of these.
        (_, "RevertToSnapshot") if machine == "requester-backup" && from == PhaseKind::Initialized => {
            Some(PhaseKind::Reverting)
        }
        // The other machine has no state for a BackupComplete that runs.
        (_, "BackupComplete") if from == PhaseKind::Imported => Some(PhaseKind::Completing),
        ("machine requester-backup", "GatherWriterMetadata") => Some(PhaseKind::Gathering),
        ("machine requester-backup", "StartSnapshotSet") => Some(PhaseKind::SetStarted),
        ("machine requester-restore", "GatherWriterMetadata") => Some(PhaseKind::RestoreGathering),
        ("machine requester-restore", "PreRestore") => Some(PhaseKind::Prerestoring),
        (to, _) => state(machine, to),
    }
}

/// Meets the conditions of a method's row that other calls than those of the way can meet.
fn prepare(hand: &mut Hand, requester: RequesterId, method: &str) {
    if method == "RecoverSet" && hand.phase(requester) == PhaseKind::RestoreInitialized {
        let copy = calls::finished_copy(&hand.world);
        assert_eq!(hand.backup_call(requester, shadow_copies::add_to_recovery(copy)).code, Hresult::S_OK);
    }
    if method == "UnexposeSnapshot" {
        let other = hand.create(stage::OTHER);
        let copy = calls::finished_copy(&hand.world);
        // What is pending stays so.
        assert_eq!(hand.backup_call(other, calls::INITIALIZE).code, Hresult::S_OK);
        assert_eq!(hand.backup_call(other, shadow_copies::share(copy)).code, Hresult::S_OK);
    }
}

/// The stage that a method is played on: only the sets of hardware providers can be broken and recovered.
fn stage_for(method: &str) -> Stage {
    let of_luns = ["BreakSnapshotSet", "BreakSnapshotSetEx", "AddSnapshotToRecoverySet", "RecoverSet"];
    let kind = if of_luns.contains(&method) {
        ProviderType::VSS_PROV_HARDWARE
    } else {
        ProviderType::VSS_PROV_SYSTEM
    };
    Stage { providers: vec![kind], ..Stage::default() }
}

/// The provider agrees to a revert, and nothing else happens.
fn agree_to_revert(hand: &mut Hand) {
    let mut all = hand.world.open.operations.iter();
    let revert = all.find(|(_, held)| matches!(held.kind, OpKind::Revert(_))).map(|(id, _)| *id);
    hand.play(&Event::Proceed(revert.expect("a revert")));
    let mut all = hand.world.open.activations.iter();
    let asked = all.find(|(_, held)| held.upcall.name() == "RevertToSnapshot").map(|(id, _)| *id);
    let asked = asked.expect("the provider is asked");
    hand.play(&Event::Begin(asked));
    hand.play(&Event::Return { of: asked, answer: Answer::PROVIDED });
}

/// What the call comes to, and the state right after it.
fn played(method: &str, from: PhaseKind) -> (Hresult, PhaseKind) {
    let special = WAYS.iter().find(|(of, at, _)| *of == method && *at == from);
    let usual = if method == "Query" { Way::CONTEXT_SET } else { Way::USUAL };
    let way = special.map_or(usual, |(_, _, way)| *way);
    let (mut hand, requester) = bring(&stage_for(method), from, way);
    prepare(&mut hand, requester, method);
    let call = calls::valid(&hand.world, requester, method).unwrap_or_else(|| panic!("no call of {method}"));
    let (id, outcome) = hand.begin_backup_call(requester, call);
    if method == "RevertToSnapshot" && outcome == Outcome::Pending {
        agree_to_revert(&mut hand);
    }
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
    for row in spec::list(&table, "rows") {
        let (id, method) = (spec::text(row, "id"), spec::text(row, "method"));
        if !known.contains(method) {
            continue;
        }
        let machine = spec::text(row, "machine");
        methods.insert(method);
        for entry in spec::list(row, "accepted").iter().chain(spec::list(row, "elsewhere")) {
            let result = Hresult::parse(spec::text(entry, "result")).expect("a code of the headers");
            for name in spec::texts(entry, "states") {
                let from = state(machine, name).expect("a state");
                pairs += 1;
                let to = leads_to(machine, method, entry["to"].as_str().unwrap_or(name), from);
                let to = to.expect("a state");
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
