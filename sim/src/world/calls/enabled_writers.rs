//! `EnableWriterClasses`, `DisableWriterClasses` and `DisableWriterInstances`.

use crate::api::RequesterId;
use crate::machines::{EnabledWriters, Gathered};
use crate::vocabulary::{Guid, Hresult};

use super::super::operations;
use super::super::outcome::Return;
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// Changes which writers take part. `ids` is what the array holds up to its count, or `None` where it holds less.
///
/// The pages ask for "one or more" ids and have no `E_INVALIDARG`. Of the codes they have, `VSS_E_UNEXPECTED` is the
/// one that an array which cannot be read as its count says can come to (a reading, of an empty one too).
pub(super) fn change(
    st: &mut Stepper,
    requester: RequesterId,
    ids: Option<&[Guid]>,
    change: fn(&mut EnabledWriters, &[Guid]),
) -> Return {
    let Some(ids) = ids.filter(|ids| !ids.is_empty()) else {
        return Return::argument(Hresult::VSS_E_UNEXPECTED, Reason::BAD_ARRAY);
    };
    if st.session(requester).is_some_and(|session| session.gathered != Gathered::NotCalled) {
        return Return::state(Hresult::S_OK, Reason::GATHERED_BEFORE);
    }
    operations::edit_backup(st, requester, |backup| change(&mut backup.enabled, ids));
    Return::ok()
}
