//! Which component a call means, where its logical path, name and type are not exactly those of one (C-005, C-006, C-078,
//! C-079, C-094). What has exactly the texts of a call is always meant by it.

use std::sync::Arc;

use crate::api::{In, RequesterId, RestoreCall};
use crate::components::{Naming, PathFlaw, flaws, loosely_same};
use crate::documents::{BackupComponents, ComponentKey, WmComponent, WriterComponents, WriterMetadata};
use crate::vocabulary::{ComponentType, Guid, Hresult, Text};

use super::super::outcome::Return;
use super::super::readings::{ComponentIdentity, OddNames};
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// How a component is written where it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    path: Option<Text>,
    name: Text,
    component_type: ComponentType,
}

impl Written {
    fn texts(&self) -> (&str, &str) {
        (self.path.as_deref().unwrap_or_default(), &self.name)
    }

    pub(super) fn key<'a>(&'a self, asked: &ComponentKey<'_>) -> ComponentKey<'a> {
        ComponentKey {
            instance: asked.instance,
            writer: asked.writer,
            component_type: self.component_type,
            logical_path: self.path.as_deref(),
            name: Some(&self.name),
        }
    }
}

/// The entry that a call means in the document of its backup, where that is not called exactly so.
pub(super) fn other(st: &Stepper, requester: RequesterId, asked: &ComponentKey<'_>) -> Option<Written> {
    other_entry(st, &st.session(requester)?.document, asked)
}

/// An entry that is not called exactly so, and is meant all the same.
fn other_entry(st: &Stepper, document: &BackupComponents, asked: &ComponentKey<'_>) -> Option<Written> {
    other_type(asked.component_type)?;
    if document.find(asked).is_ok() {
        return None;
    }
    let own = spelled(asked);
    let of_writer = |part: &&Arc<WriterComponents>| {
        let (instance, class) = part.writer_info();
        class == asked.writer && asked.instance.is_none_or(|wanted| wanted == instance)
    };
    let parts = document.writers().iter().filter(of_writer);
    let entries = parts.flat_map(|part| part.components()).filter_map(|entry| {
        let component_type = entry.component_type().ok()?;
        let path = entry.logical_path().ok().cloned();
        Some(Written { path, name: entry.component_name().clone(), component_type })
    });
    meant(st, entries.filter(|entry| loosely_same(entry.texts(), own)).collect(), asked)
}

/// The key of the component that AddComponent means among those that a writer reported.
pub(super) fn reported<'a>(
    st: &Stepper,
    metadata: &WriterMetadata,
    asked: &ComponentKey<'a>,
    written: &'a mut Option<Written>,
) -> Result<ComponentKey<'a>, Return> {
    let unknown = || Return::argument(Hresult::E_INVALIDARG, Reason::UNKNOWN_COMPONENT);
    let mut named = metadata.components_named(asked.logical_path, asked.name.unwrap_or_default());
    let key = if named.any(|component| component.component_type() == asked.component_type) {
        *asked
    } else {
        other_type(asked.component_type).ok_or_else(unknown)?;
        let alike = metadata.components().iter().filter(|other| loosely_same(texts(other), spelled(asked)));
        let alike = alike.map(|component| Written {
            path: component.logical_path.clone(),
            name: component.name.clone(),
            component_type: component.component_type(),
        });
        written.insert(meant(st, alike.collect(), asked).ok_or_else(unknown)?).key(asked)
    };
    if is_odd(spelled(&key)) && st.reading::<OddNames>() == OddNames::Refused {
        return Err(Return::argument(Hresult::E_INVALIDARG, Reason::BY_READING));
    }
    Ok(key)
}

/// Which of components that are called alike is meant, if one is: by the answers to the questions about names, and by
/// that about types (C-094).
fn meant(st: &Stepper, alike: Vec<Written>, asked: &ComponentKey<'_>) -> Option<Written> {
    if alike.is_empty() {
        return None;
    }
    let same = |naming: Naming| -> Vec<bool> {
        alike.iter().map(|other| naming.same(other.texts(), spelled(asked))).collect()
    };
    let same = same(st.naming(same));
    let mut same = alike.into_iter().zip(same).filter_map(|(other, same)| same.then_some(other));
    let first = same.next()?;
    if first.component_type == asked.component_type {
        return Some(first);
    }
    let typed = same.find(|other| other.component_type == asked.component_type);
    typed.or_else(|| (st.reading::<ComponentIdentity>() == ComponentIdentity::No).then_some(first))
}

