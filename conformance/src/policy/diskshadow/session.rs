//! The calls a script comes to, on one `IVssBackupComponents` object.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::{BackupCall, Call, FunctionCall, In, OutPtr, ProcessId, RequesterId};
use vss_sim::components::ComponentForest;
use vss_sim::vocabulary::{
    BackupType, ComponentType, Environment, Guid, Hresult, SnapshotContext, Text, VolumeSnapshotAttributes,
};

use super::calls::{Calls, Status, output, succeeded};
use super::choice::{Choice, Surroundings, choose};
use super::command::{Command, Named};
use super::report::lines;
use super::stop::Stop;
use super::volume::{display_name, name_of, volume_of, with_backslash};
use crate::backend::{Driver, Sink};

/// A name that a script gave, with the GUID it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// The shadow copy, or the shadow copy set.
    pub id: Guid,
}

/// A volume that the script adds.
#[derive(Debug, Clone)]
struct Added {
    volume: String,
    alias: Option<String>,
    provider: Option<Guid>,
}

/// A component that was added.
#[derive(Debug, Clone)]
struct Component {
    instance: Guid,
    writer: Guid,
    kind: ComponentType,
    logical_path: Option<Text>,
    name: Text,
}

/// Where a script stands.
#[derive(Debug)]
pub struct Session {
    process: ProcessId,
    context: SnapshotContext,
    volumes: Vec<Added>,
    exclusions: Vec<Named>,
    inclusions: Vec<Named>,
    begun: bool,
    object: Option<RequesterId>,
    /// Whether the last `create` went through, and had writers.
    created: Option<bool>,
    components: Vec<Component>,
    /// What the policy said.
    pub lines: Vec<String>,
    /// The names it gave.
    pub aliases: Vec<Alias>,
}

/// The alias of the shadow copy set.
const SET_ALIAS: &str = "VSS_SHADOW_SET";

impl Session {
    /// A script at its beginning, run by this process.
    #[must_use]
    pub const fn new(process: ProcessId) -> Self {
        Self {
            process,
            context: SnapshotContext::VSS_CTX_BACKUP,
            volumes: Vec::new(),
            exclusions: Vec::new(),
            inclusions: Vec::new(),
            begun: false,
            object: None,
            created: None,
            components: Vec::new(),
            lines: Vec::new(),
            aliases: Vec::new(),
        }
    }

    /// The process that runs the script.
    #[must_use]
    pub const fn process(&self) -> ProcessId {
        self.process
    }

    /// The object that `create` made, until it is released.
    #[must_use]
    pub const fn object(&self) -> Option<RequesterId> {
        self.object
    }

    /// Carries out a command.
    ///
    /// # Errors
    /// Why it could not be. A `create` that had started its set has ended with `AbortBackup` by then.
    pub fn run<S: Sink>(
        &mut self,
        command: &Command,
        driver: &mut Driver<S>,
        environment: &Environment,
    ) -> Result<(), Stop> {
        match command {
            Command::SetContext(context) => self.context = *context,
            Command::Nothing => {}
            Command::BeginBackup => self.begun = true,
            Command::AddVolume { volume, alias, provider } => {
                let added = Added { volume: volume.clone(), alias: alias.clone(), provider: *provider };
                self.volumes.push(added);
            }
            Command::WriterExclude(named) => self.exclusions.push(named.clone()),
            Command::WriterVerify(named) => self.inclusions.push(named.clone()),
            Command::Create => return self.create(driver, environment),
            Command::EndBackup => return self.end(driver),
            Command::Reset => return self.reset(driver),
        }
        Ok(())
    }

    fn with_writers(&self) -> bool {
        self.context.0 & VolumeSnapshotAttributes::VSS_VOLSNAP_ATTR_NO_WRITERS.0 == 0
    }

