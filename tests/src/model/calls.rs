//! Calls with valid arguments, on a stage as it is usually set.

use vss_sim::api::{
    BackupCall, Call, GuidArray, In, Method, OutPtr, RequesterId, RestoreCall, ShadowCopyCall,
};
use vss_sim::vocabulary::{BackupType, ComponentType, Guid, SnapshotContext, Text};
use vss_sim::world::World;

use super::{restore, shadow_copies, stage};

const GIVEN: OutPtr = OutPtr::Given;

/// A call on an `IVssBackupComponents`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnRequester {
    /// One that a backup knows.
    Backup(BackupCall),
    /// One that serves restores alone.
    Restore(RestoreCall),
    /// One that serves shadow copies which exist already.
    ShadowCopy(ShadowCopyCall),
}

impl OnRequester {
    /// The call on this object.
    #[must_use]
    pub fn on(self, requester: RequesterId) -> Call {
        match self {
            Self::Backup(call) => Call::Backup(requester, call),
            Self::Restore(call) => Call::Restore(requester, call),
            Self::ShadowCopy(call) => Call::ShadowCopy(requester, call),
        }
    }

    /// The row of the interface's table.
    #[must_use]
    pub fn method(&self) -> &'static Method {
        match self {
            Self::Backup(call) => call.method(),
            Self::Restore(call) => call.method(),
            Self::ShadowCopy(call) => call.method(),
        }
    }

    /// The rows of every such call.
    pub fn methods() -> impl Iterator<Item = &'static Method> {
        BackupCall::METHODS.iter().chain(RestoreCall::METHODS).chain(ShadowCopyCall::METHODS)
    }
}

impl From<BackupCall> for OnRequester {
    fn from(call: BackupCall) -> Self {
        Self::Backup(call)
    }
}

impl From<RestoreCall> for OnRequester {
    fn from(call: RestoreCall) -> Self {
        Self::Restore(call)
    }
}

impl From<ShadowCopyCall> for OnRequester {
    fn from(call: ShadowCopyCall) -> Self {
        Self::ShadowCopy(call)
    }
}

/// `InitializeForBackup` with an empty document.
pub const INITIALIZE: BackupCall = BackupCall::InitializeForBackup { bstrXML: None };
/// `InitializeForBackup` with a document that was saved; with an empty one if there is none.
#[must_use]
pub const fn initialize_from(document: Option<Text>) -> BackupCall {
    BackupCall::InitializeForBackup { bstrXML: document }
}
/// `GatherWriterMetadata`.
pub const GATHER: BackupCall = BackupCall::GatherWriterMetadata { pAsync: GIVEN };
/// `GatherWriterStatus`.
pub const STATUS: BackupCall = BackupCall::GatherWriterStatus { pAsync: GIVEN };
/// `StartSnapshotSet`.
pub const START: BackupCall = BackupCall::StartSnapshotSet { pSnapshotSetId: GIVEN };
/// `PrepareForBackup`.
pub const PREPARE: BackupCall = BackupCall::PrepareForBackup { ppAsync: GIVEN };
/// `DoSnapshotSet`.
pub const SNAPSHOT: BackupCall = BackupCall::DoSnapshotSet { ppAsync: GIVEN };
/// `BackupComplete`.
pub const COMPLETE: BackupCall = BackupCall::BackupComplete { ppAsync: GIVEN };
/// `AbortBackup`.
pub const ABORT: BackupCall = BackupCall::AbortBackup {};
/// `SaveAsXML`.
pub const SAVE: BackupCall = BackupCall::SaveAsXML { pbstrXML: GIVEN };
/// The release of the object.
pub const RELEASE: BackupCall = BackupCall::Release {};

/// `SetBackupState`: a full backup, in component mode or not.
#[must_use]
pub const fn set_backup_state(select_components: bool) -> BackupCall {
    BackupCall::SetBackupState {
        bSelectComponents: select_components,
        bBackupBootableSystemState: false,
        backupType: BackupType::VSS_BT_FULL,
        bPartialFileSupport: false,
    }
}

