//! `IVssWriterComponents`: the components of one writer in a Backup Components Document.

use crate::api::{ComponentRef, Parameter, Value, WriterComponentsCall, WriterComponentsRef};
use crate::vocabulary::Hresult;

use super::super::outcome::{Outcome, Return};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::component::part_of;

/// Answers a call.
pub(super) fn call(st: &Stepper, at: WriterComponentsRef, call: &WriterComponentsCall) -> Outcome {
    use WriterComponentsCall as C;
    let Some(part) = part_of(st, at.doc, at.writer, at.epoch) else {
        return Outcome::Moot(Reason::STALE_VIEW);
    };
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
