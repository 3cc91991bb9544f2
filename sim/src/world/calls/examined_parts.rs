//! `IVssWMComponent`, `IVssWMFiledesc` and `IVssWMDependency`: the parts of a Writer Metadata Document that is examined.

use crate::api::{
    Bytes, Caller, ComponentRef, DependencyCall, DependencyRef, FiledescCall, FiledescRef, Parameter, Value,
    WmComponentCall, WmComponentRef,
};
use crate::documents::{Component, WmComponent, WmDependency, WmFiledesc};
use crate::vocabulary::Hresult;

use super::super::outcome::{Outcome, Return};
use super::super::reason::Reason;
use super::super::stepper::Stepper;
use super::component::part_of;
use super::examine::{count, document, index, made, text};

/// Answers a call of `IVssWMComponent`.
pub(super) fn component(st: &Stepper, by: Caller, at: WmComponentRef, call: &WmComponentCall) -> Outcome {
    use WmComponentCall as C;
    let Some(component) = component_of(st, by, at) else { return Outcome::Moot(Reason::STALE_VIEW) };
    let file = |found: Result<&WmFiledesc, Hresult>, at: FiledescRef| made("ppFiledesc", found, &at);
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
            made("ppDependency", found, &DependencyRef { of: at, dependency: *iDependency })
        }
    })
}

fn component_of(st: &Stepper, by: Caller, at: WmComponentRef) -> Option<&WmComponent> {
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

fn filedesc_of(st: &Stepper, by: Caller, at: FiledescRef) -> Option<&WmFiledesc> {
    let found = match at {
        FiledescRef::Include(of, place) => document(st, by, of)?.include_file(index(place)),
        FiledescRef::Exclude(of, place) => document(st, by, of)?.exclude_file(index(place)),
        FiledescRef::SnapshotExclude(of, place) => {
            document(st, by, of)?.exclude_from_snapshot_file(index(place))
        }
        FiledescRef::Mapping(of, place) => document(st, by, of)?.alternate_location_mapping(index(place)),
        FiledescRef::File(of, place) => component_of(st, by, of)?.file(index(place)),
        FiledescRef::DatabaseFile(of, place) => component_of(st, by, of)?.database_file(index(place)),
        FiledescRef::DatabaseLogFile(of, place) => component_of(st, by, of)?.database_log_file(index(place)),
        FiledescRef::UsedMapping(at, place) => entry_of(st, at)?.alternate_location_mapping(index(place)),
        FiledescRef::NewTarget(at, place) => entry_of(st, at)?.new_target(index(place)),
    };
    found.ok()
}

/// A component of a Backup Components Document, while the view of it is valid.
fn entry_of(st: &Stepper, at: ComponentRef) -> Option<&Component> {
    part_of(st, at.doc, at.writer, at.epoch)?.components().get(index(at.component))
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
