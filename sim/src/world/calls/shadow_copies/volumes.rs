//! What is asked of volumes: whether they can be, and are, shadow copied, and what a path is made of.

use crate::api::{CallId, Caller, MachineId, Parameter, RequesterId, Value};
use crate::machines::Machine;
use crate::vocabulary::{Guid, Hresult, SnapshotCompatibility, Text, VolumeName, WinPath};

use super::super::super::kinds::Learned;
use super::super::super::operations;
use super::super::super::outcome::{Outcome, Return};
use super::super::super::reason::Reason;
use super::super::super::stepper::Stepper;
use super::super::documents::named_volume;
use super::super::management;

/// The volume or share that a name in one of the four forms is of.
pub(super) fn named(held: &Machine, name: &str) -> Result<crate::api::VolumeId, Return> {
    let path = VolumeName::parse(name).ok().and_then(|_| WinPath::parse(name).ok());
    let Some(path) = path else {
        return Err(Return::argument(Hresult::E_INVALIDARG, Reason::BAD_VOLUME_NAME));
    };
    let missing = || Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_VOLUME);
    named_volume(held, &path).ok_or_else(missing)
}

/// `IsVolumeSupported`. That an id of no provider gives the code that it gives `AddToSnapshotSet` is a reading, and so
/// is `E_INVALIDARG` for what is no volume name.
pub(super) fn is_supported(
    st: &mut Stepper,
    call: CallId,
    requester: RequesterId,
    provider: Guid,
    name: Option<&Text>,
) -> Outcome {
    let name = name.cloned().unwrap_or_default();
    let missing = || Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_VOLUME);
    let Some((_, held)) = st.machine_of(requester) else { return Outcome::Returned(missing()) };
    let volume = match named(held, &name) {
        Ok(volume) => volume,
        Err(refused) => return Outcome::Returned(refused),
    };
    if let Some(refused) = management::nested(held, volume) {
        return Outcome::Returned(refused);
    }
    let asked = if provider.is_null() {
        None
    } else {
        let found = held.providers.iter().find(|(_, held)| held.registration.id == provider);
        let Some((id, _)) = found else {
            let refused = Return::argument(Hresult::VSS_E_PROVIDER_NOT_REGISTERED, Reason::NO_SUCH_PROVIDER);
            return Outcome::Returned(refused);
        };
        Some(*id)
    };
    operations::support(st, requester, call, (volume, name), asked);
    Outcome::Pending
}

/// `IsVolumeSnapshotted`, from what VSS knows of its providers' copies once they have been asked; that none of them disables an operation on the
/// volume is a reading.
pub(in super::super) fn is_snapshotted(
    st: &mut Stepper,
    call: CallId,
    machine: MachineId,
    by: Caller,
    name: Option<&Text>,
) -> Outcome {
    let Some(held) = st.machine(machine) else {
        let missing = Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_VOLUME);
        return Outcome::Returned(missing);
    };
    let name = name.cloned().unwrap_or_default();
    let volume = match named(held, &name) {
        Ok(volume) => volume,
        Err(refused) => return Outcome::Returned(refused),
    };
    let questions = operations::about_volume(held, (volume, &name));
    let present = held.visible_copies().any(|(_, _, _, copy)| copy.volume == volume);
    let result = Return::with(vec![
        ("pbSnapshotsPresent", present.show()),
        ("plSnapshotCapability", SnapshotCompatibility(0).show()),
    ]);
    if questions.is_empty() {
        return Outcome::Returned(result);
    }
    let call = (call, "IsVolumeSnapshotted");
    operations::ask(st, call, (machine, by, None), questions, Learned::Told(result));
    Outcome::Pending
}

/// `ShouldBlockRevert`: whether a component of a writer that the registry names has files on the volume. Writers are not
/// asked anew (a reading: the page does not say how it knows their components): what counts is what they have delivered
/// to the objects that there are, and what express writers have stored. A volume that is not there is an argument that
/// is not valid, as the page has no other code.
pub(in super::super) fn blocks_revert(st: &Stepper, machine: MachineId, name: Option<&Text>) -> Return {
    let missing = || Return::argument(Hresult::E_INVALIDARG, Reason::NO_SUCH_VOLUME);
    let Some(held) = st.machine(machine) else { return missing() };
    let volume = match named(held, name.map_or("", |name| name)) {
        Ok(volume) => volume,
        Err(refused) if refused.code == Hresult::E_INVALIDARG => return refused,
        Err(_) => return missing(),
    };
    let sessions = held.requesters.values().filter_map(|requester| requester.session());
    let gathered = sessions.filter_map(|session| session.gathered.writers());
    let delivered = gathered.flat_map(|writers| writers.iter().map(|writer| &writer.document));
    let stored = held.express.values().map(|writer| &writer.document);
    let listed = &held.settings.writers_blocking_revert;
    let lies_there = |path: &Text| {
        let path = WinPath::parse(path).ok();
        path.and_then(|path| held.locate(&path)).is_some_and(|(found, _)| found == volume)
    };
    let blocks = delivered
        .chain(stored)
        .filter(|document| listed.contains(&document.writer_id()))
        .flat_map(|document| document.components())
        .flat_map(|component| component.file_sets())
        .any(|files| lies_there(files.path()));
    Return::with(vec![("pbBlock", blocks.show())])
}

/// `GetRootAndLogicalPrefixPaths` of a path on a volume: the name that the volume is mounted under, the longest of
/// those the path begins with, and its volume GUID path. A path of a share leads nowhere, as machines have no shares
/// here. The page names no code for a path that leads nowhere (a reading).
pub(super) fn root_and_prefix(st: &Stepper, requester: RequesterId, path: Option<&Text>) -> Return {
    let Some(path) = path.and_then(|path| WinPath::parse(path).ok()) else {
        return Return::argument(Hresult::E_INVALIDARG, Reason::BAD_PATH);
    };
    let missing = || Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_VOLUME);
    let Some((_, held)) = st.machine_of(requester) else { return missing() };
    let Some((id, _)) = held.locate(&path) else { return missing() };
    let Some(volume) = held.volumes.get(&id) else { return missing() };
    let prefix: Text = format!(r"\\?\Volume{{{}}}\", volume.guid).into();
    let names = volume.names.iter().filter(|name| path.starts_with(name));
    let root = names
        .max_by_key(|name| name.as_str().len())
        .map_or_else(|| prefix.clone(), |name| name.as_str().into());
    Return::with(vec![("ppwszRootPath", Value::Text(root)), ("ppwszLogicalPrefix", Value::Text(prefix))])
}
