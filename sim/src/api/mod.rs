//! The calls of the VSS interfaces: one table and one enum an interface, from which everything else is made.
//!
//! A row of a table gives a method's parameters in the header's order. Reading arguments, printing them, refusing
//! null pointers and describing the method to a schema all follow from that row; adding a method is adding a row
//! and the one function of the model that answers it.

mod admin;
mod asynchronous;
mod backup_components;
mod component;
mod create_writer_metadata;
mod documented;
mod enum_object;
mod examine;
mod express;
mod functions;
mod header_type;
mod ids;
mod management;
mod object;
mod param;
mod restore;
mod shadow_copies;
mod structs;
mod table;
mod value;
mod writer;
mod writer_components;
mod writer_object;

pub use admin::AdminCall;
pub use asynchronous::AsyncCall;
pub use backup_components::BackupCall;
pub use component::ComponentCall;
pub use create_writer_metadata::CreateMetadataCall;
pub use documented::{INTERNAL_ERROR, INVALID_XML_DOCUMENT, UNEXPECTED};
pub use enum_object::EnumObjectCall;
pub use examine::{DependencyCall, ExamineCall, FiledescCall, WmComponentCall};
pub use express::{ExpressMetadataCall, ExpressWriterCall};
pub use functions::FunctionCall;
pub use header_type::HeaderType;
pub use ids::{
    ActivationId, AsyncId, CallId, ComponentRef, DependencyRef, DiffAreaMgmtRef, DocRef, EnumId, EnumMgmtId,
    ExpressMetadataId, ExpressWriterId, FiledescRef, Home, MachineId, MetadataId, MetadataRef, OpId,
    ProcessId, ProviderId, RequesterId, SetId, SnapshotId, SnapshotMgmtRef, VolumeId, WmComponentRef,
    WriterComponentsRef, WriterId,
};
pub use management::{DiffAreaMgmtCall, EnumMgmtCall, SnapshotMgmtCall};
pub use object::{Object, Target};
pub use param::{Bytes, GuidArray, In, MayBeNull, OutPtr, OutType, ParamType, Parameter, Pointer, Texts};
pub use restore::RestoreCall;
pub use shadow_copies::ShadowCopyCall;
pub use structs::{
    ComponentInfo, MgmtObjectProp, ObjectProp, SnapshotProp, StructType, VolumeProtectionInfo,
};
pub use table::{ArgumentError, Arguments, InParam, Method, OutParam, Output, methods};
pub use value::Value;
pub use writer::WriterCall;
pub use writer_components::WriterComponentsCall;
pub use writer_object::WriterObjectCall;

/// Who calls: a process, and the handler it is in while it calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Caller {
    /// The process whose privileges and memory the call uses.
    pub process: ProcessId,
    /// The activation within which the call is made, which decides every window of validity.
    pub within: Option<ActivationId>,
}

/// A call of an interface method, with the object it is made on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Call {
    /// A free function, such as `CreateVssBackupComponents`.
    Function(FunctionCall),
    /// A method of `IVssAdmin`.
    Admin(AdminCall),
    /// A method of `IVssBackupComponents`.
    Backup(RequesterId, BackupCall),
    /// A method of `IVssBackupComponents` or a later version of it that serves restores alone.
    Restore(RequesterId, RestoreCall),
    /// A method of `IVssBackupComponents` or a later version of it that serves shadow copies which exist already.
    ShadowCopy(RequesterId, ShadowCopyCall),
    /// A method of `IVssEnumObject`.
    EnumObject(EnumId, EnumObjectCall),
    /// A method of `IVssAsync`.
    Async(AsyncId, AsyncCall),
    /// A method of `IVssWriterComponents`.
    WriterComponents(WriterComponentsRef, WriterComponentsCall),
    /// A method of `IVssExamineWriterMetadata` or a later version of it.
    Examine(MetadataRef, ExamineCall),
    /// A method of `IVssWMComponent`.
    WmComponent(WmComponentRef, WmComponentCall),
    /// A method of `IVssWMFiledesc`.
    Filedesc(FiledescRef, FiledescCall),
    /// A method of `IVssWMDependency`.
    Dependency(DependencyRef, DependencyCall),
    /// A method of `IVssComponent` or a later version of it.
    Component(ComponentRef, ComponentCall),
    /// A method of `IVssCreateWriterMetadata`, on the document of the `OnIdentify` it is called in.
    Create(CreateMetadataCall),
    /// A method that `CVssWriter` offers to its own handlers.
    Writer(WriterCall),
    /// A method that the process of a writer calls on it.
    WriterObject(WriterId, WriterObjectCall),
    /// A method of `IVssExpressWriter`.
    ExpressWriter(ExpressWriterId, ExpressWriterCall),
    /// A method of `IVssCreateExpressWriterMetadata`.
    ExpressMetadata(ExpressMetadataId, ExpressMetadataCall),
    /// A method of `IVssSnapshotMgmt` or a later version of it.
    SnapshotMgmt(SnapshotMgmtRef, SnapshotMgmtCall),
    /// A method of `IVssDifferentialSoftwareSnapshotMgmt` or a later version of it.
    DiffAreaMgmt(DiffAreaMgmtRef, DiffAreaMgmtCall),
    /// A method of `IVssEnumMgmtObject`.
    EnumMgmtObject(EnumMgmtId, EnumMgmtCall),
}

