//! The worked examples about a whole backup and about aborting, played as they stand in `fixtures/worked-examples`.

use std::path::Path;

use serde_json::Value;
use vss_sim::api::{
    AsyncCall, AsyncId, Call, Caller, ComponentCall, ComponentRef, DocRef, OutPtr, Parameter, ProviderId,
    RequesterId, WriterId,
};
use vss_sim::machines::{PhaseKind, WriterEvent};
use vss_sim::vocabulary::Hresult;
use vss_sim::world::readings::AbortAfterPrepareSnapshot;
use vss_sim::world::{Answer, Config, Participant};
use vss_tests::model::asked::{writer_metadata, writer_status};
use vss_tests::model::calls;
use vss_tests::model::hand::Hand;
use vss_tests::model::spec::{list, text, texts};
use vss_tests::model::stage;
use vss_tests::model::veto::{self, How, Veto, WRITERS, events};

fn example(id: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../fixtures/worked-examples/{id}.json"));
    let example: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(text(&example, "id"), id);
    example
}

// ---- WE-028: which call of a requester raises which event -----------------------------------------------------

/// Calls of the example that the model does not have, and why they are left out.
const NOT_IN_THE_MODEL: &[(&str, &str)] = &[
    ("IVssExamineWriterMetadata::SaveAsXML", "the examining side is no interface of the tables yet"),
    ("copy files", "no call: the requester reads the shadow copies"),
];

/// A call as the example writes it: `(A|B)*`, `(A)?`, `(A, B)*`, `A*` or `A`.
struct Written<'a> {
    names: Vec<&'a str>,
    /// Whether it may be left out: what stands in brackets.
    optional: bool,
}

fn written(call: &str) -> Written<'_> {
    let bare = call.trim_end_matches(['*', '?']);
    let inner = bare.strip_prefix('(').and_then(|bare| bare.strip_suffix(')'));
    let names = inner.unwrap_or(bare).split(['|', ',']).map(str::trim).collect();
    Written { names, optional: inner.is_some() }
}

/// A backup that is played call by call.
struct Requester {
    hand: Hand,
    requester: Option<RequesterId>,
    object: Option<AsyncId>,
}

impl Requester {
    /// Plays a call by its name, for each writer or volume where it is made for each.
    fn call(&mut self, name: &str) {
        if name == "CreateVssBackupComponents" {
            self.requester = Some(self.hand.create(stage::REQUESTING));
            return;
        }
        let requester = self.requester.expect("an object");
        match name.rsplit("::").next().unwrap_or(name) {
            "Wait" => self.wait(),
            "GetBackupStamp" => self.backup_stamp(requester),
            "AddComponent" => WRITERS.iter().for_each(|writer| self.made(calls::add_component(*writer, 0))),
            "AddToSnapshotSet" => [0, 1].into_iter().for_each(|volume| self.made(calls::add_volume(volume))),
            "SetBackupSucceeded" => {
                WRITERS.iter().for_each(|writer| self.made(calls::set_succeeded(*writer, true)));
            }
            "GetWriterMetadata" => (0..4).for_each(|index| self.made(writer_metadata(index))),
            "GetWriterStatus" => (0..4).for_each(|index| self.made(writer_status(index))),
            plain => {
                let call = calls::valid(&self.hand.world, requester, plain);
                self.made(call.unwrap_or_else(|| panic!("the model has no {name}")));
            }
        }
    }

    fn made(&mut self, call: impl Into<calls::OnRequester>) {
        let call = call.into();
        let is_async = call.method().is_async();
        let name = call.method().name;
        let result = self.hand.accept(self.requester.expect("an object"), call);
        if is_async {
            self.object = result.values.first().and_then(|(_, value)| AsyncId::read(value));
            assert!(self.object.is_some(), "{name} gives no object");
        }
    }

    fn wait(&mut self) {
        let object = self.object.expect("something to wait for");
        let call = AsyncCall::Wait { dwMilliseconds: AsyncCall::INFINITE };
        let (id, outcome) = self.hand.begin_async_call(object, call);
        assert_eq!(self.hand.back(id, outcome).code, Hresult::S_OK);
    }

    /// `GetBackupStamp` of the component of an earlier backup: there is none, which is no error.
    fn backup_stamp(&mut self, requester: RequesterId) {
        let at = ComponentRef { doc: DocRef::Requester(requester), writer: 0, component: 0, epoch: 0 };
        let by = Caller { process: stage::REQUESTING, within: None };
        let call = Call::Component(at, ComponentCall::GetBackupStamp { pbstrBackupStamp: OutPtr::Given });
        let (id, outcome) = self.hand.call(by, call);
        assert_eq!(self.hand.back(id, outcome).code, Hresult::S_FALSE);
    }
}

