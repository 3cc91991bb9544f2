//! What can happen next by itself: the interleaving points, in a fixed order.

use crate::machines::Time;

use super::World;
use super::event::Event;
use super::in_flight::Run;

/// The next moment at which something runs out.
#[must_use]
pub fn next_deadline(world: &World) -> Option<Time> {
    world.open.deadlines().min()
}

/// Everything the service can do next, and the passing of time to the next deadline. Calls, answers, faults and what
/// happens to processes come from outside and are not listed.
#[must_use]
pub fn enabled(world: &World) -> Vec<Event> {
    let queued = world.open.activations.iter().filter(|(_, activation)| activation.run == Run::Queued);
    let begin = queued.map(|(id, _)| Event::Begin(*id));
    let ready = world.open.operations.iter().filter(|(_, operation)| operation.awaits.is_empty());
    let proceed = ready.map(|(id, _)| Event::Proceed(*id));
    let time = next_deadline(world).map(|due| Event::Advance(due.since(world.now)));
    begin.chain(proceed).chain(time).collect()
}
