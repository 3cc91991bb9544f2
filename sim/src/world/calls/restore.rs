//! The calls of `IVssBackupComponents`, Ex and Ex2 that serve restores: each is admitted by the table of [`legal`] and
//! then does its part.
//!
//! [`legal`]: crate::machines::legal

use std::sync::Arc;

use crate::api::{In, RequesterId, RestoreCall};
use crate::components::{ComponentForest, ComponentName, FileKind, own_files};
use crate::documents::{BackupComponents, Component, ComponentKey, ReadOptions, WriterMetadata};
use crate::machines::legal::{self, Refusal};
use crate::machines::restoring::writer_of;
use crate::machines::{PhaseKind, RequesterState, Session};
use crate::vocabulary::path::same_name;
use crate::vocabulary::{ComponentType, Guid, Hresult, Text};

use super::super::operations;
use super::super::outcome::{Outcome, Return};
use super::super::readings::{
    LateRestoreCalls, MappedFileSets, RangesFileReferences, RestoreOptionsFor, SelectableEntries,
    SeveralSubcomponents, SubcomponentPlaces, SubcomponentsOfUnselected,
};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::backup::{begun, key};
use super::documents::edit;
use super::names;
use super::refusal::refused;

/// Answers a call.
pub(super) fn call(st: &mut Stepper, requester: RequesterId, call: &RestoreCall) -> Outcome {
    let Some((_, held)) = st.world.requester(requester) else { return Outcome::Moot(Reason::NO_SUCH_OBJECT) };
    let name = call.method().name;
    // Of two methods the pages do not agree while files are restored.
    let open = matches!(name, "SetAdditionalRestores" | "AddNewTarget");
    let reading = (open && held.phase() == PhaseKind::Prerestored).then(|| st.reading::<LateRestoreCalls>());
    let admitted = match reading {
        Some(LateRestoreCalls::BothBeforePreRestore) => Err(Refusal::Sequence),
        Some(LateRestoreCalls::BothUntilPostRestore) => Ok(()),
        Some(LateRestoreCalls::AdditionalRestoresLater) | None => legal::admit(held, name).map(|_| ()),
    };
    Outcome::Returned(match admitted {
        Ok(()) => answer(st, requester, &names::restore_call(st, requester, call)),
        Err(refusal) => refused(refusal),
    })
}

fn answer(st: &mut Stepper, requester: RequesterId, call: &RestoreCall) -> Return {
    use RestoreCall as R;
    match call {
        R::InitializeForRestore { bstrXML } => initialize(st, requester, bstrXML.as_deref()),
        R::SetRestoreState { restoreType } => {
            edit(st, requester, |document| document.set_restore_state(*restoreType))
        }
        R::PreRestore { .. } => begun("ppAsync", operations::pre_restore(st, requester)),
        R::PostRestore { .. } => begun("ppAsync", operations::post_restore(st, requester)),
        R::SetSelectedForRestore { writerId, ct, wszLogicalPath, wszComponentName, bSelectedForRestore } => {
            let key = of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            select(st, requester, &key, *bSelectedForRestore, Guid::NULL)
        }
        R::SetSelectedForRestoreEx {
            writerId,
            ct,
            wszLogicalPath,
            wszComponentName,
            bSelectedForRestore,
            instanceId,
        } => {
            let key = of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            select(st, requester, &key, *bSelectedForRestore, *instanceId)
        }
        R::AddRestoreSubcomponent { .. } => add_subcomponent(st, requester, call),
        R::AddAlternativeLocationMapping { .. } | R::AddNewTarget { .. } => relocate(st, requester, call),
        R::SetRestoreOptions { writerId, ct, wszLogicalPath, wszComponentName, .. } => {
            let key = of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            match without_options(st, requester, &key) {
                Some(refused) => refused,
                None => edit(st, requester, |document| set(document, call, FILE)),
            }
        }
        R::SetRangesFilePath { .. } => {
            let bare = st.reading::<RangesFileReferences>() == RangesFileReferences::BarePath;
            edit(st, requester, |document| set(document, call, if bare { "" } else { FILE }))
        }
        R::SetAdditionalRestores { .. }
        | R::SetFileRestoreStatus { .. }
        | R::SetAuthoritativeRestore { .. }
        | R::SetRollForward { .. }
        | R::SetRestoreName { .. } => edit(st, requester, |document| set(document, call, FILE)),
    }
}

fn of<'a>(
    writer: Guid,
    component_type: ComponentType,
    path: Option<&'a Text>,
    name: &'a In<Text>,
) -> ComponentKey<'a> {
    key(None, writer, component_type, path, name)
}

