//! The steps of a scenario: each is exactly one thing, on objects that earlier steps have named.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::{MachineId, Method, Object, ProcessId};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::Hresult;

use crate::json::Spanned;
use crate::source::{Diagnostic, Span};

use super::arguments;
use super::checker::{Checker, method, unknown};
use super::diskshadow;
use super::files;
use super::format::{States, Step};
use super::handlers::split;
use super::happenings;
use super::machines;
use super::plan::{CallPlan, Cast, ParticipantRef, StatePlan, StepKind, StepPlan};
use super::restores;
use super::snapshot;

/// The names that steps have given.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Objects, each with its kind.
    pub(super) objects: BTreeMap<String, Object>,
    /// Saved values.
    pub(super) saved: BTreeSet<String>,
    /// Scripts of diskshadow.
    pub(super) scripts: BTreeSet<String>,
    /// Media that hold backups.
    pub(super) media: BTreeSet<String>,
    /// Services of the machine.
    pub(super) services: BTreeSet<String>,
}

impl Names {
    /// The objects of a kind.
    pub(super) fn of(&self, kind: Object) -> Vec<&str> {
        self.objects.iter().filter(|(_, known)| **known == kind).map(|(name, _)| name.as_str()).collect()
    }

    /// Whether a name is that of a requester.
    pub(super) fn is_requester(&self, name: &str) -> bool {
        self.objects.get(name) == Some(&Object::Backup)
    }
}

/// The steps of a scenario, and the names they gave.
pub(super) fn steps(
    checker: &mut Checker<'_>,
    cast: &Cast,
    steps: &Spanned<Vec<Spanned<Step>>>,
) -> (Vec<StepPlan>, Names) {
    let services = cast.services.iter().map(|service| service.name.clone()).collect();
    let mut names = Names { services, ..Names::default() };
    // Writers are called by the names they have.
    for writer in &cast.writers {
        names.objects.insert(writer.name.clone(), Object::WriterObject);
    }
    if steps.is_empty() {
        let error = Diagnostic::error(steps.span, "a scenario has steps").found("none of them");
        checker.error(error.expected("one step at least, such as { \"call\": … }"));
    }
    let planned = steps
        .iter()
        .filter_map(|step| Some(StepPlan { span: step.span, kind: kind(checker, cast, &mut names, step)? }))
        .collect();
    (planned, names)
}

/// The things a step can be, each with whether this one is it.
fn chosen(step: &Step) -> Vec<&'static str> {
    let given = [
        ("call", step.call.is_some()),
        ("diskshadow", step.diskshadow.is_some()),
        ("advance", step.advance.is_some()),
        ("states", step.states.is_some()),
        ("snapshot", step.snapshot.is_some()),
        ("crash", step.crash.is_some()),
        ("shutdown", step.shutdown.is_some()),
        ("rights", step.rights.is_some()),
        ("memory", step.memory.is_some()),
        ("file", step.file.is_some()),
        ("back_up", step.back_up.is_some()),
        ("restore", step.restore.is_some()),
        ("reboot", step.reboot.is_some()),
        ("contents", step.contents.is_some()),
        ("damage", step.damage.is_some()),
        ("com", step.com.is_some()),
        ("service", step.service.is_some()),
    ];
    given.into_iter().filter(|(_, given)| *given).map(|(name, _)| name).collect()
}

