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
    thaw_failures: ThawFailures = "C-030",
        "What does a failure in OnThaw do, when OnFreeze is called the last chance to veto?" {
        default RaisesAbort = "thaw-raises-abort", Documented, "desktop-src/VSS/aborting-vss-operations",
            "The writer has failed and gets Abort, although the copy exists already.";
        NothingAfterFreeze = "nothing-after-freeze", Documented, "desktop-src/VSS/overview-of-pre-backup-tasks",
            "Nothing: after OnFreeze a writer cannot stop the shadow copy, and no Abort follows.";
    }
    writer_failures: WriterFailures = "C2-064",
        "What counts as a writer's failure: its code or its return value?" {
        default Either = "either", Reading, "desktop-src/VSS/writer-errors-and-vetoes",
            "Either; after SetWriterFailure the return value does not count, and false alone stands for VSS_E_WRITERERROR_NONRETRYABLE.";
        CodeOnly = "code-only", Documented, "desktop-src/VSS/writer-errors-and-vetoes",
            "SetWriterFailure; the handler returns true.";
        ReturnValueOnly = "return-value-only", Documented, "desktop-src/VSS/aborting-vss-operations",
            "A handler that returns false.";
    }
    failing_writers: FailingWriters = "C2-065",
        "Does the failure of one writer fail DoSnapshotSet?" {
        default CreationGoesOn = "creation-goes-on", Reading, "desktop-src/VSS/writer-errors-and-vetoes",
            "No: it is in that writer's status, the creation goes on for the others, and the requester decides.";
        CreationFails = "creation-fails", Reading, "desktop-src/VSS/aborting-vss-operations",
            "Yes: the creation ends with an error.";
    }
    after_abort: AfterAbort = "C2-067",
        "What can still be sent to a writer after Abort?" {
        default AbortAndShutdown = "abort-and-shutdown", Documented, "desktop-src/VSS/aborting-vss-operations",
            "Further Abort and BackupShutdown alone.";
        Nothing = "nothing", Documented, "nf-vswriter-cvsswriter-onabort", "Nothing of that operation.";
        ShutdownOnly = "shutdown-only", Reading, "desktop-src/VSS/handling-backupshutdown-events",
            "BackupShutdown alone, as one backup needs one Abort.";
    }
    abort_before_prepare_snapshot: AbortBeforePrepareSnapshot = "C2-068",
        "Is Abort sent when EndPrepareSnapshots fails?" {
        default NotSent = "not-sent", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "No: the writers have heard nothing of the creation, and the requester calls AbortBackup.";
        Sent = "sent", Reading, "desktop-src/VSS/aborting-vss-operations", "Yes, as after every failure of a provider.";
    }
}
