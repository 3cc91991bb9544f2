//! What a requester reads from Writer Metadata Documents: views into the document that was gathered or loaded.
//!
//! A view of a gathered document outlives `FreeWriterMetadata`, as the interface pointers are counted for themselves (a
//! reading), but not the object that gathered it.

use std::sync::Arc;

use crate::api::{
    ActivationId, Caller, ExamineCall, FiledescRef, MachineId, MetadataRef, Parameter, Value, WmComponentRef,
};
use crate::documents::writer_metadata::Identity;
use crate::documents::{ReadOptions, WmFiledesc, WriterMetadata};
use crate::machines::WriterEvent;
use crate::vocabulary::{Hresult, Text};

use super::super::event::{Participant, Upcall};
use super::super::outcome::{Outcome, Return};
use super::super::readings::IncludedFiles;
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// `CreateVssExamineWriterMetadata`.
pub(super) fn create(st: &mut Stepper, machine: MachineId, by: Caller, xml: Option<&str>) -> Return {
    let document = match parse(xml) {
        Ok(document) => document,
        Err(refused) => return refused,
    };
    let of = MetadataRef::Loaded(st.new_metadata());
    put(st, machine, by, of, document);
    Return::with(vec![("ppMetadata", of.show())])
}

fn put(st: &mut Stepper, machine: MachineId, by: Caller, of: MetadataRef, document: WriterMetadata) {
    st.edit_machine(machine, |held| {
        if let Some(process) = held.processes.get_mut(&by.process) {
            process.metadata.insert(of, Arc::new(document));
            process.damaged.remove(&of);
        }
    });
}

fn parse(xml: Option<&str>) -> Result<WriterMetadata, Return> {
    WriterMetadata::read_str(xml.unwrap_or_default(), &ReadOptions::default())
        .map(|read| read.value)
        .map_err(|_| Return::argument(Hresult::VSS_E_INVALID_XML_DOCUMENT, Reason::INVALID_DOCUMENT))
}

/// The document that is looked at, as the caller sees it.
pub(super) fn document(st: &Stepper, by: Caller, of: MetadataRef) -> Option<&WriterMetadata> {
    let loaded = st.world.machines.values().find_map(|machine| machine.processes.get(&by.process));
    if let Some(document) = loaded.and_then(|process| process.metadata.get(&of)) {
        return Some(document);
    }
    match of {
        MetadataRef::Gathered(requester, index) => {
            let writers = st.session(requester)?.gathered.writers()?;
            writers.get(usize::try_from(index).ok()?).map(|gathered| &*gathered.document)
        }
        MetadataRef::Reported(within) => reported(st, within),
        MetadataRef::Loaded(_) => None,
    }
}

/// The document that the writer of a handler reported when the backup of that handler gathered it, where the handler can
/// ask for it (`nf-vswriter-cvsswriterex-getidentifyinformation`).
pub(super) fn reported(st: &Stepper, within: ActivationId) -> Option<&WriterMetadata> {
    let activation = st.activation(within)?;
    let (Upcall::Writer(upcall), Participant::Writer(writer)) = (&activation.upcall, activation.to) else {
        return None;
    };
    if !matches!(
        upcall.event,
        WriterEvent::PrepareForBackup | WriterEvent::PrepareForSnapshot | WriterEvent::PostSnapshot
    ) {
        return None;
    }
    let gathered = &st.session(upcall.requester)?.gathered;
    gathered.writer(writer).map(|gathered| &*gathered.document)
}

/// Answers a call of `IVssExamineWriterMetadata`.
pub(super) fn call(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    of: MetadataRef,
    call: &ExamineCall,
) -> Outcome {
    match call {
        ExamineCall::LoadFromXML { .. } if matches!(of, MetadataRef::Reported(_)) => {
            return Outcome::Returned(Return::state(Hresult::VSS_E_BAD_STATE, Reason::NOT_ITS_OWN));
        }
        ExamineCall::LoadFromXML { bstrXML } => {
            let loaded = parse(bstrXML.as_deref());
            return Outcome::Returned(match loaded {
                Ok(document) => {
                    put(st, machine, by, of, document);
                    Return::ok()
                }
                Err(refused) => refused,
            });
        }
        ExamineCall::Release {} => {
            if document_is_own(st, machine, by, of) {
                st.edit_machine(machine, |held| {
                    if let Some(process) = held.processes.get_mut(&by.process) {
                        process.metadata.remove(&of);
                        process.damaged.remove(&of);
                    }
                });
            }
            return Outcome::Returned(Return::ok());
        }
        ExamineCall::GetIdentity { .. }
        | ExamineCall::GetFileCounts { .. }
        | ExamineCall::GetIncludeFile { .. }
        | ExamineCall::GetExcludeFile { .. }
        | ExamineCall::GetComponent { .. }
        | ExamineCall::GetRestoreMethod { .. }
        | ExamineCall::GetAlternateLocationMapping { .. }
        | ExamineCall::GetBackupSchema { .. }
        | ExamineCall::SaveAsXML { .. }
        | ExamineCall::GetIdentityEx { .. }
        | ExamineCall::GetVersion { .. }
        | ExamineCall::GetExcludeFromSnapshotCount { .. }
        | ExamineCall::GetExcludeFromSnapshotFile { .. } => {}
    }
    match document(st, by, of) {
        Some(_) if is_reserved(st, call) => {
            Outcome::Returned(Return::state(Hresult::E_NOTIMPL, Reason::RESERVED))
        }
        Some(document) => Outcome::Returned(read(document, of, call)),
        None => Outcome::Moot(Reason::STALE_VIEW),
    }
}

