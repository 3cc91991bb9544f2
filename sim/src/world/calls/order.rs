//! What the pages leave open about the calls of a backup: which are needed before which, and what refuses them.

use crate::api::RequesterId;
use crate::machines::{CreationLock, PhaseKind, Session, contexts};
use crate::vocabulary::{Hresult, SnapshotContext, VolumeSnapshotAttributes};

use super::super::outcome::Return;
use super::super::readings::{
    CallsWithoutWriters, ContextAll, ContextsWithWriters, ContextsWithoutWriters, EmptySets, Gathering,
    NextCreation, Preparing, RecoveryAndTransport,
};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::refusal::refused;
use crate::machines::legal::{Guard, Refusal};

/// What refuses a call that is for writers in a context without them.
pub(super) fn without_writers(st: &Stepper) -> Return {
    let usual = refused(Refusal::Guard(Guard::WithWriters));
    match st.reading::<CallsWithoutWriters>() {
        CallsWithoutWriters::BadState => usual,
        CallsWithoutWriters::Unexpected => Return { code: Hresult::VSS_E_UNEXPECTED, ..usual },
    }
}

/// What a set lacks before `DoSnapshotSet` can create it; `empty` is whether it has no volume.
pub(super) fn not_yet(st: &Stepper, requester: RequesterId, empty: bool) -> Option<Return> {
    let session = st.session(requester)?;
    let refusal = |reason| Some(Return::state(Hresult::VSS_E_BAD_STATE, reason));
    let nothing = empty
        && match st.reading::<EmptySets>() {
            EmptySets::WithWriters => !session.with_writers(),
            EmptySets::Never => true,
            EmptySets::Always => false,
        };
    if nothing {
        return refusal(Reason::NOTHING_TO_COPY);
    }
    let prepared = session.phase() != PhaseKind::SetStarted;
    if session.with_writers() && !prepared && st.reading::<Preparing>() == Preparing::Always {
        return refusal(Reason::OUT_OF_SEQUENCE);
    }
    let gathered = session.gathered.writers().is_some();
    if !gathered && st.reading::<Gathering>() == Gathering::Always {
        return refusal(Reason::OUT_OF_SEQUENCE);
    }
    None
}

/// Whether the requester that holds the lock has called `DoSnapshotSet`, and by one reading hinders no other any more.
pub(super) fn has_returned(st: &Stepper, lock: CreationLock) -> bool {
    let CreationLock::Held(holder) = lock else { return false };
    st.session(holder).map(Session::phase) == Some(PhaseKind::Snapshotting)
        && st.reading::<NextCreation>() == NextCreation::CallReturned
}

/// The context that is set for one that asks for recovery and for transport.
pub(super) fn compatible(st: &Stepper, context: SnapshotContext) -> SnapshotContext {
    let recovery = VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY;
    let both = contexts::has(context, recovery)
        && contexts::has(context, VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_TRANSPORTABLE);
    if both && st.reading::<RecoveryAndTransport>() == RecoveryAndTransport::Ignored {
        SnapshotContext(context.0 & !recovery.0)
    } else {
        context
    }
}

/// What refuses a call about a shadow copy in `VSS_CTX_ALL` that by one reading goes with contexts of copies alone.
pub(super) fn not_with_all(st: &Stepper, requester: RequesterId) -> Option<Return> {
    let all = st.session(requester).map(Session::context) == Some(SnapshotContext::VSS_CTX_ALL);
    (all && st.reading::<ContextAll>() == ContextAll::TheFour)
        .then(|| Return::state(Hresult::VSS_E_BAD_STATE, Reason::BY_READING))
}

/// Whether writers take part in a context for clients, where that is not what its attributes say.
pub(super) fn involves_writers(st: &Stepper, context: SnapshotContext) -> Option<bool> {
    match context {
        SnapshotContext::VSS_CTX_CLIENT_ACCESSIBLE_WRITERS => {
            (st.reading::<ContextsWithWriters>() == ContextsWithWriters::BackupAndRollback).then_some(false)
        }
        SnapshotContext::VSS_CTX_CLIENT_ACCESSIBLE => (st.reading::<ContextsWithoutWriters>()
            == ContextsWithoutWriters::ShareBackupAndNasRollback)
            .then_some(true),
        // Of the others the pages agree.
        _ => None,
    }
}
