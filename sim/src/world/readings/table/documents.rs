//! Questions about the two documents: who may read and write them, and when.

super::readings! {
    documents: DocumentReadings, "The readings about the two documents: who may read and write them, and when.";

    unique_names: UniqueNames = "C-004",
        "Among which components has what to be unique?" {
        default PathAndNamePerClass = "path-and-name-per-class", Documented,
            "desktop-src/VSS/logical-pathing-of-components",
            "The pair of logical path and name, among the components of a writer class; a document refuses a second one.";
        NameAloneAndPathAlone = "name-alone-and-path-alone", Documented,
            "desktop-src/VSS/definition-of-components-by-writers",
            "A name, and likewise a logical path, stands once among all instances of the writer.";
        PathAndNameOnTheSystem = "path-and-name-on-the-system", Documented,
            "desktop-src/VSS/dependencies-between-components-managed-by-different-writers",
            "The pair of logical path and name, among all writers of the system.";
    }
    writable_in_backups: WritableInBackups = "C-026",
        "Until when can writers and requester change the Backup Components Document in a backup?" {
        default PostsnapshotAndComplete = "postsnapshot-and-complete", Documented,
            "desktop-src/VSS/backup-components-document-life-cycle",
            "Writers until the end of PostSnapshot, the requester until it calls BackupComplete.";
        BothUntilShutdown = "both-until-shutdown", Documented,
            "desktop-src/VSS/working-with-the-backup-components-document",
            "Both until BackupComplete or BackupShutdown is raised.";
    }
    writable_in_restores: WritableInRestores = "C-027",
        "Until when can it be changed in a restore?" {
        default WritersThroughPostrestore = "writers-through-postrestore", Documented,
            "desktop-src/VSS/backup-components-document-life-cycle",
            "By writers until OnPostRestore returns, by the requester until it calls PostRestore.";
        BothUntilPostrestoreBegins = "both-until-postrestore-begins", Documented,
            "desktop-src/VSS/working-with-the-backup-components-document",
            "By anyone until PostRestore is raised.";
    }
    events_with_components: EventsWithComponents = "C-028",
        "In which events can a writer reach its component entries?" {
        default NotPrepareForSnapshot = "not-prepare-for-snapshot", Documented,
            "desktop-src/VSS/backup-components-document-life-cycle", "The same without PrepareForSnapshot.";
        AlsoPrepareForSnapshot = "also-prepare-for-snapshot", Documented,
            "desktop-src/VSS/backup-components-document-contents",
            "PrepareForBackup, PrepareForSnapshot, PostSnapshot, BackupComplete, PreRestore and PostRestore.";
    }
    ranges_file_references: RangesFileReferences = "C-034",
        "How does a ranges string name a ranges file?" {
        default PrefixWrittenBothRead = "prefix-written-both-read", Reading,
            "desktop-src/VSS/requestor-role-in-backing-up-complex-stores",
            "File= and the path is written; a bare path, and blanks after the sign, are read too.";
        BarePath = "bare-path", Documented, "desktop-src/VSS/working-with-partial-files",
            "By the full path alone.";
        FilePrefix = "file-prefix", Documented, "desktop-src/VSS/requestor-role-in-backing-up-complex-stores",
            "By File= and the full path, and a bare path is no ranges string.";
    }
    saved_from: SavedFrom = "C-050",
        "When can the Backup Components Document be saved?" {
        default AfterPrepareForBackup = "after-prepare-for-backup", Documented,
            "nf-vsbackup-ivssbackupcomponents-saveasxml",
            "Once PrepareForBackup was called and until the release; after BackupComplete is advised, and what a save before SetBackupSucceeded lacks is reported.";
        AfterBackupComplete = "after-backup-complete", Documented,
            "desktop-src/VSS/overview-of-actual-backup-of-files",
            "After BackupComplete and the status that follows it, and not before.";
        AfterDoSnapshotSet = "after-do-snapshot-set", Documented,
            "desktop-src/VSS/overview-of-actual-backup-of-files", "Not before DoSnapshotSet has ended.";
    }
    components_in_documents: ComponentsInDocuments = "C-052",
        "Must a writer's document have a component?" {
        default Optional = "optional", Captured, "desktop-src/VSS/writer-metadata-document-life-cycle",
            "No: captured documents of two Windows writers have none.";
        AtLeastOne = "at-least-one", Documented, "desktop-src/VSS/overview-of-backup-initialization",
            "Yes, if the writer takes part.";
    }
    readers_of_the_state: ReadersOfTheState = "C-055",
        "Who can read the state that is kept in the Backup Components Document?" {
        default PerComponentByBoth = "per-component-by-both", Documented,
            "desktop-src/VSS/backup-components-document-contents",
            "Writers and requesters read what belongs to a component; types and modes of the whole operation are for writers alone.";
        WritersOnly = "writers-only", Documented, "desktop-src/VSS/backup-components-document-contents",
            "Writers alone.";
    }
    stored_backup_state: StoredBackupState = "C-056",
        "Is the backup state part of the Backup Components Document?" {
        default Stored = "stored", Captured, "desktop-src/VSS/backup-components-document-contents",
            "Yes: captured documents carry it as attributes of the root, and writers ask for it; a requester has no getter.";
        NotStored = "not-stored", Documented, "desktop-src/VSS/vss-backup-state",
            "No: a requester has to keep it itself.";
    }
    setters_of_writers: SettersOfWriters = "C-057",
        "Which values of its components can a writer set?" {
        default AllSetters = "all-setters", Documented,
            "desktop-src/VSS/selectability-and-working-with-component-properties",
            "These, and partial files, differenced files and directed targets.";
        ShortList = "short-list", Documented, "desktop-src/VSS/backup-components-document-contents",
            "Restore target, metadata, stamp and failure messages.";
    }
    backup_types: BackupTypes = "C-083",
        "Which backup types are there?" {
        default Five = "five", Captured, "desktop-src/VSS/vss-backup-state",
            "Full, incremental, differential, log and copy; a writer's log shows a copy backup.";
        Three = "three", Documented, "desktop-src/VSS/backup-components-document-contents",
            "Full, incremental and differential, and one peculiar to VSS.";
    }
    stamp_events: StampEvents = "C-098",
        "In which event may a writer set its backup stamp?" {
        default Either = "either", Documented, "desktop-src/VSS/overview-of-pre-backup-tasks", "In both.";
        PrepareForBackup = "prepare-for-backup", Documented, "desktop-src/VSS/overview-of-pre-backup-tasks",
            "In PrepareForBackup.";
        PostsnapshotUnlessNoCopy = "postsnapshot-unless-no-copy", Documented,
            "desktop-src/VSS/writer-role-in-backing-up-complex-stores",
            "In PostSnapshot; in PrepareForBackup only where no shadow copy is made.";
    }
    previous_stamps: PreviousStamps = "C2-089",
        "Is the previous stamp for a backup or for a restore?" {
        default BackupOnly = "backup-only", Documented,
            "desktop-src/VSS/restoring-incremental-and-differential-backups",
            "For a backup: it is set before PrepareForBackup and never in a restore, where a writer can only read what the stored document has.";
        RestoreOnly = "restore-only", Documented, "desktop-src/VSS/writer-backup-schema-support",
            "For a restore: the writer reads it there.";
        Both = "both", Documented, "desktop-src/VSS/restoring-incremental-and-differential-backups",
            "For both: it is set before PrepareForBackup, and before PreRestore.";
    }
    included_files: IncludedFiles = "C-053",
        "Is there a list of included files for a whole writer?" {
        default None = "none", Documented, "desktop-src/VSS/writer-metadata-document-contents",
            "No: a writer as a whole has excluded files and alternate locations only.";
        IncludeList = "include-list", Documented, "desktop-src/VSS/writer-metadata-document-contents",
            "Yes, beside the list of excluded ones.";
    }
}
