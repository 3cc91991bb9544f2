//! `EnableWriterClasses`, `DisableWriterClasses` and `DisableWriterInstances`.

use crate::api::RequesterId;
use crate::machines::{Backup, EnabledClasses, EnabledWriters, Gathered, Session};
use crate::vocabulary::{Guid, Hresult};

use super::super::operations;
use super::super::outcome::Return;
use super::super::readings::EnableWriterClasses;
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// `EnableWriterClasses`. By one reading it does nothing where all classes are enabled.
pub(super) fn enable(st: &mut Stepper, requester: RequesterId, ids: Option<&[Guid]>) -> Return {
    let fresh = |backup: &Backup| backup.enabled.classes == EnabledClasses::All;
    let all = st.session(requester).and_then(Session::as_backup).is_some_and(fresh);
    let nothing = all && st.reading::<EnableWriterClasses>() == EnableWriterClasses::Nothing;
    let enable =
        if nothing { |_: &mut EnabledWriters, _: &[Guid]| () } else { EnabledWriters::enable_classes };
    change(st, requester, ids, enable)
}

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
