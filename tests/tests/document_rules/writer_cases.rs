//! Cases of Writer Metadata Documents.

use crate::Case;
use crate::documents::{LEDGER, MY_WRITER};

/// A writer that has only what it must have.
const SMALL: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000007" instanceId="b0000000-0000-4000-8000-000000000007" friendlyName="Small" usage="OTHER" dataSource="OTHER"/>
  <RESTORE_METHOD method="RESTORE_IF_CAN_BE_REPLACED" writerRestore="never" rebootRequired="no"/>
  <BACKUP_LOCATIONS><FILE_GROUP componentName="one" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes"/></BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// A writer that excludes files and has neither components nor a restore method, as captured ones do.
/// A writer that has no component and only excludes files, as captured ones do.
pub const EXCLUDING: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000007" instanceId="b0000000-0000-4000-8000-000000000007" friendlyName="Small" usage="OTHER" dataSource="OTHER"/>
  <BACKUP_LOCATIONS><EXCLUDE_FILES_FROM_SNAPSHOT path="\Scratch" filespec="*" recursive="yes"/></BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// A second instance of the class of [`MY_WRITER`].
const OTHER_INSTANCE: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000001" instanceId="b0000000-0000-4000-8000-000000000011" friendlyName="MyWriter" usage="USER_DATA" dataSource="OTHER"/>
  <RESTORE_METHOD method="RESTORE_IF_CAN_BE_REPLACED" writerRestore="never" rebootRequired="no"/>
  <BACKUP_LOCATIONS><FILE_GROUP componentName="otherData" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes"/></BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// A writer on which [`LEDGER`] depends, with a dependency of its own on one that is not here.
const KEYS: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000009" instanceId="b0000000-0000-4000-8000-000000000009" friendlyName="Keys" usage="USER_DATA" dataSource="OTHER"/>
  <RESTORE_METHOD method="RESTORE_IF_CAN_BE_REPLACED" writerRestore="never" rebootRequired="no"/>
  <BACKUP_LOCATIONS>
    <FILE_GROUP logicalPath="Keys" componentName="vault" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes"/>
    <FILE_GROUP logicalPath="Keys" componentName="backup" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes">
      <DEPENDENCY writerId="a0000000-0000-4000-8000-00000000000a" logicalPath="Keys" componentName="vault"/>
    </FILE_GROUP>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

/// The same writer without a dependency.
const KEYS_WITHOUT_NEEDS: &str = r#"<WRITER_METADATA xmlns="x-schema:#VssWriterMetadataInfo" version="1.2">
  <IDENTIFICATION writerId="a0000000-0000-4000-8000-000000000009" instanceId="b0000000-0000-4000-8000-000000000009" friendlyName="Keys" usage="USER_DATA" dataSource="OTHER"/>
  <RESTORE_METHOD method="RESTORE_IF_CAN_BE_REPLACED" writerRestore="never" rebootRequired="no"/>
  <BACKUP_LOCATIONS>
    <FILE_GROUP logicalPath="Keys" componentName="vault" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes"/>
  </BACKUP_LOCATIONS>
</WRITER_METADATA>
"#;

const fn case(
    rule: &'static str,
    document: &'static str,
    satisfies: &'static str,
    violates: &'static str,
    at: &'static str,
) -> Case {
    Case { rule, document, satisfies, violates, at, input: 0, beside: &[], also: &[] }
}

