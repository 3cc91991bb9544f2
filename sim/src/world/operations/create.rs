//! `DoSnapshotSet`: the stages of a creation, the windows it runs under, and how it fails.
//!
//! A writer that fails does not fail the set: its failure shows in its status, and Freeze or Thaw that failed is
//! followed by an Abort for that writer alone (C2-065, C2-066); whether PrepareForSnapshot is too, is a switch. A
//! provider that fails does.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-dosnapshotset`, `desktop-src/VSS/shadow-copy-creation-for-providers`.

use crate::api::{ActivationId, AsyncId, OpId, ProviderId, RequesterId, SetId, WriterId};
use crate::machines::{
    BackupPhase, PhaseKind, ProviderCall, ProviderStage, Session, Transactions, WriterEvent, WriterOutcome,
    translate,
};
use crate::vocabulary::{ApplicationLevel, Hresult, SnapshotState, VolumeSnapshotAttributes, Windows};
use std::collections::{BTreeMap, BTreeSet};

use super::super::event::{Participant, Upcall};
use super::super::in_flight::{AsyncState, Completion, Window};
use super::super::kinds::{Create, OpKind};
use super::super::outcome::Return;
use super::super::readings::{
    AbortAfterPrepareSnapshot, AbortedWriters, CreationEnds, FreezeWithoutWriters, LunCalls, ProviderTurns,
    ThawOrder, TransactionsFreeze, WritersOfOtherVolumes,
};
use super::super::reason::Reason;
use super::super::stepper::{End, Stepper, by_participant};
use super::common::{LOST_PROVIDER, free_lock, is_alive, set_phase, tell};
use super::copies;
use super::creation::{edit, is_frozen, state};
use super::creation_failure::{
    fail, fail_by_provider, fails_with_writer, give_up_because_of_writer, leave_out, take_down,
};
use super::creation_table::{
    CREATION, FREEZE_ORDER, LUN_STAGES, LunStep, Stage, StageAct, freeze_level, processing,
};
use super::limits::delete_oldest;
use super::{luns, sessions, windows, writers};

/// Begins it.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId, set: SetId) -> AsyncId {
    let create = Create {
        set,
        stage: 0,
        queue: stage_calls(st, requester, set, ProviderStage::EndPrepareSnapshots),
        told: BTreeSet::new(),
        windows: BTreeMap::new(),
        frozen_since: None,
        flush: None,
        hold: None,
        failing: None,
    };
    let (op, object) = st.open_async(OpKind::Create(Box::new(create)), requester);
    // Without PrepareForBackup the writers take part all the same, and PrepareForSnapshot is the first they hear (C2-041).
    let told = st.session(requester).is_none_or(|session| session.phase() != PhaseKind::SetStarted);
    if !told && st.session(requester).is_some_and(Session::with_writers) {
        sessions::begin_sessions(st, requester);
    }
    if st.session(requester).is_some_and(|session| !session.with_writers())
        && !sessions::enabled(st, requester).is_empty()
        && st.reading::<FreezeWithoutWriters>() == FreezeWithoutWriters::Always
    {
        sessions::begin_sessions_of_all(st, requester);
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
            if create.queue.is_empty() {
                next_stage(st, op, requester, stage);
            } else {
                call_providers(st, op);
            }
        }
        StageAct::Writers(WriterEvent::Thaw) if thaw_next_level(st, op, requester) => {}
        StageAct::Writers(_) | StageAct::Freeze(_) | StageAct::HoldWrites | StageAct::ReleaseWrites => {
            next_stage(st, op, requester, stage);
        }
    }
}

/// The next call of a stage, or all of them.
fn call_providers(st: &mut Stepper, op: OpId) {
    let several = state(st, op).is_some_and(|create| create.queue.len() > 1);
    let at_once = several && st.reading::<ProviderTurns>() == ProviderTurns::AtOnce;
    while let Some((provider, call)) = edit(st, op, |create| create.queue.pop()).flatten() {
        call_provider(st, op, provider, call);
        if !at_once || state(st, op).is_none_or(|create| create.failing.is_some()) {
            break;
        }
    }
}

