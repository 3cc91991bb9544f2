//! What calls are made on: one row a kind of object, with the interface it is called through.

use std::fmt;

use super::ids::{
    AsyncId, ComponentRef, DependencyRef, DiffAreaMgmtRef, EnumId, EnumMgmtId, ExpressMetadataId,
    ExpressWriterId, FiledescRef, MetadataRef, RequesterId, SnapshotMgmtRef, WmComponentRef,
    WriterComponentsRef, WriterId,
};

macro_rules! objects {
    ($($(#[$doc:meta])* $kind:ident $(($id:ty))? $interface:literal;)*) => {
        /// What a method is called on: each kind has its own enum of calls.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Object {$(
            $(#[$doc])*
            $kind,
        )*}

        impl Object {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The first interface that it is called through, or where its functions are declared.
            #[must_use]
            pub const fn interface(self) -> &'static str {
                match self {$(Self::$kind => $interface,)*}
            }
        }

        /// What a call is made on, once it is known which one; also what an interface pointer points at.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Target {$(
            $(#[$doc])*
            $kind $(($id))?,
        )*}

        impl Target {
            /// The kind of object.
            #[must_use]
            pub const fn kind(self) -> Object {
                match self {$(objects!(@pattern $kind $(($id))?) => Object::$kind,)*}
            }
        }
    };
    (@pattern $kind:ident ($id:ty)) => { Self::$kind(_) };
    (@pattern $kind:ident) => { Self::$kind };
}

objects! {
    /// Nothing: it is a free function.
    Function "vsbackup.h";
    /// An `IVssBackupComponents`.
    Backup(RequesterId) "IVssBackupComponents";
    /// An `IVssAsync`.
    Async(AsyncId) "IVssAsync";
    /// An `IVssEnumObject`.
    EnumObject(EnumId) "IVssEnumObject";
    /// An `IVssWriterComponents`.
    WriterComponents(WriterComponentsRef) "IVssWriterComponents";
    /// An `IVssExamineWriterMetadata`.
    Examine(MetadataRef) "IVssExamineWriterMetadata";
    /// An `IVssWMComponent`.
    WmComponent(WmComponentRef) "IVssWMComponent";
    /// An `IVssWMFiledesc`.
    Filedesc(FiledescRef) "IVssWMFiledesc";
    /// An `IVssWMDependency`.
    Dependency(DependencyRef) "IVssWMDependency";
    /// An `IVssComponent`.
    Component(ComponentRef) "IVssComponent";
    /// The `IVssCreateWriterMetadata` of the OnIdentify that calls.
    Create "IVssCreateWriterMetadata";
    /// The writer whose handler calls.
    Writer "CVssWriter";
    /// An `IVssExpressWriter`.
    ExpressWriter(ExpressWriterId) "IVssExpressWriter";
    /// An `IVssCreateExpressWriterMetadata`.
    ExpressMetadata(ExpressMetadataId) "IVssCreateExpressWriterMetadata";
    /// An `IVssSnapshotMgmt`.
    SnapshotMgmt(SnapshotMgmtRef) "IVssSnapshotMgmt";
    /// An `IVssDifferentialSoftwareSnapshotMgmt`.
    DiffAreaMgmt(DiffAreaMgmtRef) "IVssDifferentialSoftwareSnapshotMgmt";
    /// An `IVssEnumMgmtObject`.
    EnumMgmtObject(EnumMgmtId) "IVssEnumMgmtObject";
    /// A writer, as its own process sees it.
    WriterObject(WriterId) "CVssWriter";
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Backup(id) => write!(f, "{id}"),
            Self::Async(id) => write!(f, "{id}"),
            Self::WriterObject(id) => write!(f, "{id}"),
            Self::ExpressWriter(id) => write!(f, "{id}"),
            Self::ExpressMetadata(id) => write!(f, "{id}"),
            Self::EnumObject(id) => write!(f, "{id}"),
            Self::EnumMgmtObject(id) => write!(f, "{id}"),
            Self::SnapshotMgmt(of) => write!(f, "shadow copy management of {}", of.0),
            Self::DiffAreaMgmt(of) => write!(f, "management of the system provider of {}", of.0),
            Self::WriterComponents(at) => write!(f, "components of writer {}", at.writer),
            Self::Component(at) => write!(f, "component {} of writer {}", at.component, at.writer),
            Self::Examine(of) => write!(f, "{of}"),
            Self::WmComponent(at) => write!(f, "component {} of {}", at.component, at.of),
            Self::Filedesc(at) => write!(f, "{at}"),
            Self::Dependency(at) => {
                write!(f, "dependency {} of component {} of {}", at.dependency, at.of.component, at.of.of)
            }
            Self::Function | Self::Create | Self::Writer => f.write_str(self.kind().interface()),
        }
    }
}

impl fmt::Display for MetadataRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gathered(requester, index) => write!(f, "metadata {index} of {requester}"),
            Self::Loaded(id) => write!(f, "{id}"),
            Self::Reported(within) => write!(f, "metadata that the writer of {within} reported"),
        }
    }
}

impl fmt::Display for FiledescRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Include(of, index) => write!(f, "included file set {index} of {of}"),
            Self::Exclude(of, index) => write!(f, "excluded file set {index} of {of}"),
            Self::SnapshotExclude(of, index) => {
                write!(f, "file set {index} excluded from shadow copies of {of}")
            }
            Self::Mapping(of, index) => write!(f, "alternate location mapping {index} of {of}"),
            Self::File(at, index) => write!(f, "file set {index} of component {} of {}", at.component, at.of),
            Self::DatabaseFile(at, index) => {
                write!(f, "database file set {index} of component {} of {}", at.component, at.of)
            }
            Self::DatabaseLogFile(at, index) => {
                write!(f, "log file set {index} of component {} of {}", at.component, at.of)
            }
            Self::UsedMapping(at, index) => {
                write!(
                    f,
                    "mapping {index} that was used for component {} of writer {}",
                    at.component, at.writer
                )
            }
            Self::NewTarget(at, index) => {
                write!(f, "new target {index} of component {} of writer {}", at.component, at.writer)
            }
        }
    }
}
