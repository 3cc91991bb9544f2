//! A requester that restores the files of a medium, component by component: it asks by calls what is selected and how
//! each writer wants its files to be restored, looks at what stands at the places, and tells by calls what became of it.
//!
//! Pages: `generating-a-restore-set`, `overview-of-actual-file-restoration`, `non-default-backup-and-restore-locations`,
//! `working-with-partial-files`, `working-with-directed-targets`, `restores-without-writer-participation`. Readings: a
//! file that no directed target names is restored as without them; ranges are written into the file that is at their
//! destination, or make one of themselves; a set that waits for the restart counts as restored.

mod asked;
mod files;
mod place;
mod services;

use std::sync::Arc;

use vss_sim::api::{Parameter, ProcessId, RequesterId, Target, Value};
use vss_sim::components::{
    BackupSelection, ComponentForest, ComponentName, Inclusion, RestoreRequest, RestoreSelection,
    RestoreSubcomponent, Subcomponents, file_set, own_files,
};
use vss_sim::documents::WriterMetadata;
use vss_sim::machines::Content;
use vss_sim::vocabulary::{Environment, FileRestoreStatus, FileSet, Guid, RestoreMethod, WinPath};
use vss_sim::world::readings::{
    BelowSubcomponents, DecidedTogether, FilesOfAncestors, NeverSelected, RestoreStopStart,
    ServiceAfterFailure, ServiceRestart,
};
use vss_sim::world::{ReadingSet, World};

use super::backup_set::Medium;
use super::selection::{backup_selection, forest_of};
use crate::backend::{Driver, Sink};
use asked::{Asker, Entry, Method};
use files::{SetRestore, found};
use place::Found;
use services::Stop;

pub use services::{Service, start};

/// How a requester restores.
#[derive(Debug)]
pub struct Manner<'a> {
    /// The environment in which paths are expanded.
    pub environment: &'a Environment,
    /// The services of the machine.
    pub services: &'a mut Vec<Service>,
    /// The world as it was when PreRestore was called.
    pub before: Option<&'a World>,
    /// Where files wait for the restart; a directory of the volume that they go to, if not said.
    pub temporary: Option<&'a WinPath>,
    /// What is restored by ordinary means, as if there were no writers, each with the place that it is put at: no
    /// component is restored then.
    pub paths: &'a [(WinPath, WinPath)],
}

/// What became of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentStatus {
    /// The writer instance of the backup.
    pub instance: Guid,
    /// Its class.
    pub writer: Guid,
    /// Logical path and name of the component, joined by a backslash.
    pub component: String,
    /// What SetFileRestoreStatus was given.
    pub status: FileRestoreStatus,
}

/// What became of a restore.
#[derive(Debug, Default)]
pub struct Restored {
    /// The status that each selected component was given.
    pub components: Vec<ComponentStatus>,
    /// The files that were not restored, by their default paths, with the reason (rule BSET-023).
    pub failed: Vec<(String, String)>,
    /// What is moved at the next restart: from where and to where.
    pub delayed: Vec<(WinPath, WinPath)>,
    /// What was done, in a few words each.
    pub done: Vec<String>,
    /// The service that was stopped and is to be started when the restore operation is over (C-042).
    pub started_last: Option<String>,
    /// The questions that the pages leave open and that it depended on.
    pub readings: ReadingSet,
}

/// Restores what a medium holds and the requester has selected.
///
/// # Errors
/// A call is refused, or the medium lacks a document that is needed.
pub fn restore<S: Sink>(
    driver: &mut Driver<S>,
    process: ProcessId,
    requester: RequesterId,
    medium: &Medium,
    manner: Manner<'_>,
) -> Result<Restored, String> {
    let mut restored = Restored::default();
    let mut asker = Asker { driver, process, environment: manner.environment };
    if !manner.paths.is_empty() {
        files::by_ordinary_means(&mut asker, medium, manner.paths, &mut restored);
        return Ok(restored);
    }
    let entries = asker.entries(Target::Backup(requester))?;
    let mut restorer = Restorer { requester, medium, manner, restored };
    for document in &medium.documents {
        let own: Vec<&Entry> =
            entries.iter().filter(|entry| entry.instance == document.instance_id()).collect();
        if own.iter().any(|entry| entry.selected) {
            restorer.writer(&mut asker, document, &own)?;
        }
    }
    let stored = |instance: Guid| medium.documents.iter().any(|document| document.instance_id() == instance);
    match entries.iter().find(|entry| entry.selected && !stored(entry.instance)) {
        Some(entry) => Err(format!("the medium has no document of the writer of {}", entry.shown())),
        None => Ok(restorer.restored),
    }
}

struct Restorer<'a> {
    requester: RequesterId,
    medium: &'a Medium,
    manner: Manner<'a>,
    restored: Restored,
}

