//! `IVssBackupComponents`: each call is admitted by the table of [`legal`] and then does its part.
//!
//! [`legal`]: crate::machines::legal

use crate::api::{AsyncId, BackupCall, CallId, Caller, In, Parameter, RequesterId, Value};
use crate::documents::{BackupComponents, ComponentKey};
use crate::machines::contexts;
use crate::machines::{
    BackupPhase, BackupState, CreationLock, EnabledWriters, PhaseKind, Session, ShadowCopySet, Shared,
};
use crate::vocabulary::{ComponentType, Guid, Hresult, SnapshotContext, Text, VolumeName, WinPath, Windows};

use super::super::operations;
use super::super::outcome::{Outcome, Return};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::{backup_open, documents, enabled_writers, management, names, order, shadow_copies};

/// Answers a call.
pub(super) fn call(
    st: &mut Stepper,
    id: CallId,
    by: Caller,
    requester: RequesterId,
    call: &BackupCall,
) -> Outcome {
    if let BackupCall::Release {} = call {
        operations::shutdown(st, requester);
        return Outcome::Returned(Return::ok());
    }
    let Some((_, held)) = st.world.requester(requester) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    let to = match backup_open::admit(st, held, call) {
        Ok(row) => row.and_then(|row| row.to),
        Err(refused) => return Outcome::Returned(refused),
    };
    if let BackupCall::AddToSnapshotSet { pwszVolumeName, ProviderId, .. } = call {
        return add_to_snapshot_set(st, id, requester, pwszVolumeName.0.as_ref(), *ProviderId);
    }
    if let BackupCall::GetSnapshotProperties { SnapshotId, .. } = call {
        if let Some(refused) = order::not_with_all(st, requester) {
            return Outcome::Returned(refused);
        }
        return shadow_copies::properties::of(st, id, by, requester, *SnapshotId);
    }
    if let (BackupCall::AbortBackup {}, Some(_)) = (call, to) {
        operations::abort(st, requester, id);
        return Outcome::Pending;
    }
    if let BackupCall::AbortBackup {} = call
        && backup_open::aborts_restore(st, requester)
    {
        operations::abort_restore(st, requester, id);
        return Outcome::Pending;
    }
    Outcome::Returned(immediate(st, requester, call, to))
}

