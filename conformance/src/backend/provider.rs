//! Providers written in Rust, in this process: a trait with the methods of the provider interfaces under their own names.
//!
//! ```
//! use vss_conformance::backend::{Provider, ProviderHandler};
//! use vss_sim::api::SetId;
//! use vss_sim::vocabulary::Hresult;
//!
//! /// Has room for one set.
//! #[derive(Default)]
//! struct Small {
//!     full: bool,
//! }
//!
//! impl Provider for Small {
//!     fn commit_snapshots(&mut self, _: &mut ProviderHandler, _: SetId) -> Hresult {
//!         let full = std::mem::replace(&mut self.full, true);
//!         if full { Hresult::VSS_E_INSUFFICIENT_STORAGE } else { Hresult::S_OK }
//!     }
//! }
//! ```

use std::time::Duration;

use vss_sim::api::{ActivationId, SetId, SnapshotId, VolumeId};
use vss_sim::machines::{ProviderCall, ProviderStage, ProviderTask};
use vss_sim::vocabulary::{HardwareOptions, Hresult, SnapshotContext, Text};
use vss_sim::world::{Answer, Upcall};

use super::agent::{Agent, Port, Reply};

/// What a method of a provider can do while it runs.
#[derive(Debug, Default)]
pub struct ProviderHandler {
    takes: Duration,
}

impl ProviderHandler {
    /// Lets the method take simulated time: it returns that much later than it was called. Taken twice, it adds up.
    pub const fn take(&mut self, while_: Duration) {
        self.takes = self.takes.saturating_add(while_);
    }
}

/// A shadow copy that is to be prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preparation<'a> {
    /// The set.
    pub set: SetId,
    /// The shadow copy.
    pub snapshot: SnapshotId,
    /// The volume, or the share.
    pub volume: VolumeId,
    /// Its name as the requester gave it.
    pub name: &'a str,
}

/// A provider. Each method returns its code; one that answers a question gives the answer instead of `S_OK`. Without
/// more, a provider supports everything and succeeds at once.
///
/// The methods are those of `IVssSoftwareSnapshotProvider`, `IVssHardwareSnapshotProvider`,
/// `IVssHardwareSnapshotProviderEx`, `IVssFileShareSnapshotProvider` and `IVssProviderCreateSnapshotSet`; which of them
/// are called depends on the type that the provider is registered with.
#[expect(unused_variables, reason = "the parameters have the names that implementations see")]
pub trait Provider {
    /// Whether it supports a volume.
    ///
    /// # Errors
    /// The code of a failure.
    fn is_volume_supported(
        &mut self,
        handler: &mut ProviderHandler,
        volume: VolumeId,
        name: &str,
    ) -> Result<bool, Hresult> {
        Ok(true)
    }

    /// Whether it supports all the LUNs that a volume lies on, in a context.
    ///
    /// # Errors
    /// The code of a failure.
    fn are_luns_supported(
        &mut self,
        handler: &mut ProviderHandler,
        luns: &[Text],
        context: SnapshotContext,
    ) -> Result<bool, Hresult> {
        Ok(true)
    }

    /// Whether it supports the share of a UNC path.
    ///
    /// # Errors
    /// The code of a failure.
    fn is_path_supported(&mut self, handler: &mut ProviderHandler, path: &str) -> Result<bool, Hresult> {
        Ok(true)
    }

    /// Begins to prepare a shadow copy.
    fn begin_prepare_snapshot(
        &mut self,
        handler: &mut ProviderHandler,
        preparation: Preparation<'_>,
    ) -> Hresult {
        Hresult::S_OK
    }

    /// Ends the preparation of all the set's copies.
    fn end_prepare_snapshots(&mut self, handler: &mut ProviderHandler, set: SetId) -> Hresult {
        Hresult::S_OK
    }

    /// Gets ready to commit.
    fn pre_commit_snapshots(&mut self, handler: &mut ProviderHandler, set: SetId) -> Hresult {
        Hresult::S_OK
    }

    /// Makes the copies, while writes are held.
    fn commit_snapshots(&mut self, handler: &mut ProviderHandler, set: SetId) -> Hresult {
        Hresult::S_OK
    }

    /// Learns that all providers have committed.
    fn post_commit_snapshots(&mut self, handler: &mut ProviderHandler, set: SetId) -> Hresult {
        Hresult::S_OK
    }