impl Restorer<'_> {
    /// Restores the selected components of a writer, in the order of its document.
    fn writer<S: Sink>(
        &mut self,
        asker: &mut Asker<'_, S>,
        document: &Arc<WriterMetadata>,
        entries: &[&Entry],
    ) -> Result<(), String> {
        let method = asker.method(document)?;
        let stopping = method.method == RestoreMethod::VSS_RME_STOP_RESTORE_START
            || (method.method == RestoreMethod::VSS_RME_RESTORE_STOP_START && self.stops_first(asker));
        let named = method.service.as_ref().map(|service| service.to_string()).unwrap_or_default();
        let stop =
            if stopping { services::stop(self.manner.services, asker.driver, &named) } else { Stop::Before };
        let names: Vec<ComponentName> = entries.iter().map(|entry| entry.component()).collect();
        let readings = asker.driver.world().config.readings;
        let forest = forest_of(document, &names, &readings, &mut self.restored.readings);
        let backup = backup_selection(&forest, &names, &readings, &mut self.restored.readings);
        let selection = self.selection(asker, &forest, &backup, &request(entries));
        let mut all_restored = true;
        let selected: Vec<(&&Entry, usize)> = entries
            .iter()
            .filter(|entry| entry.selected)
            .filter_map(|entry| Some((entry, forest.find(&entry.component())?)))
            .collect();
        let first = selected.first().map(|(_, definer)| *definer);
        let all = file_sets(&forest, selection.restored(), asker.environment);
        let peers = if selected.len() > 1 { self.peers(asker, &method, &all) } else { Vec::new() };
        for (entry, definer) in &selected {
            // What is restored though its definer was not selected goes with the first that was (a reading).
            let of_set = |index: &usize| match backup.inclusion(*index) {
                Some(Inclusion::Explicit) => index == definer,
                Some(Inclusion::Implicit { through }) => {
                    let elsewhere = selected.iter().all(|(_, definer)| definer != through);
                    through == definer || (elsewhere && first == Some(*definer))
                }
                Some(Inclusion::Missing | Inclusion::Out(_)) | None => false,
            };
            let restored: Vec<usize> = selection.restored().iter().copied().filter(of_set).collect();
            let sets = file_sets(&forest, &restored, asker.environment);
            let status = self.set(asker, entry, &method, &sets, (stop != Stop::Failed, &peers))?;
            all_restored &= status == FileRestoreStatus::VSS_RS_ALL;
            self.tell(asker, entry, status)?;
            let (instance, writer, component) = (entry.instance, entry.writer, entry.shown());
            self.restored.components.push(ComponentStatus { instance, writer, component, status });
        }
        self.services_after(asker, &method, &named, stop, all_restored);
        Ok(())
    }

    /// What is found for all files of a writer, where by one reading they are decided together (C-071).
    fn peers<'m, S: Sink>(
        &mut self,
        asker: &mut Asker<'_, S>,
        method: &'m Method,
        sets: &[(usize, FileSet)],
    ) -> Vec<Found<'m>> {
        let readings = asker.driver.world().config.readings;
        let reading = self.restored.readings.ask::<DecidedTogether>(&readings);
        let of_writer = match reading {
            DecidedTogether::WholeWriter => true,
            DecidedTogether::FileOrWriter => method.method == RestoreMethod::VSS_RME_RESTORE_AT_REBOOT,
            DecidedTogether::ComponentSet | DecidedTogether::Component => false,
        };
        let files = self.medium.files.keys().filter(|path| sets.iter().any(|(_, set)| set.matches(path)));
        if of_writer {
            files.map(|path| found(asker, self.requester, method, path, self.manner.before)).collect()
        } else {
            Vec::new()
        }
    }

    /// What is restored of a writer, by the answers to the questions that are open where subcomponents were added.
    fn selection<S: Sink>(
        &mut self,
        asker: &Asker<'_, S>,
        forest: &ComponentForest,
        backup: &BackupSelection,
        request: &RestoreRequest,
    ) -> RestoreSelection {
        let readings = &asker.driver.world().config.readings;
        let by = |answers| RestoreSelection::by(forest, backup, request, answers);
        let mut answers = Subcomponents::default();
        let usual = by(answers);
        if by(Subcomponents { alone: true, ..answers }).restored() != usual.restored() {
            let below = self.restored.readings.ask::<BelowSubcomponents>(readings);
            answers.alone = below == BelowSubcomponents::ItselfAlone;
        }
        if by(Subcomponents { with_ancestor: true, ..answers }).restored() != by(answers).restored() {
            let files = self.restored.readings.ask::<FilesOfAncestors>(readings);
            answers.with_ancestor = files == FilesOfAncestors::Restored;
        }
        if by(Subcomponents { unconditional: true, ..answers }).restored() != by(answers).restored() {
            let bound = self.restored.readings.ask::<NeverSelected>(readings);
            answers.unconditional = bound == NeverSelected::WheneverTheWriterIs;
        }
        by(answers)
    }

    /// Whether VSS_RME_RESTORE_STOP_START has the service stopped before the files are restored (C-041).
    fn stops_first<S: Sink>(&mut self, asker: &Asker<'_, S>) -> bool {
        let readings = &asker.driver.world().config.readings;
        self.restored.readings.ask::<RestoreStopStart>(readings) == RestoreStopStart::StopFirst
    }

    /// Starts the service again that was stopped, or restarts the one that has to be.
    fn services_after<S: Sink>(
        &mut self,
        asker: &mut Asker<'_, S>,
        method: &Method,
        named: &str,
        stop: Stop,
        all_restored: bool,
    ) {
        let Some((machine, _)) = asker.driver.world().requester(self.requester) else { return };
        if method.method == RestoreMethod::VSS_RME_RESTORE_STOP_START
            && all_restored
            && !self.stops_first(asker)
            && services::stop(self.manner.services, asker.driver, named) == Stop::Done
        {
            start(self.manner.services, asker.driver, machine, named);
            self.restored.done.push("service stopped and started afterwards".to_owned());
        }
        if stop != Stop::Done {
            return;
        }
        let readings = &asker.driver.world().config.readings;
        if all_restored
            || self.restored.readings.ask::<ServiceAfterFailure>(readings)
                == ServiceAfterFailure::StartedAgain
        {
            if self.restored.readings.ask::<ServiceRestart>(readings) == ServiceRestart::AfterPostRestore {
                self.restored.started_last = Some(named.to_owned());
            } else {
                start(self.manner.services, asker.driver, machine, named);
            }
            self.restored.done.push("service stopped and started".to_owned());
        }
    }

    /// Restores the files of one component set.
    fn set<S: Sink>(
        &mut self,
        asker: &mut Asker<'_, S>,
        entry: &Entry,
        method: &Method,
        sets: &[(usize, FileSet)],
        (service_stopped, peers): (bool, &[Found<'_>]),
    ) -> Result<FileRestoreStatus, String> {
        let mut set = SetRestore {
            requester: self.requester,
            entry,
            method,
            service_stopped,
            peers,
            temporary: self.manner.temporary,
            before: self.manner.before,
            written: 0,
            elsewhere: false,
            restored: &mut self.restored,
            failed_before: 0,
        };
        set.failed_before = set.restored.failed.len();
        set.files(asker, self.medium, sets)
    }

    /// Records the outcome of a component (rule RST-026).
    fn tell<S: Sink>(
        &self,
        asker: &mut Asker<'_, S>,
        entry: &Entry,
        status: FileRestoreStatus,
    ) -> Result<(), String> {
        let mut arguments = identity(entry, "ct");
        arguments.push(("status", status.show()));
        asker.call(Target::Backup(self.requester), "SetFileRestoreStatus", &arguments).map(|_| ())
    }
}

/// The file sets of some components, each with its component.
fn file_sets(
    forest: &ComponentForest,
    components: &[usize],
    environment: &Environment,
) -> Vec<(usize, FileSet)> {
    let of_component = |component: &usize| {
        let component = *component;
        own_files(forest, component)
            .filter_map(move |file| Some((component, file_set(file.filedesc, environment).ok()?)))
    };
    components.iter().flat_map(of_component).collect()
}

/// The arguments by which calls identify a component.
fn identity(entry: &Entry, component_type: &'static str) -> Vec<(&'static str, Value)> {
    let path = entry.path.clone().map_or(Value::Null, Value::Text);
    vec![
        ("writerId", Value::Guid(entry.writer)),
        (component_type, entry.component_type.show()),
        ("wszLogicalPath", path),
        ("wszComponentName", Value::Text(entry.name.clone())),
    ]
}

/// What the document says was chosen.
fn request(entries: &[&Entry]) -> RestoreRequest {
    let selected = entries.iter().filter(|entry| entry.selected);
    let subcomponents = selected.clone().flat_map(|entry| {
        entry.subcomponents.iter().map(|(path, name)| RestoreSubcomponent {
            ancestor: entry.component(),
            subcomponent: ComponentName::new(Some(path.as_str()), name.as_str()),
        })
    });
    RestoreRequest {
        selected: selected.clone().map(|entry| entry.component()).collect(),
        subcomponents: subcomponents.collect(),
    }
}

/// The bytes of a file with others written into it.
fn overlaid(file: Option<Content>, parts: &[(u64, Content)]) -> Content {
    parts.iter().fold(file.unwrap_or_default(), |file, (offset, part)| file.with(*offset, part))
}
