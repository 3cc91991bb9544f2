//! What a call is answered, interface by interface.
//!
//! What holds for every call is checked here, once: that the caller and the object exist, that the caller has memory
//! and rights, and that no pointer is null that may not be.

mod admin;
mod asynchronous;
mod backup;
mod backup_open;
mod component;
mod component_open;
mod component_reads;
mod component_selected;
mod create;
mod damage;
mod documents;
mod enabled_writers;
mod enum_object;
mod examine;
mod examined_parts;
mod express;
mod management;
mod names;
mod order;
mod refusal;
mod restore;
mod service;
mod shadow_copies;
mod unique;
mod writer;
mod writer_components;
mod writer_object;

use crate::api::{
    BackupCall, Call, CallId, Caller, ComponentRef, DocRef, EnumMgmtCall, EnumObjectCall, ExpressMetadataId,
    FunctionCall, Home, MachineId, MetadataRef, Method, Object, Parameter, ProcessId, RequesterId,
    WriterComponentsRef,
};
use crate::machines::{AccountAccess, EntryForm, Requester, RequesterState, availability, role_of};
use crate::vocabulary::{Hresult, Windows};

use super::event::Participant;
use super::in_flight::Run;
use super::outcome::{Cause, Outcome, Return};
use super::processes;
use super::readings::AccountEntries;
use super::reason::Reason;
use super::stepper::Stepper;

/// Answers a call.
pub(super) fn call(st: &mut Stepper, id: CallId, by: Caller, call: &Call) -> Outcome {
    let Some(machine) = processes::machine_of(st, by.process) else {
        return Outcome::Moot(Reason::NO_SUCH_OBJECT);
    };
    if st.is_pending(id) {
        return Outcome::Moot(Reason::NAME_TAKEN);
    }
    if let Some(moot) = unaddressed(st, by, call) {
        return Outcome::Moot(moot);
    }
    if let Some(refused) = not_on_this_system(st, machine, call) {
        return Outcome::Returned(refused);
    }
    if let Some(refused) = refused_to_all(st, machine, by, call) {
        return Outcome::Returned(refused);
    }
    let outcome = answer(st, id, machine, by, call);
    service::used(st, machine, call, &outcome);
    outcome
}

/// What refuses a method that came with a later system. Scenarios call methods of an interface without having asked for
/// it by `QueryInterface`, which would not give it; the code is a reading, after that of `SetContext` on Windows XP.
fn not_on_this_system(st: &Stepper, machine: MachineId, call: &Call) -> Option<Return> {
    let windows = st.machine(machine)?.windows;
    if windows == Windows::default() {
        return None;
    }
    let method = call.method();
    (!availability::is_available(method.interface, method.name, windows))
        .then(|| Return::state(Hresult::E_NOTIMPL, Reason::NOT_ON_THIS_SYSTEM))
}

fn answer(st: &mut Stepper, id: CallId, machine: MachineId, by: Caller, call: &Call) -> Outcome {
    match call {
        Call::Function(call) => function(st, id, machine, by, call),
        Call::Admin(call) => Outcome::Returned(admin::call(st, machine, by, call)),
        Call::ExpressWriter(id, call) => Outcome::Returned(express::call(st, machine, by, *id, call)),
        Call::ExpressMetadata(id, call) => Outcome::Returned(express::build(st, machine, by, *id, call)),
        Call::Backup(requester, call) => backup::call(st, id, by, *requester, call),
        Call::Restore(requester, call) => restore::call(st, *requester, call),
        Call::ShadowCopy(requester, call) => shadow_copies::call(st, id, by, *requester, call),
        Call::EnumObject(list, call) => enum_object::call(st, machine, by, *list, call),
        Call::SnapshotMgmt(_, call) => Outcome::Returned(management::snapshots(st, machine, by, call)),
        Call::DiffAreaMgmt(_, call) => Outcome::Returned(management::areas(st, machine, by, call)),
        Call::EnumMgmtObject(list, call) => management::list(st, machine, by, *list, call),
        Call::Async(object, call) => asynchronous::call(st, id, *object, call),
        Call::WriterComponents(at, call) => writer_components::call(st, *at, call),
        Call::Examine(of, call) => examine::call(st, machine, by, *of, call),
        Call::WmComponent(at, call) => examined_parts::component(st, by, *at, call),
        Call::Filedesc(at, call) => examined_parts::filedesc(st, by, *at, call),
        Call::Dependency(at, call) => examined_parts::dependency(st, by, *at, call),
        Call::Component(at, call) => component::call(st, *at, call),
        Call::Create(call) => Outcome::Returned(create::call(st, by, call)),
        Call::Writer(call) => Outcome::Returned(writer::call(st, by, call)),
        Call::WriterObject(id, call) => Outcome::Returned(writer_object::call(st, machine, by, *id, call)),
    }
}

