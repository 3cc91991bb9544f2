//! Reads give the very same world, and refusals leave it: over all rows of the interface tables, in every state.

use std::collections::BTreeSet;

use vss_sim::api::{
    ActivationId, Arguments, AsyncCall, AsyncId, BackupCall, Call, Caller, ComponentCall, ComponentRef,
    CreateMetadataCall, DependencyRef, DiffAreaMgmtCall, DocRef, ExpressMetadataCall, ExpressWriterCall,
    FiledescRef, FunctionCall, In, MetadataRef, Method, Object, OutPtr, Parameter, RequesterId,
    SnapshotMgmtCall, Target, Value, WmComponentRef, WriterCall, WriterComponentsRef, WriterId, methods,
};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{BackupType, Guid, Hresult, RestoreTarget, UsageType};
use vss_sim::world::{Outcome, Participant};
use vss_tests::model::calls::{self, OnRequester};
use vss_tests::model::hand::Hand;
use vss_tests::model::invariants::only_reads;
use vss_tests::model::path::{Way, bring};
use vss_tests::model::restore;
use vss_tests::model::stage::{self, Stage};

/// How many rows of the tables only read.
const READS: usize = 97;

/// A handler of each writer's event, running, with the world around it.
fn in_handler(from: PhaseKind, event: &str) -> (Hand, ActivationId, RequesterId) {
    let (mut hand, requester) = bring(&Stage::default(), from, Way::USUAL);
    let id = hand.until_running(Participant::Writer(WriterId(1)), event);
    (hand, id, requester)
}

/// Makes a call and says whether the world stayed the very same.
fn stays(hand: &mut Hand, by: Caller, call: Call) -> (Outcome, bool) {
    let before = hand.world.clone();
    let outcome = hand.call(by, call).1;
    (outcome, before.same(&hand.world))
}

/// The calls of `IVssComponent` on a component of a document.
fn component_read(name: &str, at: ComponentRef) -> Option<Call> {
    let method = ComponentCall::METHODS.iter().find(|method| method.name == name)?;
    let arguments = method.inputs.iter().map(|input| (input.name.into(), 0_u32.show()));
    let arguments = Arguments(arguments.collect());
    ComponentCall::from_arguments(name, &arguments).ok().map(|call| Call::Component(at, call))
}

/// A method on what can be examined: the components of a document, and a document that has some of everything.
fn views(hand: &Hand, requester: RequesterId, of: MetadataRef, method: &'static Method) -> Vec<Call> {
    let epoch = hand.world.requester(requester).and_then(|(_, held)| Some(held.session()?.epoch()));
    let doc = DocRef::Requester(requester);
    let [database, files] = [0, 1].map(|component| WmComponentRef { of, component });
    let targets = [
        Target::WriterComponents(WriterComponentsRef { doc, writer: 0, epoch: epoch.unwrap_or_default() }),
        Target::Examine(of),
        Target::WmComponent(database),
        Target::WmComponent(files),
        Target::Filedesc(FiledescRef::File(files, 0)),
        Target::Dependency(DependencyRef { of: database, dependency: 0 }),
    ];
    let arguments = method.inputs.iter().map(|input| (input.name.into(), 0_u32.show()));
    let arguments = Arguments(arguments.collect());
    let on = targets.into_iter().filter(|target| target.kind() == method.object);
    on.filter_map(|target| Call::from_arguments(target, method.name, &arguments).ok()).collect()
}

/// A free function that reads, about the first volume.
fn function_read(method: &'static Method) -> Option<Call> {
    if method.object != Object::Function {
        return None;
    }
    let first = stage::VOLUMES.first().map_or("", |name| name);
    let arguments = method.inputs.iter().map(|input| (input.name.into(), Value::Text(first.into())));
    Call::from_arguments(Target::Function, method.name, &Arguments(arguments.collect())).ok()
}

fn writer_read(name: &str) -> Option<Call> {
    let arguments = Arguments(vec![
        ("wszPath".into(), Value::Text("C:\\data".into())),
        ("wszOriginalVolume".into(), Value::Text("C:\\".into())),
    ]);
    WriterCall::from_arguments(name, &arguments).ok().map(Call::Writer)
}

fn create_read(name: &str) -> Option<Call> {
    let arguments = Arguments::default();
    CreateMetadataCall::from_arguments(name, &arguments).ok().map(Call::Create)
}

/// The read of `IVssCreateExpressWriterMetadata`.
fn save_as_xml() -> &'static Method {
    ExpressMetadataCall::SaveAsXML { pbstrXML: OutPtr::Given }.method()
}

