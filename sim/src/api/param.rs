//! The types that parameters have, and how each is read from a value and printed as one.

use std::fmt;

use super::header_type::HeaderType;
use super::ids::{
    AsyncId, ComponentRef, DependencyRef, DiffAreaMgmtRef, EnumId, EnumMgmtId, ExpressMetadataId,
    ExpressWriterId, FiledescRef, MetadataRef, RequesterId, SnapshotMgmtRef, WmComponentRef,
    WriterComponentsRef,
};
use super::object::{Object, Target};
use super::structs::StructType;
use super::value::Value;
use crate::vocabulary::{Guid, HeaderEnum, Hresult, Text};

/// What a parameter or returned value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamType {
    /// True or false.
    Bool,
    /// An unsigned 32-bit number.
    Number,
    /// A signed 32-bit number.
    Long,
    /// A signed 64-bit number.
    LongLong,
    /// A string.
    Text,
    /// A GUID.
    Guid,
    /// An HRESULT.
    Hresult,
    /// A value of a header enumeration or flag set.
    Header(HeaderType),
    /// An array of GUIDs; a parameter of its own holds the count.
    GuidList,
    /// An array of strings; another method tells how many.
    TextList,
    /// Bytes with their count.
    Bytes,
    /// An interface pointer.
    Object(Object),
    /// A structure that is filled in.
    Struct(&'static StructType),
}

impl fmt::Display for ParamType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("true or false"),
            Self::Number => f.write_str("a number from 0 to 4294967295"),
            Self::Long => f.write_str("a number from -2147483648 to 2147483647"),
            Self::LongLong => f.write_str("a number of 64 bits"),
            Self::Text => f.write_str("a string"),
            Self::Guid => f.write_str("a GUID"),
            Self::Hresult => f.write_str("an HRESULT"),
            Self::Header(header) if header.flags => write!(f, "values of {} joined by |", header.name),
            Self::Header(header) => write!(f, "a value of {}", header.name),
            Self::GuidList => f.write_str("a list of GUIDs"),
            Self::TextList => f.write_str("a list of strings"),
            Self::Bytes => f.write_str("a list of numbers from 0 to 255"),
            Self::Object(kind) => write!(f, "the name of an {}", kind.interface()),
            Self::Struct(of) => write!(f, "the fields of a {}", of.name),
        }
    }
}

/// What null means for a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// Passed by value: it cannot be null.
    Value,
    /// A pointer that the page requires: null gives `E_INVALIDARG`.
    Required,
    /// A pointer that the page requires and whose null it gives no code for: the method answers it itself.
    Checked,
    /// A pointer that may be null.
    Optional,
}

/// A type that a parameter can have.
pub trait Parameter: Sized {
    /// What it is.
    const TYPE: ParamType;
    /// What null means for it.
    const POINTER: Pointer = Pointer::Value;

    /// Reads it from a value; `None` when the value is of another type.
    fn read(value: &Value) -> Option<Self>;
    /// Prints it as a value.
    fn show(&self) -> Value;
    /// Whether it is a null pointer.
    fn is_null(&self) -> bool {
        false
    }
}

/// A type that something passed out can have.
pub trait OutType {
    /// What it is.
    const TYPE: ParamType;
    /// Whether the pointer to where it is stored is refused where it is null.
    const REQUIRED: bool = true;
}

impl<T: Parameter> OutType for T {
    const TYPE: ParamType = T::TYPE;
}

/// Something passed out through a pointer that may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MayBeNull<T>(std::marker::PhantomData<T>);

impl<T: OutType> OutType for MayBeNull<T> {
    const TYPE: ParamType = T::TYPE;
    const REQUIRED: bool = false;
}

/// A string pointer that a page requires, and that a caller can leave null all the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct In<T>(pub Option<T>);

