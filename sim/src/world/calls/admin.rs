//! `IVssAdmin`: providers are registered, listed, and unregistered.
//!
//! Pages: `nf-vsadmin-ivssadmin-*`, `desktop-src/VSS/shadow-copy-provider-registration-and-loading`.

use std::sync::Arc;

use crate::api::{AdminCall, Caller, MachineId, Parameter};
use crate::machines::{Enumerator, Machine, Provider, ProviderRegistration, Shared};
use crate::vocabulary::{Guid, Hresult, ProviderType};

use super::super::event::Participant;
use super::super::outcome::Return;
use super::super::reason::Reason;
use super::super::stepper::Stepper;

/// Answers a call.
pub(super) fn call(st: &mut Stepper, machine: MachineId, by: Caller, call: &AdminCall) -> Return {
    match call {
        AdminCall::RegisterProvider {
            pProviderId,
            ClassId,
            pwszProviderName,
            eProviderType,
            pwszProviderVersion,
            ProviderVersionId,
        } => {
            let registration = ProviderRegistration {
                id: *pProviderId,
                name: pwszProviderName.0.clone().unwrap_or_default(),
                kind: *eProviderType,
                version: pwszProviderVersion.0.clone().unwrap_or_default(),
                version_id: *ProviderVersionId,
                class_id: *ClassId,
            };
            register(st, machine, registration)
        }
        AdminCall::UnregisterProvider { ProviderId } => unregister(st, machine, *ProviderId),
        AdminCall::QueryProviders { .. } => query(st, machine, by),
    }
}

/// The types that a provider can be registered with. The system provider is part of Windows, and no provider of unknown
/// type is told of (a reading: the page excludes hardware providers on clients alone).
fn is_registrable(held: &Machine, kind: ProviderType) -> bool {
    match kind {
        ProviderType::VSS_PROV_HARDWARE => !held.windows.is_client(),
        ProviderType::VSS_PROV_SOFTWARE | ProviderType::VSS_PROV_FILESHARE => true,
        // The enumeration of the headers has other values, and a program can give any number.
        _ => false,
    }
}

/// `RegisterProvider`. That an id of `GUID_NULL` is refused, and a class that no COM server has, are readings.
fn register(st: &mut Stepper, machine: MachineId, registration: ProviderRegistration) -> Return {
    let Some(held) = st.machine(machine) else {
        return Return::argument(Hresult::E_INVALIDARG, Reason::NOT_REGISTRABLE);
    };
    if held.providers.values().any(|provider| provider.registration.id == registration.id) {
        return Return::state(Hresult::VSS_E_PROVIDER_ALREADY_REGISTERED, Reason::REGISTERED_ALREADY);
    }
    let installed = held.installed.get(&registration.class_id).copied();
    let fits = !registration.id.is_null() && is_registrable(held, registration.kind);
    let Some(installed) = installed.filter(|_| fits) else {
        return Return::argument(Hresult::E_INVALIDARG, Reason::NOT_REGISTRABLE);
    };
    let provider = Provider {
        process: installed.process,
        registration,
        notified: installed.notified,
        extended: installed.extended,
        loaded: false,
    };
    st.edit_machine(machine, |held| held.providers.insert(installed.id, Shared::new(provider)));
    Return::ok()
}

/// `UnregisterProvider`. A provider is in use while it takes part in a set that is not done, or is called (the machine
/// `provider-registration` of the catalogue); and the system provider always is (a reading).
fn unregister(st: &mut Stepper, machine: MachineId, wanted: Guid) -> Return {
    let found = st
        .machine(machine)
        .and_then(|held| held.providers.iter().find(|(_, provider)| provider.registration.id == wanted));
    let Some((id, provider)) = found.map(|(id, provider)| (*id, provider.registration.kind)) else {
        return Return::argument(Hresult::VSS_E_PROVIDER_NOT_REGISTERED, Reason::PROVIDER_NOT_REGISTERED);
    };
    let sets = st.machine(machine).into_iter().flat_map(|held| held.sets.values());
    let mut unfinished = sets.filter(|set| !set.created && set.providers.contains(&id));
    let called = st.world.open.activations.values().any(|held| held.to == Participant::Provider(id));
    if provider == ProviderType::VSS_PROV_SYSTEM || called || unfinished.next().is_some() {
        return Return::state(Hresult::VSS_E_PROVIDER_IN_USE, Reason::PROVIDER_IN_USE);
    }
    st.edit_machine(machine, |held| held.providers.remove(&id));
    Return::ok()
}

/// `QueryProviders`: they are listed from their registration, and none is asked (a reading).
fn query(st: &mut Stepper, machine: MachineId, by: Caller) -> Return {
    let list = st.machine(machine).map(Machine::listed_providers).unwrap_or_default();
    let id = st.new_enumerator();
    let made = Enumerator { list: Arc::new(list), next: 0 };
    st.edit_machine(machine, |held| {
        held.processes.get_mut(&by.process).map(|process| process.enumerators.insert(id, made))
    });
    Return::with(vec![("ppEnum", id.show())])
}
