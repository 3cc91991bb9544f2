//! Whatever happens: the model answers, always the same, and what must hold holds.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use vss_sim::api::{
    Call, CallId, Caller, ExpressWriterCall, ExpressWriterId, FunctionCall, In, OutPtr, ProcessId,
    SnapshotMgmtCall, SnapshotMgmtRef,
};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{ApplicationLevel, ProviderType, UsageType};
use vss_sim::world::readings::Readings;
use vss_sim::world::{Config, Event, IdAllocator, Outcome, World, step};
use vss_tests::model::dice::{MANAGED, Seeded, Throw, event};
use vss_tests::model::invariants::{self, Violation};
use vss_tests::model::path::{Way, bring};
use vss_tests::model::stage::{self, Stage};

/// How many sequences of events are played from seeds, and how long each is.
const SEQUENCES: u64 = 20_000;
/// The environment variable that says so of a run by hand.
const BY_HAND: &str = "VSSCHECK_SEQUENCES";
const LENGTH: usize = 60;
/// How many beginnings there are: an object in each of its states, a world without one, one in which a program manages the
/// system provider, one in which a program builds the document of an express writer, and a few more creations, as most
/// that can happen happens in them.
const STARTS: usize = PhaseKind::NAMES.len() + 7;

/// The methods that are refused whatever happens, as they are reserved or not supported.
const RESERVED: &[(&str, &str)] = &[
    ("CVssWriter", "InstallAlternateWriter"),
    ("IVssBackupComponentsEx2", "FastRecovery"),
    ("IVssBackupComponentsEx2", "PreFastRecovery"),
    ("IVssComponent", "AddDifferencedFilesByLastModifyLSN"),
    ("IVssCreateWriterMetadata", "AddIncludeFiles"),
    ("IVssDifferentialSoftwareSnapshotMgmt2", "MigrateDiffAreas"),
    ("IVssDifferentialSoftwareSnapshotMgmt2", "QueryMigrationStatus"),
    ("IVssDifferentialSoftwareSnapshotMgmt2", "SetSnapshotPriority"),
    ("IVssDifferentialSoftwareSnapshotMgmt3", "QuerySnapshotDeltaBitmap"),
    ("IVssExamineWriterMetadata", "GetIncludeFile"),
    ("IVssSnapshotMgmt", "QuerySnapshotsByVolume"),
    ("IVssSnapshotMgmt", "QueryVolumesSupportedForSnapshots"),
];

/// The methods that have no code to refuse with: what counts references, and what frees memory.
const NEVER_REFUSED: &[(&str, &str)] = &[
    ("IVssAsync", "Release"),
    ("IVssBackupComponents", "Release"),
    ("IVssEnumMgmtObject", "Release"),
    ("IVssEnumObject", "Release"),
    ("VsBackup", "VssFreeSnapshotProperties"),
    ("VsBackup", "VssFreeSnapshotPropertiesInternal"),
];

/// What the model is known not to keep, with the reason; one that it does keep fails the test.
const KNOWN_DIFFERENCES: &[(&str, &str)] = &[];

/// What a run came across.
#[derive(Debug, Default)]
struct Census {
    events: BTreeMap<&'static str, usize>,
    outcomes: BTreeMap<&'static str, usize>,
    phases: BTreeMap<&'static str, usize>,
    /// How often each method was accepted, and how often refused.
    methods: BTreeMap<(&'static str, &'static str), (usize, usize)>,
    calls: usize,
    accepted: usize,
    /// How often an import has ended well and brought a set to another machine.
    brought: usize,
    violations: BTreeMap<&'static str, (usize, String)>,
}

/// A world in which nothing has happened, or one with a backup in any of its states.
fn world(ids: IdAllocator, start: usize) -> World {
    let stage = Stage {
        ids,
        writers: vec![
            (ApplicationLevel::VSS_APP_FRONT_END, Duration::from_secs(60)),
            (ApplicationLevel::VSS_APP_BACK_END, Duration::from_secs(20)),
            (ApplicationLevel::VSS_APP_SYSTEM, Duration::from_secs(60)),
        ],
        providers: vec![
            ProviderType::VSS_PROV_SYSTEM,
            if start.is_multiple_of(2) {
                ProviderType::VSS_PROV_HARDWARE
            } else {
                ProviderType::VSS_PROV_SOFTWARE
            },
        ],
        neighbour: true,
        ..Stage::default()
    };
    match PhaseKind::NAMES.get(start) {
        Some((kind, _)) => bring(&stage, *kind, Way::USUAL).0.world,
        None if start == PhaseKind::NAMES.len() => stage.world(),
        None if start == PhaseKind::NAMES.len() + 1 => after(stage.world(), begin_managing),
        None if start == PhaseKind::NAMES.len() + 2 => after(stage.world(), begin_document),
        None => bring(&stage, PhaseKind::Snapshotting, Way::USUAL).0.world,
    }
}

