//! What scenarios say of restores of files: the step itself, the restart, and the services of a machine.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::Object;
use vss_sim::machines::VssService;
use vss_sim::vocabulary::{FileRestoreStatus, HeaderEnum};

use crate::json::Spanned;
use crate::policy::restore::Service;
use crate::source::{Diagnostic, Span};

use super::checker::{Checker, unknown};
use super::file_format::{MachineService, Reboot, Restore};
use super::file_plan::RestorePlan;
use super::files::path;
use super::plan::Cast;
use super::steps::Names;

/// The requester that a step is about; the only one if none is named.
pub(super) fn requester(
    checker: &mut Checker<'_>,
    names: &Names,
    of: Option<&Spanned<String>>,
    at: &Spanned<String>,
    what: &str,
) -> Option<String> {
    let known = names.of(Object::Backup);
    match (of, known.as_slice()) {
        (Some(of), _) if known.contains(&of.as_str()) => Some(of.to_string()),
        (None, [only]) => Some((*only).to_owned()),
        (Some(of), _) => {
            checker.error(unknown(of, "requester", "a requester that an earlier step made", &known));
            None
        }
        (None, _) => {
            let error = Diagnostic::error(at, format!("it must be said {what}"));
            checker.error(error.expected("\"of\": a requester").found(known.join(", ")));
            None
        }
    }
}

/// A step in which a requester restores files.
pub(super) fn restore(checker: &mut Checker<'_>, names: &Names, given: &Restore) -> Option<RestorePlan> {
    if !names.media.contains(&given.from.value) {
        let known: Vec<&str> = names.media.iter().map(String::as_str).collect();
        checker.error(unknown(&given.from, "medium", "a medium that an earlier step has written to", &known));
    }
    let of = requester(checker, names, given.of.as_ref(), &given.from, "who restores")?;
    let mut plan = RestorePlan {
        of,
        from: given.from.to_string(),
        temporary: given.temporary.as_ref().and_then(|text| path(checker, text)),
        paths: Vec::new(),
        status: BTreeMap::new(),
        failed: given.failed.iter().map(Spanned::to_string).collect(),
        span: given.from.span,
    };
    for (from, to) in &given.paths {
        let Some(from_path) = path(checker, from) else { continue };
        let to = match &to.value {
            None => Some(from_path.clone()),
            Some(text) => path(checker, &Spanned::new(text.clone(), to.span)),
        };
        plan.paths.extend(to.map(|to| (from_path, to)));
    }
    for (component, status) in &given.status {
        let writer = component.split_once(':').map(|(writer, _)| writer);
        let known = writer.is_some_and(|writer| names.objects.get(writer) == Some(&Object::WriterObject));
        if !known {
            let error = Diagnostic::error(component, "this names no component of a writer");
            checker
                .error(error.expected("writer, colon, logical path, backslash and name, such as mail:data"));
        }
        if let Some(status) = FileRestoreStatus::parse(status) {
            plan.status.insert(component.to_string(), status);
        } else {
            let known: Vec<&str> = FileRestoreStatus::VALUES.iter().map(|value| value.name).collect();
            checker.error(unknown(status, "status", "a value of VSS_FILE_RESTORE_STATUS", &known));
        }
    }
    if let Some(status) = given.status.keys().next().filter(|_| !given.paths.is_empty()) {
        let error = Diagnostic::error(status, "what is restored by \"paths\" is of no component");
        checker.error(error.expected("\"paths\" or \"status\""));
    }
    Some(plan)
}

/// A step in which the machine starts anew.
pub(super) fn reboot(given: &Reboot) -> Vec<String> {
    given.failed.iter().map(Spanned::to_string).collect()
}

/// The services of a machine.
pub(super) fn services(
    checker: &mut Checker<'_>,
    cast: &Cast,
    writers: &[&str],
    given: &[Spanned<MachineService>],
) -> Vec<Service> {
    let mut services: Vec<Service> = Vec::new();
    let mut processes = BTreeSet::new();
    for service in given {
        let of_writer = || {
            let index = writers.iter().position(|name| *name == service.process.value)?;
            cast.writers.get(index).map(|writer| (writer.process, true))
        };
        let named = cast.processes.get(&service.process.value).map(|found| (found.id, found.privileged));
        let found = named.or_else(of_writer);
        let Some((process, privileged)) = found else {
            let known: Vec<&str> =
                cast.processes.keys().map(String::as_str).chain(writers.iter().copied()).collect();
            checker.error(unknown(
                &service.process,
                "process",
                "a process of the machine, or a writer",
                &known,
            ));
            continue;
        };
        if services.iter().any(|other| other.name.eq_ignore_ascii_case(&service.name)) {
            checker.error(Diagnostic::error(&service.name, "another service has this name"));
        }
        if !processes.insert(process) {
            checker.error(Diagnostic::error(&service.process, "another service runs in this process"));
        }
        let stoppable = service.stoppable.unwrap_or(true);
        let name = service.name.to_string();
        services.push(Service { name, process, privileged, running: true, stoppable });
    }
    services
}

/// What is expected of the VSS service.
pub(super) fn vss_state(
    checker: &mut Checker<'_>,
    given: Option<&Spanned<String>>,
) -> Option<(VssService, Span)> {
    let given = given?;
    let found = VssService::NAMES.iter().find(|(_, name)| *name == given.value);
    if found.is_none() {
        let words: Vec<&str> = VssService::NAMES.iter().map(|(_, name)| *name).collect();
        checker.error(unknown(given, "state", "a state of the VSS service", &words));
    }
    found.map(|(state, _)| (*state, given.span))
}

/// The words for what a service does.
const SERVICE_STATES: [(&str, bool); 2] = [("RUNNING", true), ("STOPPED", false)];

/// What is expected of services.
pub(super) fn service_states(
    checker: &mut Checker<'_>,
    names: &Names,
    given: &BTreeMap<Spanned<String>, Spanned<String>>,
) -> Vec<(String, bool, Span)> {
    let mut expected = Vec::new();
    for (name, state) in given {
        if !names.services.contains(&name.value) {
            let known: Vec<&str> = names.services.iter().map(String::as_str).collect();
            checker.error(unknown(name, "service", "a service of the machine", &known));
        }
        match SERVICE_STATES.iter().find(|(word, _)| *word == state.value) {
            Some((_, running)) => expected.push((name.to_string(), *running, state.span)),
            None => {
                let words = SERVICE_STATES.map(|(word, _)| word);
                checker.error(unknown(state, "state", "what a service does", &words));
            }
        }
    }
    expected
}
