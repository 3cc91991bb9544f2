//! `DoSnapshotSet`: the stages of a creation, the windows it runs under, and how it fails.
//!
//! A writer that fails does not fail the set: its failure shows in its status, and Freeze or Thaw that failed is
//! followed by an Abort for that writer alone (C2-065, C2-066); whether PrepareForSnapshot is too, is a switch. A
//! provider that fails does.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-dosnapshotset`, `desktop-src/VSS/shadow-copy-creation-for-providers`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::api::{ActivationId, AsyncId, OpId, ProviderId, RequesterId, SetId, WriterId};
use crate::machines::{
    BackupPhase, PhaseKind, ProviderCall, ProviderStage, Recorded, Registration, Session, Transactions,
    WriterEvent, WriterOutcome, translate,
};
use crate::vocabulary::{ApplicationLevel, Hresult, SnapshotState, VolumeSnapshotAttributes, Windows};

use super::super::event::{Participant, Upcall};
use super::super::in_flight::{AsyncState, Run, Window};
use super::super::kinds::{Create, Failing, OpKind};
use super::super::outcome::Return;
use super::super::readings::{
    AbortAfterPrepareSnapshot, AbortBeforePrepareSnapshot, FailingWriters, FreezeWindows,
};
use super::super::reason::Reason;
use super::super::stepper::{End, Stepper, by_participant};
use super::common::{LOST_PROVIDER, drop_unfinished_set, free_lock, is_alive, set_phase, tell};
use super::copies;
use super::creation_table::{CREATION, Stage, StageAct, freeze_level, processing};
use super::limits::delete_oldest;
use super::luns;
use super::writers;

/// The window that some writers set, and by one reading the only one beside the default (C-029).
const TWENTY_SECONDS: Duration = Duration::from_secs(20);

/// Begins it.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId, set: SetId) -> AsyncId {
    let create = Create {
        set,
        stage: 0,
        queue: stage_calls(st, requester, set, ProviderStage::EndPrepareSnapshots),
        told: BTreeSet::new(),
        windows: BTreeMap::new(),
        hold: None,
        failing: None,
    };
    let (op, object) = st.open_async(OpKind::Create(Box::new(create)), requester);
    // Without PrepareForBackup the writers take part all the same, and PrepareForSnapshot is the first they hear (C2-041).
    let told = st.session(requester).is_none_or(|session| session.phase() != PhaseKind::SetStarted);
    if !told && st.session(requester).is_some_and(Session::with_writers) {
        writers::begin_sessions(st, requester);
    }
    set_phase(st, requester, BackupPhase::Snapshotting(op));
    object
}

/// The calls of a stage on the providers of the set, the one to be made first last.
fn stage_calls(
    st: &Stepper,
    requester: RequesterId,
    set: SetId,
    stage: ProviderStage,
) -> Vec<(ProviderId, ProviderCall)> {
    let held = st.machine_of(requester).and_then(|(_, held)| held.sets.get(&set));
    let providers = held.into_iter().flat_map(|set| set.providers.iter().rev());
    providers.map(|provider| (*provider, ProviderCall::Stage(stage, set))).collect()
}

fn state(st: &Stepper, op: OpId) -> Option<&Create> {
    if let OpKind::Create(create) = &st.operation(op)?.kind { Some(create) } else { None }
}

fn edit<R>(st: &mut Stepper, op: OpId, change: impl FnOnce(&mut Create) -> R) -> Option<R> {
    st.edit_kind(op, |kind| if let OpKind::Create(create) = kind { Some(change(create)) } else { None })?
}

