//! `PreRestore`: the writers that take part are told that their data is about to be restored.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-prerestore`, `desktop-src/VSS/overview-of-preparing-for-restore`.

use crate::api::{AsyncId, OpId, RequesterId};
use crate::machines::{RestorePhase, WriterEvent};

use super::super::kinds::OpKind;
use super::super::outcome::Return;
use super::super::stepper::{End, Stepper};
use super::common::set_restore_phase;
use super::{sessions, writers};

/// Begins it.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId) -> AsyncId {
    let (op, object) = st.open_async(OpKind::PreRestore, requester);
    set_restore_phase(st, requester, RestorePhase::Prerestoring(op));
    for writer in sessions::begin_sessions(st, requester) {
        writers::deliver(st, op, requester, writer, WriterEvent::PreRestore, true);
    }
    object
}

/// All have answered. A writer that failed is no failure of the operation: its status tells.
pub(super) fn advance(st: &mut Stepper, op: OpId, requester: RequesterId) {
    set_restore_phase(st, requester, RestorePhase::Prerestored);
    st.end_operation(op, End::With(Return::ok()));
}

/// It was cancelled: the restore is where it was before, and what writers were told stays told (a reading).
pub(super) fn cancelled(st: &mut Stepper, requester: RequesterId) {
    let gathered = st.session(requester).is_some_and(|session| session.gathered.writers().is_some());
    let phase = if gathered { RestorePhase::Gathered } else { RestorePhase::Initialized };
    set_restore_phase(st, requester, phase);
}
