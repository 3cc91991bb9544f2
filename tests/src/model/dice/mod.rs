//! Dice that turn numbers into events: the same numbers and the same world give the same event.
//!
//! A list of numbers is what is generated and shrunk; smaller numbers mean plainer events.

mod admin;
mod express;
mod faults;
mod files;
mod management;
mod values;
mod views;

use std::sync::Arc;
use std::time::Duration;

use vss_sim::api::{
    ActivationId, Arguments, AsyncCall, AsyncId, Call, CallId, Caller, ComponentCall, ComponentRef,
    CreateMetadataCall, DocRef, EnumId, FunctionCall, Method, OpId, OutPtr, Pointer, ProcessId, RequesterId,
    Target, Value, WriterCall, WriterId, WriterObjectCall,
};
use vss_sim::machines::{PhaseKind, WriterEvent};
use vss_sim::vocabulary::{Guid, Hresult, SnapshotContext, Text, VolumeSnapshotAttributes};
use vss_sim::world::{Answer, Event, ProcessEvent, Run, Upcall, World, enabled};

use crate::model::calls::{self, OnRequester};
use crate::model::hand::usual_answer;
use crate::model::restore;
use crate::model::stage::{self, MACHINE};

pub use management::MANAGED;
use values::fitting_value;
use views::{Reach, any_metadata, any_target, examining_call, list_event};

/// The numbers of one event.
pub type Throw = [u16; 12];

/// Numbers that are used up one by one; zero when there are none left.
struct Dice<'a> {
    left: std::slice::Iter<'a, u16>,
}

impl Dice<'_> {
    fn next(&mut self) -> u16 {
        self.left.next().copied().unwrap_or(0)
    }

    /// A number below `sides`.
    fn below(&mut self, sides: usize) -> usize {
        usize::from(self.next()) % sides.max(1)
    }

    /// One of a list.
    fn pick<T: Clone>(&mut self, list: &[T]) -> Option<T> {
        let index = self.below(list.len());
        list.get(index).cloned()
    }

    /// A number that something may bear, or that nothing does.
    fn id(&mut self, taken: impl Iterator<Item = u32>) -> u32 {
        let mut all: Vec<u32> = taken.collect();
        all.push(u32::from(self.next() % 12));
        self.pick(&all).unwrap_or(0)
    }
}

/// The event of a throw.
#[must_use]
pub fn event(world: &World, throw: &Throw) -> Event {
    let mut dice = Dice { left: throw.iter() };
    match dice.below(100) {
        0..50 => go_on(world, &mut dice),
        50..54 if express::builds(world) => express::call(world, &mut dice),
        54..60 if management::is_begun(world) => management::call(world, &mut dice),
        60 if management::is_begun(world) => faults::any_fault(world, &mut dice),
        50..63 => useful_call(world, &mut dice),
        64..82 => nested_call(world, &mut dice),
        82 => writer_object_call(world, &mut dice),
        83 => management::call(world, &mut dice),
        84 | 85 => express::call(world, &mut dice),
        86 if dice.below(3) == 0 => admin::call(world, &mut dice),
        86 => any_call(world, &mut dice),
        63 => list_event(world, &mut dice).unwrap_or_else(|| examining_call(world, &mut dice)),
        87..92 => examining_call(world, &mut dice),
        92 => Event::Advance(any_duration(&mut dice)),
        93 | 94 => any_address(world, &mut dice),
        95 | 96 => any_process(world, &mut dice),
        97 => faults::any_fault(world, &mut dice),
        98 => files::event(world, &mut dice),
        _ => useful_call(world, &mut dice),
    }
}

/// What can happen next: the service goes on, an upcall arrives, a handler returns.
fn go_on(world: &World, dice: &mut Dice<'_>) -> Event {
    let mut all: Vec<Event> =
        enabled(world).into_iter().filter(|event| !matches!(event, Event::Advance(_))).collect();
    for (id, held) in &world.open.activations {
        if matches!(held.run, Run::Running { .. }) {
            let usual = usual_answer(held.to, &held.upcall);
            all.push(Event::Return { of: *id, answer: any_answer(&usual, dice) });
        }
    }
    if all.is_empty() { useful_call(world, dice) } else { dice.pick(&all).unwrap_or(Event::Proceed(OpId(0))) }
}

