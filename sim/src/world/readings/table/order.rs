//! Questions about which calls a requester has to make, and when it may.

super::readings! {
    order: OrderReadings, "The readings about the order of a requester's calls.";

    enable_writer_classes: EnableWriterClasses = "C-095",
        "What does EnableWriterClasses do where all classes are enabled already?" {
        default EnablesOnlyThose = "enables-only-those", Documented, "nf-vsbackup-ivssbackupcomponents-enablewriterclasses",
            "It enables the given classes and disables all others; later calls add to them.";
        Nothing = "nothing", Documented, "desktop-src/VSS/overview-of-backup-initialization",
            "Nothing.";
    }
    empty_sets: EmptySets = "C2-015",
        "May a shadow copy set be empty?" {
        default WithWriters = "with-writers", Reading, "desktop-src/VSS/shadow-copy-creation-details",
            "Yes where writers take part: they get their events and no provider is called; without writers DoSnapshotSet gives VSS_E_BAD_STATE.";
        Never = "never", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "No: AddToSnapshotSet has to come first.";
        Always = "always", Reading, "desktop-src/VSS/shadow-copy-creation-details",
            "Yes, also without writers.";
    }
    next_creation: NextCreation = "C2-026",
        "When may another requester begin a creation?" {
        default OperationEnded = "operation-ended", Reading, "desktop-src/VSS/state-transitions-in-shadow-copy-providers",
            "When its asynchronous operation has ended, or by AbortBackup or release of the object.";
        CallReturned = "call-returned", Documented, "desktop-src/VSS/state-transitions-in-shadow-copy-providers",
            "When the call of DoSnapshotSet has returned.";
        DoSnapshotSetEnded = "do-snapshot-set-ended", Reading, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "When the asynchronous operation has ended, and by nothing else.";
    }
    gathering: Gathering = "C2-040",
        "Must GatherWriterMetadata be called in every backup?" {
        default WithWritersOnly = "with-writers-only", Documented, "desktop-src/VSS/shadow-copy-creation-details",
            "Only in contexts with writers.";
        Always = "always", Documented, "desktop-src/VSS/overview-of-backup-initialization",
            "Yes.";
    }
    preparing: Preparing = "C2-041",
        "Must PrepareForBackup be called?" {
        default ByContext = "by-context", Reading, "desktop-src/VSS/shadow-copy-creation-details",
            "With writers it should be, and DoSnapshotSet works without; without writers it is refused.";
        Always = "always", Documented, "desktop-src/VSS/shadow-copy-creation-details",
            "Yes, also without components, and DoSnapshotSet fails without it.";
    }
    calls_without_writers: CallsWithoutWriters = "C2-042",
        "With which code do AddComponent, PrepareForBackup and BackupComplete fail in a context without writers?" {
        default BadState = "bad-state", Reading, "desktop-src/VSS/shadow-copy-creation-details",
            "VSS_E_BAD_STATE.";
        Unexpected = "unexpected", Reading, "desktop-src/VSS/shadow-copy-creation-details",
            "VSS_E_UNEXPECTED.";
    }
    contexts_with_writers: ContextsWithWriters = "C2-035",
        "Which contexts involve writers?" {
        default ClientAccessibleWritersToo = "client-accessible-writers-too", Documented, "desktop-src/VSS/shadow-copy-context-configurations",
            "These and VSS_CTX_CLIENT_ACCESSIBLE_WRITERS.";
        BackupAndRollback = "backup-and-rollback", Documented, "desktop-src/VSS/shadow-copy-creation-details",
            "VSS_CTX_BACKUP and VSS_CTX_APP_ROLLBACK.";
    }
    contexts_without_writers: ContextsWithoutWriters = "C2-036",
        "Which contexts have no writers?" {
        default ClientAccessibleToo = "client-accessible-too", Documented, "desktop-src/VSS/shadow-copy-context-configurations",
            "These and VSS_CTX_CLIENT_ACCESSIBLE.";
        ShareBackupAndNasRollback = "share-backup-and-nas-rollback", Documented, "desktop-src/VSS/shadow-copy-creation-details",
            "VSS_CTX_FILE_SHARE_BACKUP and VSS_CTX_NAS_ROLLBACK.";
    }
    initialization_order: InitializationOrder = "C-066",
        "In which order come SetContext, SetBackupState and GatherWriterMetadata?" {
        default ByNeedAlone = "by-need-alone", Reading, "desktop-src/VSS/overview-of-backup-initialization",
            "Any, as long as SetBackupState comes before PrepareForBackup and SetContext, once, before StartSnapshotSet.";
        AsInTheTable = "as-in-the-table", Documented, "desktop-src/VSS/overview-of-backup-initialization",
            "SetContext, SetBackupState, GatherWriterMetadata, and no other.";
        AsInTheFigure = "as-in-the-figure", Documented, "desktop-src/VSS/overview-of-processing-a-backup-under-vss",
            "SetBackupState, GatherWriterMetadata, SetContext.";
        ContextUntilDoSnapshotSet = "context-until-do-snapshot-set", Documented, "nf-vswriter-cvsswriter-getcontext",
            "Any, and SetContext until DoSnapshotSet.";
    }
    adding_components: AddingComponents = "C2-016",
        "In which order come GatherWriterMetadata, AddComponent and StartSnapshotSet?" {
        default AddUntilDoSnapshotSet = "add-until-do-snapshot-set", Reading, "desktop-src/VSS/shadow-copy-creation-details",
            "In the first order; AddComponent after StartSnapshotSet succeeds until DoSnapshotSet and is reported.";
        GatherAddStart = "gather-add-start", Documented, "desktop-src/VSS/simple-shadow-copy-creation-for-backup",
            "In this order, and AddComponent fails after StartSnapshotSet.";
        AddStartGather = "add-start-gather", Documented, "desktop-src/VSS/using-vss-automated-system-recovery-for-disaster-recovery",
            "AddComponent, StartSnapshotSet, GatherWriterMetadata, for a system recovery.";
    }
}