fn function(st: &mut Stepper, id: CallId, machine: MachineId, by: Caller, call: &FunctionCall) -> Outcome {
    use FunctionCall as F;
    Outcome::Returned(match call {
        F::IsVolumeSnapshotted { pwszVolumeName, .. }
        | F::IsVolumeSnapshottedInternal { pwszVolumeName, .. } => {
            return shadow_copies::volumes::is_snapshotted(st, id, machine, by, pwszVolumeName.0.as_ref());
        }
        F::ShouldBlockRevert { wszVolumeName, .. } => {
            shadow_copies::volumes::blocks_revert(st, machine, wszVolumeName.0.as_ref())
        }
        F::CreateVssBackupComponents { .. } | F::CreateVssBackupComponentsInternal { .. } => {
            create_requester(st, machine, by)
        }
        // They free the strings of a structure, of which the model has none outside.
        F::VssFreeSnapshotProperties {} | F::VssFreeSnapshotPropertiesInternal {} => Return::ok(),
        F::CreateVssExamineWriterMetadata { bstrXML, .. }
        | F::CreateVssExamineWriterMetadataInternal { bstrXML, .. } => {
            examine::create(st, machine, by, bstrXML.as_deref())
        }
        F::CoCreateVssSnapshotMgmt { .. } => management::create(st, machine, by),
        F::CreateVssExpressWriter { .. } | F::CreateVssExpressWriterInternal { .. } => {
            express::create(st, machine, by)
        }
    })
}

/// Whether what is called does not exist, or the handler it is called in does not run.
fn unaddressed(st: &Stepper, by: Caller, call: &Call) -> Option<Reason> {
    if let Some(activation) = by.within {
        let running = st.activation(activation).is_some_and(|held| matches!(held.run, Run::Running { .. }));
        if !running {
            return Some(Reason::NOT_RUNNING);
        }
    }
    let exists = match call {
        Call::Function(_) | Call::Admin(_) => true,
        Call::Backup(requester, _) | Call::Restore(requester, _) | Call::ShadowCopy(requester, _) => {
            owns(st, by, *requester)
        }
        Call::EnumObject(list, _) => enum_object::enumerator(st, by, *list).is_some(),
        Call::SnapshotMgmt(of, _) => of.0 == by.process && management::manages(st, by).0,
        Call::DiffAreaMgmt(of, _) => of.0 == by.process && management::manages(st, by).1,
        Call::EnumMgmtObject(list, _) => management::enumerator(st, by, *list).is_some(),
        Call::Async(object, _) => {
            st.world.open.asyncs.get(object).is_some_and(|held| owns(st, by, held.requester))
        }
        Call::WriterComponents(WriterComponentsRef { doc, .. }, _)
        | Call::Component(ComponentRef { doc, .. }, _) => reaches(st, by, *doc),
        Call::Examine(of, _) => sees(st, by, *of),
        Call::WmComponent(at, _) => sees(st, by, at.of),
        Call::Filedesc(at, _) => match at.home() {
            Home::Metadata(of) => sees(st, by, of),
            Home::Components(doc) => reaches(st, by, doc),
        },
        Call::Dependency(at, _) => sees(st, by, at.of.of),
        Call::Create(_) | Call::Writer(_) => by.within.is_some(),
        Call::WriterObject(id, call) => writer_object::is_addressed(st, by, *id, call),
        Call::ExpressWriter(id, _) => express::writer(st, by, *id).is_some(),
        Call::ExpressMetadata(id, _) => express::is_written(st, by, *id),
    };
    (!exists).then_some(Reason::NO_SUCH_OBJECT)
}

