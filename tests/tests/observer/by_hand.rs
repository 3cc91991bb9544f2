//! Traces made by hand, from the catalogue: what the observer sees in each.

use std::time::Duration;

use vss_conformance::coverage::{Observer, Shown, Tally};
use vss_sim::api::{
    ActivationId, AsyncCall, AsyncId, BackupCall, Call, CallId, Caller, FunctionCall, MachineId, OutPtr,
    ProcessId, ProviderId, RequesterId, SetId, SnapshotId, Target, Value, VolumeId, WriterId,
};
use vss_sim::machines::{ProviderCall, ProviderFamily, ProviderStage, Time, VssService, WriterEvent};
use vss_sim::trace::Record;
use vss_sim::vocabulary::{Guid, Hresult, WriterState};
use vss_sim::world::{
    Answer, Cause, Effect, Event, Outcome, Participant, ReadingSet, Reason, Return, Upcall, WriterUpcall,
};

const REQUESTER: RequesterId = RequesterId(1);
const OTHER: RequesterId = RequesterId(2);
const WRITER: WriterId = WriterId(1);
const PROVIDER: ProviderId = ProviderId(1);
const SET: SetId = SetId(1);
const GIVEN: OutPtr = OutPtr::Given;

/// A trace in the making.
#[derive(Default)]
struct Trace {
    records: Vec<Record>,
    calls: u32,
    upcalls: u32,
}

impl Trace {
    fn record(&mut self, event: Event, outcome: Outcome, effects: Vec<Effect>) -> &mut Self {
        self.records.push(Record {
            at: Time::default(),
            event,
            outcome,
            effects,
            readings: ReadingSet::EMPTY,
        });
        self
    }

    /// A call that comes back at once.
    fn call(&mut self, call: Call, result: Return) -> &mut Self {
        self.call_with(call, result, Vec::new())
    }

    fn call_with(&mut self, call: Call, result: Return, effects: Vec<Effect>) -> &mut Self {
        self.calls += 1;
        let by = Caller { process: ProcessId(1), within: None };
        let event = Event::Call { id: CallId(self.calls), by, call };
        self.record(event, Outcome::Returned(result), effects)
    }

    /// An object is made; the service starts for the first one.
    fn object(&mut self, id: RequesterId) -> &mut Self {
        let call = Call::Function(FunctionCall::CreateVssBackupComponents { ppBackup: GIVEN });
        let made = Return::with(vec![("ppBackup", Value::Object(Target::Backup(id)))]);
        let busy = Effect::Service { machine: MachineId(1), state: VssService::Busy };
        let starts = !self.records.iter().any(|record| record.effects.contains(&busy));
        self.call_with(call, made, if starts { vec![busy] } else { Vec::new() });
        self.backup(id, BackupCall::InitializeForBackup { bstrXML: None })
    }

    fn backup(&mut self, id: RequesterId, call: BackupCall) -> &mut Self {
        self.call(Call::Backup(id, call), Return::ok())
    }

    /// A call that is refused.
    fn refused(&mut self, id: RequesterId, call: BackupCall, code: Hresult) -> &mut Self {
        self.call(Call::Backup(id, call), Return::code(code, Cause::State, Reason::FULFILLED))
    }

    /// A call that begins an operation, which ends with a status.
    fn operation(&mut self, id: RequesterId, call: BackupCall, status: Hresult) -> &mut Self {
        let object = AsyncId(self.calls);
        let made = Return::with(vec![("ppAsync", Value::Object(Target::Async(object)))]);
        self.call(Call::Backup(id, call), made);
        self.ended(object, status)
    }

    fn ended(&mut self, id: AsyncId, status: Hresult) -> &mut Self {
        let ended = Effect::Ended { id, status, cause: Cause::Fulfilled };
        self.record(Event::Advance(Duration::ZERO), Outcome::Done, vec![ended])
    }

    fn started(&mut self, id: RequesterId) -> &mut Self {
        let made = Return::with(vec![("pSnapshotSetId", Value::Guid(SET.guid()))]);
        self.call(Call::Backup(id, BackupCall::StartSnapshotSet { pSnapshotSetId: GIVEN }), made)
    }

