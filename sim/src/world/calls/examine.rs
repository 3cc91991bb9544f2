//! What a requester reads from Writer Metadata Documents: views into the document that was gathered or loaded.
//!
//! A view of a gathered document outlives `FreeWriterMetadata`, as the interface pointers are counted for themselves (a
//! reading), but not the object that gathered it.

use std::sync::Arc;

use crate::api::{
    Bytes, Caller, DependencyCall, DependencyRef, ExamineCall, FiledescCall, FiledescRef, MachineId,
    MetadataRef, Parameter, Value, WmComponentCall, WmComponentRef,
};
use crate::documents::writer_metadata::Identity;
use crate::documents::{ReadOptions, WmComponent, WmDependency, WmFiledesc, WriterMetadata};
use crate::vocabulary::{Hresult, Text};

use super::super::outcome::{Outcome, Return};
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
        held.processes.get_mut(&by.process).map(|process| process.metadata.insert(of, Arc::new(document)))
    });
}

fn parse(xml: Option<&str>) -> Result<WriterMetadata, Return> {
    WriterMetadata::read_str(xml.unwrap_or_default(), &ReadOptions::default())
        .map(|read| read.value)
        .map_err(|_| Return::argument(Hresult::VSS_E_INVALID_XML_DOCUMENT, Reason::INVALID_DOCUMENT))
}

/// The document that is looked at, as the caller sees it.
pub(super) fn document<'a>(st: &'a Stepper, by: Caller, of: MetadataRef) -> Option<&'a WriterMetadata> {
    let loaded = st.world.machines.values().find_map(|machine| machine.processes.get(&by.process));
    if let Some(document) = loaded.and_then(|process| process.metadata.get(&of)) {
        return Some(document);
    }
    let MetadataRef::Gathered(requester, index) = of else { return None };
    let writers = st.session(requester)?.gathered.writers()?;
    writers.get(usize::try_from(index).ok()?).map(|gathered| &*gathered.document)
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
                    held.processes.get_mut(&by.process).map(|process| process.metadata.remove(&of))
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
        Some(document) => Outcome::Returned(read(document, of, call)),
        None => Outcome::Moot(Reason::STALE_VIEW),
    }
}

fn document_is_own(st: &Stepper, machine: MachineId, by: Caller, of: MetadataRef) -> bool {
    let process = st.machine(machine).and_then(|held| held.processes.get(&by.process));
    process.is_some_and(|process| process.metadata.contains_key(&of))
}

fn read(document: &WriterMetadata, of: MetadataRef, call: &ExamineCall) -> Return {
    use ExamineCall as E;
    let file = |found: Result<&WmFiledesc, Hresult>, at: FiledescRef| made("ppFiledesc", found, at);
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
        E::GetIncludeFile { .. } => Return::state(Hresult::E_NOTIMPL, Reason::RESERVED),
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
            made("ppComponent", document.component(index(*iComponent)), at)
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

/// Answers a call of `IVssWMComponent`.
pub(super) fn component(st: &Stepper, by: Caller, at: WmComponentRef, call: &WmComponentCall) -> Outcome {
    use WmComponentCall as C;
    let Some(component) = component_of(st, by, at) else { return Outcome::Moot(Reason::STALE_VIEW) };
    let file = |found: Result<&WmFiledesc, Hresult>, at: FiledescRef| made("ppFiledesc", found, at);
    Outcome::Returned(match call {
        C::GetComponentInfo { .. } => component_info(component),
        C::FreeComponentInfo {} => Return::ok(),
        C::GetFile { iFile, .. } => file(component.file(index(*iFile)), FiledescRef::File(at, *iFile)),
        C::GetDatabaseFile { iDBFile, .. } => {
            file(component.database_file(index(*iDBFile)), FiledescRef::DatabaseFile(at, *iDBFile))
        }
        C::GetDatabaseLogFile { iDbLogFile, .. } => {
            let found = component.database_log_file(index(*iDbLogFile));
            file(found, FiledescRef::DatabaseLogFile(at, *iDbLogFile))
        }
        C::GetDependency { iDependency, .. } => {
            let found = component.dependency(index(*iDependency));
            made("ppDependency", found, DependencyRef { of: at, dependency: *iDependency })
        }
    })
}

fn component_of<'a>(st: &'a Stepper, by: Caller, at: WmComponentRef) -> Option<&'a WmComponent> {
    document(st, by, at.of)?.component(index(at.component)).ok()
}

