//! What happens to the services of a machine.

use crate::api::MachineId;
use crate::machines::{EventSystem, ServiceEvent, VssService};

use super::operations;
use super::outcome::Outcome;
use super::reason::Reason;
use super::stepper::Stepper;

/// Something happens to a service.
pub(super) fn service(st: &mut Stepper, machine: MachineId, event: ServiceEvent) -> Outcome {
    if st.machine(machine).is_none() {
        return Outcome::Moot(Reason::NO_SUCH_OBJECT);
    }
    match event {
        ServiceEvent::VssStops => operations::service_ended(st, machine, true),
        ServiceEvent::VssDies => operations::service_ended(st, machine, false),
        ServiceEvent::VssDisabled => {
            operations::service_ended(st, machine, true);
            st.edit_machine(machine, |held| held.services.vss = VssService::Disabled);
        }
        ServiceEvent::VssEnabled => {
            st.edit_machine(machine, |held| held.services.vss = VssService::OnDemand);
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