/// `SetContext`.
#[must_use]
pub const fn set_context(context: SnapshotContext) -> BackupCall {
    BackupCall::SetContext { lContext: context }
}

/// An array of GUIDs, and how many it holds.
fn array(ids: &[Guid]) -> (GuidArray, u32) {
    (GuidArray(Some(ids.to_vec())), u32::try_from(ids.len()).unwrap_or(u32::MAX))
}

/// `EnableWriterClasses`.
#[must_use]
pub fn enable_classes(classes: &[Guid]) -> BackupCall {
    let (ids, count) = array(classes);
    BackupCall::EnableWriterClasses { rgWriterClassId: ids, cClassId: count }
}

/// `DisableWriterClasses`.
#[must_use]
pub fn disable_classes(classes: &[Guid]) -> BackupCall {
    let (ids, count) = array(classes);
    BackupCall::DisableWriterClasses { rgWriterClassId: ids, cClassId: count }
}

/// `DisableWriterInstances`.
#[must_use]
pub fn disable_instances(instances: &[Guid]) -> BackupCall {
    let (ids, count) = array(instances);
    BackupCall::DisableWriterInstances { rgWriterInstanceId: ids, cInstanceId: count }
}

/// `AddComponent` of one of the two components of a writer.
#[must_use]
pub fn add_component(writer: u32, component: usize) -> BackupCall {
    let (writer_id, instance) = stage::writer_guids(writer);
    BackupCall::AddComponent {
        instanceId: instance,
        writerId: writer_id,
        ct: ComponentType::VSS_CT_FILEGROUP,
        wszLogicalPath: None,
        wszComponentName: In(stage::COMPONENTS.get(component).map(|name| (*name).into())),
    }
}

/// `AddToSnapshotSet` of one of the two volumes, with whatever provider.
#[must_use]
pub fn add_volume(volume: usize) -> BackupCall {
    BackupCall::AddToSnapshotSet {
        pwszVolumeName: In(stage::VOLUMES.get(volume).map(|name| (*name).into())),
        ProviderId: Guid::NULL,
        pidSnapshot: GIVEN,
    }
}

/// `AddToSnapshotSet` of a volume, with a provider of one's choice.
#[must_use]
pub fn add_volume_by(volume: usize, provider: Guid) -> BackupCall {
    BackupCall::AddToSnapshotSet {
        pwszVolumeName: In(stage::VOLUMES.get(volume).map(|name| (*name).into())),
        ProviderId: provider,
        pidSnapshot: GIVEN,
    }
}

/// `SetBackupSucceeded` of a writer's first component.
#[must_use]
pub fn set_succeeded(writer: u32, succeeded: bool) -> BackupCall {
    let (writer_id, instance) = stage::writer_guids(writer);
    BackupCall::SetBackupSucceeded {
        instanceId: instance,
        writerId: writer_id,
        ct: ComponentType::VSS_CT_FILEGROUP,
        wszLogicalPath: None,
        wszComponentName: In(stage::COMPONENTS.first().map(|name| (*name).into())),
        bSucceded: succeeded,
    }
}

/// `SetBackupOptions` or `SetPreviousBackupStamp` of the first writer's first component.
#[must_use]
pub fn set_text(options: bool) -> BackupCall {
    let (writer, _) = stage::writer_guids(1);
    let (ct, path) = (ComponentType::VSS_CT_FILEGROUP, None);
    let name = In(stage::COMPONENTS.first().map(|name| (*name).into()));
    let text = In(Some("text".into()));
    if options {
        BackupCall::SetBackupOptions {
            writerId: writer,
            ct,
            wszLogicalPath: path,
            wszComponentName: name,
            wszBackupOptions: text,
        }
    } else {
        BackupCall::SetPreviousBackupStamp {
            writerId: writer,
            ct,
            wszLogicalPath: path,
            wszComponentName: name,
            wszPreviousBackupStamp: text,
        }
    }
}

