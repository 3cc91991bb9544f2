//! The order of a whole backup: what the service asks of providers and writers, against the sequence of a creation.

use serde_json::Value;
use vss_sim::api::{BackupCall, ProviderId, WriterId};
use vss_sim::machines::WriterEvent;
use vss_sim::vocabulary::{ApplicationLevel, ProviderType};
use vss_sim::world::{CREATION, LunStep, Participant, StageAct};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::spec;
use vss_tests::model::stage::{self, Stage};

/// Upcalls that the sequence does not number, and why.
const UNNUMBERED: &[(&str, &str)] =
    &[("IsVolumeSupported", "asked while a provider is chosen, which CS-16 counts as the service's own")];

/// One thing of a backup, as the sequence names it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Happened {
    /// The requester's call.
    Call(&'static str),
    /// The service's call of a provider or event for a writer.
    Upcall(Participant, String),
}

/// The event of a handler, as the sequence names it.
fn event_name(handler: &str) -> String {
    let event = WriterEvent::ALL.iter().find(|event| event.handler() == handler);
    event.map_or_else(|| handler.to_owned(), |event| format!("{event:?}"))
}

/// A full backup, call by call; after each call everything happens that can.
fn full_backup(stage: &Stage, volumes: usize) -> Vec<Happened> {
    let mut hand = Hand::new(stage.world());
    let requester = hand.create(stage::REQUESTING);
    let mut happened = vec![Happened::Call("CreateVssBackupComponents")];
    let mut calls = vec![calls::INITIALIZE, calls::set_backup_state(true), calls::GATHER];
    let writers = u32::try_from(stage.writers.len()).unwrap_or_default();
    calls.extend((1..=writers).map(|writer| calls::add_component(writer, 0)));
    calls.push(calls::START);
    calls.extend((0..volumes).map(calls::add_volume));
    calls.extend([calls::PREPARE, calls::STATUS, calls::SNAPSHOT, calls::STATUS]);
    calls.extend((1..=writers).map(|writer| calls::set_succeeded(writer, true)));
    calls.extend([calls::COMPLETE, calls::STATUS, calls::SAVE, calls::RELEASE]);
    for call in calls {
        let name = call.method().name;
        happened.push(Happened::Call(name));
        hand.effects.clear();
        let released = call == BackupCall::Release {};
        let result = hand.backup_call(requester, call);
        assert!(result.code.is_success(), "{name}: {result:?}");
        hand.settle();
        assert_eq!(hand.world.requester(requester).is_none(), released);
        happened.extend(hand.upcalls().into_iter().map(|(to, name)| Happened::Upcall(to, event_name(name))));
    }
    happened
}

fn stage(kinds: &[ProviderType]) -> Stage {
    let mut stage = Stage { providers: kinds.to_vec(), ..Stage::default() };
    // In an order that is none of freezing: system, front end, back end.
    let window = stage.writers[0].1;
    stage.writers = [
        ApplicationLevel::VSS_APP_SYSTEM,
        ApplicationLevel::VSS_APP_FRONT_END,
        ApplicationLevel::VSS_APP_BACK_END,
    ]
    .map(|level| (level, window))
    .to_vec();
    stage
}

fn row<'a>(list: &'a [Value], id: &str) -> &'a Value {
    list.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

/// The names of what happened to one kind of participant, each run of the same name once.
fn names(happened: &[Happened], of: fn(&Participant) -> bool) -> Vec<String> {
    let name = |what: &Happened| match what {
        Happened::Upcall(to, name) if of(to) => Some(name.clone()),
        Happened::Upcall(..) | Happened::Call(_) => None,
    };
    let mut names: Vec<String> = happened.iter().filter_map(name).collect();
    names.retain(|name| UNNUMBERED.iter().all(|(known, _)| known != name));
    names.dedup();
    names
}

/// The variants that the model can play, each with the providers that make its stage, and how many of its steps show.
const VARIANTS: &[(&str, &[ProviderType], usize)] = &[
    ("system-local-plain-writers", &[ProviderType::VSS_PROV_SYSTEM], 30),
    ("software-local-plain-writers", &[ProviderType::VSS_PROV_SYSTEM, ProviderType::VSS_PROV_SOFTWARE], 30),
    ("hardware-local-plain-writers", &[ProviderType::VSS_PROV_SYSTEM, ProviderType::VSS_PROV_HARDWARE], 34),
];

