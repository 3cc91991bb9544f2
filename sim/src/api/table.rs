//! The shape of an interface table, and the macro that makes an interface's enum from it.

use std::fmt;

use super::object::Object;
use super::param::{ParamType, Pointer};
use super::value::Value;
use super::{
    AdminCall, AsyncCall, BackupCall, ComponentCall, CreateMetadataCall, DependencyCall, DiffAreaMgmtCall,
    EnumMgmtCall, EnumObjectCall, ExamineCall, ExpressMetadataCall, ExpressWriterCall, FiledescCall,
    FunctionCall, RestoreCall, ShadowCopyCall, SnapshotMgmtCall, WmComponentCall, WriterCall,
    WriterComponentsCall, WriterObjectCall,
};
use crate::vocabulary::Text;

/// One method of an interface, as its row describes it.
#[derive(Debug, PartialEq, Eq)]
pub struct Method {
    /// What it is called on.
    pub object: Object,
    /// The interface that declares it, or the header of a free function.
    pub interface: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its page in the Windows SDK reference.
    pub page: &'static str,
    /// Whether its page names `E_ACCESSDENIED` for a process that is no administrator or lacks the backup privilege.
    pub needs_rights: bool,
    /// What is passed in, in the header's order.
    pub inputs: &'static [InParam],
    /// What is passed out, in the header's order.
    pub outputs: &'static [OutParam],
}

impl Method {
    /// Whether the call gives an `IVssAsync` to wait for.
    #[must_use]
    pub fn is_async(&self) -> bool {
        self.makes() == Some(Object::Async)
    }

    /// What kind of object it passes out; no method passes out two.
    #[must_use]
    pub fn makes(&self) -> Option<Object> {
        self.outputs
            .iter()
            .find_map(|out| if let ParamType::Object(kind) = out.ty { Some(kind) } else { None })
    }

    /// Whatever can be told of what it passes out: each output, and of a structure each field.
    pub fn told(&self) -> impl Iterator<Item = Output> {
        self.outputs.iter().flat_map(|out| {
            let fields = if let ParamType::Struct(of) = out.ty { of.fields } else { &[] };
            let whole = fields.is_empty().then_some(Output { parameter: out.name, field: None, ty: out.ty });
            let of = fields.iter().map(|field| Output {
                parameter: out.name,
                field: Some(field.name),
                ty: field.ty,
            });
            whole.into_iter().chain(of)
        })
    }
}

/// One input.
#[derive(Debug, PartialEq, Eq)]
pub struct InParam {
    /// The header's name of it.
    pub name: &'static str,
    /// What it is.
    pub ty: ParamType,
    /// What null means.
    pub pointer: Pointer,
}

/// One output.
#[derive(Debug, PartialEq, Eq)]
pub struct OutParam {
    /// The header's name of it.
    pub name: &'static str,
    /// What is stored there.
    pub ty: ParamType,
}

/// Something that a call passes out: an output parameter, or a field of the structure that one gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Output {
    /// The output parameter.
    pub parameter: &'static str,
    /// The field of its structure.
    pub field: Option<&'static str>,
    /// What is stored there.
    pub ty: ParamType,
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.parameter)?;
        self.field.map_or(Ok(()), |field| write!(f, ".{field}"))
    }
}

/// Arguments by name. An output pointer appears only where it is null.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Arguments(pub Vec<(Text, Value)>);

impl Arguments {
    /// The value of an argument.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known.as_str() == name).map(|(_, value)| value)
    }
}

/// Why a method and arguments do not make a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentError {
    /// The object has no such method.
    NoSuchMethod,
    /// A required argument is missing.
    Missing {
        /// Its name.
        name: &'static str,
        /// What it would be.
        ty: ParamType,
    },
    /// An argument is of another type.
    WrongType {
        /// Its name.
        name: &'static str,
        /// What it should be.
        ty: ParamType,
    },
}

/// Every method the model knows, interface by interface.
pub fn methods() -> impl Iterator<Item = &'static Method> {
    [
        FunctionCall::METHODS,
        AdminCall::METHODS,
        BackupCall::METHODS,
        RestoreCall::METHODS,
        ShadowCopyCall::METHODS,
        EnumObjectCall::METHODS,
        AsyncCall::METHODS,
        ComponentCall::METHODS,
        WriterComponentsCall::METHODS,
        ExamineCall::METHODS,
        WmComponentCall::METHODS,
        FiledescCall::METHODS,
        DependencyCall::METHODS,
        CreateMetadataCall::METHODS,
        WriterCall::METHODS,
        WriterObjectCall::METHODS,
        ExpressWriterCall::METHODS,
        ExpressMetadataCall::METHODS,
        SnapshotMgmtCall::METHODS,
        DiffAreaMgmtCall::METHODS,
        EnumMgmtCall::METHODS,
    ]
    .into_iter()
    .flatten()
}

