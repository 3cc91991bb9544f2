//! Providers: what they are registered as, what VSS calls on them, and how their answers are translated.

use crate::api::{ProcessId, SetId, SnapshotId, VolumeId};
use crate::vocabulary::{Guid, HardwareOptions, Hresult, ProviderType, Text};

/// How a provider is registered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProviderRegistration {
    /// The id that `AddToSnapshotSet` can name.
    pub id: Guid,
    /// Its display name.
    pub name: Text,
    /// System, software or hardware.
    pub kind: ProviderType,
    /// Its version, in words.
    pub version: Text,
    /// The id of this version.
    pub version_id: Guid,
    /// The class of its COM component.
    pub class_id: Guid,
}

/// A registered provider.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Provider {
    /// The process it runs in.
    pub process: ProcessId,
    /// What it was registered as.
    pub registration: ProviderRegistration,
}

/// A call of `IVssProviderCreateSnapshotSet`, made once for the set to each of its providers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the method names")]
pub enum ProviderStage {
    EndPrepareSnapshots,
    PreCommitSnapshots,
    CommitSnapshots,
    PostCommitSnapshots,
    PreFinalCommitSnapshots,
    PostFinalCommitSnapshots,
    AbortSnapshots,
}

/// A call on the provider of a shadow copy that exists already, about that one alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProviderTask {
    /// `IVssSoftwareSnapshotProvider::DeleteSnapshots`.
    DeleteSnapshots {
        /// Whether the provider is to do all it can.
        force: bool,
    },
    /// `IVssHardwareSnapshotProvider::FillInLunInfo`.
    FillInLunInfo,
    /// `IVssHardwareSnapshotProvider::OnLunEmpty`: no shadow copy is left on the LUN.
    OnLunEmpty,
    /// `IVssHardwareSnapshotProviderEx::OnLunStateChange`, with the flags of a break.
    OnLunStateChange(HardwareOptions),
    /// `IVssHardwareSnapshotProvider::LocateLuns`: the LUN of a shadow copy is to be visible to this machine.
    LocateLuns,
    /// `IVssHardwareSnapshotProviderEx::ResyncLuns`: the LUN of a volume is to become what that of the copy is.
    ResyncLuns,
    /// `IVssSoftwareSnapshotProvider::RevertToSnapshot`.
    RevertToSnapshot,
    /// `IVssSoftwareSnapshotProvider::QueryRevertStatus` of the copy's volume; it returns when the revert is over.
    QueryRevertStatus,
}

/// What VSS calls on a provider.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ProviderCall {
    /// `IVssSoftwareSnapshotProvider::IsVolumeSupported`.
    IsVolumeSupported {
        /// The volume asked about.
        volume: VolumeId,
        /// Its name as the requester gave it.
        name: Text,
    },
    /// `IVssSoftwareSnapshotProvider::BeginPrepareSnapshot`.
    BeginPrepareSnapshot {
        /// The set.
        set: SetId,
        /// The shadow copy to prepare.
        snapshot: SnapshotId,
        /// The volume.
        volume: VolumeId,
        /// Its name as the requester gave it.
        name: Text,
    },
    /// A call for the whole set.
    Stage(ProviderStage, SetId),
    /// A call about a shadow copy that exists already.
    Task(ProviderTask, SetId, SnapshotId),
}

