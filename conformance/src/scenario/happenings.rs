//! What steps do to processes, documents and services, and the names that they give them.

use vss_sim::api::{Object, ProcessId};
use vss_sim::machines::ServiceEvent;

use crate::json::Spanned;

use super::checker::{Checker, unknown};
use super::format::Service;
use super::plan::{Cast, DamagedRef, ObjectRef, ParticipantRef};
use super::steps::Names;

/// A process of the machine, or an error at its place.
pub(super) fn named_process(
    checker: &mut Checker<'_>,
    cast: &Cast,
    process: &Spanned<String>,
) -> Option<ProcessId> {
    let found = cast.processes.get(&process.value).map(|found| found.id);
    if found.is_none() {
        let known: Vec<&str> = cast.processes.keys().map(String::as_str).collect();
        checker.error(unknown(process, "process", "a process of the machine", &known));
    }
    found
}

/// A process that a step is about.
pub(super) fn process(
    checker: &mut Checker<'_>,
    cast: &Cast,
    names: &Names,
    name: &Spanned<String>,
) -> Option<ObjectRef> {
    if let Some(found) = cast.processes.get(&name.value) {
        return Some(ObjectRef::Process(found.id));
    }
    if names.is_requester(&name.value) {
        return Some(ObjectRef::Requester(name.to_string()));
    }
    match checker.participants.get(&name.value) {
        Some(ParticipantRef::Writer(index)) => {
            cast.writers.get(*index).map(|w| ObjectRef::Process(w.process))
        }
        Some(ParticipantRef::Provider(index)) => {
            cast.providers.get(*index).map(|p| ObjectRef::Process(p.process))
        }
        None => {
            let named = cast.processes.keys().chain(checker.participants.keys()).map(String::as_str);
            let known: Vec<&str> = named.chain(names.of(Object::Backup)).collect();
            let error = unknown(name, "process", "a process, a requester, a writer or a provider", &known);
            checker.error(error);
            None
        }
    }
}

/// The document that a step damages.
pub(super) fn damage(
    checker: &mut Checker<'_>,
    cast: &Cast,
    names: &Names,
    name: &Spanned<String>,
) -> Option<DamagedRef> {
    let kept = [Object::Backup, Object::Examine, Object::ExpressMetadata];
    if names.objects.get(&name.value).is_some_and(|kind| kept.contains(kind)) {
        return Some(DamagedRef::Object(name.to_string()));
    }
    if let Some(ParticipantRef::Writer(index)) = checker.participants.get(&name.value) {
        return cast.writers.get(*index).map(|writer| DamagedRef::Handed(writer.process));
    }
    let writers = cast.writers.iter().map(|writer| writer.name.as_str());
    let known: Vec<&str> = kept.into_iter().flat_map(|kind| names.of(kind)).chain(writers).collect();
    let expected =
        "a requester, an IVssExamineWriterMetadata, an IVssCreateExpressWriterMetadata or a writer";
    checker.error(unknown(name, "document", expected, &known));
    None
}

/// What happens to a service.
pub(super) fn service(checker: &mut Checker<'_>, given: &Service) -> Option<ServiceEvent> {
    let named = || ServiceEvent::NAMES.iter().filter(|(_, name, _)| *name == given.name.value);
    let found = named().find(|(.., is)| *is == given.is.value).map(|(event, ..)| *event);
    if named().next().is_none() {
        checker.error(unknown(&given.name, "service", "a service", &["VSS", "EventSystem"]));
    } else if found.is_none() {
        let known: Vec<&str> = named().map(|(.., is)| *is).collect();
        checker.error(unknown(&given.is, "state", "what can happen to this service", &known));
    }
    found
}
