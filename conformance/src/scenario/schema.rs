//! The published JSON Schema: the shape of the files, and in it every method with its parameters, from the tables.
//!
//! The shape comes from the types; what a call takes comes from the interface tables, so that an editor completes
//! and checks arguments as well. What a schema cannot say, such as that a name was made by an earlier step, is left
//! to the check.

use serde_json::{Map, Value, json};
use vss_sim::api::{InParam, Method, OutParam, ParamType, Pointer, methods};
use vss_sim::machines::{FileFault, PhaseKind, ProviderCall, ServiceEvent, Transactions, VssService};
use vss_sim::vocabulary::{HeaderEnum, Hresult, Windows, WriterState};
use vss_sim::world::{Reading, Readings};

use super::files::{ACTIONS, HELD};
use super::format::Scenario;
use super::handlers::{handler_names, is_for_handlers};
use super::steps::is_for_steps;
use crate::policy::diskshadow::Refusal;
use crate::rules::rules;

/// The JSON Schema of scenario files.
#[must_use]
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(Scenario).to_value();
    let step: Vec<&Method> = methods().filter(|method| is_for_steps(method.object)).collect();
    let handler: Vec<&Method> = methods().filter(|method| is_for_handlers(method.object)).collect();
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        describe_calls(definitions, "Step", &step);
        describe_calls(definitions, "HandlerCall", &handler);
        describe_words(definitions);
    }
    describe_rules(&mut schema);
    if let Some(readings) = schema.pointer_mut("/properties/readings").and_then(Value::as_object_mut) {
        readings.insert("properties".to_owned(), Value::Object(Readings::table().map(reading).collect()));
        readings.insert("additionalProperties".to_owned(), json!(false));
    }
    schema
}

/// A reading: its question, and the labels it can have.
fn reading(row: &Reading) -> (String, Value) {
    let labels = row.labels.iter().map(|label| json!({ "const": label.label, "description": label.text }));
    let described = format!("{} {} if not said.", row.question, row.default);
    (row.id.to_owned(), json!({ "description": described, "anyOf": labels.collect::<Vec<_>>() }))
}

/// Names the methods that `call` can be, and for each of them what its arguments are.
fn describe_calls(definitions: &mut Map<String, Value>, of: &str, methods: &[&Method]) {
    let Some(definition) = definitions.get_mut(of).and_then(Value::as_object_mut) else { return };
    let mut names = Vec::new();
    for spelling in methods.iter().flat_map(|method| spellings(method)) {
        if !names.contains(&spelling) {
            names.push(spelling);
        }
    }
    if let Some(call) = definition.get_mut("properties").and_then(|p| p.get_mut("call")) {
        let description = call.get("description").cloned();
        *call = json!({ "enum": names });
        if let (Some(call), Some(description)) = (call.as_object_mut(), description) {
            call.insert("description".to_owned(), description);
        }
    }
    let mut cases = Vec::new();
    for (place, method) in methods.iter().enumerate() {
        let alike: Vec<&&Method> = methods.iter().filter(|other| other.name == method.name).collect();
        let [plain, full] = spellings(method);
        if let [_] = alike.as_slice() {
            cases.push(case(&[plain, full], &body(method)));
            continue;
        }
        cases.push(case(&[full], &body(method)));
        // A name that several interfaces have can mean the method of each.
        if methods.iter().position(|other| other.name == method.name) == Some(place) {
            let bodies: Vec<Value> = alike.iter().map(|other| body(other)).collect();
            cases.push(case(&[plain], &json!({ "anyOf": bodies })));
        }
    }
    definition.insert("allOf".to_owned(), Value::Array(cases));
}

/// A method is called by its name alone, or with its interface before it.
fn spellings(method: &Method) -> [String; 2] {
    [method.name.to_owned(), format!("{}::{}", method.interface, method.name)]
}

fn case(spellings: &[String], then: &Value) -> Value {
    json!({ "if": { "properties": { "call": { "enum": spellings } }, "required": ["call"] }, "then": then })
}