    /// An event that a writer handles; `state` is the one that the record of its return tells.
    fn event(&mut self, event: WriterEvent, succeeded: bool, state: Option<WriterState>) -> &mut Self {
        self.upcalls += 1;
        let id = ActivationId(self.upcalls);
        let upcall = WriterUpcall { event, requester: REQUESTER, snapshot_set: Guid::NULL, components: None };
        let to = Participant::Writer(WRITER);
        let sent = Effect::Activate { id, to, upcall: Upcall::Writer(upcall) };
        self.record(Event::Advance(Duration::ZERO), Outcome::Done, vec![sent]);
        self.record(Event::Begin(id), Outcome::Done, Vec::new());
        let told = state.map(|state| Effect::WriterState {
            writer: to,
            requester: REQUESTER,
            state,
            failure: Hresult::S_OK,
        });
        let answer = Answer::Writer { succeeded, document: None };
        self.record(Event::Return { of: id, answer }, Outcome::Done, told.into_iter().collect())
    }

    /// A call that a provider answers.
    fn provider(&mut self, call: ProviderCall, code: Hresult) -> &mut Self {
        self.upcalls += 1;
        let id = ActivationId(self.upcalls);
        let to = Participant::Provider(PROVIDER);
        let sent = Effect::Activate { id, to, upcall: Upcall::Provider(call) };
        self.record(Event::Advance(Duration::ZERO), Outcome::Done, vec![sent]);
        let answer = Answer::Provider { code, supported: true };
        self.record(Event::Return { of: id, answer }, Outcome::Done, Vec::new())
    }

    fn stage(&mut self, stage: ProviderStage, code: Hresult) -> &mut Self {
        self.provider(ProviderCall::Stage(stage, SET), code)
    }

    fn prepared(&mut self) -> &mut Self {
        let name = "C:\\".into();
        let call = ProviderCall::BeginPrepareSnapshot {
            family: ProviderFamily::Software,
            set: SET,
            snapshot: SnapshotId(1),
            volume: VolumeId(1),
            name,
        };
        self.provider(call, Hresult::S_OK);
        let call = BackupCall::AddToSnapshotSet {
            pwszVolumeName: vss_sim::api::In(Some("C:\\".into())),
            ProviderId: Guid::NULL,
            pidSnapshot: GIVEN,
        };
        let made = Return::with(vec![("pidSnapshot", Value::Guid(SnapshotId(1).guid()))]);
        self.call(Call::Backup(REQUESTER, call), made)
    }

    fn seen(&self) -> Tally {
        let mut observer = Observer::default();
        observer.add("by hand", &self.records, &[]);
        observer.tally()
    }
}

/// The transitions of one machine that were taken.
fn taken(tally: &Tally, machine: &str) -> Vec<&'static str> {
    let of = |line: &&vss_conformance::coverage::TransitionLine| {
        line.machine == machine && line.status == Shown::Taken
    };
    let prefix = machine.len() + 1;
    tally.transitions.iter().filter(of).map(|line| &line.id[prefix..]).collect()
}

fn unlisted(tally: &Tally) -> Vec<String> {
    let lines = tally.unlisted.iter().chain(&tally.unordered);
    lines.map(|line| format!("{} {} {}", line.what.machine, line.what.from, line.what.on)).collect()
}

#[test]
fn the_lock_is_held_from_one_start_until_its_holder_gives_up() {
    let mut trace = Trace::default();
    let start = || BackupCall::StartSnapshotSet { pSnapshotSetId: GIVEN };
    trace.object(REQUESTER).object(OTHER).started(REQUESTER);
    trace.refused(OTHER, start(), Hresult::VSS_E_SNAPSHOT_SET_IN_PROGRESS);
    trace.backup(REQUESTER, BackupCall::AbortBackup {}).started(OTHER);
    let tally = trace.seen();
    assert_eq!(
        taken(&tally, "creation-lock"),
        [
            "free/startsnapshotset/held",
            "held/startsnapshotset-of-another-object/held",
            "held/abortbackup/free"
        ]
    );
    assert_eq!(
        taken(&tally, "shadow-copy-set"),
        [
            "none/startsnapshotset/started",
            "none/startsnapshotset/none",
            "started/abortbackup-or-release/failed"
        ]
    );
    assert_eq!(unlisted(&tally), Vec::<String>::new());
}

