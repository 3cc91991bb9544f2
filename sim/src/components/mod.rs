//! Components: the hierarchy their logical paths make, what a backup and a restore of some of them hold, and which
//! files that is.
//!
//! Everything here is a function of Writer Metadata Documents and of what a requester asks for; nothing changes them.
//!
//! * [`ComponentForest`]: one writer's components and their ancestry (page `logical-pathing-of-components`);
//! * [`BackupSelection`]: what AddComponent makes of it (page `working-with-selectability-for-backup`);
//! * [`RestoreSelection`]: what SetSelectedForRestore and AddRestoreSubcomponent make of a backup (page
//!   `working-with-selectability-for-restore-and-subcomponents`);
//! * [`DependencyGraph`]: what components of different writers need of each other (page
//!   `dependencies-between-components-managed-by-different-writers`);
//! * [`backup_files`], [`Exclusions`], [`FilesNotToBackup`]: which file sets a backup copies and which files it leaves
//!   out (page `generating-a-backup-set`);
//! * [`volumes_of`]: which volumes these files need (page `overview-of-the-backup-discovery-phase`);
//! * [`restore_place`]: where a component set is restored (page `setting-vss-restore-methods`);
//! * [`read_ranges`], [`ranges_file`]: which bytes of a file are meant (page `working-with-partial-files`);
//! * [`images_needed`]: of a series of backups, those that bring back a point (page `vss-backup-state`).
//!
//! What a page leaves open is chosen and called a reading where it is taken, with the number it has in the list of
//! contradictions.

mod backup;
mod chain;
mod dependency;
mod exclusions;
mod files;
mod forest;
mod logical_path;
mod name;
mod naming;
#[cfg(test)]
mod properties;
mod ranges;
mod registry;
mod restore;
mod restore_method;
mod restore_options;
#[cfg(test)]
mod sample;
mod snapshot_exclusions;
mod volumes;

pub use backup::{Absence, BackupSelection, Inclusion, RefusedAddition, RefusedBackup, SetMembers, Unadded};
pub use chain::{
    ChainBase, ChainFault, IncrementalBase, Truncation, TypeOfBackup, additional_restores, base_of,
    images_needed, type_of_backup,
};
pub use dependency::{At, DependencyGraph, DependencyTarget, Host, Unsatisfied, WhyUnsatisfied};
pub use exclusions::Exclusions;
pub use files::{
    ComponentFile, Covered, FileKind, FileSetFault, LogFiles, backup_files, backup_required,
    backup_required_by, covered, file_set, files_of, included_files, mask_bits, own_files, snapshot_required,
    source_path,
};
pub use forest::{BackupKind, ComponentForest};
pub use logical_path::{LogicalPath, PathFlaw, flaws};
pub use name::ComponentName;
pub use naming::{LeadingBackslash, Naming, loosely_same};
pub use ranges::{
    RANGES_FORM, Ranges, RangesReference, ranges_file, ranges_file_of, ranges_reference, read_ranges,
    read_ranges_file,
};
pub use registry::{FilesNotToBackup, RegistryExclusion, ResolvedExclusion};
pub use restore::{
    RefusedRestoration, RefusedRestore, Restorable, RestoreRequest, RestoreSelection, RestoreSubcomponent,
    Subcomponents, restorable,
};
pub use restore_method::{RestoreCondition, RestorePlace, restore_place};
pub use restore_options::{CommonOption, RestoreOption, read_restore_options};
pub use snapshot_exclusions::FilesNotToSnapshot;
pub use volumes::{Unplaced, VolumeNeeds, WhyUnplaced, volume_of_path, volumes_of, volumes_of_set};
