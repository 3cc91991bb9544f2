//! What can happen next by itself: the interleaving points, in a fixed order.

use std::iter;

use crate::machines::Time;

use super::World;
use super::event::Event;
use super::in_flight::Run;

/// The next moment at which something runs out.
#[must_use]
pub fn next_deadline(world: &World) -> Option<Time> {
    world.open.deadlines().min()
}

/// The next moment at which something runs out that was begun and has not ended. That the VSS service stops when it had
/// nothing to do for a time is nothing that anybody waits for.
#[must_use]
pub fn next_awaited(world: &World) -> Option<Time> {
    world.open.awaited().min()
}

/// Everything the service can do next, and the passing of time to the next deadline. Calls, answers, faults and what
/// happens to processes come from outside and are not listed.
#[must_use]
pub fn enabled(world: &World) -> Vec<Event> {
    each_enabled(world).collect()
}

/// The same, each event looked for only when it is asked for.
pub fn each_enabled(world: &World) -> impl Iterator<Item = Event> + '_ {
    let queued = world.open.activations.iter().filter(|(_, activation)| activation.run == Run::Queued);
    let begin = queued.map(|(id, _)| Event::Begin(*id));
    let ready = world.open.operations.iter().filter(|(_, operation)| operation.can_proceed());
    let proceed = ready.map(|(id, _)| Event::Proceed(*id));
    let time = iter::once_with(|| next_deadline(world)).flatten();
    begin.chain(proceed).chain(time.map(|due| Event::Advance(due.since(world.now))))
}
