//! `IVssAdmin`: which providers are registered with VSS. An administrator's program calls its methods, and no state of
//! its object decides anything, so that they are called without one.

use super::ids::EnumId;
use super::param::In;
use super::table::interface;
use crate::vocabulary::{Guid, ProviderType, Text};

interface! {
    /// A method of `IVssAdmin`.
    AdminCall of Function {
        IVssAdmin::RegisterProvider {
            pProviderId: Guid, ClassId: Guid, pwszProviderName: In<Text>, eProviderType: ProviderType,
            pwszProviderVersion: In<Text>, ProviderVersionId: Guid,
        } -> {}, "vsadmin/nf-vsadmin-ivssadmin-registerprovider", needs rights;
        IVssAdmin::UnregisterProvider { ProviderId: Guid } -> {},
            "vsadmin/nf-vsadmin-ivssadmin-unregisterprovider";
        IVssAdmin::QueryProviders {} -> { ppEnum: EnumId }, "vsadmin/nf-vsadmin-ivssadmin-queryproviders", needs rights;
    }
}