    /// Learns that writers are about to work on the copies.
    fn pre_final_commit_snapshots(&mut self, handler: &mut ProviderHandler, set: SetId) -> Hresult {
        Hresult::S_OK
    }

    /// Makes the copies final.
    fn post_final_commit_snapshots(&mut self, handler: &mut ProviderHandler, set: SetId) -> Hresult {
        Hresult::S_OK
    }

    /// Gives the set up.
    fn abort_snapshots(&mut self, handler: &mut ProviderHandler, set: SetId) -> Hresult {
        Hresult::S_OK
    }

    /// Says what the new LUNs of a shadow copy are.
    fn get_target_luns(&mut self, handler: &mut ProviderHandler, snapshot: SnapshotId) -> Hresult {
        Hresult::S_OK
    }

    /// Makes LUNs visible to the machine: those of a shadow copy that is imported, or of the whole set in its creation.
    fn locate_luns(
        &mut self,
        handler: &mut ProviderHandler,
        set: SetId,
        snapshot: Option<SnapshotId>,
    ) -> Hresult {
        Hresult::S_OK
    }

    /// Whether it knows a LUN of a shadow copy that has arrived.
    ///
    /// # Errors
    /// The code of a failure.
    fn fill_in_lun_info(
        &mut self,
        handler: &mut ProviderHandler,
        snapshot: SnapshotId,
    ) -> Result<bool, Hresult> {
        Ok(true)
    }

    /// What is asked of, or told about, a shadow copy beside that.
    fn about_snapshot(
        &mut self,
        handler: &mut ProviderHandler,
        snapshot: SnapshotId,
        task: &SnapshotTask,
    ) -> Hresult {
        Hresult::S_OK
    }

    /// Takes the context of what follows.
    fn set_context(&mut self, handler: &mut ProviderHandler, context: SnapshotContext) -> Hresult {
        Hresult::S_OK
    }

    /// Lists the shadow copies that it has completed; what it lists is what VSS knows.
    fn query(&mut self, handler: &mut ProviderHandler) -> Hresult {
        Hresult::S_OK
    }

    /// Tells whether a volume has shadow copies; what it tells is what VSS knows.
    fn is_volume_snapshotted(&mut self, handler: &mut ProviderHandler, name: &str) -> Hresult {
        Hresult::S_OK
    }

    /// The same of the share of a UNC path.
    fn is_path_snapshotted(&mut self, handler: &mut ProviderHandler, path: &str) -> Hresult {
        Hresult::S_OK
    }

    /// Is told that VSS has loaded it; without success it is not asked what it was loaded for.
    fn on_load(&mut self, handler: &mut ProviderHandler) -> Hresult {
        Hresult::S_OK
    }

    /// Prepares to be unloaded; `S_FALSE` says that it should not be, which `force` does not allow.
    fn on_unload(&mut self, handler: &mut ProviderHandler, force: bool) -> Hresult {
        Hresult::S_OK
    }
}

/// What is asked of, or told about, a shadow copy that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotTask {
    /// `DeleteSnapshots`, whether or not by force.
    Delete {
        /// Whether the provider is to do all it can.
        force: bool,
    },
    /// `OnLunEmpty`.
    OnLunEmpty,
    /// `OnLunStateChange`, with its flags.
    OnLunStateChange(HardwareOptions),
    /// `ResyncLuns`.
    ResyncLuns,
    /// `RevertToSnapshot`.
    Revert,
    /// `QueryRevertStatus`; it returns when the revert is over.
    QueryRevertStatus,
    /// `GetSnapshotProperties`; what it tells is what VSS knows.
    GetProperties,
    /// `SetSnapshotProperty`.
    SetProperty,
}

/// A [`Provider`] as an agent.
pub struct RustProvider<P>(pub P);

impl<P: Provider> Agent for RustProvider<P> {
    fn handle(&mut self, _: ActivationId, upcall: &Upcall, _: &mut dyn Port) -> Reply {
        let Upcall::Provider(call) = upcall else { return Reply::Later };
        let mut handler = ProviderHandler::default();
        let (code, supported) = match answer(&mut self.0, &mut handler, call) {
            Ok(supported) => (Hresult::S_OK, supported),
            Err(code) => (code, false),
        };
        let answer = Answer::Provider { code, supported };
        if handler.takes.is_zero() { Reply::Now(answer) } else { Reply::After(handler.takes, answer) }
    }
}