/// Mostly the usual answer.
fn any_answer(usual: &Answer, dice: &mut Dice<'_>) -> Answer {
    let codes = [
        Hresult::S_OK,
        Hresult::VSS_E_PROVIDER_VETO,
        Hresult::S_FALSE,
        Hresult::E_FAIL,
        Hresult::E_OUTOFMEMORY,
    ];
    match (dice.below(24), usual) {
        (20 | 21, Answer::Writer { .. }) => Answer::Writer { succeeded: false, document: None },
        (22, Answer::Writer { .. }) | (23, Answer::Provider { .. }) => {
            Answer::Writer { succeeded: true, document: None }
        }
        (23, Answer::Writer { .. }) => Answer::PROVIDED,
        (20 | 21, Answer::Provider { .. }) => Answer::Provider { code: Hresult::S_OK, supported: false },
        (22, Answer::Provider { .. }) => {
            Answer::Provider { code: dice.pick(&codes).unwrap_or_default(), supported: true }
        }
        (_, usual) => usual.clone(),
    }
}

/// A call that a sensible requester makes next.
fn useful_call(world: &World, dice: &mut Dice<'_>) -> Event {
    let requesters: Vec<RequesterId> =
        world.machines.values().flat_map(|machine| machine.requesters.keys().copied()).collect();
    let id = CallId(1000 + u32::from(dice.next()));
    let wants_new = requesters.len() < 2 && dice.below(8) == 7;
    if requesters.is_empty() || wants_new {
        let there = world.machines.contains_key(&stage::THERE);
        let process = match dice.below(6) {
            2 | 5 => stage::OTHER,
            4 if there => stage::REQUESTING_THERE,
            _ => stage::REQUESTING,
        };
        let call = Call::Function(FunctionCall::CreateVssBackupComponents { ppBackup: OutPtr::Given });
        return Event::Call { id, by: Caller { process, within: None }, call };
    }
    let requester = dice.pick(&requesters).unwrap_or(RequesterId(1));
    let held = world.requester(requester).map(|(_, held)| held);
    let process = held.map_or(stage::REQUESTING, |held| held.process);
    let by = Caller { process, within: None };
    let asyncs: Vec<AsyncId> =
        world.open.asyncs.iter().filter(|(_, held)| held.requester == requester).map(|(id, _)| *id).collect();
    if let (Some(object), true) = (asyncs.last(), dice.below(12) == 11) {
        let call = [
            AsyncCall::QueryStatus { pHrResult: OutPtr::Given },
            AsyncCall::Wait { dwMilliseconds: AsyncCall::INFINITE },
            AsyncCall::Wait { dwMilliseconds: 200 },
            AsyncCall::Cancel {},
        ];
        return Event::Call {
            id,
            by,
            call: Call::Async(*object, dice.pick(&call).unwrap_or(AsyncCall::Cancel {})),
        };
    }
    let begin = OnRequester::Backup(calls::INITIALIZE);
    let call = held.map_or(begin, |held| next_call(world, requester, held.phase(), dice));
    Event::Call { id, by, call: call.on(requester) }
}

