//! What express writers are made with.
//!
//! Pages: `nf-vswriter-createvssexpresswriter`, `nf-vswriter-ivssexpresswriter-*`,
//! `nf-vswriter-ivsscreateexpresswritermetadata-*`.

use std::sync::Arc;

use crate::api::{
    Caller, ExpressMetadataCall, ExpressMetadataId, ExpressWriterCall, ExpressWriterId, MachineId, Parameter,
    Value, WriterId,
};
use crate::documents::writer_metadata::{AddComponent, Identification, SetRestoreMethod};
use crate::documents::{CreateExpressWriterMetadata, ReadOptions, WriterMetadata};
use crate::machines::{ExpressWriter, StoredExpressWriter, try_edit};
use crate::vocabulary::{Guid, Hresult, SourceType};

use super::super::outcome::Return;
use super::super::processes;
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::names;

/// `CreateVssExpressWriter`.
pub(super) fn create(st: &mut Stepper, machine: MachineId, by: Caller) -> Return {
    let id = st.new_express_writer();
    put(st, machine, by, id, ExpressWriter::Empty);
    Return::with(vec![("ppWriter", id.show())])
}

fn put(st: &mut Stepper, machine: MachineId, by: Caller, id: ExpressWriterId, held: ExpressWriter) {
    st.edit_machine(machine, |machine| {
        machine.processes.get_mut(&by.process).map(|process| process.express.insert(id, held))
    });
}

/// Begins with another document: whatever was the matter with the one before it is over.
fn begin(st: &mut Stepper, machine: MachineId, by: Caller, id: ExpressWriterId, held: ExpressWriter) {
    put(st, machine, by, id, held);
    st.edit_machine(machine, |machine| {
        let process = machine.processes.get_mut(&by.process);
        process.map(|process| process.damaged_express.remove(&ExpressMetadataId(id.0)))
    });
}

/// The object, if it is the caller's own.
pub(super) fn writer(st: &Stepper, by: Caller, id: ExpressWriterId) -> Option<&ExpressWriter> {
    let machine = processes::machine_of(st, by.process)?;
    st.machine(machine)?.processes.get(&by.process)?.express.get(&id)
}

/// Whether metadata can be written: those of the last `CreateMetadata`, until `LoadMetadata` brings others.
pub(super) fn is_written(st: &Stepper, by: Caller, id: ExpressMetadataId) -> bool {
    matches!(writer(st, by, ExpressWriterId(id.0)), Some(ExpressWriter::Created(_)))
}

/// Answers a call of `IVssExpressWriter`.
pub(super) fn call(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    id: ExpressWriterId,
    call: &ExpressWriterCall,
) -> Return {
    use ExpressWriterCall as C;
    match call {
        C::CreateMetadata { writerId, writerName, usageType, versionMajor, versionMinor, .. } => {
            let name = writerName.as_deref().unwrap_or_default();
            let source = SourceType::VSS_ST_OTHER;
            let mut identity =
                Identification::new(*writerId, instance_of(*writerId), name, *usageType, source);
            (identity.major_version, identity.minor_version) = (Some(*versionMajor), Some(*versionMinor));
            let builder = match CreateExpressWriterMetadata::new(identity) {
                Ok(builder) if *writerId != Guid::NULL => builder,
                Ok(_) | Err(_) => return Return::argument(Hresult::E_INVALIDARG, Reason::BAD_EXPRESS_WRITER),
            };
            begin(st, machine, by, id, ExpressWriter::Created(Arc::new(builder)));
            Return::with(vec![("ppMetadata", ExpressMetadataId(id.0).show())])
        }
        C::LoadMetadata { metadata, .. } => {
            let text = metadata.as_deref().unwrap_or_default();
            match WriterMetadata::read_str(text, &ReadOptions::default()) {
                Ok(read) => {
                    begin(st, machine, by, id, ExpressWriter::Loaded(Arc::new(read.value)));
                    Return::ok()
                }
                Err(_) => Return::argument(Hresult::VSS_E_INVALID_XML_DOCUMENT, Reason::INVALID_DOCUMENT),
            }
        }
        C::Register {} => register(st, machine, by, id),
        C::Unregister { writerId } => {
            // That CreateMetadata has to come first is not asked: the call names the class by itself (a reading).
            let known = st.machine(machine).is_some_and(|held| held.express.contains_key(writerId));
            if !known {
                return Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NOT_REGISTERED);
            }
            st.edit_machine(machine, |held| held.express.remove(writerId));
            Return::ok()
        }
    }
}

/// The instance of an express writer: one for each class, whoever registers it (a reading).
const fn instance_of(class: Guid) -> Guid {
    Guid(class.0 ^ 0xe4e4)
}

fn register(st: &mut Stepper, machine: MachineId, by: Caller, id: ExpressWriterId) -> Return {
    let document = writer(st, by, id).and_then(ExpressWriter::document);
    let Some(document) = document else {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::NO_METADATA);
    };
    let class = document.writer_id();
    if st.machine(machine).is_some_and(|held| held.express.contains_key(&class)) {
        return Return::state(Hresult::VSS_E_OBJECT_ALREADY_EXISTS, Reason::REGISTERED_BEFORE);
    }
    let writer = free_number(st);
    st.edit_machine(machine, |held| held.express.insert(class, StoredExpressWriter { writer, document }));
    Return::ok()
}