pub const CASES: &[Case] = &[
    case(
        "MET-003",
        MY_WRITER,
        r#"instanceId="b0000000-0000-4000-8000-000000000001""#,
        r#"instanceId="00000000-0000-0000-0000-000000000000""#,
        "00000000-0000-0000-0000-000000000000",
    ),
    case(
        "MET-004",
        MY_WRITER,
        r#"writerId="a0000000-0000-4000-8000-000000000001""#,
        r#"writerId="00000000-0000-0000-0000-000000000000""#,
        "00000000-0000-0000-0000-000000000000",
    ),
    case("MET-004", MY_WRITER, r#"friendlyName="MyWriter""#, r#"friendlyName="""#, ""),
    case("MET-004", MY_WRITER, r#"usage="USER_DATA""#, r#"usage="UNDEFINED""#, "UNDEFINED"),
    case("MET-004", MY_WRITER, r#"dataSource="OTHER""#, r#"dataSource="UNDEFINED""#, "UNDEFINED"),
    case(
        "MET-006",
        SMALL,
        r#"<RESTORE_METHOD method="RESTORE_IF_CAN_BE_REPLACED" writerRestore="never" rebootRequired="no"/>"#,
        "",
        "BACKUP_LOCATIONS",
    ),
    case(
        "MET-007",
        SMALL,
        r#"<FILE_GROUP componentName="one" restoreMetadata="no" notifyOnBackupComplete="no" selectable="yes"/>"#,
        "",
        "WRITER_METADATA",
    ),
    case("MET-009", SMALL, r#"componentName="one""#, r#"componentName="""#, ""),
    case("MET-011", MY_WRITER, r#"path="C:\Config""#, r#"path="""#, ""),
    case("MET-011", MY_WRITER, r#"filespec="~*.tmp""#, r#"filespec="""#, ""),
    case(
        "MET-012",
        MY_WRITER,
        r#"<FILE_LIST path="C:\Config" filespec="*.ini" recursive="no"/>"#,
        r#"<FILE_LIST path="C:\Config" filespec="*.ini" recursive="no"/><DATABASE_LOGFILES path="C:\Config" filespec="*.log"/>"#,
        "DATABASE_LOGFILES",
    ),
    case(
        "MET-012",
        LEDGER,
        r#"<DATABASE_FILES path="D:\Ledger" filespec="ledger.db" filespecBackupType="3855"/>"#,
        r#"<DATABASE_FILES path="D:\Ledger" filespec="ledger.db" filespecBackupType="3855"/><FILE_LIST path="D:\Ledger" filespec="ledger.ini"/>"#,
        "FILE_LIST",
    ),
    case(
        "MET-013",
        LEDGER,
        r#"filespec="ledger.db" filespec"#,
        r#"filespec="ledger.db" recursive="yes" filespec"#,
        "yes",
    ),
    case(
        "ALT-002",
        LEDGER,
        r#"filespec="*.log" filespec"#,
        r#"filespec="*.log" alternatePath="E:\Log" filespec"#,
        r"E:\Log",
    ),
    case("MET-022", MY_WRITER, r#"path="C:\Config""#, r#"path="C:\Con*""#, r"C:\Con*"),
    case("MET-022", MY_WRITER, r#"alternatePath="C:\Spool""#, r#"alternatePath="C:\Sp|ool""#, r"C:\Sp|ool"),
    case("MET-023", MY_WRITER, r#"filespec="*.ini""#, r#"filespec="sub\*.ini""#, r"sub\*.ini"),
    case("MET-023", MY_WRITER, r#"filespec="*.ini""#, r#"filespec="a:*.ini""#, "a:*.ini"),
    case("NAM-001", MY_WRITER, r#"componentName="Set2""#, r#"componentName="Set1""#, "Set1"),
    Case {
        input: 1,
        beside: &[MY_WRITER],
        ..case("NAM-001", OTHER_INSTANCE, r#""otherData""#, r#""writerData""#, "writerData")
    },
    case("NAM-005", MY_WRITER, r#"componentName="Set2""#, r#"componentName="SET1""#, "SET1"),
    case(
        "NAM-011",
        MY_WRITER,
        r#"path="C:\Config""#,
        r#"path="\\server\share\Config""#,
        r"\\server\share\Config",
    ),
    case("NAM-011", MY_WRITER, r#"path="C:\Config""#, r#"path="Config""#, "Config"),
    case("NAM-011", MY_WRITER, r#"path="C:\Config""#, r#"path="\Config""#, r"\Config"),
    case("NAM-011", MY_WRITER, r#"alternatePath="C:\Spool""#, r#"alternatePath="\\.\pipe\x""#, r"\\.\pipe\x"),
    case("PATH-001", MY_WRITER, r#""writerData\Usage""#, r#""writerData\\Usage""#, r"writerData\\Usage"),
    case("PATH-002", MY_WRITER, r#""writerData\Usage""#, r#""\writerData\Usage""#, r"\writerData\Usage"),
    case("PATH-002", LEDGER, r#"logicalPath="Keys""#, r#"logicalPath="\Keys""#, r"\Keys"),
    case("PATH-015", MY_WRITER, r#""writerData\Usage""#, r#""writerData\Usage\""#, r"writerData\Usage\"),
    case("PATH-015", LEDGER, r#""\\SQL01\Databases""#, r#""\\SQL01\Databases\""#, r"\\SQL01\Databases\"),
    case(
        "DEP-004",
        LEDGER,
        r#"writerId="a0000000-0000-4000-8000-000000000009""#,
        r#"writerId="00000000-0000-0000-0000-000000000000""#,
        "00000000-0000-0000-0000-000000000000",
    ),
    case("DEP-004", LEDGER, r#"componentName="vault""#, r#"componentName="""#, ""),
    case(
        "DEP-005",
        KEYS,
        r#"writerId="a0000000-0000-4000-8000-00000000000a""#,
        r#"writerId="a0000000-0000-4000-8000-000000000009""#,
        "a0000000-0000-4000-8000-000000000009",
    ),
    case("DEP-010", LEDGER, r#""\\SQL01\Databases""#, r#""\\SQL01""#, r"\\SQL01"),
    case("DEP-010", LEDGER, r#""\\SQL01\Databases""#, r#""\\\Databases""#, r"\\\Databases"),
    case("DEP-010", LEDGER, r#"componentName="vault""#, r#"componentName="\\SQL01\vault""#, r"\\SQL01\vault"),
    Case {
        beside: &[MY_WRITER],
        ..case(
            "DEP-027",
            LEDGER,
            r#"componentName="writerData""#,
            r#"componentName="writerDate""#,
            "writerDate",
        )
    },
    // A chain.
    Case {
        beside: &[LEDGER],
        ..case(
            "DEP-027",
            KEYS,
            r#"<DEPENDENCY writerId="a0000000-0000-4000-8000-00000000000a" logicalPath="Keys" componentName="vault"/>"#,
            r#"<DEPENDENCY writerId="a0000000-0000-4000-8000-00000000000a" logicalPath="Keys" componentName="vault"/><DEPENDENCY writerId="a0000000-0000-4000-8000-000000000002" logicalPath="Ledger\Primary" componentName="accounts"/>"#,
            "accounts",
        )
    },
    // A circle.
    Case {
        beside: &[LEDGER],
        ..case(
            "DEP-027",
            KEYS_WITHOUT_NEEDS,
            r#"selectable="yes"/>"#,
            r#"selectable="yes"><DEPENDENCY writerId="a0000000-0000-4000-8000-000000000002" logicalPath="Ledger\Primary" componentName="accounts"/></FILE_GROUP>"#,
            "accounts",
        )
    },
    case("RM-003", SMALL, r#"method="RESTORE_IF_CAN_BE_REPLACED""#, r#"method="UNDEFINED""#, "UNDEFINED"),
    case("RM-018", MY_WRITER, r#" service="MySvc""#, "", "RESTORE_METHOD"),
    case("NAM-012", MY_WRITER, r#""MySvc""#, r#""C:\My\svc.exe""#, r"C:\My\svc.exe"),
    case(
        "ALT-011",
        MY_WRITER,
        r#"recursive="yes" alternatePath="E:\Mapped""#,
        r#"recursive="no" alternatePath="E:\Mapped""#,
        r"C:\Data\Set1",
    ),
    case(
        "SCH-004",
        LEDGER,
        r#"<DATABASE_LOGFILES path="D:\Ledger\Log" filespec="*.log" filespecBackupType="3855"/>"#,
        "",
        "15",
    ),
    case("SCH-011", LEDGER, r#"backupSchema="15""#, r#"backupSchema="13""#, "13"),
    case(
        "SCH-026",
        MY_WRITER,
        r#"<EXCLUDE_FILES path="C:\Data" filespec="~*.tmp" recursive="yes"/>"#,
        r#"<EXCLUDE_FILES path="C:\Data" filespec="~*.tmp" recursive="yes"/><INCLUDE_FILES path="C:\More" filespec="*"/>"#,
        "INCLUDE_FILES",
    ),
];
