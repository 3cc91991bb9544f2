//! Questions about the stages of a creation.

super::readings! {
    creation: CreationReadings, "The readings about the stages of a creation.";

    thaw_order: ThawOrder = "C-087",
        "In which order of application levels do writers get events other than Freeze?" {
        default AllAtOnce = "all-at-once", Reading, "desktop-src/VSS/vssgloss-a",
            "In none: all writers of the event are sent it together.";
        ThawInReverse = "thaw-in-reverse", Reading, "desktop-src/VSS/vssgloss-t",
            "Thaw goes to the system level first, then back end, then front end.";
    }
    window_bounds: WindowBounds = "C2-004",
        "From when to when does the time between Freeze and Thaw count?" {
        default PerWriter = "per-writer", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "For each writer from its Freeze to its Thaw.";
        ProviderCalls = "provider-calls", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "It begins with PreCommitSnapshots and ends as PostCommitSnapshots returns.";
        WholeFreeze = "whole-freeze", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "From before the first OnFreeze to after the last OnThaw.";
    }
    default_window: DefaultWindow = "C2-005",
        "Are 60 seconds between Freeze and Thaw a limit?" {
        default DefaultLimit = "default-limit", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "Yes, unless the writer sets another.";
        UsualDuration = "usual-duration", Documented, "desktop-src/VSS/the-vss-model",
            "No: it is how long a creation usually takes.";
    }
    freeze_without_writers: FreezeWithoutWriters = "C2-008",
        "Are Freeze and Thaw sent in every creation?" {
        default ContextsWithWritersOnly = "contexts-with-writers-only", Documented, "desktop-src/VSS/shadow-copy-creation-details",
            "Not in a context without writers.";
        Always = "always", Documented, "desktop-src/VSS/shadow-copies-and-shadow-copy-sets",
            "Yes.";
    }
    transactions_freeze: TransactionsFreeze = "C2-010",
        "Where in a creation are the transaction managers frozen and thawed?" {
        default InsideTheWritersFreeze = "inside-the-writers-freeze", Reading, "desktop-src/VSS/working-with-file-system-and-security-features",
            "After the last OnFreeze and before writes are held; thawed after the release and before OnThaw.";
        BeforeTheWriters = "before-the-writers", Reading, "desktop-src/VSS/working-with-file-system-and-security-features",
            "Before Freeze is sent to writers; thawed after OnThaw.";
    }
    late_hold: LateHold = "C2-012",
        "With which code does DoSnapshotSet end when holding writes takes too long?" {
        default HoldWritesTimeout = "hold-writes-timeout", Reading, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "VSS_E_HOLD_WRITES_TIMEOUT when the hold expires, VSS_E_FLUSH_WRITES_TIMEOUT when the flush does not end.";
        FlushWritesTimeout = "flush-writes-timeout", Reading, "nf-vsbackup-ivssbackupcomponents-dosnapshotset",
            "VSS_E_FLUSH_WRITES_TIMEOUT for both.";
    }
    provider_failure_after_freeze: ProviderFailureAfterFreeze = "C2-069",
        "Do writers get Thaw when a provider fails after Freeze?" {
        default AbortInPlaceOfThaw = "abort-in-place-of-thaw", Documented, "desktop-src/VSS/aborting-vss-operations",
            "No: Abort, in place of Thaw and PostSnapshot.";
        ThawThenAbort = "thaw-then-abort", Reading, "desktop-src/VSS/aborting-vss-operations",
            "Thaw, and then Abort.";
    }
    expired_windows: ExpiredWindows = "C2-076",
        "Which state and code has a writer whose time between Freeze and Thaw is over?" {
        default FailedAtFreeze = "failed-at-freeze", Reading, "desktop-src/VSS/vss-test-writer-tool",
            "VSS_WS_FAILED_AT_FREEZE with VSS_E_WRITERERROR_TIMEOUT.";
        FailedAtThaw = "failed-at-thaw", Reading, "desktop-src/VSS/vss-test-writer-tool",
            "VSS_WS_FAILED_AT_THAW with that code, as Thaw is what failed to come.";
    }
    lun_calls: LunCalls = "C2-001",
        "Do GetTargetLuns and the automatic import come before or after the final calls on the providers?" {
        default BeforeTheFinalCalls = "before-the-final-calls", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "Between Thaw and PreFinalCommitSnapshots; PostSnapshot lies between the two final calls.";
        AfterTheFinalCalls = "after-the-final-calls", Documented, "desktop-src/VSS/the-shadow-copy-creation-process",
            "After PreFinalCommitSnapshots and PostFinalCommitSnapshots.";
    }
    provider_turns: ProviderTurns = "C2-009",
        "Do the providers of a set commit one after the other, and do all pre-commits come before the hold?" {
        default OneByOne = "one-by-one", Reading, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "All are called in each phase before the next one begins, one after the other in the order in which they got their first volume.";
        AtOnce = "at-once", Reading, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "All are called in each phase before the next one begins, at the same time.";
    }
    aborted_providers: AbortedProviders = "C2-024",
        "Which providers get AbortSnapshots when one of them fails?" {
        default AllInclTheFailing = "all-incl-the-failing", Reading, "desktop-src/VSS/state-transitions-in-shadow-copy-providers",
            "Each one whose EndPrepareSnapshots was called, the failing one too, once.";
        AllButTheFailing = "all-but-the-failing", Reading, "desktop-src/VSS/error-handling-in-shadow-copy-providers",
            "Each of these but the one that failed.";
    }
    creation_ends: CreationEnds = "C2-007",
        "When does the operation of DoSnapshotSet end?" {
        default AfterPostFinalCommit = "after-post-final-commit", Documented,
            "desktop-src/VSS/shadow-copy-creation-for-providers", "After PostFinalCommitSnapshots.";
        AfterThaw = "after-thaw", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "After PostCommitSnapshots and Thaw.";
        AfterPostSnapshot = "after-post-snapshot", Documented, "desktop-src/VSS/vss-test-writer-tool",
            "After PostSnapshot.";
    }
    held_from: HeldFrom = "C2-011",
        "When do the ten seconds of held writes begin?" {
        default FlushAndHoldIssued = "flush-and-hold-issued", Reading,
            "desktop-src/VSS/shadow-copy-creation-for-providers",
            "When flush and hold is issued for the set.";
        WritesHeld = "writes-held", Reading, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "When the flush is over and writes are held.";
    }
}