/// Whether the requester's document has an entry that is another spelling of this component's name.
pub(super) fn is_taken(
    st: &Stepper,
    requester: RequesterId,
    metadata: &WriterMetadata,
    key: &ComponentKey<'_>,
) -> bool {
    let own = spelled(key);
    if !others(metadata, own).any(|_| true) {
        return false;
    }
    let part = key.instance.and_then(|instance| st.session(requester)?.document.writer(instance));
    let entries = part
        .into_iter()
        .flat_map(|part| part.components_spelled_like(Some(own.0), own.1))
        .filter_map(|entry| {
            let path = entry.logical_path().ok().map(Text::as_str).unwrap_or_default();
            let texts = (path, entry.component_name().as_str());
            let same_type = entry.component_type() == Ok(key.component_type);
            (texts != own && loosely_same(texts, own)).then_some((texts, same_type))
        });
    let entries: Vec<_> = entries.collect();
    let same = |naming: Naming| -> Vec<bool> {
        entries
            .iter()
            .filter(|(texts, _)| naming.same(*texts, own))
            .map(|(_, same_type)| *same_type)
            .collect()
    };
    let same = same(st.naming(same));
    same.contains(&true)
        || (!same.is_empty() && st.reading::<ComponentIdentity>() != ComponentIdentity::PartOfIdentity)
}

/// Whether a writer may not add a component, because its name is odd (C-079) or another spelling of one that it has.
pub(super) fn not_to_add(
    st: &Stepper,
    metadata: &WriterMetadata,
    path: Option<&str>,
    name: Option<&str>,
) -> Option<Return> {
    let own = (path.unwrap_or_default(), name.filter(|name| !name.is_empty() && !name.contains('\\'))?);
    if is_odd(own) && st.reading::<OddNames>() == OddNames::Refused {
        return Some(Return::argument(Hresult::E_INVALIDARG, Reason::BY_READING));
    }
    let others: Vec<_> = others(metadata, own).collect();
    if others.is_empty() {
        return None;
    }
    let taken = |naming: Naming| others.iter().any(|other| naming.same(texts(other), own));
    let refused = Return::argument(Hresult::VSS_E_OBJECT_ALREADY_EXISTS, Reason::DOCUMENT_REFUSED);
    taken(st.naming(taken)).then_some(refused)
}

/// Writes a name as the component of a writer's own document has it that is meant; false where none is.
pub(super) fn respell(
    st: &Stepper,
    metadata: &WriterMetadata,
    path: &mut Option<Text>,
    name: &mut In<Text>,
) -> bool {
    let (own_path, Some(own_name)) = (path.clone().unwrap_or_default(), name.0.clone()) else { return false };
    let own = (own_path.as_str(), own_name.as_str());
    let others: Vec<_> = others(metadata, own).collect();
    let found = |naming: Naming| others.iter().position(|other| naming.same(texts(other), own));
    let found = if others.is_empty() { None } else { found(st.naming(found)) };
    let Some(found) = found.and_then(|at| others.get(at)) else { return false };
    path.clone_from(&found.logical_path);
    *name = In(Some(found.name.clone()));
    true
}

/// The components of a document whose names are other spellings of this one by some answers.
fn others<'a>(
    metadata: &'a WriterMetadata,
    own: (&'a str, &'a str),
) -> impl Iterator<Item = &'a WmComponent> {
    metadata
        .components_spelled_like(Some(own.0), own.1)
        .filter(move |other| texts(other) != own && loosely_same(texts(other), own))
}

fn texts(component: &WmComponent) -> (&str, &str) {
    (component.logical_path.as_deref().unwrap_or_default(), &component.name)
}

fn spelled<'a>(key: &ComponentKey<'a>) -> (&'a str, &'a str) {
    (key.logical_path.unwrap_or_default(), key.name.unwrap_or_default())
}

