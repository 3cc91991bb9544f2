//! `ExposeSnapshot` and `UnexposeSnapshot`.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-exposesnapshot`, `nf-vsbackup-ivssbackupcomponentsex2-unexposesnapshot`,
//! `desktop-src/VSS/exposing-and-surfacing-shadow-copied-volumes`.

use crate::api::{CallId, Caller, RequesterId, SetId, SnapshotId, Value};
use crate::machines::{Exposure, Machine, ProviderTask, contexts};
use crate::vocabulary::{Guid, Hresult, SnapshotContext, Text, VolumeSnapshotAttributes, WinPath};

use super::super::super::kinds::Learned;
use super::super::super::operations;
use super::super::super::outcome::{Outcome, Return};
use super::super::super::readings::{ExposableAsShare, TransportableExposed, UnexposeShare};
use super::super::super::reason::Reason;
use super::super::super::stepper::Stepper;
use super::properties::no_such_snapshot;

/// What `ExposeSnapshot` is to do.
pub(super) struct Wanted<'a> {
    pub(super) path_from_root: Option<&'a Text>,
    pub(super) attributes: VolumeSnapshotAttributes,
    pub(super) name: Option<&'a Text>,
}

/// A copy with another exposure, and what the call returns for it.
struct Change {
    of: (SetId, SnapshotId),
    exposure: Exposure,
    result: Return,
}

/// `ExposeSnapshot`.
pub(super) fn expose(
    st: &mut Stepper,
    (id, by): (CallId, Caller),
    requester: RequesterId,
    snapshot: Guid,
    wanted: &Wanted<'_>,
) -> Outcome {
    match exposed(st, requester, snapshot, wanted) {
        Ok(change) => make(st, (id, "ExposeSnapshot"), by, requester, change),
        Err(refused) => Outcome::Returned(refused),
    }
}

/// What `ExposeSnapshot` comes to. That a copy which is exposed already is refused as out of sequence, whichever way it
/// is exposed, is a reading; so is the code of each refusal here, as the page tells only of a wrong parameter.
fn exposed(
    st: &Stepper,
    requester: RequesterId,
    snapshot: Guid,
    wanted: &Wanted<'_>,
) -> Result<Change, Return> {
    let refused = |reason| Err(Return::argument(Hresult::E_INVALIDARG, reason));
    let locally = wanted.attributes == VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY;
    if !locally && wanted.attributes != VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY {
        return refused(Reason::BAD_EXPOSURE);
    }
    let (_, held) = st.machine_of(requester).ok_or_else(no_such_snapshot)?;
    let (set, found, id, copy) = held.visible_copy(snapshot).ok_or_else(no_such_snapshot)?;
    if matches!(copy.exposure, Exposure::Locally(_) | Exposure::Remotely(..)) {
        return Err(Return::state(Hresult::VSS_E_BAD_STATE, Reason::EXPOSED_ALREADY));
    }
    let exposable = if locally {
        is_exposable_locally(found.context)
    } else {
        st.reading::<ExposableAsShare>() == ExposableAsShare::AnyCopy || !is_for_clients(found.context)
    };
    let stays =
        || found.is_transportable() && st.reading::<TransportableExposed>() == TransportableExposed::Never;
    if !exposable || stays() {
        return refused(Reason::NOT_EXPOSABLE);
    }
    let exposure = if locally { local(held, wanted) } else { remote(held, id, wanted) };
    let Some((exposure, name)) = exposure else { return refused(Reason::BAD_EXPOSED_NAME) };
    let result = Return::with(vec![("pwszExposed", Value::Text(name))]);
    Ok(Change { of: (set, id), exposure, result })
}

