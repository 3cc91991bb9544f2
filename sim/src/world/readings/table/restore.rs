//! Questions about restores.

super::readings! {
    restore: RestoreReadings, "The readings about restores.";

    told_of_post_restore: ToldOfPostRestore = "C-076",
        "Which writers get PostRestore?" {
        default Selected = "with-a-selected-component", Documented,
            "desktop-src/VSS/overview-of-preparing-for-restore",
            "Those that have a component selected for restore.";
        All = "all", Documented, "desktop-src/VSS/requestor-role-in-backing-up-complex-stores", "All.";
    }
    shutdown_after_restore: ShutdownAfterRestore = "C-048",
        "Does releasing the object at the end of a restore raise BackupShutdown?" {
        default NotRaised = "no", Documented, "desktop-src/VSS/overview-of-restore-clean-up-and-termination",
            "No: that table has no event.";
        Raised = "yes", Documented, "desktop-src/VSS/backup-components-document-life-cycle",
            "Yes, as with every object that is released.";
    }
    late_restore_calls: LateRestoreCalls = "C-024",
        "When in a restore may SetAdditionalRestores and AddNewTarget be called?" {
        default AdditionalRestoresLater = "additional-restores-later", Reading,
            "desktop-src/VSS/overview-of-actual-file-restoration",
            "AddNewTarget before PreRestore alone; SetAdditionalRestores also later, until PostRestore, with a finding.";
        BothBeforePreRestore = "both-before-prerestore", Documented,
            "nf-vsbackup-ivssbackupcomponents-setadditionalrestores", "Both before PreRestore alone.";
        BothUntilPostRestore = "both-until-postrestore", Documented,
            "desktop-src/VSS/working-with-new-targets-during-restore",
            "Both also while files are restored, until PostRestore.";
    }
    subcomponents_of_unselected: SubcomponentsOfUnselected = "C-013",
        "Must the ancestor be selected before one of its subcomponents is added to a restore?" {
        default AncestorFirst = "ancestor-first", Documented,
            "nf-vsbackup-ivssbackupcomponents-addrestoresubcomponent",
            "Yes: SetSelectedForRestore on the nearest ancestor with an entry, then AddRestoreSubcomponent.";
        Independent = "independent", Documented, "desktop-src/VSS/definition-of-components-by-writers",
            "No: a subcomponent can be included whatever is done with its ancestors.";
    }
    restore_to_alternate: RestoreToAlternate = "C-039",
        "With VSS_RME_RESTORE_TO_ALTERNATE_LOCATION, is a file restored over one that is there and can be written?" {
        default Replaced = "replaced", Documented, "desktop-src/VSS/setting-vss-restore-methods",
            "Yes: what counts is that the destination can be written or made.";
        Kept = "kept", Documented, "desktop-src/VSS/setting-vss-restore-methods",
            "No: it amounts to restoring only where nothing is there.";
    }
    mixed_sets: MixedSets = "C-040",
        "What do the replacing methods do where some files of a set are there and others are not?" {
        default EachByItsFigure = "each-by-its-figure", Documented, "desktop-src/VSS/setting-vss-restore-methods",
            "VSS_RME_RESTORE_IF_CAN_REPLACE restores; VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE defers the mixture.";
        FileByFile = "file-by-file", Reading, "desktop-src/VSS/setting-vss-restore-methods",
            "Both look at each file: replaceable or absent is enough.";
        AllOrNone = "all-or-none", Reading, "desktop-src/VSS/setting-vss-restore-methods",
            "Both want all there or all absent.";
    }
    service_after_failure: ServiceAfterFailure = "C-043",
        "Is the service started again when the restore fails after it was stopped?" {
        default StartedAgain = "started-again", Documented,
            "desktop-src/VSS/stopping-services-for-restore-by-requestors", "Yes, whenever the requester stopped it.";
        LeftStopped = "left-stopped", Documented, "desktop-src/VSS/setting-vss-restore-methods",
            "No: the failing branches of the figure lead nowhere.";
    }
    restore_participants: RestoreParticipants = "C-082",
        "Which call makes a writer take part in a restore?" {
        default SelectOnly = "select-only", Documented, "desktop-src/VSS/restores-without-writer-participation",
            "SetSelectedForRestore.";
        SelectOrSubcomponent = "select-or-subcomponent", Documented,
            "desktop-src/VSS/overview-of-preparing-for-restore",
            "SetSelectedForRestore or AddRestoreSubcomponent.";
    }
    selectable_entries: SelectableEntries = "C-012",
        "Does selectability for restore count for a component that was added to the backup itself?" {
        default EntrySuffices = "entry-suffices", Documented,
            "desktop-src/VSS/working-with-selectability-for-restore-and-subcomponents",
            "No: whatever has an entry can be selected.";
        FlagDecides = "flag-decides", Documented, "desktop-src/VSS/backup-components-document-life-cycle",
            "Yes: in a restore this flag takes the place of selectability for backup.";
    }
    entries_before_pre_restore: EntriesBeforePreRestore = "C-022",
        "May a requester read component entries before PreRestore has ended?" {
        default AnyTime = "any-time", Documented, "desktop-src/VSS/overview-of-preparing-for-restore",
            "Yes: they are how components are chosen; what was read is read anew after PreRestore.";
        AfterPrerestoreOnly = "after-prerestore-only", Documented,
            "desktop-src/VSS/use-of-components-by-the-requestor",
            "No: GetComponent and GetComponentCount serve only afterwards.";
    }
    abort_in_restores: AbortInRestores = "C-031",
        "Are there Abort events in a restore?" {
        default BackupsOnly = "backups-only", Documented, "desktop-src/VSS/aborting-vss-operations", "No.";
        RestoresToo = "restores-too", Documented, "desktop-src/VSS/vssgloss-a",
            "Yes: the glossary speaks of backup or restore.";
    }
    targets_of_writers: TargetsOfWriters = "C-038",
        "Which restore targets may a writer set?" {
        default DirectedToo = "directed-too", Documented, "desktop-src/VSS/working-with-directed-targets",
            "These and VSS_RT_DIRECTED.";
        OriginalAndAlternate = "original-and-alternate", Documented,
            "desktop-src/VSS/setting-vss-restore-targets", "VSS_RT_ORIGINAL and VSS_RT_ALTERNATE.";
    }
    restore_stop_start: RestoreStopStart = "C-041",
        "Is VSS_RME_RESTORE_STOP_START a method, and when is the service stopped?" {
        default RestoreThenStopStart = "restore-then-stop-start", Documented,
            "desktop-src/VSS/stopping-services-for-restore-by-requestors",
            "Yes: files are restored first, then the service is stopped and started.";
        NotAMethod = "not-a-method", Documented, "desktop-src/VSS/setting-vss-restore-methods",
            "No: it is not in the list of valid methods.";
        StopFirst = "stop-first", Reading, "desktop-src/VSS/stopping-services-for-restore-by-requestors",
            "Yes, and it is like VSS_RME_STOP_RESTORE_START.";
    }
    restore_options_for: RestoreOptionsFor = "C-070",
        "For which components may SetRestoreOptions be called?" {
        default AnyEntry = "any-entry", Documented, "desktop-src/VSS/setting-vss-restore-options",
            "For every component that has an entry.";
        SelectableForBackup = "selectable-for-backup", Documented,
            "desktop-src/VSS/setting-vss-restore-options", "For those alone that are selectable for backup.";
    }
    selected_answers_for: SelectedAnswersFor = "C-081",
        "For which components does IsSelectedForRestore answer?" {
        default AnyEntry = "any-entry", Documented, "desktop-src/VSS/overview-of-preparing-for-restore",
            "All that have an entry.";
        SetDefiners = "set-definers", Documented, "desktop-src/VSS/backup-components-document-contents",
            "Those that are selectable for backup and define a set.";
    }
    subcomponent_places: SubcomponentPlaces = "C-086",
        "In which form does AddRestoreSubcomponent name the subcomponent's place?" {
        default FullPath = "full-path", Documented,
            "desktop-src/VSS/working-with-selectability-for-restore-and-subcomponents",
            "By its whole logical path, as in the writer's document.";
        RelativeToAncestor = "relative-to-ancestor", Documented,
            "desktop-src/VSS/setting-vss-restore-options",
            "By the path below the ancestor, as restore option strings do.";
    }
    several_subcomponents: SeveralSubcomponents = "C-018",
        "What do several additions of subcomponents to one ancestor restore?" {
        default Union = "union", Documented,
            "desktop-src/VSS/working-with-selectability-for-restore-and-subcomponents",
            "All that were added, with what lies below each.";
        LastOne = "last-one", Reading,
            "desktop-src/VSS/working-with-selectability-for-restore-and-subcomponents",
            "What the last call names.";
    }
    directed_targets_without: DirectedTargetsWithout = "C-100",
        "Does AddDirectedTarget depend on what the requester supports?" {
        default ReportedWithoutPartialFiles = "reported-without-partial-files", Reading,
            "desktop-src/VSS/working-with-directed-targets",
            "The call succeeds, but it is reported where partial file support was off in the backup state.";
        Unconditional = "unconditional", Reading, "desktop-src/VSS/working-with-directed-targets",
            "No: no query tells of it, and every use is right.";
        RefusedWithoutPartialFiles = "refused-without-partial-files", Reading,
            "desktop-src/VSS/working-with-directed-targets", "It fails where partial file support was off.";
    }
    required_in_restores: RequiredInRestores = "C-014",
        "Must the components that every backup of the writer holds be selected in every restore of it?" {
        default Reported = "reported", Documented, "desktop-src/VSS/backup-components-document-contents",
            "Yes: leaving one out is reported, though every call succeeds and nothing more is restored.";
        Free = "free", Documented, "desktop-src/VSS/working-with-selectability-for-restore-and-subcomponents",
            "No: every component with an entry is selected by itself.";
        Implicit = "implicit", Documented, "desktop-src/VSS/use-of-components-by-the-requestor",
            "They need not be selected, as they count as selected.";
    }
    mapped_file_sets: MappedFileSets = "C-074",
        "Do alternate location mappings match the file sets of databases?" {
        default AllFileSets = "all-file-sets", Documented,
            "desktop-src/VSS/working-with-alternate-locations-during-restore",
            "Yes: files of AddDatabaseFiles and AddDatabaseLogFiles too.";
        FileGroupsOnly = "file-groups-only", Documented,
            "desktop-src/VSS/working-with-alternate-locations-during-restore",
            "No: only what GetFile lists is searched.";
    }
    below_subcomponents: BelowSubcomponents = "C-016",
        "Is what lies below a subcomponent restored when that subcomponent is added to a restore?" {
        default WithDescendants = "with-descendants", Documented,
            "desktop-src/VSS/use-of-components-by-the-requestor",
            "Yes: in a restore it defines a set of its own.";
        ItselfAlone = "itself-alone", Documented,
            "desktop-src/VSS/working-with-selectability-for-restore-and-subcomponents",
            "No: nothing else of the set is restored.";
    }
    files_of_ancestors: FilesOfAncestors = "C-017",
        "Are the own files of the selected ancestor restored when one of its subcomponents is added?" {
        default LeftOut = "left-out", Documented,
            "desktop-src/VSS/working-with-selectability-for-restore-and-subcomponents",
            "No: only the subcomponent is, and the ancestor's selection merely carries it.";
        Restored = "restored", Reading,
            "desktop-src/VSS/working-with-selectability-for-restore-and-subcomponents",
            "Yes: the ancestor was selected, so its own files are restored too.";
    }
    never_selected: NeverSelected = "C-015",
        "When is a component restored that has no entry, is not selectable for restore and has no ancestor that is?" {
        default WithItsAncestor = "with-its-ancestor", Documented,
            "desktop-src/VSS/working-with-selectability-for-restore-and-subcomponents",
            "When the explicitly included ancestor is restored.";
        WheneverTheWriterIs = "whenever-the-writer-is", Documented,
            "desktop-src/VSS/use-of-components-by-the-requestor",
            "It counts as selected, without a condition.";
    }
    service_restart: ServiceRestart = "C-042",
        "When is a service that was stopped for a restore started again?" {
        default BeforePostRestore = "before-postrestore", Documented,
            "desktop-src/VSS/setting-vss-restore-methods",
            "After the copying and before PostRestore.";
        AfterPostRestore = "after-postrestore", Documented,
            "desktop-src/VSS/stopping-services-for-restore-by-requestors",
            "When the restore operation is over.";
    }
    decided_together: DecidedTogether = "C-071",
        "For which files together is a restore method decided?" {
        default ComponentSet = "component-set", Documented, "desktop-src/VSS/setting-vss-restore-methods",
            "Those of a component set, by the one method of the writer.";
        Component = "component", Documented, "desktop-src/VSS/setting-vss-restore-methods",
            "Those of one component.";
        FileOrWriter = "file-or-writer", Documented, "desktop-src/VSS/setting-vss-restore-methods",
            "File by file for VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE, the whole writer for VSS_RME_RESTORE_AT_REBOOT.";
        WholeWriter = "whole-writer", Reading, "desktop-src/VSS/generating-a-restore-set",
            "All files of the writer, as the method is the writer's.";
    }
    destination_tests: DestinationTests = "C-089",
        "Are the destinations of every restore method tested after PreRestore?" {
        default AllAfterPreRestore = "all-after-prerestore", Documented,
            "desktop-src/VSS/setting-vss-restore-methods", "Yes, all.";
        WhereTheFootnoteStands = "where-the-footnote-stands", Documented,
            "desktop-src/VSS/setting-vss-restore-methods", "Only where the figure has the footnote.";
    }
}