/// Makes what manages the system provider, and gives the calls that read through it.
fn management(hand: &mut Hand, by: Caller) -> [Call; 2] {
    let made = FunctionCall::CoCreateVssSnapshotMgmt { ppv: OutPtr::Given };
    let (id, outcome) = hand.call(by, Call::Function(made));
    let Some(Target::SnapshotMgmt(management)) = hand.back(id, outcome).object() else { panic!("no object") };
    let get = SnapshotMgmtCall::GetProviderMgmtInterface {
        ProviderId: Guid(0xb594_6137_7b9f_4925_af80_51ab_d60b_20d5),
        InterfaceId: Guid(0x214a_0f28_b737_4026_b847_4f9e_37d7_9529),
        ppItf: OutPtr::Given,
    };
    let (id, outcome) = hand.call(by, Call::SnapshotMgmt(management, get));
    let Some(Target::DiffAreaMgmt(areas)) = hand.back(id, outcome).object() else { panic!("no object") };
    let level = DiffAreaMgmtCall::GetVolumeProtectLevel {
        pwszVolumeName: In(Some("C:\\".into())),
        protectionLevel: OutPtr::Given,
    };
    let size = SnapshotMgmtCall::GetMinDiffAreaSize { pllMinDiffAreaSize: OutPtr::Given };
    [Call::SnapshotMgmt(management, size), Call::DiffAreaMgmt(areas, level)]
}

/// Makes the metadata of an express writer, and gives the call that reads it.
fn express_metadata(hand: &mut Hand, by: Caller) -> Call {
    let made = FunctionCall::CreateVssExpressWriter { ppWriter: OutPtr::Given };
    let (id, outcome) = hand.call(by, Call::Function(made));
    let Some(Target::ExpressWriter(writer)) = hand.back(id, outcome).object() else { panic!("no object") };
    let call = ExpressWriterCall::CreateMetadata {
        writerId: stage::writer_guids(9).0,
        writerName: In(Some("express".into())),
        usageType: UsageType::VSS_UT_USERDATA,
        versionMajor: 1,
        versionMinor: 0,
        reserved: 0,
        ppMetadata: OutPtr::Given,
    };
    let (id, outcome) = hand.call(by, Call::ExpressWriter(writer, call));
    let Some(Target::ExpressMetadata(metadata)) = hand.back(id, outcome).object() else {
        panic!("no object")
    };
    Call::ExpressMetadata(metadata, ExpressMetadataCall::SaveAsXML { pbstrXML: OutPtr::Given })
}

#[test]
fn every_read_gives_the_same_world() {
    let reads: Vec<_> = methods().filter(|method| only_reads(method.name)).collect();
    assert_eq!(reads.len(), READS);
    let mut succeeded = BTreeSet::new();
    type Names = BTreeSet<(&'static str, &'static str)>;
    let note = |method: &'static Method, outcome: &Outcome, same: bool, into: &mut Names| {
        assert!(same, "{} changed the world: {outcome:?}", method.name);
        if matches!(outcome, Outcome::Returned(result) if result.code.is_success()) {
            into.insert((method.interface, method.name));
        }
    };
    for (kind, _) in PhaseKind::NAMES {
        let (mut hand, requester) = bring(&Stage::default(), *kind, Way::USUAL);
        let of = MetadataRef::Loaded(hand.load());
        let by = Caller { process: stage::REQUESTING, within: None };
        let epochs = [0, 1, 2, 3, 4].map(|epoch| ComponentRef {
            doc: DocRef::Requester(requester),
            writer: 0,
            component: 0,
            epoch,
        });
        let own = hand.world.open.asyncs.iter().find(|(_, held)| held.requester == requester);
        let object = own.map_or(AsyncId(1), |(id, _)| *id);
        for method in &reads {
            let mut made = Vec::new();
            made.extend(calls::valid(&hand.world, requester, method.name).map(|call| call.on(requester)));
            made.extend(epochs.iter().filter_map(|at| component_read(method.name, *at)));
            if method.name == "QueryStatus" {
                made.push(Call::Async(object, AsyncCall::QueryStatus { pHrResult: OutPtr::Given }));
            }
            made.extend(views(&hand, requester, of, method));
            made.extend(function_read(method));
            for call in made.into_iter().filter(|call| call.method() == *method) {
                let made_of = call.method();
                let (outcome, same) = stays(&mut hand, by, call);
                note(made_of, &outcome, same, &mut succeeded);
            }
        }
    }
    let handlers = [
        (PhaseKind::Gathering, "OnIdentify"),
        (PhaseKind::Preparing, "OnPrepareBackup"),
        (PhaseKind::Snapshotting, "OnPrepareSnapshot"),
        (PhaseKind::Snapshotting, "OnFreeze"),
        (PhaseKind::Snapshotting, "OnPostSnapshot"),
        (PhaseKind::Prerestoring, "OnPreRestore"),
        (PhaseKind::Postrestoring, "OnPostRestore"),
    ];
    for (from, event) in handlers {
        let (mut hand, id, _) = in_handler(from, event);
        let by = Caller { process: stage::WRITING, within: Some(id) };
        let at = ComponentRef { doc: DocRef::Handler(id), writer: 0, component: 0, epoch: 0 };
        for method in &reads {
            let calls = [component_read(method.name, at), writer_read(method.name), create_read(method.name)];
            for call in calls.into_iter().flatten().filter(|call| call.method() == *method) {
                let made_of = call.method();
                let (outcome, same) = stays(&mut hand, by, call);
                note(made_of, &outcome, same, &mut succeeded);
            }
        }
    }
    let mut hand = Hand::new(Stage::default().world());
    let by = Caller { process: stage::WRITING, within: None };
    let metadata = express_metadata(&mut hand, by);
    let (outcome, same) = stays(&mut hand, by, metadata);
    note(save_as_xml(), &outcome, same, &mut succeeded);
    let by = Caller { process: stage::REQUESTING, within: None };
    for call in management(&mut hand, by) {
        let method = call.method();
        let (outcome, same) = stays(&mut hand, by, call);
        note(method, &outcome, same, &mut succeeded);
    }
    // GetIncludeFile is reserved for system use, and refused always.
    let never: Vec<_> = reads
        .iter()
        .map(|method| (method.interface, method.name))
        .filter(|name| !succeeded.contains(name) && name.1 != "GetIncludeFile")
        .collect();
    assert!(never.is_empty(), "never succeeded, so never tested: {never:?}");
}