fn kind(checker: &mut Checker<'_>, cast: &Cast, names: &mut Names, step: &Spanned<Step>) -> Option<StepKind> {
    let chosen = chosen(step);
    if chosen.len() != 1 {
        let error = Diagnostic::error(step.span.last_byte(), "a step is exactly one thing");
        let found = if chosen.is_empty() { "none of them".to_owned() } else { chosen.join(", ") };
        checker.error(
            error
                .expected(
                    "one of call, diskshadow, advance, states, snapshot, crash, shutdown, rights, memory, damage, com, \
                     service, file, back_up, restore, reboot, contents",
                )
                .found(found),
        );
        return None;
    }
    refuse_call_fields(checker, step);
    if let Some(call) = &step.call {
        return self::call(checker, cast, names, step, call).map(|call| StepKind::Call(Box::new(call)));
    }
    if let Some(lines) = &step.diskshadow {
        return diskshadow::step(checker, cast, names, step, lines)
            .map(|plan| StepKind::Diskshadow(Box::new(plan)));
    }
    if let Some(text) = &step.advance {
        return Some(StepKind::Advance(checker.duration(text)));
    }
    if let Some(states) = &step.states {
        return Some(StepKind::States(self::states(checker, names, states)));
    }
    if let Some(given) = &step.snapshot {
        return snapshot::snapshot(checker, names, given).map(StepKind::Snapshot);
    }
    if let Some(process) = &step.crash {
        return happenings::process(checker, cast, names, process).map(StepKind::Crash);
    }
    if let Some(process) = &step.shutdown {
        return happenings::process(checker, cast, names, process).map(StepKind::ShutDown);
    }
    if let Some(rights) = &step.rights {
        let process = happenings::process(checker, cast, names, &rights.process)?;
        return Some(StepKind::Rights(process, rights.privileged));
    }
    if let Some(done) = &step.file {
        let by = match &done.by {
            Some(by) => Some(happenings::process(checker, cast, names, by)?),
            None => None,
        };
        return files::step(checker, names, done, by).map(|plan| StepKind::File(Box::new(plan)));
    }
    if let Some(given) = &step.back_up {
        return files::back_up(checker, names, given).map(StepKind::BackUp);
    }
    if let Some(given) = &step.restore {
        return restores::restore(checker, names, given).map(|plan| StepKind::Restore(Box::new(plan)));
    }
    if let Some(given) = &step.reboot {
        return Some(StepKind::Reboot(restores::reboot(given)));
    }
    if let Some(contents) = &step.contents {
        return Some(StepKind::Contents(files::contents(checker, names, contents)));
    }
    if let Some(document) = &step.damage {
        return happenings::damage(checker, cast, names, document).map(StepKind::Damage);
    }
    if let Some(com) = &step.com {
        let process = happenings::process(checker, cast, names, &com.process)?;
        return Some(StepKind::Com(process, com.initialized));
    }
    if let Some(service) = &step.service {
        let machine = machines::named(checker, cast, step.machine.as_ref());
        return happenings::service(checker, service).map(|event| StepKind::Service(machine, event));
    }
    let memory = step.memory.as_ref()?;
    let process = happenings::process(checker, cast, names, &memory.process)?;
    Some(StepKind::Memory(process, memory.exhausted))
}

/// Fields that only mean something beside `call` or `diskshadow`.
fn refuse_call_fields(checker: &mut Checker<'_>, step: &Step) {
    let (call, diskshadow) = (step.call.is_some(), step.diskshadow.is_some());
    let beside_call = [
        ("component", step.component.as_ref().map(|field| field.span)),
        ("args", step.args.keys().next().map(|key| key.span)),
        ("ends", step.ends.as_ref().map(|field| field.span)),
        ("returns", step.returns.keys().next().map(|key| key.span)),
        ("save", step.save.keys().next().map(|key| key.span)),
    ];
    let beside_either = [
        ("on", step.on.as_ref().map(|field| field.span)),
        ("process", step.process.as_ref().map(|field| field.span)),
        ("as", step.name.as_ref().map(|field| field.span)),
        ("expect", step.expect.as_ref().map(|field| field.span)),
    ];
    let beside_diskshadow = [
        ("refused", step.refused.as_ref().map(|field| field.span)),
        ("output", step.output.as_ref().map(|field| field.span)),
    ];
    let service = step.service.is_some();
    let beside_machine = [("machine", step.machine.as_ref().map(|field| field.span))];
    let groups = [
        (call || service, "call or service", beside_machine.as_slice()),
        (call, "call", beside_call.as_slice()),
        (call || diskshadow, "call or diskshadow", beside_either.as_slice()),
        (diskshadow, "diskshadow", beside_diskshadow.as_slice()),
    ];
    for (_, beside, fields) in groups.into_iter().filter(|(fits, ..)| !fits) {
        for (name, span) in fields.iter().filter_map(|(name, span)| Some((name, (*span)?))) {
            checker.error(Diagnostic::error(span, format!("{name:?} means something only beside {beside}")));
        }
    }
}

/// Whether a step calls methods of this.
pub(super) const fn is_for_steps(object: Object) -> bool {
    match object {
        Object::Function
        | Object::Backup
        | Object::Async
        | Object::EnumObject
        | Object::WriterComponents
        | Object::Component
        | Object::Examine
        | Object::WmComponent
        | Object::Filedesc
        | Object::Dependency
        | Object::WriterObject
        | Object::ExpressWriter
        | Object::SnapshotMgmt
        | Object::DiffAreaMgmt
        | Object::EnumMgmtObject
        | Object::ExpressMetadata => true,
        Object::Create | Object::Writer => false,
    }
}

