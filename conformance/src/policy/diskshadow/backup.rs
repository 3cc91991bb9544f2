//! The components of a backup, and the writers that have a part in it.

use std::collections::BTreeSet;

use vss_sim::api::{BackupCall, In, OutPtr};
use vss_sim::vocabulary::{ComponentType, Guid, Hresult, Text};

use super::calls::{Calls, Status};
use super::stop::{Stop, Why};
use crate::backend::Sink;

/// A component that was added.
#[derive(Debug, Clone)]
pub(super) struct Component {
    pub(super) instance: Guid,
    pub(super) writer: Guid,
    pub(super) kind: ComponentType,
    pub(super) logical_path: Option<Text>,
    pub(super) name: Text,
}

/// Adds a component.
pub(super) fn add<S: Sink>(calls: &mut Calls<'_, S>, component: &Component) -> Result<(), Stop> {
    calls.call(BackupCall::AddComponent {
        instanceId: component.instance,
        writerId: component.writer,
        ct: component.kind,
        wszLogicalPath: component.logical_path.clone(),
        wszComponentName: In(Some(component.name.clone())),
    })?;
    Ok(())
}

/// Says that every component was backed up, and ends the backup.
pub(super) fn complete<S: Sink>(calls: &mut Calls<'_, S>, components: &[Component]) -> Result<(), Stop> {
    for component in components {
        calls.call(BackupCall::SetBackupSucceeded {
            instanceId: component.instance,
            writerId: component.writer,
            ct: component.kind,
            wszLogicalPath: component.logical_path.clone(),
            wszComponentName: In(Some(component.name.clone())),
            bSucceded: true,
        })?;
    }
    calls.run(BackupCall::BackupComplete { ppAsync: OutPtr::Given })?;
    check_writers(calls, components)
}

/// Asks for the status of the writers, and stops at one that takes part and has failed.
pub(super) fn check_writers<S: Sink>(calls: &mut Calls<'_, S>, components: &[Component]) -> Result<(), Stop> {
    calls.run(BackupCall::GatherWriterStatus { pAsync: OutPtr::Given })?;
    let taking_part: BTreeSet<Guid> = components.iter().map(|added| added.instance).collect();
    let failed = calls
        .statuses()?
        .into_iter()
        .find(|status| taking_part.contains(&status.instance) && status.failure != Hresult::S_OK);
    calls.call(BackupCall::FreeWriterStatus {})?;
    match failed {
        None => Ok(()),
        Some(Status { name, state, failure, .. }) => Err(Why::Writer { name, state, failure }.into()),
    }
}