/// How many sets are on another machine than the one that made them.
fn abroad(world: &World) -> usize {
    let sets = world.machines.values().flat_map(|machine| machine.sets.values());
    sets.filter(|set| set.from.is_some()).count()
}

/// A world in which calls have been made.
fn after(mut world: World, calls: fn() -> Vec<(ProcessId, Call)>) -> World {
    for (id, (process, call)) in (0..).zip(calls()) {
        let event = Event::Call { id: CallId(id), by: Caller { process, within: None }, call };
        world = step(&world, &event).next;
    }
    world
}

fn begin_managing() -> Vec<(ProcessId, Call)> {
    let get = SnapshotMgmtCall::GetProviderMgmtInterface {
        ProviderId: MANAGED.0,
        InterfaceId: MANAGED.1,
        ppItf: OutPtr::Given,
    };
    vec![
        (stage::REQUESTING, Call::Function(FunctionCall::CoCreateVssSnapshotMgmt { ppv: OutPtr::Given })),
        (stage::REQUESTING, Call::SnapshotMgmt(SnapshotMgmtRef(stage::REQUESTING), get)),
    ]
}

fn begin_document() -> Vec<(ProcessId, Call)> {
    let create = ExpressWriterCall::CreateMetadata {
        writerId: stage::writer_guids(9).0,
        writerName: In(Some("settings".into())),
        usageType: UsageType::VSS_UT_SYSTEMSERVICE,
        versionMajor: 1,
        versionMinor: 0,
        reserved: 0,
        ppMetadata: OutPtr::Given,
    };
    vec![
        (stage::WRITING, Call::Function(FunctionCall::CreateVssExpressWriter { ppWriter: OutPtr::Given })),
        (stage::WRITING, Call::ExpressWriter(ExpressWriterId(1), create)),
    ]
}

const fn name(event: &Event) -> &'static str {
    match event {
        Event::Call { .. } => "Call",
        Event::Begin(_) => "Begin",
        Event::Return { .. } => "Return",
        Event::Proceed(_) => "Proceed",
        Event::Advance(_) => "Advance",
        Event::Process(_) => "Process",
        Event::Service(..) => "Service",
        Event::Fault(_) => "Fault",
        Event::File { .. } => "File",
    }
}

impl Census {
    fn count(&mut self, event: &Event, outcome: &Outcome, next: &World) {
        *self.events.entry(name(event)).or_default() += 1;
        let kind = match outcome {
            Outcome::Returned(result) if result.code.is_success() => "Returned, accepted",
            Outcome::Returned(_) => "Returned, refused",
            Outcome::Pending => "Pending",
            Outcome::Done => "Done",
            Outcome::Moot(_) => "Moot",
        };
        *self.outcomes.entry(kind).or_default() += 1;
        if let Event::Call { call, .. } = event {
            self.calls += 1;
            let method = call.method();
            let (accepted, refused) = self.methods.entry((method.interface, method.name)).or_default();
            match kind {
                "Returned, accepted" | "Pending" => {
                    self.accepted += 1;
                    *accepted += 1;
                }
                "Returned, refused" => *refused += 1,
                _ => {}
            }
        }
        for requester in next.machines.values().flat_map(|machine| machine.requesters.values()) {
            *self.phases.entry(requester.phase().name()).or_default() += 1;
        }
    }
}

/// Plays one throw twice and compares.
fn play(world: &World, throw: &Throw, deep: bool) -> (Event, vss_sim::world::Step, Vec<Violation>) {
    let event = event(world, throw);
    let digest = world.digest();
    // The digests of parts are kept once computed, so a change in place would show only in the contents.
    let contents = deep.then(|| format!("{world:?}"));
    let first = step(world, &event);
    let second = step(world, &event);
    let mut found = invariants::of_step(world, &event, &first);
    let equal = first.outcome == second.outcome
        && first.effects == second.effects
        && first.next.digest() == second.next.digest();
    if !equal {
        found.push(("a step is deterministic", format!("{event:?}")));
    }
    let unchanged =
        world.digest() == digest && contents.is_none_or(|contents| contents == format!("{world:?}"));
    if !unchanged {
        found.push(("a step leaves the world it is given", format!("{event:?}")));
    }
    if world.same(&first.next) && first.next.digest() != digest {
        found.push(("the same world has the same digest", format!("{event:?}")));
    }
    found.extend(invariants::of_world(&first.next));
    if deep {
        found.extend(invariants::of_enabled(&first.next));
    }
    (event, first, found)
}

