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
    completed_sessions: CompletedSessions = "C-051",
        "Must GatherWriterStatus follow BackupComplete to end the writers' session?" {
        default OldSystemsOnly = "old-systems-only", Documented,
            "nf-vsbackup-ivssbackupcomponents-gatherwriterstatus",
            "Only up to Windows Server 2008 SP2; later the session ends by itself.";
        Always = "always", Documented, "desktop-src/VSS/overview-of-backup-termination",
            "Yes, on every system.";
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
    writers_outside_component_mode: WritersOutsideComponentMode = "C-021",
        "Do writers without added components get events where the requester does not select components?" {
        default AllWriters = "all-writers", Captured, "desktop-src/VSS/vss-backup-state",
            "Yes: outside component mode every writer takes part.";
        NoEvents = "no-events", Documented, "desktop-src/VSS/working-with-selectability-and-logical-paths",
            "No: without an added component a writer hears nothing.";
    }
    aborted_writers: AbortedWriters = "C2-066",
        "Which writers are sent Abort?" {
        default FailingOneOrAll = "failing-one-or-all", Reading, "desktop-src/VSS/aborting-vss-operations",
            "After a failure of its own a writer alone; after a failure of provider or VSS and by AbortBackup all that take part and have not handled PostSnapshot.";
        AlwaysAll = "always-all", Reading, "desktop-src/VSS/aborting-vss-operations",
            "All, also after the failure of one.";
        AllWithoutException = "all-without-exception", Documented, "desktop-src/VSS/aborting-vss-operations",
            "By AbortBackup every instance of every writer, also one that has handled PostSnapshot.";
    }
    backup_complete_failures: BackupCompleteFailures = "C2-070",
        "Can a requester see that BackupComplete failed in a writer?" {
        default ByStatus = "by-status", Documented, "desktop-src/VSS/determining-writer-status",
            "Yes, by the status after the call of BackupComplete.";
        Never = "never", Documented, "desktop-src/VSS/vss-test-writer-tool",
            "No: the event comes when the requester ends.";
    }
    failed_states: FailedStates = "C2-075",
        "How long does a failed state last?" {
        default UntilTheNextSession = "until-the-next-session", Reading, "desktop-src/VSS/determining-writer-status",
            "Until PrepareForBackup or PreRestore of the writer's next session.";
        UntilTheObjectIsReleased = "until-the-object-is-released", Reading, "desktop-src/VSS/determining-writer-status",
            "Until the object of the failed backup is released.";
    }
    shutdown_without_writers: ShutdownWithoutWriters = "C2-039",
        "Does release raise BackupShutdown where no writer took part?" {
        default NotWithoutWriters = "not-without-writers", Reading, "desktop-src/VSS/shadow-copy-creation-details",
            "No: no writer was told of a backup.";
        Always = "always", Documented, "desktop-src/VSS/handling-backupshutdown-events",
            "Yes, with every object that took part in a backup.";
    }
    states_of_writers: StatesOfWriters = "C2-074",
        "Which event leads a writer to which state?" {
        default NamedAfterTheNextEvent = "named-after-the-next-event", Reading, "ne-vss-vss_writer_state",
            "A writer is VSS_WS_STABLE through PrepareForBackup; each later event leads to the state that awaits the next.";
        WaitingAfterPrepareForBackup = "waiting-after-prepare-for-backup", Reading, "ne-vss-vss_writer_state",
            "PrepareForBackup leads to VSS_WS_WAITING_FOR_FREEZE already.";
    }
    writers_of_other_volumes: WritersOfOtherVolumes = "C-101",
        "Is a writer that takes part sent Freeze if none of its volumes is in the set?" {
        default Delivered = "delivered", Documented,
            "desktop-src/VSS/working-with-selectability-and-logical-paths",
            "Yes: only the absence of components leaves a writer out, and it asks IsPathAffected itself.";
        LeftOut = "left-out", Reading, "desktop-src/VSS/overview-of-pre-backup-tasks",
            "No: VSS sends it nothing.";
    }
    account_entries: AccountEntries = "C2-094",
        "Are accounts entered as subkeys or as values of VssAccessControl?" {
        default Value = "value", Documented, "desktop-src/VSS/security-considerations-for-requestors",
            "As values of type REG_DWORD.";
        Subkey = "subkey", Documented, "desktop-src/VSS/security-considerations-for-requestors", "As subkeys.";
    }
    admitted_writers: AdmittedWriters = "C2-095",
        "Which entries of VssAccessControl does a requester admit to its calls?" {
        default OneOrThree = "one-or-three", Documented,
            "desktop-src/VSS/security-considerations-for-requestors", "Those with 1 or 3.";
        One = "one", Documented, "desktop-src/VSS/security-considerations-for-requestors", "Those with 1.";
    }
    backup_operators: BackupOperators = "C2-097",
        "Is a member of Backup Operators allowed to be a requester?" {
        default Yes = "yes", Documented, "desktop-src/VSS/security-considerations-for-requestors",
            "Yes, for every call; a system state backup by files needs rights that no call asks for.";
        NotForSystemState = "not-for-system-state", Documented,
            "desktop-src/VSS/security-considerations-for-requestors",
            "Not for a system state backup by files: that call is refused.";
    }
}
