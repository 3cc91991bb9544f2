//! Questions about the events of a backup, its writers and its time limits.

super::readings! {
    backup: BackupReadings, "The readings about the events of a backup, its writers and its time limits.";

    abort_after_prepare_snapshot: AbortAfterPrepareSnapshot = "abort-after-prepare-snapshot",
        "Is Abort sent to a writer that fails in PrepareForSnapshot?" {
        default Sent = "sent", Captured, "relational-databases/backup-restore/sql-server-vss-writer-logging",
            "Yes, to that writer, as after a failed Freeze: a writer's log shows OnAbort in the second of the failure.";
        NotSent = "not-sent", Documented, "desktop-src/VSS/aborting-vss-operations",
            "No: only a failure in Freeze or Thaw sends it.";
    }
    writers_without_components: WritersWithoutComponents = "C-020",
        "Does a writer none of whose components take part get PrepareForBackup, or in a restore PreRestore?" {
        default None = "none", Documented, "desktop-src/VSS/use-of-components-by-the-requestor",
            "No: it gets no event of that backup or restore but Identify.";
        ThatEventOnly = "that-event-only", Documented,
            "desktop-src/VSS/working-with-selectability-and-logical-paths", "Yes, but nothing after it.";
    }
    freeze_windows: FreezeWindows = "C-029",
        "What may a writer set as the time between Freeze and Thaw?" {
        default AnyValue = "any-value", Documented, "nf-vswriter-cvsswriter-initialize",
            "Whatever it gives to Initialize; 60 seconds is the default and 20 an example.";
        NotLongerThanDefault = "not-longer-than-60", Documented,
            "desktop-src/VSS/shadow-copy-creation-for-providers",
            "Less than the default of 60 seconds: a longer one ends with it.";
        TwentySeconds = "twenty-seconds", Documented,
            "desktop-src/VSS/overview-of-processing-a-backup-under-vss",
            "Twenty seconds in place of 60, and no other value: any other counts as 60.";
    }
}