#[test]
fn an_object_of_a_service_that_has_stopped_is_in_no_row() {
    let mut trace = Trace::default();
    let service = |state| vec![Effect::Service { machine: MachineId(1), state }];
    trace.object(REQUESTER).backup(REQUESTER, BackupCall::Release {});
    trace.record(Event::Advance(Duration::ZERO), Outcome::Done, service(VssService::Idle));
    trace.record(Event::Advance(Duration::from_secs(180)), Outcome::Done, service(VssService::Stopped));
    let tally = trace.seen();
    assert_eq!(taken(&tally, "vss-service").len(), 3, "it starts, has nothing to do, and stops");
    assert_eq!(unlisted(&tally), Vec::<String>::new());
    trace.object(OTHER);
    assert_eq!(unlisted(&trace.seen()), ["vss-service STOPPED an object is made"]);
}

#[test]
fn a_lock_that_two_hold_is_in_no_row() {
    let mut trace = Trace::default();
    trace.object(REQUESTER).object(OTHER).started(REQUESTER).started(OTHER);
    assert_eq!(unlisted(&trace.seen()), ["creation-lock HELD StartSnapshotSet (Succeeds)"]);
}

#[test]
fn a_writer_goes_from_state_to_state_by_its_events() {
    let mut trace = Trace::default();
    trace.event(WriterEvent::Identify, true, None);
    trace.event(WriterEvent::PrepareForBackup, true, None);
    trace.event(WriterEvent::PrepareForSnapshot, true, Some(WriterState::VSS_WS_WAITING_FOR_FREEZE));
    trace.event(WriterEvent::Freeze, false, Some(WriterState::VSS_WS_FAILED_AT_FREEZE));
    trace.event(WriterEvent::Abort, true, None);
    let tally = trace.seen();
    assert_eq!(
        taken(&tally, "writer"),
        [
            "any/identify/same",
            "stable/prepareforbackup/stable",
            "stable/prepareforsnapshot/waiting-for-freeze",
            "waiting-for-freeze/freeze/failed-at-freeze",
            "failed-at-freeze/abort/same",
        ]
    );
    assert_eq!(taken(&tally, "writer-session"), ["free/prepareforbackup-or-prerestore-delivered/active"]);
    assert_eq!(unlisted(&tally), Vec::<String>::new());
}

#[test]
fn a_state_that_the_events_do_not_lead_to_is_in_no_row() {
    let mut trace = Trace::default();
    trace.event(WriterEvent::PrepareForBackup, true, None);
    trace.event(WriterEvent::PrepareForSnapshot, true, Some(WriterState::VSS_WS_WAITING_FOR_FREEZE));
    trace.event(WriterEvent::Freeze, false, Some(WriterState::VSS_WS_WAITING_FOR_THAW));
    let tally = trace.seen();
    assert_eq!(unlisted(&tally), ["writer VSS_WS_WAITING_FOR_FREEZE Freeze (Fails)"]);
}

#[test]
fn an_operation_ends_once_and_tells_how() {
    let mut trace = Trace::default();
    let query = |code| {
        let told = Return::with(vec![("pHrResult", Value::Hresult(code))]);
        (Call::Async(AsyncId(3), AsyncCall::QueryStatus { pHrResult: GIVEN }), told)
    };
    trace.object(REQUESTER);
    trace.backup(REQUESTER, BackupCall::SetContext { lContext: vss_sim::vocabulary::SnapshotContext(0x10) });
    trace.started(REQUESTER).prepared();
    let made = Return::with(vec![("ppAsync", Value::Object(Target::Async(AsyncId(3))))]);
    trace.call(Call::Backup(REQUESTER, BackupCall::DoSnapshotSet { ppAsync: GIVEN }), made);
    let (call, told) = query(Hresult::VSS_S_ASYNC_PENDING);
    trace.call(call, told).ended(AsyncId(3), Hresult::VSS_E_PROVIDER_VETO);
    let (call, told) = query(Hresult::VSS_E_PROVIDER_VETO);
    trace.call(call, told);
    let tally = trace.seen();
    assert_eq!(
        taken(&tally, "async-operation"),
        ["pending/querystatus/pending", "failed/querystatus/failed", "pending/work-failed/failed"]
    );
    let (call, told) = query(Hresult::VSS_S_ASYNC_FINISHED);
    trace.call(call, told);
    assert_eq!(unlisted(&trace.seen()), ["async-operation FAILED QueryStatus (Succeeds)"]);
}

