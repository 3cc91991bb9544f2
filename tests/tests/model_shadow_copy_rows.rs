//! The state machines of shadow copy sets, of the shadow copies in them and of how one is reached, row by row: every
//! transition that their tables have is played on a real object, and no row is left out.

use std::collections::BTreeSet;

use vss_sim::api::{BackupCall, In, OutPtr, RequesterId, ShadowCopyCall, Value};
use vss_sim::machines::{CreationLock, Exposure, Machine, PhaseKind, ShadowCopy};
use vss_sim::vocabulary::{
    Guid, HeaderEnum, Hresult, ProviderType, SnapshotContext, Text, VolumeSnapshotAttributes,
};
use vss_sim::world::{Answer, Participant};
use vss_tests::model::calls::{self, OnRequester};
use vss_tests::model::hand::Hand;
use vss_tests::model::shadow_copies;
use vss_tests::model::spec;
use vss_tests::model::stage::{self, Stage};

const PROVIDER: Participant = Participant::Provider(vss_sim::api::ProviderId(1));
const LOCAL: SnapshotContext = SnapshotContext::VSS_CTX_FILE_SHARE_BACKUP;
const PERSISTENT: SnapshotContext = SnapshotContext::VSS_CTX_NAS_ROLLBACK;
const TRANSPORTABLE: SnapshotContext = SnapshotContext(
    SnapshotContext::VSS_CTX_FILE_SHARE_BACKUP.0 | VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_TRANSPORTABLE.0,
);
const SYSTEM: ProviderType = ProviderType::VSS_PROV_SYSTEM;
const HARDWARE: ProviderType = ProviderType::VSS_PROV_HARDWARE;

/// A set on its way, with the object that it belongs to.
struct Play {
    hand: Hand,
    owner: RequesterId,
    set: Guid,
}

fn context_of(from: &str, context: SnapshotContext) -> SnapshotContext {
    if from == "TRANSPORTABLE" || from == "IMPORTED" {
        SnapshotContext(context.0 | VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_TRANSPORTABLE.0)
    } else {
        context
    }
}

fn machine(hand: &Hand) -> &Machine {
    hand.world.machines.values().next().expect("a machine")
}

fn only_copy(hand: &Hand) -> &ShadowCopy {
    let mut all = machine(hand).sets.values().flat_map(|set| set.copies.values());
    all.next().expect("a shadow copy")
}

/// Brings a set into a state.
fn begin(from: &str, kind: ProviderType, context: SnapshotContext) -> Play {
    let stage = Stage { providers: vec![kind], ..Stage::default() };
    let mut hand = Hand::new(stage.world());
    let owner = hand.create(stage::REQUESTING);
    hand.accept(owner, calls::INITIALIZE);
    hand.accept(owner, calls::set_context(context_of(from, context)));
    let mut play = Play { hand, owner, set: Guid::NULL };
    if from != "NONE" {
        play.start();
        play.hand.accept(owner, calls::add_volume(0));
    }
    if !["NONE", "STARTED"].contains(&from) {
        play.hand.begin_async(owner, calls::SNAPSHOT);
    }
    if !["NONE", "STARTED", "CREATING"].contains(&from) {
        play.hand.settle();
    }
    if from == "IMPORTED" {
        assert_eq!(play.import(), Hresult::S_OK);
    }
    assert_eq!(play.state(), from);
    play.hand.effects.clear();
    play
}

impl Play {
    fn start(&mut self) {
        let started = self.hand.accept(self.owner, calls::START);
        self.set = match started.values.first() {
            Some((_, Value::Guid(set))) => *set,
            found => panic!("no set: {found:?}"),
        };
    }

    fn call(&mut self, call: impl Into<OnRequester>) -> Hresult {
        let owner = self.owner;
        let code = self.hand.backup_call(owner, call).code;
        self.hand.settle();
        code
    }

