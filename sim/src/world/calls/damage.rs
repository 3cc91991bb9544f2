//! Calls on a document that is damaged where a process keeps it.
//!
//! A method that would read from it or write to it gives `VSS_E_INVALID_XML_DOCUMENT` where its page lists that code,
//! else `VSS_E_UNEXPECTED` where its page lists that; a method that has neither answers what it keeps beside the
//! document (a reading). What a method finds out before it gets to the document, it finds out here too.

use crate::api::{
    BackupCall, Call, Caller, DocRef, ExamineCall, Home, MachineId, MetadataRef, Method, RequesterId,
    ShadowCopyCall,
};
use crate::machines::legal;
use crate::vocabulary::Hresult;

use super::super::outcome::{Cause, Return};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::component::{is_within_window, part_of};
use super::service::unexpected;

/// The methods that work on the Backup Components Document and whose pages have no `VSS_E_INVALID_XML_DOCUMENT`: they
/// write it out, count and pass out what is in it, note something in it, or have the writers told of it.
const ALSO_ON_THE_DOCUMENT: &[&str] = &[
    "SaveAsXML",
    "GetWriterComponentsCount",
    "GetWriterComponents",
    "StartSnapshotSet",
    "PrepareForBackup",
    "DoSnapshotSet",
    "BackupComplete",
    "PreRestore",
    "PostRestore",
    "SetAuthoritativeRestore",
    "SetRollForward",
    "SetRestoreName",
];

/// What a call gives that comes upon a damaged document.
pub(super) fn refused(st: &Stepper, machine: MachineId, by: Caller, call: &Call) -> Option<Return> {
    if !is_damaged(st, by, call) {
        return None;
    }
    let method = call.method();
    let code = if method.lists_invalid_xml_document() {
        Hresult::VSS_E_INVALID_XML_DOCUMENT
    } else if method.lists_unexpected() {
        unexpected(st, machine, method)
    } else {
        return None;
    };
    Some(Return::code(code, Cause::Injected, Reason::DAMAGED_DOCUMENT))
}

/// Whether a call gets to a document, and that is damaged.
fn is_damaged(st: &Stepper, by: Caller, call: &Call) -> bool {
    match call {
        Call::Backup(requester, BackupCall::GetWriterMetadata { iWriter, .. }) => {
            let of = MetadataRef::Gathered(*requester, *iWriter);
            is_admitted(st, *requester, call.method()) && metadata(st, by, of)
        }
        Call::Backup(requester, _) | Call::Restore(requester, _) => {
            let method = call.method();
            let touches =
                || method.lists_invalid_xml_document() || ALSO_ON_THE_DOCUMENT.contains(&method.name);
            st.session(*requester).is_some_and(|session| session.damaged)
                && touches()
                && is_admitted(st, *requester, method)
        }
        Call::ShadowCopy(requester, ShadowCopyCall::GetWriterMetadataEx { iWriter, .. }) => {
            let of = MetadataRef::Gathered(*requester, *iWriter);
            is_admitted(st, *requester, call.method()) && metadata(st, by, of)
        }
        Call::WriterComponents(at, _) => {
            components(st, at.doc) && part_of(st, at.doc, at.writer, at.epoch).is_some()
        }
        Call::Component(at, call) => {
            components(st, at.doc)
                && part_of(st, at.doc, at.writer, at.epoch).is_some()
                && is_within_window(st, at.doc, call)
        }
        // It puts another in its place.
        Call::Examine(_, ExamineCall::LoadFromXML { .. }) => false,
        Call::Examine(of, _) => metadata(st, by, *of),
        Call::WmComponent(at, _) => metadata(st, by, at.of),
        Call::Dependency(at, _) => metadata(st, by, at.of.of),
        Call::Filedesc(at, _) => match at.home() {
            Home::Metadata(of) => metadata(st, by, of),
            Home::Components(doc) => components(st, doc),
        },
        Call::Create(_) => by.within.is_some_and(|id| st.activation(id).is_some_and(|held| held.damaged)),
        Call::ExpressMetadata(id, _) => {
            let mut processes =
                st.world.machines.values().filter_map(|machine| machine.processes.get(&by.process));
            processes.any(|process| process.damaged_express.contains(id))
        }
        Call::Function(_)
        | Call::Admin(_)
        | Call::ShadowCopy(..)
        | Call::EnumObject(..)
        | Call::Async(..)
        | Call::Writer(_)
        | Call::WriterObject(..)
        | Call::SnapshotMgmt(..)
        | Call::DiffAreaMgmt(..)
        | Call::EnumMgmtObject(..)
        | Call::ExpressWriter(..) => false,
    }
}

/// Whether the object accepts a method, so that it gets to its document.
fn is_admitted(st: &Stepper, requester: RequesterId, method: &Method) -> bool {
    st.world.requester(requester).is_some_and(|(_, held)| legal::admit(held, method.name).is_ok())
}

fn metadata(st: &Stepper, by: Caller, of: MetadataRef) -> bool {
    let mut processes = st.world.machines.values().filter_map(|machine| machine.processes.get(&by.process));
    processes.any(|process| process.damaged.contains(&of))
}

fn components(st: &Stepper, doc: DocRef) -> bool {
    match doc {
        DocRef::Requester(requester) => st.session(requester).is_some_and(|session| session.damaged),
        DocRef::Handler(activation) => st.activation(activation).is_some_and(|held| held.damaged),
    }
}
