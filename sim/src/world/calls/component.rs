//! `IVssComponent` and `IVssComponentEx`: reading components, and writing them in the windows their pages name.

use crate::api::{ComponentCall, ComponentRef, DocRef, Parameter, Value};
use crate::documents::{Component, WriterComponents};
use crate::machines::{WriterEvent, try_edit};
use crate::vocabulary::Hresult;

use super::super::event::Upcall;
use super::super::in_flight::Window;
use super::super::outcome::{Outcome, Return};
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// The events in whose handlers a component can be written during a backup.
const BACKUP: &[WriterEvent] = &[WriterEvent::PrepareForBackup, WriterEvent::PostSnapshot];

/// The handlers in which each writing method may be called; elsewhere it gives `VSS_E_BAD_STATE`.
const WINDOWS: &[(&str, &[WriterEvent])] = &[
    ("SetBackupMetadata", BACKUP),
    ("AddPartialFile", BACKUP),
    ("SetBackupStamp", BACKUP),
    ("SetPrepareForBackupFailureMsg", &[WriterEvent::PrepareForBackup]),
    ("SetPostSnapshotFailureMsg", &[WriterEvent::PostSnapshot]),
];

/// Answers a call.
pub(super) fn call(st: &mut Stepper, at: ComponentRef, call: &ComponentCall) -> Outcome {
    let Some(part) = part_of(st, at.doc, at.writer, at.epoch) else {
        return Outcome::Moot(Reason::STALE_VIEW);
    };
    let Some(index) = usize::try_from(at.component).ok().filter(|index| *index < part.components().len())
    else {
        return Outcome::Moot(Reason::NO_SUCH_OBJECT);
    };
    let window = WINDOWS.iter().find(|(method, _)| *method == call.method().name);
    Outcome::Returned(match window {
        None => read(part, index, call),
        Some((_, events)) => write(st, at, index, call, events),
    })
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
    let Some(activation) = st.activation(id) else { return outside };
    let Upcall::Writer(upcall) = &activation.upcall else { return outside };
    if !events.contains(&upcall.event) {
        return outside;
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

fn apply(component: &mut Component, call: &ComponentCall) -> Result<(), Hresult> {
    use ComponentCall as C;
    match call {
        C::SetBackupMetadata { wszData } => component.set_backup_metadata(wszData.as_deref()),
        C::AddPartialFile { wszPath, wszFilename, wszRanges, wszMetadata } => component.add_partial_file(
            wszPath.as_deref(),
            wszFilename.as_deref(),
            wszRanges.as_deref(),
            wszMetadata.as_deref(),
        ),
        C::SetBackupStamp { wszBackupStamp } => component.set_backup_stamp(wszBackupStamp.as_deref()),
        C::SetPrepareForBackupFailureMsg { wszFailureMsg } => {
            component.set_prepare_for_backup_failure_msg(wszFailureMsg.as_deref())
        }
        C::SetPostSnapshotFailureMsg { wszFailureMsg } => {
            component.set_post_snapshot_failure_msg(wszFailureMsg.as_deref())
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
        | C::GetPostSnapshotFailureMsg { .. } => Err(Hresult::VSS_E_UNEXPECTED),
    }
}

fn read(part: &WriterComponents, index: usize, call: &ComponentCall) -> Return {
    use ComponentCall as C;
    let Some(component) = part.components().get(index) else {
        return Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_COMPONENT);
    };
    match call {
        C::GetLogicalPath { .. } => answer("pbstrPath", component.logical_path().cloned()),
        C::GetComponentType { .. } => answer("pct", component.component_type()),
        C::GetComponentName { .. } => answer("pbstrName", Ok(component.component_name().clone())),
        C::GetBackupSucceeded { .. } => answer("pbSucceeded", component.backup_succeeded()),
        C::GetBackupMetadata { .. } => answer("pbstrData", component.backup_metadata().cloned()),
        C::GetBackupStamp { .. } => answer("pbstrBackupStamp", component.backup_stamp().cloned()),
        C::GetPreviousBackupStamp { .. } => {
            answer("pbstrBackupStamp", component.previous_backup_stamp().cloned())
        }
        C::GetBackupOptions { .. } => answer("pbstrBackupOptions", component.backup_options().cloned()),
        C::GetPrepareForBackupFailureMsg { .. } => {
            answer("pbstrFailureMsg", component.prepare_for_backup_failure_msg().cloned())
        }
        C::GetPostSnapshotFailureMsg { .. } => {
            answer("pbstrFailureMsg", component.post_snapshot_failure_msg().cloned())
        }
        C::SetBackupMetadata { .. }
        | C::AddPartialFile { .. }
        | C::SetBackupStamp { .. }
        | C::SetPrepareForBackupFailureMsg { .. }
        | C::SetPostSnapshotFailureMsg { .. } => {
            Return::state(Hresult::VSS_E_UNEXPECTED, Reason::OUTSIDE_WINDOW)
        }
    }
}

/// A value, or the code that its accessor gives where there is none: `S_FALSE`.
fn answer<T: Parameter>(name: &'static str, value: Result<T, Hresult>) -> Return {
    match value {
        Ok(value) => Return::with(vec![(name, value.show())]),
        Err(code) => Return { values: vec![(name, Value::Null)], ..Return::state(code, Reason::NOT_SET) },
    }
}