/// Whether a path has an empty element, or a name a backslash.
fn is_odd((path, name): (&str, &str)) -> bool {
    name.contains('\\') || flaws(path).iter().any(|flaw| *flaw != PathFlaw::LeadingSeparator)
}

/// The components that a writer reported under the name of a key: those of its type, or all where there is none.
pub(super) fn of_type<'a>(
    metadata: &'a WriterMetadata,
    key: &ComponentKey<'_>,
) -> impl Iterator<Item = &'a WmComponent> {
    let component_type = key.component_type;
    let all = || metadata.components_named(key.logical_path, key.name.unwrap_or_default());
    let typed = all().any(|component| component.component_type() == component_type);
    all().filter(move |component| !typed || component.component_type() == component_type)
}

/// Whether the requester's document has the component of a call with the other type, as its writer has it, and not with
/// its own.
pub(super) fn has_other_type_alone(
    st: &Stepper,
    requester: RequesterId,
    metadata: &WriterMetadata,
    key: &ComponentKey<'_>,
) -> bool {
    let mut named = metadata.components_named(key.logical_path, key.name.unwrap_or_default());
    if named.all(|component| component.component_type() == key.component_type) {
        return false;
    }
    let Some(session) = st.session(requester) else { return false };
    let has = |component_type| session.document.find(&ComponentKey { component_type, ..*key }).is_ok();
    other_type(key.component_type).is_some_and(has) && !has(key.component_type)
}

/// The other one of the two types that components have.
fn other_type(component_type: ComponentType) -> Option<ComponentType> {
    match component_type {
        ComponentType::VSS_CT_DATABASE => Some(ComponentType::VSS_CT_FILEGROUP),
        ComponentType::VSS_CT_FILEGROUP => Some(ComponentType::VSS_CT_DATABASE),
        _ => None,
    }
}

/// A call of a restore as it is meant: with the names and the type of the component that it means.
pub(super) fn restore_call(st: &Stepper, requester: RequesterId, call: &RestoreCall) -> RestoreCall {
    let mut meant = call.clone();
    if let Some((writer, component_type, path, name)) = named(&mut meant) {
        let asked = super::backup::key(None, writer, *component_type, path.as_ref(), name);
        let written = st.session(requester).and_then(|session| other_entry(st, &session.document, &asked));
        if let Some(written) = written {
            *component_type = written.component_type;
            *path = written.path;
            *name = In(Some(written.name));
        }
    }
    meant
}

/// By what a call names a component of the document.
fn named(call: &mut RestoreCall) -> Option<(Guid, &mut ComponentType, &mut Option<Text>, &mut In<Text>)> {
    use RestoreCall as R;
    match call {
        R::SetSelectedForRestore { writerId, ct, wszLogicalPath, wszComponentName, .. }
        | R::SetSelectedForRestoreEx { writerId, ct, wszLogicalPath, wszComponentName, .. }
        | R::SetRestoreOptions { writerId, ct, wszLogicalPath, wszComponentName, .. }
        | R::SetAdditionalRestores { writerId, ct, wszLogicalPath, wszComponentName, .. }
        | R::SetFileRestoreStatus { writerId, ct, wszLogicalPath, wszComponentName, .. }
        | R::SetRangesFilePath { writerId, ct, wszLogicalPath, wszComponentName, .. }
        | R::SetAuthoritativeRestore { writerId, ct, wszLogicalPath, wszComponentName, .. }
        | R::SetRollForward { writerId, ct, wszLogicalPath, wszComponentName, .. }
        | R::SetRestoreName { writerId, ct, wszLogicalPath, wszComponentName, .. }
        | R::AddNewTarget { writerId, ct, wszLogicalPath, wszComponentName, .. } => {
            Some((*writerId, ct, wszLogicalPath, wszComponentName))
        }
        R::AddAlternativeLocationMapping {
            writerId,
            componentType,
            wszLogicalPath,
            wszComponentName,
            ..
        }
        | R::AddRestoreSubcomponent { writerId, componentType, wszLogicalPath, wszComponentName, .. } => {
            Some((*writerId, componentType, wszLogicalPath, wszComponentName))
        }
        R::InitializeForRestore { .. }
        | R::SetRestoreState { .. }
        | R::PreRestore { .. }
        | R::PostRestore { .. } => None,
    }
}