    fn create<S: Sink>(&mut self, driver: &mut Driver<S>, environment: &Environment) -> Result<(), Stop> {
        let problem = if self.object.is_some() {
            Some("create was called already; reset comes before another one")
        } else if self.volumes.is_empty() {
            Some("no volume was added")
        } else if self.with_writers() && !self.begun {
            // What diskshadow does then is on no page and in no log.
            Some("begin backup comes before create, unless the context is one without writers")
        } else {
            None
        };
        if let Some(problem) = problem {
            return Err(Stop::Script(problem.to_owned()));
        }
        let made = driver.call(
            self.process,
            Call::Function(FunctionCall::CreateVssBackupComponents { ppBackup: OutPtr::Given }),
        )?;
        let made = succeeded("CreateVssBackupComponents", made)?;
        let object =
            output(&made, "ppBackup").ok_or_else(|| Stop::Script("no object was made".to_owned()))?;
        self.object = Some(object);
        let mut calls = Calls { driver, process: self.process, object };
        calls.call(BackupCall::InitializeForBackup { bstrXML: None })?;
        if self.context != SnapshotContext::VSS_CTX_BACKUP {
            calls.call(BackupCall::SetContext { lContext: self.context })?;
        }
        let with_writers = self.with_writers();
        if with_writers {
            self.select(&mut calls, environment)?;
        }
        let made = if with_writers {
            self.with_prepared_writers(&mut calls)
        } else {
            self.make_shadow_copies(&mut calls)
        };
        if made.is_err() {
            // A set that was begun is given up, and writers that were prepared are told (ABT-005). What ended the
            // backup is told, and not what AbortBackup may say on top.
            let _told_already = calls.call(BackupCall::AbortBackup {});
            return made;
        }
        self.created = Some(with_writers);
        Ok(())
    }

    fn select<S: Sink>(&mut self, calls: &mut Calls<'_, S>, environment: &Environment) -> Result<(), Stop> {
        calls.call(BackupCall::SetBackupState {
            bSelectComponents: true,
            bBackupBootableSystemState: true,
            backupType: BackupType::VSS_BT_FULL,
            bPartialFileSupport: false,
        })?;
        calls.run(BackupCall::GatherWriterMetadata { pAsync: OutPtr::Given }, "pAsync")?;
        let forests = calls.writers();
        let choice = self.choose(calls, &forests, environment)?;
        self.lines.extend(lines(&forests, &choice));
        self.verify(&forests, &choice)?;
        for (forest, writer) in forests.iter().zip(&choice.writers) {
            for index in &writer.added {
                self.add(calls, forest, *index)?;
            }
        }
        Ok(())
    }

    fn choose<S: Sink>(
        &self,
        calls: &Calls<'_, S>,
        forests: &[ComponentForest],
        environment: &Environment,
    ) -> Result<Choice, Stop> {
        let machine = calls.machine().ok_or_else(|| Stop::Script("the machine is gone".to_owned()))?;
        let mounts = machine.mounts();
        let set = self.volumes.iter().filter_map(|added| volume_of(&mounts, &added.volume)).collect();
        let named = machine.volumes.values().filter_map(|volume| Some((volume.guid, display_name(volume)?)));
        let names: BTreeMap<Guid, Text> = named.collect();
        let around = Surroundings { environment, mounts: &mounts, names: &names, set: &set };
        Ok(choose(forests, around, &self.exclusions))
    }

    /// What `writer verify` names has to be in the backup, explicitly or with its set.
    fn verify(&self, forests: &[ComponentForest], choice: &Choice) -> Result<(), Stop> {
        let included = |named: &Named| {
            forests.iter().zip(&choice.writers).any(|(forest, writer)| {
                let identity = &forest.document().identification;
                let (class, instance) = (identity.writer_id.value(), identity.instance_id.value());
                let is_it = named.is_writer(&identity.friendly_name, class, instance);
                is_it
                    && named.component.as_ref().map_or(!writer.added.is_empty(), |component| {
                        let found = forest.find(component);
                        found.is_some_and(|index| {
                            let above = forest.ancestors(index);
                            writer.added.iter().any(|added| *added == index || above.contains(added))
                        })
                    })
            })
        };
        match self.inclusions.iter().find(|named| !included(named)) {
            None => Ok(()),
            Some(named) => Err(Stop::Script(format!("{named} is to be included, and is not"))),
        }
    }

    fn add<S: Sink>(
        &mut self,
        calls: &mut Calls<'_, S>,
        forest: &ComponentForest,
        index: usize,
    ) -> Result<(), Stop> {
        let Some(component) = forest.component(index) else { return Ok(()) };
        let identity = &forest.document().identification;
        let added = Component {
            instance: identity.instance_id.value(),
            writer: identity.writer_id.value(),
            kind: component.component_type(),
            logical_path: component.logical_path.clone(),
            name: component.name.clone(),
        };
        calls.call(BackupCall::AddComponent {
            instanceId: added.instance,
            writerId: added.writer,
            ct: added.kind,
            wszLogicalPath: added.logical_path.clone(),
            wszComponentName: In(Some(added.name.clone())),
        })?;
        self.components.push(added);
        Ok(())
    }

