//! What looks like a breach and is none, by a reading, by a captured document or by the letter of the rule.

use crate::documents::{BACKUP, FULL_BACKUP, LEDGER, MY_WRITER};
use crate::findings;

/// Why it is none, the document, the text that is changed, what it becomes, and the documents beside it.
type Spared = (&'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const SPARED: [Spared; 16] = [
    (
        "a volume GUID name is local",
        MY_WRITER,
        r#"path="C:\Config""#,
        r#"path="\\?\Volume{c0000000-0000-4000-8000-00000000000c}\Boot""#,
        &[],
    ),
    (
        "a path may begin with a variable",
        MY_WRITER,
        r#"path="C:\Config""#,
        r#"path="%ProgramData%\Config\""#,
        &[],
    ),
    (
        "a path may begin with a slash where files are excluded from shadow copies",
        MY_WRITER,
        r#"<EXCLUDE_FILES path="C:\Data""#,
        r#"<EXCLUDE_FILES_FROM_SNAPSHOT path="\Scratch" filespec="*" recursive="yes"/><EXCLUDE_FILES path="C:\Data""#,
        &[],
    ),
    ("a service may have blanks in its name", MY_WRITER, r#""MySvc""#, r#""My Svc""#, &[]),
    (
        "a mapping may be written with another case and a backslash at the end",
        MY_WRITER,
        r#"path="C:\Data\Set1" filespec="*.dat" recursive="yes" alternatePath"#,
        r#"path="c:\data\SET1\" filespec="*.DAT" recursive="yes" alternatePath"#,
        &[],
    ),
    (
        "the names of different paths may be equal",
        MY_WRITER,
        r#"logicalPath="writerData" componentName="Set1""#,
        r#"logicalPath="Security" componentName="Set1""#,
        &[],
    ),
    (
        "any character but the separator may stand in a logical path",
        LEDGER,
        r#""Ledger\Primary""#,
        r#""Ledger\a/b:*?""#,
        &[],
    ),
    (
        "a target on another computer is of another writer",
        LEDGER,
        r#"writerId="a0000000-0000-4000-8000-000000000008""#,
        r#"writerId="a0000000-0000-4000-8000-000000000002""#,
        &[],
    ),
    (
        "a database may have mappings",
        LEDGER,
        r#"writerRestore="always" rebootRequired="no"/>"#,
        r#"writerRestore="always" rebootRequired="no"><ALTERNATE_LOCATION_MAPPING path="D:\Ledger" filespec="ledger.db" recursive="no" alternatePath="E:\"/></RESTORE_METHOD>"#,
        &[],
    ),
    (
        "a ranges file may be given by its path alone",
        BACKUP,
        r"File=C:\Work\huge.ranges",
        r"C:\Work\huge.ranges",
        &[MY_WRITER],
    ),
    (
        "a blank may stand behind the equals sign",
        BACKUP,
        r"File=C:\Work\huge.ranges",
        r"File= C:\Work\huge.ranges",
        &[MY_WRITER],
    ),
    (
        "no option is an option",
        BACKUP,
        "&quot;Set1&quot;:&quot;Roll Forward&quot;=&quot;All&quot;",
        "",
        &[MY_WRITER],
    ),
    (
        "an entry may have been made for the restore",
        BACKUP,
        r#"<COMPONENT componentName="writerData""#,
        r#"<COMPONENT logicalPath="writerData" componentName="Set1" componentType="filegroup" selectedForRestore="yes"/><COMPONENT componentName="writerData""#,
        &[MY_WRITER],
    ),
    (
        "a component that was not backed up has no stamp",
        BACKUP,
        r#"backupStamp="2" backupSucceeded="yes""#,
        r#"backupSucceeded="no""#,
        &[MY_WRITER],
    ),
    (
        "the instance is another after a restart",
        FULL_BACKUP,
        r#"instanceId="b0000000-0000-4000-8000-000000000001""#,
        r#"instanceId="b0000000-0000-4000-8000-0000000000ff""#,
        &[MY_WRITER, LEDGER],
    ),
    (
        "selectable components need not be added",
        FULL_BACKUP,
        r#"<COMPONENT logicalPath="Ledger\Primary" componentName="accounts" componentType="database"/>"#,
        "",
        &[MY_WRITER, LEDGER],
    ),
];

#[test]
fn what_looks_like_a_breach_and_is_none_is_spared() {
    for (why, document, from, to, beside) in SPARED {
        assert_eq!(document.matches(from).count(), 1, "{why}");
        let changed = document.replace(from, to);
        let texts: Vec<&str> = [changed.as_str()].into_iter().chain(beside.iter().copied()).collect();
        let found = findings(&texts);
        assert!(found.is_empty(), "{why}: {found:#?}");
    }
}

#[test]
fn without_component_mode_nothing_is_missing() {
    let without = FULL_BACKUP
        .replace(r#"selectComponents="yes""#, r#"selectComponents="no""#)
        .replace(r#"<COMPONENT componentName="Executables" componentType="filegroup"/>"#, "");
    assert_ne!(without, FULL_BACKUP);
    let found = findings(&[&without, MY_WRITER]);
    assert!(found.is_empty(), "{found:#?}");
}
