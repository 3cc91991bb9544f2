//! `IVssComponent`, Ex and Ex2: in which windows components are read and written, and what is written.

use crate::api::{ComponentCall, ComponentRef, DocRef, Value};
use crate::documents::{Component, WriterComponents};
use crate::machines::{WriterEvent, try_edit};
use crate::vocabulary::Hresult;

use super::super::event::Upcall;
use super::super::in_flight::Window;
use super::super::outcome::{Outcome, Return};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::component_open as open;
use super::component_reads::read;
use super::component_selected as selected;

/// The events in whose handlers a component can be written during a backup.
const BACKUP: &[WriterEvent] = &[WriterEvent::PrepareForBackup, WriterEvent::PostSnapshot];

/// The event in whose handlers the document of a restore can be written.
const PRE_RESTORE: &[WriterEvent] = &[WriterEvent::PreRestore];

/// The handlers in which each writing method may be called; elsewhere it gives `VSS_E_BAD_STATE`.
///
/// In PostRestore the document can be read alone, but for the message that can be set nowhere else and for a failure,
/// whose page excludes OnIdentify alone (a reading). Where the pages disagree, `component_open` decides.
const WINDOWS: &[(&str, &[WriterEvent])] = &[
    ("SetBackupMetadata", BACKUP),
    ("AddPartialFile", BACKUP),
    ("SetBackupStamp", BACKUP),
    ("AddDifferencedFilesByLastModifyTime", BACKUP),
    ("SetPrepareForBackupFailureMsg", &[WriterEvent::PrepareForBackup]),
    ("SetPostSnapshotFailureMsg", &[WriterEvent::PostSnapshot]),
    ("SetRestoreMetadata", PRE_RESTORE),
    ("SetRestoreTarget", PRE_RESTORE),
    ("AddDirectedTarget", PRE_RESTORE),
    ("SetPreRestoreFailureMsg", PRE_RESTORE),
    ("SetPostRestoreFailureMsg", &[WriterEvent::PostRestore]),
    (
        "SetFailure",
        &[
            WriterEvent::PrepareForBackup,
            WriterEvent::PostSnapshot,
            WriterEvent::PreRestore,
            WriterEvent::PostRestore,
        ],
    ),
];

/// Where a reading method is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Restores,
    Backups,
    Handlers,
}

/// The reading methods that cannot be called everywhere; elsewhere they give `VSS_E_BAD_STATE`, which is the pages' own
/// code for GetFileRestoreStatus and GetFailure, and a reading for the others.
const BOUND: &[(&str, Bound)] = &[
    ("GetRestoreTarget", Bound::Restores),
    ("GetFileRestoreStatus", Bound::Restores),
    ("GetRollForward", Bound::Restores),
    ("GetRestoreName", Bound::Restores),
    ("GetFailure", Bound::Backups),
    ("GetRestoreMetadata", Bound::Handlers),
];

/// Answers a call.
pub(super) fn call(st: &mut Stepper, at: ComponentRef, call: &ComponentCall) -> Outcome {
    if open::is_shut(st, at.doc) {
        return Outcome::Returned(Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUTSIDE_WINDOW));
    }
    let Some(part) = part_of(st, at.doc, at.writer, at.epoch) else {
        return Outcome::Moot(Reason::STALE_VIEW);
    };
    let component = usize::try_from(at.component).ok().and_then(|index| part.components().get(index));
    let (Some(component), Ok(index)) = (component, usize::try_from(at.component)) else {
        return Outcome::Moot(Reason::NO_SUCH_OBJECT);
    };
    if let ComponentCall::AddDifferencedFilesByLastModifyLSN { .. } = call {
        return Outcome::Returned(Return::state(Hresult::E_NOTIMPL, Reason::RESERVED));
    }
    let name = call.method().name;
    let window = WINDOWS.iter().find(|(method, _)| *method == name);
    let bound = BOUND.iter().find(|(method, _)| *method == name).map(|(_, bound)| *bound);
    Outcome::Returned(match (window, bound) {
        (Some((_, events)), _) => write(st, at, index, call, events),
        (None, Some(bound)) if !within(st, at.doc, bound) => {
            Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUTSIDE_WINDOW)
        }
        (None, _) if open::is_for_writers(st, at.doc, name) => {
            Return::state(Hresult::VSS_E_BAD_STATE, Reason::BY_READING)
        }
        (None, _) if matches!(call, ComponentCall::IsSelectedForRestore { .. }) => {
            let selected = selected::is_selected(st, at.doc, part, index, component);
            Return::with(vec![("pbSelectedForRestore", Value::Bool(selected))])
        }
        (None, _) => read(component, at, call),
    })
}