/// What a step that calls a method looks like.
fn body(method: &Method) -> Value {
    let inputs = method.inputs.iter().map(|input| (input.name.to_owned(), input_schema(input)));
    let null = |out: &OutParam| (out.name.to_owned(), json!({ "type": "null" }));
    let args: Map<String, Value> = inputs.chain(method.outputs.iter().map(null)).collect();
    let outputs = method.told().map(|out| (out.to_string(), with_null(&type_schema(out.ty))));
    let returns: Map<String, Value> = outputs.collect();
    let needed: Vec<&str> = method
        .inputs
        .iter()
        .filter(|input| input.pointer != Pointer::Optional)
        .map(|input| input.name)
        .collect();
    let mut then = json!({ "properties": {
        "args": { "properties": args, "additionalProperties": false, "required": needed },
        "returns": { "properties": returns, "additionalProperties": false },
    } });
    if let (false, Some(then)) = (needed.is_empty(), then.as_object_mut()) {
        then.insert("required".to_owned(), json!(["args"]));
    }
    then
}

fn input_schema(input: &InParam) -> Value {
    match input.pointer {
        Pointer::Value => type_schema(input.ty),
        Pointer::Required | Pointer::Checked | Pointer::Optional => with_null(&type_schema(input.ty)),
    }
}

fn with_null(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

/// A value of a type. Every one, and every item of a list of GUIDs, can also be `@name`, a value that an earlier step
/// saved.
fn type_schema(ty: ParamType) -> Value {
    let saved = json!({ "type": "string", "pattern": "^@" });
    let own = match ty {
        ParamType::Bool => json!({ "type": "boolean" }),
        ParamType::Number => json!({ "anyOf": [number(), { "const": "INFINITE" }] }),
        ParamType::Long | ParamType::LongLong => json!({ "type": "integer" }),
        // An object is named with `as`, and a structure is told field by field.
        ParamType::Object(_) | ParamType::Struct(_) => return json!({ "type": "string" }),
        ParamType::Text => return json!({ "type": "string" }),
        ParamType::Guid => guid(),
        ParamType::Hresult => hresult(),
        ParamType::Header(header) => {
            let names: Vec<&str> = header.values.iter().map(|value| value.name).collect();
            let combined = if header.flags { json!({ "type": "string" }) } else { json!({ "enum": names }) };
            json!({ "anyOf": [combined, number()] })
        }
        ParamType::GuidList => {
            return json!({ "type": "array", "items": { "anyOf": [guid(), saved] } });
        }
        ParamType::TextList => json!({ "type": "array", "items": { "type": "string" } }),
        ParamType::Bytes => {
            json!({ "type": "array", "items": { "type": "integer", "minimum": 0, "maximum": 255 } })
        }
    };
    json!({ "anyOf": [own, saved] })
}

fn number() -> Value {
    json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX })
}

fn guid() -> Value {
    let hex = "[0-9a-fA-F]";
    let bare = format!("{hex}{{8}}-{hex}{{4}}-{hex}{{4}}-{hex}{{4}}-{hex}{{12}}");
    json!({ "type": "string", "pattern": format!("^(GUID_NULL|{bare}|\\{{{bare}\\}})$") })
}

fn hresult() -> Value {
    let names: Vec<&str> = Hresult::TABLE.iter().map(|row| row.name).collect();
    json!({ "anyOf": [{ "enum": names }, { "type": "string", "pattern": "^0[xX][0-9a-fA-F]{1,8}$" }] })
}

