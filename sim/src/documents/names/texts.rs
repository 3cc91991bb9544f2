//! The texts of enumerations in the documents.

use crate::vocabulary::{
    BackupType, ComponentType, FileRestoreStatus, HeaderEnum, RestoreMethod, RestoreTarget, RestoreType,
    RollForwardType, SourceType, UsageType, WriterRestore,
};

use super::Basis;

/// One text of an enumeration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextRow {
    /// The number in the header.
    pub value: u32,
    /// The text, as printed.
    pub text: &'static str,
    /// What the text rests on.
    pub basis: Basis,
    /// Other texts that are accepted on reading, in any case.
    pub variants: &'static [&'static str],
}

/// An enumeration that documents write as a word.
pub trait DocumentEnum: HeaderEnum {
    /// Its words.
    const TEXTS: &'static [TextRow];
}

macro_rules! texts {
    ($($enumeration:ident { $($constant:ident = $text:literal, $basis:ident $([$($variant:literal),*])?;)* })*) => {
        $(impl DocumentEnum for $enumeration {
            const TEXTS: &'static [TextRow] = &[$(TextRow {
                value: $enumeration::$constant.0,
                text: $text,
                basis: Basis::$basis,
                variants: &[$($($variant),*)?],
            }),*];
        })*

        /// Every enumeration with its words, by the header's name of the enumeration.
        pub const TEXTS: &[(&str, &[TextRow])] = &[
            $((<$enumeration as HeaderEnum>::NAME, <$enumeration as DocumentEnum>::TEXTS)),*
        ];
    };
}

texts! {
    UsageType {
        VSS_UT_BOOTABLESYSTEMSTATE = "BOOTABLE_SYSTEM_STATE", Proven;
        VSS_UT_SYSTEMSERVICE = "SYSTEM_SERVICE", Proven;
        VSS_UT_USERDATA = "USER_DATA", Proven;
        VSS_UT_OTHER = "OTHER", Chosen;
        VSS_UT_UNDEFINED = "UNDEFINED", Chosen;
    }
    SourceType {
        VSS_ST_OTHER = "OTHER", Proven;
        VSS_ST_TRANSACTEDDB = "TRANSACTION_DB", Proven;
        VSS_ST_NONTRANSACTEDDB = "NONTRANSACTION_DB", Chosen ["NON_TRANSACTION_DB", "NONTRANSACTED_DB"];
        VSS_ST_UNDEFINED = "UNDEFINED", Chosen;
    }
    RestoreMethod {
        VSS_RME_RESTORE_IF_CAN_REPLACE = "RESTORE_IF_CAN_BE_REPLACED", Proven;
        VSS_RME_RESTORE_AT_REBOOT = "REPLACE_AT_REBOOT", Proven;
        VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE = "REPLACE_AT_REBOOT_IF_CANNOT_REPLACE", Proven;
        VSS_RME_RESTORE_IF_NOT_THERE = "RESTORE_IF_NOT_THERE", Chosen ["RESTORE_IF_NONE_THERE"];
        VSS_RME_STOP_RESTORE_START = "STOP_RESTORE_START", Chosen ["STOP_RESTORE_RESTART"];
        VSS_RME_RESTORE_TO_ALTERNATE_LOCATION = "RESTORE_TO_ALTERNATE_LOCATION", Chosen;
        VSS_RME_CUSTOM = "CUSTOM", Chosen;
        VSS_RME_RESTORE_STOP_START = "RESTORE_STOP_START", Chosen;
        VSS_RME_UNDEFINED = "UNDEFINED", Chosen;
    }
    WriterRestore {
        VSS_WRE_NEVER = "never", Proven;
        VSS_WRE_ALWAYS = "always", Proven;
        VSS_WRE_IF_REPLACE_FAILS = "ifReplaceFails", Chosen ["if_replace_fails"];
        VSS_WRE_UNDEFINED = "undefined", Chosen;
    }
    BackupType {
        VSS_BT_FULL = "full", Proven;
        VSS_BT_INCREMENTAL = "incremental", Chosen;
        VSS_BT_DIFFERENTIAL = "differential", Chosen;
        VSS_BT_LOG = "log", Chosen;
        VSS_BT_COPY = "copy", Chosen;
        VSS_BT_OTHER = "other", Chosen;
        VSS_BT_UNDEFINED = "undefined", Chosen;
    }
    ComponentType {
        VSS_CT_FILEGROUP = "filegroup", Proven;
        VSS_CT_DATABASE = "database", Chosen;
        VSS_CT_UNDEFINED = "undefined", Chosen;
    }
    RestoreTarget {
        VSS_RT_ORIGINAL = "original", Chosen;
        VSS_RT_ALTERNATE = "alternate", Chosen;
        VSS_RT_DIRECTED = "directed", Chosen;
        VSS_RT_ORIGINAL_LOCATION = "originalLocation", Chosen ["original_location"];
        VSS_RT_UNDEFINED = "undefined", Chosen;
    }
    FileRestoreStatus {
        VSS_RS_NONE = "none", Chosen;
        VSS_RS_ALL = "all", Chosen;
        VSS_RS_FAILED = "failed", Chosen;
        VSS_RS_UNDEFINED = "undefined", Chosen;
    }
    RollForwardType {
        VSS_RF_NONE = "none", Chosen;
        VSS_RF_ALL = "all", Chosen;
        VSS_RF_PARTIAL = "partial", Chosen;
        VSS_RF_UNDEFINED = "undefined", Chosen;
    }
    RestoreType {
        VSS_RTYPE_BY_COPY = "byCopy", Chosen ["by_copy"];
        VSS_RTYPE_IMPORT = "import", Chosen;
        VSS_RTYPE_OTHER = "other", Chosen;
        VSS_RTYPE_UNDEFINED = "undefined", Chosen;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers<E: DocumentEnum>() {
        assert_eq!(E::TEXTS.len(), E::VALUES.len(), "{}", E::NAME);
        for value in E::VALUES {
            assert_eq!(E::TEXTS.iter().filter(|row| row.value == value.value).count(), 1, "{}", value.name);
        }
        for row in E::TEXTS {
            let same = |other: &&TextRow| other.text.eq_ignore_ascii_case(row.text);
            assert_eq!(E::TEXTS.iter().filter(same).count(), 1, "{}", row.text);
            assert!(row.basis == Basis::Chosen || row.variants.is_empty(), "{}", row.text);
        }
    }

    #[test]
    fn every_value_has_one_text() {
        covers::<UsageType>();
        covers::<SourceType>();
        covers::<RestoreMethod>();
        covers::<WriterRestore>();
        covers::<BackupType>();
        covers::<ComponentType>();
        covers::<RestoreTarget>();
        covers::<FileRestoreStatus>();
        covers::<RollForwardType>();
        covers::<RestoreType>();
        assert_eq!(TEXTS.len(), 10);
    }
}