/// Whether a method is called where it may be, so that it gets to the document.
pub(super) fn is_within_window(st: &Stepper, doc: DocRef, call: &ComponentCall) -> bool {
    let name = call.method().name;
    if let Some((_, events)) = WINDOWS.iter().find(|(method, _)| *method == name) {
        let DocRef::Handler(id) = doc else { return false };
        return open::may_write(st, id, name, events);
    }
    BOUND.iter().find(|(method, _)| *method == name).is_none_or(|(_, bound)| within(st, doc, *bound))
}

/// Whether a document is looked at where a method may be called.
fn within(st: &Stepper, doc: DocRef, bound: Bound) -> bool {
    let requester = match doc {
        DocRef::Requester(requester) => Some(requester),
        DocRef::Handler(id) => st.activation(id).and_then(|held| match &held.upcall {
            Upcall::Writer(upcall) => Some(upcall.requester),
            Upcall::Provider(_) => None,
        }),
    };
    let session = requester.and_then(|requester| st.session(requester));
    let restore = session.is_some_and(|session| session.as_restore().is_some());
    match bound {
        Bound::Restores => restore,
        Bound::Backups => !restore,
        Bound::Handlers => matches!(doc, DocRef::Handler(_)),
    }
}

/// The writer's part of the document that a view looks at; `None` when the view is no longer valid.
pub(super) fn part_of(st: &Stepper, doc: DocRef, writer: u32, epoch: u32) -> Option<&WriterComponents> {
    match doc {
        DocRef::Requester(requester) => {
            let session = st.session(requester)?;
            let writer = usize::try_from(writer).ok()?;
            let fresh = session.epoch() == epoch;
            session.document.writers().get(writer).filter(|_| fresh).map(|part| &**part)
        }
        DocRef::Handler(activation) => match &st.activation(activation)?.window {
            Window::Components(part) => Some(part),
            Window::Closed | Window::Identify(_) => None,
        },
    }
}

fn write(
    st: &mut Stepper,
    at: ComponentRef,
    index: usize,
    call: &ComponentCall,
    events: &[WriterEvent],
) -> Return {
    let outside = Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUTSIDE_WINDOW);
    let DocRef::Handler(id) = at.doc else { return outside };
    if !open::may_write(st, id, call.method().name, events) {
        return outside;
    }
    if let Some(refused) = open::refused_by_reading(st, id, call) {
        return refused;
    }
    // What the handler writes is in a copy of the writer's part, which is put back when it returns.
    let written = st.try_edit_window(id, |window| {
        let Window::Components(part) = window else { return Err(outside.clone()) };
        let written = try_edit(part, |part| apply(part.component_mut(index)?, call));
        written.map_err(|code| Return::state(code, Reason::DOCUMENT_REFUSED))
    });
    match written.unwrap_or(Err(outside)) {
        Ok(()) => Return::ok(),
        Err(refused) => refused,
    }
}

