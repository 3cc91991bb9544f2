//! Where the catalogue says that something depends on the version of Windows: that a method is there as its page says,
//! and for every rule that names a version the scenarios that show it, or the reason why none can.

use std::collections::BTreeSet;

use serde_json::Value;
use vss_sim::api::methods;
use vss_sim::machines::availability::is_available;
use vss_sim::vocabulary::Windows;
use vss_tests::model::spec;
use vss_tests::sources::workspace;

/// What becomes of a rule.
#[derive(Debug)]
enum Shown {
    /// These scenarios show it.
    By(&'static [&'static str]),
    /// The table of what is available has it, which is compared with the pages here.
    Table,
    /// Nothing in the protocol of VSS can show it.
    Not(&'static str),
}

use Shown::{By, Not, Table};

const WRITERS_OF_WINDOWS: &str =
    "it is of the writers that come with Windows, which a scenario scripts as any other";
const SYSTEM_STATE: &str = "advice to requesters about the files of the system";
const NO_REFUSAL: &str = "no page says that an earlier system refuses it";
const TRACING: &str = "tools and files of tracing";
const EDITIONS: &str =
    "editions of Windows Server 2003, which are none of the versions that a machine can have";

/// The rules that name a version of Windows.
const RULES: &[(&[&str], Shown)] = &[
    (
        &["BRK-008", "INC-042", "RVT-001", "SCH-023", "SCH-024", "SCH-027", "SCH-028", "SCH-031", "VOL-025"],
        Table,
    ),
    (&["WST-038", "RVT-002"], Table),
    (&["PRV-051"], By(&["hardware/a-recovery-is-notified", "hardware/no-notice-of-a-recovery-before-vista"])),
    (&["CTX-026", "CTX-027"], By(&["windows/attributes-that-came-later"])),
    (&["CTX-024"], Not("Windows XP has no SetContext, and reads no attributes of these")),
    (&["EXC-001", "EXC-020"], By(&["windows/no-files-not-to-snapshot-before-vista"])),
    (
        &["LIF-041", "WST-024", "WST-036"],
        By(&["windows/a-session-lasts-until-the-status-is-gathered", "windows/a-session-without-its-status"]),
    ),
    (&["WST-037"], By(&["windows/what-windows-xp-does-not-have"])),
    (&["WST-041"], By(&["windows/what-windows-server-2008-does-not-have"])),
    (
        &["RVT-003"],
        By(&[
            "readings/shadow-copies/c2-063-servers-since-2003",
            "readings/shadow-copies/c2-063-not-on-2003-and-2008",
        ]),
    ),
    (&["RVT-004"], Not("options of a tool")),
    (&["SNP-060"], Not("states that no requester sees")),
    (&["DEP-025"], Not("what a writer must not declare: no page says that it is refused")),
    (&["SCH-006", "SCH-012", "SCH-013", "SCH-014", "SCH-022", "SCH-029", "SCH-030"], Not(NO_REFUSAL)),
    (&["ERR-027", "ERR-028", "ERR-029", "ERR-030"], Not(TRACING)),
    (&["FRC-003"], Not("clusters, which the model does not have")),
    (
        &["TRN-011", "TRN-012"],
        By(&[
            "readings/providers/c2-030-before-server-2008",
            "windows/a-dynamic-disk-is-transported-before-server-2008",
        ]),
    ),
    (&["IMP-010"], Not("advice to requesters: no page says that the import is refused")),
    (&["TRN-003", "TRN-015", "TRN-024", "TRN-025"], Not(EDITIONS)),
    (
        &["SEC-007", "SEC-009"],
        Not("levels of authentication and descriptors of COM, which have no effect that VSS tells"),
    ),
    (&["STA-046", "STA-048", "STA-054"], Not("which programs and copies of disks run on which system")),
    (
        &[
            "EXC-019", "IBW-047", "IBW-055", "IBW-062", "IBW-066", "IBW-069", "IBW-080", "IBW-081",
            "IBW-084", "IBW-086", "IBW-102", "IBW-105",
        ],
        Not(SYSTEM_STATE),
    ),
    (
        &[
            "IBW-001", "IBW-003", "IBW-004", "IBW-005", "IBW-006", "IBW-007", "IBW-008", "IBW-009",
            "IBW-010", "IBW-012", "IBW-013", "IBW-014", "IBW-015", "IBW-016", "IBW-017", "IBW-018",
            "IBW-019", "IBW-020", "IBW-021", "IBW-022", "IBW-023", "IBW-024", "IBW-025", "IBW-026",
            "IBW-027", "IBW-028", "IBW-029", "IBW-030", "IBW-031", "IBW-032", "IBW-117", "IBW-118",
        ],
        Not(WRITERS_OF_WINDOWS),
    ),
];

/// Whether a statement names a version of Windows.
fn names_a_version(statement: &str) -> bool {
    let servers = ["2003", "2008", "2012", "2016"].map(|year| format!("Server {year}"));
    let words = statement.split(|c: char| !c.is_alphanumeric());
    let numbered = ["Windows 7", "Windows 8", "Windows 10"];
    servers.iter().any(|name| statement.contains(name.as_str()))
        || numbered.iter().any(|name| statement.contains(name))
        || words.into_iter().any(|word| matches!(word, "XP" | "Vista"))
}

