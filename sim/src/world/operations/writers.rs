//! Events to writers: who gets one, what its handler may change, and what its answer means.

use std::sync::Arc;

use crate::api::{ActivationId, OpId, RequesterId, WriterId};
use crate::documents::writer_metadata::Identification;
use crate::documents::{CreateWriterMetadata, WriterComponents, WriterMetadata};
use crate::machines::{
    FailureDetails, Registration, Session, WriterEvent, WriterOutcome, next_state, restoring,
};
use crate::vocabulary::{Guid, Hresult, WriterState};

use super::super::event::{Participant, Upcall, WriterUpcall};
use super::super::in_flight::{Activation, Window};
use super::super::outcome::Effect;
use super::super::readings::{
    AbortedWriters, AfterAbort, BackupCompleteFailures, ThawFailures, WriterFailures,
};
use super::super::stepper::Stepper;
use super::sessions;

/// Queues an event for a writer, if a session in its state is sent it.
pub(super) fn deliver(
    st: &mut Stepper,
    of: OpId,
    requester: RequesterId,
    writer: WriterId,
    event: WriterEvent,
    awaited: bool,
) -> Option<ActivationId> {
    let (_, held) = st.world.writer(writer)?;
    let session = held.sessions.get(&requester)?;
    next_state(session.state, event, WriterOutcome::Succeeded)?;
    if session.aborted && !follows_abort(st, event) {
        return None;
    }
    let part = components_for(st, requester, writer, event);
    let window = match (&part, event) {
        (
            Some(part),
            WriterEvent::PrepareForBackup
            | WriterEvent::PrepareForSnapshot
            | WriterEvent::PostSnapshot
            | WriterEvent::BackupComplete
            | WriterEvent::PreRestore
            | WriterEvent::PostRestore,
        ) => Window::Components(Arc::clone(part)),
        (Some(_) | None, _) => Window::Closed,
    };
    if event == WriterEvent::Abort {
        st.edit_writer(writer, |held| {
            if let Some(session) = held.sessions.get_mut(&requester) {
                session.aborted = true;
            }
        });
    }
    // OnPrepareSnapshot is passed none; whether it can reach them all the same is asked where it tries (C-028).
    let components = part.filter(|_| event != WriterEvent::PrepareForSnapshot);
    let upcall = WriterUpcall { event, requester, snapshot_set: set_guid(st, requester), components };
    Some(st.activate(of, Participant::Writer(writer), Upcall::Writer(upcall), window, awaited))
}

/// Queues Abort for a writer because of `AbortBackup`. One that has handled PostSnapshot is told by one reading alone.
pub(super) fn deliver_abort_backup(st: &mut Stepper, of: OpId, requester: RequesterId, writer: WriterId) {
    if deliver(st, of, requester, writer, WriterEvent::Abort, true).is_some() {
        return;
    }
    let session = st.writer_of(requester, writer).and_then(|held| held.sessions.get(&requester));
    let done = session.is_some_and(|session| {
        !session.aborted && session.state == WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE
    });
    if done && st.reading::<AbortedWriters>() == AbortedWriters::AllWithoutException {
        let snapshot_set = set_guid(st, requester);
        let upcall = WriterUpcall { event: WriterEvent::Abort, requester, snapshot_set, components: None };
        st.activate(of, Participant::Writer(writer), Upcall::Writer(upcall), Window::Closed, true);
    }
}

/// Queues Abort for a writer whose requester is gone.
pub(super) fn deliver_abort(st: &mut Stepper, of: OpId, requester: RequesterId, writer: WriterId, set: Guid) {
    deliver_last(st, of, requester, writer, WriterEvent::Abort, set);
    st.edit_writer(writer, |held| {
        if let Some(session) = held.sessions.get_mut(&requester) {
            session.aborted = true;
        }
    });
}

