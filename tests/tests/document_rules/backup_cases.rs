//! Cases of Backup Components Documents, most of them beside the writers' own documents.

use crate::Case;
use crate::backup_documents::{
    CUSTOM, ELSEWHERE, FULL_WITH_PARTIAL, FULL_WITH_TARGET, INCREMENTAL_WITH_PARTIAL, NEVER, ONE_DEPENDENCY,
    RESTORE, RESTORE_BY_TARGET, TWO_SETS, UNTOUCHED, WITH_ONE_TARGET, WITHOUT_COM, WITHOUT_LICENSING,
};
use crate::documents::{ASR_WRITER, BACKUP, FULL_BACKUP, LEDGER, MY_WRITER, SYSTEM_STATE};

const fn case(
    rule: &'static str,
    document: &'static str,
    satisfies: &'static str,
    violates: &'static str,
    at: &'static str,
) -> Case {
    Case { rule, document, satisfies, violates, at, input: 0, beside: &[MY_WRITER], also: &[] }
}

/// The same of the document alone.
const fn alone(
    rule: &'static str,
    document: &'static str,
    satisfies: &'static str,
    violates: &'static str,
    at: &'static str,
) -> Case {
    Case { beside: &[], ..case(rule, document, satisfies, violates, at) }
}

const WRITER_DATA: &str = r#"<COMPONENT componentName="writerData" componentType="filegroup"/>"#;
const DIFFERENCED: &str =
    r#"<DIFFERENCED_FILES path="C:\Data\New" filespec="*.new" recursive="no" lastModifyTime="0"/>"#;

