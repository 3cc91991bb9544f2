//! The services of a machine that VSS needs, and whether they can be reached.

/// The services that VSS needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Services {
    /// The VSS service.
    pub vss: VssService,
    /// The COM+ Event System, through which events reach writers.
    pub event_system: EventSystem,
}

/// Whether the VSS service can be reached.
///
/// Page: `desktop-src/VSS/the-volume-shadow-copy-service`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum VssService {
    /// It runs, or starts as soon as it is needed.
    #[default]
    OnDemand,
    /// It does not run, and cannot be started.
    Disabled,
}

/// Whether the COM+ Event System runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum EventSystem {
    /// It runs.
    #[default]
    Started,
    /// It does not.
    Stopped,
}

/// What can happen to the services of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ServiceEvent {
    /// The process of the VSS service ends in order: it tells providers what it gives up. It starts again on demand.
    VssStops,
    /// The process of the VSS service dies: nobody tells providers anything. It starts again on demand.
    VssDies,
    /// The VSS service is disabled, and stops if it runs.
    VssDisabled,
    /// The VSS service can be started again.
    VssEnabled,
    /// The COM+ Event System stops.
    EventSystemStops,
    /// The COM+ Event System starts.
    EventSystemStarts,
}

impl ServiceEvent {
    /// Every event, with the service it happens to and what it is called.
    pub const NAMES: &'static [(Self, &'static str, &'static str)] = &[
        (Self::VssStops, "VSS", "STOPPED"),
        (Self::VssDies, "VSS", "DIED"),
        (Self::VssDisabled, "VSS", "DISABLED"),
        (Self::VssEnabled, "VSS", "ENABLED"),
        (Self::EventSystemStops, "EventSystem", "STOPPED"),
        (Self::EventSystemStarts, "EventSystem", "STARTED"),
    ];
}