fn next_call(world: &World, requester: RequesterId, phase: PhaseKind, dice: &mut Dice<'_>) -> OnRequester {
    let names: &[&str] = match phase {
        PhaseKind::New => &[
            "InitializeForBackup",
            "InitializeForBackup",
            "InitializeFromSaved",
            "InitializeForRestore",
            "GetRootAndLogicalPrefixPaths",
        ],
        PhaseKind::Initialized => &[
            "SetBackupState",
            "GatherWriterMetadata",
            "GatherWriterMetadata",
            "GatherWriterStatus",
            "SetContext",
            "StartSnapshotSet",
            "EnableWriterClasses",
            "DisableWriterClasses",
            "DisableWriterInstances",
            "Query",
            "Query",
            "IsVolumeSupported",
            "GetSessionId",
            "ImportSnapshots",
            "RevertToSnapshot",
            "QueryRevertStatus",
        ],
        PhaseKind::Gathered => &[
            "StartSnapshotSet",
            "AddComponent",
            "SetBackupState",
            "AddFirst",
            "StartSnapshotSet",
            "SetBackupOptions",
            "GetWriterMetadata",
            "GetWriterMetadataEx",
            "FreeWriterMetadata",
            "PrepareForBackup",
            "SetPreviousBackupStamp",
        ],
        PhaseKind::SetStarted => &[
            "PrepareForBackup",
            "AddToSnapshotSet",
            "AddVolume",
            "PrepareForBackup",
            "SetBackupState",
            "AddComponent",
            "DoSnapshotSet",
            "GatherWriterMetadata",
        ],
        PhaseKind::Prepared => &[
            "DoSnapshotSet",
            "DoSnapshotSet",
            "BackupComplete",
            "GatherWriterStatus",
            "AddToSnapshotSet",
            "SaveAsXML",
        ],
        PhaseKind::SnapshotDone => &[
            "BackupComplete",
            "SetBackupSucceeded",
            "GetSnapshotProperties",
            "DeleteSnapshots",
            "BreakSnapshotSet",
            "BreakSnapshotSetEx",
            "ExposeSnapshot",
            "UnexposeSnapshot",
            "SaveAsXML",
            "GatherWriterStatus",
            "PreFastRecovery",
            "FastRecovery",
        ],
        PhaseKind::SnapshotFailed => &["AbortBackup", "GatherWriterStatus", "Release", "SaveAsXML"],
        PhaseKind::Completed => &[
            "Release",
            "SaveAsXML",
            "GatherWriterStatus",
            "GetWriterStatus",
            "GetWriterStatusEx",
            "FreeWriterStatus",
            "ExposeSnapshot",
            "UnexposeSnapshot",
            "DeleteSnapshots",
        ],
        PhaseKind::RestoreInitialized => &[
            "AddSnapshotToRecoverySet",
            "RecoverSet",
            "GatherWriterMetadata",
            "GatherWriterMetadata",
            "GatherWriterMetadata",
            "SetRestoreState",
            "SetRestoreOptions",
            "GatherWriterStatus",
            "PreRestore",
            "SetSelectedForRestore",
        ],
        PhaseKind::RestoreGathered => &[
            "SetSelectedForRestore",
            "SetSelectedForRestore",
            "Select",
            "SetSelectedForRestoreEx",
            "AddRestoreSubcomponent",
            "AddNewTarget",
            "SetRestoreOptions",
            "SetAdditionalRestores",
            "SetRollForward",
            "SetRestoreName",
            "SetAuthoritativeRestore",
            "GetWriterMetadata",
            "FreeWriterMetadata",
            "PreRestore",
            "PreRestore",
        ],
        PhaseKind::Prerestored => &[
            "SetFileRestoreStatus",
            "AddAlternativeLocationMapping",
            "SetRangesFilePath",
            "SetAdditionalRestores",
            "GatherWriterStatus",
            "GetWriterComponents",
            "PostRestore",
            "PostRestore",
        ],
        PhaseKind::Postrestored => {
            &["Release", "GatherWriterStatus", "GetWriterStatus", "FreeWriterStatus", "AbortBackup"]
        }
        PhaseKind::Imported => {
            &["Query", "BackupComplete", "SaveAsXML", "RevertToSnapshot", "BreakSnapshotSet", "Release"]
        }
        PhaseKind::Reverting => {
            &["QueryRevertStatus", "QueryRevertStatus", "RevertToSnapshot", "SetContext", "Release"]
        }
        PhaseKind::Aborted => &["Release", "GetWriterStatusCount", "AbortBackup"],
        PhaseKind::Gathering
        | PhaseKind::Preparing
        | PhaseKind::Snapshotting
        | PhaseKind::Completing
        | PhaseKind::RestoreGathering
        | PhaseKind::Prerestoring
        | PhaseKind::Postrestoring
        | PhaseKind::Importing
        | PhaseKind::Recovering => &[
            "GetWriterComponentsCount",
            "GetWriterComponents",
            "GetSnapshotProperties",
            "GetWriterMetadata",
            "GetWriterMetadataCount",
            "GetWriterComponentsCount",
            "AbortBackup",
            "Release",
        ],
    };
    match dice.pick(names).unwrap_or("Release") {
        "AddFirst" => calls::add_component(u32::from(dice.next() % 3) + 1, 0).into(),
        "Select" => restore::select(u32::from(dice.next() % 3) + 1, 0, dice.below(4) > 0).into(),
        "AddVolume" => calls::add_volume(0).into(),
        "InitializeFromSaved" => calls::initialize_from(saved(world)).into(),
        "SetContext" => {
            let contexts = [
                SnapshotContext::VSS_CTX_BACKUP,
                SnapshotContext::VSS_CTX_FILE_SHARE_BACKUP,
                SnapshotContext::VSS_CTX_APP_ROLLBACK,
                SnapshotContext::VSS_CTX_ALL,
                TRANSPORTED,
            ];
            calls::set_context(dice.pick(&contexts).unwrap_or_default()).into()
        }
        "SetBackupState" => calls::set_backup_state(dice.below(3) > 0).into(),
        "EnableWriterClasses" => calls::enable_classes(&writers(dice).map(|(class, _)| class)).into(),
        "DisableWriterClasses" => calls::disable_classes(&writers(dice).map(|(class, _)| class)).into(),
        "DisableWriterInstances" => {
            calls::disable_instances(&writers(dice).map(|(_, instance)| instance)).into()
        }
        name => calls::valid(world, requester, name).unwrap_or(OnRequester::Backup(calls::RELEASE)),
    }
}