impl ProviderCall {
    /// The method's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::IsVolumeSupported { .. } => "IsVolumeSupported",
            Self::BeginPrepareSnapshot { .. } => "BeginPrepareSnapshot",
            Self::Stage(stage, _) => match stage {
                ProviderStage::EndPrepareSnapshots => "EndPrepareSnapshots",
                ProviderStage::PreCommitSnapshots => "PreCommitSnapshots",
                ProviderStage::CommitSnapshots => "CommitSnapshots",
                ProviderStage::PostCommitSnapshots => "PostCommitSnapshots",
                ProviderStage::PreFinalCommitSnapshots => "PreFinalCommitSnapshots",
                ProviderStage::PostFinalCommitSnapshots => "PostFinalCommitSnapshots",
                ProviderStage::AbortSnapshots => "AbortSnapshots",
            },
            Self::Task(task, ..) => match task {
                ProviderTask::DeleteSnapshots { .. } => "DeleteSnapshots",
                ProviderTask::FillInLunInfo => "FillInLunInfo",
                ProviderTask::OnLunEmpty => "OnLunEmpty",
                ProviderTask::OnLunStateChange(_) => "OnLunStateChange",
                ProviderTask::LocateLuns => "LocateLuns",
                ProviderTask::ResyncLuns => "ResyncLuns",
                ProviderTask::RevertToSnapshot => "RevertToSnapshot",
                ProviderTask::QueryRevertStatus => "QueryRevertStatus",
            },
        }
    }

    /// The interface that declares it. Software providers, and the system provider as one of them, have the methods for
    /// one volume; a set's methods are those of every provider.
    #[must_use]
    pub const fn interface(&self) -> &'static str {
        match self {
            Self::IsVolumeSupported { .. } | Self::BeginPrepareSnapshot { .. } => {
                "IVssSoftwareSnapshotProvider"
            }
            Self::Stage(..) => "IVssProviderCreateSnapshotSet",
            Self::Task(task, ..) => match task {
                ProviderTask::DeleteSnapshots { .. }
                | ProviderTask::RevertToSnapshot
                | ProviderTask::QueryRevertStatus => "IVssSoftwareSnapshotProvider",
                ProviderTask::FillInLunInfo | ProviderTask::OnLunEmpty | ProviderTask::LocateLuns => {
                    "IVssHardwareSnapshotProvider"
                }
                ProviderTask::OnLunStateChange(_) | ProviderTask::ResyncLuns => {
                    "IVssHardwareSnapshotProviderEx"
                }
            },
        }
    }

    /// The interfaces of the methods.
    pub const INTERFACES: &'static [&'static str] = &[
        "IVssSoftwareSnapshotProvider",
        "IVssProviderCreateSnapshotSet",
        "IVssHardwareSnapshotProvider",
        "IVssHardwareSnapshotProviderEx",
    ];

    /// Every method name, those of a creation in its order.
    pub const NAMES: &'static [&'static str] = &[
        "IsVolumeSupported",
        "BeginPrepareSnapshot",
        "EndPrepareSnapshots",
        "PreCommitSnapshots",
        "CommitSnapshots",
        "PostCommitSnapshots",
        "PreFinalCommitSnapshots",
        "PostFinalCommitSnapshots",
        "AbortSnapshots",
        "DeleteSnapshots",
        "FillInLunInfo",
        "OnLunEmpty",
        "OnLunStateChange",
        "LocateLuns",
        "ResyncLuns",
        "RevertToSnapshot",
        "QueryRevertStatus",
    ];
}

/// The codes that a provider may return and that reach the requester as they are.
///
/// Page: `desktop-src/VSS/error-handling-in-shadow-copy-providers`.
const PASSED_ON: &[Hresult] = &[
    Hresult::S_OK,
    Hresult::E_OUTOFMEMORY,
    Hresult::E_INVALIDARG,
    Hresult::E_ACCESSDENIED,
    Hresult::VSS_E_BAD_STATE,
    Hresult::VSS_E_OBJECT_NOT_FOUND,
    Hresult::VSS_E_INSUFFICIENT_STORAGE,
    Hresult::VSS_E_VOLUME_NOT_SUPPORTED,
    Hresult::VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER,
    Hresult::VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED,
    Hresult::VSS_E_PROVIDER_VETO,
    Hresult::VSS_E_CANNOT_REVERT_DISKID,
];

/// What a requester sees of a provider's answer: any other code becomes `VSS_E_UNEXPECTED_PROVIDER_ERROR`.
#[must_use]
pub fn translate(answer: Hresult) -> Hresult {
    if PASSED_ON.contains(&answer) { answer } else { Hresult::VSS_E_UNEXPECTED_PROVIDER_ERROR }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unexpected_success_code_is_an_error() {
        assert_eq!(translate(Hresult::S_FALSE), Hresult::VSS_E_UNEXPECTED_PROVIDER_ERROR);
        assert_eq!(translate(Hresult::E_FAIL), Hresult::VSS_E_UNEXPECTED_PROVIDER_ERROR);
        assert_eq!(translate(Hresult::VSS_E_PROVIDER_VETO), Hresult::VSS_E_PROVIDER_VETO);
    }
}
