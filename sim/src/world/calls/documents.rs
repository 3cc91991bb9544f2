//! The calls of `IVssBackupComponents` that read and write its documents.

use std::sync::Arc;

use crate::api::{DocRef, MetadataRef, Parameter, RequesterId, SetId, Value, VolumeId, WriterComponentsRef};
use crate::documents::{BackupComponents, ComponentKey, ReadOptions, WriterMetadata};
use crate::machines::{BackupState, Gathered, Machine, Session, ShadowCopySet, try_edit};
use crate::vocabulary::{BackupSchema, BackupType, Guid, Hresult, Text, WinPath};

use super::super::operations;
use super::super::outcome::{Cause, Return};
use super::super::readings::{
    BackupOperators, BackupTypes, ComponentIdentity, SelectableBelowAdded, StoredBackupState,
};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::names;

/// The document a backup begins with: an empty one, or what `InitializeForBackup` was given.
pub(super) fn initial(xml: Option<&Text>) -> Result<BackupComponents, Return> {
    let Some(xml) = xml else { return Ok(BackupComponents::new()) };
    BackupComponents::read_str(xml, &ReadOptions::default())
        .map(|read| read.value)
        .map_err(|_| Return::argument(Hresult::VSS_E_INVALID_XML_DOCUMENT, Reason::INVALID_DOCUMENT))
}

/// `SetBackupState`.
pub(super) fn set_backup_state(st: &mut Stepper, requester: RequesterId, state: BackupState) -> Return {
    let of_five = matches!(state.backup_type, BackupType::VSS_BT_LOG | BackupType::VSS_BT_COPY);
    if of_five && st.reading::<BackupTypes>() == BackupTypes::Three {
        return Return::argument(Hresult::E_INVALIDARG, Reason::BY_READING);
    }
    if state.bootable_system_state
        && is_backup_operator(st, requester)
        && st.reading::<BackupOperators>() == BackupOperators::NotForSystemState
    {
        return Return::code(Hresult::E_ACCESSDENIED, Cause::Privilege, Reason::BY_READING);
    }
    let written = edit(st, requester, |document| {
        document.set_backup_state(
            state.select_components,
            state.bootable_system_state,
            state.backup_type,
            state.partial_file_support,
        )
    });
    if written.code.is_success() {
        operations::edit_backup(st, requester, |backup| backup.state = Some(state));
    }
    written
}

fn is_backup_operator(st: &Stepper, requester: RequesterId) -> bool {
    let process = st.world.requester(requester).map(|(_, held)| held.process);
    let operators = st.machine_of(requester).map(|(_, held)| &held.backup_operators);
    process.zip(operators).is_some_and(|(process, operators)| operators.contains(&process))
}

pub(super) fn set_snapshot_set(session: &mut Session, set: Guid) {
    Arc::make_mut(&mut session.document).set_snapshot_set_id(Some(set));
}

/// The shadow copy set of a requester's backup, while it exists.
pub(super) fn set_of(st: &Stepper, requester: RequesterId) -> Option<&ShadowCopySet> {
    let set: SetId = st.session(requester)?.set()?;
    st.machine_of(requester)?.1.sets.get(&set).map(|set| &**set)
}

/// The volume that is mounted under exactly this name, in any of the forms that `AddToSnapshotSet` takes.
pub(super) fn volume_of_name(st: &Stepper, requester: RequesterId, name: &WinPath) -> Option<VolumeId> {
    let (_, held) = st.machine_of(requester)?;
    named_volume(held, name)
}

/// The volume that a name is mounted under, or the share of a UNC path.
pub(super) fn named_volume(held: &Machine, name: &WinPath) -> Option<VolumeId> {
    if let Some(share) = held.share(name) {
        return Some(share);
    }
    let (volume, inside) = held.locate(name)?;
    inside.is_empty().then_some(volume)
}

/// Whether a path lies on a volume of the set.
pub(super) fn is_path_affected(st: &Stepper, requester: RequesterId, path: &str) -> bool {
    let Some(set) = set_of(st, requester) else { return false };
    let Some((_, held)) = st.machine_of(requester) else { return false };
    let volume = WinPath::parse(path).ok().and_then(|path| held.locate(&path));
    volume.is_some_and(|(volume, _)| set.copies.values().any(|copy| copy.volume == volume))
}

pub(super) fn free_metadata(st: &mut Stepper, requester: RequesterId) -> Return {
    st.edit_session(requester, |session| {
        if let Gathered::Here(writers) = &session.gathered {
            session.gathered = Gathered::Freed(Arc::clone(writers));
        }
    });
    Return::ok()
}

/// Changes the document of a backup.
pub(super) fn edit(
    st: &mut Stepper,
    requester: RequesterId,
    change: impl FnOnce(&mut BackupComponents) -> Result<(), Hresult>,
) -> Return {
    let edited = st.try_edit_session(requester, |session| try_edit(&mut session.document, change));
    match edited {
        None => Return::state(Hresult::VSS_E_BAD_STATE, Reason::OUT_OF_SEQUENCE),
        Some(Ok(())) => Return::ok(),
        Some(Err(code)) if code == Hresult::VSS_E_OBJECT_NOT_FOUND => {
            Return::argument(code, Reason::NO_SUCH_COMPONENT)
        }
        Some(Err(code)) => Return::argument(code, Reason::DOCUMENT_REFUSED),
    }
}