impl In<Text> {
    /// The characters it points at; `None` where it is null.
    #[must_use]
    pub fn as_deref(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

/// A pointer to an array of GUIDs: null, or what the array holds. How many of them the callee is to read is told by
/// another parameter, which can say anything.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct GuidArray(pub Option<Vec<Guid>>);

impl GuidArray {
    /// The first `count` GUIDs of the array; `None` where it is null or holds fewer.
    #[must_use]
    pub fn first(&self, count: u32) -> Option<&[Guid]> {
        self.0.as_deref()?.get(..usize::try_from(count).ok()?)
    }
}

/// Strings that are passed out as an array.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Texts(pub Vec<Text>);

/// Bytes, such as an icon.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Bytes(pub Vec<u8>);

/// An output pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OutPtr {
    /// It points at something.
    #[default]
    Given,
    /// It is null, which gives `E_INVALIDARG`.
    Null,
}

impl Parameter for bool {
    const TYPE: ParamType = ParamType::Bool;

    fn read(value: &Value) -> Option<Self> {
        if let Value::Bool(value) = value { Some(*value) } else { None }
    }

    fn show(&self) -> Value {
        Value::Bool(*self)
    }
}

macro_rules! number_parameters {
    ($($type:ident $of:ident),* $(,)?) => {$(
        impl Parameter for $type {
            const TYPE: ParamType = ParamType::$of;

            fn read(value: &Value) -> Option<Self> {
                if let Value::Number(value) = value { Self::try_from(*value).ok() } else { None }
            }

            fn show(&self) -> Value {
                Value::Number(i64::from(*self))
            }
        }
    )*};
}

number_parameters!(u32 Number, i32 Long, i64 LongLong);

impl Parameter for Guid {
    const TYPE: ParamType = ParamType::Guid;

    fn read(value: &Value) -> Option<Self> {
        if let Value::Guid(value) = value { Some(*value) } else { None }
    }

    fn show(&self) -> Value {
        Value::Guid(*self)
    }
}

impl Parameter for Hresult {
    const TYPE: ParamType = ParamType::Hresult;

    fn read(value: &Value) -> Option<Self> {
        if let Value::Hresult(value) = value { Some(*value) } else { None }
    }

    fn show(&self) -> Value {
        Value::Hresult(*self)
    }
}

impl Parameter for Text {
    const TYPE: ParamType = ParamType::Text;

    fn read(value: &Value) -> Option<Self> {
        if let Value::Text(value) = value { Some(value.clone()) } else { None }
    }

    fn show(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl Parameter for GuidArray {
    const TYPE: ParamType = ParamType::GuidList;
    const POINTER: Pointer = Pointer::Checked;

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self(None)),
            Value::List(values) => {
                values.iter().map(Guid::read).collect::<Option<Vec<Guid>>>().map(|guids| Self(Some(guids)))
            }
            Value::Bool(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Guid(_)
            | Value::Hresult(_)
            | Value::Header(..)
            | Value::Object(_)
            | Value::Struct(_) => None,
        }
    }

    fn show(&self) -> Value {
        let list = |guids: &Vec<Guid>| Value::List(guids.iter().map(Parameter::show).collect());
        self.0.as_ref().map_or(Value::Null, list)
    }

    fn is_null(&self) -> bool {
        self.0.is_none()
    }
}

impl Parameter for Texts {
    const TYPE: ParamType = ParamType::TextList;

    fn read(value: &Value) -> Option<Self> {
        let Value::List(values) = value else { return None };
        values.iter().map(Text::read).collect::<Option<Vec<Text>>>().map(Self)
    }

    fn show(&self) -> Value {
        Value::List(self.0.iter().map(Parameter::show).collect())
    }
}

impl Parameter for Bytes {
    const TYPE: ParamType = ParamType::Bytes;

    fn read(value: &Value) -> Option<Self> {
        let Value::List(values) = value else { return None };
        let byte = |value: &Value| u32::read(value).and_then(|number| u8::try_from(number).ok());
        values.iter().map(byte).collect::<Option<Vec<u8>>>().map(Self)
    }

    fn show(&self) -> Value {
        Value::List(self.0.iter().map(|byte| Value::Number(i64::from(*byte))).collect())
    }
}

impl<T: Parameter> Parameter for In<T> {
    const TYPE: ParamType = T::TYPE;
    const POINTER: Pointer = Pointer::Required;

    fn read(value: &Value) -> Option<Self> {
        if *value == Value::Null { Some(Self(None)) } else { T::read(value).map(|value| Self(Some(value))) }
    }