/// The lowest number of an express writer that no writer of any machine has.
fn free_number(st: &Stepper) -> WriterId {
    let mut id = StoredExpressWriter::FIRST;
    while processes::is_writer_taken(st, id) {
        id = WriterId(id.0.wrapping_add(1));
    }
    id
}

/// Answers a call of `IVssCreateExpressWriterMetadata`.
pub(super) fn build(
    st: &mut Stepper,
    machine: MachineId,
    by: Caller,
    id: ExpressMetadataId,
    call: &ExpressMetadataCall,
) -> Return {
    let writer_id = ExpressWriterId(id.0);
    let Some(ExpressWriter::Created(builder)) = writer(st, by, writer_id) else {
        return Return::state(Hresult::VSS_E_BAD_STATE, Reason::NO_METADATA);
    };
    if let ExpressMetadataCall::SaveAsXML { .. } = call {
        return Return::with(vec![("pbstrXML", Value::Text(builder.document().write().into()))]);
    }
    if let ExpressMetadataCall::AddComponent { wszLogicalPath, wszComponentName, .. } = call
        && let Some(refused) =
            names::not_to_add(st, builder.document(), wszLogicalPath.as_deref(), wszComponentName.as_deref())
    {
        return refused;
    }
    let mut builder = Arc::clone(builder);
    let written = match try_edit(&mut builder, |builder| write(builder, call)) {
        Err(code) if code == Hresult::VSS_E_OBJECT_NOT_FOUND => {
            match respelled(st, builder.document(), call) {
                Some(meant) => try_edit(&mut builder, |builder| write(builder, &meant)),
                None => Err(code),
            }
        }
        written => written,
    };
    match written {
        Ok(()) => {
            put(st, machine, by, writer_id, ExpressWriter::Created(builder));
            Return::ok()
        }
        Err(code) => Return::argument(code, Reason::DOCUMENT_REFUSED),
    }
}

/// The call with the name of its component as the document has it, where it is another spelling of that.
fn respelled(
    st: &Stepper,
    document: &WriterMetadata,
    call: &ExpressMetadataCall,
) -> Option<ExpressMetadataCall> {
    use ExpressMetadataCall as C;
    let mut meant = call.clone();
    let (path, name) = match &mut meant {
        C::AddFilesToFileGroup { wszLogicalPath, wszGroupName, .. } => (wszLogicalPath, wszGroupName),
        C::AddComponentDependency { wszForLogicalPath, wszForComponentName, .. } => {
            (wszForLogicalPath, wszForComponentName)
        }
        C::AddComponent { .. }
        | C::AddExcludeFiles { .. }
        | C::SetRestoreMethod { .. }
        | C::SetBackupSchema { .. }
        | C::SaveAsXML { .. } => return None,
    };
    names::respell(st, document, path, name).then_some(meant)
}

fn write(builder: &mut CreateExpressWriterMetadata, call: &ExpressMetadataCall) -> Result<(), Hresult> {
    use ExpressMetadataCall as C;
    match call {
        C::AddExcludeFiles { wszPath, wszFilespec, bRecursive } => {
            builder.add_exclude_files(wszPath.as_deref(), wszFilespec.as_deref(), *bRecursive)
        }
        C::AddComponent {
            ct,
            wszLogicalPath,
            wszComponentName,
            wszCaption,
            pbIcon,
            bRestoreMetadata,
            bNotifyOnBackupComplete,
            bSelectable,
            bSelectableForRestore,
            dwComponentFlags,
        } => builder.add_component(&AddComponent {
            component_type: *ct,
            logical_path: wszLogicalPath.as_deref(),
            component_name: wszComponentName.as_deref(),
            caption: wszCaption.as_deref(),
            icon: pbIcon.as_ref().map(|icon| icon.0.as_slice()),
            restore_metadata: *bRestoreMetadata,
            notify_on_backup_complete: *bNotifyOnBackupComplete,
            selectable: *bSelectable,
            selectable_for_restore: *bSelectableForRestore,
            component_flags: *dwComponentFlags,
            beside_other_type: false,
        }),
        C::AddFilesToFileGroup {
            wszLogicalPath,
            wszGroupName,
            wszPath,
            wszFilespec,
            bRecursive,
            wszAlternateLocation,
            dwBackupTypeMask,
        } => builder.add_files_to_file_group(
            wszLogicalPath.as_deref(),
            wszGroupName.as_deref(),
            wszPath.as_deref(),
            wszFilespec.as_deref(),
            *bRecursive,
            wszAlternateLocation.as_deref(),
            *dwBackupTypeMask,
        ),
        C::SetRestoreMethod { method, wszService, wszUserProcedure, writerRestore, bRebootRequired } => {
            builder.set_restore_method(&SetRestoreMethod {
                method: *method,
                service: wszService.as_deref(),
                user_procedure: wszUserProcedure.as_deref(),
                writer_restore: *writerRestore,
                reboot_required: *bRebootRequired,
            })
        }
        C::AddComponentDependency {
            wszForLogicalPath,
            wszForComponentName,
            onWriterId,
            wszOnLogicalPath,
            wszOnComponentName,
        } => builder.add_component_dependency(
            wszForLogicalPath.as_deref(),
            wszForComponentName.as_deref(),
            *onWriterId,
            wszOnLogicalPath.as_deref(),
            wszOnComponentName.as_deref(),
        ),
        C::SetBackupSchema { dwSchemaMask } => builder.set_backup_schema(*dwSchemaMask),
        // It writes nothing, and is answered before this is asked.
        C::SaveAsXML { .. } => Ok(()),
    }
}