/// Takes the next step: another provider of the stage, the next stage, or the end.
pub(super) fn advance(st: &mut Stepper, op: OpId, requester: RequesterId) {
    let Some(create) = state(st, op) else { return };
    if create.failing.is_some() {
        take_down(st, op, requester);
        return;
    }
    let Some(stage) = CREATION.get(create.stage) else {
        succeed(st, op, requester);
        return;
    };
    match stage.act {
        StageAct::Providers(_) | StageAct::Luns(_) => {
            match edit(st, op, |create| create.queue.pop()).flatten() {
                Some((provider, call)) => call_provider(st, op, provider, call),
                None => next_stage(st, op, requester, stage),
            }
        }
        StageAct::Writers(_) | StageAct::Freeze(_) | StageAct::HoldWrites | StageAct::ReleaseWrites => {
            next_stage(st, op, requester, stage);
        }
    }
}

fn call_provider(st: &mut Stepper, op: OpId, provider: ProviderId, call: ProviderCall) {
    if !is_alive(st, provider) {
        let code = translate(LOST_PROVIDER);
        fail(st, op, Return::state(code, Reason::PROVIDER_LOST));
        return;
    }
    if let ProviderCall::Stage(stage, set) = call {
        if stage == ProviderStage::EndPrepareSnapshots {
            edit(st, op, |create| create.told.insert(provider));
        }
        if let Some(state) = processing(stage) {
            set_copies_to(st, set, state);
        }
    }
    st.activate(op, Participant::Provider(provider), Upcall::Provider(call), Window::Closed, true);
}

fn set_copies_to(st: &mut Stepper, set: SetId, state: SnapshotState) {
    st.edit_set(set, |set| set.copies.values_mut().for_each(|copy| copy.state = state));
}

/// Leaves a stage that is through, and enters the one after it.
fn next_stage(st: &mut Stepper, op: OpId, requester: RequesterId, through: &Stage) {
    let Some((set, stage)) = state(st, op).map(|create| (create.set, create.stage)) else { return };
    if let Some(state) = through.state {
        set_copies_to(st, set, state);
    }
    let (stage, queue) = stage_after(st, requester, set, stage);
    edit(st, op, |create| {
        create.stage = stage;
        create.queue = queue;
    });
    let Some(entered) = CREATION.get(stage) else { return };
    match entered.act {
        StageAct::Providers(_) | StageAct::Luns(_) => {}
        StageAct::Writers(event) => {
            if event == WriterEvent::PostSnapshot {
                copies::delete_files_not_to_snapshot(st, set);
            }
            send(st, op, requester, event, |_| true);
        }
        StageAct::Freeze(level) => {
            send(st, op, requester, WriterEvent::Freeze, |at| freeze_level(at) == level);
        }
        StageAct::HoldWrites => {
            if let Some(result) = cannot_hold(st, requester, set) {
                fail(st, op, result);
                return;
            }
            let now = st.world.now;
            st.edit_set(set, |set| set.instant = Recorded(now));
            let until = now.after(st.world.config.hold_limit);
            edit(st, op, |create| create.hold = Some(until));
        }
        StageAct::ReleaseWrites => {
            if transactions(st, requester, set) == Transactions::CannotThaw {
                let code = Hresult::VSS_E_TRANSACTION_THAW_TIMEOUT;
                fail(st, op, Return::state(code, Reason::CANNOT_THAW_TRANSACTIONS));
                return;
            }
            edit(st, op, |create| create.hold = None);
        }
    }
}

/// The next stage that is one for this set, with the calls on providers that it makes.
fn stage_after(
    st: &Stepper,
    requester: RequesterId,
    set: SetId,
    stage: usize,
) -> (usize, Vec<(ProviderId, ProviderCall)>) {
    for (at, entered) in CREATION.iter().enumerate().skip(stage + 1) {
        match entered.act {
            StageAct::Providers(call) => return (at, stage_calls(st, requester, set, call)),
            StageAct::Luns(step) => {
                let calls = luns::calls(st, set, step);
                if !calls.is_empty() {
                    return (at, calls);
                }
            }
            StageAct::Writers(_) | StageAct::Freeze(_) | StageAct::HoldWrites | StageAct::ReleaseWrites => {
                return (at, Vec::new());
            }
        }
    }
    (CREATION.len(), Vec::new())
}

