//! Which components of writers may have equal names: what AddComponent refuses beside a pair that the document has already
//! (C-004), and whether the type tells two components apart (C-094).

use crate::api::{ActivationId, CreateMetadataCall};
use crate::documents::WriterMetadata;
use crate::vocabulary::Hresult;

use super::super::in_flight::Window;
use super::super::kinds::OpKind;
use super::super::outcome::Return;
use super::super::readings::{ComponentIdentity, UniqueNames};
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// What the reading that is followed refuses.
pub(super) fn refused(st: &Stepper, id: ActivationId, call: &CreateMetadataCall) -> Option<Return> {
    let CreateMetadataCall::AddComponent { wszLogicalPath, wszComponentName, .. } = call else { return None };
    let (path, name) = (wszLogicalPath.as_deref().unwrap_or_default(), wszComponentName.as_deref()?);
    let Window::Identify(builder) = &st.activation(id)?.window else { return None };
    let own = builder.document();
    if own.components_named(Some(path), name).next().is_some() {
        return None;
    }
    let class = own.writer_id();
    let alike = |document: &WriterMetadata| {
        document.components().iter().any(|component| {
            let other = component.logical_path.as_deref().unwrap_or_default();
            component.name == *name || (!path.is_empty() && other == path)
        })
    };
    let (mut of_class, mut of_all) = (alike(own), false);
    for document in others(st, id) {
        of_class |= document.writer_id() == class && alike(document);
        of_all |= document.components_named(Some(path), name).next().is_some();
    }
    let refused = (of_class || of_all)
        && match st.reading::<UniqueNames>() {
            UniqueNames::PathAndNamePerClass => false,
            UniqueNames::NameAloneAndPathAlone => of_class,
            UniqueNames::PathAndNameOnTheSystem => of_all,
        };
    refused.then(|| Return::argument(Hresult::VSS_E_OBJECT_ALREADY_EXISTS, Reason::BY_READING))
}

/// Whether a component may stand beside one of the other type that has its logical path and name (C-094).
pub(super) fn beside_other_type(st: &Stepper, id: ActivationId, call: &CreateMetadataCall) -> bool {
    let CreateMetadataCall::AddComponent { ct, wszLogicalPath, wszComponentName, .. } = call else {
        return false;
    };
    let Some(Window::Identify(builder)) = st.activation(id).map(|held| &held.window) else { return false };
    let name = wszComponentName.as_deref().unwrap_or_default();
    let mut named = builder.document().components_named(wszLogicalPath.as_deref(), name).peekable();
    named.peek().is_some()
        && named.all(|other| other.component_type() != *ct)
        && st.reading::<ComponentIdentity>() == ComponentIdentity::PartOfIdentity
}

/// The documents of the other writers of the same gathering: those that are delivered, and those that are being built.
fn others(st: &Stepper, id: ActivationId) -> impl Iterator<Item = &WriterMetadata> {
    let of = st.activation(id).map(|held| held.of);
    let delivered = of
        .and_then(|of| st.operation(of))
        .and_then(|operation| if let OpKind::Gather(found) = &operation.kind { Some(found) } else { None });
    let delivered = delivered.into_iter().flatten().map(|gathered| &*gathered.document);
    let built = st.world.open.activations.iter().filter_map(move |(other, held)| match &held.window {
        Window::Identify(builder) if *other != id && Some(held.of) == of => Some(builder.document()),
        Window::Identify(_) | Window::Components(_) | Window::Closed => None,
    });
    delivered.chain(built)
}
