//! Why a call was answered as it was: a table of named reasons, each with its basis.

/// What a behaviour of the model rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// A page says so.
    Documented,
    /// A document or log captured on Windows shows it.
    Captured,
    /// The pages leave it open or disagree, and this project chose.
    Reading,
}

/// A named reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reason {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub text: &'static str,
    /// What it rests on.
    pub basis: Basis,
    /// The page it is from, or nearest to.
    pub page: &'static str,
}

macro_rules! reasons {
    ($($name:ident = $basis:ident, $page:literal, $text:literal;)*) => {
        impl Reason {
            $(
                #[doc = $text]
                pub const $name: Self =
                    Self { name: stringify!($name), text: $text, basis: Basis::$basis, page: $page };
            )*

            /// Every reason.
            pub const TABLE: &'static [Self] = &[$(Self::$name,)*];
        }
    };
}

reasons! {
    FULFILLED = Documented, "", "the call did what it is for";
    NULL_POINTER = Documented, "nl-vsbackup-ivssbackupcomponents", "a pointer that the page requires is null";
    BAD_CONTEXT = Reading, "nf-vsbackup-ivssbackupcomponents-setcontext",
        "this is no context, or has attributes that a requester cannot set";
    NOT_PRIVILEGED = Documented, "nf-vsbackup-createvssbackupcomponents",
        "the process is no administrator or lacks the backup privilege";
    ACCOUNT_DENIED = Documented, "desktop-src/VSS/security-considerations-for-requestors",
        "VssAccessControl denies the account";
    OUT_OF_MEMORY = Documented, "nl-vsbackup-ivssbackupcomponents", "the process is out of memory";
    COM_NOT_INITIALIZED = Reading, "desktop-src/VSS/security-considerations-for-requestors",
        "the thread that calls has not joined COM, without which no interface of VSS works";
    SERVICE_DISABLED = Documented, "desktop-src/VSS/the-volume-shadow-copy-service",
        "the VSS service starts on demand, and it is disabled (that this method needs it is a reading)";
    SERVICE_ENDED = Reading, "desktop-src/VSS/aborting-vss-operations",
        "the process of the VSS service has ended, and with it what it knew of this object";
    EVENT_SYSTEM_STOPPED = Documented, "nf-vsbackup-ivssbackupcomponents-gatherwritermetadata",
        "the COM+ Event System does not run, so that no event reaches a writer";
    NOT_ON_WINDOWS_XP = Documented, "nf-vsbackup-ivssbackupcomponents-setcontext",
        "Windows XP has no context but VSS_CTX_BACKUP";
    NOT_ON_THIS_SYSTEM = Reading, "desktop-src/VSS/summary-of-vss-api-changes-in-the-current-release",
        "the method came with a later version of Windows than the machine has";
    NOT_INITIALIZED = Documented, "nl-vsbackup-ivssbackupcomponents", "the object is not initialized";
    OUT_OF_SEQUENCE = Reading, "nl-vsbackup-ivssbackupcomponents",
        "the call is out of sequence: the object is in a state that does not accept it";
    DURING_RESTORE = Documented, "nf-vsbackup-ivssbackupcomponents-addcomponent",
        "a restore is under way on this object, and the method serves backups";
    DURING_BACKUP = Reading, "nf-vsbackup-ivssbackupcomponents-setrestorestate",
        "a backup is under way on this object, and the method serves restores";
    WRITER_NOT_RUNNING = Documented, "nf-vsbackup-ivssbackupcomponents-setselectedforrestore",
        "no running writer of this class, or instance of it, was gathered";
    ROOT_NOT_SELECTED = Reading, "nf-vsbackup-ivssbackupcomponents-addrestoresubcomponent",
        "the component that defines the set was not selected by SetSelectedForRestore";
    UNKNOWN_SUBCOMPONENT = Reading, "nf-vsbackup-ivssbackupcomponents-addrestoresubcomponent",
        "the writer's metadata document has no such subcomponent that is selectable for restore";
    NO_SUCH_FILE_SET = Documented, "nf-vsbackup-ivssbackupcomponents-addnewtarget",
        "neither the component nor one of its set has this file set";
    GUARD = Reading, "nl-vsbackup-ivssbackupcomponents", "what the call requires was not done before";
    OWN_SET_IN_PROGRESS = Reading, "nf-vsbackup-ivssbackupcomponents-startsnapshotset",
        "this object's own shadow copy set is still open";
    CREATION_IN_PROGRESS = Documented, "nf-vsbackup-ivssbackupcomponents-startsnapshotset",
        "another requester is creating a shadow copy set, and only one can be under creation at a time";
    BAD_ARRAY = Reading, "nf-vsbackup-ivssbackupcomponents-enablewriterclasses",
        "the array is null, its count is zero, or it holds fewer ids than its count says";
    GATHERED_BEFORE = Documented, "nf-vsbackup-ivssbackupcomponents-enablewriterclasses",
        "GatherWriterMetadata was called before, so that the call has no effect";
    INVALID_DOCUMENT = Documented, "nf-vsbackup-ivssbackupcomponents-initializeforbackup",
        "the XML document is not valid";
    DAMAGED_DOCUMENT = Documented, "nf-vsbackup-ivssbackupcomponents-setbackupstate",
        "the document is damaged where the process keeps it";
    NO_SUCH_WRITER = Documented, "nf-vsbackup-ivssbackupcomponents-getwriterstatus", "there is no writer of this index";
    NO_SUCH_INDEX = Documented, "nf-vsbackup-ivssexaminewritermetadata-getcomponent", "there is nothing of this index";
    RESERVED = Reading, "nf-vsbackup-ivssexaminewritermetadata-getincludefile",
        "the method is reserved for system use, and no page names the code";
    NO_SUCH_COMPONENT = Documented, "nf-vsbackup-ivssbackupcomponents-setbackupsucceeded",
        "the component is not in the document";
    DOCUMENT_REFUSED = Documented, "nf-vsbackup-ivssbackupcomponents-addcomponent",
        "the document does not take the value";
    UNKNOWN_WRITER_INSTANCE = Reading, "nf-vsbackup-ivssbackupcomponents-addcomponent",
        "no gathered writer has this instance and class";
    UNKNOWN_COMPONENT = Reading, "nf-vsbackup-ivssbackupcomponents-addcomponent",
        "the writer's metadata document has no such component";
    NO_SUCH_VOLUME = Documented, "nf-vsbackup-ivssbackupcomponents-addtosnapshotset", "no volume has this name";
    BAD_VOLUME_NAME = Documented, "nf-vsbackup-ivssbackupcomponents-addtosnapshotset",
        "the name is none of the four forms of a volume name, which all end in a backslash";
    NESTED_TOO_DEEPLY = Documented, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-adddiffarea",
        "the volume is nested too deeply in virtual disks to take part";
    WRONG_MANAGEMENT_INTERFACE = Reading, "nf-vsmgmt-ivsssnapshotmgmt-getprovidermgmtinterface",
        "only the system provider is managed, and only by IVssDifferentialSoftwareSnapshotMgmt";
    RESERVED_METHOD = Reading, "nf-vsmgmt-ivsssnapshotmgmt-queryvolumessupportedforsnapshots",
        "the method is reserved and not supported (the page gives no code)";
    STORAGE_FAILS = Reading, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-adddiffarea",
        "the system provider cannot read or write the volume for diff areas";
    VOLUME_HOLDS_NO_AREA = Documented, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-adddiffarea",
        "a volume that is to hold a diff area has NTFS, and free space for the smallest one";
    TOO_LITTLE_SPACE = Documented, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-changediffareamaximumsize",
        "the volume that holds the diff area has too little free space";
    AREA_EXISTS = Documented, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-adddiffarea", "the two volumes are associated already";
    TOO_MANY_AREAS = Documented, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-adddiffarea", "the volume has a diff area already";
    NO_AREA = Documented, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-changediffareamaximumsize", "the two volumes are not associated";
    AREA_IN_USE = Documented, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-changediffareamaximumsize", "a shadow copy uses the diff area";
    AREA_TOO_SMALL = Documented, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-adddiffarea",
        "this is neither the smallest size of a diff area or more, nor a size with a meaning of its own";
    VOLATILE_REMOVAL = Reading, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt2-changediffareamaximumsizeex",
        "a diff area is not removed until the next start only";
    NO_SUCH_MANAGED_VOLUME = Reading, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-adddiffarea",
        "no volume has this name, for which the page has no code but that of arguments";
    NO_SUCH_AREA_OWNER = Reading, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt-querydiffareasforsnapshot",
        "no shadow copy has this id, for which the page has no code but that of arguments";
    NO_PROTECTION = Reading, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-setvolumeprotectlevel",
        "the system provider protects shadow copies from Windows Vista SP1 on, and those of NTFS volumes";
    VOLUME_OFFLINE = Documented, "ne-vsmgmt-vss_protection_level",
        "a fault of the protection of its shadow copies has taken the volume offline (which code that is, is a reading)";
    BAD_PROTECTION_LEVEL = Reading, "nf-vsmgmt-ivssdifferentialsoftwaresnapshotmgmt3-setvolumeprotectlevel",
        "this is no protection level";
    VOLUME_TWICE = Reading, "nf-vsbackup-ivssbackupcomponents-addtosnapshotset",
        "the volume is in the set already";
    TOO_MANY_VOLUMES = Documented, "nf-vsbackup-ivssbackupcomponents-addtosnapshotset",
        "the set holds as many volumes as it can";
    TOO_MANY_SHADOW_COPIES = Documented, "nf-vsbackup-ivssbackupcomponents-addtosnapshotset",
        "the volume has as many shadow copies as it can";
    NO_SUCH_PROVIDER = Documented, "nf-vsbackup-ivssbackupcomponents-addtosnapshotset",
        "no provider of this id is registered";
    NO_PROVIDER_SUPPORTS = Documented, "nf-vsbackup-ivssbackupcomponents-addtosnapshotset",
        "no provider supports the volume";
    PROVIDER_DOES_NOT_SUPPORT = Documented, "nf-vsbackup-ivssbackupcomponents-addtosnapshotset",
        "the named provider does not support the volume";
    PROVIDER_FAILED = Documented, "desktop-src/VSS/error-handling-in-shadow-copy-providers",
        "a provider answered with this code, or with one that becomes it";
    WRITER_FAILED = Reading, "desktop-src/VSS/aborting-vss-operations",
        "a writer failed, and by the reading that is followed the shadow copy set with it";
    SET_GONE = Reading, "nf-vsbackup-ivssbackupcomponents-addtosnapshotset",
        "the shadow copy set was given up or fixed before the provider answered";
    HOLD_EXPIRED = Reading, "desktop-src/VSS/shadow-copy-creation-for-providers",
        "writes were held longer than ten seconds, and the kernel let them go";
    CANNOT_FLUSH = Documented, "nf-vsbackup-ivssbackupcomponents-dosnapshotset",
        "the system cannot flush the writes of a volume of the set";
    CANNOT_FREEZE_TRANSACTIONS = Documented, "desktop-src/VSS/working-with-file-system-and-security-features",
        "the transaction managers cannot be frozen in time (that it is before the writes are held is a reading)";
    CANNOT_THAW_TRANSACTIONS = Documented, "desktop-src/VSS/working-with-file-system-and-security-features",
        "the transaction managers cannot be thawed in time (that it is when the writes are released is a reading)";
    NOTHING_TO_COPY = Reading, "desktop-src/VSS/shadow-copy-creation-details",
        "the shadow copy set has no volume, and no writer takes part (C2-015)";
    CANCELLED = Documented, "nf-vss-ivssasync-cancel", "the operation was cancelled or its backup aborted";
    GIVEN_UP = Reading, "desktop-src/VSS/aborting-vss-operations",
        "the backup was aborted or its object released before the call came back";
    PROVIDER_LOST = Reading, "desktop-src/VSS/error-handling-in-shadow-copy-providers",
        "the provider's process has died";
    ENDED_BEFORE_WAIT = Reading, "nf-vss-ivssasync-wait",
        "the operation had ended: the wait succeeded, and QueryStatus tells how the operation did";
    OUTSIDE_HANDLER = Reading, "nf-vswriter-cvsswriter-onidentify",
        "the handler that is running cannot call this, and no page names the code";
    NOT_IN_POST_SNAPSHOT = Documented, "nf-vswriter-cvsswriter-getsnapshotdevicename",
        "the call is not made while PostSnapshot is handled";
    VOLUME_NOT_IN_SET = Documented, "nf-vswriter-cvsswriter-getsnapshotdevicename",
        "the shadow copy set has no such volume";
    NOTHING_REPORTED = Reading, "nf-vswriter-cvsswriterex-getidentifyinformation",
        "the handler is none of the three that can ask for the reported document, or the writer reported none";
    NOT_ITS_OWN = Reading, "nf-vswriter-cvsswriterex-getidentifyinformation",
        "VSS holds this document, and the writer only reads it";
    BAD_WRITER = Documented, "nf-vswriter-cvsswriter-initialize",
        "an enumeration does not have this value, the class is GUID_NULL, or a name holds what no document can bear";
    ALTERNATE_WRITER = Documented, "ne-vswriter-vss_alternate_writer_state",
        "the only supported value is VSS_AWS_NO_ALTERNATE_WRITER";
    INACTIVE = Documented, "nf-vswriter-cvsswriter-initialize",
        "Windows is in safe mode or in set-up, so that the infrastructure of writers is inactive";
    INITIALIZED_BEFORE = Reading, "nf-vswriter-cvsswriterex-initializeex",
        "the writer was initialized before, and no page names the code";
    WRITER_NOT_INITIALIZED = Reading, "nl-vswriter-cvsswriter",
        "the writer is not initialized, and no page names the code";
    SUBSCRIBED_BEFORE = Documented, "nf-vswriter-cvsswriter-subscribe", "the writer is subscribed already";
    NOT_SUBSCRIBED = Reading, "nf-vswriter-cvsswriter-unsubscribe",
        "the writer is not subscribed, so that there is nothing to end";
    BAD_EXPRESS_WRITER = Reading, "nf-vswriter-ivssexpresswriter-createmetadata",
        "no express writer has this usage type, class or name, and the page names no code";
    NO_METADATA = Reading, "nf-vswriter-ivssexpresswriter-register",
        "neither CreateMetadata nor LoadMetadata was called before, and no page names the code";
    REGISTERED_BEFORE = Documented, "nf-vswriter-ivssexpresswriter-register",
        "metadata is already stored for this writer";
    NOT_REGISTERED = Documented, "nf-vswriter-ivssexpresswriter-unregister", "no express writer of this class is stored";
    ALREADY_ENDED = Documented, "nf-vss-ivssasync-cancel", "the operation had ended before";
    NOTHING_TO_ABORT = Documented, "nf-vsbackup-ivssbackupcomponents-abortbackup",
        "no backup operation is under way, so the call is ignored";
    NO_SUCH_SNAPSHOT = Documented, "nf-vsbackup-ivssbackupcomponents-getsnapshotproperties",
        "no finished shadow copy has this id";
    BAD_QUERY = Documented, "nf-vsbackup-ivssbackupcomponents-query",
        "the queried object is not GUID_NULL of the type VSS_OBJECT_NONE, or neither shadow copies nor providers are asked for";
    // The pages list E_INVALIDARG and do not say of what.
    NULL_ID = Reading, "nf-vsbackup-ivssbackupcomponents-breaksnapshotset", "the id is GUID_NULL, which nothing has";
    REGISTERED_ALREADY = Documented, "nf-vsadmin-ivssadmin-registerprovider", "a provider is registered with this id";
    NOT_REGISTRABLE = Documented, "nf-vsadmin-ivssadmin-registerprovider",
        "the id is GUID_NULL, no COM server has the class, or a provider of this type cannot be registered on this Windows";
    PROVIDER_NOT_REGISTERED = Documented, "nf-vsadmin-ivssadmin-unregisterprovider", "no provider is registered with this id";
    PROVIDER_IN_USE = Documented, "nf-vsadmin-ivssadmin-unregisterprovider",
        "the provider is the system provider, is called, or takes part in a set that is not done";
    NO_SUCH_SET = Documented, "nf-vsbackup-ivssbackupcomponents-breaksnapshotset",
        "no finished shadow copy set has this id";
    NOTHING_TO_DELETE = Documented, "nf-vsbackup-ivssbackupcomponents-deletesnapshots",
        "only a shadow copy or a shadow copy set can be deleted";
    SOFTWARE_BREAK = Documented, "nf-vsbackup-ivssbackupcomponents-breaksnapshotset",
        "the set has a shadow copy that no hardware provider made, which cannot be broken";
    BAD_BREAK_FLAGS = Reading, "ne-vss-vss_hardware_options",
        "the flags are none of a break, or exclude each other";
    ORIGINAL_PRESENT = Documented, "ne-vss-vss_hardware_options",
        "an original LUN is present on the system, so that no disk identifier is reverted";
    BAD_EXPOSURE = Documented, "nf-vsbackup-ivssbackupcomponents-exposesnapshot",
        "the attributes are neither of the two that say how a shadow copy is exposed";
    NOT_EXPOSABLE = Reading, "desktop-src/VSS/exposing-and-surfacing-shadow-copied-volumes",
        "shadow copies of this context cannot be exposed in this way";
    EXPOSED_ALREADY = Reading, "desktop-src/VSS/exposing-and-surfacing-shadow-copied-volumes",
        "the shadow copy is exposed already";
    BAD_EXPOSED_NAME = Reading, "nf-vsbackup-ivssbackupcomponents-exposesnapshot",
        "the name is in use or cannot be one, or the path from the root is not allowed";
    NOT_EXPOSED = Documented, "nf-vsbackup-ivssbackupcomponentsex2-unexposesnapshot",
        "the shadow copy is not exposed";
    NOTHING_TO_IMPORT = Reading, "nf-vsbackup-ivssbackupcomponents-importsnapshots",
        "the document is of no transportable shadow copy set, or of one that was imported before (C2-049, C2-051)";
    LEGACY_PROVIDER = Documented, "nf-vsbackup-ivssbackupcomponentsex3-addsnapshottorecoveryset",
        "the hardware provider does not implement IVssHardwareSnapshotProviderEx, which resynchronises LUNs";
    ORIGINAL_ABSENT = Reading, "nf-vsbackup-ivssbackupcomponentsex3-addsnapshottorecoveryset",
        "the original volume is not on this machine, to which the shadow copy was imported";
    UNSELECTED_VOLUME = Documented, "nf-vsbackup-ivssbackupcomponentsex3-recoverset",
        "a LUN that is to be resynchronised holds a volume that was not included";
    NESTED_IN_THE_SET = Reading, "nf-vsbackup-ivssbackupcomponents-dosnapshotset",
        "the set has a volume on a virtual disk and the volume that holds the disk";
    NOT_LOCATED = Documented, "nf-vsprov-ivsshardwaresnapshotprovider-locateluns",
        "LUNs of the set did not appear, or are not those that were made";
    NOT_PERSISTENT = Documented, "nf-vsbackup-ivssbackupcomponents-reverttosnapshot",
        "the shadow copy is not persistent, and a volume can be reverted to no other";
    REVERT_IN_PROGRESS = Documented, "nf-vsbackup-ivssbackupcomponents-reverttosnapshot",
        "the volume is being reverted already";
    NO_REVERTS = Documented, "nf-vsbackup-ivssbackupcomponents-reverttosnapshot",
        "the provider of the volume's shadow copies is a hardware provider, and those have no method for it";
    VOLUME_IN_USE = Reading, "nf-vsbackup-ivssbackupcomponents-reverttosnapshot",
        "the volume cannot be locked: one is mounted in a folder on it, or it is in a set under creation";
    NOTHING_REVERTS = Reading, "nf-vsbackup-ivssbackupcomponents-queryrevertstatus",
        "no revert of the volume is under way, so that the status is that of one which has ended";
    RECOVERY_IN_PROGRESS = Documented, "nf-vsbackup-ivssbackupcomponentsex3-addsnapshottorecoveryset",
        "another resynchronisation is under way";
    NO_HARDWARE_PROVIDER = Documented, "nf-vsbackup-ivssbackupcomponentsex3-addsnapshottorecoveryset",
        "no hardware provider is registered";
    NOT_IN_DOCUMENT = Documented, "nf-vsbackup-ivssbackupcomponentsex3-addsnapshottorecoveryset",
        "the shadow copy is not in the Backup Components Document";
    NOT_ON_A_LUN = Documented, "nf-vsbackup-ivssbackupcomponentsex3-addsnapshottorecoveryset",
        "the shadow copy is not on a LUN of a hardware provider";
    BAD_RECOVERY = Documented, "nf-vsbackup-ivssbackupcomponentsex3-addsnapshottorecoveryset",
        "the id is GUID_NULL, or flags are set that the method does not have";
    NOTHING_TO_RECOVER = Documented, "nf-vsbackup-ivssbackupcomponentsex3-recoverset",
        "no volume was added to the recovery set";
    BAD_PATH = Reading, "nf-vsbackup-ivssbackupcomponentsex4-getrootandlogicalprefixpaths",
        "this is no path";
    END_OF_LIST = Documented, "nf-vss-ivssenumobject-next", "fewer elements were left than were asked for";
    WAIT_EXPIRED = Reading, "nf-vss-ivssasync-wait", "the time-out passed while the operation was running";
    NOT_SET = Documented, "nl-vswriter-ivsscomponent", "the value was never set";
    OUTSIDE_WINDOW = Documented, "nl-vswriter-ivsscomponent", "the call is not allowed in this handler, or outside one";
    WRONG_FAILURE = Reading, "nf-vswriter-cvsswriter-setwriterfailure",
        "the code is none of the writer errors that can be set";
    NO_SUCH_OBJECT = Reading, "", "the event addresses nothing that exists";
    STALE_VIEW = Reading, "nf-vsbackup-ivssbackupcomponents-getwritercomponents",
        "the view was taken before PrepareForBackup, DoSnapshotSet or BackupComplete, and is no longer valid";
    NOT_QUEUED = Reading, "", "the activation is not queued";
    NOT_RUNNING = Reading, "", "the activation is not running: it was withdrawn, or never begun";
    WRONG_ANSWER = Reading, "", "the answer is not of the participant's kind";
    STILL_WAITING = Reading, "", "the operation waits for a participant";
    NO_SUCH_FILE = Reading, "desktop-src/VSS/overview-of-the-backup-discovery-phase",
        "the path leads to no such file";
    READ_ONLY_COPY = Documented, "desktop-src/VSS/vssgloss-s",
        "a shadow copy is read-only but for writers in PostSnapshot, where auto-recovery is on";
    FILE_IN_USE = Reading, "desktop-src/VSS/common-volume-backup-issues",
        "another process has the file open and shares it with nobody";
    FILE_REFUSED = Reading, "desktop-src/VSS/common-volume-backup-issues",
        "something else stands where the file would have to";
    BY_READING = Reading, "", "the answer that is followed to a question which the pages leave open has it so";
    NAME_TAKEN = Reading, "", "something of this name exists already";
}
