//! `IVssWriterComponents`: the components of one writer in a Backup Components Document.

use crate::api::{ComponentRef, DocRef, Parameter, Value, WriterComponentsCall, WriterComponentsRef};
use crate::machines::{PhaseKind, Session};
use crate::vocabulary::Hresult;

use super::super::outcome::{Outcome, Return};
use super::super::readings::EntriesBeforePreRestore;
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::component::part_of;

/// Whether a requester reads the entries of a restore before PreRestore has ended, and may not (C-022).
fn is_early(st: &Stepper, doc: DocRef) -> bool {
    let DocRef::Requester(requester) = doc else { return false };
    let phase = st.session(requester).map(Session::phase);
    let before = [
        PhaseKind::RestoreInitialized,
        PhaseKind::RestoreGathering,
        PhaseKind::RestoreGathered,
        PhaseKind::Prerestoring,
    ];
    phase.is_some_and(|phase| before.contains(&phase))
        && st.reading::<EntriesBeforePreRestore>() == EntriesBeforePreRestore::AfterPrerestoreOnly
}

/// Answers a call.
pub(super) fn call(st: &Stepper, at: WriterComponentsRef, call: &WriterComponentsCall) -> Outcome {
    use WriterComponentsCall as C;
    let Some(part) = part_of(st, at.doc, at.writer, at.epoch) else {
        return Outcome::Moot(Reason::STALE_VIEW);
    };
    if !matches!(call, C::GetWriterInfo { .. }) && is_early(st, at.doc) {
        return Outcome::Returned(Return::state(Hresult::VSS_E_BAD_STATE, Reason::BY_READING));
    }
    Outcome::Returned(match call {
        C::GetComponentCount { .. } => {
            let count = u32::try_from(part.components().len()).unwrap_or(u32::MAX);
            Return::with(vec![("pcComponents", count.show())])
        }
        C::GetWriterInfo { .. } => Return::with(vec![
            ("pidInstance", Value::Guid(part.instance_id.value())),
            ("pidWriter", Value::Guid(part.writer_id.value())),
        ]),
        C::GetComponent { iComponent, .. } => {
            let found = usize::try_from(*iComponent).ok().and_then(|index| part.components().get(index));
            match found {
                Some(_) => {
                    let component = ComponentRef {
                        doc: at.doc,
                        writer: at.writer,
                        component: *iComponent,
                        epoch: at.epoch,
                    };
                    Return::with(vec![("ppComponent", component.show())])
                }
                None => Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_INDEX),
            }
        }
    })
}
