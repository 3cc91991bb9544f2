//! `create`: from `InitializeForBackup` to the end of `DoSnapshotSet`.

use vss_sim::api::{BackupCall, In, OutPtr};
use vss_sim::components::ComponentForest;
use vss_sim::vocabulary::{BackupType, Environment, Guid, SnapshotContext};

use super::backup::{Component, add, check_writers};
use super::calls::Calls;
use super::choice::{Surroundings, choose};
use super::lookups::Volumes;
use super::report::{included, left_out, unmatched};
use super::settings::{Alias, Said, Settings};
use super::stop::{Refusal, Stop, Why};
use super::verify::verify;
use crate::backend::Sink;

/// The alias of the shadow copy set.
const SET_ALIAS: &str = "VSS_SHADOW_SET";

/// What was created.
pub(super) enum Created {
    /// Shadow copies, and a backup that holds these components.
    WithWriters(Vec<Component>),
    /// Shadow copies that the writers were not told of.
    WithoutWriters,
}

/// Makes the shadow copies, by an object that was just made.
pub(super) fn create<S: Sink>(
    settings: &Settings,
    calls: &mut Calls<'_, S>,
    environment: &Environment,
    said: &mut Said,
) -> Result<Created, Stop> {
    calls.call(BackupCall::InitializeForBackup { bstrXML: None })?;
    if settings.context != SnapshotContext::VSS_CTX_BACKUP {
        calls.call(BackupCall::SetContext { lContext: settings.context })?;
    }
    let gone = || Why::Broken("the object has no machine".to_owned());
    let volumes = Volumes::around(calls.driver.world(), calls.object).ok_or_else(gone)?;
    let created = if settings.with_writers() {
        Created::WithWriters(select(settings, calls, &volumes, environment, said)?)
    } else {
        leave_writers_alone(settings, said)?;
        Created::WithoutWriters
    };
    let made = start_set(settings, calls, &volumes, said).and_then(|()| match &created {
        Created::WithWriters(components) => with_prepared_writers(calls, components),
        Created::WithoutWriters => calls.run(BackupCall::DoSnapshotSet { ppAsync: OutPtr::Given }),
    });
    if made.is_err() {
        // A set that was begun is given up, and writers that were prepared are told (ABT-005). What ended the
        // backup is told, and not what AbortBackup may say on top.
        let _told_already = calls.call(BackupCall::AbortBackup {});
    }
    made.map(|()| created)
}

/// Where the context is one without writers, nothing is excluded and nothing can be verified. VShadow takes no option
/// about writers beside such a context (CTX-028); that an exclusion is let pass is a reading.
fn leave_writers_alone(settings: &Settings, said: &mut Said) -> Result<(), Stop> {
    said.lines.extend(settings.exclusions.iter().map(unmatched));
    match settings.inclusions.first() {
        None => Ok(()),
        Some((named, at)) => {
            let words = format!("no writer takes part in this context, so {named} is not included");
            Err(Stop::refused(Refusal::NotIncluded, &words).blaming(*at))
        }
    }
}

/// Chooses the components and adds them.
fn select<S: Sink>(
    settings: &Settings,
    calls: &mut Calls<'_, S>,
    volumes: &Volumes,
    environment: &Environment,
    said: &mut Said,
) -> Result<Vec<Component>, Stop> {
    calls.call(BackupCall::SetBackupState {
        bSelectComponents: true,
        bBackupBootableSystemState: true,
        backupType: BackupType::VSS_BT_FULL,
        bPartialFileSupport: false,
    })?;
    calls.run(BackupCall::GatherWriterMetadata { pAsync: OutPtr::Given })?;
    let forests = calls.writers()?;
    let set = settings.volumes.iter().filter_map(|added| volumes.meant(&added.volume)).collect();
    let around = Surroundings { environment, volumes, set: &set };
    let choice = choose(&forests, around, &settings.exclusions);
    said.lines.extend(left_out(&forests, &choice, &settings.exclusions));
    for (named, at) in &settings.inclusions {
        verify(named, &forests, &choice)
            .map_err(|words| Stop::refused(Refusal::NotIncluded, &words).blaming(*at))?;
    }
    said.lines.extend(included(&forests, &choice));
    let mut components = Vec::new();
    for (forest, writer) in forests.iter().zip(&choice.writers) {
        for index in &writer.added {
            let component = component(forest, *index)?;
            add(calls, &component)?;
            components.push(component);
        }
    }
    Ok(components)
}

fn component(forest: &ComponentForest, index: usize) -> Result<Component, Stop> {
    let missing = || Why::Broken(format!("component {index} is not in its document"));
    let component = forest.component(index).ok_or_else(missing)?;
    let identity = &forest.document().identification;
    Ok(Component {
        instance: identity.instance_id.value(),
        writer: identity.writer_id.value(),
        kind: component.component_type(),
        logical_path: component.logical_path.clone(),
        name: component.name.clone(),
    })
}

fn start_set<S: Sink>(
    settings: &Settings,
    calls: &mut Calls<'_, S>,
    volumes: &Volumes,
    said: &mut Said,
) -> Result<(), Stop> {
    let started = calls.call(BackupCall::StartSnapshotSet { pSnapshotSetId: OutPtr::Given })?;
    said.aliases.push(Alias { name: SET_ALIAS.to_owned(), id: started.value("pSnapshotSetId")? });
    for added in &settings.volumes {
        let copy = BackupCall::AddToSnapshotSet {
            pwszVolumeName: In(Some(volumes.given(&added.volume))),
            ProviderId: added.provider.unwrap_or(Guid::NULL),
            pidSnapshot: OutPtr::Given,
        };
        let copy = calls.call(copy).map_err(|stop| stop.blaming(added.at))?;
        let id = copy.value("pidSnapshot")?;
        if let Some(name) = &added.alias {
            said.aliases.push(Alias { name: name.clone(), id });
        }
    }
    Ok(())
}

fn with_prepared_writers<S: Sink>(calls: &mut Calls<'_, S>, components: &[Component]) -> Result<(), Stop> {
    calls.run(BackupCall::PrepareForBackup { ppAsync: OutPtr::Given })?;
    check_writers(calls, components)?;
    calls.run(BackupCall::DoSnapshotSet { ppAsync: OutPtr::Given })?;
    check_writers(calls, components)
}