/// The words that plain strings of the format can be.
fn describe_words(definitions: &mut Map<String, Value>) {
    let duration = json!({ "type": "string", "pattern": "^[0-9]+(ms|s|min)$" });
    let handlers: Vec<&str> = handler_names().collect();
    let states: Vec<&str> = PhaseKind::NAMES.iter().map(|(_, name)| *name).chain(["RELEASED"]).collect();
    let writer_states: Vec<&str> = WriterState::VALUES.iter().map(|value| value.name).collect();
    let refusals: Vec<&str> = Refusal::NAMES.iter().map(|(_, name)| *name).collect();
    let faults: Vec<&str> = FileFault::TABLE.iter().map(|(_, name, _)| *name).chain([HELD]).collect();
    let windows: Vec<&str> = Windows::NAMES.iter().map(|(_, name)| *name).collect();
    let services: Vec<&str> = VssService::NAMES.iter().map(|(_, name)| *name).collect();
    let transactions: Vec<&str> = Transactions::NAMES.iter().map(|(_, name)| *name).collect();
    let mut happenings: Vec<&str> = ServiceEvent::NAMES.iter().map(|(.., is)| *is).collect();
    happenings.sort_unstable();
    happenings.dedup();
    let words = [
        ("Machine", "flush_takes", duration.clone()),
        ("WriterHandler", "takes", duration.clone()),
        ("ProviderHandler", "takes", duration.clone()),
        ("ProviderHandler", "returns", hresult()),
        ("Step", "advance", duration),
        ("Step", "expect", hresult()),
        ("Step", "ends", hresult()),
        ("Step", "refused", json!({ "enum": refusals })),
        ("HandlerCall", "expect", hresult()),
        ("Machine", "windows", json!({ "enum": windows })),
        ("Machine", "transactions", json!({ "enum": transactions })),
        ("States", "vss_service", json!({ "enum": services })),
        ("Service", "name", json!({ "enum": ["VSS", "EventSystem"] })),
        ("Service", "is", json!({ "enum": happenings })),
        ("WriterStatus", "state", json!({ "enum": writer_states })),
        ("WriterStatus", "failure", hresult()),
        ("FileDone", "action", json!({ "enum": ACTIONS })),
        ("FileDone", "expect", json!({ "enum": faults })),
    ];
    for (definition, field, words) in words {
        narrow(definitions, definition, field, &words);
    }
    let names = |names: &[&str]| json!({ "propertyNames": { "enum": names } });
    narrow(definitions, "Writer", "script", &names(&handlers));
    narrow(definitions, "Provider", "script", &names(ProviderCall::NAMES));
    narrow(definitions, "States", "requesters", &json!({ "additionalProperties": { "enum": states } }));
}

/// Names the rules that a scenario can cite.
fn describe_rules(schema: &mut Value) {
    let ids: Vec<&str> = rules().iter().map(|rule| rule.id.as_str()).collect();
    let cited = schema.pointer_mut("/properties/rules").and_then(Value::as_object_mut);
    let Some(cited) = cited else { return };
    cited.insert("items".to_owned(), json!({ "type": "string", "enum": ids }));
    cited.insert("uniqueItems".to_owned(), json!(true));
}

/// Adds to what a field's schema says, under the same description.
fn narrow(definitions: &mut Map<String, Value>, definition: &str, field: &str, by: &Value) {
    let property = definitions.get_mut(definition).and_then(|d| d.get_mut("properties")?.get_mut(field));
    let Some(property) = property.and_then(Value::as_object_mut) else { return };
    property.insert("allOf".to_owned(), json!([by]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_narrowed_field_exists() {
        let schema = schema();
        for (definition, field) in [
            ("Machine", "flush_takes"),
            ("WriterHandler", "takes"),
            ("ProviderHandler", "takes"),
            ("ProviderHandler", "returns"),
            ("Step", "advance"),
            ("Step", "expect"),
            ("Step", "ends"),
            ("Step", "refused"),
            ("HandlerCall", "expect"),
            ("Machine", "windows"),
            ("Machine", "transactions"),
            ("Service", "name"),
            ("Service", "is"),
            ("WriterStatus", "state"),
            ("WriterStatus", "failure"),
            ("FileDone", "action"),
            ("FileDone", "expect"),
            ("Writer", "script"),
            ("Provider", "script"),
            ("States", "requesters"),
            ("States", "vss_service"),
        ] {
            let narrowed = schema.pointer(&format!("/$defs/{definition}/properties/{field}/allOf"));
            assert!(narrowed.is_some(), "{definition}.{field}");
        }
        let ids = schema.pointer("/properties/rules/items/enum").and_then(Value::as_array);
        assert!(ids.is_some_and(|ids| ids.contains(&json!("SEL-005"))));
        for definition in ["Step", "HandlerCall"] {
            let names = schema.pointer(&format!("/$defs/{definition}/properties/call/enum"));
            assert!(names.and_then(Value::as_array).is_some_and(|names| names.len() > 20), "{definition}");
        }
    }
}