/// Makes the enum of an interface and its table from rows `Interface::Method { inputs } -> { outputs }, page;`. Behind
/// the page stands `needs rights` where it names `E_ACCESSDENIED` for a process that is no administrator or lacks the
/// backup privilege.
macro_rules! interface {
    (
        $(#[$doc:meta])*
        $enum:ident of $object:ident {
            $($interface:ident :: $method:ident { $($input:ident : $ty:ty),* $(,)? }
                -> { $($output:ident : $out:ty),* $(,)? }, $page:literal $(, needs $rights:ident)?;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[allow(non_snake_case, reason = "parameters bear the names of the headers")]
        pub enum $enum {$(
            #[doc = concat!("[`", stringify!($interface), "::", stringify!($method),
                "`](https://learn.microsoft.com/windows/win32/api/", $page, ")")]
            $method {
                $(
                    #[doc = concat!("`", stringify!($input), "`, an input.")]
                    $input: $ty,
                )*
                $(
                    #[doc = concat!("`", stringify!($output), "`, an output.")]
                    $output: $crate::api::OutPtr,
                )*
            },
        )*}

        impl $enum {
            /// The rows of this interface.
            pub const METHODS: &'static [$crate::api::Method] = &[$(
                $crate::api::Method {
                    object: $crate::api::Object::$object,
                    interface: stringify!($interface),
                    name: stringify!($method),
                    page: $page,
                    needs_rights: false $(|| $crate::api::table::$rights())?,
                    inputs: &[$($crate::api::InParam {
                        name: stringify!($input),
                        ty: <$ty as $crate::api::Parameter>::TYPE,
                        pointer: <$ty as $crate::api::Parameter>::POINTER,
                    },)*],
                    outputs: &[$($crate::api::OutParam {
                        name: stringify!($output),
                        ty: <$out as $crate::api::OutType>::TYPE,
                    },)*],
                },
            )*];

            /// The row of this call.
            #[must_use]
            pub fn method(&self) -> &'static $crate::api::Method {
                match self {$(
                    Self::$method { .. } => const { $crate::api::table::row(Self::METHODS, stringify!($method)) },
                )*}
            }

            /// The name of the first pointer that is null although its page requires one.
            #[must_use]
            #[allow(non_snake_case, unused_variables, reason = "parameters bear the names of the headers")]
            pub fn refused_null(&self) -> Option<&'static str> {
                match self {$(
                    Self::$method { $($input,)* $($output,)* } => {
                        $(
                            if <$ty as $crate::api::Parameter>::POINTER == $crate::api::Pointer::Required
                                && $crate::api::Parameter::is_null($input)
                            {
                                return Some(stringify!($input));
                            }
                        )*
                        $(
                            if <$out as $crate::api::OutType>::REQUIRED && *$output == $crate::api::OutPtr::Null {
                                return Some(stringify!($output));
                            }
                        )*
                        None
                    }
                )*}
            }

            /// The arguments by name.
            #[must_use]
            #[allow(non_snake_case, unused_mut, unused_variables, reason = "parameters bear the names of the headers")]
            pub fn arguments(&self) -> $crate::api::Arguments {
                let mut list = Vec::new();
                match self {$(
                    Self::$method { $($input,)* $($output,)* } => {
                        $(list.push((stringify!($input).into(), $crate::api::Parameter::show($input)));)*
                        $(
                            if *$output == $crate::api::OutPtr::Null {
                                list.push((stringify!($output).into(), $crate::api::Value::Null));
                            }
                        )*
                    }
                )*}
                $crate::api::Arguments(list)
            }

            /// Makes the call of this name from its arguments. Optional pointers that are left out are null.
            ///
            /// # Errors
            /// There is no such method, or an argument is missing or of another type.
            #[allow(unused_variables, reason = "a method may have no parameters")]
            pub fn from_arguments(
                name: &str,
                arguments: &$crate::api::Arguments,
            ) -> Result<Self, $crate::api::ArgumentError> {
                match name {
                    $(stringify!($method) => Ok(Self::$method {
                        $($input: $crate::api::table::read::<$ty>(arguments, stringify!($input))?,)*
                        $($output: match arguments.get(stringify!($output)) {
                            Some($crate::api::Value::Null) => $crate::api::OutPtr::Null,
                            Some(_) | None => $crate::api::OutPtr::Given,
                        },)*
                    }),)*
                    _ => Err($crate::api::ArgumentError::NoSuchMethod),
                }
            }
        }
    };
}
pub(super) use interface;

/// What a row says by `needs rights`.
pub(super) const fn rights() -> bool {
    true
}

/// The row of a name that the macro knows to be there.
#[expect(
    clippy::indexing_slicing,
    reason = "evaluated at compile time, where an index out of bounds is an error"
)]
pub(super) const fn row(rows: &'static [Method], name: &str) -> &'static Method {
    let mut index = 0;
    while !same(rows[index].name, name) {
        index += 1;
    }
    &rows[index]
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated at compile time, where an index out of bounds is an error"
)]
const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Reads one argument.
pub(super) fn read<T: super::Parameter>(
    arguments: &Arguments,
    name: &'static str,
) -> Result<T, ArgumentError> {
    match arguments.get(name) {
        Some(value) => T::read(value).ok_or(ArgumentError::WrongType { name, ty: T::TYPE }),
        None if T::POINTER == Pointer::Optional => {
            T::read(&Value::Null).ok_or(ArgumentError::Missing { name, ty: T::TYPE })
        }
        None => Err(ArgumentError::Missing { name, ty: T::TYPE }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{In, OutPtr};

    #[test]
    fn no_two_methods_have_the_same_full_name() {
        let mut names: Vec<_> = methods().map(|m| (m.interface, m.name)).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn a_call_reads_what_it_prints() {
        let call = BackupCall::AddToSnapshotSet {
            pwszVolumeName: In(Some("C:\\".into())),
            ProviderId: crate::vocabulary::Guid::NULL,
            pidSnapshot: OutPtr::Null,
        };
        assert_eq!(call.method().name, "AddToSnapshotSet");
        assert_eq!(call.refused_null(), Some("pidSnapshot"));
        assert_eq!(BackupCall::from_arguments("AddToSnapshotSet", &call.arguments()), Ok(call));
    }

    #[test]
    fn a_missing_argument_is_named() {
        let wrong = BackupCall::from_arguments("AddToSnapshotSet", &Arguments::default());
        assert!(matches!(wrong, Err(ArgumentError::Missing { name: "pwszVolumeName", .. })));
    }
}