/// The context of sets that can be imported.
const TRANSPORTED: SnapshotContext = SnapshotContext(
    SnapshotContext::VSS_CTX_FILE_SHARE_BACKUP.0 | VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_TRANSPORTABLE.0,
);

/// The document of an object that has made a set which waits to be imported.
fn saved(world: &World) -> Option<Text> {
    let objects = world.machines.values().flat_map(|machine| machine.requesters.values());
    let sets = || world.machines.values().flat_map(|machine| &machine.sets);
    let waits = |id| sets().any(|(set, held)| Some(*set) == id && held.can_be_imported());
    let mut makers = objects.filter_map(|held| held.session()).filter(|session| waits(session.set()));
    makers.next().map(|session| session.document.write().into())
}

/// The class and instance of two writers, which can be the same.
fn writers(dice: &mut Dice<'_>) -> [(Guid, Guid); 2] {
    [(); 2].map(|()| stage::writer_guids(u32::from(dice.next() % 3) + 1))
}

/// What handlers call of a component most often.
const USUAL_IN_HANDLERS: &[(WriterEvent, &[&str])] = &[
    (
        WriterEvent::PrepareForBackup,
        &["AddPartialFile", "SetBackupStamp", "SetBackupMetadata", "SetPrepareForBackupFailureMsg"],
    ),
    (
        WriterEvent::PostSnapshot,
        &["AddPartialFile", "AddDifferencedFilesByLastModifyTime", "SetPostSnapshotFailureMsg", "SetFailure"],
    ),
    (
        WriterEvent::PreRestore,
        &[
            "GetPartialFile",
            "GetDifferencedFile",
            "GetDirectedTarget",
            "AddDirectedTarget",
            "SetRestoreTarget",
            "SetRestoreMetadata",
            "SetPreRestoreFailureMsg",
        ],
    ),
    (
        WriterEvent::PostRestore,
        &["GetDirectedTarget", "GetNewTarget", "GetFileRestoreStatus", "SetPostRestoreFailureMsg"],
    ),
];

