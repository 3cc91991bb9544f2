//! What a report has to say, in words.

use vss_sim::components::{
    Absence, At, Inclusion, RefusedBackup, RefusedRestore, Unsatisfied, WhyUnplaced, WhyUnsatisfied,
};

use super::naming::NameFault;
use super::{Cause, Note, NoteKind, Outside, Refused, Report, RestorePart, Why, WhyRefused};

/// What components take part in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// A backup.
    Backup,
    /// A restore.
    Restore,
}

/// What a name is at fault for, and what to do.
#[must_use]
pub fn name_fault(fault: &NameFault) -> (&'static str, Option<String>) {
    match fault {
        NameFault::Unknown { near } => {
            ("is no component of these writers", near.as_ref().map(|near| format!("did you mean {near}?")))
        }
        NameFault::Ambiguous { candidates } => {
            const SHOWN: usize = 8;
            let listed: Vec<&str> = candidates.iter().take(SHOWN).map(String::as_str).collect();
            let more = if candidates.len() > SHOWN { " or another" } else { "" };
            ("could be several components", Some(format!("write {}{more}", listed.join(" or "))))
        }
    }
}

/// Why a directory is on no volume of the set, with what to do where that is in reach.
#[must_use]
pub fn outside(path: &str, expanded: &str, why: &Outside) -> String {
    let shown = if path == expanded { path.to_owned() } else { format!("{path} ({expanded})") };
    match why {
        Outside::Volume(name) => {
            format!("its files in {shown} lie on {name}, which is not in the shadow copy set")
        }
        Outside::Unplaced(WhyUnplaced::UnsetVariable(variable)) => {
            format!("its files are in {path}, and {variable} is not set; --env {variable}=… sets it")
        }
        Outside::Unplaced(WhyUnplaced::NoSuchVolume(None)) => {
            format!("its files in {shown} lie on no volume of the shadow copy set")
        }
        Outside::Unplaced(
            why @ (WhyUnplaced::NotAPath(_)
            | WhyUnplaced::NotAbsolute
            | WhyUnplaced::NoSuchVolume(Some(_))
            | WhyUnplaced::NoVolume),
        ) => format!("its files in {shown} lie on no volume of the shadow copy set: {why}"),
    }
}

const fn absence(absence: Absence) -> &'static str {
    match absence {
        Absence::WriterNotSelected => "nothing of its writer is included, so the writer takes no part",
        Absence::NotAdded => "it is selectable for backup and was not added",
        Absence::NoAncestorIncluded => {
            "it is not selectable for backup, and no ancestor of it that is was included"
        }
    }
}

impl Report {
    /// Why something is refused.
    #[must_use]
    pub fn refusal_words(&self, refused: &Refused) -> String {
        let near_by = |component: usize| {
            let writer = refused.at.map_or(0, |at| at.writer);
            self.names.full(At { writer, component })
        };
        match &refused.why {
            WhyRefused::Unknown { near, .. } => {
                let writers = if self.writers.len() == 1 { "the writer has" } else { "these writers have" };
                let near = near.as_ref().map(|near| format!("; did you mean {near}?")).unwrap_or_default();
                format!("{writers} no such component{near}")
            }
            WhyRefused::Outside { path, expanded, why } => outside(path, expanded, why),
            WhyRefused::Backup(why) => match why {
                RefusedBackup::Unknown => "the writer has no such component".to_owned(),
                RefusedBackup::AddedTwice => {
                    "it was added already: AddComponent gives VSS_E_OBJECT_ALREADY_EXISTS".to_owned()
                }
                RefusedBackup::SelectableAncestorExplicit { ancestor } => format!(
                    "its ancestor {} is included explicitly, which brings it along implicitly",
                    near_by(*ancestor)
                ),
                RefusedBackup::NonselectableWithSelectableAncestor { ancestor } => format!(
                    "it is not selectable for backup and belongs to the set of {}: add that instead",
                    near_by(*ancestor)
                ),
            },
            WhyRefused::Restore(why) => restore_refusal(*why, near_by),
        }
    }

    /// That a dependency is not met, and which component it binds.
    #[must_use]
    pub fn dependency_words(&self, dependency: &Unsatisfied, operation: Operation) -> String {
        let on = self.target_name(dependency);
        let (done, there) = match operation {
            Operation::Backup => ("included", "backed up"),
            Operation::Restore => ("restored", "restored"),
        };
        let binds = match dependency.member {
            None => format!("it depends on {on}"),
            Some(_) => {
                let definer = self.names.full(dependency.dependent);
                format!("it belongs to the set of {definer}, which as a whole (DEP-026) depends on {on}")
            }
        };
        match dependency.why {
            WhyUnsatisfied::NotSelected(_) => format!("{binds}, which is not {done}"),
            WhyUnsatisfied::NoSuchComponent => format!("{binds}, which its writer does not have"),
            WhyUnsatisfied::NoSuchWriter => format!("{binds}, whose writer is not among these"),
            WhyUnsatisfied::Remote => format!("{binds}, which has to be {there} there"),
        }
    }

