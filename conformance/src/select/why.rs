//! Why one component is in a backup, or out of it, and what can be restored of it.

use vss_sim::components::{Absence, At, BackupKind, Inclusion, RestoreSelection};

use super::naming::NameFault;
use super::{Refused, Report, WhyRefused, WriterReport};

/// The explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The component.
    pub at: At,
    /// The part that it takes.
    pub part: Inclusion,
    /// What decides that.
    pub cause: Cause,
    /// Why adding it is refused, where it was to be added.
    pub refused: Option<Refused>,
    /// What kind of component it is for a backup.
    pub kind: BackupKind,
    /// Its ancestors, the outermost first, each with whether it is selectable for backup.
    pub ancestors: Vec<(At, bool)>,
    /// How it could be restored.
    pub restorable: RestorePart,
    /// Whether it is restored, where something was asked to be.
    pub restored: Option<bool>,
}

/// What decides the part that a component takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The rules of selection, from what was added.
    Selection,
    /// That adding it was refused.
    Refused(Refused),
    /// That adding an ancestor was refused, which would have brought it along.
    AncestorRefused(Refused),
    /// Nothing of its writer is included, and this was to be.
    WriterRefused(Refused),
}

/// How a component of a backup can be restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestorePart {
    /// Alone, by SetSelectedForRestore.
    ByEntry,
    /// Alone, by AddRestoreSubcomponent on this ancestor.
    BySubcomponent(At),
    /// With this ancestor only.
    NotAlone(At),
    /// Not at all, since the backup does not hold it.
    NotInBackup,
}

impl RestorePart {
    /// The rule that says so.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::ByEntry => "RST-002",
            Self::BySubcomponent(_) => "RST-004",
            Self::NotAlone(_) => "RST-005",
            Self::NotInBackup => "RST-001",
        }
    }
}

impl Why {
    /// The ancestor through which it is in.
    #[must_use]
    pub const fn through(&self) -> Option<At> {
        match self.part {
            Inclusion::Implicit { through } => Some(At { writer: self.at.writer, component: through }),
            Inclusion::Explicit | Inclusion::Missing | Inclusion::Out(_) => None,
        }
    }

    /// The rule that decides.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match &self.cause {
            Cause::Selection => self.part.rule(),
            Cause::Refused(refused) | Cause::AncestorRefused(refused) | Cause::WriterRefused(refused) => {
                refused.why.rule()
            }
        }
    }
}

impl Report {
    /// Explains a component, named as in a request.
    ///
    /// # Errors
    /// The name means no component, or several.
    pub fn why(&self, text: &str) -> Result<Why, NameFault> {
        let forests: Vec<_> = self.writers.iter().map(|writer| &writer.forest).collect();
        let at = self.names.resolve(&forests, text)?.at;
        let explained = self.writer(at).and_then(|writer| self.explain(writer, at));
        explained.ok_or(NameFault::Unknown { near: None })
    }

    fn explain(&self, writer: &WriterReport, at: At) -> Option<Why> {
        let forest = &writer.forest;
        let part = *writer.backup.inclusion(at.component)?;
        let own = |component: usize| At { writer: at.writer, component };
        let ancestors = forest.ancestors(at.component).into_iter().map(|component| {
            let selectable = forest.component(component).is_some_and(|component| component.selectable);
            (own(component), selectable)
        });
        let ancestors: Vec<(At, bool)> = ancestors.collect();
        let restorable = match part {
            Inclusion::Explicit => RestorePart::ByEntry,
            Inclusion::Implicit { through }
                if writer.restorable.by_subcomponent.binary_search(&at.component).is_ok() =>
            {
                RestorePart::BySubcomponent(own(through))
            }
            Inclusion::Implicit { through } => RestorePart::NotAlone(own(through)),
            Inclusion::Missing | Inclusion::Out(_) => RestorePart::NotInBackup,
        };
        let restored = |restore: &RestoreSelection| restore.restored().binary_search(&at.component).is_ok();
        let refused = self.refused.iter().find(|refused| refused.at == Some(at)).cloned();
        Some(Why {
            at,
            part,
            cause: self.cause(at, part, refused.as_ref(), &ancestors),
            refused,
            kind: forest.backup_kind(at.component)?,
            ancestors,
            restorable,
            restored: self.restore.as_ref().map(|_| restored(&writer.restore)),
        })
    }

    fn cause(&self, at: At, part: Inclusion, own: Option<&Refused>, ancestors: &[(At, bool)]) -> Cause {
        let Inclusion::Out(absence) = part else { return Cause::Selection };
        if let Some(refused) = own {
            return Cause::Refused(refused.clone());
        }
        // Only a selectable ancestor brings anything along, and one that the volumes keep out could have.
        let kept_out = |refused: &&Refused| matches!(refused.why, WhyRefused::Outside { .. });
        let kept_out = || self.refused.iter().filter(kept_out);
        let brings = |refused: &&Refused| refused.at.is_some_and(|at| ancestors.contains(&(at, true)));
        if let Some(refused) = kept_out().find(brings) {
            return Cause::AncestorRefused(refused.clone());
        }
        let of_writer = |refused: &&Refused| refused.at.is_some_and(|other| other.writer == at.writer);
        let nothing_is_in = absence == Absence::WriterNotSelected;
        match self.refused.iter().find(of_writer).filter(|_| nothing_is_in) {
            Some(refused) => Cause::WriterRefused(refused.clone()),
            None => Cause::Selection,
        }
    }
}
