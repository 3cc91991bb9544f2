//! Which components and files a backup of some writers holds, and what can be restored of it.
//!
//! Everything is worked out by `vss_sim::components` from the writers' documents alone; here the words of a command
//! line are turned into components, volumes into needs, and the result into a report.

mod naming;
mod plan;
mod volumes;
mod why;

use vss_sim::components::{
    At, BackupSelection, ComponentForest, DependencyTarget, FileKind, Restorable, RestoreSelection,
    WhyUnsatisfied,
};
use vss_sim::vocabulary::{BackupType, Environment};

pub use naming::{Names, UnknownName};
pub use plan::select;
pub use volumes::{BadVolume, VolumeSet};
pub use why::Why;

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

/// The answer.
#[derive(Debug)]
pub struct Report {
    /// The writers, in the order in which they were given.
    pub writers: Vec<ComponentForest>,
    /// How each is called.
    pub names: Names,
    /// What is included of each.
    pub selections: Vec<BackupSelection>,
    /// What was asked for and cannot be, or not like this.
    pub refused: Vec<Refused>,
    /// Dependencies that the backup leaves open.
    pub dependencies: Vec<OpenDependency>,
    /// What is restored of each writer.
    pub restores: Vec<RestoreSelection>,
    /// What can be restored alone of each writer's backup.
    pub restorable: Vec<Restorable>,
    /// What of the restore cannot be.
    pub restore_refused: Vec<Refused>,
    /// The file sets to back up.
    pub files: Vec<File>,
}

/// Something that was asked for and refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The component, as the report names it.
    pub component: String,
    /// The rule.
    pub rule: &'static str,
    /// Why, in words.
    pub message: String,
}

/// A dependency whose target does not take part.
#[derive(Debug, Clone)]
pub struct OpenDependency {
    /// The dependent component.
    pub component: String,
    /// Its target.
    pub target: DependencyTarget,
    /// Its target, as the report names it.
    pub on: String,
    /// Why it is open.
    pub why: WhyUnsatisfied,
}

/// A file set to back up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The component that it belongs to.
    pub at: At,
    /// By which call it was added.
    pub kind: FileKind,
    /// The directory.
    pub path: String,
    /// The files in it.
    pub filespec: String,
    /// Whether the directories below it are meant too.
    pub recursive: bool,
    /// The directory that the files are read from, where it is another one.
    pub alternate_path: Option<String>,
    /// Whether they have to be read from a shadow copy.
    pub snapshot: bool,
}

impl Report {
    /// Whether something is missing, refused or left open.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        !self.refused.is_empty()
            || !self.restore_refused.is_empty()
            || !self.dependencies.is_empty()
            || self.selections.iter().any(|selection| !selection.missing().is_empty())
    }
}
