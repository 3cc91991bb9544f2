//! What VSS calls on providers: the methods of their interfaces, and which interfaces a provider has.

use crate::api::{SetId, SnapshotId, VolumeId};
use crate::vocabulary::{HardwareOptions, ProviderType, SnapshotContext, Text};

/// The interfaces of a provider for what is not the same for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProviderFamily {
    /// `IVssSoftwareSnapshotProvider`: software providers, and the system provider as one of them.
    Software,
    /// `IVssHardwareSnapshotProvider` and `IVssHardwareSnapshotProviderEx`.
    Hardware,
    /// `IVssFileShareSnapshotProvider`.
    FileShare,
}

impl ProviderFamily {
    /// That of a provider which is registered with this type. One of unknown type is taken for a software provider (a
    /// reading).
    #[must_use]
    pub fn of(kind: ProviderType) -> Self {
        match kind {
            ProviderType::VSS_PROV_HARDWARE => Self::Hardware,
            ProviderType::VSS_PROV_FILESHARE => Self::FileShare,
            _ => Self::Software,
        }
    }

    /// The interface.
    const fn interface(self) -> &'static str {
        match self {
            Self::Software => "IVssSoftwareSnapshotProvider",
            Self::Hardware => "IVssHardwareSnapshotProvider",
            Self::FileShare => "IVssFileShareSnapshotProvider",
        }
    }
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

/// A call on the provider of a shadow copy, about that one alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProviderTask {
    /// `DeleteSnapshots` of software and of file-share providers.
    DeleteSnapshots {
        /// Whether the provider is to do all it can.
        force: bool,
        /// Whose method it is.
        family: ProviderFamily,
    },
    /// `IVssHardwareSnapshotProvider::GetTargetLuns`: what the new LUNs of the copy are.
    GetTargetLuns,
    /// `IVssHardwareSnapshotProvider::FillInLunInfo`.
    FillInLunInfo,
    /// `IVssHardwareSnapshotProvider::OnLunEmpty`: no shadow copy is left on the LUN.
    OnLunEmpty,
    /// `IVssHardwareSnapshotProviderEx::OnLunStateChange`, with the flags of a break or of a recovery.
    OnLunStateChange(HardwareOptions),
    /// `IVssHardwareSnapshotProvider::LocateLuns`: the LUN of a shadow copy is to be visible to this machine.
    LocateLuns,
    /// `IVssHardwareSnapshotProviderEx::ResyncLuns`: the LUN of a volume is to become what that of the copy is.
    ResyncLuns,
    /// `IVssSoftwareSnapshotProvider::RevertToSnapshot`.
    RevertToSnapshot,
    /// `IVssSoftwareSnapshotProvider::QueryRevertStatus` of the copy's volume; it returns when the revert is over.
    QueryRevertStatus,
    /// `GetSnapshotProperties` of software and of file-share providers.
    GetSnapshotProperties(ProviderFamily),
    /// `SetSnapshotProperty` of software and of file-share providers: how the copy is exposed.
    SetSnapshotProperty(ProviderFamily),
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
    /// `IVssHardwareSnapshotProvider::AreLunsSupported`: all of the LUNs that contribute to a volume, or none.
    AreLunsSupported {
        /// The volume.
        volume: VolumeId,
        /// The LUNs that it lies on.
        luns: Vec<Text>,
        /// The context of the set, or of the object that asks.
        context: SnapshotContext,
    },
    /// `IVssFileShareSnapshotProvider::IsPathSupported`.
    IsPathSupported {
        /// The share asked about.
        share: VolumeId,
        /// Its UNC path as the requester gave it.
        path: Text,
    },
    /// `BeginPrepareSnapshot` of the three interfaces.
    BeginPrepareSnapshot {
        /// Whose method it is.
        family: ProviderFamily,
        /// The set.
        set: SetId,
        /// The shadow copy to prepare.
        snapshot: SnapshotId,
        /// The volume, or the share.
        volume: VolumeId,
        /// Its name as the requester gave it.
        name: Text,
    },
    /// `SetContext` of software and of file-share providers.
    SetContext(ProviderFamily, SnapshotContext),
    /// `Query` of software and of file-share providers: the shadow copies that the provider has completed.
    Query(ProviderFamily),
    /// `IVssSoftwareSnapshotProvider::IsVolumeSnapshotted`.
    IsVolumeSnapshotted {
        /// The volume asked about.
        volume: VolumeId,
        /// Its name as the requester gave it.
        name: Text,
    },
    /// `IVssFileShareSnapshotProvider::IsPathSnapshotted`.
    IsPathSnapshotted {
        /// The share asked about.
        share: VolumeId,
        /// Its UNC path as the requester gave it.
        path: Text,
    },
    /// `IVssProviderNotifications::OnLoad`: VSS has loaded it, and calls it next.
    OnLoad,
    /// `IVssProviderNotifications::OnUnload`, with what `bForceUnload` is.
    OnUnload(bool),
    /// A call for the whole set.
    Stage(ProviderStage, SetId),
    /// `IVssHardwareSnapshotProvider::LocateLuns` in a creation: the new LUNs of the whole set are to be visible.
    LocateLuns(SetId),
    /// A call about one shadow copy.
    Task(ProviderTask, SetId, SnapshotId),
}

