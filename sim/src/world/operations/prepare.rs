//! `PrepareForBackup`: the writers that take part are told of the backup.
//!
//! Page: `nf-vsbackup-ivssbackupcomponents-prepareforbackup`.

use crate::api::{AsyncId, OpId, RequesterId, WriterId};
use crate::machines::{BackupPhase, Session, WriterEvent};

use super::super::kinds::OpKind;
use super::super::outcome::Return;
use super::super::stepper::{End, Stepper};
use super::common::set_phase;
use super::writers;

/// Begins it. In component mode a writer takes part if a component of it was added, else every gathered one does.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId) -> AsyncId {
    let (op, object) = st.open_async(OpKind::Prepare, requester);
    let takers: Vec<WriterId> = st.session(requester).map(taking_part).unwrap_or_default();
    st.edit_session(requester, |session| {
        session.epoch = session.epoch.wrapping_add(1);
        session.phase = BackupPhase::Preparing(op);
        session.participants = takers.iter().copied().collect();
    });
    for writer in takers {
        writers::begin_session(st, requester, writer);
        writers::deliver(st, op, requester, writer, WriterEvent::PrepareForBackup, true);
    }
    object
}

fn taking_part(session: &Session) -> Vec<WriterId> {
    let component_mode = session.backup_state.is_some_and(|state| state.select_components);
    let has_component = |gathered: &&crate::machines::GatheredWriter| {
        let instance = gathered.document.identification.instance_id.value();
        session.document.writer(instance).is_some_and(|part| !part.components().is_empty())
    };
    let gathered = session.gathered.writers();
    let all = gathered.iter().flat_map(|writers| writers.iter());
    all.filter(|writer| !component_mode || has_component(writer)).map(|gathered| gathered.writer).collect()
}

/// All have answered. A writer that failed is no failure of the operation: its status tells.
pub(super) fn advance(st: &mut Stepper, op: OpId, requester: RequesterId) {
    set_phase(st, requester, BackupPhase::Prepared);
    st.end_operation(op, End::With(Return::ok()));
}

/// It was cancelled: the backup is where it was before, and what writers were told stays told.
pub(super) fn cancelled(st: &mut Stepper, requester: RequesterId) {
    let before = st.session(requester).and_then(|session| session.set);
    let phase = if before.is_some() { BackupPhase::SetStarted } else { BackupPhase::Gathered };
    set_phase(st, requester, phase);
}