    /// Another object imports the set; what the import ended with.
    fn import(&mut self) -> Hresult {
        let saved = self.hand.accept(self.owner, calls::SAVE);
        let text = saved
            .values
            .iter()
            .find_map(|(_, value)| if let Value::Text(text) = value { Some(text.clone()) } else { None });
        let importer = self.hand.create(stage::OTHER);
        let document: Text = text.expect("a document");
        self.hand.accept(importer, BackupCall::InitializeForBackup { bstrXML: Some(document) });
        let object =
            self.hand.begin_async(importer, ShadowCopyCall::ImportSnapshots { ppAsync: OutPtr::Given });
        self.hand.settle();
        let status = self.hand.world.open.asyncs[&object].state.status();
        if status == Hresult::VSS_S_ASYNC_FINISHED {
            self.owner = importer;
            return Hresult::S_OK;
        }
        status
    }

    /// Where the set stands; one that is not there says why by what it left.
    fn state(&self) -> &'static str {
        let held = machine(&self.hand);
        match held.sets.iter().find(|(id, _)| id.guid() == self.set) {
            Some((_, set)) if set.imported => "IMPORTED",
            Some((_, set)) if set.can_be_imported() => "TRANSPORTABLE",
            Some((_, set)) if set.created => "CREATED",
            Some(_) if self.hand.phase(self.owner) == PhaseKind::Snapshotting => "CREATING",
            Some(_) => "STARTED",
            None if self.set == Guid::NULL => "NONE",
            None if held.volumes.len() > stage::VOLUMES.len() => "BROKEN",
            None => "gone",
        }
    }
}

/// What is done with a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Start,
    StartWhileAnotherIsMade,
    Add,
    Create,
    CreateTooEarly,
    GoOn,
    ProviderFails,
    Abort,
    Import,
    ImportFails,
    Break,
    Delete,
    Release,
}

use Act::{
    Abort, Add, Break, Create, CreateTooEarly, Delete, GoOn, Import, ImportFails, ProviderFails, Release,
    Start, StartWhileAnotherIsMade,
};

/// Each row of the sets' table, with what plays it.
const SETS: &[(&str, &str, &str, ProviderType, SnapshotContext, Act)] = &[
    ("NONE", "StartSnapshotSet", "STARTED", SYSTEM, LOCAL, Start),
    ("NONE", "StartSnapshotSet", "NONE", SYSTEM, LOCAL, StartWhileAnotherIsMade),
    ("STARTED", "AddToSnapshotSet", "STARTED", SYSTEM, LOCAL, Add),
    ("STARTED", "DoSnapshotSet", "CREATING", SYSTEM, LOCAL, Create),
    ("STARTED", "DoSnapshotSet", "STARTED", SYSTEM, SnapshotContext::VSS_CTX_BACKUP, CreateTooEarly),
    ("CREATING", "<PostFinalCommitSnapshots done>", "CREATED", SYSTEM, LOCAL, GoOn),
    ("CREATING", "<PostFinalCommitSnapshots done>", "TRANSPORTABLE", HARDWARE, TRANSPORTABLE, GoOn),
    ("CREATING", "<any provider or service failure>", "FAILED", SYSTEM, LOCAL, ProviderFails),
    ("STARTED", "AbortBackup or release", "FAILED", SYSTEM, LOCAL, Abort),
    ("CREATING", "AbortBackup or release", "FAILED", SYSTEM, LOCAL, Abort),
    ("TRANSPORTABLE", "ImportSnapshots", "IMPORTED", HARDWARE, LOCAL, Import),
    ("TRANSPORTABLE", "ImportSnapshots", "TRANSPORTABLE", HARDWARE, LOCAL, ImportFails),
    ("CREATED", "BreakSnapshotSet(Ex)", "BROKEN", HARDWARE, LOCAL, Break),
    ("IMPORTED", "BreakSnapshotSet(Ex)", "BROKEN", HARDWARE, LOCAL, Break),
    ("CREATED", "BreakSnapshotSet(Ex)", "CREATED", SYSTEM, LOCAL, Break),
    ("TRANSPORTABLE", "BreakSnapshotSet(Ex)", "TRANSPORTABLE", HARDWARE, LOCAL, Break),
    ("CREATED", "DeleteSnapshots", "DELETED", HARDWARE, LOCAL, Delete),
    ("IMPORTED", "DeleteSnapshots", "DELETED", HARDWARE, LOCAL, Delete),
    ("CREATED", "release of IVssBackupComponents", "DELETED", SYSTEM, LOCAL, Release),
    ("IMPORTED", "release of IVssBackupComponents", "DELETED", HARDWARE, LOCAL, Release),
    ("CREATED", "release of IVssBackupComponents", "<same>", SYSTEM, PERSISTENT, Release),
    ("IMPORTED", "release of IVssBackupComponents", "<same>", HARDWARE, PERSISTENT, Release),
    ("TRANSPORTABLE", "release of IVssBackupComponents", "DELETED", HARDWARE, LOCAL, Release),
];