pub const CASES: &[Case] = &[
    case(
        "MET-033",
        BACKUP,
        DIFFERENCED,
        r#"<DIFFERENCED_FILES path="C:\Data\New" filespec="*.new" recursive="no" lastModifyTime="0"/><FILE_LIST path="C:\Data\New" filespec="*.new"/>"#,
        "FILE_LIST",
    ),
    case(
        "MET-034",
        FULL_BACKUP,
        WRITER_DATA,
        r#"<COMPONENT componentName="WriterData" componentType="filegroup"/>"#,
        "WriterData",
    ),
    case(
        "MET-034",
        FULL_BACKUP,
        WRITER_DATA,
        r#"<COMPONENT componentName="writerData" componentType="database"/>"#,
        "database",
    ),
    alone("MET-009", FULL_BACKUP, r#"componentName="Keys""#, r#"componentName="""#, ""),
    case("MET-022", BACKUP, r#"alternatePath="F:\Moved""#, r#"alternatePath="F:\M*""#, r"F:\M*"),
    Case {
        also: &["INC-043"],
        ..case("MET-023", BACKUP, r#"filespec="*.db""#, r#"filespec="x/*.db""#, "x/*.db")
    },
    alone("NAM-011", BACKUP, r#"alternatePath="F:\Moved""#, r#"alternatePath="Moved""#, "Moved"),
    alone(
        "NAM-001",
        FULL_BACKUP,
        r#"<COMPONENT componentName="Keys" componentType="filegroup"/>"#,
        r#"<COMPONENT componentName="Keys" componentType="filegroup"/><COMPONENT componentName="Keys" componentType="filegroup"/>"#,
        "Keys",
    ),
    alone(
        "PATH-002",
        FULL_BACKUP,
        r#"logicalPath="Ledger\Primary""#,
        r#"logicalPath="\Ledger\Primary""#,
        r"\Ledger\Primary",
    ),
    case(
        "SEL-005",
        FULL_BACKUP,
        r#"<COMPONENT componentName="Executables" componentType="filegroup"/>"#,
        "",
        "a0000000-0000-4000-8000-000000000001",
    ),
    case(
        "SEL-006",
        FULL_BACKUP,
        r#"<COMPONENT logicalPath="Executables" componentName="ConfigFiles" componentType="filegroup"/>"#,
        "",
        "a0000000-0000-4000-8000-000000000001",
    ),
    case(
        "SEL-009",
        FULL_BACKUP,
        WRITER_DATA,
        r#"<COMPONENT componentName="writerData" componentType="filegroup"/><COMPONENT logicalPath="Security" componentName="UserInfo" componentType="filegroup"/>"#,
        "UserInfo",
    ),
    case(
        "SEL-012",
        FULL_BACKUP,
        WRITER_DATA,
        r#"<COMPONENT componentName="writerData" componentType="filegroup"/><COMPONENT logicalPath="writerData" componentName="Usage" componentType="filegroup"/>"#,
        "Usage",
    ),
    case(
        "MET-031",
        FULL_BACKUP,
        WRITER_DATA,
        r#"<COMPONENT componentName="writerData" componentType="filegroup"/><COMPONENT logicalPath="writerData" componentName="Set1" componentType="filegroup"/>"#,
        "Set1",
    ),
    Case { beside: &[MY_WRITER, LEDGER], ..case("DEP-002", FULL_BACKUP, WRITER_DATA, "", "accounts") },
    Case {
        beside: &[MY_WRITER, LEDGER],
        ..case("DEP-002", FULL_BACKUP, r#"componentName="Keys""#, r#"componentName="Locks""#, "accounts")
    },
    Case {
        beside: &[ONE_DEPENDENCY],
        ..case(
            "DEP-001",
            WITH_ONE_TARGET,
            r#"logicalPath="Keys" componentName="vault""#,
            r#"logicalPath="Keys" componentName="other""#,
            "books",
        )
    },
    case("RST-005", BACKUP, r#"componentName="Set1" repair"#, r#"componentName="Set2" repair"#, "Set2"),
    case(
        "RST-048",
        BACKUP,
        r#"<COMPONENT logicalPath="Executables" componentName="ConfigFiles" componentType="filegroup" backupStamp="2" backupSucceeded="yes" selectedForRestore="yes"/>"#,
        r#"<COMPONENT logicalPath="Executables" componentName="ConfigFiles" componentType="filegroup" backupStamp="2" backupSucceeded="yes" selectedForRestore="yes"/><COMPONENT logicalPath="Security" componentName="UserInfo" componentType="filegroup" selectedForRestore="yes"/>"#,
        "yes",
    ),
    case(
        "RST-016",
        BACKUP,
        r#"backupStamp="1" backupSucceeded="yes" selectedForRestore="yes""#,
        r#"backupStamp="1" backupSucceeded="yes" selectedForRestore="no""#,
        "no",
    ),
    Case {
        beside: &[NEVER],
        ..case("RST-029", UNTOUCHED, r#"selectedForRestore="no""#, r#"selectedForRestore="yes""#, "yes")
    },
    Case {
        beside: &[CUSTOM],
        ..case("RST-030", UNTOUCHED, r#"selectedForRestore="no""#, r#"selectedForRestore="yes""#, "yes")
    },
    Case {
        beside: &[ELSEWHERE],
        ..case(
            "RM-014",
            RESTORE,
            r#"<ALTERNATE_LOCATION_MAPPING path="C:\Data" filespec="*" recursive="no" alternatePath="E:\Data"/>"#,
            "",
            "all",
        )
    },
    alone(
        "ALT-021",
        RESTORE_BY_TARGET,
        r#"<ALTERNATE_LOCATION_MAPPING path="C:\Data" filespec="*" recursive="no" alternatePath="E:\Data"/>"#,
        "",
        "all",
    ),
    case(
        "ALT-008",
        BACKUP,
        r#"<ALTERNATE_LOCATION_MAPPING path="C:\Data\Set1" filespec="*.dat" recursive="yes" alternatePath="E:\Mapped"/>"#,
        r#"<ALTERNATE_LOCATION_MAPPING path="C:\Data\Set1" filespec="*.dat" recursive="yes" alternatePath="E:\Mapped"/><ALTERNATE_LOCATION_MAPPING path="C:\Data\Set2" filespec="*.db" recursive="no" alternatePath="C:\Spool\"/>"#,
        r"C:\Spool\",
    ),
    case(
        "ALT-022",
        BACKUP,
        r#"recursive="yes" alternatePath="E:\Mapped""#,
        r#"recursive="no" alternatePath="E:\Mapped""#,
        r"C:\Data\Set1",
    ),
    case(
        "INC-043",
        BACKUP,
        r#"recursive="no" alternatePath="F:\Moved""#,
        r#"recursive="yes" alternatePath="F:\Moved""#,
        r"C:\Data\Set2",
    ),
    case(
        "INC-043",
        BACKUP,
        r#"<NEW_TARGET path="C:\Data\Set2" filespec="*.db" recursive="no" alternatePath="F:\Moved"/>"#,
        r#"<NEW_TARGET path="C:\Data\Set2" filespec="*.db" recursive="no" alternatePath="F:\Moved"/><NEW_TARGET path="C:\Security" filespec="users.bin" recursive="no" alternatePath="F:\Moved"/>"#,
        r"C:\Security",
    ),
    alone("TGT-009", BACKUP, r#"restoreTarget="directed""#, r#"restoreTarget="original""#, "DIRECTED_TARGET"),
    case(
        "TGT-012",
        TWO_SETS,
        r#"<DIRECTED_TARGET sourcePath="C:\Security" sourceFilename="users.dat""#,
        r#"<DIRECTED_TARGET sourcePath="C:\Data\Set1\x" sourceFilename="users.dat""#,
        r"C:\Data\Set1\x",
    ),
    case("TGT-013", BACKUP, r#" destinationRangeList="512:4096""#, "", "DIRECTED_TARGET"),
    case("TGT-013", BACKUP, r#""512:4096""#, r#""512:2048""#, "512:2048"),
    case("TGT-013", BACKUP, r#""512:4096""#, r#""512:2048,4096:2048""#, "512:2048,4096:2048"),
    case("TGT-013", BACKUP, r#"destinationFilename="small.db""#, r#"destinationFilename="*.db""#, "*.db"),
    case("TGT-013", BACKUP, r#"destinationPath="C:\Data\Set2""#, r#"destinationPath="""#, ""),
    case("TGT-014", BACKUP, r#""512:4096""#, r#""512-4096""#, "512-4096"),
    alone(
        "TGT-020",
        FULL_WITH_TARGET,
        r#"partialFileSupport="yes""#,
        r#"partialFileSupport="no""#,
        "DIRECTED_TARGET",
    ),
    case("TGT-021", BACKUP, r#"backupSchema="371""#, r#"backupSchema="115""#, "NEW_TARGET"),
    alone("TGT-023", BACKUP, r#" alternatePath="F:\Moved""#, "", "NEW_TARGET"),
    case(
        "TGT-024",
        BACKUP,
        r#"<NEW_TARGET path="C:\Data\Set2" filespec="*.db" recursive="no" alternatePath="F:\Moved"/>"#,
        r#"<NEW_TARGET path="C:\Data\Set2" filespec="*.db" recursive="no" alternatePath="F:\Moved"/><NEW_TARGET path="C:\Data\Set2" filespec="*.db" recursive="no" alternatePath="G:\Moved"/>"#,
        r"G:\Moved",
    ),
    case("PART-003", BACKUP, r#"filename="huge.db""#, r#"filename="*.db""#, "*.db"),
    case("PART-003", BACKUP, r#"ranges="0:4096,0x10000:512""#, r#"ranges="""#, ""),
    case(
        "PART-004",
        BACKUP,
        r#"ranges="0:4096,0x10000:512""#,
        r#"ranges="0:4096;0x10000:512""#,
        "0:4096;0x10000:512",
    ),
    case(
        "PART-005",
        BACKUP,
        r#"ranges="File=C:\Work\huge.ranges""#,
        r#"ranges="File=huge.ranges""#,
        "File=huge.ranges",
    ),
    case(
        "PART-017",
        TWO_SETS,
        r#"<PARTIAL_FILE path="C:\Security" filename="users.dat""#,
        r#"<PARTIAL_FILE path="C:\Data\Set1" filename="users.dat""#,
        r"C:\Data\Set1",
    ),
    case(
        "PART-024",
        BACKUP,
        r#"filespec="*.dat" recursive="yes" lastModifyTime"#,
        r#"filespec="a*.dat" recursive="yes" lastModifyTime"#,
        "a*.dat",
    ),
    case(
        "PART-024",
        BACKUP,
        DIFFERENCED,
        r#"<DIFFERENCED_FILES path="C:\Data\New" filespec="*.new" recursive="no" lastModifyTime="0"/><DIFFERENCED_FILES path="C:\Security" filespec="users.bin" recursive="no" lastModifyTime="0"/>"#,
        "users.bin",
    ),
    case("INC-046", BACKUP, r#"path="C:\Data\New""#, r#"path="G:\Data\New""#, "*.new"),
    case(
        "INC-013",
        BACKUP,
        DIFFERENCED,
        r#"<DIFFERENCED_FILES path="C:\Data\New" filespec="*.new" recursive="no" lastModifyTime="0"/><PARTIAL_FILE path="C:\Data\Set1\Sub" filename="A.DAT" ranges="0:1"/>"#,
        "A.DAT",
    ),
    alone(
        "STA-004",
        FULL_WITH_PARTIAL,
        r#"partialFileSupport="yes""#,
        r#"partialFileSupport="no""#,
        "PARTIAL_FILE",
    ),
    alone(
        "INC-029",
        INCREMENTAL_WITH_PARTIAL,
        r#"partialFileSupport="yes""#,
        r#"partialFileSupport="no""#,
        "PARTIAL_FILE",
    ),
    alone("STA-014", BACKUP, r#"backupSchema="371""#, r#"backupSchema="307""#, "DIFFERENCED_FILES"),
    alone("STA-014", BACKUP, r#"backupSchema="371""#, r#"backupSchema="339""#, "1"),
    case("STA-042", BACKUP, "=&quot;All&quot;", "=All", "&quot;Set1&quot;:&quot;Roll Forward&quot;=All"),
    alone("STA-053", FULL_BACKUP, r#"backupType="full""#, r#"backupType="copy""#, "15"),
    alone(
        "SCH-009",
        BACKUP,
        r#"backupStamp="2" backupSucceeded="yes""#,
        r#"backupSucceeded="yes""#,
        "ConfigFiles",
    ),
    alone(
        "IBW-040",
        WITHOUT_LICENSING,
        r#"writerId="afbab4a2-367d-4d15-a586-71dbb18f8485""#,
        r#"writerId="a0000000-0000-4000-8000-000000000001""#,
        "542da469-d3e1-473c-9f4f-7847f01fc64f",
    ),
    alone(
        "IBW-048",
        WITHOUT_COM,
        r#"writerId="afbab4a2-367d-4d15-a586-71dbb18f8485""#,
        r#"writerId="a0000000-0000-4000-8000-000000000001""#,
        "5382579c-98df-47a7-ac6c-98a6d7106e09",
    ),
    alone(
        "IBW-050",
        SYSTEM_STATE,
        r#"writerId="e8132975-6f93-4464-a53e-1050253ae220""#,
        r#"writerId="a0000000-0000-4000-8000-000000000001""#,
        "yes",
    ),
    Case {
        beside: &[ASR_WRITER],
        ..case(
            "IBW-057",
            SYSTEM_STATE,
            r#"writerId="be000cbe-11fe-4426-9c58-531aa6355fc4""#,
            r#"writerId="a0000000-0000-4000-8000-000000000001""#,
            "yes",
        )
    },
    alone(
        "IBW-090",
        SYSTEM_STATE,
        r#"bootableSystemStateBackup="yes""#,
        r#"bootableSystemStateBackup="no""#,
        "no",
    ),
    Case {
        beside: &[ASR_WRITER],
        ..case(
            "IBW-094",
            SYSTEM_STATE,
            r#"<COMPONENT logicalPath="Disks" componentName="harddisk0" componentType="filegroup"/>"#,
            "",
            "be000cbe-11fe-4426-9c58-531aa6355fc4",
        )
    },
];
