//! Where the pages disagree about what writers and requesters may do with components: what the readings that are followed
//! allow.

use crate::api::{ActivationId, ComponentCall, DocRef};
use crate::components::{RangesReference, ranges_reference};
use crate::machines::{Session, WriterEvent};
use crate::vocabulary::{Hresult, RestoreTarget};

use super::super::event::Upcall;
use super::super::in_flight::Window;
use super::super::outcome::Return;
use super::super::readings::{
    DirectedTargetsWithout, EventsWithComponents, RangesFileReferences, ReadersOfTheState, SettersOfWriters,
    StampEvents, TargetsOfWriters, WritableInBackups, WritableInRestores,
};
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// The values that a requester cannot read where they are for writers alone (C-055).
const STATE: &[&str] = &[
    "GetBackupSucceeded",
    "GetBackupMetadata",
    "GetBackupStamp",
    "GetPreviousBackupStamp",
    "GetBackupOptions",
    "GetRestoreOptions",
];

/// The writing methods that a list of what writers can set leaves out (C-057).
const LEFT_OUT: &[&str] = &["AddPartialFile", "AddDifferencedFilesByLastModifyTime", "AddDirectedTarget"];

/// Whether a handler of PrepareForSnapshot reaches for components that are not for it (C-028).
pub(super) fn is_shut(st: &Stepper, doc: DocRef) -> bool {
    let DocRef::Handler(id) = doc else { return false };
    event_of(st, id) == Some(WriterEvent::PrepareForSnapshot)
        && st.activation(id).is_some_and(|held| matches!(held.window, Window::Components(_)))
        && st.reading::<EventsWithComponents>() == EventsWithComponents::NotPrepareForSnapshot
}

/// Whether a requester asks for a value that writers alone can read.
pub(super) fn is_for_writers(st: &Stepper, doc: DocRef, method: &str) -> bool {
    matches!(doc, DocRef::Requester(_))
        && STATE.contains(&method)
        && st.reading::<ReadersOfTheState>() == ReadersOfTheState::WritersOnly
}

/// The event that a handler handles.
fn event_of(st: &Stepper, id: ActivationId) -> Option<WriterEvent> {
    let Upcall::Writer(upcall) = &st.activation(id)?.upcall else { return None };
    Some(upcall.event)
}

/// The backup or restore that a handler belongs to.
fn session_of(st: &Stepper, id: ActivationId) -> Option<&Session> {
    let Upcall::Writer(upcall) = &st.activation(id)?.upcall else { return None };
    st.session(upcall.requester)
}

/// Whether a writing method may be called in a handler: by the table, and where that is open by the reading.
pub(super) fn may_write(st: &Stepper, id: ActivationId, method: &str, events: &[WriterEvent]) -> bool {
    let Some(event) = event_of(st, id) else { return false };
    if event == WriterEvent::BackupComplete && events.contains(&WriterEvent::PostSnapshot) {
        return st.reading::<WritableInBackups>() == WritableInBackups::BothUntilShutdown;
    }
    if !events.contains(&event) {
        return false;
    }
    let with_set = || session_of(st, id).is_some_and(|session| session.set().is_some());
    match event {
        WriterEvent::PostRestore => {
            st.reading::<WritableInRestores>() == WritableInRestores::WritersThroughPostrestore
        }
        WriterEvent::PrepareForBackup if method == "SetBackupStamp" && with_set() => {
            st.reading::<StampEvents>() != StampEvents::PostsnapshotUnlessNoCopy
        }
        WriterEvent::PostSnapshot if method == "SetBackupStamp" => {
            st.reading::<StampEvents>() != StampEvents::PrepareForBackup
        }
        WriterEvent::Identify
        | WriterEvent::PrepareForBackup
        | WriterEvent::PrepareForSnapshot
        | WriterEvent::Freeze
        | WriterEvent::Thaw
        | WriterEvent::PostSnapshot
        | WriterEvent::BackupComplete
        | WriterEvent::BackupShutdown
        | WriterEvent::Abort
        | WriterEvent::PreRestore => true,
    }
}

/// What a writing method is refused by the reading that is followed, whatever the component.
pub(super) fn refused_by_reading(st: &Stepper, id: ActivationId, call: &ComponentCall) -> Option<Return> {
    use ComponentCall as C;
    if LEFT_OUT.contains(&call.method().name)
        && st.reading::<SettersOfWriters>() == SettersOfWriters::ShortList
    {
        return Some(Return::state(Hresult::E_NOTIMPL, Reason::BY_READING));
    }
    let partial = || {
        let state = session_of(st, id).and_then(Session::backup_state);
        state.is_some_and(|state| state.partial_file_support)
    };
    let directs = matches!(call, C::SetRestoreTarget { target: RestoreTarget::VSS_RT_DIRECTED });
    let reference = if let C::AddPartialFile { wszRanges, .. } = call {
        ranges_reference(wszRanges.as_deref().unwrap_or_default())
    } else {
        None
    };
    let wrong = reference.map(|reference| match reference {
        RangesReference::Bare => RangesFileReferences::FilePrefix,
        RangesReference::Prefixed => RangesFileReferences::BarePath,
    });
    if directs && st.reading::<TargetsOfWriters>() == TargetsOfWriters::OriginalAndAlternate
        || wrong.is_some_and(|wrong| st.reading::<RangesFileReferences>() == wrong)
    {
        return Some(Return::argument(Hresult::E_INVALIDARG, Reason::BY_READING));
    }
    let directed = matches!(call, C::AddDirectedTarget { .. }) && !partial();
    match directed.then(|| st.reading::<DirectedTargetsWithout>()) {
        Some(DirectedTargetsWithout::RefusedWithoutPartialFiles) => {
            Some(Return::state(Hresult::VSS_E_BAD_STATE, Reason::BY_READING))
        }
        Some(DirectedTargetsWithout::ReportedWithoutPartialFiles | DirectedTargetsWithout::Unconditional)
        | None => None,
    }
}