    fn with_prepared_writers<S: Sink>(&mut self, calls: &mut Calls<'_, S>) -> Result<(), Stop> {
        self.start_set(calls)?;
        calls.run(BackupCall::PrepareForBackup { ppAsync: OutPtr::Given }, "ppAsync")?;
        self.check_writers(calls)?;
        calls.run(BackupCall::DoSnapshotSet { ppAsync: OutPtr::Given }, "ppAsync")?;
        self.check_writers(calls)
    }

    fn make_shadow_copies<S: Sink>(&mut self, calls: &mut Calls<'_, S>) -> Result<(), Stop> {
        self.start_set(calls)?;
        calls.run(BackupCall::DoSnapshotSet { ppAsync: OutPtr::Given }, "ppAsync").map(|_| ())
    }

    fn start_set<S: Sink>(&mut self, calls: &mut Calls<'_, S>) -> Result<(), Stop> {
        let started = calls.call(BackupCall::StartSnapshotSet { pSnapshotSetId: OutPtr::Given })?;
        if let Some(id) = output(&started, "pSnapshotSetId") {
            self.aliases.push(Alias { name: SET_ALIAS.to_owned(), id });
        }
        for added in &self.volumes {
            let volume = calls.machine().and_then(|machine| name_of(machine, &added.volume));
            let copy = calls.call(BackupCall::AddToSnapshotSet {
                pwszVolumeName: In(Some(
                    volume.unwrap_or_else(|| with_backslash(&added.volume).as_str().into()),
                )),
                ProviderId: added.provider.unwrap_or(Guid::NULL),
                pidSnapshot: OutPtr::Given,
            })?;
            if let (Some(name), Some(id)) = (&added.alias, output(&copy, "pidSnapshot")) {
                self.aliases.push(Alias { name: name.clone(), id });
            }
        }
        Ok(())
    }

    /// Asks for the status of the writers, and stops at one that takes part and has failed.
    fn check_writers<S: Sink>(&self, calls: &mut Calls<'_, S>) -> Result<(), Stop> {
        calls.run(BackupCall::GatherWriterStatus { pAsync: OutPtr::Given }, "pAsync")?;
        let taking_part: BTreeSet<Guid> = self.components.iter().map(|added| added.instance).collect();
        let failed = calls
            .statuses()?
            .into_iter()
            .find(|status| taking_part.contains(&status.instance) && status.failure != Hresult::S_OK);
        calls.call(BackupCall::FreeWriterStatus {})?;
        failed
            .map_or(Ok(()), |Status { name, state, failure, .. }| Err(Stop::Writer { name, state, failure }))
    }

    fn end<S: Sink>(&mut self, driver: &mut Driver<S>) -> Result<(), Stop> {
        let (Some(object), Some(with_writers), true) = (self.object, self.created, self.begun) else {
            let why = "end backup comes after begin backup and a create that went through";
            return Err(Stop::Script(why.to_owned()));
        };
        let mut calls = Calls { driver, process: self.process, object };
        self.begun = false;
        if !with_writers {
            return Ok(());
        }
        for added in &self.components {
            calls.call(BackupCall::SetBackupSucceeded {
                instanceId: added.instance,
                writerId: added.writer,
                ct: added.kind,
                wszLogicalPath: added.logical_path.clone(),
                wszComponentName: In(Some(added.name.clone())),
                bSucceded: true,
            })?;
        }
        calls.run(BackupCall::BackupComplete { ppAsync: OutPtr::Given }, "ppAsync")?;
        self.check_writers(&mut calls)
    }

    fn reset<S: Sink>(&mut self, driver: &mut Driver<S>) -> Result<(), Stop> {
        if let Some(object) = self.object {
            Calls { driver, process: self.process, object }.call(BackupCall::Release {})?;
        }
        let kept = (std::mem::take(&mut self.lines), std::mem::take(&mut self.aliases));
        *self = Self { lines: kept.0, aliases: kept.1, ..Self::new(self.process) };
        Ok(())
    }
}
