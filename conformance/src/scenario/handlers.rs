//! Scripts: what the handlers of writers and the methods of providers do.

use std::collections::BTreeMap;

use vss_sim::api::{
    ComponentCall, CreateMetadataCall, ExamineCall, Method, Object, Output, Value, WriterCall,
};
use vss_sim::machines::{ProviderCall, WriterEvent};
use vss_sim::vocabulary::{Hresult, Text};

use crate::backend::{HandlerScript, NestedCall};
use crate::json::Spanned;
use crate::source::{Diagnostic, Span};

use super::arguments;
use super::checker::{Checker, method, unknown};
use super::files;
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
        contradicts(checker, handler.hangs, handler.takes.as_ref());
        let script = HandlerScript {
            takes: handler.takes.as_ref().map(|text| checker.duration(text)).unwrap_or_default(),
            hangs: handler.hangs.unwrap_or(false),
            code: handler.returns.as_ref().map_or(Hresult::S_OK, |text| checker.hresult(text)),
            then_codes: handler.then_returns.iter().map(|text| checker.hresult(text)).collect(),
            ..HandlerScript::default()
        };
        typed.insert(*method, script);
    }
    typed
}

/// A handler that never returns takes no time.
fn contradicts(checker: &mut Checker<'_>, hangs: Option<bool>, takes: Option<&Spanned<String>>) {
    if let (Some(true), Some(takes)) = (hangs, takes) {
        checker.error(Diagnostic::error(takes, "a handler that hangs takes no time: it never returns"));
    }
}

/// The handler of `CVssWriterEx` that a class overrides in place of `OnIdentify`, for the same event.
///
/// Page: `nf-vswriter-cvsswriterex-onidentifyex`.
const ON_IDENTIFY_EX: &str = "OnIdentifyEx";

/// The names of the handlers.
pub(super) fn handler_names() -> impl Iterator<Item = &'static str> {
    WriterEvent::ALL.iter().map(|event| event.handler()).chain([ON_IDENTIFY_EX])
}

/// The event that the handler of this name is for.
pub(super) fn writer_event(name: &str) -> Option<WriterEvent> {
    let event = WriterEvent::ALL.iter().copied().find(|event| event.handler() == name);
    event.or((name == ON_IDENTIFY_EX).then_some(WriterEvent::Identify))
}

/// The script of a writer.
pub(super) fn writer_script(
    checker: &mut Checker<'_>,
    script: &BTreeMap<Spanned<String>, WriterHandler>,
) -> BTreeMap<WriterEvent, HandlerScript> {
    let mut typed = BTreeMap::new();
    for (name, handler) in script {
        let Some(event) = writer_event(name) else {
            let names: Vec<&str> = handler_names().collect();
            checker.error(unknown(name, "handler", "a handler of CVssWriter", &names));
            continue;
        };
        identifies(checker, name, event, handler);
        let script = writer_handler(checker, event, handler);
        if typed.insert(event, script).is_some() {
            let error = Diagnostic::error(name, "a class overrides OnIdentify or OnIdentifyEx, and not both");
            checker.error(error.help("leave one of them out"));
        }
    }
    typed
}

/// Only OnIdentifyEx is given an `IVssCreateWriterMetadataEx`.
fn identifies(checker: &mut Checker<'_>, name: &str, event: WriterEvent, handler: &WriterHandler) {
    if name != event.handler() {
        return;
    }
    for call in &handler.calls {
        let method = call.call.rsplit("::").next();
        let extended = CreateMetadataCall::METHODS
            .iter()
            .find(|row| Some(row.name) == method && row.interface == "IVssCreateWriterMetadataEx");
        if let (WriterEvent::Identify, Some(row)) = (event, extended) {
            let what =
                format!("{} is a method of {}, which OnIdentify is not given", row.name, row.interface);
            checker.error(Diagnostic::error(&call.call, what).help("name the handler OnIdentifyEx"));
        }
    }
    if let Some(then) = &handler.then {
        identifies(checker, name, event, then);
    }
}

fn writer_handler(checker: &mut Checker<'_>, event: WriterEvent, handler: &WriterHandler) -> HandlerScript {
    contradicts(checker, handler.hangs, handler.takes.as_ref());
    let calls = handler.calls.iter().filter_map(|call| nested(checker, event, call)).collect();
    let done = |file| files::nested(checker, event.handler(), file);
    let files = handler.files.iter().filter_map(done).collect();
    HandlerScript {
        calls,
        files,
        takes: handler.takes.as_ref().map(|text| checker.duration(text)).unwrap_or_default(),
        hangs: handler.hangs.unwrap_or(false),
        fails: handler.returns == Some(false),
        code: Hresult::S_OK,
        then_codes: Vec::new(),
        then: handler.then.as_ref().map(|then| Box::new(writer_handler(checker, event, then))),
    }
}

