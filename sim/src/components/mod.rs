//! Components: the hierarchy their logical paths make, what a backup and a restore of some of them hold, and which
//! files that is.
//!
//! Everything here is a function of Writer Metadata Documents and of what a requester asks for; nothing changes them.
//!
//! * [`ComponentForest`]: one writer's components and their ancestry (page `logical-pathing-of-components`);
//! * [`BackupSelection`]: what AddComponent makes of it (page `working-with-selectability-for-backup`);
//! * [`RestoreSelection`]: what SetSelectedForRestore and AddRestoreSubcomponent make of a backup (page
//!   `working-with-selectability-for-restore-and-subcomponents`).

mod backup;
mod forest;
mod logical_path;
mod name;
mod restore;
#[cfg(test)]
mod sample;

pub use backup::{Absence, BackupSelection, Inclusion, RefusedAddition, RefusedBackup};
pub use forest::{BackupKind, ComponentForest};
pub use logical_path::{LogicalPath, PathFlaw, flaws};
pub use name::ComponentName;
pub use restore::{
    RefusedRestoration, RefusedRestore, Restorable, RestoreRequest, RestoreSelection, RestoreSubcomponent,
    restorable,
};
