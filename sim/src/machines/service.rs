//! The VSS service of a machine, and the machine around it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{
    DiffAreas, Disk, File, FilePlace, FileTree, InstalledProvider, Kernel, Luns, Process, Provider,
    Requester, Services, Settings, ShadowCopySet, Share, Shared, StoredExpressWriter, Writer,
};
use crate::api::{ProcessId, ProviderId, RequesterId, SetId, VolumeId, WriterId};
use crate::components::FilesNotToSnapshot;
use crate::vocabulary::path::Place;
use crate::vocabulary::{FoldedName, Guid, MountTable, Text, WinPath, Windows};

/// Only one shadow copy set can be under creation on a machine: from `StartSnapshotSet` until the asynchronous
/// `DoSnapshotSet` has ended, or its holder aborts, releases its object or dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum CreationLock {
    /// Nothing is being created.
    #[default]
    Free,
    /// This requester is creating a set.
    Held(RequesterId),
}

/// A volume of a machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Volume {
    /// Its volume GUID.
    pub guid: Guid,
    /// Every name it is mounted under beside its volume GUID path, each with its trailing backslash.
    pub names: Vec<WinPath>,
    /// Its files.
    pub files: FileTree,
    /// The LUNs that it lies on.
    pub luns: Luns,
    /// What it lies on, as far as diff areas depend on it.
    pub disk: Disk,
    /// Whether it can be written to.
    pub writing: Writing,
}

/// Whether a volume can be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Writing {
    /// It can.
    #[default]
    Allowed,
    /// It cannot: `BreakSnapshotSetEx` made it of a shadow copy and left its LUN read-only.
    Refused,
    /// `BreakSnapshotSet` made it of a shadow copy (C2-058).
    AfterBreak,
}

impl Volume {
    /// A volume without files.
    #[must_use]
    pub const fn new(guid: Guid, names: Vec<WinPath>) -> Self {
        Self {
            guid,
            names,
            files: FileTree::new(),
            luns: Luns::Own,
            disk: Disk::USUAL,
            writing: Writing::Allowed,
        }
    }
}

/// How Windows runs on a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum SystemMode {
    /// As usual.
    #[default]
    Normal,
    /// In safe mode: the infrastructure of writers is inactive.
    SafeMode,
    /// In set-up: the infrastructure of writers is inactive.
    Setup,
}

/// One machine: what outlives any operation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Machine {
    /// How Windows runs.
    pub mode: SystemMode,
    /// Its name.
    pub name: Text,
    /// The version of Windows it runs.
    pub windows: Windows,
    /// The services that VSS needs.
    pub services: Services,
    /// What its registry says.
    pub settings: Settings,
    /// What its kernel cannot do.
    pub kernel: Kernel,
    /// How many backups and restores a writer has memory for at a time, where there is a limit. The pages say that
    /// there is one, and give no number (`desktop-src/VSS/writer-errors-and-vetoes`).
    pub sessions_per_writer: Option<usize>,
    /// How many software shadow copies a volume can have, where that is not the 512 of the page
    /// (`desktop-src/VSS/usage-conventions`). Whose they are counted as is C2-014.
    pub shadow_copies_per_volume: Option<usize>,
    /// Who is creating a shadow copy set.
    pub lock: CreationLock,
    /// The processes.
    pub processes: BTreeMap<ProcessId, Process>,
    /// The accounts that processes run under, where they are named.
    pub accounts: BTreeMap<ProcessId, FoldedName>,
    /// The processes whose users are members of Backup Operators and no administrators.
    pub backup_operators: BTreeSet<ProcessId>,
    /// One `IVssBackupComponents` object each.
    pub requesters: BTreeMap<RequesterId, Shared<Requester>>,
    /// The subscribed writers.
    pub writers: BTreeMap<WriterId, Shared<Writer>>,
    /// The express writer metadata store, by the classes of the writers.
    pub express: BTreeMap<Guid, StoredExpressWriter>,
    /// The providers that are installed, by their classes.
    pub installed: BTreeMap<Guid, InstalledProvider>,
    /// The registered providers.
    pub providers: BTreeMap<ProviderId, Shared<Provider>>,
    /// Shadow copy sets, under creation and created.
    pub sets: BTreeMap<SetId, Shared<ShadowCopySet>>,
    /// The sets that were created and still exist, in the order of their creation.
    pub made: Vec<SetId>,
    /// The sets that were given up before their creation began, with the providers that are yet to be told (C2-023).
    pub untold: BTreeSet<(ProviderId, SetId)>,
    /// The volumes.
    pub volumes: BTreeMap<VolumeId, Shared<Volume>>,
    /// The diff areas of the volumes, and how their shadow copies are protected.
    pub diff_areas: DiffAreas,
    /// The shares of files that it can name; their numbers are none of its volumes'.
    pub shares: BTreeMap<VolumeId, Share>,
    /// The files of volumes that a process has open and shares with no other.
    pub open_files: BTreeMap<FilePlace, ProcessId>,
    /// The files that transactions of the file system have written and not committed, with the process whose they are.
    pub uncommitted: BTreeMap<FilePlace, (File, ProcessId)>,
    /// The files that are deleted from shadow copies while they are made.
    pub files_not_to_snapshot: Option<Arc<FilesNotToSnapshot>>,
}

impl Machine {
    /// Removes the sets that a test does not keep.
    pub fn keep_sets(&mut self, keep: impl Fn(SetId, &ShadowCopySet) -> bool) {
        self.sets.retain(|id, set| keep(*id, set));
        let sets = &self.sets;
        self.made.retain(|id| sets.contains_key(id));
    }

    /// The volumes with their names, as a table to find paths in.
    ///
    /// A name that cannot be mounted, because it is taken or stands on no volume, is left out.
    #[must_use]
    pub fn mounts(&self) -> MountTable {
        let volumes = self.volumes.values();
        MountTable::of(volumes.flat_map(|volume| volume.names.iter().map(|name| (volume.guid, name)))).0
    }

    /// The volume a path lies on, and the names inside it.
    #[must_use]
    pub fn locate(&self, path: &WinPath) -> Option<(VolumeId, Vec<FoldedName>)> {
        let found = self.mounts().locate(path).ok()?;
        let Place::Volume(guid) = found.place else { return None };
        let volume = self.volumes.iter().find(|(_, volume)| volume.guid == guid)?;
        Some((*volume.0, found.inside))
    }
}