/// `GetSnapshotProperties`.
#[must_use]
pub const fn properties(snapshot: Guid) -> BackupCall {
    BackupCall::GetSnapshotProperties { SnapshotId: snapshot, pProp: GIVEN }
}

/// The id of some finished shadow copy, or `GUID_NULL`.
#[must_use]
pub fn finished_copy(world: &World) -> Guid {
    let sets = world.machines.values().flat_map(|machine| machine.sets.values());
    let mut copies = sets.filter(|set| set.created).flat_map(|set| set.copies.keys());
    copies.next().map_or(Guid::NULL, |copy| copy.guid())
}

/// A call of this method with arguments that nothing stands against but, perhaps, the state; `None` for a method that
/// `IVssBackupComponents` does not have here.
#[must_use]
pub fn valid(world: &World, _: RequesterId, method: &str) -> Option<OnRequester> {
    let of_restore = restore::valid(method).map(OnRequester::Restore);
    let of_copies = || shadow_copies::valid(world, method).map(OnRequester::ShadowCopy);
    of_restore.or_else(of_copies).or_else(|| valid_in_backup(world, method).map(OnRequester::Backup))
}

/// The same for a method that a backup knows.
#[must_use]
pub fn valid_in_backup(world: &World, method: &str) -> Option<BackupCall> {
    Some(match method {
        "GetWriterComponentsCount" => BackupCall::GetWriterComponentsCount { pcComponents: GIVEN },
        "GetWriterComponents" => BackupCall::GetWriterComponents { iWriter: 0, ppWriter: GIVEN },
        "InitializeForBackup" => INITIALIZE,
        "SetBackupState" => set_backup_state(true),
        "SetContext" => set_context(SnapshotContext::VSS_CTX_BACKUP),
        // The writers of the stage are those that the usual way needs, so that others are named here.
        "EnableWriterClasses" => enable_classes(&[1, 2, 3].map(|writer| stage::writer_guids(writer).0)),
        "DisableWriterClasses" => disable_classes(&[Guid(0x99)]),
        "DisableWriterInstances" => disable_instances(&[Guid(0x99)]),
        "GatherWriterMetadata" => GATHER,
        "GetWriterMetadataCount" => BackupCall::GetWriterMetadataCount { pcWriters: GIVEN },
        "GetWriterMetadata" => {
            BackupCall::GetWriterMetadata { iWriter: 0, pidInstance: GIVEN, ppMetadata: GIVEN }
        }
        "FreeWriterMetadata" => BackupCall::FreeWriterMetadata {},
        "AddComponent" => add_component(1, 1),
        "SetBackupOptions" => set_text(true),
        "SetPreviousBackupStamp" => set_text(false),
        "StartSnapshotSet" => START,
        "AddToSnapshotSet" => add_volume(1),
        "PrepareForBackup" => PREPARE,
        "DoSnapshotSet" => SNAPSHOT,
        "GetSnapshotProperties" => properties(finished_copy(world)),
        "GatherWriterStatus" => STATUS,
        "GetWriterStatusCount" => BackupCall::GetWriterStatusCount { pcWriters: GIVEN },
        "GetWriterStatus" => BackupCall::GetWriterStatus {
            iWriter: 0,
            pidInstance: GIVEN,
            pidWriter: GIVEN,
            pbstrWriter: GIVEN,
            pnStatus: GIVEN,
            phResultFailure: GIVEN,
        },
        "FreeWriterStatus" => BackupCall::FreeWriterStatus {},
        "SetBackupSucceeded" => set_succeeded(1, true),
        "BackupComplete" => COMPLETE,
        "AbortBackup" => ABORT,
        "SaveAsXML" => SAVE,
        "Release" => RELEASE,
        _ => return None,
    })
}
