//! `BackupComplete`: the writers are told that their data is safe.
//!
//! Page: `nf-vsbackup-ivssbackupcomponents-backupcomplete`.

use crate::api::{AsyncId, OpId, RequesterId};
use crate::machines::{BackupPhase, WriterEvent};

use super::super::kinds::OpKind;
use super::super::outcome::Return;
use super::super::stepper::{End, Stepper};
use super::common::set_phase;
use super::{sessions, writers};

/// Begins it.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId) -> AsyncId {
    let (op, object) = st.open_async(OpKind::Complete, requester);
    set_phase(st, requester, BackupPhase::Completing(op));
    for writer in sessions::participants(st, requester) {
        writers::deliver(st, op, requester, writer, WriterEvent::BackupComplete, true);
    }
    object
}

/// All have answered.
pub(super) fn advance(st: &mut Stepper, op: OpId, requester: RequesterId) {
    set_phase(st, requester, BackupPhase::Completed);
    st.end_operation(op, End::With(Return::ok()));
}