/// What a writing method does to a component.
fn apply(component: &mut Component, call: &ComponentCall) -> Result<(), Hresult> {
    use ComponentCall as C;
    match call {
        C::SetBackupMetadata { wszData } => component.set_backup_metadata(wszData.as_deref()),
        C::SetRestoreMetadata { wszRestoreMetadata } => {
            component.set_restore_metadata(wszRestoreMetadata.as_deref())
        }
        C::AddPartialFile { wszPath, wszFilename, wszRanges, wszMetadata } => component.add_partial_file(
            wszPath.as_deref(),
            wszFilename.as_deref(),
            wszRanges.as_deref(),
            wszMetadata.as_deref(),
        ),
        C::AddDirectedTarget {
            wszSourcePath,
            wszSourceFilename,
            wszSourceRangeList,
            wszDestinationPath,
            wszDestinationFilename,
            wszDestinationRangeList,
        } => component.add_directed_target(
            (wszSourcePath.as_deref(), wszSourceFilename.as_deref(), wszSourceRangeList.as_deref()),
            (
                wszDestinationPath.as_deref(),
                wszDestinationFilename.as_deref(),
                wszDestinationRangeList.as_deref(),
            ),
        ),
        C::AddDifferencedFilesByLastModifyTime { wszPath, wszFilespec, bRecursive, ftLastModifyTime } => {
            // A FILETIME with its first bit set is no time.
            let time = u64::try_from(*ftLastModifyTime).map_err(|_| Hresult::E_INVALIDARG)?;
            component.add_differenced_files_by_last_modify_time(
                wszPath.as_deref(),
                wszFilespec.as_deref(),
                *bRecursive,
                time,
            )
        }
        C::SetBackupStamp { wszBackupStamp } => component.set_backup_stamp(wszBackupStamp.as_deref()),
        C::SetRestoreTarget { target } => component.set_restore_target(*target),
        C::SetPrepareForBackupFailureMsg { wszFailureMsg } => {
            component.set_prepare_for_backup_failure_msg(wszFailureMsg.as_deref())
        }
        C::SetPostSnapshotFailureMsg { wszFailureMsg } => {
            component.set_post_snapshot_failure_msg(wszFailureMsg.as_deref())
        }
        C::SetPreRestoreFailureMsg { wszPreRestoreFailureMsg } => {
            component.set_pre_restore_failure_msg(wszPreRestoreFailureMsg.as_deref())
        }
        C::SetPostRestoreFailureMsg { wszPostRestoreFailureMsg } => {
            component.set_post_restore_failure_msg(wszPostRestoreFailureMsg.as_deref())
        }
        // dwReserved should be zero; no page has it refused.
        C::SetFailure { hr, hrApplication, wszApplicationMessage, dwReserved: _ } => {
            component.set_failure(*hr, *hrApplication, wszApplicationMessage.as_deref())
        }
        C::GetLogicalPath { .. }
        | C::GetComponentType { .. }
        | C::GetComponentName { .. }
        | C::GetBackupSucceeded { .. }
        | C::GetBackupMetadata { .. }
        | C::GetBackupStamp { .. }
        | C::GetPreviousBackupStamp { .. }
        | C::GetBackupOptions { .. }
        | C::GetPrepareForBackupFailureMsg { .. }
        | C::GetPostSnapshotFailureMsg { .. }
        | C::GetAlternateLocationMappingCount { .. }
        | C::GetAlternateLocationMapping { .. }
        | C::GetPartialFileCount { .. }
        | C::GetPartialFile { .. }
        | C::IsSelectedForRestore { .. }
        | C::GetAdditionalRestores { .. }
        | C::GetNewTargetCount { .. }
        | C::GetNewTarget { .. }
        | C::GetDirectedTargetCount { .. }
        | C::GetDirectedTarget { .. }
        | C::GetRestoreMetadata { .. }
        | C::GetRestoreTarget { .. }
        | C::GetPreRestoreFailureMsg { .. }
        | C::GetPostRestoreFailureMsg { .. }
        | C::GetRestoreOptions { .. }
        | C::GetRestoreSubcomponentCount { .. }
        | C::GetRestoreSubcomponent { .. }
        | C::GetFileRestoreStatus { .. }
        | C::GetDifferencedFilesCount { .. }
        | C::GetDifferencedFile { .. }
        | C::GetAuthoritativeRestore { .. }
        | C::GetRollForward { .. }
        | C::GetRestoreName { .. }
        | C::GetFailure { .. }
        | C::AddDifferencedFilesByLastModifyLSN { .. } => Err(Hresult::VSS_E_UNEXPECTED),
    }
}