fn creation(trace: &mut Trace) {
    trace.object(REQUESTER);
    trace.backup(REQUESTER, BackupCall::SetContext { lContext: vss_sim::vocabulary::SnapshotContext(0x10) });
    trace.started(REQUESTER).prepared();
    let made = Return::with(vec![("ppAsync", Value::Object(Target::Async(AsyncId(9))))]);
    trace.call(Call::Backup(REQUESTER, BackupCall::DoSnapshotSet { ppAsync: GIVEN }), made);
}

#[test]
fn a_provider_makes_a_set_step_by_step() {
    let mut trace = Trace::default();
    creation(&mut trace);
    for stage in [
        ProviderStage::EndPrepareSnapshots,
        ProviderStage::PreCommitSnapshots,
        ProviderStage::CommitSnapshots,
        ProviderStage::PostCommitSnapshots,
        ProviderStage::PreFinalCommitSnapshots,
        ProviderStage::PostFinalCommitSnapshots,
    ] {
        trace.stage(stage, Hresult::S_OK);
    }
    trace.ended(AsyncId(9), Hresult::VSS_S_ASYNC_FINISHED);
    let tally = trace.seen();
    assert_eq!(taken(&tally, "provider").len(), 7);
    assert_eq!(taken(&tally, "snapshot-state").len(), 13);
    let steps: Vec<_> =
        tally.steps.iter().filter(|line| line.status == Shown::Taken).map(|line| line.id).collect();
    assert_eq!(
        steps,
        [
            "CS-01", "CS-02", "CS-03", "CS-11", "CS-13", "CS-16", "CS-17", "CS-23", "CS-24", "CS-29",
            "CS-31", "CS-34", "CS-43", "CS-48", "CS-49"
        ]
    );
    assert_eq!(unlisted(&tally), Vec::<String>::new());
}

#[test]
fn a_provider_that_fails_is_told_to_abort() {
    let mut trace = Trace::default();
    creation(&mut trace);
    trace.stage(ProviderStage::EndPrepareSnapshots, Hresult::S_OK);
    trace.stage(ProviderStage::PreCommitSnapshots, Hresult::VSS_E_PROVIDER_VETO);
    trace.stage(ProviderStage::AbortSnapshots, Hresult::S_OK);
    trace.ended(AsyncId(9), Hresult::VSS_E_PROVIDER_VETO);
    let tally = trace.seen();
    assert_eq!(
        taken(&tally, "provider"),
        [
            "idle/beginpreparesnapshot/preparing",
            "preparing/endpreparesnapshots/prepared",
            "prepared/precommitsnapshots/failed",
            "failed/abortsnapshots/idle",
        ]
    );
    assert_eq!(unlisted(&tally), Vec::<String>::new());
}

#[test]
fn a_creation_in_another_order_is_told() {
    let mut trace = Trace::default();
    creation(&mut trace);
    trace.stage(ProviderStage::EndPrepareSnapshots, Hresult::S_OK);
    trace.stage(ProviderStage::CommitSnapshots, Hresult::S_OK);
    trace.stage(ProviderStage::PreCommitSnapshots, Hresult::S_OK);
    let tally = trace.seen();
    let told: Vec<_> =
        tally.unordered.iter().map(|line| (line.what.on.as_str(), line.what.to.as_deref())).collect();
    assert_eq!(told, [("CS-29", Some("after CS-31"))]);
    assert!(!tally.unlisted.is_empty(), "the provider was in no state for it");
}

#[test]
fn a_refusal_where_the_rows_accept_is_told() {
    let mut trace = Trace::default();
    let gather = || BackupCall::GatherWriterMetadata { pAsync: GIVEN };
    trace.object(REQUESTER).refused(REQUESTER, gather(), Hresult::VSS_E_BAD_STATE);
    let told = unlisted(&trace.seen());
    assert!(told.contains(&"requester-backup INITIALIZED GatherWriterMetadata".to_owned()), "{told:?}");
    let mut trace = Trace::default();
    trace.object(REQUESTER).operation(REQUESTER, gather(), Hresult::VSS_S_ASYNC_FINISHED);
    trace.refused(REQUESTER, gather(), Hresult::VSS_E_BAD_STATE);
    let tally = trace.seen();
    assert!(taken(&tally, "requester-backup").contains(&"gathered/gatherwritermetadata/error"));
    assert_eq!(unlisted(&tally), Vec::<String>::new());
}