/// Plays the example with or without what may be left out, and compares the events of each step.
fn play_backup(example: &Value, optional: bool) -> Vec<String> {
    let mut played = Requester { hand: veto::cast(Config::default(), None), requester: None, object: None };
    let mut left_out = Vec::new();
    for step in list(example, "steps") {
        played.hand.effects.clear();
        for call in texts(step, "calls") {
            let call = written(call);
            if call.optional && !optional {
                continue;
            }
            for name in call.names {
                if NOT_IN_THE_MODEL.iter().any(|(known, _)| *known == name) {
                    left_out.push(name.to_owned());
                } else {
                    played.call(name);
                }
            }
        }
        let raised: Vec<&str> = texts(step, "events").into_iter().map(handler).collect();
        for writer in WRITERS {
            assert_eq!(events(&played.hand, writer), raised, "writer {writer}: {step}");
        }
    }
    assert!(played.hand.world.requester(played.requester.expect("an object")).is_none(), "it was released");
    left_out
}

/// The handler of an event.
fn handler(event: &str) -> &'static str {
    let found = WriterEvent::ALL.iter().find(|known| format!("{known:?}") == event);
    found.unwrap_or_else(|| panic!("what is {event}?")).handler()
}

#[test]
fn each_call_of_a_backup_raises_the_events_of_the_example() {
    let example = example("WE-028");
    let mut left_out = play_backup(&example, true);
    left_out.sort_unstable();
    let mut expected: Vec<&str> = NOT_IN_THE_MODEL.iter().map(|(name, _)| *name).collect();
    expected.sort_unstable();
    assert_eq!(left_out, expected, "each stands in the example once");
    // One that the model has is to be played.
    let world = stage::Stage::default().world();
    let known = |name: &&str| calls::valid(&world, RequesterId(1), name).is_some();
    assert_eq!(expected.into_iter().find(known), None);
    play_backup(&example, false);
    let raised: Vec<&str> = list(&example, "steps").iter().flat_map(|step| texts(step, "events")).collect();
    assert_eq!(raised.len(), 8, "{raised:?}");
}

// ---- WE-033: aborting ----------------------------------------------------------------------------------------

/// A backup up to a call, with a writer that fails where it is told to.
struct Backup {
    hand: Hand,
    requester: RequesterId,
}

impl Backup {
    fn new(reading: AbortAfterPrepareSnapshot) -> Self {
        let mut config = Config::default();
        config.readings.backup.abort_after_prepare_snapshot = reading;
        let (hand, requester) = veto::begin(config, None);
        Self { hand, requester }
    }