    /// What the target of a dependency is called.
    #[must_use]
    pub fn target_name(&self, dependency: &Unsatisfied) -> String {
        let target = &dependency.target;
        match dependency.why {
            WhyUnsatisfied::NotSelected(at) => self.names.full(at),
            WhyUnsatisfied::NoSuchComponent | WhyUnsatisfied::NoSuchWriter | WhyUnsatisfied::Remote => {
                let name = format!("{{{}}}:{}", target.writer, target.component);
                match &target.computer {
                    Some(computer) => format!("{name} on {computer}"),
                    None => name,
                }
            }
        }
    }

    /// What should be known of a name.
    #[must_use]
    pub fn note_words(&self, note: &Note) -> String {
        let name = self.names.full(note.at);
        match note.what {
            NoteKind::LeadingBackslash => {
                format!("it is read as {name}: a logical path has no leading backslash")
            }
            NoteKind::Alike(count) => {
                format!("{count} components of the writer have this name, and calls mean the first, {name}")
            }
        }
    }

    /// Why a component takes the part that it takes.
    #[must_use]
    pub fn why_words(&self, why: &Why) -> String {
        let told = |refused: &Refused| {
            format!("{} is refused: {} ({})", refused.asked, self.refusal_words(refused), refused.why.rule())
        };
        let part = match why.part {
            Inclusion::Explicit => "it was added".to_owned(),
            Inclusion::Implicit { through } => {
                let definer = self.names.full(At { writer: why.at.writer, component: through });
                format!("it belongs to the set of {definer}, which was added")
            }
            Inclusion::Missing => {
                "it is not selectable for backup, no ancestor of it is, and something of its writer \
                                   was added, so it has to be added too"
                    .to_owned()
            }
            Inclusion::Out(why) => absence(why).to_owned(),
        };
        match &why.cause {
            Cause::Selection => match &why.refused {
                Some(refused) => format!("{part}; adding {}", told(refused)),
                None => part,
            },
            Cause::Refused(refused) => format!("adding {}", told(refused)),
            Cause::AncestorRefused(refused) => {
                format!("it comes with its ancestor, and adding {}", told(refused))
            }
            Cause::WriterRefused(refused) => format!("{part}; adding {}", told(refused)),
        }
    }

    /// How a component could be restored.
    #[must_use]
    pub fn restorable_words(&self, part: RestorePart) -> String {
        match part {
            RestorePart::ByEntry => "alone, by SetSelectedForRestore".to_owned(),
            RestorePart::BySubcomponent(ancestor) => {
                let ancestor = self.names.full(ancestor);
                format!("alone, by SetSelectedForRestore and AddRestoreSubcomponent on {ancestor}")
            }
            RestorePart::NotAlone(ancestor) => {
                let ancestor = self.names.full(ancestor);
                format!("not alone: it is not selectable for restore, and comes with {ancestor}")
            }
            RestorePart::NotInBackup => "not at all: the backup does not hold it".to_owned(),
        }
    }
}

fn restore_refusal(why: RefusedRestore, called: impl Fn(usize) -> String) -> String {
    match why {
        RefusedRestore::Unknown => "the writer has no such component".to_owned(),
        RefusedRestore::NotInBackup => "it is not in the backup".to_owned(),
        RefusedRestore::NoEntry { definer } => format!(
            "it has no entry of its own in the Backup Components Document: it came with {}",
            called(definer)
        ),
        RefusedRestore::HasEntry => "it has an entry of its own, by which it is selected".to_owned(),
        RefusedRestore::NotSelectableForRestore => {
            "it came into the backup implicitly and is not selectable for restore".to_owned()
        }
        RefusedRestore::AncestorNotSelected => "the component that brought it in is not selected".to_owned(),
        RefusedRestore::NotBelow => {
            "it is not below the component that it is to be a subcomponent of".to_owned()
        }
        RefusedRestore::OnlyInPart { subcomponent } => format!(
            "with {} asked for, only such subcomponents of it are restored and not its whole set; ask for it alone \
             to restore all of it",
            called(subcomponent)
        ),
    }
}
