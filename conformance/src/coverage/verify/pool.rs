//! What calls that succeed are made with, over all scenarios: what a wrong argument can be put right with.

use std::collections::BTreeMap;

use serde_json::Value;

/// So many values of one parameter are tried, the most frequent first.
const TRIED: usize = 4;

/// Values of parameters, by method and name, and how often each led to success.
#[derive(Debug, Default)]
pub struct Pool(BTreeMap<(String, String), Vec<(Value, usize)>>);

impl Pool {
    /// Learns from the calls of a scenario, its steps' and its handlers', that are expected to succeed.
    pub fn learn(&mut self, scenario: &Value) {
        match scenario {
            Value::Object(fields) => {
                if let (Some(Value::String(method)), true) = (fields.get("call"), succeeds(fields)) {
                    let arguments = fields.get("args").and_then(Value::as_object).into_iter().flatten();
                    for (name, value) in arguments {
                        self.add(method, name, value);
                    }
                }
                fields.values().for_each(|value| self.learn(value));
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn add(&mut self, method: &str, name: &str, value: &Value) {
        let known = self.0.entry((plain(method), name.to_owned())).or_default();
        match known.iter_mut().find(|(other, _)| other == value) {
            Some((_, count)) => *count += 1,
            None => known.push((value.clone(), 1)),
        }
    }

    /// The most frequent values of a parameter.
    pub(super) fn values(&self, method: &str, name: &str) -> impl Iterator<Item = &Value> {
        let known = self.0.get(&(plain(method), name.to_owned()));
        let mut sorted: Vec<&(Value, usize)> = known.into_iter().flatten().collect();
        sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        sorted.into_iter().take(TRIED).map(|(value, _)| value)
    }
}

/// A method's name without its interface.
fn plain(method: &str) -> String {
    method.rsplit_once("::").map_or(method, |(_, name)| name).to_owned()
}

fn succeeds(call: &serde_json::Map<String, Value>) -> bool {
    let good = |field| call.get(field).is_none_or(|code| code == "S_OK" || code == "VSS_S_ASYNC_FINISHED");
    good("expect") && good("ends")
}
