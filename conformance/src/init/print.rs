//! The text of a scenario that was made here.

use vss_sim::api::{Method, Object, methods};

use crate::json::{self, Member, Node, Value};
use crate::scenario::format::Scenario;
use crate::source::{Diagnostic, Source};

/// The scenario in the canonical form, the arguments of each call in the order of its header.
///
/// # Errors
/// It serialises to no JSON that can be read back, which a scenario made from documents does not.
pub fn print(scenario: &Scenario) -> Result<String, Vec<Diagnostic>> {
    let mut root = json::parse(&Source::new("scenario", json::to_canonical(scenario)?))?;
    if let Some(Value::Array(steps)) = member(&mut root, "steps") {
        steps.iter_mut().for_each(in_header_order);
    }
    Ok(json::print(&root))
}

fn member<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Value> {
    let Value::Object(members) = &mut node.value else { return None };
    members.iter_mut().find(|member| member.key.text == key).map(|member| &mut member.value.value)
}

fn in_header_order(step: &mut Node) {
    let Some(Value::String(name)) = member(step, "call") else { return };
    let is_it = |method: &&Method| method.object == Object::Backup && method.name == name;
    let Some(method) = methods().find(is_it) else { return };
    if let Some(Value::Object(args)) = member(step, "args") {
        args.sort_by_key(|argument| place(method, argument));
    }
}

fn place(method: &Method, argument: &Member) -> usize {
    let place = method.inputs.iter().position(|input| input.name == argument.key.text);
    place.unwrap_or(method.inputs.len())
}
