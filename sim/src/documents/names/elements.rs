//! The rows of the elements and their attributes.

use super::super::xml::MOST_KNOWN_ATTRIBUTES;
use super::{AttributeRow, Basis, ElementRow};

macro_rules! elements {
    ($($module:ident = $name:literal, $basis:ident $([$($variant:literal),*])?, in [$($within:literal),*],
        page $page:literal {
        $($attribute:ident = $text:literal, $attribute_basis:ident $([$($other:literal),*])?;)*
    })*) => {
        $(pub(in crate::documents) mod $module {
            use super::{Basis, ElementRow};

            #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "they number the constants")]
            enum Index { $($attribute,)* End }

            const _: () = assert!(Index::End as usize <= super::MOST_KNOWN_ATTRIBUTES);

            $(pub(in crate::documents) const $attribute: super::AttributeRow = super::AttributeRow {
                name: $text,
                index: Index::$attribute as usize,
                basis: Basis::$attribute_basis,
                variants: &[$($($other),*)?],
            };)*

            pub(in crate::documents) const ROW: ElementRow = ElementRow {
                name: $name,
                within: &[$($within),*],
                basis: Basis::$basis,
                variants: &[$($($variant),*)?],
                page: $page,
                attributes: &[$($attribute),*],
            };
        })*

        /// Every element of the two documents.
        pub const ELEMENTS: &[ElementRow] = &[$($module::ROW),*];
    };
}

