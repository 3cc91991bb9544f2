//! Values as they cross the interfaces, each printable and comparable.

use std::fmt;

use super::header_type::HeaderType;
use super::object::Target;
use crate::vocabulary::{Guid, Hresult, Text};

/// One argument or returned value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// A null pointer.
    Null,
    /// A `bool`, `BOOL` or `boolean`.
    Bool(bool),
    /// A number, of whatever width the parameter has.
    Number(i64),
    /// A string.
    Text(Text),
    /// A GUID.
    Guid(Guid),
    /// An HRESULT.
    Hresult(Hresult),
    /// A value of a header enumeration.
    Header(HeaderType, u32),
    /// A list.
    List(Vec<Self>),
    /// An interface pointer.
    Object(Target),
    /// A structure: its fields by their names.
    Struct(Vec<(&'static str, Self)>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("NULL"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::Text(value) => write!(f, "{value:?}"),
            Self::Guid(value) => write!(f, "{value}"),
            Self::Hresult(value) => write!(f, "{value}"),
            Self::Header(header, raw) => f.write_str(&header.print(*raw)),
            Self::List(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if index == 0 { "" } else { ", " })?;
                }
                f.write_str("]")
            }
            Self::Object(of) => write!(f, "{of}"),
            Self::Struct(fields) => {
                f.write_str("{")?;
                for (index, (name, value)) in fields.iter().enumerate() {
                    write!(f, "{}{name}: {value}", if index == 0 { "" } else { ", " })?;
                }
                f.write_str("}")
            }
        }
    }
}