/// What the transaction managers can do for a set. There is nothing to freeze where the context says that transactions
/// are left alone, nor before Windows Vista, whose pages have no code for it.
fn transactions(st: &Stepper, requester: RequesterId, set: SetId) -> Transactions {
    let Some((_, held)) = st.machine_of(requester) else { return Transactions::Sound };
    let untouched = VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NOT_TRANSACTED.0;
    let transacted = held.sets.get(&set).is_some_and(|set| set.context.0 & untouched == 0);
    if transacted && held.windows >= Windows::Vista { held.kernel.transactions } else { Transactions::Sound }
}

/// Why the writes of a set cannot be held: the transactions are frozen first, then the writes flushed (a reading).
fn cannot_hold(st: &Stepper, requester: RequesterId, set: SetId) -> Option<Return> {
    if transactions(st, requester, set) == Transactions::CannotFreeze {
        let code = Hresult::VSS_E_TRANSACTION_FREEZE_TIMEOUT;
        return Some(Return::state(code, Reason::CANNOT_FREEZE_TRANSACTIONS));
    }
    let (_, held) = st.machine_of(requester)?;
    let mut copies = held.sets.get(&set)?.copies.values();
    let stuck = copies.any(|copy| held.kernel.unflushed.contains(&copy.volume));
    stuck.then(|| Return::state(Hresult::VSS_E_FLUSH_WRITES_TIMEOUT, Reason::CANNOT_FLUSH))
}

fn send(
    st: &mut Stepper,
    op: OpId,
    requester: RequesterId,
    event: WriterEvent,
    at: impl Fn(ApplicationLevel) -> bool,
) {
    for writer in writers::participants(st, requester) {
        let level = st.world.writer(writer).map(|(_, held)| held.registration.level);
        if level.is_some_and(&at) {
            writers::deliver(st, op, requester, writer, event, true);
        }
    }
}

/// What a provider's answer comes to in a creation: that an error of it asks for a restart is passed on, from Windows
/// Vista on (`nf-vsbackup-ivssbackupcomponents-dosnapshotset`).
fn answer(st: &Stepper, op: OpId, code: Hresult) -> Hresult {
    let requester = st.operation(op).map(|operation| operation.requester);
    let machine = requester.and_then(|requester| st.machine_of(requester));
    if code == Hresult::VSS_E_REBOOT_REQUIRED
        && machine.is_some_and(|(_, held)| held.windows >= Windows::Vista)
    {
        return code;
    }
    translate(code)
}

/// Freeze has reached a writer: its window opens.
pub(in super::super) fn open_window(st: &mut Stepper, op: OpId, writer: WriterId) {
    let Some(window) = st.world.writer(writer).map(|(_, held)| held.registration.timeout_freeze) else {
        return;
    };
    let usual = Registration::DEFAULT_TIMEOUT_FREEZE;
    let reading = (window != usual).then(|| st.reading::<FreezeWindows>());
    let window = match reading {
        Some(FreezeWindows::AnyValue) | None => window,
        Some(FreezeWindows::NotLongerThanDefault) => window.min(usual),
        Some(FreezeWindows::TwentySeconds) if window == TWENTY_SECONDS => window,
        Some(FreezeWindows::TwentySeconds) => usual,
    };
    let until = st.world.now.after(window);
    edit(st, op, |create| create.windows.insert(writer, until));
}