/// The rules of a document of the catalogue, wherever they stand in it.
fn collect(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let (Some(id), Some(statement)) =
                (fields.get("id").and_then(Value::as_str), fields.get("statement").and_then(Value::as_str))
                && names_a_version(statement)
            {
                found.insert(id.to_owned());
            }
            fields.values().for_each(|value| collect(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_rule_that_names_a_version_is_shown_or_has_a_reason() {
    let mut expected = BTreeSet::new();
    for name in ["backup-restore-metadata.json", "providers-errors-security.json"] {
        let Some(rules) = spec::rules(name) else { return };
        collect(&rules, &mut expected);
    }
    let listed: BTreeSet<String> =
        RULES.iter().flat_map(|(ids, _)| *ids).map(|id| (*id).to_owned()).collect();
    assert_eq!(listed, expected);
    assert_eq!(listed.len(), RULES.iter().map(|(ids, _)| ids.len()).sum::<usize>(), "a rule stands twice");
    for (ids, shown) in RULES {
        match shown {
            By(scenarios) => {
                for scenario in *scenarios {
                    let file = workspace().join("scenarios").join(format!("{scenario}.scenario.json"));
                    assert!(file.is_file(), "{ids:?} names {scenario}, which is not there");
                }
            }
            Table => {}
            Not(reason) => assert!(!reason.is_empty(), "{ids:?}"),
        }
    }
}

/// The first client and the first server that the catalogue names for an interface. A client that is not named has it as
/// the first one later than the server does.
fn introduced(text: &str) -> (Option<Windows>, Windows) {
    let version = |name: &str| {
        let name = name.trim().replace(" with", "").replace("Windows Windows", "Windows");
        Windows::named(&name).unwrap_or_else(|| panic!("no version of Windows is called {name:?} ({text})"))
    };
    let text = text.split(" (").next().unwrap_or(text);
    let (client, server) = text.split_once('/').expect("a client and a server");
    let client = (client.trim() != "no client").then(|| version(client));
    (client, version(server))
}

#[test]
fn a_method_is_there_from_the_versions_on_that_its_interface_is() {
    let mut compared = 0;
    for file in INTERFACES {
        let Some(interface) = spec::interface(&format!("{file}.json")) else { return };
        let (client, server) = introduced(interface["introduced"].as_str().expect("a text"));
        let names = spec::list(&interface, "methods").iter().filter_map(|method| method["name"].as_str());
        for name in names.filter(|name| methods().any(|of| of.interface == *file && of.name == *name)) {
            for (windows, called) in Windows::NAMES {
                let there = if windows.is_client() {
                    client.is_some_and(|first| first <= *windows)
                } else {
                    server <= *windows
                };
                let modelled = is_available(file, name, *windows);
                // Single methods came later than their interface; none came before.
                assert!(there || !modelled, "{file}::{name} is there on {called}");
                let later = LATER.contains(&(*file, name));
                assert!(modelled || !there || later, "{file}::{name} is missing on {called}");
                compared += 1;
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}

/// The interfaces whose methods scenarios call.
const INTERFACES: &[&str] = &[
    "CVssWriter",
    "CVssWriterEx",
    "CVssWriterEx2",
    "IVssAdmin",
    "IVssAsync",
    "IVssBackupComponents",
    "IVssBackupComponentsEx",
    "IVssBackupComponentsEx2",
    "IVssBackupComponentsEx3",
    "IVssBackupComponentsEx4",
    "IVssComponent",
    "IVssComponentEx",
    "IVssComponentEx2",
    "IVssCreateExpressWriterMetadata",
    "IVssCreateWriterMetadata",
    "IVssCreateWriterMetadataEx",
    "IVssDifferentialSoftwareSnapshotMgmt",
    "IVssDifferentialSoftwareSnapshotMgmt2",
    "IVssDifferentialSoftwareSnapshotMgmt3",
    "IVssEnumMgmtObject",
    "IVssEnumObject",
    "IVssExamineWriterMetadata",
    "IVssExamineWriterMetadataEx",
    "IVssExamineWriterMetadataEx2",
    "IVssExpressWriter",
    "IVssSnapshotMgmt",
    "IVssSnapshotMgmt2",
    "IVssWMComponent",
    "IVssWMDependency",
    "IVssWMFiledesc",
    "IVssWriterComponents",
];

/// The methods that came later than their interface (BRK-008, INC-042, RVT-001, SCH-023, SCH-024, SCH-027, WST-038).
const LATER: &[(&str, &str)] = &[
    ("CVssWriter", "GetContext"),
    ("CVssWriter", "GetRestoreType"),
    ("CVssWriter", "GetSnapshotDeviceName"),
    ("IVssBackupComponents", "QueryRevertStatus"),
    ("IVssBackupComponents", "RevertToSnapshot"),
    ("IVssBackupComponents", "SetRangesFilePath"),
    ("IVssBackupComponents", "SetRestoreState"),
    ("IVssBackupComponentsEx2", "BreakSnapshotSetEx"),
    ("IVssComponent", "AddDifferencedFilesByLastModifyTime"),
    ("IVssComponent", "GetDifferencedFile"),
    ("IVssComponent", "GetDifferencedFilesCount"),
    ("IVssCreateWriterMetadata", "AddComponentDependency"),
    ("IVssCreateWriterMetadata", "SetBackupSchema"),
    ("IVssWMComponent", "GetDependency"),
    ("IVssWMFiledesc", "GetBackupTypeMask"),
];
