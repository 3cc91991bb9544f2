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
}
