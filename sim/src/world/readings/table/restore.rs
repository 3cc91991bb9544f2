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
}
