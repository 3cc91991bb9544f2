//! The time limits of a creation: each writer's window between Freeze and Thaw, and that of held writes.
//!
//! Pages: `nf-vswriter-cvsswriter-initialize`, `nf-vswriter-cvsswriter-onfreeze`,
//! `desktop-src/VSS/shadow-copy-creation-for-providers`.

use std::time::Duration;

use crate::api::{OpId, RequesterId, SetId, WriterId};
use crate::machines::{ProviderStage, Recorded, Registration, WriterEvent, WriterOutcome};
use crate::vocabulary::Hresult;

use super::super::event::{Participant, Upcall};
use super::super::in_flight::Run;
use super::super::outcome::Return;
use super::super::readings::{
    DefaultWindow, ExpiredWindows, FreezeWindows, HeldFrom, LateHold, WindowBounds,
};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::creation::{edit, is_frozen, state};
use super::creation_failure::{fail, fails_with_writer, give_up_because_of_writer};
use super::creation_table::{CREATION, StageAct};
use super::{sessions, writers};

/// The window that some writers set, and by one reading the only one beside the default (C-029).
const TWENTY_SECONDS: Duration = Duration::from_secs(20);

/// How long a writer may be frozen.
fn length(st: &Stepper, writer: WriterId) -> Option<Duration> {
    let window = st.world.writer(writer).map(|(_, held)| held.registration.timeout_freeze)?;
    let usual = Registration::DEFAULT_TIMEOUT_FREEZE;
    let reading = (window != usual).then(|| st.reading::<FreezeWindows>());
    Some(match reading {
        Some(FreezeWindows::AnyValue) | None => window,
        Some(FreezeWindows::NotLongerThanDefault) => window.min(usual),
        Some(FreezeWindows::TwentySeconds) if window == TWENTY_SECONDS => window,
        Some(FreezeWindows::TwentySeconds) => usual,
    })
}

/// From when to when windows count. As long as no time has passed since the first Freeze, no answer differs.
fn bounds(st: &Stepper, op: OpId) -> WindowBounds {
    let since = state(st, op).and_then(|create| create.frozen_since);
    if since.is_none_or(|since| since == st.world.now) {
        WindowBounds::PerWriter
    } else {
        st.reading::<WindowBounds>()
    }
}

/// The writers begin to be frozen.
pub(super) fn freezing(st: &mut Stepper, op: OpId) {
    let now = st.world.now;
    edit(st, op, |create| {
        create.frozen_since.get_or_insert(now);
    });
}

/// Freeze has reached a writer: its window opens.
pub(in super::super) fn open_window(st: &mut Stepper, op: OpId, writer: WriterId) {
    let Some(window) = length(st, writer) else { return };
    let since = match bounds(st, op) {
        WindowBounds::PerWriter | WindowBounds::ProviderCalls => st.world.now,
        WindowBounds::WholeFreeze => {
            state(st, op).and_then(|create| create.frozen_since).unwrap_or(st.world.now)
        }
    };
    let until = since.after(window);
    edit(st, op, |create| create.windows.insert(writer, until));
}

/// A stage of calls on the providers is entered: by one reading the windows begin with the first that follows Freeze.
pub(super) fn stage_entered(st: &mut Stepper, op: OpId, requester: RequesterId, stage: ProviderStage) {
    if stage != ProviderStage::PreCommitSnapshots || bounds(st, op) != WindowBounds::ProviderCalls {
        return;
    }
    let now = st.world.now;
    for writer in sessions::participants(st, requester) {
        if let (true, Some(window)) = (is_frozen(st, requester, writer), length(st, writer)) {
            edit(st, op, |create| create.windows.insert(writer, now.after(window)));
        }
    }
}

/// A stage is through: by one reading the windows end with the last of the calls that hold writers frozen.
pub(super) fn stage_left(st: &mut Stepper, op: OpId, through: StageAct) {
    if through == StageAct::Writers(WriterEvent::Thaw) {
        edit(st, op, |create| create.frozen_since = None);
    } else if through == StageAct::Providers(ProviderStage::PostCommitSnapshots)
        && bounds(st, op) == WindowBounds::ProviderCalls
    {
        edit(st, op, |create| create.windows.clear());
    }
}

