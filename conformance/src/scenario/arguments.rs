//! Arguments and expected values: from JSON to the typed values of the interface tables.

use serde_json::Value as Json;
use vss_sim::api::{Arguments, HeaderType, InParam, Method, Output, ParamType, Parameter, Pointer, Value};
use vss_sim::vocabulary::{Guid, Hresult, Text};

use crate::json::Spanned;
use crate::source::{Diagnostic, Span};

use super::checker::Checker;
use super::plan::Argument;

/// The arguments of a scenario's call, by name.
pub(super) type Named = std::collections::BTreeMap<Spanned<String>, Spanned<Json>>;

/// Types the arguments of a call; whatever does not fit is an error at its place.
pub(super) fn arguments(
    checker: &mut Checker<'_>,
    method: &Method,
    named: &Named,
    call: Span,
) -> Vec<(Text, Argument)> {
    let mut typed = Vec::new();
    for (name, value) in named {
        if let Some(input) = method.inputs.iter().find(|input| input.name == name.value) {
            if let Some(argument) = argument(checker, input, value) {
                typed.push((Text::from(input.name), argument));
            }
        } else if let Some(output) = method.outputs.iter().find(|output| output.name == name.value) {
            if value.value == Json::Null {
                typed.push((Text::from(output.name), Argument::Is(Value::Null)));
            } else {
                let error = Diagnostic::error(value, format!("{} is an output parameter", output.name));
                checker.error(error.expected("null, to pass a null pointer").found(shown(value)));
            }
        } else {
            let names: Vec<&str> =
                method.inputs.iter().map(|p| p.name).chain(method.outputs.iter().map(|p| p.name)).collect();
            let what = format!("{} has no parameter {:?}", method.name, name.value);
            checker.error(Diagnostic::error(name, what).expected(one_of(&names)).did_you_mean(name, &names));
        }
    }
    for input in method.inputs.iter().filter(|input| input.pointer != Pointer::Optional) {
        let given = named.keys().any(|name| name.value == input.name);
        if !given {
            let what = format!("{} needs the argument {}", method.name, input.name);
            checker.error(Diagnostic::error(call.last_byte(), what).expected(input.ty.to_string()));
        }
    }
    typed
}

/// Types the values that a call is expected to pass out.
pub(super) fn outputs(
    checker: &mut Checker<'_>,
    method: &Method,
    named: &Named,
) -> Vec<(Output, Argument, Span)> {
    let mut typed = Vec::new();
    for (name, value) in named {
        let Some(output) = output(checker, method, name) else { continue };
        let argument = if value.value == Json::Null {
            Some(Argument::Is(Value::Null))
        } else {
            typed_value(checker, name, output.ty, value)
        };
        typed.extend(argument.map(|argument| (output, argument, value.span)));
    }
    typed
}

/// What is passed out under this name, that of an output parameter or of a field after it; or an error at its place.
pub(super) fn output(checker: &mut Checker<'_>, method: &Method, name: &Spanned<String>) -> Option<Output> {
    let told: Vec<(String, Output)> = method.told().map(|output| (output.to_string(), output)).collect();
    let found = told.iter().find(|(known, _)| *known == name.value).map(|(_, output)| *output);
    if found.is_none() {
        let names: Vec<&str> = told.iter().map(|(known, _)| known.as_str()).collect();
        let what = format!("{} has no output {:?}", method.name, name.value);
        checker.error(Diagnostic::error(name, what).expected(one_of(&names)).did_you_mean(name, &names));
    }
    found
}

fn one_of(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { format!("one of {}", names.join(", ")) }
}

fn argument(checker: &mut Checker<'_>, input: &InParam, value: &Spanned<Json>) -> Option<Argument> {
    if value.value == Json::Null {
        if input.pointer == Pointer::Value {
            let what = format!("{} is passed by value and cannot be null", input.name);
            checker.error(Diagnostic::error(value, what).expected(input.ty.to_string()).found("null"));
            return None;
        }
        return Some(Argument::Is(Value::Null));
    }
    typed_value(checker, input.name, input.ty, value)
}

/// A value of a type; `@name` is a GUID or a saved value.
fn typed_value(
    checker: &mut Checker<'_>,
    name: &str,
    ty: ParamType,
    value: &Spanned<Json>,
) -> Option<Argument> {
    if let (ParamType::GuidList, Some(items)) = (ty, value.as_array()) {
        return guids(checker, name, items, value.span);
    }
    if let Some(reference) = value.as_str().and_then(|text| text.strip_prefix('@'))
        // What steps save are single values, so that a list is never one of them.
        && ty != ParamType::GuidList
    {
        return Some(match referenced(checker, name, reference) {
            Some(guid) if ty == ParamType::Guid => Argument::Is(Value::Guid(guid)),
            Some(_) | None => Argument::Saved(reference.to_owned()),
        });
    }
    let typed = plain(ty, value);
    if typed.is_none() {
        let what = format!("{name} has a value of the wrong type");
        let error = Diagnostic::error(value, what).expected(ty.to_string()).found(shown(value));
        checker.error(suggested(error, ty, value));
    }
    typed.map(Argument::Is)
}