fn call_provider(st: &mut Stepper, op: OpId, provider: ProviderId, call: ProviderCall) {
    if !is_alive(st, provider) {
        let code = translate(LOST_PROVIDER);
        fail_by_provider(st, op, Return::state(code, Reason::PROVIDER_LOST));
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
    windows::stage_left(st, op, through.act);
    if through.act == StageAct::Providers(ProviderStage::EndPrepareSnapshots) {
        tell_of_earlier(st, op, requester, set);
    }
    if ends_early(st, through.act) {
        is_made(st, op, requester);
        st.detach_async_as(op, AsyncState::Finished, &Return::ok());
    }
    if through.act == StageAct::Writers(WriterEvent::Thaw)
        && transactions(st, requester, set) == Transactions::CannotThaw
        && st.reading::<TransactionsFreeze>() == TransactionsFreeze::BeforeTheWriters
    {
        fail(st, op, cannot_thaw());
        return;
    }
    let (stage, queue) = stage_after(st, requester, set, stage);
    edit(st, op, |create| {
        create.stage = stage;
        create.queue = queue;
    });
    let Some(entered) = CREATION.get(stage) else { return };
    match entered.act {
        StageAct::Providers(call) => windows::stage_entered(st, op, requester, call),
        StageAct::Luns(_) => {}
        StageAct::Writers(WriterEvent::Thaw) if thaw_next_level(st, op, requester) => {}
        StageAct::Writers(event) => {
            if event == WriterEvent::PostSnapshot {
                copies::delete_files_not_to_snapshot(st, set);
            }
            send(st, op, requester, event, |_| true);
        }
        StageAct::Freeze(level) => {
            windows::freezing(st, op);
            if level == ApplicationLevel::VSS_APP_FRONT_END
                && transactions(st, requester, set) == Transactions::CannotFreeze
                && st.reading::<TransactionsFreeze>() == TransactionsFreeze::BeforeTheWriters
            {
                fail(st, op, cannot_freeze());
                return;
            }
            send(st, op, requester, WriterEvent::Freeze, |at| freeze_level(at) == level);
        }
        StageAct::HoldWrites => {
            if let Some(result) = cannot_hold(st, requester, set) {
                fail(st, op, result);
                return;
            }
            windows::begin_hold(st, op, requester, set);
        }
        StageAct::ReleaseWrites => {
            if transactions(st, requester, set) == Transactions::CannotThaw
                && st.reading::<TransactionsFreeze>() == TransactionsFreeze::InsideTheWritersFreeze
            {
                fail(st, op, cannot_thaw());
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
    let mut at = stage;
    loop {
        at = place_after(st, set, at);
        let Some(entered) = CREATION.get(at) else { return (at, Vec::new()) };
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
}

/// The place of the table that follows another. By one reading the LUNs are looked up, and the set imported, when all
/// else is through.
fn place_after(st: &Stepper, set: SetId, stage: usize) -> usize {
    let next = stage + 1;
    let (first, end) = LUN_STAGES;
    // What lies beyond the table's end is asked for where the last of these stages leads there.
    let decides = next == first || next == CREATION.len() || next == end;
    let last = || {
        decides
            && !luns::calls(st, set, LunStep::GetTargetLuns).is_empty()
            && st.reading::<LunCalls>() == LunCalls::AfterTheFinalCalls
    };
    match next {
        next if next == first && last() => end,
        next if next == CREATION.len() && last() => first,
        next if next == end && last() => CREATION.len(),
        next => next,
    }
}

const fn cannot_freeze() -> Return {
    Return::state(Hresult::VSS_E_TRANSACTION_FREEZE_TIMEOUT, Reason::CANNOT_FREEZE_TRANSACTIONS)
}

const fn cannot_thaw() -> Return {
    Return::state(Hresult::VSS_E_TRANSACTION_THAW_TIMEOUT, Reason::CANNOT_THAW_TRANSACTIONS)
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
        return Some(cannot_freeze());
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
    for writer in sessions::participants(st, requester) {
        let level = st.world.writer(writer).map(|(_, held)| held.registration.level);
        if level.is_some_and(&at) && !is_left_out(st, requester, writer, event) {
            writers::deliver(st, op, requester, writer, event, true);
        }
    }
}

/// Whether a writer hears nothing of a set because none of the volumes that its files lie on is in it (C-101). It is left
/// out of PrepareForSnapshot, and what follows goes to those alone that had it.
fn is_left_out(st: &Stepper, requester: RequesterId, writer: WriterId, event: WriterEvent) -> bool {
    event == WriterEvent::PrepareForSnapshot
        && sessions::lies_elsewhere(st, requester, writer)
        && st.reading::<WritersOfOtherVolumes>() == WritersOfOtherVolumes::LeftOut
}

/// Sends Thaw, where by one reading it goes through the levels in reverse: to the last of the levels that have a writer
/// which waits for it. `false` where all have been sent it, or it goes to all at once.
fn thaw_next_level(st: &mut Stepper, op: OpId, requester: RequesterId) -> bool {
    let all = sessions::participants(st, requester);
    let rank = |writer: WriterId| {
        let level = st.world.writer(writer).map(|(_, held)| freeze_level(held.registration.level));
        FREEZE_ORDER.iter().position(|at| Some(*at) == level)
    };
    let first = all.first().and_then(|writer| rank(*writer));
    if all.iter().all(|writer| rank(*writer) == first)
        || st.reading::<ThawOrder>() != ThawOrder::ThawInReverse
    {
        return false;
    }
    let waiting = all.into_iter().filter(|writer| is_frozen(st, requester, *writer));
    let waiting: Vec<(Option<usize>, WriterId)> = waiting.map(|writer| (rank(writer), writer)).collect();
    let last = waiting.iter().map(|(rank, _)| *rank).max();
    for (rank, writer) in &waiting {
        if Some(*rank) == last {
            writers::deliver(st, op, requester, *writer, WriterEvent::Thaw, true);
        }
    }
    !waiting.is_empty()
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
        let mut others = sessions::participants(st, requester);
        others.retain(|other| *other != writer);
        let all = !others.is_empty() && st.reading::<AbortedWriters>() == AbortedWriters::AlwaysAll;
        let told = if all { others } else { Vec::new() };
        for writer in std::iter::once(writer).chain(told) {
            writers::deliver(st, op, requester, writer, WriterEvent::Abort, false);
        }
    }
}

/// A provider's method returned.
pub(super) fn provider_answered(
    st: &mut Stepper,
    op: OpId,
    (id, provider): (ActivationId, Participant),
    call: &ProviderCall,
    code: Hresult,
) {
    let Some(create) = state(st, op) else { return };
    let code = answer(st, op, code);
    // What it says of an earlier set, which is given up, is of no consequence.
    let of_earlier = call.set() != Some(create.set);
    if create.failing.is_some() || of_earlier || code == Hresult::S_OK || luns::is_ignored(st, call) {
        return;
    }
    fail_by_provider(st, op, by_participant(code, id, Reason::PROVIDER_FAILED));
    leave_out(st, op, provider);
}

fn succeed(st: &mut Stepper, op: OpId, requester: RequesterId) {
    if st.operation(op).is_some_and(|operation| operation.ends != Completion::Nobody) {
        is_made(st, op, requester);
    }
    st.end_operation(op, End::With(Return::ok()));
}

/// Tells the providers of a set of the sets that were given up before, where by one reading they hear of it so late.
fn tell_of_earlier(st: &mut Stepper, op: OpId, requester: RequesterId, set: SetId) {
    let Some((machine, held)) = st.machine_of(requester).filter(|(_, held)| !held.untold.is_empty()) else {
        return;
    };
    let own = held.sets.get(&set).map(|set| set.providers.clone()).unwrap_or_default();
    let told: Vec<(ProviderId, SetId)> =
        held.untold.iter().copied().filter(|(provider, _)| own.contains(provider)).collect();
    st.edit_machine(machine, |held| held.untold.retain(|untold| !told.contains(untold)));
    for (provider, earlier) in told {
        tell(st, op, provider, ProviderCall::Stage(ProviderStage::AbortSnapshots, earlier));
    }
}

/// Whether the asynchronous operation ends with this stage, though others follow (C2-007).
fn ends_early(st: &Stepper, through: StageAct) -> bool {
    match through {
        StageAct::Writers(WriterEvent::Thaw) => st.reading::<CreationEnds>() == CreationEnds::AfterThaw,
        StageAct::Writers(WriterEvent::PostSnapshot) => {
            st.reading::<CreationEnds>() == CreationEnds::AfterPostSnapshot
        }
        StageAct::Writers(_)
        | StageAct::Providers(_)
        | StageAct::Luns(_)
        | StageAct::Freeze(_)
        | StageAct::HoldWrites
        | StageAct::ReleaseWrites => false,
    }
}

/// The set was created, and other requesters can create theirs.
fn is_made(st: &mut Stepper, op: OpId, requester: RequesterId) {
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
}