/// Whether a handler calls methods of this.
pub(super) const fn is_for_handlers(object: Object) -> bool {
    match object {
        Object::Create | Object::Component | Object::Writer | Object::Examine => true,
        Object::Function
        | Object::Backup
        | Object::Async
        | Object::EnumObject
        | Object::WriterComponents
        | Object::WmComponent
        | Object::Filedesc
        | Object::Dependency
        | Object::WriterObject
        | Object::ExpressWriter
        | Object::SnapshotMgmt
        | Object::DiffAreaMgmt
        | Object::EnumMgmtObject
        | Object::ExpressMetadata => false,
    }
}

fn nested(checker: &mut Checker<'_>, event: WriterEvent, call: &Spanned<HandlerCall>) -> Option<NestedCall> {
    let on = call.component.as_ref().map(|_| Object::Component);
    let method = method(checker, &call.call, is_for_handlers, on, "a method that a handler can call")?;
    let number = checker.nested.len();
    let typed = arguments::arguments(checker, method, &call.args, call.span);
    let arguments = arguments::known(checker, typed, call.span);
    let made = make(checker, method, call, number, &arguments);
    let returns = arguments::outputs(checker, method, &call.returns);
    let plan = NestedPlan {
        what: format!("{} in {}", method.name, event.handler()),
        file: None,
        optional: call.optional.unwrap_or(false),
        absent: absent(checker, method, call),
        expect: call.expect.as_ref().map_or(Hresult::S_OK, |text| checker.hresult(text)),
        returns: returns
            .into_iter()
            .filter_map(|(name, argument, at)| known(checker, name, &argument, at))
            .collect(),
        span: call.span,
    };
    checker.nested.push(plan);
    made
}

/// Whether the handler is to be given no such component.
fn absent(checker: &mut Checker<'_>, method: &'static Method, call: &HandlerCall) -> bool {
    let Some(absent) = call.absent.as_ref().filter(|absent| absent.value) else { return false };
    if method.object != Object::Component {
        let what = format!("{} is no method of a component that could be absent", method.name);
        checker.error(Diagnostic::error(absent, what));
    }
    let code = call.expect.as_ref().map(|expect| expect.span);
    if let Some(at) = code.or_else(|| call.returns.keys().next().map(|key| key.span)) {
        let what = "a call on a component that is absent is not made, so that nothing comes back of it";
        checker.error(Diagnostic::error(at, what).help("leave it out, or \"absent\""));
    }
    true
}

fn known(checker: &mut Checker<'_>, name: Output, argument: &Argument, at: Span) -> Option<(Output, Value)> {
    match argument.value(&BTreeMap::new()) {
        Ok(value) => Some((name, value)),
        Err(reference) => {
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
    if let (false, Some(component)) = (method.object == Object::Component, &call.component) {
        let what = format!("{} is no method of a component", method.name);
        checker.error(Diagnostic::error(component, what));
    }
    // What is missing or of the wrong type was reported where the arguments were typed.
    match method.object {
        Object::Create => {
            let made = CreateMetadataCall::from_arguments(method.name, arguments).ok()?;
            Some(NestedCall::Create(number, made))
        }
        Object::Writer => {
            let made = WriterCall::from_arguments(method.name, arguments).ok()?;
            Some(NestedCall::Writer(number, made))
        }
        Object::Examine => {
            let made = ExamineCall::from_arguments(method.name, arguments).ok()?;
            Some(NestedCall::Examine(number, made))
        }
        Object::Component => {
            let Some(component) = &call.component else {
                let error =
                    Diagnostic::error(call.span.last_byte(), format!("{} needs a component", method.name));
                checker.error(error.expected("component: logical path, backslash, name"));
                return None;
            };
            let (path, name) = split(component);
            let made = ComponentCall::from_arguments(method.name, arguments).ok()?;
            Some(NestedCall::Component(number, path, name, made))
        }
        Object::Function
        | Object::Backup
        | Object::Async
        | Object::EnumObject
        | Object::WriterComponents
        | Object::WmComponent
        | Object::Filedesc
        | Object::Dependency
        | Object::WriterObject
        | Object::ExpressWriter
        | Object::SnapshotMgmt
        | Object::DiffAreaMgmt
        | Object::EnumMgmtObject
        | Object::ExpressMetadata => None,
    }
}

/// Splits logical path, backslash, name. The name is what follows the last backslash.
pub(super) fn split(component: &str) -> (Option<Text>, Text) {
    match component.rsplit_once('\\') {
        Some((path, name)) => (Some(path.into()), name.into()),
        None => (None, component.into()),
    }
}