/// A call made within a running handler, if there is one.
fn nested_call(world: &World, dice: &mut Dice<'_>) -> Event {
    let runs = world.open.activations.iter().filter(|(_, held)| matches!(held.run, Run::Running { .. }));
    let running: Vec<ActivationId> = runs.map(|(id, _)| *id).collect();
    let Some(within) = dice.pick(&running) else { return go_on(world, dice) };
    let id = CallId(u32::from(dice.next()));
    let by = Caller { process: stage::WRITING, within: Some(within) };
    let event = world.open.activations.get(&within).and_then(|held| match &held.upcall {
        Upcall::Writer(upcall) => Some(upcall.event),
        Upcall::Provider(_) => None,
    });
    let usual = USUAL_IN_HANDLERS.iter().find(|(of, _)| Some(*of) == event).map_or(&[][..], |(_, all)| all);
    let fits = |method: &&'static Method| usual.is_empty() || usual.contains(&method.name);
    let methods: Vec<&'static Method> = match dice.below(4) {
        0 | 1 if event == Some(WriterEvent::Identify) => CreateMetadataCall::METHODS.iter().collect(),
        // Most others need a component of the right type.
        2 if event == Some(WriterEvent::Identify) => {
            let makes =
                |method: &&'static Method| matches!(method.name, "AddComponent" | "AddFilesToFileGroup");
            CreateMetadataCall::METHODS.iter().filter(makes).collect()
        }
        0 if event == Some(WriterEvent::PostSnapshot) && dice.below(2) == 1 => {
            WriterCall::METHODS.iter().filter(|method| method.name == "GetSnapshotDeviceName").collect()
        }
        0 => ComponentCall::METHODS.iter().collect(),
        1 | 2 => ComponentCall::METHODS.iter().filter(fits).collect(),
        _ => WriterCall::METHODS.iter().collect(),
    };
    let at = ComponentRef { doc: DocRef::Handler(within), writer: 0, component: 0, epoch: 0 };
    let method = methods[dice.below(methods.len())];
    let call = make(
        method,
        &Reach {
            requester: RequesterId(1),
            object: AsyncId(1),
            list: EnumId(1),
            at,
            of: any_metadata(world, at, dice),
        },
        dice,
    );
    Event::Call { id, by, call }
}

/// A call of a writer's process on one of its writers, or one that makes another.
fn writer_object_call(world: &World, dice: &mut Dice<'_>) -> Event {
    let id = CallId(1000 + u32::from(dice.next()));
    // Those that the stage has are subscribed already.
    let first = if dice.below(4) == 3 { 1 } else { 4 };
    let writer = WriterId(u32::from(dice.next() % 3) + first);
    let processes = world.machines.values().flat_map(|machine| &machine.processes);
    let mut owners = processes.filter(|(_, held)| held.writers.contains_key(&writer));
    let process = owners.next().map_or(stage::WRITING, |(id, _)| *id);
    let held = world.machines.values().flat_map(|machine| machine.processes.values());
    let object = held.filter_map(|process| process.writers.get(&writer)).next();
    let useful = match object {
        None => "CVssWriter",
        Some(object) if object.registration.is_none() => "Initialize",
        Some(_) if world.writer(writer).is_none() => "Subscribe",
        Some(_) => "",
    };
    let any = dice.below(4) == 3;
    let fits = |method: &&'static Method| any || method.name.starts_with(useful);
    let methods: Vec<&'static Method> = WriterObjectCall::METHODS.iter().filter(fits).collect();
    let method = methods[dice.below(methods.len())];
    let by = Caller { process, within: None };
    Event::Call { id, by, call: make_on(Target::WriterObject(writer), method, dice) }
}

/// Any call of any interface, by anyone, on anything.
fn any_call(world: &World, dice: &mut Dice<'_>) -> Event {
    let all: Vec<&'static Method> = vss_sim::api::methods().collect();
    let method = all[dice.below(all.len())];
    let id = CallId(dice.id(world.open.waits.keys().map(|call| call.0)));
    let within = (dice.below(3) == 0)
        .then(|| ActivationId(dice.id(world.open.activations.keys().map(|activation| activation.0))));
    let by = Caller { process: any_process_id(world, dice), within };
    let requesters = world.machines.values().flat_map(|machine| machine.requesters.keys());
    let requester = RequesterId(dice.id(requesters.map(|requester| requester.0)));
    let object = AsyncId(dice.id(world.open.asyncs.keys().map(|object| object.0)));
    let processes = world.machines.values().flat_map(|machine| machine.processes.values());
    let list = EnumId(dice.id(processes.flat_map(|process| process.enumerators.keys().map(|id| id.0))));
    let doc = within.filter(|_| dice.below(2) == 1).map_or(DocRef::Requester(requester), DocRef::Handler);
    let epoch = u32::from(dice.next() % 4);
    let at = ComponentRef { doc, writer: epoch % 2, component: 0, epoch };
    Event::Call {
        id,
        by,
        call: make(method, &Reach { requester, object, list, at, of: any_metadata(world, at, dice) }, dice),
    }
}

