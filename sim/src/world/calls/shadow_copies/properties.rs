//! `GetSnapshotProperties`, and the structures that tell of shadow copies and providers.

use crate::api::{
    CallId, Caller, ObjectProp, OutType, ParamType, Parameter, RequesterId, SnapshotId, SnapshotProp, Value,
};
use crate::machines::{Exposure, Listed, ProviderRegistration, ProviderTask, SnapshotProperties};
use crate::vocabulary::{Guid, Hresult, ObjectType, Text};

use super::super::super::kinds::Learned;
use super::super::super::operations;
use super::super::super::outcome::{Outcome, Return};
use super::super::super::readings::DeviceNames;
use super::super::super::reason::Reason;
use super::super::super::stepper::Stepper;

/// What refuses an id of no shadow copy that requesters can see.
pub(super) const fn no_such_snapshot() -> Return {
    Return::argument(Hresult::VSS_E_OBJECT_NOT_FOUND, Reason::NO_SUCH_SNAPSHOT)
}

/// `GetSnapshotProperties`. The provider of the copy is asked, where it is none that VSS answers for.
pub(in super::super) fn of(
    st: &mut Stepper,
    id: CallId,
    by: Caller,
    requester: RequesterId,
    snapshot: Guid,
) -> Outcome {
    let Some((machine, held)) = st.machine_of(requester) else {
        return Outcome::Returned(no_such_snapshot());
    };
    let Some(copy) = held.visible_copy(snapshot) else { return Outcome::Returned(no_such_snapshot()) };
    let questions = operations::about_copy(held, (copy.0, copy.2), ProviderTask::GetSnapshotProperties);
    let values = named::<SnapshotProp>("", snapshot_values(st, &held.properties(copy)));
    let result = Return::with(vec![("pProp", Value::Struct(values))]);
    if questions.is_empty() {
        return Outcome::Returned(result);
    }
    let call = (id, "GetSnapshotProperties");
    operations::ask(st, call, (machine, by, Some(requester)), questions, Learned::Told(result));
    Outcome::Pending
}

fn optional(text: Option<&Text>) -> Value {
    text.map_or(Value::Null, Parameter::show)
}

/// The name of a copy's device object.
pub(in super::super) fn device_object(st: &Stepper, copy: SnapshotId) -> Text {
    match st.reading::<DeviceNames>() {
        DeviceNames::NoTrailingBackslash => copy.device().into(),
        DeviceNames::TrailingBackslash => format!(r"{}\", copy.device()).into(),
    }
}

/// The values of a `VSS_SNAPSHOT_PROP`, in the header's order. The names of device objects are those of captures.
fn snapshot_values(st: &Stepper, of: &SnapshotProperties) -> [Value; 13] {
    let (name, path) = match &of.exposure {
        Exposure::Hidden | Exposure::Surfaced => (None, None),
        Exposure::Locally(name) => (Some(name), None),
        Exposure::Remotely(name, path) => (Some(name), path.as_ref()),
    };
    [
        Value::Guid(of.id.guid()),
        Value::Guid(of.set.guid()),
        i32::try_from(of.count).unwrap_or(i32::MAX).show(),
        Value::Text(device_object(st, of.id)),
        of.volume_name.show(),
        of.machine.show(),
        of.machine.show(),
        optional(name),
        optional(path),
        Value::Guid(of.provider),
        of.attributes.show(),
        of.instant.0.file_time().show(),
        of.state.show(),
    ]
}

/// Values under the names of a structure's fields that begin with a prefix, in the header's order.
fn named<T: OutType>(prefix: &str, values: impl IntoIterator<Item = Value>) -> Vec<(&'static str, Value)> {
    let fields = if let ParamType::Struct(of) = T::TYPE { of.fields } else { &[] };
    let names = fields.iter().map(|field| field.name).filter(|name| name.starts_with(prefix));
    names.zip(values).collect()
}

fn provider_values(of: &ProviderRegistration) -> [Value; 6] {
    [
        Value::Guid(of.id),
        of.name.show(),
        of.kind.show(),
        of.version.show(),
        Value::Guid(of.version_id),
        Value::Guid(of.class_id),
    ]
}

/// A `VSS_OBJECT_PROP`: its type, and the member of its union that the type says.
pub(in super::super) fn object_prop(st: &Stepper, of: &Listed) -> Value {
    let (kind, members) = match of {
        Listed::Snapshot(snapshot) => {
            (ObjectType::VSS_OBJECT_SNAPSHOT, named::<ObjectProp>("Obj.Snap.", snapshot_values(st, snapshot)))
        }
        Listed::Provider(provider) => {
            (ObjectType::VSS_OBJECT_PROVIDER, named::<ObjectProp>("Obj.Prov.", provider_values(provider)))
        }
    };
    Value::Struct(std::iter::once(("Type", kind.show())).chain(members).collect())
}
