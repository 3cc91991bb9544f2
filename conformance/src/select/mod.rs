//! Which components and files a backup of some writers holds, and what can be restored of it.
//!
//! Everything is worked out by `vss_sim::components` from the writers' documents alone; here the words of a command
//! line are turned into components, volumes into needs, and the result into a report.

mod naming;
mod plan;
mod volumes;
mod why;
mod words;

use vss_sim::components::{
    At, BackupSelection, ComponentForest, FileKind, RefusedBackup, RefusedRestore, Restorable,
    RestoreSelection, Unsatisfied, WhyUnsatisfied,
};
use vss_sim::vocabulary::{BackupType, Environment, Guid};

pub use naming::{Meant, NameFault, Names};
pub use plan::select;
pub use volumes::{BadVolume, Outside, VolumeSet};
pub use why::{Cause, RestorePart, Why};
pub use words::{Operation, name_fault, outside};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    /// The components to add, as people write them.
    pub add: Vec<String>,
    /// The components to restore.
    pub restore: Vec<String>,
    /// The volumes of the shadow copy set; `None` where they are not looked at.
    pub volumes: Option<VolumeSet>,
    /// The variables that paths are expanded with.
    pub environment: Environment,
    /// What kind of backup it is.
    pub backup_type: BackupType,
}

/// Why nothing can be worked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectError {
    /// A text could be several components.
    Ambiguous {
        /// Which list of the request it is in.
        list: List,
        /// The text.
        text: String,
        /// What these components are called.
        candidates: Vec<String>,
    },
    /// Two documents are those of one instance of a writer.
    SameInstance {
        /// The places of both in the list of writers.
        writers: (usize, usize),
        /// The instance.
        instance: Guid,
    },
}

/// A list of components in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Those to add.
    Add,
    /// Those to restore.
    Restore,
}

/// The answer.
#[derive(Debug)]
pub struct Report {
    /// The writers, in the order in which they were given.
    pub writers: Vec<WriterReport>,
    /// How components are called.
    pub names: Names,
    /// What was to be added and cannot be, or not like this, in the order in which it was asked for.
    pub refused: Vec<Refused>,
    /// Dependencies that the backup leaves open.
    pub dependencies: Vec<Unsatisfied>,
    /// What was asked to be restored; `None` where nothing was.
    pub restore: Option<Restore>,
    /// What should be known of the names that were written.
    pub notes: Vec<Note>,
}

/// What becomes of one writer.
#[derive(Debug)]
pub struct WriterReport {
    /// Its components.
    pub forest: ComponentForest,
    /// What a backup holds of it.
    pub backup: BackupSelection,
    /// What is restored of that backup.
    pub restore: RestoreSelection,
    /// What can be restored alone.
    pub restorable: Restorable,
    /// The file sets to back up, in the order of the components.
    pub files: Vec<File>,
}

/// What is wrong with a restore.
#[derive(Debug)]
pub struct Restore {
    /// What cannot be restored, or not like this, in the order in which it was asked for.
    pub refused: Vec<Refused>,
    /// Dependencies that the restore leaves open.
    pub dependencies: Vec<Unsatisfied>,
}

/// Something that was asked for and refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The component, as it was written.
    pub asked: String,
    /// The component, where there is one.
    pub at: Option<At>,
    /// Why.
    pub why: WhyRefused,
}

/// Why something is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyRefused {
    /// No component of these writers is called so.
    Unknown {
        /// Where it was asked for.
        list: List,
        /// The component that was probably meant.
        near: Option<String>,
    },
    /// It should not be added.
    Backup(RefusedBackup),
    /// A directory of its files, or of its set's, is on no volume of the shadow copy set.
    Outside {
        /// The directory, as the document has it.
        path: String,
        /// The same with variables replaced.
        expanded: String,
        /// Why it is on none.
        why: Outside,
    },
    /// It cannot be restored so.
    Restore(RefusedRestore),
}

/// What should be known of a name that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The name, as it was written.
    pub asked: String,
    /// The component that it means.
    pub at: At,
    /// What should be known.
    pub what: NoteKind,
}

/// What should be known of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// It begins with a backslash, which no logical path does (rule PATH-002, C-005).
    LeadingBackslash,
    /// So many components of the writer have it, and calls mean the first (rule NAM-001).
    Alike(usize),
}

/// A file set to back up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The component that it belongs to.
    pub component: usize,
    /// By which call it was added.
    pub kind: FileKind,
    /// The directory.
    pub path: Directory,
    /// The files in it.
    pub filespec: String,
    /// Whether the directories below it are meant too.
    pub recursive: bool,
    /// The directory that the files are read from, where it is another one.
    pub alternate_path: Option<Directory>,
    /// Whether they have to be read from a shadow copy.
    pub snapshot: bool,
    /// Whether an exclusion of the writer leaves out all of it (rule BSET-005).
    pub excluded: bool,
}

/// A directory of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directory {
    /// As it was written.
    pub written: String,
    /// With its variables replaced, where it has any; those that are not set stay.
    pub expanded: Option<String>,
}

impl WhyRefused {
    /// The rule that stands against it.
    #[must_use]
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Unknown { list: List::Add, .. } => RefusedBackup::Unknown.rule(),
            Self::Unknown { list: List::Restore, .. } => RefusedRestore::Unknown.rule(),
            Self::Backup(why) => why.rule(),
            Self::Outside { .. } => "ORD-019",
            Self::Restore(why) => why.rule(),
        }
    }
}

impl NoteKind {
    /// The rule that it is about.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::LeadingBackslash => "PATH-002",
            Self::Alike(_) => "NAM-001",
        }
    }
}

/// Whether a dependency is left open as far as these documents can tell. One on another computer's writer cannot be met
/// by any of them, so that it is told and is no finding.
#[must_use]
pub const fn is_open(dependency: &Unsatisfied) -> bool {
    match dependency.why {
        WhyUnsatisfied::NotSelected(_) | WhyUnsatisfied::NoSuchComponent | WhyUnsatisfied::NoSuchWriter => {
            true
        }
        WhyUnsatisfied::Remote => false,
    }
}

impl Report {
    /// What becomes of a component's writer.
    #[must_use]
    pub fn writer(&self, at: At) -> Option<&WriterReport> {
        self.writers.get(at.writer)
    }

    /// How many dependencies are left open, by the backup and by the restore.
    #[must_use]
    pub fn open_dependencies(&self) -> usize {
        let restore = self.restore.iter().flat_map(|restore| &restore.dependencies);
        self.dependencies.iter().chain(restore).filter(|dependency| is_open(dependency)).count()
    }

    /// How much of what was asked for is refused.
    #[must_use]
    pub fn refusals(&self) -> usize {
        self.refused.len() + self.restore.as_ref().map_or(0, |restore| restore.refused.len())
    }

    /// Whether something is missing, refused or left open.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        self.refusals() > 0
            || self.open_dependencies() > 0
            || self.writers.iter().any(|writer| !writer.backup.missing().is_empty())
    }
}