/// A document must be there, and be one; the page has no `E_INVALIDARG` (that a null pointer gives it all the same is
/// the general rule of the interface).
fn initialize(st: &mut Stepper, requester: RequesterId, xml: Option<&str>) -> Return {
    let read = BackupComponents::read_str(xml.unwrap_or_default(), &ReadOptions::default());
    let Ok(read) = read else {
        return Return::argument(Hresult::VSS_E_INVALID_XML_DOCUMENT, Reason::INVALID_DOCUMENT);
    };
    st.edit_requester(requester, |held| {
        held.state = RequesterState::Initialized(Box::new(Session::restore(read.value)));
    });
    Return::ok()
}

/// What stands before the path of a ranges file (C-034).
const FILE: &str = "File=";

/// Whether SetRestoreOptions is refused for a component that is not selectable for backup (C-070).
fn without_options(st: &Stepper, requester: RequesterId, key: &ComponentKey<'_>) -> Option<Return> {
    let metadata = metadata_of(st, requester, key, None).ok()?;
    let mut named = names::of_type(&metadata, key);
    let refused = !named.any(|component| component.selectable)
        && st.reading::<RestoreOptionsFor>() == RestoreOptionsFor::SelectableForBackup;
    refused.then(|| Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::BY_READING))
}

/// The calls that set one value of a component; `prefix` is what a ranges file is named by.
fn set(document: &mut BackupComponents, call: &RestoreCall, prefix: &str) -> Result<(), Hresult> {
    use RestoreCall as R;
    match call {
        R::SetRestoreOptions { writerId, ct, wszLogicalPath, wszComponentName, wszRestoreOptions } => {
            let key = of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            document.set_restore_options(&key, wszRestoreOptions.as_deref())
        }
        R::SetAdditionalRestores { writerId, ct, wszLogicalPath, wszComponentName, bAdditionalRestores } => {
            let key = of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            document.set_additional_restores(&key, *bAdditionalRestores)
        }
        R::SetFileRestoreStatus { writerId, ct, wszLogicalPath, wszComponentName, status } => {
            let key = of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            document.set_file_restore_status(&key, *status)
        }
        R::SetRangesFilePath {
            writerId,
            ct,
            wszLogicalPath,
            wszComponentName,
            iPartialFile,
            wszRangesFile,
        } => {
            let key = of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            let index = usize::try_from(*iPartialFile).unwrap_or(usize::MAX);
            document.set_ranges_file_path(&key, index, prefix, wszRangesFile.as_deref())
        }
        R::SetAuthoritativeRestore { writerId, ct, wszLogicalPath, wszComponentName, bAuth } => {
            let key = of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            document.set_authoritative_restore(&key, *bAuth)
        }
        R::SetRollForward {
            writerId,
            ct,
            wszLogicalPath,
            wszComponentName,
            rollType,
            wszRollForwardPoint,
        } => {
            let key = of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            document.set_roll_forward(&key, *rollType, wszRollForwardPoint.as_deref())
        }
        R::SetRestoreName { writerId, ct, wszLogicalPath, wszComponentName, wszRestoreName } => {
            let key = of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName);
            document.set_restore_name(&key, wszRestoreName.as_deref())
        }
        // These are answered before this is asked.
        R::InitializeForRestore { .. }
        | R::SetRestoreState { .. }
        | R::PreRestore { .. }
        | R::PostRestore { .. }
        | R::SetSelectedForRestore { .. }
        | R::SetSelectedForRestoreEx { .. }
        | R::AddRestoreSubcomponent { .. }
        | R::AddAlternativeLocationMapping { .. }
        | R::AddNewTarget { .. } => Err(Hresult::VSS_E_UNEXPECTED),
    }
}

/// The code and reason of a key that names no component of the document.
fn missing(code: Hresult) -> Return {
    let reason = if code == Hresult::VSS_E_OBJECT_NOT_FOUND {
        Reason::NO_SUCH_COMPONENT
    } else {
        Reason::DOCUMENT_REFUSED
    };
    Return::argument(code, reason)
}

/// SetSelectedForRestore and its Ex: the component must be in the document, and its writer, or the instance that it is
/// moved to, must run. An instance of another class is no running instance of this one (a reading of the code).
fn select(
    st: &mut Stepper,
    requester: RequesterId,
    key: &ComponentKey<'_>,
    selected: bool,
    to_instance: Guid,
) -> Return {
    match metadata_of(st, requester, key, Some(to_instance)) {
        Err(refused) => refused,
        Ok(metadata) if selected && !may_be_selected(st, &metadata, key) => {
            Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::BY_READING)
        }
        Ok(_) => {
            edit(st, requester, |document| document.set_selected_for_restore(key, selected, to_instance))
        }
    }
}

