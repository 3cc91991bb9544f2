//! `PostRestore`: the writers that took part are told that the restore is over.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-postrestore`,
//! `desktop-src/VSS/overview-of-restore-clean-up-and-termination`. A writer that is gone since PreRestore fails nothing
//! here: its status tells that it does not respond (a reading of "may return a failure", page
//! `desktop-src/VSS/stopping-services-for-restore-by-requestors`).

use crate::api::{AsyncId, OpId, RequesterId};
use crate::machines::{RestorePhase, WriterEvent};

use super::super::kinds::OpKind;
use super::super::outcome::Return;
use super::super::readings::ToldOfPostRestore;
use super::super::stepper::{End, Stepper};
use super::common::set_restore_phase;
use super::{sessions, writers};

/// Begins it.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId) -> AsyncId {
    let (op, object) = st.open_async(OpKind::PostRestore, requester);
    set_restore_phase(st, requester, RestorePhase::Postrestoring(op));
    let told = match st.reading::<ToldOfPostRestore>() {
        ToldOfPostRestore::Selected => sessions::participants(st, requester),
        ToldOfPostRestore::All => sessions::begin_missing_sessions(st, requester),
    };
    for writer in told {
        writers::deliver(st, op, requester, writer, WriterEvent::PostRestore, true);
    }
    object
}

/// All have answered, or nobody waits for them any more.
pub(super) fn advance(st: &mut Stepper, op: OpId, requester: RequesterId) {
    ended(st, requester);
    st.end_operation(op, End::With(Return::ok()));
}

/// The restore is over, also where the operation was cancelled: what writers were told stays told (a reading).
pub(super) fn ended(st: &mut Stepper, requester: RequesterId) {
    set_restore_phase(st, requester, RestorePhase::Postrestored);
}
