//! What a run and its comparisons look at: the plan, the driver, and the objects by their names.

use std::collections::BTreeMap;

use vss_sim::api::{ProcessId, RequesterId, Target};
use vss_sim::machines::{Requester, Session};
use vss_sim::trace::Record;
use vss_sim::world::World;

use super::miss::Miss;
use crate::backend::Driver;
use crate::scenario::{MachineCast, Plan};

/// A plan on its way.
pub(super) struct Stage<'a> {
    pub(super) plan: &'a Plan,
    pub(super) driver: Driver<Vec<Record>>,
    /// What calls have made and steps have named, each with the process that made it.
    pub(super) objects: BTreeMap<String, (Target, ProcessId)>,
}

impl<'a> Stage<'a> {
    /// What the scenario says of the machine that a process runs on.
    pub(super) fn machine(&self, process: ProcessId) -> Result<&'a MachineCast, Miss> {
        let mut machines = self.world().machines.iter();
        let found = machines.find(|(_, held)| held.processes.contains_key(&process));
        let cast = found.and_then(|(id, _)| self.plan.cast.machine(*id));
        cast.ok_or_else(|| Miss::plain("the process is not there any more".to_owned()))
    }

    pub(super) fn world(&self) -> &World {
        self.driver.world()
    }

    /// The number of a requester.
    pub(super) fn requester_id(&self, name: &str) -> Option<RequesterId> {
        if let (Target::Backup(id), _) = self.objects.get(name)? { Some(*id) } else { None }
    }

    /// A requester that is not released.
    pub(super) fn requester(&self, name: &str) -> Option<&Requester> {
        self.world().requester(self.requester_id(name)?).map(|(_, requester)| requester)
    }

    /// Its backup.
    pub(super) fn session(&self, name: &str) -> Option<&Session> {
        self.requester(name)?.session()
    }
}
