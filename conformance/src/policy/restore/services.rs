//! The services of the machine that a requester may have to stop, as its service control manager knows them.
//!
//! Page: `stopping-services-for-restore-by-requestors`.

use vss_sim::api::{MachineId, ProcessId};
use vss_sim::world::{Event, ProcessEvent};

use crate::backend::{Driver, Sink};

/// A service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// The process that it runs in, alone.
    pub process: ProcessId,
    /// Whether that process is privileged.
    pub privileged: bool,
    /// Whether it runs.
    pub running: bool,
    /// Whether it can be stopped.
    pub stoppable: bool,
}

/// How a service came to be stopped, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// It was stopped.
    Done,
    /// It was stopped already.
    Before,
    /// It runs on, or there is no such service.
    Failed,
}

/// Stops a service: its process ends, and what it had open is closed.
pub(super) fn stop<S: Sink>(services: &mut [Service], driver: &mut Driver<S>, name: &str) -> Stop {
    let found = services.iter_mut().find(|service| service.name.eq_ignore_ascii_case(name));
    match found {
        None => Stop::Failed,
        Some(service) if !service.running => Stop::Before,
        Some(service) if !service.stoppable => Stop::Failed,
        Some(service) => {
            driver.apply(Event::Process(ProcessEvent::Crash(service.process)));
            service.running = false;
            Stop::Done
        }
    }
}

/// Starts a service, in a process of the number that it had.
pub fn start<S: Sink>(services: &mut [Service], driver: &mut Driver<S>, machine: MachineId, name: &str) {
    let found = services.iter_mut().find(|service| service.name.eq_ignore_ascii_case(name));
    if let Some(service) = found.filter(|service| !service.running) {
        let Service { process, privileged, .. } = *service;
        driver.apply(Event::Process(ProcessEvent::Start { machine, process, privileged }));
        service.running = true;
    }
}