#[test]
fn whatever_happens_what_must_hold_holds() {
    let mut census = Census::default();
    let sequences = std::env::var(BY_HAND).map_or(SEQUENCES, |number| number.parse().expect("a number"));
    for seed in 0..sequences {
        let ids = if seed % 4 == 3 { IdAllocator::Fresh(1) } else { IdAllocator::LowestFree };
        let mut dice = Seeded(seed);
        let mut world = world(ids, usize::try_from(seed).unwrap_or(0) % STARTS);
        for number in 0..LENGTH {
            let (event, taken, found) = play(&world, &dice.throw(), number % 8 == 7);
            census.count(&event, &taken.outcome, &taken.next);
            census.brought += usize::from(abroad(&taken.next) > abroad(&world));
            for (rule, what) in found {
                let shown = || format!("seed {seed}, event {number}: {what}");
                census.violations.entry(rule).or_insert_with(|| (0, shown())).0 += 1;
            }
            world = taken.next;
        }
    }
    let share = census.accepted * 100 / census.calls;
    println!("{:#?}\n{:#?}\n{:#?}", census.events, census.outcomes, census.phases);
    println!("{} of {} calls accepted: {share} %; {:#?}", census.accepted, census.calls, census.methods);
    println!("{} sets brought to another machine", census.brought);
    assert!(census.brought >= 20, "sets are hardly brought to another machine");
    assert_eq!(census.events.len(), 9);
    assert_eq!(census.outcomes.len(), 5);
    for (_, phase) in PhaseKind::NAMES {
        assert!(census.phases.get(phase).is_some_and(|count| *count >= 100), "{phase} is hardly reached");
    }
    assert!(share >= 40, "only {share} % of the calls are accepted");
    let never = |side: fn(&(usize, usize)) -> usize| -> BTreeSet<(&str, &str)> {
        vss_sim::api::methods()
            .map(|method| (method.interface, method.name))
            .filter(|method| census.methods.get(method).is_none_or(|counts| side(counts) == 0))
            .collect()
    };
    assert_eq!(never(|(accepted, _)| *accepted), RESERVED.iter().copied().collect(), "never accepted");
    assert_eq!(never(|(_, refused)| *refused), NEVER_REFUSED.iter().copied().collect(), "never refused");
    let violated: BTreeSet<&str> = census.violations.keys().copied().collect();
    let known: BTreeSet<&str> = KNOWN_DIFFERENCES.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(violated, known, "{:#?}", census.violations);
}

/// A world that follows an answer to each open question which the dice have chosen.
fn answering(mut world: World, dice: &mut Seeded) -> World {
    let mut readings = Readings::default();
    for question in Readings::table() {
        let label = &question.labels[usize::from(dice.throw()[0]) % question.labels.len()];
        readings.set(question.id, label.label).expect("a label of the table");
    }
    let config = Config { readings, ..world.config.as_ref().clone() };
    world.config = Arc::new(config);
    world
}

/// Some invariants say what the default answers say, and do not hold with others; what holds of every step does.
#[test]
fn whatever_is_answered_a_step_is_one_and_the_same() {
    let of_steps = [
        "a step is deterministic",
        "a step leaves the world it is given",
        "moot leaves the world the same",
        "an operation that waits for nobody can proceed",
        "what is possible is not moot",
    ];
    for seed in 0..2000 {
        let mut dice = Seeded(seed);
        let start = world(IdAllocator::LowestFree, usize::try_from(seed).unwrap_or(0) % STARTS);
        let mut world = answering(start, &mut dice);
        for number in 0..LENGTH {
            let (event, taken, found) = play(&world, &dice.throw(), number % 8 == 7);
            let broken: Vec<_> = found.iter().filter(|(rule, _)| of_steps.contains(rule)).collect();
            assert!(broken.is_empty(), "seed {seed}, event {number}: {event:?} {broken:#?}");
            world = taken.next;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_keeps_what_must_hold(throws in prop::collection::vec(any::<Throw>(), 1..80), fresh in any::<bool>(), start in 0..STARTS) {
        let mut world = world(if fresh { IdAllocator::Fresh(1) } else { IdAllocator::LowestFree }, start);
        for throw in &throws {
            let (_, taken, found) = play(&world, throw, true);
            let unknown: Vec<_> =
                found.iter().filter(|(rule, _)| KNOWN_DIFFERENCES.iter().all(|(known, _)| known != rule)).collect();
            prop_assert!(unknown.is_empty(), "{unknown:#?}");
            world = taken.next;
        }
    }
}
