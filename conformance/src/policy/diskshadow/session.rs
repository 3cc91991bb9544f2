//! A script on its way, line by line.

use vss_sim::api::{BackupCall, ProcessId, RequesterId};
use vss_sim::vocabulary::Environment;

use super::backup::{Component, complete};
use super::calls::{Calls, make_object};
use super::command::Command;
use super::create::{Created, create};
use super::settings::{Added, Said, Settings};
use super::stop::{Refusal, Stop};
use crate::backend::{Driver, Sink};
use crate::source::Span;

/// How far a script has come.
#[derive(Debug)]
enum State {
    /// Nothing was begun and nothing created.
    Idle,
    /// `begin backup` came, and no `create`.
    Begun,
    /// A `create` made this object and came no further.
    Failed(RequesterId),
    /// A `create` made shadow copies by this object.
    Created(RequesterId, Backup),
}

/// The backup that shadow copies were made for.
#[derive(Debug)]
enum Backup {
    /// None: the context is one without writers, and `begin backup` never came.
    NotBegun,
    /// One that the writers have no part in.
    WithoutWriters,
    /// One that holds these components.
    WithWriters(Vec<Component>),
    /// `end backup` came.
    Ended,
}

/// A script on its way.
#[derive(Debug)]
pub struct Session {
    process: ProcessId,
    settings: Settings,
    state: State,
    said: Said,
}

impl Session {
    /// A script at its beginning, run by this process.
    #[must_use]
    pub const fn new(process: ProcessId) -> Self {
        let said = Said { lines: Vec::new(), aliases: Vec::new() };
        Self { process, settings: Settings::new(), state: State::Idle, said }
    }

    /// The process that runs the script.
    #[must_use]
    pub const fn process(&self) -> ProcessId {
        self.process
    }

    /// The object that `create` made, until it is released.
    #[must_use]
    pub const fn object(&self) -> Option<RequesterId> {
        match self.state {
            State::Idle | State::Begun => None,
            State::Failed(object) | State::Created(object, _) => Some(object),
        }
    }

    /// What was said since this was asked last.
    pub fn take_said(&mut self) -> Said {
        std::mem::take(&mut self.said)
    }

    /// Carries out a command, which stands at this place.
    ///
    /// # Errors
    /// Why it could not be. A `create` that had started its set has ended with `AbortBackup` by then.
    pub fn run<S: Sink>(
        &mut self,
        command: &Command,
        at: Span,
        driver: &mut Driver<S>,
        environment: &Environment,
    ) -> Result<(), Stop> {
        match command {
            Command::SetContext(context) => self.settings.context = *context,
            Command::Nothing => {}
            Command::BeginBackup => return self.begin(),
            Command::AddVolume { volume, alias, provider } => {
                let (volume, alias, provider) = (volume.clone(), alias.clone(), *provider);
                self.settings.volumes.push(Added { volume, alias, provider, at });
            }
            Command::WriterExclude(named) => self.settings.exclusions.push(named.clone()),
            Command::WriterVerify(named) => self.settings.inclusions.push((named.clone(), at)),
            Command::Create => return self.create(driver, environment),
            Command::EndBackup => return self.end(driver),
            Command::Reset => return self.reset(driver),
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Stop> {
        match self.state {
            State::Idle => {
                self.state = State::Begun;
                Ok(())
            }
            State::Begun => Err(Stop::refused(Refusal::BackupBegun, "begin backup came already")),
            State::Failed(_) | State::Created(..) => Err(Stop::refused(
                Refusal::SetCreated,
                "begin backup comes before create; reset comes before another backup",
            )),
        }
    }

    fn create<S: Sink>(&mut self, driver: &mut Driver<S>, environment: &Environment) -> Result<(), Stop> {
        let begun = match self.state {
            State::Idle => false,
            State::Begun => true,
            State::Failed(_) | State::Created(..) => {
                let words = "create came already; reset comes before another one";
                return Err(Stop::refused(Refusal::SetCreated, words));
            }
        };
        if self.settings.volumes.is_empty() {
            return Err(Stop::refused(Refusal::NoVolume, "no volume was added"));
        }
        if self.settings.with_writers() && !begun {
            let words = "begin backup comes before create, unless the context is one without writers";
            return Err(Stop::refused(Refusal::NoBackup, words));
        }
        let object = make_object(driver, self.process)?;
        self.state = State::Failed(object);
        let mut calls = Calls { driver, process: self.process, object };
        let created = create(&self.settings, &mut calls, environment, &mut self.said)?;
        let backup = match created {
            Created::WithWriters(components) => Backup::WithWriters(components),
            Created::WithoutWriters if begun => Backup::WithoutWriters,
            Created::WithoutWriters => Backup::NotBegun,
        };
        self.state = State::Created(object, backup);
        Ok(())
    }

    fn end<S: Sink>(&mut self, driver: &mut Driver<S>) -> Result<(), Stop> {
        let nothing = |words| Err(Stop::refused(Refusal::NothingToEnd, words));
        let (object, components) = match &mut self.state {
            State::Idle => return nothing("end backup comes after begin backup and create"),
            State::Begun => return nothing("end backup comes after create"),
            State::Failed(_) => return nothing("the create before end backup did not go through"),
            State::Created(_, Backup::NotBegun) => {
                return nothing("begin backup never came, so there is no backup to end");
            }
            State::Created(_, Backup::Ended) => return nothing("end backup came already"),
            State::Created(object, Backup::WithoutWriters) => (*object, None),
            State::Created(object, Backup::WithWriters(components)) => {
                (*object, Some(std::mem::take(components)))
            }
        };
        self.state = State::Created(object, Backup::Ended);
        let Some(components) = components else { return Ok(()) };
        complete(&mut Calls { driver, process: self.process, object }, &components)
    }

    fn reset<S: Sink>(&mut self, driver: &mut Driver<S>) -> Result<(), Stop> {
        if let Some(object) = self.object() {
            Calls { driver, process: self.process, object }.call(BackupCall::Release {})?;
        }
        self.settings = Settings::new();
        self.state = State::Idle;
        Ok(())
    }
}