impl Call {
    /// Makes a call from a method's name and its arguments.
    ///
    /// # Errors
    /// What it is made on has no such method, or an argument is missing or of another type.
    pub fn from_arguments(on: Target, method: &str, arguments: &Arguments) -> Result<Self, ArgumentError> {
        Ok(match on {
            Target::Function => match FunctionCall::from_arguments(method, arguments) {
                Err(ArgumentError::NoSuchMethod) => {
                    Self::Admin(AdminCall::from_arguments(method, arguments)?)
                }
                made => Self::Function(made?),
            },
            Target::Backup(id) => match BackupCall::from_arguments(method, arguments) {
                Err(ArgumentError::NoSuchMethod) => match RestoreCall::from_arguments(method, arguments) {
                    Err(ArgumentError::NoSuchMethod) => {
                        Self::ShadowCopy(id, ShadowCopyCall::from_arguments(method, arguments)?)
                    }
                    made => Self::Restore(id, made?),
                },
                made => Self::Backup(id, made?),
            },
            Target::EnumObject(id) => {
                Self::EnumObject(id, EnumObjectCall::from_arguments(method, arguments)?)
            }
            Target::Async(id) => Self::Async(id, AsyncCall::from_arguments(method, arguments)?),
            Target::WriterComponents(at) => {
                Self::WriterComponents(at, WriterComponentsCall::from_arguments(method, arguments)?)
            }
            Target::Examine(of) => Self::Examine(of, ExamineCall::from_arguments(method, arguments)?),
            Target::WmComponent(at) => {
                Self::WmComponent(at, WmComponentCall::from_arguments(method, arguments)?)
            }
            Target::Filedesc(at) => Self::Filedesc(at, FiledescCall::from_arguments(method, arguments)?),
            Target::Dependency(at) => {
                Self::Dependency(at, DependencyCall::from_arguments(method, arguments)?)
            }
            Target::Component(at) => Self::Component(at, ComponentCall::from_arguments(method, arguments)?),
            Target::Create => Self::Create(CreateMetadataCall::from_arguments(method, arguments)?),
            Target::Writer => Self::Writer(WriterCall::from_arguments(method, arguments)?),
            Target::ExpressWriter(id) => {
                Self::ExpressWriter(id, ExpressWriterCall::from_arguments(method, arguments)?)
            }
            Target::ExpressMetadata(id) => {
                Self::ExpressMetadata(id, ExpressMetadataCall::from_arguments(method, arguments)?)
            }
            Target::SnapshotMgmt(of) => {
                Self::SnapshotMgmt(of, SnapshotMgmtCall::from_arguments(method, arguments)?)
            }
            Target::DiffAreaMgmt(of) => {
                Self::DiffAreaMgmt(of, DiffAreaMgmtCall::from_arguments(method, arguments)?)
            }
            Target::EnumMgmtObject(id) => {
                Self::EnumMgmtObject(id, EnumMgmtCall::from_arguments(method, arguments)?)
            }
            Target::WriterObject(id) => {
                Self::WriterObject(id, WriterObjectCall::from_arguments(method, arguments)?)
            }
        })
    }