/// Whether it is the call that is reserved, and does nothing unless a reading has a list of included files (C-053).
fn is_reserved(st: &Stepper, call: &ExamineCall) -> bool {
    matches!(call, ExamineCall::GetIncludeFile { .. }) && st.reading::<IncludedFiles>() == IncludedFiles::None
}

fn document_is_own(st: &Stepper, machine: MachineId, by: Caller, of: MetadataRef) -> bool {
    let process = st.machine(machine).and_then(|held| held.processes.get(&by.process));
    process.is_some_and(|process| process.metadata.contains_key(&of))
}

fn read(document: &WriterMetadata, of: MetadataRef, call: &ExamineCall) -> Return {
    use ExamineCall as E;
    let file = |found: Result<&WmFiledesc, Hresult>, at: FiledescRef| made("ppFiledesc", found, &at);
    match call {
        E::GetIdentity { .. } => identity(document.identity(), false),
        E::GetIdentityEx { .. } => identity(document.identity_ex(), true),
        E::GetFileCounts { .. } => {
            let counts = document.file_counts();
            Return::with(vec![
                ("pcIncludeFiles", count(counts.include_files)),
                ("pcExcludeFiles", count(counts.exclude_files)),
                ("pcComponents", count(counts.components)),
            ])
        }
        E::GetIncludeFile { iFile, .. } => {
            file(document.include_file(index(*iFile)), FiledescRef::Include(of, *iFile))
        }
        E::GetExcludeFile { iFile, .. } => {
            file(document.exclude_file(index(*iFile)), FiledescRef::Exclude(of, *iFile))
        }
        E::GetExcludeFromSnapshotFile { iFile, .. } => {
            let found = document.exclude_from_snapshot_file(index(*iFile));
            file(found, FiledescRef::SnapshotExclude(of, *iFile))
        }
        E::GetAlternateLocationMapping { iMapping, .. } => {
            let found = document.alternate_location_mapping(index(*iMapping));
            file(found, FiledescRef::Mapping(of, *iMapping))
        }
        E::GetComponent { iComponent, .. } => {
            let at = WmComponentRef { of, component: *iComponent };
            made("ppComponent", document.component(index(*iComponent)), &at)
        }
        E::GetRestoreMethod { .. } => restore_method(document),
        E::GetBackupSchema { .. } => Return::with(vec![("pdwSchemaMask", document.backup_schema().show())]),
        E::GetVersion { .. } => {
            let (major, minor) = document.version();
            Return::with(vec![("pdwMajorVersion", major.show()), ("pdwMinorVersion", minor.show())])
        }
        E::GetExcludeFromSnapshotCount { .. } => {
            Return::with(vec![("pcExcludedFromSnapshot", count(document.exclude_from_snapshot_count()))])
        }
        E::SaveAsXML { .. } => Return::with(vec![("pbstrXML", Value::Text(document.write().into()))]),
        // These change something, and are answered before this is asked.
        E::LoadFromXML { .. } | E::Release {} => {
            Return::state(Hresult::VSS_E_UNEXPECTED, Reason::OUT_OF_SEQUENCE)
        }
    }
}

fn identity(found: Result<Identity<'_>, Hresult>, ex: bool) -> Return {
    let identity = match found {
        Ok(identity) => identity,
        Err(code) => return Return::state(code, Reason::INVALID_DOCUMENT),
    };
    let mut values = vec![
        ("pidInstance", Value::Guid(identity.instance)),
        ("pidWriter", Value::Guid(identity.writer)),
        ("pbstrWriterName", Value::Text(identity.writer_name.clone())),
    ];
    if ex {
        values.push(("pbstrInstanceName", text(identity.instance_name)));
    }
    values.extend([("pUsage", identity.usage.show()), ("pSource", identity.source.show())]);
    Return::with(values)
}

fn restore_method(document: &WriterMetadata) -> Return {
    match document.restore_method() {
        Ok(method) => Return::with(vec![
            ("pMethod", method.method.show()),
            ("pbstrService", text(method.service)),
            ("pbstrUserProcedure", text(method.user_procedure)),
            ("pwriterRestore", method.writer_restore.show()),
            ("pbRebootRequired", method.reboot_required.show()),
            ("pcMappings", count(method.mappings)),
        ]),
        Err(Hresult::S_FALSE) => Return::state(Hresult::S_FALSE, Reason::NOT_SET),
        Err(code) => Return::state(code, Reason::INVALID_DOCUMENT),
    }
}

/// The view of something that is there.
pub(super) fn made<T>(name: &'static str, found: Result<&T, Hresult>, at: &impl Parameter) -> Return {
    match found {
        Ok(_) => Return::with(vec![(name, at.show())]),
        Err(code) => Return::argument(code, Reason::NO_SUCH_INDEX),
    }
}

pub(super) fn text(found: Option<&Text>) -> Value {
    found.map_or(Value::Null, |text| Value::Text(text.clone()))
}

pub(super) fn count(count: usize) -> Value {
    u32::try_from(count).unwrap_or(u32::MAX).show()
}

/// An index as a place; one too large for this machine is no place in any list.
pub(super) fn index(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}