    fn show(&self) -> Value {
        self.0.as_ref().map_or(Value::Null, Parameter::show)
    }

    fn is_null(&self) -> bool {
        self.0.is_none()
    }
}

impl<T: Parameter> Parameter for Option<T> {
    const TYPE: ParamType = T::TYPE;
    const POINTER: Pointer = Pointer::Optional;

    fn read(value: &Value) -> Option<Self> {
        if *value == Value::Null { Some(None) } else { T::read(value).map(Some) }
    }

    fn show(&self) -> Value {
        self.as_ref().map_or(Value::Null, Parameter::show)
    }
}

macro_rules! object_parameters {
    ($($id:ident $kind:ident),* $(,)?) => {$(
        impl Parameter for $id {
            const TYPE: ParamType = ParamType::Object(Object::$kind);

            fn read(value: &Value) -> Option<Self> {
                if let Value::Object(Target::$kind(id)) = value { Some(*id) } else { None }
            }

            fn show(&self) -> Value {
                Value::Object(Target::$kind(*self))
            }
        }
    )*};
}

object_parameters!(
    RequesterId Backup,
    AsyncId Async,
    EnumId EnumObject,
    WriterComponentsRef WriterComponents,
    ComponentRef Component,
    MetadataRef Examine,
    WmComponentRef WmComponent,
    FiledescRef Filedesc,
    DependencyRef Dependency,
    ExpressWriterId ExpressWriter,
    ExpressMetadataId ExpressMetadata,
    SnapshotMgmtRef SnapshotMgmt,
    DiffAreaMgmtRef DiffAreaMgmt,
    EnumMgmtId EnumMgmtObject,
);

macro_rules! header_parameters {
    ($($type:ident),* $(,)?) => {$(
        impl Parameter for crate::vocabulary::$type {
            const TYPE: ParamType = ParamType::Header(HeaderType::of::<Self>());

            fn read(value: &Value) -> Option<Self> {
                match value {
                    Value::Header(header, raw) if header.name == <Self as HeaderEnum>::NAME => Some(Self(*raw)),
                    Value::Number(raw) => u32::try_from(*raw).ok().map(Self),
                    Value::Null | Value::Bool(_) | Value::Text(_) | Value::Guid(_) | Value::Hresult(_)
                    | Value::Header(..) | Value::List(_) | Value::Object(_) | Value::Struct(_) => None,
                }
            }

            fn show(&self) -> Value {
                Value::Header(HeaderType::of::<Self>(), self.0)
            }
        }
    )*};
}

header_parameters!(
    AlternateWriterState,
    ApplicationLevel,
    BackupSchema,
    BackupType,
    ComponentFlags,
    ComponentType,
    FileRestoreStatus,
    FileSpecBackupType,
    HardwareOptions,
    MgmtObjectType,
    ObjectType,
    ProtectionFault,
    ProtectionLevel,
    ProviderType,
    RecoveryOptions,
    RestoreMethod,
    RestoreTarget,
    RestoreType,
    RollForwardType,
    SnapshotCompatibility,
    SnapshotContext,
    SnapshotState,
    SourceType,
    SubscribeMask,
    UsageType,
    VolumeSnapshotAttributes,
    WriterRestore,
    WriterState,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_gives_no_more_than_it_holds() {
        let array = GuidArray(Some(vec![Guid(1), Guid(2)]));
        assert_eq!(array.first(0), Some(&[][..]));
        assert_eq!(array.first(1), Some(&[Guid(1)][..]));
        assert_eq!(array.first(2), Some(&[Guid(1), Guid(2)][..]));
        assert_eq!(array.first(3), None);
        assert_eq!(GuidArray(None).first(0), None);
    }

    #[test]
    fn an_array_reads_what_it_shows_and_nothing_else() {
        for array in
            [GuidArray(None), GuidArray(Some(Vec::new())), GuidArray(Some(vec![Guid(7), Guid::NULL]))]
        {
            assert_eq!(GuidArray::read(&array.show()), Some(array));
        }
        assert_eq!(GuidArray::read(&Value::Guid(Guid(1))), None);
        assert_eq!(GuidArray::read(&Value::List(vec![Value::Number(1)])), None);
    }
}
