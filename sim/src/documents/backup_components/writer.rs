//! A writer's part of the document, as `IVssWriterComponents` shows it.

use std::sync::Arc;

use crate::vocabulary::{BackupSchema, Guid, Hresult, SpelledGuid, Text};

use super::super::keyed::{Keyed, KeyedList, named};
use super::super::names::BACKUP_COMPONENTS_NAMESPACE;
use super::super::values::{Extra, Order};
use super::{BackupComponents, Component, Part};

/// The components of one writer instance (`nl-vswriter-ivsswritercomponents`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WriterComponents {
    /// The namespace, where the element repeats it.
    pub xmlns: Option<Text>,
    /// The writer instance.
    pub instance_id: SpelledGuid,
    /// The writer class.
    pub writer_id: SpelledGuid,
    /// The instance's name, where the writer has one.
    pub instance_name: Option<Text>,
    /// The writer's schema mask; 0 where it set none.
    pub backup_schema: Option<BackupSchema>,
    pub(super) components: KeyedList<Component>,
    pub(super) order: Order<Kind>,
    pub(super) extra: Extra,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Component,
    Unknown,
}

impl Keyed for Arc<WriterComponents> {
    type Key = Guid;

    fn key(&self) -> Guid {
        self.instance_id.value()
    }
}

impl WriterComponents {
    /// A writer without components yet.
    #[must_use]
    pub fn new(instance: Guid, writer: Guid, instance_name: Option<&str>, schema: BackupSchema) -> Self {
        Self {
            xmlns: None,
            instance_id: instance.into(),
            writer_id: writer.into(),
            instance_name: instance_name.map(Text::from),
            backup_schema: Some(schema),
            components: KeyedList::new(),
            order: Order::default(),
            extra: Extra::default(),
        }
    }

    /// `GetComponentCount` (`nf-vswriter-ivsswritercomponents-getcomponentcount`).
    #[must_use]
    pub fn component_count(&self) -> usize {
        self.components.len()
    }

    /// `GetWriterInfo` (`nf-vswriter-ivsswritercomponents-getwriterinfo`): instance and class.
    #[must_use]
    pub fn writer_info(&self) -> (Guid, Guid) {
        (self.instance_id.value(), self.writer_id.value())
    }

    /// `GetComponent` (`nf-vswriter-ivsswritercomponents-getcomponent`).
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn component(&self, index: usize) -> Result<&Component, Hresult> {
        self.components.get(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// A component to change; see [`WriterComponents::component`].
    ///
    /// # Errors
    /// `VSS_E_OBJECT_NOT_FOUND` where there is none with that index.
    pub fn component_mut(&mut self, index: usize) -> Result<&mut Component, Hresult> {
        self.components.get_mut(index).ok_or(Hresult::VSS_E_OBJECT_NOT_FOUND)
    }

    /// Every component, in the order of the document.
    #[must_use]
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// The index of the first component of this logical path and name; no logical path and an empty one are the same.
    #[must_use]
    pub fn position(&self, logical_path: Option<&str>, name: &str) -> Option<usize> {
        self.components.place(&named(logical_path, name))
    }

    /// The components of this logical path and name; no logical path and an empty one are the same.
    pub fn components_named(
        &self,
        logical_path: Option<&str>,
        name: &str,
    ) -> impl Iterator<Item = &Component> {
        self.components.places(&named(logical_path, name)).filter_map(|index| self.components.get(index))
    }

    /// The components among which all are that differ from this name in its spelling.
    pub fn components_spelled_like(
        &self,
        logical_path: Option<&str>,
        name: &str,
    ) -> impl Iterator<Item = &Component> {
        self.components.spelled_like(logical_path, name)
    }

    /// The same writer's part with these components.
    #[must_use]
    pub fn with_components(&self, components: impl IntoIterator<Item = Component>) -> Self {
        let mut part = Self { components: KeyedList::new(), order: Order::default(), ..self.clone() };
        for component in components {
            part.push(component);
        }
        part
    }

    pub(super) fn push(&mut self, component: Component) {
        self.components.push(component);
        self.order.push(Kind::Component);
    }

    /// What the document holds here beyond the fields.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        &self.extra
    }
}

impl BackupComponents {
    /// Every writer's part, in the order of the document.
    #[must_use]
    pub fn writers(&self) -> &[Arc<WriterComponents>] {
        &self.writers
    }

    /// The part of a writer instance (`nf-vsbackup-ivssbackupcomponents-getwritercomponents`).
    #[must_use]
    pub fn writer(&self, instance: Guid) -> Option<&Arc<WriterComponents>> {
        self.writers.get(self.writers.place(&instance)?)
    }

    /// The part of a writer instance, to change; a part that others hold is copied first.
    pub fn writer_mut(&mut self, instance: Guid) -> Option<&mut WriterComponents> {
        self.writers.get_mut(self.writers.place(&instance)?).map(Arc::make_mut)
    }

    /// Puts back the part that a writer's handler worked on, in the place of the instance's present one.
    ///
    /// A part that changed repeats the namespace from then on, as the only captured one does whose writer changed
    /// it (a reading: one instance, the reason is inferred). `false` where the document has no such instance.
    pub fn replace_writer(&mut self, mut part: Arc<WriterComponents>) -> bool {
        let instance = part.instance_id.value();
        let place = self.writers.place(&instance);
        let Some(present) = place.and_then(|place| self.writers.get_mut_keeping_key(place)) else {
            return false;
        };
        if Arc::ptr_eq(present, &part) || *present == part {
            return true;
        }
        if part.xmlns.is_none() {
            Arc::make_mut(&mut part).xmlns = Some(BACKUP_COMPONENTS_NAMESPACE.into());
        }
        *present = part;
        true
    }

    /// Puts a component that a writer's handler worked on in the place of the present one of the same name; the
    /// writer's part repeats the namespace from then on, as after [`Self::replace_writer`].
    ///
    /// `false` where the document has no such component.
    pub fn replace_component(&mut self, part: usize, at: usize, component: Component) -> bool {
        let Some(part) = self.part_mut(part) else { return false };
        let Some(present) = part.components.get_mut_keeping_key(at) else { return false };
        *present = component;
        if part.xmlns.is_none() {
            part.xmlns = Some(BACKUP_COMPONENTS_NAMESPACE.into());
        }
        true
    }

    pub(super) fn push_writer(&mut self, part: WriterComponents) {
        self.writers.push(Arc::new(part));
        self.order.push(Part::Writer);
    }

    /// The part at an index, to change all but its instance.
    pub(super) fn part_mut(&mut self, index: usize) -> Option<&mut WriterComponents> {
        self.writers.get_mut_keeping_key(index).map(Arc::make_mut)
    }
}