fn component_info(component: &WmComponent) -> Return {
    let info = component.component_info();
    let icon = match component.icon() {
        Ok(icon) => Some(icon),
        Err(Hresult::S_FALSE) => None,
        // An icon that is no Base64 cannot be passed out.
        Err(code) => return Return::state(code, Reason::INVALID_DOCUMENT),
    };
    let size = count(icon.as_ref().map_or(0, Vec::len));
    let icon = icon.map_or(Value::Null, |icon| Bytes(icon).show());
    let fields = vec![
        ("type", info.component_type.show()),
        ("bstrLogicalPath", text(info.logical_path)),
        ("bstrComponentName", Value::Text(info.component_name.clone())),
        ("bstrCaption", text(info.caption)),
        ("pbIcon", icon),
        ("cbIcon", size),
        ("bRestoreMetadata", info.restore_metadata.show()),
        ("bNotifyOnBackupComplete", info.notify_on_backup_complete.show()),
        ("bSelectable", info.selectable.show()),
        ("bSelectableForRestore", info.selectable_for_restore.show()),
        ("dwComponentFlags", info.component_flags.show()),
        ("cFileCount", count(info.file_count)),
        ("cDatabases", count(info.databases)),
        ("cLogFiles", count(info.log_files)),
        ("cDependencies", count(info.dependencies)),
    ];
    Return::with(vec![("ppInfo", Value::Struct(fields))])
}

/// Answers a call of `IVssWMFiledesc`.
pub(super) fn filedesc(st: &Stepper, by: Caller, at: FiledescRef, call: &FiledescCall) -> Outcome {
    use FiledescCall as F;
    let Some(set) = filedesc_of(st, by, at) else { return Outcome::Moot(Reason::STALE_VIEW) };
    Outcome::Returned(match call {
        F::GetPath { .. } => Return::with(vec![("pbstrPath", Value::Text(set.path().clone()))]),
        F::GetFilespec { .. } => Return::with(vec![("pbstrFilespec", Value::Text(set.filespec().clone()))]),
        F::GetRecursive { .. } => Return::with(vec![("pbRecursive", set.recursive().show())]),
        F::GetAlternateLocation { .. } => match set.alternate_location() {
            Ok(found) => Return::with(vec![("pbstrAlternateLocation", Value::Text(found.clone()))]),
            Err(code) => Return {
                values: vec![("pbstrAlternateLocation", Value::Null)],
                ..Return::state(code, Reason::NOT_SET)
            },
        },
        F::GetBackupTypeMask { .. } => Return::with(vec![("pdwTypeMask", set.backup_type_mask().show())]),
    })
}

fn filedesc_of<'a>(st: &'a Stepper, by: Caller, at: FiledescRef) -> Option<&'a WmFiledesc> {
    let found = match at {
        FiledescRef::Exclude(of, place) => document(st, by, of)?.exclude_file(index(place)),
        FiledescRef::SnapshotExclude(of, place) => {
            document(st, by, of)?.exclude_from_snapshot_file(index(place))
        }
        FiledescRef::Mapping(of, place) => document(st, by, of)?.alternate_location_mapping(index(place)),
        FiledescRef::File(of, place) => component_of(st, by, of)?.file(index(place)),
        FiledescRef::DatabaseFile(of, place) => component_of(st, by, of)?.database_file(index(place)),
        FiledescRef::DatabaseLogFile(of, place) => component_of(st, by, of)?.database_log_file(index(place)),
    };
    found.ok()
}

/// Answers a call of `IVssWMDependency`.
///
/// `S_FALSE`, for a writer that no longer can be found, is never the answer: whether one is there is not looked up when
/// a dependency is read (a reading).
pub(super) fn dependency(st: &Stepper, by: Caller, at: DependencyRef, call: &DependencyCall) -> Outcome {
    use DependencyCall as D;
    let component = component_of(st, by, at.of);
    let found = component.and_then(|component| component.dependency(index(at.dependency)).ok());
    let Some(dependency): Option<&WmDependency> = found else { return Outcome::Moot(Reason::STALE_VIEW) };
    Outcome::Returned(Return::with(vec![match call {
        D::GetWriterId { .. } => ("pWriterId", Value::Guid(dependency.writer_id.value())),
        D::GetLogicalPath { .. } => ("pbstrLogicalPath", text(dependency.logical_path.as_ref())),
        D::GetComponentName { .. } => ("pbstrComponentName", Value::Text(dependency.component_name.clone())),
    }]))
}

/// The view of something that is there.
fn made<T>(name: &'static str, found: Result<&T, Hresult>, at: impl Parameter) -> Return {
    match found {
        Ok(_) => Return::with(vec![(name, at.show())]),
        Err(code) => Return::argument(code, Reason::NO_SUCH_INDEX),
    }
}

fn text(found: Option<&Text>) -> Value {
    found.map_or(Value::Null, |text| Value::Text(text.clone()))
}

fn count(count: usize) -> Value {
    u32::try_from(count).unwrap_or(u32::MAX).show()
}

/// An index as a place; one too large for this machine is no place in any list.
fn index(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}