/// Plays an act, and compares the codes and effects that its rows name.
fn act(play: &mut Play, to: &str, act: Act) {
    let owner = play.owner;
    match act {
        Start => play.start(),
        StartWhileAnotherIsMade => {
            let other = play.hand.create(stage::OTHER);
            play.hand.accept(other, calls::INITIALIZE);
            play.hand.accept(other, calls::START);
            assert_eq!(play.call(calls::START), Hresult::VSS_E_SNAPSHOT_SET_IN_PROGRESS);
        }
        Add => assert_eq!(play.call(calls::add_volume(1)), Hresult::S_OK),
        Create => {
            play.hand.begin_async(owner, calls::SNAPSHOT);
        }
        CreateTooEarly => assert_eq!(play.call(calls::SNAPSHOT), Hresult::VSS_E_BAD_STATE),
        GoOn => {
            play.hand.settle();
            assert_eq!(machine(&play.hand).lock, CreationLock::Free);
        }
        ProviderFails => {
            let answer = Answer::Provider { code: Hresult::VSS_E_PROVIDER_VETO, supported: true };
            play.hand.answers.insert((PROVIDER, "CommitSnapshots"), answer);
            play.hand.settle();
            assert_eq!(machine(&play.hand).lock, CreationLock::Free);
        }
        Abort => {
            let told = play.hand.phase(owner) == PhaseKind::Snapshotting;
            if told {
                play.hand.until_running(PROVIDER, "PreCommitSnapshots");
            }
            assert_eq!(play.call(calls::ABORT), Hresult::S_OK);
            assert_eq!(machine(&play.hand).lock, CreationLock::Free);
            let aborted = play.hand.upcalls().iter().any(|(_, name)| *name == "AbortSnapshots");
            assert_eq!(aborted, told, "only a provider whose EndPrepareSnapshots was called");
        }
        Import => {
            assert_eq!(play.import(), Hresult::S_OK);
            let asked: Vec<_> = play.hand.upcalls().into_iter().map(|(_, name)| name).collect();
            assert_eq!(asked, ["LocateLuns", "FillInLunInfo"]);
        }
        ImportFails => {
            let answer = Answer::Provider { code: Hresult::S_OK, supported: false };
            play.hand.answers.insert((PROVIDER, "FillInLunInfo"), answer);
            assert_eq!(play.import(), Hresult::VSS_E_NO_SNAPSHOTS_IMPORTED);
        }
        Break => {
            let code = match (to, machine(&play.hand).sets.values().any(|set| set.is_visible())) {
                ("BROKEN", _) => Hresult::S_OK,
                (_, true) => Hresult::VSS_E_PROVIDER_VETO,
                (_, false) => Hresult::VSS_E_OBJECT_NOT_FOUND,
            };
            assert_eq!(play.call(ShadowCopyCall::BreakSnapshotSet { SnapshotSetId: play.set }), code);
        }
        Delete => {
            let copy = calls::finished_copy(&play.hand.world);
            assert_eq!(play.call(shadow_copies::delete(copy)), Hresult::S_OK);
            let asked: Vec<_> = play.hand.upcalls().into_iter().map(|(_, name)| name).collect();
            assert_eq!(asked, ["FillInLunInfo", "OnLunEmpty"]);
        }
        Release => assert_eq!(play.call(calls::RELEASE), Hresult::S_OK),
    }
}

