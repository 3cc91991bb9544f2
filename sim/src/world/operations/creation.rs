//! A running `DoSnapshotSet`: its record, and what its writers are at.

use crate::api::{OpId, RequesterId, WriterId};
use crate::vocabulary::WriterState;

use super::super::kinds::{Create, OpKind};
use super::super::stepper::Stepper;

/// The record of a creation; `None` where the operation is another one.
pub(super) fn state(st: &Stepper, op: OpId) -> Option<&Create> {
    if let OpKind::Create(create) = &st.operation(op)?.kind { Some(create) } else { None }
}

/// Changes it.
pub(super) fn edit<R>(st: &mut Stepper, op: OpId, change: impl FnOnce(&mut Create) -> R) -> Option<R> {
    st.edit_kind(op, |kind| if let OpKind::Create(create) = kind { Some(change(create)) } else { None })?
}

/// Whether a writer was sent Freeze, handled it, and was sent neither Thaw nor Abort since.
pub(super) fn is_frozen(st: &Stepper, requester: RequesterId, writer: WriterId) -> bool {
    let session = st.writer_of(requester, writer).and_then(|held| held.sessions.get(&requester));
    session.is_some_and(|session| session.state == WriterState::VSS_WS_WAITING_FOR_THAW && !session.aborted)
}