#[test]
fn calls_and_events_come_in_the_order_of_the_variant() {
    let Some(sequence) = spec::rules("creation-sequence.json") else { return };
    for (id, kinds, shown) in VARIANTS {
        let variant = row(spec::list(&sequence, "variants"), id);
        // The calls for each volume are two of a hardware provider, which would come by turns.
        let volumes = if kinds.contains(&ProviderType::VSS_PROV_HARDWARE) { 1 } else { 2 };
        let happened = full_backup(&stage(kinds), volumes);
        let providers = names(&happened, |to| matches!(to, Participant::Provider(_)));
        // A deletion comes after the backup.
        let mut expected = spec::texts(variant, "providerCalls");
        expected.retain(|name| !name.ends_with("(deletion)"));
        assert_eq!(providers, expected, "{id}");
        let writers = names(&happened, |to| matches!(to, Participant::Writer(_)));
        assert_eq!(writers, spec::texts(variant, "writerEvents"), "{id}");
        let used: Vec<_> = happened
            .iter()
            .filter(
                |what| matches!(what, Happened::Upcall(to, _) if *to == Participant::Provider(ProviderId(1))),
            )
            .collect();
        assert_eq!(used.is_empty(), kinds.len() == 2, "{id}: the system provider comes last");
        assert_eq!(interleaved(&sequence, variant, &happened), *shown, "{id}");
    }
}

/// The steps of a variant that someone outside sees, as names; an optional or internal step is none.
fn steps<'a>(sequence: &'a Value, variant: &'a Value) -> Vec<(&'a str, Vec<&'a str>)> {
    let all = spec::list(sequence, "steps");
    let seen = |row: &&Value| {
        matches!(spec::text(row, "kind"), "call" | "event" | "provider-call") && row["optional"] == false
    };
    let rows = spec::texts(variant, "steps").into_iter().map(|id| row(all, id)).filter(seen);
    rows.map(|row| {
        let name = spec::text(row, "name");
        // One name is enough of those that stand together.
        let names = match name {
            "release of IVssBackupComponents" => vec!["Release"],
            "SaveAsXML of requester and writer documents" => vec!["SaveAsXML"],
            name => name.split(", ").collect(),
        };
        (spec::text(row, "id"), names)
    })
    .collect()
}

/// Finds every step of the variant in what happened, each after the one before it; gives how many there are.
fn interleaved(sequence: &Value, variant: &Value, happened: &[Happened]) -> usize {
    let matches = |what: &Happened, event: bool, names: &[&str]| match what {
        Happened::Call(name) => !event && names.contains(name),
        Happened::Upcall(_, name) => event && names.contains(&name.as_str()),
    };
    let all = spec::list(sequence, "steps");
    // Reading documents and properties is left out of the play: nothing answers to it.
    let unplayed = ["CS-09", "CS-57"];
    let mut from = 0;
    let mut found = 0;
    for (id, names) in steps(sequence, variant) {
        if unplayed.contains(&id) {
            continue;
        }
        let event = spec::text(row(all, id), "kind") != "call";
        // A step that repeats, per volume or provider, is through before the next one, but for the choice of a
        // provider, which follows each volume's call.
        let at = happened.iter().skip(from).position(|what| matches(what, event, &names));
        let at = at
            .unwrap_or_else(|| panic!("{id} {names:?} not after {:?}", happened.get(from.saturating_sub(1))));
        from += at + 1;
        found += 1;
        if !["CS-13", "CS-15", "CS-17"].contains(&id) {
            let again = happened.iter().skip(from).take_while(|what| matches(what, event, &names)).count();
            from += again;
        }
    }
    found
}

