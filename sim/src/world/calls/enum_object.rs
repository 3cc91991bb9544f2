//! `IVssEnumObject`: reading a list, element by element.
//!
//! Pages: `nf-vss-ivssenumobject-next`, `-skip`, `-reset`, `-clone`.

use crate::api::{Caller, EnumId, EnumObjectCall, MachineId, Parameter, Value};
use crate::machines::Enumerator;
use crate::vocabulary::Hresult;

use super::super::outcome::{Outcome, Return};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::shadow_copies::properties::object_prop;

/// The enumerator of this number, if it is the caller's own.
pub(super) fn enumerator(st: &Stepper, by: Caller, id: EnumId) -> Option<&Enumerator> {
    let process = st.world.machines.values().find_map(|machine| machine.processes.get(&by.process))?;
    process.enumerators.get(&id)
}

/// Answers a call.
pub(super) fn call(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    id: EnumId,
    call: &EnumObjectCall,
) -> Outcome {
    let Some(held) = enumerator(st, by, id).cloned() else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    let put = |st: &mut Stepper, id: EnumId, held: Option<Enumerator>| {
        st.edit_machine(machine, |machine| {
            let process = machine.processes.get_mut(&by.process)?;
            match held {
                Some(held) => process.enumerators.insert(id, held),
                None => process.enumerators.remove(&id),
            }
        });
    };
    Outcome::Returned(match call {
        EnumObjectCall::Next { celt, .. } => {
            let (moved, passed) = forth(held, *celt);
            let read = moved.list.get(moved.next.saturating_sub(passed)..moved.next).unwrap_or_default();
            let read: Vec<Value> = read.iter().map(|of| object_prop(st, of)).collect();
            let values = vec![
                ("rgelt", Value::List(read)),
                ("pceltFetched", u32::try_from(passed).unwrap_or(u32::MAX).show()),
            ];
            put(st, id, Some(moved));
            Return { values, ..arrived(passed, *celt) }
        }
        EnumObjectCall::Skip { celt } => {
            let (moved, passed) = forth(held, *celt);
            put(st, id, Some(moved));
            arrived(passed, *celt)
        }
        EnumObjectCall::Reset {} => {
            put(st, id, Some(Enumerator { next: 0, ..held }));
            Return::ok()
        }
        EnumObjectCall::Clone { .. } => {
            let clone = st.new_enumerator();
            st.edit_machine(machine, |machine| {
                machine.processes.get_mut(&by.process).map(|process| process.enumerators.insert(clone, held))
            });
            Return::with(vec![("ppenum", clone.show())])
        }
        EnumObjectCall::Release {} => {
            put(st, id, None);
            Return::ok()
        }
    })
}

/// Goes forth by a count, as far as the list goes; how far that was.
fn forth(held: Enumerator, count: u32) -> (Enumerator, usize) {
    let left = held.list.len().saturating_sub(held.next);
    let passed = usize::try_from(count).unwrap_or(usize::MAX).min(left);
    (Enumerator { next: held.next + passed, ..held }, passed)
}

/// `S_FALSE` where fewer were passed than wanted.
fn arrived(passed: usize, wanted: u32) -> Return {
    if u32::try_from(passed).is_ok_and(|passed| passed == wanted) {
        Return::ok()
    } else {
        Return::state(Hresult::S_FALSE, Reason::END_OF_LIST)
    }
}