    /// The row of the interface's table.
    #[must_use]
    pub fn method(&self) -> &'static Method {
        match self {
            Self::Function(call) => call.method(),
            Self::Admin(call) => call.method(),
            Self::Backup(_, call) => call.method(),
            Self::Restore(_, call) => call.method(),
            Self::ShadowCopy(_, call) => call.method(),
            Self::EnumObject(_, call) => call.method(),
            Self::Async(_, call) => call.method(),
            Self::WriterComponents(_, call) => call.method(),
            Self::Examine(_, call) => call.method(),
            Self::WmComponent(_, call) => call.method(),
            Self::Filedesc(_, call) => call.method(),
            Self::Dependency(_, call) => call.method(),
            Self::Component(_, call) => call.method(),
            Self::Create(call) => call.method(),
            Self::Writer(call) => call.method(),
            Self::WriterObject(_, call) => call.method(),
            Self::ExpressWriter(_, call) => call.method(),
            Self::ExpressMetadata(_, call) => call.method(),
            Self::SnapshotMgmt(_, call) => call.method(),
            Self::DiffAreaMgmt(_, call) => call.method(),
            Self::EnumMgmtObject(_, call) => call.method(),
        }
    }

    /// The name of the first pointer that is null although its page requires one.
    #[must_use]
    pub fn refused_null(&self) -> Option<&'static str> {
        match self {
            Self::Function(call) => call.refused_null(),
            Self::Admin(call) => call.refused_null(),
            Self::Backup(_, call) => call.refused_null(),
            Self::Restore(_, call) => call.refused_null(),
            Self::ShadowCopy(_, call) => call.refused_null(),
            Self::EnumObject(_, call) => call.refused_null(),
            Self::Async(_, call) => call.refused_null(),
            Self::WriterComponents(_, call) => call.refused_null(),
            Self::Examine(_, call) => call.refused_null(),
            Self::WmComponent(_, call) => call.refused_null(),
            Self::Filedesc(_, call) => call.refused_null(),
            Self::Dependency(_, call) => call.refused_null(),
            Self::Component(_, call) => call.refused_null(),
            Self::Create(call) => call.refused_null(),
            Self::Writer(call) => call.refused_null(),
            Self::WriterObject(_, call) => call.refused_null(),
            Self::ExpressWriter(_, call) => call.refused_null(),
            Self::ExpressMetadata(_, call) => call.refused_null(),
            Self::SnapshotMgmt(_, call) => call.refused_null(),
            Self::DiffAreaMgmt(_, call) => call.refused_null(),
            Self::EnumMgmtObject(_, call) => call.refused_null(),
        }
    }

    /// The arguments, as a scenario or a trace writes them.
    #[must_use]
    pub fn arguments(&self) -> Arguments {
        match self {
            Self::Function(call) => call.arguments(),
            Self::Admin(call) => call.arguments(),
            Self::Backup(_, call) => call.arguments(),
            Self::Restore(_, call) => call.arguments(),
            Self::ShadowCopy(_, call) => call.arguments(),
            Self::EnumObject(_, call) => call.arguments(),
            Self::Async(_, call) => call.arguments(),
            Self::WriterComponents(_, call) => call.arguments(),
            Self::Examine(_, call) => call.arguments(),
            Self::WmComponent(_, call) => call.arguments(),
            Self::Filedesc(_, call) => call.arguments(),
            Self::Dependency(_, call) => call.arguments(),
            Self::Component(_, call) => call.arguments(),
            Self::Create(call) => call.arguments(),
            Self::Writer(call) => call.arguments(),
            Self::WriterObject(_, call) => call.arguments(),
            Self::ExpressWriter(_, call) => call.arguments(),
            Self::ExpressMetadata(_, call) => call.arguments(),
            Self::SnapshotMgmt(_, call) => call.arguments(),
            Self::DiffAreaMgmt(_, call) => call.arguments(),
            Self::EnumMgmtObject(_, call) => call.arguments(),
        }
    }
}
