//! `Query`: a list of the providers, or of the shadow copies of the object's context.
//!
//! Page: `nf-vsbackup-ivssbackupcomponents-query`.

use std::sync::Arc;

use crate::api::{Caller, Parameter, RequesterId};
use crate::machines::{Enumerator, Session};
use crate::vocabulary::{Guid, Hresult, ObjectType};

use super::super::super::outcome::Return;
use super::super::super::reason::Reason;
use super::super::super::stepper::Stepper;

/// Makes the list; what comes and goes later does not change it.
pub(super) fn query(
    st: &mut Stepper,
    by: Caller,
    requester: RequesterId,
    of: (Guid, ObjectType),
    wanted: ObjectType,
) -> Return {
    let refused = || Return::argument(Hresult::E_INVALIDARG, Reason::BAD_QUERY);
    if of != (Guid::NULL, ObjectType::VSS_OBJECT_NONE) {
        return refused();
    }
    let context = st.session(requester).map(Session::context).unwrap_or_default();
    let Some((machine, held)) = st.machine_of(requester) else { return refused() };
    let list = match wanted {
        ObjectType::VSS_OBJECT_SNAPSHOT => held.copies_of_context(context),
        ObjectType::VSS_OBJECT_PROVIDER => held.listed_providers(),
        // The page names these two, whatever other types the header has.
        _ => return refused(),
    };
    let id = st.new_enumerator();
    let made = Enumerator { list: Arc::new(list), next: 0 };
    st.edit_machine(machine, |held| {
        held.processes.get_mut(&by.process).map(|process| process.enumerators.insert(id, made))
    });
    Return::with(vec![("ppEnum", id.show())])
}