impl ProviderStage {
    /// The method's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EndPrepareSnapshots => "EndPrepareSnapshots",
            Self::PreCommitSnapshots => "PreCommitSnapshots",
            Self::CommitSnapshots => "CommitSnapshots",
            Self::PostCommitSnapshots => "PostCommitSnapshots",
            Self::PreFinalCommitSnapshots => "PreFinalCommitSnapshots",
            Self::PostFinalCommitSnapshots => "PostFinalCommitSnapshots",
            Self::AbortSnapshots => "AbortSnapshots",
        }
    }
}

impl ProviderTask {
    /// The method's name, and the interface that declares it.
    const fn method(self) -> (&'static str, &'static str) {
        let hardware = ProviderFamily::Hardware.interface();
        let software = ProviderFamily::Software.interface();
        let extended = "IVssHardwareSnapshotProviderEx";
        match self {
            Self::DeleteSnapshots { family, .. } => ("DeleteSnapshots", family.interface()),
            Self::GetTargetLuns => ("GetTargetLuns", hardware),
            Self::FillInLunInfo => ("FillInLunInfo", hardware),
            Self::OnLunEmpty => ("OnLunEmpty", hardware),
            Self::OnLunStateChange(_) => ("OnLunStateChange", extended),
            Self::LocateLuns => ("LocateLuns", hardware),
            Self::ResyncLuns => ("ResyncLuns", extended),
            Self::RevertToSnapshot => ("RevertToSnapshot", software),
            Self::QueryRevertStatus => ("QueryRevertStatus", software),
            Self::GetSnapshotProperties(family) => ("GetSnapshotProperties", family.interface()),
            Self::SetSnapshotProperty(family) => ("SetSnapshotProperty", family.interface()),
        }
    }
}