/// Refusals that do not leave the very same world, with the reason; the contents are equal all the same.
const KNOWN_DIFFERENCES: &[(&str, &str)] = &[];

#[test]
fn a_refusal_leaves_the_same_world() {
    let mut differing = BTreeSet::new();
    let undefined = BackupCall::SetBackupState {
        bSelectComponents: true,
        bBackupBootableSystemState: true,
        backupType: BackupType::VSS_BT_UNDEFINED,
        bPartialFileSupport: true,
    };
    let add = |name: Option<&str>| BackupCall::AddToSnapshotSet {
        pwszVolumeName: In(name.map(Into::into)),
        ProviderId: stage::provider_guid(9),
        pidSnapshot: OutPtr::Given,
    };
    let mut refused = 0;
    for (kind, name) in PhaseKind::NAMES {
        let (start, requester) = bring(&Stage::default(), *kind, Way::USUAL);
        let valid = OnRequester::methods().filter_map(|row| calls::valid(&start.world, requester, row.name));
        let invalid = [
            undefined.clone(),
            add(None),
            add(Some("D:\\")),
            add(Some("X:\\")),
            calls::add_component(9, 0),
            calls::add_component(1, 9),
            calls::set_succeeded(9, true),
            BackupCall::InitializeForBackup { bstrXML: Some("no document".into()) },
            BackupCall::SetContext { lContext: vss_sim::vocabulary::HeaderEnum::from_raw(0x8000_0000) },
        ];
        for call in valid.chain(invalid.map(OnRequester::Backup)) {
            let mut hand = start.clone();
            let method = call.method().name;
            let (_, outcome) = hand.begin_backup_call(requester, call);
            let Outcome::Returned(result) = outcome else { continue };
            if result.code.is_success() {
                continue;
            }
            refused += 1;
            assert_eq!(hand.world.digest(), start.world.digest(), "{method} in {name}: {result:?}");
            assert!(result.values.is_empty(), "{method} in {name}: {result:?}");
            if !hand.world.same(&start.world) {
                differing.insert(method);
            }
        }
    }
    println!("{refused} refusals");
    assert!(refused > 200);
    let known: BTreeSet<&str> = KNOWN_DIFFERENCES.iter().map(|(method, _)| *method).collect();
    assert_eq!(differing, known);
}