/// A call with arguments of the right types and any values.
fn make(method: &'static Method, on: &Reach, dice: &mut Dice<'_>) -> Call {
    let target = any_target(method.object, on, dice);
    make_on(target, method, dice)
}

fn make_on(target: Target, method: &'static Method, dice: &mut Dice<'_>) -> Call {
    let mut arguments = Arguments::default();
    for input in method.inputs {
        let null = input.pointer != Pointer::Value && dice.below(8) == 7;
        let value = if null { Value::Null } else { fitting_value(input, dice) };
        arguments.0.push((input.name.into(), value));
    }
    for output in method.outputs.iter().filter(|_| dice.below(16) == 15) {
        arguments.0.push((output.name.into(), Value::Null));
    }
    let name = method.name;
    Call::from_arguments(target, name, &arguments)
        .unwrap_or_else(|error| panic!("no call of {name} from {arguments:?}: {error:?}"))
}

fn any_duration(dice: &mut Dice<'_>) -> Duration {
    let choices = [
        Duration::ZERO,
        Duration::from_millis(100),
        Duration::from_secs(10),
        Duration::from_secs(60),
        Duration::from_secs(3600),
        Duration::MAX,
    ];
    dice.pick(&choices).unwrap_or_default()
}

/// An event on something that exists or does not.
fn any_address(world: &World, dice: &mut Dice<'_>) -> Event {
    let activation = ActivationId(dice.id(world.open.activations.keys().map(|id| id.0)));
    match dice.below(3) {
        0 => Event::Begin(activation),
        1 => {
            let usual = if dice.below(2) == 1 { Answer::PROVIDED } else { Answer::SUCCEEDED };
            Event::Return { of: activation, answer: any_answer(&usual, dice) }
        }
        _ => Event::Proceed(OpId(dice.id(world.open.operations.keys().map(|id| id.0)))),
    }
}

fn any_process_id(world: &World, dice: &mut Dice<'_>) -> ProcessId {
    let processes = world.machines.values().flat_map(|machine| machine.processes.keys());
    ProcessId(dice.id(processes.map(|process| process.0)))
}

fn any_process(world: &World, dice: &mut Dice<'_>) -> Event {
    let process = any_process_id(world, dice);
    let writer = WriterId(u32::from(dice.next() % 4) + 1);
    Event::Process(match dice.below(9) {
        0..3 => ProcessEvent::Start { machine: MACHINE, process, privileged: dice.below(4) > 0 },
        3 | 4 => {
            let levels = vss_sim::vocabulary::ApplicationLevel::VSS_APP_BACK_END;
            let windows = [Duration::from_secs(60), Duration::from_secs(5), Duration::ZERO, Duration::MAX];
            let window = dice.pick(&windows).unwrap_or_default();
            let registration = Arc::new(stage::registration(writer.0, levels, window));
            ProcessEvent::Subscribe { process, writer, registration }
        }
        5 => ProcessEvent::Unsubscribe(writer),
        6 => ProcessEvent::Rights { process, privileged: dice.below(4) > 0 },
        7 => ProcessEvent::ShutDown(process),
        _ => ProcessEvent::Crash(process),
    })
}

/// A throw of numbers from a seed, the same on every machine.
pub struct Seeded(pub u64);

impl Seeded {
    /// The next number (splitmix64).
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The numbers of an event.
    pub fn throw(&mut self) -> Throw {
        std::array::from_fn(|_| u16::try_from(self.number() & 0xffff).unwrap_or_default())
    }
}
