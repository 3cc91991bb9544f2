//! The services of a machine that VSS needs, and whether they can be reached.

/// The services that VSS needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Services {
    /// The VSS service.
    pub vss: VssService,
    /// The COM+ Event System, through which events reach writers.
    pub event_system: EventSystem,
}

/// The states of the VSS service.
///
/// Pages: `desktop-src/VSS/the-volume-shadow-copy-service` (it starts on demand, and has to be enabled for that) and
/// `desktop-src/Backup/registry-keys-for-backup-and-restore` (it stops when it had nothing to do for a time). What its
/// tasks are is a reading: every operation that has not ended, and every `IVssBackupComponents` object that it knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum VssService {
    /// It does not run, and starts as soon as it is needed.
    #[default]
    Stopped,
    /// It runs and has something to do.
    Busy,
    /// It runs, has nothing to do, and stops when its time is up.
    Idle,
    /// It does not run, and cannot be started.
    Disabled,
}

impl VssService {
    /// Each state with its name.
    pub const NAMES: &'static [(Self, &'static str)] = &[
        (Self::Stopped, "STOPPED"),
        (Self::Busy, "BUSY"),
        (Self::Idle, "IDLE"),
        (Self::Disabled, "DISABLED"),
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(state, _)| *state == self).map_or("", |(_, name)| name)
    }
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
