//! Which name is suggested for which word.

use crate::source::{did_you_mean, one_of};

const CALLS: &[&str] = &[
    "InitializeForBackup",
    "SetBackupState",
    "GatherWriterMetadata",
    "StartSnapshotSet",
    "AddToSnapshotSet",
    "PrepareForBackup",
    "DoSnapshotSet",
    "BackupComplete",
    "PreRestore",
    "PostRestore",
    "VSS_E_BAD_STATE",
    "VSS_E_PROVIDER_VETO",
    "VSS_S_SOME_SNAPSHOTS_NOT_IMPORTED",
    "call",
    "on",
];

#[test]
fn near_names_are_suggested_and_far_ones_are_not() {
    let table: &[(&str, Option<&str>)] = &[
        ("AddToSnapshotSet", None),
        ("AddToSnapshotset", Some("AddToSnapshotSet")),
        ("ADDTOSNAPSHOTSET", Some("AddToSnapshotSet")),
        ("add_to_snapshot_set", Some("AddToSnapshotSet")),
        ("AddSnapshotSet", Some("AddToSnapshotSet")),
        ("AddToSnapshotSets", Some("AddToSnapshotSet")),
        ("AddToSnaphsotSet", Some("AddToSnapshotSet")),
        ("StartSnapshot", Some("StartSnapshotSet")),
        ("StrtSnapshotSet", Some("StartSnapshotSet")),
        ("PreRestor", Some("PreRestore")),
        ("PstRestore", Some("PostRestore")),
        ("BAD_STATE", Some("VSS_E_BAD_STATE")),
        ("E_BAD_STATE", Some("VSS_E_BAD_STATE")),
        ("vss_e_badstate", Some("VSS_E_BAD_STATE")),
        ("GatherWriter", Some("GatherWriterMetadata")),
        ("calll", Some("call")),
        ("cal", Some("call")),
        ("no", Some("on")),
        ("On", Some("on")),
        ("x", None),
        ("", None),
        ("_", None),
        // Two candidates end so: neither is better.
        ("estore", None),
        ("FreezeStage", None),
        ("Frobnicate", None),
    ];
    for (word, expected) in table {
        assert_eq!(did_you_mean(word, CALLS.iter().copied()), *expected, "{word}");
    }
}

#[test]
fn names_that_differ_by_little_are_not_taken_for_each_other() {
    let without = CALLS.iter().copied().filter(|name| *name != "AddToSnapshotSet");
    assert_eq!(did_you_mean("AddToSnapshotSet", without), None);
    let without = CALLS.iter().copied().filter(|name| *name != "StartSnapshotSet");
    assert_eq!(did_you_mean("StartSnapshotSet", without), None);
}

#[test]
fn huge_words_are_not_compared() {
    let word = "AddToSnapshotSet".repeat(200_000);
    assert_eq!(did_you_mean(&word, CALLS.iter().copied()), None);
    assert!(one_of(&word, CALLS).len() < 200);
}

#[test]
fn lists_are_written_out_while_short() {
    assert_eq!(one_of("x", &[]), "nothing");
    assert_eq!(one_of("x", &["a"]), r#""a""#);
    assert_eq!(one_of("x", &["a", "b", "c"]), r#""a", "b" or "c""#);
    assert_eq!(
        one_of("SnapshotSet", CALLS),
        "one of 15 names, such as \"DoSnapshotSet\", \"StartSnapshotSet\", \"AddToSnapshotSet\", \
         \"PreRestore\", \"PostRestore\""
    );
}