fn call(
    checker: &mut Checker<'_>,
    cast: &Cast,
    names: &mut Names,
    step: &Spanned<Step>,
    name: &Spanned<String>,
) -> Option<CallPlan> {
    let expected = "a free function, or a method of an object that steps can name";
    let kind = step.on.as_ref().and_then(|on| names.objects.get(&on.value).copied());
    // A component is called by its place in a requester's document, or by the name of an object.
    let kind = if step.component.is_some() { Some(Object::Component) } else { kind };
    let method = method(checker, name, is_for_steps, kind, expected)?;
    let on = object(checker, names, step, method);
    let component = component(checker, step, method);
    let process = process_of_call(checker, cast, step, method);
    let arguments = arguments::arguments(checker, method, &step.args, step.span);
    let returns = arguments::outputs(checker, method, &step.returns);
    let given = arguments.iter().flat_map(|(name, argument)| {
        let at =
            step.args.iter().find(|(key, _)| key.value == name.as_str()).map_or(step.span, |(_, v)| v.span);
        argument.saved().into_iter().map(move |name| (name, at))
    });
    let expected = returns
        .iter()
        .flat_map(|(_, argument, at)| argument.saved().into_iter().map(move |name| (name, *at)));
    let references: Vec<(&str, Span)> = given.chain(expected).collect();
    refuse_unsaved(checker, names, &references);
    let mut save = Vec::new();
    for (output, saved) in &step.save {
        if let Some(output) = arguments::output(checker, method, output) {
            if checker.guids.contains_key(&saved.value) {
                let what = format!("@{} is a writer or provider already", saved.value);
                checker.error(Diagnostic::error(saved, what));
            }
            names.saved.insert(saved.to_string());
            save.push((output.to_string(), saved.to_string()));
        }
    }
    let expect = match &step.expect {
        Some(text) => (checker.hresult(text), text.span),
        None => (Hresult::S_OK, name.span),
    };
    let ends = ends(checker, step, method, expect.0, name.span);
    Some(CallPlan {
        method,
        on,
        process,
        component,
        arguments,
        name: made_name(checker, names, step, method),
        expect,
        ends,
        returns,
        save,
    })
}

fn refuse_unsaved(checker: &mut Checker<'_>, names: &Names, references: &[(&str, Span)]) {
    for (reference, at) in references {
        if names.saved.contains(*reference) {
            continue;
        }
        let known: Vec<&str> =
            checker.guids.keys().map(String::as_str).chain(names.saved.iter().map(String::as_str)).collect();
        let error = Diagnostic::error(*at, format!("nothing is called @{reference}"));
        let error = error.expected("a writer, a provider, or a value that an earlier step saved");
        let error = error.did_you_mean(reference, &known);
        checker.error(error);
    }
}

/// The status an asynchronous call ends with: expected where the call itself succeeds and is waited for.
fn ends(
    checker: &mut Checker<'_>,
    step: &Step,
    method: &Method,
    expect: Hresult,
    call: Span,
) -> Option<(Hresult, Span)> {
    let waits = method.is_async() && step.name.is_none() && expect.is_success();
    match &step.ends {
        Some(text) if waits => Some((checker.hresult(text), text.span)),
        Some(text) => {
            let why = if !method.is_async() {
                format!("{} is not asynchronous", method.name)
            } else if step.name.is_some() {
                "a call with a name is not waited for".to_owned()
            } else {
                "a call that is refused has no end".to_owned()
            };
            checker.error(Diagnostic::error(text, why));
            None
        }
        None => waits.then_some((Hresult::VSS_S_ASYNC_FINISHED, call)),
    }
}

/// The name a call gives to what it makes.
fn made_name(checker: &mut Checker<'_>, names: &mut Names, step: &Step, method: &Method) -> Option<String> {
    let Some(name) = &step.name else {
        let expected = step.expect.as_ref().is_none_or(|text| text.value == "S_OK");
        if method.makes() == Some(Object::Backup) && expected {
            let at = step.call.as_ref().map(|call| call.span).unwrap_or_default();
            let error = Diagnostic::error(at, "the object needs a name, so that later steps can call it");
            checker.error(error.expected("\"as\": a name"));
        }
        return None;
    };
    if name.trim().is_empty() {
        checker.error(Diagnostic::error(name, "this is no name").expected("a word, or several"));
    }
    let taken = names.objects.contains_key(&name.value) || checker.participants.contains_key(&name.value);
    if taken {
        checker.error(Diagnostic::error(name, format!("the name {:?} is taken", name.value)));
    }
    match method.makes() {
        Some(kind) => {
            names.objects.insert(name.to_string(), kind);
        }
        None => {
            checker.error(Diagnostic::error(name, format!("{} makes no object to name", method.name)));
        }
    }
    Some(name.to_string())
}