/// Whether a component with an entry can be selected as far as its selectability for restore goes (C-012).
fn may_be_selected(st: &Stepper, metadata: &WriterMetadata, key: &ComponentKey<'_>) -> bool {
    let mut named = names::of_type(metadata, key);
    named.any(|component| component.selectable_for_restore == Some(true))
        || st.reading::<SelectableEntries>() == SelectableEntries::EntrySuffices
}

/// The document that the running writer of a component delivered.
///
/// The component may be moved to an instance; `None` leaves it where it is.
fn metadata_of(
    st: &Stepper,
    requester: RequesterId,
    key: &ComponentKey<'_>,
    moved_to: Option<Guid>,
) -> Result<Arc<WriterMetadata>, Return> {
    let not_running = Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::WRITER_NOT_RUNNING);
    let Some(session) = st.session(requester) else { return Err(not_running) };
    let (part, component) = session.document.find_in(key).map_err(missing)?;
    let gathered = writer_of(session, part, moved_to.or_else(|| component.selected_instance()));
    let running = gathered.filter(|gathered| {
        let writer = gathered.writer;
        st.writer_of(requester, writer).is_some() || st.world.express_writer(writer).is_some()
    });
    running.map(|gathered| Arc::clone(&gathered.document)).ok_or(not_running)
}

/// AddRestoreSubcomponent: the component that defines the set must be selected (by default), and its writer must have the
/// subcomponent, and let it be restored alone.
fn add_subcomponent(st: &mut Stepper, requester: RequesterId, call: &RestoreCall) -> Return {
    let RestoreCall::AddRestoreSubcomponent {
        writerId,
        componentType,
        wszLogicalPath,
        wszComponentName,
        wszSubComponentLogicalPath,
        wszSubComponentName,
        bRepair,
    } = call
    else {
        return Return::state(Hresult::VSS_E_UNEXPECTED, Reason::OUT_OF_SEQUENCE);
    };
    let key = of(*writerId, *componentType, wszLogicalPath.as_ref(), wszComponentName);
    let metadata = match metadata_of(st, requester, &key, None) {
        Ok(metadata) => metadata,
        Err(refused) => return refused,
    };
    let root = st.session(requester).and_then(|session| session.document.find(&key).ok());
    let selected = root.is_some_and(Component::is_selected_for_restore);
    if !selected && st.reading::<SubcomponentsOfUnselected>() == SubcomponentsOfUnselected::AncestorFirst {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::ROOT_NOT_SELECTED);
    }
    let (path, name) = (wszSubComponentLogicalPath.as_deref(), wszSubComponentName.as_deref());
    if !is_subcomponent(st, &metadata, &key, path, name.unwrap_or_default()) {
        return Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::UNKNOWN_SUBCOMPONENT);
    }
    let replaced = root.is_some_and(|root| root.restore_subcomponent_count() > 0)
        && st.reading::<SeveralSubcomponents>() == SeveralSubcomponents::LastOne;
    edit(st, requester, |document| {
        if replaced {
            document.forget_restore_subcomponents(&key)?;
        }
        document.add_restore_subcomponent(&key, path, name, *bRepair)
    })
}

/// Whether a writer has this subcomponent and lets it be restored alone. Its path is the whole one, or that below the
/// ancestor (C-086).
fn is_subcomponent(
    st: &Stepper,
    metadata: &WriterMetadata,
    ancestor: &ComponentKey<'_>,
    path: Option<&str>,
    name: &str,
) -> bool {
    let has = |path: Option<&str>| {
        let mut named = metadata.components_named(path, name);
        named.any(|component| component.selectable_for_restore == Some(true))
    };
    let above = ComponentName::new(ancestor.logical_path, ancestor.name.unwrap_or_default());
    let below = path
        .filter(|path| !path.is_empty())
        .map_or_else(|| above.to_string(), |path| format!("{above}\\{path}"));
    match (has(path), has(Some(&below))) {
        (whole, relative) if whole == relative => whole,
        (whole, relative) => match st.reading::<SubcomponentPlaces>() {
            SubcomponentPlaces::FullPath => whole,
            SubcomponentPlaces::RelativeToAncestor => relative,
        },
    }
}

