//! The enumerations of `vss.h`, as a table: names and numbers are the header's own.

use super::header_enum::header_enums;

header_enums! {
    /// `VSS_APPLICATION_LEVEL`: 6 values of `vss.h`.
    enumeration ApplicationLevel = "VSS_APPLICATION_LEVEL", page "ne-vss-vss_application_level" {
        VSS_APP_UNKNOWN = 0, "Level of this writer's freeze not known; indicates an application error.";
        VSS_APP_SYSTEM = 1, "The writer is frozen at the system application level (last of the three).";
        VSS_APP_BACK_END = 2, "The writer is frozen at the back-end application level (second).";
        VSS_APP_FRONT_END = 3, "The writer is frozen at the front-end application level (first).";
        VSS_APP_SYSTEM_RM = 4, "Listed on the page without any description.";
        VSS_APP_AUTO = 0xFFFFFFFF, "Level determined automatically; reserved for future use.";
    }
    /// `VSS_BACKUP_SCHEMA`: 16 values of `vss.h`.
    flags BackupSchema = "VSS_BACKUP_SCHEMA", page "ne-vss-vss_backup_schema" {
        VSS_BS_UNDEFINED = 0x0, "Default: writer supports simple full backup and restore of whole files (VSS_BT_FULL); usable as base of an incremental or differential backup.";
        VSS_BS_DIFFERENTIAL = 0x1, "Writer supports differential backups (VSS_BT_DIFFERENTIAL): files created or changed since the last full backup are saved, and not marked as backed up; does not preclude mixing with incremental. Not supported for express writers.";
        VSS_BS_INCREMENTAL = 0x2, "Writer supports incremental backups (VSS_BT_INCREMENTAL): files created or changed since the last full or incremental backup are saved and marked as backed up; does not preclude mixing with differential. Not supported for express writers.";
        VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL = 0x4, "Writer supports both differential and incremental, but only exclusively (e.g. no incremental after a differential); requires both VSS_BS_DIFFERENTIAL and VSS_BS_INCREMENTAL. Not supported for express writers.";
        VSS_BS_LOG = 0x8, "Writer supports backups of only its log files (VSS_BT_LOG); requires at least one file added to at least one component with AddDatabaseLogFiles.";
        VSS_BS_COPY = 0x10, "Writer supports copy backups (VSS_BT_COPY), where file backup history is updated neither in the writer's state nor the file system; cannot be the base of an incremental or differential backup.";
        VSS_BS_TIMESTAMPED = 0x20, "Writer supports the VSS backup-stamp mechanism for deciding what goes into differential or incremental backups; requires VSS_BS_DIFFERENTIAL or VSS_BS_INCREMENTAL. Not supported for express writers.";
        VSS_BS_LAST_MODIFY = 0x40, "Writer can supply last-modification times of differenced files (AddDifferencedFilesByLastModifyTime) for incremental or differential backups; requires VSS_BS_DIFFERENTIAL or VSS_BS_INCREMENTAL; not for partial files. Not supported for express writers.";
        VSS_BS_LSN = 0x80, "Reserved for system use.";
        VSS_BS_WRITER_SUPPORTS_NEW_TARGET = 0x100, "Writer allows a requester to change the restore target with AddNewTarget. Not supported for express writers.";
        VSS_BS_WRITER_SUPPORTS_RESTORE_WITH_MOVE = 0x200, "Writer supports several instances with one class ID and moving a component to another instance at restore with SetSelectedForRestoreEx. Not supported for express writers.";
        VSS_BS_INDEPENDENT_SYSTEM_STATE = 0x400, "Writer supports backing up system-state data also independently of the system state.";
        VSS_BS_ROLLFORWARD_RESTORE = 0x1000, "Writer supports a requester setting a roll-forward restore point with SetRollForward. Not supported for express writers.";
        VSS_BS_RESTORE_RENAME = 0x2000, "Writer supports a requester setting a restore name with SetRestoreName. Not supported for express writers.";
        VSS_BS_AUTHORITATIVE_RESTORE = 0x4000, "Writer supports a requester setting authoritative restore with SetAuthoritativeRestore. Not supported for express writers.";
        VSS_BS_WRITER_SUPPORTS_PARALLEL_RESTORES = 0x8000, "Writer supports several unsynchronised restore events. Not supported for express writers.";
    }
    /// `VSS_BACKUP_TYPE`: 7 values of `vss.h`.
    enumeration BackupType = "VSS_BACKUP_TYPE", page "ne-vss-vss_backup_type" {
        VSS_BT_UNDEFINED = 0, "Backup type not known; indicates an application error.";
        VSS_BT_FULL = 1, "All files are saved whatever their backup history, and each file's history is updated; default type, supported by all writers.";
        VSS_BT_INCREMENTAL = 2, "Files created or changed since the last full or incremental backup are saved and marked as backed up; needs VSS_BS_INCREMENTAL of the writer.";
        VSS_BT_DIFFERENTIAL = 3, "Files created or changed since the last full backup are saved and not marked as backed up; needs VSS_BS_DIFFERENTIAL.";
        VSS_BT_LOG = 4, "The writer's log file takes part in backup or restore; needs VSS_BS_LOG.";
        VSS_BT_COPY = 5, "Files are copied whatever their backup history, which is not updated; needs VSS_BS_COPY.";
        VSS_BT_OTHER = 6, "A type that is not full, copy, log, incremental or differential.";
    }
    /// `VSS_FILE_SPEC_BACKUP_TYPE`: 11 values of `vss.h`.
    flags FileSpecBackupType = "VSS_FILE_SPEC_BACKUP_TYPE", page "ne-vss-vss_file_spec_backup_type" {
        VSS_FSBT_FULL_BACKUP_REQUIRED = 0x1, "Writer expects a current copy of the file set after restore of any VSS_BT_FULL backup; the page also says the set must be involved in all types of backup.";
        VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED = 0x2, "Writer expects a current copy of the file set after restore of any VSS_BT_DIFFERENTIAL backup. Not supported for express writers.";
        VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED = 0x4, "Writer expects a current copy of the file set after restore of any VSS_BT_INCREMENTAL backup. Not supported for express writers.";
        VSS_FSBT_LOG_BACKUP_REQUIRED = 0x8, "Writer expects a current copy of the file set after restore of any VSS_BT_LOG backup. Not supported for express writers.";
        VSS_FSBT_FULL_SNAPSHOT_REQUIRED = 0x100, "In a VSS_BT_FULL backup the set must be read from a shadow copy, never from the original volume.";
        VSS_FSBT_DIFFERENTIAL_SNAPSHOT_REQUIRED = 0x200, "In a VSS_BT_DIFFERENTIAL backup the set must be read from a shadow copy, never from the original volume.";
        VSS_FSBT_INCREMENTAL_SNAPSHOT_REQUIRED = 0x400, "In a VSS_BT_INCREMENTAL backup the set must be read from a shadow copy, never from the original volume.";
        VSS_FSBT_LOG_SNAPSHOT_REQUIRED = 0x800, "In a VSS_BT_LOG backup the set must be read from a shadow copy, never from the original volume.";
        VSS_FSBT_CREATED_DURING_BACKUP = 0x10000, "Writer expects the file to be created during the snapshot sequence.";
        VSS_FSBT_ALL_BACKUP_REQUIRED = 0xF, "Default backup part: the set must always take part in backup and restore.";
        VSS_FSBT_ALL_SNAPSHOT_REQUIRED = 0xF00, "Shadow copy part: the set must always be backed up from a shadow copy, never from the original volume.";
    }
    /// `VSS_HARDWARE_OPTIONS`: 8 values of `vss.h`.
    flags HardwareOptions = "VSS_HARDWARE_OPTIONS", page "ne-vss-vss_hardware_options" {
        VSS_BREAKEX_FLAG_MASK_LUNS = 0x1, "Shadow copy LUN is masked from the host.";
        VSS_BREAKEX_FLAG_MAKE_READ_WRITE = 0x2, "Shadow copy LUN is exposed to the host as a read-write volume.";
        VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL = 0x4, "Disk identifiers of all shadow copy LUNs are reverted to those of the original LUNs; if any original LUN is present on the system the operation fails and no identifier is reverted.";
        VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE = 0x8, "No disk identifier of the shadow copy LUNs is reverted.";
        VSS_ONLUNSTATECHANGE_NOTIFY_READ_WRITE = 0x100, "Notification only: the shadow copy LUNs will be made read-write permanently; provider need not act.";
        VSS_ONLUNSTATECHANGE_NOTIFY_LUN_PRE_RECOVERY = 0x200, "Notification only: the LUNs will be made read-write temporarily and are about to undergo TxF recovery or VSS auto-recovery; provider need not act.";
        VSS_ONLUNSTATECHANGE_NOTIFY_LUN_POST_RECOVERY = 0x400, "Notification only: the LUNs have just undergone TxF recovery or VSS auto-recovery and were made read-only again; provider need not act.";
        VSS_ONLUNSTATECHANGE_DO_MASK_LUNS = 0x800, "The provider must mask the shadow copy LUNs from this computer.";
    }
    /// `VSS_OBJECT_TYPE`: 6 values of `vss.h`.
    enumeration ObjectType = "VSS_OBJECT_TYPE", page "ne-vss-vss_object_type" {
        VSS_OBJECT_UNKNOWN = 0, "Object type not known; an application error.";
        VSS_OBJECT_NONE = 1, "As input a wildcard: act on all fitting objects whatever their type; as output: type not known, an application error.";
        VSS_OBJECT_SNAPSHOT_SET = 2, "Shadow copy set.";
        VSS_OBJECT_SNAPSHOT = 3, "Shadow copy.";
        VSS_OBJECT_PROVIDER = 4, "Shadow copy provider.";
        VSS_OBJECT_TYPE_COUNT = 5, "Reserved value.";
    }
    /// `VSS_PROVIDER_CAPABILITIES`: 10 values of `vss.h`.
    flags ProviderCapabilities = "VSS_PROVIDER_CAPABILITIES", page "ne-vss-vss_provider_capabilities" {
        VSS_PRV_CAPABILITY_LEGACY = 0x1, "";
        VSS_PRV_CAPABILITY_COMPLIANT = 0x2, "";
        VSS_PRV_CAPABILITY_LUN_REPOINT = 0x4, "";
        VSS_PRV_CAPABILITY_LUN_RESYNC = 0x8, "";
        VSS_PRV_CAPABILITY_OFFLINE_CREATION = 0x10, "";
        VSS_PRV_CAPABILITY_MULTIPLE_IMPORT = 0x20, "";
        VSS_PRV_CAPABILITY_RECYCLING = 0x40, "";
        VSS_PRV_CAPABILITY_PLEX = 0x80, "";
        VSS_PRV_CAPABILITY_DIFFERENTIAL = 0x100, "";
        VSS_PRV_CAPABILITY_CLUSTERED = 0x200, "";
    }
    /// `VSS_PROVIDER_TYPE`: 5 values of `vss.h`.
    enumeration ProviderType = "VSS_PROVIDER_TYPE", page "ne-vss-vss_provider_type" {
        VSS_PROV_UNKNOWN = 0, "Type unknown: an error in the application or the VSS service, or no provider is available.";
        VSS_PROV_SYSTEM = 1, "The default provider that comes with Windows.";
        VSS_PROV_SOFTWARE = 2, "A software provider.";
        VSS_PROV_HARDWARE = 3, "A hardware provider.";
        VSS_PROV_FILESHARE = 4, "A file share provider.";
    }
    /// `VSS_RECOVERY_OPTIONS`: 2 values of `vss.h`.
    flags RecoveryOptions = "VSS_RECOVERY_OPTIONS", page "ne-vss-vss_recovery_options" {
        VSS_RECOVERY_REVERT_IDENTITY_ALL = 0x100, "After resynchronisation the signature of each target LUN should be the same as that of the original LUN used to create the shadow copy.";
        VSS_RECOVERY_NO_VOLUME_CHECK = 0x200, "Volume safety checks should not be done.";
    }
    /// `VSS_RESTORE_TYPE`: 4 values of `vss.h`.
    enumeration RestoreType = "VSS_RESTORE_TYPE", page "ne-vss-vss_restore_type" {
        VSS_RTYPE_UNDEFINED = 0, "No restore type defined; the default; writers should treat it as VSS_RTYPE_BY_COPY; indicates a requester error.";
        VSS_RTYPE_BY_COPY = 1, "Requester restores backed-up data from a backup medium to the original volume.";
        VSS_RTYPE_IMPORT = 2, "Requester copies nothing from a medium but imports a transportable shadow copy and uses that volume (e.g. data mining).";
        VSS_RTYPE_OTHER = 3, "A type not enumerated; indicates an application error.";
    }
    /// `VSS_ROLLFORWARD_TYPE`: 4 values of `vss.h`.
    enumeration RollForwardType = "VSS_ROLLFORWARD_TYPE", page "ne-vss-vss_rollforward_type" {
        VSS_RF_UNDEFINED = 0, "No roll-forward type defined; an error of the requester.";
        VSS_RF_NONE = 1, "Do not roll forward through logs.";
        VSS_RF_ALL = 2, "Roll forward through all logs.";
        VSS_RF_PARTIAL = 3, "Roll forward through logs up to a given restore point.";
    }
    /// `VSS_SNAPSHOT_COMPATIBILITY`: 2 values of `vss.h`.
    flags SnapshotCompatibility = "VSS_SNAPSHOT_COMPATIBILITY", page "ne-vss-vss_snapshot_compatibility" {
        VSS_SC_DISABLE_DEFRAG = 0x1, "The provider managing the volume's shadow copies does not support defragmentation of that volume.";
        VSS_SC_DISABLE_CONTENTINDEX = 0x2, "The provider managing the volume's shadow copies does not support content indexing of that volume.";
    }
    /// `VSS_SNAPSHOT_CONTEXT`: 7 values of `vss.h`.
    flags SnapshotContext = "VSS_SNAPSHOT_CONTEXT", page "ne-vss-vss_snapshot_context" {
        VSS_CTX_BACKUP = 0x0, "Standard backup: auto-release, nonpersistent shadow copy, writers involved.";
        VSS_CTX_FILE_SHARE_BACKUP = 0x10, "Auto-release, nonpersistent shadow copy without writers.";
        VSS_CTX_NAS_ROLLBACK = 0x19, "Persistent, non-auto-release shadow copy without writers; for data that needs no writer for consistency.";
        VSS_CTX_APP_ROLLBACK = 0x9, "Persistent, non-auto-release shadow copy with writers; like VSS_CTX_BACKUP with more control over persistence.";
        VSS_CTX_CLIENT_ACCESSIBLE = 0x1D, "Read-only client-accessible shadow copy (Shadow Copies for Shared Folders), without writers; only the system provider can create it.";
        VSS_CTX_CLIENT_ACCESSIBLE_WRITERS = 0xD, "Read-only client-accessible shadow copy with writers; only the system provider can create it.";
        VSS_CTX_ALL = 0xFFFFFFFF, "All currently live shadow copies are available for administrative operations such as queries; not valid for StartSnapshotSet and DoSnapshotSet.";
    }
    /// `VSS_SNAPSHOT_PROPERTY_ID`: 14 values of `vss.h`.
    enumeration SnapshotPropertyId = "VSS_SNAPSHOT_PROPERTY_ID", page "ne-vss-vss_snapshot_property_id" {
        VSS_SPROPID_UNKNOWN = 0, "Property not known; an application error.";
        VSS_SPROPID_SNAPSHOT_ID = 1, "Shadow copy id (m_SnapshotId).";
        VSS_SPROPID_SNAPSHOT_SET_ID = 2, "Shadow copy set id (m_SnapshotSetId).";
        VSS_SPROPID_SNAPSHOTS_COUNT = 3, "Number of volumes included in the set when it was created (m_lSnapshotsCount).";
        VSS_SPROPID_SNAPSHOT_DEVICE = 4, "Null-terminated wide string: device object name of the shadow copy (m_pwszSnapshotDeviceObject).";
        VSS_SPROPID_ORIGINAL_VOLUME = 5, "Null-terminated wide string: original volume name (m_pwszOriginalVolumeName).";
        VSS_SPROPID_ORIGINATING_MACHINE = 6, "Null-terminated wide string: machine with the original volume (m_pwszOriginatingMachine).";
        VSS_SPROPID_SERVICE_MACHINE = 7, "Null-terminated wide string: machine running the VSS that created the shadow copy (m_pwszServiceMachine).";
        VSS_SPROPID_EXPOSED_NAME = 8, "Null-terminated wide string: name under which the shadow copy is exposed (m_pwszExposedName).";
        VSS_SPROPID_EXPOSED_PATH = 9, "Null-terminated wide string: part of the volume made available when exposed as a file share (m_pwszExposedPath).";
        VSS_SPROPID_PROVIDER_ID = 10, "Provider id (m_ProviderId).";
        VSS_SPROPID_SNAPSHOT_ATTRIBUTES = 11, "Bitmask of VSS_VOLUME_SNAPSHOT_ATTRIBUTES (m_lSnapshotAttributes).";
        VSS_SPROPID_CREATION_TIMESTAMP = 12, "Creation time stamp (m_tsCreationTimestamp).";
        VSS_SPROPID_STATUS = 13, "Status of the shadow copy creation (m_eStatus).";
    }
    /// `VSS_SNAPSHOT_STATE`: 17 values of `vss.h`.
    enumeration SnapshotState = "VSS_SNAPSHOT_STATE", page "ne-vss-vss_snapshot_state" {
        VSS_SS_UNKNOWN = 0, "Reserved for system use: state unknown.";
        VSS_SS_PREPARING = 1, "Reserved for system use: shadow copy being prepared.";
        VSS_SS_PROCESSING_PREPARE = 2, "Reserved for system use: preparation being processed.";
        VSS_SS_PREPARED = 3, "Reserved for system use: shadow copy prepared.";
        VSS_SS_PROCESSING_PRECOMMIT = 4, "Reserved for system use: precommit being processed.";
        VSS_SS_PRECOMMITTED = 5, "Reserved for system use: precommitted.";
        VSS_SS_PROCESSING_COMMIT = 6, "Reserved for system use: commit being processed.";
        VSS_SS_COMMITTED = 7, "Reserved for system use: committed.";
        VSS_SS_PROCESSING_POSTCOMMIT = 8, "Reserved for system use: postcommit being processed.";
        VSS_SS_PROCESSING_PREFINALCOMMIT = 9, "Reserved for system use: the pre-final commit (page: 'file commit') being processed.";
        VSS_SS_PREFINALCOMMITTED = 10, "Reserved for system use: the pre-final commit (page: 'file commit') done.";
        VSS_SS_PROCESSING_POSTFINALCOMMIT = 11, "Reserved for system use: processing after the final commit and before creation is complete.";
        VSS_SS_CREATED = 12, "Shadow copy is created.";
        VSS_SS_ABORTED = 13, "Reserved for system use: creation aborted.";
        VSS_SS_DELETED = 14, "Reserved for system use: shadow copy deleted.";
        VSS_SS_POSTCOMMITTED = 15, "Listed without a description.";
        VSS_SS_COUNT = 16, "Reserved value.";
    }
    /// `VSS_VOLUME_SNAPSHOT_ATTRIBUTES`: 19 values of `vss.h`.
    flags VolumeSnapshotAttributes = "VSS_VOLUME_SNAPSHOT_ATTRIBUTES", page "ne-vss-vss_volume_snapshot_attributes" {
        VSS_VOLSNAP_ATTR_PERSISTENT = 0x1, "Persists across reboots. Set automatically for APP_ROLLBACK, CLIENT_ACCESSIBLE, CLIENT_ACCESSIBLE_WRITERS, NAS_ROLLBACK; requesters should not set it explicitly in a context.";
        VSS_VOLSNAP_ATTR_NO_AUTORECOVERY = 0x2, "Auto-recovery disabled: the shadow copy is read-only at once after creation, writers and others cannot update components in it. A requester may OR it into a context.";
        VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE = 0x4, "Client-accessible shadow copy for Shadow Copies for Shared Folders; should not be exposed. Set automatically for CLIENT_ACCESSIBLE and CLIENT_ACCESSIBLE_WRITERS; requesters should not set it explicitly in a context.";
        VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE = 0x8, "Not deleted when the requester's process ends; only DeleteSnapshots deletes it. Set automatically for APP_ROLLBACK, CLIENT_ACCESSIBLE, CLIENT_ACCESSIBLE_WRITERS, NAS_ROLLBACK; requesters should not set it explicitly in a context.";
        VSS_VOLSNAP_ATTR_NO_WRITERS = 0x10, "No writers take part. Set automatically for NAS_ROLLBACK, FILE_SHARE_BACKUP, CLIENT_ACCESSIBLE; requesters should not set it explicitly in a context.";
        VSS_VOLSNAP_ATTR_TRANSPORTABLE = 0x20, "To be transported, so should not be surfaced locally. A requester may set it if the provider supports transportable shadow copies.";
        VSS_VOLSNAP_ATTR_NOT_SURFACED = 0x40, "Not currently exposed; set for all shadow copies unless explicitly exposed or mounted; requesters should not set it explicitly in a context.";
        VSS_VOLSNAP_ATTR_NOT_TRANSACTED = 0x80, "Not transacted: disables the integration of VSS with transaction and resource managers, so VSS_E_TRANSACTION_FREEZE_TIMEOUT never comes; may lose transactional integrity or data. A requester may OR it into a context.";
        VSS_VOLSNAP_ATTR_HARDWARE_ASSISTED = 0x10000, "The provider is a hardware provider. Set automatically; cannot be used with SetContext.";
        VSS_VOLSNAP_ATTR_DIFFERENTIAL = 0x20000, "Provider uses differential data or copy-on-write. A requester may OR it into a context to demand it; with no such provider AddToSnapshotSet returns VSS_E_VOLUME_NOT_SUPPORTED.";
        VSS_VOLSNAP_ATTR_PLEX = 0x40000, "Provider uses a PLEX or mirror split. A requester may OR it into a context to demand it; with no such provider AddToSnapshotSet returns VSS_E_VOLUME_NOT_SUPPORTED.";
        VSS_VOLSNAP_ATTR_IMPORTED = 0x80000, "Came onto this machine by ImportSnapshots, not by DoSnapshotSet. Set automatically; requesters should not set it explicitly in a context.";
        VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY = 0x100000, "Exposed locally. Added automatically by ExposeSnapshot; requesters should not set it explicitly in a context.";
        VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY = 0x200000, "Exposed remotely. Added automatically by ExposeSnapshot; requesters should not set it explicitly in a context.";
        VSS_VOLSNAP_ATTR_AUTORECOVER = 0x400000, "The writer will have to auto-recover the component in OnPostSnapshot; requesters should not set it explicitly in a context.";
        VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY = 0x800000, "The writer will have to auto-recover the component in OnPostSnapshot if the shadow copy is used for rollback (e.g. data mining); the requester sets it in the context for a non-backup purpose.";
        VSS_VOLSNAP_ATTR_DELAYED_POSTSNAPSHOT = 0x1000000, "Reserved for system use.";
        VSS_VOLSNAP_ATTR_TXF_RECOVERY = 0x2000000, "TxF recovery should be enforced during creation.";
        VSS_VOLSNAP_ATTR_FILE_SHARE = 0x4000000, "Listed without a description.";
    }
    /// `VSS_WRITER_STATE`: 17 values of `vss.h`.
    enumeration WriterState = "VSS_WRITER_STATE", page "ne-vss-vss_writer_state" {
        VSS_WS_UNKNOWN = 0, "State not known; an error of the writer.";
        VSS_WS_STABLE = 1, "Writer has finished the current shadow copy events and is ready, or OnPrepareSnapshot has not yet been called.";
        VSS_WS_WAITING_FOR_FREEZE = 2, "Writer waits for freeze.";
        VSS_WS_WAITING_FOR_THAW = 3, "Writer waits for thaw.";
        VSS_WS_WAITING_FOR_POST_SNAPSHOT = 4, "Writer waits for PostSnapshot.";
        VSS_WS_WAITING_FOR_BACKUP_COMPLETE = 5, "Writer waits for the requester to finish its backup.";
        VSS_WS_FAILED_AT_IDENTIFY = 6, "Writer vetoed the creation at identification.";
        VSS_WS_FAILED_AT_PREPARE_BACKUP = 7, "Writer vetoed the creation during backup preparation.";
        VSS_WS_FAILED_AT_PREPARE_SNAPSHOT = 8, "Writer vetoed the creation during PrepareForSnapshot.";
        VSS_WS_FAILED_AT_FREEZE = 9, "Writer vetoed the creation during freeze.";
        VSS_WS_FAILED_AT_THAW = 10, "Writer vetoed the creation during thaw.";
        VSS_WS_FAILED_AT_POST_SNAPSHOT = 11, "Writer vetoed the creation during PostSnapshot.";
        VSS_WS_FAILED_AT_BACKUP_COMPLETE = 12, "Shadow copy was created and the writer failed during BackupComplete; the writer should log it.";
        VSS_WS_FAILED_AT_PRE_RESTORE = 13, "Writer failed during PreRestore.";
        VSS_WS_FAILED_AT_POST_RESTORE = 14, "Writer failed during PostRestore.";
        VSS_WS_FAILED_AT_BACKUPSHUTDOWN = 15, "Writer failed during shutdown of the backup application.";
        VSS_WS_COUNT = 16, "Reserved value.";
    }
}
