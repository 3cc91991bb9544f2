//! `GatherWriterMetadata`: OnIdentify for every writer, and the documents of those that succeed.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-gatherwritermetadata`, `nf-vswriter-cvsswriter-onidentify`.

use std::sync::Arc;

use crate::api::{AsyncId, OpId, RequesterId, WriterId};
use crate::documents::WriterMetadata;
use crate::machines::{AccountAccess, BackupPhase, Gathered, GatheredWriter, PhaseKind, RestorePhase, Work};

use super::super::kinds::OpKind;
use super::super::outcome::Return;
use super::super::readings::{AdmittedWriters, ComponentsInDocuments};
use super::super::stepper::{End, Stepper};
use super::{sessions, writers};

/// Begins it.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId, to: Option<PhaseKind>) -> AsyncId {
    let (op, object) = st.open_async(OpKind::Gather(Vec::new()), requester);
    st.edit_session(requester, |session| {
        session.gathered = Gathered::Running;
        match &mut session.work {
            Work::Backup(backup) if to.is_some() => backup.phase = BackupPhase::Gathering(op),
            Work::Backup(_) => {}
            Work::Restore(phase) => *phase = RestorePhase::Gathering(op),
        }
    });
    for writer in sessions::enabled(st, requester) {
        writers::deliver_identify(st, op, requester, writer);
    }
    object
}

/// A writer delivered its document, which the requester takes unless the writer's account is none that it admits to its
/// calls.
pub(super) fn answered(st: &mut Stepper, op: OpId, writer: WriterId, document: Arc<WriterMetadata>) {
    if !is_admitted(st, writer) {
        return;
    }
    st.edit_kind(op, |kind| {
        if let OpKind::Gather(found) = kind {
            found.push(GatheredWriter { writer, document });
        }
    });
}

/// Whether a writer may call back: by one reading not in the name of an account that can be a requester too (C2-095).
fn is_admitted(st: &Stepper, writer: WriterId) -> bool {
    let entry = st.world.writer(writer).and_then(|(machine, held)| {
        st.machine(machine).and_then(|machine| machine.account_entry(held.process))
    });
    entry.is_none_or(|entry| entry.access != AccountAccess::Both)
        || st.reading::<AdmittedWriters>() == AdmittedWriters::OneOrThree
}

/// All have answered. They are listed in the order of their numbers, whatever the order of their answers.
pub(super) fn advance(st: &mut Stepper, op: OpId, requester: RequesterId) {
    let Some(OpKind::Gather(mut found)) = st.operation(op).map(|operation| operation.kind.clone()) else {
        return;
    };
    // The service itself answers for express writers.
    found.extend(sessions::express(st, requester));
    let without = |gathered: &GatheredWriter| gathered.document.components().is_empty();
    if found.iter().any(without) && st.reading::<ComponentsInDocuments>() == ComponentsInDocuments::AtLeastOne
    {
        found.retain(|gathered| !without(gathered));
    }
    found.sort_by_key(|gathered| gathered.writer);
    st.edit_session(requester, |session| {
        session.gathered = Gathered::Here(Arc::new(found.into_iter().collect()));
        match &mut session.work {
            Work::Backup(backup) if backup.phase == BackupPhase::Gathering(op) => {
                backup.phase = BackupPhase::Gathered;
            }
            Work::Backup(_) => {}
            Work::Restore(phase) => *phase = RestorePhase::Gathered,
        }
    });
    st.end_operation(op, End::With(Return::ok()));
}

/// It was cancelled: the object cannot gather again, so the requester begins anew with another.
pub(super) fn cancelled(st: &mut Stepper, requester: RequesterId) {
    st.edit_session(requester, |session| {
        session.gathered = Gathered::Failed;
        match &mut session.work {
            Work::Backup(backup) if matches!(backup.phase, BackupPhase::Gathering(_)) => {
                backup.phase = BackupPhase::Initialized;
            }
            Work::Backup(_) => {}
            Work::Restore(phase) => *phase = RestorePhase::Initialized,
        }
    });
}