impl ProviderCall {
    /// The method's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.method().0
    }

    /// The interface that declares it. A set's methods are those of every provider.
    #[must_use]
    pub const fn interface(&self) -> &'static str {
        self.method().1
    }

    const fn method(&self) -> (&'static str, &'static str) {
        let hardware = ProviderFamily::Hardware.interface();
        let software = ProviderFamily::Software.interface();
        let of_shares = ProviderFamily::FileShare.interface();
        match self {
            Self::IsVolumeSupported { .. } => ("IsVolumeSupported", software),
            Self::AreLunsSupported { .. } => ("AreLunsSupported", hardware),
            Self::IsPathSupported { .. } => ("IsPathSupported", of_shares),
            Self::BeginPrepareSnapshot { family, .. } => ("BeginPrepareSnapshot", family.interface()),
            Self::SetContext(family, _) => ("SetContext", family.interface()),
            Self::Query(family) => ("Query", family.interface()),
            Self::IsVolumeSnapshotted { .. } => ("IsVolumeSnapshotted", software),
            Self::IsPathSnapshotted { .. } => ("IsPathSnapshotted", of_shares),
            Self::OnLoad => ("OnLoad", "IVssProviderNotifications"),
            Self::OnUnload(_) => ("OnUnload", "IVssProviderNotifications"),
            Self::Stage(stage, _) => (stage.name(), "IVssProviderCreateSnapshotSet"),
            Self::LocateLuns(_) => ("LocateLuns", hardware),
            Self::Task(task, ..) => task.method(),
        }
    }

    /// The set that it is about.
    #[must_use]
    pub const fn set(&self) -> Option<SetId> {
        match self {
            Self::BeginPrepareSnapshot { set, .. }
            | Self::Stage(_, set)
            | Self::LocateLuns(set)
            | Self::Task(_, set, _) => Some(*set),
            Self::IsVolumeSupported { .. }
            | Self::AreLunsSupported { .. }
            | Self::IsPathSupported { .. }
            | Self::SetContext(..)
            | Self::Query(_)
            | Self::IsVolumeSnapshotted { .. }
            | Self::IsPathSnapshotted { .. }
            | Self::OnLoad
            | Self::OnUnload(_) => None,
        }
    }

    /// The shadow copy that it is about.
    #[must_use]
    pub const fn snapshot(&self) -> Option<SnapshotId> {
        match self {
            Self::BeginPrepareSnapshot { snapshot, .. } | Self::Task(_, _, snapshot) => Some(*snapshot),
            Self::IsVolumeSupported { .. }
            | Self::AreLunsSupported { .. }
            | Self::IsPathSupported { .. }
            | Self::SetContext(..)
            | Self::Query(_)
            | Self::IsVolumeSnapshotted { .. }
            | Self::IsPathSnapshotted { .. }
            | Self::OnLoad
            | Self::OnUnload(_)
            | Self::Stage(..)
            | Self::LocateLuns(_) => None,
        }
    }

    /// The volume or share that it asks about: whether the provider can make shadow copies of it, or has.
    #[must_use]
    pub const fn asks_about(&self) -> Option<VolumeId> {
        match self {
            Self::IsVolumeSupported { volume, .. }
            | Self::AreLunsSupported { volume, .. }
            | Self::IsPathSupported { share: volume, .. }
            | Self::IsVolumeSnapshotted { volume, .. }
            | Self::IsPathSnapshotted { share: volume, .. } => Some(*volume),
            Self::BeginPrepareSnapshot { .. }
            | Self::SetContext(..)
            | Self::Query(_)
            | Self::OnLoad
            | Self::OnUnload(_)
            | Self::Stage(..)
            | Self::LocateLuns(_)
            | Self::Task(..) => None,
        }
    }

    /// The interfaces of the methods.
    pub const INTERFACES: &'static [&'static str] = &[
        "IVssSoftwareSnapshotProvider",
        "IVssProviderCreateSnapshotSet",
        "IVssHardwareSnapshotProvider",
        "IVssHardwareSnapshotProviderEx",
        "IVssFileShareSnapshotProvider",
        "IVssProviderNotifications",
    ];

    /// Every method name, those of a creation in its order.
    pub const NAMES: &'static [&'static str] = &[
        "IsVolumeSupported",
        "AreLunsSupported",
        "IsPathSupported",
        "BeginPrepareSnapshot",
        "EndPrepareSnapshots",
        "PreCommitSnapshots",
        "CommitSnapshots",
        "PostCommitSnapshots",
        "GetTargetLuns",
        "LocateLuns",
        "FillInLunInfo",
        "PreFinalCommitSnapshots",
        "PostFinalCommitSnapshots",
        "AbortSnapshots",
        "DeleteSnapshots",
        "OnLunEmpty",
        "OnLunStateChange",
        "ResyncLuns",
        "RevertToSnapshot",
        "QueryRevertStatus",
        "SetContext",
        "GetSnapshotProperties",
        "Query",
        "IsVolumeSnapshotted",
        "IsPathSnapshotted",
        "SetSnapshotProperty",
        "OnLoad",
        "OnUnload",
    ];
}
