//! What happens to the services of a machine, and what the VSS service has to do.

use crate::api::MachineId;
use crate::machines::{EventSystem, Machine, ServiceEvent, Session, Time, VssService};

use super::operations;
use super::outcome::{Effect, Outcome};
use super::reason::Reason;
use super::stepper::Stepper;

/// Something happens to a service.
pub(super) fn service(st: &mut Stepper, machine: MachineId, event: ServiceEvent) -> Outcome {
    if st.machine(machine).is_none() {
        return Outcome::Moot(Reason::NO_SUCH_OBJECT);
    }
    match event {
        ServiceEvent::VssStops => ends(st, machine, true),
        ServiceEvent::VssDies => ends(st, machine, false),
        ServiceEvent::VssDisabled => {
            ends(st, machine, true);
            enter(st, machine, VssService::Disabled);
        }
        ServiceEvent::VssEnabled => {
            if st.machine(machine).is_some_and(|held| held.services.vss == VssService::Disabled) {
                enter(st, machine, VssService::Stopped);
            }
        }
        ServiceEvent::EventSystemStops => {
            st.edit_machine(machine, |held| held.services.event_system = EventSystem::Stopped);
        }
        ServiceEvent::EventSystemStarts => {
            st.edit_machine(machine, |held| held.services.event_system = EventSystem::Started);
        }
    }
    Outcome::Done
}

/// The process of the VSS service ends, if there is one.
fn ends(st: &mut Stepper, machine: MachineId, tells: bool) {
    operations::service_ended(st, machine, tells);
    if st.machine(machine).is_some_and(|held| held.services.vss != VssService::Disabled) {
        enter(st, machine, VssService::Stopped);
    }
}

/// A call was accepted that needs the VSS service: it starts if it does not run, and has something to do, if only for
/// the moment.
pub(super) fn used(st: &mut Stepper, machine: MachineId) {
    enter(st, machine, VssService::Busy);
    st.may_idle = true;
}

/// Whether the VSS service waits for a call: it does not run, or has nothing to do.
pub(super) fn waits_for_use(st: &Stepper, machine: MachineId) -> bool {
    st.machine(machine)
        .is_some_and(|held| matches!(held.services.vss, VssService::Stopped | VssService::Idle))
}

/// What had something to do and has nothing left begins to wait for its end.
pub(super) fn settle(st: &mut Stepper) {
    if !std::mem::take(&mut st.may_idle) {
        return;
    }
    let done = |(id, held): (&MachineId, &crate::machines::Shared<Machine>)| {
        (held.services.vss == VssService::Busy && !has_tasks(st, *id, held)).then_some(*id)
    };
    let idle: Vec<MachineId> = st.world.machines.iter().filter_map(done).collect();
    for machine in idle {
        enter(st, machine, VssService::Idle);
    }
}

/// Whether the service has something to do. An object whose session was lost with an earlier process of the service is
/// none of this one's.
fn has_tasks(st: &Stepper, machine: MachineId, held: &Machine) -> bool {
    let known = |session: Option<&Session>| session.is_none_or(|session| !session.lost);
    held.requesters.values().any(|requester| known(requester.session()))
        || st.world.open.operations.values().any(|operation| operation.machine == Some(machine))
}

/// The services whose time without anything to do is up stop.
pub(super) fn expire(st: &mut Stepper, due: Time) {
    let over = st.world.open.idle.iter().filter(|(_, until)| **until <= due);
    let over: Vec<MachineId> = over.map(|(machine, _)| *machine).collect();
    for machine in over {
        enter(st, machine, VssService::Stopped);
    }
}

/// The VSS service enters a state, unless it is in it.
fn enter(st: &mut Stepper, machine: MachineId, state: VssService) {
    let Some(held) = st.machine(machine) else { return };
    if held.services.vss == state {
        return;
    }
    let stops = st.world.now.after(held.settings.idle_timeout(held.windows));
    if state == VssService::Idle {
        st.edit_open(|open| open.idle.insert(machine, stops));
    } else if st.world.open.idle.contains_key(&machine) {
        st.edit_open(|open| open.idle.remove(&machine));
    }
    st.edit_machine(machine, |held| held.services.vss = state);
    st.effect(Effect::Service { machine, state });
}
