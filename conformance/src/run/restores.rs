//! A restore of files in a run, and the restart of the machine.

use std::collections::BTreeMap;

use vss_sim::api::{MachineId, RequesterId, Target};
use vss_sim::machines::PhaseKind;
use vss_sim::vocabulary::{BackupType, FileRestoreStatus, WinPath};
use vss_sim::world::{Event, FileAction, Outcome, ProcessEvent, ReadingSet, World};

use super::compare;
use super::file_steps::listing;
use super::miss::Miss;
use super::runner::Runner;
use crate::policy::backup_set::Medium;
use crate::policy::restore::{self, ComponentStatus, Manner, Service};
use crate::scenario::{RestorePlan, StatePlan};

/// What a run keeps of media, services and the next restart.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// What requesters have copied, by the names of the media.
    pub(super) media: BTreeMap<String, Medium>,
    /// The media in the order in which they were written.
    pub(super) order: Vec<String>,
    /// The services of the machine.
    pub(super) services: Vec<Service>,
    /// What is moved at the next restart: from where and to where.
    pub(super) delayed: Vec<(WinPath, WinPath)>,
    /// The services that are started when a restore is over: whose it is, and where they run.
    pub(super) started_last: Vec<(RequesterId, MachineId, String)>,
    /// The world as it was when PreRestore was called last.
    pub(super) before: Option<World>,
    /// What was copied and restored, in a few words each.
    pub(super) shown: Vec<String>,
    /// The questions that the pages leave open and that it depended on.
    pub(super) readings: ReadingSet,
}

impl Kept {
    /// The requester's record of its backups: their types, and when each was taken.
    pub(super) fn history(&self) -> Vec<(BackupType, i64)> {
        let media = self.order.iter().filter_map(|name| self.media.get(name));
        media.map(|medium| (medium.backup_type, medium.taken)).collect()
    }
}

