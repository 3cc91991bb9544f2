//! Questions about files and chains of backups.

super::readings! {
    files: FileReadings, "The readings about files and chains of backups.";

    incremental_base: IncrementalBase = "C-047",
        "Since which backup does an incremental one hold the changes?" {
        default FullOrIncremental = "full-or-incremental", Documented, "desktop-src/VSS/vss-backup-state",
            "The last full or incremental one.";
        DifferentialToo = "differential-too", Documented, "desktop-src/VSS/vssgloss-i",
            "The last full, incremental or differential one.";
    }
    log_backups: LogBackups = "C-044",
        "Which files belong to a log backup?" {
        default LogsAndLogMasks = "logs-and-log-masks", Reading,
            "desktop-src/VSS/requestor-role-in-backing-up-complex-stores",
            "Log files whose mask has the bit, and file sets whose mask was set to that bit alone.";
        LogFilesOnly = "log-files-only", Documented, "desktop-src/VSS/vss-backup-state",
            "Those added by AddDatabaseLogFiles.";
        ByTheMask = "by-the-mask", Documented, "desktop-src/VSS/requestor-role-in-backing-up-complex-stores",
            "Those of every file set whose mask has the bit of log backups.";
    }
    copy_backups: CopyBackups = "C-045",
        "Which bits of a file set's mask decide in a copy backup?" {
        default ThoseOfAFullBackup = "those-of-a-full-backup", Documented,
            "desktop-src/VSS/requestor-role-in-backing-up-complex-stores", "Those of a full backup.";
        None = "none", Reading, "desktop-src/VSS/requestor-role-in-backing-up-complex-stores",
            "None: every file set is copied.";
    }
    patterns_without_files: PatternsWithoutFiles = "C-065",
        "May a file specification with wildcards other than * match no file?" {
        default AnyWildcard = "any-wildcard", Reading, "desktop-src/VSS/definition-of-components-by-writers",
            "Yes: only a name without wildcards must be there.";
        StarOnly = "star-only", Documented, "desktop-src/VSS/definition-of-components-by-writers",
            "No: everything listed must exist but what * stands for.";
    }
    files_not_to_backup_entries: FilesNotToBackupEntries = "C-064",
        "What of FilesNotToBackup is data, and which entries are applied?" {
        default ValuesUnlessAWriterIsThere = "values-unless-a-writer-is-there", Reading,
            "desktop-src/VSS/generating-a-backup-set",
            "Each value is one entry; one with the name of a writer that is there is left to that writer, all others are applied.";
        Subkeys = "subkeys", Documented, "desktop-src/VSS/generating-a-backup-set",
            "Subkeys named after writers hold it.";
        ValuesAllApplied = "values-all-applied", Reading, "desktop-src/VSS/generating-a-backup-set",
            "Each value is one entry, and all are applied.";
    }
    partial_and_differenced: PartialAndDifferenced = "C2-090",
        "How is a file backed up that is both a partial and a differenced file?" {
        default AsDifferenced = "as-differenced", Documented,
            "desktop-src/VSS/requestor-role-in-vss-incremental-and-differential-backups",
            "As a differenced file, and it is reported.";
        ErrorReturned = "error-returned", Documented,
            "desktop-src/VSS/requestor-role-in-vss-incremental-and-differential-backups",
            "Not at all: it is an error of the writer, to be returned and logged.";
    }
    alternate_paths: AlternatePaths = "C-072",
        "Which folder is searched for files where an alternate path is given?" {
        default FoundAlternateJudgedDefault = "found-alternate-judged-default", Reading,
            "desktop-src/VSS/working-with-alternate-paths-during-backup",
            "The alternate path is searched, and each hit is taken back to the path for exclusion and restore.";
        AlternatePath = "alternate-path", Documented,
            "desktop-src/VSS/working-with-alternate-paths-during-backup",
            "The alternate path takes the place of the path for everything, exclusion too.";
        DefaultPath = "default-path", Documented, "desktop-src/VSS/generating-a-backup-set",
            "The path is searched and tested for exclusion, and only then it is chosen where to read.";
    }
    changed_between: ChangedBetween = "C2-082",
        "Is a file that changed between the last full and the last incremental backup in the next incremental or in the next differential one?" {
        default InTheDifferential = "in-the-differential", Documented, "desktop-src/VSS/writer-backup-schema-support",
            "In the differential one and not in the incremental one.";
        InTheIncremental = "in-the-incremental", Documented, "desktop-src/VSS/requestor-role-in-vss-incremental-and-differential-backups",
            "In the incremental one and not in the differential one.";
    }
    unsupported_types: UnsupportedTypes = "C-046",
        "What is done of a writer that does not support the type of the backup?" {
        default Full = "full", Documented, "desktop-src/VSS/writer-role-in-backing-up-complex-stores",
            "A full backup, whatever the type, though a copy truncates no logs.";
        FullForTwoTypes = "full-for-two-types", Documented, "desktop-src/VSS/requestor-role-in-backing-up-complex-stores",
            "A full backup in place of an incremental or differential one; of log and copy nothing is said.";
        AsTheRequesterLikes = "as-the-requester-likes", Documented, "desktop-src/VSS/requestor-role-in-vss-incremental-and-differential-backups",
            "Nothing, everything, or what the requester can do by itself.";
    }
    empty_folders: EmptyFolders = "C-091",
        "Are folders of a recursive file set made again where exclusion leaves nothing in them?" {
        default AllFolders = "all-folders", Documented, "desktop-src/VSS/definition-of-components-by-writers",
            "Yes: all folders of the file set, also empty ones.";
        FoldersWithFiles = "folders-with-files", Reading, "desktop-src/VSS/writer-metadata-document-contents",
            "Only those that hold a file that was not excluded.";
    }
    reparse_points: ReparsePoints = "C2-092",
        "Are reparse points and mounted folders followed?" {
        default OnTheLiveVolume = "on-the-live-volume", Reading,
            "desktop-src/VSS/working-with-reparse-and-mount-points",
            "On the live volumes, but for compatibility junctions; what lies behind is read from the copy of its own volume.";
        Followed = "followed", Documented, "desktop-src/VSS/working-with-reparse-and-mount-points", "Yes.";
        JunctionsNot = "junctions-not", Documented, "desktop-src/VSS/junction-points",
            "Not where they are junctions for compatibility.";
        NotOnTheCopy = "not-on-the-copy", Documented,
            "desktop-src/VSS/overview-of-the-backup-discovery-phase",
            "They cannot be followed on the shadow copy.";
    }
    file_transactions: FileTransactions = "C2-045",
        "When are transactions of the file system rolled back on a shadow copy?" {
        default WithAutoRecovery = "with-auto-recovery", Reading,
            "desktop-src/VSS/working-with-file-system-and-security-features",
            "With auto-recovery, and where VSS_VOLSNAP_ATTR_TXF_RECOVERY forces it; by the system provider alone.";
        Always = "always", Documented, "desktop-src/VSS/working-with-file-system-and-security-features",
            "Always, when the copy is mounted by the system provider.";
        OnlyIfForced = "only-if-forced", Reading, "desktop-src/VSS/vshadow-tool-and-sample",
            "Only where VSS_VOLSNAP_ATTR_TXF_RECOVERY is set.";
    }
}
