//! Faults, as dice choose them.

use vss_sim::api::{ExpressMetadataId, MetadataRef, ProcessId, RequesterId};
use vss_sim::machines::ServiceEvent;
use vss_sim::world::{Event, Fault, ProcessEvent, StoredDocument, World};

use super::Dice;
use super::any_process_id;
use crate::model::stage::MACHINE;

/// Memory that runs out or is there again, or, seldom, a damaged document.
pub(super) fn any_fault(world: &World, dice: &mut Dice<'_>) -> Event {
    if dice.below(4) < 3 {
        let process = any_process_id(world, dice);
        return Event::Fault(Fault::Memory { process, exhausted: dice.below(3) == 2 });
    }
    if dice.below(2) == 0 {
        return any_service(world, dice);
    }
    Event::Fault(Fault::Document(any_document(world, dice)))
}

/// A service goes, or comes back; or the threads of a process leave COM, or join it.
fn any_service(world: &World, dice: &mut Dice<'_>) -> Event {
    let mut all: Vec<ServiceEvent> = ServiceEvent::NAMES.iter().map(|(event, ..)| *event).collect();
    // What is gone comes back more often than it goes.
    all.extend([ServiceEvent::VssEnabled; 4]);
    all.extend([ServiceEvent::EventSystemStarts; 4]);
    match dice.below(4) {
        0 => {
            let process = any_process_id(world, dice);
            Event::Process(ProcessEvent::Com { process, initialized: dice.below(3) > 0 })
        }
        _ => Event::Service(MACHINE, dice.pick(&all).unwrap_or(ServiceEvent::VssStops)),
    }
}

fn any_document(world: &World, dice: &mut Dice<'_>) -> StoredDocument {
    let process: ProcessId = any_process_id(world, dice);
    let requesters = || world.machines.values().flat_map(|machine| machine.requesters.keys());
    match dice.below(4) {
        0 => StoredDocument::Handed(process),
        2 => {
            let held = world.machines.values().flat_map(|machine| machine.processes.get(&process));
            let ids = held.flat_map(|held| held.express.keys().map(|id| id.0));
            StoredDocument::Express(process, ExpressMetadataId(dice.id(ids)))
        }
        1 => StoredDocument::Backup(RequesterId(dice.id(requesters().map(|id| id.0)))),
        _ => {
            let loaded = world.machines.values().flat_map(|machine| machine.processes.get(&process));
            let mut of: Vec<MetadataRef> = loaded.flat_map(|held| held.metadata.keys().copied()).collect();
            let requester = RequesterId(dice.id(requesters().map(|id| id.0)));
            of.push(MetadataRef::Gathered(requester, u32::from(dice.next() % 3)));
            StoredDocument::Metadata(process, dice.pick(&of).unwrap_or(MetadataRef::Gathered(requester, 0)))
        }
    }
}
