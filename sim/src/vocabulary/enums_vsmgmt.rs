//! The enumerations of `vsmgmt.h`, as a table: names and numbers are the header's own.

use super::header_enum::header_enums;

header_enums! {
    /// `VSS_MGMT_OBJECT_TYPE`: 4 values of `vsmgmt.h`.
    enumeration MgmtObjectType = "VSS_MGMT_OBJECT_TYPE", page "ne-vsmgmt-vss_mgmt_object_type" {
        VSS_MGMT_OBJECT_UNKNOWN = 0, "Type unknown.";
        VSS_MGMT_OBJECT_VOLUME = 1, "A volume to be shadow copied.";
        VSS_MGMT_OBJECT_DIFF_VOLUME = 2, "A volume to hold a storage area.";
        VSS_MGMT_OBJECT_DIFF_AREA = 3, "An association between a volume to be shadow copied and a volume to hold its storage area.";
    }
    /// `VSS_PROTECTION_LEVEL`: 2 values of `vsmgmt.h`.
    enumeration ProtectionLevel = "VSS_PROTECTION_LEVEL", page "ne-vsmgmt-vss_protection_level" {
        VSS_PROTECTION_LEVEL_ORIGINAL_VOLUME = 0, "Default: I/O to the original volume is kept up at the expense of shadow copies.";
        VSS_PROTECTION_LEVEL_SNAPSHOT = 1, "Shadow copy protection mode: shadow copies are kept at the expense of I/O to the original volume.";
    }
    /// `VSS_PROTECTION_FAULT`: 17 values of `vsmgmt.h`.
    enumeration ProtectionFault = "VSS_PROTECTION_FAULT", page "ne-vsmgmt-vss_protection_fault" {
        VSS_PROTECTION_FAULT_NONE = 0, "No fault.";
        VSS_PROTECTION_FAULT_DIFF_AREA_MISSING = 1, "Storage area volume not found; usually it has not yet arrived in the system.";
        VSS_PROTECTION_FAULT_IO_FAILURE_DURING_ONLINE = 2, "Storage area volume could not be brought online because of an I/O failure.";
        VSS_PROTECTION_FAULT_META_DATA_CORRUPTION = 3, "Shadow copy metadata of the storage area corrupted.";
        VSS_PROTECTION_FAULT_MEMORY_ALLOCATION_FAILURE = 4, "Memory allocation failed, perhaps a passing low-memory condition.";
        VSS_PROTECTION_FAULT_MAPPED_MEMORY_FAILURE = 5, "Memory mapping failed: page file too small or low memory.";
        VSS_PROTECTION_FAULT_COW_READ_FAILURE = 6, "Read failed during copy-on-write from the live volume to the storage area volume.";
        VSS_PROTECTION_FAULT_COW_WRITE_FAILURE = 7, "Read or write failed during copy-on-write; e.g. the storage area volume was removed.";
        VSS_PROTECTION_FAULT_DIFF_AREA_FULL = 8, "The storage area or its volume is full.";
        VSS_PROTECTION_FAULT_GROW_TOO_SLOW = 9, "Storage area could not grow as its volume had no more space.";
        VSS_PROTECTION_FAULT_GROW_FAILED = 10, "Storage area could not grow.";
        VSS_PROTECTION_FAULT_DESTROY_ALL_SNAPSHOTS = 11, "An unexpected error.";
        VSS_PROTECTION_FAULT_FILE_SYSTEM_FAILURE = 12, "Storage area files could not be opened or the volume not mounted, because of a file system failure.";
        VSS_PROTECTION_FAULT_IO_FAILURE = 13, "Read or write failed on the storage area volume.";
        VSS_PROTECTION_FAULT_DIFF_AREA_REMOVED = 14, "Storage area volume removed from the system or otherwise not accessible.";
        VSS_PROTECTION_FAULT_EXTERNAL_WRITER_TO_DIFF_AREA = 15, "Another application tried to write to the storage area.";
        VSS_PROTECTION_FAULT_MOUNT_DURING_CLUSTER_OFFLINE = 16, "Listed without a description.";
    }
}