/// AddNewTarget and AddAlternativeLocationMapping: path, file specification and recursion must be those of a file set
/// of the component or of one below it, as the running writer tells them.
fn relocate(st: &mut Stepper, requester: RequesterId, call: &RestoreCall) -> Return {
    let unexpected = Return::state(Hresult::VSS_E_UNEXPECTED, Reason::OUT_OF_SEQUENCE);
    let (key, set, to) = match call {
        RestoreCall::AddNewTarget {
            writerId,
            ct,
            wszLogicalPath,
            wszComponentName,
            wszPath,
            wszFileName,
            bRecursive,
            wszAlternatePath,
        } => (
            of(*writerId, *ct, wszLogicalPath.as_ref(), wszComponentName),
            (wszPath.as_deref(), wszFileName.as_deref(), *bRecursive),
            wszAlternatePath.as_deref(),
        ),
        RestoreCall::AddAlternativeLocationMapping {
            writerId,
            componentType,
            wszLogicalPath,
            wszComponentName,
            wszPath,
            wszFilespec,
            bRecursive,
            wszDestination,
        } => (
            of(*writerId, *componentType, wszLogicalPath.as_ref(), wszComponentName),
            (wszPath.as_deref(), wszFilespec.as_deref(), *bRecursive),
            wszDestination.as_deref(),
        ),
        RestoreCall::InitializeForRestore { .. }
        | RestoreCall::SetRestoreState { .. }
        | RestoreCall::PreRestore { .. }
        | RestoreCall::PostRestore { .. }
        | RestoreCall::SetSelectedForRestore { .. }
        | RestoreCall::SetSelectedForRestoreEx { .. }
        | RestoreCall::AddRestoreSubcomponent { .. }
        | RestoreCall::SetRestoreOptions { .. }
        | RestoreCall::SetAdditionalRestores { .. }
        | RestoreCall::SetFileRestoreStatus { .. }
        | RestoreCall::SetRangesFilePath { .. }
        | RestoreCall::SetAuthoritativeRestore { .. }
        | RestoreCall::SetRollForward { .. }
        | RestoreCall::SetRestoreName { .. } => return unexpected,
    };
    let metadata = match metadata_of(st, requester, &key, None) {
        Ok(metadata) => metadata,
        Err(refused) => return refused,
    };
    let (path, files, recursive) = set;
    let name = ComponentName::new(key.logical_path, key.name.unwrap_or_default());
    let new_target = matches!(call, RestoreCall::AddNewTarget { .. });
    let wanted = (path.unwrap_or_default(), files.unwrap_or_default(), recursive);
    let forest = ComponentForest::new(metadata);
    let of_kind = |kinds: fn(FileKind) -> bool| has_file_set(&forest, &name, wanted, kinds);
    let known = of_kind(|_| true)
        && (new_target
            || of_kind(|kind| kind == FileKind::FileGroup)
            || st.reading::<MappedFileSets>() == MappedFileSets::AllFileSets);
    edit_known(st, requester, known, |document| {
        if new_target {
            document.add_new_target(&key, path, files, recursive, to)
        } else {
            document.add_alternative_location_mapping(&key, path, files, recursive, to)
        }
    })
}

/// Changes the document; texts that are no path or file specification are refused before a file set that is none of
/// the component's.
fn edit_known(
    st: &mut Stepper,
    requester: RequesterId,
    known: bool,
    change: impl FnOnce(&mut BackupComponents) -> Result<(), Hresult>,
) -> Return {
    if known {
        return edit(st, requester, change);
    }
    // A change that is refused must have changed nothing, so that what it would say is asked of a copy.
    let copy = st.session(requester).map(|session| BackupComponents::clone(&session.document));
    match copy.map(|mut copy| change(&mut copy)) {
        Some(Err(code)) => missing(code),
        Some(Ok(())) | None => Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_FILE_SET),
    }
}

/// Whether a component, or one below it, has this file set. Case does not count, nor a backslash at the end of a path.
fn has_file_set(
    forest: &ComponentForest,
    component: &ComponentName,
    (path, files, recursive): (&str, &str, bool),
    kinds: fn(FileKind) -> bool,
) -> bool {
    let bare = |path: &str| path.strip_suffix('\\').unwrap_or(path).to_owned();
    let same = |holder: usize| {
        own_files(forest, holder).filter(|file| kinds(file.kind)).any(|file| {
            same_name(&bare(file.filedesc.path()), &bare(path))
                && same_name(file.filedesc.filespec(), files)
                && file.filedesc.recursive() == recursive
        })
    };
    let holders = forest.find_all(component);
    holders.into_iter().any(|holder| same(holder) || forest.descendants(holder).into_iter().any(same))
}
