//! What never changes during a run: the figures that the pages state, and the readings that are followed.

use std::time::Duration;

use super::readings::Readings;

/// The figures that the pages state and that a simulated machine can have otherwise, and the readings it follows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Config {
    /// How long writes are held at the most before the kernel lets them go: 10 seconds.
    ///
    /// Page: `desktop-src/VSS/shadow-copy-creation-for-providers`, its figure. That a release at the very end is too late
    /// is a reading.
    pub hold_limit: Duration,
    /// How many volumes one shadow copy set can hold: 64.
    ///
    /// Page: `nf-vsbackup-ivssbackupcomponents-addtosnapshotset`.
    pub volumes_per_set: usize,
    /// What is followed where the pages leave a behaviour open or disagree.
    pub readings: Readings,
}

impl Default for Config {
    fn default() -> Self {
        Self { hold_limit: Duration::from_secs(10), volumes_per_set: 64, readings: Readings::default() }
    }
}