fn rows_of(machines: &serde_json::Value, name: &str) -> BTreeSet<(String, String, String)> {
    let key = |row: &serde_json::Value, key| spec::text(row, key).to_owned();
    let rows = spec::transitions(machines, name).iter();
    let all: Vec<_> = rows.map(|row| (key(row, "from"), key(row, "on"), key(row, "to"))).collect();
    let unique: BTreeSet<_> = all.iter().cloned().collect();
    assert_eq!(unique.len(), all.len(), "rows of {name} that only their guards tell apart");
    unique
}

fn owned((from, on, to): (&str, &str, &str)) -> (String, String, String) {
    (from.to_owned(), on.to_owned(), to.to_owned())
}

#[test]
fn every_row_of_the_sets_holds() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    let played: BTreeSet<_> = SETS.iter().map(|row| owned((row.0, row.1, row.2))).collect();
    assert_eq!(rows_of(&machines, "shadow-copy-set"), played);
    for (from, on, to, kind, context, what) in SETS {
        let mut play = begin(from, *kind, *context);
        act(&mut play, to, *what);
        let expected = match *to {
            "<same>" => *from,
            "DELETED" | "FAILED" => "gone",
            to => to,
        };
        assert_eq!(play.state(), expected, "{from} on {on} to {to}");
    }
}

fn exposure(hand: &Hand) -> &'static str {
    let mut all = machine(hand).sets.values().flat_map(|set| set.copies.values());
    match all.next().map(|copy| &copy.exposure) {
        Some(Exposure::Hidden) => "HIDDEN",
        Some(Exposure::Surfaced) => "SURFACED",
        Some(Exposure::Locally(_)) => "EXPOSED_LOCALLY",
        Some(Exposure::Remotely(..)) => "EXPOSED_REMOTELY",
        None => "<no longer a shadow copy>",
    }
}

fn expose(hand: &Hand, locally: bool) -> ShadowCopyCall {
    let copy = calls::finished_copy(&hand.world);
    if !locally {
        return shadow_copies::share(copy);
    }
    ShadowCopyCall::ExposeSnapshot {
        SnapshotId: copy,
        wszPathFromRoot: None,
        lAttributes: VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY,
        wszExpose: Some("X:".into()),
        pwszExposed: OutPtr::Given,
    }
}

fn unexpose(hand: &Hand) -> ShadowCopyCall {
    ShadowCopyCall::UnexposeSnapshot { snapshotId: calls::finished_copy(&hand.world) }
}

/// Brings a shadow copy into a state of exposure.
fn exposed(from: &str, kind: ProviderType, context: SnapshotContext) -> Play {
    let mut play = begin("CREATED", kind, context);
    if from != "HIDDEN" {
        let call = expose(&play.hand, from == "EXPOSED_LOCALLY");
        assert_eq!(play.call(call), Hresult::S_OK);
    }
    if from == "SURFACED" {
        let call = unexpose(&play.hand);
        assert_eq!(play.call(call), Hresult::S_OK);
    }
    assert_eq!(exposure(&play.hand), from);
    play
}

#[test]
fn every_row_of_the_exposures_holds() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    for (from, on, to) in rows_of(&machines, "exposure") {
        let shown = format!("{from} on {on} to {to}");
        let play = match on.split(['(', ',']).next().unwrap_or_default() {
            "ExposeSnapshot" => {
                // What is not persistent cannot be exposed locally.
                let refused = to == "<same>";
                let mut play = exposed(&from, SYSTEM, if refused { LOCAL } else { PERSISTENT });
                let call = expose(&play.hand, refused || on.contains("LOCALLY"));
                let expected = if refused { Hresult::E_INVALIDARG } else { Hresult::S_OK };
                assert_eq!(play.call(call), expected, "{shown}");
                play
            }
            "UnexposeSnapshot" => {
                let mut play = exposed(&from, SYSTEM, PERSISTENT);
                let call = unexpose(&play.hand);
                assert_eq!(play.call(call), Hresult::S_OK, "{shown}");
                play
            }
            "<import>" => {
                let mut play = begin("TRANSPORTABLE", HARDWARE, LOCAL);
                assert_eq!(exposure(&play.hand), from);
                assert_eq!(play.import(), Hresult::S_OK, "{shown}");
                play
            }
            "BreakSnapshotSet" => {
                let mut play = exposed(&from, HARDWARE, PERSISTENT);
                let set = play.set;
                assert_eq!(play.call(ShadowCopyCall::BreakSnapshotSet { SnapshotSetId: set }), Hresult::S_OK);
                let names = machine(&play.hand).volumes.values().flat_map(|volume| &volume.names);
                let stays = names.filter(|name| name.as_str().eq_ignore_ascii_case("X:\\")).count() == 1;
                assert_eq!(stays, from == "EXPOSED_LOCALLY", "access paths stay");
                play
            }
            other => panic!("what is {other}?"),
        };
        let expected = if to == "<same>" { &from } else { &to };
        assert_eq!(exposure(&play.hand), expected, "{shown}");
    }
}

