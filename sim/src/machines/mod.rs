//! What a machine holds: one module a participant, each with its states and its transition table.
//!
//! Nothing here advances by itself. The world's operations move a participant along its table, and the tables are
//! data, so that the graph of a machine is drawn from the rows the model runs on.

mod access;
pub mod availability;
pub mod contexts;
mod diff_areas;
mod enabled_writers;
mod express;
mod fabric;
mod files;
mod kernel;
pub mod legal;
mod limits;
mod listed;
mod phases;
mod process;
mod provider;
mod provider_call;
mod requester;
pub mod restoring;
mod service;
mod services;
mod settings;
mod shadow_copy;
mod shared;
mod time;
mod writer;

pub use access::{AccountAccess, AccountEntry, EntryForm, Role, role_of};
pub use diff_areas::{DiffArea, DiffAreas, Disk, MgmtEnumerator, MgmtListed, Protection};
pub use enabled_writers::{EnabledClasses, EnabledWriters};
pub use express::{ExpressWriter, StoredExpressWriter};
pub use fabric::{Luns, Share};
pub use files::{
    Content, File, FileFault, FilePlace, FileTree, Holder, Modified, Node, ReparsePoint, Run, device_of,
};
pub use kernel::{Kernel, Transactions};
pub use limits::is_software;
pub use listed::{Enumerator, Listed, SnapshotProperties};
pub use phases::{BackupPhase, PhaseKind, RestorePhase};
pub use process::{Process, WriterObject};
pub use provider::{InstalledProvider, Provider, ProviderRegistration, translate};
pub use provider_call::{ProviderCall, ProviderFamily, ProviderStage, ProviderTask};
pub use requester::{
    Backup, BackupState, Gathered, GatheredWriter, Requester, RequesterState, Session, Work, WriterStatus,
};
pub use service::{CreationLock, Machine, SystemMode, Volume, Writing};
pub use services::{EventSystem, ServiceEvent, Services, VssService};
pub use settings::Settings;
pub use shadow_copy::{Exposure, ShadowCopy, ShadowCopySet};
pub use shared::{Digest, Shared, digest_of, try_edit};
pub use time::{Recorded, Time};
pub use writer::{
    FailureDetails, Registration, Standing, Transition, Writer, WriterEvent, WriterOutcome, WriterSession,
    next_state, transitions,
};
