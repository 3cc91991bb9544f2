//! Giving an operation up before its end.

use crate::api::OpId;
use crate::machines::BackupPhase;

use super::super::kinds::OpKind;
use super::super::stepper::{End, Stepper};
use super::common::set_phase;
use super::{creation_failure, gather, manage, post_restore, pre_restore, prepare, status};

/// Gives an operation up from outside: it was cancelled, or its backup aborted, or its object released.
pub(super) fn cancel(st: &mut Stepper, id: OpId) {
    undo(st, id);
    st.end_operation(id, End::Cancelled);
}

/// Puts a backup or restore where it stands when an operation of it is given up.
pub(super) fn undo(st: &mut Stepper, id: OpId) {
    let Some(operation) = st.operation(id) else { return };
    let requester = operation.requester;
    match &operation.kind {
        OpKind::Gather(_) => gather::cancelled(st, requester),
        OpKind::Prepare => prepare::cancelled(st, requester),
        OpKind::Status => status::cancelled(st, requester),
        OpKind::PreRestore => pre_restore::cancelled(st, requester),
        OpKind::Manage(_) => manage::cancelled(st, id, requester),
        OpKind::PostRestore => post_restore::ended(st, requester),
        // What a cancelled BackupComplete undoes is open: the backup counts as aborted.
        OpKind::Complete => set_phase(st, requester, BackupPhase::Aborted),
        // Whoever gives a creation up from outside also moves its backup on and frees the lock.
        OpKind::Create(_)
        | OpKind::AddVolume(_)
        | OpKind::Abort(_)
        | OpKind::Support(_)
        | OpKind::Ask(_)
        | OpKind::Revert(_)
        | OpKind::Shutdown(_) => {}
    }
}

/// `IVssAsync::Cancel`: the object is cancelled at once; a creation is then taken down like one that failed.
pub(in super::super) fn cancel_async(st: &mut Stepper, id: OpId) {
    if matches!(st.operation(id).map(|operation| &operation.kind), Some(OpKind::Create(_))) {
        creation_failure::cancelled_by_requester(st, id);
    } else if !super::revert::is_under_way(st, id) {
        cancel(st, id);
    }
}
