//! Codes that many pages list and that one state of things leads to, whatever the method: which pages list them.

use super::table::Method;

/// The methods whose pages list `VSS_E_INVALID_XML_DOCUMENT`, by their interfaces.
pub const INVALID_XML_DOCUMENT: &[(&str, &[&str])] = &[
    (
        "IVssBackupComponents",
        &[
            "InitializeForBackup",
            "SetBackupState",
            "InitializeForRestore",
            "SetRestoreState",
            "GetWriterMetadata",
            "AddComponent",
            "SetBackupSucceeded",
            "SetBackupOptions",
            "SetSelectedForRestore",
            "SetRestoreOptions",
            "SetAdditionalRestores",
            "SetPreviousBackupStamp",
            "AddAlternativeLocationMapping",
            "AddRestoreSubcomponent",
            "SetFileRestoreStatus",
            "AddNewTarget",
            "SetRangesFilePath",
        ],
    ),
    ("IVssBackupComponentsEx", &["GetWriterMetadataEx", "SetSelectedForRestoreEx"]),
    (
        "IVssComponent",
        &[
            "GetLogicalPath",
            "GetComponentType",
            "GetComponentName",
            "GetBackupSucceeded",
            "GetAlternateLocationMapping",
            "GetBackupMetadata",
            "GetPartialFile",
            "GetAdditionalRestores",
            "GetNewTarget",
            "GetDirectedTarget",
            "GetRestoreMetadata",
            "GetRestoreTarget",
            "GetPreRestoreFailureMsg",
            "GetPostRestoreFailureMsg",
            "GetBackupStamp",
            "GetPreviousBackupStamp",
            "GetBackupOptions",
            "GetRestoreOptions",
            "GetRestoreSubcomponent",
            "GetFileRestoreStatus",
            "AddDifferencedFilesByLastModifyTime",
            "GetDifferencedFile",
        ],
    ),
    (
        "IVssCreateWriterMetadata",
        &[
            "AddExcludeFiles",
            "AddComponent",
            "AddDatabaseFiles",
            "AddDatabaseLogFiles",
            "AddFilesToFileGroup",
            "SetRestoreMethod",
            "AddAlternateLocationMapping",
            "AddComponentDependency",
            "SetBackupSchema",
            "SaveAsXML",
        ],
    ),
    ("IVssCreateWriterMetadataEx", &["AddExcludeFilesFromSnapshot"]),
    (
        "IVssCreateExpressWriterMetadata",
        &[
            "AddExcludeFiles",
            "AddComponent",
            "AddFilesToFileGroup",
            "SetRestoreMethod",
            "AddComponentDependency",
            "SetBackupSchema",
            "SaveAsXML",
        ],
    ),
    (
        "IVssExamineWriterMetadata",
        &[
            "GetIdentity",
            "GetFileCounts",
            "GetExcludeFile",
            "GetComponent",
            "GetRestoreMethod",
            "GetAlternateLocationMapping",
            "GetBackupSchema",
            "LoadFromXML",
        ],
    ),
    ("IVssExamineWriterMetadataEx", &["GetIdentityEx"]),
    (
        "IVssWMComponent",
        &["GetComponentInfo", "GetFile", "GetDatabaseFile", "GetDatabaseLogFile", "GetDependency"],
    ),
    ("IVssWMDependency", &["GetWriterId", "GetLogicalPath", "GetComponentName"]),
    (
        "IVssWMFiledesc",
        &["GetPath", "GetFilespec", "GetRecursive", "GetAlternateLocation", "GetBackupTypeMask"],
    ),
    ("IVssWriterComponents", &["GetWriterInfo"]),
    ("VsBackup", &["CreateVssExamineWriterMetadata", "CreateVssExamineWriterMetadataInternal"]),
];