#[test]
fn writing_outside_its_window_is_refused_and_leaves_the_same_world() {
    let text = || In(Some("text".into()));
    let methods = || {
        [
            (
                ComponentCall::SetBackupMetadata { wszData: text() },
                ["OnPrepareBackup", "OnPostSnapshot"].as_slice(),
            ),
            (
                ComponentCall::SetBackupStamp { wszBackupStamp: text() },
                &["OnPrepareBackup", "OnPostSnapshot"],
            ),
            (ComponentCall::SetPrepareForBackupFailureMsg { wszFailureMsg: text() }, &["OnPrepareBackup"]),
            (ComponentCall::SetPostSnapshotFailureMsg { wszFailureMsg: text() }, &["OnPostSnapshot"]),
            (
                ComponentCall::AddDifferencedFilesByLastModifyTime {
                    wszPath: In(Some("C:\\data".into())),
                    wszFilespec: In(Some("*".into())),
                    bRecursive: false,
                    ftLastModifyTime: 7,
                },
                &["OnPrepareBackup", "OnPostSnapshot"],
            ),
            (
                ComponentCall::SetFailure {
                    hr: Hresult::VSS_E_WRITERERROR_RETRYABLE,
                    hrApplication: Hresult::S_OK,
                    wszApplicationMessage: None,
                    dwReserved: 0,
                },
                &["OnPrepareBackup", "OnPostSnapshot", "OnPreRestore", "OnPostRestore"],
            ),
            (ComponentCall::SetRestoreMetadata { wszRestoreMetadata: text() }, &["OnPreRestore"]),
            (ComponentCall::SetRestoreTarget { target: RestoreTarget::VSS_RT_ALTERNATE }, &["OnPreRestore"]),
            (
                ComponentCall::AddDirectedTarget {
                    wszSourcePath: In(Some("C:\\data".into())),
                    wszSourceFilename: In(Some("a".into())),
                    wszSourceRangeList: None,
                    wszDestinationPath: In(Some("D:\\data".into())),
                    wszDestinationFilename: In(Some("b".into())),
                    wszDestinationRangeList: None,
                },
                &["OnPreRestore"],
            ),
            (ComponentCall::SetPreRestoreFailureMsg { wszPreRestoreFailureMsg: text() }, &["OnPreRestore"]),
            (
                ComponentCall::SetPostRestoreFailureMsg { wszPostRestoreFailureMsg: text() },
                &["OnPostRestore"],
            ),
        ]
    };
    let handlers = [
        (PhaseKind::Preparing, "OnPrepareBackup"),
        (PhaseKind::Snapshotting, "OnPostSnapshot"),
        (PhaseKind::Completing, "OnBackupComplete"),
        (PhaseKind::Prerestoring, "OnPreRestore"),
        (PhaseKind::Postrestoring, "OnPostRestore"),
    ];
    for (from, event) in handlers {
        for (call, allowed) in methods() {
            let (mut hand, id, _) = in_handler(from, event);
            let by = Caller { process: stage::WRITING, within: Some(id) };
            let at = ComponentRef { doc: DocRef::Handler(id), writer: 0, component: 0, epoch: 0 };
            let name = call.method().name;
            let (outcome, same) = stays(&mut hand, by, Call::Component(at, call));
            let expected = if allowed.contains(&event) { Hresult::S_OK } else { Hresult::VSS_E_BAD_STATE };
            assert!(
                matches!(&outcome, Outcome::Returned(result) if result.code == expected),
                "{name}: {outcome:?}"
            );
            assert_eq!(same, expected != Hresult::S_OK, "{name} in {event}");
        }
    }
}

#[test]
fn a_view_of_a_component_is_stale_after_the_calls_that_its_page_names() {
    for (from, call, to) in [
        (PhaseKind::SetStarted, OnRequester::from(calls::PREPARE), PhaseKind::Preparing),
        (PhaseKind::Prepared, calls::SNAPSHOT.into(), PhaseKind::Snapshotting),
        (PhaseKind::SnapshotDone, calls::COMPLETE.into(), PhaseKind::Completing),
        (PhaseKind::RestoreGathered, restore::PRE_RESTORE.into(), PhaseKind::Prerestoring),
        (PhaseKind::Prerestored, restore::POST_RESTORE.into(), PhaseKind::Postrestoring),
    ] {
        let (mut hand, requester) = bring(&Stage::default(), from, Way::USUAL);
        let epoch = hand.world.requester(requester).and_then(|(_, held)| Some(held.session()?.epoch()));
        let at = ComponentRef {
            doc: DocRef::Requester(requester),
            writer: 0,
            component: 0,
            epoch: epoch.expect("a backup"),
        };
        let by = Caller { process: stage::REQUESTING, within: None };
        let read = || component_read("GetComponentName", at).expect("a method");
        assert!(matches!(stays(&mut hand, by, read()), (Outcome::Returned(_), true)));
        hand.begin_async(requester, call);
        assert_eq!(hand.phase(requester), to);
        assert!(matches!(stays(&mut hand, by, read()), (Outcome::Moot(_), true)));
    }
}