/// Queues Abort for a writer of a restore (C-031); its state stays as it is, as no page has one for that.
pub(super) fn deliver_abort_of_restore(st: &mut Stepper, of: OpId, requester: RequesterId, writer: WriterId) {
    let snapshot_set = set_guid(st, requester);
    let upcall = WriterUpcall { event: WriterEvent::Abort, requester, snapshot_set, components: None };
    st.activate(of, Participant::Writer(writer), Upcall::Writer(upcall), Window::Closed, true);
}

/// Queues BackupShutdown for a writer whose requester is gone; it is told of the set that was made, if one was.
pub(super) fn deliver_shutdown(
    st: &mut Stepper,
    of: OpId,
    requester: RequesterId,
    writer: WriterId,
    set: Guid,
) {
    deliver_last(st, of, requester, writer, WriterEvent::BackupShutdown, set);
}

/// Queues one of the events that can follow the release of the requester's object.
fn deliver_last(
    st: &mut Stepper,
    of: OpId,
    requester: RequesterId,
    writer: WriterId,
    event: WriterEvent,
    snapshot_set: Guid,
) {
    let Some((_, held)) = st.world.writer(writer) else { return };
    let Some(session) = held.sessions.get(&requester) else { return };
    let can_be = next_state(session.state, event, WriterOutcome::Succeeded).is_some();
    if can_be && (!session.aborted || follows_abort(st, event)) {
        let upcall = WriterUpcall { event, requester, snapshot_set, components: None };
        st.activate(of, Participant::Writer(writer), Upcall::Writer(upcall), Window::Closed, true);
    }
}

/// Queues OnIdentify for a writer.
pub(super) fn deliver_identify(st: &mut Stepper, of: OpId, requester: RequesterId, writer: WriterId) {
    let Some((_, held)) = st.world.writer(writer) else { return };
    // A registration that no document can bear leaves the handler without one to build (a reading).
    let window = CreateWriterMetadata::new(identity(&held.registration))
        .map_or(Window::Closed, |builder| Window::Identify(Arc::new(builder)));
    let upcall =
        WriterUpcall { event: WriterEvent::Identify, requester, snapshot_set: Guid::NULL, components: None };
    st.activate(of, Participant::Writer(writer), Upcall::Writer(upcall), window, true);
}

/// The identity that a writer's document begins with.
pub(in super::super) fn identity(from: &Registration) -> Identification {
    let mut identity =
        Identification::new(from.writer_id, from.instance_id, &from.name, from.usage, from.source);
    identity.instance_name.clone_from(&from.instance_name);
    (identity.major_version, identity.minor_version) = (Some(from.version.0), Some(from.version.1));
    identity
}

/// The part of the document a handler is given: none in Freeze and Thaw, and none outside component mode.
fn components_for(
    st: &Stepper,
    requester: RequesterId,
    writer: WriterId,
    event: WriterEvent,
) -> Option<Arc<WriterComponents>> {
    let session = st.session(requester)?;
    // The requester knows a writer by the document it delivered, whatever it registered.
    let gathered = session.gathered.writer(writer)?;
    let instance = gathered.document.identification.instance_id.value();
    let given = match event {
        WriterEvent::PrepareForBackup
        | WriterEvent::PrepareForSnapshot
        | WriterEvent::PostSnapshot
        | WriterEvent::BackupComplete => true,
        WriterEvent::PreRestore | WriterEvent::PostRestore => return restoring::part_of(session, writer),
        WriterEvent::Identify
        | WriterEvent::Freeze
        | WriterEvent::Thaw
        | WriterEvent::BackupShutdown
        | WriterEvent::Abort => false,
    };
    let component_mode = session.backup_state().is_some_and(|state| state.select_components);
    if given && component_mode { session.document.writer(instance).cloned() } else { None }
}