/// The GUID of a writer or provider: of its instance where the parameter's name asks for one, of its COM
/// server's class for `ClassId`, else of its class.
fn referenced(checker: &Checker<'_>, parameter: &str, reference: &str) -> Option<Guid> {
    let guids = checker.guids.get(reference)?;
    let instance = parameter.to_ascii_lowercase().contains("instance");
    Some(if parameter == "ClassId" {
        guids.server
    } else if instance {
        guids.instance
    } else {
        guids.class
    })
}

/// A list of GUIDs, each of which can be a reference.
fn guids(checker: &mut Checker<'_>, name: &str, items: &[Json], at: Span) -> Option<Argument> {
    let mut list = Vec::new();
    for item in items {
        let reference = item.as_str().and_then(|text| text.strip_prefix('@'));
        list.push(match (reference, guid(item)) {
            (Some(reference), _) => referenced(checker, name, reference).map_or_else(
                || Argument::Saved(reference.to_owned()),
                |guid| Argument::Is(Value::Guid(guid)),
            ),
            (None, Some(guid)) => Argument::Is(Value::Guid(guid)),
            (None, None) => {
                let error = Diagnostic::error(at, format!("{name} holds what is no GUID"));
                checker.error(error.expected("a GUID, GUID_NULL, or @ and a name").found(shown(item)));
                return None;
            }
        });
    }
    Some(Argument::List(list))
}

/// Names the value of an enumeration that was probably meant.
fn suggested(error: Diagnostic, ty: ParamType, value: &Json) -> Diagnostic {
    let Some(word) = value.as_str() else { return error };
    match ty {
        ParamType::Header(header) => {
            let names: Vec<&str> = header.values.iter().map(|value| value.name).collect();
            error.did_you_mean(word, &names)
        }
        ParamType::Hresult => {
            let names: Vec<&str> = Hresult::TABLE.iter().map(|row| row.name).collect();
            error.did_you_mean(word, &names)
        }
        ParamType::Bool
        | ParamType::Number
        | ParamType::Long
        | ParamType::LongLong
        | ParamType::Struct(_)
        | ParamType::Text
        | ParamType::Guid
        | ParamType::GuidList
        | ParamType::TextList
        | ParamType::Bytes
        | ParamType::Object(_) => error,
    }
}

fn plain(ty: ParamType, value: &Json) -> Option<Value> {
    match ty {
        ParamType::Bool => value.as_bool().map(Value::Bool),
        ParamType::Number => number(value).map(|number| number.show()),
        ParamType::Long => i32::try_from(value.as_i64()?).ok().map(|number| number.show()),
        ParamType::LongLong => value.as_i64().map(|number| number.show()),
        ParamType::Text => value.as_str().map(|text| Value::Text(text.into())),
        ParamType::Guid => guid(value).map(Value::Guid),
        ParamType::Hresult => Hresult::parse(value.as_str()?).map(Value::Hresult),
        ParamType::Header(header) => header_value(header, value),
        ParamType::TextList => list(value, |value| value.as_str().map(|text| Value::Text(text.into()))),
        ParamType::Bytes => {
            list(value, |value| number(value).filter(|byte| *byte <= 0xFF).map(|byte| byte.show()))
        }
        // Interface pointers have names, which `as` gives them; a scenario never writes one as a value. A list of GUIDs
        // is typed item by item, a structure field by field.
        ParamType::Object(_) | ParamType::GuidList | ParamType::Struct(_) => None,
    }
}

fn number(value: &Json) -> Option<u32> {
    if value.as_str() == Some("INFINITE") {
        return Some(u32::MAX);
    }
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

fn guid(value: &Json) -> Option<Guid> {
    match value.as_str()? {
        "GUID_NULL" => Some(Guid::NULL),
        text => Guid::parse(text),
    }
}

fn header_value(header: HeaderType, value: &Json) -> Option<Value> {
    let raw = match value.as_str() {
        Some(text) => header.parse(text)?,
        None => number(value)?,
    };
    Some(Value::Header(header, raw))
}

fn list(value: &Json, item: impl Fn(&Json) -> Option<Value>) -> Option<Value> {
    value.as_array()?.iter().map(item).collect::<Option<Vec<Value>>>().map(Value::List)
}

fn shown(value: &Json) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 { text } else { text.chars().take(57).chain("...".chars()).collect() }
}

/// The arguments of a call whose every value is known, such as one of a handler's.
pub(super) fn known(checker: &mut Checker<'_>, arguments: Vec<(Text, Argument)>, at: Span) -> Arguments {
    let mut list = Vec::new();
    for (name, argument) in arguments {
        match argument.value(&std::collections::BTreeMap::new()) {
            Ok(value) => list.push((name, value)),
            Err(reference) => {
                let what = format!("@{reference} is no writer or provider");
                checker
                    .error(Diagnostic::error(at, what).help("a handler cannot use values that steps save"));
            }
        }
    }
    Arguments(list)
}