/// A writer's handler returned.
pub(super) fn writer_answered(
    st: &mut Stepper,
    op: OpId,
    requester: RequesterId,
    writer: WriterId,
    event: WriterEvent,
    outcome: WriterOutcome,
) {
    let in_window = matches!(event, WriterEvent::Freeze | WriterEvent::Thaw);
    let failed = outcome == WriterOutcome::Failed;
    if event == WriterEvent::Thaw || (in_window && failed) {
        edit(st, op, |create| create.windows.remove(&writer));
    }
    let prepares = failed
        && event == WriterEvent::PrepareForSnapshot
        && st.reading::<AbortAfterPrepareSnapshot>() == AbortAfterPrepareSnapshot::Sent;
    if failed && (in_window || event == WriterEvent::PrepareForSnapshot) && fails_with_writer(st, op) {
        give_up_because_of_writer(st, op);
    } else if prepares || (failed && in_window) {
        writers::deliver(st, op, requester, writer, WriterEvent::Abort, false);
    }
}

/// Whether the failure of one writer fails the set.
fn fails_with_writer(st: &Stepper, op: OpId) -> bool {
    let going_on = state(st, op).is_some_and(|create| create.failing.is_none());
    going_on && st.reading::<FailingWriters>() == FailingWriters::CreationFails
}

/// No page has a code for it.
fn give_up_because_of_writer(st: &mut Stepper, op: OpId) {
    fail(st, op, Return::state(Hresult::VSS_E_UNEXPECTED_WRITER_ERROR, Reason::WRITER_FAILED));
}

/// A provider's method returned.
pub(super) fn provider_answered(
    st: &mut Stepper,
    op: OpId,
    id: ActivationId,
    call: &ProviderCall,
    code: Hresult,
) {
    let Some(create) = state(st, op) else { return };
    let code = answer(st, op, code);
    if create.failing.is_some() || code == Hresult::S_OK || luns::is_ignored(st, call) {
        return;
    }
    fail(st, op, by_participant(code, id, Reason::PROVIDER_FAILED));
}

/// The providers that get `AbortSnapshots` when the set is given up, the one to be told first last: those whose
/// `EndPrepareSnapshots` was called and has reached them.
pub(super) fn to_abort(st: &Stepper, op: OpId) -> Vec<ProviderId> {
    let Some(create) = state(st, op) else { return Vec::new() };
    let unreached = |provider: &ProviderId| {
        let awaited = st.operation(op).into_iter().flat_map(|operation| &operation.awaits);
        let mut open = awaited.filter_map(|id| st.activation(*id));
        let ends = ProviderCall::Stage(ProviderStage::EndPrepareSnapshots, create.set);
        open.any(|held| {
            held.to == Participant::Provider(*provider)
                && held.run == Run::Queued
                && held.upcall == Upcall::Provider(ends.clone())
        })
    };
    create.told.iter().rev().copied().filter(|provider| !unreached(provider)).collect()
}

/// The set fails: its writers get Abort if PrepareForSnapshot was sent, its providers `AbortSnapshots`.
fn fail(st: &mut Stepper, op: OpId, result: Return) {
    let providers = to_abort(st, op);
    st.withdraw_all(op);
    let writers_know = state(st, op).is_some_and(|create| create.stage > 0)
        || st.reading::<AbortBeforePrepareSnapshot>() == AbortBeforePrepareSnapshot::Sent;
    edit(st, op, |create| {
        create.windows.clear();
        create.hold = None;
        create.failing = Some(Failing { result, providers });
    });
    let Some(requester) = st.operation(op).map(|operation| operation.requester) else { return };
    if writers_know {
        for writer in writers::participants(st, requester) {
            writers::deliver(st, op, requester, writer, WriterEvent::Abort, true);
        }
    }
}

/// Tells the next provider of a failed set, or ends with the failure.
fn take_down(st: &mut Stepper, op: OpId, requester: RequesterId) {
    let next = edit(st, op, |create| {
        let set = create.set;
        let provider = create.failing.as_mut().and_then(|failing| failing.providers.pop());
        provider.map(|provider| (provider, set))
    });
    if let Some((provider, set)) = next.flatten() {
        tell(st, op, provider, set);
        return;
    }
    let Some(failing) = state(st, op).and_then(|create| create.failing.clone()) else { return };
    drop_unfinished_set(st, requester);
    free_lock(st, requester);
    set_phase(st, requester, BackupPhase::SnapshotFailed);
    st.end_operation(op, End::With(failing.result));
}