/// `AddComponent`: the component must be one that the gathered writer reported, once writers were gathered.
pub(super) fn add_component(
    st: &mut Stepper,
    requester: RequesterId,
    instance: Guid,
    key: &ComponentKey<'_>,
) -> Return {
    let gathered = st.session(requester).and_then(|session| session.gathered.writers()).cloned();
    // Where that reading lets it be called before anything was gathered, nothing can be looked up (C2-016).
    let Some(writers) = gathered else {
        let schema = BackupSchema::default();
        return edit(st, requester, |document| document.add_component(key, None, schema));
    };
    let place = writers.place(&(instance, key.writer));
    let Some(found) = place.and_then(|place| writers.get(place)) else {
        return Return::argument(Hresult::E_INVALIDARG, Reason::UNKNOWN_WRITER_INSTANCE);
    };
    let mut written = None;
    let key = match names::reported(st, &found.document, key, &mut written) {
        Ok(key) => key,
        Err(refused) => return refused,
    };
    let key = &key;
    if names::is_taken(st, requester, &found.document, key) {
        return Return::argument(Hresult::VSS_E_OBJECT_ALREADY_EXISTS, Reason::DOCUMENT_REFUSED);
    }
    if is_below_added(st, requester, instance, &found.document, key)
        && st.reading::<SelectableBelowAdded>() == SelectableBelowAdded::Refused
    {
        return Return::argument(Hresult::E_INVALIDARG, Reason::BY_READING);
    }
    let name = found.document.identification.instance_name.clone();
    let schema = found.document.backup_schema();
    let name = name.as_deref();
    let added = edit(st, requester, |document| document.add_component(key, name, schema));
    if added.code == Hresult::VSS_E_OBJECT_ALREADY_EXISTS
        && names::has_other_type_alone(st, requester, &found.document, key)
        && st.reading::<ComponentIdentity>() == ComponentIdentity::PartOfIdentity
    {
        return edit(st, requester, |document| document.add_component_beside(key, name, schema, true));
    }
    added
}

/// Whether a selectable component lies below a selectable one that was added (C-011).
fn is_below_added(
    st: &Stepper,
    requester: RequesterId,
    instance: Guid,
    metadata: &WriterMetadata,
    key: &ComponentKey<'_>,
) -> bool {
    let path = key.logical_path.unwrap_or_default();
    let part = st.session(requester).and_then(|session| session.document.writer(instance));
    let (Some(part), false) = (part, path.is_empty()) else { return false };
    let selectable = |path: Option<&str>, name: &str| {
        metadata.components_named(path, name).any(|component| component.selectable)
    };
    let path = path.strip_prefix('\\').unwrap_or(path);
    let added = |end: usize| {
        let above = path.get(..end).unwrap_or_default();
        let (path, name) = above.rsplit_once('\\').unwrap_or(("", above));
        // One leading backslash does not count.
        [path, &format!("\\{path}")]
            .into_iter()
            .any(|path| part.position(Some(path), name).is_some() && selectable(Some(path), name))
    };
    let mut ends = path.match_indices('\\').map(|(end, _)| end).chain([path.len()]);
    selectable(key.logical_path, key.name.unwrap_or_default()) && ends.any(added)
}

fn count(count: usize) -> Value {
    Value::Number(i64::from(u32::try_from(count).unwrap_or(u32::MAX)))
}

fn at<T>(list: &[T], index: u32) -> Option<&T> {
    list.get(usize::try_from(index).ok()?)
}

fn no_such_writer() -> Return {
    Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_WRITER)
}

pub(super) fn writer_components_count(session: &Session) -> Return {
    Return::with(vec![("pcComponents", count(session.document.writers().len()))])
}

pub(super) fn writer_components(session: &Session, requester: RequesterId, index: u32) -> Return {
    if at(session.document.writers(), index).is_none() {
        return no_such_writer();
    }
    let doc = DocRef::Requester(requester);
    let view = WriterComponentsRef { doc, writer: index, epoch: session.epoch() };
    Return::with(vec![("ppWriter", view.show())])
}

pub(super) fn writer_metadata_count(session: &Session) -> Return {
    Return::with(vec![("pcWriters", count(session.gathered.writers().map_or(0, |writers| writers.len())))])
}

pub(super) fn writer_metadata(session: &Session, requester: RequesterId, index: u32) -> Return {
    let writers = session.gathered.writers();
    let Some(gathered) = writers.and_then(|writers| at(writers, index)) else { return no_such_writer() };
    Return::with(vec![
        ("pidInstance", Value::Guid(gathered.document.instance_id())),
        ("ppMetadata", MetadataRef::Gathered(requester, index).show()),
    ])
}

pub(super) fn writer_status_count(session: &Session) -> Return {
    Return::with(vec![("pcWriters", count(session.status.as_ref().map_or(0, |rows| rows.len())))])
}

pub(super) fn writer_status(session: &Session, index: u32) -> Return {
    let Some(row) = session.status.as_ref().and_then(|rows| at(rows, index)) else { return no_such_writer() };
    Return::with(vec![
        ("pidInstance", Value::Guid(row.instance_id)),
        ("pidWriter", Value::Guid(row.writer_id)),
        ("pbstrWriter", Value::Text(row.name.clone())),
        ("pnStatus", row.standing.state.show()),
        ("phResultFailure", Value::Hresult(row.standing.failure)),
    ])
}

/// The text of the document, with what SetBackupState said of the backup, or without (C-056).
pub(super) fn save_as_xml(st: &Stepper, session: &Session) -> Return {
    let document = &session.document;
    let stored =
        document.backup_type.is_none() || st.reading::<StoredBackupState>() == StoredBackupState::Stored;
    let text = if stored { document.write() } else { document.without_backup_state().write() };
    Return::with(vec![("pbstrXML", Value::Text(text.into()))])
}
