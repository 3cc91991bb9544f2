//! The VSS service of each machine: that it starts on demand, has something to do or nothing, stops by itself, and can be
//! disabled.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::{MachineId, RequesterId, Target};

use super::book::{Book, Happening, Unlisted};
use super::scene::Scene;
use super::sight::{After, Came, Reader, Seen, What};
use super::table::{Fact, Machine};

const STOPPED: &str = "STOPPED";
const BUSY: &str = "BUSY";
const DISABLED: &str = "DISABLED";

const USED: &str = "<VSS operation>";
const DONE: &str = "<last task done>";
const TIME_OUT: &str = "<IdleTimeout, default 180 seconds>";
const DISABLES: &str = "<administrator disables the service>";
const ENABLES: &str = "<administrator enables the service>";
const ENDS: &str = "<VSS ends>";

/// The services of a run.
#[derive(Debug, Default)]
pub struct Services {
    states: BTreeMap<MachineId, &'static str>,
    /// The objects that are older than the process of the service, which does not know them.
    strange: BTreeSet<RequesterId>,
}

impl Services {
    /// Sees a record.
    pub fn see(&mut self, seen: &Seen<'_>, reader: &Reader<'_>, scene: &Scene, book: &mut Book) {
        for came in seen.came().filter(makes_object) {
            let machine = reader.machine_of(came.by.process);
            if !came.well() && self.state(machine) == DISABLED {
                self.take(machine, USED, &[Fact::Fails], DISABLED, book);
            }
            if let Some(Target::Backup(id)) = came.result.object() {
                self.strange.remove(&id);
            }
        }
        if let What::ServiceEnded { machine, .. } = seen.what {
            let known = scene.objects.iter().filter(|(_, object)| object.machine == machine);
            self.strange.extend(known.map(|(id, _)| *id));
        }
        for after in &seen.after {
            if let After::Service(machine, to) = after {
                let at = self.trigger(*machine, to, seen, scene);
                self.take(*machine, at, &[], to, book);
            }
        }
        for came in seen.came().filter(|came| makes_object(came) && came.well()) {
            let state = self.state(reader.machine_of(came.by.process));
            if state != BUSY {
                book.unlisted(Unlisted::of(Machine::VssService, state, "an object is made", state));
            }
        }
    }

    /// What led to a state.
    fn trigger(&self, machine: MachineId, to: &str, seen: &Seen<'_>, scene: &Scene) -> &'static str {
        match seen.what {
            What::ServiceEnded { disabled: true, .. } if to == DISABLED => DISABLES,
            What::ServiceEnded { .. } => ENDS,
            What::ServiceEnabled => ENABLES,
            What::Passed if to == STOPPED => TIME_OUT,
            What::Came(_) | What::Made(..) if to == BUSY => USED,
            What::Came(_)
            | What::Made(..)
            | What::Begun(_)
            | What::Answered(..)
            | What::Passed
            | What::Subscribed(..)
            | What::Crashed(_)
            | What::Else => {
                let mut objects = scene.objects.iter().filter(|(_, object)| object.machine == machine);
                if objects.any(|(id, _)| !self.strange.contains(id)) { "an object is there" } else { DONE }
            }
        }
    }

    fn state(&self, machine: MachineId) -> &'static str {
        self.states.get(&machine).copied().unwrap_or(STOPPED)
    }

    fn take(&mut self, machine: MachineId, at: &str, facts: &[Fact], to: &'static str, book: &mut Book) {
        let from = self.state(machine);
        book.take(&Happening { machine: Machine::VssService, from, at, facts, to: Some(to) });
        self.states.insert(machine, to);
    }
}

fn makes_object(came: &Came<'_>) -> bool {
    came.name().starts_with("CreateVssBackupComponents")
}
