//! Questions about providers: who is asked, who is chosen, and where they run.

super::readings! {
    providers: ProviderReadings, "The readings about providers.";

    questions_to_providers: QuestionsToProviders = "C2-019",
        "Which calls lead to questions to the providers, and are all of them asked?" {
        default BothCallsUntilAHardwareClaim = "both-calls-until-a-hardware-claim", Reading, "desktop-src/VSS/the-shadow-copy-creation-process",
            "IsVolumeSupported and AddToSnapshotSet ask; the asking ends at the first hardware provider that claims the volume.";
        AddToSnapshotSetOnly = "add-to-snapshot-set-only", Reading, "desktop-src/VSS/the-shadow-copy-creation-process",
            "Only AddToSnapshotSet asks hardware providers.";
        AllProviders = "all-providers", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "All registered providers are asked, whoever claims the volume.";
    }
    several_hardware_providers: SeveralHardwareProviders = "C2-020",
        "Which of several hardware providers that support a volume gets it?" {
        default FirstRegistered = "first-registered", Reading, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "The first in the order of registration.";
        LastRegistered = "last-registered", Reading, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "The last in that order.";
    }
    passed_over: PassedOver = "C2-021",
        "Is a kind of provider passed over because another kind is there, or because another supports the volume?" {
        default BySupport = "by-support", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "Of those that support the volume, hardware comes before software before the system provider.";
        ByPresence = "by-presence", Documented, "desktop-src/VSS/selecting-providers",
            "Software providers serve only where no hardware provider is there.";
    }
    begin_prepare_failures: BeginPrepareFailures = "C2-022",
        "What does a failure of BeginPrepareSnapshot do to the set?" {
        default VolumeNotAdded = "volume-not-added", Reading, "desktop-src/VSS/the-shadow-copy-creation-process",
            "AddToSnapshotSet returns the code, the volume is not in the set, and the set can be used.";
        SetFails = "set-fails", Documented, "desktop-src/VSS/error-handling-in-shadow-copy-providers",
            "The creation of the whole set fails.";
    }
    provider_processes: ProviderProcesses = "C2-029",
        "Does a provider run in the service's process or in one of its own?" {
        default OutOfProcess = "out-of-process", Documented, "desktop-src/VSS/required-behaviors-for-shadow-copy-providers",
            "It is an out-of-process COM server; a DLL has a process that hosts it.";
        InProcess = "in-process", Documented, "desktop-src/VSS/providers",
            "It is a DLL in the process of the service.";
    }
    calls_of_a_break: CallsOfABreak = "C2-055",
        "Which calls do providers get when a set is broken or deleted?" {
        default EmptyOnDeleteChangeOnBreak = "empty-on-delete-change-on-break", Reading, "nf-vsprov-ivsshardwaresnapshotprovider-onlunempty",
            "Deletion: FillInLunInfo and OnLunEmpty for each LUN without a further copy. Break: OnLunStateChange where flags mask or make writable, else nothing.";
        TheSameForBoth = "the-same-for-both", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "FillInLunInfo and OnLunEmpty for both.";
    }
    use_of_ntfs: UseOfNtfs = "C2-093",
        "For what is NTFS needed?" {
        default Both = "both", Documented, "desktop-src/VSS/providers",
            "The system has one for storage, and the source of a persistent copy is one.";
        OneVolume = "one-volume", Documented, "desktop-src/VSS/providers",
            "One NTFS volume on the system is enough.";
        PersistentCopies = "persistent-copies", Documented, "desktop-src/VSS/shadow-copy-context-configurations",
            "Persistent copies can be made of NTFS volumes alone.";
    }
    dynamic_disks: DynamicDisks = "C2-030",
        "Must hardware shadow copies of dynamic disks be transportable?" {
        default BeforeServer2008 = "before-server-2008", Documented,
            "desktop-src/VSS/required-behaviors-for-shadow-copy-providers",
            "Only before Windows Server 2008.";
        Always = "always", Documented, "desktop-src/VSS/providers",
            "Yes, and they are imported on a second system.";
    }
    aborted_until: AbortedUntil = "C2-025",
        "Until when can AbortSnapshots come, and what happens to a set that is given up later?" {
        default UntilPostFinalCommit = "until-post-final-commit", Reading,
            "desktop-src/VSS/state-transitions-in-shadow-copy-providers",
            "Until PostFinalCommitSnapshots has returned; afterwards the set is deleted.";
        UntilCommitted = "until-committed", Documented,
            "desktop-src/VSS/state-transitions-in-shadow-copy-providers",
            "Until CommitSnapshots has returned; afterwards the shadow copies are deleted.";
    }
    aborted_later: AbortedLater = "C2-023",
        "Is AbortSnapshots called later when a creation fails before DoSnapshotSet?" {
        default NeverTold = "never-told", Documented,
            "desktop-src/VSS/state-transitions-in-shadow-copy-providers",
            "No: the provider finds out by the next BeginPrepareSnapshot.";
        CalledLater = "called-later", Documented,
            "desktop-src/VSS/state-transitions-in-shadow-copy-providers",
            "Yes, after the next EndPrepareSnapshots.";
    }
}
