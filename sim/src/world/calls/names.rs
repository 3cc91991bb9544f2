//! Which component a requester's call means, where its logical path, name and type are not exactly those of one.

use crate::api::{In, RequesterId, RestoreCall};
use crate::documents::{BackupComponents, ComponentKey, WmComponent, WriterMetadata};
use crate::vocabulary::{ComponentType, Guid, Text};

use super::super::readings::ComponentIdentity;
use super::super::stepper::Stepper;

/// How a component is written where it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    path: Option<Text>,
    name: Text,
    component_type: ComponentType,
}

impl Written {
    fn key<'a>(&'a self, asked: &ComponentKey<'_>) -> ComponentKey<'a> {
        ComponentKey {
            instance: asked.instance,
            writer: asked.writer,
            component_type: self.component_type,
            logical_path: self.path.as_deref(),
            name: Some(&self.name),
        }
    }
}

/// The key of the component that a call means in the document of its backup or restore; that of the call where there is
/// none. `written` is room for a key that differs.
pub(super) fn entry<'a>(
    st: &Stepper,
    requester: RequesterId,
    asked: ComponentKey<'a>,
    written: &'a mut Option<Written>,
) -> ComponentKey<'a> {
    *written = st.session(requester).and_then(|session| other_entry(st, &session.document, &asked));
    written.as_ref().map_or(asked, |written| written.key(&asked))
}

/// An entry that is not called exactly so, and is meant all the same.
fn other_entry(st: &Stepper, document: &BackupComponents, asked: &ComponentKey<'_>) -> Option<Written> {
    if document.find(asked).is_ok() {
        return None;
    }
    // A type that does not count (C-094).
    let component_type = other_type(asked.component_type)?;
    let entry = document.find(&ComponentKey { component_type, ..*asked }).ok()?;
    (st.reading::<ComponentIdentity>() == ComponentIdentity::No).then(|| Written {
        path: entry.logical_path().ok().cloned(),
        name: entry.component_name().clone(),
        component_type,
    })
}

/// The key of the component that AddComponent means among those that a writer reported, if there is one.
pub(super) fn reported<'a>(
    st: &Stepper,
    metadata: &WriterMetadata,
    asked: &ComponentKey<'a>,
    written: &'a mut Option<Written>,
) -> Option<ComponentKey<'a>> {
    let mut named = metadata.components_named(asked.logical_path, asked.name.unwrap_or_default()).peekable();
    let first = *named.peek()?;
    if named.any(|component| component.component_type() == asked.component_type) {
        return Some(*asked);
    }
    other_type(asked.component_type)?;
    if st.reading::<ComponentIdentity>() != ComponentIdentity::No {
        return None;
    }
    Some(written.insert(written_of(first)).key(asked))
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

fn written_of(component: &WmComponent) -> Written {
    Written {
        path: component.logical_path.clone(),
        name: component.name.clone(),
        component_type: component.component_type(),
    }
}

/// Whether the document has the component of a call with the other type, and not with its own.
pub(super) fn has_other_type_alone(st: &Stepper, requester: RequesterId, key: &ComponentKey<'_>) -> bool {
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