elements! {
    writer_metadata = "WRITER_METADATA", Proven, in [], page "nl-vswriter-ivsscreatewritermetadata" {
        XMLNS = "xmlns", Proven;
        VERSION = "version", Proven;
        BACKUP_SCHEMA = "backupSchema", Proven;
    }
    identification = "IDENTIFICATION", Proven, in ["WRITER_METADATA"],
        page "nf-vsbackup-ivssexaminewritermetadata-getidentity" {
        WRITER_ID = "writerId", Proven;
        INSTANCE_ID = "instanceId", Proven;
        INSTANCE_NAME = "instanceName", Proven;
        FRIENDLY_NAME = "friendlyName", Proven;
        USAGE = "usage", Proven;
        DATA_SOURCE = "dataSource", Proven;
        MAJOR_VERSION = "majorVersion", Proven;
        MINOR_VERSION = "minorVersion", Proven;
    }
    restore_method = "RESTORE_METHOD", Proven, in ["WRITER_METADATA"],
        page "nf-vswriter-ivsscreatewritermetadata-setrestoremethod" {
        METHOD = "method", Proven;
        SERVICE = "service", Chosen ["serviceName"];
        USER_PROCEDURE = "userProcedure", Chosen;
        WRITER_RESTORE = "writerRestore", Proven;
        REBOOT_REQUIRED = "rebootRequired", Proven;
    }
    alternate_location_mapping = "ALTERNATE_LOCATION_MAPPING", Chosen ["ALTERNATIVE_LOCATION_MAPPING"],
        in ["RESTORE_METHOD"], page "nf-vswriter-ivsscreatewritermetadata-addalternatelocationmapping" {
        PATH = "path", Chosen;
        FILESPEC = "filespec", Chosen;
        RECURSIVE = "recursive", Chosen;
        ALTERNATE_PATH = "alternatePath", Chosen ["alternateLocation"];
    }
    backup_locations = "BACKUP_LOCATIONS", Proven, in ["WRITER_METADATA"],
        page "nl-vswriter-ivsscreatewritermetadata" {}
    file_group = "FILE_GROUP", Proven, in ["BACKUP_LOCATIONS"],
        page "nf-vswriter-ivsscreatewritermetadata-addcomponent" {
        LOGICAL_PATH = "logicalPath", Proven;
        COMPONENT_NAME = "componentName", Proven;
        CAPTION = "caption", Proven;
        ICON = "icon", Chosen;
        RESTORE_METADATA = "restoreMetadata", Proven;
        NOTIFY_ON_BACKUP_COMPLETE = "notifyOnBackupComplete", Proven;
        SELECTABLE = "selectable", Proven;
        SELECTABLE_FOR_RESTORE = "selectableForRestore", Proven;
        COMPONENT_FLAGS = "componentFlags", Proven;
    }
    database = "DATABASE", Documented, in ["BACKUP_LOCATIONS"],
        page "nf-vswriter-ivsscreatewritermetadata-addcomponent" {
        LOGICAL_PATH = "logicalPath", Documented;
        COMPONENT_NAME = "componentName", Documented;
        CAPTION = "caption", Documented;
        ICON = "icon", Chosen;
        RESTORE_METADATA = "restoreMetadata", Documented;
        NOTIFY_ON_BACKUP_COMPLETE = "notifyOnBackupComplete", Documented;
        SELECTABLE = "selectable", Documented;
        SELECTABLE_FOR_RESTORE = "selectableForRestore", Documented;
        COMPONENT_FLAGS = "componentFlags", Documented;
    }
    file_list = "FILE_LIST", Proven, in ["FILE_GROUP"],
        page "nf-vswriter-ivsscreatewritermetadata-addfilestofilegroup" {
        PATH = "path", Proven;
        FILESPEC = "filespec", Proven;
        RECURSIVE = "recursive", Proven;
        ALTERNATE_PATH = "alternatePath", Chosen ["alternateLocation"];
        BACKUP_TYPE = "filespecBackupType", Proven;
    }
    database_files = "DATABASE_FILES", Documented, in ["DATABASE"],
        page "nf-vswriter-ivsscreatewritermetadata-adddatabasefiles" {
        PATH = "path", Documented;
        FILESPEC = "filespec", Documented;
        RECURSIVE = "recursive", Chosen;
        ALTERNATE_PATH = "alternatePath", Chosen ["alternateLocation"];
        BACKUP_TYPE = "filespecBackupType", Documented;
    }
    database_logfiles = "DATABASE_LOGFILES", Documented, in ["DATABASE"],
        page "nf-vswriter-ivsscreatewritermetadata-adddatabaselogfiles" {
        PATH = "path", Documented;
        FILESPEC = "filespec", Documented;
        RECURSIVE = "recursive", Chosen;
        ALTERNATE_PATH = "alternatePath", Chosen ["alternateLocation"];
        BACKUP_TYPE = "filespecBackupType", Documented;
    }
    dependency = "DEPENDENCY", Chosen ["COMPONENT_DEPENDENCY"], in ["FILE_GROUP", "DATABASE"],
        page "nf-vswriter-ivsscreatewritermetadata-addcomponentdependency" {
        WRITER_ID = "writerId", Chosen;
        LOGICAL_PATH = "logicalPath", Chosen;
        COMPONENT_NAME = "componentName", Chosen;
    }
    exclude_files = "EXCLUDE_FILES", Proven, in ["BACKUP_LOCATIONS"],
        page "nf-vswriter-ivsscreatewritermetadata-addexcludefiles" {
        PATH = "path", Proven;
        FILESPEC = "filespec", Proven;
        RECURSIVE = "recursive", Proven;
    }
    exclude_files_from_snapshot = "EXCLUDE_FILES_FROM_SNAPSHOT", Proven, in ["BACKUP_LOCATIONS"],
        page "nf-vswriter-ivsscreatewritermetadataex-addexcludefilesfromsnapshot" {
        PATH = "path", Proven;
        FILESPEC = "filespec", Proven;
        RECURSIVE = "recursive", Proven;
    }
    backup_components = "BACKUP_COMPONENTS", Proven, in [], page "nl-vsbackup-ivssbackupcomponents" {
        XMLNS = "xmlns", Proven;
        VERSION = "version", Proven;
        BOOTABLE_SYSTEM_STATE_BACKUP = "bootableSystemStateBackup", Proven;
        SELECT_COMPONENTS = "selectComponents", Proven;
        BACKUP_TYPE = "backupType", Proven;
        PARTIAL_FILE_SUPPORT = "partialFileSupport", Proven;
        SNAPSHOT_SET_ID = "snapshotSetId", Proven;
        RESTORE_TYPE = "restoreType", Chosen;
    }
    writer_components = "WRITER_COMPONENTS", Proven, in ["BACKUP_COMPONENTS"],
        page "nl-vswriter-ivsswritercomponents" {
        XMLNS = "xmlns", Proven;
        INSTANCE_ID = "instanceId", Proven;
        WRITER_ID = "writerId", Proven;
        INSTANCE_NAME = "instanceName", Proven;
        BACKUP_SCHEMA = "backupSchema", Proven;
    }
    component = "COMPONENT", Proven, in ["WRITER_COMPONENTS"],
        page "nf-vsbackup-ivssbackupcomponents-addcomponent" {
        LOGICAL_PATH = "logicalPath", Proven;
        COMPONENT_NAME = "componentName", Proven;
        COMPONENT_TYPE = "componentType", Proven;
        BACKUP_STAMP = "backupStamp", Proven;
        PREVIOUS_BACKUP_STAMP = "previousBackupStamp", Chosen;
        BACKUP_OPTIONS = "backupOptions", Chosen;
        BACKUP_SUCCEEDED = "backupSucceeded", Chosen;
        PREPARE_FOR_BACKUP_FAILURE = "prepareForBackupFailureMsg", Chosen;
        POST_SNAPSHOT_FAILURE = "postSnapshotFailureMsg", Chosen;
        SELECTED_FOR_RESTORE = "selectedForRestore", Chosen;
        SELECTED_INSTANCE = "selectedForRestoreInstanceId", Chosen;
        RESTORE_OPTIONS = "restoreOptions", Chosen;
        ADDITIONAL_RESTORES = "additionalRestores", Chosen;
        RESTORE_TARGET = "restoreTarget", Chosen;
        FILE_RESTORE_STATUS = "fileRestoreStatus", Chosen;
        PRE_RESTORE_FAILURE = "preRestoreFailureMsg", Chosen;
        POST_RESTORE_FAILURE = "postRestoreFailureMsg", Chosen;
        AUTHORITATIVE_RESTORE = "authoritativeRestore", Chosen;
        ROLL_FORWARD_TYPE = "rollForwardType", Chosen;
        ROLL_FORWARD_POINT = "rollForwardPoint", Chosen;
        RESTORE_NAME = "restoreName", Chosen;
        FAILURE = "failure", Chosen;
        APPLICATION_FAILURE = "applicationFailure", Chosen;
        APPLICATION_MESSAGE = "applicationMessage", Chosen;
    }
    backup_metadata = "BACKUP_METADATA", Proven, in ["COMPONENT"],
        page "nf-vswriter-ivsscomponent-setbackupmetadata" {
        XMLNS = "xmlns", Proven;
        METADATA = "metadata", Proven;
    }
    restore_metadata = "RESTORE_METADATA", Chosen, in ["COMPONENT"],
        page "nf-vswriter-ivsscomponent-setrestoremetadata" {
        XMLNS = "xmlns", Chosen;
        METADATA = "metadata", Chosen;
    }
    alternative_location_mapping = "ALTERNATE_LOCATION_MAPPING", Chosen ["ALTERNATIVE_LOCATION_MAPPING"],
        in ["COMPONENT"], page "nf-vsbackup-ivssbackupcomponents-addalternativelocationmapping" {
        PATH = "path", Chosen;
        FILESPEC = "filespec", Chosen;
        RECURSIVE = "recursive", Chosen;
        ALTERNATE_PATH = "alternatePath", Chosen ["alternateLocation"];
    }
    new_target = "NEW_TARGET", Chosen, in ["COMPONENT"], page "nf-vsbackup-ivssbackupcomponents-addnewtarget" {
        PATH = "path", Chosen;
        FILESPEC = "filespec", Chosen;
        RECURSIVE = "recursive", Chosen;
        ALTERNATE_PATH = "alternatePath", Chosen ["alternateLocation"];
    }
    restore_subcomponent = "RESTORE_SUBCOMPONENT", Chosen, in ["COMPONENT"],
        page "nf-vsbackup-ivssbackupcomponents-addrestoresubcomponent" {
        LOGICAL_PATH = "logicalPath", Chosen;
        COMPONENT_NAME = "componentName", Chosen;
        REPAIR = "repair", Chosen;
    }
    partial_file = "PARTIAL_FILE", Chosen, in ["COMPONENT"], page "nf-vswriter-ivsscomponent-addpartialfile" {
        PATH = "path", Chosen;
        FILENAME = "filename", Chosen ["filespec"];
        RANGES = "ranges", Chosen;
        METADATA = "metadata", Chosen;
    }
    directed_target = "DIRECTED_TARGET", Chosen, in ["COMPONENT"],
        page "nf-vswriter-ivsscomponent-adddirectedtarget" {
        SOURCE_PATH = "sourcePath", Chosen;
        SOURCE_FILENAME = "sourceFilename", Chosen;
        SOURCE_RANGES = "sourceRangeList", Chosen ["sourceRanges"];
        DESTINATION_PATH = "destinationPath", Chosen;
        DESTINATION_FILENAME = "destinationFilename", Chosen;
        DESTINATION_RANGES = "destinationRangeList", Chosen ["destinationRanges"];
    }
    differenced_files = "DIFFERENCED_FILES", Chosen ["DIFFERENCED_FILE"], in ["COMPONENT"],
        page "nf-vswriter-ivsscomponent-adddifferencedfilesbylastmodifytime" {
        PATH = "path", Chosen;
        FILESPEC = "filespec", Chosen;
        RECURSIVE = "recursive", Chosen;
        LAST_MODIFY_TIME = "lastModifyTime", Chosen;
    }
}