/// The kernel is told to flush and to hold: writes are held once the flush is over, and by default the time of the hold
/// counts from the beginning (C2-011).
pub(super) fn begin_hold(st: &mut Stepper, op: OpId, requester: RequesterId, set: SetId) {
    let now = st.world.now;
    let flush = st.machine_of(requester).map(|(_, held)| held.kernel.flush).unwrap_or_default();
    if flush.is_zero() {
        hold(st, op, set);
        return;
    }
    let until = now.after(st.world.config.hold_limit);
    let counts = st.reading::<HeldFrom>() == HeldFrom::FlushAndHoldIssued;
    edit(st, op, |create| {
        create.flush = Some(now.after(flush));
        create.hold = counts.then_some(until);
    });
}

/// Writes are held: the instant of the set.
fn hold(st: &mut Stepper, op: OpId, set: SetId) {
    let now = st.world.now;
    st.edit_set(set, |set| set.instant = Recorded(now));
    let until = now.after(st.world.config.hold_limit);
    edit(st, op, |create| {
        create.flush = None;
        create.hold.get_or_insert(until);
    });
}

/// A writer is gone, and its window with it.
pub(super) fn forget_writer(st: &mut Stepper, op: OpId, writer: WriterId) {
    if state(st, op).is_some_and(|create| create.windows.contains_key(&writer)) {
        edit(st, op, |create| create.windows.remove(&writer));
    }
}

/// Whether a writer whose window has run out has failed.
fn counts(st: &Stepper, op: OpId, writer: WriterId) -> bool {
    let stage = state(st, op).and_then(|create| CREATION.get(create.stage)).map(|stage| stage.act);
    let freezing = matches!(stage, Some(StageAct::Freeze(_)));
    if freezing && bounds(st, op) == WindowBounds::ProviderCalls {
        return false;
    }
    let set = st.world.writer(writer).map(|(_, held)| held.registration.timeout_freeze);
    set != Some(Registration::DEFAULT_TIMEOUT_FREEZE)
        || st.reading::<DefaultWindow>() == DefaultWindow::DefaultLimit
}

/// A window or the hold has run out.
pub(in super::super) fn expire(st: &mut Stepper, op: OpId) {
    let now = st.world.now;
    let Some(create) = state(st, op) else { return };
    let Some(requester) = st.operation(op).map(|operation| operation.requester) else { return };
    let held_too_long = create.hold.is_some_and(|until| until <= now);
    let flushing = create.flush;
    if !held_too_long && flushing.is_some_and(|until| until <= now) {
        let set = create.set;
        hold(st, op, set);
        return expire(st, op);
    }
    let ran_out: Vec<WriterId> =
        create.windows.iter().filter(|(_, until)| **until <= now).map(|(writer, _)| *writer).collect();
    let late: Vec<WriterId> = ran_out.iter().copied().filter(|writer| counts(st, op, *writer)).collect();
    for writer in &ran_out {
        edit(st, op, |create| create.windows.remove(writer));
    }
    let fails = !late.is_empty() && fails_with_writer(st, op);
    for writer in late {
        expire_writer(st, op, requester, writer);
        // Where the set fails, all its writers get Abort.
        if !fails {
            writers::deliver(st, op, requester, writer, WriterEvent::Abort, false);
        }
    }
    if held_too_long && flushing.is_some() {
        fail(st, op, Return::state(Hresult::VSS_E_FLUSH_WRITES_TIMEOUT, Reason::CANNOT_FLUSH));
    } else if held_too_long {
        let code = match st.reading::<LateHold>() {
            LateHold::HoldWritesTimeout => Hresult::VSS_E_HOLD_WRITES_TIMEOUT,
            LateHold::FlushWritesTimeout => Hresult::VSS_E_FLUSH_WRITES_TIMEOUT,
        };
        fail(st, op, Return::state(code, Reason::HOLD_EXPIRED));
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
    // A writer that handles Freeze has not come to Thaw.
    let by_thaw =
        || is_frozen(st, requester, writer) && st.reading::<ExpiredWindows>() == ExpiredWindows::FailedAtThaw;
    let event = if thawing || by_thaw() { WriterEvent::Thaw } else { WriterEvent::Freeze };
    let late = Hresult::VSS_E_WRITERERROR_TIMEOUT.into();
    writers::ended(st, requester, writer, event, WriterOutcome::Expired, late);
}
