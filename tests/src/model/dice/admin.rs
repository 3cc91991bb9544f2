//! Calls of `IVssAdmin`: providers come and go.

use vss_sim::api::{AdminCall, Call, CallId, Caller, In, OutPtr};
use vss_sim::vocabulary::{Guid, ProviderType};
use vss_sim::world::{Event, World};

use super::{Dice, stage};

/// A call of an administrator's program; a provider that is installed can be named, and one that is not.
pub(super) fn call(_: &World, dice: &mut Dice<'_>) -> Event {
    let id = CallId(1000 + u32::from(dice.next()));
    let number = u32::try_from(dice.below(5)).unwrap_or_default() + 1;
    let kinds =
        [ProviderType::VSS_PROV_SOFTWARE, ProviderType::VSS_PROV_HARDWARE, ProviderType::VSS_PROV_SYSTEM];
    let call = match dice.below(5) {
        0 => AdminCall::QueryProviders { ppEnum: OutPtr::Given },
        1 | 2 => AdminCall::UnregisterProvider { ProviderId: stage::provider_guid(number) },
        _ => AdminCall::RegisterProvider {
            pProviderId: stage::provider_guid(number),
            ClassId: stage::provider_class(number),
            pwszProviderName: In(Some("provider".into())),
            eProviderType: dice.pick(&kinds).unwrap_or(ProviderType::VSS_PROV_SOFTWARE),
            pwszProviderVersion: In(Some("2.0".into())),
            ProviderVersionId: Guid(0x5000 + u128::from(number)),
        },
    };
    Event::Call { id, by: Caller { process: stage::WRITING, within: None }, call: Call::Admin(call) }
}