/// A method that answers no question, as one whose answer is yes.
fn plain(code: Hresult) -> Result<bool, Hresult> {
    if code == Hresult::S_OK { Ok(true) } else { Err(code) }
}

fn answer<P: Provider>(
    provider: &mut P,
    handler: &mut ProviderHandler,
    call: &ProviderCall,
) -> Result<bool, Hresult> {
    match call {
        ProviderCall::IsVolumeSupported { volume, name } => {
            provider.is_volume_supported(handler, *volume, name)
        }
        ProviderCall::AreLunsSupported { luns, context, .. } => {
            provider.are_luns_supported(handler, luns, *context)
        }
        ProviderCall::IsPathSupported { path, .. } => provider.is_path_supported(handler, path),
        ProviderCall::BeginPrepareSnapshot { set, snapshot, volume, name, .. } => {
            let preparation = Preparation { set: *set, snapshot: *snapshot, volume: *volume, name };
            plain(provider.begin_prepare_snapshot(handler, preparation))
        }
        ProviderCall::SetContext(_, context) => plain(provider.set_context(handler, *context)),
        ProviderCall::Query(_) => plain(provider.query(handler)),
        ProviderCall::IsVolumeSnapshotted { name, .. } => {
            plain(provider.is_volume_snapshotted(handler, name))
        }
        ProviderCall::IsPathSnapshotted { path, .. } => plain(provider.is_path_snapshotted(handler, path)),
        ProviderCall::OnLoad => plain(provider.on_load(handler)),
        ProviderCall::OnUnload(force) => plain(provider.on_unload(handler, *force)),
        ProviderCall::Stage(stage, set) => plain(at_stage(provider, handler, *stage, *set)),
        ProviderCall::LocateLuns(set) => plain(provider.locate_luns(handler, *set, None)),
        ProviderCall::Task(task, set, snapshot) => task_of(provider, handler, *task, (*set, *snapshot)),
    }
}

fn at_stage<P: Provider>(
    provider: &mut P,
    handler: &mut ProviderHandler,
    stage: ProviderStage,
    set: SetId,
) -> Hresult {
    match stage {
        ProviderStage::EndPrepareSnapshots => provider.end_prepare_snapshots(handler, set),
        ProviderStage::PreCommitSnapshots => provider.pre_commit_snapshots(handler, set),
        ProviderStage::CommitSnapshots => provider.commit_snapshots(handler, set),
        ProviderStage::PostCommitSnapshots => provider.post_commit_snapshots(handler, set),
        ProviderStage::PreFinalCommitSnapshots => provider.pre_final_commit_snapshots(handler, set),
        ProviderStage::PostFinalCommitSnapshots => provider.post_final_commit_snapshots(handler, set),
        ProviderStage::AbortSnapshots => provider.abort_snapshots(handler, set),
    }
}

fn task_of<P: Provider>(
    provider: &mut P,
    handler: &mut ProviderHandler,
    task: ProviderTask,
    (set, snapshot): (SetId, SnapshotId),
) -> Result<bool, Hresult> {
    let told = match task {
        ProviderTask::GetTargetLuns => return plain(provider.get_target_luns(handler, snapshot)),
        ProviderTask::LocateLuns => return plain(provider.locate_luns(handler, set, Some(snapshot))),
        ProviderTask::FillInLunInfo => return provider.fill_in_lun_info(handler, snapshot),
        ProviderTask::DeleteSnapshots { force, .. } => SnapshotTask::Delete { force },
        ProviderTask::OnLunEmpty => SnapshotTask::OnLunEmpty,
        ProviderTask::OnLunStateChange(flags) => SnapshotTask::OnLunStateChange(flags),
        ProviderTask::ResyncLuns => SnapshotTask::ResyncLuns,
        ProviderTask::RevertToSnapshot => SnapshotTask::Revert,
        ProviderTask::QueryRevertStatus => SnapshotTask::QueryRevertStatus,
        ProviderTask::GetSnapshotProperties(_) => SnapshotTask::GetProperties,
        ProviderTask::SetSnapshotProperty(_) => SnapshotTask::SetProperty,
    };
    plain(provider.about_snapshot(handler, snapshot, &told))
}
