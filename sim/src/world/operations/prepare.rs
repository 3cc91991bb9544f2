//! `PrepareForBackup`: the writers that take part are told of the backup.
//!
//! Page: `nf-vsbackup-ivssbackupcomponents-prepareforbackup`.

use crate::api::{AsyncId, OpId, RequesterId};
use crate::machines::{BackupPhase, Session, WriterEvent};

use super::super::kinds::OpKind;
use super::super::outcome::Return;
use super::super::stepper::{End, Stepper};
use super::common::set_phase;
use super::{sessions, writers};

/// Begins it.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId) -> AsyncId {
    let (op, object) = st.open_async(OpKind::Prepare, requester);
    set_phase(st, requester, BackupPhase::Preparing(op));
    for writer in sessions::begin_sessions(st, requester) {
        writers::deliver(st, op, requester, writer, WriterEvent::PrepareForBackup, true);
    }
    object
}

/// All have answered. A writer that failed is no failure of the operation: its status tells.
pub(super) fn advance(st: &mut Stepper, op: OpId, requester: RequesterId) {
    set_phase(st, requester, BackupPhase::Prepared);
    st.end_operation(op, End::With(Return::ok()));
}

/// It was cancelled: the backup is where it was before, and what writers were told stays told.
pub(super) fn cancelled(st: &mut Stepper, requester: RequesterId) {
    let before = st.session(requester).and_then(Session::set);
    let phase = if before.is_some() { BackupPhase::SetStarted } else { BackupPhase::Gathered };
    set_phase(st, requester, phase);
}