    /// Makes the calls of a full backup up to this one; `prepared` says whether `SetBackupState` is among them,
    /// without which PrepareForBackup fails.
    fn up_to(
        &mut self,
        last: &str,
        starts_set: bool,
        prepared: bool,
        veto: Option<(&'static str, How)>,
    ) -> Hresult {
        let mut veto = veto.map(|(handler, how)| Veto::new(WriterId(1), handler, how));
        for call in veto::full_backup(&WRITERS) {
            let name = call.method().name;
            let of_set = matches!(name, "StartSnapshotSet" | "AddToSnapshotSet");
            if (of_set && !starts_set) || (name == "SetBackupState" && !prepared) {
                continue;
            }
            let (id, outcome) = self.hand.begin_backup_call(self.requester, call);
            match &mut veto {
                Some(veto) => veto.settle(&mut self.hand),
                None => self.hand.settle(),
            }
            let code = self.hand.back(id, outcome).code;
            if name == last {
                assert!(veto.is_none_or(|veto| veto.done));
                return code;
            }
            assert_eq!(code, Hresult::S_OK, "{name}");
        }
        panic!("{last} is no call of a backup");
    }

    /// The writers that were told of the backup and would not hear, without AbortBackup, that it ends: they have got
    /// no Abort, and have not completed.
    fn left_alone(&self) -> Vec<u32> {
        let alone = |events: Vec<&str>| {
            events.contains(&"OnPrepareBackup")
                && !events.contains(&"OnAbort")
                && !events.contains(&"OnBackupComplete")
        };
        WRITERS.into_iter().filter(|writer| alone(events(&self.hand, *writer))).collect()
    }

    fn abort(&mut self) {
        self.hand.accept(self.requester, calls::ABORT);
    }

    /// The release, after which nothing is left of the backup.
    fn release(&mut self) {
        self.hand.accept(self.requester, calls::RELEASE);
        let open = &self.hand.world.open;
        assert!(open.operations.is_empty() && open.activations.is_empty());
        // The next requester can create a set.
        let next = self.hand.create(stage::OTHER);
        self.hand.accept(next, calls::INITIALIZE);
        self.hand.accept(next, calls::START);
    }

    fn got_abort(&self, writer: u32) -> bool {
        events(&self.hand, writer).contains(&"OnAbort")
    }
}

/// Whether AbortBackup is needed: whether somebody would be left alone by a release.
fn abort_backup_is_needed(mut backup: Backup) -> bool {
    let needed = !backup.left_alone().is_empty();
    let mut aborted = Backup { hand: backup.hand.clone(), requester: backup.requester };
    // Where it is not needed, the release alone is enough; where it is, AbortBackup reaches whoever is left alone.
    backup.release();
    if needed {
        aborted.abort();
        assert_eq!(aborted.left_alone(), [] as [u32; 0]);
        assert_eq!(aborted.hand.phase(aborted.requester), PhaseKind::Aborted);
        aborted.release();
    }
    needed
}

/// A writer fails in a handler; whether the service sends it Abort by itself.
fn service_sends_abort(event: &str, reading: AbortAfterPrepareSnapshot) -> bool {
    let mut backup = Backup::new(reading);
    backup.up_to("DoSnapshotSet", true, true, Some((handler(event), How::False)));
    assert_eq!(backup.hand.phase(backup.requester), PhaseKind::SnapshotDone);
    let others = WRITERS.iter().filter(|writer| **writer != 1 && backup.got_abort(**writer)).count();
    assert_eq!(others, 0, "{event}");
    backup.got_abort(1)
}

/// A creation that fails before any writer hears of it, so that none gets Abort from the service (C2-068).
fn failed_creation() -> Backup {
    let mut backup = Backup::new(AbortAfterPrepareSnapshot::default());
    let fails = Answer::Provider { code: Hresult::VSS_E_PROVIDER_VETO, supported: true };
    backup.hand.answers.insert((Participant::Provider(ProviderId(1)), "EndPrepareSnapshots"), fails);
    backup.up_to("DoSnapshotSet", true, true, None);
    assert_eq!(backup.hand.phase(backup.requester), PhaseKind::SnapshotFailed);
    backup
}

#[test]
fn aborting_is_as_the_example_says() {
    use AbortAfterPrepareSnapshot::{NotSent, Sent};
    let example = example("WE-033");
    let backup = || Backup::new(Sent);
    for case in list(&example, "cases") {
        let id = text(case, "id");
        let needed = case["abortBackupNeeded"].as_bool();
        let by_service = case["abortEventByService"].as_bool();
        let fails = || text(case, "writerFails").split(" or ");
        match id {
            "WE-033-a" => {
                let mut backup = backup();
                backup.up_to("GatherWriterMetadata", false, true, None);
                assert_eq!(Some(abort_backup_is_needed(backup)), needed);
            }
            "WE-033-b" => {
                let mut backup = backup();
                backup.up_to("PrepareForBackup", false, true, Some(("OnPrepareBackup", How::False)));
                assert_eq!(Some(abort_backup_is_needed(backup)), needed);
            }
            "WE-033-c" => assert_eq!(Some(abort_backup_is_needed(failed_creation())), needed),
            "WE-033-d" => {
                let mut backup = backup();
                let code = backup.up_to("PrepareForBackup", true, false, None);
                assert_eq!(code, Hresult::VSS_E_BAD_STATE, "the call fails");
                assert_eq!(Some(abort_backup_is_needed(backup)), needed);
            }
            "WE-033-e" => {
                let mut backup = backup();
                backup.up_to("DoSnapshotSet", true, true, None);
                backup.abort();
                // It could not be called any more, either (a reading).
                let complete = backup.hand.backup_call(backup.requester, calls::COMPLETE);
                assert_eq!(complete.code, Hresult::VSS_E_BAD_STATE);
                backup.release();
                assert_eq!(case["backupCompleteNeeded"].as_bool(), Some(false));
            }
            "WE-033-f" => {
                for (event, reading) in fails().flat_map(|event| [(event, Sent), (event, NotSent)]) {
                    assert_eq!(Some(service_sends_abort(event, reading)), by_service, "{event} {reading:?}");
                }
            }
            "WE-033-g" => {
                for event in fails() {
                    assert_eq!(Some(service_sends_abort(event, NotSent)), by_service, "{event}");
                }
                // A captured log says otherwise of PrepareForSnapshot, and is followed by default.
                let diverging: Vec<&str> =
                    fails().filter(|event| Some(service_sends_abort(event, Sent)) != by_service).collect();
                assert_eq!(diverging, ["PrepareForSnapshot"]);
            }
            _ => panic!("what is {id}?"),
        }
    }
    assert_eq!(list(&example, "cases").len(), 7);
}