/// The calls that return at once, asynchronous ones with the object to wait for.
fn immediate(st: &mut Stepper, requester: RequesterId, call: &BackupCall, to: Option<PhaseKind>) -> Return {
    match call {
        BackupCall::InitializeForBackup { bstrXML } => initialize(st, requester, bstrXML.as_ref()),
        BackupCall::SetBackupState {
            bSelectComponents,
            bBackupBootableSystemState,
            backupType,
            bPartialFileSupport,
        } => {
            let state = BackupState {
                select_components: *bSelectComponents,
                bootable_system_state: *bBackupBootableSystemState,
                backup_type: *backupType,
                partial_file_support: *bPartialFileSupport,
            };
            documents::set_backup_state(st, requester, state)
        }
        BackupCall::SetContext { lContext } => set_context(st, requester, *lContext),
        BackupCall::GatherWriterMetadata { .. } => begun("pAsync", operations::gather(st, requester, to)),
        BackupCall::EnableWriterClasses { rgWriterClassId: ids, cClassId } => {
            enabled_writers::enable(st, requester, ids.first(*cClassId))
        }
        BackupCall::DisableWriterClasses { rgWriterClassId: ids, cClassId } => {
            enabled_writers::change(st, requester, ids.first(*cClassId), EnabledWriters::disable_classes)
        }
        BackupCall::DisableWriterInstances { rgWriterInstanceId: ids, cInstanceId } => {
            enabled_writers::change(st, requester, ids.first(*cInstanceId), EnabledWriters::disable_instances)
        }
        BackupCall::PrepareForBackup { .. } => begun("ppAsync", operations::prepare(st, requester)),
        BackupCall::DoSnapshotSet { .. } => do_snapshot_set(st, requester),
        BackupCall::GatherWriterStatus { .. } => begun("pAsync", operations::status(st, requester)),
        BackupCall::BackupComplete { .. } => begun("ppAsync", operations::complete(st, requester)),
        BackupCall::StartSnapshotSet { .. } => start_snapshot_set(st, requester),
        BackupCall::FreeWriterMetadata {} => documents::free_metadata(st, requester),
        BackupCall::FreeWriterStatus {} => {
            st.edit_session(requester, |session| session.status = None);
            Return::ok()
        }
        BackupCall::AddComponent { instanceId, writerId, ct, wszLogicalPath, wszComponentName } => {
            let key = key(Some(*instanceId), *writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            documents::add_component(st, requester, *instanceId, &key)
        }
        BackupCall::SetBackupOptions { writerId, ct, wszLogicalPath, wszComponentName, wszBackupOptions } => {
            let asked = key(None, *writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            let text = wszBackupOptions.0.as_deref();
            edit_entry(st, requester, &asked, |document, key| document.set_backup_options(key, text))
        }
        BackupCall::SetPreviousBackupStamp {
            writerId,
            ct,
            wszLogicalPath,
            wszComponentName,
            wszPreviousBackupStamp,
        } => {
            let asked = key(None, *writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            let text = wszPreviousBackupStamp.0.as_deref();
            edit_entry(st, requester, &asked, |document, key| document.set_previous_backup_stamp(key, text))
        }
        BackupCall::SetBackupSucceeded {
            instanceId,
            writerId,
            ct,
            wszLogicalPath,
            wszComponentName,
            bSucceded,
        } => {
            let asked = key(Some(*instanceId), *writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            edit_entry(st, requester, &asked, |document, key| document.set_backup_succeeded(key, *bSucceded))
        }
        BackupCall::GetWriterComponentsCount { .. } => {
            with_session(st, requester, documents::writer_components_count)
        }
        BackupCall::GetWriterComponents { iWriter, .. } => {
            with_session(st, requester, |session| documents::writer_components(session, requester, *iWriter))
        }
        BackupCall::GetWriterMetadataCount { .. } => {
            with_session(st, requester, documents::writer_metadata_count)
        }
        BackupCall::GetWriterMetadata { iWriter, .. } => {
            with_session(st, requester, |session| documents::writer_metadata(session, requester, *iWriter))
        }
        BackupCall::GetWriterStatusCount { .. } => {
            with_session(st, requester, documents::writer_status_count)
        }
        BackupCall::GetWriterStatus { iWriter, .. } => {
            with_session(st, requester, |session| documents::writer_status(session, *iWriter))
        }
        BackupCall::SaveAsXML { .. } => {
            with_session(st, requester, |session| documents::save_as_xml(st, session))
        }
        BackupCall::AbortBackup {} => Return::state(Hresult::S_OK, Reason::NOTHING_TO_ABORT),
        // These are answered before this is asked.
        BackupCall::AddToSnapshotSet { .. }
        | BackupCall::GetSnapshotProperties { .. }
        | BackupCall::Release {} => Return::state(Hresult::VSS_E_UNEXPECTED, Reason::OUT_OF_SEQUENCE),
    }
}

/// Changes the entry that a call means.
fn edit_entry(
    st: &mut Stepper,
    requester: RequesterId,
    asked: &ComponentKey<'_>,
    change: impl Fn(&mut BackupComponents, &ComponentKey<'_>) -> Result<(), Hresult>,
) -> Return {
    let edited = documents::edit(st, requester, |document| change(document, asked));
    if edited.code != Hresult::VSS_E_OBJECT_NOT_FOUND {
        return edited;
    }
    match names::other(st, requester, asked) {
        Some(meant) => documents::edit(st, requester, |document| change(document, &meant.key(asked))),
        None => edited,
    }
}

pub(super) fn key<'a>(
    instance: Option<Guid>,
    writer: Guid,
    component_type: ComponentType,
    path: Option<&'a Text>,
    name: &'a In<Text>,
) -> ComponentKey<'a> {
    ComponentKey {
        instance,
        writer,
        component_type,
        logical_path: path.map(Text::as_str),
        name: name.0.as_deref(),
    }
}

fn with_session(st: &Stepper, requester: RequesterId, read: impl FnOnce(&Session) -> Return) -> Return {
    match st.session(requester) {
        Some(session) => read(session),
        None => Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUT_OF_SEQUENCE),
    }
}

pub(super) fn begun(name: &'static str, object: AsyncId) -> Return {
    Return::with(vec![(name, object.show())])
}

fn initialize(st: &mut Stepper, requester: RequesterId, xml: Option<&Text>) -> Return {
    let document = match documents::initial(xml) {
        Ok(document) => document,
        Err(refused) => return refused,
    };
    st.edit_requester(requester, |held| {
        held.state = crate::machines::RequesterState::Initialized(Box::new(Session::backup(document)));
    });
    Return::ok()
}

fn set_context(st: &mut Stepper, requester: RequesterId, context: SnapshotContext) -> Return {
    let windows = st.machine_of(requester).map(|(_, held)| held.windows).unwrap_or_default();
    if windows == Windows::Xp {
        return Return::state(Hresult::E_NOTIMPL, Reason::NOT_ON_WINDOWS_XP);
    }
    let context = order::compatible(st, context);
    if !contexts::can_be_set(context) || !contexts::is_known_to(context, windows) {
        return Return::argument(Hresult::E_INVALIDARG, Reason::BAD_CONTEXT);
    }
    let writers = order::involves_writers(st, context);
    operations::edit_backup(st, requester, |backup| {
        backup.context = Some(context);
        backup.writers = writers;
    });
    // A set that was begun is one of this context, where that reading lets it be set so late (C-066).
    if let Some(set) = st.session(requester).and_then(Session::set) {
        st.edit_set(set, |set| set.context = context);
    }
    Return::ok()
}

fn start_snapshot_set(st: &mut Stepper, requester: RequesterId) -> Return {
    let Some((machine, held)) = st.machine_of(requester) else {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUT_OF_SEQUENCE);
    };
    if held.lock != CreationLock::Free && !order::has_returned(st, held.lock) {
        return Return::state(Hresult::VSS_E_SNAPSHOT_SET_IN_PROGRESS, Reason::CREATION_IN_PROGRESS);
    }
    let set = st.new_set();
    let context = st.session(requester).map(Session::context).unwrap_or_default();
    let started = ShadowCopySet::new(requester, context);
    st.edit_machine(machine, |held| {
        held.lock = CreationLock::Held(requester);
        held.sets.insert(set, Shared::new(started));
    });
    operations::edit_backup(st, requester, |backup| {
        backup.set = Some(set);
        backup.phase = BackupPhase::SetStarted;
    });
    st.edit_session(requester, |session| documents::set_snapshot_set(session, set.guid()));
    Return::with(vec![("pSnapshotSetId", Value::Guid(set.guid()))])
}

/// Checks the volume and the provider; a provider is then asked, and the call comes back when it has begun.
fn add_to_snapshot_set(
    st: &mut Stepper,
    id: CallId,
    requester: RequesterId,
    name: Option<&Text>,
    provider: Guid,
) -> Outcome {
    let checked = checked_volume(st, requester, name.map(Text::as_str).unwrap_or_default());
    let volume = match checked {
        Ok(volume) => volume,
        Err(refused) => return Outcome::Returned(refused),
    };
    let named = if provider.is_null() {
        None
    } else {
        let found = st.machine_of(requester).and_then(|(_, held)| {
            held.providers.iter().find(|(_, held)| held.registration.id == provider).map(|(id, _)| *id)
        });
        let Some(found) = found else {
            let refused = Return::argument(Hresult::VSS_E_PROVIDER_NOT_REGISTERED, Reason::NO_SUCH_PROVIDER);
            return Outcome::Returned(refused);
        };
        Some(found)
    };
    let Some(set) = st.session(requester).and_then(Session::set) else {
        return Outcome::Returned(Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUT_OF_SEQUENCE));
    };
    let name = name.cloned().unwrap_or_default();
    operations::add_volume(st, requester, id, set, (volume, name), named);
    Outcome::Pending
}