/// The object a method is called on.
fn object(checker: &mut Checker<'_>, names: &Names, step: &Spanned<Step>, method: &Method) -> Option<String> {
    if method.object == Object::Function {
        if let Some(on) = &step.on {
            checker.error(Diagnostic::error(on, format!("{} is called on no object", method.name)));
        }
        return None;
    }
    let by_place = method.object == Object::Component && step.component.is_some();
    let kind = if by_place { Object::Backup } else { method.object };
    let known = names.of(kind);
    let what = kind.interface();
    match (&step.on, known.as_slice()) {
        (Some(on), _) if known.contains(&on.as_str()) => Some(on.to_string()),
        (Some(on), _) => {
            let expected = format!("the name of an {what} that an earlier step made");
            checker.error(unknown(on, what, &expected, &known));
            None
        }
        (None, [only]) => Some((*only).to_owned()),
        (None, _) => {
            let error = Diagnostic::error(step.span.last_byte(), "it must be said what this is called on");
            checker.error(error.expected(format!("\"on\": the name of an {what}")).found(known.join(", ")));
            None
        }
    }
}

fn component(
    checker: &mut Checker<'_>,
    step: &Spanned<Step>,
    method: &Method,
) -> Option<(usize, Option<vss_sim::vocabulary::Text>, vss_sim::vocabulary::Text)> {
    let of_component = method.object == Object::Component;
    match (&step.component, of_component) {
        (None, false) => None,
        (Some(component), false) => {
            checker
                .error(Diagnostic::error(component, format!("{} is no method of a component", method.name)));
            None
        }
        // Then it is called on an object of that name.
        (None, true) => None,
        (Some(component), true) => {
            let Some((writer, rest)) = component.split_once(':') else {
                let error = Diagnostic::error(component, "this is no component");
                checker.error(error.expected("writer, colon, logical path, backslash, name"));
                return None;
            };
            let writer = Spanned::new(writer.to_owned(), component.span);
            match checker.participant(&writer)? {
                ParticipantRef::Writer(index) => {
                    let (path, name) = split(rest);
                    Some((index, path, name))
                }
                ParticipantRef::Provider(_) => {
                    checker.error(Diagnostic::error(component, "a provider has no components"));
                    None
                }
            }
        }
    }
}

fn process_of_call(
    checker: &mut Checker<'_>,
    cast: &Cast,
    step: &Step,
    method: &Method,
) -> Result<ProcessId, MachineId> {
    let of_object = method.object != Object::Function;
    for place in step.process.iter().chain(&step.machine).filter(|_| of_object) {
        checker.error(Diagnostic::error(place, "an object is called in the process that made it"));
    }
    if let (Some(_), Some(machine), false) = (&step.process, &step.machine, of_object) {
        let error = Diagnostic::error(machine, "a process that has a name says which machine it is on");
        checker.error(error.help("leave the machine out"));
    }
    let process = step.process.as_ref().filter(|_| !of_object);
    let process = process.and_then(|process| happenings::named_process(checker, cast, process));
    process.ok_or_else(|| machines::named(checker, cast, step.machine.as_ref()))
}

/// States that are expected at a point.
pub(super) fn states(checker: &mut Checker<'_>, names: &Names, states: &States) -> StatePlan {
    let known = names.of(Object::Backup);
    let of = match (&states.of, known.as_slice()) {
        (Some(of), _) if names.is_requester(&of.value) => Some(of.to_string()),
        (Some(of), _) => {
            checker.error(unknown(of, "requester", "a requester that an earlier step made", &known));
            None
        }
        (None, [only]) => Some((*only).to_owned()),
        (None, _) => {
            if let (Some((writer, _)), true) = (states.writers.iter().next(), known.len() > 1) {
                let error =
                    Diagnostic::error(writer, "it must be said which backup's writer states are meant");
                checker.error(error.expected("\"of\": a requester").found(known.join(", ")));
            }
            None
        }
    };
    let mut writers = Vec::new();
    for (name, status) in &states.writers {
        let state = checker.header(&status.value.state);
        let failure = status.value.failure.as_ref().map_or(Hresult::S_OK, |text| checker.hresult(text));
        match checker.participant(name) {
            Some(ParticipantRef::Writer(index)) => writers.push((index, state, failure, status.span)),
            Some(ParticipantRef::Provider(_)) => {
                checker.error(Diagnostic::error(name, "a provider has no writer state"));
            }
            None => {}
        }
    }
    let mut requesters = Vec::new();
    for (name, state) in &states.requesters {
        if !names.is_requester(&name.value) {
            checker.error(unknown(name, "requester", "a requester that an earlier step made", &known));
        }
        let found = PhaseKind::NAMES.iter().find(|(_, known)| *known == state.value).map(|(kind, _)| *kind);
        if found.is_none() && state.value != "RELEASED" {
            let words: Vec<&str> =
                PhaseKind::NAMES.iter().map(|(_, name)| *name).chain(["RELEASED"]).collect();
            checker.error(unknown(state, "state", "a state of a requester", &words));
        }
        requesters.push((name.to_string(), found, state.span));
    }
    StatePlan {
        of,
        writers,
        requesters,
        services: restores::service_states(checker, names, &states.services),
        vss_service: restores::vss_state(checker, states.vss_service.as_ref()),
    }
}