/// The id of the requester's set, or `GUID_NULL` where there is none (any more).
pub(super) fn set_guid(st: &Stepper, requester: RequesterId) -> Guid {
    let set = st.session(requester).and_then(Session::set);
    let alive = set.filter(|id| st.world.machines.values().any(|machine| machine.sets.contains_key(id)));
    alive.map_or(Guid::NULL, crate::api::SetId::guid)
}

/// How a writer's handler returned.
pub(super) struct Handled<'a> {
    /// What it returned.
    pub(super) succeeded: bool,
    /// What it reported with `SetWriterFailure`.
    pub(super) failure: Option<Hresult>,
    /// A document made beforehand, for OnIdentify.
    pub(super) document: Option<&'a Arc<WriterMetadata>>,
}

/// What the return of a writer's handler comes to.
pub(super) enum Finished {
    /// OnIdentify delivered this document, or failed.
    Identified(Option<Arc<WriterMetadata>>),
    /// Another handler ended like this.
    Handled {
        /// The backup.
        requester: RequesterId,
        /// The event.
        event: WriterEvent,
        /// How it ended.
        outcome: WriterOutcome,
    },
}

/// A writer's handler has returned: its part of the document is put back, and its session moves on.
///
/// What was damaged in the memory of the handler's process is neither delivered nor put back (a reading).
///
/// Reading: the part is put back also where the handler failed, since no page drops what a handler wrote that rejects the
/// event, and `SetPrepareForBackupFailureMsg` and `SetPostSnapshotFailureMsg` are for handlers that fail.
pub(super) fn finished(
    st: &mut Stepper,
    activation: Activation,
    writer: WriterId,
    how: &Handled<'_>,
) -> Finished {
    let Upcall::Writer(upcall) = activation.upcall else { return Finished::Identified(None) };
    if upcall.event == WriterEvent::Identify {
        let window = if activation.damaged { Window::Closed } else { activation.window };
        let document = how.succeeded.then(|| delivered(window, how.document));
        return Finished::Identified(document.flatten());
    }
    let counts = writes_document(upcall.event) && !activation.damaged;
    if let (Window::Components(part), true) = (activation.window, counts) {
        put_back(st, upcall.requester, writer, part);
    }
    let outcome = outcome(st, upcall.event, how);
    // A handler that returns false without SetWriterFailure: the error counts as one that would come again (C2-064).
    let code = how.failure.unwrap_or(Hresult::VSS_E_WRITERERROR_NONRETRYABLE);
    ended(st, upcall.requester, writer, upcall.event, outcome, Failure { code, details: activation.details });
    Finished::Handled { requester: upcall.requester, event: upcall.event, outcome }
}

/// How an event ended for the writer whose handler has returned.
fn outcome(st: &Stepper, event: WriterEvent, how: &Handled<'_>) -> WriterOutcome {
    let fails = match (how.succeeded, how.failure) {
        (true, None) => false,
        (false, Some(_)) => true,
        (false, None) => st.reading::<WriterFailures>() != WriterFailures::CodeOnly,
        (true, Some(_)) => st.reading::<WriterFailures>() != WriterFailures::ReturnValueOnly,
    };
    let counts = || match event {
        WriterEvent::Thaw => st.reading::<ThawFailures>() == ThawFailures::RaisesAbort,
        WriterEvent::BackupComplete => {
            st.reading::<BackupCompleteFailures>() == BackupCompleteFailures::ByStatus
        }
        WriterEvent::Identify
        | WriterEvent::PrepareForBackup
        | WriterEvent::PrepareForSnapshot
        | WriterEvent::Freeze
        | WriterEvent::PostSnapshot
        | WriterEvent::BackupShutdown
        | WriterEvent::Abort
        | WriterEvent::PreRestore
        | WriterEvent::PostRestore => true,
    };
    if fails && counts() { WriterOutcome::Failed } else { WriterOutcome::Succeeded }
}