fn succeed(st: &mut Stepper, op: OpId, requester: RequesterId) {
    if let Some(set) = state(st, op).map(|create| create.set) {
        st.edit_set(set, |set| {
            set.created = true;
            set.count = set.copies.len();
        });
        if let Some((machine, _)) = st.machine_of(requester) {
            st.edit_machine(machine, |held| held.made.push(set));
            delete_oldest(st, machine, set);
        }
    }
    free_lock(st, requester);
    set_phase(st, requester, BackupPhase::SnapshotDone);
    st.end_operation(op, End::With(Return::ok()));
}

/// A writer is gone, and its window with it.
pub(super) fn forget_writer(st: &mut Stepper, op: OpId, writer: WriterId) {
    if state(st, op).is_some_and(|create| create.windows.contains_key(&writer)) {
        edit(st, op, |create| create.windows.remove(&writer));
    }
}

/// A window or the hold has run out.
pub(in super::super) fn expire(st: &mut Stepper, op: OpId) {
    let now = st.world.now;
    let Some(create) = state(st, op) else { return };
    let Some(requester) = st.operation(op).map(|operation| operation.requester) else { return };
    let held_too_long = create.hold.is_some_and(|until| until <= now);
    let late: Vec<WriterId> =
        create.windows.iter().filter(|(_, until)| **until <= now).map(|(writer, _)| *writer).collect();
    let fails = !late.is_empty() && fails_with_writer(st, op);
    for writer in late {
        edit(st, op, |create| create.windows.remove(&writer));
        expire_writer(st, op, requester, writer);
        // Where the set fails, all its writers get Abort.
        if !fails {
            writers::deliver(st, op, requester, writer, WriterEvent::Abort, false);
        }
    }
    if held_too_long {
        fail(st, op, Return::state(Hresult::VSS_E_HOLD_WRITES_TIMEOUT, Reason::HOLD_EXPIRED));
    } else if fails {
        give_up_because_of_writer(st, op);
    }
}

/// A writer was frozen too long: what it is doing is taken back, and it has failed.
fn expire_writer(st: &mut Stepper, op: OpId, requester: RequesterId, writer: WriterId) {
    let running = st.operation(op).into_iter().flat_map(|operation| operation.awaits.iter()).find_map(|id| {
        let activation = st.activation(*id)?;
        let Upcall::Writer(upcall) = &activation.upcall else { return None };
        (activation.to == Participant::Writer(writer)).then_some((*id, upcall.event, activation.run))
    });
    let thawing = matches!(running, Some((_, WriterEvent::Thaw, Run::Running { .. })));
    if let Some((id, _, _)) = running {
        st.withdraw(id);
    }
    let event = if thawing { WriterEvent::Thaw } else { WriterEvent::Freeze };
    let late = Hresult::VSS_E_WRITERERROR_TIMEOUT.into();
    writers::ended(st, requester, writer, event, WriterOutcome::Expired, late);
}

/// The service ended: the set fails, and its asynchronous object is lost at once.
pub(super) fn service_ended(st: &mut Stepper, op: OpId, result: Return) {
    st.detach_async_as(op, AsyncState::Lost(result.code), &result);
    if state(st, op).is_some_and(|create| create.failing.is_none()) {
        fail(st, op, result);
    }
}

/// The requester cancelled it: as a failure of the set, which the asynchronous object does not wait for.
pub(super) fn cancelled_by_requester(st: &mut Stepper, op: OpId) {
    st.detach_async(op);
    if state(st, op).is_some_and(|create| create.failing.is_none()) {
        fail(st, op, Return::state(Hresult::VSS_S_ASYNC_CANCELLED, Reason::CANCELLED));
    }
}
