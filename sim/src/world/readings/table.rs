//! The questions that the model can be switched between. The default comes first; an id and a label are never used again
//! for anything else.

use super::super::reason::Basis;
use super::{Label, Question, Reading, UnknownReading};

macro_rules! readings {
    ($(
        $field:ident: $type:ident = $id:literal, $question:literal {
            default $first:ident = $first_label:literal, $first_basis:ident, $first_page:literal, $first_text:literal;
            $($variant:ident = $label:literal, $basis:ident, $page:literal, $text:literal;)*
        }
    )*) => {
        $(
            #[doc = $question]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
            pub enum $type {
                #[doc = $first_text]
                #[default]
                $first,
                $(
                    #[doc = $text]
                    $variant,
                )*
            }

            impl $type {
                /// The label of the reading.
                #[must_use]
                pub const fn label(self) -> &'static str {
                    match self {
                        Self::$first => $first_label,
                        $(Self::$variant => $label,)*
                    }
                }

                fn labelled(label: &str) -> Option<Self> {
                    match label {
                        $first_label => Some(Self::$first),
                        $($label => Some(Self::$variant),)*
                        _ => None,
                    }
                }
            }

            impl Question for $type {
                const BIT: u64 = 1 << Row::$type as u64;

                fn of(readings: &Readings) -> Self {
                    readings.$field
                }
            }
        )*

        /// The rows of the table, by number.
        #[derive(Clone, Copy)]
        enum Row {$($type,)*}

        /// Which readings a world follows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct Readings {$(
            #[doc = $question]
            pub $field: $type,
        )*}

        impl Readings {
            /// Every question.
            pub const TABLE: &'static [Reading] = &[$(Reading {
                id: $id,
                question: $question,
                labels: &[
                    Label {
                        label: $first_label,
                        text: $first_text,
                        basis: Basis::$first_basis,
                        page: $first_page,
                    },
                    $(Label { label: $label, text: $text, basis: Basis::$basis, page: $page },)*
                ],
                default: $first_label,
            },)*];

            /// Follows the reading of this label.
            ///
            /// # Errors
            /// There is no such question, or it has no such label. Nothing is changed.
            pub fn set(&mut self, id: &str, label: &str) -> Result<(), UnknownReading> {
                let row = Self::TABLE.iter().find(|row| row.id == id).ok_or(UnknownReading::Id)?;
                match id {
                    $($id => self.$field = $type::labelled(label).ok_or(UnknownReading::Label(row))?,)*
                    _ => return Err(UnknownReading::Id),
                }
                Ok(())
            }

            /// The label of the reading that is followed; `None` where there is no such question.
            #[must_use]
            pub fn label(&self, id: &str) -> Option<&'static str> {
                match id {
                    $($id => Some(self.$field.label()),)*
                    _ => None,
                }
            }
        }
    };
}

readings! {
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
    incremental_base: IncrementalBase = "C-047",
        "Since which backup does an incremental one hold the changes?" {
        default FullOrIncremental = "full-or-incremental", Documented, "desktop-src/VSS/vss-backup-state",
            "The last full or incremental one.";
        DifferentialToo = "differential-too", Documented, "desktop-src/VSS/vssgloss-i",
            "The last full, incremental or differential one.";
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
    restore_participants: RestoreParticipants = "C-082",
        "Which call makes a writer take part in a restore?" {
        default SelectOnly = "select-only", Documented, "desktop-src/VSS/restores-without-writer-participation",
            "SetSelectedForRestore.";
        SelectOrSubcomponent = "select-or-subcomponent", Documented,
            "desktop-src/VSS/overview-of-preparing-for-restore",
            "SetSelectedForRestore or AddRestoreSubcomponent.";
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
}
