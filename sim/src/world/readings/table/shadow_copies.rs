//! Questions about shadow copies that exist.

super::readings! {
    shadow_copies: ShadowCopyReadings, "The readings about shadow copies that exist.";

    shadow_copies_of_a_volume: ShadowCopiesOfAVolume = "C2-014",
        "Is the number of shadow copies of a volume limited?" {
        default LimitOfTheProvider = "limit-of-the-provider", Documented,
            "desktop-src/VSS/shadow-copy-creation-for-providers",
            "VSS sets none; the software and system providers allow 512 for a volume, hardware providers their own number.";
        FiveHundredAndTwelve = "512", Documented, "desktop-src/VSS/usage-conventions",
            "Yes: 512 shadow copies of software, 64 by default for shared folders.";
        Unlimited = "unlimited", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "No.";
    }
    software_break: SoftwareBreak = "C2-057",
        "What does a break of a software provider's set do?" {
        default ProviderVeto = "provider-veto", Documented, "nf-vsbackup-ivssbackupcomponents-breaksnapshotset",
            "VSS_E_PROVIDER_VETO, and the set stays as it is.";
        Nothing = "nothing", Reading, "desktop-src/VSS/breaking-shadow-copies",
            "It succeeds and changes nothing, as it has no meaning.";
    }
    exposable_as_share: ExposableAsShare = "C2-060",
        "Which shadow copies can be exposed?" {
        default NotCopiesForClients = "not-copies-for-clients", Documented, "desktop-src/VSS/vshadow-tool-and-sample",
            "Locally those of VSS_CTX_NAS_ROLLBACK and VSS_CTX_APP_ROLLBACK; as a share all but copies for clients.";
        AnyCopy = "any-copy-as-a-share", Documented, "desktop-src/VSS/exposing-and-surfacing-shadow-copied-volumes",
            "Locally those two; as a share any.";
    }
    unexpose_share: UnexposeShare = "C2-061",
        "Does UnexposeSnapshot end an exposure as a share too?" {
        default Both = "both", Documented, "nf-vsbackup-ivssbackupcomponentsex2-unexposesnapshot",
            "Yes, both.";
        LocalOnly = "local-only", Reading, "desktop-src/VSS/exposing-and-surfacing-shadow-copied-volumes",
            "No: it is named for local exposure.";
    }
    importable: ImportableSets = "C2-049",
        "Which Backup Components Documents can be imported?" {
        default TransportableOnly = "transportable-only", Reading, "desktop-src/VSS/vshadow-tool-and-sample",
            "Those of transportable sets; in a restore both serve.";
        All = "all", Documented, "desktop-src/VSS/vshadow-tool-and-sample",
            "Those of transportable sets and those of others.";
    }
    second_import: SecondImport = "C2-051",
        "Can a set be imported again, or on the system that made it?" {
        default OnceAnywhere = "once-anywhere", Reading, "desktop-src/VSS/the-shadow-copy-creation-process",
            "Once, on any system; a second import gives VSS_E_BAD_STATE.";
        OnceElsewhere = "once-elsewhere", Documented,
            "desktop-src/VSS/required-behaviors-for-shadow-copy-providers",
            "Once, and not on the system that made it.";
        AgainAfterRelease = "again-after-release", Reading, "desktop-src/VSS/the-shadow-copy-creation-process",
            "Again, once the importing object is released.";
    }
    failed_import: FailedImport = "C2-052",
        "What is the state of the LUNs after an import has failed?" {
        default KeptAndImportable = "kept-and-importable", Reading,
            "desktop-src/VSS/importing-transportable-shadow-copied-volumes",
            "They stay where LocateLuns has put them, and the set can be imported until a volume of it was mounted.";
        UsedUp = "used-up", Reading, "desktop-src/VSS/importing-transportable-shadow-copied-volumes",
            "They stay, and the set cannot be imported any more.";
    }
    writable_copies: WritableCopies = "C-097",
        "Can anybody write to a shadow copy?" {
        default WritersInPostsnapshot = "writers-in-postsnapshot", Documented, "desktop-src/VSS/vssgloss-a",
            "Writers can, in PostSnapshot with auto-recovery; then it is read-only for good.";
        ReadOnly = "read-only", Documented, "desktop-src/VSS/vssgloss-s",
            "No: it is a read-only image from the start.";
        ReadWriteLun = "read-write-lun", Documented,
            "desktop-src/VSS/required-behaviors-for-shadow-copy-providers",
            "The LUN of a hardware provider is read/write, whatever holds for the volumes on it.";
    }
    recovered_copies: RecoveredCopies = "C2-043",
        "When is a shadow copy recovered by its writers?" {
        default WhereAnyoneAsks = "where-anyone-asks", Reading,
            "desktop-src/VSS/excluding-files-from-shadow-copies",
            "Where either asks or files are to be left out of the copy, unless VSS_VOLSNAP_ATTR_NO_AUTORECOVERY is set; never for a transportable set.";
        WhereAWriterAsks = "where-a-writer-asks", Documented,
            "desktop-src/VSS/what-s-new-in-vss-in-windows-server-2003-sp1",
            "In a backup, where a component has VSS_CF_BACKUP_RECOVERY.";
        WhereTheRequesterAsks = "where-the-requester-asks", Documented,
            "desktop-src/VSS/what-s-new-in-vss-in-windows-server-2003-sp1",
            "Where the context has VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY.";
    }
    files_not_to_snapshot_in: FilesNotToSnapshotIn = "C2-046",
        "Does FilesNotToSnapshot act in creations without writers?" {
        default WithWritersAndRecovery = "with-writers-and-recovery", Reading,
            "desktop-src/VSS/excluding-files-from-shadow-copies",
            "No: it is a writer's work, and needs auto-recovery.";
        ByTool = "by-tool", Documented, "desktop-src/VSS/excluding-files-from-shadow-copies",
            "By the tool: not for Previous Versions, shared folders and vssadmin, yes for DiskShadow.";
        EveryCreation = "every-creation", Reading, "desktop-src/VSS/excluding-files-from-shadow-copies",
            "It acts in each.";
    }
    copies_deleted_on_release: CopiesDeletedOnRelease = "C-049",
        "Which shadow copies does the release of the object delete?" {
        default AutoReleaseOnly = "auto-release-only", Documented, "desktop-src/VSS/backup-components-document-life-cycle",
            "Those of a context that releases by itself; persistent ones stay.";
        All = "all", Documented, "desktop-src/VSS/overview-of-backup-termination",
            "All that it made.";
    }
    transportable_exposed: TransportableExposed = "C-077",
        "Can a transportable shadow copy be surfaced and exposed?" {
        default AfterImport = "after-import", Documented, "desktop-src/VSS/vssgloss-t",
            "Not before it is imported, afterwards like another.";
        Never = "never", Documented, "desktop-src/VSS/vssgloss-s",
            "No.";
    }
    client_accessible_writers: ClientAccessibleWriters = "C2-037",
        "Is a shadow copy of VSS_CTX_CLIENT_ACCESSIBLE_WRITERS persistent?" {
        default Persistent = "persistent", Documented, "ne-vss-vss_snapshot_context",
            "Yes, as its value has the attributes for persistence and for no automatic release.";
        NotListed = "not-listed", Reading, "desktop-src/VSS/shadow-copy-context-configurations",
            "No: neither list of the page on contexts has it as persistent.";
    }
    recovery_and_transport: RecoveryAndTransport = "C2-044",
        "What happens if recovery for rollback and transport are asked for together?" {
        default Refused = "refused", Reading, "desktop-src/VSS/what-s-new-in-vss-in-windows-server-2003-sp1",
            "SetContext gives E_INVALIDARG; where a writer asks for recovery, the set is made without it, which is reported.";
        Ignored = "ignored", Reading, "desktop-src/VSS/what-s-new-in-vss-in-windows-server-2003-sp1",
            "SetContext succeeds and the set is made without recovery.";
    }
    break_before_import: BreakBeforeImport = "C2-059",
        "Can a set be broken before it is imported?" {
        default ImportFirst = "import-first", Documented, "desktop-src/VSS/breaking-shadow-copies",
            "No; a set that is not transportable is imported within DoSnapshotSet.";
        BreakWithoutImport = "break-without-import", Documented, "desktop-src/VSS/shadow-copy-creation-for-providers",
            "Yes: the figure draws the break of a set that imports itself without an import.";
    }
    context_all: ContextAll = "C2-062",
        "Which operations on existing shadow copies go with VSS_CTX_ALL?" {
        default AdministrativeOnes = "administrative-ones", Reading, "desktop-src/VSS/shadow-copy-context-configurations",
            "These, GetSnapshotProperties, UnexposeSnapshot, QueryRevertStatus and RevertToSnapshot, but no import.";
        TheFour = "the-four", Documented, "desktop-src/VSS/shadow-copy-context-configurations",
            "Query, DeleteSnapshots, BreakSnapshotSet and ExposeSnapshot alone.";
    }
    reverting_systems: RevertingSystems = "C2-063",
        "On which systems is there a revert to a shadow copy?" {
        default ServersSince2003 = "servers-since-2003", Documented, "desktop-src/VSS/summary-of-vss-api-changes-in-the-current-release",
            "On every server system from Windows Server 2003 on.";
        NotOn2003And2008 = "not-on-2003-and-2008", Documented, "desktop-src/VSS/vshadow-tool-and-sample",
            "Not on Windows Server 2003 and 2008.";
    }
    device_names: DeviceNames = "C2-091",
        "Does the name of a device object end with a backslash?" {
        default NoTrailingBackslash = "no-trailing-backslash", Documented, "desktop-src/VSS/requestor-access-to-shadow-copied-data",
            "No: one is put between it and the path.";
        TrailingBackslash = "trailing-backslash", Reading, "desktop-src/VSS/requestor-access-to-shadow-copied-data",
            "Yes: a path is appended as it is.";
    }
    kept_for_import: KeptForImport = "C2-050",
        "Until when must the object that made a transportable set that is not persistent be kept?" {
        default UntilImported = "until-imported", Documented, "desktop-src/VSS/vshadow-tool-and-sample",
            "Until the import: its release deletes the set before, and afterwards the importing object owns it.";
        UntilSaved = "until-saved", Documented,
            "desktop-src/VSS/importing-transportable-shadow-copied-volumes",
            "Until the document is saved, where no backup is made.";
    }
    written_after_a_break: WrittenAfterABreak = "C2-058",
        "Can the volumes of a broken set be written to?" {
        default ByFlagOrLater = "by-flag-or-later", Documented, "desktop-src/VSS/breaking-shadow-copies",
            "After BreakSnapshotSet not before the requester changes the LUNs; after BreakSnapshotSetEx as its flags say.";
        AtOnce = "at-once", Documented, "desktop-src/VSS/vshadow-tool-and-sample",
            "Yes, BreakSnapshotSet makes them writable.";
    }
}