/// Whether a Backup Components Document is the caller's own, or the handler's in which it calls.
fn reaches(st: &Stepper, by: Caller, doc: DocRef) -> bool {
    match doc {
        DocRef::Requester(requester) => owns(st, by, requester),
        DocRef::Handler(activation) => by.within == Some(activation),
    }
}

/// Whether a document of an express writer is being built there.
pub(super) fn builds(st: &Stepper, by: Caller, id: ExpressMetadataId) -> bool {
    express::is_written(st, by, id)
}

/// Whether a Writer Metadata Document is there and is the caller's own.
pub(super) fn sees(st: &Stepper, by: Caller, of: MetadataRef) -> bool {
    let own = match of {
        MetadataRef::Gathered(requester, _) => owns(st, by, requester),
        MetadataRef::Loaded(_) => true,
        // The process of the writer reads it while the handler runs.
        MetadataRef::Reported(within) => st.activation(within).is_some_and(|held| {
            let Participant::Writer(writer) = held.to else { return false };
            st.world.writer(writer).is_some_and(|(_, held)| held.process == by.process)
        }),
    };
    own && examine::document(st, by, of).is_some()
}

/// Whether a requester is there and is the caller's own: an interface pointer means nothing in another process.
fn owns(st: &Stepper, by: Caller, requester: RequesterId) -> bool {
    st.world.requester(requester).is_some_and(|(_, held)| held.process == by.process)
}

/// Whether a method's page has `E_POINTER` for a null pointer, where most have `E_INVALIDARG`.
fn says_pointer(method: &Method) -> bool {
    method.object == Object::EnumObject || method.name == "QueryRevertStatus"
}

/// What is refused whatever the method. The order is: memory, COM, rights, pointers, services, documents (a reading; no
/// page states one).
fn refused_to_all(st: &Stepper, machine: MachineId, by: Caller, call: &Call) -> Option<Return> {
    let process = st.machine(machine)?.processes.get(&by.process)?;
    let releases = matches!(
        call,
        Call::Backup(_, BackupCall::Release {})
            | Call::EnumObject(_, EnumObjectCall::Release {})
            | Call::EnumMgmtObject(_, EnumMgmtCall::Release {})
            | Call::Function(
                FunctionCall::VssFreeSnapshotProperties {}
                    | FunctionCall::VssFreeSnapshotPropertiesInternal {}
            )
    );
    if process.out_of_memory && !releases {
        return Some(Return::code(Hresult::E_OUTOFMEMORY, Cause::Injected, Reason::OUT_OF_MEMORY));
    }
    if process.without_com
        && let Some(refused) = service::without_com(st, machine, call.method())
    {
        return Some(refused);
    }
    if call.method().needs_rights {
        let account = account_access(st, machine, by.process).and_then(|access| access.says(role_of(call)));
        if !account.unwrap_or(process.privileged) {
            let reason = account.map_or(Reason::NOT_PRIVILEGED, |_| Reason::ACCOUNT_DENIED);
            return Some(Return::code(Hresult::E_ACCESSDENIED, Cause::Privilege, reason));
        }
    }
    let code = if says_pointer(call.method()) { Hresult::E_POINTER } else { Hresult::E_INVALIDARG };
    if call.refused_null().is_some() {
        return Some(Return::argument(code, Reason::NULL_POINTER));
    }
    service::refused(st, machine, call).or_else(|| damage::refused(st, machine, by, call))
}

/// What the registry says of the account of a process, where it is entered in the form that counts (C2-094).
fn account_access(st: &Stepper, machine: MachineId, process: ProcessId) -> Option<AccountAccess> {
    let entry = st.machine(machine)?.account_entry(process)?;
    let counts = match st.reading::<AccountEntries>() {
        AccountEntries::Value => EntryForm::Value,
        AccountEntries::Subkey => EntryForm::Subkey,
    };
    (entry.form == counts).then_some(entry.access)
}

fn create_requester(st: &mut Stepper, machine: MachineId, by: Caller) -> Return {
    let id = st.new_requester();
    st.insert_requester(machine, id, Requester { process: by.process, state: RequesterState::New });
    Return::with(vec![("ppBackup", id.show())])
}