fn checked_volume(st: &Stepper, requester: RequesterId, name: &str) -> Result<crate::api::VolumeId, Return> {
    let named = VolumeName::parse(name).ok().and_then(|_| WinPath::parse(name).ok());
    let Some(path) = named else {
        return Err(Return::argument(Hresult::E_INVALIDARG, Reason::BAD_VOLUME_NAME));
    };
    let Some(volume) = documents::volume_of_name(st, requester, &path) else {
        return Err(Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_VOLUME));
    };
    if let Some((_, held)) = st.machine_of(requester)
        && let Some(refused) = management::nested(held, volume)
    {
        return Err(refused);
    }
    let Some(set) = documents::set_of(st, requester) else {
        return Err(Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUT_OF_SEQUENCE));
    };
    if set.copies.values().any(|copy| copy.volume == volume) {
        return Err(Return::argument(Hresult::E_INVALIDARG, Reason::VOLUME_TWICE));
    }
    if let Some((_, held)) = st.machine_of(requester)
        && let Some(outer) = held.volumes.get(&volume).and_then(|held| held.disk.vhd_on)
        && set.copies.values().any(|copy| copy.volume == outer)
    {
        return Err(management::too_deep(held));
    }
    if set.copies.len() >= st.world.config.volumes_per_set {
        return Err(Return::state(
            Hresult::VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED,
            Reason::TOO_MANY_VOLUMES,
        ));
    }
    Ok(volume)
}

/// Whether a set has a volume on a virtual disk and the one that holds the disk, which came later: then adding it was not
/// refused (a reading). Versions that do not know of virtual disks have no code for it.
fn holds_its_own_disk(st: &Stepper, requester: RequesterId) -> bool {
    let Some((_, held)) = st.machine_of(requester).filter(|(_, held)| held.windows >= Windows::Seven) else {
        return false;
    };
    let Some(set) = documents::set_of(st, requester) else { return false };
    let mut outer = set.copies.values().filter_map(|copy| held.volumes.get(&copy.volume)?.disk.vhd_on);
    outer.any(|outer| set.copies.values().any(|copy| copy.volume == outer))
}

fn do_snapshot_set(st: &mut Stepper, requester: RequesterId) -> Return {
    let Some(set) = st.session(requester).and_then(Session::set) else {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUT_OF_SEQUENCE);
    };
    let empty = documents::set_of(st, requester).is_none_or(|set| set.copies.is_empty());
    if let Some(refused) = order::not_yet(st, requester, empty) {
        return refused;
    }
    if holds_its_own_disk(st, requester) {
        return Return::state(Hresult::VSS_E_NESTED_VOLUME_LIMIT, Reason::NESTED_IN_THE_SET);
    }
    begun("ppAsync", operations::create(st, requester, set))
}
