//! Whether a component of a restore is selected, as IsSelectedForRestore tells.

use crate::api::DocRef;
use crate::components::{BackupKind, ComponentForest, ComponentName};
use crate::documents::{Component, WriterComponents};
use crate::machines::{Session, restoring};
use crate::vocabulary::Text;

use super::super::event::Upcall;
use super::super::readings::{RequiredInRestores, SelectedAnswersFor};
use super::super::stepper::Stepper;

/// Whether it is: by SetSelectedForRestore, unless a reading has it count without (C-014), or not at all (C-081).
pub(super) fn is_selected(
    st: &Stepper,
    doc: DocRef,
    part: &WriterComponents,
    index: usize,
    component: &Component,
) -> bool {
    let by_call = component.is_selected_for_restore();
    let others = part.components().iter().enumerate();
    let with_another = || others.clone().any(|(at, other)| at != index && other.is_selected_for_restore());
    if !by_call && !with_another() {
        return false;
    }
    let Some((forest, at)) = place(st, doc, part, component) else { return by_call };
    if by_call {
        return forest.defines_backup_set(at)
            || st.reading::<SelectedAnswersFor>() == SelectedAnswersFor::AnyEntry;
    }
    forest.backup_kind(at) == Some(BackupKind::Required)
        && st.reading::<RequiredInRestores>() == RequiredInRestores::Implicit
}

/// The component in the document that its running writer delivered.
fn place(
    st: &Stepper,
    doc: DocRef,
    part: &WriterComponents,
    component: &Component,
) -> Option<(ComponentForest, usize)> {
    let session: &Session = match doc {
        DocRef::Requester(requester) => st.session(requester)?,
        DocRef::Handler(id) => match &st.activation(id)?.upcall {
            Upcall::Writer(upcall) => st.session(upcall.requester)?,
            Upcall::Provider(_) => return None,
        },
    };
    session.as_restore()?;
    let gathered = restoring::writer_of(session, part, component.selected_instance())?;
    let forest = ComponentForest::new(gathered.document.clone());
    let path = component.logical_path().ok().map(Text::as_str);
    let at = forest.find(&ComponentName::new(path, component.component_name()))?;
    Some((forest, at))
}
