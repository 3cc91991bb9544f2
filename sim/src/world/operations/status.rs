//! `GatherWriterStatus`: the state of every writer of the backup.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-gatherwriterstatus`, `nf-vsbackup-ivssbackupcomponents-getwriterstatus`.

use std::sync::Arc;

use crate::api::{AsyncId, OpId, RequesterId, WriterId};
use crate::machines::{PhaseKind, Session, Standing, Writer, WriterStatus};
use crate::vocabulary::{Hresult, WriterState};

use super::super::kinds::OpKind;
use super::super::outcome::Return;
use super::super::readings::StatesOfWriters;
use super::super::stepper::{End, Stepper};
use super::sessions;

/// Begins it.
pub(in super::super) fn enter(st: &mut Stepper, requester: RequesterId) -> AsyncId {
    let (_, object) = st.open_async(OpKind::Status, requester);
    st.edit_session(requester, |session| {
        session.status = None;
        session.gathering_status = true;
    });
    object
}

/// Reads the states: of the writers that were gathered, or of all that are there and enabled.
pub(super) fn advance(st: &mut Stepper, op: OpId, requester: RequesterId) {
    let gathered = st.session(requester).and_then(|session| session.gathered.writers()).cloned();
    let rows: Vec<WriterStatus> = match gathered {
        Some(writers) => writers.iter().map(|writer| gathered_row(st, requester, writer)).collect(),
        None => {
            let all = sessions::enabled(st, requester).into_iter();
            let express = sessions::express(st, requester);
            let express = express.iter().map(|writer| gathered_row(st, requester, writer));
            all.filter_map(|writer| row(st, requester, writer)).chain(express).collect()
        }
    };
    st.edit_session(requester, |session| {
        session.status = Some(Arc::new(rows));
        session.gathering_status = false;
    });
    sessions::status_gathered(st, requester);
    st.end_operation(op, End::With(Return::ok()));
}

fn row(st: &Stepper, requester: RequesterId, writer: WriterId) -> Option<WriterStatus> {
    let held = st.writer_of(requester, writer)?;
    Some(WriterStatus {
        instance_id: held.registration.instance_id,
        writer_id: held.registration.writer_id,
        name: held.registration.name.clone(),
        standing: standing(st, requester, held),
    })
}

/// Where a writer stands. By one reading it waits for Freeze as soon as it has handled PrepareForBackup (C2-074).
fn standing(st: &Stepper, requester: RequesterId, writer: &Writer) -> Standing {
    let standing = writer.status(requester);
    let phase = st.session(requester).map(Session::phase);
    let begun = writer.sessions.get(&requester).is_some_and(|session| !session.over && !session.aborted);
    if begun
        && phase == Some(PhaseKind::Prepared)
        && standing.state == WriterState::VSS_WS_STABLE
        && st.reading::<StatesOfWriters>() == StatesOfWriters::WaitingAfterPrepareForBackup
    {
        return Standing { state: WriterState::VSS_WS_WAITING_FOR_FREEZE, ..standing };
    }
    standing
}

/// The row of a writer that answered when it was gathered; one that is gone since does not respond.
fn gathered_row(
    st: &Stepper,
    requester: RequesterId,
    gathered: &crate::machines::GatheredWriter,
) -> WriterStatus {
    let identity = &gathered.document.identification;
    let standing = match st.writer_of(requester, gathered.writer) {
        Some(held) => standing(st, requester, held),
        // No handler of an express writer can fail.
        None if st.world.express_writer(gathered.writer).is_some() => Standing::SOUND,
        None => Standing::of(WriterState::VSS_WS_UNKNOWN, Hresult::VSS_E_WRITER_NOT_RESPONDING),
    };
    WriterStatus {
        instance_id: identity.instance_id.value(),
        writer_id: identity.writer_id.value(),
        name: identity.friendly_name.clone(),
        standing,
    }
}

/// It was cancelled: there is no status to read.
pub(super) fn cancelled(st: &mut Stepper, requester: RequesterId) {
    st.edit_session(requester, |session| session.gathering_status = false);
}