#[test]
fn the_stages_of_a_creation_are_the_steps_of_the_sequence() {
    let Some(sequence) = spec::rules("creation-sequence.json") else { return };
    let variant = row(spec::list(&sequence, "variants"), "hardware-local-plain-writers");
    // What the transaction managers do has no participant in the model, nor have the flags of LUNs, the scan of the bus
    // and the mounting of what arrives.
    let unmodelled = ["CS-25", "CS-28", "CS-33", "CS-35", "CS-40", "CS-42"];
    let all = spec::texts(variant, "steps");
    let between = all.iter().skip_while(|id| **id != "CS-24").take_while(|id| **id != "CS-49");
    let expected: Vec<&str> = between.copied().filter(|id| !unmodelled.contains(id)).collect();
    let mut model: Vec<&str> = CREATION.iter().map(|stage| stage.id).collect();
    model.dedup();
    assert_eq!(model, expected);
    for stage in CREATION {
        let name = match stage.act {
            StageAct::Providers(call) => format!("{call:?}"),
            StageAct::Writers(event) => format!("{event:?}"),
            StageAct::Freeze(_) => "Freeze".to_owned(),
            // The notifications stand under the numbers of the steps before.
            StageAct::Luns(LunStep::BeforeRecovery | LunStep::AfterRecovery) => continue,
            StageAct::Luns(step) => format!("{step:?}"),
            StageAct::HoldWrites => "FlushAndHoldWrites".to_owned(),
            StageAct::ReleaseWrites => "ReleaseWrites".to_owned(),
        };
        assert_eq!(row(spec::list(&sequence, "steps"), stage.id)["name"], name, "{}", stage.id);
    }
}

#[test]
fn writers_are_frozen_level_by_level_and_a_phase_is_through_before_the_next() {
    let happened = full_backup(&stage(&[ProviderType::VSS_PROV_SYSTEM]), 1);
    let writer = |number| Participant::Writer(WriterId(number));
    let frozen: Vec<Participant> = happened
        .iter()
        .filter_map(|what| match what {
            Happened::Upcall(to, name) if name == "Freeze" => Some(*to),
            Happened::Upcall(..) | Happened::Call(_) => None,
        })
        .collect();
    assert_eq!(frozen, [writer(2), writer(3), writer(1)], "front end, back end, system");
    // While a writer of one level has not returned from Freeze, none of the next is sent it.
    let mut hand = Hand::new(stage(&[ProviderType::VSS_PROV_SYSTEM]).world());
    let requester = hand.create(stage::REQUESTING);
    for call in
        [calls::INITIALIZE, calls::set_backup_state(false), calls::GATHER, calls::START, calls::add_volume(0)]
    {
        hand.accept(requester, call);
    }
    hand.accept(requester, calls::PREPARE);
    hand.begin_async(requester, calls::SNAPSHOT);
    hand.effects.clear();
    hand.until_running(writer(2), "OnFreeze");
    while hand.go_on(|to, _| to != writer(2)) {}
    let freezes = hand.upcalls().into_iter().filter(|(_, name)| *name == "OnFreeze").count();
    assert_eq!(freezes, 1);
}

#[test]
fn two_providers_of_a_set_finish_each_call_before_the_next() {
    let mut stage = stage(&[ProviderType::VSS_PROV_SYSTEM, ProviderType::VSS_PROV_SYSTEM]);
    stage.writers.truncate(1);
    let mut hand = Hand::new(stage.world());
    let requester = hand.create(stage::REQUESTING);
    for call in [calls::INITIALIZE, calls::set_backup_state(false), calls::GATHER, calls::START] {
        hand.accept(requester, call);
    }
    for (volume, provider) in [(0, 1), (1, 2)] {
        let BackupCall::AddToSnapshotSet { pwszVolumeName, pidSnapshot, .. } = calls::add_volume(volume)
        else {
            panic!("another call");
        };
        let named = stage::provider_guid(provider);
        hand.accept(
            requester,
            BackupCall::AddToSnapshotSet { pwszVolumeName, ProviderId: named, pidSnapshot },
        );
    }
    hand.effects.clear();
    hand.accept(requester, calls::PREPARE);
    hand.begin_async(requester, calls::SNAPSHOT);
    hand.settle();
    let of_providers = |(to, name): (Participant, &'static str)| {
        if let Participant::Provider(id) = to { Some((name, id.0)) } else { None }
    };
    let order: Vec<(&str, u32)> = hand.upcalls().into_iter().filter_map(of_providers).collect();
    let stages = CREATION.iter().filter_map(|stage| match stage.act {
        StageAct::Providers(call) => Some(call),
        StageAct::Luns(_)
        | StageAct::Writers(_)
        | StageAct::Freeze(_)
        | StageAct::HoldWrites
        | StageAct::ReleaseWrites => None,
    });
    let names: Vec<String> = stages.map(|call| format!("{call:?}")).collect();
    let expected: Vec<(&str, u32)> =
        names.iter().flat_map(|name| [(name.as_str(), 1), (name.as_str(), 2)]).collect();
    assert_eq!(order, expected);
}