/// The methods whose pages list `VSS_E_UNEXPECTED`, by their interfaces.
pub const UNEXPECTED: &[(&str, &[&str])] = &[
    ("IVssAsync", &["Cancel", "Wait", "QueryStatus"]),
    (
        "IVssBackupComponents",
        &[
            "GetWriterComponentsCount",
            "GetWriterComponents",
            "InitializeForBackup",
            "SetBackupState",
            "InitializeForRestore",
            "SetRestoreState",
            "GatherWriterMetadata",
            "GetWriterMetadataCount",
            "GetWriterMetadata",
            "AddComponent",
            "PrepareForBackup",
            "AbortBackup",
            "GatherWriterStatus",
            "GetWriterStatusCount",
            "GetWriterStatus",
            "SetBackupSucceeded",
            "SetBackupOptions",
            "SetSelectedForRestore",
            "SetRestoreOptions",
            "SetAdditionalRestores",
            "SetPreviousBackupStamp",
            "SaveAsXML",
            "BackupComplete",
            "AddAlternativeLocationMapping",
            "AddRestoreSubcomponent",
            "SetFileRestoreStatus",
            "AddNewTarget",
            "SetRangesFilePath",
            "PreRestore",
            "PostRestore",
            "SetContext",
            "StartSnapshotSet",
            "AddToSnapshotSet",
            "DoSnapshotSet",
            "DeleteSnapshots",
            "ImportSnapshots",
            "BreakSnapshotSet",
            "GetSnapshotProperties",
            "Query",
            "IsVolumeSupported",
            "DisableWriterClasses",
            "EnableWriterClasses",
            "DisableWriterInstances",
            "ExposeSnapshot",
        ],
    ),
    ("IVssBackupComponentsEx", &["GetWriterMetadataEx", "SetSelectedForRestoreEx"]),
    (
        "IVssBackupComponentsEx2",
        &[
            "UnexposeSnapshot",
            "SetAuthoritativeRestore",
            "SetRollForward",
            "SetRestoreName",
            "BreakSnapshotSetEx",
        ],
    ),
    ("IVssComponent", &["AddDifferencedFilesByLastModifyTime"]),
    (
        "IVssCreateWriterMetadata",
        &[
            "AddExcludeFiles",
            "AddComponent",
            "AddDatabaseFiles",
            "AddDatabaseLogFiles",
            "AddFilesToFileGroup",
            "SetRestoreMethod",
            "AddAlternateLocationMapping",
            "AddComponentDependency",
            "SaveAsXML",
        ],
    ),
    ("IVssCreateWriterMetadataEx", &["AddExcludeFilesFromSnapshot"]),
    (
        "IVssExamineWriterMetadata",
        &[
            "GetIdentity",
            "GetFileCounts",
            "GetExcludeFile",
            "GetComponent",
            "GetRestoreMethod",
            "GetAlternateLocationMapping",
            "SaveAsXML",
            "LoadFromXML",
        ],
    ),
    ("IVssExamineWriterMetadataEx", &["GetIdentityEx"]),
    (
        "IVssExamineWriterMetadataEx2",
        &["GetVersion", "GetExcludeFromSnapshotCount", "GetExcludeFromSnapshotFile"],
    ),
    (
        "IVssWMComponent",
        &["GetComponentInfo", "GetFile", "GetDatabaseFile", "GetDatabaseLogFile", "GetDependency"],
    ),
    ("IVssWMDependency", &["GetWriterId", "GetLogicalPath", "GetComponentName"]),
    (
        "IVssWMFiledesc",
        &["GetPath", "GetFilespec", "GetRecursive", "GetAlternateLocation", "GetBackupTypeMask"],
    ),
    ("IVssAdmin", &["RegisterProvider", "UnregisterProvider", "QueryProviders"]),
    ("CVssWriter", &["Initialize", "Subscribe", "Unsubscribe"]),
    ("CVssWriterEx", &["InitializeEx", "SubscribeEx"]),
    (
        "IVssCreateExpressWriterMetadata",
        &[
            "AddExcludeFiles",
            "AddComponent",
            "AddFilesToFileGroup",
            "SetRestoreMethod",
            "AddComponentDependency",
            "SaveAsXML",
        ],
    ),
    (
        "IVssDifferentialSoftwareSnapshotMgmt",
        &[
            "AddDiffArea",
            "ChangeDiffAreaMaximumSize",
            "QueryVolumesSupportedForDiffAreas",
            "QueryDiffAreasForVolume",
            "QueryDiffAreasOnVolume",
            "QueryDiffAreasForSnapshot",
        ],
    ),
    ("IVssDifferentialSoftwareSnapshotMgmt2", &["ChangeDiffAreaMaximumSizeEx"]),
    (
        "VsBackup",
        &[
            "IsVolumeSnapshotted",
            "CreateVssBackupComponents",
            "CreateVssExamineWriterMetadata",
            "IsVolumeSnapshottedInternal",
            "CreateVssBackupComponentsInternal",
            "CreateVssExamineWriterMetadataInternal",
            "ShouldBlockRevert",
        ],
    ),
];

/// The methods whose pages list `E_FAIL` for an internal error, by their interfaces. None of them lists
/// `VSS_E_UNEXPECTED`.
pub const INTERNAL_ERROR: &[(&str, &[&str])] = &[
    ("IVssBackupComponents", &["RevertToSnapshot", "QueryRevertStatus"]),
    ("IVssEnumObject", &["Next", "Skip", "Reset", "Clone"]),
];

impl Method {
    /// Whether its page lists `VSS_E_INVALID_XML_DOCUMENT`.
    #[must_use]
    pub fn lists_invalid_xml_document(&self) -> bool {
        lists(INVALID_XML_DOCUMENT, self)
    }

    /// Whether its page lists `VSS_E_UNEXPECTED`.
    #[must_use]
    pub fn lists_unexpected(&self) -> bool {
        lists(UNEXPECTED, self)
    }

    /// Whether its page lists `E_FAIL` for an internal error.
    #[must_use]
    pub fn lists_internal_error(&self) -> bool {
        lists(INTERNAL_ERROR, self)
    }

    /// Whether its page has a code for what it does not foresee.
    #[must_use]
    pub fn lists_unforeseen(&self) -> bool {
        self.lists_unexpected() || self.lists_internal_error()
    }
}

fn lists(table: &[(&str, &[&str])], method: &Method) -> bool {
    let of = table.iter().find(|(interface, _)| *interface == method.interface);
    of.is_some_and(|(_, names)| names.contains(&method.name))
}
