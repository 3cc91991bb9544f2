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
    /// Something the service has begun and not ended.
    OpId "operation ";
    /// One upcall queued for, or running in, a participant.
    ActivationId "activation ";
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
}

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
