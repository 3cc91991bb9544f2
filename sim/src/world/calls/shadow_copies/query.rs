//! `Query`: a list of the providers, or of the shadow copies of the object's context.
//!
//! Page: `nf-vsbackup-ivssbackupcomponents-query`.

use std::sync::Arc;

use crate::api::{CallId, Caller, Parameter, RequesterId};
use crate::machines::{Enumerator, Session};
use crate::vocabulary::{Guid, Hresult, ObjectType};

use super::super::super::kinds::Learned;
use super::super::super::operations;
use super::super::super::outcome::{Outcome, Return};
use super::super::super::reason::Reason;
use super::super::super::stepper::Stepper;

/// Makes the list, once providers have been asked for theirs; what comes and goes later does not change it.
pub(super) fn query(
    st: &mut Stepper,
    call: CallId,
    by: Caller,
    requester: RequesterId,
    of: (Guid, ObjectType),
    wanted: ObjectType,
) -> Outcome {
    let refused = || Outcome::Returned(Return::argument(Hresult::E_INVALIDARG, Reason::BAD_QUERY));
    if of != (Guid::NULL, ObjectType::VSS_OBJECT_NONE) {
        return refused();
    }
    let context = st.session(requester).map(Session::context).unwrap_or_default();
    let Some((machine, held)) = st.machine_of(requester) else { return refused() };
    let (list, questions) = match wanted {
        ObjectType::VSS_OBJECT_SNAPSHOT => {
            (held.copies_of_context(context), operations::about_all(held, context))
        }
        ObjectType::VSS_OBJECT_PROVIDER => (held.listed_providers(), Vec::new()),
        // The page names these two, whatever other types the header has.
        _ => return refused(),
    };
    if !questions.is_empty() {
        let learned = Learned::Listed(Arc::new(list));
        operations::ask(st, (call, "Query"), (machine, by, Some(requester)), questions, learned);
        return Outcome::Pending;
    }
    let id = st.new_enumerator();
    let made = Enumerator { list: Arc::new(list), next: 0 };
    st.edit_machine(machine, |held| {
        held.processes.get_mut(&by.process).map(|process| process.enumerators.insert(id, made))
    });
    Outcome::Returned(Return::with(vec![("ppEnum", id.show())]))
}
