//! The enumerations of `vswriter.h`, as a table: names and numbers are the header's own.

use super::header_enum::header_enums;

header_enums! {
    /// `VSS_USAGE_TYPE`: 5 values of `vswriter.h`.
    enumeration UsageType = "VSS_USAGE_TYPE", page "ne-vswriter-vss_usage_type" {
        VSS_UT_UNDEFINED = 0, "Usage not known; a writer error.";
        VSS_UT_BOOTABLESYSTEMSTATE = 1, "Data is part of the bootable system state.";
        VSS_UT_SYSTEMSERVICE = 2, "Writer stores data of a system service or is a system service.";
        VSS_UT_USERDATA = 3, "User data.";
        VSS_UT_OTHER = 4, "Unclassified data.";
    }
    /// `VSS_SOURCE_TYPE`: 4 values of `vswriter.h`.
    enumeration SourceType = "VSS_SOURCE_TYPE", page "ne-vswriter-vss_source_type" {
        VSS_ST_UNDEFINED = 0, "Source not known; a writer error that the requester should report.";
        VSS_ST_TRANSACTEDDB = 1, "Database that supports transactions.";
        VSS_ST_NONTRANSACTEDDB = 2, "Database without transactions.";
        VSS_ST_OTHER = 3, "Unclassified; data will be in a file group; default source type.";
    }
    /// `VSS_RESTOREMETHOD_ENUM`: 9 values of `vswriter.h`.
    enumeration RestoreMethod = "VSS_RESTOREMETHOD_ENUM", page "ne-vswriter-vss_restoremethod_enum" {
        VSS_RME_UNDEFINED = 0, "No restore method defined; a writer error. Not supported for express writers.";
        VSS_RME_RESTORE_IF_NOT_THERE = 1, "Restore only if no version of any file of the component (set) is on disk; with an alternate location mapping and the original present, write to the alternate location only if no version exists there.";
        VSS_RME_RESTORE_IF_CAN_REPLACE = 2, "Restore only if all files of the component (set) on disk can be overwritten; otherwise none of them, unless alternate location mappings exist, in which case write there.";
        VSS_RME_STOP_RESTORE_START = 3, "Order: PreRestore event to all writers, stop service, restore to original locations, restart service, PostRestore event.";
        VSS_RME_RESTORE_TO_ALTERNATE_LOCATION = 4, "Restore to the location of the alternate location mapping in the writer metadata. Not supported for express writers.";
        VSS_RME_RESTORE_AT_REBOOT = 5, "Restore after restart: copy to a temporary place and use MoveFileEx with MOVEFILE_DELAY_UNTIL_REBOOT.";
        VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE = 6, "Restore at once if possible; if any file of the component (set) cannot be overwritten, restore ALL of them after restart as for RESTORE_AT_REBOOT.";
        VSS_RME_CUSTOM = 7, "Writer-private restore method, which need not use the writer metadata. Not supported for express writers.";
        VSS_RME_RESTORE_STOP_START = 8, "Order: PreRestore event to all writers, restore to original locations, PostRestore event, stop service, restart service.";
    }
    /// `VSS_WRITERRESTORE_ENUM`: 4 values of `vswriter.h`.
    enumeration WriterRestore = "VSS_WRITERRESTORE_ENUM", page "ne-vswriter-vss_writerrestore_enum" {
        VSS_WRE_UNDEFINED = 0, "Not known whether the writer does special work in restore; a writer error.";
        VSS_WRE_NEVER = 1, "Writer needs no restore events.";
        VSS_WRE_IF_REPLACE_FAILS = 2, "Writer always expects PreRestore, but PostRestore only if a restore fails under VSS_RME_RESTORE_IF_NOT_THERE or VSS_RME_RESTORE_IF_CAN_REPLACE.";
        VSS_WRE_ALWAYS = 3, "Writer always does special work in restore.";
    }
    /// `VSS_COMPONENT_TYPE`: 3 values of `vswriter.h`.
    enumeration ComponentType = "VSS_COMPONENT_TYPE", page "ne-vswriter-vss_component_type" {
        VSS_CT_UNDEFINED = 0, "Undefined; an application error.";
        VSS_CT_DATABASE = 1, "Database component.";
        VSS_CT_FILEGROUP = 2, "File group: any component that is not a database.";
    }
    /// `VSS_ALTERNATE_WRITER_STATE`: 4 values of `vswriter.h`.
    enumeration AlternateWriterState = "VSS_ALTERNATE_WRITER_STATE", page "ne-vswriter-vss_alternate_writer_state" {
        VSS_AWS_UNDEFINED = 0, "No information; an application error; reserved.";
        VSS_AWS_NO_ALTERNATE_WRITER = 1, "Writer has no alternate writer.";
        VSS_AWS_ALTERNATE_WRITER_EXISTS = 2, "An alternate writer exists and runs when the writer is not available; reserved.";
        VSS_AWS_THIS_IS_ALTERNATE_WRITER = 3, "This writer is an alternate writer; reserved.";
    }
    /// `VSS_SUBSCRIBE_MASK`: 5 values of `vswriter.h`.
    flags SubscribeMask = "VSS_SUBSCRIBE_MASK", page "ne-vswriter-vss_subscribe_mask" {
        VSS_SM_POST_SNAPSHOT_FLAG = 0x1, "Reserved; writer expects notice after the shadow copy completed (OnPostSnapshot).";
        VSS_SM_BACKUP_EVENTS_FLAG = 0x2, "PrepareForBackup, PrepareForSnapshot, Freeze, Thaw, PostSnapshot and BackupComplete events.";
        VSS_SM_RESTORE_EVENTS_FLAG = 0x4, "PreRestore and PostRestore events.";
        VSS_SM_IO_THROTTLING_FLAG = 0x8, "Reserved for future use.";
        VSS_SM_ALL_FLAGS = 0xFFFFFFFF, "Reserved; all events.";
    }
    /// `VSS_RESTORE_TARGET`: 5 values of `vswriter.h`.
    enumeration RestoreTarget = "VSS_RESTORE_TARGET", page "ne-vswriter-vss_restore_target" {
        VSS_RT_UNDEFINED = 0, "No target; a writer error. Not supported for express writers.";
        VSS_RT_ORIGINAL = 1, "Default: follow the restore method set at backup time (VSS_RESTOREMETHOD_ENUM).";
        VSS_RT_ALTERNATE = 2, "Restore to the place given by an existing alternate location mapping. Not supported for express writers.";
        VSS_RT_DIRECTED = 3, "Directed targeting: the writer controls per file how much is restored and into which files. Not supported for express writers.";
        VSS_RT_ORIGINAL_LOCATION = 4, "Restore to where the files were at backup time, even if the method was VSS_RME_RESTORE_TO_ALTERNATE_LOCATION. Not supported for express writers.";
    }
    /// `VSS_FILE_RESTORE_STATUS`: 4 values of `vswriter.h`.
    enumeration FileRestoreStatus = "VSS_FILE_RESTORE_STATUS", page "ne-vswriter-vss_file_restore_status" {
        VSS_RS_UNDEFINED = 0, "Restore state undefined: an error, or restore not yet started. Not supported for components owned by express writers.";
        VSS_RS_NONE = 1, "No files restored: restore failed without leaving restored files on disk.";
        VSS_RS_ALL = 2, "All files restored; set for each component restored successfully.";
        VSS_RS_FAILED = 3, "Restore failed leaving some restored files on disk: components on disk are corrupt.";
    }
    /// `VSS_COMPONENT_FLAGS`: 3 values of `vswriter.h`.
    flags ComponentFlags = "VSS_COMPONENT_FLAGS", page "ne-vswriter-vss_component_flags" {
        VSS_CF_BACKUP_RECOVERY = 0x1, "Writer needs write access to the component after the shadow copy was created. Not supported for express writers.";
        VSS_CF_APP_ROLLBACK_RECOVERY = 0x2, "For a rollback shadow copy (VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY), writer needs write access to the component after creation. Not supported for express writers.";
        VSS_CF_NOT_SYSTEM_STATE = 0x4, "Component is not part of system state.";
    }
}
