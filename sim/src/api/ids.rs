//! Names of the things a world holds. They are numbers that an allocator of the world hands out.

use std::fmt;

use crate::vocabulary::Guid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl From<u32> for $name {
            fn from(number: u32) -> Self {
                Self(number)
            }
        }

        impl From<$name> for u32 {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

ids! {
    /// A simulated machine.
    MachineId "machine ";
    /// A process on a machine.
    ProcessId "process ";
    /// One `IVssBackupComponents` object.
    RequesterId "requester ";
    /// One subscribed `CVssWriter` object.
    WriterId "writer ";
    /// One `IVssExpressWriter` object.
    ExpressWriterId "express writer ";
    /// The `IVssCreateExpressWriterMetadata` of the express writer of this number.
    ExpressMetadataId "metadata of express writer ";
    /// A registered provider.
    ProviderId "provider ";
    /// A volume of a machine.
    VolumeId "volume ";
    /// A shadow copy set.
    SetId "shadow copy set ";
    /// A shadow copy.
    SnapshotId "shadow copy ";
    /// One `IVssAsync` object.
    AsyncId "async ";
    /// A call that was made; its maker chooses the number.
    CallId "call ";
    /// A Writer Metadata Document that was loaded from a text.
    MetadataId "metadata ";
    /// One `IVssEnumObject` object.
    EnumId "enumerator ";
    /// One `IVssEnumMgmtObject` object.
    EnumMgmtId "management enumerator ";
    /// Something the service has begun and not ended.
    OpId "operation ";
    /// One upcall queued for, or running in, a participant.
    ActivationId "activation ";
}

impl WriterId {
    /// The id of the writer instance, which VSS makes. It is made from the number, so that equal runs see equal GUIDs.
    #[must_use]
    pub const fn instance_guid(self) -> Guid {
        Guid(0x7200_0000_0000_4000_8000_0000_0000_0000 | self.0 as u128)
    }
}

impl RequesterId {
    /// Stands for no object, where a process calls a function without one.
    pub const NOBODY: Self = Self(0);

    /// The id of the object's backup or restore, as `GetSessionId` tells it: opaque, and unlike that of any other at the
    /// time.
    #[must_use]
    pub const fn session_guid(self) -> Guid {
        Guid(0x5e55_0000_0000_4000_8000_0000_0000_0000 | self.0 as u128)
    }
}

impl SetId {
    /// The GUID a requester sees. It is made from the number, so that equal runs see equal GUIDs.
    #[must_use]
    pub const fn guid(self) -> Guid {
        Guid(0x5e70_0000_0000_4000_8000_0000_0000_0000 | self.0 as u128)
    }
}

impl SnapshotId {
    /// The GUID a requester sees.
    #[must_use]
    pub const fn guid(self) -> Guid {
        Guid(0xc0b1_0000_0000_4000_8000_0000_0000_0000 | self.0 as u128)
    }

    /// The name of the device that hosts it, without a backslash at its end (C2-091).
    #[must_use]
    pub fn device(self) -> String {
        format!(r"\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy{}", self.0)
    }
}

impl VolumeId {
    /// The volume GUID that the volume of a broken shadow copy gets.
    #[must_use]
    pub const fn guid_of_broken_copy(self) -> Guid {
        Guid(0xb20c_0000_0000_4000_8000_0000_0000_0000 | self.0 as u128)
    }
}

/// The `IVssSnapshotMgmt` of a process. It has no state, so that all that the process makes are one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SnapshotMgmtRef(pub ProcessId);

/// The `IVssDifferentialSoftwareSnapshotMgmt` of a process. It has no state either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DiffAreaMgmtRef(pub ProcessId);

/// The document a component is looked at in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocRef {
    /// A requester's Backup Components Document.
    Requester(RequesterId),
    /// The part of it that a handler was given.
    Handler(ActivationId),
}

/// A component as an address in a document: views carry no state of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentRef {
    /// The document.
    pub doc: DocRef,
    /// The index of the writer in it.
    pub writer: u32,
    /// The index of the component within the writer.
    pub component: u32,
    /// The epoch in which the view was taken: `PrepareForBackup`, `DoSnapshotSet` and `BackupComplete` end one.
    pub epoch: u32,
}

/// A Writer Metadata Document that a requester looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MetadataRef {
    /// The one of this index that a requester's `GatherWriterMetadata` brought.
    Gathered(RequesterId, u32),
    /// One that `CreateVssExamineWriterMetadata` made from a text.
    Loaded(MetadataId),
    /// The one that the writer of this handler reported in the OnIdentify of the same backup.
    Reported(ActivationId),
}

/// A component of a Writer Metadata Document, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WmComponentRef {
    /// The document.
    pub of: MetadataRef,
    /// The index of the component in it.
    pub component: u32,
}

/// A file set of a document, by where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FiledescRef {
    /// An included file set of a writer.
    Include(MetadataRef, u32),
    /// An excluded file set of a writer.
    Exclude(MetadataRef, u32),
    /// A file set that a writer excludes from shadow copies.
    SnapshotExclude(MetadataRef, u32),
    /// An alternate location mapping of a writer.
    Mapping(MetadataRef, u32),
    /// A file set of a file group.
    File(WmComponentRef, u32),
    /// The files of a database.
    DatabaseFile(WmComponentRef, u32),
    /// The log files of a database.
    DatabaseLogFile(WmComponentRef, u32),
    /// An alternate location mapping that a restore of a component used.
    UsedMapping(ComponentRef, u32),
    /// A new target of a component.
    NewTarget(ComponentRef, u32),
}

/// The document that something stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Home {
    /// A Writer Metadata Document.
    Metadata(MetadataRef),
    /// A Backup Components Document.
    Components(DocRef),
}

impl FiledescRef {
    /// The document it stands in.
    #[must_use]
    pub const fn home(self) -> Home {
        match self {
            Self::Include(of, _)
            | Self::Exclude(of, _)
            | Self::SnapshotExclude(of, _)
            | Self::Mapping(of, _) => Home::Metadata(of),
            Self::File(at, _) | Self::DatabaseFile(at, _) | Self::DatabaseLogFile(at, _) => {
                Home::Metadata(at.of)
            }
            Self::UsedMapping(at, _) | Self::NewTarget(at, _) => Home::Components(at.doc),
        }
    }
}

/// An explicit dependency of a component, by its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DependencyRef {
    /// The component that depends.
    pub of: WmComponentRef,
    /// The index of the dependency.
    pub dependency: u32,
}

/// The components of one writer in a Backup Components Document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WriterComponentsRef {
    /// The document.
    pub doc: DocRef,
    /// The index of the writer in it.
    pub writer: u32,
    /// The epoch in which the view was taken.
    pub epoch: u32,
}
