//! Every time limit, numeric limit and default of the catalogue, and every registry value, with the scenarios that show
//! it, or the reason why it is no behaviour of VSS.

use std::collections::{BTreeMap, BTreeSet};

use vss_tests::model::spec;
use vss_tests::sources::workspace;

/// What becomes of an entry.
#[derive(Debug)]
enum Shown {
    /// These scenarios show it.
    By(&'static [&'static str]),
    /// Nothing in the protocol of VSS can show it.
    Not(&'static str),
}

use Shown::{By, Not};

/// The entries of `time_limits`.
const TIME_LIMITS: &[(&str, Shown)] = &[
    (
        "TL-001",
        By(&[
            "time/one-millisecond-under-the-freeze-window",
            "time/one-millisecond-over-the-freeze-window",
            "freeze/own-window-expires",
        ]),
    ),
    ("TL-002", By(&["writers/freeze-window-of-twenty-seconds"])),
    ("TL-003", By(&["time/one-millisecond-under-the-hold", "time/one-millisecond-over-the-hold"])),
    (
        "TL-004",
        By(&["provider/commit-snapshots-exceeds-the-hold", "provider/commit-snapshots-within-the-hold"]),
    ),
    ("TL-005", Not("advice to providers; what is too slow falls under TL-001 and TL-003")),
    ("TL-006", Not("an observation: how long a creation usually takes")),
    ("TL-007", By(&["kernel/transactions-cannot-be-frozen"])),
    ("TL-008", By(&["kernel/transactions-cannot-be-thawed"])),
    ("TL-009", Not("what a writer asks of itself: its OnFreeze returns false, as any veto")),
    ("TL-010", Not("advice to providers without a figure, and nothing happens to one that is slow")),
    ("TL-011", Not("there is no limit")),
    ("TL-012", By(&["creation-lock/one-creation-at-a-time"])),
    ("TL-013", Not("advice to requesters")),
    ("TL-014", By(&["writers/restarted-in-the-middle", "writers/unsubscribed-in-the-middle"])),
    (
        "TL-015",
        By(&["context/auto-release-copies-go-with-their-process", "service/stops-when-it-has-nothing-to-do"]),
    ),
    ("TL-016", By(&["context/persistent-copies-stay", "import/a-persistent-set-outlives-its-importer"])),
    (
        "TL-017",
        By(&[
            "service/idle-timeout",
            "service/idle-timeout-of-zero",
            "service/idle-timeout-before-windows-vista",
        ]),
    ),
    ("TL-018", Not("Active Directory's; VSS knows no age of a backup")),
];

/// The entries of `numeric_limits`.
const NUMERIC_LIMITS: &[(&str, Shown)] = &[
    ("LM-001", By(&["provider/at-most-64-volumes"])),
    (
        "LM-002",
        By(&[
            "provider/begin-prepare-snapshot-fails",
            "limits/no-limit",
            "limits/each-provider-has-its-limit",
        ]),
    ),
    ("LM-003", By(&["limits/a-volume-is-full", "limits/all-software-providers-have-one-limit"])),
    ("LM-004", By(&["limits/the-oldest-copy-for-clients-goes"])),
    (
        "LM-005",
        By(&["diff-areas/smallest", "diff-areas/small-volume", "diff-areas/smallest-before-windows-7"]),
    ),
    ("LM-006", By(&["creation-lock/one-creation-at-a-time"])),
    (
        "LM-007",
        By(&["writers/no-memory-for-another-session", "writers/memory-is-free-after-backup-complete"]),
    ),
    ("LM-008", By(&["import/what-cannot-be-imported"])),
    ("LM-009", By(&["backup/one-object-serves-one-backup"])),
    ("LM-010", Not("a rule of COM in the process of a requester, which VSS does not see")),
    ("LM-011", Not("what a computer with Windows has anyway: its boot volume")),
    ("LM-012", Not("a limit of BETest")),
];

/// A writer's document and a requester that say as little as they can.
const SILENT: &str = "defaults/what-holds-if-nothing-is-said";

