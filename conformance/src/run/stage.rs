//! What a run and its comparisons look at: the plan, the driver, and the requesters by their names.

use std::collections::BTreeMap;

use vss_sim::api::{ProcessId, RequesterId};
use vss_sim::machines::{Requester, Session};
use vss_sim::trace::Record;
use vss_sim::world::World;

use crate::backend::Driver;
use crate::scenario::Plan;

/// A plan on its way.
pub(super) struct Stage<'a> {
    pub(super) plan: &'a Plan,
    pub(super) driver: Driver<Vec<Record>>,
    pub(super) requesters: BTreeMap<String, (RequesterId, ProcessId)>,
}

impl Stage<'_> {
    pub(super) fn world(&self) -> &World {
        self.driver.world()
    }

    /// A requester that is not released.
    pub(super) fn requester(&self, name: &str) -> Option<&Requester> {
        let (id, _) = self.requesters.get(name)?;
        self.world().requester(*id).map(|(_, requester)| requester)
    }

    /// Its backup.
    pub(super) fn session(&self, name: &str) -> Option<&Session> {
        self.requester(name)?.session()
    }
}
