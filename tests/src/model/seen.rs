//! What writers and providers have been told of a backup so far, as an onlooker sees it: from the upcalls that come and
//! go, and not from what the model keeps of them.

use std::collections::{BTreeMap, BTreeSet};

use vss_sim::api::ActivationId;
use vss_sim::world::{Effect, Participant, Run, World};

use super::hand::Hand;

/// How far a participant is with an upcall of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// It was queued.
    Queued,
    /// It has begun.
    Begun,
    /// It has returned.
    Returned,
}

/// What was seen.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    points: BTreeSet<(Participant, &'static str, Point)>,
    open: BTreeMap<ActivationId, (Participant, &'static str)>,
    effects: usize,
}

impl Seen {
    /// Takes in what a hand has done since it was looked at last.
    pub fn look(&mut self, hand: &Hand) {
        let fresh = hand.effects.get(self.effects..).unwrap_or_default();
        self.effects = hand.effects.len();
        for effect in fresh {
            match effect {
                Effect::Activate { id, to, upcall } => {
                    self.points.insert((*to, upcall.name(), Point::Queued));
                    self.open.insert(*id, (*to, upcall.name()));
                }
                Effect::Withdraw(id) => {
                    self.open.remove(id);
                }
                Effect::Returned { .. }
                | Effect::Ended { .. }
                | Effect::Captured { .. }
                | Effect::DeletedFromCopy { .. }
                | Effect::Service { .. }
                | Effect::WriterState { .. } => {}
            }
        }
        self.look_at_open(&hand.world);
    }

    /// What has begun, and what is gone without being withdrawn: it has returned.
    fn look_at_open(&mut self, world: &World) {
        let held = &world.open.activations;
        for (id, (to, name)) in &self.open {
            match held.get(id).map(|activation| activation.run) {
                Some(Run::Queued) => {}
                Some(Run::Running { .. }) => {
                    self.points.insert((*to, name, Point::Begun));
                }
                None => {
                    self.points.insert((*to, name, Point::Returned));
                }
            }
        }
        self.open.retain(|id, _| held.contains_key(id));
    }

    /// Whether a participant was so far with an upcall.
    #[must_use]
    pub fn has(&self, of: Participant, name: &'static str, point: Point) -> bool {
        self.points.contains(&(of, name, point))
    }
}