impl Runner<'_> {
    /// A requester restores files.
    pub(super) fn restore(&mut self, plan: &RestorePlan) -> Vec<Miss> {
        let found = self.stage.objects.get(&plan.of).copied();
        let Some((Target::Backup(requester), process)) = found else {
            return vec![Miss::plain(format!("{:?} was never made", plan.of)).at(plan.span)];
        };
        let Some(medium) = self.kept.media.get(&plan.from) else {
            return vec![Miss::plain(format!("nothing was copied to {:?}", plan.from)).at(plan.span)];
        };
        let machine = match self.stage.machine(process) {
            Ok(machine) => machine,
            Err(miss) => return vec![miss.at(plan.span)],
        };
        let manner = Manner {
            environment: &machine.environment,
            services: &mut self.kept.services,
            before: self.kept.before.as_ref(),
            temporary: plan.temporary.as_ref(),
            paths: &plan.paths,
        };
        let restored = match restore::restore(&mut self.stage.driver, process, requester, medium, manner) {
            Ok(restored) => restored,
            Err(why) => {
                return vec![Miss::plain(format!("the restore could not go on: {why}")).at(plan.span)];
            }
        };
        let mut missed = Vec::new();
        let components: BTreeMap<String, FileRestoreStatus> =
            restored.components.iter().map(|found| (self.component_name(found), found.status)).collect();
        for component in plan.status.keys().filter(|name| !components.contains_key(*name)) {
            missed.push(Miss::plain(format!("{component:?} was not to be restored")));
        }
        for (component, status) in &components {
            let expected = plan.status.get(component).copied().unwrap_or(FileRestoreStatus::VSS_RS_ALL);
            if expected != *status {
                let message = format!("the restore of {component:?} came to another status");
                missed.push(Miss::new(message, expected.to_string(), status.to_string()));
            }
            self.kept.shown.push(format!("status {status}"));
        }
        let told = restored.failed.iter().map(|(path, why)| (path.as_str(), why.as_str()));
        missed.extend(listing("other files are not restored", &plan.failed, told));
        self.kept.shown.extend(restored.failed.into_iter().map(|(_, why)| format!("not restored: {why}")));
        self.kept.shown.extend(restored.done);
        self.kept.delayed.extend(restored.delayed);
        if let (Some(service), Some((machine, _))) =
            (restored.started_last, self.stage.driver.world().requester(requester))
        {
            self.kept.started_last.push((requester, machine, service));
        }
        self.kept.readings = self.kept.readings.union(restored.readings);
        missed.into_iter().map(|miss| miss.at(plan.span)).collect()
    }

    /// Starts the services that waited for the end of a restore, where it has come: PostRestore, or the end of the object.
    pub(super) fn start_services(&mut self) {
        let waiting = std::mem::take(&mut self.kept.started_last);
        for (requester, machine, service) in waiting {
            let held = self.stage.driver.world().requester(requester);
            if held.is_none_or(|(_, held)| held.phase() == PhaseKind::Postrestored) {
                restore::start(&mut self.kept.services, &mut self.stage.driver, machine, &service);
            } else {
                self.kept.started_last.push((requester, machine, service));
            }
        }
    }

    /// How a scenario calls a component: by the writer of the instance or, where that is gone, of the class.
    fn component_name(&self, found: &ComponentStatus) -> String {
        let writers = &self.stage.plan.cast.writers;
        let of_instance = writers.iter().find(|writer| writer.registration.instance_id == found.instance);
        let of_class = || writers.iter().find(|writer| writer.registration.writer_id == found.writer);
        let writer = of_instance.or_else(of_class).map(|writer| writer.name.clone());
        format!("{}:{}", writer.unwrap_or_else(|| found.writer.to_string()), found.component)
    }

    /// What is expected of states, those of services among them.
    pub(super) fn states(&self, plan: &StatePlan) -> Vec<Miss> {
        let mut missed = compare::states(&self.stage, plan);
        let word = |running| if running { "RUNNING" } else { "STOPPED" };
        for (name, expected, span) in &plan.services {
            let service = self.kept.services.iter().find(|service| service.name == *name);
            let running = service.is_some_and(|service| service.running);
            if running != *expected {
                let message = format!("the service {name:?} is in another state");
                missed
                    .push(Miss::new(message, word(*expected).to_owned(), word(running).to_owned()).at(*span));
            }
        }
        missed
    }

    /// The machine starts anew: everything ends, what waits is moved before anything else happens (rule RM-011), and
    /// what starts with Windows starts.
    pub(super) fn reboot(&mut self, machine: MachineId, expected: &[String]) -> Vec<Miss> {
        let driver = &mut self.stage.driver;
        let processes: Vec<_> = driver.world().machines.get(&machine).map_or_else(Vec::new, |held| {
            held.processes.iter().map(|(id, process)| (*id, process.privileged)).collect()
        });
        for (process, _) in &processes {
            driver.apply(Event::Process(ProcessEvent::Crash(*process)));
        }
        if let Err(halt) = driver.run_out() {
            return vec![super::runner::halted(halt)];
        }
        self.application = None;
        self.stage.objects.retain(|_, (target, _)| matches!(target, Target::WriterObject(_)));
        let mover = match self.start_process(machine) {
            Ok(process) => process,
            Err(miss) => return vec![miss],
        };
        let mut failed = Vec::new();
        for (from, to) in std::mem::take(&mut self.kept.delayed) {
            let action = FileAction::Move { from, to: to.clone() };
            match self.stage.driver.file(mover, action) {
                Outcome::Returned(result) if result.code.is_success() => {
                    self.kept.shown.push("moved at the restart".to_owned());
                }
                Outcome::Returned(result) => failed.push((to.to_string(), result.reason.text)),
                Outcome::Moot(reason) => failed.push((to.to_string(), reason.text)),
                Outcome::Pending | Outcome::Done => failed.push((to.to_string(), "it was not moved")),
            }
        }
        self.kept.shown.extend(failed.iter().map(|(_, why)| format!("not moved at the restart: {why}")));
        let driver = &mut self.stage.driver;
        driver.apply(Event::Process(ProcessEvent::Crash(mover)));
        let cast = &self.stage.plan.cast;
        let own = |process| {
            cast.processes.values().any(|named| named.id == process)
                || cast.writers.iter().any(|writer| writer.process == process)
                || cast.providers.iter().any(|provider| provider.process == process)
        };
        for (process, privileged) in processes.into_iter().filter(|(process, _)| own(*process)) {
            driver.apply(Event::Process(ProcessEvent::Start { machine, process, privileged }));
        }
        for service in &mut self.kept.services {
            service.running = true;
        }
        for writer in cast.writers.iter().filter(|writer| writer.subscribed && writer.machine == machine) {
            let (process, registration) = (writer.process, writer.registration.clone());
            driver.apply(Event::Process(ProcessEvent::Subscribe {
                process,
                writer: writer.id,
                registration,
            }));
        }
        let told = failed.iter().map(|(path, why)| (path.as_str(), *why));
        listing("other files are not in place after the restart", expected, told).into_iter().collect()
    }
}