/// Makes it, once the provider of the copy has set its property where it keeps it.
fn make(
    st: &mut Stepper,
    call: (CallId, &'static str),
    by: Caller,
    requester: RequesterId,
    change: Change,
) -> Outcome {
    let Change { of: (set, snapshot), exposure, result } = change;
    let found = st.machine_of(requester).map(|(machine, held)| {
        (machine, operations::about_copy(held, (set, snapshot), ProviderTask::SetSnapshotProperty))
    });
    if let Some((machine, questions)) = found
        && !questions.is_empty()
    {
        let learned = Learned::Exposed { set, snapshot, exposure, result };
        operations::ask(st, call, (machine, by, Some(requester)), questions, learned);
        return Outcome::Pending;
    }
    st.edit_set(set, |set| {
        if let Some(copy) = set.copies.get_mut(&snapshot) {
            copy.exposure = exposure;
        }
    });
    Outcome::Returned(result)
}

/// Only persistent copies that are not for clients can be.
fn is_exposable_locally(context: SnapshotContext) -> bool {
    let base = contexts::base(context);
    base == SnapshotContext::VSS_CTX_NAS_ROLLBACK || base == SnapshotContext::VSS_CTX_APP_ROLLBACK
}

fn is_for_clients(context: SnapshotContext) -> bool {
    contexts::has(context, VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE)
}

/// A drive letter with its colon that is not in use, or a folder on a volume, without a backslash at its end. That the
/// folder is there and empty is taken for granted, as volumes have no files here.
fn local(held: &Machine, wanted: &Wanted<'_>) -> Option<(Exposure, Text)> {
    let name = wanted.name?;
    if wanted.path_from_root.is_some() || name.ends_with('\\') {
        return None;
    }
    let path = WinPath::parse(&format!("{name}\\")).ok()?;
    let is_drive = name.len() == 2 && name.ends_with(':');
    let free = match held.locate(&path) {
        None => is_drive,
        Some((_, inside)) => !inside.is_empty(),
    };
    let exposed = exposed_names(held).any(|known| known.eq_ignore_ascii_case(name));
    (free && !exposed).then(|| (Exposure::Locally(name.clone()), name.clone()))
}

/// A share name that is not in use, or one that VSS makes up, and a path without wildcards or environment variables.
fn remote(held: &Machine, id: SnapshotId, wanted: &Wanted<'_>) -> Option<(Exposure, Text)> {
    let path = wanted.path_from_root;
    if path.is_some_and(|path| path.contains(['*', '?', '%'])) {
        return None;
    }
    let name: Text = wanted.name.cloned().unwrap_or_else(|| format!("ShadowCopy{}", id.0).into());
    let fits = !name.is_empty() && !name.contains(['\\', '/', ':', '*', '?', '"', '<', '>', '|']);
    let exposed = exposed_names(held).any(|known| known.eq_ignore_ascii_case(&name));
    (fits && !exposed).then(|| (Exposure::Remotely(name.clone(), path.cloned()), name))
}

fn exposed_names(held: &Machine) -> impl Iterator<Item = &str> {
    let copies = held.sets.values().flat_map(|set| set.copies.values());
    copies.filter_map(|copy| match &copy.exposure {
        Exposure::Locally(name) | Exposure::Remotely(name, _) => Some(name.as_str()),
        Exposure::Hidden | Exposure::Surfaced => None,
    })
}

/// `UnexposeSnapshot`: the copy stays known to the Mount Manager.
pub(super) fn unexpose(
    st: &mut Stepper,
    (id, by): (CallId, Caller),
    requester: RequesterId,
    snapshot: Guid,
) -> Outcome {
    match unexposed(st, requester, snapshot) {
        Ok(change) => make(st, (id, "UnexposeSnapshot"), by, requester, change),
        Err(refused) => Outcome::Returned(refused),
    }
}

fn unexposed(st: &Stepper, requester: RequesterId, snapshot: Guid) -> Result<Change, Return> {
    if snapshot.is_null() {
        return Err(Return::argument(Hresult::E_INVALIDARG, Reason::NULL_ID));
    }
    let (_, held) = st.machine_of(requester).ok_or_else(no_such_snapshot)?;
    let (set, _, id, copy) = held.visible_copy(snapshot).ok_or_else(no_such_snapshot)?;
    let exposed = match &copy.exposure {
        Exposure::Locally(_) => true,
        Exposure::Remotely(..) => st.reading::<UnexposeShare>() == UnexposeShare::Both,
        Exposure::Hidden | Exposure::Surfaced => false,
    };
    if !exposed {
        return Err(Return::state(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NOT_EXPOSED));
    }
    Ok(Change { of: (set, id), exposure: Exposure::Surfaced, result: Return::ok() })
}