/// The entries of `defaults`.
const DEFAULTS: &[(&str, Shown)] = &[
    ("DF-001", By(&[SILENT])),
    ("DF-002", By(&["context/auto-release-copies-go-with-their-process"])),
    ("DF-003", Not("the state of data, of which VSS knows nothing")),
    ("DF-004", By(&["provider/choice-of-the-provider"])),
    ("DF-005", Not("each provider chooses for itself, and VSS is not told how")),
    ("DF-006", By(&[SILENT])),
    ("DF-007", By(&[SILENT])),
    ("DF-008", By(&["restore/options-and-more-restores"])),
    ("DF-009", By(&["enabled-writers/classes-and-instances", "enabled-writers/enable-writer-classes"])),
    (
        "DF-010",
        By(&["express-writers/an-express-writer-takes-part-without-handlers", "status/after-each-phase"]),
    ),
    ("DF-011", By(&[SILENT])),
    ("DF-012", By(&["restore/a-restore-without-a-type"])),
    ("DF-013", Not("how ASR formats disks; no call or event of VSS depends on it")),
    ("DF-014", Not("an option of the Test Writer")),
    ("DF-015", Not("an option of the Test Writer")),
    ("DF-016", Not("an option of the Test Writer")),
    ("DF-017", Not("an option of the tracing tool")),
    ("DF-018", Not("a rule of COM for the process of a requester or a writer, before any call of VSS")),
    ("DF-019", By(&["enabled-writers/enable-writer-classes", "components/a-writer-without-any-component"])),
    ("DF-020", Not("read by the DFS Replication service, not by VSS")),
];

/// The entries of `registry_values`.
const REGISTRY_VALUES: &[(&str, Shown)] = &[
    ("RG-001", By(&["service/idle-timeout"])),
    ("RG-002", By(&["limits/the-oldest-copy-for-clients-goes"])),
    ("RG-003", By(&["files/user-profiles-are-not-expanded"])),
    (
        "RG-004",
        By(&["diff-areas/smallest-of-the-registry", "diff-areas/smallest-of-the-registry-before-windows-7"]),
    ),
    (
        "RG-005",
        By(&[
            "accounts/granted-to-run-a-requester",
            "accounts/granted-to-run-a-writer",
            "accounts/denied-though-an-administrator",
        ]),
    ),
    ("RG-006", By(&["files/files-not-to-snapshot"])),
    ("RG-007", By(&["files/files-not-to-backup"])),
    ("RG-008", Not("for whoever restores the registry; VSS restores no keys")),
    ("RG-009", Not("how ASR formats disks, before any call of VSS")),
    ("RG-010", Not("written by a restore for the services that start afterwards; VSS does not read it")),
    ("RG-011", Not("written by a bare-metal restore for other applications; VSS does not read it")),
    ("RG-012", Not("written by a system state restore for other applications; VSS does not read it")),
];

/// The lists of the catalogue, and what becomes of their entries.
const LISTS: &[(&str, &[(&str, Shown)])] = &[
    ("time_limits", TIME_LIMITS),
    ("numeric_limits", NUMERIC_LIMITS),
    ("defaults", DEFAULTS),
    ("registry_values", REGISTRY_VALUES),
];

#[test]
fn every_entry_of_the_catalogue_is_shown_or_has_its_reason() {
    let Some(timing) = spec::rules("timing.json") else { return };
    for (list, table) in LISTS {
        let ours: BTreeSet<&str> = table.iter().map(|(id, _)| *id).collect();
        assert_eq!(ours.len(), table.len(), "an id stands twice in {list}");
        let theirs: BTreeSet<&str> =
            spec::list(&timing, list).iter().map(|row| spec::text(row, "id")).collect();
        assert_eq!(ours, theirs, "{list}");
    }
}

#[test]
fn what_shows_an_entry_is_there() {
    let mut missing: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, shown) in LISTS.iter().flat_map(|(_, table)| *table) {
        match shown {
            By(scenarios) => {
                assert!(!scenarios.is_empty(), "{id}");
                let lost = scenarios.iter().filter(|name| {
                    !workspace().join("scenarios").join(format!("{name}.scenario.json")).is_file()
                });
                missing.entry(id).or_default().extend(lost);
            }
            Not(reason) => assert!(reason.len() > 10, "{id} has no reason"),
        }
    }
    missing.retain(|_, lost| !lost.is_empty());
    assert_eq!(missing, BTreeMap::new());
}
