//! Which writers a requester lets take part: what `EnableWriterClasses`, `DisableWriterClasses` and
//! `DisableWriterInstances` have said on its object.
//!
//! Pages: `nf-vsbackup-ivssbackupcomponents-enablewriterclasses`, `-disablewriterclasses`, `-disablewriterinstances`.

use std::collections::BTreeSet;

use crate::vocabulary::Guid;

/// The writers that take part in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct EnabledWriters {
    /// By their classes.
    pub classes: EnabledClasses,
    /// Instances that are disabled whatever their class; nothing enables one again.
    pub disabled_instances: BTreeSet<Guid>,
}

/// The classes whose writers take part.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum EnabledClasses {
    /// All of them: no call was made.
    #[default]
    All,
    /// All but these: `DisableWriterClasses` was called, and `EnableWriterClasses` was not.
    AllBut(BTreeSet<Guid>),
    /// These alone: `EnableWriterClasses` was called.
    Only(BTreeSet<Guid>),
}

impl EnabledWriters {
    /// `EnableWriterClasses`: the first call on an object enables its classes, and no other; further ones add theirs.
    ///
    /// The two pages can be read differently on a call that follows Enable and Disable: that it adds to what is left
    /// of the list is a reading, by which "the first call" is the first on the object.
    pub fn enable_classes(&mut self, classes: &[Guid]) {
        let given = classes.iter().copied();
        match &mut self.classes {
            EnabledClasses::All | EnabledClasses::AllBut(_) => {
                self.classes = EnabledClasses::Only(given.collect());
            }
            EnabledClasses::Only(enabled) => enabled.extend(given),
        }
    }

    /// `DisableWriterClasses`: it takes its classes from those that are enabled.
    pub fn disable_classes(&mut self, classes: &[Guid]) {
        let given = classes.iter().copied();
        match &mut self.classes {
            EnabledClasses::All => self.classes = EnabledClasses::AllBut(given.collect()),
            EnabledClasses::AllBut(disabled) => disabled.extend(given),
            EnabledClasses::Only(enabled) => given.for_each(|class| {
                enabled.remove(&class);
            }),
        }
    }

    /// `DisableWriterInstances`.
    pub fn disable_instances(&mut self, instances: &[Guid]) {
        self.disabled_instances.extend(instances);
    }

    /// Whether a writer takes part: its class is enabled, and its instance is not disabled. How the two combine is on
    /// no page (a reading).
    #[must_use]
    pub fn has(&self, class: Guid, instance: Guid) -> bool {
        let by_class = match &self.classes {
            EnabledClasses::All => true,
            EnabledClasses::AllBut(disabled) => !disabled.contains(&class),
            EnabledClasses::Only(enabled) => enabled.contains(&class),
        };
        by_class && !self.disabled_instances.contains(&instance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Guid = Guid(1);
    const B: Guid = Guid(2);
    const C: Guid = Guid(3);
    const INSTANCE: Guid = Guid(9);

    enum Call {
        Enable(&'static [Guid]),
        Disable(&'static [Guid]),
    }

    fn enabled(calls: &[Call]) -> Vec<Guid> {
        let mut writers = EnabledWriters::default();
        for call in calls {
            match call {
                Call::Enable(classes) => writers.enable_classes(classes),
                Call::Disable(classes) => writers.disable_classes(classes),
            }
        }
        [A, B, C].into_iter().filter(|class| writers.has(*class, INSTANCE)).collect()
    }

    #[test]
    fn the_pair_is_not_symmetric() {
        use Call::{Disable, Enable};
        // ORD-004: without a call every class is enabled.
        assert_eq!(enabled(&[]), [A, B, C]);
        // The first call of each, and further ones.
        assert_eq!(enabled(&[Enable(&[A])]), [A]);
        assert_eq!(enabled(&[Enable(&[A]), Enable(&[B])]), [A, B]);
        assert_eq!(enabled(&[Disable(&[A])]), [B, C]);
        assert_eq!(enabled(&[Disable(&[A]), Disable(&[B])]), [C]);
        // Enable after Disable begins a new list.
        assert_eq!(enabled(&[Disable(&[A, B]), Enable(&[A])]), [A]);
        assert_eq!(enabled(&[Disable(&[A, B]), Enable(&[A]), Enable(&[C])]), [A, C]);
        // Disable after Enable takes away, and only from the list.
        assert_eq!(enabled(&[Enable(&[A, B]), Disable(&[A])]), [B]);
        assert_eq!(enabled(&[Enable(&[A, B]), Disable(&[C])]), [A, B]);
        assert_eq!(enabled(&[Enable(&[A]), Disable(&[A])]), []);
        // The reading: Enable goes on with what Disable has left.
        assert_eq!(enabled(&[Enable(&[A, B]), Disable(&[B]), Enable(&[C])]), [A, C]);
        assert_eq!(enabled(&[Enable(&[A, B]), Disable(&[B]), Enable(&[B])]), [A, B]);
    }

    #[test]
    fn an_instance_goes_with_its_class_and_alone() {
        let mut writers = EnabledWriters::default();
        writers.disable_instances(&[INSTANCE]);
        assert!(!writers.has(A, INSTANCE));
        assert!(writers.has(A, Guid(10)), "other instances of the class stay enabled");
        writers.enable_classes(&[A]);
        assert!(!writers.has(A, INSTANCE), "the class does not bring it back");
        assert!(writers.has(A, Guid(10)) && !writers.has(B, Guid(10)));
    }
}
