//! Providers: what they are registered as, and how their answers are translated.

use super::ProviderFamily;
use crate::api::{ProcessId, ProviderId};
use crate::vocabulary::{Guid, Hresult, ProviderType, Text};

/// How a provider is registered.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProviderRegistration {
    /// The id that `AddToSnapshotSet` can name.
    pub id: Guid,
    /// Its display name.
    pub name: Text,
    /// System, software or hardware.
    pub kind: ProviderType,
    /// Its version, in words.
    pub version: Text,
    /// The id of this version.
    pub version_id: Guid,
    /// The class of its COM component.
    pub class_id: Guid,
}

impl ProviderRegistration {
    /// The interfaces that it has.
    #[must_use]
    pub fn family(&self) -> ProviderFamily {
        ProviderFamily::of(self.kind)
    }
}

/// A registered provider.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Provider {
    /// The process it runs in.
    pub process: ProcessId,
    /// What it was registered as.
    pub registration: ProviderRegistration,
    /// Whether it implements `IVssProviderNotifications`.
    pub notified: bool,
    /// For a hardware provider: whether it implements `IVssHardwareSnapshotProviderEx`.
    pub extended: bool,
    /// Whether VSS has loaded it.
    pub loaded: bool,
}

/// A provider that is installed on a machine, registered or not: the class of a COM server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InstalledProvider {
    /// Its number, if it is registered.
    pub id: ProviderId,
    /// The process it runs in.
    pub process: ProcessId,
    /// Whether it implements `IVssProviderNotifications`.
    pub notified: bool,
    /// For a hardware provider: whether it implements `IVssHardwareSnapshotProviderEx`.
    pub extended: bool,
}

/// The codes that a provider may return and that reach the requester as they are.
///
/// Page: `desktop-src/VSS/error-handling-in-shadow-copy-providers`.
const PASSED_ON: &[Hresult] = &[
    Hresult::S_OK,
    Hresult::E_OUTOFMEMORY,
    Hresult::E_INVALIDARG,
    Hresult::E_ACCESSDENIED,
    Hresult::VSS_E_BAD_STATE,
    Hresult::VSS_E_OBJECT_NOT_FOUND,
    Hresult::VSS_E_INSUFFICIENT_STORAGE,
    Hresult::VSS_E_VOLUME_NOT_SUPPORTED,
    Hresult::VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER,
    Hresult::VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED,
    Hresult::VSS_E_PROVIDER_VETO,
    Hresult::VSS_E_CANNOT_REVERT_DISKID,
];

/// What a requester sees of a provider's answer: any other code becomes `VSS_E_UNEXPECTED_PROVIDER_ERROR`.
#[must_use]
pub fn translate(answer: Hresult) -> Hresult {
    if PASSED_ON.contains(&answer) { answer } else { Hresult::VSS_E_UNEXPECTED_PROVIDER_ERROR }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unexpected_success_code_is_an_error() {
        assert_eq!(translate(Hresult::S_FALSE), Hresult::VSS_E_UNEXPECTED_PROVIDER_ERROR);
        assert_eq!(translate(Hresult::E_FAIL), Hresult::VSS_E_UNEXPECTED_PROVIDER_ERROR);
        assert_eq!(translate(Hresult::VSS_E_PROVIDER_VETO), Hresult::VSS_E_PROVIDER_VETO);
    }
}
