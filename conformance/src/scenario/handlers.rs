//! Scripts: what the handlers of writers and the methods of providers do.

use std::collections::BTreeMap;

use vss_sim::api::{ComponentCall, CreateMetadataCall, Method, Value, WriterCall, method};
use vss_sim::machines::{ProviderCall, WriterEvent};
use vss_sim::vocabulary::{Hresult, Text};

use crate::backend::{HandlerScript, NestedCall};
use crate::json::Spanned;
use crate::source::{Diagnostic, Span};

use super::arguments;
use super::check::{Checker, unknown};
use super::format::{HandlerCall, ProviderHandler, WriterHandler};
use super::plan::{Argument, NestedPlan};

/// The script of a provider.
pub(super) fn provider_script(
    checker: &mut Checker<'_>,
    script: &BTreeMap<Spanned<String>, ProviderHandler>,
) -> BTreeMap<&'static str, HandlerScript> {
    let mut typed = BTreeMap::new();
    for (name, handler) in script {
        let Some(method) = ProviderCall::NAMES.iter().find(|method| **method == name.value) else {
            checker.error(unknown(name, "provider method", "a method of a provider", ProviderCall::NAMES));
            continue;
        };
        let script = HandlerScript {
            takes: handler.takes.as_ref().map(|text| checker.duration(text)).unwrap_or_default(),
            hangs: handler.hangs.unwrap_or(false),
            code: handler.returns.as_ref().map_or(Hresult::S_OK, |text| checker.hresult(text)),
            ..HandlerScript::default()
        };
        typed.insert(*method, script);
    }
    typed
}

/// The handler of this name.
pub(super) fn writer_event(name: &str) -> Option<WriterEvent> {
    WriterEvent::ALL.iter().copied().find(|event| event.handler() == name)
}

/// The script of a writer.
pub(super) fn writer_script(
    checker: &mut Checker<'_>,
    script: &BTreeMap<Spanned<String>, WriterHandler>,
) -> BTreeMap<WriterEvent, HandlerScript> {
    let mut typed = BTreeMap::new();
    for (name, handler) in script {
        let Some(event) = writer_event(name) else {
            let names: Vec<&str> = WriterEvent::ALL.iter().map(|event| event.handler()).collect();
            checker.error(unknown(name, "handler", "a handler of CVssWriter", &names));
            continue;
        };
        let calls = handler.calls.iter().filter_map(|call| nested(checker, event, call)).collect();
        let script = HandlerScript {
            calls,
            takes: handler.takes.as_ref().map(|text| checker.duration(text)).unwrap_or_default(),
            hangs: handler.hangs.unwrap_or(false),
            fails: handler.returns == Some(false),
            code: Hresult::S_OK,
        };
        typed.insert(event, script);
    }
    typed
}

/// The interfaces whose methods a handler calls.
fn handler_methods() -> impl Iterator<Item = &'static Method> {
    CreateMetadataCall::METHODS.iter().chain(ComponentCall::METHODS).chain(WriterCall::METHODS)
}

fn nested(checker: &mut Checker<'_>, event: WriterEvent, call: &Spanned<HandlerCall>) -> Option<NestedCall> {
    let of_handler = |method: &&'static Method| handler_methods().any(|known| std::ptr::eq(known, *method));
    let Some(method) = method_of_handler(&call.call, event).or_else(|| method(&call.call).filter(of_handler))
    else {
        let names: Vec<&str> = handler_methods().map(|method| method.name).collect();
        checker.error(unknown(&call.call, "call", "a method that a handler can call", &names));
        return None;
    };
    let number = checker.nested.len();
    let typed = arguments::arguments(checker, method, &call.args, call.span);
    let arguments = arguments::known(checker, typed, call.span);
    let made = make(checker, method, call, number, &arguments);
    let returns = arguments::outputs(checker, method, &call.returns);
    let plan = NestedPlan {
        what: format!("{} in {}", method.name, event.handler()),
        expect: call.expect.as_ref().map_or(Hresult::S_OK, |text| checker.hresult(text)),
        returns: returns
            .into_iter()
            .filter_map(|(name, argument, at)| known(checker, name, argument, at))
            .collect(),
        span: call.span,
    };
    checker.nested.push(plan);
    made
}

/// `AddComponent` means another interface in OnIdentify than for a requester, so handlers look among their own.
fn method_of_handler(name: &str, _event: WriterEvent) -> Option<&'static Method> {
    handler_methods().find(|method| method.name == name)
}

fn known(
    checker: &mut Checker<'_>,
    name: &'static str,
    argument: Argument,
    at: Span,
) -> Option<(&'static str, Value)> {
    match argument {
        Argument::Is(value) => Some((name, value)),
        Argument::Saved(reference) => {
            checker.error(Diagnostic::error(at, format!("@{reference} is no writer or provider")));
            None
        }
    }
}

fn make(
    checker: &mut Checker<'_>,
    method: &'static Method,
    call: &Spanned<HandlerCall>,
    number: usize,
    arguments: &vss_sim::api::Arguments,
) -> Option<NestedCall> {
    let of_component = ComponentCall::METHODS.iter().any(|known| std::ptr::eq(known, method));
    if let (false, Some(component)) = (of_component, &call.component) {
        let what = format!("{} is no method of a component", method.name);
        checker.error(Diagnostic::error(component, what));
    }
    let made = if let Some(made) = CreateMetadataCall::from_arguments(method.name, arguments)
        .filter(|_| method.interface.starts_with("IVssCreate"))
    {
        made.map(|made| NestedCall::Create(number, made))
    } else if let Some(made) = WriterCall::from_arguments(method.name, arguments) {
        made.map(|made| NestedCall::Writer(number, made))
    } else if let Some(made) = ComponentCall::from_arguments(method.name, arguments) {
        let Some(component) = &call.component else {
            let what = format!("{} needs a component", method.name);
            let error = Diagnostic::error(call.span.last_byte(), what);
            checker.error(error.expected("component: logical path, backslash, name"));
            return None;
        };
        let (path, name) = split(component);
        made.map(|made| NestedCall::Component(number, path, name, made))
    } else {
        return None;
    };
    match made {
        Ok(made) => Some(made),
        Err(error) => {
            arguments::refused(checker, method, &error, call.span);
            None
        }
    }
}

/// Splits logical path, backslash, name. The name is what follows the last backslash.
pub(super) fn split(component: &str) -> (Option<Text>, Text) {
    match component.rsplit_once('\\') {
        Some((path, name)) => (Some(path.into()), name.into()),
        None => (None, component.into()),
    }
}
