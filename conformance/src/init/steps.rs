//! The steps of a whole backup.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use vss_sim::vocabulary::WriterState;

use super::chosen::{Choice, Chosen};
use super::volumes::Volume;
use crate::json::Spanned;
use crate::scenario::format::{States, Step, WriterStatus};

/// What the requester is called.
pub(super) const REQUESTER: &str = "backup";

/// The steps; `names` are those of the writers.
pub(super) fn steps(choice: &Choice, names: &[String], volumes: &[Volume]) -> Vec<Spanned<Step>> {
    let mut steps = vec![
        Step { name: Some(REQUESTER.to_owned().into()), ..call("CreateVssBackupComponents") },
        call("InitializeForBackup"),
        with(
            call("SetBackupState"),
            json!({
                "bSelectComponents": choice.select_components,
                "bBackupBootableSystemState": choice.bootable_system_state,
                "backupType": choice.backup_type.to_string(),
                "bPartialFileSupport": choice.partial_file_support,
            }),
        ),
        call("GatherWriterMetadata"),
        returning(call("GetWriterMetadataCount"), json!({ "pcWriters": names.len() })),
    ];
    let parts = || choice.parts.iter().zip(names);
    let chosen: Vec<(&str, &Chosen)> = parts()
        .flat_map(|(part, name)| part.components.iter().map(|component| (name.as_str(), component)))
        .collect();
    let each = |make: fn(&str, &Chosen) -> Option<Step>| {
        chosen.iter().filter_map(move |(writer, component)| make(writer, component))
    };
    steps.extend(each(added));
    steps.extend(each(stamped));
    steps.extend(each(with_options));
    let in_document = parts().filter(|(part, _)| !part.components.is_empty()).count();
    steps.push(returning(call("GetWriterComponentsCount"), json!({ "pcComponents": in_document })));
    steps.push(call("StartSnapshotSet"));
    steps.extend(volumes.iter().map(|volume| {
        let args = json!({ "pwszVolumeName": volume.name(), "ProviderId": "GUID_NULL" });
        with(call("AddToSnapshotSet"), args)
    }));
    steps.extend([call("PrepareForBackup"), call("DoSnapshotSet"), call("GatherWriterStatus")]);
    steps.push(returning(call("GetWriterStatusCount"), json!({ "pcWriters": names.len() })));
    let waiting = parts().filter(|(part, _)| choice.takes_part(part)).map(|(_, name)| name);
    steps.extend(states(waiting, WriterState::VSS_WS_WAITING_FOR_BACKUP_COMPLETE));
    steps.extend(each(succeeded));
    steps.extend([call("BackupComplete"), call("GatherWriterStatus")]);
    steps.extend(states(names.iter(), WriterState::VSS_WS_STABLE));
    steps.extend([call("SaveAsXML"), call("Release")]);
    steps.into_iter().map(Spanned::from).collect()
}

fn call(method: &str) -> Step {
    Step { call: Some(method.to_owned().into()), ..Step::default() }
}

fn with(step: Step, args: Value) -> Step {
    Step { args: members(args), ..step }
}

fn returning(step: Step, values: Value) -> Step {
    Step { returns: members(values), ..step }
}

fn members(object: Value) -> BTreeMap<Spanned<String>, Spanned<Value>> {
    let Value::Object(members) = object else { return BTreeMap::new() };
    members.into_iter().map(|(name, value)| (name.into(), value.into())).collect()
}

/// A call about a component.
fn about(method: &str, component: &Chosen, more: Value) -> Step {
    let mut step = with(call(method), more);
    step.args.extend(members(json!({
        "ct": component.component_type.to_string(),
        "wszComponentName": component.name.as_str(),
    })));
    if let Some(path) = &component.logical_path {
        step.args.extend(members(json!({ "wszLogicalPath": path.as_str() })));
    }
    step
}

fn added(writer: &str, component: &Chosen) -> Option<Step> {
    let (instance, class) = (format!("@{writer}"), format!("@{writer}"));
    Some(about("AddComponent", component, json!({ "instanceId": instance, "writerId": class })))
}

fn stamped(writer: &str, component: &Chosen) -> Option<Step> {
    let stamp = component.previous_stamp.as_ref()?;
    let more = json!({ "writerId": format!("@{writer}"), "wszPreviousBackupStamp": stamp.as_str() });
    Some(about("SetPreviousBackupStamp", component, more))
}

fn with_options(writer: &str, component: &Chosen) -> Option<Step> {
    let options = component.options.as_ref()?;
    let more = json!({ "writerId": format!("@{writer}"), "wszBackupOptions": options.as_str() });
    Some(about("SetBackupOptions", component, more))
}

fn succeeded(writer: &str, component: &Chosen) -> Option<Step> {
    let (instance, class) = (format!("@{writer}"), format!("@{writer}"));
    let more = json!({ "instanceId": instance, "writerId": class, "bSucceded": component.succeeded });
    Some(about("SetBackupSucceeded", component, more))
}

/// A step that looks at the states of these writers; none where there are none.
fn states<'a>(writers: impl Iterator<Item = &'a String>, state: WriterState) -> Option<Step> {
    let status = || Spanned::from(WriterStatus { state: state.to_string().into(), failure: None });
    let writers: BTreeMap<_, _> = writers.map(|name| (name.clone().into(), status())).collect();
    let states = States { writers, ..States::default() };
    (!states.writers.is_empty()).then(|| Step { states: Some(states), ..Step::default() })
}