/// The state of the only copy, under its name in the header.
fn copy_state(hand: &Hand) -> &'static str {
    only_copy(hand).state.name().unwrap_or("?")
}

/// Lets a creation go on until its copy is in a state, before the set is created or given up.
fn until(play: &mut Play, state: &str) {
    if state == "VSS_SS_PREPARING" {
        return;
    }
    play.hand.begin_async(play.owner, calls::SNAPSHOT);
    while copy_state(&play.hand) != state {
        assert!(play.hand.go_on(|_, _| true), "{state} is never reached");
    }
    if state.contains("PROCESSING") {
        // The call reaches its provider.
        assert!(play.hand.go_on(|_, _| false));
    }
}

#[test]
fn every_row_of_the_shadow_copies_holds() {
    let Some(machines) = spec::rules("state-machines.json") else { return };
    for (from, on, to) in rows_of(&machines, "snapshot-state") {
        let shown = format!("{from} on {on} to {to}");
        if from == "<none>" {
            assert_eq!(copy_state(&begin("STARTED", SYSTEM, LOCAL).hand), to, "{shown}");
            continue;
        }
        if from == "VSS_SS_CREATED" {
            // The table of sets has the same ends; here that the copy is not there any more.
            let kind = if on.starts_with("Break") { HARDWARE } else { SYSTEM };
            let mut play = begin("CREATED", kind, LOCAL);
            assert_eq!(copy_state(&play.hand), from);
            act(&mut play, "BROKEN", if kind == HARDWARE { Break } else { Release });
            assert!(machine(&play.hand).sets.is_empty(), "{shown}");
            continue;
        }
        let mut play = begin("STARTED", SYSTEM, LOCAL);
        until(&mut play, &from);
        if to == "VSS_SS_ABORTED" {
            // A set that is given up is forgotten with its copies.
            play.hand.effects.clear();
            assert_eq!(play.call(calls::ABORT), Hresult::S_OK, "{shown}");
            assert!(machine(&play.hand).sets.is_empty(), "{shown}");
            let told = play.hand.upcalls().iter().any(|(_, name)| *name == "AbortSnapshots");
            assert_eq!(told, from != "VSS_SS_PREPARING", "{shown}");
            continue;
        }
        if from == "VSS_SS_PREPARING" {
            play.hand.begin_async(play.owner, calls::SNAPSHOT);
        }
        while copy_state(&play.hand) == from {
            assert!(play.hand.go_on(|_, _| true), "{shown}");
        }
        assert_eq!(copy_state(&play.hand), to, "{shown}");
    }
}

#[test]
fn what_serves_no_name_is_refused() {
    let mut play = begin("CREATED", SYSTEM, PERSISTENT);
    for name in ["C:", "X:\\", "X", ""] {
        let call = ShadowCopyCall::ExposeSnapshot {
            SnapshotId: calls::finished_copy(&play.hand.world),
            wszPathFromRoot: None,
            lAttributes: VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY,
            wszExpose: Some(name.into()),
            pwszExposed: OutPtr::Given,
        };
        assert_eq!(play.call(call), Hresult::E_INVALIDARG, "{name}");
    }
    let status = ShadowCopyCall::QueryRevertStatus { pwszVolume: In(None), ppAsync: OutPtr::Given };
    assert_eq!(play.call(status), Hresult::E_POINTER);
}