/// Whether an event can still be sent to a writer that was sent Abort in this backup.
fn follows_abort(st: &Stepper, event: WriterEvent) -> bool {
    match event {
        WriterEvent::Abort => st.reading::<AfterAbort>() == AfterAbort::AbortAndShutdown,
        WriterEvent::BackupShutdown => st.reading::<AfterAbort>() != AfterAbort::Nothing,
        WriterEvent::Identify
        | WriterEvent::PrepareForBackup
        | WriterEvent::PrepareForSnapshot
        | WriterEvent::Freeze
        | WriterEvent::Thaw
        | WriterEvent::PostSnapshot
        | WriterEvent::BackupComplete
        | WriterEvent::PreRestore
        | WriterEvent::PostRestore => false,
    }
}

/// The document of an OnIdentify: the one made beforehand, else the one that its calls built.
fn delivered(window: Window, document: Option<&Arc<WriterMetadata>>) -> Option<Arc<WriterMetadata>> {
    match (window, document) {
        (_, Some(document)) => Some(Arc::clone(document)),
        (Window::Identify(builder), None) => Some(Arc::new(Arc::unwrap_or_clone(builder).finish())),
        (Window::Closed | Window::Components(_), None) => None,
    }
}

/// Whether what a handler wrote into its part counts. In BackupComplete and PostRestore the document is read-only but for
/// what the windows of the methods let through (C-026, C-027).
const fn writes_document(event: WriterEvent) -> bool {
    matches!(
        event,
        WriterEvent::PrepareForBackup
            | WriterEvent::PostSnapshot
            | WriterEvent::BackupComplete
            | WriterEvent::PreRestore
            | WriterEvent::PostRestore
    )
}

fn put_back(st: &mut Stepper, requester: RequesterId, writer: WriterId, part: Arc<WriterComponents>) {
    if st.session(requester).is_some_and(|session| session.as_restore().is_some()) {
        st.edit_session(requester, |session| restoring::put_back(session, writer, &part));
        return;
    }
    let unchanged = |session: &Session| {
        session.document.writer(part.instance_id.value()).is_some_and(|held| Arc::ptr_eq(held, &part))
    };
    if st.session(requester).is_none_or(unchanged) {
        return;
    }
    st.edit_session(requester, |session| {
        Arc::make_mut(&mut session.document).replace_writer(part);
    });
}

/// What a handler that failed has told.
pub(super) struct Failure {
    /// The failure.
    pub(super) code: Hresult,
    /// What was told beside it.
    pub(super) details: FailureDetails,
}

impl From<Hresult> for Failure {
    fn from(code: Hresult) -> Self {
        Self { code, details: FailureDetails::default() }
    }
}

/// Moves a writer's session along its table.
pub(super) fn ended(
    st: &mut Stepper,
    requester: RequesterId,
    writer: WriterId,
    event: WriterEvent,
    outcome: WriterOutcome,
    told: Failure,
) {
    let Some((_, held)) = st.world.writer(writer) else { return };
    let Some(session) = held.sessions.get(&requester) else { return };
    let Some(state) = next_state(session.state, event, outcome) else { return };
    let ends = !session.over
        && (matches!(event, WriterEvent::BackupShutdown | WriterEvent::PostRestore)
            || (event == WriterEvent::BackupComplete && !sessions::ends_with_status(st, requester)));
    let Failure { code: failure, details } = if state == session.state {
        Failure { code: session.failure, details: session.details.clone() }
    } else if outcome == WriterOutcome::Succeeded || state == WriterState::VSS_WS_STABLE {
        Failure::from(Hresult::S_OK)
    } else {
        told
    };
    let same = (state, failure) == (session.state, session.failure);
    if same && !ends {
        return;
    }
    st.edit_writer(writer, |held| {
        if let Some(session) = held.sessions.get_mut(&requester) {
            session.over |= ends;
            session.state = state;
            session.failure = failure;
            session.details = details;
        }
    });
    if !same {
        st.effect(Effect::WriterState { writer: Participant::Writer(writer), requester, state, failure });
    }
}
